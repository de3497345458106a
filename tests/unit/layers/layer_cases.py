"""Random layers of every kind, with random inputs for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from hypothesis import strategies as st
from image_cases import LAYERS as IMAGE_LAYERS

from nnplayground.core.activation import Activation
from nnplayground.core.dataset import DataSpec, TargetForm
from nnplayground.core.layer import Inputs, Layer, ShapeError, TensorSpec
from nnplayground.core.loss import Loss, Task

CLASSES = DataSpec(TensorSpec((2,)), TensorSpec((), classes=3), Task.MULTICLASS, ("a", "b", "c"))
dtypes = st.sampled_from([torch.float32, torch.float64])
batches = st.integers(1, 7)
sizes = st.integers(1, 6)
flat = st.builds(TensorSpec, st.tuples(sizes))
image = st.builds(TensorSpec, st.tuples(sizes, sizes, sizes))
anything = st.one_of(flat, image, st.builds(TensorSpec, st.tuples(sizes, sizes)))
activations = st.sampled_from(list(Activation.kinds().values())).map(lambda kind: kind())


@dataclass(frozen=True)
class Case:
    layer: Layer
    specs: tuple[TensorSpec, ...]
    source: DataSpec = field(default=CLASSES)

    @property
    def inputs(self) -> Inputs:
        ports = {port.name: () for port in self.layer.inputs}
        if self.layer.inputs and self.layer.inputs[0].many:
            return Inputs({self.layer.inputs[0].name: self.specs}, self.source)
        given = {port.name: (spec,) for port, spec in zip(self.layer.inputs, self.specs, strict=False)}
        return Inputs(ports | given, self.source)


def layer(kind: str, **fields: Any) -> Layer:
    return Layer.named(kind).model_validate(fields)


def one_input(kind: str, specs: st.SearchStrategy[TensorSpec], **fields: Any) -> st.SearchStrategy[Case]:
    made = st.fixed_dictionaries(fields).map(lambda values: layer(kind, **values))
    return st.builds(lambda made, spec: Case(made, (spec,)), made, specs)


@st.composite
def reshapes(draw: st.DrawFn) -> Case:
    spec = draw(anything)
    new = list(draw(st.permutations(spec.shape)))
    if draw(st.booleans()):
        new[draw(st.integers(0, len(new) - 1))] = -1
    return Case(layer("reshape", sizes=tuple(new)), (spec,))


@st.composite
def merges(draw: st.DrawFn, kind: str) -> Case:
    spec, count = draw(anything), draw(st.integers(1, 4))
    firsts = [draw(sizes) if kind == "concatenate" else spec.shape[0] for _ in range(count)]
    return Case(layer(kind), tuple(TensorSpec((first, *spec.shape[1:])) for first in firsts))


@st.composite
def activation_nodes(draw: st.DrawFn) -> Case:
    activation, spec = draw(activations), draw(anything)
    features = spec.shape[0] * activation.inputs_per_unit()
    return Case(layer("activation", activation=activation), (TensorSpec((features, *spec.shape[1:])),))


@st.composite
def wired_losses(draw: st.DrawFn) -> Case:
    spec = draw(anything)
    return Case(
        layer("loss", loss=draw(st.sampled_from([None, "huber", "half_squared_error"]))), (spec, spec)
    )


@st.composite
def class_losses(draw: st.DrawFn) -> Case:
    classes = draw(st.integers(2, 5))
    width = draw(st.sampled_from([1, 2])) if classes == 2 else classes
    kinds: list[str | None] = [None, *(kind for kind in Loss.kinds() if kind != "dice")]
    if width == 1:
        kinds.remove("cross_entropy")
    source = DataSpec(TensorSpec((2,)), TensorSpec((), classes=classes), Task.MULTICLASS)
    return Case(layer("loss", loss=draw(st.sampled_from(kinds))), (TensorSpec((width,)),), source)


@st.composite
def mask_losses(draw: st.DrawFn) -> Case:
    classes, height, width = draw(st.integers(2, 5)), draw(sizes), draw(sizes)
    source = DataSpec(
        TensorSpec((1, height, width)),
        TensorSpec((height, width), classes=classes),
        Task.MULTICLASS,
        form=TargetForm.MASK,
    )
    loss = draw(st.sampled_from(["dice", "cross_entropy"]))
    return Case(layer("loss", loss=loss), (TensorSpec((classes, height, width)),), source)


CASES: dict[str, st.SearchStrategy[Case]] = {
    "data": st.just(Case(layer("data"), ())),
    "linear": one_input("linear", flat, units=sizes, activation=activations, bias=st.booleans()),
    "activation": activation_nodes(),
    "dropout": one_input("dropout", anything, p=st.floats(0, 1)),
    "gaussian_noise": one_input("gaussian_noise", anything, sigma=st.floats(0, 10)),
    "batch_norm": one_input(
        "batch_norm", st.one_of(anything, st.builds(TensorSpec, st.tuples(*[sizes] * 4)))
    ),
    "layer_norm": one_input("layer_norm", anything),
    "add": merges("add"),
    "multiply": merges("multiply"),
    "concatenate": merges("concatenate"),
    "flatten": one_input("flatten", anything),
    "reshape": reshapes(),
    "loss": st.one_of(wired_losses(), class_losses(), mask_losses()),
    **{kind: st.builds(lambda x, spec: Case(x, (spec,)), *parts) for kind, parts in IMAGE_LAYERS.items()},
}


def values(spec: TensorSpec, batch: int, dtype: torch.dtype) -> torch.Tensor:
    if spec.classes:
        return torch.randint(spec.classes, (batch, *spec.shape))
    return torch.randn(batch, *spec.shape, dtype=dtype)


def arguments(case: Case, batch: int, dtype: torch.dtype) -> list[torch.Tensor]:
    specs = list(case.specs)
    if case.layer.kind == "data":
        specs = [case.source.x, case.source.target]
    if case.layer.kind == "loss" and len(specs) == 1:
        specs.append(case.source.target)
    return [values(spec, batch, dtype) for spec in specs]


def refusal(case: Case) -> ShapeError | None:
    try:
        case.layer.output_specs(case.inputs)
    except ShapeError as error:
        return error
    return None
