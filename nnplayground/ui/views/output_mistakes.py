"""The samples with the highest loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.views.pacing import Paced
from nnplayground.ui.views.sample_gallery import Entry, SampleGallery
from nnplayground.ui.widgets import Segmented
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QHideEvent, QShowEvent

    from nnplayground.app.attention import Attention
    from nnplayground.app.points import Points
    from nnplayground.train.snapshot import Array, Snapshot

__all__ = ["OutputMistakes"]

_SHOWN, _RUNG, _WIDE = 40, 12, 480
_PERIOD_MS = 500  # a list whose order changes faster cannot be pointed at


class OutputMistakes(QWidget):
    """Lists the samples that cost most, the worst first; the first ones are ringed on the plane.

    Attributes
    ----------
    changed : Signal
        It wants other probes.
    """

    changed = Signal()

    def __init__(self, attention: Attention, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attention = attention
        self._snapshot: Snapshot | None = None
        self._cell: tuple[int, int] | None = None
        self._paced = Paced(self, _PERIOD_MS)
        self._paced.due.connect(self._take)
        self._title = QLabel(self.tr("Highest loss"))
        set_role(self._title, "secondary")
        self.part = Segmented(
            self.tr("Part of the data"), [("test", self.tr("Test")), ("train", self.tr("Train"))]
        )
        self.part.changed.connect(self._choose_part)
        self.gallery = SampleGallery(self.tr("Samples with the highest loss"))
        self.gallery.sampleChosen.connect(attention.samples.choose)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.part)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.gallery, 1)

    def show_cell(self, true: int, read: int) -> None:
        """List the test samples of one class that are read as another; all of them for negative classes."""
        self._cell = (true, read) if true >= 0 else None
        if self._cell is not None and self.part.value() != "test":
            self.part.setValue("test")
            self.changed.emit()
        self._show()

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what it needs."""
        return frozenset({self._request()})

    def _request(self) -> ProbeRequest:
        return ProbeRequest("verdicts", part=str(self.part.value()), size=_SHOWN)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the worst samples, at most twice a second."""
        if self._request() in snapshot.probes:  # one without them would make the first list wait
            self._paced.take(snapshot)

    def clear(self) -> None:
        """Forget the run."""
        self._snapshot, self._cell = None, None
        self.gallery.show_entries((), None)

    def _take(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._show()

    def _show(self) -> None:
        answer = {} if self._snapshot is None else self._snapshot.probes.get(self._request(), {})
        points, part = self._attention.samples.points, str(self.part.value())
        if points is None or "worst" not in answer:
            return
        if not _is_of(points, part, answer):
            return
        numbers = self._numbers(points, part, answer)
        self._title.setText(self._heading(points))
        entries = [
            Entry(Sample(part, n), _verdict(points, part, n, answer), float(answer["loss"][n]))
            for n in numbers
        ]
        self.gallery.show_entries(entries, points, side=64 if self.width() > _WIDE else 48)
        if self.isVisible():
            self._ring()

    def _numbers(self, points: Points, part: str, answer: Mapping[str, Array]) -> list[int]:
        """Return which samples are listed, the highest loss first."""
        if self._cell is None:
            return [int(number) for number in answer["worst"]]
        true, read = self._cell
        truth = np.asarray(getattr(points, f"{part}_y"))[: len(answer["loss"])]
        if "predicted" not in answer:
            return []
        chosen = np.flatnonzero((truth == true) & (answer["predicted"] == read))
        order = np.argsort(-answer["loss"][chosen], kind="stable")
        return [int(number) for number in chosen[order]]

    def _heading(self, points: Points) -> str:
        if self._cell is None:
            return self.tr("Highest loss")
        true, read = (say(points.spec.class_names[index]) for index in self._cell)
        return self.tr("{true} read as {read}").format(true=true, read=read)

    def _ring(self) -> None:
        self._attention.mark(entry.sample for entry in self.gallery.entries[:_RUNG])

    def _choose_part(self) -> None:
        self._cell = None
        self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ring()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._attention.mark(())


def _is_of(points: Points, part: str, answer: Mapping[str, Array]) -> bool:
    """Tell whether an answer is about these data: right after a change it may be about the former."""
    classes = points.spec.target.classes
    if len(answer["loss"]) > len(getattr(points, f"{part}_y")):
        return False
    if "confusion" in answer:
        return len(answer["confusion"]) == classes
    return "overlap" in answer or "error" in answer or not classes


def _verdict(points: Points, part: str, number: int, answer: Mapping[str, Array]) -> str:
    """Return what a sample is and what it is read as, in a few letters."""
    truth = getattr(points, f"{part}_y")[number]
    if "predicted" in answer:
        names = [say(name) for name in points.spec.class_names]
        true, read = int(truth), int(answer["predicted"][number])
        return f"{names[true]} → {names[read]}" if true != read else names[true]
    if "overlap" in answer:
        return percent(float(answer["overlap"][number]))
    if "said" not in answer:
        return ""
    true_value, said = float(truth.reshape(-1)[0]), float(answer["said"][number].reshape(-1)[0])
    return f"{format_compact(true_value, 3)} → {format_compact(said, 3)}"
