"""The layers that can be added: searched, opened by group, dragged, or added by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.core.layer import Group
from nnplayground.ui.panels.catalogue import (
    BlockVariant,
    Variant,
    all_variants,
    block_variant,
    hint,
    variants_by_group,
)
from nnplayground.ui.panels.palette_blocks import PER_ROW as BLOCKS_PER_ROW
from nnplayground.ui.panels.palette_blocks import BlockChips
from nnplayground.ui.panels.palette_tiles import Draggable, GroupTile, ResultRow, VariantChip
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import KeyHint, SearchField, Section
from nnplayground.ui.widgets.painting import draw_box, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from nnplayground.app.block_library import BlockLibrary
    from nnplayground.app.document import Document
    from nnplayground.core.layer import TensorSpec

__all__ = ["Palette"]

_PER_ROW = 3
_MOST_CHIPS_PER_ROW = 2
_MOST_RESULTS = 12


class Palette(QWidget):
    """The lower half of the left dock.

    Attributes
    ----------
    layerChosen : Signal(str, object)
        A kind and its fields, to be added after the selected node.
    blockChosen : Signal(str)
        The text of a block, to be added after the selected node.
    """

    layerChosen = Signal(str, object)  # noqa: N815
    blockChosen = Signal(str)  # noqa: N815

    def __init__(
        self, document: Document, library: BlockLibrary | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._library = document, library
        self._selected = ""
        self._current = 0
        self._tiles: list[GroupTile] = []
        self._rows: list[ResultRow] = []
        self._open: tuple[GroupTile, _Variants] | None = None
        section = Section(self.tr("Layers"))
        self.search = SearchField(self.tr("Search layers"), key="Ctrl+F")
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        self._groups, self._results = QWidget(), QWidget()
        section.body.setSpacing(8)
        for widget in (self.search, self._groups, self._results):
            section.body.addWidget(widget)
        self.blocks = BlockChips()
        self._blocks_section = Section(self.tr("Blocks"))
        self._blocks_section.body.addWidget(self.blocks)
        self._blocks_section.body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
        column.addWidget(self._blocks_section)
        column.addStretch()
        self._connect_library(library)
        self._make_groups()
        self._make_results()

    def focus_search(self) -> None:
        """Put the keyboard into the search box (Ctrl+F)."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def set_selection(self, ids: Sequence[str]) -> None:
        """Say which nodes are selected: what is added follows the last of them."""
        self._selected = ids[-1] if ids else ""

    # -- blocks ----------------------------------------------------------------------------------------

    def _connect_library(self, library: BlockLibrary | None) -> None:
        self._blocks_section.setVisible(False)
        if library is None:
            return
        self.blocks.added.connect(self._add)
        self.blocks.removed.connect(library.remove)
        library.changed.connect(self._show_blocks)
        self._show_blocks()

    def _block_variants(self) -> tuple[BlockVariant, ...]:
        return tuple(block_variant(saved) for saved in self._library.blocks) if self._library else ()

    def _show_blocks(self) -> None:
        variants = self._block_variants()
        self.blocks.show_blocks(variants)
        self._blocks_section.setVisible(bool(variants) and not self.search.text().strip())
        for chip in self.blocks.chips:
            chip.installEventFilter(self)

    # -- groups ----------------------------------------------------------------------------------------

    def _titles(self) -> dict[Group, str]:
        return {
            Group.INPUT: self.tr("Input"),
            Group.DENSE: self.tr("Dense"),
            Group.CONVOLUTION: self.tr("Convolution"),
            Group.POOLING: self.tr("Pooling"),
            Group.RECURRENT: self.tr("Recurrent"),
            Group.ATTENTION: self.tr("Attention"),
            Group.ACTIVATION: self.tr("Activation"),
            Group.NORMALIZE: self.tr("Normalize"),
            Group.DROPOUT: self.tr("Dropout"),
            Group.MERGE: self.tr("Merge"),
            Group.RESHAPE: self.tr("Reshape"),
            Group.LOSS: self.tr("Loss"),
        }

    def _make_groups(self) -> None:
        self._grid = QGridLayout(self._groups)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        titles = self._titles()
        for number, (group, variants) in enumerate(variants_by_group().items()):
            tile = GroupTile(titles[group], variants[0].icon, variants)
            tile.clicked.connect(self._toggle)
            tile.added.connect(self._add)
            tile.installEventFilter(self)
            self._tiles.append(tile)
            # Every other row is kept for the variants of the row above it.
            self._grid.addWidget(tile, 2 * (number // _PER_ROW), number % _PER_ROW)
        for column in range(_PER_ROW):
            self._grid.setColumnStretch(column, 1)

    def tile(self, text: str) -> GroupTile:
        """Return the tile of a group by its name."""
        return next(tile for tile in self._tiles if tile.text() == text)

    def _toggle(self) -> None:
        tile = self.sender()
        if not isinstance(tile, GroupTile) or len(tile.variants) == 1:
            return
        before = self._open[0] if self._open else None
        self._close_variants()
        if tile is not before:
            self._open_variants(tile)

    def _open_variants(self, tile: GroupTile) -> None:
        tile.setChecked(True)
        panel = _Variants(tile.variants, self._groups.width())
        for chip in panel.chips:
            chip.added.connect(self._add)
            chip.installEventFilter(self)
        self._grid.addWidget(panel, 2 * (self._tiles.index(tile) // _PER_ROW) + 1, 0, 1, _PER_ROW)
        self._open = tile, panel

    def _close_variants(self) -> None:
        if self._open is None:
            return
        tile, panel = self._open
        self._open = None
        tile.setChecked(False)
        self._grid.removeWidget(panel)
        panel.hide()
        panel.deleteLater()

    @property
    def chips(self) -> tuple[VariantChip, ...]:
        """The variants that are open."""
        return self._open[1].chips if self._open else ()

    @property
    def _chips_per_row(self) -> int:
        return self._open[1].per_row if self._open else 1

    def _add(self, variant: Variant) -> None:
        if isinstance(variant, BlockVariant):
            self.blockChosen.emit(variant.text)
        else:
            self.layerChosen.emit(variant.kind, dict(variant.fields))

    # -- search ----------------------------------------------------------------------------------------

    def _make_results(self) -> None:
        column = QVBoxLayout(self._results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        set_role(self._nothing, "caption")
        self._help = QWidget()
        row = QHBoxLayout(self._help)
        row.setContentsMargins(4, 8, 0, 0)
        row.addWidget(KeyHint(self.tr("Enter")))
        note = QLabel(self.tr("adds after the selected node"))
        note.setWordWrap(True)
        set_role(note, "caption")
        row.addWidget(note, 1)
        column.addLayout(self._list)
        column.addWidget(self._nothing)
        column.addWidget(self._help)
        self._results.hide()

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """The results of the search."""
        return tuple(self._rows)

    def _search(self, text: str) -> None:
        text = text.strip()
        self._groups.setVisible(not text)
        self._results.setVisible(bool(text))
        self._blocks_section.setVisible(bool(self.blocks.chips) and not text)
        offered = (*all_variants(), *self._block_variants())
        found = [variant for variant in offered if variant.matches(text)] if text else []
        # What begins with the letters comes first; otherwise the order of the palette stays.
        found.sort(key=lambda variant: not variant.title.casefold().startswith(text.casefold()))
        self._show_rows(found[:_MOST_RESULTS], text)
        self._nothing.setText(self.tr("No layer is called “{text}”.").format(text=text))
        self._nothing.setVisible(not found)
        self._help.setVisible(bool(found))

    def _show_rows(self, variants: Sequence[Variant], text: str) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        shape, source = self._shape(), self._document.experiment.data.spec()
        self._rows = [
            ResultRow(v, text, v.help if isinstance(v, BlockVariant) else hint(v, shape, source))
            for v in variants
        ]
        for row in self._rows:
            row.added.connect(self._add)
            row.clicked.connect(self._mark)
            row.installEventFilter(self)
            self._list.addWidget(row)
        self._set_current(0)

    def _shape(self) -> TensorSpec | None:
        report = self._document.report.nodes.get(self._selected)
        return report.output if report else None

    def _mark(self) -> None:
        row = self.sender()
        if isinstance(row, ResultRow):
            self._set_current(self._rows.index(row))

    def _set_current(self, number: int) -> None:
        self._current = max(0, min(number, len(self._rows) - 1))
        for index, row in enumerate(self._rows):
            row.set_current(index == self._current)

    # -- keys ------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())  # type: ignore[attr-defined] # a key press is a QKeyEvent
        if watched is self.search:
            return self._search_key(key)
        return isinstance(watched, Draggable) and self._walk(watched, key)

    def _search_key(self, key: Qt.Key) -> bool:
        if not self._rows:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._set_current(self._current + (1 if key is Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add(self._rows[self._current].variant)
        else:
            return False
        return True

    def _walk(self, button: Draggable, key: Qt.Key) -> bool:
        """Go to the neighbour in a grid of tiles or chips, or in the list of results."""
        rows = (self._tiles, self.chips, self.blocks.chips, self._rows)
        widths = (_PER_ROW, self._chips_per_row, BLOCKS_PER_ROW, 1)
        for row, columns in zip(rows, widths, strict=True):
            if button in row:
                steps = {
                    Qt.Key.Key_Left: -1,
                    Qt.Key.Key_Right: 1,
                    Qt.Key.Key_Up: -columns,
                    Qt.Key.Key_Down: columns,
                }
                to = list(row).index(button) + steps.get(key, len(row) * 2)
                if 0 <= to < len(row):
                    row[to].setFocus(Qt.FocusReason.TabFocusReason)
                return key in steps
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._open is not None:
            tile = self._open[0]
            self._close_variants()
            tile.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class _Variants(QWidget):
    """The sunken field with the variants of one group, two in a row if their names have ``room``."""

    def __init__(self, variants: tuple[Variant, ...], room: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(6, 6, 6, 6)
        grid.setSpacing(4)
        self.chips = tuple(VariantChip(variant) for variant in variants)
        half = (room - 2 * 6 - 4) / _MOST_CHIPS_PER_ROW
        fits = all(chip.whole_width() <= half for chip in self.chips)
        self.per_row = _MOST_CHIPS_PER_ROW if fits else 1
        for number, chip in enumerate(self.chips):
            grid.addWidget(chip, number // self.per_row, number % self.per_row)
        for column in range(self.per_row):
            grid.setColumnStretch(column, 1)
        theme().themeChanged.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 6, theme().colour("field"), theme().colour("separator"))
