"""One node on the canvas: its card below the weights, its body and ports above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from nnplayground.core.shapes import Severity, Status
from nnplayground.ui.editor.card_parts import BLANK, FOOTER, HEADER, Content, Footer, Ground, Header
from nnplayground.ui.editor.edits import count_field
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.editor.ports import PORT, PortMark, PortRef
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_name, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QGraphicsScene

    from nnplayground.core.graph import Node
    from nnplayground.core.shapes import NodeReport
    from nnplayground.ui.editor.faces import Face

__all__ = ["BLOCK_HEIGHT", "PORT", "Card", "PortMark", "PortRef"]

translate = QCoreApplication.translate

BLOCK_HEIGHT = 104.0
_BLOCK_SIZES = (20, 19, 18, 17, 16, 15)
_MAX_WIDTH = 184.0
_FINEST = 0.004  # of the gradient's bar: a tenth of a pixel
_RIGHT = Qt.AlignmentFlag.AlignRight
_PIXELS = 16  # pictures up to this size are shown pixel by pixel
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class Card:
    """A node's items in a scene, moved and redrawn together.

    Attributes
    ----------
    node, report, face : Node, NodeReport, Face
        What is shown.
    body : Body
        What stands between header and footer.
    gradient : float or None
        The norm of the node's gradient relative to the largest node's.
    """

    def __init__(self, node: Node, report: NodeReport, face: Face, level: Level) -> None:
        self.node, self.report, self.face = node, report, face
        self.level = level
        self.body = face.body()
        self.gradient: float | None = None
        self.note = ""
        self.is_selected = self.is_hovered = False
        self.has_failed = False  # its numbers made the loss of the run not finite
        self.hovered_unit: int | None = None
        self.selected_unit: int | None = None
        self.ports: dict[PortRef, PortMark] = {}
        self._ground, self._content = Ground(self, 0), Content(self, 2)
        self._header, self._footer = Header(self, 0), Footer(self, 0)
        self._parts = self._ground, self._header, self._footer, self._content
        self._scene: QGraphicsScene | None = None
        self._pos = QPointF()
        self.rect = QRectF()
        self._measure()
        self._make_ports()

    @property
    def id(self) -> str:
        """The node's id."""
        return self.node.id

    @property
    def pos(self) -> QPointF:
        """The top left corner in the scene."""
        return self._pos

    @property
    def scene_rect(self) -> QRectF:
        """The card's outline in the scene, as it is drawn at the present level."""
        return self.rect.translated(self._pos)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height at the Cards level, which the layout goes by."""
        return self._full.width(), self._full.height()

    @property
    def is_resizable(self) -> bool:
        """Whether it has units that can be added and taken away."""
        return count_field(self.node) is not None

    @property
    def has_error(self) -> bool:
        """Whether a problem of this node stops training."""
        return any(problem.severity is Severity.ERROR for problem in self.report.problems)

    # -- life ------------------------------------------------------------------------------------------

    def enter(self, scene: QGraphicsScene) -> None:
        """Add all items to ``scene``."""
        self._scene = scene
        for item in (*self._parts, *self.ports.values()):
            scene.addItem(item)

    def leave(self) -> None:
        """Take all items out of the scene."""
        if self._scene is not None:
            for item in (*self._parts, *self.ports.values()):
                self._scene.removeItem(item)
        self._scene = None

    def show(self, node: Node, report: NodeReport, face: Face) -> bool:
        """Take the newest state; return whether the card was laid out anew."""
        before = self.node
        self.node, self.report = node, report
        changed = face != self.face
        if changed:
            self.face, self.body = face, face.body()
            self._measure()
        self._follow_kind(before)
        self.place_ports()
        self.update()
        return changed

    def set_level(self, level: Level) -> None:
        """Draw as block or as card."""
        self.level = level
        self._measure()
        self.place_ports()
        self.update()

    def move_to(self, place: QPointF) -> None:
        """Put the top left corner of the full card to ``place``."""
        self._pos = place
        for part in self._parts:
            part.setPos(place)
        self.place_ports()

    def set_flags(self, *, selected: bool, hovered: bool) -> None:
        """Take the states that a frame shows."""
        if (selected, hovered) != (self.is_selected, self.is_hovered):
            self.is_selected, self.is_hovered = selected, hovered
            self.update()

    def hover_unit(self, unit: int | None) -> None:
        """Mark the unit under the mouse."""
        if unit != self.hovered_unit:
            self.hovered_unit = unit
            self.update_body()

    def select_unit(self, unit: int | None) -> None:
        """Mark the unit that the inspector shows."""
        if unit != self.selected_unit:
            self.selected_unit = unit
            self.update_body()

    def update(self) -> None:
        """Redraw everything."""
        for part in self._parts:
            part.forget()
            part.update()

    def update_body(self) -> None:
        """Redraw the body alone."""
        self._content.forget()
        if self.level is Level.CARDS:
            self._content.update(QRectF(0, HEADER, self.rect.width(), self.body.height - BLANK))
        else:
            self._content.update()

    def update_footer(self) -> None:
        """Redraw the line at the bottom."""
        self._footer.forget()
        self._footer.update()

    def take_note(self, note: str) -> None:
        """Say something else in the footer."""
        if note != self.note:
            self.note = note
            self.update_footer()

    def show_gradient(self, gradient: float | None) -> None:
        """Take the norm of the gradient relative to the largest node's, if the bar would look different."""
        now = self.gradient
        if gradient == now:
            return
        if gradient is None or now is None or abs(gradient - now) >= _FINEST:
            self.gradient = gradient
            self.update_footer()

    # -- geometry --------------------------------------------------------------------------------------

    def _measure(self) -> None:
        name = text_width(self.face.title, ui_font(12, QFont.Weight.DemiBold))
        badge = text_width(self.face.shape, mono_font(11)) + 16 if self.face.shape else 4
        kind = text_width(self.face.kind, ui_font(11)) + 18
        footer = text_width(self._footer_words(), ui_font(11)) + 20
        if self._shows_gradient():
            footer += 44
        wanted = max(self.body.width, 34 + name + badge, kind, footer)
        width = min(max(_MAX_WIDTH, self.body.width), float(round(wanted)))
        if width > self.body.width:
            self.body.widen(width)
        self._full = QRectF(0, 0, width, HEADER + self.body.height + FOOTER)
        self.rect_changes()
        self.rect = self._full
        for part in (self._header, self._footer):
            part.setVisible(self.level is Level.CARDS)
        if self.level is Level.BLOCKS:
            self.rect = QRectF(0, (self._full.height() - BLOCK_HEIGHT) / 2, width, BLOCK_HEIGHT)

    def rect_changes(self) -> None:
        """Tell the scene's index before the outline changes."""
        if self._scene is not None:
            for part in self._parts:
                part.prepareGeometryChange()

    def tile(self, unit: int) -> QRectF | None:
        """Return the tile of a unit in the scene, or None if there is none to see."""
        if self.level is not Level.CARDS or unit >= len(self.body.tiles):
            return None
        return self.body.tiles[unit].translated(self._pos + QPointF(0, HEADER))

    def anchors(self) -> list[QRectF]:
        """Return what the weights of all shown units end at, in the scene."""
        offset = self._pos + QPointF(0, HEADER)
        return [anchor.translated(offset) for anchor in self.body.anchors()]

    def unit_at(self, point: QPointF) -> int | None:
        """Return the unit under a point of the scene."""
        inside = point - self._pos - QPointF(0, HEADER)
        return self.body.unit_at(inside) if self.level is Level.CARDS else None

    def bias_at(self, point: QPointF) -> int | None:
        """Return the unit whose bias square is under a point of the scene."""
        inside = point - self._pos - QPointF(0, HEADER)
        return self.body.bias_at(inside) if self.level is Level.CARDS else None

    def bias_rect(self, unit: int) -> QRectF:
        """Return the bias square of a unit in the scene."""
        return self.body.bias_rect(unit).translated(self._pos + QPointF(0, HEADER))

    def port_point(self, port: str, is_output: bool) -> QPointF:
        """Return where a wire ends, in the scene."""
        rect, names = self.scene_rect, self.main_ports(is_output)
        x = rect.right() if is_output else rect.left()
        if port not in names:
            return QPointF(x, rect.bottom() - FOOTER / 2)
        return QPointF(x, rect.top() + rect.height() * (names.index(port) + 1) / (len(names) + 1))

    def point_of(self, ref: PortRef) -> QPointF:
        """Return where a wire at one of the card's ports ends, in the scene."""
        return self.port_point(ref.port, ref.is_output)

    def shows_always(self, ref: PortRef) -> bool:
        """Tell whether a port is one of those spread over the border."""
        return ref.port in self.main_ports(ref.is_output)

    def main_ports(self, is_output: bool) -> list[str]:
        """Return the ports that are spread over the border; the rest (targets) stand beside the footer."""
        layer = self.node.layer
        if is_output:
            return [port.name for port in (layer.outputs if layer.inputs else layer.outputs[:1])]
        return [port.name for port in layer.inputs if not port.optional]

    # -- ports -----------------------------------------------------------------------------------------

    def _follow_kind(self, before: Node) -> None:
        if type(before.layer) is not type(self.node.layer):
            self._renew_ports()

    def _make_ports(self) -> None:
        layer = self.node.layer
        refs = [PortRef(self.id, port.name, False) for port in layer.inputs]
        refs += [PortRef(self.id, port.name, True) for port in layer.outputs]
        self.ports = {ref: PortMark(ref) for ref in refs}

    def _renew_ports(self) -> None:
        for mark in self.ports.values():
            if self._scene is not None:
                self._scene.removeItem(mark)
        self._make_ports()
        if self._scene is not None:
            for mark in self.ports.values():
                self._scene.addItem(mark)

    def place_ports(self) -> None:
        """Put the ports to the border."""
        for ref, mark in self.ports.items():
            mark.setPos(self.point_of(ref))

    # -- painting --------------------------------------------------------------------------------------

    def paint_frame(self, painter: QPainter) -> None:
        """Draw ground and border."""
        dashed = self.face.status is Status.WAITING or self.face.muted
        fill = theme().colour("canvas" if dashed else "hover" if self.is_hovered else "card")
        colour, width = self._border()
        if not dashed or (width > 1 and not self.face.muted):
            draw_box(painter, self.rect, 8, fill, colour, width)
            return
        painter.setBrush(fill)
        pen = QPen(colour, width)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect.adjusted(0.5, 0.5, -0.5, -0.5), 7.5, 7.5)

    def _border(self) -> tuple[QColor, float]:
        colour = theme().colour
        if self.is_selected:
            return colour("accent"), 2.0
        if self.has_error or self.has_failed:
            return colour("error"), 2.0
        return colour("text3" if self.is_hovered else "border"), 1.0

    def paint_header(self, painter: QPainter) -> None:
        """Draw icon, name, kind and shape."""
        colour, width = theme().colour, self.rect.width()
        waiting = self.face.status is Status.WAITING
        draw_icon(painter, self.face.icon, QRectF(8, 7, 14, 14), colour("text3" if waiting else "text2"))
        badge = self._paint_badge(painter, width) if self.face.shape else width - 6
        name = QRectF(28, 6, badge - 32, 16)
        ink = colour("text3" if waiting else "text1")
        draw_name(painter, name, self.face.title, ui_font(12, QFont.Weight.DemiBold), ink)
        kind = QRectF(8, 22, width - 16, 14)
        draw_text(painter, kind, self.face.kind, ui_font(11), colour("text3"))

    def _paint_badge(self, painter: QPainter, width: float) -> float:
        """Draw the shape at the right and return where it begins."""
        font = mono_font(11, QFont.Weight.Medium)
        box_width = text_width(self.face.shape, font) + 10
        box = QRectF(width - 7 - box_width, 6, box_width, 16)
        unknown = self.has_error
        draw_box(painter, box, 4, theme().colour("error_soft" if unknown else "field"))
        ink = theme().colour("error" if unknown else "text2")
        draw_text(painter, box, self.face.shape, font, ink, _CENTRE)
        return box.left()

    def _footer_words(self) -> str:
        if self.face.muted:
            return translate("Card", "muted")
        if self.face.status is Status.WAITING:
            return (
                translate("Card", "waits for a shape")
                if not self.node.layer.outputs
                else translate("Card", "no shape")
            )
        if not self.face.is_used:
            return translate("Card", "skipped in training")
        if self.face.status is Status.ERROR:
            return translate("Card", "no shape")
        if self.note:
            return self.note
        if self.face.frozen:
            return translate("Card", "frozen")
        if not self.node.layer.outputs:
            return translate("Card", "no penalty")
        if not self.face.parameters:
            return translate("Card", "no weights")
        count = format_number(self.face.parameters)
        return translate("Card", "{count} params").format(count=count)

    def _shows_gradient(self) -> bool:
        return bool(self.face.parameters) and not self.face.frozen and self.face.status is Status.OK

    def paint_footer(self, painter: QPainter) -> None:
        """Draw parameters and the gradient bar."""
        colour, width = theme().colour, self.rect.width()
        line = QRectF(0, self.rect.height() - FOOTER, width, FOOTER)
        painter.setPen(QPen(colour("separator"), 1))
        painter.drawLine(QPointF(2, line.top() + 0.5), QPointF(width - 2, line.top() + 0.5))  # off the ring
        bar = self._shows_gradient()
        words = line.adjusted(8, 0, -52 if bar else -8, 0)
        draw_text(painter, words, self._footer_words(), ui_font(11), colour("text3"))
        if bar:
            self._paint_gradient(painter, QRectF(width - 32, line.center().y() - 1, 24, 3))

    def _paint_gradient(self, painter: QPainter, track: QRectF) -> None:
        colour = theme().colour
        sign = QRectF(track.left() - 14, track.center().y() - 8, 12, 16)
        draw_text(painter, sign, "∇", ui_font(9), colour("text3"), _CENTRE)
        draw_box(painter, track, 1.5, colour("press"))
        if self.gradient:
            share = max(0.06, min(1.0, self.gradient))
            filled = QRectF(track.left(), track.top(), track.width() * share, track.height())
            draw_box(painter, filled, 1.5, colour("text2"))

    def paint_block(self, painter: QPainter) -> None:
        """Draw what is left at a distance: picture or icon, name, shape."""
        colour, rect = theme().colour, self.rect
        box = QRectF(rect.center().x() - 20, rect.top() + 8, 40, 40)
        picture = self.body.thumbnail()
        if picture is not None:
            smooth = picture.width() > _PIXELS
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(box, picture)
        else:
            draw_icon(painter, self.face.icon, box.adjusted(6, 6, -6, -6), colour("text2"))
        line = QRectF(rect.left() + 6, rect.top() + 50, rect.width() - 12, 26)
        name = _fitting(self.face.title, _block_font, line.width())
        draw_text(painter, line, self.face.title, name, colour("text1"), _CENTRE)
        words = self.body.headline() or self.face.shape
        font = _fitting(words, mono_font, line.width())
        draw_text(painter, line.translated(0, 25), words, font, colour("text2"), _CENTRE)

    def paint_marks(self, painter: QPainter) -> None:
        """Draw the count of errors or the warning triangle over the corner."""
        corner = self.rect.topRight()
        errors = sum(problem.severity is Severity.ERROR for problem in self.report.problems)
        if errors or self.has_failed:
            disc = QRectF(corner.x() - 10, corner.y() - 10, 20, 20)
            draw_box(painter, disc, 10, theme().colour("error"))
            ink = theme().colour("on_error")
            draw_text(painter, disc, str(errors or "!"), ui_font(11, QFont.Weight.Bold), ink, _CENTRE)
        elif self.report.problems:
            triangle = QRectF(corner.x() - 8, corner.y() - 8, 16, 16)
            draw_icon(painter, "warning", triangle, theme().colour("warning"))


def _block_font(px: float) -> QFont:
    return ui_font(px, QFont.Weight.DemiBold)


def _fitting(words: str, font: Callable[[float], QFont], width: float) -> QFont:
    """Return a font for a block: it is read at half its size, so rather a smaller one than "…"."""
    return next(
        (font(px) for px in _BLOCK_SIZES if text_width(words, font(px)) <= width), font(_BLOCK_SIZES[-1])
    )
