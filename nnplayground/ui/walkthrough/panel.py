"""The lower panel: the formulas of the step, all numbers, the comparison with autograd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnplayground.ui.formulas import FormulaLabel
from nnplayground.ui.icons import icon
from nnplayground.ui.theme import theme
from nnplayground.ui.walkthrough.lines import Lines
from nnplayground.ui.walkthrough.matrices import MatrixForm
from nnplayground.ui.walkthrough.steps import Kind, has_neurons
from nnplayground.ui.walkthrough.tables import CheckModel, NumbersModel, new_table
from nnplayground.ui.walkthrough.words import step_name
from nnplayground.ui.widgets import TabBar
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.ui.walkthrough.words import Mark, Sight

__all__ = ["WalkPanel"]


class WalkPanel(QWidget):
    """Shows a step in numbers."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sight: Sight | None = None
        self._mark = mark
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make_step_page()
        self.numbers, self.check = NumbersModel(self), CheckModel(self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._step_page)
        self._pages.addWidget(new_table(self.numbers, self.tr("All numbers")))
        self._pages.addWidget(new_table(self.check, self.tr("Check")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_header())
        line = QFrame()
        line.setProperty("role", "line")
        column.addWidget(line)
        column.addWidget(self._pages, 1)
        mark.changed.connect(self._write)
        theme().themeChanged.connect(self._write)

    def _make_header(self) -> QHBoxLayout:
        self.tabs = TabBar()
        for name in (self.tr("This step"), self.tr("All numbers"), self.tr("Check")):
            self.tabs.addTab(name)
        self.tabs.currentChanged.connect(self._show_tab)
        self._sign, self._verdict = QLabel(), QLabel()
        header = QHBoxLayout()
        header.setContentsMargins(4, 0, 14, 0)
        header.setSpacing(6)
        header.addWidget(self.tabs)
        header.addStretch()
        header.addWidget(self._sign)
        header.addWidget(self._verdict)
        return header

    def _make_step_page(self) -> None:
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.linkHovered.connect(self._mark.set_key)
        self._formula = FormulaLabel()
        self.matrices = MatrixForm(self._mark)
        left, right = QWidget(), QWidget()
        titles = (self.tr("Neuron by neuron"), self.tr("Matrix form"))
        self._head, matrix_head = QLabel(titles[0]), QLabel(titles[1])
        for side, head, parts in (
            (left, self._head, (self._formula, self.words)),
            (right, matrix_head, (self.matrices,)),
        ):
            set_role(head, "secondary")
            column = QVBoxLayout(side)
            column.setContentsMargins(16, 10, 16, 10)
            column.setSpacing(6)
            column.addWidget(head)
            for part in parts:
                column.addWidget(part)
            column.addStretch()
        self._step_page = QSplitter(Qt.Orientation.Horizontal)
        self._right = _scrolled(right)
        self._step_page.addWidget(_scrolled(left))
        self._step_page.addWidget(self._right)
        self._step_page.setChildrenCollapsible(False)
        self._step_page.setSizes([560, 560])

    def _show_tab(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self._refresh()

    def show_sight(self, sight: Sight) -> None:
        """Show a moment of the walk."""
        self._sight = sight
        self._refresh()

    def _refresh(self) -> None:
        sight = self._sight
        if sight is None:
            return
        self.check.show_sight(sight)
        if self.tabs.currentIndex() == 1:
            self.numbers.show_sight(sight)
        self.matrices.show_sight(sight)
        self._right.setVisible(not self.matrices.is_empty)
        step, graph = sight.step, sight.experiment.graph
        neurons = step.node in sight.trace and has_neurons(sight.experiment, sight.trace, step.node)
        plain = step.kind is Kind.FORWARD and not neurons
        self._formula.set_formula(type(graph.node(step.node).layer).formula if plain else "")
        name = step_name(sight.experiment, sight.trace, step)
        self._head.setText(self.tr("Neuron by neuron") if neurons else name)
        self._write()

    def _write(self) -> None:
        if self._sight is None:
            return
        self.words.setText(Lines(self._sight, self._mark.key).html())
        agrees = self.check.agrees
        name = "check" if agrees else "warning"
        self._sign.setPixmap(icon(name).pixmap(14, 14))
        self._verdict.setText(self.check.sentence())
        set_role(self._verdict, "secondary" if agrees else "warning")


def _scrolled(content: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
