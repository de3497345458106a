"""The pictures of the output, one over the other; those that few data sets have are made when needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from nnplayground.core.loss import Task
from nnplayground.ui.pad import Pad
from nnplayground.ui.views.answer_board import AnswerBoard
from nnplayground.ui.views.boundary import BoundaryPlot
from nnplayground.ui.views.confusion import ConfusionMatrix
from nnplayground.ui.views.fit import FittedCurve, PredictionScatter
from nnplayground.ui.views.slice_view import SliceView
from nnplayground.ui.views.ways import PAD, SLICE, is_sliced

if TYPE_CHECKING:
    from nnplayground.app.attention import Attention
    from nnplayground.app.document import Document
    from nnplayground.app.points import Points
    from nnplayground.core.dataset import DataSpec

__all__ = ["Pictures"]

_PictureT = TypeVar("_PictureT", FittedCurve, PredictionScatter, SliceView)


class Pictures(QStackedWidget):
    """One of them is shown; the others keep the state in which they would be.

    Attributes
    ----------
    changed : Signal
        A picture wants other probes.
    """

    changed = Signal()

    def __init__(self, document: Document, attention: Attention) -> None:
        super().__init__()
        self._shows_test = self._shows_residuals = False
        self._points: Points | None = None
        self.pad = Pad(document, attention)
        self.boundary, self.confusion = BoundaryPlot(), ConfusionMatrix()
        self.board = AnswerBoard(attention.samples)
        for picture in (self.boundary, self.confusion, self.board, self.pad):
            self.addWidget(picture)
        for asking in (self.board, self.pad):
            asking.changed.connect(self.changed)

    @cached_property
    def fitted(self) -> FittedCurve:
        """A curve through samples of one input."""
        return self._added(FittedCurve())

    @cached_property
    def scatter(self) -> PredictionScatter:
        """Predictions over true values."""
        return self._added(PredictionScatter())

    @cached_property
    def slices(self) -> SliceView:
        """A cut through many inputs."""
        slices = self._added(SliceView())
        slices.changed.connect(self.changed)
        if self._points is not None:
            slices.show_points(self._points)
        return slices

    def _added(self, picture: _PictureT) -> _PictureT:
        self.addWidget(picture)
        picture.show_test(self._shows_test)
        if isinstance(picture, FittedCurve | PredictionScatter):
            picture.show_residuals(self._shows_residuals)
        return picture

    def _made(self) -> list[QWidget | None]:
        return [self.widget(number) for number in range(self.count())]

    def picture_of(self, spec: DataSpec, way: object) -> QWidget:
        """Return what such data is seen in, where pictures do not answer pictures."""
        if spec.is_plane:
            return self.boundary
        if spec.is_line:
            return self.fitted
        if is_sliced(spec) and way == SLICE:
            return self.slices
        if Pad.fits(spec) and way == PAD:
            return self.pad
        return self.scatter if spec.task is Task.REGRESSION else self.confusion

    @property
    def is_square(self) -> bool:
        """Whether both axes of what is shown are measured alike."""
        return isinstance(self.currentWidget(), BoundaryPlot | PredictionScatter)

    def show_test(self, shown: bool) -> None:
        """Show the samples of the test part, wherever samples are shown."""
        self._shows_test = shown
        for picture in self._made():
            if isinstance(picture, BoundaryPlot | FittedCurve | PredictionScatter | AnswerBoard | SliceView):
                picture.show_test(shown)

    def show_residuals(self, shown: bool) -> None:
        """Show how far predictions are from the truth, where there are curves."""
        self._shows_residuals = shown
        for picture in self._made():
            if isinstance(picture, FittedCurve | PredictionScatter):
                picture.show_residuals(shown)

    def keep_points(self, points: Points) -> None:
        """Take the samples that a cut goes through."""
        self._points = points
        for picture in self._made():
            if isinstance(picture, SliceView):
                picture.show_points(points)

    def clear(self) -> None:
        """Forget the run: another experiment was opened."""
        self._points = None
        self.boundary.show_residuals(None, None, 1.0)
        for picture in self._made():
            if isinstance(picture, BoundaryPlot | FittedCurve | PredictionScatter):
                picture.clear_values()
            elif isinstance(picture, AnswerBoard | Pad | SliceView):
                picture.clear()
