import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from native_programs import assert_same, outputs, with_gradients
from torch import nn
from torch.nn import functional as f

from nnplayground.train.engine.record import Unsupported

ACTIVATIONS = {
    "relu": f.relu,
    "leaky_relu": lambda x: f.leaky_relu(x, 0.1),
    "elu": lambda x: f.elu(x, 0.7),
    "selu": f.selu,
    "gelu": f.gelu,
    "silu": f.silu,
    "mish": f.mish,
    "softplus": f.softplus,
    "softplus_sharp": lambda x: f.softplus(x, beta=3.0, threshold=10.0),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "hardtanh": f.hardtanh,
    "softsign": f.softsign,
    "atan": torch.atan,
    "sin": torch.sin,
    "step": lambda x: torch.sign(torch.relu(x)),
    "softmax": lambda x: f.softmax(x, 1),
    "log_softmax": lambda x: f.log_softmax(x, 1),
    "maxout": lambda x: x.reshape(len(x), -1, 2).amax(2),
    "exp": lambda x: torch.exp(-x * x),
    "expm1": torch.expm1,
    "log1p": lambda x: torch.log1p(x * x),
    "sqrt": lambda x: (x * x + 1).sqrt(),
    "rsqrt": lambda x: (x * x + 1).rsqrt(),
    "cube": lambda x: x.pow(3),
    "power": lambda x: (x * x + 1).pow(-1.5),
    "clamp": lambda x: x.clamp(-0.5, 0.75),
    "maximum": lambda x: torch.maximum(x, x.flip(0) * 0 + 0.25),
    "where": lambda x: torch.where(x > 0.3, x * 2, -x),
    "mean": lambda x: x.mean(1, keepdim=True) * x.mean(),
    "sums": lambda x: x.sum(0) + x.sum(1, keepdim=True) + x.sum(),
    "transposed": lambda x: x.t().reshape(-1, len(x)) * 2,
    "sliced": lambda x: x[:, 1:] * x[:, :-1],
    "selected": lambda x: x[:, 0] * x[-1, 1],
    "strided": lambda x: x[:, ::2] * 3,
    "padded": lambda x: f.pad(x, (1, 2), value=0.5) * 2,
    "concatenated": lambda x: torch.cat([x, x * x, x[:, :1]], 1),
    "stacked": lambda x: torch.cat([x, -x], 0),
    "chunks": lambda x: torch.cat([part.tanh() for part in x.split(2, 1)][::-1], 1),
}
NOT_YET = {"maximum": "flip"}
SIZES = st.tuples(st.sampled_from([1, 2, 7, 8, 10, 15, 16, 17, 33]), st.sampled_from([2, 4, 6, 18]))
DTYPES = pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=["float32", "float64"])


def _normal(shape, dtype, seed=0, scale=2.0):
    generator = torch.Generator().manual_seed(seed)
    return (torch.randn(*shape, generator=generator, dtype=torch.float64) * scale).to(dtype)


@DTYPES
@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name not in NOT_YET])
@settings(max_examples=5, deadline=None)
@given(shape=SIZES, seed=st.integers(0, 1000))
def test_a_function_and_its_derivative_are_those_of_torch(name, dtype, shape, seed):
    function = ACTIVATIONS[name]
    tensors = {"x": _normal(shape, dtype, seed)}
    assert_same(
        with_gradients(lambda t: function(t["x"]), "x"), tensors, floor=20.0 if name == "sums" else 1.0
    )


@pytest.mark.parametrize("name", ["relu", "elu", "gelu", "silu", "softplus", "tanh", "sigmoid", "hardtanh"])
def test_an_activation_of_extreme_numbers_is_that_of_torch(name):
    function = ACTIVATIONS[name]
    numbers = [0.0, -0.0, 1e-38, -1e-38, 90.0, -90.0, 700.0, -700.0, 3e38, float("inf"), float("nan"), 1.0]
    x = torch.tensor(numbers).reshape(6, 2)
    found = outputs(lambda t: {"o:y": function(t["x"])}, {"x": x})["o:y"]
    expected = function(x.double()).float()  # PyTorch itself errs in float32 beyond 1e38
    torch.testing.assert_close(found, expected, rtol=1e-6, atol=1e-37, equal_nan=True)


@DTYPES
@pytest.mark.parametrize("inputs", [1, 3, 8, 17, 40])
@pytest.mark.parametrize("outputs_", [1, 2, 8, 19])
@pytest.mark.parametrize("batch", [1, 5, 10, 16, 40])
def test_a_dense_layer_is_that_of_torch(dtype, inputs, outputs_, batch):
    tensors = {
        "x": _normal((batch, inputs), dtype),
        "p:weight": _normal((outputs_, inputs), dtype, 1),
        "p:bias": _normal((outputs_,), dtype, 2),
    }
    dense = with_gradients(lambda t: f.linear(t["x"], t["p:weight"], t["p:bias"]), "x", "p:weight", "p:bias")
    assert_same(dense, tensors, floor=10.0)


@DTYPES
@pytest.mark.parametrize("bias", [True, False])
def test_a_chain_of_layers_is_that_of_torch(dtype, bias):
    torch.manual_seed(0)
    layers = [nn.Linear(5, 24, bias), nn.Tanh(), nn.Linear(24, 24, bias), nn.ReLU(), nn.Linear(24, 3, bias)]
    model = nn.Sequential(*layers).to(dtype)
    weights = {f"p:{n}": p.detach().clone() for n, p in model.named_parameters()}

    def run(t):
        exact = {n.removeprefix("p:"): tensor for n, tensor in t.items() if n != "x"}
        return torch.func.functional_call(model, exact, (t["x"],))

    assert_same(with_gradients(run, "x", *weights), {"x": _normal((12, 5), dtype), **weights}, floor=10.0)


@DTYPES
@pytest.mark.parametrize("batch", [2, 10, 16, 21])
@pytest.mark.parametrize("kind", ["batch", "layer"])
def test_normalization_is_that_of_torch(kind, dtype, batch):
    def batch_norm(t):
        return f.batch_norm(t["x"], None, None, t["p:weight"], t["p:bias"], training=True)

    def layer_norm(t):
        return f.layer_norm(t["x"], (6,), t["p:weight"], t["p:bias"])

    norm = with_gradients(batch_norm if kind == "batch" else layer_norm, "x", "p:weight", "p:bias")
    weights = {"p:weight": _normal((6,), dtype, 1), "p:bias": _normal((6,), dtype, 2)}
    tolerance = 1e-4 if dtype == torch.float32 else 1e-11
    assert_same(norm, {"x": _normal((batch, 6), dtype), **weights}, relative=tolerance)


def test_running_statistics_are_those_of_torch():
    tensors = {"x": _normal((10, 3), torch.float32), "b:mean": torch.zeros(3), "b:var": torch.ones(3)}

    def norm(t):
        y = f.batch_norm(t["x"], t["b:mean"], t["b:var"], None, None, True, 0.3)
        return {"o:y": y, "o:mean": t["b:mean"] + 0, "o:var": t["b:var"] + 0}

    assert_same(norm, tensors)


LOSSES = {
    "squared": f.mse_loss,
    "absolute": f.l1_loss,
    "huber": lambda y, t: f.huber_loss(y, t, delta=0.7),
    "logits": lambda y, t: f.binary_cross_entropy_with_logits(y, (t > 0).to(y.dtype)),
    "hinge": lambda y, t: torch.relu(1 - t.sign() * y).pow(1).mean(),
    "squared_hinge": lambda y, t: torch.relu(1 - t.sign() * y).pow(2).mean(),
}
CLASS_LOSSES = {
    "cross_entropy": f.cross_entropy,
    "smoothed": lambda y, t: f.cross_entropy(y, t, label_smoothing=0.2),
    "multi_margin": f.multi_margin_loss,
    "multi_margin_squared": lambda y, t: f.multi_margin_loss(y, t, p=2),
}


@DTYPES
@pytest.mark.parametrize("batch", [1, 10, 16, 37])
@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_of_values_is_that_of_torch(name, dtype, batch):
    loss = with_gradients(lambda t: LOSSES[name](t["x"], t["target"]), "x")
    tensors = {"x": _normal((batch, 3), dtype), "target": _normal((batch, 3), dtype, 5)}
    assert_same(loss, tensors)


@DTYPES
@pytest.mark.parametrize("batch", [1, 10, 16, 37])
@pytest.mark.parametrize("name", CLASS_LOSSES)
def test_a_loss_of_classes_is_that_of_torch(name, dtype, batch):
    loss = with_gradients(lambda t: CLASS_LOSSES[name](t["x"], t["target"]), "x")
    target = torch.randint(0, 4, (batch,), generator=torch.Generator().manual_seed(3))
    assert_same(loss, {"x": _normal((batch, 4), dtype), "target": target})


@pytest.mark.parametrize("shape", [(10, 7), (16, 3), (3, 40)])
def test_integers_are_hashed_as_torch_does(shape):
    def hashed(t):
        place = torch.arange(t["x"].numel(), dtype=torch.int32).view(t["x"].shape)
        bits = place * -1640531527 + t["p:key"]
        bits = (bits ^ ((bits >> 16) & 0xFFFF)) * 0x7FEB352D
        return {"o:bits": bits ^ 5, "o:share": (bits >> 8).to(t["x"].dtype) * 2.0**-24 + t["x"] * 0}

    tensors = {"x": torch.zeros(shape), "p:key": torch.tensor(12345, dtype=torch.int32)}
    found, expected = outputs(hashed, tensors), hashed(tensors)
    assert all(torch.equal(found[name], expected[name]) for name in expected)


@pytest.mark.parametrize("shape", [(4, 3, 5), (16, 2, 2, 3)])
def test_more_axes_are_understood(shape):
    def apply(t):
        y = t["x"].flatten(1) * 2
        z = t["x"].permute(0, *range(len(shape) - 1, 0, -1)).reshape(shape[0], -1)
        return torch.cat([y, z.tanh()], 1) + t["x"].sum(-1).reshape(shape[0], -1)[:, :1]

    assert_same(with_gradients(apply, "x"), {"x": _normal(shape, torch.float32)})


def test_matrices_of_a_batch_are_multiplied():
    attention = with_gradients(lambda t: f.softmax(t["x"] @ t["x"].transpose(1, 2) * 0.3, 2) @ t["x"], "x")
    assert_same(attention, {"x": _normal((6, 5, 4), torch.float32, scale=1.0)})


def test_an_unknown_operation_is_named():
    with pytest.raises(Unsupported, match=r"aten\.cumsum"):
        outputs(lambda t: {"o:y": t["x"].cumsum(1)}, {"x": torch.ones(4, 3)})


def test_other_kinds_of_numbers_are_refused():
    with pytest.raises(Unsupported, match="float16"):
        outputs(lambda t: {"o:y": t["x"] * 2}, {"x": torch.ones(4, 3, dtype=torch.float16)})


CONVOLUTIONS = {
    "plain": {},
    "padded": {"padding": 1},
    "strided": {"stride": 2, "padding": 1},
    "dilated": {"dilation": 2, "padding": 2},
    "grouped": {"groups": 2, "padding": 1},
    "all": {"stride": (2, 1), "padding": (1, 2), "dilation": (1, 2), "groups": 2},
}


@DTYPES
@pytest.mark.parametrize("batch", [1, 10, 16, 19])
@pytest.mark.parametrize("name", CONVOLUTIONS)
def test_a_convolution_is_that_of_torch(name, batch, dtype):
    how = CONVOLUTIONS[name]
    tensors = {
        "x": _normal((batch, 4, 7, 6), dtype),
        "p:weight": _normal((6, 4 // how.get("groups", 1), 3, 3), dtype, 1),
        "p:bias": _normal((6,), dtype, 2),
    }
    convolution = with_gradients(
        lambda t: f.conv2d(t["x"], t["p:weight"], t["p:bias"], **how), "x", "p:weight", "p:bias"
    )
    assert_same(convolution, tensors, floor=30.0)


def test_a_convolution_along_one_axis_is_that_of_torch():
    tensors = {"x": _normal((10, 3, 12), torch.float32), "p:weight": _normal((5, 3, 4), torch.float32, 1)}
    run = with_gradients(lambda t: f.conv1d(t["x"], t["p:weight"], padding=2), "x", "p:weight")
    assert_same(run, tensors, floor=30.0)


POOLINGS = {
    "halves": lambda x: f.max_pool2d(x, 2),
    "overlapping": lambda x: f.max_pool2d(x, 3, stride=2, padding=1),
    "dilated": lambda x: f.max_pool2d(x, 2, stride=1, dilation=2),
    "rounded_up": lambda x: f.max_pool2d(x, 2, stride=2, ceil_mode=True),
    "mean": lambda x: f.avg_pool2d(x, 2),
    "overlapping_mean": lambda x: f.avg_pool2d(x, 3, stride=2, padding=1),
    "global_mean": lambda x: f.adaptive_avg_pool2d(x, 1),
}


@DTYPES
@pytest.mark.parametrize("batch", [1, 10, 19])
@pytest.mark.parametrize("name", POOLINGS)
def test_a_pooling_is_that_of_torch(name, batch, dtype):
    pooling = with_gradients(lambda t: POOLINGS[name](t["x"]), "x")
    assert_same(pooling, {"x": _normal((batch, 3, 7, 9), dtype)})


def test_the_first_of_several_largest_is_chosen():
    found = with_gradients(lambda t: f.max_pool2d(t["x"], 2), "x")
    assert_same(found, {"x": torch.ones(4, 2, 4, 4)})
