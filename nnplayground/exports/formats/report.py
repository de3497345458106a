"""One page about the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.format import Format
from nnplayground.projects.report import Report, as_html, as_pdf

if TYPE_CHECKING:
    from nnplayground.exports.trained import Trained

__all__ = ["ReportPage"]


class ReportPage(Format):
    """Network, settings, curves and result on one sheet."""

    kind: ClassVar[str] = "report"
    title: ClassVar[Text] = _("core", "Report")
    help: ClassVar[Text] = _(
        "core", "One page to print or to hand in: network, curves, result, settings and how to repeat it."
    )
    suffixes: ClassVar[tuple[str, ...]] = (".pdf", ".html")
    order: ClassVar[int] = 800
    icon: ClassVar[str] = "book"

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the page, by the ending as PDF or for browsers."""
        report = Report(trained.result(), self.say)
        if name.lower().endswith(".html"):
            return {name: as_html(report).encode()}
        return {name: as_pdf(report)}

    def text(self, trained: Trained) -> str:
        """Return the page for browsers."""
        return as_html(Report(trained.result(), self.say))
