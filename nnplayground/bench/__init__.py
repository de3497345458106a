"""Measuring the program on the computer it runs on: ``nnplayground bench PART``.

A part is a module of this package with two functions: ``measure(quick)`` returns what was found, ready for
JSON, and ``lines(found)`` says it in words. Machines are noisy: what is compared is measured in turns, in
random order, and judged by the ratio within each turn.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PARTS", "Part", "part"]

PARTS = {
    "engine": "training steps per second against a plain PyTorch loop, workloads W1 to W6",
    "gui": "the window beside training at full speed",
    "probes": "what looking costs training",
    "time": "what keeping earlier moments costs, and going back to them",
    "startup": "seconds until the program answers",
    "many": "64 networks at once against one after another",
}
"""What can be measured, each in the module of that name, and a line on it."""


class Part(Protocol):
    """A module that measures."""

    def measure(self, quick: bool) -> dict[str, Any]:
        """Return what was found; ``quick`` only tries whether measuring works."""
        ...

    def lines(self, found: dict[str, Any]) -> Iterator[str]:
        """Say what was found."""
        ...


def part(name: str) -> Part:
    """Return the part of :data:`PARTS` called ``name``."""
    return cast("Part", import_module(f"{__name__}.{name}"))
