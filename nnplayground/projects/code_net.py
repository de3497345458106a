"""The graph as a class of plain PyTorch, and what its losses compare."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from nnplayground.core.activation import Activation
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Node
from nnplayground.core.layer import Layer
from nnplayground.core.loss import Encoding, Loss
from nnplayground.core.text import translatable as _
from nnplayground.data.draws import named_rng
from nnplayground.layers.dropout import Noise

__all__ = ["Code", "NetCode", "Source"]

_FUNCTIONS = {"nn.Tanh()": "torch.tanh", "nn.ReLU()": "torch.relu", "nn.Sigmoid()": "torch.sigmoid"}
_IDENTITY = "nn.Identity()"
# Names that the script or nn.Module already uses.
_WORDS = """
    self x y nn torch np math io base64 net numbers load batches optimizer optimizers loss loss_of train main
    eval forward apply to type half float double cpu cuda parameters buffers modules children training
    state_dict compile add_module features predict raw layers keras model inputs build uniform normal
    Chance Net
"""
_TAKEN = frozenset(_WORDS.split()) | frozenset(keyword.kwlist)
_TARGETS = {
    Encoding.SAME: "y.to(x)",
    Encoding.INDEX: "y",
    Encoding.BIT: "y[:, None].to(x)",
    Encoding.SIGN: "(2 * y - 1)[:, None].to(x)",
    Encoding.ONE_HOT: "nn.functional.one_hot(y, {classes}).to(x)",
}


@dataclass(frozen=True, slots=True)
class Code:
    """A program's text.

    Attributes
    ----------
    text : str
    lines : dict of str to tuple of int
        Which lines, counted from 0, are about a node.
    """

    text: str
    lines: dict[str, tuple[int, ...]] = field(default_factory=dict)


class Source:
    """Lines of a program that is being written, each of which may be about a node."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, str]] = []

    def add(self, *texts: str, node: str = "", indent: int = 0) -> None:
        """Add texts of one or more lines."""
        for text in texts:
            for line in text.split("\n"):
                self._lines.append((f"{'    ' * indent}{line}".rstrip(), node))

    def code(self) -> Code:
        """Return what was written."""
        found: dict[str, list[int]] = {}
        for number, (_text, node) in enumerate(self._lines):
            if node:
                found.setdefault(node, []).append(number)
        text = "\n".join(line for line, _node in self._lines) + "\n"
        return Code(text, {node: tuple(lines) for node, lines in found.items()})


class NetCode:
    """The lines that stand for the graph.

    Parameters
    ----------
    experiment : Experiment
    replays : bool
        Whether layers that draw give this program's own random numbers, or PyTorch's.

    Raises
    ------
    PlaygroundError
        If the graph cannot be trained.
    """

    def __init__(self, experiment: Experiment, *, replays: bool) -> None:
        self.experiment, self.graph, self.replays = experiment, experiment.graph, replays
        self.report = experiment.report()
        self.report.require_ok()
        used = [self.graph.node(id) for id in self.report.order if id in self.report.used]
        self.layers = [node for node in used if node.layer.inputs and node.layer.outputs]
        self.losses = [node for node in used if not node.layer.outputs]
        if not any(self.is_trained(node) for node in self.layers):
            sentence = _("core", "The network has no weights to train.")
            raise PlaygroundError(sentence, place="graph", remedy=_("core", "Add a Dense layer."))
        self._renamed: dict[str, str] = {}
        self._init: list[tuple[str, str]] = []
        self._forward: list[tuple[str, str, str]] = []
        for node in self.layers:
            self._add(node)

    def is_trained(self, node: Node) -> bool:
        """Tell whether a node has weights that move."""
        fixed = node.options.frozen or node.options.learning_rate_factor == 0
        return bool(self.report.nodes[node.id].parameter_shapes) and not fixed

    @property
    def draws(self) -> bool:
        """Whether any layer draws random numbers."""
        return any(node.layer.draws and not node.muted for node in self.layers)

    # -- names -----------------------------------------------------------------------------------------

    def name(self, id: str) -> str:
        """Return the Python name of a node."""
        return f"{id}_" if id in _TAKEN else id

    def weight_name(self, name: str) -> str:
        """Return what the class calls a weight that this program calls ``<node>.<parameter>``."""
        # Longer names first: “a.activation.” must not be taken for “a.”.
        for old, new in sorted(self._renamed.items(), key=lambda item: -len(item[0])):
            if name.startswith(old):
                return new + name.removeprefix(old)
        return name

    # -- the class -------------------------------------------------------------------------------------

    def _add(self, node: Node) -> None:
        inputs = self.report.nodes[node.id].inputs
        assert inputs is not None
        name = self.name(node.id)
        if node.muted:
            self._forward.append((name, self._reads(node)[0], node.id))
            return
        if name != node.id:
            self._renamed[f"{node.id}."] = f"{name}."
        replayed = self.replays and isinstance(node.layer, Noise)
        module = node.layer.replay_code(inputs) if replayed else node.layer.code(inputs)  # type: ignore[attr-defined] # of Noise
        if module:
            self._init.append((f"self.{name} = {module}", node.id))
        if replayed:
            stream = int(named_rng(self.experiment.seed, f"noise/{node.id}").integers(2**63))
            self._init.append((f"self.{name}.stream = {stream}", node.id))
        value = node.layer.call_code(f"self.{name}", self._reads(node))
        activation = getattr(node.layer, "activation", None)
        if isinstance(activation, Activation):
            value = self._activated(node, activation, value)
        if node.options.ablated:
            value = self._ablated(node, value)
        self._forward.append((name, value, node.id))

    def _activated(self, node: Node, activation: Activation, value: str) -> str:
        expression = activation.code()
        if expression == _IDENTITY:
            return value
        if expression in _FUNCTIONS:
            return f"{_FUNCTIONS[expression]}({value})"
        name = f"{self.name(node.id)}_activation"
        self._renamed[f"{node.id}.activation."] = f"{name}."
        self._init.append((f"self.{name} = {expression}", node.id))
        return f"self.{name}({value})"

    def _ablated(self, node: Node, value: str) -> str:
        output = self.report.nodes[node.id].output
        assert output is not None
        sizes = ", ".join(map(str, (output.shape[0], *(1,) * (len(output.shape) - 1))))
        mask = f"{self.name(node.id)}_mask"
        self._init.append((f'self.register_buffer("{mask}", torch.ones({sizes}), persistent=False)', node.id))
        self._init.append((f"self.{mask}[{list(node.options.ablated)}] = 0  # ablated units", node.id))
        return f"{value} * self.{mask}"

    def _reads(self, node: Node) -> list[str]:
        ports = [port.name for port in node.layer.inputs]
        fed = self.graph.feeds(node.id)
        wires = [edge for port in ports for edge in fed if edge.target_port == port]
        return [self._value(edge.source, edge.source_port) for edge in wires]

    def _value(self, id: str, port: str) -> str:
        if self.graph.node(id).layer.inputs:
            return self.name(id)
        return "x" if port == "x" else "y"

    def outputs(self) -> list[str]:
        """Return the values that losses read, each once; data is at hand anyway."""
        names = [name for loss in self.losses for name in self._reads(loss) if name not in ("x", "y")]
        return list(dict.fromkeys(names))

    def helpers(self) -> list[str]:
        """Return the sources of what PyTorch lacks and the network needs."""
        return self._sources(self.layers, ())

    def loss_helpers(self) -> list[str]:
        """Return the sources of what PyTorch lacks and the losses need."""
        return self._sources((), [self.criterion(node) for node in self.losses])

    def _sources(self, nodes: Iterable[Node], losses: Iterable[Loss]) -> list[str]:
        sources = [self._source(node.layer) for node in nodes if not node.muted]
        parts: list[Activation | Loss] = [*losses]
        activations = (getattr(node.layer, "activation", None) for node in nodes)
        parts += [activation for activation in activations if isinstance(activation, Activation)]
        sources += [type(part).helpers() for part in parts]
        return [source.strip() for source in dict.fromkeys(sources) if source.strip()]

    def _source(self, layer: Layer) -> str:
        return layer.replay_helpers() if self.replays and isinstance(layer, Noise) else layer.helpers()

    def write(self, source: Source) -> None:
        """Write the class."""
        source.add("class Net(nn.Module):")
        source.add("def __init__(self):", "    super().__init__()", indent=1)
        for line, node in self._init:
            source.add(line, node=node, indent=2)
        source.add("")
        source.add("def forward(self, x):", indent=1)
        *before, last = self._forward
        given = self.outputs()
        for name, value, node in before:
            source.add(f"{name} = {value}", node=node, indent=2)
        if given == [last[0]]:
            source.add(f"return {last[1]}", node=last[2], indent=2)
        else:
            source.add(f"{last[0]} = {last[1]}", node=last[2], indent=2)
            source.add(f"return {', '.join(given)}", indent=2)

    # -- losses ----------------------------------------------------------------------------------------

    def criterion(self, node: Node) -> Loss:
        """Return the loss function of a loss node."""
        layer: Any = node.layer
        loss: Loss = layer.resolved(self.report.nodes[node.id].inputs)
        return loss

    def write_loss(self, source: Source, name: str, losses: Sequence[Node], call: str) -> None:
        """Write the function of ``net``, ``x`` and ``y`` that is the weighted sum of some losses."""
        source.add(f"def {name}(net, x, y):")
        given = self.outputs()
        for node in losses:
            read = self._reads(node)
            if len(losses) == 1 and len(read) == 1 and given == read:
                source.add(f"return {self._term(node, [call])}", node=node.id, indent=1)
                return
        source.add(f"{', '.join(given)} = {call}", indent=1)
        for number, node in enumerate(losses):
            start = "loss =" if number == 0 else "loss = loss +"
            source.add(f"{start} {self._term(node, self._reads(node))}", node=node.id, indent=1)
        source.add("return loss", indent=1)

    def _term(self, node: Node, read: Sequence[str]) -> str:
        layer, inputs = node.layer, self.report.nodes[node.id].inputs
        assert inputs is not None
        settled: Any = layer
        target, prediction = settled.target(inputs), inputs.one("prediction")
        encoding = self.criterion(node).encoding(prediction, target)
        wired = read[1] if len(read) > 1 and read[1] != "y" else ""
        wanted = wired or _TARGETS[encoding].format(classes=target.classes)
        weight = f"{settled.weight!r} * " if settled.weight != 1 else ""
        return f"{weight}{self.criterion(node).code()}({read[0]}, {wanted})"
