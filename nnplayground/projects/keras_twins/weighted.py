"""Twins of layers with weights."""

from __future__ import annotations

import json
from typing import Any

from nnplayground.core.layer import Inputs
from nnplayground.core.text import translatable as _
from nnplayground.layers import (
    convolution,
    convolution_factored,
    convolution_transposed,
    linear,
    normalization,
    normalization_images,
    squeeze_excitation,
)
from nnplayground.layers.activation_node import ActivationNode
from nnplayground.projects.keras_twins.parts import Bent, each, kernel, options, require_order, slides
from nnplayground.projects.keras_twins.twin import NoTwinError, Twin, Weight, twin

__all__: list[str] = []


@twin.register
def _of_linear(layer: linear.Linear, inputs: Inputs) -> Twin:
    del inputs
    bent = Bent.of(layer.activation, 1)
    more = options(activation=bent.option, use_bias=layer.bias)
    call = f"layers.Dense({layer.units}{more}, name={{name}})"
    return bent.behind((call,), kernel(layer.bias, (1, 0)))


@twin.register(convolution.Conv1d)
@twin.register(convolution.Conv2d)
def _of_convolution(layer: Any, inputs: Inputs) -> Twin:
    del inputs
    padding, before, bent = slides(layer)
    more = options(
        strides=each(layer, "stride"),
        padding=padding,
        dilation_rate=each(layer, "dilation"),
        groups=layer.groups,
        activation=bent.option,
        use_bias=layer.bias,
    )
    window = each(layer, "kernel_size")
    call = f"layers.Conv{layer.axes}D({layer.out_channels}, {window}{more}, name={{name}})"
    return bent.behind((*before, call), kernel(layer.bias, (*range(2, 2 + layer.axes), 1, 0)))


@twin.register
def _of_depthwise(layer: convolution_factored.DepthwiseConv2d, inputs: Inputs) -> Twin:
    padding, before, bent = slides(layer, squarely=True)
    more = options(
        strides=each(layer, "stride"),
        padding=padding,
        depth_multiplier=layer.depth_multiplier,
        dilation_rate=each(layer, "dilation"),
        activation=bent.option,
        use_bias=layer.bias,
    )
    call = f"layers.DepthwiseConv2D({each(layer, 'kernel_size')}{more}, name={{name}})"
    weights = (_depthwise("weight", layer, inputs), *kernel(layer.bias, ())[1:])
    return bent.behind((*before, call), weights)


@twin.register
def _of_separable(layer: convolution_factored.SeparableConv2d, inputs: Inputs) -> Twin:
    padding, before, bent = slides(layer, squarely=True)
    more = options(
        strides=each(layer, "stride"),
        padding=padding,
        dilation_rate=each(layer, "dilation"),
        depth_multiplier=layer.depth_multiplier,
        activation=bent.option,
        use_bias=layer.bias,
    )
    window = each(layer, "kernel_size")
    call = f"layers.SeparableConv2D({layer.out_channels}, {window}{more}, name={{name}})"
    depthwise = _depthwise("depthwise.weight", layer, inputs)
    pointwise = (Weight("pointwise.weight", (2, 3, 1, 0)), Weight("pointwise.bias"))
    return bent.behind((*before, call), (depthwise, *pointwise[: 1 + layer.bias]))


def _depthwise(name: str, layer: Any, inputs: Inputs) -> Weight:
    """Return the filters of single channels, which PyTorch keeps in one row and Keras in a square."""
    channels = inputs.one().shape[0]
    return Weight(name, (2, 3, 0, 1), (channels, layer.depth_multiplier, *layer.per_axis("kernel_size")))


@twin.register
def _of_transposed(layer: convolution_transposed.ConvTranspose2d, inputs: Inputs) -> Twin:
    if layer.groups != 1 or layer.per_axis("dilation") != (1, 1):
        raise NoTwinError(_("core", "Keras's transposed convolution has no groups and no gaps."))
    sides = zip(
        inputs.one().shape[1:],
        layer.output_spec(inputs.one()).shape[1:],
        *(layer.per_axis(name) for name in ("kernel_size", "stride", "padding")),
        strict=True,
    )
    # Keras paints at least one stride for every pixel; what PyTorch would not paint is cut off.
    cuts = [(cut, n * step + max(kernel - step, 0) - cut - out) for n, out, kernel, step, cut in sides]
    if min(behind for _before, behind in cuts) < 0:
        raise NoTwinError(_("core", "Keras's transposed convolution has no such output padding."))
    bent = Bent.of(layer.activation, 3)
    more = options(strides=each(layer, "stride"), activation=bent.option, use_bias=layer.bias)
    window = each(layer, "kernel_size")
    call = f"layers.Conv2DTranspose({layer.out_channels}, {window}{more}, name={{name}})"
    cropping = (f"layers.Cropping2D(({cuts[0]}, {cuts[1]}))",) if any(map(any, cuts)) else ()
    return bent.behind((call, *cropping), kernel(layer.bias, (2, 3, 1, 0)))


@twin.register
def _of_squeeze_excitation(layer: squeeze_excitation.SqueezeExcitation, inputs: Inputs) -> Twin:
    shapes = layer.parameter_shapes(inputs)
    squeezed, channels = shapes["fc1.weight"]
    calls = (
        "layers.GlobalAveragePooling2D(keepdims=True)",
        f'layers.Dense({squeezed}, activation="relu", name={{name+fc1}})',
        f'layers.Dense({channels}, activation="sigmoid", name={{name+fc2}})',
        "layers.Multiply(name={name}){x}",
    )
    weights = (
        Weight(name, (1, 0) if name.endswith("weight") else None, part=name.partition(".")[0])
        for name in shapes
    )
    return Twin(calls, tuple(weights))


@twin.register
def _of_batch_norm(layer: normalization.BatchNorm, inputs: Inputs) -> Twin:
    require_order(inputs)
    call = f"layers.BatchNormalization(momentum={1 - layer.momentum!r}, epsilon={layer.eps!r}, name={{name}})"
    return Twin((call,), tuple(map(Weight, ("weight", "bias", "running_mean", "running_var"))))


@twin.register
def _of_layer_norm(layer: normalization.LayerNorm, inputs: Inputs) -> Twin:
    rank = require_order(inputs)
    axes = "" if rank == 1 else f"axis={[*range(1, rank + 1)]}, "
    call = f"layers.LayerNormalization({axes}epsilon={layer.eps!r}, name={{name}})"
    order = (*range(1, rank), 0)
    return Twin((call,), (Weight("weight", order), Weight("bias", order)))


@twin.register
def _of_group_norm(layer: normalization_images.GroupNorm, inputs: Inputs) -> Twin:
    require_order(inputs)
    call = f"layers.GroupNormalization({layer.num_groups}, epsilon={layer.eps!r}, name={{name}})"
    return Twin((call,), (Weight("weight"), Weight("bias")))


@twin.register
def _of_instance_norm(layer: normalization_images.InstanceNorm, inputs: Inputs) -> Twin:
    require_order(inputs)
    learns = "" if layer.affine else ", center=False, scale=False"
    call = f"layers.GroupNormalization(-1, epsilon={layer.eps!r}{learns}, name={{name}})"
    return Twin((call,), (Weight("weight"), Weight("bias")) if layer.affine else ())


@twin.register
def _of_activation(layer: ActivationNode, inputs: Inputs) -> Twin:
    bent = Bent.of(layer.activation, len(inputs.one().shape))
    if bent.calls:
        return bent.behind((), ())
    return Twin((f"layers.Activation({bent.option or json.dumps('linear')}, name={{name}})",))
