"""The page of weights: how they are distributed over time, and as heat maps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication

from nnplayground.app.tasks import in_background
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.views.layers.densities import BINS, density_of
from nnplayground.ui.views.layers.names import nodes_of
from nnplayground.ui.views.layers.page import LayersPage
from nnplayground.ui.views.page import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.layers.bars import BarCell
    from nnplayground.ui.views.layers.cells import Cell
    from nnplayground.ui.views.layers.densities import Density
    from nnplayground.ui.views.layers.heat import HeatCell
    from nnplayground.ui.views.layers.page import Answer
    from nnplayground.ui.views.layers.track import Mark, Track

__all__ = ["WeightsPage"]

_SPREAD = ProbeRequest("spread", size=BINS)
_MATRICES, _KERNELS = ProbeRequest("matrices", size=96), ProbeRequest("incoming", size=32)
_NEAR = 2  # of the middle bins: what lies there is near zero


class WeightsPage(LayersPage):
    """Shows the weights of every layer, from the input to the output.

    Modes: ``"ridges"`` over time, ``"heat"`` maps, ``"histogram"`` with biases below.
    """

    name: ClassVar[str] = "weights"
    order: ClassVar[int] = 300

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.ui.views.layers.bars import Bars
        from nnplayground.ui.views.layers.cells import Cells
        from nnplayground.ui.views.layers.heat import Heats
        from nnplayground.ui.views.layers.ridges import MOST_RIDGES, Ridges
        from nnplayground.ui.views.layers.track import Track

        super().__init__(document, session, parent)
        self._seen: Track[Mapping[str, Density]] = Track(MOST_RIDGES)
        self.ridges = Ridges(self.tr("Weights by layer over time"))
        self.heat = Heats(self.tr("Heat maps of the weights by layer"))
        self.histogram = Bars(self.tr("Histogram of the weights by layer"))
        views = [Cells(picture) for picture in (self.ridges, self.heat, self.histogram)]
        modes: list[tuple[str, str, QWidget]] = [
            ("ridges", self.tr("Ridgeline"), views[0]),
            ("heat", self.tr("Heat map"), views[1]),
            ("histogram", self.tr("Histogram"), views[2]),
        ]
        self.set_modes(self.tr("What is shown of the weights"), modes)
        for view in views:
            view.chosen.connect(self.nodeChosen)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("WeightsPage", "Weights")

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        more = {_MATRICES, _KERNELS} if self.mode == "heat" else set()
        return frozenset({_SPREAD} | more | self.layout_probe())

    def recall(self, run: int, layout: Answer) -> None:
        from nnplayground.ui.views.layers.recall import densities, recalled
        from nnplayground.ui.views.layers.ridges import MOST_RIDGES

        timeline = self.session.timeline

        def work() -> tuple[int, list[Mark[Mapping[str, Density]]]]:
            return run, recalled(timeline, layout, "weights", densities, MOST_RIDGES)

        in_background(self, work, self._fill)

    def _fill(self, found: tuple[int, list[Mark[Mapping[str, Density]]]]) -> None:
        self._seen.fill(*found)
        self.redraw()

    def remember(self, snapshot: Snapshot) -> None:
        answer = snapshot.probes.get(_SPREAD, {})
        found = {node: density_of(answer, f"{node}.") for node in nodes_of(answer)}
        known = {node: density for node, density in found.items() if density is not None}
        if known:
            self._seen.take(snapshot, known)

    def draw(self, snapshot: Snapshot) -> None:
        del snapshot
        views = {"ridges": self._draw_ridges, "heat": self._draw_heat, "histogram": self._draw_histogram}
        views[self.mode]()

    def _cell(self, node: str, answer: Answer) -> Cell:
        from nnplayground.ui.views.layers.cells import Cell

        count, lost = int(answer[f"{node}.summary"][0]), int(answer[f"{node}.summary"][2])
        title = self.name_of(node).title
        if lost:
            return Cell(node, title, self.tr("{lost} not finite").format(lost=format_number(lost)), True)
        return Cell(node, title, self.tr("1 weight") if count == 1 else self.tr("%Ln weights", "", count))

    def _draw_ridges(self) -> None:
        answer = self.answer(_SPREAD)
        cells = [self._cell(node, answer) for node in nodes_of(answer)]
        self.ridges.show_marks(cells, self._seen.marks(), self.soon())

    # -- heat maps -------------------------------------------------------------------------------------

    def _draw_heat(self) -> None:
        spread, matrices, kernels = map(self.answer, (_SPREAD, _MATRICES, _KERNELS))
        cells, heats = [], []
        for node in matrices:
            if f"{node}.summary" in spread:
                cells.append(self._cell(node, spread))
                heats.append(self._heat(node, matrices, kernels))
        self.heat.show_heats(cells, heats, self.soon())

    def _heat(self, node: str, matrices: Answer, kernels: Answer) -> HeatCell:
        from nnplayground.ui.views.layers.heat import HeatCell

        shape = self._weight_shape(node)
        if len(shape) > 2 and node in kernels:
            return HeatCell(kernels[node])
        cells = matrices[node]
        whole = (shape[0], math.prod(shape[1:])) if len(shape) > 1 else cells.shape
        rows, columns = (math.ceil(n / max(1, m)) for n, m in zip(whole, cells.shape, strict=True))
        return HeatCell(cells[None], (rows, columns))

    def _weight_shape(self, node: str) -> tuple[int, ...]:
        known = self.document.report.nodes.get(node)
        return known.parameter_shapes.get("weight", ()) if known is not None else ()

    # -- histogram -------------------------------------------------------------------------------------

    def _draw_histogram(self) -> None:
        answer = self.answer(_SPREAD)
        nodes = nodes_of(answer)
        cells = [self._cell(node, answer) for node in nodes]
        self.histogram.show_bars(cells, [self._bars(node, answer) for node in nodes], self.soon())

    def _bars(self, node: str, answer: Answer) -> BarCell:
        from nnplayground.ui.views.layers.bars import BarCell

        counts = answer[f"{node}.counts"]
        _count, _zeros, _lost, _low, mean, deviation, _high = answer[f"{node}.summary"].tolist()
        line = self.tr("mean {mean}, σ {deviation}, {share} % near 0").format(
            mean=format_compact(mean, 2, signed=True),
            deviation=format_compact(deviation, 2),
            share=format_number(100 * _near_zero(answer, node)),
        )
        below = answer.get(f"{node}.bias_counts")
        return BarCell(
            counts,
            float(answer[f"{node}.reach"][0]),
            line,
            below,
            float(answer[f"{node}.bias_reach"][0]) if below is not None else 1.0,
            self.tr("biases"),
        )

    def table(self) -> Table:
        answer = self.answer(_SPREAD)
        rows = [
            [node, *answer[f"{node}.summary"].tolist(), _near_zero(answer, node)] for node in nodes_of(answer)
        ]
        header = ["layer", "count", "zeros", "not_finite", "minimum", "mean", "deviation", "maximum"]
        return Table([*header, "share_near_zero"], rows)


def _near_zero(answer: Answer, node: str) -> float:
    """Return the share of weights below a fiftieth of the largest."""
    counts = answer[f"{node}.counts"]
    middle = len(counts) // 2
    return float(counts[middle - _NEAR // 2 : middle + _NEAR // 2].sum() / max(1.0, counts.sum()))
