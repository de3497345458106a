"""What was chosen when pictures were imported, kept with them so that it can be chosen otherwise later."""

from __future__ import annotations

from pydantic import Field

from nnplayground.core.component import Frozen
from nnplayground.data.images.opened import Fitting, Shaping

__all__ = ["PictureChoices"]


class PictureChoices(Frozen):
    """How pictures were imported; where their files lay is not told.

    Attributes
    ----------
    size : int
        Height and width.
    fitting : Fitting
    colour : bool
    by_names : bool
        Whether the classes are the beginnings of file names, and not folders.
    most : int or None
        At most so many of each class.
    """

    size: int = Field(ge=8, le=224)
    fitting: Fitting = Fitting.CROP
    colour: bool = False
    by_names: bool = False
    most: int | None = Field(None, ge=1, le=1_000_000)

    @property
    def shaping(self) -> Shaping:
        """The size, form and colours."""
        return Shaping(self.size, self.fitting, self.colour)
