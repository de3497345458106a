"""The left side of the page: tools, labels, task, split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.ui.drawing_data.labels import LabelsPanel
from nnplayground.ui.drawing_data.tools import ToolsPanel
from nnplayground.ui.widgets import Button, ScrollColumn, Section, Segmented, SplitSlider, Switch
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.app.session import Session
    from nnplayground.core.data_config import Split
    from nnplayground.data.sketch import Drawn
    from nnplayground.ui.drawing_data.brush import Brush

__all__ = ["LeftPanel"]

_WIDTH = 252


class LeftPanel(ScrollColumn):
    """What is drawn with.

    Attributes
    ----------
    closed, cleared : Signal
    task_chosen : Signal(str)
        The kind of drawing.
    split_changed : Signal(int, int)
        Percent of train and validation.
    """

    closed = Signal()
    cleared = Signal()
    task_chosen = Signal(str)
    split_changed = Signal(int, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__(content, parent)
        self.tools, self.labels = ToolsPanel(), LabelsPanel()
        self._session = session
        self.setFixedWidth(_WIDTH)
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        head = Section(self.tr("Draw data"))
        close = head.add_action("close", self.tr("Close the drawing"), "Esc")
        close.clicked.connect(self.closed)
        head.body.addWidget(self.tools)
        self._paint = Section(self.tr("Paint with"))
        self._hint = QLabel(self.tr("keys 1 to 9"))
        set_role(self._hint, "caption")
        self._paint.add_header_widget(self._hint)
        self._paint.body.addWidget(self.labels)
        for part in (head, _line(), self._paint, _line(), self._settings()):
            column.addWidget(part)
        column.addStretch(1)

    def _settings(self) -> QWidget:
        kinds = [
            ("drawn", self.tr("Classes")),
            ("drawn-values", self.tr("Values")),
            ("drawn-curve", self.tr("Curve")),
        ]
        self.task = Segmented(self.tr("Task"), kinds)
        self.task.changed.connect(self._choose)
        self.trains = Switch(self.tr("Train while I draw"))
        self.trains.clicked.connect(self._train)
        self._session.playing_changed.connect(self.trains.setChecked)
        self.split = SplitSlider(self.tr("Split"))
        self.split.changed.connect(self._part)
        self.undo = Button(self.tr("Undo stroke"), "undo")
        clear = Button(self.tr("Clear"), "trash")
        clear.clicked.connect(self.cleared)
        section = Section(self.tr("Task"))
        for widget in (self.task, self.trains, self.split):
            section.body.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addWidget(clear)
        section.body.addLayout(row)
        return section

    def show_state(self, drawn: Drawn, brush: Brush, split: Split, scale: float) -> None:
        """Show what is in hand and what is drawn on."""
        self.tools.show_brush(brush)
        self.labels.show_drawn(drawn, brush.label, scale)
        self._paint.setVisible(drawn.width == 3)
        self._hint.setVisible(drawn.kind == "drawn")
        self.task.setValue(drawn.kind)
        train = max(1, round(100 * split.train))
        validation = min(100 - train, round(100 * split.validation))
        self.split.setValue((train, validation, 100 - train - validation))
        self.trains.setChecked(self._session.is_playing)

    def _choose(self, kind: object) -> None:
        self.task_chosen.emit(str(kind))

    def _part(self, train: int, validation: int, _test: int) -> None:
        self.split_changed.emit(train, validation)

    def _train(self, on: bool) -> None:
        if on:
            self._session.play()
        else:
            self._session.pause()


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
