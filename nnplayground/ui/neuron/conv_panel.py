"""A filter sliding over a picture: window, kernel, products, sum and the place it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from nnplayground.app.translation import say
from nnplayground.ui.neuron.conv_picture import ConvPicture, Places
from nnplayground.ui.neuron.formulas import activation_name, backward_line, number_with_sign
from nnplayground.ui.neuron.ink import html_number as _num
from nnplayground.ui.neuron.ink import html_symbol as _sym
from nnplayground.ui.neuron.panel import Panel
from nnplayground.ui.neuron.pill import WeightPill
from nnplayground.ui.neuron.window import Window, places_of, read_window
from nnplayground.ui.widgets import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from nnplayground.ui.neuron.sight import Sight

__all__ = ["ConvPanel"]

Index = tuple[int, ...]


class ConvPanel(Panel):
    """Shows one place of a filter's output; arrows and the mouse move the window.

    Attributes
    ----------
    window_ : Window or None
        The numbers shown.
    place : (int, int)
        Row and column of the output.
    channel : int
        Which input channel is shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.window_: Window | None = None
        self.place = (0, 0)
        self.channel = 0
        self._focus: object = None
        self._tap: tuple[int, int] | None = None
        self._held: list[tuple[str, Index]] = []
        self._pills: list[WeightPill] = []
        self._before = IconButton("chevron-left", self.tr("Previous input channel"), parent=self)
        self._behind = IconButton("chevron-right", self.tr("Next input channel"), parent=self)
        self._before.clicked.connect(self._previous_channel)
        self._behind.clicked.connect(self._next_channel)

    # -- what is shown ---------------------------------------------------------------------------------

    def show_sight(self, sight: Sight) -> None:
        """Show the newest numbers of the filter."""
        trace = sight.trace.nodes.get(sight.node)
        if trace is None or trace.output.ndim != 3:
            return
        if self._focus != sight.node:  # begin where there is something to see
            self._focus, self.channel = sight.node, 0
            height, width = places_of(trace)
            self.place = height // 3, width // 3
        window = read_window(sight.here, trace, sight.unit, self.place, self.channel)
        if window is None:
            return
        self.window_, self.place, self.channel = window, window.place, window.channel
        super().show_sight(sight)
        self._place()

    @property
    def z(self) -> float | None:
        """The sum at the shown place."""
        return self.window_.z if self.window_ is not None else None

    def plate_rect(self) -> QRectF:
        """Return the filter's plate."""
        return self.places_().plate if self.window_ is not None else QRectF()

    def step(self, dx: int, dy: int) -> bool:
        """Move the window by one place of the output."""
        self._go((self.place[0] + dy, self.place[1] + dx))
        return True

    def look_at(self, place: tuple[int, int]) -> None:
        """Move the window to a place of the output."""
        self._go(place)

    def _go(self, place: tuple[int, int]) -> None:
        if place != self.place and self.sight is not None:
            self.place = place
            self.show_sight(self.sight)
            self.pointMoved.emit()

    def _previous_channel(self) -> None:
        self._show_channel(self.channel - 1)

    def _next_channel(self) -> None:
        self._show_channel(self.channel + 1)

    def _show_channel(self, channel: int) -> None:
        self.channel = channel
        if self.sight is not None:
            self.show_sight(self.sight)

    def places_(self) -> Places:
        """Return where everything stands now."""
        window, sight = self.window_, self.sight
        assert window is not None
        assert sight is not None
        return Places(self.width(), self.height(), window, 2 if sight.backward else 1)

    def _place(self) -> None:
        window, sight = self.window_, self.sight
        if window is None or sight is None:
            return
        places = self.places_()
        several = window.channels > 1
        for number, button in enumerate((self._before, self._behind)):
            button.setVisible(several)
            corner = places.input_head.topRight()
            button.move(round(corner.x() - 50 + number * 24), round(corner.y() - 4))
        self._before.setEnabled(window.channel > 0)
        self._behind.setEnabled(window.channel < window.channels - 1)
        self._place_pills(places, window)
        self.set_lines(self._formulas(window, sight), places.notes)
        self.update()

    # -- weights ---------------------------------------------------------------------------------------

    def _place_pills(self, places: Places, window: Window) -> None:
        self._held, values = [], []
        for u, v in places.taps:
            self._held.append(("weight", (window.row, window.channel, u, v)))
            values.append(float(window.weights[u, v]))
        if window.bias is not None:
            self._held.append(("bias", (window.row,)))
            values.append(window.bias)
        while len(self._pills) < len(self._held):
            self._pills.append(self._new_pill())
        for number, pill in enumerate(self._pills):
            pill.setVisible(number < len(self._held))
        for number, (pill, value) in enumerate(zip(self._pills, values, strict=False)):
            is_bias = self._held[number][0] == "bias"
            row = places.bias_row if is_bias else places.row(number)
            name = self.tr("Bias") if is_bias else self.tr("Weight {number}").format(number=number + 1)
            pill.set_name(name)
            pill.setValue(value)
            pill.move(round(places.weights - pill.width()), round(row.center().y() - pill.height() / 2))

    def _new_pill(self) -> WeightPill:
        pill = WeightPill(self)
        pill.previewed.connect(self._preview)
        pill.changed.connect(self._change)
        pill.entered.connect(self._enter)
        return pill

    def _target(self) -> tuple[str, Index]:
        return self._held[self._pills.index(self.sender())]  # type: ignore[arg-type]

    def _preview(self, value: float) -> None:
        if self.sight is not None:
            self.weightPreviewed.emit(self.sight.node, *self._target(), value)

    def _change(self, before: float, after: float) -> None:
        if self.sight is not None:
            self.weightChanged.emit(self.sight.node, *self._target(), before, after)

    def _enter(self) -> None:
        name, index = self._target()
        self._mark_tap((index[2], index[3]) if name == "weight" else None)

    def _mark_tap(self, tap: tuple[int, int] | None) -> None:
        if tap != self._tap:
            self._tap = tap
            self.update()

    # -- words -----------------------------------------------------------------------------------------

    def _formulas(self, window: Window, sight: Sight) -> list[tuple[str, str]]:
        name = activation_name(getattr(sight.here.layer, "activation", None))
        weighted = float(window.products.sum()) + window.rest
        at = f"<sub>{window.place[0] + 1},{window.place[1] + 1}</sub>"
        line = f"{_sym('z')}{at} = Σ {_sym('w')}{_sym('x')}"
        if window.bias is not None:
            line += f" + {_sym('b')} = {_num(weighted)} {number_with_sign(window.bias)}"
        line += f" = {_num(window.z, coloured=True)}, {_sym('a')}{at} = {name}({_num(window.z)}) = "
        lines = [(self.tr("This place"), line + _num(window.output, coloured=True))]
        if sight.backward:
            gradient = sight.trace[sight.node].grad_output
            grad = None if gradient is None else float(gradient[(sight.unit, *window.place)])
            back = backward_line(grad, window.slope, window.delta, name)
            lines.append((QCoreApplication.translate("NeuronLevel", "Backward"), back))
        return lines

    def _subtitle(self, window: Window, sight: Sight) -> str:
        height, width = window.weights.shape
        count = window.channels * height * width + (window.bias is not None)
        words = [say(sight.here.title), f"{height}×{width}"]
        words.append(activation_name(getattr(sight.here.layer, "activation", None)))
        return " · ".join([*words, self.tr("%Ln parameters", "", count)])

    # -- the mouse -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._slide(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._slide(event.position())
        elif self.window_ is not None:
            places = self.places_()
            self._mark_tap(places.kernel.at(event.position()) or places.products.at(event.position()))

    def _slide(self, point: QPointF) -> None:
        """Move the window to a place of the output, or over a place of the input."""
        if self.window_ is None or self.sight is None:
            return
        places = self.places_()
        found = places.output.at(point)
        if found is not None:
            self._go(found)
            return
        found = places.input.at(point)
        if found is not None:
            self._go(self._over(found))

    def _over(self, cell: tuple[int, int]) -> tuple[int, int]:
        """Return the place whose window has its middle nearest to a cell of the input."""
        window, sight = self.window_, self.sight
        assert window is not None
        assert sight is not None
        layer: Any = sight.here.layer
        strides = layer.per_axis("stride")
        spans = (window.rows[-1] - window.rows[0], window.columns[-1] - window.columns[0])
        sizes = window.outputs.shape
        row, column = (
            int(np.clip(round((cell[i] - spans[i] / 2) / strides[i]), 0, sizes[i] - 1)) for i in (0, 1)
        )
        return row, column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        window, sight = self.window_, self.sight
        if window is None or sight is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self.places_()
        title = self.tr("Filter {number}").format(number=sight.unit + 1)
        self.draw_plate(painter, places.plate, title, self._subtitle(window, sight))
        picture = ConvPicture(painter, sight, window, places, self._tap)
        picture.draw_grids()
        picture.draw_table()
        picture.draw_side()
        self.draw_lines(painter)
