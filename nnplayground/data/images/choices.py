"""What was chosen when pictures were imported, kept with them so that it can be chosen otherwise later."""

from __future__ import annotations

from pydantic import Field

from nnplayground.data.images.opened import Shaping

__all__ = ["PictureChoices"]


class PictureChoices(Shaping):
    """How pictures of one source were imported; where their files lay is not told.

    Attributes
    ----------
    source : str
        What they came from, for example the folder's name.
    name : str
        The class that all of them are of, if they are of one.
    by_names : bool
        Whether the classes are the beginnings of file names, and not folders.
    most : int or None
        At most so many of each class.
    """

    source: str = Field("", max_length=200)
    name: str = Field("", max_length=200)
    by_names: bool = False
    most: int | None = Field(None, ge=1, le=1_000_000)
