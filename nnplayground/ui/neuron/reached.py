"""How much of a training step has come to a neuron, where slow motion lets one look on."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Reached", "parts_of"]

translate = QCoreApplication.translate


class Reached(IntEnum):
    """What of a step has happened here; the larger includes the smaller."""

    NOTHING = 0
    FORWARD = 1
    BACKWARD = 2
    UPDATE = 3


def parts_of(captions: Iterable[str]) -> list[Reached]:
    """Return to which part of a step each line of formulas belongs; others go with the one before them."""
    named = {
        translate("NeuronLevel", "Forward"): Reached.FORWARD,
        translate("NeuronLevel", "Backward"): Reached.BACKWARD,
        translate("NeuronLevel", "Update"): Reached.UPDATE,
    }
    parts: list[Reached] = []
    for caption in captions:
        before = parts[-1] if parts else Reached.FORWARD
        parts.append(named.get(caption, before))
    return parts
