"""The PyTorch code that a layer writes for a script computes what the layer computes here."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from layer_cases import CASES, Case, arguments, batches, dtypes, refusal
from torch import Tensor, nn

from nnplayground.core.layer import Layer
from nnplayground.layers.dropout import Noise

WRITTEN = sorted(Layer.kinds().keys() - {"data", "loss"})  # what a script makes otherwise
NOISES = [kind for kind in WRITTEN if issubclass(Layer.named(kind), Noise)]


def activated(case: Case, value: Tensor, weights: dict[str, Tensor], training: bool) -> Tensor:
    """Apply the activation, which a script writes behind the layer."""
    activation = getattr(case.layer, "activation", None)
    if activation is None:
        return value
    names: dict[str, Any] = {"torch": torch, "nn": nn}
    exec(activation.helpers(), names)
    module = eval(activation.code(), names).to(value.dtype).train(training)
    prefix = "activation."
    module.load_state_dict({n.removeprefix(prefix): w for n, w in weights.items() if n.startswith(prefix)})
    return module(value)


def as_written(
    case: Case, code: str, names: dict[str, Any], weights: dict[str, Tensor], training: bool
) -> tuple[nn.Module | None, str]:
    """Return the module that ``code`` makes, with ``weights``, and the expression of its value."""
    module = None
    if code:
        module = eval(code, names).double().train(training)
        own = {name: weight for name, weight in weights.items() if not name.startswith("activation.")}
        module.load_state_dict(own)  # strict: the names in a file are those of the script
    return module, case.layer.call_code("module", [f"x[{n}]" for n in range(len(case.specs))])


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_code_computes_what_the_layer_does(kind: str) -> None:
    deterministic = not Layer.named(kind).draws

    @settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much])
    @given(case=CASES[kind], batch=batches, training=st.booleans())
    def agree(case: Case, batch: int, training: bool) -> None:
        training &= deterministic and batch > 1  # PyTorch cannot normalize a batch of one
        assume(not refusal(case))
        built = case.layer.build(case.inputs).double().train(training)
        weights = {name: weight.clone() for name, weight in built.state_dict().items()}
        x = arguments(case, batch, torch.float64)
        expected = built(*x)
        names: dict[str, Any] = {"torch": torch, "nn": nn, "math": math}
        exec(case.layer.helpers(), names)
        module, call = as_written(case, case.layer.code(case.inputs), names, weights, training)
        value = activated(case, eval(call, names | {"module": module, "x": x}), weights, training)
        torch.testing.assert_close(value, expected, rtol=1e-9, atol=1e-9, equal_nan=True)

    agree()


@pytest.mark.parametrize("kind", NOISES)
def test_the_code_that_replays_computes_the_same_of_the_same_numbers(kind: str) -> None:
    @settings(max_examples=25)
    @given(case=CASES[kind], batch=batches, dtype=dtypes, step=st.integers(0, 99), training=st.booleans())
    def agree(case: Case, batch: int, dtype: torch.dtype, step: int, training: bool) -> None:
        assume(not refusal(case))
        built: Any = case.layer.build(case.inputs).to(dtype).train(training)
        built.set_step(step)
        made: Any = case.layer
        names: dict[str, Any] = {
            "torch": torch,
            "nn": nn,
            "math": math,
            "uniform": lambda _layer, *shape, dtype, device: built.uniform(torch.empty(shape, dtype=dtype)),
            "normal": lambda _layer, like: built.normal(like),
        }
        exec(made.replay_helpers(), names)
        module = eval(made.replay_code(case.inputs), names).train(training)
        x = arguments(case, batch, dtype)[0]
        torch.testing.assert_close(module(x), built(x), rtol=0, atol=0)

    agree()
