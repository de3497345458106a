"""The page to begin on: a new graph, a file, a link, a preset."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QFile, Qt, Signal
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import current_language
from nnplayground.core.dataset import DataGroup
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.welcome.cards import PresetCard
from nnplayground.ui.welcome.entries import Entry, Picture, load_picture, load_presets, load_templates
from nnplayground.ui.welcome.link_card import LinkCard
from nnplayground.ui.welcome.side import Side
from nnplayground.ui.widgets import ScrollColumn, SearchField, Segmented
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from nnplayground.app.settings import Settings
    from nnplayground.core.experiment import Experiment

__all__ = ["WelcomePage"]

_LEAST_CARD = 280
_GAP = 16
_MARGIN = 40
_POINTS = (DataGroup.PLANE_CLASSES, DataGroup.PLANE_VALUES, DataGroup.LINE)


class WelcomePage(QWidget):
    """Presets and a link field beside actions, recent files and settings.

    It speaks the language it was made in: make it anew after the language changed.

    Attributes
    ----------
    presetChosen, linkChosen : Signal(str)
        A preset's name; a link that was recognized.
    newRequested, openRequested : Signal
    recentChosen, templateChosen : Signal(Path)
    themeChosen, languageChosen : Signal(str)
    closed : Signal
        Back to the experiment that is open.
    """

    presetChosen = Signal(str)  # noqa: N815
    linkChosen = Signal(str)  # noqa: N815
    templateChosen = Signal(object)  # noqa: N815
    newRequested = Signal()  # noqa: N815
    openRequested = Signal()  # noqa: N815
    recentChosen = Signal(object)  # noqa: N815
    themeChosen = Signal(str)  # noqa: N815
    languageChosen = Signal(str)  # noqa: N815
    closed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        from nnplayground.projects.source import open_text

        super().__init__(parent)
        self._entries: dict[str, Entry] = {}
        self._cards: dict[str, PresetCard] = {}
        self._columns = 0
        self.side = Side(settings)
        self.side.newRequested.connect(self.newRequested)
        self.side.openRequested.connect(self.openRequested)
        self.side.closed.connect(self.closed)
        self.side.recentChosen.connect(self._choose_recent)
        self.side.themeChosen.connect(self.themeChosen)
        self.side.languageChosen.connect(self.languageChosen)
        self.search = SearchField(self.tr("Find a preset"))
        self.search.textChanged.connect(self._arrange)
        self.link = LinkCard(open_text)
        self.link.chosen.connect(self.linkChosen)
        groups = [
            ("all", self.tr("All")),
            ("points", self.tr("Points")),
            ("tables", self.tr("Tables")),
            ("images", self.tr("Images")),
            ("own", self.tr("Mine")),
        ]
        self.filter = Segmented(self.tr("Kind of preset"), groups)
        self.filter.changed.connect(self._arrange)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self._make_main(), 1)

    # -- making ----------------------------------------------------------------------------------------

    def _make_main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 32, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(_MARGIN, 0, _MARGIN, 12)
        top.setSpacing(20)
        top.addLayout(self._make_title())
        top.addWidget(self.link)
        top.addLayout(self._make_presets_header())
        column.addLayout(top)
        column.addWidget(self._make_grid(), 1)
        return main

    def _make_title(self) -> QHBoxLayout:
        title = QLabel(self.tr("Where shall we begin?"))
        title.setFont(ui_font(22, QFont.Weight.DemiBold))
        self.search.setFixedWidth(280)
        row = QHBoxLayout()
        row.addWidget(title)
        row.addStretch()
        row.addWidget(self.search)
        return row

    def _make_presets_header(self) -> QHBoxLayout:
        title = QLabel(self.tr("Presets"))
        title.setFont(ui_font(14, QFont.Weight.DemiBold))
        row = QHBoxLayout()
        row.addWidget(title)
        row.addStretch()
        row.addWidget(self.filter)
        return row

    def _make_grid(self) -> QWidget:
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(_MARGIN, 0, _MARGIN, 24)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._nothing = QLabel()
        set_role(self._nothing, "caption")
        self._nothing.hide()
        outer.addLayout(self._grid)
        outer.addWidget(self._nothing)
        outer.addStretch()
        self._scroll = ScrollColumn(holder)
        return self._scroll

    # -- showing ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the recent files anew, and the presets the first time."""
        self.side.refresh()
        if all(map(_is_own, self._entries)):
            in_background(self, load_presets, self._show_presets)
        in_background(self, load_templates, self._show_templates)

    @property
    def cards(self) -> tuple[PresetCard, ...]:
        """The presets that the search and the filter leave."""
        return tuple(card for card in self._cards.values() if self._is_wanted(card))

    def _show_presets(self, entries: tuple[Entry, ...]) -> None:
        if any(not _is_own(name) for name in self._entries):
            return
        self._entries.update({entry.name: entry for entry in entries})
        for entry in entries:
            if entry.experiment is not None:
                self._cards[entry.name] = self._card(entry.name, entry.experiment)
                in_background(self, partial(load_picture, entry.name, entry.experiment), self._show_picture)
        self._arrange()

    def _card(self, name: str, experiment: Experiment) -> PresetCard:
        language = current_language()
        notes = experiment.notes.get(language) or experiment.notes.get("en", "")
        count = format_number(experiment.report().parameters)
        size = self.tr("{count} parameters").format(count=count)
        card = PresetCard(name, experiment.name(language) or name, notes, size)
        chosen = partial(self.templateChosen.emit, Path(name)) if _is_own(name) else None
        card.clicked.connect(chosen or partial(self.presetChosen.emit, name))
        card.installEventFilter(self)
        if _is_own(name):
            remove = QAction(self.tr("Remove template"), card)
            remove.triggered.connect(partial(self._remove_template, name))
            card.addAction(remove)
            card.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return card

    def _show_templates(self, entries: tuple[Entry, ...]) -> None:
        """Show the person's own before the presets."""
        for name in [name for name in self._cards if _is_own(name)]:
            self._cards.pop(name).deleteLater()
            self._entries.pop(name)
        own: dict[str, PresetCard] = {}
        for entry in entries:
            if entry.experiment is not None:
                self._entries[entry.name] = entry
                own[entry.name] = self._card(entry.name, entry.experiment)
                in_background(self, partial(load_picture, entry.name, entry.experiment), self._show_picture)
        self._cards = {**own, **self._cards}
        self.filter.set_enabled("own", bool(own), self.tr("Save an experiment as template first"))
        self._arrange()

    def _remove_template(self, name: str) -> None:
        in_background(self, partial(QFile.moveToTrash, name), self._on_template_removed)

    def _on_template_removed(self, _removed: object) -> None:
        in_background(self, load_templates, self._show_templates)

    def _show_picture(self, answer: tuple[str, Picture]) -> None:
        name, picture = answer
        if name in self._cards:
            self._cards[name].show_picture(picture)

    def _is_wanted(self, card: PresetCard) -> bool:
        group = self._entries[card.name].group
        if self.filter.value() == "own":
            return _is_own(card.name) and card.matches(self.search.text().strip())
        kind = "points" if group in _POINTS else "tables" if group is DataGroup.TABLE else "images"
        chosen = self.filter.value()
        return chosen in ("all", kind) and card.matches(self.search.text().strip())

    def _arrange(self) -> None:
        """Lay the wanted cards out in as many columns as there is room for."""
        wanted = self.cards
        for card in self._cards.values():
            self._grid.removeWidget(card)
            if card not in wanted:
                card.hide()
        self._columns = self._fitting_columns()
        for number, card in enumerate(wanted):
            # Shown before it has a parent, a card would flash up as a window of its own.
            self._grid.addWidget(card, number // self._columns, number % self._columns)
            card.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        text = self.search.text().strip()
        self._nothing.setText(self.tr("No preset mentions “{text}”.").format(text=text))
        self._nothing.setVisible(bool(self._cards) and not wanted)

    def _fitting_columns(self) -> int:
        room = self.width() - self.side.width() - 2 * _MARGIN
        return max(1, (room + _GAP) // (_LEAST_CARD + _GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cards and self._fitting_columns() != self._columns:
            self._arrange()

    # -- choosing --------------------------------------------------------------------------------------

    def _choose_recent(self, name: str) -> None:
        self.recentChosen.emit(Path(name))

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(watched, PresetCard):
            return self._walk(watched, Qt.Key(event.key()))  # type: ignore[attr-defined] # a QKeyEvent
        return False

    def _walk(self, card: PresetCard, key: Qt.Key) -> bool:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
        }
        if key not in steps:
            return False
        to = self.cards.index(card) + steps[key]
        if 0 <= to < len(self.cards):
            self.cards[to].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self.cards[to])
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Slash:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _is_own(name: str) -> bool:
    """Tell a template, which is called by its file, from a preset."""
    return name.endswith(".nnp")
