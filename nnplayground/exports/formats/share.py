"""The experiment as a text that opens by pasting."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.format import Format
from nnplayground.projects.share import to_text

if TYPE_CHECKING:
    from nnplayground.exports.trained import Trained

__all__ = ["Share"]


class Share(Format):
    """One word of letters and digits."""

    kind: ClassVar[str] = "share"
    title: ClassVar[Text] = _("core", "Text to share")
    help: ClassVar[Text] = _("core", "The whole experiment as one word for a message; it opens by pasting.")
    suffixes: ClassVar[tuple[str, ...]] = (".txt",)
    order: ClassVar[int] = 900
    icon: ClassVar[str] = "link"
    trains: ClassVar[bool] = False

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the text."""
        return {name: self.text(trained).encode() + b"\n"}

    def text(self, trained: Trained) -> str:
        """Return the text."""
        return to_text(trained.experiment)
