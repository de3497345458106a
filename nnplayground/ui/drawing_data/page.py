"""The page for drawing data: tools, the sheet over the network's answer, the points as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.adapt import switch_dataset
from nnplayground.core.errors import PlaygroundError
from nnplayground.data.sketch import Drawn, DrawnClasses, DrawnValues, drawn_from
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.drawing_data import convert
from nnplayground.ui.drawing_data.brush import Brush
from nnplayground.ui.drawing_data.left import LeftPanel
from nnplayground.ui.drawing_data.points_table import PointsModel, PointsTable
from nnplayground.ui.drawing_data.right import RightPanel
from nnplayground.ui.drawing_data.sheet import Sheet
from nnplayground.ui.drawing_data.tools import TOOL_KEYS
from nnplayground.ui.views.log import LogCopy
from nnplayground.ui.views.loss_curve import LossCurve
from nnplayground.ui.views.ways import PLAIN, surface_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.data_config import Split
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

    Rows = NDArray[np.float64]

__all__ = ["DrawPage"]

_ANSWER = ProbeRequest("boundary", 100)
_PERIOD = 60  # milliseconds between two pictures of the loss


class DrawPage(QWidget):
    """Draws on the data of the document; every stroke is one edit, and training goes on.

    What is shown is the document's drawing, or its samples as points; these become a drawing by the first
    stroke.

    Attributes
    ----------
    closed : Signal
        The person has finished.
    said : Signal(str, str)
        A sentence for the person and its kind.
    """

    closed = Signal()
    said = Signal(str, str)

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._drawn: Drawn = DrawnClasses(points=())
        self._log, self._seen = LogCopy(), (-1, -1)
        self._previews = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw_history)
        self.sheet = Sheet()
        self.left = LeftPanel(session)
        self.model = PointsModel(self)
        self.table = PointsTable(self.model)
        self.right = RightPanel(self.table)
        self.curve = LossCurve(titled=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.setChildrenCollapsible(False)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(8, 10, 8, 4)
        column.addWidget(self.sheet)
        middle.addWidget(top)
        middle.addWidget(self.curve)
        middle.setStretchFactor(0, 1)
        middle.setSizes([620, 170])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part, stretch in ((self.left, 0), (_line(), 0), (middle, 1), (_line(), 0), (self.right, 0)):
            row.addWidget(part, stretch)

    def _connect(self) -> None:
        left, right, sheet = self.left, self.right, self.sheet
        left.closed.connect(self.closed)
        left.tools.changed.connect(self._take)
        left.labels.chosen.connect(self._paint_with)
        left.labels.hidden.connect(sheet.hide_labels)
        left.labels.added.connect(self._add_class)
        left.labels.removed.connect(self._remove_class)
        left.task_chosen.connect(self._choose_task)
        left.split_changed.connect(self._choose_split)
        left.cleared.connect(self._clear)
        left.undo.clicked.connect(self._document.undo_stack.undo)
        sheet.stroking.connect(self._preview)
        sheet.dropped.connect(self._document.revert)
        sheet.stroked.connect(self._stroke)
        sheet.selected.connect(self._select)
        sheet.radius_changed.connect(self._resize)
        self.model.edited.connect(self._type)
        self.model.refused.connect(self._refuse)
        self.table.chosen.connect(sheet.choose)
        self.table.erased.connect(self._erase)
        right.paste.clicked.connect(self._paste)
        right.copy.clicked.connect(self._copy)
        self._document.changed.connect(self._on_changed)
        self._session.points_loaded.connect(self._on_points)

    # -- coming and going ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the document's data."""
        self._take_over()
        self.sheet.setFocus()
        self._draw_history()

    def end(self) -> None:
        """Give up a stroke that is being made."""
        if self.sheet.is_busy:
            self.sheet.give_up()
        self._timer.stop()

    def _take_over(self) -> None:
        dataset = self._document.experiment.data.dataset
        if isinstance(dataset, Drawn):
            self._show(dataset)
        else:
            self._show(self._as_points() or DrawnClasses(points=()))

    def _as_points(self) -> Drawn | None:
        """Return the document's samples as points, if they have a place on a plane or a line."""
        points = self._session.points
        if points is None or not self._session.has_points or not points.spec.bounds:
            return None
        x = np.concatenate([points.train_x, points.validation_x, points.test_x])
        y = np.concatenate([points.train_y, points.validation_y, points.test_y])
        return drawn_from(points.spec, x, y)

    def _on_points(self) -> None:
        if self.isVisible() and not isinstance(self._document.experiment.data.dataset, Drawn):
            self._take_over()

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if self.isVisible() and before.data != after.data and not self._previews:
            self._take_over()

    def _show(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self.sheet.show_drawn(drawn)
        self.model.show_drawn(drawn)
        brush = self._fitting(self.sheet.brush)
        self.sheet.set_brush(brush)
        data = self._document.experiment.data
        self.left.show_state(drawn, brush, data.split, self.sheet.scale)
        self.right.show_state(drawn, data.split)

    def _fitting(self, brush: Brush) -> Brush:
        """Return the tool with a class that there is."""
        if isinstance(self._drawn, DrawnClasses) and brush.label not in range(self._drawn.classes):
            return Brush(brush.tool, 0.0, brush.radius, brush.density)
        return brush

    # -- edits -----------------------------------------------------------------------------------------

    def _preview(self, rows: Rows) -> None:
        """Let the network learn what is drawn so far.

        The stroke that makes a drawing of other data waits until it is done: it may still be given up, and
        with other data the run would begin anew.
        """
        before, drawn = self._document.unchanged, self._drawn.with_rows(rows)
        if drawn.continues(before.data.dataset) and drawn.problem() is None:
            self._previews = True
            try:
                self._document.preview(switch_dataset(before, drawn))
            finally:
                self._previews = False

    def _apply(self, text: str, drawn: Drawn) -> None:
        changed = switch_dataset(self._document.unchanged, drawn)
        self._document.apply(text, changed)
        self._show(drawn)

    def _with(self, text: str, rows: Rows) -> None:
        try:
            self._apply(text, self._drawn.with_rows(rows))
        except PlaygroundError as error:
            self.said.emit(say(error), "warning")
            self._show(self._drawn)

    def _stroke(self, rows: Rows) -> None:
        more = len(rows) - len(self._drawn.points)
        text = self.tr("Draw points") if more > 0 else self.tr("Erase points")
        self._with(text if more else self.tr("Move points"), rows)

    def _type(self, rows: Rows) -> None:
        self._with(self.tr("Type a point"), rows)

    def _erase(self, points: NDArray[np.int64]) -> None:
        self._with(self.tr("Erase points"), np.delete(self._drawn.rows(), points, axis=0))

    def _clear(self) -> None:
        self._with(self.tr("Clear the drawing"), self._drawn.rows()[:0])

    def _add_class(self) -> None:
        if isinstance(self._drawn, DrawnClasses):
            more = self._drawn.replace(classes=self._drawn.classes + 1)
            self._paint_with(float(more.classes - 1))
            self._apply(self.tr("Add class"), more)

    def _remove_class(self) -> None:
        if isinstance(self._drawn, DrawnClasses):
            last = self._drawn.classes - 1
            rows = self._drawn.rows()
            fewer = self._drawn.with_rows(rows[rows[:, 2] < last]).replace(classes=last)
            self._apply(self.tr("Remove class"), fewer)

    def _choose_task(self, kind: str) -> None:
        if kind != self._drawn.kind:
            self._apply(self.tr("Change the task"), convert.to_kind(self._drawn, kind))

    def _choose_split(self, train: int, validation: int) -> None:
        experiment = self._document.experiment
        split: Split = experiment.data.split.replace(train=train / 100, validation=validation / 100)
        data = experiment.data.replace(split=split)
        self._document.apply(self.tr("Change split"), experiment.replace(data=data))

    # -- the tool in hand ------------------------------------------------------------------------------

    def _take(self, brush: Brush) -> None:
        self.sheet.set_brush(Brush(brush.tool, self.sheet.brush.label, brush.radius, brush.density))

    def _resize(self, radius: float) -> None:
        held = self.sheet.brush
        brush = Brush(held.tool, held.label, radius, held.density)
        self.left.tools.show_brush(brush)
        self.sheet.set_brush(brush)

    def _paint_with(self, label: float) -> None:
        """Give new points, and the selected ones, a class or value."""
        held, chosen = self.sheet.brush, self.sheet.chosen
        self.sheet.set_brush(Brush(held.tool, label, held.radius, held.density))
        if len(chosen) and self._drawn.width == 3:
            rows = self._drawn.rows()
            rows[chosen, 2] = label
            self._with(self.tr("Relabel points"), rows)
            self.sheet.choose(chosen)
        self.left.labels.show_drawn(self._drawn, label, self.sheet.scale)

    def _select(self) -> None:
        self.table.choose(self.sheet.chosen)

    def event(self, event: QEvent) -> bool:
        # The window's own shortcuts (B, 1, 2, 3, …) have to stand back while the sheet is in use.
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and self._means(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = self._means(event)
        if meant is None:
            super().keyPressEvent(event)
        elif isinstance(meant, float):
            self._paint_with(meant)
        elif event.key() in TOOL_KEYS:
            self.left.tools.take(TOOL_KEYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_A:
            self.sheet.choose(np.arange(len(self._drawn.points)))
            self._select()

    def _means(self, event: QEvent) -> object:
        """Return the class of a digit, or True for another key that belongs to the page."""
        if not isinstance(event, QKeyEvent):
            return None
        key, held = Qt.Key(event.key()), event.modifiers()
        plain = not held & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_A:
            return True
        if not plain:
            return None
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            index = (int(key) - int(Qt.Key.Key_1)) % 10
            classes = self._drawn.classes if isinstance(self._drawn, DrawnClasses) else 0
            return float(index) if index < classes else True
        own = (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return True if key in TOOL_KEYS or key in own else None

    # -- the clipboard ---------------------------------------------------------------------------------

    def _paste(self) -> None:
        try:
            rows = convert.from_text(QGuiApplication.clipboard().text(), self._drawn)
        except PlaygroundError as error:
            self.said.emit(say(error), "warning")
            return
        self._with(self.tr("Paste points"), np.vstack([self._drawn.rows(), rows]))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(convert.to_text(self._drawn))
        self.said.emit(self.tr("The points are on the clipboard as a table."), "info")

    def _refuse(self, sentence: str) -> None:
        self.said.emit(sentence, "warning")

    # -- what comes from the run -----------------------------------------------------------------------

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what the sheet lies on."""
        return frozenset({_ANSWER})

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the state of the run."""
        self.right.numbers.show_snapshot(snapshot)
        self.curve.show_past(snapshot.epoch if snapshot.past else None)
        history = self._session.history
        if not self._timer.isActive() and self._seen != (history.revision, len(history)):
            self._timer.start(_PERIOD)
        self._show_answer(snapshot)

    def _show_answer(self, snapshot: Snapshot) -> None:
        answer: Any = snapshot.probes.get(_ANSWER, {}).get("boundary")
        if answer is None or snapshot.experiment is None:
            return
        spec, values = snapshot.experiment.data.spec(), np.asarray(answer)
        values = values[0] if values.ndim > len(spec.bounds) and len(values) == 1 else values
        if spec.is_line:
            self.sheet.show_answer(None, values)
            return
        if not spec.target.classes and values.ndim == 3:
            values = values[0]
        surface = surface_of(values, PLAIN, spec)
        self.sheet.show_answer(surface, None)
        if isinstance(self._drawn, DrawnValues):
            self.left.labels.show_drawn(self._drawn, self.sheet.brush.label, self.sheet.scale)

    def _draw_history(self) -> None:
        history = self._session.history
        self._seen = (history.revision, len(history))
        self._log.update(history)
        self.curve.show_log(self._log)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line-vertical")
    line.setFixedWidth(1)
    return line
