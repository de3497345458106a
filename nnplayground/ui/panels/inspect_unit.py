"""The page of one unit: its picture, its weights, its bias, and how it answers to the training set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.train.snapshot import LARGEST, ProbeRequest
from nnplayground.ui.colormap import heat_image
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.neuron.window import is_convolution
from nnplayground.ui.panels.histograms import BINS, ClassHistogram
from nnplayground.ui.panels.inspect_edits import NodeEdits
from nnplayground.ui.panels.inspect_header import Plate
from nnplayground.ui.panels.kernel_grid import KernelEditor
from nnplayground.ui.panels.unit_names import UnitNames
from nnplayground.ui.panels.weight_bars import MOST_BARS, WeightBars
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import IconButton, NumberField, Scale, Switch
from nnplayground.ui.widgets.painting import draw_box, set_role

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from nnplayground.app.document import Document
    from nnplayground.core.graph import Node
    from nnplayground.train.snapshot import Snapshot

__all__ = ["UnitEditor"]

_MARGIN = 16
_PICTURE = 100  # points per side of the large picture
_LIMIT = 1e6


class _Picture(QWidget):
    """The unit's output over the plane of the data, as wide as the dock, at most 200 px."""

    def __init__(self) -> None:
        super().__init__()
        self._values: NDArray[Any] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(180, 180)

    def show_values(self, values: NDArray[Any]) -> None:
        """Show values of shape (side, side)."""
        self._values = values
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._values is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = float(min(self.width(), self.height()))
        where = QRectF((self.width() - side) / 2, 0, side, side)
        painter.drawImage(where, heat_image(self._values))
        draw_box(painter, where, 2, None, theme().colour("tile_line"))


class UnitEditor(QWidget):
    """One unit of one node.

    Attributes
    ----------
    unitChosen : Signal(int)
        The person steps to another unit.
    left : Signal
        The person goes back to the whole node.
    """

    unitChosen = Signal(int)  # noqa: N815
    left = Signal()

    def __init__(self, document: Document, id: str, unit: int) -> None:
        super().__init__()
        self._document, self._unit = document, unit
        self._edits = NodeEdits(document, [id], self)
        self._names = UnitNames(document, id)
        self._bias_value: float | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, 10, _MARGIN, 12)
        self._column.setSpacing(10)
        self._make_header()
        self._make_settings()
        self._picture = _Picture()
        self._picture.setAccessibleName(self.tr("Output of the unit over the plane"))
        self._picture.hide()
        self._column.addWidget(self._picture)
        self._make_weights()
        names = [say(name) for name in document.experiment.data.spec().class_names]
        self._activations = ClassHistogram(self.tr("Activation on the training set"), names)
        self._column.addWidget(_line())
        self._column.addWidget(self._activations)
        self.refresh()

    @property
    def node(self) -> str:
        """The node whose unit is shown."""
        return self._edits.ids[0]

    @property
    def unit(self) -> int:
        """The unit, counted from 0."""
        return self._unit

    @property
    def activations(self) -> ClassHistogram:
        """How the unit answers to the training set."""
        return self._activations

    def _node(self) -> Node:
        return self._edits.nodes()[0]

    def still_fits(self) -> bool:
        """Tell whether the node still has the unit."""
        return self._unit < UnitNames(self._document, self.node).units

    # -- making ----------------------------------------------------------------------------------------

    def _make_header(self) -> None:
        self._plate = Plate(self._node().layer.icon)
        title, place = QLabel(), QLabel()
        title.setFont(ui_font(13, QFont.Weight.DemiBold))
        title.setText(self.tr("Unit {unit}").format(unit=self._names.unit(self._unit)))
        place.setText(self.tr("in {node}").format(node=say(self._node().title)))
        place.setFont(ui_font(11))
        place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(place, "caption")
        self.back = IconButton("chevron-up", self.tr("Back to the layer"), shortcut="Esc")
        self.before = IconButton("chevron-left", self.tr("Previous unit"))
        self.after = IconButton("chevron-right", self.tr("Next unit"))
        self.back.clicked.connect(self.left)
        self.before.clicked.connect(self._step_back)
        self.after.clicked.connect(self._step_on)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._plate, 0, 0, 2, 1)
        grid.addWidget(title, 0, 1)
        grid.addWidget(place, 1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for button in (self.before, self.after, self.back):
            buttons.addWidget(button)
        grid.addLayout(buttons, 0, 2, 2, 1)
        self._column.addLayout(grid)
        self._column.addWidget(_line())

    def _make_settings(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 92)
        grid.setColumnStretch(1, 1)
        self.bias = NumberField(self.tr("Bias"), Scale(-_LIMIT, _LIMIT, 0.1), small=True)
        self.bias.changed.connect(self._type_bias)
        self._bias_label = _label(self.tr("Bias"))
        self._bias_label.setVisible(False)
        self.bias.setVisible(False)
        self.ablated = Switch(name=self.tr("Ablate"))
        self.ablated.clicked.connect(self._ablate)
        tip = self.tr("The unit gives out zero, in training and evaluation alike.")
        self.ablated.setToolTip(tip)
        self.frozen = Switch(name=self.tr("Freeze layer"))
        self.frozen.clicked.connect(self._freeze)
        self.frozen.setToolTip(self.tr("Training leaves the weights of the whole layer as they are."))
        self._frozen_label = _label(self.tr("Freeze layer"))
        self._bends = QLabel()
        self._bends_label = _label(self.tr("Activation"))
        for row, (label, control) in enumerate(
            (
                (self._bends_label, self._bends),
                (self._bias_label, self.bias),
                (_label(self.tr("Ablate")), self.ablated),
                (self._frozen_label, self.frozen),
            )
        ):
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1)
        self._column.addLayout(grid)

    def _make_weights(self) -> None:
        self._weights_box = QWidget()
        column = QVBoxLayout(self._weights_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(_line())
        title = QLabel(self.tr("Weights"))
        title.setFont(ui_font(12, QFont.Weight.DemiBold))
        self._count = QLabel()
        self._count.setFont(mono_font(11))
        set_role(self._count, "caption")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self._count)
        column.addLayout(head)
        self.bars = WeightBars()
        self.bars.numberTyped.connect(self._type_weight)
        column.addWidget(self.bars)
        self.kernel = KernelEditor()
        self.kernel.numberTyped.connect(self._type_weight)
        self.kernel.filterChosen.connect(self._choose_filter)
        column.addWidget(self.kernel)
        self._weights_box.hide()
        self._column.addWidget(self._weights_box)

    # -- showing ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the unit as it is in the document."""
        node = self._node()
        self._names = UnitNames(self._document, self.node)
        self.ablated.setChecked(self._unit in node.options.ablated)
        self.frozen.setChecked(node.options.frozen)
        for widget in (self.frozen, self._frozen_label):
            widget.setVisible(type(node.layer).weighted)
        activation = getattr(node.layer, "activation", None)
        for widget in (self._bends, self._bends_label):
            widget.setVisible(activation is not None)
        if activation is not None:
            self._bends.setText(say(type(activation).title))
        self.before.setEnabled(self._unit > 0)
        self.after.setEnabled(self._unit < self._names.units - 1)

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what the page shows."""
        wanted = {self._activations_request()}
        spec = self._document.experiment.data.spec()
        output = self._document.report.nodes[self.node].output
        if spec.is_plane and output is not None and len(output.shape) == 1:
            wanted.add(self._picture_request())
        if 0 < self._document.report.nodes[self.node].parameters <= LARGEST:
            wanted.add(ProbeRequest("weights"))
        return frozenset(wanted)

    def _activations_request(self) -> ProbeRequest:
        return ProbeRequest("activations", size=BINS, node=self.node, unit=self._unit)

    def _picture_request(self) -> ProbeRequest:
        return ProbeRequest("unit", size=_PICTURE, node=self.node, unit=self._unit)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the numbers of the moment."""
        answers = snapshot.probes
        picture = answers.get(self._picture_request(), {}).get("unit")
        if picture is not None:
            self._picture.show_values(picture)
            self._plate.show_picture(heat_image(picture))
        self._picture.setVisible(picture is not None)
        self._show_weights(answers.get(ProbeRequest("weights"), {}))
        self._activations.show_counts(answers.get(self._activations_request(), {}))

    def _show_weights(self, parameters: Any) -> None:
        weight, bias = (parameters.get(f"{self.node}.{name}") for name in ("weight", "bias"))
        fits = weight is not None and weight.ndim > 1 and len(weight) == self._names.units
        self._weights_box.setVisible(fits)
        if fits:
            row, is_filter = weight[self._unit], is_convolution(self._node())
            self.bars.setVisible(not is_filter)
            self.kernel.setVisible(is_filter)
            if is_filter:
                self.kernel.show_filter(row)
            else:
                self.bars.show_weights(row, self._names.input)
            few = is_filter or row.size <= MOST_BARS
            text = "{all}" if few else self.tr("the {shown} largest of {all}")
            self._count.setText(text.format(shown=MOST_BARS, all=row.size))
        known = bias is not None and len(bias) == self._names.units
        self._bias_label.setVisible(known)
        self.bias.setVisible(known)
        if known:
            self._show_bias(float(bias[self._unit]))

    def _show_bias(self, value: float) -> None:
        self._bias_value = value
        if not self.bias.hasFocus():  # what is being typed stays
            self.bias.setValue(float(f"{value:.4g}"))

    # -- editing ---------------------------------------------------------------------------------------

    def _type_bias(self, value: float) -> None:
        if self._bias_value is not None:
            self._edits.type_number("bias", (self._unit,), self._bias_value, value)

    def _type_weight(self, column: int, before: float, value: float) -> None:
        shape = self._document.report.nodes[self.node].parameter_shapes["weight"]
        index: list[int] = []
        for size in reversed(shape[1:]):
            column, place = divmod(column, size)
            index.insert(0, place)
        self._edits.type_number("weight", (self._unit, *index), before, value)

    def _choose_filter(self, before: NDArray[Any], after: NDArray[Any]) -> None:
        self._edits.set_filter(self._names.unit(self._unit), self._unit, before, after)

    def _ablate(self, off: bool) -> None:
        self._edits.ablate_unit(self._unit, self._names.unit(self._unit), off)

    def _freeze(self, on: bool) -> None:
        self._edits.set_option("frozen", on)

    def _step_back(self) -> None:
        self.unitChosen.emit(self._unit - 1)

    def _step_on(self) -> None:
        self.unitChosen.emit(self._unit + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setMinimumHeight(24)
    set_role(label, "secondary")
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
