"""Says that the timeline has no room for the moments of a network, and what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from nnplayground.app.settings import MEMORIES
from nnplayground.ui.numbers import format_number
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.train.timeline import Timeline

__all__ = ["MEGABYTE", "MemoryNote"]

MEGABYTE = 2**20


class MemoryNote(QLabel):
    """A sentence that is there only while no moment of the present network can be kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setContentsMargins(16, 6, 16, 0)
        set_role(self, "caption")
        self.hide()

    def show_room(self, timeline: Timeline) -> None:
        """Say what the timeline has no room for; nothing if it has."""
        if timeline.least <= timeline.budget:
            self.hide()
            return
        text = self._sentence(timeline)
        if text != self.text():
            self.setText(text)
        self.show()

    def _sentence(self, timeline: Timeline) -> str:
        sizes = {"moment": _megabytes(timeline.needs, 1), "budget": _megabytes(timeline.budget)}
        enough = next((size for size in MEMORIES if timeline.least <= size * MEGABYTE), None)
        if enough is None:
            return self.tr(
                "One moment of this network takes {moment} MB, too much for any memory of the timeline: "
                "make the network smaller to go back in time."
            ).format(**sizes)
        return self.tr(
            "One moment of this network takes {moment} MB, and the {budget} MB of the timeline must hold "
            "two: choose {enough} MB under Train, Time, Memory for the timeline."
        ).format(**sizes, enough=enough)


def _megabytes(size: int, digits: int = 0) -> str:
    return format_number(size / MEGABYTE, digits)
