"""How a column of a walk-through is painted: its heading, and a card for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont

from nnplayground.app.translation import say
from nnplayground.ui.colormap import heat_image
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.ink import draw_cell, figure, sign_ink
from nnplayground.ui.neuron.reading import input_labels
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.walkthrough.steps import Kind
from nnplayground.ui.walkthrough.words import key_of, loss_title, name_of
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

    from nnplayground.ui.walkthrough.geometry import Card, Column
    from nnplayground.ui.walkthrough.steps import Known
    from nnplayground.ui.walkthrough.words import Sight

__all__ = ["paint_column"]

translate = QCoreApplication.translate
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


def paint_column(painter: QPainter, sight: Sight, known: Known, column: Column, marked: str) -> None:
    """Paint a node's heading and cards; what is not yet known is –."""
    band = column.band
    head = QRectF(band.left() - 40, band.top() + 8, band.width() + 80, 18)
    bold = ui_font(12, QFont.Weight.DemiBold)
    draw_text(painter, head, name_of(sight.experiment, column.node), bold, theme().colour("text1"), _CENTRE)
    below = head.translated(0, 18)
    draw_text(painter, below, _subtitle(sight, column), ui_font(11), theme().colour("text3"), _CENTRE)
    for card in column.cards:
        _paint_card(painter, sight, known, column.kind, card, marked)
    if column.rest:
        foot = QRectF(band.left(), band.bottom() - 26, band.width(), 20)
        more = translate("Walkthrough", "+{count} more").format(count=format_number(column.rest))
        draw_text(painter, foot, more, ui_font(11), theme().colour("text3"), _CENTRE)


def _subtitle(sight: Sight, column: Column) -> str:
    layer = sight.experiment.graph.node(column.node).layer
    title = say(type(layer).title)
    if column.kind == "loss":
        return loss_title(sight.experiment, column.node)
    node = sight.trace[column.node]
    shape = _shape(node.output.shape)
    if len(node.inputs) == 1:
        return f"{title} {_shape(node.inputs[0].shape)} → {shape}"
    return f"{title} {shape}"


def _shape(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) or "1"


def _paint_card(painter: QPainter, sight: Sight, known: Known, kind: str, card: Card, marked: str) -> None:
    active = card.node == sight.step.node
    edge = theme().colour("accent" if active else "border")
    draw_box(painter, card.rect, 8, theme().colour("card"), edge, 1.5 if active else 1.0)
    if kind == "loss":
        _paint_loss(painter, sight, known, card)
    elif kind == "neurons":
        _paint_neuron(painter, sight, known, card, marked)
    elif kind == "whole":
        _paint_whole(painter, sight, known, card)
    else:
        _paint_unit(painter, sight, known, card, kind, marked)


def _tile(sight: Sight, card: Card) -> QImage | None:
    maps: Any = sight.maps.get(card.node)
    if maps is None or not 0 <= card.unit < len(maps) or maps[card.unit].ndim != 2:
        return None
    return heat_image(maps[card.unit])


def _place(sight: Sight) -> QPointF | None:
    bounds = sight.experiment.data.spec().bounds
    if len(bounds) != 2 or sight.trace.raw.shape != (2,):
        return None
    x, y = ((float(v) - lo) / (hi - lo) for v, (lo, hi) in zip(sight.trace.raw, bounds, strict=True))
    return QPointF(x, 1 - y)


def _paint_neuron(painter: QPainter, sight: Sight, known: Known, card: Card, marked: str) -> None:
    node, rect, unit = sight.trace[card.node], card.rect, card.unit
    forward, backward = card.node in known.forward, card.node in known.backward
    assert node.z is not None
    draw_cell(
        painter,
        QRectF(rect.left() + 9, rect.top() + 9, 44, 44),
        float(node.output[unit]) if forward else 0.0,
        _tile(sight, card) if forward else None,
        _place(sight),
    )
    bias = node.parameters.get("bias")
    if bias is not None:
        below = QRectF(rect.left() + 4, rect.top() + 54, 54, 16)
        draw_text(painter, below, "b", ui_font(11, italic=True), theme().colour("text3"), _CENTRE)
        value = figure(float(bias.value[unit]), 2, signed=True)
        draw_text(painter, below.translated(0, 15), value, mono_font(10), theme().colour("text3"), _CENTRE)
    rows = (
        ("z", "z", float(node.z[unit]) if forward else None),
        ("a", "a", float(node.output[unit]) if forward else None),
        ("d", "δ", float(node.delta[unit]) if backward and node.delta is not None else None),
    )
    for number, (quantity, symbol, value_) in enumerate(rows):
        line = QRectF(rect.left() + 60, rect.top() + 8 + number * 26, rect.width() - 66, 24)
        fresh = card.node == sight.step.node and (quantity == "d") == (sight.step.kind is Kind.BACKWARD)
        _paint_row(painter, sight, line, symbol, value_, fresh, marked == key_of(quantity, card.node, unit))


def _paint_row(
    painter: QPainter, sight: Sight, line: QRectF, symbol: str, value: float | None, fresh: bool, marked: bool
) -> None:
    if fresh or marked:
        edge = theme().colour("text1") if marked else None
        draw_box(painter, line, 4, theme().colour("accent_soft") if fresh else None, edge)
    inner = line.adjusted(5, 0, -4, 0)
    draw_text(painter, inner, symbol, ui_font(12, italic=True), theme().colour("text2"))
    text = figure(value, min(4, sight.digits), signed=True)
    draw_text(painter, inner, text, mono_font(12), sign_ink(value), _RIGHT)


def _paint_unit(painter: QPainter, sight: Sight, known: Known, card: Card, kind: str, marked: str) -> None:
    """Paint a feature, or one output of a layer without weighted sums."""
    node, rect = sight.trace[card.node], card.rect
    value = float(node.output[card.unit]) if card.node in known.forward else None
    tile = QRectF(rect.left() + 9, rect.top() + 10, 44, 44)
    draw_cell(painter, tile, value or 0.0, _tile(sight, card) if value is not None else None, _place(sight))
    label = f"a{card.unit + 1}"
    if kind == "input":
        label = _feature(sight, card.node, card.unit, len(node.output))
    box = QRectF(rect.left() + 56, rect.top() + 10, rect.width() - 60, 20)
    draw_text(painter, box, label, ui_font(12, italic=True), theme().colour("text2"))
    if marked == key_of("a", card.node, card.unit):
        draw_box(painter, box.translated(-2, 22), 4, None, theme().colour("text1"))
    number = figure(value, 2)
    draw_text(painter, box.translated(0, 22), number, mono_font(11), sign_ink(value))


def _feature(sight: Sight, node: str, unit: int, count: int) -> str:
    readers = sight.experiment.graph.outgoing(node)
    labels = input_labels(sight.experiment, readers[0].target, count) if readers else []
    return labels[unit] if unit < len(labels) else f"x{unit + 1}"


def _paint_whole(painter: QPainter, sight: Sight, known: Known, card: Card) -> None:
    """Paint a layer whose output is no flat list: its strongest map, its shape and what is in it."""
    node, rect = sight.trace[card.node], card.rect
    forward = card.node in known.forward
    sheet = node.output.reshape(-1, *node.output.shape[-2:])
    strongest = int(abs(sheet).sum(axis=(1, 2)).argmax())
    tile = QRectF(rect.left() + 9, rect.top() + 9, 60, 60)
    draw_cell(painter, tile, 0.0, heat_image(sheet[strongest]) if forward else None, None)
    name = translate("Walkthrough", "map {number}").format(number=strongest + 1)
    draw_text(
        painter, QRectF(tile.left(), rect.top() + 71, 70, 16), name, ui_font(10), theme().colour("text3")
    )
    backward = card.node in known.backward and node.grad_output is not None
    norm = float((node.grad_output**2).sum() ** 0.5) if backward and node.grad_output is not None else None
    rows = (("min", float(node.output.min())), ("max", float(node.output.max())))
    for number, (symbol, value) in enumerate((*rows, ("‖∂L/∂a‖", norm))):
        shown = value if forward or number == 2 else None
        line = QRectF(rect.left() + 76, rect.top() + 8 + number * 26, rect.width() - 82, 24)
        draw_text(painter, line, symbol, ui_font(10), theme().colour("text3"))
        draw_text(painter, line, figure(shown, 2), mono_font(11), sign_ink(shown), _RIGHT)


def _paint_loss(painter: QPainter, sight: Sight, known: Known, card: Card) -> None:
    loss, rect = sight.trace.loss_of(card.node), card.rect
    if loss is None:
        return
    value = loss.value if card.node in known.forward else None
    if known.after:
        value = loss.after
    head = QRectF(rect.left() + 10, rect.top() + 8, rect.width() - 20, 26)
    draw_text(painter, head, figure(value, sight.digits), mono_font(18), theme().colour("text1"))
    draw_text(painter, head, "L", ui_font(12, italic=True), theme().colour("text3"), _RIGHT)
    if loss.target.size == 1:
        target = float(loss.target.reshape(-1)[0])
        _paint_fact(painter, rect, 0, translate("Walkthrough", "target y"), figure(target, 2))
    if loss.grad_prediction.size == 1 and value is not None:
        slope = float(loss.grad_prediction.reshape(-1)[0])
        _paint_fact(painter, rect, 1, "∂L/∂a", figure(slope, sight.digits, signed=True))


def _paint_fact(painter: QPainter, rect: QRectF, number: int, name: str, value: str) -> None:
    line = QRectF(rect.left() + 10, rect.top() + 38 + number * 22, rect.width() - 20, 20)
    draw_text(painter, line, name, ui_font(11), theme().colour("text2"))
    draw_text(painter, line, value, mono_font(12), theme().colour("text1"), _RIGHT)
