"""Which way the steps of a program run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.engine.eager import Eager

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nnplayground.train.engine import Chunk, Way
    from nnplayground.train.engine.step import Turn

__all__ = ["Choice"]


class Choice:
    """The ways of one engine.

    Parameters
    ----------
    wanted : str
        ``training.engine``.
    """

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted
        self._eager: dict[Turn, Eager] = {}
        self.name, self.note = "eager", ""

    def way(self, turn: Turn, chunk: Chunk) -> Way:
        """Return how to run ``chunk``."""
        del chunk
        return self._eagerly(turn)

    def _eagerly(self, turn: Turn) -> Eager:
        if turn not in self._eager:
            self._eager[turn] = Eager(turn)
        return self._eager[turn]

    def adopt(self, other: Choice, turns: Iterable[tuple[Turn, Turn]]) -> None:
        """Take over what the searches of another choice have learned."""
        for mine, theirs in turns:
            past = other._eager.get(theirs)
            if mine.rule.kind == theirs.rule.kind and past is not None and past.search is not None:
                now = self._eagerly(mine).search
                if now is not None:
                    now.adopt(past.search)
