"""The measures of every recorded epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.format import Format
from nnplayground.projects.export import table

if TYPE_CHECKING:
    from nnplayground.exports.trained import Trained

__all__ = ["Metrics"]


class Metrics(Format):
    """A table for spreadsheets."""

    kind: ClassVar[str] = "csv"
    title: ClassVar[Text] = _("core", "Measures")
    help: ClassVar[Text] = _(
        "core", "Losses and metrics of every recorded epoch as a table for spreadsheets."
    )
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)
    order: ClassVar[int] = 600
    icon: ClassVar[str] = "table"

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the table."""
        return {name: table(trained.history).encode()}

    def text(self, trained: Trained) -> str:
        """Return the table."""
        return table(trained.history)
