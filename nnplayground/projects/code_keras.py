"""The network as Keras code, as far as its layers have a twin there.

Pictures are turned once to channels last, which every backend of Keras computes, and back before they are
flattened, so that the weights mean the same: see :mod:`~nnplayground.projects.keras_twins`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Node
from nnplayground.core.text import translatable as _
from nnplayground.projects.code_net import Code, NetCode, Source
from nnplayground.projects.keras_twins import channels_last, part_name, twin_of, without

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["keras_code", "keras_weights"]

_LOSSES = {
    "cross_entropy": "keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
    "binary_cross_entropy": "keras.losses.BinaryCrossentropy(from_logits=True)",
    "squared_error": "keras.losses.MeanSquaredError()",
    "absolute_error": "keras.losses.MeanAbsoluteError()",
}
_OPTIMIZERS: Mapping[str, Callable[[Any], str]] = {
    "sgd": lambda o: f"momentum={o.momentum!r}, nesterov={o.nesterov}",
    "adam": lambda o: f"beta_1={o.beta1!r}, beta_2={o.beta2!r}, epsilon={o.eps!r}",
    "adamw": lambda o: (
        f"weight_decay={o.weight_decay!r}, beta_1={o.beta1!r}, beta_2={o.beta2!r}, epsilon={o.eps!r}"
    ),
    "rmsprop": lambda o: f"rho={o.alpha!r}, epsilon={o.eps!r}",
    "adagrad": lambda o: f"initial_accumulator_value=0.0, epsilon={o.eps!r}",
    "adadelta": lambda o: f"rho={o.rho!r}, epsilon={o.eps!r}",
}


def keras_code(experiment: Experiment, weights: str) -> Code:
    """Return Keras code that builds the network, loads its weights and prepares it for training.

    Parameters
    ----------
    experiment : Experiment
    weights : str
        The name of the ``.npz`` beside it.

    Raises
    ------
    PlaygroundError
        Naming the node without a twin, and why.
    """
    net, source = NetCode(experiment, replays=False), Source()
    name = experiment.name().replace("\\", "/").replace('"', "'") or "Experiment"
    source.add(f'"""{name}: a network of NN Playground in Keras."""', "", "from pathlib import Path", "")
    source.add("import keras", "import numpy as np", "from keras import layers", "", "")
    _add_build(source, net)
    source.add("", "", f"def load(path=Path(__file__).with_name({json.dumps(weights)})):")
    source.add('"""Return the trained network."""', "model = build()", indent=1)
    source.add("with np.load(path) as arrays:", indent=1)
    source.add("for layer in model.layers:", indent=2)
    source.add("if layer.weights:", indent=3)
    source.add('numbers = (f"{layer.name}.{i}" for i in range(len(layer.weights)))', indent=4)
    source.add("layer.set_weights([arrays[name] for name in numbers])", indent=4)
    source.add("return model", indent=1)
    return source.code()


def _add_build(source: Source, net: NetCode) -> None:
    shape = net.experiment.data.spec().x.shape
    real = "float64" if net.experiment.training.precision == "float64" else "float32"
    source.add("def build():", '    """Return the network with new weights."""')
    if real == "float64":
        source.add('keras.config.set_floatx("float64")', indent=1)
    source.add(f"x = inputs = keras.Input({shape})", indent=1)
    for turned in channels_last(len(shape)) if len(shape) <= 3 else ():
        source.add(f"x = {turned}(x)  # channels last", indent=1)
    for node in net.layers:
        if node.options.ablated:
            raise without(node, _("core", "Keras has no ablated units."))
        for line in _lines(net, node):
            source.add(line, node=node.id, indent=1)
    source.add(f"model = keras.Model(inputs, {_listed(net.outputs())})", indent=1)
    source.add(*_compiled(net), "return model", indent=1)


def _lines(net: NetCode, node: Node) -> list[str]:
    name, value = net.name(node.id), _read(net, node)
    if node.muted:
        return [f"{name} = {value.strip('[]').partition(',')[0]}"]
    inputs = net.report.nodes[node.id].inputs
    assert inputs is not None
    return twin_of(node, inputs).lines(name, value)


def _read(net: NetCode, node: Node) -> str:
    ports = [port.name for port in node.layer.inputs]
    fed = net.graph.feeds(node.id)
    read = []
    for edge in (edge for port in ports for edge in fed if edge.target_port == port):
        source = net.graph.node(edge.source)
        if not source.layer.inputs and edge.source_port != "x":
            raise without(node, _("core", "Keras's model reads the samples only, not their targets."))
        read.append(net.name(edge.source) if source.layer.inputs else "x")
    return _listed(read, always=len(read) > 1)


def _listed(names: Sequence[str], *, always: bool = False) -> str:
    return f"[{', '.join(names)}]" if always or len(names) != 1 else names[0]


def _compiled(net: NetCode) -> list[str]:
    """Return the line that says how Keras trains, where it knows optimizer and loss."""
    training = net.experiment.training
    loss = net.criterion(net.losses[0])
    kind, options = _LOSSES.get(loss.kind), _OPTIMIZERS.get(training.optimizer.kind)
    if kind is None or options is None or len(net.losses) != 1:
        return []
    made = f"keras.optimizers.{type(training.optimizer).__name__}({training.learning_rate!r}, "
    return [f"optimizer = {made}{options(training.optimizer)})", f"model.compile(optimizer, {kind})"]


def keras_weights(experiment: Experiment, weights: Mapping[str, Array]) -> dict[str, Array]:
    """Return weights in Keras's layout, by ``<layer>.<number>``.

    Parameters
    ----------
    experiment : Experiment
    weights : Mapping[str, ndarray]
        By ``<node>.<parameter>``.
    """
    net = NetCode(experiment, replays=False)
    found: dict[str, Array] = {}
    for node in (node for node in net.layers if not node.muted):
        inputs = net.report.nodes[node.id].inputs
        assert inputs is not None
        count: dict[str, int] = {}
        for weight in twin_of(node, inputs).weights:
            layer = part_name(net.name(node.id), weight.part)
            count[layer] = count.get(layer, -1) + 1
            value = weight.of(weights[f"{node.id}.{weight.name}"])
            found[f"{layer}.{count[layer]}"] = np.ascontiguousarray(value)
    return found
