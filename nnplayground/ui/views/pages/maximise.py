"""The page of maximised units: the pictures that classes and channels look for, forming while it learns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.train.explaining.questions import Maximise, Wall
from nnplayground.ui.views.page import Table
from nnplayground.ui.views.saliency_page import ExplainingPage, class_names, offer
from nnplayground.ui.views.saliency_wall import UnitWall
from nnplayground.ui.widgets import ComboField, IconButton, Segmented

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot

__all__ = ["MaximisePage"]

_MOST = 48
_FRESH, _ON = 160, 24  # steps from noise, and after the weights have changed
_SMOOTHNESS = {"raw": (0.0, 0.0), "some": (0.05, 0.8), "much": (0.1, 1.2)}
"""L2 decay and blur."""


class MaximisePage(ExplainingPage):
    """Shows for each class, or each channel of a layer, a picture that it answers to the most."""

    name: ClassVar[str] = "maximise"
    order: ClassVar[int] = 560

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.wall = UnitWall()
        self._asked: Maximise | None = None
        self._run = -1
        self._make_controls()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.wall, 1)
        self._lay_out(body)
        self._offer()
        self.explainer.finished.connect(self._go_on)
        self.wall.opened.connect(self._open)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("MaximisePage", "Preferred inputs")

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.layer = ComboField(self.tr("Units of"), small=True)
        self.layer.setToolTip(self.tr("Units of"))
        self.layer.setMaximumWidth(150)
        smooth = [("some", self.tr("Smooth")), ("much", self.tr("Smoother")), ("raw", self.tr("Raw"))]
        self.smooth = Segmented(self.tr("How much decay and blur smooth the pictures"), smooth)
        self.anew = IconButton("reset", self.tr("Start from noise again"))
        self.layer.chosen.connect(self._on_choice)
        self.smooth.changed.connect(self._on_choice)
        self.anew.clicked.connect(self._start_anew)
        for widget in (self.layer, self.smooth, self.anew):
            row.addWidget(widget)

    def _offer(self) -> None:
        graph = self.document.experiment.graph
        classes = self.document.experiment.data.spec().target.classes
        nodes = [graph.node(id) for id in self.document.report.order if id in graph]
        hidden = [
            (node.id, say(node.title)) for node in nodes if node.layer.weighted and self._units(node.id)
        ]
        offer(self.layer, [("", self.tr("Classes") if classes else self.tr("Outputs")), *hidden])

    def _units(self, node: str) -> int:
        """Return how many units of a layer, or classes, have a picture."""
        if not node:
            return len(class_names(self.document.experiment))
        known = self.document.report.nodes.get(node)
        shape = known.output.shape if known is not None and known.output is not None else ()
        return min(_MOST, shape[0]) if len(shape) in (1, 3) else 0

    def controls(self) -> QWidget:
        return self._controls

    def choosers(self) -> Mapping[str, Segmented]:
        return {"smooth": self.smooth}

    # -- asking ----------------------------------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.run != self._run:  # other data or weights from the start: pictures start anew too
            self._run, self._asked = snapshot.run, None
        super().show_snapshot(snapshot)

    def _pose(self) -> None:
        node = str(self.layer.value() or "")
        decay, blur = _SMOOTHNESS[str(self.smooth.value())]
        wanted = Maximise(node, self._units(node), _FRESH, decay, blur)
        if self._asked is None or wanted != self._asked:
            self._asked = wanted
            self.explainer.ask(wanted)

    def _withdraw(self) -> None:
        self._asked = None
        super()._withdraw()

    def _go_on(self) -> None:
        """Let the next picture, of other weights, go on from this one."""
        found: Wall = self.explainer.answer
        asked = self._asked
        if asked is not None and isinstance(found, Wall) and len(found.pictures) == asked.units:
            self.explainer.ask(replace(asked, steps=_ON, start=found.pictures))

    def _on_choice(self, _value: object) -> None:
        self._ask()

    def _start_anew(self) -> None:
        self._asked = None
        self.explainer.forget()
        self._ask()

    def _open(self, number: int) -> None:
        node = str(self.layer.value() or "")
        if node:
            self.session.attention.unit_asked.emit(node, number)

    # -- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        found = self.explainer.answer
        if isinstance(found, Wall):
            self.wall.show_wall(found, self._names(), found.pixels)

    def _names(self) -> tuple[str, ...]:
        if not self.layer.value():
            return class_names(self.document.experiment)
        return tuple(str(number + 1) for number in range(_MOST))

    def table(self) -> Table | None:
        found: Wall | None = self.explainer.answer
        if found is None:
            return None
        names = self._names()
        header = [self.tr("Unit"), self.tr("Channel"), self.tr("Row"), self.tr("Column"), self.tr("Value")]
        units, channels, high, wide = found.pictures.shape
        rows = [
            (names[unit], channel + 1, down + 1, right + 1, float(found.pictures[unit, channel, down, right]))
            for unit in range(units)
            for channel in range(channels)
            for down in range(high)
            for right in range(wide)
        ]
        return Table(header, rows)
