"""The runs as rows of a table: the live one on top, then those that have ended."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from nnplayground.app.runs import experiment_name
from nnplayground.app.translation import say
from nnplayground.core.differences import differences
from nnplayground.core.quality import QUALITIES, SHARES
from nnplayground.train.kept import thinner
from nnplayground.ui.numbers import format_loss, format_number
from nnplayground.ui.views.page import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.differences import Difference
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.history import Curves
    from nnplayground.train.kept import KeptRun
    from nnplayground.train.snapshot import Snapshot

__all__ = ["Column", "Row", "RunsModel", "clock", "score_text"]

_Index = QModelIndex | QPersistentModelIndex
_SPARK = 160  # points of a sparkline


class Column(IntEnum):
    """The columns, from left to right."""

    TICK = 0
    NAME = 1
    CURVE = 2
    TRAIN = 3
    TEST = 4
    SCORE = 5
    PARAMETERS = 6
    EPOCHS = 7
    TIME = 8
    SEED = 9


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One run of the table.

    Attributes
    ----------
    number : int
        Of the kept run; 0 for the live one.
    curve : ndarray
        Test losses (or training losses where there is no test data), (points, 2): epoch and loss.
    """

    number: int
    name: str
    experiment: Experiment
    curve: NDArray[Any]
    scores: Mapping[str, Mapping[str, float]]
    parameters: int
    epoch: int
    step: int
    seconds: float
    starred: bool = False
    has_weights: bool = False

    def score(self, part: str, measure: str) -> float:
        """Return a score, NaN where there is none."""
        return self.scores.get(part, {}).get(measure, math.nan)

    @property
    def quality(self) -> tuple[str, float]:
        """Return the name and value of the measure besides the loss."""
        part = "test" if "test" in self.scores else "train"
        name = next((name for name in QUALITIES if name in self.scores.get(part, {})), "r2")
        return name, self.score(part, name)


class RunsModel(QAbstractTableModel):
    """Rows for a view; what is painted is read from :meth:`row`."""

    def __init__(self, document: Document, session: Session) -> None:
        super().__init__()
        self._document, self._session = document, session
        self._live: Row | None = None
        self._rows: tuple[Row, ...] = ()
        self._drawn = (-1, -1)
        session.runs.changed.connect(self.refresh)
        session.runs.compared_changed.connect(self._on_compared)
        self.refresh()

    # -- rows ------------------------------------------------------------------------------------------

    def row(self, number: int) -> Row:
        """Return the row at a place."""
        return self._rows[number]

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, the live one first."""
        return self._rows

    def refresh(self) -> None:
        """Take the kept runs anew."""
        self.beginResetModel()
        kept = tuple(_kept_row(run) for run in self._session.runs.runs)
        self._live = self._live_row(self._session.snapshot)
        self._rows = (self._live, *kept) if self._live is not None else kept
        self.endResetModel()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show how the live run stands."""
        had = self._live is not None
        self._live = self._live_row(snapshot)
        if self._live is None or not had:
            self.refresh()
            return
        self._rows = (self._live, *self._rows[1:])
        self.dataChanged.emit(self.index(0, 0), self.index(0, self.columnCount() - 1))

    def _live_row(self, snapshot: Snapshot | None) -> Row | None:
        if snapshot is None:
            return None
        scores = {
            part: {"loss": found.loss, **found.metrics}
            for part in ("train", "validation", "test")
            if math.isfinite((found := getattr(snapshot, part)).loss)
        }
        return Row(
            0,
            experiment_name(self._document.experiment),
            self._document.experiment,
            self._live_curve(snapshot),
            scores,
            self._document.report.parameters,
            snapshot.epoch,
            snapshot.step,
            snapshot.seconds,
        )

    def _live_curve(self, snapshot: Snapshot) -> NDArray[Any]:
        """Return the live sparkline, drawn anew when it would look different."""
        history = self._session.history
        grown = len(history) - self._drawn[1]
        same = self._live is not None and self._drawn[0] == history.revision
        if same and self._live is not None and 0 <= grown < max(1, len(history) // _SPARK):
            return self._live.curve
        del snapshot
        self._drawn = (history.revision, len(history))
        return _sparkline(history.arrays())

    def differences(self, row: Row) -> tuple[Difference, ...]:
        """Return the settings in which a run differs from the live one."""
        return () if row.number == 0 else differences(self._document.experiment, row.experiment)

    def best(self) -> int:
        """Return the number of the run with the lowest test loss on the same data; −1 if alone."""
        data = self._document.experiment.data.dataset
        known = [
            (row.score("test", "loss"), row.number)
            for row in self._rows
            if row.experiment.data.dataset == data and math.isfinite(row.score("test", "loss"))
        ]
        return min(known)[1] if len(known) > 1 else -1

    # -- Qt --------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.titles()[section]

    def titles(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        live = self._live
        names = {"accuracy": self.tr("Accuracy"), "iou": self.tr("IoU"), "r2": self.tr("R²")}
        quality = names["accuracy" if live is None else live.quality[0]]
        return (
            "",
            self.tr("Run"),
            self.tr("Test loss, log"),
            self.tr("Train"),
            self.tr("Test"),
            quality,
            self.tr("Params"),
            self.tr("Epochs"),
            self.tr("Time"),
            self.tr("Seed"),
        )

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.TICK and row.number:
            ticked = row.number in {run.number for run in self._session.runs.compared}
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(row)
        return None

    def text(self, row: Row, column: Column) -> str:
        """Return what stands in a cell."""
        if column is Column.NAME:
            return row.name
        texts = {
            Column.TRAIN: format_loss(row.score("train", "loss")),
            Column.TEST: format_loss(row.score("test", "loss")),
            Column.SCORE: score_text(*row.quality),
            Column.PARAMETERS: format_number(row.parameters),
            Column.EPOCHS: format_number(row.epoch),
            Column.TIME: clock(row.seconds),
            Column.SEED: str(row.experiment.seed),
        }
        return texts.get(column, "")

    def tip(self, row: Row) -> str:
        """Say in which settings a run differs from the live one."""
        if not row.number:
            return self.tr("The run that is shown now")
        found = self.differences(row)
        if not found:
            return self.tr("Same settings as the live run")
        head = self.tr("Different from the live run:")
        lines = [f"{say(d.title)}: {say(d.after)} ({say(d.before)})" for d in found[:12]]
        return "\n".join([head, *lines])

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self._rows[index.row()]
        if row.number and index.column() == Column.NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        if row.number and index.column() == Column.TICK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.EditRole and row.number:
            self._session.runs.rename(row.number, str(value))
            return True
        if role == Qt.ItemDataRole.CheckStateRole and row.number:
            return self._session.runs.compare(row.number, Qt.CheckState(value) is Qt.CheckState.Checked)
        return False

    def _on_compared(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, Column.TICK)
            self.dataChanged.emit(self.index(0, Column.TICK), last)

    # -- numbers ---------------------------------------------------------------------------------------

    def table(self) -> Table:
        """Return everything for a CSV file, with full precision."""
        measures = ("loss", "accuracy", "iou", "r2")
        parts = ("train", "validation", "test")
        names = [f"{part}_{measure}" for part in parts for measure in measures]
        header = ["run", *names, "parameters", "epochs", "steps", "seconds", "seed", "differs_in"]
        rows = []
        for row in self._rows:
            scores = [row.score(part, measure) for part in parts for measure in measures]
            shown = ["" if math.isnan(value) else value for value in scores]
            counts = [row.parameters, row.epoch, row.step, round(row.seconds, 3), row.experiment.seed]
            differs = "; ".join(f"{say(d.title)}: {say(d.after)}" for d in self.differences(row))
            rows.append([row.name, *shown, *counts, differs])
        return Table(header, rows)


def _kept_row(run: KeptRun) -> Row:
    return Row(
        run.number,
        say(run.name),
        run.experiment,
        _sparkline(run.curves),
        run.scores,
        run.parameters,
        run.epoch,
        run.step,
        run.seconds,
        run.starred,
        run.weights is not None,
    )


def _sparkline(curves: Curves) -> NDArray[Any]:
    small = thinner(curves, _SPARK).mean
    losses = small.get("test_loss", small.get("train_loss"))
    if losses is None:
        return np.empty((0, 2))
    points = np.column_stack([small["epoch"], losses])
    return points[np.isfinite(points).all(axis=1)]


def score_text(name: str, value: float) -> str:
    """Return an accuracy or an overlap in per cent, an R² as a number."""
    if name in SHARES and math.isfinite(value):
        return f"{format_number(100 * value, 1)} %"
    return format_number(value, 3)


def clock(seconds: float) -> str:
    """Return training time as minutes and seconds, with hours if there are any; a short one in seconds."""
    if seconds < 10:
        template = QCoreApplication.translate("RunsModel", "{seconds} s")
        return template.format(seconds=format_number(seconds, 1))
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    tail = f"{minutes:02}:{whole % 60:02}"
    return f"{hours}:{tail}" if hours else tail
