"""A check, what came of it, and going through all of them."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
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

    with _broken_threads() as broken:
        for group in parts.GROUPS:
            yield from _outcomes(group, broken)


def _outcomes(group: Callable[[], Iterator[Check]], broken: list[str]) -> Iterator[Outcome]:
    try:
        # One after the other: what a group has opened for its checks it closes after the last.
        for check in group():
            yield _outcome(check, broken)
    except Exception as error:  # what could not even be listed
        yield Outcome(group.__name__, "all", 0.0, _said(error))
    if broken:  # after the check that had started it
        yield Outcome(group.__name__, "threads", 0.0, _taken(broken))


def _outcome(check: Check, broken: list[str]) -> Outcome:
    started = time.perf_counter()
    failure = ""
    try:
        check.work()
    except Exception as error:  # whatever it is, the others are still to be checked
        failure = _said(error)
    return Outcome(check.group, check.name, time.perf_counter() - started, failure or _taken(broken))


def _said(error: BaseException) -> str:
    return str(error) if isinstance(error, PlaygroundError) else f"{type(error).__name__}: {error}"


@contextmanager
def _broken_threads() -> Iterator[list[str]]:
    """Give a list that gets a sentence for every thread that ends by an unexpected error."""
    broken: list[str] = []
    before = threading.excepthook

    def hook(failure: threading.ExceptHookArgs) -> None:
        before(failure)
        name = failure.thread.name if failure.thread is not None else "?"
        said = _said(failure.exc_value) if failure.exc_value is not None else failure.exc_type.__name__
        broken.append(f"the thread “{name}” broke: {said}")

    threading.excepthook = hook
    try:
        yield broken
    finally:
        threading.excepthook = before


def _taken(broken: list[str]) -> str:
    """Empty the list, and return what it said."""
    said = list(broken)
    del broken[: len(said)]
    return "; ".join(said)
