"""Problems as people read them: icon, sentence, reason, where, and the button that mends it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.shapes import Severity
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import pixmap
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Button, FlowLayout, ScrollColumn
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.app.document import Document
    from nnplayground.core.shapes import Fix, Problem

__all__ = ["ProblemList", "apply_fix"]

_ICONS = {Severity.ERROR: ("error", "error"), Severity.WARNING: ("warning", "warning")}


def apply_fix(document: Document, fix: Fix) -> None:
    """Make the edit that ``fix`` offers; its label names the entry of the undo list."""
    document.apply(say(fix.label), document.experiment.replace(graph=fix.graph))


class _Icon(QLabel):
    """The sign of a severity, in the theme's colours."""

    def __init__(self, severity: Severity) -> None:
        super().__init__()
        self._name, self._role = _ICONS[severity]
        names = {Severity.ERROR: self.tr("Error"), Severity.WARNING: self.tr("Warning")}
        self.setAccessibleName(names[severity])
        self.setToolTip(names[severity])
        theme().themeChanged.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        colour = theme().colour(self._role)
        self.setPixmap(pixmap(self._name, 16, colour, self.devicePixelRatioF()))


class _Row(QWidget):
    """One problem."""

    def __init__(self, document: Document, problem: Problem, *, narrow: bool) -> None:
        super().__init__()
        self.problem = problem
        self._document = document
        self.buttons = tuple(self._button(fix, first=i == 0) for i, fix in enumerate(problem.fixes))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(_wrapped(say(problem.message), QFont.Weight.Medium))
        if problem.reason:
            reason = _wrapped(say(problem.reason))
            set_role(reason, "secondary")
            column.addWidget(reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        row.addWidget(_Icon(problem.severity), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._place_buttons(row, column, narrow)

    def _place_buttons(self, row: QHBoxLayout, column: QVBoxLayout, narrow: bool) -> None:
        if narrow:
            flow = FlowLayout()
            column.addSpacing(4)
            column.addLayout(flow)
            for button in self.buttons:
                flow.addWidget(button)
            return
        row.setSpacing(8)
        for button in self.buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _button(self, fix: Fix, *, first: bool) -> Button:
        primary = first and self.problem.severity is Severity.ERROR
        button = Button(say(fix.label), small=True, primary=primary)
        button.clicked.connect(partial(apply_fix, self._document, fix))
        return button


class ProblemList(QWidget):
    """Rows of problems, or one sentence that there is none.

    Parameters
    ----------
    narrow : bool
        Buttons below the sentence, for docks at the side.

    Attributes
    ----------
    nodeChosen : Signal(str)
        The node of a problem was asked for.
    """

    nodeChosen = Signal(str)  # noqa: N815

    def __init__(self, document: Document, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._narrow = narrow
        self._problems: tuple[Problem, ...] | None = None
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._empty = _wrapped(self.tr("No problems. The graph can be trained."))
        set_role(self._empty, "caption")
        self._column.addWidget(self._empty)
        if not narrow:
            self._column.addStretch()

    @property
    def rows(self) -> Sequence[_Row]:
        """The problems that are shown."""
        return self._rows

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems."""
        if tuple(problems) == self._problems:
            return
        self._problems = tuple(problems)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_Row(self._document, problem, narrow=self._narrow) for problem in problems]
        for number, row in enumerate(self._rows):
            if not self._narrow and row.problem.node:
                self._add_place(row)
            self._column.insertWidget(number + 1, row)
        self._empty.setVisible(not problems and not self._narrow)

    def _add_place(self, row: _Row) -> None:
        node = self._document.experiment.graph.node(row.problem.node)
        place = Button(say(node.title), type(node.layer).icon, small=True)
        place.setToolTip(self.tr("Select {node}").format(node=say(node.title)))
        place.clicked.connect(partial(self.nodeChosen.emit, node.id))
        layout = row.layout()
        if isinstance(layout, QHBoxLayout):
            layout.insertWidget(2, place, 0, Qt.AlignmentFlag.AlignVCenter)


class ProblemPage(ScrollColumn):
    """The list, scrolled."""

    def __init__(self, problems: ProblemList) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 6, 16, 6)
        column.addWidget(problems)
        super().__init__(holder)

    def sizeHint(self) -> QSize:
        return QSize(400, 160)


def _wrapped(text: str, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
    label = QLabel(text)
    label.setFont(ui_font(12, weight))
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
