"""TF32 and bfloat16: what is stored stays float32, and nothing of it is on unless it is asked for."""

from __future__ import annotations

import math
import threading

import numpy as np
import pytest
import torch
from torch import nn
from train_experiments import chain, dense, small, with_training

from nnplayground.layers.noise import uniform
from nnplayground.projects import presets
from nnplayground.train.engine import choice
from nnplayground.train.precision import Switch, autocasting, why_plain
from nnplayground.train.probes import Prober
from nnplayground.train.run import run_experiment
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer

CPU = torch.device("cpu")
# What rounding factors to eight bits may do to a mean loss in a short run.
TOLERANCE = 0.02


def trained(precision, engine="eager", steps=30, **changes):
    settings = {"precision": precision, "engine": engine, "learning_rate": 0.1, "optimizer": "adam"}
    trainer = Trainer(small(training={**settings, **changes.pop("training", {})}, **changes))
    losses = []
    for _step in range(steps):
        trainer.advance()
        losses.append(trainer.last_loss)
    return trainer, np.array(losses)


def flags():
    return torch.backends.cuda.matmul.allow_tf32, torch.backends.cudnn.allow_tf32


# -- bfloat16 ------------------------------------------------------------------------------------------


def test_bfloat16_is_autocast_around_the_forward_pass():
    trainer, _losses = trained("bfloat16", steps=0)
    weights = trainer.program.state_dict()
    x = trainer.parts["train"].x
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        hidden = nn.functional.linear(x, weights["dense1.weight"], weights["dense1.bias"]).tanh()
        expected = nn.functional.linear(hidden, weights["output.weight"], weights["output.bias"])
        found = trainer.program(x)
    assert expected.dtype == torch.bfloat16
    assert torch.equal(found, expected.float())


def test_bfloat16_differs_from_float32_and_stays_near_it():
    _trainer, exact = trained("float32")
    _trainer, rounded = trained("bfloat16")
    assert np.isfinite(rounded).all()
    assert not np.array_equal(exact, rounded)
    assert np.abs(exact - rounded).max() < TOLERANCE


def test_bfloat16_repeats_itself_and_stores_float32():
    (trainer, first), (_again, second) = trained("bfloat16"), trained("bfloat16")
    assert np.array_equal(first, second)
    turn = trainer.engine.turns[0]
    tensors = [*trainer.program.parameters(), *turn.slots.values(), *trainer.engine.gradients().values()]
    assert {tensor.dtype for tensor in tensors} == {torch.float32}
    assert {tensor.dtype for tensor in trainer.program.outputs(trainer.parts["test"].x).values()} == {
        torch.float32
    }


def test_recorded_steps_of_bfloat16_are_eagers_bit_for_bit(monkeypatch):
    monkeypatch.setattr(choice, "_TOLERATED", 1e9)  # however long they take on a busy computer
    (eager, expected), (captured, found) = trained("bfloat16"), trained("bfloat16", "captured")
    assert captured.engine.name == "captured"
    assert np.array_equal(expected, found)
    for name, weight in eager.program.state_dict().items():
        assert torch.equal(weight, captured.program.state_dict()[name])


def test_machine_code_refuses_bfloat16_and_says_so():
    trainer, _losses = trained("bfloat16", "native", steps=1)
    assert trainer.engine.name != "native"
    assert "No machine code: it has no bfloat16." in trainer.engine.note


@pytest.mark.parametrize("preset", ["digits-cnn", "lecture-demo", "multi-gauss", "polynomial-overfitting"])
def test_presets_train_in_bfloat16(preset):
    experiment = presets.load(preset).with_value("training.stop", {"steps": 20})
    losses = {
        precision: run_experiment(experiment.with_value("training.precision", precision)).measures.train.loss
        for precision in ("float32", "bfloat16")
    }
    assert math.isfinite(losses["bfloat16"])
    assert losses["bfloat16"] == pytest.approx(losses["float32"], rel=0.05, abs=TOLERANCE)


def test_normalization_and_dropout_train_in_bfloat16():
    layers = [
        dense("dense1", 8),
        {"id": "norm", "kind": "batch_norm"},
        {"id": "drop", "kind": "dropout", "p": 0.2},
        dense("output", 1, "identity"),
    ]
    _trainer, exact = trained("float32", graph=chain(layers))
    for engine in ("eager", "captured"):
        _trainer, rounded = trained("bfloat16", engine, graph=chain(layers))
        assert np.abs(exact - rounded).max() < 10 * TOLERANCE


def test_random_numbers_for_bfloat16_stay_below_one():
    keys = torch.tensor(3, dtype=torch.int32), torch.tensor(4, dtype=torch.int32)
    drawn = uniform(torch.zeros(10_000, dtype=torch.bfloat16), *keys)
    assert torch.equal(drawn, uniform(torch.zeros(10_000), *keys))
    assert drawn.max() < 1


def test_views_of_bfloat16_are_numbers_of_float32():
    trainer, _losses = trained("bfloat16")
    prober, sample = Prober(), Sample("train", 0)
    maps = prober.answer(trainer, [ProbeRequest("maps", size=8)])
    assert all(array.dtype == np.float32 for arrays in maps.values() for array in arrays.values())
    trace = next(iter(prober.traces(trainer, [ProbeRequest("trace", sample=sample)]).values()))
    node = trace["dense1"]
    weight, bias = node.parameters["weight"].value, node.parameters["bias"].value
    np.testing.assert_allclose(weight @ node.inputs[0] + bias, node.z, rtol=1e-5, atol=1e-6)


def test_precision_changes_while_training_and_weights_stay():
    trainer, _losses = trained("float32")
    before = {name: weight.clone() for name, weight in trainer.program.state_dict().items()}
    mean = trainer.engine.turns[0].slots["mean"].clone()
    trainer.update(trainer.experiment.with_value("training.precision", "bfloat16"))
    assert trainer.program.precision == "bfloat16"
    assert all(torch.equal(weight, before[name]) for name, weight in trainer.program.state_dict().items())
    assert torch.equal(trainer.engine.turns[0].slots["mean"], mean)
    trainer.advance()
    assert math.isfinite(trainer.last_loss)


# -- TF32 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["eager", "captured", "native"])
def test_tf32_on_the_processor_is_float32_and_says_so(engine):
    _trainer, expected = trained("float32", engine)
    trainer, found = trained("tf32", engine)
    assert np.array_equal(expected, found)
    assert trainer.engine.name == engine
    assert str(trainer.engine.note) == "TF32 is for CUDA devices; the processor computes in plain float32."


def test_nothing_is_said_and_nothing_changed_without_being_asked():
    assert why_plain("float32", CPU) is None
    with autocasting("float32", CPU):
        assert not torch.is_autocast_enabled("cpu")
    with autocasting("bfloat16", CPU):
        assert torch.is_autocast_enabled("cpu")
    before = flags()
    trained("tf32", steps=2)
    assert flags() == before


@pytest.mark.parametrize("allowed", [False, True])
def test_the_switch_is_set_inside_and_put_back(allowed):
    switch, before = Switch(), flags()
    with switch.held(allowed=allowed):
        assert flags() == (allowed, allowed)
        with switch.held(allowed=allowed):
            pass
        assert flags() == (allowed, allowed)
    assert flags() == before


def test_the_switch_is_put_back_after_an_error():
    before = flags()
    with pytest.raises(ZeroDivisionError), Switch().held(allowed=True):
        1 / 0  # noqa: B018
    assert flags() == before


def test_another_wish_waits_and_the_same_does_not():
    switch, seen, inside, other = Switch(), [], threading.Event(), threading.Event()

    def same():
        with switch.held(allowed=True):
            inside.set()

    def different():
        with switch.held(allowed=False):
            seen.append(flags())
            other.set()

    threads = [threading.Thread(target=same), threading.Thread(target=different)]
    with switch.held(allowed=True):
        for thread in threads:
            thread.start()
        assert inside.wait(60)
        assert not other.is_set()
        assert flags() == (True, True)
    for thread in threads:
        thread.join(60)
    assert seen == [(False, False)]


@pytest.mark.cuda
@pytest.mark.parametrize("precision", ["tf32", "bfloat16"])
@pytest.mark.parametrize("engine", ["eager", "captured"])
def test_fewer_bits_on_a_device(precision, engine):
    before = flags()
    settings = {"device": "cuda", "optimizer": "adam", "stop": {"steps": 30}, "engine": engine}
    exact = run_experiment(with_training(**settings))
    rounded = run_experiment(with_training(**settings, precision=precision))
    assert rounded.measures.train.loss == pytest.approx(exact.measures.train.loss, abs=TOLERANCE)
    assert flags() == before


@pytest.mark.cuda
def test_products_lose_digits_in_tf32_only():
    if torch.cuda.get_device_capability()[0] < 8:
        pytest.skip("this device has no TF32")
    a, b = torch.randn(2, 512, 512, device="cuda", generator=torch.Generator("cuda").manual_seed(0))
    expected = a.double() @ b.double()
    errors = []
    for allowed in (False, True):
        with Switch().held(allowed=allowed):
            errors.append((a @ b - expected).abs().max().item())
    assert errors[0] < 1e-3 < errors[1]
