"""Where things stand on the canvas, and what a person wrote and painted beside the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from nnplayground.core.component import Frozen
from nnplayground.core.errors import GraphError
from nnplayground.core.text import translatable as _

__all__ = ["COLOURS", "LARGEST", "SMALLEST", "Colour", "Frame", "Layout", "Note"]

Colour = Literal["grey", "teal", "green", "yellow", "pink", "violet"]
COLOURS: tuple[Colour, ...] = get_args(Colour)
SMALLEST, LARGEST = 48.0, 20_000.0
_FARTHEST = 1e6
_MOST = 1000

Coordinate = Annotated[float, Field(ge=-_FARTHEST, le=_FARTHEST)]
Extent = Annotated[float, Field(ge=SMALLEST, le=LARGEST)]


class _Box(Frozen):
    """A coloured rectangle on the canvas, in scene pixels at 100 %."""

    id: str = Field(min_length=1, max_length=64)
    x: Coordinate
    y: Coordinate
    width: Extent
    height: Extent


class Note(_Box):
    """A text on the canvas."""

    text: str = Field("", max_length=10_000)
    colour: Colour = "yellow"


class Frame(_Box):
    """A titled rectangle behind the cards; what lies in it moves with it."""

    title: str = Field("", max_length=80)
    colour: Colour = "grey"


class Layout(Frozen):
    """Where nodes stand, in scene pixels at 100 %; nodes without a place are laid out automatically.

    Attributes
    ----------
    positions : dict of str to (float, float)
        The top left corner of each node a hand has placed.
    folded : tuple of str
        The blocks that are drawn as one card.
    notes, frames : tuple
        In the order they are painted.
    """

    positions: dict[str, tuple[Coordinate, Coordinate]] = Field(default_factory=dict)
    folded: tuple[str, ...] = Field((), max_length=10_000)
    notes: tuple[Note, ...] = Field((), max_length=_MOST)
    frames: tuple[Frame, ...] = Field((), max_length=_MOST)

    @model_validator(mode="after")
    def _different(self) -> Layout:
        twice = [id for id, n in Counter(box.id for box in (*self.notes, *self.frames)).items() if n > 1]
        if twice:
            sentence = _("core", "Two notes or frames are called “{id}”.").format(id=twice[0])
            raise GraphError(sentence, remedy=_("core", "Give one of them another id."))
        return self

    def without(self, ids: Iterable[str]) -> Layout:
        """Return the layout without some notes and frames."""
        gone = frozenset(ids)
        notes = tuple(note for note in self.notes if note.id not in gone)
        return self.replace(notes=notes, frames=tuple(f for f in self.frames if f.id not in gone))
