"""The panel of nodes that are no weighted sums: an account with a bar per line."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.frame import LINE
from nnplayground.ui.neuron.ink import draw_number, figure, sign_ink
from nnplayground.ui.neuron.ledger import Ledger, Line, read_ledger
from nnplayground.ui.neuron.ledger_side import SIDE, Side, channel_of, has_side, side_height
from nnplayground.ui.neuron.panel import Panel, draw_card
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from nnplayground.ui.neuron.sight import Sight

__all__ = ["LedgerPanel"]

_RIGHT = Qt.AlignmentFlag.AlignRight
_LEFT, _COLUMN = 156.0, (52.0, 84.0)
_WIDEST = 720.0
_PITCH = 22.0, 40.0
_TOP = 66.0


class LedgerPanel(Panel):
    """Shows the account of one node for one sample; arrows and the mouse choose a place of a map.

    Attributes
    ----------
    ledger : Ledger or None
    place : (int, int) or None
        The row and the column that were chosen; without a choice the account is of the middle.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ledger: Ledger | None = None
        self.place: tuple[int, int] | None = None
        self._node = ""
        self._least_width = 0.0

    def show_sight(self, sight: Sight) -> None:
        """Show the newest numbers of the node."""
        if sight.node != self._node:
            self._node, self.place = sight.node, None
        sight = replace(sight, at=self.place)
        ledger = read_ledger(sight)
        if ledger is None:
            return
        self.ledger = ledger
        super().show_sight(sight)
        self.setAccessibleName(ledger.title)
        if self._least_width != (least := self._width_of(ledger)):
            self._least_width = least
            self.updateGeometry()
        self._place()

    # -- places ----------------------------------------------------------------------------------------

    def step(self, dx: int, dy: int) -> bool:
        """Go to the next place of the map, where there is one that way or the other."""
        side = self.side()
        if side is None or side.map is None or side.map.values.shape[0 if dy else 1] == 1:
            return False
        row, column = side.place
        self.look_at((row + dy, column + dx))
        return True

    def look_at(self, place: tuple[int, int]) -> None:
        """Look at a row and a column of the unit's map."""
        channel = self._channel()
        if channel is None or self.sight is None:
            return
        height, width = channel.shape
        place = min(max(0, place[0]), height - 1), min(max(0, place[1]), width - 1)
        if place != self.place:
            self.place = place
            self.show_sight(self.sight)
            self.pointMoved.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        side = self.side()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position())
        elif side is not None and side.map is not None:
            over = side.map.outline.contains(event.position())
            self.setToolTip(self.tr("Click a place, or go there by the arrow keys.") if over else "")

    def _point(self, point: QPointF) -> None:
        side = self.side()
        found = side.map.at(point) if side is not None and side.map is not None else None
        if found is not None:
            self.look_at(found)

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def z(self) -> float | None:
        """What an activation is applied to."""
        curve = self.ledger.curve if self.ledger is not None else None
        return curve[0] if curve is not None else None

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(math.ceil(self._least_width), 0))

    def plate_rect(self) -> QRectF:
        """Return the account's plate."""
        return self._plate()

    def _place(self) -> None:
        if self.ledger is not None:
            plate = self._plate()
            height = 18 + len(self.ledger.formulas) * LINE
            notes = QRectF(plate.left() + 16, plate.bottom() - height, plate.width() - 32, height)
            self.set_lines(self.ledger.formulas, notes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # -- where things stand ----------------------------------------------------------------------------

    def _plate(self) -> QRectF:
        """Return the plate; it is as high as what stands on it."""
        ledger = self.ledger
        width = max(440.0, min(_WIDEST, self.width() - _LEFT - 24))
        if ledger is None:
            return QRectF(_LEFT, 2, width, self.height() - 4)
        rows = (len(ledger.lines) + 1) * _PITCH[1]
        side = side_height(ledger, self._channel())
        wanted = _TOP + max(rows, side) + 30 + 18 + len(ledger.formulas) * LINE
        return QRectF(_LEFT, 2, width, min(self.height() - 4.0, wanted))

    def _channel(self) -> NDArray[Any] | None:
        return channel_of(self.sight) if self.sight is not None else None

    def side(self) -> Side | None:
        """Return the right part, if there is anything to show."""
        ledger, sight = self.ledger, self.sight
        if ledger is None or sight is None or not has_side(ledger, self._channel()):
            return None
        plate = self._plate()
        left, top = plate.right() - SIDE + 4, plate.top() + _TOP
        bottom = plate.bottom() - 26 - len(ledger.formulas) * LINE
        return Side(QRectF(left, top, SIDE - 20, bottom - top), ledger, sight)

    def _rows(self) -> tuple[list[int], float]:
        """Return which lines are shown, and how high each is."""
        ledger, plate = self.ledger, self._plate()
        assert ledger is not None
        free = plate.height() - _TOP - 28 - 18 - len(ledger.formulas) * LINE
        most = max(1, int(free / _PITCH[0]) - 1)
        order = sorted(range(len(ledger.lines)), key=lambda i: self._rank(ledger.lines[i]))
        shown = sorted(order[:most])
        return shown, max(_PITCH[0], min(_PITCH[1], free / (len(shown) + 1)))

    @staticmethod
    def _rank(line: Line) -> tuple[bool, float]:
        """Order lines by what they matter: the own one first, then by size."""
        return (not line.own, -abs(line.bar) if np.isfinite(line.bar) else 0.0)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        ledger, sight = self.ledger, self.sight
        if ledger is None or sight is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sources(painter, sight)
        plate = self._plate()
        self.draw_plate(painter, plate, ledger.title, ledger.subtitle)
        shown, pitch = self._rows()
        side = self.side()
        right = plate.right() - (SIDE + 16 if side is not None else 16)
        self._draw_heads(painter, ledger, plate, right)
        for number, i in enumerate(shown):
            row = QRectF(plate.left(), plate.top() + _TOP + number * pitch, right - plate.left(), pitch)
            self._draw_line(painter, ledger, ledger.lines[i], row)
        row = QRectF(plate.left(), plate.top() + _TOP + len(shown) * pitch, right - plate.left(), pitch)
        self._draw_total(painter, ledger, row, len(ledger.lines) - len(shown))
        if side is not None:
            side.draw(painter, with_gradients=self.shows_gradients)
        self.draw_lines(painter)

    def _draw_sources(self, painter: QPainter, sight: Sight) -> None:
        """Draw the cards that feed the node at the left edge, and their wires."""
        graph, plate = sight.experiment.graph, self._plate()
        edges = graph.incoming(sight.node)[:5]
        for number, edge in enumerate(edges):
            spec = sight.report.nodes[edge.source].outputs.get(edge.source_port)
            card = QRectF(-12, plate.top() + 44 + number * 62, 116, 46)
            y = card.center().y()
            painter.setPen(QPen(theme().colour("text3"), 1.75))
            painter.drawLine(QPointF(card.right(), y), QPointF(plate.left(), y))
            draw_card(painter, card, graph.node(edge.source), str(spec) if spec else "", 8)

    def _label_width(self, ledger: Ledger) -> float:
        widest = max((text_width(line.label, ui_font(12)) for line in ledger.lines), default=0.0)
        return min(200.0, max(60.0, widest + 12))

    def _width_of(self, ledger: Ledger) -> float:
        """Return how wide this has to be for no number to lie over another."""
        side = SIDE if has_side(ledger, self._channel()) else 0.0
        return _LEFT + 64 + self._label_width(ledger) + len(ledger.columns) * _COLUMN[0] + side + 16

    def _column_width(self, ledger: Ledger, room: float) -> float:
        """Return the width of a column of numbers where labels and numbers have ``room`` together."""
        free = (room - 24 - self._label_width(ledger)) / max(1, len(ledger.columns))
        return max(_COLUMN[0], min(_COLUMN[1], free))

    def _draw_heads(self, painter: QPainter, ledger: Ledger, plate: QRectF, right: float) -> None:
        left = plate.left() + 16 + self._label_width(ledger)
        wide = self._column_width(ledger, right - plate.left())
        for number, head in enumerate(ledger.columns):
            room = QRectF(left + number * wide, plate.top() + 47, wide, 16)
            font = ui_font(11, italic=len(head) <= 6)
            draw_text(painter, room, head, font, theme().colour("text3"), _RIGHT)

    def _draw_line(self, painter: QPainter, ledger: Ledger, line: Line, row: QRectF) -> None:
        colour = theme().colour
        if line.own:
            painter.fillRect(row.adjusted(2, 0, 0, 0), colour("hover"))
        width, wide = self._label_width(ledger), self._column_width(ledger, row.width())
        label = QRectF(row.left() + 16, row.top(), width, row.height())
        draw_text(painter, label, line.label, ui_font(12), colour("text1" if line.own else "text2"))
        for number, value in enumerate(line.numbers):
            if ledger.columns[number].startswith("∂") and not self.shows_gradients:
                continue
            room = QRectF(label.right() + number * wide, row.top(), wide, row.height())
            if value is not None:
                draw_number(painter, room, value, signed=False)
        self._draw_bar(painter, ledger, line, row, label.right() + len(line.numbers) * wide + 20)

    def _draw_bar(self, painter: QPainter, ledger: Ledger, line: Line, row: QRectF, left: float) -> None:
        room = row.right() - 8 - left
        finite = [abs(other.bar) for other in ledger.lines if np.isfinite(other.bar)]
        largest = max(finite, default=0.0) or 1.0
        if room < 30 or not np.isfinite(line.bar):
            return
        has_negative = any(other.bar < 0 for other in ledger.lines)
        zero = left + room / 2 if has_negative else left
        length = abs(line.bar) / largest * (room / 2 if has_negative else room)
        height = min(14.0, row.height() - 8)
        start = zero - length if line.bar < 0 else zero
        bar = QRectF(start, row.center().y() - height / 2, max(1.5, length), height)
        draw_box(painter, bar, 2, theme().colour("negative" if line.bar < 0 else "positive"))

    def _draw_total(self, painter: QPainter, ledger: Ledger, row: QRectF, hidden: int) -> None:
        colour = theme().colour
        painter.setPen(QPen(colour("border"), 1))
        painter.drawLine(row.topLeft() + QPointF(16, 0), row.topRight() - QPointF(8, 0))
        words, value = ledger.total
        if hidden:
            more = self.tr("%Ln more lines", "", hidden)
            words = f"{words} ({more})"
        draw_text(painter, row.adjusted(16, 0, -120, 0), words, ui_font(12), colour("text2"))
        font = mono_font(16, QFont.Weight.Medium)
        draw_text(painter, row.adjusted(0, 0, -12, 0), figure(value), font, sign_ink(value), _RIGHT)
