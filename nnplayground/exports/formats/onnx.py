"""The network for other runtimes: ONNX."""

from __future__ import annotations

import io
import json
import logging
import warnings
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.format import Format
from nnplayground.exports.model import example, predictor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor, nn

    from nnplayground.exports.trained import Trained
    from nnplayground.train.program import Program

__all__ = ["Onnx"]

_TOLERANCE = 1e-4
_LOGGERS = ("torch.onnx", "torch.onnx._internal.exporter._registration", "onnxscript")


class Onnx(Format):
    """A graph of operations that many runtimes know; checked before it is handed over."""

    kind: ClassVar[str] = "onnx"
    title: ClassVar[Text] = _("core", "ONNX model")
    help: ClassVar[Text] = _(
        "core", "The trained network for other programs and devices; ONNX Runtime checks what it predicts."
    )
    suffixes: ClassVar[tuple[str, ...]] = (".onnx",)
    order: ClassVar[int] = 400
    icon: ClassVar[str] = "cpu"
    modules: ClassVar[tuple[str, ...]] = ("onnx", "onnxscript", "onnxruntime")
    extra: ClassVar[str] = "onnx"

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the model; its input is what the network reads, after features and standardization."""
        program = trained.program()
        x = example(trained, program)
        model = predictor(program)
        try:
            made = _exported(model, x, list(model.names))
        except Exception as error:  # whatever the exporter's many parts raise, the sentence names the node
            raise _refusal(program, x, error) from error
        made.model.metadata_props.update(_facts(trained))
        packed: bytes = made.model_proto.SerializeToString()
        _require_same(packed, model, x)
        return {name: packed}


def _exported(model: nn.Module, x: Tensor, names: list[str]) -> Any:
    import torch

    with _quiet():
        return torch.onnx.export(
            model,
            (x,),
            dynamo=True,
            verbose=False,
            input_names=["x"],
            output_names=names,
            dynamic_shapes=({0: torch.export.Dim("batch")},),
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep to itself what the exporter says of its own insides."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _facts(trained: Trained) -> dict[str, str]:
    spec, data = trained.prepared.spec, trained.prepared
    facts = {
        "experiment": trained.experiment.name(),
        "features": json.dumps(list(spec.feature_names)),
        "classes": json.dumps(list(spec.class_names)),
    }
    if trained.experiment.data.standardize:
        for name, values in (("mean", data.mean), ("std", data.std)):
            # Pixels share those of their channel.
            facts[name] = json.dumps(values.reshape(len(values), -1)[:, 0].tolist())
    return facts


def _refusal(program: Program, x: Tensor, error: Exception) -> PlaygroundError:
    """Return the sentence that names the node which cannot be exported, if one alone is to blame."""
    slots = program.run(x, None, program.leading_to([program.main.prediction] if program.main else []))
    for call in program.calls:
        read = [slots[slot] for slot in call.reads]
        if any(value is None for value in read):
            continue
        try:
            _exported_alone(call.module, read)
        except Exception as reason:
            title = program.graph.node(call.node).title
            sentence = _("core", "This layer has no form in ONNX: {reason}.")
            said = sentence.format(reason=_first_line(reason))
            remedy = _("core", "Choose another layer, or export torch.export.")
            return PlaygroundError(said, place=title, remedy=remedy)
    sentence = _("core", "The network has no form in ONNX: {reason}.")
    return PlaygroundError(sentence.format(reason=_first_line(error)), place="graph")


def _exported_alone(module: nn.Module, read: list[Tensor]) -> None:
    import torch

    with _quiet():
        torch.onnx.export(module, tuple(read), dynamo=True, verbose=False)


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:200].rstrip(".")


def _require_same(packed: bytes, model: nn.Module, x: Tensor) -> None:
    """Refuse a model that predicts anything else than the network does."""
    import onnxruntime
    import torch

    quiet = onnxruntime.SessionOptions()
    quiet.log_severity_level = 3
    session = onnxruntime.InferenceSession(packed, quiet, providers=["CPUExecutionProvider"])
    with torch.no_grad():
        given = model(x)
    expected = given if isinstance(given, tuple) else (given,)
    found = session.run(None, {"x": x.numpy()})
    for mine, theirs in zip(expected, found, strict=True):
        off = float(np.abs(mine.numpy() - theirs).max(initial=0.0))
        if not off <= _TOLERANCE * max(1.0, float(mine.abs().max())):
            sentence = _("core", "The ONNX model predicts otherwise, by up to {off}.")
            raise PlaygroundError(sentence.format(off=f"{off:.2g}"), place="graph")
