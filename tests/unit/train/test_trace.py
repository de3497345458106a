"""Every number of a followed sample against plain autograd."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small, with_training

from nnplayground.core.activation import Activation
from nnplayground.core.errors import TrainingError
from nnplayground.projects import presets
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trace import trace
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer

CLOSE = {"rtol": 1e-4, "atol": 1e-6}


def trained(experiment, steps=3):
    trainer = Trainer(experiment)
    for _ in range(steps):
        trainer.advance()
    return trainer


def by_hand(trainer, sample):
    """Run the dense layers of a chain as written in a textbook; return leaves that know their gradients."""
    program, state = trainer.program, trainer.program.state_dict()
    part, one = trainer.parts[sample.part], slice(sample.index, sample.index + 1)
    a = part.x[one].clone().requires_grad_()
    kept = {"data": {"a": a}}
    for call in program.calls:
        if not list(call.module.parameters()):  # Flatten
            a = call.module(a).clone()
            a.retain_grad()
            kept[call.node] = {"a": a}
            continue
        weight, bias = (state[f"{call.node}.{n}"].clone().requires_grad_() for n in ("weight", "bias"))
        z = a @ weight.T + bias
        a = call.module.made_from.build()(z)
        a = a.clone()  # so that the identity has two tensors too
        kept[call.node] = {"weight": weight, "bias": bias, "z": z, "a": a}
        z.retain_grad(), a.retain_grad()
    loss = program.terms[0].module(a, part.target[one])
    loss.backward()
    return kept, loss.item(), a


@pytest.mark.parametrize("name", ["spiral", "digits", "iris", "plane", "sine", "circle", "wine"])
def test_equals_autograd_on_presets(name):
    trainer = trained(presets.load(name))
    sample = Sample("train", 5)
    found = trace(trainer, sample)
    kept, loss, prediction = by_hand(trainer, sample)
    assert found.loss == pytest.approx(loss, rel=1e-5)
    assert list(found.nodes) == list(kept)
    np.testing.assert_allclose(found["data"].grad_output, kept["data"]["a"].grad[0], **CLOSE)
    before = kept["data"]["a"]
    for id, tensors in list(kept.items())[1:]:
        node = found[id]
        if "z" not in tensors:
            assert node.z is None
            before = tensors["a"]
            continue
        np.testing.assert_allclose(node.inputs[0], before[0].detach(), **CLOSE)
        np.testing.assert_allclose(node.z, tensors["z"][0].detach(), **CLOSE)
        np.testing.assert_allclose(node.output, tensors["a"][0].detach(), **CLOSE)
        np.testing.assert_allclose(node.grad_output, tensors["a"].grad[0], **CLOSE)
        np.testing.assert_allclose(node.delta, tensors["z"].grad[0], **CLOSE)
        for parameter in ("weight", "bias"):
            traced = node.parameters[parameter]
            np.testing.assert_array_equal(traced.value, tensors[parameter].detach())
            np.testing.assert_allclose(traced.gradient, tensors[parameter].grad, **CLOSE)
        before = tensors["a"]
    (one,) = found.losses
    np.testing.assert_allclose(one.grad_prediction, prediction.grad[0], **CLOSE)


@pytest.mark.parametrize("kind", sorted(Activation.kinds()))
def test_every_activation(kind):
    trainer = trained(small(graph=chain([dense("dense1", 4, kind), dense("output", 1, "identity")])))
    node = trace(trainer, Sample("train", 2))["dense1"]
    activation = trainer.program.graph.node("dense1").layer.activation
    module = trainer.program.calls[0].module.activation
    module.eval()
    z = torch.tensor(node.z)[None].requires_grad_()
    a = module(z)
    np.testing.assert_allclose(node.output, a[0].detach(), **CLOSE)
    (delta,) = torch.autograd.grad(a, z, torch.tensor(node.grad_output)[None], retain_graph=True)
    np.testing.assert_allclose(node.delta, delta[0], **CLOSE)
    if not activation.elementwise:
        assert node.slope is None
        return
    (slope,) = torch.autograd.grad(a.sum(), z)
    np.testing.assert_allclose(node.slope, slope[0], **CLOSE)
    np.testing.assert_allclose(node.delta, node.grad_output * node.slope, **CLOSE)


OPTIMIZERS = [
    {},
    {"optimizer": {"kind": "sgd", "momentum": 0.9, "nesterov": True}},
    {"optimizer": "adam"},
    {"optimizer": "rmsprop"},
    {"optimizer": {"kind": "lbfgs", "iterations": 4}},
    {"regularization": {"kind": "l2", "rate": 0.1}},
    {"regularization": {"kind": "l1", "rate": 0.1, "after_step": True, "dead_at_zero": True}},
    {"clip": {"kind": "norm", "limit": 0.01}},
    {"schedule": {"kind": "exponential"}},
]


@pytest.mark.parametrize("training", OPTIMIZERS, ids=lambda training: str(training)[:40])
def test_updated_is_the_optimizers_own_step(training):
    trainer = trained(with_training(engine="eager", **training), steps=5)
    sample = Sample("train", 7)
    found = trace(trainer, sample)
    trainer.program.eval()
    trainer.engine.run(
        trainer.parts["train"], torch.tensor([[7]]), trainer.step, np.array([trainer.schedule_factor])
    )
    for id in ("dense1", "output"):
        for name, parameter in trainer.program.parameters_of(id):
            traced = found[id].parameters[name.partition(".")[2]]
            np.testing.assert_array_equal(traced.updated, parameter.detach())
            assert not np.array_equal(traced.updated, traced.value) or not traced.gradient.any()
    assert found.loss_after == trace(trainer, sample).loss


def test_sgd_update_is_the_formula_of_the_books():
    trainer = trained(with_training(regularization={"kind": "l2", "rate": 0.1}))
    weight = trace(trainer, Sample("train", 1))["dense1"].parameters["weight"]
    np.testing.assert_allclose(weight.penalty, 0.1 * weight.value, **CLOSE)
    np.testing.assert_allclose(
        weight.updated, weight.value - 0.1 * (weight.gradient + weight.penalty), **CLOSE
    )
    assert trace(trainer, Sample("train", 1))["dense1"].parameters["bias"].penalty is None


@pytest.mark.parametrize("training", OPTIMIZERS, ids=lambda training: str(training)[:40])
def test_looking_changes_no_loss(training):
    layers = [
        dense("dense1", 8),
        {"id": "norm", "kind": "batch_norm"},
        {"id": "drop", "kind": "dropout", "p": 0.3},
        dense("output", 1, "identity"),
    ]
    experiment = with_training(**training).replace(graph=small(graph=chain(layers)).graph)
    watched, alone = Trainer(experiment), Trainer(experiment)
    for step in range(8):
        trace(watched, Sample("train", step))
        assert watched.program.training == alone.program.training
        watched.advance(), alone.advance()
        assert watched.last_loss == alone.last_loss
    gradients = watched.engine.gradients()
    for name, gradient in alone.engine.gradients().items():
        assert torch.equal(gradient, gradients[name])
    assert watched.measure().train.loss == alone.measure().train.loss


def test_is_outside_of_training():
    layers = [
        dense("dense1", 8),
        {"id": "norm", "kind": "batch_norm"},
        {"id": "drop", "kind": "dropout", "p": 0.5},
        dense("output", 1, "identity"),
    ]
    trainer = trained(small(graph=chain(layers)))
    found = trace(trainer, Sample("test", 0))
    np.testing.assert_array_equal(found["drop"].output, found["norm"].output)
    norm = found["norm"]
    running = trainer.program.state_dict()
    np.testing.assert_array_equal(norm.buffers["running_mean"], running["norm.running_mean"])
    scaled = (norm.inputs[0] - norm.buffers["running_mean"]) / np.sqrt(norm.buffers["running_var"] + 1e-5)
    expected = scaled * norm.parameters["weight"].value + norm.parameters["bias"].value
    np.testing.assert_allclose(norm.output, expected, **CLOSE)
    assert norm.z is None
    assert norm.slope is None


def test_skip_gathers_gradients_of_both_ways():
    layers = [dense("dense1", 4), dense("dense2", 4), {"id": "add", "kind": "add"}, dense("output", 1)]
    graph = chain(layers)
    graph["edges"].append({"source": "dense1", "target": "add"})
    found = trace(trained(small(graph=graph)), Sample("train", 0))
    first, second = found["dense1"], found["dense2"]
    assert len(found["add"].inputs) == 2
    np.testing.assert_allclose(sum(found["add"].inputs), found["add"].output, **CLOSE)
    through = second.delta @ second.parameters["weight"].value
    np.testing.assert_allclose(first.grad_output, found["add"].grad_output + through, **CLOSE)


def test_nodes_without_a_loss_have_no_gradient():
    graph = chain([dense("dense1", 4), dense("output", 1)])
    graph["nodes"].append(dense("aside", 3))
    graph["edges"].append({"source": "dense1", "target": "aside"})
    aside = trace(trained(small(graph=graph)), Sample("train", 0))["aside"]
    assert not aside.delta.any()
    assert not aside.parameters["weight"].gradient.any()
    np.testing.assert_array_equal(aside.parameters["weight"].updated, aside.parameters["weight"].value)


def test_frozen_weights_show_their_gradient_and_stay():
    layers = [dense("dense1", 4, options={"frozen": True}), dense("output", 1, "identity")]
    weight = trace(trained(small(graph=chain(layers))), Sample("train", 0))["dense1"].parameters["weight"]
    assert weight.gradient.any()
    np.testing.assert_array_equal(weight.updated, weight.value)


def test_made_sample_equals_the_one_of_the_data():
    trainer = trained(presets.load("spiral"))
    of_data = trace(trainer, Sample("train", 3))
    point = tuple(of_data.raw.tolist())
    label = (float(of_data.target),)
    made = trace(trainer, Sample.made(point, label))
    np.testing.assert_allclose(made["output"].output, of_data["output"].output, **CLOSE)
    assert made.loss == pytest.approx(of_data.loss, rel=1e-5)
    free = trace(trainer, Sample.made(point))
    np.testing.assert_allclose(free["output"].output, of_data["output"].output, **CLOSE)
    assert free.loss is None
    assert not free.losses
    assert free["output"].delta is None
    assert free["output"].parameters["weight"].updated is None
    assert free["output"].slope is not None
    np.testing.assert_allclose(free.prediction.sum(), 1, rtol=1e-5)


def test_values_are_read_only_and_in_the_programs_precision():
    trainer = trained(with_training(precision="float64"))
    node = trace(trainer, Sample("train", 0))["dense1"]
    for array in (node.z, node.output, node.delta, node.slope, node.parameters["weight"].updated):
        assert array.dtype == np.float64
        assert not array.flags.writeable


def test_probe_answers_with_traces():
    trainer = trained(small())
    there, gone = (ProbeRequest("trace", sample=Sample("test", index)) for index in (0, 9999))
    prober = Prober()
    assert prober.answer(trainer, [there, gone]) == {there: {}, gone: {}}
    traces = prober.traces(trainer, [there, gone])
    assert list(traces) == [there.sample]
    assert traces[there.sample].loss == trace(trainer, there.sample).loss


def test_missing_sample_is_explained():
    with pytest.raises(TrainingError, match="no sample 10000 in the part “train”"):
        trace(trained(small(), 0), Sample("train", 9999))
    with pytest.raises(TrainingError):
        trace(trained(small(), 0), Sample.made((1.0, 2.0, 3.0)))
