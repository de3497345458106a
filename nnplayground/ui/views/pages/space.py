"""The page of spaces: how layer after layer bends the plane, or the data, until the answer is easy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.layer import Group
from nnplayground.core.shapes import Status
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.pacing import Paced
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.widgets import ComboField, Segmented

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtGui import QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.space_frame import SpaceFrame
    from nnplayground.ui.views.space_plot import SpacePlot

__all__ = ["SpacePage"]

_GRID, _FINE_GRID = 33, 65
"""Lines of the plane each way, of several layers and of one alone."""
_SPACING = 14
_FRAME_MS = 66
_MOST_PLOTS = 8
_STILL = (Group.DROPOUT, Group.RESHAPE)
"""What bends nothing."""


class SpacePage(Page):
    """Shows the spaces of several layers side by side, or of one in detail."""

    name: ClassVar[str] = "space"
    order: ClassVar[int] = 400

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self._snapshot: Snapshot | None = None
        self._run = -1
        self._one = ""
        self._paced = Paced(self, _FRAME_MS)
        self._paced.due.connect(self._take)
        self._plots: list[SpacePlot] = []
        self._make_controls()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 6)
        self._row.setSpacing(_SPACING)
        self._row.addStretch(0)
        document.changed.connect(self._on_changed)
        session.attention.nodes_changed.connect(self._on_nodes)
        session.attention.marked_changed.connect(self._ring)
        session.attention.samples.changed.connect(self._ring)
        session.points_loaded.connect(self._on_points)
        self._offer()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SpacePage", "Space")

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.first, self.second = (ComboField(self.tr("Unit"), small=True) for _axis in range(2))
        for field in (self.first, self.second):
            field.setToolTip(self.tr("The unit of this axis"))
            field.chosen.connect(self._choose_units)
            row.addWidget(field)
        axes = [("components", self.tr("Components")), ("units", self.tr("Units"))]
        self.axes = Segmented(self.tr("Axes"), axes)
        self.axes.setToolTip(
            self.tr("Principal components: the two directions along which the samples differ most")
        )
        self.axes.changed.connect(self._choose_units)
        many = [("all", self.tr("All layers")), ("one", self.tr("One layer"))]
        self.many = Segmented(self.tr("Layers shown"), many)
        self.many.changed.connect(self._choose_many)
        row.addWidget(self.axes)
        row.addWidget(self.many)

    # -- what the dock asks ----------------------------------------------------------------------------

    def controls(self) -> QWidget:
        return self._controls

    def choosers(self) -> Mapping[str, Segmented]:
        return {"axes": self.axes, "many": self.many}

    def state(self) -> dict[str, object]:
        return {**super().state(), "layer": self._one, "units": (self.first.value(), self.second.value())}

    def restore(self, state: Mapping[str, object]) -> None:
        self._one = str(state.get("layer", ""))
        super().restore(state)
        units = state.get("units")
        if isinstance(units, tuple):
            self.first.setValue(units[0])
            self.second.setValue(units[1])
            self._choose_units()

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        wanted = {self._request(plot.node) for plot in self._plots}
        if self.document.experiment.data.spec().is_plane:
            wanted.add(self._sheet())
        return frozenset(wanted)

    def _request(self, node: str) -> ProbeRequest:
        units = self._units() if len(self._plots) == 1 else ()
        return ProbeRequest("space", size=self._lines(), node=node, part="train", units=units)

    def _sheet(self) -> ProbeRequest:
        return ProbeRequest("sheet", size=self._lines())

    def _lines(self) -> int:
        return _FINE_GRID if self.many.value() == "one" else _GRID

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._paced.take(snapshot)

    def table(self) -> Table | None:
        shown = [plot for plot in self._plots if plot.frame is not None]
        if not shown:
            return None
        header = [self.tr("Sample")]
        columns: list[NDArray[np.float64]] = []
        for plot in shown:
            name = plot.accessibleName()
            header += [f"{name} u", f"{name} v"]
            assert plot.frame is not None
            columns += list(plot.frame.points.T)
        return Table(header, [[n + 1, *map(float, row)] for n, row in enumerate(zip(*columns, strict=True))])

    # -- which layers ----------------------------------------------------------------------------------

    def layers(self) -> list[str]:
        """Return the nodes that can be shown, from the data to the output."""
        experiment, report = self.document.experiment, self.document.report
        found = []
        for id in report.order:
            node = experiment.graph.node(id)
            known = report.nodes[id]
            output = known.output
            if known.status is not Status.OK or output is None or not output.shape or node.muted:
                continue
            if node.layer.group not in _STILL and (id in report.used or not node.layer.inputs):
                found.append(id)
        return found

    def _shown_layers(self) -> list[str]:
        layers = self.layers()
        selected = next((id for id in self.session.attention.nodes if id in layers), "")
        if self.many.value() == "one":
            self._one = selected or (self._one if self._one in layers else "") or self._widest_hidden(layers)
            return [self._one] if self._one else []
        room = max(1, min(_MOST_PLOTS, self._fitting()))
        if len(layers) <= room:
            return layers
        # The last layers matter most, but the input is where it begins and the selected one is asked for.
        kept = [layers[0], *layers[len(layers) - room + 1 :]] if room > 1 else layers[-1:]
        if selected and selected not in kept:
            kept[min(1, len(kept) - 1)] = selected
        return [id for id in layers if id in kept]

    @staticmethod
    def _widest_hidden(layers: list[str]) -> str:
        return layers[-2] if len(layers) > 1 else layers[0] if layers else ""

    def _fitting(self) -> int:
        side = max(100, self.height() - 34)
        return (self.width() - 32 + _SPACING) // (min(side, max(130, self.width() // 5)) + _SPACING)

    def _offer(self) -> None:
        """Show the layers that there are and fit, keeping the plots of those that stay."""
        layers = self._shown_layers()
        others = [plot.node for plot in self._plots] != layers
        if others:
            self._make_plots(len(layers))
            self._share_room()
        points = self.session.points
        if points is not None:
            for plot, id in zip(self._plots, layers, strict=True):
                self._name(plot, id)
        self._offer_units()
        self._mark()
        self._ring()
        if others:
            self.changed.emit()

    def _make_plots(self, count: int) -> None:
        from nnplayground.ui.views.space_plot import SpacePlot

        while len(self._plots) > count:
            plot = self._plots.pop()
            self._row.removeWidget(plot)
            plot.hide()
            plot.deleteLater()
        while len(self._plots) < count:
            plot = SpacePlot()
            plot.setToolTip(self.tr("Lines: where a unit of the next layer gets a sum of 0"))
            plot.hovered.connect(self._hover)
            plot.clicked.connect(self._click)
            self._row.insertWidget(len(self._plots), plot, 1)
            self._plots.append(plot)

    def _name(self, plot: SpacePlot, id: str) -> None:
        points, experiment = self.session.points, self.document.experiment
        assert points is not None
        title = say(experiment.graph.node(id).title)
        plot.show_layer(id, title, self._final(id), points, points.train_y[:400])

    def _final(self, id: str) -> int:
        """Return the place of the reader of ``id`` whose sums a loss takes as they are; −1 for none."""
        graph, order = self.document.experiment.graph, list(self.document.report.order)
        if any(not graph.node(edge.target).layer.outputs for edge in graph.outgoing(id)) and id in order:
            return order.index(id)
        for edge in graph.outgoing(id):
            layer = graph.node(edge.target).layer
            activation = getattr(layer, "activation", None)
            plain = activation is None or getattr(activation, "kind", "") == "identity"
            ends = any(not graph.node(out.target).layer.outputs for out in graph.outgoing(edge.target))
            if plain and ends and edge.target in order:
                return order.index(edge.target)
        return -1

    # -- units -----------------------------------------------------------------------------------------

    def _width(self) -> int:
        """Return how many numbers the one shown layer has; 0 while several are shown."""
        if self.many.value() != "one" or not self._plots:
            return 0
        known = self.document.report.nodes.get(self._plots[0].node or self._one)
        return known.output.size if known is not None and known.output is not None else 0

    def _offer_units(self) -> None:
        width = self._width()
        self.axes.setVisible(width > 2)
        chooses = width > 2 and self.axes.value() == "units"
        choices = [(unit, format_number(unit + 1)) for unit in range(min(width, 512))]
        for field, start in ((self.first, 0), (self.second, 1)):
            field.setVisible(chooses)
            if field.count() != len(choices):
                field.set_choices(choices)
                field.setValue(start)

    def _units(self) -> tuple[int, ...]:
        if self._width() <= 2 or self.axes.value() != "units":
            return ()
        first, second = self.first.value(), self.second.value()
        return (first, second) if isinstance(first, int) and isinstance(second, int) else ()

    def _choose_units(self) -> None:
        self._offer_units()
        self.changed.emit()

    def _choose_many(self) -> None:
        self._offer()
        self.changed.emit()
        self._show()

    # -- showing ---------------------------------------------------------------------------------------

    def _take(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._show()

    def _show(self) -> None:
        from nnplayground.ui.views.space_frame import SpaceFrame

        snapshot = self._snapshot
        if snapshot is None or self.session.points is None:
            return
        sheet = snapshot.probes.get(self._sheet(), {}).get("sheet")
        for plot in self._plots:
            answer = snapshot.probes.get(self._request(plot.node))
            if (
                answer
                and "points" in answer
                and len(answer["points"]) == len(self.session.points.train_y[:400])
            ):
                frame = SpaceFrame.of(answer)
                plot.show_frame(frame, sheet, self._captions(plot.node, frame))

    def _captions(self, node: str, frame: SpaceFrame) -> tuple[str, ...]:
        known = self.document.report.nodes.get(node)
        size = known.output.size if known is not None and known.output is not None else 0
        if frame.share:
            share = format_number(100 * sum(frame.share), 0)
            texts = self.tr("{size}-D, 2 components: {share}\u2009%"), self.tr("{size}-D: {share}\u2009%")
            return tuple(text.format(size=size, share=share) for text in texts)
        units = self._units()
        if len(self._plots) == 1 and units:
            text = self.tr("units {first} and {second}")
            return (text.format(first=units[0] + 1, second=units[1] + 1),)
        return (self.tr("{size}-D").format(size=size),)

    def _mark(self) -> None:
        for plot in self._plots:
            plot.set_selected(plot.node in self.session.attention.nodes)

    def _ring(self) -> None:
        attention = self.session.attention
        rung = [sample.index for sample in attention.marked if sample.part == "train"]
        chosen = attention.samples.sample
        if attention.samples.is_chosen and chosen.part == "train":
            rung.append(chosen.index)
        for plot in self._plots:
            plot.ring(tuple(rung))

    # -- what happens ----------------------------------------------------------------------------------

    def _hover(self, number: int) -> None:
        self.session.attention.hover(Sample("train", number) if number >= 0 else None)

    def _click(self, number: int) -> None:
        from nnplayground.ui.views.space_plot import SpacePlot

        if number >= 0:
            self.session.attention.samples.choose(Sample("train", number))
            return
        plot = self.sender()
        if isinstance(plot, SpacePlot):
            self.nodeChosen.emit(plot.node)

    def _on_nodes(self) -> None:
        self._offer()
        self._show()

    def _on_points(self) -> None:
        self._offer()
        self._show()

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if before.graph != after.graph or before.data != after.data:
            self._offer()
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer()
        self._share_room()
        self._show()

    def _share_room(self) -> None:
        """Keep a few plots together at the left rather than far apart."""
        alone = len(self._plots) == 1
        for plot in self._plots:
            plot.setMaximumWidth(self.width() if alone else round(1.3 * self.height()))
