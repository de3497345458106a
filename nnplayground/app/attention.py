"""What the person looks at: nodes, a sample, the samples of a group; shared by all views of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnplayground.app.drawing import Drawing
from nnplayground.app.picture_shelf import PictureShelf
from nnplayground.app.samples import SampleChoice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nnplayground.train.traces import Sample

__all__ = ["Attention"]


class Attention(QObject):
    """Carries what was chosen in one view to the others.

    Attributes
    ----------
    samples : SampleChoice
        The one sample that is followed.
    drawing : Drawing
        A picture of the person's own, which may be that sample.
    shelf : PictureShelf
        Pictures of the person's own that are kept for another time.
    nodes_changed : Signal
        Other nodes are selected on the canvas.
    marked_changed : Signal
        Other samples are to be ringed wherever samples are drawn.
    unit_asked : Signal(str, int)
        A view wants to look into a unit.
    place_asked : Signal(str, int, int, int)
        A view wants to look into a unit at a row and a column of its map.
    """

    nodes_changed = Signal()
    marked_changed = Signal()
    unit_asked = Signal(str, int)
    place_asked = Signal(str, int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.samples = SampleChoice(self)
        self.drawing = Drawing(self.samples, self)
        self.shelf = PictureShelf(self)
        self._nodes: tuple[str, ...] = ()
        self._marked: tuple[Sample, ...] = ()
        self._hovered: Sample | None = None

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids of the selected nodes."""
        return self._nodes

    def select(self, ids: Iterable[str]) -> None:
        """Tell which nodes are selected."""
        nodes = tuple(ids)
        if nodes != self._nodes:
            self._nodes = nodes
            self.nodes_changed.emit()

    @property
    def marked(self) -> tuple[Sample, ...]:
        """The samples to be ringed, the one under the mouse among them."""
        return self._marked if self._hovered is None else (*self._marked, self._hovered)

    def hover(self, sample: Sample | None) -> None:
        """Ring the sample under the mouse besides the marked ones, or none."""
        if sample != self._hovered:
            self._hovered = sample
            self.marked_changed.emit()

    def mark(self, samples: Iterable[Sample]) -> None:
        """Ring these samples, or none."""
        marked = tuple(samples)
        if marked != self._marked:
            self._marked = marked
            self.marked_changed.emit()
