"""What people call the units of a node and what its weights read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.core.ablation import ablatable_units
from nnplayground.ui.editor.faces import face_of

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.core.graph import Edge

__all__ = ["UnitNames"]


class UnitNames:
    """The names of one node's units and of the inputs of its weights, as they are now.

    Attributes
    ----------
    units : int
        How many units (channels of an image) the node has; 0 while its shape is unknown.
    """

    def __init__(self, document: Document, id: str) -> None:
        self._document, self._id = document, id
        graph, report = document.experiment.graph, document.report
        self.units = ablatable_units(graph.node(id), report.nodes[id].outputs)
        self._weight = report.nodes[id].parameter_shapes.get("weight", ())
        feeding = graph.incoming(id)
        self._feed: Edge | None = feeding[0] if len(feeding) == 1 else None
        self._own = _labels(document, id)
        self._before = () if self._feed is None else _labels(document, self._feed.source)

    def unit(self, unit: int) -> str:
        """Return a unit's name: the class it stands for, else its number from 1."""
        if self._weight and self._weight[0] != self.units:
            return QCoreApplication.translate("UnitNames", "row {number}").format(number=unit + 1)
        return self._own[unit] if unit < len(self._own) else str(unit + 1)

    def input(self, column: int) -> str:
        """Return what a column of the weights reads, kernels being laid out in one row."""
        rest = self._weight[2:]
        channel, place = divmod(column, math.prod(rest) or 1)
        name = self._input_unit(channel)
        if not rest:
            return name
        at = []
        for size in reversed(rest):
            place, number = divmod(place, size)
            at.append(str(number + 1))
        return f"{name} ({', '.join(reversed(at))})"

    def _input_unit(self, unit: int) -> str:
        if unit < len(self._before):
            return self._before[unit]
        if self._feed is None:
            return str(unit + 1)
        return f"{say(self._document.experiment.graph.node(self._feed.source).title)}, {unit + 1}"


def _labels(document: Document, id: str) -> tuple[str, ...]:
    experiment = document.experiment
    face = face_of(experiment.graph.node(id), experiment.graph, document.report, experiment.data.spec())
    return face.labels_before or face.labels_after
