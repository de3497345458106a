"""The page of gradients: how much of the loss's signal reaches every layer, and how far it moves it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication

from nnplayground.app.tasks import in_background
from nnplayground.train import health
from nnplayground.train.health import Health
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.views.layers.densities import BINS
from nnplayground.ui.views.layers.page import LayersPage
from nnplayground.ui.views.layers.rows import LayerRow, LayerRows, Scheme
from nnplayground.ui.views.page import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.layers.page import Answer
    from nnplayground.ui.views.layers.track import Mark, Track

__all__ = ["GradientsPage"]

_FLOW, _UPDATES = ProbeRequest("flow"), ProbeRequest("updates")
_SLOPES = ProbeRequest("slopes", size=BINS)
_MOMENTS = 200
_ROLES = {Health.HEALTHY: "text2", Health.SLOW: "text2", Health.FROZEN: "text3", Health.EXPLODING: "error"}
_MARKS = {Health.HEALTHY: "check", Health.SLOW: "minus", Health.FROZEN: "frozen"}


class GradientsPage(LayersPage):
    """Shows the gradient's norm of every layer, from the output to the input.

    Modes: ``"flow"`` bars of now, ``"time"`` curves, ``"ratio"`` of the next update to the weights,
    ``"histogram"`` of all gradients.
    """

    name: ClassVar[str] = "gradients"
    order: ClassVar[int] = 200

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.ui.views.layers.bars import Bars
        from nnplayground.ui.views.layers.cells import Cells
        from nnplayground.ui.views.layers.curves import LayerCurves
        from nnplayground.ui.views.layers.track import Track

        super().__init__(document, session, parent)
        self._norms: Track[Mapping[str, float]] = Track(_MOMENTS)
        self.flow = LayerRows(self.tr("Gradient by layer"))
        self.time = LayerCurves(self.tr("Gradient by layer over time"), is_log=True)
        self.ratio = LayerRows(self.tr("Update by layer"))
        self.histogram = Bars(self.tr("Histogram of the gradients by layer"))
        cells = Cells(self.histogram)
        modes: list[tuple[str, str, QWidget]] = [
            ("flow", self.tr("Flow"), self.flow),
            ("time", self.tr("Over time"), self.time),
            ("ratio", self.tr("Update ratio"), self.ratio),
            ("histogram", self.tr("Histogram"), cells),
        ]
        self.set_modes(self.tr("What is shown of the gradients"), modes)
        for view in (self.flow, self.ratio, cells):
            view.chosen.connect(self.nodeChosen)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("GradientsPage", "Gradients")

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        more = {"ratio": {_UPDATES}, "histogram": {_SLOPES}}
        return frozenset({_FLOW} | more.get(self.mode, set()) | self.layout_probe())

    def recall(self, run: int, layout: Answer) -> None:
        from nnplayground.ui.views.layers.recall import norms, recalled

        timeline = self.session.timeline

        def work() -> tuple[int, list[Mark[Mapping[str, float]]]]:
            marks = recalled(timeline, layout, "gradients", norms, _MOMENTS)
            return run, [mark for mark in marks if mark.value]

        in_background(self, work, self._fill)

    def _fill(self, found: tuple[int, list[Mark[Mapping[str, float]]]]) -> None:
        self._norms.fill(*found)
        self.redraw()

    def remember(self, snapshot: Snapshot) -> None:
        flow = snapshot.probes.get(_FLOW, {})
        if flow:
            self._norms.take(snapshot, {node: float(values[0]) for node, values in flow.items()})

    def draw(self, snapshot: Snapshot) -> None:
        del snapshot
        views = {
            "flow": self._draw_flow,
            "time": self._draw_time,
            "ratio": self._draw_ratio,
            "histogram": self._draw_histogram,
        }
        views[self.mode]()

    # -- flow ------------------------------------------------------------------------------------------

    def _draw_flow(self) -> None:
        flow = self.answer(_FLOW)
        norms = [float(values[0]) for values in flow.values()]
        largest = max((norm for norm in norms if math.isfinite(norm)), default=0.0)
        rows = []
        for node, (gradient, weights, dead, units) in reversed(list(flow.items())):
            state = health.of_flow(gradient, weights, largest, dead, units)
            said = self._dead(int(dead), int(units)) if state is Health.DEAD else self._words(state)
            tip = self._flow_tip(node, gradient / largest if largest else math.nan, int(dead), int(units))
            rows.append(
                self._row(node, float(gradient), format_compact(float(gradient), 2), state, said, tip)
            )
        mark = health.least_gradient(largest)
        scheme = Scheme(
            self.tr("Layer"),
            self.tr("Norm of ∂L/∂w, log scale"),
            self.tr("Norm"),
            self.tr("Health"),
            mark if largest else math.nan,
            self.tr("vanishing"),
        )
        self.flow.show_rows(_hinted_once(rows), scheme, self.soon())

    def _row(self, node: str, value: float, number: str, state: Health, said: str, tip: str) -> LayerRow:
        title, icon = self.name_of(node)
        hint = self.hint_of(state, node)
        role = _ROLES.get(state, "warning")
        return LayerRow(node, title, icon, value, number, said, hint, role, _MARKS.get(state, "warning"), tip)

    def _words(self, state: Health) -> str:
        return {
            Health.HEALTHY: self.tr("Healthy"),
            Health.FROZEN: self.tr("Frozen"),
            Health.VANISHING: self.tr("Vanishing"),
            Health.EXPLODING: self.tr("Exploding"),
            Health.SLOW: self.tr("Slow"),
            Health.FAST: self.tr("Too fast"),
        }.get(state, "")

    def _dead(self, dead: int, units: int) -> str:
        return self.tr("{dead} of %Ln units dead", "", units).format(dead=format_number(dead))

    def _flow_tip(self, node: str, share: float, dead: int, units: int) -> str:
        lines = [self.name_of(node).title]
        if math.isfinite(share):
            text = self.tr(
                "{share} % of the largest layer's norm. Left of the dashed line a layer hardly learns."
            )
            lines.append(text.format(share=format_compact(100 * share, 3)))
        if units:
            lines.append(self._dead(dead, units))
        return "\n".join(lines)

    # -- over time -------------------------------------------------------------------------------------

    def _draw_time(self) -> None:
        from nnplayground.ui.views.layers.curves import LayerCurve

        marks = self._norms.marks()
        nodes = list(marks[-1].value) if marks else []
        curves = []
        for node in reversed(nodes):
            seen = [(mark.epoch, mark.value[node]) for mark in marks if node in mark.value]
            curves.append(LayerCurve(self.name_of(node).title, [e for e, _v in seen], [v for _e, v in seen]))
        self.time.show_curves(curves, self.soon())

    # -- ratio -----------------------------------------------------------------------------------------

    def _draw_ratio(self) -> None:
        rows = []
        for node, (update, weights) in reversed(list(self.answer(_UPDATES).items())):
            ratio = update / weights if weights else math.inf if update else 0.0
            state = health.of_ratio(update, weights)
            tip = self.tr(
                "The next step changes the weights by {ratio} of their length. About {good} is a good step; "
                "as training ends, steps grow smaller."
            ).format(ratio=format_compact(ratio, 2), good=format_compact(health.GOOD_RATIO))
            number = format_compact(float(ratio), 2)
            rows.append(self._row(node, float(ratio), number, state, self._words(state), tip))
        good = format_compact(health.GOOD_RATIO)
        scheme = Scheme(
            self.tr("Layer"),
            self.tr("‖Δw‖/‖w‖ of the next step, log scale"),
            self.tr("Ratio"),
            self.tr("Step"),
            health.GOOD_RATIO,
            good,
        )
        searches = bool(self.answer(_FLOW)) and not rows
        empty = self.tr("This optimizer searches its step, which is known only once it is taken.")
        self.ratio.show_rows(_hinted_once(rows), scheme, empty if searches else self.soon())

    # -- histogram -------------------------------------------------------------------------------------

    def _draw_histogram(self) -> None:
        from nnplayground.ui.views.layers.bars import BarCell
        from nnplayground.ui.views.layers.cells import Cell
        from nnplayground.ui.views.layers.names import nodes_of

        answer = self.answer(_SLOPES)
        cells, bars = [], []
        for node in nodes_of(answer):
            count, zeros, lost, _low, mean, deviation, _high = answer[f"{node}.summary"].tolist()
            note = self.tr("1 gradient") if count == 1 else self.tr("%Ln gradients", "", int(count))
            if lost:
                note = self.tr("{lost} not finite").format(lost=format_number(lost))
            cells.append(Cell(node, self.name_of(node).title, note, bool(lost)))
            line = self.tr("mean {mean}, σ {deviation}, {zeros} % zero").format(
                mean=format_compact(mean, 2, signed=True),
                deviation=format_compact(deviation, 2),
                zeros=format_number(100 * zeros / count),
            )
            reach = float(answer[f"{node}.reach"][0])
            bars.append(BarCell(answer[f"{node}.counts"], reach, line))
        self.histogram.show_bars(cells, bars, self.soon())

    def table(self) -> Table | None:
        if self.mode == "time":
            marks = self._norms.marks()
            nodes = list(marks[-1].value) if marks else []
            rows = [[m.epoch, m.step, *(m.value.get(node, "") for node in nodes)] for m in marks]
            return Table(["epoch", "step", *nodes], rows)
        flow, updates = self.answer(_FLOW), self.answer(_UPDATES)
        lines = [[node, *values.tolist(), *updates.get(node, [])] for node, values in flow.items()]
        header = ["layer", "gradient_norm", "weight_norm", "dead_units", "units"]
        return Table([*header, *(("update_norm", "norm_of_weights_alone") if updates else ())], lines)


def _hinted_once(rows: list[LayerRow]) -> list[LayerRow]:
    """Leave what to try to the last of the rows in a row that say the same."""
    shown = []
    for place, row in enumerate(rows):
        repeated = place + 1 < len(rows) and rows[place + 1].hint == row.hint
        shown.append(replace(row, hint="") if repeated else row)
    return shown
