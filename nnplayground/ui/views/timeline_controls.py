"""What stands at the right of the tabs while the timeline is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from nnplayground.app.playback import BACKWARD, FORWARD
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import IconButton
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.playback import Playback

__all__ = ["StateChip", "TimelineControls"]

_ROLES = {"live": "accent", "paused": "text3", "past": "warning"}


class StateChip(QWidget):
    """A dot and a word: whether the run goes on, stands still, or an earlier moment is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "paused"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def show_state(self, state: str) -> None:
        """Show ``"live"``, ``"paused"`` or ``"past"``."""
        if state != self._state:
            self._state = state
            self.setAccessibleName(self._words()[state])
            self.updateGeometry()
            self.update()

    @property
    def state(self) -> str:
        """What is shown."""
        return self._state

    def _words(self) -> dict[str, str]:
        return {"live": self.tr("Live"), "paused": self.tr("Paused"), "past": self.tr("Past")}

    def sizeHint(self) -> QSize:
        font = ui_font(12, QFont.Weight.Medium)
        return QSize(round(max(text_width(word, font) for word in self._words().values())) + 14, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = _ROLES[self._state]
        draw_box(painter, QRectF(0, self.height() / 2 - 3.5, 7, 7), 3.5, theme().colour(role))
        text = QRectF(12, 0, self.width() - 12, self.height())
        words = self._words()[self._state]
        draw_text(painter, text, words, ui_font(12, QFont.Weight.Medium), theme().colour(role))


class TimelineControls(QWidget):
    """The state of time, buttons that play the record, and one that opens what the curves show.

    Attributes
    ----------
    options : IconButton
    """

    optionsAsked = Signal()  # noqa: N815

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self.state = StateChip()
        self.back = IconButton("play-back", self.tr("Play the record backwards"), shortcut="Alt+[")
        self.forward = IconButton("play", self.tr("Play the record forward"), shortcut="Alt+]")
        self.options = IconButton("settings", self.tr("What the curves show"))
        self.back.clicked.connect(self._play_back)
        self.forward.clicked.connect(self._play_forward)
        self.options.clicked.connect(self.optionsAsked)
        playback.changed.connect(self.refresh)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.state)
        row.addSpacing(4)
        for button in (self.back, self.forward, self.options):
            row.addWidget(button)

    def refresh(self) -> None:
        """Show pause on the button that plays."""
        direction = self._playback.direction
        self.back.set_icon("pause" if direction == BACKWARD else "play-back")
        self.forward.set_icon("pause" if direction == FORWARD else "play")

    def enable(self, recorded: bool) -> None:
        """Allow playing once there is a record."""
        self.back.setEnabled(recorded)
        self.forward.setEnabled(recorded)

    def _play_back(self) -> None:
        self._playback.toggle(BACKWARD)

    def _play_forward(self) -> None:
        self._playback.toggle(FORWARD)
