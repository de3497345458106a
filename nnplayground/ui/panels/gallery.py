"""The data sets of one group as pictures to choose from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from nnplayground.app.downloads import downloads
from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.core.dataset import DataGroup, Dataset
from nnplayground.data.thumbnails import thumbnail_of, thumbnail_points
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.pictures import draw_samples
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Thumb

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.samples import Samples

__all__ = ["Gallery"]

_COLUMNS = 4
_POINTS = 150


def _load(kind: str) -> tuple[str, Samples]:
    return kind, thumbnail_points(kind, _POINTS)


def _load_own(dataset: Dataset) -> tuple[Dataset, Samples]:
    return dataset, thumbnail_of(dataset, _POINTS)


class _Picture:
    """Draws one data set; a value and not a closure over a widget."""

    def __init__(self, dataset: Dataset, samples: Samples) -> None:
        self._dataset, self._samples = dataset, samples

    def __call__(self, painter: QPainter, rect: QRectF) -> None:
        draw_samples(painter, rect, self._samples, self._dataset)


def _draw_cloud(painter: QPainter, rect: QRectF) -> None:
    """Stand for pictures that were not downloaded."""
    place = QRectF(0, 0, 22, 22)
    place.moveCenter(rect.center())
    draw_icon(painter, "cloud", place, theme().colour("text3"))


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
        self._own: Dataset | None = None
        self._thumbs: dict[str, Thumb] = {}
        self._pictures: dict[str, _Picture] = {}
        self._buttons = QButtonGroup(self)
        self._buttons.buttonClicked.connect(self._clicked)
        downloads().arrived.connect(self._on_arrived)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(5)
        self._grid.setVerticalSpacing(5)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def thumb(self, kind: str) -> Thumb:
        """Return the thumbnail of a kind that is shown."""
        return self._thumbs[kind]

    def show_dataset(self, dataset: Dataset) -> None:
        """Show the group of ``dataset`` with its kind chosen; a person's own stands behind the others."""
        own = dataset if dataset.is_own else None
        if type(dataset).group is not self._group or own != self._own:
            self._group, self._own = type(dataset).group, own
            self._rebuild(kinds_of(type(dataset).group))
            if own is not None:
                self._add(own.kind, own.label(), say(type(own).help))
                in_background(self, partial(_load_own, own), self._loaded_own, self._lost_own)
        self._thumbs[dataset.kind].setChecked(True)

    def _rebuild(self, kinds: dict[str, type[Dataset]]) -> None:
        for thumb in self._thumbs.values():
            self._buttons.removeButton(thumb)
            self._grid.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        self._thumbs = {}
        for kind, dataset in kinds.items():
            self._add(kind, say(dataset.title), say(dataset.help))
            self._draw(kind)

    def _add(self, kind: str, title: str, help: str) -> None:
        thumb = Thumb(title)
        thumb.setToolTip(help)
        self._buttons.addButton(thumb)
        # A name of two lines must not push the others down.
        place = divmod(len(self._thumbs), _COLUMNS)
        self._grid.addWidget(thumb, *place, Qt.AlignmentFlag.AlignTop)
        self._thumbs[kind] = thumb

    def _draw(self, kind: str) -> None:
        if kind in self._pictures:
            self._thumbs[kind].set_draw(self._pictures[kind])
        else:
            if Dataset.named(kind).is_remote:
                self._thumbs[kind].set_draw(_draw_cloud)
            in_background(self, partial(_load, kind), self._loaded)

    def _on_arrived(self, kind: str) -> None:
        if kind in self._thumbs:
            in_background(self, partial(_load, kind), self._loaded)

    def _loaded(self, answer: tuple[str, Samples]) -> None:
        kind, samples = answer
        self._pictures[kind] = _Picture(Dataset.named(kind)(), samples)
        if kind in self._thumbs:
            self._thumbs[kind].set_draw(self._pictures[kind])

    def _loaded_own(self, answer: tuple[Dataset, Samples]) -> None:
        dataset, samples = answer
        if dataset == self._own:
            self._thumbs[dataset.kind].set_draw(_Picture(dataset, samples))

    def _lost_own(self, _error: PlaygroundError) -> None:
        self._own = None  # the numbers are not here: try again when it is shown again

    def _clicked(self, button: Thumb) -> None:
        for kind, thumb in self._thumbs.items():
            if thumb is button:
                self.chosen.emit(kind)
                return


def kinds_of(group: DataGroup) -> dict[str, type[Dataset]]:
    """Return the data sets of one group by kind, without those that a person has to bring."""
    kinds = Dataset.kinds().items()
    return {kind: dataset for kind, dataset in kinds if dataset.group is group and not dataset.is_own}
