"""The left column of the welcome page: actions, recent files, settings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import LANGUAGES, current_language, say
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import logo, pixmap
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import Mode, theme
from nnplayground.ui.welcome.cards import ActionRow, RecentRow
from nnplayground.ui.welcome.entries import Entry, Picture, load_picture, load_recent
from nnplayground.ui.widgets import Button, ComboField, Switch
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.app.settings import Settings

__all__ = ["Side"]

_WIDTH = 304


class _Sign(QLabel):
    """An icon, or the program's mark, in the colours of the theme."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__()
        self._name, self._size = name, size
        self.setFixedSize(QSize(size, size))
        theme().themeChanged.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        dpr = self.devicePixelRatioF()
        if self._name == "logo":
            self.setPixmap(logo(self._size, dpr))
        else:
            self.setPixmap(pixmap(self._name, self._size, theme().colour("text2"), dpr))


class Side(QWidget):
    """Actions above, recent files in the middle, settings below."""

    newRequested = Signal()  # noqa: N815
    openRequested = Signal()  # noqa: N815
    recentChosen = Signal(str)  # noqa: N815
    themeChosen = Signal(str)  # noqa: N815
    languageChosen = Signal(str)  # noqa: N815
    closed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._rows: dict[str, RecentRow] = {}
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 28, 16, 12)
        self._column.setSpacing(0)
        self._column.addLayout(self._make_name())
        self._column.addSpacing(16)
        self._make_actions()
        self._make_recent()
        self._column.addStretch()
        self._make_settings()

    @property
    def rows(self) -> tuple[RecentRow, ...]:
        """The recent files."""
        return tuple(self._rows.values())

    # -- making ----------------------------------------------------------------------------------------

    def _make_name(self) -> QHBoxLayout:
        name, what = QLabel("NN Playground"), QLabel(self.tr("A playground of neural networks"))
        name.setFont(ui_font(15, QFont.Weight.DemiBold))
        what.setFont(ui_font(11))
        set_role(what, "caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(what)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(_Sign("logo", 30))
        row.addLayout(words, 1)
        return row

    def _make_actions(self) -> None:
        for text, icon, key, signal in (
            (self.tr("Blank graph"), "plus", "Ctrl+N", self.newRequested),
            (self.tr("Open project…"), "folder", "Ctrl+O", self.openRequested),
            (self.tr("Back to the experiment"), "undo", "Esc", self.closed),
        ):
            row = ActionRow(text, icon, key)
            row.clicked.connect(partial(signal.emit))
            self._column.addWidget(row)
        self._column.addSpacing(12)
        self._column.addWidget(_line())
        self._column.addSpacing(12)

    def _make_recent(self) -> None:
        title = QLabel(self.tr("Recent"))
        title.setFont(ui_font(12, QFont.Weight.DemiBold))
        self.clear = Button(self.tr("Clear"), small=True)
        self.clear.clicked.connect(self._clear)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 4)
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self.clear)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._none = QLabel(self.tr("Projects you save or open appear here."))
        self._none.setWordWrap(True)
        self._none.setContentsMargins(8, 0, 0, 0)
        set_role(self._none, "caption")
        self._column.addLayout(head)
        self._column.addLayout(self._recent)
        self._column.addWidget(self._none)

    def _make_settings(self) -> None:
        self.language = ComboField(self.tr("Language"), list(LANGUAGES.items()), small=True)
        self.language.setValue(current_language())
        self.language.chosen.connect(self.languageChosen.emit)
        themes = [
            (Mode.DARK.value, self.tr("Dark")),
            (Mode.LIGHT.value, self.tr("Light")),
            (Mode.SYSTEM.value, self.tr("As the system")),
        ]
        self.theme = ComboField(self.tr("Theme"), themes, small=True)
        self.theme.setValue(theme().mode.value)
        self.theme.chosen.connect(self.themeChosen.emit)
        self.at_start = Switch(name=self.tr("Show at start"))
        self.at_start.setChecked(self._settings.show_welcome)
        self.at_start.clicked.connect(self._choose_start)
        self._column.addWidget(_line())
        self._column.addSpacing(10)
        for icon, text, control in (
            ("globe", self.tr("Language"), self.language),
            ("moon", self.tr("Theme"), self.theme),
            ("eye", self.tr("Show at start"), self.at_start),
        ):
            self._column.addLayout(_setting(icon, text, control))

    # -- recent files ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the recent files and the settings anew."""
        self.theme.setValue(theme().mode.value)
        self.at_start.setChecked(self._settings.show_welcome)
        in_background(self, partial(load_recent, self._settings.recent), self._show_recent)

    def _show_recent(self, entries: tuple[Entry, ...]) -> None:
        for row in self._rows.values():
            self._recent.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {entry.name: self._row(entry) for entry in entries}
        for row in self._rows.values():
            self._recent.addWidget(row)
        self._none.setVisible(not entries)
        self.clear.setVisible(bool(entries))

    def _row(self, entry: Entry) -> RecentRow:
        row = RecentRow(entry.name, Path(entry.name).stem, self._note(entry))
        row.setEnabled(entry.experiment is not None)
        row.clicked.connect(partial(self.recentChosen.emit, entry.name))
        if entry.experiment is not None:
            in_background(self, partial(load_picture, entry.name, entry.experiment), self._show_picture)
        return row

    def _note(self, entry: Entry) -> str:
        if entry.experiment is None:
            return say(entry.problem.sentence) if entry.problem else ""
        dataset = say(type(entry.experiment.data.dataset).title)
        count = format_number(entry.experiment.report().parameters)
        return self.tr("{dataset}, {count} parameters").format(dataset=dataset, count=count)

    def _show_picture(self, answer: tuple[str, Picture]) -> None:
        name, picture = answer
        if name in self._rows:
            self._rows[name].show_picture(picture)

    def _clear(self) -> None:
        self._settings.clear_recent()
        self._show_recent(())

    def _choose_start(self, shown: bool) -> None:
        self._settings.show_welcome = shown


def _setting(icon: str, text: str, control: QWidget) -> QHBoxLayout:
    label = QLabel(text)
    set_role(label, "secondary")
    label.setMinimumHeight(28)
    row = QHBoxLayout()
    row.setContentsMargins(8, 0, 8, 0)
    row.setSpacing(10)
    row.addWidget(_Sign(icon, 14))
    row.addWidget(label, 1)
    row.addWidget(control)
    return row


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
