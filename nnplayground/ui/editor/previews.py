"""The ghost of a layer that is being dragged in: what it would be, and which wires it would get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.app.translation import current_language, say
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.shapes import Severity, Status, infer
from nnplayground.ui.editor.candidates import refusal
from nnplayground.ui.editor.counts import Counts
from nnplayground.ui.editor.drops import MIMES, Dragged, settled, spot_at
from nnplayground.ui.editor.drops import dragged as dragged_in
from nnplayground.ui.editor.faces import Face, face_of
from nnplayground.ui.editor.ports import PortRef
from nnplayground.ui.editor.wires import Wire, curve
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.core.fragment import Fragment
    from nnplayground.core.graph import Edge
    from nnplayground.ui.editor.joins import Spot
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["DropPreview", "Ghost"]

_SIZE = QRectF(0, 0, 112, 92)
_FOOTER = 26.0


@dataclass(frozen=True)
class _Proposal:
    """What a drop comes to: a card, its wires to the nodes that are there, and the wires that go for it."""

    face: Face
    inside: frozenset[str]
    edges: tuple[Edge, ...]
    replaced: tuple[Edge, ...]
    sentence: str
    objects: bool


class DropPreview:
    """Follows the hand with a ghost, dashed wires, and a sentence where something does not fit."""

    def __init__(self, view: CanvasView) -> None:
        self._view, self._scene = view, view.canvas_scene
        self._ghost: Ghost | None = None
        self._wires: list[tuple[Edge, Wire]] = []
        self._shown: tuple[Dragged, Spot] | None = None
        self._inside: frozenset[str] = frozenset()
        self._data: list[bytes] = []
        self._dragged: Dragged | None = None

    @property
    def ghost(self) -> Ghost | None:
        """The ghost that is shown, if one is."""
        return self._ghost

    def show(self, mime: QMimeData, point: QPointF) -> bool:
        """Show what dropping at ``point`` would do; return whether anything can be dropped."""
        dragged = self._read(mime)
        if dragged is None:
            return False
        spot = spot_at(self._view, point)
        joint = (dragged, spot.into, spot.port)
        if self._shown is None or joint != (self._shown[0], self._shown[1].into, self._shown[1].port):
            self._propose(dragged, spot, point)
        self._shown = dragged, spot
        if self._ghost is not None and spot.place is not None:
            self._ghost.setPos(*spot.place)
            self._lay_wires()
        return True

    def _read(self, mime: QMimeData) -> Dragged | None:
        data = [bytes(mime.data(kind).data()) for kind in MIMES]
        if data != self._data:  # a block is worth reading once, not at every move
            self._data = data
            try:
                self._dragged = dragged_in(mime)
            except PlaygroundError as error:
                self._dragged = None
                self._view.editor.refused.emit(say(error))
        return self._dragged

    def let_fall(self, mime: QMimeData, point: QPointF) -> bool:
        """Add what is dragged; return whether it could be."""
        dragged = self._read(mime)
        self._data = []
        if dragged is None:
            return False
        editor, spot = self._view.editor, settled(self._view, spot_at(self._view, point))
        if dragged.part is None:
            return editor.joining.add(dragged.kind, dragged.fields, spot) is not None
        return bool(editor.clipboard.insert(dragged.part, point, spot.into, _feed(spot)))

    def _propose(self, dragged: Dragged, spot: Spot, point: QPointF) -> None:
        """Work out what would come of it; only done when another wire or port is aimed at."""
        self.clear()
        self._scene.begin_wiring({spot.port: "target"} if spot.port else {})
        proposal = (
            self._of_layer(dragged, spot) if dragged.part is None else self._of_block(dragged.part, spot)
        )
        if proposal is None:
            return
        self._inside = proposal.inside
        self._ghost = Ghost(proposal.face, proposal.objects)
        self._scene.addItem(self._ghost)
        self._add_wires(proposal)
        self._view.show_tip(proposal.sentence, point)

    def _of_layer(self, dragged: Dragged, spot: Spot) -> _Proposal | None:
        joining = self._view.editor.joining
        joined = joining.proposal(dragged.kind, dragged.fields, spot)
        if joined is None:
            return None
        graph, source = joined.experiment.graph, joined.experiment.data.spec()
        sentence, objects = joining.said_of(graph, joined.node)
        if not joined.edges and (spot.into or spot.port):
            sentence, objects = refusal(joined.node.layer, spot), True
        elif not joined.edges:
            sentence, objects = "", False
        face = face_of(joined.node, graph, infer(graph, source), source)
        inside = frozenset({joined.node.id})
        return _Proposal(face, inside, joined.edges, joined.replaced, sentence, objects)

    def _of_block(self, part: Fragment, spot: Spot) -> _Proposal | None:
        before = self._view.editor.experiment
        try:
            after, new = self._view.editor.clipboard.plan(part, QPointF(), spot.into, _feed(spot))
        except ValidationError:
            return None
        inside = frozenset(id for id in new.values() if id in after.graph)
        crossing = [e for e in after.graph.edges if (e.source in inside) != (e.target in inside)]
        kept = {edge.key for edge in after.graph.edges}
        report = infer(after.graph, after.data.spec())
        wrong = [p for p in report.problems if p.node in inside and p.severity is Severity.ERROR]
        sentence = say(wrong[0].message) if wrong and crossing else ""
        replaced = tuple(e for e in before.graph.edges if e.key not in kept)
        face = _block_face(part, sum(report.nodes[id].parameters for id in inside))
        return _Proposal(face, inside, tuple(crossing), replaced, sentence, bool(sentence))

    def _add_wires(self, proposal: _Proposal) -> None:
        for edge in proposal.edges:
            wire = Wire()
            wire.set_state("suggested")
            wire.setZValue(3.5)
            self._scene.addItem(wire)
            self._wires.append((edge, wire))
        self._scene.mark_wires(dict.fromkeys(proposal.replaced, "waiting"))

    def _lay_wires(self) -> None:
        for edge, wire in self._wires:
            wire.set_path(curve(self._end(edge, True), self._end(edge, False)))

    def _end(self, edge: Edge, is_source: bool) -> QPointF:
        id, port = (edge.source, edge.source_port) if is_source else (edge.target, edge.target_port)
        if id not in self._inside:
            return self._scene.port_point(PortRef(id, port, is_source))
        rect = _SIZE.translated(self._ghost.pos()) if self._ghost is not None else _SIZE
        return QPointF(rect.right() if is_source else rect.left(), rect.center().y())

    def clear(self) -> None:
        """Take everything away."""
        self._shown = None
        if self._ghost is not None:
            self._scene.removeItem(self._ghost)
        for _, wire in self._wires:
            self._scene.removeItem(wire)
        self._ghost, self._wires = None, []
        self._view.show_tip("")
        self._scene.mark_wires({})
        self._scene.end_wiring()


def _feed(spot: Spot) -> str:
    """Return the node that a block at ``spot`` follows."""
    return spot.port.node if spot.port is not None and spot.port.is_output else ""


def _block_face(part: Fragment, parameters: int) -> Face:
    return Face(
        icon="group",
        title=part.name(current_language()) or QCoreApplication.translate("Canvas", "Block"),
        kind=Counts().layers(len(part.graph.nodes)),
        shape="",
        status=Status.OK,
        sizes=(),
        parameters=parameters,
        style="text",
    )


class Ghost(QGraphicsItem):
    """A card that is not there yet: dashed, with name, shape and parameters."""

    def __init__(self, face: Face, objects: bool) -> None:
        super().__init__()
        self.face, self.objects = face, objects
        self.setZValue(3.4)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return _SIZE.adjusted(-2, -2, 2, 2)

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        colour, face = theme().colour, self.face
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = colour("card")
        fill.setAlphaF(0.88)
        border = QPen(colour("error" if self.objects else "accent"), 1.5)
        border.setDashPattern([2, 2])
        painter.setPen(border)
        painter.setBrush(fill)
        painter.drawRoundedRect(_SIZE.adjusted(0.75, 0.75, -0.75, -0.75), 7.25, 7.25)
        draw_icon(painter, face.icon, QRectF(8, 7, 14, 14), colour("text2"))
        left = self._paint_badge(painter)
        bold = ui_font(12, QFont.Weight.DemiBold)
        draw_text(painter, QRectF(28, 6, left - 32, 16), face.title, bold, colour("text1"))
        draw_text(painter, QRectF(8, 22, 96, 14), face.kind, ui_font(11), colour("text3"))
        self._paint_footer(painter)

    def _paint_badge(self, painter: QPainter) -> float:
        """Draw the resulting shape at the right and return where it begins."""
        if not self.face.shape:
            return _SIZE.width() - 6
        font = mono_font(11, QFont.Weight.Medium)
        width = text_width(self.face.shape, font) + 10
        box = QRectF(_SIZE.width() - 7 - width, 6, width, 16)
        draw_box(painter, box, 4, theme().colour("error_soft" if self.objects else "field"))
        ink = theme().colour("error" if self.objects else "text2")
        draw_text(painter, box, self.face.shape, font, ink, Qt.AlignmentFlag.AlignHCenter)
        return box.left()

    def _paint_footer(self, painter: QPainter) -> None:
        line = QRectF(0, _SIZE.height() - _FOOTER, _SIZE.width(), _FOOTER)
        painter.setPen(QPen(theme().colour("separator"), 1))
        painter.drawLine(line.topLeft() + QPointF(2, 0.5), line.topRight() + QPointF(-2, 0.5))
        translate = QCoreApplication.translate
        count = format_number(self.face.parameters)
        words = translate("Card", "{count} params").format(count=count)
        if not self.face.parameters:
            words = translate("Card", "no weights")
        draw_text(painter, line.adjusted(8, 0, -8, 0), words, ui_font(11), theme().colour("text3"))
