"""Every optimizer against PyTorch's own, in a plain loop over the same batches."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn, optim
from train_experiments import small, with_training

from nnplayground.core.errors import FileError
from nnplayground.core.training import Optimizer
from nnplayground.train.batches import Batches
from nnplayground.train.trainer import Trainer

CASES = {
    "sgd": ({}, lambda ps: optim.SGD(ps, 0.1)),
    "momentum": (
        {"kind": "sgd", "momentum": 0.9, "nesterov": True},
        lambda ps: optim.SGD(ps, 0.1, momentum=0.9, nesterov=True),
    ),
    "adagrad": ({}, lambda ps: optim.Adagrad(ps, 0.1)),
    "adadelta": ({}, lambda ps: optim.Adadelta(ps, 0.1)),
    "rmsprop": ({"alpha": 0.9}, lambda ps: optim.RMSprop(ps, 0.1, alpha=0.9)),
    "adam": ({"beta1": 0.8}, lambda ps: optim.Adam(ps, 0.1, betas=(0.8, 0.999))),
    "adamw": ({"weight_decay": 0.1}, lambda ps: optim.AdamW(ps, 0.1, weight_decay=0.1)),
    "lbfgs": ({}, lambda ps: optim.LBFGS(ps, 0.1, history_size=10, line_search_fn="strong_wolfe")),
}


def plain_copy(trainer):
    """Return the small network as torch would write it, with the trainer's weights."""
    state = trainer.program.state_dict()
    net = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).to(trainer.program.dtype)
    net[0].weight.data, net[0].bias.data = state["dense1.weight"].clone(), state["dense1.bias"].clone()
    net[2].weight.data, net[2].bias.data = state["output.weight"].clone(), state["output.bias"].clone()
    return net


def plain_losses(trainer, optimizer_of, steps, spoil=lambda net: None):
    net = plain_copy(trainer)
    optimizer = optimizer_of(net.parameters())
    part, e = trainer.parts["train"], trainer.experiment
    batches = Batches(len(part), e.training, e.seed, torch.device("cpu"))
    losses = []
    for _step in range(steps):
        indices, _ends = batches.next()
        seen = []

        def closure(indices=indices, seen=seen):
            optimizer.zero_grad()
            target = part.target[indices].to(net[0].weight.dtype)
            loss = nn.functional.binary_cross_entropy_with_logits(net(part.x[indices])[:, 0], target)
            loss.backward()
            spoil(net)
            seen.append(loss.item())
            return loss

        optimizer.step(closure)
        losses.append(seen[0])
    return losses


def losses_of(trainer, steps):
    losses = []
    for _step in range(steps):
        trainer.advance()
        losses.append(trainer.last_loss)
    return losses


@pytest.mark.parametrize("name", CASES)
def test_losses_equal_a_plain_loop(name):
    fields, optimizer_of = CASES[name]
    trainer = Trainer(with_training(optimizer={"kind": name, **fields}, precision="float64"))
    expected = plain_losses(trainer, optimizer_of, 30)
    assert losses_of(trainer, 30) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", CASES)
def test_torch_understands_what_a_script_calls_it_with(name):
    fields, optimizer_of = CASES[name]
    rule = with_training(optimizer={"kind": name, **fields}).training.optimizer
    weights = [nn.Parameter(torch.zeros(3))]
    named = getattr(optim, type(rule).__name__)(weights, 0.1, **rule.arguments())
    assert named.defaults == optimizer_of(weights).defaults


@pytest.mark.parametrize(("kind", "kills"), [("l1", False), ("l1", True), ("l2", False)])
def test_a_search_pays_penalties_after_its_step(kind, kills):
    """As TensorFlow Playground: the slope is that of the weights before the step."""
    rule = {"kind": kind, "rate": 5, "after_step": True, "dead_at_zero": kills}
    fields = {"optimizer": {"kind": "lbfgs", "iterations": 2}, "precision": "float64"}
    free, taxed = Trainer(with_training(**fields)), Trainer(with_training(**fields, regularization=rule))
    before = {name: value.clone() for name, value in free.program.state_dict().items()}
    for trainer in (free, taxed):
        trainer.advance()
    after = taxed.program.state_dict()
    crossings = 0
    for name, moved in free.program.state_dict().items():
        expected = moved
        if name.endswith("weight"):
            expected = moved - 0.1 * 5 * (before[name].sign() if kind == "l1" else before[name])
            crossed = kills & (moved * expected < 0)
            crossings += int(crossed.sum())
            expected = torch.where(crossed, 0.0, expected)
        torch.testing.assert_close(after[name], expected, rtol=1e-12, atol=1e-12)
    assert (crossings > 0) == kills


def test_every_optimizer_is_compared():
    covered = {fields.get("kind", name) for name, (fields, _make) in CASES.items()}
    assert covered == set(Optimizer.kinds())


def test_optimizers_and_schedules_are_found_without_torch():
    import subprocess
    import sys

    code = (
        "import sys; from nnplayground.core.training import Training; Training();"
        "import nnplayground.train.worker; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nesterov_without_momentum_is_explained():
    with pytest.raises(FileError, match="Nesterov needs momentum above 0"):
        with_training(optimizer={"kind": "sgd", "nesterov": True})


@pytest.mark.parametrize("kind", ["norm", "value"])
def test_clipping_equals_torch(kind):
    clips = {
        "norm": lambda net: nn.utils.clip_grad_norm_(net.parameters(), 0.05),
        "value": lambda net: nn.utils.clip_grad_value_(net.parameters(), 0.05),
    }
    trainer = Trainer(with_training(clip={"kind": kind, "limit": 0.05}))
    expected = plain_losses(trainer, lambda ps: optim.SGD(ps, 0.1), 20, clips[kind])
    assert losses_of(trainer, 20) == pytest.approx(expected, rel=1e-5)


def penalty_gradient(kind, w):
    if kind == "l1":
        return 0.1 * w.sign()
    if kind == "l2":
        return 0.1 * w
    value = 0.1 * ((w / 0.5) ** 2 / (1 + (w / 0.5) ** 2)).sum()
    return torch.autograd.grad(value, w)[0]


@pytest.mark.parametrize("kind", ["l1", "l2", "elimination"])
def test_penalties_act_on_weights_only(kind):
    def spoil(net):
        for layer in (net[0], net[2]):
            layer.weight.grad += penalty_gradient(kind, layer.weight).detach()

    rule = {"kind": kind, "rate": 0.1, "scale": 0.5}
    trainer = Trainer(with_training(regularization=rule, precision="float64"))
    expected = plain_losses(trainer, lambda ps: optim.SGD(ps, 0.1), 20, spoil)
    assert losses_of(trainer, 20) == pytest.approx(expected, rel=1e-12)


def test_penalty_total_and_node_override():
    experiment = with_training(regularization={"kind": "l2", "rate": 0.2})
    node = experiment.graph.node("output").with_options(l1=0.5, l2=0.0)
    trainer = Trainer(experiment.replace(graph=experiment.graph.update(node)))
    state = trainer.program.state_dict()
    expected = 0.1 * state["dense1.weight"].square().sum() + 0.5 * state["output.weight"].abs().sum()
    assert trainer.measure().penalty == pytest.approx(expected.item(), rel=1e-6)


def test_gradients_shown_are_those_of_the_loss_alone():
    plain, taxed = Trainer(small()), Trainer(with_training(regularization={"kind": "l1", "rate": 1.0}))
    plain.advance(), taxed.advance()
    for name, gradient in plain.engine.gradients().items():
        assert torch.equal(gradient, taxed.engine.gradients()[name])


def test_frozen_nodes_stay_and_slow_nodes_move_less():
    experiment = small()
    node = experiment.graph.node("dense1")
    frozen = Trainer(experiment.replace(graph=experiment.graph.update(node.with_options(frozen=True))))
    slow_node = node.with_options(learning_rate_factor=0.5)
    slow = Trainer(experiment.replace(graph=experiment.graph.update(slow_node)))
    full = Trainer(experiment)
    start = copy.deepcopy(full.program.state_dict())
    for trainer in (frozen, slow, full):
        trainer.advance()
    moved = {
        t: t.program.state_dict()["dense1.weight"] - start["dense1.weight"] for t in (frozen, slow, full)
    }
    assert not moved[frozen].any()
    torch.testing.assert_close(moved[slow], moved[full] / 2)
    assert not torch.equal(frozen.program.state_dict()["output.weight"], start["output.weight"])


def test_all_frozen_measures_without_training():
    experiment = small()
    graph = experiment.graph
    for id in ("dense1", "output"):
        graph = graph.update(graph.node(id).with_options(frozen=True))
    trainer = Trainer(experiment.replace(graph=graph))
    before = copy.deepcopy(trainer.program.state_dict())
    losses_of(trainer, 5)
    assert all(torch.equal(before[name], value) for name, value in trainer.program.state_dict().items())
