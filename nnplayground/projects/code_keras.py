"""The network as Keras code, as far as its layers have a twin there.

Pictures are turned once to channels last, which every backend of Keras computes, and back before they are
flattened, so that the weights mean the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.activation import Activation
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Node
from nnplayground.core.layer import Inputs, Layer
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers import (
    convolution,
    dropout,
    dropout_channels,
    linear,
    merge,
    normalization,
    pooling,
    pooling_adaptive,
    reshape,
    resize,
)
from nnplayground.layers.activation_node import ActivationNode
from nnplayground.projects.code_net import Code, NetCode, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["keras_code", "keras_weights"]

_ACTIVATIONS = {
    "identity": "",
    "sigmoid": '"sigmoid"',
    "tanh": '"tanh"',
    "softsign": '"softsign"',
    "relu": '"relu"',
    "selu": '"selu"',
    "silu": '"silu"',
    "mish": '"mish"',
    "softplus": '"softplus"',
    "sine": "keras.ops.sin",
    "arctan": "keras.ops.arctan",
    "hard_tanh": '"hard_tanh"',
    "gelu": "lambda x: keras.ops.gelu(x, approximate=False)",
}
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


class _NoTwinError(Exception):
    """A layer, or a setting of it, that Keras does not have; the message says which."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Twin:
    """What stands for a layer.

    Attributes
    ----------
    calls : tuple of str
        Layers one behind the other; the last carries the node's name and its weights.
    weights : tuple of (str, tuple of int or None)
        The parameters in Keras's order, each with the order of its axes there.
    """

    calls: tuple[str, ...]
    weights: tuple[tuple[str, tuple[int, ...] | None], ...] = ()


@singledispatch
def _twin(layer: Layer, inputs: Inputs) -> _Twin:
    del inputs
    raise _NoTwinError(_("core", "Keras has no twin of “{title}”.").format(title=type(layer).title))


@_twin.register
def _of_linear(layer: linear.Linear, inputs: Inputs) -> _Twin:
    del inputs
    options = _options(activation=_activation(layer.activation), use_bias=layer.bias)
    return _Twin((f"layers.Dense({layer.units}{options}, name={{name}})",), _kernel(layer.bias, (1, 0)))


@_twin.register
def _of_convolution(layer: convolution.Conv2d, inputs: Inputs) -> _Twin:
    del inputs
    if layer.padding_mode != "zeros":
        raise _NoTwinError(_("core", "Keras pads convolutions with zeros only."))
    padding, before = _padding(layer.padding)
    options = _options(
        strides=_pair(layer.stride),
        padding=padding,
        dilation_rate=_pair(layer.dilation),
        groups=layer.groups,
        activation=_activation(layer.activation),
        use_bias=layer.bias,
    )
    call = f"layers.Conv2D({layer.out_channels}, {_pair(layer.kernel_size)}{options}, name={{name}})"
    return _Twin((*before, call), _kernel(layer.bias, (2, 3, 1, 0)))


@_twin.register(pooling.MaxPool2d)
@_twin.register(pooling.AvgPool2d)
def _of_pooling(layer: Any, inputs: Inputs) -> _Twin:
    del inputs
    known = layer.replace(kernel_size=layer.kernel_size, stride=layer.stride)
    plain = type(layer)(kernel_size=known.kernel_size, stride=known.stride, padding=0)
    if layer.replace(padding=0) != plain or any(_tuple(layer.padding)):
        raise _NoTwinError(_("core", "Keras pools whole windows only: no padding, gaps or cut windows."))
    kind = "MaxPooling2D" if isinstance(layer, pooling.MaxPool2d) else "AveragePooling2D"
    stride = layer.kernel_size if layer.stride is None else layer.stride
    return _Twin((f"layers.{kind}({_pair(layer.kernel_size)}, strides={_pair(stride)}, name={{name}})",))


@_twin.register(pooling_adaptive.GlobalAvgPool)
@_twin.register(pooling_adaptive.GlobalMaxPool)
def _of_global_pooling(layer: Layer, inputs: Inputs) -> _Twin:
    kind = "Average" if isinstance(layer, pooling_adaptive.GlobalAvgPool) else "Max"
    _require_picture(inputs)
    return _Twin((f"layers.Global{kind}Pooling2D(name={{name}})",))


@_twin.register
def _of_flatten(layer: reshape.Flatten, inputs: Inputs) -> _Twin:
    del layer
    back = ("layers.Permute((3, 1, 2))",) if len(inputs.one().shape) == 3 else ()
    return _Twin((*back, "layers.Flatten(name={name})"))


@_twin.register
def _of_dropout(layer: dropout.Dropout, inputs: Inputs) -> _Twin:
    del inputs
    return _Twin((f"layers.Dropout({layer.p!r}, name={{name}})",))


@_twin.register
def _of_dropout2d(layer: dropout_channels.Dropout2d, inputs: Inputs) -> _Twin:
    del inputs
    return _Twin((f"layers.SpatialDropout2D({layer.p!r}, name={{name}})",))


@_twin.register
def _of_noise(layer: dropout.GaussianNoise, inputs: Inputs) -> _Twin:
    del inputs
    return _Twin((f"layers.GaussianNoise({layer.sigma!r}, name={{name}})",))


@_twin.register
def _of_batch_norm(layer: normalization.BatchNorm, inputs: Inputs) -> _Twin:
    del inputs
    call = f"layers.BatchNormalization(momentum={1 - layer.momentum!r}, epsilon={layer.eps!r}, name={{name}})"
    names = ("weight", "bias", "running_mean", "running_var")
    return _Twin((call,), tuple((name, None) for name in names))


@_twin.register
def _of_layer_norm(layer: normalization.LayerNorm, inputs: Inputs) -> _Twin:
    if len(inputs.one().shape) != 1:
        raise _NoTwinError(_("core", "Keras normalizes layers of flat values only as this program does."))
    call = f"layers.LayerNormalization(epsilon={layer.eps!r}, name={{name}})"
    return _Twin((call,), (("weight", None), ("bias", None)))


@_twin.register(merge.Add)
@_twin.register(merge.Multiply)
@_twin.register(merge.Concatenate)
def _of_merge(layer: Layer, inputs: Inputs) -> _Twin:
    del inputs
    kind = {"add": "Add(", "multiply": "Multiply(", "concatenate": "Concatenate(axis=-1, "}[layer.kind]
    return _Twin((f"layers.{kind}name={{name}})",))


@_twin.register
def _of_activation(layer: ActivationNode, inputs: Inputs) -> _Twin:
    del inputs
    function = _activation(layer.activation) or '"linear"'
    return _Twin((f"layers.Activation({function}, name={{name}})",))


@_twin.register
def _of_padding(layer: resize.ZeroPad2d, inputs: Inputs) -> _Twin:
    del inputs
    left, right, top, bottom = layer.padding
    return _Twin((f"layers.ZeroPadding2D((({top}, {bottom}), ({left}, {right})), name={{name}})",))


@_twin.register
def _of_cropping(layer: resize.Crop2d, inputs: Inputs) -> _Twin:
    del inputs
    left, right, top, bottom = layer.cropping
    return _Twin((f"layers.Cropping2D((({top}, {bottom}), ({left}, {right})), name={{name}})",))


def _kernel(bias: bool, axes: tuple[int, ...]) -> tuple[tuple[str, tuple[int, ...] | None], ...]:
    return (("weight", axes), ("bias", None)) if bias else (("weight", axes),)


def _activation(activation: Activation) -> str:
    known: Any = activation
    if activation.kind == "leaky_relu":
        return f"lambda x: keras.ops.leaky_relu(x, {known.negative_slope!r})"
    if activation.kind == "elu":
        return f"lambda x: keras.ops.elu(x, {known.alpha!r})"
    if activation.kind not in _ACTIVATIONS:
        sentence = _("core", "Keras has no twin of “{title}”.")
        raise _NoTwinError(sentence.format(title=type(activation).title))
    return _ACTIVATIONS[activation.kind]


def _options(**options: Any) -> str:
    """Write the options that differ from what Keras does anyway."""
    usual = {"use_bias": True, "strides": "(1, 1)", "dilation_rate": "(1, 1)", "groups": 1, "activation": ""}
    return "".join(f", {name}={value}" for name, value in options.items() if value != usual.get(name))


def _padding(padding: Any) -> tuple[str, tuple[str, ...]]:
    if isinstance(padding, str):
        return f'"{padding}"', ()
    rows, columns = _tuple(padding)
    return '"valid"', ((f"layers.ZeroPadding2D(({rows}, {columns}))",) if rows or columns else ())


def _tuple(value: Any) -> tuple[int, int]:
    pair = (value, value) if isinstance(value, int) else tuple(value)
    return pair if len(pair) == 2 else (pair[0], pair[0])


def _pair(value: Any) -> str:
    return repr(_tuple(value))


def _require_picture(inputs: Inputs) -> None:
    if len(inputs.one().shape) != 3:
        raise _NoTwinError(_("core", "Keras's twin of this pooling reads pictures."))


# -- the file ------------------------------------------------------------------------------------------


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
    if len(shape) == 3:
        source.add("x = layers.Permute((2, 3, 1))(x)  # channels last", indent=1)
    for node in net.layers:
        if node.options.ablated:
            raise _without(node, _("core", "Keras has no ablated units."))
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
    twin = _twin_of(node, inputs)
    lines = []
    for call in twin.calls:
        quoted = f'"{name}"'
        lines.append(f"{name} = {call.replace('{name}', quoted)}({value})")
        value = name
    return lines


def _twin_of(node: Node, inputs: Inputs) -> _Twin:
    try:
        return _twin(node.layer, inputs)
    except _NoTwinError as error:
        raise _without(node, error.reason) from error


def _without(node: Node, reason: Text) -> PlaygroundError:
    return PlaygroundError(
        reason, place=node.title, remedy=_("core", "Choose another layer, or export PyTorch or ONNX.")
    )


def _read(net: NetCode, node: Node) -> str:
    ports = [port.name for port in node.layer.inputs]
    fed = net.graph.feeds(node.id)
    read = []
    for edge in (edge for port in ports for edge in fed if edge.target_port == port):
        source = net.graph.node(edge.source)
        if not source.layer.inputs and edge.source_port != "x":
            raise _without(node, _("core", "Keras's model reads the samples only, not their targets."))
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
        for number, (name, axes) in enumerate(_twin_of(node, inputs).weights):
            value = weights[f"{node.id}.{name}"]
            moved = value if axes is None else value.transpose(axes)
            found[f"{net.name(node.id)}.{number}"] = np.ascontiguousarray(moved)
    return found
