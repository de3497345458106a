"""What lies over the canvas: caption, zoom control, minimap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from nnplayground.core.shapes import Severity
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import IconButton, Segmented
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from nnplayground.core.shapes import ShapeReport
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["Caption", "Minimap", "ZoomControl"]

_VEIL = 0.88
"""How much of the graph the caption covers, so that its words can be read over a card or a frame."""


class _Overlay(QWidget):
    """A plate over the canvas."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        theme().themeChanged.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 8, theme().colour("surface"), theme().colour("separator"))


class Caption(QWidget):
    """How large the network is, or what stops training."""

    clicked = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._main, self._rest, self._is_error = "", "", False
        self._report: ShapeReport | None = None
        self._goes_on = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def text(self) -> str:
        """Return what it says."""
        return f"{self._main} {self._rest}".strip()

    def show_report(self, report: ShapeReport) -> None:
        """Say what a report amounts to."""
        self._report = report
        errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
        warnings = len(report.problems) - errors
        self._is_error = bool(errors)
        self._main = self._problems(errors) if errors else self._size(report)
        rest = [self._goes_on if errors else "", self._warnings(warnings) if warnings else ""]
        self._rest = " · ".join(filter(None, rest))
        self.setCursor(Qt.CursorShape.PointingHandCursor if errors else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.text())
        self.adjustSize()
        self._explain()
        self.update()

    def _explain(self) -> None:
        """Say on a tip what does not fit."""
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()
        self.resized.emit()

    def show_refusal(self, refusal: str, *, trains: bool) -> None:
        """Say what becomes of the network as it was before an edit that cannot be trained."""
        goes_on = ""
        if refusal:
            goes_on = self.tr("the last valid network is kept")
            if trains:
                goes_on = self.tr("the last valid network trains on")
        if goes_on != self._goes_on:
            self._goes_on = goes_on
            if self._report is not None:
                self.show_report(self._report)

    def _size(self, report: ShapeReport) -> str:
        layers = sum(bool(report.nodes[id].parameters) for id in report.used if id in report.nodes)
        costs = {"count": format_number(report.parameters), "adds": format_number(report.multiply_adds)}
        if layers == 1:
            return self.tr("{count} parameters, {adds} multiply-adds in 1 layer").format(**costs)
        text = self.tr("{count} parameters, {adds} multiply-adds in %n layers", "", layers)
        return text.format(**costs)

    def _problems(self, count: int) -> str:
        if self._goes_on:
            return self.tr("1 problem") if count == 1 else self.tr("%n problems", "", count)
        if count == 1:
            return self.tr("1 problem stops training")
        return self.tr("%n problems stop training", "", count)

    def _warnings(self, count: int) -> str:
        return self.tr("1 warning") if count == 1 else self.tr("%n warnings", "", count)

    def sizeHint(self) -> QSize:
        icon = 22 if self._is_error else 0
        rest = text_width(self._rest, ui_font(11)) + 10 if self._rest else 0
        return QSize(round(icon + text_width(self._main, self._font()) + rest) + 4, 20)

    def _font(self) -> QFont:
        return ui_font(12, QFont.Weight.DemiBold) if self._is_error else ui_font(11)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        if self._is_error:
            self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, left = theme().colour, 0.0
        ground = colour("canvas")
        ground.setAlphaF(_VEIL)
        draw_box(painter, QRectF(self.rect()), 4, ground)
        if self._is_error:
            draw_icon(painter, "error", QRectF(0, 3, 14, 14), colour("error"))
            left = 22.0
        width = text_width(self._main, self._font())
        ink = colour("text1" if self._is_error else "text3")
        main = QRectF(left, 0, min(width + 2, self.width() - left), 20)
        draw_text(painter, main, self._main, self._font(), ink)
        rest = QRectF(left + width + 10, 0, max(0.0, self.width() - left - width - 10), 20)
        draw_text(painter, rest, self._rest, ui_font(11), colour("text3"))


class ZoomControl(_Overlay):
    """Smaller, the magnification, larger, fit; and the level."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._percent = QLabel()
        self._percent.setFont(mono_font(12))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._percent.setMinimumWidth(48)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 2, 4, 2)
        self._row.setSpacing(2)
        self.retranslate()
        view.viewChanged.connect(self.refresh)

    def retranslate(self) -> None:
        """Make the controls in the window's language."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._percent:
                widget.deleteLater()
        self._levels = Segmented(
            self.tr("Level of detail"),
            [
                (Level.BLOCKS, self.tr("Blocks")),
                (Level.CARDS, self.tr("Cards")),
                (Level.NEURON, self.tr("Neuron")),
            ],
            boxed=False,
        )
        self._levels.changed.connect(self._view.set_level)
        smaller = IconButton("minus", self.tr("Zoom out"), shortcut="Ctrl+-")
        larger = IconButton("plus", self.tr("Zoom in"), shortcut="Ctrl++")
        fit = IconButton("fit", self.tr("Fit the network"), shortcut="F")
        smaller.clicked.connect(lambda: self._view.zoom_by(-1))
        larger.clicked.connect(lambda: self._view.zoom_by(1))
        fit.clicked.connect(self._view.fit)
        for widget in (smaller, self._percent, larger, fit, self._levels):
            self._row.addWidget(widget)
        self.refresh()

    def refresh(self) -> None:
        """Show the present magnification and level."""
        self._percent.setText(f"{round(100 * self._view.zoom)} %")
        self._levels.setValue(self._view.level)


class Minimap(_Overlay):
    """The whole network and what of it is shown; drag to look elsewhere."""

    SIZE = QSize(116, 80)

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.setFixedSize(self.SIZE)
        self.setAccessibleName(self.tr("Map of the network"))
        self._picture: tuple[object, QPixmap] | None = None
        view.viewChanged.connect(self.update)
        view.canvas_scene.laidOut.connect(self._forget)
        view.canvas_scene.selectionEdited.connect(self._forget)
        theme().themeChanged.connect(self._forget)

    def _frame(self) -> tuple[float, QPointF]:
        """Return the scale and the offset from scene to map."""
        scene = self._view.canvas_scene
        world = scene.bounds().united(self._view.visible_scene_rect())
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        scale = min(room.width() / max(1.0, world.width()), room.height() / max(1.0, world.height()))
        return scale, room.center() - world.center() * scale

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, offset = self._frame()
        painter.drawPixmap(0, 0, self._cards(scale, offset))
        painter.setPen(QPen(theme().colour("accent"), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_scaled(self._view.visible_scene_rect(), scale, offset), 2, 2)

    def _forget(self) -> None:
        self._picture = None
        self.update()

    def _cards(self, scale: float, offset: QPointF) -> QPixmap:
        """Return the cards as a picture, which stays while only the view moves."""
        key = scale, offset.toTuple(), self.devicePixelRatioF()
        if self._picture is None or self._picture[0] != key:
            picture = QPixmap(self.size() * key[2])
            picture.setDevicePixelRatio(key[2])
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            for card in self._view.canvas_scene.cards.values():
                role = "accent" if card.is_selected else "text4"
                if card.report.problems:
                    role = "error" if card.has_error else "warning"
                painter.fillRect(_scaled(card.scene_rect, scale, offset), theme().colour(role))
            painter.end()
            self._picture = key, picture
        return self._picture[1]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position())

    def _look_at(self, point: QPointF) -> None:
        scale, offset = self._frame()
        wanted = (point - offset) / scale
        shown = self._view.visible_scene_rect().center()
        self._view.pan((shown - wanted) * self._view.zoom)


def _scaled(rect: QRectF, scale: float, offset: QPointF) -> QRectF:
    return QRectF(rect.topLeft() * scale + offset, rect.size() * scale)
