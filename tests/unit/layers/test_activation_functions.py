"""Every activation's value and slope against its formula, written here with numpy and finite differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from torch import nn

from nnplayground.core.activation import Activation

if TYPE_CHECKING:
    from collections.abc import Callable

Array = np.ndarray[Any, Any]


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def erf(x: Array) -> Array:
    import math

    return np.vectorize(math.erf)(x)


ALPHA, SCALE = 1.6732632423543772, 1.0507009873554805

FORMULAS: dict[str, Callable[[Array], Array]] = {
    "identity": lambda x: x,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "arctan": np.arctan,
    "hard_tanh": lambda x: np.clip(x, -1, 1),
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "prelu": lambda x: np.where(x > 0, x, 0.25 * x),
    "elu": lambda x: np.where(x > 0, x, np.expm1(x)),
    "selu": lambda x: SCALE * np.where(x > 0, x, ALPHA * np.expm1(x)),
    "gelu": lambda x: x / 2 * (1 + erf(x / np.sqrt(2))),
    "silu": lambda x: x * sigmoid(x),
    "mish": lambda x: x * np.tanh(np.log1p(np.exp(x))),
    "softplus": lambda x: np.log1p(np.exp(x)),
    "softsign": lambda x: x / (1 + np.abs(x)),
    "sine": np.sin,
    "step": lambda x: (x > 0).astype(float),
}
POINTS = np.linspace(-4, 4, 161) + 0.0123  # beside the kinks


def test_every_elementwise_activation_has_a_formula_here() -> None:
    assert set(FORMULAS) == {kind for kind, made in Activation.kinds().items() if made.elementwise}


@pytest.mark.parametrize("kind", FORMULAS)
def test_value_and_slope(kind: str) -> None:
    x = torch.tensor(POINTS[None], requires_grad=True)
    y = Activation.named(kind)().build().double()(x)
    y.sum().backward()
    formula, h = FORMULAS[kind], 1e-6
    np.testing.assert_allclose(y.detach()[0], formula(POINTS), atol=1e-12)
    assert x.grad is not None
    slope = (formula(POINTS + h) - formula(POINTS - h)) / (2 * h)
    np.testing.assert_allclose(x.grad[0], slope, atol=1e-7)


@pytest.mark.parametrize("kind", Activation.kinds())
def test_nonnegative_is_true_of_those_that_say_so(kind: str) -> None:
    activation = Activation.named(kind)()
    y = activation.build()(torch.linspace(-50, 50, 1000).reshape(10, 100))
    assert bool((y >= 0).all()) == activation.nonnegative
    assert y.isfinite().all()


@pytest.mark.parametrize("kind", Activation.kinds())
def test_gain_is_known_to_pytorch(kind: str) -> None:
    gain: Any = Activation.named(kind).gain
    assert nn.init.calculate_gain(gain) > 0


def test_softmax_is_over_features_or_channels() -> None:
    module = Activation.named("softmax")().build()
    for shape in ((3, 5), (3, 5, 2, 2)):
        x = torch.randn(*shape)
        assert torch.allclose(module(x), x.exp() / x.exp().sum(1, keepdim=True))


def test_maxout_takes_the_largest_of_neighbours() -> None:
    module = Activation.named("maxout")(pieces=3).build()
    x = torch.tensor([[1.0, 5.0, 2.0, -1.0, -3.0, -2.0]], requires_grad=True)
    y = module(x)
    assert y.tolist() == [[5.0, -1.0]]
    y.sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [[0, 1, 0, 1, 0, 0]]
    assert module(torch.randn(2, 6, 4, 4)).shape == (2, 2, 4, 4)
    assert repr(module) == "Maxout(3)"


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("leaky_relu", {}, "nn.LeakyReLU()"),
        ("leaky_relu", {"negative_slope": 0.2}, "nn.LeakyReLU(negative_slope=0.2)"),
        ("elu", {"alpha": 0.5}, "nn.ELU(alpha=0.5)"),
        ("maxout", {"pieces": 4}, "Maxout(4)"),
        ("softmax", {}, "nn.Softmax(dim=1)"),
    ],
)
def test_code_reads_as_a_person_writes_it(kind: str, fields: dict[str, Any], code: str) -> None:
    assert Activation.named(kind)(**fields).code() == code


@pytest.mark.parametrize("kind", Activation.kinds())
def test_code_makes_the_same_function(kind: str) -> None:
    activation = Activation.named(kind)()
    names: dict[str, Any] = {"torch": torch, "nn": nn}
    exec(activation.helpers(), names)
    written = eval(activation.code(), names)
    x = torch.randn(4, 12)
    assert torch.equal(written(x), activation.build()(x))


def test_a_hard_threshold_lets_training_run_and_teaches_nothing() -> None:
    weight = torch.ones(3, 3, requires_grad=True)
    Activation.named("step")().build()(torch.randn(2, 3) @ weight).sum().backward()
    assert weight.grad is not None
    assert weight.grad.abs().sum() == 0
