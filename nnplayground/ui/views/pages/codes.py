"""The page of codes: the narrowest layer of an autoencoder as a map to walk in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.codes import code_nodes, mirror_loss
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.pictures import target_colours
from nnplayground.ui.theme import theme
from nnplayground.ui.views.pacing import Paced
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.views.pictured import picture_image
from nnplayground.ui.views.sample_gallery import target_words
from nnplayground.ui.widgets import ComboField, Segmented
from nnplayground.ui.widgets.painting import draw_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Array, Snapshot

__all__ = ["CodesPage"]

_FRAME_MS = 50
_CENTRE = Qt.AlignmentFlag.AlignCenter


class CodesPage(Page):
    """Shows where a code puts the samples, and what the decoder paints from any place of it."""

    name: ClassVar[str] = "codes"
    order: ClassVar[int] = 580

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.ui.views.code_glass import CodeGlass
        from nnplayground.ui.views.code_plot import CodePlot

        super().__init__(document, session, parent)
        self._snapshot: Snapshot | None = None
        self._decoded: Mapping[str, Array] = {}
        self._paced = Paced(self, _FRAME_MS)
        self._paced.due.connect(self._take)
        self.plot, self.glass = CodePlot(), CodeGlass()
        self._make_controls()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 16, 4)
        row.setSpacing(24)
        row.addWidget(self.plot)
        row.addWidget(self.glass, 1)
        self.plot.walked.connect(self._walk)
        self.plot.clicked.connect(self._click)
        document.changed.connect(self._on_changed)
        session.points_loaded.connect(self._show)
        session.attention.nodes_changed.connect(self._on_nodes)
        session.attention.samples.changed.connect(self._ring)
        self._offer()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("CodesPage", "Code map")

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.node = ComboField(self.tr("Layer"), small=True)
        self.node.setToolTip(self.tr("The layer whose numbers are the code"))
        self.node.chosen.connect(self._choose)
        self.first, self.second = (ComboField(self.tr("Unit"), small=True) for _axis in range(2))
        for field in (self.first, self.second):
            field.setToolTip(self.tr("The number of the code on this axis"))
            field.chosen.connect(self._choose)
        axes = [("components", self.tr("Components")), ("units", self.tr("Units"))]
        self.axes = Segmented(self.tr("Axes"), axes)
        self.axes.changed.connect(self._choose)
        shown = [
            ("both", self.tr("Both")),
            ("pictures", self.tr("Pictures")),
            ("samples", self.tr("Samples")),
        ]
        self.what = Segmented(self.tr("What is shown"), shown)
        self.what.changed.connect(self._choose_what)
        for part in (self.node, self.first, self.second, self.axes, self.what):
            row.addWidget(part)

    # -- what the dock asks ----------------------------------------------------------------------------

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        return mirror_loss(experiment.graph) is not None and experiment.data.spec().is_picture

    def controls(self) -> QWidget:
        return self._controls

    def choosers(self) -> Mapping[str, Segmented]:
        return {"what": self.what, "axes": self.axes}

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        if not self._code():
            return frozenset()
        wanted = {self._map_request()}
        if self.plot.place is not None:
            wanted.add(self._place_request())
        return frozenset(wanted)

    def _map_request(self) -> ProbeRequest:
        return ProbeRequest(
            "codes", size=self.plot.cells(), node=self._code(), part=self._part, units=self._units()
        )

    def _place_request(self) -> ProbeRequest:
        place = self.plot.place or (0.0, 0.0)
        return ProbeRequest("decoded", node=self._code(), part=self._part, units=self._units(), point=place)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._paced.take(snapshot)

    def table(self) -> Table | None:
        if self.plot.map is None:
            return None
        rows = [(n + 1, *map(float, row)) for n, row in enumerate(self.plot.map.points)]
        return Table([self.tr("Sample"), "u", "v"], rows)

    # -- what is chosen --------------------------------------------------------------------------------

    @property
    def _part(self) -> str:
        """The part of the data that is placed: that of the output's pictures."""
        points = self.session.points
        test = self.document.experiment.view.show_test and (points is None or len(points.test_x) > 0)
        return "test" if test else "train"

    def _code(self) -> str:
        value = self.node.value()
        return value if isinstance(value, str) else ""

    def _width(self) -> int:
        known = self.document.report.nodes.get(self._code())
        return known.output.size if known is not None and known.output is not None else 0

    def _units(self) -> tuple[int, ...]:
        first, second = self.first.value(), self.second.value()
        if self._width() <= 2 or self.axes.value() != "units":
            return ()
        return (first, second) if isinstance(first, int) and isinstance(second, int) else ()

    def _offer(self) -> None:
        """Offer the layers that hold a code, the narrowest first."""
        graph, chosen = self.document.experiment.graph, self._code()
        codes = code_nodes(graph, self.document.report)
        self.node.set_choices([(id, say(graph.node(id).title)) for id in codes])
        if chosen in codes:
            self.node.setValue(chosen)
        self.node.setVisible(len(codes) > 1)
        self.plot.setVisible(bool(codes))
        self.glass.setVisible(bool(codes))
        self.update()
        self._offer_units()

    def _offer_units(self) -> None:
        width = self._width()
        self.axes.setVisible(width > 2)
        choices = [(unit, format_number(unit + 1)) for unit in range(min(width, 512))]
        for field, start in ((self.first, 0), (self.second, 1)):
            field.setVisible(width > 2 and self.axes.value() == "units")
            if field.count() != len(choices):
                field.set_choices(choices)
                field.setValue(min(start, max(0, width - 1)))

    def _choose(self) -> None:
        self._offer_units()
        self.plot.place, self._decoded = None, {}
        self.changed.emit()

    def _choose_what(self) -> None:
        what = self.what.value()
        self.plot.show_parts(pictures=what != "samples", samples=what != "pictures")

    # -- showing ---------------------------------------------------------------------------------------

    def _take(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._show()

    def _show(self) -> None:
        snapshot, points = self._snapshot, self.session.points
        if snapshot is None or points is None:
            return
        answer = snapshot.probes.get(self._map_request(), {})
        targets = getattr(points, f"{self._part}_y")
        if "points" in answer and len(answer["points"]) <= len(targets):
            self._show_map(answer, targets[: len(answer["points"])])
        # The answer to the place before is nearer the truth than none.
        found = [
            a for r, a in snapshot.probes.items() if r.probe == "decoded" and r.node == self._code() and a
        ]
        self._decoded = snapshot.probes.get(self._place_request()) or (found[0] if found else self._decoded)
        self._show_place()
        self.update()

    def _show_map(self, answer: Mapping[str, Array], targets: Array) -> None:
        from nnplayground.ui.views.code_plot import CodeMap

        points = self.session.points
        assert points is not None
        classes = points.spec.target.classes if targets.ndim == 1 else 0
        names = [say(points.spec.class_names[int(label)]) for label in targets] if classes else []
        colours = target_colours(targets, classes) if classes else [theme().colour("text2")] * len(targets)
        plane = CodeMap(answer["points"], answer["bounds"], answer["pictures"])
        self.plot.show_map(plane, names, colours, self._scale())
        if self.plot.place is None:
            left, bottom, right, top = (float(value) for value in plane.bounds)
            self.plot.walk_to((left + right) / 2, (bottom + top) / 2)

    def _scale(self) -> tuple[float, float]:
        points = self.session.points
        return (0.0, 1.0) if points is None else (float(points.train_x.min()), float(points.train_x.max()))

    def _show_place(self) -> None:
        points, decoded = self.session.points, self._decoded
        if points is None or "picture" not in decoded:
            return
        number, pixels = int(decoded["nearest"][0]), getattr(points, f"{self._part}_x")
        nearest = picture_image(pixels[number], *self._scale()) if number < len(pixels) else None
        words = target_words(points, Sample(self._part, number)) if nearest is not None else ""
        painted = picture_image(decoded["picture"], *self._scale())
        self.glass.show_place(painted, [float(value) for value in decoded["code"]], nearest, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.height() - 12
        self.plot.setFixedWidth(max(120, min(room + 20, round(0.62 * self.width()))))
        self.changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._code():
            text = self.tr("No layer is narrow enough to be a code: all of a picture must pass through it.")
            room = QRectF(self.rect())
            draw_text(QPainter(self), room, text, ui_font(12), theme().colour("text3"), _CENTRE)

    # -- what happens ----------------------------------------------------------------------------------

    def _walk(self, _u: float, _v: float) -> None:
        self.changed.emit()

    def _click(self, number: int) -> None:
        self.session.attention.samples.choose(Sample(self._part, number))

    def _ring(self) -> None:
        chosen = self.session.attention.samples
        here = chosen.is_chosen and chosen.sample.part == self._part
        self.plot.ring(chosen.sample.index if here else -1)

    def _on_nodes(self) -> None:
        codes = code_nodes(self.document.experiment.graph, self.document.report)
        selected = next((id for id in self.session.attention.nodes if id in codes), "")
        if selected and selected != self._code():
            self.node.setValue(selected)
            self._choose()

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if before.graph != after.graph or before.data != after.data:
            self._offer()
            self.plot.place, self._decoded = None, {}
            self.changed.emit()
        elif before.view.show_test != after.view.show_test:
            self.changed.emit()
