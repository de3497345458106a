"""The output again, enlarged or in a window of its own: the dock at the right keeps its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.ui.views.output import OutputView
from nnplayground.ui.views.page import Page, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from nnplayground.app.document import Document
    from nnplayground.app.points import Points
    from nnplayground.app.session import Session
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.help import Topic
    from nnplayground.train.snapshot import ProbeRequest, Snapshot

__all__ = ["OutputPage", "output_table"]


class OutputPage(Page):
    """Shows what the network says, how good it is, and how the loss went."""

    name = "output"
    order = 50
    needs_height = True

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.output = OutputView(document, session.attention)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.output)
        session.points_loaded.connect(self._show_points)
        document.replaced.connect(self.output.clear)
        self._show_points()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("OutputPage", "Output")

    def topic(self) -> Topic | None:
        return self.output.topic()

    def state(self) -> dict[str, object]:
        return self.output.state()

    def restore(self, state: Mapping[str, object]) -> None:
        if state:
            self.output.restore(state)

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        return self.output.wanted_probes()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.output.show_snapshot(snapshot)
        self.output.show_history(self.session.history)

    def table(self) -> Table | None:
        return output_table(self.session)

    def _show_points(self) -> None:
        if self.session.points is not None:
            self.output.show_points(self.session.points)


def output_table(session: Session) -> Table | None:
    """Return the newest prediction as numbers: over the plane or the line, else for the samples shown.

    Parameters
    ----------
    session : Session

    Returns
    -------
    Table or None
        A row for each place or sample; None before there is a prediction.
    """
    snapshot, points = session.snapshot, session.points
    if snapshot is None or points is None:
        return None
    for request, answer in snapshot.probes.items():
        if request.probe == "boundary" and answer:
            return _places(np.asarray(answer["boundary"]), points.spec)
        if request.probe == "predictions" and answer:
            return _samples(answer, points)
    return None


def _places(values: NDArray[Any], spec: DataSpec) -> Table:
    inputs = len(spec.bounds)
    size = values.shape[-1]
    values = values.reshape(-1, *(size,) * inputs)
    middles = [low + (np.arange(size) + 0.5) * (high - low) / size for low, high in spec.bounds]
    header = [f"x{number + 1}" for number in range(inputs)]
    header += [f"output {number + 1}" for number in range(len(values))]
    if inputs == 1:
        return Table(header, [(x, *values[:, at]) for at, x in enumerate(middles[0].tolist())])
    across, up = middles[0].tolist(), middles[1].tolist()
    # Row 0 of the picture is its upper edge.
    rows = [
        (x, y, *values[:, size - 1 - row, column])
        for row, y in enumerate(up)
        for column, x in enumerate(across)
    ]
    return Table(header, rows)


def _samples(answer: Mapping[str, NDArray[Any]], points: Points) -> Table:
    truth = {"train": points.train_y, "validation": points.validation_y, "test": points.test_y}
    rows = [
        (part, number, *np.ravel(truth[part][number]).tolist(), *np.ravel(said).tolist())
        for part, predictions in answer.items()
        for number, said in enumerate(predictions)
    ]
    targets = np.size(points.train_y[0]) if len(points.train_y) else 1
    outputs = (len(rows[0]) - 2 - targets) if rows else 1
    header = ["part", "sample", *(f"target {number + 1}" for number in range(targets))]
    return Table([*header, *(f"output {number + 1}" for number in range(outputs))], rows)
