"""The base of data sets that a person brings along; their numbers are attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, PrivateAttr

from nnplayground.core.dataset import Dataset
from nnplayground.data.attachments import KEY_PATTERN, Hold, attachments, missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from nnplayground.core.errors import PlaygroundError

__all__ = ["OwnData"]


class OwnData(Dataset):
    """Samples from somebody's file; everything but the numbers stands in the fields.

    Attributes
    ----------
    source : str
        What the person calls it: ``penguins.csv``. No path.
    key : str
        Of the numbers, see :mod:`nnplayground.data.attachments`.
    """

    is_own: ClassVar[bool] = True

    source: str = Field(max_length=200)
    key: str = Field(pattern=KEY_PATTERN)
    _hold: Hold = PrivateAttr()  # the numbers live as long as somebody refers to them

    def model_post_init(self, _context: Any) -> None:
        """Keep the numbers."""
        self._hold = attachments().hold(self.key)

    def label(self) -> str:
        """Return what the person calls it."""
        return self.source

    def attachments(self) -> tuple[str, ...]:
        """Return the key of the numbers."""
        return (self.key,)

    def problem(self) -> PlaygroundError | None:
        """Return that the numbers are not here, if so."""
        return None if self.key in attachments() else missing(self.source)

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Return the numbers, read-only.

        Raises
        ------
        DataError
            If they are not here.
        """
        return attachments().get(self.key, self.source)
