"""The page of activations: what every layer gives out, and which units no longer answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication

from nnplayground.train import health
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.views.layers.densities import BINS, density_of
from nnplayground.ui.views.layers.names import nodes_of
from nnplayground.ui.views.layers.page import LayersPage
from nnplayground.ui.views.page import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.health import Health
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.layers.bars import BarCell
    from nnplayground.ui.views.layers.cells import Cell
    from nnplayground.ui.views.layers.densities import Density
    from nnplayground.ui.views.layers.page import Answer
    from nnplayground.ui.views.layers.track import Track

__all__ = ["ActivationsPage"]

_ACTIVITY = ProbeRequest("activity", size=BINS)
_MOMENTS = 200


class ActivationsPage(LayersPage):
    """Shows the outputs of every layer on training samples, from the input to the output.

    Modes: ``"now"`` histograms with a square per unit, ``"ridges"`` over time, ``"stopped"``, the share of
    units that are dead or saturated.
    """

    name: ClassVar[str] = "activations"
    order: ClassVar[int] = 350

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.ui.views.layers.bars import Bars
        from nnplayground.ui.views.layers.cells import Cells
        from nnplayground.ui.views.layers.curves import LayerCurves
        from nnplayground.ui.views.layers.ridges import MOST_RIDGES, Ridges
        from nnplayground.ui.views.layers.track import Track

        super().__init__(document, session, parent)
        self._seen: Track[Mapping[str, Density]] = Track(MOST_RIDGES)
        self._shares: Track[Mapping[str, float]] = Track(_MOMENTS)
        self.now = Bars(self.tr("Histogram of the activations by layer"))
        self.ridges = Ridges(self.tr("Activations by layer over time"))
        self.stopped = LayerCurves(self.tr("Share of dead or saturated units by layer"), is_log=False)
        now, ridges = Cells(self.now), Cells(self.ridges)
        modes: list[tuple[str, str, QWidget]] = [
            ("now", self.tr("Distribution"), now),
            ("ridges", self.tr("Over time"), ridges),
            ("stopped", self.tr("Dead or saturated"), self.stopped),
        ]
        self.set_modes(self.tr("What is shown of the activations"), modes)
        now.chosen.connect(self.nodeChosen)
        ridges.chosen.connect(self.nodeChosen)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ActivationsPage", "Activations")

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        return frozenset({_ACTIVITY})

    def remember(self, snapshot: Snapshot) -> None:
        answer = snapshot.probes.get(_ACTIVITY, {})
        nodes = nodes_of(answer)
        if not nodes:
            return
        bent = {
            node: {"counts": _without_zeros(answer, node), "reach": answer[f"{node}.reach"]} for node in nodes
        }
        found = {node: density_of(counted, "") for node, counted in bent.items()}
        self._seen.take(snapshot, {node: density for node, density in found.items() if density is not None})
        self._shares.take(snapshot, {node: _stopped_share(answer[f"{node}.units"]) for node in nodes})

    def draw(self, snapshot: Snapshot) -> None:
        del snapshot
        views = {"now": self._draw_now, "ridges": self._draw_ridges, "stopped": self._draw_stopped}
        views[self.mode]()

    def _cells(self, answer: Answer) -> list[Cell]:
        return [self._cell(node, answer[f"{node}.units"]) for node in nodes_of(answer)]

    def _cell(self, node: str, units: NDArray[Any]) -> Cell:
        from nnplayground.train.health import Health
        from nnplayground.ui.views.layers.cells import Cell

        title, count, state = self.name_of(node).title, units.shape[1], _health(units)
        if state is Health.DEAD:
            said = self.tr("{dead} of %Ln units dead", "", count)
            return Cell(node, title, said.format(dead=format_number(float(units[0].sum()))), True)
        if state is Health.SATURATED:
            said = self.tr("{saturated} of %Ln units saturated", "", count)
            return Cell(node, title, said.format(saturated=format_number(float(units[1].sum()))), True)
        return Cell(node, title, self.tr("1 unit") if count == 1 else self.tr("%Ln units", "", count))

    # -- now -------------------------------------------------------------------------------------------

    def _draw_now(self) -> None:
        answer = self.answer(_ACTIVITY)
        bars = [self._bars(node, answer) for node in nodes_of(answer)]
        self.now.show_bars(self._cells(answer), bars, self.soon())

    def _bars(self, node: str, answer: Answer) -> BarCell:
        from nnplayground.ui.views.layers.bars import BarCell

        units, counts = answer[f"{node}.units"], _without_zeros(answer, node)
        reach = float(answer[f"{node}.reach"][0])
        hint = self.hint_of(_health(units), node)
        if hint:
            return BarCell(counts, reach, hint, marks=_roles(units), role="warning")
        count, zeros, _lost, _low, mean, deviation, _high = answer[f"{node}.summary"].tolist()
        line = self.tr("mean {mean}, σ {deviation}").format(
            mean=format_compact(mean, 2, signed=True), deviation=format_compact(deviation, 2)
        )
        if zeros:
            said = self.tr("{zeros} % zeros hidden")
            line = f"{line}, {said.format(zeros=format_compact(100 * zeros / count, 2))}"
        return BarCell(counts, reach, line, marks=_roles(units))

    # -- over time -------------------------------------------------------------------------------------

    def _draw_ridges(self) -> None:
        self.ridges.show_marks(self._cells(self.answer(_ACTIVITY)), self._seen.marks(), self.soon())

    def _draw_stopped(self) -> None:
        from nnplayground.ui.views.layers.curves import LayerCurve

        marks = self._shares.marks()
        curves = []
        for node in marks[-1].value if marks else ():
            seen = [(mark.epoch, mark.value[node]) for mark in marks if node in mark.value]
            curves.append(LayerCurve(self.name_of(node).title, [e for e, _v in seen], [v for _e, v in seen]))
        self.stopped.show_curves(curves, self.soon())

    def table(self) -> Table:
        answer = self.answer(_ACTIVITY)
        rows: list[Sequence[object]] = []
        for node in nodes_of(answer):
            units = answer[f"{node}.units"]
            for number, (dead, saturated, mean, deviation) in enumerate(units.T.tolist(), start=1):
                rows.append([node, number, int(dead), int(saturated), mean, deviation])
        return Table(["layer", "unit", "dead", "saturated", "mean", "deviation"], rows)


def _without_zeros(answer: Answer, node: str) -> NDArray[Any]:
    """Return the counts less the exact zeros of ReLU, beside which nothing else could be seen."""
    counts, zeros = answer[f"{node}.counts"].copy(), float(answer[f"{node}.summary"][1])
    if zeros < counts.sum():
        counts[len(counts) // 2] -= zeros
    return counts


def _health(units: NDArray[Any]) -> Health:
    return health.of_units(float(units[0].sum()), float(units[1].sum()), units.shape[1])


def _stopped_share(units: NDArray[Any]) -> float:
    return float((units[0] + units[1] > 0).mean())


def _roles(units: NDArray[Any]) -> list[str]:
    """Return a colour per unit: dead, saturated, or at work."""
    return [
        "error" if dead else "warning" if saturated else "text4"
        for dead, saturated in zip(units[0].tolist(), units[1].tolist(), strict=True)
    ]
