"""The palette's blocks: shipped and one's own, to be clicked or dragged like layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from nnplayground.ui.editor.clipboard import BLOCK_MIME
from nnplayground.ui.panels.palette_tiles import VariantChip
from nnplayground.ui.widgets import Menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent

    from nnplayground.ui.panels.catalogue import BlockVariant

__all__ = ["PER_ROW", "BlockChips"]

PER_ROW = 2


class BlockChip(VariantChip):
    """One block: dragged or double-clicked onto the canvas; an own one can be removed by its menu or Del.

    Attributes
    ----------
    removed : Signal(object)
        The :class:`SavedBlock` that is to go.
    """

    removed = Signal(object)

    def __init__(self, variant: BlockVariant) -> None:
        super().__init__(variant)
        self._block = variant

    def mime(self) -> QMimeData:
        mime = QMimeData()
        mime.setData(BLOCK_MIME, self._block.text.encode())
        return mime

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._block.is_own:
            return
        menu = Menu("", self)
        menu.addAction(self.tr("Remove from palette"))
        menu.triggered.connect(self._remove)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._block.is_own:
            self._remove()
        else:
            super().keyPressEvent(event)

    def _remove(self, _action: QAction | None = None) -> None:
        self.removed.emit(self._block.saved)


class BlockChips(QWidget):
    """All blocks, two in a row.

    Attributes
    ----------
    added : Signal(object)
        A :class:`BlockVariant`.
    removed : Signal(object)
        A :class:`SavedBlock`.
    """

    added = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for column in range(PER_ROW):
            self._grid.setColumnStretch(column, 1)
        self.chips: tuple[BlockChip, ...] = ()

    def show_blocks(self, variants: Sequence[BlockVariant]) -> None:
        """Offer other blocks."""
        for chip in self.chips:
            self._grid.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = tuple(BlockChip(variant) for variant in variants)
        for number, chip in enumerate(self.chips):
            chip.added.connect(self.added)
            chip.removed.connect(self.removed)
            self._grid.addWidget(chip, number // PER_ROW, number % PER_ROW)
