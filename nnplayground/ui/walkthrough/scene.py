"""The canvas of a walk-through: cards of neurons, lines with numbers, the layer whose turn it is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QScrollArea, QWidget

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.neuron.ink import figure, sign_ink
from nnplayground.ui.theme import theme
from nnplayground.ui.walkthrough.cards import paint_column
from nnplayground.ui.walkthrough.geometry import MOST_UNITS, Plan, plan_of
from nnplayground.ui.walkthrough.steps import Kind, known_at
from nnplayground.ui.walkthrough.words import key_of
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from nnplayground.ui.walkthrough.geometry import Line
    from nnplayground.ui.walkthrough.words import Mark, Sight

__all__ = ["Scene", "WalkCanvas"]

_PILL = 54.0, 18.0
_LEAST_SCALE, _LEAST_UNITS = 0.75, 3
_MANY, _CROWD = 12, 48


class WalkCanvas(QScrollArea):
    """Scrolls the picture where it is larger than the room, and keeps the present layer in sight."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene(mark)
        self.setWidget(self.scene)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(150)

    def show_sight(self, sight: Sight) -> None:
        """Show a moment of the walk."""
        self.scene.show_sight(sight)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.scene.fit(self.viewport().size())
        active = self.scene.active_rect()
        if not active.isEmpty():
            middle = active.center()
            self.ensureVisible(
                round(middle.x()),
                round(middle.y()),
                round(active.width() / 2) + 60,
                round(active.height() / 2),
            )


class Scene(QWidget):
    """Draws one moment of the walk."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._sight: Sight | None = None
        self._plan = Plan()
        self._scale, self._shift = 1.0, QPointF()
        self._most = MOST_UNITS
        self._pills: list[tuple[QRectF, str]] = []
        self._mark = mark
        mark.changed.connect(self.update)
        theme().themeChanged.connect(self.update)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("The network with the numbers of the sample"))

    @property
    def plan(self) -> Plan:
        """Where everything stands, before scaling."""
        return self._plan

    def show_sight(self, sight: Sight) -> None:
        """Show a moment of the walk."""
        if self._sight is None or sight.trace is not self._sight.trace:
            self._plan = plan_of(sight.experiment, sight.trace, self._most)
        self._sight = sight
        self.update()

    def fit(self, room: QSize) -> None:
        """Shrink to the room, but not below what can be read."""
        if self._sight is None:
            return
        self._choose_units(self._sight, room.height())
        size = self._plan.size
        scale = min(1.0, room.width() / size.width(), room.height() / size.height())
        self._scale = max(_LEAST_SCALE, scale)
        width = max(room.width(), math.ceil(size.width() * self._scale))
        height = max(room.height(), math.ceil(size.height() * self._scale))
        self._shift = QPointF(
            (width - size.width() * self._scale) / 2, (height - size.height() * self._scale) / 2
        )
        self.resize(width, height)
        self.update()

    def _choose_units(self, sight: Sight, height: float) -> None:
        """Show as many units of every layer as can be read without scrolling."""
        for most in range(MOST_UNITS, _LEAST_UNITS - 1, -1):
            plan = self._plan if most == self._most else plan_of(sight.experiment, sight.trace, most)
            if plan.size.height() * _LEAST_SCALE <= height:
                break
        self._most, self._plan = most, plan

    def active_rect(self) -> QRectF:
        """Return where the layer whose turn it is stands on the widget; empty if it is no single one."""
        if self._sight is None:
            return QRectF()
        bands = [c.band for c in self._plan.columns if c.node == self._sight.step.node]
        return self.to_widget(bands[0]) if bands else QRectF()

    def to_widget(self, rect: QRectF) -> QRectF:
        """Return where a place of the plan is on the widget."""
        return QRectF(rect.topLeft() * self._scale + self._shift, rect.size() * self._scale)

    # -- mouse -----------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mark.set_key(self._key_at((event.position() - self._shift) / self._scale))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mark.set_key("")

    def _key_at(self, at: QPointF) -> str:
        for rect, key in self._pills:
            if rect.contains(at):
                return key
        for column in self._plan.columns:
            for card in column.cards:
                if card.unit >= 0 and card.rect.contains(at):
                    return self._row_at(card.node, card.unit, column.kind, at.y() - card.rect.top())
        near = [(self._distance(line, at), line.key) for line in self._plan.lines if line.key]
        distance, key = min(near, default=(math.inf, ""))
        return key if distance < 6 else ""

    @staticmethod
    def _row_at(node: str, unit: int, kind: str, y: float) -> str:
        if kind != "neurons":
            return key_of("a", node, unit)
        return key_of("zad"[min(2, max(0, int((y - 8) / 26)))], node, unit)

    @staticmethod
    def _distance(line: Line, at: QPointF) -> float:
        points = (line.at(t / 16) - at for t in range(17))
        return min(math.hypot(p.x(), p.y()) for p in points)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("canvas"))
        sight = self._sight
        if sight is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._shift)
        painter.scale(self._scale, self._scale)
        self._paint_band(painter, sight)
        active = [line for line in self._plan.lines if self._is_active(sight, line)]
        for line in self._plan.lines:
            self._paint_line(painter, line, bright=line in active)
        known = known_at(sight.steps, sight.at)
        for column in self._plan.columns:
            paint_column(painter, sight, known, column, self._mark.key)
        self._paint_wave(painter, sight, active)
        self._pills = []
        self._paint_pills(painter, sight, active)

    def _paint_band(self, painter: QPainter, sight: Sight) -> None:
        for column in self._plan.columns:
            if column.node == sight.step.node:
                ground = theme().colour("accent_soft")
                ground.setAlphaF(0.55)
                draw_box(painter, column.band, 12, ground)

    @staticmethod
    def _is_active(sight: Sight, line: Line) -> bool:
        if sight.step.kind in (Kind.SUBTRACT, Kind.AFTER):
            return bool(line.key)
        return line.target.node == sight.step.node and sight.step.kind is not Kind.READ

    def _paint_line(self, painter: QPainter, line: Line, *, bright: bool) -> None:
        value = self._value(line)
        ink = sign_ink(value) if value else theme().colour("text3")
        width = 1.0 if value is None else 0.8 + 3.2 * min(1.0, abs(value) / self._largest(line.target.node))
        marked = bool(line.key) and line.key == self._mark.key
        if marked:
            ink = theme().colour("text1")
        ink.setAlphaF(1.0 if marked else 0.9 if bright else 0.4)
        painter.setPen(QPen(ink, width + 1.5 * marked))
        painter.drawPolyline(QPolygonF([line.at(t / 20) for t in range(21)]))

    def _value(self, line: Line) -> float | None:
        assert self._sight is not None
        if not self._sight.gradients:
            return line.weight
        known = known_at(self._sight.steps, self._sight.at)
        return line.gradient if line.target.node in known.backward else None

    def _largest(self, node: str) -> float:
        values = [abs(self._value(s) or 0.0) for s in self._plan.lines if s.target.node == node]
        return max(values, default=0.0) or 1.0

    def _paint_wave(self, painter: QPainter, sight: Sight, active: list[Line]) -> None:
        """Draw a triangle on each line along which numbers go in this step."""
        kind, node = sight.step.kind, sight.step.node
        back = kind is Kind.BACKWARD
        lines = [s for s in self._plan.lines if s.source.node == node] if back else active
        if kind in (Kind.SUBTRACT, Kind.AFTER) or len(lines) > _CROWD:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent"))
        for line in lines:
            at = line.at(0.14 if back else 0.86)
            way = -5.5 if back else 5.5
            painter.drawPolygon(
                QPolygonF([at + QPointF(way, 0), at + QPointF(-way, -5.5), at + QPointF(-way, 5.5)])
            )

    def _paint_pills(self, painter: QPainter, sight: Sight, active: list[Line]) -> None:
        lines: list[Any] = [line for line in active if self._value(line) is not None]
        if len(lines) > _MANY:  # numbers upon numbers say nothing: those of one neuron are enough
            parts = self._mark.key.split(":")
            targets = {(line.target.node, line.target.unit) for line in lines}
            unit = (parts[1], int(parts[2])) if len(parts) > 2 else None
            unit = unit if unit in targets else min(targets)
            lines = [line for line in lines if (line.target.node, line.target.unit) == unit]
        taken: list[QRectF] = []
        for line in lines:
            value = self._value(line)
            text = figure(value, min(3, sight.digits), signed=True)
            width = max(_PILL[0], text_width(text, mono_font(11)) + 12)
            rect = self._free_place(line, width, taken)
            taken.append(rect)
            self._pills.append((rect, line.key))
            marked = line.key == self._mark.key
            edge = theme().colour("text1" if marked else "border")
            draw_box(painter, rect, 9, theme().colour("card"), edge, 1.5 if marked else 1.0)
            draw_text(painter, rect, text, mono_font(11), sign_ink(value), Qt.AlignmentFlag.AlignHCenter)

    @staticmethod
    def _free_place(line: Line, width: float, taken: list[QRectF]) -> QRectF:
        """Return a place on the line where no other pill is, or the middle."""
        for t in (0.36, 0.5, 0.64, 0.28, 0.72, 0.43, 0.57):
            rect = QRectF(0, 0, width, _PILL[1])
            rect.moveCenter(line.at(t))
            if not any(rect.intersects(other) for other in taken):
                return rect
        return rect
