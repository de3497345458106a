"""Operations that no layer of today needs, or seldom: machine code computes what PyTorch does, or says no."""

from __future__ import annotations

import pytest
import torch
from native_programs import assert_same, outputs, with_gradients
from torch.nn import functional as f

from nnplayground.train.engine.record import Unsupported


def normal(shape, dtype=torch.float32, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64).to(dtype)


FUNCTIONS = {
    "square": torch.square,
    "erf": torch.erf,
    "add with a factor": lambda x: torch.add(x, x * x, alpha=0.3),
    "add a number with a factor": lambda x: torch.add(x, 2.0, alpha=0.3),
    "subtract with a factor": lambda x: torch.sub(x, x * x, alpha=3),
    "elu in place": lambda x: f.elu(x * 2, 0.7, inplace=True),
    "norm": lambda x: x / (1 + x.norm(dim=1, keepdim=True)),
    "norm of all": lambda x: x * x.norm(),
    "split": lambda x: torch.cat([part.tanh() for part in x.split([1, 3, 2], 1)], 1),
    "full_like": lambda x: x * torch.full_like(x, 0.3),
    "new_full": lambda x: x * x.new_full((6,), 0.3),
    "other precision": lambda x: x.double().sin().to(x.dtype),
    "either": lambda x: torch.where((x > 1) | (x < -1), x * 2, x),
    "logical_or": lambda x: torch.where(torch.logical_or(x > 1, x < -1), x * 2, x),
    "logical_not": lambda x: torch.where(torch.logical_not(x > 0.5), x * 2, x),
    "both": lambda x: torch.where((x > -1) & (x < 1), x * 2, x),
    "mask of a mask": lambda x: x * ((x > -1) * (x < 1)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("batch", [1, 10])
def test_a_rarer_function_and_its_derivative_are_those_of_torch(name, batch):
    assert_same(with_gradients(lambda t: FUNCTIONS[name](t["x"]), "x"), {"x": normal((batch, 6))}, floor=3.0)


INTEGERS = {
    "left": lambda n: n << 3,
    "or": lambda n: n | 5,
    "neg": lambda n: -n,
    "abs": lambda n: n.abs(),
    "is zero": lambda n: n.bool(),
    "smaller": lambda n: n.clamp_max(7),
    "factor": lambda n: torch.add(n, n, alpha=3),
}


@pytest.mark.parametrize("name", INTEGERS)
def test_integers_are_computed_as_torch_does(name):
    def computed(t):
        n = torch.arange(t["x"].numel(), dtype=torch.int32).view(t["x"].shape) - 9
        return {"o:n": INTEGERS[name](n), "o:x": t["x"] * 1}

    tensors = {"x": torch.zeros(4, 6)}
    assert torch.equal(outputs(computed, tensors)["o:n"], computed(tensors)["o:n"])


@pytest.mark.parametrize("shape", [(10, 3), (5, 3, 4, 2)])
@pytest.mark.parametrize("affine", [False, True])
def test_normalization_by_running_statistics_is_that_of_torch(shape, affine):
    tensors = {"x": normal(shape), "b:mean": normal((3,), seed=1), "b:var": normal((3,), seed=2).abs() + 0.5}
    names = ["x"]
    if affine:
        tensors |= {"p:weight": normal((3,), seed=3), "p:bias": normal((3,), seed=4)}
        names += ["p:weight", "p:bias"]

    def norm(t):
        return f.batch_norm(t["x"], t["b:mean"], t["b:var"], t.get("p:weight"), t.get("p:bias"))

    assert_same(with_gradients(norm, *names), tensors, relative=1e-5, floor=5.0)


REFUSED = {
    "GELU approximated": lambda t: f.gelu(t["x"], approximate="tanh"),
    "addmm with factors": lambda t: torch.addmm(t["p:c"], t["x"], t["p:w"], beta=0.5),
    "norm of order 1": lambda t: t["x"].norm(p=1),
    "a shift by numbers": lambda t: torch.bitwise_left_shift(t["target"], t["target"])[:, None] * t["x"],
    "a transposed convolution": lambda t: f.conv_transpose1d(t["x"][:, None], t["p:kernel"]),
    "log_sigmoid": lambda t: f.logsigmoid(t["x"]),
    "weights of classes": lambda t: f.cross_entropy(t["x"], t["target"], weight=t["p:c"]),
    "average pooling with windows": lambda t: f.avg_pool2d(t["x"][:, None, None], (1, 4), ceil_mode=True),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_is_not_written_as_machine_code_is_named(said):
    tensors = {
        "x": normal((10, 6)),
        "p:w": normal((6, 6)),
        "p:c": normal((6,)).abs(),
        "p:kernel": normal((1, 1, 3)),
        "target": torch.arange(10) % 6,
    }
    with pytest.raises(Unsupported, match=said):
        outputs(lambda t: {"o:y": REFUSED[said](t)}, tensors)


def test_several_precisions_in_one_step_are_refused():
    tensors = {"x": normal((10, 6)), "p:w": normal((6,), torch.float64)}
    with pytest.raises(Unsupported, match="numbers of several precisions"):
        outputs(lambda t: {"o:y": t["x"] * t["p:w"]}, tensors)
