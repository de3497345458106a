"""The page of the confusion matrix: who is taken for whom, and the very samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.codes import main_loss
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.class_bars import ConfusedPairs, RecallBars
from nnplayground.ui.views.confusion import ConfusionMatrix
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.views.sample_gallery import Entry, SampleGallery
from nnplayground.ui.widgets import IconButton, Segmented
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from PySide6.QtGui import QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

__all__ = ["ConfusionPage"]

_MOST_SHOWN = 200
_WIDE, _TALL = 760, 400
_MARGIN, _GAP = 16, 28


class ConfusionPage(Page):
    """Shows the confusion of one part of the data and, of a chosen cell, its samples."""

    name: ClassVar[str] = "confusion"
    order: ClassVar[int] = 600

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self._snapshot: Snapshot | None = None
        self.matrix, self.pairs, self.recall = ConfusionMatrix(), ConfusedPairs(), RecallBars()
        self.gallery = SampleGallery(self.tr("Samples of the chosen cell"))
        self._heading, self._close = QLabel(), IconButton("close", self.tr("Show all classes"), size=20)
        self._make_controls()
        self._lay_out()
        self.matrix.cellChosen.connect(self._show_cell)
        self.pairs.pairChosen.connect(self._choose_pair)
        self.gallery.sampleChosen.connect(session.attention.samples.choose)
        self._close.clicked.connect(self._leave_cell)
        document.changed.connect(self._on_changed)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("ConfusionPage", "Confusion matrix")

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        numbers = [(False, self.tr("Counts")), (True, self.tr("Shares"))]
        self.numbers = Segmented(self.tr("Numbers in the cells"), numbers)
        self.numbers.changed.connect(self.matrix.show_shares)
        parts = [("test", self.tr("Test")), ("train", self.tr("Train"))]
        self.part = Segmented(self.tr("Part of the data"), parts)
        self.part.changed.connect(self._choose_part)
        row.addWidget(self.numbers)
        row.addWidget(self.part)

    def _lay_out(self) -> None:
        set_role(self._heading, "caption")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._heading, 1)
        head.addWidget(self._close)
        self._cell = QWidget()
        cell = QVBoxLayout(self._cell)
        cell.setContentsMargins(0, 0, 0, 0)
        cell.setSpacing(4)
        cell.addLayout(head)
        cell.addWidget(self.gallery, 1)
        self._lists = QWidget()
        lists = QHBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(_GAP)
        lists.addWidget(self.pairs, 1)
        lists.addWidget(self.recall, 1)
        self._side = QVBoxLayout()
        self._side.setSpacing(16)
        self._side.addWidget(self._lists, 1)
        self._side.addWidget(self._cell, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 8, _MARGIN, 6)
        row.setSpacing(_GAP)
        row.addWidget(self.matrix)
        row.addLayout(self._side, 1)
        self._cell.hide()

    # -- what the dock asks ----------------------------------------------------------------------------

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        target = experiment.data.spec().target
        return target.classes >= 2 and main_loss(experiment.graph) is not None

    @property
    def counts_pixels(self) -> bool:
        """Whether every pixel has a class, rather than every sample."""
        return bool(self.document.experiment.data.spec().target.shape)

    def controls(self) -> QWidget:
        return self._controls

    def choosers(self) -> Mapping[str, Segmented]:
        return {"numbers": self.numbers, "part": self.part}

    def state(self) -> dict[str, object]:
        return {**super().state(), "cell": self.matrix.chosen}

    def restore(self, state: Mapping[str, object]) -> None:
        super().restore(state)
        cell = state.get("cell")
        if isinstance(cell, tuple):
            self.matrix.choose(cell)

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        return frozenset({self._request()} if self.fits(self.document.experiment) else ())

    def _request(self) -> ProbeRequest:
        return ProbeRequest("verdicts", part=str(self.part.value()), size=0)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._show()

    def table(self) -> Table | None:
        counts, names = self._counts(), self._names()
        if counts is None:
            return None
        header = [self.tr("True class"), *names]
        return Table(header, [[name, *map(int, row)] for name, row in zip(names, counts, strict=True)])

    # -- showing ---------------------------------------------------------------------------------------

    def _names(self) -> tuple[str, ...]:
        return tuple(say(name) for name in self.document.experiment.data.spec().class_names)

    def _counts(self) -> NDArray[np.float32] | None:
        if self._snapshot is None:
            return None
        counts = self._snapshot.probes.get(self._request(), {}).get("confusion")
        return counts if counts is None or len(counts) == len(self._names()) else None

    def _show(self) -> None:
        counts, names = self._counts(), self._names()
        for view in (self.matrix, self.pairs, self.recall):
            view.show_counts(counts, names, of_pixels=self.counts_pixels)
        self._show_samples()
        self._share_room()

    def _show_cell(self, row: int, _column: int) -> None:
        self._cell.setVisible(row >= 0)
        self._share_room()
        self._show_samples()
        self.session.attention.mark(entry.sample for entry in self.gallery.entries if row >= 0)

    def _show_samples(self) -> None:
        chosen, counts = self.matrix.chosen, self._counts()
        if chosen is None or counts is None:
            self._cell.hide()
            return
        row, column = chosen
        names, count = self._names(), int(counts[row, column])
        text = self._heading_of(count, right=row == column)
        words = {"true": names[row], "predicted": names[column], "count": format_number(count)}
        self._heading.setText(text.format(**words))
        side = 64 if self.height() > _TALL else 44
        self.gallery.show_entries(self._entries(row, column), self.session.points, side=side)

    def _heading_of(self, count: int, *, right: bool) -> str:
        if self.counts_pixels:
            if right:
                return self.tr("{true} recognized: {count} pixels; samples with most of them first")
            return self.tr("{true} read as {predicted}: {count} pixels; samples with most of them first")
        if right:
            return self.tr("{true} recognized: %Ln samples", "", count)
        return self.tr("{true} read as {predicted}: %Ln samples", "", count)

    def _entries(self, row: int, column: int) -> list[Entry]:
        points, part = self.session.points, str(self.part.value())
        answer = self._snapshot.probes.get(self._request(), {}) if self._snapshot is not None else {}
        if points is not None and "cells" in answer:
            return self._pixel_entries(answer["cells"][:, row, column], answer["loss"], part)
        if points is None or "predicted" not in answer:
            return []
        predicted = answer["predicted"]
        truth = np.asarray(getattr(points, f"{part}_y"))[: len(predicted)]
        if len(truth) != len(predicted):
            return []
        numbers = np.flatnonzero((truth == row) & (predicted == column))[:_MOST_SHOWN].tolist()
        names = self._names()
        verdict = names[column] if row == column else f"{names[row]} → {names[column]}"
        return [Entry(Sample(part, n), verdict, float(answer["loss"][n])) for n in numbers]

    def _pixel_entries(self, counts: NDArray[Any], losses: NDArray[Any], part: str) -> list[Entry]:
        """Return the pictures with such pixels, those with most of them first."""
        order = np.argsort(-counts, kind="stable")[:_MOST_SHOWN].tolist()
        pixels = self.tr("{count} px")
        return [
            Entry(Sample(part, n), pixels.format(count=format_number(int(counts[n]))), float(losses[n]))
            for n in order
            if counts[n]
        ]

    def _share_room(self) -> None:
        """Let the samples take the place of the lists where there is no room for both."""
        chosen = self.matrix.chosen is not None and self._counts() is not None
        tall = self.height() > _TALL
        self._cell.setVisible(chosen)
        self._lists.setVisible(not chosen or tall)
        most = 0.45 if self.width() > _WIDE else 0.43
        high = self.height() - 16
        self.matrix.setFixedWidth(max(160, min(self.matrix.width_for(high), round(most * self.width()))))
        self._share_lists(self.width() - self.matrix.width() - 2 * _MARGIN - _GAP)

    def _share_lists(self, width: int) -> None:
        """Leave out how many are found, which the matrix says too, where it would cut what is confused."""
        pairs = self.pairs.least_width()
        both = pairs + _GAP + self.recall.least_width() <= width
        self.recall.setVisible(self.width() > 560 and both)
        self.pairs.setMinimumWidth(pairs if both else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        self._show_samples()

    # -- choices ---------------------------------------------------------------------------------------

    def _choose_pair(self, row: int, column: int) -> None:
        self.matrix.choose((row, column))

    def _leave_cell(self) -> None:
        self.matrix.choose(None)
        self.matrix.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_part(self) -> None:
        self._show()
        self.changed.emit()

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if before.data != after.data:
            self.matrix.choose(None)
            self.changed.emit()
