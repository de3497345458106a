"""What a layer has to say about the place it stands in, and the edits that would be better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nnplayground.core.text import Text

if TYPE_CHECKING:
    from nnplayground.core.layer import Inputs, Layer

__all__ = [
    "Advice",
    "InsertBefore",
    "MoveBefore",
    "Neighbour",
    "Remove",
    "RemoveBefore",
    "Replace",
    "RunSize",
    "SetBefore",
    "SetField",
    "Suggestion",
    "Surroundings",
]


@dataclass(frozen=True, slots=True)
class InsertBefore:
    """Suggest a node of ``kind`` on a wire into this node, counted in their order (the first, usually)."""

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    wire: int = 0


@dataclass(frozen=True, slots=True)
class SetField:
    """Suggest another value for one of this node's own fields."""

    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class SetBefore:
    """Suggest another value for a field of the nearest node that has it, back along a wire into this one.

    Attributes
    ----------
    label : Text or None
        Says it better than “Set … of {node} to …”.
    """

    field: str
    value: Any
    wire: int = 0
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Suggest to take this node away and join what it stood between."""


@dataclass(frozen=True, slots=True)
class RemoveBefore:
    """Suggest to take away the node at the other end of a wire into this one."""

    wire: int = 0


@dataclass(frozen=True, slots=True)
class MoveBefore:
    """Suggest to put this node before the one that feeds it."""


@dataclass(frozen=True, slots=True)
class Replace:
    """Suggest a node of another kind in the place of this one."""

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)


Suggestion = InsertBefore | MoveBefore | Remove | RemoveBefore | Replace | SetBefore | SetField


@dataclass(frozen=True, slots=True)
class Advice:
    """What is unwise, though it can be trained.

    Attributes
    ----------
    sentence, reason : Text
        “{node}” stands for the node's name.
    suggestions : tuple of Suggestion
        What would be better, the best first.
    """

    sentence: Text
    reason: Text
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class RunSize:
    """How much one step and one epoch see; 0 where it is not known.

    Attributes
    ----------
    batch : int
        Samples per step.
    samples : int
        Samples for training.
    """

    batch: int = 0
    samples: int = 0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node at the other end of a wire."""

    title: Text
    layer: Layer


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a node finds around it.

    Attributes
    ----------
    inputs : Inputs
        What reaches it.
    before : tuple of Neighbour
        One for every wire into the node, in the order of ports.
    after : tuple of Neighbour
        One for every wire out of it.
    run : RunSize
    """

    inputs: Inputs
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]
    run: RunSize
