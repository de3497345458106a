"""The callout under a node with a problem: sentence, reason, and buttons that mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.shapes import Severity
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Button, FlowLayout, IconButton, KeyHint
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.core.shapes import Fix, Problem

__all__ = ["Callout"]

_WIDTH = 400
_TAIL = 7
_MAX_FIXES = 3


class Callout(QWidget):
    """Stands below (or above) its node, with a tail that points at it.

    Attributes
    ----------
    fixChosen : Signal(Fix)
    dismissed : Signal
    """

    fixChosen = Signal(object)  # noqa: N815
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._problem: Problem | None = None
        self._tail = 0.0
        self._room = parent
        self._is_below = True
        self._sentence, self._reason = QLabel(), QLabel()
        self._fixes = FlowLayout()
        self._key = KeyHint("Ctrl+.")
        self._close = IconButton("close", self.tr("Close"))
        self._close.clicked.connect(self._dismiss)
        self._lay_out()
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()
        theme().themeChanged.connect(self.update)

    def _lay_out(self) -> None:
        self._sentence.setFont(ui_font(13, QFont.Weight.DemiBold))
        self._reason.setFont(ui_font(12))
        set_role(self._reason, "secondary")
        for label in (self._sentence, self._reason):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        head = self._head = QHBoxLayout()
        head.addWidget(self._sentence, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        fixes = self._fix_row = QHBoxLayout()
        fixes.setSpacing(8)
        fixes.addLayout(self._fixes, 1)
        fixes.addWidget(self._key, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(36, 12 + _TAIL, 10, 12 + _TAIL)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._reason)
        column.addLayout(fixes)

    @property
    def problem(self) -> Problem | None:
        """What it is about."""
        return self._problem

    def show_problem(self, problem: Problem | None) -> None:
        """Show another problem, or none."""
        if problem == self._problem:
            return
        self._problem = problem
        if problem is None:
            self.hide()
            return
        self._sentence.setText(say(problem.message))
        self._reason.setText(say(problem.reason))
        self._reason.setVisible(bool(problem.reason))
        self._fill_fixes(problem)
        self.setAccessibleName(say(problem.message))

    def _fill_fixes(self, problem: Problem) -> None:
        while (item := self._fixes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, fix in enumerate(problem.fixes[:_MAX_FIXES]):
            first = number == 0
            button = Button(say(fix.label), "wand" if first else "", primary=first, small=True)
            button.clicked.connect(lambda _checked=False, fix=fix: self._choose(fix))
            self._fixes.addWidget(button)
            button.show()  # else the layout would learn of it only with the next event, too late to measure
        self._key.setVisible(bool(problem.fixes))

    def _choose(self, fix: Fix) -> None:
        self.fixChosen.emit(fix)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def place(self, card: QRectF) -> None:
        """Stand beside a card, given in the parent's coordinates, inside of the parent."""
        room = self._room.rect()
        width = min(_WIDTH, room.width() - 24)
        self.setFixedWidth(width)
        for layout in (
            self._head,
            self._fixes,
            self._fix_row,
            self._column,
        ):  # a hidden widget does not tell them of another text
            layout.invalidate()
        height = max(self._column.totalHeightForWidth(width), self._column.totalMinimumSize().height())
        self.resize(width, height)
        self._is_below = card.bottom() + height + 8 < room.bottom() or card.top() - height < 8
        y = card.bottom() + 4 if self._is_below else card.top() - 4 - height
        y = min(max(4.0, y), room.bottom() - height - 4)
        x = min(max(12.0, card.center().x() - width / 2), room.right() - width - 12)
        self._tail = min(max(20.0, card.center().x() - x), width - 20.0)
        self.move(round(x), round(y))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme().colour
        painter.setPen(QPen(colour("border"), 1))
        painter.setBrush(colour("overlay"))
        painter.drawPath(self._outline())
        is_error = self._problem is not None and self._problem.severity is Severity.ERROR
        name, role = ("error", "error") if is_error else ("warning", "warning")
        draw_icon(painter, name, QRectF(12, _TAIL + 13, 14, 14), colour(role))

    def _outline(self) -> QPainterPath:
        box = QRectF(self.rect()).adjusted(0.5, _TAIL + 0.5, -0.5, -_TAIL - 0.5)
        path, tail = QPainterPath(), QPainterPath()
        path.addRoundedRect(box, 8, 8)
        base, tip = (box.top(), box.top() - _TAIL) if self._is_below else (box.bottom(), box.bottom() + _TAIL)
        inward = 1.0 if self._is_below else -1.0
        points = [(self._tail - 7, base + inward), (self._tail, tip), (self._tail + 7, base + inward)]
        tail.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        tail.closeSubpath()
        return path.united(tail)
