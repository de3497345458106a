"""Random layers for pictures and sequences, and inputs for them; not all of them fit."""

from __future__ import annotations

from hypothesis import strategies as st

from nnplayground.core.layer import Layer, TensorSpec

sizes = st.integers(1, 9)
few = st.integers(1, 4)
rare = st.one_of(st.just(1), few)  # most layers leave it at 1
channels = st.sampled_from([1, 2, 3, 4, 6])
activations = st.sampled_from(["identity", "relu", "tanh", "prelu", "maxout", "softmax"])
borders = st.one_of(st.sampled_from(["same", "valid"]), st.integers(0, 4))
modes = st.sampled_from(["zeros", "zeros", "reflect", "replicate", "circular"])

pictures = st.builds(TensorSpec, st.tuples(channels, sizes, sizes))
sequences = st.builds(TensorSpec, st.tuples(channels, sizes))
flat = st.builds(TensorSpec, st.tuples(channels))
sides = st.one_of(st.integers(0, 3), st.tuples(*[st.integers(0, 4)] * 4))


def per_axis(values: st.SearchStrategy[int], axes: int) -> st.SearchStrategy[object]:
    return values if axes == 1 else st.one_of(values, st.tuples(values, values))


def made(kind: str, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[Layer]:
    return st.fixed_dictionaries(fields).map(Layer.named(kind).model_validate)


def convolutions(axes: int) -> st.SearchStrategy[Layer]:
    return made(
        f"conv{axes}d",
        out_channels=channels,
        kernel_size=per_axis(few, axes),
        stride=per_axis(rare, axes),
        padding=borders,
        dilation=per_axis(rare, axes),
        groups=st.sampled_from([1, 1, 2, 3]),
        bias=st.booleans(),
        padding_mode=modes,
        activation=activations,
    )


def pools(kind: str, axes: int) -> st.SearchStrategy[Layer]:
    fields = {
        "kernel_size": per_axis(few, axes),
        "stride": st.one_of(st.none(), per_axis(few, axes)),
        "padding": per_axis(st.sampled_from([0, 0, 0, 0, 1, 2, 3]), axes),  # mostly what fits
        "ceil_mode": st.booleans(),
    }
    more = {"dilation": per_axis(rare, axes)} if kind == "max" else {"count_include_pad": st.booleans()}
    return made(f"{kind}_pool{axes}d", **fields, **more)


LAYERS: dict[str, tuple[st.SearchStrategy[Layer], st.SearchStrategy[TensorSpec]]] = {
    "conv2d": (convolutions(2), pictures),
    "conv1d": (convolutions(1), sequences),
    "max_pool2d": (pools("max", 2), pictures),
    "avg_pool2d": (pools("avg", 2), pictures),
    "max_pool1d": (pools("max", 1), sequences),
    "avg_pool1d": (pools("avg", 1), sequences),
    "adaptive_avg_pool2d": (made("adaptive_avg_pool2d", output_size=per_axis(few, 2)), pictures),
    "adaptive_max_pool2d": (made("adaptive_max_pool2d", output_size=per_axis(few, 2)), pictures),
    "depthwise_conv2d": (
        made(
            "depthwise_conv2d",
            depth_multiplier=rare,
            kernel_size=per_axis(few, 2),
            stride=rare,
            padding=borders,
            bias=st.booleans(),
            activation=activations,
        ),
        pictures,
    ),
    "separable_conv2d": (
        made(
            "separable_conv2d",
            out_channels=channels,
            depth_multiplier=rare,
            kernel_size=per_axis(few, 2),
            stride=rare,
            padding=borders,
            padding_mode=modes,
            bias=st.booleans(),
            activation=activations,
        ),
        pictures,
    ),
    "conv_transpose2d": (
        made(
            "conv_transpose2d",
            out_channels=channels,
            kernel_size=per_axis(few, 2),
            stride=per_axis(few, 2),
            padding=per_axis(st.integers(0, 3), 2),
            output_padding=per_axis(st.integers(0, 2), 2),
            dilation=per_axis(rare, 2),
            groups=st.sampled_from([1, 1, 2, 3]),
            bias=st.booleans(),
            activation=activations,
        ),
        pictures,
    ),
    "upsample": (
        made("upsample", scale_factor=per_axis(few, 2), mode=st.sampled_from(["nearest", "bilinear"])),
        pictures,
    ),
    "zero_pad2d": (made("zero_pad2d", padding=sides), pictures),
    "crop2d": (made("crop2d", cropping=sides), pictures),
    "select_channels": (
        made("select_channels", channels=st.lists(st.integers(0, 5), min_size=1, max_size=8)),
        st.one_of(pictures, sequences, flat),
    ),
    "group_norm": (made("group_norm", num_groups=few), st.one_of(pictures, sequences, flat)),
    "instance_norm": (made("instance_norm", affine=st.booleans()), st.one_of(pictures, sequences)),
    "local_response_norm": (made("local_response_norm", size=few), st.one_of(pictures, sequences)),
    "dropout2d": (made("dropout2d", p=st.floats(0, 1)), pictures),
    "random_flip": (made("random_flip", horizontal=st.floats(0, 1), vertical=st.floats(0, 1)), pictures),
    "random_shift": (
        made("random_shift", pixels=st.integers(0, 12), fill=modes),
        pictures,
    ),
    "random_rotation": (
        made("random_rotation", degrees=st.floats(0, 180), fill=st.sampled_from(["zeros", "replicate"])),
        pictures,
    ),
    "salt_and_pepper": (made("salt_and_pepper", p=st.floats(0, 1)), pictures),
    "cutout": (made("cutout", size=st.integers(0, 12)), pictures),
    "squeeze_excitation": (made("squeeze_excitation", reduction=few), pictures),
    "global_avg_pool": (made("global_avg_pool"), st.one_of(pictures, sequences)),
    "global_max_pool": (made("global_max_pool"), st.one_of(pictures, sequences)),
}
