"""The painting of a filter at one place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from nnplayground.ui.editor.wires import curve as wire_path
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.curve import draw_curve
from nnplayground.ui.neuron.formulas import formula_of
from nnplayground.ui.neuron.frame import LINE
from nnplayground.ui.neuron.grids import Grid, draw_grid, ring
from nnplayground.ui.neuron.ink import draw_number, figure, sign_ink
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from nnplayground.ui.neuron.sight import Sight
    from nnplayground.ui.neuron.window import Window

__all__ = ["ConvPicture", "Places"]

translate = QCoreApplication.translate
_RIGHT = Qt.AlignmentFlag.AlignRight
_WIDEST = 860.0
_HEAD = 62.0
_SIDE = 210.0
_PITCH = 20.0, 26.0
_KERNEL = 42.0


@dataclass(frozen=True)
class Places:
    """Rectangles of a filter's picture.

    Parameters
    ----------
    width, height : float
        The room.
    window : Window
    lines : int
        Lines of formulas below.
    """

    width: float
    height: float
    window: Window
    lines: int

    @cached_property
    def plate(self) -> QRectF:
        """The filter itself."""
        width = min(_WIDEST, self.width - 28)
        return QRectF((self.width - width) / 2, 2, width, min(self.height - 4, 720))

    @cached_property
    def notes(self) -> QRectF:
        """The lines of formulas."""
        height = 18 + self.lines * LINE
        plate = self.plate
        return QRectF(plate.left() + 16, plate.bottom() - height, plate.width() - 32, height)

    @cached_property
    def _top(self) -> float:
        """The height of the grids."""
        return max(120.0, min(216.0, 0.40 * (self.notes.top() - self.plate.top() - _HEAD - 40)))

    @cached_property
    def input_head(self) -> QRectF:
        """The line over the input."""
        return QRectF(self.plate.left() + 16, self.plate.top() + _HEAD - 14, self._side_of_map, 18)

    @cached_property
    def _side_of_map(self) -> float:
        return min(self._top, 0.27 * self.plate.width())

    @cached_property
    def input(self) -> Grid:
        """The input with its padding."""
        left, top = self.plate.left() + 16, self.plate.top() + _HEAD + 8
        return Grid(QRectF(left, top, self._side_of_map, self._top), self.window.image)

    @cached_property
    def output(self) -> Grid:
        """The filter's whole output."""
        side = self._side_of_map
        room = QRectF(self.plate.right() - 16 - side, self.input.rect.top(), side, self._top)
        return Grid(room, self.window.outputs)

    @cached_property
    def kernel(self) -> Grid:
        """The weights."""
        return self._small(0, self.window.weights)

    @cached_property
    def products(self) -> Grid:
        """W · x."""
        return self._small(1, self.window.products)

    def _small(self, number: int, values: np.ndarray) -> Grid:
        left, right = self.input.rect.right() + 24, self.output.rect.left() - 24
        room = (right - left - 28) / 2
        height, width = values.shape
        side = min(_KERNEL, room / width, (self._top - 20) / height)
        top = self.input.rect.center().y() - height * side / 2
        start = left + number * (room + 28) + (room - width * side) / 2
        return Grid(QRectF(start, top, width * side, height * side), values)

    # -- the table -------------------------------------------------------------------------------------

    @cached_property
    def table(self) -> QRectF:
        """The taps line by line, below the grids."""
        plate, top = self.plate, self.input.rect.top() + self._top + 14
        width = plate.width() - 48 - self._side_width
        return QRectF(plate.left() + 16, top, width, self.notes.top() - top - 6)

    @property
    def _side_width(self) -> float:
        return min(_SIDE, 0.27 * self.plate.width())

    @cached_property
    def taps(self) -> list[tuple[int, int]]:
        """The taps that have a row: all, or those that count most."""
        products = self.window.products
        every = [(int(u), int(v)) for u, v in np.ndindex(*products.shape)]
        most = max(1, int((self.table.height() - 20) / _PITCH[0]) - 2 - self._has_bias)
        if len(every) + (self.window.channels > 1) <= most:
            return every
        largest = sorted(every, key=lambda tap: -abs(float(products[tap])))
        return sorted(largest[: max(1, most - 1)])

    @property
    def _has_bias(self) -> bool:
        return self.window.bias is not None

    @cached_property
    def rest(self) -> float:
        """The products without a row of their own."""
        left = self.window.products.copy()
        for tap in self.taps:
            left[tap] = 0.0
        return float(left.sum()) + self.window.rest

    @property
    def has_rest(self) -> bool:
        """Whether some products share a row."""
        return self.window.channels > 1 or len(self.taps) < self.window.products.size

    @cached_property
    def pitch(self) -> float:
        """The height of a row."""
        rows = len(self.taps) + self.has_rest + self._has_bias + 1
        return max(_PITCH[0], min(_PITCH[1], (self.table.height() - 20) / rows))

    def row(self, number: int) -> QRectF:
        """Return a row of the table."""
        table = self.table
        return QRectF(table.left(), table.top() + 20 + number * self.pitch, table.width(), self.pitch)

    @property
    def bias_row(self) -> QRectF:
        """The row of the bias, behind those of the taps."""
        return self.row(len(self.taps) + self.has_rest)

    @property
    def sum_row(self) -> QRectF:
        """The last row."""
        return self.row(len(self.taps) + self.has_rest + self._has_bias)

    @property
    def pixels(self) -> float:
        """The right edge of the column x."""
        return self.table.left() + min(158.0, 0.3 * self.table.width())

    @property
    def weights(self) -> float:
        """The right edge of the column w."""
        return self.pixels + 68

    @property
    def shares(self) -> float:
        """The right edge of the column w · x."""
        return self.weights + 66

    @property
    def bars(self) -> tuple[float, float]:
        """From where to where the running sum goes."""
        return self.shares + 22, self.table.right() - 14

    @cached_property
    def side(self) -> QRectF:
        """The activation and the numbers to its right."""
        table = self.table
        return QRectF(table.right() + 16, table.top(), self._side_width, table.height())


class ConvPicture:
    """One painting of one filter at one place."""

    def __init__(
        self, painter: QPainter, sight: Sight, window: Window, places: Places, tap: tuple[int, int] | None
    ) -> None:
        self._painter, self._sight, self._window, self._places = painter, sight, window, places
        self._tap = tap

    # -- grids -----------------------------------------------------------------------------------------

    def draw_grids(self) -> None:
        """Draw input, kernel, products and output, with the window and the place marked."""
        places, window, painter = self._places, self._window, self._painter
        self._heads()
        cells = [(row, column) for row in window.rows for column in window.columns]
        source = self._sight.source
        is_data = source is not None and not source.layer.inputs
        draw_grid(painter, places.input, ink=is_data, numbered=cells)
        largest = float(np.abs(window.weights).max()) or 1.0
        draw_grid(painter, places.kernel, scale=largest)
        draw_grid(painter, places.products, scale=float(np.abs(window.products).max()) or 1.0)
        draw_grid(painter, places.output, numbered=[window.place])
        first = places.input.cell(window.rows[0], window.columns[0])
        last = places.input.cell(window.rows[-1], window.columns[-1])
        self._rays(first.united(last))
        ring(painter, first.united(last), "accent", 2.5)
        ring(painter, places.output.cell(*window.place), "accent", 2.5)
        if self._tap is not None and self._tap[0] < len(window.rows) and self._tap[1] < len(window.columns):
            at = window.rows[self._tap[0]], window.columns[self._tap[1]]
            ring(painter, places.input.cell(*at), "text1", 1.75)
            ring(painter, places.kernel.cell(*self._tap), "text1", 1.75)
            ring(painter, places.products.cell(*self._tap), "text1", 1.75)

    def _heads(self) -> None:
        places, window = self._places, self._window
        number = window.first + window.channel + 1
        text = translate("NeuronLevel", "input x")
        if window.channels > 1:  # shorter, for there are buttons beside it
            text = translate("NeuronLevel", "x, channel {number}").format(number=number)
        self._head(places.input_head, text)
        for grid, words in (
            (places.kernel, translate("NeuronLevel", "kernel w")),
            (places.products, translate("NeuronLevel", "products w · x")),
        ):
            box = grid.outline
            self._head(QRectF(box.left(), box.top() - 22, max(box.width(), 110), 18), words)
        height, width = window.outputs.shape
        words = translate("NeuronLevel", "output a, {shape}").format(shape=f"{height}×{width}")
        room = places.output.rect
        self._head(QRectF(room.left(), places.input_head.top(), room.width(), 18), words)

    def _head(self, rect: QRectF, words: str) -> None:
        draw_text(self._painter, rect, words, ui_font(11), theme().colour("text3"))

    def _rays(self, window: QRectF) -> None:
        """Join the window with the kernel, and the products with the place they become."""
        painter, kernel = self._painter, self._places.kernel.outline
        line = theme().colour("accent")
        line.setAlphaF(0.45)
        painter.setPen(QPen(line, 1))
        painter.drawLine(window.topRight(), kernel.topLeft())
        painter.drawLine(window.bottomRight(), kernel.bottomLeft())
        products = self._places.products.outline
        painter.setPen(QPen(theme().colour("text3"), 1.35))
        middle = kernel.center().y()
        painter.setFont(ui_font(16))
        painter.drawText(
            QRectF(kernel.right(), middle - 9, products.left() - kernel.right(), 18),
            Qt.AlignmentFlag.AlignCenter,
            "→",
        )
        place = self._places.output.cell(*self._window.place)
        painter.setPen(QPen(theme().colour("accent"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = QPointF(products.right() + 2, products.center().y())
        painter.drawPath(wire_path(start, QPointF(place.left(), place.center().y())))

    # -- the table -------------------------------------------------------------------------------------

    def draw_table(self) -> None:
        """Draw the taps with their products and the running sum."""
        places, window, painter = self._places, self._window, self._painter
        painter.setPen(QPen(theme().colour("separator"), 1))
        top = places.table.top() - 8
        painter.drawLine(QPointF(places.plate.left() + 2, top), QPointF(places.plate.right() - 2, top))
        self._table_heads()
        rows = [(self._name(tap), float(window.products[tap])) for tap in places.taps]
        if places.has_rest:
            rows.append((self._rest_name(), places.rest))
        if window.bias is not None:
            rows.append((translate("NeuronLevel", "bias b"), window.bias))
        ends = np.concatenate([[0.0], np.cumsum([value for _name, value in rows])])
        low, high = min(0.0, float(ends.min())), max(0.0, float(ends.max()))
        per_unit = (places.bars[1] - places.bars[0]) / ((high - low) or 1.0)
        for number, (name, value) in enumerate(rows):
            start, end = (places.bars[0] + (float(ends[number + i]) - low) * per_unit for i in (0, 1))
            self._table_row(number, name, value, start, end)
        self._table_sum(places.bars[0] - low * per_unit, places.bars[0] + (float(ends[-1]) - low) * per_unit)

    def _table_heads(self) -> None:
        places = self._places
        line = QRectF(places.table.left(), places.table.top(), 90, 18)
        self._head(line, translate("NeuronLevel", "position"))
        for right, words in ((places.pixels, "x"), (places.weights - 8, "w"), (places.shares, "w · x")):
            room = QRectF(right - 60, line.top(), 60, 18)
            draw_text(self._painter, room, words, ui_font(11, italic=True), theme().colour("text3"), _RIGHT)
        room = QRectF(places.bars[0], line.top(), places.bars[1] - places.bars[0] + 10, 18)
        self._head(room, translate("NeuronLevel", "running sum"))

    def _name(self, tap: tuple[int, int]) -> str:
        if self._window.weights.shape == (3, 3):
            return _position(tap)
        return translate("NeuronLevel", "row {row}, column {column}").format(
            row=tap[0] + 1, column=tap[1] + 1
        )

    def _rest_name(self) -> str:
        if len(self._places.taps) < self._window.products.size:
            return translate("NeuronLevel", "all others")
        return translate("NeuronLevel", "other channels")

    def _table_row(self, number: int, name: str, value: float, start: float, end: float) -> None:
        places, painter, row = self._places, self._painter, self._places.row(number)
        is_tap = number < len(places.taps)
        if is_tap and places.taps[number] == self._tap:
            painter.fillRect(row.adjusted(-14, 0, 8, 0), theme().colour("hover"))
        label = QRectF(row.left(), row.top(), places.pixels - 42 - row.left(), row.height())
        draw_text(painter, label, name, ui_font(12), theme().colour("text2"))
        if is_tap:
            pixel = float(self._window.pixels[places.taps[number]])
            room = QRectF(places.pixels - 70, row.top(), 70, row.height())
            draw_number(painter, room, pixel, signed=False, ink=theme().colour("text1"))
        room = QRectF(places.shares - 70, row.top(), 70, row.height())
        draw_number(painter, room, value)
        height = min(12.0, row.height() - 6)
        bar = QRectF(min(start, end), row.center().y() - height / 2, max(1.5, abs(end - start)), height)
        if value:
            draw_box(painter, bar, 2, theme().colour("negative" if value < 0 else "positive"))
        painter.setPen(QPen(theme().colour("text4"), 1))
        top = bar.bottom() if value else bar.top()
        painter.drawLine(QPointF(end, top), QPointF(end, bar.top() + row.height()))

    def _table_sum(self, zero: float, end: float) -> None:
        places, painter, z = self._places, self._painter, self._window.z
        row = places.sum_row
        painter.setPen(QPen(theme().colour("border"), 1))
        painter.drawLine(row.topLeft(), row.topRight() - QPointF(8, 0))
        draw_text(painter, row, translate("NeuronLevel", "sum z"), ui_font(12), theme().colour("text2"))
        room = QRectF(places.shares - 100, row.top(), 100, row.height())
        draw_text(painter, room, figure(z, 3, True), mono_font(14, QFont.Weight.Medium), sign_ink(z), _RIGHT)
        height = min(12.0, row.height() - 6)
        bar = QRectF(min(zero, end), row.center().y() - height / 2, max(2.0, abs(end - zero)), height)
        draw_box(painter, bar, 2, None, theme().colour("negative" if z < 0 else "positive"), 1.5)
        pen = QPen(theme().colour("text3"), 1)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(zero, places.row(0).top()), QPointF(zero, row.bottom() - 2))

    # -- the right part --------------------------------------------------------------------------------

    def draw_side(self) -> None:
        """Draw the activation and what is to be said of this place."""
        painter, side, window = self._painter, self._places.side, self._window
        painter.setPen(QPen(theme().colour("separator"), 1))
        left = side.left() - 12
        painter.drawLine(QPointF(left, side.top()), QPointF(left, side.bottom()))
        activation = getattr(self._sight.here.layer, "activation", None)
        room = QRectF(side.left(), side.top(), side.width(), 18)
        draw_text(painter, room, formula_of(activation), ui_font(11, italic=True), theme().colour("text3"))
        facts = self._facts()
        height = max(56.0, min(150.0, side.height() - 52 - len(facts) * 20))
        if window.slope is not None and self._sight.curve is not None:
            box = QRectF(side.left(), side.top() + 20, side.width(), height)
            draw_curve(painter, box, self._sight.curve, (window.z, window.output), window.slope)
        top = side.top() + 22 + height
        line = QRectF(side.left(), top, side.width(), 26)
        words = translate("NeuronLevel", "Output")
        draw_text(painter, line, words, ui_font(12), theme().colour("text1"))
        number = figure(window.output, 3, True)
        font = mono_font(18, QFont.Weight.Medium)
        draw_text(painter, line, number, font, sign_ink(window.output), _RIGHT)
        for index, (words, value) in enumerate(facts):
            line = QRectF(side.left(), top + 26 + index * 20, side.width(), 20)
            draw_text(painter, line, words, ui_font(12), theme().colour("text2"))
            draw_text(painter, line, value, mono_font(12), theme().colour("text1"), _RIGHT)

    def _facts(self) -> list[tuple[str, str]]:
        window = self._window
        place = f"{window.place[0] + 1}, {window.place[1] + 1}"
        facts = [(translate("NeuronLevel", "row, column"), place)]
        if self._sight.backward:
            facts.append(("δ = ∂L/∂z", figure(window.delta, 3, True)))
        times = f"{format_number(window.outputs.size)}×"
        facts.append((translate("NeuronLevel", "same weights used"), times))
        return facts


def _position(tap: tuple[int, int]) -> str:
    names = (
        (
            translate("NeuronLevel", "top left"),
            translate("NeuronLevel", "top"),
            translate("NeuronLevel", "top right"),
        ),
        (
            translate("NeuronLevel", "left"),
            translate("NeuronLevel", "center"),
            translate("NeuronLevel", "right"),
        ),
        (
            translate("NeuronLevel", "bottom left"),
            translate("NeuronLevel", "bottom"),
            translate("NeuronLevel", "bottom right"),
        ),
    )
    return names[tap[0]][tap[1]]
