"""The formulas of a step, neuron by neuron, with the numbers put in or in symbols; as rich text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.neuron.formulas import activation_name, rate_of
from nnplayground.ui.neuron.ink import figure, sign_ink
from nnplayground.ui.neuron.reading import input_labels, subscript
from nnplayground.ui.numbers import MINUS, format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.walkthrough.check import is_plain_step
from nnplayground.ui.walkthrough.geometry import MOST_UNITS
from nnplayground.ui.walkthrough.steps import Kind, has_neurons, shown_units, sources_of
from nnplayground.ui.walkthrough.words import key_of, loss_title, name_of

if TYPE_CHECKING:
    from nnplayground.train.traces import LossTrace, NodeTrace, ParameterTrace
    from nnplayground.ui.walkthrough.words import Sight

__all__ = ["Lines"]

translate = QCoreApplication.translate
_MOST_TERMS = 6
_DOT = "·"


class Lines:
    """Writes the present step of a sight; ``marked`` is the quantity under the mouse."""

    def __init__(self, sight: Sight, marked: str) -> None:
        self._sight, self._marked = sight, marked

    def html(self) -> str:
        """Return the step as rich text; numbers are links named by their quantity."""
        step = self._sight.step
        ways = {
            Kind.READ: self._read,
            Kind.FORWARD: self._forward,
            Kind.LOSS: self._loss,
            Kind.BACKWARD: self._backward,
            Kind.SUBTRACT: self._subtract,
            Kind.AFTER: self._after,
        }
        rows = ways[step.kind]()
        cells = "".join(
            f'<tr><td style="color:{theme().tokens.text3};padding-right:12px;white-space:nowrap">{head}</td>'
            f'<td style="white-space:nowrap">{line}</td></tr>'
            for head, line in rows
        )
        return f'<table cellspacing="0" cellpadding="3">{cells}</table>'

    # -- numbers ---------------------------------------------------------------------------------------

    def _number(self, value: float | None, key: str = "", *, coloured: bool = False) -> str:
        family, text = mono_font().family(), figure(value, self._sight.digits)
        ink = sign_ink(value).name() if coloured else theme().tokens.text1
        ground = f"background-color:{theme().tokens.press};" if key and key == self._marked else ""
        style = f"font-family:'{family}';font-size:12px;color:{ink};text-decoration:none;{ground}"
        tag = f'a href="{escape(key)}"' if key else "span"
        return f'<{tag} style="{style}">{text}</{tag.split()[0]}>'

    def _term(self, symbol: str, value: float | None, key: str = "") -> str:
        """Write a factor: its symbol or its number, a negative one in parentheses."""
        if self._sight.symbols:
            return f"<i>{symbol}</i>"
        text = self._number(value, key)
        return f"({text})" if value is not None and value < 0 else text

    def _sum(self, products: list[str], hidden: float | None) -> str:
        text = " + ".join(products)
        if hidden is None:
            return text
        return f"{text} + …" if self._sight.symbols else f"{text} + … ({self._number(hidden)})"

    def _title(self, unit: int) -> str:
        return translate("Walkthrough", "neuron {number}").format(number=unit + 1)

    # -- forward ---------------------------------------------------------------------------------------

    def _read(self) -> list[tuple[str, str]]:
        sight = self._sight
        node = sight.trace[sight.step.node]
        if node.output.ndim != 1:
            shape = " × ".join(map(str, node.output.shape))
            sentence = translate("Walkthrough", "The sample is an array of {shape} numbers.")
            return [("", sentence.format(shape=shape))]
        readers = sight.experiment.graph.outgoing(sight.step.node)
        names = input_labels(sight.experiment, readers[0].target, len(node.output)) if readers else []
        names = names or [f"x{subscript(k + 1)}" for k in range(len(node.output))]
        return [
            ("", f"<i>{escape(names[k])}</i> = {self._result('a', node.node, k, float(node.output[k]))}")
            for k in shown_units(node.output, MOST_UNITS)
        ]

    def _forward(self) -> list[tuple[str, str]]:
        sight = self._sight
        if not has_neurons(sight.experiment, sight.trace, sight.step.node):
            return self._without_neurons()
        node = sight.trace[sight.step.node]
        name = self._activation(node.node)
        rows = [
            (
                translate("Walkthrough", "Sum"),
                "<i>z</i><sub>k</sub> = Σ<sub>j</sub> <i>w</i><sub>kj</sub>"
                f"{_DOT}<i>x</i><sub>j</sub> + <i>b</i><sub>k</sub>",
            )
        ]
        rows += [(self._title(k), self._sum_line(node, k)) for k in shown_units(node.output, MOST_UNITS)]
        head = (
            "<i>a</i><sub>k</sub> = <i>z</i><sub>k</sub>"
            if not name
            else f"<i>a</i><sub>k</sub> = {name}(<i>z</i><sub>k</sub>)"
        )
        rows.append((translate("Walkthrough", "Output"), head))
        rows += [
            (self._title(k), self._output_line(node, k, name)) for k in shown_units(node.output, MOST_UNITS)
        ]
        return rows

    def _activation(self, id: str) -> str:
        activation = getattr(self._sight.experiment.graph.node(id).layer, "activation", None)
        return "" if activation is None or activation.kind == "identity" else activation_name(activation)

    def _sum_line(self, node: NodeTrace, k: int) -> str:
        weight, x = node.parameters["weight"].value[k], node.inputs[0]
        shown = shown_units(weight * x, _MOST_TERMS)
        labels = input_labels(self._sight.experiment, node.node, len(x))
        source = self._source(node.node)
        products = []
        for j in shown:
            w = self._term(f"w{_pair(k, j)}", float(weight[j]), key_of("w", node.node, k, j))
            products.append(f"{w}{_DOT}{self._term(labels[j], float(x[j]), key_of('a', source, j))}")
        hidden = None
        if len(shown) < len(x):
            hidden = float((weight * x).sum() - sum(weight[j] * x[j] for j in shown))
        line = self._sum(products, hidden)
        bias = node.parameters.get("bias")
        if bias is not None:
            line += (
                f" + {self._term(f'b{subscript(k + 1)}', float(bias.value[k]), key_of('b', node.node, k))}"
            )
        assert node.z is not None
        return f"<i>z</i>{subscript(k + 1)} = {line} = {self._result('z', node.node, k, float(node.z[k]))}"

    def _source(self, id: str) -> str:
        return next(iter(sources_of(self._sight.experiment.graph, self._sight.trace, id)), "")

    def _output_line(self, node: NodeTrace, k: int, name: str) -> str:
        assert node.z is not None
        z = self._term(f"z{subscript(k + 1)}", float(node.z[k]), key_of("z", node.node, k)).strip("()")
        inside = f"{name}({z})" if name else z
        result = self._result("a", node.node, k, float(node.output[k]))
        line = f"<i>a</i>{subscript(k + 1)} = {inside} = {result}"
        if k in self._sight.experiment.graph.node(node.node).options.ablated:
            line += f" ({translate('NeuronLevel', 'the neuron is switched off')})"
        return line

    def _result(self, quantity: str, node: str, k: int, value: float | None) -> str:
        return self._number(value, key_of(quantity, node, k), coloured=True)

    def _without_neurons(self) -> list[tuple[str, str]]:
        """Say what a layer does that has no weighted sum for each output."""
        sight = self._sight
        layer, node = sight.experiment.graph.node(sight.step.node).layer, sight.trace[sight.step.node]
        sizes = ", ".join(" × ".join(map(str, x.shape)) for x in node.inputs)
        rows = [
            ("", escape(say(type(layer).help))),
            (translate("Walkthrough", "Shapes"), f"{sizes} → {' × '.join(map(str, node.output.shape))}"),
        ]
        rows += self._parameter_rows(node)
        sentence = translate(
            "Walkthrough", "As outside of training: nothing is dropped, no noise, running mean and variance."
        )
        return [*rows, ("", f'<span style="color:{theme().tokens.text3}">{sentence}</span>')]

    def _parameter_rows(self, node: NodeTrace) -> list[tuple[str, str]]:
        return [
            (escape(name), " × ".join(map(str, parameter.value.shape)) + self._norm(parameter))
            for name, parameter in node.parameters.items()
        ]

    def _norm(self, parameter: ParameterTrace) -> str:
        if parameter.gradient is None or self._sight.step.kind is not Kind.BACKWARD:
            return ""
        return f", ‖∂<i>L</i>/∂<i>w</i>‖ = {self._number(float(np.linalg.norm(parameter.gradient)))}"

    # -- the loss --------------------------------------------------------------------------------------

    def _loss(self) -> list[tuple[str, str]]:
        loss = self._sight.trace.loss_of(self._sight.step.node)
        if loss is None:
            return []
        rows = [
            ("", escape(loss_title(self._sight.experiment, loss.node))),
            (translate("Walkthrough", "Output"), self._list(loss.prediction)),
            (translate("Walkthrough", "Target"), self._list(loss.target)),
            ("<i>L</i>", self._number(loss.value)),
            ("∂<i>L</i>/∂<i>a</i>", self._list(loss.grad_prediction)),
        ]
        return rows + self._weight_of(loss)

    def _weight_of(self, loss: LossTrace) -> list[tuple[str, str]]:
        if loss.weight == 1:
            return []
        return [(translate("Walkthrough", "Weight of the loss"), self._number(loss.weight))]

    def _list(self, values: np.ndarray) -> str:
        flat = values.reshape(-1)
        numbers = ", ".join(self._number(float(value), coloured=True) for value in flat[:MOST_UNITS])
        return numbers + (f" … ({len(flat)})" if len(flat) > MOST_UNITS else "")

    # -- backward --------------------------------------------------------------------------------------

    def _backward(self) -> list[tuple[str, str]]:
        sight = self._sight
        node = sight.trace[sight.step.node]
        if not has_neurons(sight.experiment, sight.trace, node.node) or node.delta is None:
            return self._backward_whole(node)
        name = self._activation(node.node)
        rule = (
            f"∂<i>L</i>/∂<i>a</i><sub>k</sub>{_DOT}{name}′(<i>z</i><sub>k</sub>)"
            if name
            else "∂<i>L</i>/∂<i>a</i><sub>k</sub>"
        )
        units = shown_units(node.output, MOST_UNITS)
        rows = [(translate("Walkthrough", "Error"), f"<i>δ</i><sub>k</sub> = {rule}")]
        rows += [(self._title(k), self._delta_line(node, k, name)) for k in units]
        rows.append(
            (
                translate("Walkthrough", "Gradients"),
                f"∂<i>L</i>/∂<i>w</i><sub>kj</sub> = <i>δ</i><sub>k</sub>{_DOT}<i>x</i><sub>j</sub>",
            )
        )
        rows += [(self._title(k), self._gradient_line(node, k)) for k in units]
        if "bias" in node.parameters:
            rows.append((translate("Walkthrough", "Bias"), self._bias_line(node, units)))
        return rows

    def _backward_whole(self, node: NodeTrace) -> list[tuple[str, str]]:
        assert node.grad_output is not None
        norm = float(np.linalg.norm(node.grad_output))
        sentence = translate(
            "Walkthrough", "Autograd passes the gradient of this layer's output on to what the layer reads."
        )
        return [("", sentence), ("‖∂<i>L</i>/∂<i>a</i>‖", self._number(norm)), *self._parameter_rows(node)]

    def _delta_line(self, node: NodeTrace, k: int, name: str) -> str:
        assert node.delta is not None
        assert node.grad_output is not None
        result = self._result("d", node.node, k, float(node.delta[k]))
        error = self._term(f"∂L/∂a{subscript(k + 1)}", float(node.grad_output[k]))
        if node.slope is None:
            through = translate("NeuronLevel", "through all neurons of {activation}").format(activation=name)
            return f"<i>δ</i>{subscript(k + 1)} = {result} ({through})"
        line = error
        if name:
            line += f" {_DOT} {self._term(f'{name}′(z{subscript(k + 1)})', float(node.slope[k]))}"
        if k in self._sight.experiment.graph.node(node.node).options.ablated:
            line += f" {_DOT} 0 ({translate('NeuronLevel', 'the neuron is switched off')})"
        return f"<i>δ</i>{subscript(k + 1)} = {line} = {result}"

    def _gradient_line(self, node: NodeTrace, k: int) -> str:
        gradient, x = node.parameters["weight"].gradient, node.inputs[0]
        assert gradient is not None
        assert node.delta is not None
        labels, source = input_labels(self._sight.experiment, node.node, len(x)), self._source(node.node)
        shown = shown_units(gradient[k], _MOST_TERMS)
        parts = []
        for j in shown:
            delta = self._term(f"δ{subscript(k + 1)}", float(node.delta[k]), key_of("d", node.node, k))
            value = self._term(labels[j], float(x[j]), key_of("a", source, j))
            result = self._number(float(gradient[k, j]), key_of("w", node.node, k, j), coloured=True)
            parts.append(f"{delta}{_DOT}{value} = {result}")
        return " &nbsp;&nbsp; ".join(parts) + (" …" if len(shown) < len(x) else "")

    def _bias_line(self, node: NodeTrace, units: tuple[int, ...]) -> str:
        gradient = node.parameters["bias"].gradient
        assert gradient is not None
        return " &nbsp;&nbsp; ".join(
            f"∂<i>L</i>/∂<i>b</i>{subscript(k + 1)} = "
            + self._number(float(gradient[k]), key_of("b", node.node, k), coloured=True)
            for k in units
        )

    # -- the update ------------------------------------------------------------------------------------

    def _subtract(self) -> list[tuple[str, str]]:
        sight, trace = self._sight, self._sight.trace
        optimizer = say(type(sight.experiment.training.optimizer).title)
        rate = format_compact(trace.learning_rate)
        plain = is_plain_step(sight.experiment, trace)
        rule = "<i>w</i> ← <i>w</i> " + MINUS + " η · ∂<i>L</i>/∂<i>w</i>"
        rows = [(f"{escape(optimizer)}, η = {rate}", rule if plain else "<i>w</i> ← <i>w</i> + Δ<i>w</i>")]
        for node in trace:
            if not node.parameters:
                continue
            rows.append((f"<b>{escape(name_of(sight.experiment, node.node))}</b>", self._rate(node)))
            rows += [row for name, p in node.parameters.items() for row in self._updates(node.node, name, p)]
        return rows

    def _rate(self, node: NodeTrace) -> str:
        if self._sight.experiment.graph.node(node.node).options.frozen:
            return translate("NeuronLevel", "the layer is frozen")
        rate = rate_of(self._sight.experiment, self._sight.trace, node.node)
        return "" if rate == self._sight.trace.learning_rate else f"η = {format_compact(rate)}"

    def _updates(self, node: str, name: str, parameter: ParameterTrace) -> list[tuple[str, str]]:
        """Return the largest changes of one parameter."""
        if parameter.updated is None:
            return []
        change = (parameter.updated - parameter.value).reshape(-1)
        rows = []
        for flat in shown_units(change, 4):
            index = np.unravel_index(flat, parameter.value.shape)
            place = ", ".join(str(int(i) + 1) for i in index)
            quantity = {"weight": "w", "bias": "b"}.get(name, name)
            key = key_of(quantity, node, *map(int, index))
            before, after = float(parameter.value[index]), float(parameter.updated[index])
            sign = MINUS if change[flat] < 0 else "+"
            line = f"{self._number(before, key)} {sign} {self._number(abs(after - before))}"
            rows.append(
                (
                    f"<i>{escape(quantity)}</i><sub>{place}</sub>",
                    f"{line} = {self._number(after, key, coloured=True)}",
                )
            )
        if len(change) > 4:
            more = translate("Walkthrough", "{count} more under “All numbers”").format(count=len(change) - 4)
            rows.append(("", f'<span style="color:{theme().tokens.text3}">{more}</span>'))
        return rows

    def _after(self) -> list[tuple[str, str]]:
        trace = self._sight.trace
        assert trace.loss is not None
        assert trace.loss_after is not None
        fell = trace.loss_after < trace.loss
        down = translate("Walkthrough", "The loss of this sample falls.")
        up = translate("Walkthrough", "The loss of this sample does not fall: the step is too long for it.")
        return [
            (translate("Walkthrough", "Before"), f"<i>L</i> = {self._number(trace.loss)}"),
            (translate("Walkthrough", "After"), f"<i>L</i> = {self._number(trace.loss_after)}"),
            ("", down if fell else up),
        ]


def _pair(k: int, j: int) -> str:
    """Write both numbers of a weight below the line."""
    return f"<sub>{k + 1},{j + 1}</sub>"
