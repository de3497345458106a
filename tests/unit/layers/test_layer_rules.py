"""The rule of every layer agrees with the module it builds, on random valid inputs."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from image_cases import LAYERS as IMAGE_LAYERS
from layer_cases import CASES, Case, arguments, batches, dtypes, layer, refusal

from nnplayground.core.activation import Activation
from nnplayground.core.graph import Node
from nnplayground.core.layer import Initialization, Layer, SetField, ShapeError, TensorSpec
from nnplayground.core.loss import Loss


@pytest.mark.parametrize("kind", Layer.kinds())
def test_rule_and_module_agree(kind: str) -> None:
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
    @given(case=CASES[kind], batch=batches, dtype=dtypes, training=st.booleans())
    def agree(case: Case, batch: int, dtype: torch.dtype, training: bool) -> None:
        assume(kind not in IMAGE_LAYERS or not refusal(case))
        module = case.layer.build(case.inputs).to(dtype).train(training)
        made = module(*arguments(case, batch, dtype))
        outputs = made if isinstance(made, tuple) else (made,)
        promised = case.layer.output_specs(case.inputs)
        if kind == "loss":
            assert outputs[0].shape == ()
            assert outputs[0].isfinite()
        else:
            assert [tuple(out.shape) for out in outputs] == [(batch, *s.shape) for s in promised.values()]
        assert all(out.dtype == dtype for out in outputs if out.is_floating_point())
        parameters = {name: tuple(p.shape) for name, p in module.named_parameters()}
        assert parameters == case.layer.parameter_shapes(case.inputs)

    agree()


def made_of_one(case: Case) -> None:
    made = case.layer.build(case.inputs)(*arguments(case, 1, torch.float32))
    if not made.numel():
        raise ValueError("an empty picture")


@pytest.mark.parametrize(
    "kind", sorted(IMAGE_LAYERS.keys() - {"crop2d", "select_channels"})
)  # slices refuse nothing
def test_what_the_rule_refuses_pytorch_refuses_too(kind: str) -> None:
    @settings(max_examples=40, deadline=None)
    @given(case=CASES[kind])
    def agree(case: Case) -> None:
        if refusal(case):
            with pytest.raises((RuntimeError, ValueError)):
                made_of_one(case)

    agree()


@pytest.mark.parametrize("kind", IMAGE_LAYERS)
def test_what_the_rule_offers_mends(kind: str) -> None:
    @settings(max_examples=40, deadline=None)
    @given(case=CASES[kind])
    def mended(case: Case) -> None:
        refused = refusal(case)
        assert refused is None or refused.suggestions or "by itself" in str(refused.sentence)
        for change in refused.suggestions if refused else ():
            assert isinstance(change, SetField)
            left = refusal(Case(case.layer.replace(**{change.field: change.value}), case.specs))
            assert left is None or str(left.sentence) != str(refused.sentence)

    mended()


@pytest.mark.parametrize("kind", Layer.kinds())
def test_class_indices_are_refused_where_numbers_are_meant(kind: str) -> None:
    made = layer(kind)
    if not made.inputs:
        return
    case = Case(made, (TensorSpec((), classes=3),))
    with pytest.raises(ShapeError, match="3 classes"):
        made.output_specs(case.inputs)


@pytest.mark.parametrize("family", [Layer, Activation, Loss, Initialization], ids=lambda f: f.family)
def test_every_kind_explains_itself_and_survives_a_file(family: Any) -> None:
    for kind, member in family.kinds().items():
        assert member.title
        assert member.help.endswith(".")
        assert member.formula, kind
        for name, info in member.model_fields.items():
            assert info.title, (kind, name)
            assert info.description.endswith("."), (kind, name)
        made = member()
        assert family.model_validate(made._flatten()) == made
        assert member.json_form()["properties"]["kind"] == {"const": kind}


@pytest.mark.parametrize("kind", Layer.kinds())
def test_every_layer_survives_as_a_node(kind: str) -> None:
    node = Node(id="n", layer=layer(kind))
    assert Node.model_validate_json(node.model_dump_json()) == node


def build(made: Layer, *specs: TensorSpec) -> Any:
    return made.build(Case(made, specs).inputs)


def test_dense_is_linear_then_activation() -> None:
    module = build(layer("linear", units=3, activation="tanh"), TensorSpec((4,))).double()
    x = torch.randn(5, 4, dtype=torch.float64)
    assert list(module.state_dict()) == ["weight", "bias"]
    assert torch.equal(module(x), torch.tanh(torch.nn.functional.linear(x, module.weight, module.bias)))


def test_dense_starts_as_pytorch_does() -> None:
    module = build(layer("linear", units=200), TensorSpec((50,)))
    for drawn in (module.weight, module.bias):
        assert drawn.abs().max() <= 1 / 50**0.5
    assert module.weight.std().item() == pytest.approx(1 / (3 * 50) ** 0.5, rel=0.05)
    first = module.weight.clone()
    module.reset_parameters(torch.Generator().manual_seed(3))
    second = module.weight.clone()
    module.reset_parameters(torch.Generator().manual_seed(3))
    assert torch.equal(module.weight, second)
    assert not torch.equal(first, second)


def test_activation_is_exchanged_live_without_touching_weights() -> None:
    before, after = layer("linear", units=3, activation="tanh"), layer("linear", units=3, activation="relu")
    module = build(before, TensorSpec((4,)))
    weight = module.weight
    after.apply_live(module)
    assert module.weight is weight
    assert isinstance(module.activation, torch.nn.ReLU)


def test_a_learned_slope_survives_a_live_edit() -> None:
    made = layer("activation", activation={"kind": "prelu", "init": 0.25})
    module = build(made, TensorSpec((4,)))
    slope = module.activation.weight
    layer("activation", activation={"kind": "prelu", "init": 0.5}).apply_live(module)
    assert module.activation.weight is slope


@pytest.mark.parametrize(
    ("kind", "attribute", "first", "second"),
    [
        ("dropout", "p", 0.5, 0.1),
        ("dropout2d", "p", 0.5, 0.1),
        ("gaussian_noise", "sigma", 0.1, 2.0),
        ("random_flip", "vertical", 0.5, 0.25),
        ("random_shift", "pixels", 2, 3),
        ("random_rotation", "degrees", 10, 45),
        ("salt_and_pepper", "p", 0.5, 0.25),
        ("cutout", "size", 4, 2),
        ("group_norm", "eps", 1e-5, 1e-3),
        ("instance_norm", "eps", 1e-5, 1e-3),
        ("local_response_norm", "beta", 0.75, 0.5),
        ("batch_norm", "momentum", 0.1, 0.5),
        ("layer_norm", "eps", 1e-5, 1e-3),
    ],
)
def test_live_fields_reach_the_module(kind: str, attribute: str, first: float, second: float) -> None:
    assert Layer.named(kind).changes_live(attribute)
    module = build(layer(kind, **{attribute: first}), TensorSpec((4, 3, 3)))
    layer(kind, **{attribute: second}).apply_live(module)
    assert getattr(module, attribute) == second


def test_structural_fields_are_not_live() -> None:
    assert not Layer.named("linear").changes_live("units")
    assert Layer.named("linear").changes_live("activation")
    layer("flatten").apply_live(build(layer("flatten"), TensorSpec((4,))))


@pytest.mark.parametrize("kind", ["dropout", "dropout2d", "gaussian_noise"])
def test_noise_has_a_stream_of_its_own(kind: str) -> None:
    shape = (50, 2, 2) if kind == "dropout2d" else (50,)
    module, x = build(layer(kind), TensorSpec(shape)), torch.ones(4, *shape)
    untouched = torch.get_rng_state()
    module.set_step(7)
    first = module(x)
    module.eval()
    assert torch.equal(module(x), x)
    module.train()
    torch.randn(3)
    assert torch.equal(module(x), first)
    module.set_step(8)
    assert not torch.equal(module(x), first)
    module.set_step(7)
    assert torch.equal(module(x), first)
    torch.set_rng_state(untouched)
    module(x)
    assert torch.equal(torch.get_rng_state(), untouched)


def test_dropout_drops_its_share_and_keeps_the_mean() -> None:
    module = build(layer("dropout", p=0.25), TensorSpec((100,)))
    y = module(torch.ones(1000, 100))
    assert (y == 0).double().mean().item() == pytest.approx(0.25, abs=0.01)
    assert y.unique().tolist() == pytest.approx([0, 4 / 3])
    assert build(layer("dropout", p=1), TensorSpec((3,)))(torch.ones(2, 3)).abs().sum() == 0


def test_gaussian_noise_has_its_deviation() -> None:
    module = build(layer("gaussian_noise", sigma=2), TensorSpec((100,)))
    noise = module(torch.zeros(1000, 100))
    assert noise.std().item() == pytest.approx(2, rel=0.01)
    assert noise.mean().item() == pytest.approx(0, abs=0.02)


def test_batch_norm_is_pytorchs_and_takes_a_batch_of_one() -> None:
    module, expected = build(layer("batch_norm"), TensorSpec((3,))), torch.nn.BatchNorm1d(3)
    x = torch.randn(6, 3)
    assert torch.equal(module(x), expected(x))
    assert torch.equal(module.running_var, expected.running_var)
    one = torch.randn(1, 3)
    assert torch.equal(module(one), expected.eval()(one))
    assert torch.equal(module.running_var, expected.running_var)


def test_merging_layers_compute_what_they_say() -> None:
    a, b = torch.randn(2, 3), torch.randn(2, 3)
    spec = TensorSpec((3,))
    assert torch.equal(build(layer("add"), spec, spec)(a, b), a + b)
    assert torch.equal(build(layer("multiply"), spec, spec)(a, b), a * b)
    assert torch.equal(build(layer("concatenate"), spec, spec)(a, b), torch.cat([a, b], 1))


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("linear", {"units": 8, "activation": "leaky_relu"}, "8 · Leaky ReLU"),
        ("activation", {"activation": "gelu"}, "GELU"),
        ("dropout", {"p": 0.25}, "p = 0.25"),
        ("gaussian_noise", {"sigma": 0.5}, "σ = 0.5"),
        ("random_flip", {"vertical": 0.5}, "↔ 0.5 · ↕ 0.5"),
        ("random_shift", {"pixels": 3}, "± 3"),
        ("random_rotation", {"degrees": 15}, "± 15°"),
        ("cutout", {"size": 6}, "6×6"),
        ("reshape", {"sizes": [1, -1, 8]}, "1×?×8"),
        ("loss", {"loss": "huber"}, "Huber"),
        ("loss", {}, ""),
        ("flatten", {}, ""),
        ("conv2d", {"kernel_size": [3, 5], "activation": "relu"}, "3×5 · ReLU"),
        ("conv2d", {"kernel_size": 3, "stride": 2, "activation": "tanh"}, "3×3 / 2 · Tanh"),
        ("conv1d", {"kernel_size": 7, "stride": 3, "activation": "relu"}, "7 / 3 · ReLU"),
        ("max_pool2d", {"kernel_size": 2}, "2×2"),
        ("avg_pool2d", {"kernel_size": 3, "stride": 1}, "3×3 / 1"),
        ("adaptive_avg_pool2d", {"output_size": [4, 2]}, "→ 4×2"),
        ("upsample", {"scale_factor": 2}, "× 2"),
        ("upsample", {"scale_factor": [2, 3]}, "× 2×3"),
        ("zero_pad2d", {"padding": 2}, "+ 2"),
        ("crop2d", {"cropping": [1, 2, 3, 4]}, "− 1, 2, 3, 4"),
        ("select_channels", {"channels": [2, 0]}, "2, 0"),
        ("select_channels", {"channels": list(range(9))}, "9 channels"),
        ("group_norm", {"num_groups": 4}, "4"),
        ("squeeze_excitation", {"reduction": 8}, "÷ 8"),
        ("dropout2d", {"p": 0.25}, "p = 0.25"),
        ("salt_and_pepper", {"p": 0.125}, "p = 0.125"),
    ],
)
def test_subtitles(kind: str, fields: dict[str, Any], said: str) -> None:
    assert str(layer(kind, **fields).subtitle()) == said


@pytest.mark.parametrize("sizes", [[0], [-2, 3], [-1, -1], [], [10**10]])
def test_senseless_sizes_are_refused(sizes: list[int]) -> None:
    with pytest.raises(ValueError, match="sizes"):
        layer("reshape", sizes=sizes)
