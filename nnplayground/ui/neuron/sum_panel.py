"""A neuron that adds up weighted inputs: every number of it, and what it does to the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from nnplayground.app.translation import say
from nnplayground.ui.neuron import sum_picture as draw
from nnplayground.ui.neuron.formulas import activation_name, backward_line, forward_lines, update_line
from nnplayground.ui.neuron.frame import Frame, rows_that_fit
from nnplayground.ui.neuron.panel import Panel
from nnplayground.ui.neuron.pill import WeightPill
from nnplayground.ui.neuron.reading import Neuron, Term, read_neuron
from nnplayground.ui.neuron.sum_picture import Outgoing, SumPicture

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from nnplayground.ui.neuron.sight import Sight

__all__ = ["SumPanel"]

translate = QCoreApplication.translate
_MOST_NEXT = 3


@dataclass(frozen=True)
class _Held:
    """Which weight a pill stands for, and where it stands."""

    node: str
    parameter: str
    index: tuple[int, ...]
    value: float
    middle: QPointF
    name: str


class SumPanel(Panel):
    """Inputs, weights, the running sum, the activation and the way back, for one neuron and one sample.

    Attributes
    ----------
    neuron : Neuron or None
        The numbers shown.
    shown : list of int
        The inputs that have a row; the rest share one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.neuron: Neuron | None = None
        self.shown: list[int] = []
        self._shown_for: object = None
        self._row: int | None = None
        self._outgoing: list[Outgoing] = []
        self._pills: list[WeightPill] = []
        self._held: list[_Held] = []

    # -- what is shown ---------------------------------------------------------------------------------

    def show_sight(self, sight: Sight) -> None:
        """Show the newest numbers of the neuron."""
        neuron = read_neuron(sight.experiment, sight.trace, sight.node, sight.unit)
        if neuron is None:
            return
        self.neuron = neuron
        self._choose_rows(sight, neuron)
        self._outgoing = draw.outgoing_of(sight, _MOST_NEXT)
        super().show_sight(sight)
        self._place()

    def _choose_rows(self, sight: Sight, neuron: Neuron) -> None:
        """Choose the inputs that count most; while training goes on the rows stay where they are."""
        room = rows_that_fit(self.height(), self._line_count(sight))
        shown_for = (sight.node, sight.unit, sight.trace.sample, len(neuron.terms), room)
        if shown_for == self._shown_for:
            return
        self._shown_for, self._row = shown_for, None
        terms = list(range(len(neuron.terms)))
        if len(terms) > room:
            largest = sorted(terms, key=lambda i: -abs(neuron.terms[i].product))[: room - 1]
            terms = sorted(largest)
        self.shown = terms

    @staticmethod
    def _line_count(sight: Sight) -> int:
        return 4 if sight.backward else 2

    @property
    def z(self) -> float | None:
        """The weighted sum."""
        return self.neuron.z if self.neuron is not None else None

    def plate_rect(self) -> QRectF:
        """Return the neuron's own plate."""
        return self.frame_.panel if self.neuron is not None else QRectF()

    @property
    def frame_(self) -> Frame:
        """Where everything stands now."""
        neuron, sight = self.neuron, self.sight
        assert neuron is not None
        assert sight is not None
        rows = len(self.shown) + self.has_rest + (neuron.bias is not None)
        has_map = sight.picture is not None and sight.place is not None
        return Frame(self.width(), self.height(), rows, self._line_count(sight), has_map)

    @property
    def has_rest(self) -> bool:
        """Whether some inputs share a row."""
        return self.neuron is not None and len(self.shown) < len(self.neuron.terms)

    def terms(self) -> list[Term]:
        """Return the summands that have a row of their own, the bias last."""
        neuron = self.neuron
        if neuron is None:
            return []
        bias = [neuron.bias] if neuron.bias is not None else []
        return [*(neuron.terms[i] for i in self.shown), *bias]

    def chosen_term(self) -> Term | None:
        """Return the summand under the mouse or the focus, else the one that counts most."""
        terms = self.terms()
        if self._row is not None and self._row < len(terms):
            return terms[self._row]
        return max(terms, key=lambda term: abs(term.product), default=None)

    # -- pills and formulas ----------------------------------------------------------------------------

    def _place(self) -> None:
        if self.neuron is None or self.sight is None:
            return
        self._place_pills()
        self._write()
        self.update()

    def _place_pills(self) -> None:
        self._held = [*self._held_inputs(), *self._held_outputs()]
        while len(self._pills) < len(self._held):
            self._pills.append(self._new_pill())
        for number, pill in enumerate(self._pills):
            pill.setVisible(number < len(self._held))
        for pill, held in zip(self._pills, self._held, strict=False):
            pill.set_name(held.name)
            pill.setValue(held.value)
            pill.move(round(held.middle.x() - pill.width() / 2), round(held.middle.y() - 10))

    def _held_inputs(self) -> list[_Held]:
        frame, sight = self.frame_, self.sight
        assert sight is not None
        return [
            _Held(
                sight.node,
                term.parameter,
                term.index,
                term.weight,
                self._pill_place(frame, number),
                self._pill_name(term),
            )
            for number, term in enumerate(self.terms())
        ]

    def _held_outputs(self) -> list[_Held]:
        frame, sight = self.frame_, self.sight
        assert sight is not None
        if not frame.has_next:
            return []
        places = draw.outgoing_places(frame, self._outgoing)
        found = []
        for out, (_tile, middle) in zip(self._outgoing, places, strict=True):
            name = self.tr("Weight to {node}").format(node=f"{say(out.node.title)} {out.unit + 1}")
            index = (out.unit, sight.unit)
            if out.weight is not None:
                found.append(_Held(out.node.id, "weight", index, out.weight, middle, name))
        return found

    def _pill_place(self, frame: Frame, number: int) -> QPointF:
        at = number + self.has_rest if number >= len(self.shown) else number
        middle = (frame.card.right() + frame.panel.left()) / 2
        return QPointF(middle, frame.row(at).center().y())

    def _pill_name(self, term: Term) -> str:
        if term.column < 0:
            return self.tr("Bias")
        return self.tr("Weight {number}").format(number=term.column + 1)

    def _new_pill(self) -> WeightPill:
        pill = WeightPill(self)
        pill.previewed.connect(self._preview)
        pill.changed.connect(self._change)
        pill.entered.connect(self._enter)
        return pill

    def _target(self) -> _Held:
        return self._held[self._pills.index(self.sender())]  # type: ignore[arg-type]

    def _preview(self, value: float) -> None:
        held = self._target()
        self.weightPreviewed.emit(held.node, held.parameter, held.index, value)

    def _change(self, before: float, after: float) -> None:
        held = self._target()
        self.weightChanged.emit(held.node, held.parameter, held.index, before, after)

    def _enter(self) -> None:
        number = self._pills.index(self.sender())  # type: ignore[arg-type]
        if number < len(self.terms()):
            self._choose_row(number)

    def _choose_row(self, number: int | None) -> None:
        if number != self._row:
            self._row = number
            self._write()
            self.update()

    def _write(self) -> None:
        sight, neuron, term = self.sight, self.neuron, self.chosen_term()
        if sight is None or neuron is None or term is None:
            return
        activation = getattr(sight.here.layer, "activation", None)
        first, second = forward_lines(neuron, activation)
        lines = [(translate("NeuronLevel", "Forward"), first), ("", second)]
        if sight.backward:
            lines.append((translate("NeuronLevel", "Backward"), self._backward(neuron)))
            updated = update_line(sight.experiment, sight.trace, neuron, term)
            lines.append((translate("NeuronLevel", "Update"), updated))
        self.set_lines(lines, self.frame_.notes)

    def _backward(self, neuron: Neuron) -> str:
        name = activation_name(getattr(self.sight.here.layer, "activation", None) if self.sight else None)
        return backward_line(neuron.grad_output, neuron.slope, neuron.delta, name)

    # -- events ----------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose_row(self._row_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not any(pill.hasFocus() for pill in self._pills):
            self._choose_row(None)

    def _row_at(self, point: QPointF) -> int | None:
        if self.neuron is None:
            return None
        frame = self.frame_
        for number in range(len(self.terms())):
            at = number + self.has_rest if number >= len(self.shown) else number
            row = frame.row(at)
            row.setLeft(0)
            if row.contains(point):
                return number
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sight is not None:
            self.show_sight(self.sight)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        sight, neuron = self.sight, self.neuron
        if sight is None or neuron is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.terms().index(term) if (term := self.chosen_term()) is not None else None
        marked = self._row if self._row is not None else chosen
        picture = SumPicture(painter, sight, neuron, self.frame_, self.shown, self.shows_gradients)
        picture.draw_before(marked)
        self.draw_plate(painter, self.frame_.panel, self._title(), self._subtitle())
        picture.draw_sum(self._row)
        picture.draw_side()
        self.draw_lines(painter)
        if self.frame_.has_next:
            picture.draw_next(self._outgoing)

    def _title(self) -> str:
        return self.tr("Neuron {number}").format(number=self.sight.unit + 1 if self.sight else 0)

    def _subtitle(self) -> str:
        sight, neuron = self.sight, self.neuron
        assert sight is not None
        assert neuron is not None
        words = [say(sight.here.title)]
        activation = getattr(sight.here.layer, "activation", None)
        if activation is not None:
            words.append(activation_name(activation))
        count = len(neuron.terms) + (neuron.bias is not None)
        words.append(self.tr("%Ln parameters", "", count))
        return " · ".join(words)
