"""The painting of a weighted sum: inputs, waterfall, activation, output, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from nnplayground.ui.colormap import heat_image
from nnplayground.ui.editor.wires import curve as wire_path
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.curve import draw_curve
from nnplayground.ui.neuron.formulas import formula_of, rate_of
from nnplayground.ui.neuron.ink import draw_cell, draw_number, draw_ring, draw_symbol, figure, sign_ink
from nnplayground.ui.neuron.panel import draw_card
from nnplayground.ui.neuron.reading import is_sum
from nnplayground.ui.neuron.shares import draw_shares
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from nnplayground.core.graph import Node
    from nnplayground.ui.neuron.frame import Frame
    from nnplayground.ui.neuron.reading import Neuron, Term
    from nnplayground.ui.neuron.sight import Sight

__all__ = ["Outgoing", "SumPicture", "outgoing_of", "outgoing_places"]

translate = QCoreApplication.translate
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Outgoing:
    """A way from the neuron to the next node: one of its neurons and the weight, or the node itself."""

    node: Node
    unit: int
    weight: float | None


def outgoing_of(sight: Sight, most: int) -> list[Outgoing]:
    """Return the strongest weights to the next dense layer, else the nodes that read the neuron."""
    graph = sight.experiment.graph
    nodes = [graph.node(edge.target) for edge in graph.outgoing(sight.node)]
    for node in nodes:
        traced = sight.trace.nodes.get(node.id)
        weight = traced.parameters.get("weight") if traced is not None and is_sum(node) else None
        if weight is not None and sight.unit < weight.value.shape[1]:
            column = weight.value[:, sight.unit]
            rows = np.sort(np.argsort(-np.abs(column), kind="stable")[:most])
            return [Outgoing(node, int(row), float(column[row])) for row in rows]
    return [Outgoing(node, 0, None) for node in nodes[:1]]


def outgoing_places(frame: Frame, outgoing: list[Outgoing]) -> list[tuple[QRectF, QPointF]]:
    """Return the tile of each next neuron, and where the weight to it stands."""
    card, start = frame.next_card, frame.panel.center().y()
    places = []
    for number in range(len(outgoing)):
        tile = QRectF(card.left() + 14, card.top() + 48 + number * 46, 38, 38)
        apart = 34.0 * (number - (len(outgoing) - 1) / 2)
        middle = (frame.panel.right() + card.left()) / 2
        places.append((tile, QPointF(middle, (start + tile.center().y()) / 2 + apart)))
    return places


class SumPicture:
    """One painting of one neuron."""

    def __init__(
        self,
        painter: QPainter,
        sight: Sight,
        neuron: Neuron,
        frame: Frame,
        shown: list[int],
        gradients: bool,
    ) -> None:
        self._gradients = gradients  # whether they have come here
        self._painter, self._sight, self._neuron, self._frame = painter, sight, neuron, frame
        self._terms = [neuron.terms[i] for i in shown]
        rest = [term for i, term in enumerate(neuron.terms) if i not in set(shown)]
        self._rest_count, self._rest = len(rest), sum(term.product for term in rest)
        self._source = sight.source
        self._source_maps = sight.maps.get(self._source.id) if self._source is not None else None

    # -- before the neuron -----------------------------------------------------------------------------

    def draw_before(self, marked: int | None) -> None:
        """Draw the card before the neuron, its values, and the wires to the neuron."""
        frame, painter = self._frame, self._painter
        source = self._source
        if source is not None:
            spec = self._sight.report.nodes[source.id].output
            draw_card(painter, frame.card, source, str(spec) if spec else "", 8)
        self._heads()
        widest = max((abs(term.weight) for term in self._terms), default=0.0) or 1.0
        for number, term in enumerate(self._terms):
            row = frame.row(number)
            self._wire(row, term.weight, abs(term.weight) / widest, number == marked)
            self._input(row, term)
        if self._rest_count:
            row = frame.row(len(self._terms))
            words = translate("NeuronLevel", "%Ln more", "", self._rest_count)
            room = QRectF(8, row.top(), frame.card.right() - 16, row.height())
            draw_text(painter, room, words, ui_font(11), theme().colour("text3"))
        if self._neuron.bias is not None:
            self._bias()
        self._sum_label()

    def _heads(self) -> None:
        frame, colour = self._frame, theme().colour
        line = QRectF(14, frame.head - 8, frame.card.right() - 20, 16)
        letter = "x" if self._source is not None and not self._source.layer.inputs else "a"
        head = translate("NeuronLevel", "input {letter}").format(letter=letter)
        draw_text(self._painter, line, head, ui_font(11), colour("text3"))
        between = QRectF(frame.card.right(), frame.head - 8, frame.panel.left() - frame.card.right(), 16)
        head = translate("NeuronLevel", "weight w")
        draw_text(self._painter, between, head, ui_font(11), colour("text3"), _CENTRE)

    def _wire(self, row: QRectF, weight: float, strength: float, marked: bool) -> None:
        painter, frame = self._painter, self._frame
        ink = theme().colour("negative" if weight < 0 else "positive")
        width, y = 1.2 + 8.0 * strength**1.5, row.center().y()
        start, end = QPointF(frame.card.right(), y), QPointF(frame.panel.left(), y)
        if marked:
            painter.setPen(QPen(theme().colour("text1"), width + 3, c=Qt.PenCapStyle.FlatCap))
            painter.drawLine(start, end)
        ink.setAlphaF(1.0 if marked else 0.4 + 0.6 * strength**0.6)
        painter.setPen(QPen(ink, width, c=Qt.PenCapStyle.FlatCap))
        painter.drawLine(start, end)
        for point in (start, end):
            painter.setPen(QPen(theme().colour("text3"), 1.5))
            painter.setBrush(theme().colour("canvas"))
            painter.drawEllipse(point, 3.5, 3.5)

    def _input(self, row: QRectF, term: Term) -> None:
        painter, side = self._painter, self._frame.cell
        cell = QRectF(14, row.center().y() - side / 2, side, side)
        draw_cell(painter, cell, term.value, self._map_image(term.column), self._sight.place)
        left, room = cell.right() + 8, self._frame.card.right() - 10 - cell.right() - 8
        colour = theme().colour
        if self._frame.pitch >= 34:
            draw_symbol(painter, QRectF(left, row.center().y() - 17, room, 16), term.label, colour("text3"))
            value = QRectF(left, row.center().y() - 1, room, 16)
            draw_text(painter, value, figure(term.value, 2, True), mono_font(12), sign_ink(term.value))
        else:
            line = QRectF(left, row.top(), room, row.height())
            draw_symbol(painter, line, term.label, colour("text3"))
            draw_text(painter, line, figure(term.value, 2, True), mono_font(12), sign_ink(term.value), _RIGHT)

    def _map_image(self, unit: int) -> QImage | None:
        maps = self._source_maps
        if maps is None or unit >= len(maps) or self._sight.place is None:
            return None
        values = maps[unit] if maps.ndim == 3 else np.repeat(maps[unit][None], 2, axis=0)
        bounded = float(np.nanmax(np.abs(values), initial=0.0)) <= 1.0 + 1e-6
        data = self._source is not None and not self._source.layer.inputs
        return heat_image(values, 1.0 if bounded and not data else None)

    def _bias(self) -> None:
        row = self._frame.row(self._frame.rows - 1)
        self._aside(row, translate("NeuronLevel", "bias b"))

    def _sum_label(self) -> None:
        self._aside(self._frame.row(self._frame.rows), translate("NeuronLevel", "sum z"), True)

    def _aside(self, row: QRectF, words: str, beside: bool = False) -> None:
        """Write what a row without an input is, left of its pill or of the panel."""
        frame = self._frame
        right = frame.panel.left() - 10 if beside else frame.card.right() - 8
        room = QRectF(0, row.top(), right, row.height())
        draw_text(self._painter, room, words, ui_font(11), theme().colour("text3"), _RIGHT)
        if not beside:
            self._painter.setPen(QPen(theme().colour("border"), 1))
            y = row.center().y()
            self._painter.drawLine(QPointF(frame.card.right(), y), QPointF(frame.panel.left(), y))

    # -- the sum ---------------------------------------------------------------------------------------

    def draw_sum(self, row: int | None) -> None:
        """Draw the running sum with its numbers; ``row`` is under the mouse."""
        frame, painter = self._frame, self._painter
        self._columns()
        summands = [(term.product, term.gradient) for term in self._terms]
        if self._rest_count:
            summands.append((self._rest, None))
        bias = self._neuron.bias
        if bias is not None:
            summands.append((bias.product, bias.gradient))
        if row is not None:
            at = row + bool(self._rest_count) if row >= len(self._terms) else row
            band = frame.row(at).adjusted(2, 0, 0, 0)
            painter.fillRect(band, theme().colour("hover"))
        ends = np.concatenate([[0.0], np.cumsum([value for value, _gradient in summands])])
        scale = self._scale(ends)
        self._zero_line(scale)
        for number, (value, gradient) in enumerate(summands):
            self._bar(number, scale(ends[number]), scale(ends[number + 1]), value)
            self._numbers(frame.row(number), value, gradient)
        self._total(scale, scale(float(ends[-1])))

    def _columns(self) -> None:
        frame, colour = self._frame, theme().colour
        top, painter = frame.head - 8, self._painter
        left = frame.bars[0] - 2
        words = translate("NeuronLevel", "running sum")
        draw_text(painter, QRectF(left, top, 150, 16), words, ui_font(11), colour("text3"))
        letter = "x" if self._source is not None and not self._source.layer.inputs else "a"
        room = QRectF(frame.products - 60, top, 60, 16)
        draw_text(painter, room, f"w · {letter}", ui_font(11, italic=True), colour("text3"), _RIGHT)
        if self._gradients:
            room = QRectF(frame.gradients - 60, top, 60, 16)
            draw_text(painter, room, "∂L/∂w", ui_font(11, italic=True), colour("text3"), _RIGHT)

    def _scale(self, ends: np.ndarray) -> Scale:
        left, right = self._frame.bars
        low, high = min(0.0, float(ends.min())), max(0.0, float(ends.max()))
        return Scale(left, right, low, high if high > low else low + 1.0)

    def _zero_line(self, scale: Scale) -> None:
        pen = QPen(theme().colour("text3"), 1)
        pen.setDashPattern([2, 3])
        self._painter.setPen(pen)
        first, last = self._frame.row(0), self._frame.row(self._frame.rows)
        self._painter.drawLine(QPointF(scale(0.0), first.top() - 4), QPointF(scale(0.0), last.bottom() - 4))

    def _bar(self, number: int, start: float, end: float, value: float) -> None:
        row, painter = self._frame.row(number), self._painter
        height = min(16.0, row.height() - 6)
        left, right = min(start, end), max(start, end)
        if right - left < 1.5:
            left, right = (left + right) / 2 - 0.75, (left + right) / 2 + 0.75
        bar = QRectF(left, row.center().y() - height / 2, right - left, height)
        if value:
            draw_box(painter, bar, 2, theme().colour("negative" if value < 0 else "positive"))
        painter.setPen(QPen(theme().colour("text4"), 1))
        following = self._frame.row(number + 1).center().y() - height / 2
        painter.drawLine(QPointF(end, bar.bottom() if value else bar.top()), QPointF(end, following))

    def _numbers(self, row: QRectF, value: float, gradient: float | None) -> None:
        frame = self._frame
        room = QRectF(frame.products - 80, row.top(), 80, row.height())
        draw_number(self._painter, room, value)
        if self._gradients and gradient is not None:
            room = QRectF(frame.gradients - 80, row.top(), 80, row.height())
            draw_number(self._painter, room, gradient, ink=theme().colour("text2"))

    def _total(self, scale: Scale, end: float) -> None:
        frame, painter, z = self._frame, self._painter, self._neuron.z
        row = frame.row(frame.rows)
        painter.setPen(QPen(theme().colour("border"), 1))
        painter.drawLine(QPointF(row.left() + 16, row.top()), QPointF(frame.gradients, row.top()))
        height = min(16.0, row.height() - 6)
        zero = scale(0.0)
        bar = QRectF(min(zero, end), row.center().y() - height / 2, max(2.0, abs(end - zero)), height)
        ink = theme().colour("negative" if z < 0 else "positive")
        draw_box(painter, bar, 2, None, ink, 1.5)
        room = QRectF(frame.products - 110, row.top(), 110, row.height())
        draw_text(painter, room, figure(z, 3, True), mono_font(16, QFont.Weight.Medium), sign_ink(z), _RIGHT)

    # -- the right part --------------------------------------------------------------------------------

    def draw_side(self) -> None:
        """Draw the activation, the output with its map, and the numbers that go back."""
        frame, painter, neuron = self._frame, self._painter, self._neuron
        side, colour = frame.side, theme().colour
        painter.setPen(QPen(colour("separator"), 1))
        x = side.left() - 14
        painter.drawLine(QPointF(x, frame.head - 8), QPointF(x, frame.notes.top() - 8))
        activation = getattr(self._sight.here.layer, "activation", None)
        room = QRectF(side.left(), frame.head - 8, side.width(), 16)
        draw_text(painter, room, formula_of(activation), ui_font(11, italic=True), colour("text3"))
        if neuron.slope is None:
            draw_shares(painter, frame.curve, activation, neuron)
        elif self._sight.curve is not None:
            draw_curve(painter, frame.curve, self._sight.curve, (neuron.z, neuron.output), neuron.slope)
        self._output()
        if frame.map.height() > 0:
            self._picture(frame.map)
        for number, (words, value, ink) in enumerate(self._facts()):
            line = frame.fact(number)
            draw_text(painter, line, words, ui_font(12), colour("text2"))
            draw_text(painter, line, value, mono_font(12), ink, _RIGHT)

    def _output(self) -> None:
        painter, line, value = self._painter, self._frame.output, self._neuron.output
        words = translate("NeuronLevel", "Output")
        draw_text(painter, line, words, ui_font(12), theme().colour("text1"))
        number = figure(value, 3, True)
        draw_text(painter, line, number, mono_font(20, QFont.Weight.Medium), sign_ink(value), _RIGHT)

    def _picture(self, rect: QRectF) -> None:
        painter, sight = self._painter, self._sight
        picture, place = sight.picture, sight.place
        if picture is None or place is None:
            return
        values = picture if picture.ndim == 2 else np.repeat(picture[None], 2, axis=0)
        bounded = float(np.nanmax(np.abs(values), initial=0.0)) <= 1.0 + 1e-6
        draw_cell(painter, rect, self._neuron.output, heat_image(values, 1.0 if bounded else None), None)
        at = QPointF(rect.left() + place.x() * rect.width(), rect.top() + place.y() * rect.height())
        line = theme().colour("text1")
        line.setAlphaF(0.55)
        painter.setPen(QPen(line, 1))
        painter.drawLine(QPointF(at.x(), rect.top()), QPointF(at.x(), rect.bottom()))
        painter.drawLine(QPointF(rect.left(), at.y()), QPointF(rect.right(), at.y()))
        draw_ring(painter, at, 5.0, sign_ink(self._neuron.output))

    def _facts(self) -> list[tuple[str, str, QColor]]:
        neuron, ink = self._neuron, theme().colour("text1")
        if not self._sight.backward:
            facts = [(translate("NeuronLevel", "Sum z"), figure(neuron.z, 3, True), ink)]
            if neuron.slope is not None:
                facts.append((translate("NeuronLevel", "Slope"), figure(neuron.slope), ink))
            return facts
        rate = rate_of(self._sight.experiment, self._sight.trace, neuron.node)
        return [
            ("∂L/∂a", figure(neuron.grad_output if self._gradients else None, 3, True), ink),
            ("δ = ∂L/∂z", figure(neuron.delta if self._gradients else None, 3, True), ink),
            (translate("NeuronLevel", "learning rate η"), format_compact(rate), ink),
        ]

    # -- after the neuron ------------------------------------------------------------------------------

    def draw_next(self, outgoing: list[Outgoing]) -> None:
        """Draw the wires to the next node and the beginning of its card."""
        if not outgoing:
            return
        frame, painter = self._frame, self._painter
        card, node = frame.next_card, outgoing[0].node
        spec = self._sight.report.nodes[node.id].output
        draw_card(painter, card, node, "", card.left() + 8)
        start = QPointF(frame.panel.right(), frame.panel.center().y())
        widest = max((abs(out.weight or 0.0) for out in outgoing), default=0.0) or 1.0
        maps = self._sight.maps.get(node.id)
        for out, (tile, _pill) in zip(outgoing, outgoing_places(frame, outgoing), strict=True):
            end = QPointF(card.left(), tile.center().y())
            self._next_wire(start, end, out.weight, widest)
            if out.weight is not None:
                self._next_tile(tile, out, maps)
        if spec is not None and spec.shape and outgoing[0].weight is not None:
            hidden = spec.shape[0] - len(outgoing)
            if hidden > 0:
                line = QRectF(card.left() + 14, card.bottom() - 24, 60, 16)
                draw_text(painter, line, f"+{hidden}", mono_font(11), theme().colour("text3"))
        painter.setPen(QPen(theme().colour("accent"), 1.5))
        painter.setBrush(theme().colour("canvas"))
        painter.drawEllipse(start, 4, 4)

    def _next_wire(self, start: QPointF, end: QPointF, weight: float | None, widest: float) -> None:
        if weight is None:
            ink, width = theme().colour("text3"), 1.75
        else:
            ink = theme().colour("negative" if weight < 0 else "positive")
            width = 1.0 + 6.0 * (abs(weight) / widest) ** 1.5
        self._painter.setPen(QPen(ink, width))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        path: QPainterPath = wire_path(start, end)
        self._painter.drawPath(path)

    def _next_tile(self, tile: QRectF, out: Outgoing, maps: object) -> None:
        output = self._sight.trace[out.node.id].output
        value = float(output[out.unit]) if out.unit < len(output) else 0.0
        image = None
        if isinstance(maps, np.ndarray) and maps.ndim == 3 and out.unit < len(maps):
            image = heat_image(maps[out.unit])
        draw_cell(self._painter, tile, value, image, self._sight.place)
        room = QRectF(tile.right() + 8, tile.top(), 60, tile.height())
        draw_text(self._painter, room, figure(value, 2, True), mono_font(12), sign_ink(value))


@dataclass(frozen=True)
class Scale:
    """Values to pixels along the running sum."""

    left: float
    right: float
    low: float
    high: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)
