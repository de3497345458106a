"""Every loss against ``torch.nn.functional`` or its formula, with classes and with values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from nnplayground.core.layer import ShapeError, TensorSpec
from nnplayground.core.loss import Encoding, Link, Loss
from nnplayground.layers.targets import target_code

BINARY, THREE, VALUES = TensorSpec((), classes=2), TensorSpec((), classes=3), TensorSpec((4,))
ONE, TWO = TensorSpec((1,)), TensorSpec((2,))
INDICES, BITS = torch.tensor([0, 2, 1, 2, 0]), torch.tensor([0, 1, 1, 0, 1])
SIGNS = (2.0 * BITS - 1)[:, None]
ONE_HOT = functional.one_hot(INDICES, 3).double()
DTYPES = (torch.float32, torch.float64)
FLAT = tuple(kind for kind in Loss.kinds() if kind != "dice")  # which compares masks

ValueLoss = Callable[[Tensor, Tensor], Tensor]
OF_VALUES: dict[str, ValueLoss] = {
    "half_squared_error": lambda y, t: ((y - t) ** 2).mean() / 2,
    "squared_error": functional.mse_loss,
    "absolute_error": functional.l1_loss,
    "huber": functional.huber_loss,
}


def scores(width: int, dtype: torch.dtype) -> Tensor:
    return torch.randn(5, width, dtype=dtype, generator=torch.Generator().manual_seed(1))


def loss(kind: str, **fields: Any) -> Loss:
    return Loss.named(kind)(**fields)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("kind", OF_VALUES)
def test_losses_of_values(kind: str, dtype: torch.dtype) -> None:
    made, formula = loss(kind), OF_VALUES[kind]
    y, t = scores(4, dtype), torch.randn(5, 4, dtype=dtype)
    torch.testing.assert_close(made.build(VALUES, VALUES)(y, t), formula(y, t))
    y = scores(1, dtype)
    torch.testing.assert_close(made.build(ONE, BINARY)(y, BITS), formula(y, SIGNS.to(dtype)))
    y = scores(3, dtype)
    torch.testing.assert_close(made.build(TensorSpec((3,)), THREE)(y, INDICES), formula(y, ONE_HOT.to(dtype)))
    assert made.link(ONE, BINARY) is Link.SIGN
    assert made.link(TWO, BINARY) is Link.IDENTITY
    assert made.link(VALUES, VALUES) is Link.IDENTITY


def test_half_squared_errors_gradient_is_the_difference() -> None:
    y = torch.tensor([[0.3], [-2.0]], dtype=torch.float64, requires_grad=True)
    loss("half_squared_error").build(ONE, BINARY)(y, torch.tensor([1, 0])).backward()
    assert y.grad is not None
    assert (2 * y.grad).flatten().tolist() == [0.3 - 1, -2.0 + 1]


def test_huber_has_its_delta() -> None:
    y, t = 10 * scores(4, torch.float64), torch.zeros(5, 4, dtype=torch.float64)
    made = loss("huber", delta=2.5)
    torch.testing.assert_close(made.build(VALUES, VALUES)(y, t), functional.huber_loss(y, t, delta=2.5))
    assert made.code() == "nn.HuberLoss(delta=2.5)"


@pytest.mark.parametrize("dtype", DTYPES)
def test_binary_cross_entropy(dtype: torch.dtype) -> None:
    made, y, bits = loss("binary_cross_entropy"), scores(1, dtype), BITS[:, None].to(dtype)
    expected = functional.binary_cross_entropy(torch.sigmoid(y), bits)
    torch.testing.assert_close(made.build(ONE, BINARY)(y, BITS), expected)
    y = scores(3, dtype)
    expected = functional.binary_cross_entropy(torch.sigmoid(y), ONE_HOT.to(dtype))
    torch.testing.assert_close(made.build(TensorSpec((3,)), THREE)(y, INDICES), expected)
    assert made.link(ONE, BINARY) is Link.SIGMOID


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_cross_entropy(dtype: torch.dtype, smoothing: float) -> None:
    y = scores(3, dtype)
    made = loss("cross_entropy", label_smoothing=smoothing)
    expected = functional.cross_entropy(y, INDICES, label_smoothing=smoothing)
    torch.testing.assert_close(made.build(TensorSpec((3,)), THREE)(y, INDICES), expected)
    assert made.link(TensorSpec((3,)), THREE) is Link.SOFTMAX


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("kind", "power"), [("multiclass_hinge", 1), ("squared_hinge", 2)])
def test_hinges(kind: str, power: int, dtype: torch.dtype) -> None:
    made, y = loss(kind), scores(3, dtype)
    right = y.gather(1, INDICES[:, None])
    wrong = 1 - functional.one_hot(INDICES, 3)
    expected = (torch.relu(1 - right + y) ** power * wrong).sum(1).mean() / 3
    torch.testing.assert_close(made.build(TensorSpec((3,)), THREE)(y, INDICES), expected)
    y = scores(1, dtype)
    expected = (torch.relu(1 - SIGNS.to(dtype) * y) ** power).mean()
    torch.testing.assert_close(made.build(ONE, BINARY)(y, BITS), expected)
    assert made.link(ONE, BINARY) is Link.SIGN
    assert made.link(TensorSpec((3,)), THREE) is Link.IDENTITY


@pytest.mark.parametrize("kind", FLAT)
@pytest.mark.parametrize(("width", "target", "values"), [(1, BINARY, BITS), (3, THREE, INDICES)])
def test_code_makes_the_same_loss(kind: str, width: int, target: TensorSpec, values: Tensor) -> None:
    made, prediction = loss(kind), TensorSpec((width,))
    if kind == "cross_entropy" and width == 1:
        return
    names: dict[str, Any] = {"torch": torch, "nn": nn}
    exec(made.helpers(), names)
    y = scores(width, torch.float64)
    encoding = made.encoding(prediction, target)
    encoded = eval(target_code(encoding, target.classes), names, {"target": values, "prediction": y})
    written = eval(made.code(), names)(y, encoded)
    assert torch.equal(written, made.build(prediction, target)(y, values))


def test_values_are_compared_as_they_are() -> None:
    assert target_code(Encoding.SAME, 0) == "target"
    assert loss("squared_error").encoding(VALUES, VALUES) is Encoding.SAME


@pytest.mark.parametrize("kind", ["cross_entropy", "multiclass_hinge", "squared_hinge"])
def test_losses_of_classes_refuse_values(kind: str) -> None:
    with pytest.raises(ShapeError, match="a target of real values"):
        loss(kind).check(VALUES, VALUES)


def test_one_class_per_sample() -> None:
    with pytest.raises(ShapeError, match="8×8 of them"):
        loss("squared_hinge").check(TensorSpec((3,)), TensorSpec((8, 8), classes=3))


@pytest.mark.parametrize("kind", FLAT)
def test_large_scores_stay_finite(kind: str) -> None:
    y = torch.full((5, 2), 1e4, dtype=torch.float64, requires_grad=True)
    value = loss(kind).build(TWO, BINARY)(y, BITS)
    value.backward()
    assert y.grad is not None
    assert value.isfinite()
    assert y.grad.isfinite().all()
