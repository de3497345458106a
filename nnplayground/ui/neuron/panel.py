"""The base of what the neuron level shows: a plate with a title, and lines of formulas below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QLabel, QWidget

from nnplayground.app.translation import say
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.neuron.formulas import activation_name
from nnplayground.ui.neuron.frame import LEAST_HEIGHT, LEAST_WIDTH
from nnplayground.ui.neuron.reached import Reached, parts_of
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Segmented
from nnplayground.ui.widgets.painting import draw_box, draw_name, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.core.graph import Node
    from nnplayground.ui.neuron.sight import Sight

__all__ = ["Panel", "draw_card"]

_CAPTION = 62.0
_LEAST_NAME = 60.0
_FORMULA_SIZES = (12, 11, 10, 9)
_RIGHT = Qt.AlignmentFlag.AlignRight


class Panel(QWidget):
    """Shows one sight.

    Attributes
    ----------
    weightPreviewed : Signal(str, str, tuple, float)
        Node, parameter, index and value while a hand drags it.
    weightChanged : Signal(str, str, tuple, float, float)
        Node, parameter, index, and the value before and after.
    backwardChosen : Signal(bool)
        Whether gradients are to be shown.
    pointMoved : Signal
        Another place of the same sample is shown, whose :attr:`z` is another.
    """

    weightPreviewed = Signal(str, str, tuple, float)  # noqa: N815
    weightChanged = Signal(str, str, tuple, float, float)  # noqa: N815
    backwardChosen = Signal(bool)  # noqa: N815
    pointMoved = Signal()  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sight: Sight | None = None
        self.ways = Segmented(
            self.tr("What is shown"),
            [(True, self.tr("Forward + backward")), (False, self.tr("Forward"))],
            parent=self,
        )
        self.ways.changed.connect(self._choose_way)
        self._captions: list[str] = []
        self._reached: Reached | None = None
        self._lines: list[QLabel] = []
        self._notes = QRectF()
        self.setMouseTracking(True)
        theme().themeChanged.connect(self._recolour)

    def show_sight(self, sight: Sight) -> None:
        """Show the newest numbers."""
        self.sight = sight
        self.ways.setValue(sight.backward)
        self.ways.set_enabled(
            True, sight.trace.loss is not None, self.tr("A point without a target has no loss.")
        )
        self.update()

    def show_reached(self, reached: Reached | None) -> None:
        """Show of a step what has happened here by now; None shows all of it, as ever."""
        if reached is not self._reached:
            self._reached = reached
            self._show_lines()
            self.update()

    @property
    def shows_gradients(self) -> bool:
        """Whether gradients are wanted, and have come here where a step is followed."""
        come = self._reached is None or self._reached >= Reached.BACKWARD
        return self.sight is not None and self.sight.backward and come

    @property
    def z(self) -> float | None:
        """What the activation is applied to, if one is shown."""
        return None

    def plate_rect(self) -> QRectF:
        """Return what the plate covers."""
        return QRectF(self.rect())

    def step(self, dx: int, dy: int) -> bool:
        """Go by an arrow key; return whether that means anything here."""
        del dx, dy
        return False

    def look_at(self, place: tuple[int, int]) -> None:
        """Look at a row and a column of the unit's map, where there is one."""

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, LEAST_HEIGHT)

    def _choose_way(self, backward: object) -> None:
        self.backwardChosen.emit(bool(backward))

    def _recolour(self) -> None:
        if self.sight is not None:
            self.show_sight(self.sight)

    # -- formulas --------------------------------------------------------------------------------------

    def set_lines(self, lines: Sequence[tuple[str, str]], notes: QRectF) -> None:
        """Show formulas as (caption, rich text) in ``notes``."""
        self._captions, self._notes = [caption for caption, _html in lines], notes
        while len(self._lines) < len(lines):
            self._lines.append(self._new_line())
        for number, (_caption, html) in enumerate(lines):
            label = self._lines[number]
            label.setText(html)
            label.setGeometry(self._line_rect(number).toRect())
            _fit(label)
        self._show_lines()

    def _show_lines(self) -> None:
        parts = parts_of(self._captions)
        for number, label in enumerate(self._lines):
            label.setVisible(number < len(parts) and self._has_come(parts[number]))

    def _has_come(self, part: Reached) -> bool:
        return self._reached is None or part <= self._reached

    def _new_line(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setFont(ui_font(12))
        label.setForegroundRole(QPalette.ColorRole.WindowText)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def _line_rect(self, number: int) -> QRectF:
        notes = self._notes
        pitch = (notes.height() - 14) / max(1, len(self._captions))
        top = notes.top() + 8 + number * pitch
        return QRectF(notes.left() + self._caption_width(), top, notes.width() - self._caption_width(), pitch)

    def _caption_width(self) -> float:
        widths = [text_width(caption, ui_font(11)) + 12 for caption in self._captions]
        return max([_CAPTION, *widths])

    def draw_lines(self, painter: QPainter) -> None:
        """Draw the captions and the line above them."""
        notes = self._notes
        painter.setPen(QPen(theme().colour("separator"), 1))
        painter.drawLine(notes.topLeft() - _half(14), notes.topRight() + _half(14))
        for number, (caption, part) in enumerate(zip(self._captions, parts_of(self._captions), strict=True)):
            room = self._line_rect(number)
            room.moveLeft(notes.left())
            if self._has_come(part):
                role = "accent" if part is self._reached else "text3"
                draw_text(painter, room, caption, ui_font(11), theme().colour(role))

    # -- the plate -------------------------------------------------------------------------------------

    def draw_plate(self, painter: QPainter, rect: QRectF, title: str, subtitle: str) -> None:
        """Draw the plate and its title, and put the choice of ways to its right."""
        colour = theme().colour
        draw_box(painter, rect, 8, colour("card"), colour("accent"), 2)
        wide = self.ways.sizeHint()
        self.ways.setGeometry(
            round(rect.right() - 16 - wide.width()), round(rect.top() + 12), wide.width(), wide.height()
        )
        room = QRectF(rect.left() + 16, rect.top() + 8, rect.width() - 48 - wide.width(), 18)
        draw_text(painter, room, title, ui_font(13, QFont.Weight.DemiBold), colour("text1"))
        draw_text(painter, room.translated(0, 16), subtitle, ui_font(11), colour("text3"))


def _fit(label: QLabel) -> None:
    """Write a long formula smaller, numbers and all: its end is the result."""
    html = label.text()
    for px in _FORMULA_SIZES:
        label.setFont(ui_font(px))
        label.setText(html.replace("font-size:12px", f"font-size:{px}px"))
        if label.sizeHint().width() <= label.width():
            return


def draw_card(painter: QPainter, rect: QRectF, node: Node, shape: str, left: float) -> None:
    """Draw the frame and the header of a neighbour's card; its text begins at ``left``."""
    colour = theme().colour
    draw_box(painter, rect, 8, colour("card"), colour("border"))
    draw_icon(painter, node.layer.icon, QRectF(left, rect.top() + 7, 14, 14), colour("text2"))
    badge = text_width(shape, mono_font(11)) + 10 if shape else 0.0
    right = rect.right() - 7
    if right - badge - left < _LEAST_NAME:  # beside a long shape nothing were left of the name
        badge = 0.0
    if badge:
        box = QRectF(right - badge, rect.top() + 6, badge, 16)
        draw_box(painter, box, 4, colour("field"))
        draw_text(painter, box, shape, mono_font(11), colour("text2"), Qt.AlignmentFlag.AlignHCenter)
    name = QRectF(left + 19, rect.top() + 6, right - badge - left - 23, 16)
    draw_name(painter, name, say(node.title), ui_font(12, QFont.Weight.DemiBold), colour("text1"))
    words = say(type(node.layer).title)
    activation = getattr(node.layer, "activation", None)
    if activation is not None:
        words += f" · {activation_name(activation)}"
    kind = QRectF(left, rect.top() + 22, rect.right() - left - 8, 14)
    draw_text(painter, kind, words, ui_font(11), colour("text3"))


def _half(dx: float) -> QPointF:
    return QPointF(dx, 0)
