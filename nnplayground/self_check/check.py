"""A check, what came of it, and going through all of them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnplayground.core.errors import PlaygroundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Check", "Outcome", "run"]


@dataclass(frozen=True, slots=True)
class Check:
    """Something that has to work.

    Attributes
    ----------
    group, name : str
        For example ``"layers"`` and ``"conv2d"``.
    work : callable
        Raises if it does not work.
    """

    group: str
    name: str
    work: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a check; ``failure`` is empty if it passed."""

    group: str
    name: str
    seconds: float
    failure: str = ""


def run() -> Iterator[Outcome]:
    """Go through everything, and yield each outcome as soon as it is known."""
    from nnplayground.self_check import parts

    for group in parts.GROUPS:
        try:
            # One after the other: what a group has opened for its checks it closes after the last.
            for check in group():
                yield _outcome(check)
        except Exception as error:  # what could not even be listed
            yield Outcome(group.__name__, "all", 0.0, _said(error))


def _outcome(check: Check) -> Outcome:
    started = time.perf_counter()
    failure = ""
    try:
        check.work()
    except Exception as error:  # whatever it is, the others are still to be checked
        failure = _said(error)
    return Outcome(check.group, check.name, time.perf_counter() - started, failure)


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, PlaygroundError) else f"{type(error).__name__}: {error}"
