"""The data sets of one group as pictures to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.core.dataset import DataGroup, Dataset
from nnplayground.data.thumbnails import thumbnail_points
from nnplayground.ui.pictures import draw_samples
from nnplayground.ui.widgets import Thumb

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from nnplayground.core.samples import Samples

__all__ = ["Gallery"]

_COLUMNS = 4
_POINTS = 150


def _load(kind: str) -> tuple[str, Samples]:
    return kind, thumbnail_points(kind, _POINTS)


class _Picture:
    """Draws one data set; a value and not a closure over a widget."""

    def __init__(self, dataset: Dataset, samples: Samples) -> None:
        self._dataset, self._samples = dataset, samples

    def __call__(self, painter: QPainter, rect: QRectF) -> None:
        draw_samples(painter, rect, self._samples, self._dataset)


class Gallery(QWidget):
    """Thumbnails of every data set of a group, four in a row, made off the window's thread.

    Attributes
    ----------
    chosen : Signal(str)
        A person picked the kind.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group: DataGroup | None = None
        self._thumbs: dict[str, Thumb] = {}
        self._pictures: dict[str, _Picture] = {}
        self._buttons = QButtonGroup(self)
        self._buttons.buttonClicked.connect(self._clicked)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(5)
        self._grid.setVerticalSpacing(5)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def thumb(self, kind: str) -> Thumb:
        """Return the thumbnail of a kind that is shown."""
        return self._thumbs[kind]

    def show_kind(self, kind: str) -> None:
        """Show the group of ``kind`` with ``kind`` chosen."""
        group = Dataset.named(kind).group
        if group is not self._group:
            self._group = group
            self._rebuild(kinds_of(group))
        self._thumbs[kind].setChecked(True)

    def _rebuild(self, kinds: dict[str, type[Dataset]]) -> None:
        for thumb in self._thumbs.values():
            self._buttons.removeButton(thumb)
            self._grid.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        self._thumbs = {}
        for number, (kind, dataset) in enumerate(kinds.items()):
            thumb = Thumb(say(dataset.title))
            thumb.setToolTip(say(dataset.help))
            self._buttons.addButton(thumb)
            self._thumbs[kind] = thumb
            # A name of two lines must not push the others down.
            self._grid.addWidget(thumb, *divmod(number, _COLUMNS), Qt.AlignmentFlag.AlignTop)
            self._draw(kind)

    def _draw(self, kind: str) -> None:
        if kind in self._pictures:
            self._thumbs[kind].set_draw(self._pictures[kind])
        else:
            in_background(self, partial(_load, kind), self._loaded)

    def _loaded(self, answer: tuple[str, Samples]) -> None:
        kind, samples = answer
        self._pictures[kind] = _Picture(Dataset.named(kind)(), samples)
        if kind in self._thumbs:
            self._thumbs[kind].set_draw(self._pictures[kind])

    def _clicked(self, button: Thumb) -> None:
        for kind, thumb in self._thumbs.items():
            if thumb is button:
                self.chosen.emit(kind)
                return


def kinds_of(group: DataGroup) -> dict[str, type[Dataset]]:
    """Return the data sets of one group by kind."""
    return {kind: dataset for kind, dataset in Dataset.kinds().items() if dataset.group is group}
