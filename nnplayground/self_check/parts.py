"""What is checked: every kind that discovery finds, every file that ships, a step of every preset."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from nnplayground.core.activation import Activation
from nnplayground.core.data_config import DataConfig
from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.layer import Group, Inputs, Layer, TensorSpec
from nnplayground.core.loss import Loss
from nnplayground.core.training import Optimizer, Schedule
from nnplayground.projects import presets, saved_blocks
from nnplayground.self_check import services
from nnplayground.self_check.check import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nnplayground.core.component import Component

__all__ = ["GROUPS"]

_SHAPES = ((8,), (4, 12, 12), (4, 16))
"""A flat list, pictures, a sequence: one of them fits every layer."""


def layers() -> Iterator[Check]:
    """Build every kind of layer and compare what it gives with what it promises."""
    for name, kind in Layer.kinds().items():
        yield Check("layers", name, partial(_check_layer, kind))


def _check_layer(kind: type[Layer]) -> None:
    layer, refusals = kind(), []
    for shapes in product(_SHAPES, repeat=2 if len(kind.inputs) > 1 else 1):
        inputs = _inputs(kind, shapes)
        try:
            promised = layer.output_specs(inputs)
        except PlaygroundError as error:
            refusals.append(str(error))
            continue
        _compare(layer, inputs, [spec.shape for spec in promised.values()])
        return
    raise RuntimeError(f"it takes none of the shapes {_SHAPES}: {refusals[0]}")


def _inputs(kind: type[Layer], shapes: Iterable[tuple[int, ...]]) -> Inputs:
    specs = [TensorSpec(shape) for shape in shapes]
    ports: dict[str, tuple[TensorSpec, ...]] = {port.name: () for port in kind.inputs}
    for port, spec in zip(kind.inputs, specs, strict=False):
        ports[port.name] = (spec, spec) if port.many else (spec,)
    return Inputs(ports, DataConfig(dataset=Dataset.named("circle")()).spec())


def _compare(layer: Layer, inputs: Inputs, promised: list[tuple[int, ...]]) -> None:
    import torch

    if layer.group in (Group.INPUT, Group.LOSS):
        return  # what they do needs data: a step of each preset checks them
    module = layer.build(inputs)
    tensors = [torch.randn(3, *spec.shape) for port in layer.inputs for spec in inputs.all(port.name)]
    found = module(*tensors)
    outputs = found if isinstance(found, tuple) else (found,)
    shapes = [tuple(output.shape[1:]) for output in outputs]
    if shapes != promised:
        raise RuntimeError(f"it gives {shapes} and not {promised}")


def datasets() -> Iterator[Check]:
    """Make every data set."""
    for name, kind in Dataset.kinds().items():
        if not (kind.is_own or kind.is_remote):
            yield Check("datasets", name, partial(_check_dataset, kind))


def _check_dataset(kind: type[Dataset]) -> None:
    import numpy as np

    from nnplayground.data.prepare import prepare

    prepared = prepare(DataConfig(dataset=kind()))
    if not len(prepared.x_train) or not np.isfinite(prepared.x_train).all():
        raise RuntimeError("its samples are missing or not finite")


def kinds() -> Iterator[Check]:
    """Make one of every other kind, and its form."""
    families: dict[str, type[Component]] = {
        "activations": Activation,
        "losses": Loss,
        "optimizers": Optimizer,
        "schedules": Schedule,
    }
    for group, family in families.items():
        for name, kind in family.kinds().items():
            yield Check(group, name, partial(_check_kind, kind))


def _check_kind(kind: type[Component]) -> None:
    made = kind.model_validate_json(kind().model_dump_json())
    if made != kind() or not str(kind.title) or not kind.json_form()["properties"]:
        raise RuntimeError("it does not survive being saved, or has no title or form")


def preset_steps() -> Iterator[Check]:
    """Train one step of every preset."""
    for name in presets.names():
        yield Check("presets", name, partial(_check_preset, name))


def _check_preset(name: str) -> None:
    import math

    from nnplayground.train.trainer import Trainer

    trainer = Trainer(presets.load(name))
    trainer.advance()
    if not math.isfinite(trainer.last_loss):
        raise RuntimeError(f"the loss after one step is {trainer.last_loss}")


def blocks() -> Iterator[Check]:
    """Read every block that ships."""
    yield Check("files", "blocks", lambda: _require(len(saved_blocks.shipped()), "blocks"))
    yield Check("files", "help", _check_help)


def _check_help() -> None:
    from nnplayground.core.help import chapters

    _require(sum(1 for _ in chapters()), "chapters of help")


def _require(count: int, what: str) -> None:
    if not count:
        raise RuntimeError(f"there are no {what}")


def engine() -> Iterator[Check]:
    """Compile machine code."""
    yield Check("engine", "native", _check_native)


def _check_native() -> None:
    from nnplayground.train.engine.native import warm_up

    refusal = warm_up()
    if refusal:
        raise RuntimeError(refusal)


def window() -> Iterator[Check]:
    """Open the window without a screen; only here is Qt loaded."""
    from nnplayground.self_check.window import checks

    return checks()


GROUPS: tuple[Callable[[], Iterator[Check]], ...] = (
    layers,
    datasets,
    kinds,
    blocks,
    engine,
    preset_steps,
    services.imports,
    services.exports,
    services.sweeps,
    window,
)
