"""What a dropout neuron is said to have done in a step is what the engine did; nobody notices the look."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from train_experiments import chain, dense, small

from nnplayground.train.engine import choice
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.taken import Taken
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.experiment import Experiment


@pytest.fixture(autouse=True, scope="module")
def patient():
    """Let captured be taken on a busy machine too, where it may seem slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "_TOLERATED", 1e9)
        patch.setattr(choice, "_memory", choice._Memory())
        yield


def experiment(p: float = 0.4, kind: str = "dropout", seed: int = 7, **training: Any) -> Experiment:
    """Return circle, 2-5-1 with something that draws behind the hidden layer."""
    drop = {"id": "drop", "kind": kind, **({"p": p} if kind == "dropout" else {"sigma": p})}
    graph = chain([dense("dense1", 5), drop, dense("output", 1, "identity")])
    return small(graph=graph, training={"learning_rate": 0.1, **training}, seed=seed)


def ask(trainer: Trainer, sample: int, to_come: bool = False, part: str = "train") -> Mapping[str, Any]:
    request = ProbeRequest("drawn", int(to_come), "drop", sample=Sample(part, sample))
    return Prober().answer(trainer, [request])[request]


def gradients_with(trainer: Trainer, indices: torch.Tensor, kind: str) -> dict[str, torch.Tensor]:
    """Return the gradients of the step to come if it does to every sample what the probe says."""
    answers = [ask(trainer, index, to_come=True) for index in indices.tolist()]
    assert all(answer["ago"] == 0 for answer in answers)
    name = "factor" if kind == "dropout" else "addend"
    disturbed = torch.tensor(np.stack([answer[name] for answer in answers]))
    twin: Any = copy.deepcopy(trainer.program)
    twin.drop.forward = (lambda x: x * disturbed) if kind == "dropout" else (lambda x: x + disturbed)
    part = trainer.parts["train"]
    slots = twin.run(part.x[indices], part.target[indices], twin.calls)
    torch.stack([term.value(slots) for term in twin.terms]).sum().backward()
    return {name: parameter.grad for name, parameter in twin.named_parameters()}


def assert_true(trainer: Trainer, kind: str, steps: int) -> None:
    for _step in range(steps):
        if len(trainer.next_batch().unique()) < len(trainer.next_batch()):
            trainer.advance()  # a sample stands in it twice, with a mask for each
            continue
        expected = gradients_with(trainer, trainer.next_batch(), kind)
        trainer.advance()
        for name, gradient in trainer.engine.gradients().items():
            torch.testing.assert_close(gradient, expected[name].to(gradient), rtol=2e-4, atol=2e-6)


@settings(max_examples=8, deadline=None)
@given(
    p=st.sampled_from([0.0, 0.1, 0.5, 0.9]),
    seed=st.integers(0, 2**20),
    batch=st.integers(1, 30),
    remainder=st.sampled_from(["own", "drop", "carry"]),
)
def test_what_is_said_is_what_the_step_does(p, seed, batch, remainder):
    options = {"batch_size": batch, "remainder": remainder, "engine": "eager"}
    assert_true(Trainer(experiment(p, seed=seed, **options)), "dropout", 5)


@pytest.mark.parametrize("kind", ["dropout", "gaussian_noise"])
@pytest.mark.parametrize("engine", ["eager", "captured", "native"])
def test_it_is_what_every_engine_does(engine, kind):
    trainer = Trainer(experiment(0.4, kind, batch_size=10, engine=engine))
    trainer.advance(40, 99)
    assert trainer.engine.name == engine
    assert_true(trainer, kind, 3)


def test_a_step_to_come_becomes_the_last_one():
    trainer = Trainer(experiment(batch_size=10))
    sample = int(trainer.next_batch()[3])
    before = ask(trainer, sample, to_come=True)
    assert ask(trainer, sample)["ago"] == -1
    trainer.advance()
    after = ask(trainer, sample)
    assert (before["ago"], after["ago"]) == (0, 1)
    np.testing.assert_array_equal(before["factor"], after["factor"])
    trainer.advance(2)
    other = ask(trainer, sample)
    assert other["ago"] == 3
    np.testing.assert_array_equal(other["factor"], after["factor"])


def test_of_a_sample_that_is_in_a_batch_twice_the_same_place_is_told():
    trainer = Trainer(experiment(batch_size=11, remainder="carry"))
    while len(trainer.next_batch().unique()) == len(trainer.next_batch()):
        trainer.advance()
    numbers, counts = trainer.next_batch().unique(return_counts=True)
    sample = int(numbers[counts.argmax()])
    before = ask(trainer, sample, to_come=True)
    trainer.advance()
    np.testing.assert_array_equal(before["factor"], ask(trainer, sample)["factor"])


def test_after_an_edit_or_elsewhere_nothing_is_said():
    trainer = Trainer(experiment(batch_size=10))
    trainer.advance(30, 99)
    assert ask(trainer, 2)["ago"] >= 1
    assert ask(trainer, 2, part="test").keys() == {"ago"}
    trainer.update(trainer.experiment.with_value("training.learning_rate", 0.2))
    assert ask(trainer, 2)["ago"] >= 1
    trainer.update(trainer.experiment.replace(graph=experiment(0.9).graph))
    assert ask(trainer, 2)["ago"] == -1  # a mask by another probability was not drawn
    trainer.advance(30, 99)
    assert ask(trainer, 2)["ago"] >= 1
    trainer.remember(*_remembered(trainer))
    assert ask(trainer, 2)["ago"] == -1


def _remembered(trainer: Trainer) -> tuple[dict[str, Any], dict[str, Any]]:
    tensors, facts = trainer.memory()
    return {name: torch.as_tensor(tensor).numpy().copy() for name, tensor in tensors.items()}, facts


def test_training_does_not_notice():
    watched, alone = (Trainer(experiment(batch_size=7)) for _number in range(2))
    for _call in range(6):
        watched.advance(3)
        alone.advance(3)
        ask(watched, 1)
        ask(watched, 1, to_come=True)
        assert watched.last_loss == alone.last_loss
    for name, weight in alone.program.state_dict().items():
        assert torch.equal(weight, watched.program.state_dict()[name])


@settings(max_examples=30, deadline=None)
@given(
    samples=st.integers(1, 12),
    calls=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 5)), min_size=1, max_size=12),
)
def test_the_last_step_of_a_sample_is_found(samples, calls):
    rng, taken, step, last = np.random.default_rng(samples), Taken(samples), 0, {}
    for steps, batch in calls:
        orders = np.concatenate([rng.permutation(samples) for _epoch in range(steps * batch)])
        indices = orders[: steps * batch].reshape(steps, batch)
        taken.add(step, torch.from_numpy(indices))
        for row, column in np.ndindex(*indices.shape):
            last[int(indices[row, column])] = (step + row, column)
        step += steps
    kept = {sample: next(taken.of(sample), None) for sample in range(samples)}
    assert all(found is None or found == last[sample] for sample, found in kept.items())
    least = {int(i) for i in indices.ravel()[-2 * samples :]}
    assert all(kept[sample] is not None for sample in least)
