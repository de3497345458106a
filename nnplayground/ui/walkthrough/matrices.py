"""The matrix form of a step: the whole layer at once, as coloured cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnplayground.ui.colormap import diverging_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.ink import figure
from nnplayground.ui.theme import theme
from nnplayground.ui.walkthrough.steps import Kind, has_neurons, shown_units, sources_of
from nnplayground.ui.walkthrough.words import key_of
from nnplayground.ui.widgets.painting import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from nnplayground.train.traces import NodeTrace
    from nnplayground.ui.walkthrough.words import Mark, Sight

__all__ = ["MatrixForm"]

_CELL = 54.0, 24.0
_MOST = 6


@dataclass(frozen=True)
class _Matrix:
    """Numbers in brackets, each with the name of its quantity; the caption gives the true size."""

    values: Any
    keys: list[list[str]]
    caption: str

    @property
    def size(self) -> tuple[float, float]:
        rows, columns = self.values.shape
        return columns * (_CELL[0] + 2) + 14, rows * (_CELL[1] + 2) + 6


_Row = tuple[str, list[_Matrix | str]]


class MatrixForm(QWidget):
    """Draws the equations of a layer; a cell under the mouse is marked everywhere."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._digits = 3
        self._cells: list[tuple[QRectF, str]] = []
        self._mark = mark
        mark.changed.connect(self.update)
        theme().themeChanged.connect(self.update)
        self.setMouseTracking(True)

    def show_sight(self, sight: Sight) -> None:
        """Show the equations of a step; none for a layer that has no matrix."""
        self._digits = sight.digits
        self._rows = _rows(sight)
        self.setAccessibleName("; ".join(head for head, _ in self._rows))
        self.setFixedSize(self._needed())
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether the step has no matrix form."""
        return not self._rows

    def _needed(self) -> QSize:
        width = max((sum(self._width(part) for part in parts) for _, parts in self._rows), default=0.0)
        height = sum(30 + _height(parts) + 28 for _, parts in self._rows)
        return QSize(round(width) + 24, round(height) + 8)

    @staticmethod
    def _width(part: _Matrix | str) -> float:
        return 26.0 if isinstance(part, str) else max(part.size[0], text_width(part.caption, ui_font(11))) + 4

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = [key for rect, key in self._cells if rect.contains(event.position())]
        self._mark.set_key(found[0] if found else "")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._mark.set_key("")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._cells = []
        top = 2.0
        for head, parts in self._rows:
            line = QRectF(8, top, self.width() - 8, 22)
            draw_text(painter, line, head, ui_font(13, italic=True), theme().colour("text1"))
            height, left = _height(parts), 8.0
            for part in parts:
                width = self._width(part)
                box = QRectF(left, top + 28, width, height)
                if isinstance(part, str):
                    draw_text(
                        painter,
                        box,
                        part,
                        ui_font(13),
                        theme().colour("text2"),
                        Qt.AlignmentFlag.AlignHCenter,
                    )
                else:
                    self._paint_matrix(painter, part, box)
                left += width
            top += 30 + height + 28

    def _paint_matrix(self, painter: QPainter, matrix: _Matrix, box: QRectF) -> None:
        width, height = matrix.size
        frame = QRectF(0, 0, width, height)
        frame.moveCenter(box.center())
        _draw_brackets(painter, frame)
        largest = float(np.abs(matrix.values).max(initial=0.0)) or 1.0
        for (i, j), value in np.ndenumerate(matrix.values):
            left, top = frame.left() + 7 + j * (_CELL[0] + 2), frame.top() + 3 + i * (_CELL[1] + 2)
            cell = QRectF(left + 1, top + 1, *_CELL)
            self._paint_cell(painter, cell, float(value), float(value) / largest, matrix.keys[i][j])
        below = QRectF(box.left(), box.bottom() + 3, box.width(), 18)
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, below, matrix.caption, ui_font(11), theme().colour("text3"), centre)

    def _paint_cell(self, painter: QPainter, cell: QRectF, value: float, share: float, key: str) -> None:
        fill = diverging_colour(max(-1.0, min(1.0, share)))
        fill.setAlphaF(0.62)
        marked = bool(key) and key == self._mark.key
        painter.setPen(QPen(theme().colour("text1"), 1.5) if marked else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(cell, 3, 3)
        text = figure(value, min(3, self._digits))
        draw_text(painter, cell, text, mono_font(11), theme().colour("text1"), Qt.AlignmentFlag.AlignHCenter)
        if key:
            self._cells.append((cell, key))


def _height(parts: list[_Matrix | str]) -> float:
    return max((part.size[1] for part in parts if isinstance(part, _Matrix)), default=0.0)


def _draw_brackets(painter: QPainter, frame: QRectF) -> None:
    painter.setPen(QPen(theme().colour("text2"), 1.3))
    for x, way in ((frame.left() + 2, 5), (frame.right() - 2, -5)):
        top, bottom = QPointF(x, frame.top()), QPointF(x, frame.bottom())
        painter.drawPolyline([top + QPointF(way, 0), top, bottom, bottom + QPointF(way, 0)])


# -- equations -----------------------------------------------------------------------------------------


def _rows(sight: Sight) -> list[_Row]:
    id = sight.step.node
    if id not in sight.trace or not has_neurons(sight.experiment, sight.trace, id):
        return []
    node = sight.trace[id]
    source = next(iter(sources_of(sight.experiment.graph, sight.trace, id)), "")
    rows, columns = shown_units(node.output, _MOST), shown_units(node.inputs[0], _MOST)
    if sight.step.kind is Kind.FORWARD:
        return _forward(node, source, rows, columns)
    return _backward(node, source, rows, columns) if sight.step.kind is Kind.BACKWARD else []


def _column(values: Any, units: tuple[int, ...], quantity: str, node: str, name: str) -> _Matrix:
    keys = [[key_of(quantity, node, k) if quantity else ""] for k in units]
    return _Matrix(
        np.asarray(values)[list(units), None], keys, f"{name} {_size(len(values), 1, len(units), 1)}"
    )


def _sheet(
    node: NodeTrace, values: Any, rows: tuple[int, ...], columns: tuple[int, ...], name: str
) -> _Matrix:
    keys = [[key_of("w", node.node, k, j) for j in columns] for k in rows]
    size = _size(values.shape[0], values.shape[1], len(rows), len(columns))
    return _Matrix(np.asarray(values)[np.ix_(rows, columns)], keys, f"{name} {size}")


def _size(rows: int, columns: int, shown_rows: int, shown_columns: int) -> str:
    cut = "…" if (shown_rows, shown_columns) != (rows, columns) else ""
    return f"{rows}×{columns}{cut}"


def _forward(node: NodeTrace, source: str, rows: tuple[int, ...], columns: tuple[int, ...]) -> list[_Row]:
    weight, bias = node.parameters["weight"].value, node.parameters.get("bias")
    parts: list[_Matrix | str] = [
        _column(node.z, rows, "z", node.node, "z"),
        "=",
        _sheet(node, weight, rows, columns, "W"),
        "·",
        _column(node.inputs[0], columns, "a", source, "x"),
    ]
    if bias is not None:
        parts += ["+", _column(bias.value, rows, "b", node.node, "b")]
    return [("z = W x + b" if bias is not None else "z = W x", parts)]


def _backward(node: NodeTrace, source: str, rows: tuple[int, ...], columns: tuple[int, ...]) -> list[_Row]:
    weight = node.parameters["weight"]
    if node.delta is None or node.grad_output is None or weight.gradient is None:
        return []
    delta = _column(node.delta, rows, "d", node.node, "δ")
    found: list[_Row] = []
    if node.slope is not None:
        error = _column(node.grad_output, rows, "", node.node, "∂L/∂a")
        slope = _column(node.slope, rows, "", node.node, "φ′(z)")
        found.append(("δ = ∂L/∂a ⊙ φ′(z)", [delta, "=", error, "⊙", slope]))
    x = node.inputs[0][list(columns)][None, :]
    keys = [[key_of("a", source, j) for j in columns]]
    row = _Matrix(x, keys, f"xᵀ {_size(1, len(node.inputs[0]), 1, len(columns))}")
    sheet = _sheet(node, weight.gradient, rows, columns, "∂L/∂W")
    found.append(("∂L/∂W = δ xᵀ", [sheet, "=", delta, "·", row]))
    turned = _sheet(node, weight.value, rows, columns, "")
    back = _Matrix(
        turned.values.T,
        [list(keys) for keys in zip(*turned.keys, strict=True)],
        f"Wᵀ {_size(weight.value.shape[1], weight.value.shape[0], len(columns), len(rows))}",
    )
    passed = weight.value.T @ node.delta
    found.append(("∂L/∂x = Wᵀ δ", [_column(passed, columns, "", source, "∂L/∂x"), "=", back, "·", delta]))
    return found
