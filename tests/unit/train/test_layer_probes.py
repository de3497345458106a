"""What the views that compare layers are told, against plain torch."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small, with_training

from nnplayground.train.engine.ahead import look_ahead
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer

IMAGES = {"dataset": {"kind": "digits"}, "split": {"train": 0.1}}
CNN = chain(
    [
        {"id": "conv1", "kind": "conv2d", "out_channels": 3, "kernel_size": [3, 3], "activation": "relu"},
        {"id": "norm", "kind": "batch_norm"},
        {"id": "conv2", "kind": "conv2d", "out_channels": 4, "kernel_size": [3, 3], "activation": "relu"},
        {"id": "flatten", "kind": "flatten"},
        {"id": "drop", "kind": "dropout", "p": 0.3},
        dense("output", 10, "identity"),
    ]
)


def ask(trainer, probe, **fields):
    request = ProbeRequest(probe, **fields)
    return Prober().answer(trainer, [request])[request]


def deep(activation, layers=8, units=6, **changes):
    hidden = [dense(f"dense{i + 1}", units, activation) for i in range(layers)]
    return small(graph=chain([*hidden, dense("output", 1, "identity")]), **changes)


def norm_of(trainer, tensors, node):
    own = [t.detach().double().flatten() for name, t in tensors.items() if name.partition(".")[0] == node]
    return float(torch.cat(own).norm())


def weights_of(trainer):
    return {name: p.detach().clone() for name, p in trainer.program.named_parameters()}


@pytest.fixture(
    params=["sgd", "momentum", "adam", "rmsprop", "clipped", "penalized", "cnn"],
)
def trainer(request):
    rules = {
        "sgd": {"optimizer": "sgd"},
        "momentum": {"optimizer": {"kind": "sgd", "momentum": 0.9}},
        "adam": {"optimizer": "adam"},
        "rmsprop": {"optimizer": "rmsprop"},
        "clipped": {"clip": {"kind": "norm", "limit": 0.01}},
        "penalized": {"regularization": {"kind": "l2", "rate": 0.1}},
    }
    if request.param == "cnn":
        return Trainer(small(data=IMAGES, graph=CNN, training={"engine": "eager", "batch_size": 16}))
    return Trainer(with_training(engine="eager", **rules[request.param]))


def test_flow_is_the_last_steps_gradient(trainer):
    for _ in range(3):
        trainer.advance()
    found = ask(trainer, "flow")
    assert set(found) == set(trainer.program.trained_nodes)
    for node, (gradient, weight, _dead, units) in found.items():
        assert gradient == pytest.approx(norm_of(trainer, trainer.engine.gradients(), node), rel=1e-5)
        assert weight == pytest.approx(norm_of(trainer, weights_of(trainer), node), rel=1e-5)
        assert units == trainer.program.report.nodes[node].output.shape[0]


def test_before_the_first_step_the_flow_is_that_of_the_first(trainer):
    before = ask(trainer, "flow")
    trainer.advance()
    after = ask(trainer, "flow")
    assert {n: v[0] for n, v in before.items()} == pytest.approx({n: v[0] for n, v in after.items()})


@pytest.mark.parametrize("setting", ["training.learning_rate", "training.batch_size"])
def test_another_setting_leaves_the_last_steps_gradient(setting):
    trainer = Trainer(with_training(engine="eager"))
    trainer.advance()
    before = ask(trainer, "flow")
    trainer.update(trainer.experiment.with_value(setting, 1))
    assert trainer.engine.gradients()
    assert {n: v[0] for n, v in ask(trainer, "flow").items()} == {n: v[0] for n, v in before.items()}


def test_another_network_shows_the_gradient_to_come_also_after_its_memory_was_copied():
    trainer = Trainer(with_training(engine="eager"))
    trainer.advance()
    trainer.update(trainer.experiment.with_value("nodes.dense1.units", 3))
    tensors, facts = trainer.engine.memory()
    trainer.engine.remember({name: tensor.clone() for name, tensor in tensors.items()}, facts)
    assert not trainer.engine.gradients()
    before = ask(trainer, "flow")
    trainer.advance()
    after = ask(trainer, "flow")
    assert {n: v[0] for n, v in before.items()} == pytest.approx({n: v[0] for n, v in after.items()})


def test_updates_are_those_that_the_next_step_makes(trainer):
    for _ in range(4):
        trainer.advance()
        before, foretold = weights_of(trainer), look_ahead(trainer).updates
        ratios = ask(trainer, "updates")
        trainer.advance()
        after = weights_of(trainer)
        for name, update in foretold.items():
            torch.testing.assert_close(update, after[name] - before[name], rtol=1e-4, atol=1e-7)
        moved = {n: after[n] - before[n] for n in after if n.endswith(".weight")}
        for node in set(ratios) - {"norm"}:
            assert ratios[node][0] == pytest.approx(norm_of(trainer, moved, node), rel=1e-3)


def test_looking_ahead_leaves_no_trace(trainer):
    twin = copy.deepcopy(trainer.experiment)
    other = Trainer(twin)
    for _ in range(5):
        for probe in ("flow", "updates", "slopes", "activity", "spread"):
            ask(trainer, probe, size=10)
        trainer.advance()
        other.advance()
    assert trainer.last_loss == other.last_loss
    for name, tensor in trainer.program.state_dict().items():
        assert torch.equal(tensor, other.program.state_dict()[name]), name


def test_a_searching_optimizer_tells_no_update():
    trainer = Trainer(with_training(optimizer="lbfgs"))
    assert ask(trainer, "updates") == {}
    assert ask(trainer, "flow")["dense1"][0] > 0


def test_a_frozen_layer_has_neither_gradient_nor_update():
    graph = chain([dense("dense1", 4, options={"frozen": True}), dense("output", 1, "identity")])
    trainer = Trainer(small(graph=graph))
    for _ in range(2):  # before the first step, and after it
        assert np.isnan(ask(trainer, "flow")["dense1"][0])
        assert np.isnan(ask(trainer, "updates")["dense1"][0])
        assert ask(trainer, "updates")["output"][0] > 0
        trainer.advance()


def test_slopes_count_the_gradients_of_weights(trainer):
    trainer.advance()
    found = ask(trainer, "slopes", size=10)
    gradient = trainer.engine.gradients()["output.weight"]
    assert found["output.counts"].sum() == gradient.numel()
    assert found["output.reach"][0] == pytest.approx(float(gradient.abs().max()))


def test_spread_counts_weights_and_biases_apart(trainer):
    found = ask(trainer, "spread", size=12)
    parameters = weights_of(trainer)
    weight, bias = parameters["output.weight"].double(), parameters["output.bias"]
    assert found["output.counts"].sum() == weight.numel()
    assert found["output.bias_counts"].sum() == bias.numel()
    mean, deviation = found["output.summary"][4:6]
    assert mean == pytest.approx(float(weight.mean()), abs=1e-6)
    assert deviation == pytest.approx(float(weight.std(correction=0)), rel=1e-5)


def test_gradients_of_a_deep_sigmoid_net_vanish_towards_the_input():
    trainer = Trainer(deep("sigmoid"))
    trainer.advance()
    found = ask(trainer, "flow")
    assert found["dense1"][0] < 1e-3 * found["output"][0]


def test_units_that_are_zero_for_every_sample_are_dead():
    trainer = Trainer(small(graph=chain([dense("dense1", 5, "relu"), dense("output", 1, "identity")])))
    with torch.no_grad():
        bias = dict(trainer.program.named_parameters())["dense1.bias"]
        bias[1], bias[3] = -1e3, -1e3
    assert ask(trainer, "flow")["dense1"][2:].tolist() == [2, 5]
    units = ask(trainer, "activity", size=20)["dense1.units"]
    assert units[0].tolist() == [0, 1, 0, 1, 0]
    assert units[1].sum() == 0


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "hard_tanh"])
def test_units_at_the_ends_of_a_bounded_activation_are_saturated(activation):
    trainer = Trainer(small(graph=chain([dense("dense1", 4, activation), dense("output", 1, "identity")])))
    with torch.no_grad():
        dict(trainer.program.named_parameters())["dense1.bias"][2] = 1e3
    assert ask(trainer, "activity", size=20)["dense1.units"][1].tolist() == [0, 0, 1, 0]


def test_an_answer_at_its_bound_is_not_called_saturated():
    trainer = Trainer(small(graph=chain([dense("dense1", 4), dense("output", 1, "tanh")], "squared_error")))
    with torch.no_grad():
        dict(trainer.program.named_parameters())["output.bias"][0] = 1e3
    assert ask(trainer, "activity", size=20)["output.units"][1].tolist() == [0]


def test_activity_sums_up_the_outputs_on_training_samples():
    trainer = Trainer(small())
    found = ask(trainer, "activity", size=20)
    with torch.no_grad():
        values = trainer.program.outputs(trainer.parts["train"].x)["dense1"]
    assert found["dense1.counts"].sum() == values.numel()
    assert found["dense1.units"][2] == pytest.approx(values.mean(0).numpy(), abs=1e-6)
    assert found["dense1.units"][3] == pytest.approx(values.std(0, correction=0).numpy(), abs=1e-6)


def test_an_ablated_unit_is_not_called_dead():
    graph = chain([dense("dense1", 4, "relu", options={"ablated": [0]}), dense("output", 1, "identity")])
    trainer = Trainer(small(graph=graph))
    assert ask(trainer, "activity", size=20)["dense1.units"][0][0] == 0


# -- what the canvas shows ---------------------------------------------------------------------------------


def test_responses_are_the_predictions_derivative_on_the_grid():
    trainer = Trainer(small())
    found = ask(trainer, "responses", size=5)
    program = trainer.program
    x = Prober().grid(trainer.prepared, program, 5)
    hidden = program.outputs(x)["dense1"].detach().requires_grad_()
    module = program.module("output")
    (plain,) = torch.autograd.grad(module(hidden).sum(), hidden)
    np.testing.assert_allclose(found["dense1"].reshape(4, -1), plain.numpy().T, rtol=1e-5)
    assert np.all(found["output"] == 1)
    inputs = x.clone().requires_grad_()
    (plain,) = torch.autograd.grad(program(inputs).sum(), inputs)
    np.testing.assert_allclose(found["data"].reshape(2, -1), plain.numpy().T, rtol=1e-5)


def test_responses_of_two_outputs_are_those_of_their_difference():
    trainer = Trainer(
        small(graph=chain([dense("dense1", 4), dense("output", 2, "identity")], "cross_entropy"))
    )
    found = ask(trainer, "responses", size=3)
    assert np.all(found["output"][1] == 1)
    assert np.all(found["output"][0] == -1)
    weight = weights_of(trainer)["output.weight"]
    np.testing.assert_allclose(found["dense1"][:, 0, 0], (weight[1] - weight[0]).numpy(), rtol=1e-5)


def test_response_of_a_sample_is_that_of_the_winning_class():
    trainer = Trainer(small(data=IMAGES, graph=CNN))
    found = ask(trainer, "response", unit=3)
    program = trainer.program.eval()
    x = trainer.parts["test"].x[3:4].clone().requires_grad_()
    (plain,) = torch.autograd.grad(program(x).max(), x)
    np.testing.assert_allclose(found["data"], plain[0].numpy(), rtol=1e-4, atol=1e-7)
    winner = int(program(x).argmax())
    assert found["output"].argmax() == winner
    assert found["output"].sum() == 1


def test_incoming_weights_keep_the_form_of_what_they_look_at():
    trainer = Trainer(small())
    weight = weights_of(trainer)["dense1.weight"].numpy()
    assert np.array_equal(ask(trainer, "incoming", size=32)["dense1"][:, :, 0], weight)
    cnn = Trainer(small(data=IMAGES, graph=CNN))
    found, kernels = ask(cnn, "incoming", size=32), weights_of(cnn)
    assert np.array_equal(found["conv1"], kernels["conv1.weight"][:, 0].numpy())
    second = kernels["conv2.weight"].numpy()
    assert found["conv2"].shape == (4, 6, 6)  # three kernels in a square of four
    assert np.array_equal(found["conv2"][:, :3, 3:], second[:, 1])
    assert np.array_equal(found["conv2"][:, 3:, :3], second[:, 2])
    flat = Trainer(
        small(
            data=IMAGES, graph=chain([{"id": "flatten", "kind": "flatten"}, dense("output", 10, "identity")])
        )
    )
    image = ask(flat, "incoming", size=32)["output"]
    assert np.array_equal(image.reshape(10, -1), weights_of(flat)["output.weight"].numpy())
    assert image.shape == (10, 8, 8)


def test_matrices_keep_the_largest_of_every_block():
    trainer = Trainer(small(graph=chain([dense("dense1", 9), dense("output", 1, "identity")])))
    found = ask(trainer, "matrices", size=4)["dense1"]
    weight = weights_of(trainer)["dense1.weight"].numpy()
    assert found.shape == (3, 2)
    assert np.abs(found).max() == np.abs(weight).max()
