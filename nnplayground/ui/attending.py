"""Lets canvas and output follow what the person looks at elsewhere, and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnplayground.train.traces import Sample

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.attention import Attention
    from nnplayground.app.document import Document
    from nnplayground.ui.editor.canvas import Canvas
    from nnplayground.ui.views.output import OutputView

__all__ = ["Attending"]


class Attending(QObject):
    """Joins the attention of a session to the canvas and the output of one window."""

    def __init__(
        self, attention: Attention, document: Document, canvas: Canvas, output: OutputView, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._attention, self._document = attention, document
        self._canvas, self._output = canvas, output
        canvas.selectionChanged.connect(attention.select)
        canvas.neuron.changed.connect(self._ring)
        output.boundary.pointClicked.connect(self._choose_place)
        output.boundary.pointDragged.connect(self._make_sample)
        attention.samples.changed.connect(self._ring)
        attention.unit_asked.connect(canvas.neuron.open)
        attention.place_asked.connect(canvas.neuron.open_at)
        attention.select(canvas.selection())

    def _choose_place(self, x1: float, x2: float) -> None:
        shows_test = self._document.experiment.view.show_test
        self._attention.samples.choose_place(x1, x2, with_test=shows_test)

    def _make_sample(self, x1: float, x2: float) -> None:
        """Follow a cross-hair that is dragged over the plane."""
        self._attention.samples.choose(Sample.made((x1, x2)))

    def _ring(self) -> None:
        """Ring the sample on the plane once a person has chosen it, or while a neuron is looked into."""
        samples = self._attention.samples
        wanted = samples.is_chosen or self._canvas.neuron.focus is not None
        raw = samples.raw() if wanted else None
        on_plane = raw is not None and raw.shape == (2,)
        place = (float(raw[0]), float(raw[1])) if on_plane and raw is not None else None
        self._output.boundary.mark(place, crossed=not samples.sample.part)
