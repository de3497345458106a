"""Twins of layers without weights, and of those that work in training only."""

from __future__ import annotations

from typing import Any

from nnplayground.core.layer import Inputs, Layer
from nnplayground.core.text import translatable as _
from nnplayground.layers import (
    dropout,
    dropout_channels,
    merge,
    pooling,
    pooling_adaptive,
    random_pictures,
    reshape,
    resize,
    select_channels,
)
from nnplayground.layers.windows import each_axis, plain
from nnplayground.projects.keras_twins.parts import channels_first, channels_last, require_order, zeros
from nnplayground.projects.keras_twins.twin import NoTwinError, Twin, twin

__all__: list[str] = []

_FILLS = {"zeros": "constant", "replicate": "nearest", "circular": "wrap"}


@twin.register(pooling.MaxPool1d)
@twin.register(pooling.AvgPool1d)
@twin.register(pooling.MaxPool2d)
@twin.register(pooling.AvgPool2d)
def _of_pooling(layer: Any, inputs: Inputs) -> Twin:
    del inputs
    padding = each_axis(layer.padding, layer.axes)
    pads = any(padding) and not getattr(layer, "count_include_pad", False)
    gaps = set(each_axis(getattr(layer, "dilation", 1), layer.axes)) != {1}
    if pads or gaps or layer.ceil_mode:
        raise NoTwinError(_("core", "Keras pools whole windows only: no padding, gaps or cut windows."))
    kind = {"Max": "Max", "Avg": "Average"}[layer.word]
    stride = layer.kernel_size if layer.stride is None else layer.stride
    window, step = (plain(each_axis(value, layer.axes)) for value in (layer.kernel_size, stride))
    call = f"layers.{kind}Pooling{layer.axes}D({window}, strides={step}, name={{name}})"
    return Twin((*zeros(padding), call))


@twin.register(pooling_adaptive.AdaptiveAvgPool2d)
@twin.register(pooling_adaptive.AdaptiveMaxPool2d)
def _of_adaptive_pooling(layer: Any, inputs: Inputs) -> Twin:
    kind, window = {"Max": "Max", "Avg": "Average"}[layer.word], layer.window(inputs)
    if window is None:  # they are not all of one size
        return Twin((f"layers.Adaptive{kind}Pooling2D({layer.output_size}, name={{name}})",))
    return Twin((f"layers.{kind}Pooling2D({window.kernel}, name={{name}})",))


@twin.register(pooling_adaptive.GlobalAvgPool)
@twin.register(pooling_adaptive.GlobalMaxPool)
def _of_global_pooling(layer: Layer, inputs: Inputs) -> Twin:
    kind = "Average" if isinstance(layer, pooling_adaptive.GlobalAvgPool) else "Max"
    return Twin((f"layers.Global{kind}Pooling{require_order(inputs) - 1}D(name={{name}})",))


@twin.register
def _of_flatten(layer: reshape.Flatten, inputs: Inputs) -> Twin:
    del layer
    return Twin((*channels_first(require_order(inputs)), "layers.Flatten(name={name})"))


@twin.register
def _of_reshape(layer: reshape.Reshape, inputs: Inputs) -> Twin:
    rank, shape = require_order(inputs), layer.output_spec(inputs.one()).shape
    if not 1 <= len(shape) <= 3:
        raise NoTwinError(_("core", "Keras reads pictures and sequences only."))
    # The name stands at the last call, whatever that is.
    calls = (*channels_first(rank), f"layers.Reshape({shape})", *channels_last(len(shape)))
    return Twin((*calls[:-1], f"{calls[-1][:-1]}, name={{name}})"))


@twin.register
def _of_upsample(layer: resize.Upsample, inputs: Inputs) -> Twin:
    del inputs
    mode = "" if layer.mode == "nearest" else f", interpolation={layer.mode!r}"
    return Twin((f"layers.UpSampling2D({layer.scale_factor}{mode}, name={{name}})",))


@twin.register
def _of_padding(layer: resize.ZeroPad2d, inputs: Inputs) -> Twin:
    del inputs
    left, right, top, bottom = layer.padding
    return Twin((f"layers.ZeroPadding2D((({top}, {bottom}), ({left}, {right})), name={{name}})",))


@twin.register
def _of_cropping(layer: resize.Crop2d, inputs: Inputs) -> Twin:
    del inputs
    left, right, top, bottom = layer.cropping
    return Twin((f"layers.Cropping2D((({top}, {bottom}), ({left}, {right})), name={{name}})",))


@twin.register
def _of_selecting(layer: select_channels.SelectChannels, inputs: Inputs) -> Twin:
    require_order(inputs)
    pick = f"lambda x: keras.ops.take(x, {list(layer.channels)}, axis=-1)"
    return Twin((f"layers.Lambda({pick}, name={{name}})",))


@twin.register(merge.Add)
@twin.register(merge.Multiply)
@twin.register(merge.Concatenate)
def _of_merge(layer: Layer, inputs: Inputs) -> Twin:
    del inputs
    kind = {"add": "Add(", "multiply": "Multiply(", "concatenate": "Concatenate(axis=-1, "}[layer.kind]
    return Twin((f"layers.{kind}name={{name}})",))


# -- in training only ----------------------------------------------------------------------------------


@twin.register
def _of_dropout(layer: dropout.Dropout, inputs: Inputs) -> Twin:
    del inputs
    return Twin((f"layers.Dropout({layer.p!r}, name={{name}})",))


@twin.register
def _of_dropout2d(layer: dropout_channels.Dropout2d, inputs: Inputs) -> Twin:
    del inputs
    return Twin((f"layers.SpatialDropout2D({layer.p!r}, name={{name}})",))


@twin.register
def _of_noise(layer: dropout.GaussianNoise, inputs: Inputs) -> Twin:
    del inputs
    return Twin((f"layers.GaussianNoise({layer.sigma!r}, name={{name}})",))


@twin.register
def _of_flip(layer: random_pictures.RandomFlip, inputs: Inputs) -> Twin:
    del inputs
    likely = {"horizontal": layer.horizontal, "vertical": layer.vertical}
    sides = [side for side, chance in likely.items() if chance == 0.5]
    if not sides or not set(likely.values()) <= {0, 0.5}:
        raise NoTwinError(_("core", "Keras mirrors every second picture, with a probability of 0.5."))
    return Twin((f'layers.RandomFlip("{"_and_".join(sides)}", name={{name}})',))


@twin.register
def _of_shift(layer: random_pictures.RandomShift, inputs: Inputs) -> Twin:
    if layer.fill not in _FILLS:
        raise NoTwinError(_("core", "Keras cannot fill like that what a moved picture leaves free."))
    # Half a pixel more, so that rounding makes all moves equally likely.
    shares = ((layer.pixels + 0.5) / side if layer.pixels else 0.0 for side in inputs.one().shape[1:])
    factors = ", ".join(map(repr, shares))
    options = f'fill_mode="{_FILLS[layer.fill]}", interpolation="nearest"'
    return Twin((f"layers.RandomTranslation({factors}, {options}, name={{name}})",))


@twin.register
def _of_rotation(layer: random_pictures.RandomRotation, inputs: Inputs) -> Twin:
    del inputs
    turn = layer.degrees / 360
    return Twin((f'layers.RandomRotation({turn!r}, fill_mode="{_FILLS[layer.fill]}", name={{name}})',))
