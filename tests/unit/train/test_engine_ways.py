"""Whatever the way of running steps, and however many at once, the numbers are the same."""

from __future__ import annotations

import itertools
import math
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from train_experiments import chain, dense, small, with_training

from nnplayground.core.activation import Activation
from nnplayground.core.errors import TrainingError
from nnplayground.core.training import Optimizer, Schedule
from nnplayground.train.engine import choice, torchscript
from nnplayground.train.engine.captured import CapturedWay
from nnplayground.train.engine.engine import Engine
from nnplayground.train.engine.record import Unsupported
from nnplayground.train.engine.subnormals import flushing
from nnplayground.train.trainer import Trainer

if TYPE_CHECKING:
    from nnplayground.core.experiment import Experiment


@pytest.fixture(autouse=True, scope="module")
def patient():
    """Let captured be taken on a busy machine too, where it may seem slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "_TOLERATED", 1e9)
        patch.setattr(choice, "_memory", choice._Memory())
        yield


def by(engine: str, experiment: Experiment) -> Trainer:
    return Trainer(experiment.replace(training=experiment.training.replace(engine=engine)))


def trained(trainer: Trainer, steps: int, at_once: int = 7) -> list[float]:
    """Return the loss after each call."""
    losses = []
    while trainer.step < steps:
        trainer.advance(min(at_once, steps - trainer.step), 99)
        losses.append(trainer.last_loss)
    return losses


def numbers(trainer: Trainer) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in trainer.program.state_dict().items()}


def assert_same(a: Trainer, b: Trainer, rel: float = 0.0) -> None:
    assert a.step == b.step
    assert a.epoch == b.epoch
    assert a.last_loss == pytest.approx(b.last_loss, rel=rel or 1e-300, abs=0)
    for name, value in numbers(a).items():
        torch.testing.assert_close(value, numbers(b)[name], rtol=rel, atol=rel, msg=name)


# ---- captured is eager, bit for bit

KINDS = sorted(set(Activation.kinds()) - {"step"})
FIRST_ORDER = [kind for kind, optimizer in Optimizer.kinds().items() if not optimizer.searches]


@st.composite
def experiments(draw):
    """Return small networks with any layers, optimizer, schedule, penalty and clipping."""
    layers = [dense("dense1", draw(st.integers(1, 6)), draw(st.sampled_from(KINDS)))]
    extras = draw(
        st.lists(st.sampled_from(["batch_norm", "layer_norm", "dropout", "gaussian_noise"]), max_size=3)
    )
    layers += [{"id": f"extra{place}", "kind": kind} for place, kind in enumerate(extras)]
    frozen = {
        "options": {
            "frozen": draw(st.booleans()),
            "learning_rate_factor": draw(st.sampled_from([0.0, 0.5, 1])),
        }
    }
    layers += [dense("dense2", 3, draw(st.sampled_from(KINDS)), **frozen), dense("output", 1, "identity")]
    loss = draw(
        st.sampled_from(["half_squared_error", "huber", "binary_cross_entropy", "squared_hinge", None])
    )
    penalty = draw(st.sampled_from(["none", "l1", "l2", "elimination"]))
    after = draw(st.booleans())
    rule = {"kind": penalty, "rate": 0.01, "after_step": after, "dead_at_zero": after and draw(st.booleans())}
    return small(
        graph=chain(layers, loss),
        training={
            "optimizer": draw(st.sampled_from(FIRST_ORDER)),
            "schedule": draw(st.sampled_from(sorted(Schedule.kinds()))),
            "regularization": rule,
            "clip": {"kind": draw(st.sampled_from(["none", "norm", "value"])), "limit": 0.1},
            "batch_size": draw(st.sampled_from([1, 4, 10, "full"])),
            "remainder": draw(st.sampled_from(["own", "carry", "drop"])),
            "precision": draw(st.sampled_from(["float32", "float64"])),
            "learning_rate": 0.01,
        },
    )


@settings(max_examples=25)
@given(experiments())
def test_captured_equals_eager_bit_for_bit(experiment):
    eager, captured = by("eager", experiment), by("captured", experiment)
    try:
        trained(eager, 30, 1)
    except TrainingError:
        return
    trained(captured, 30)
    assert captured.engine.name == "captured", captured.engine.note
    assert_same(eager, captured)
    for name, gradient in eager.engine.gradients().items():
        assert torch.equal(gradient, captured.engine.gradients()[name])


def test_captured_takes_over_where_it_can():
    trainer = by("captured", small())
    trainer.advance()
    assert (trainer.engine.name, trainer.engine.note) == ("captured", "")


@pytest.mark.parametrize("script", [True, False])
def test_generated_python_and_torchscript_are_the_same(script):
    plain, other = by("eager", with_training(optimizer="adam")), by("eager", with_training(optimizer="adam"))
    turn, part = other.engine.turns[0], other.parts["train"]
    indices = other._batches.take(5, 9).indices
    chunk = choice.Chunk(part.x, part.target, indices, turn.tables(0, np.ones(len(indices))))
    losses = CapturedWay(turn, chunk, script=script).run(turn, chunk)
    expected = plain.engine.run(plain.parts["train"], indices, 0, np.ones(len(indices)))
    assert losses.tolist() == expected.tolist()
    assert all(torch.equal(value, numbers(other)[name]) for name, value in numbers(plain).items())


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("penalty", ["l1", "l2", "elimination"])
@pytest.mark.parametrize("momentum", [{}, {"momentum": 0.9}, {"momentum": 0.9, "nesterov": True}])
def test_updates_by_machine_code_are_the_same(momentum, penalty, script):
    graph = chain([dense("dense1", 150, "relu"), dense("dense2", 200), dense("output", 1, "identity")])
    rule = {"kind": penalty, "rate": 0.01}
    training = {"optimizer": {"kind": "sgd", **momentum}, "regularization": rule}
    more = {"clip": {"kind": "value", "limit": 0.1}, "engine": "eager", "learning_rate": 0.01}
    plain, other = (Trainer(small(graph=graph, training={**training, **more})) for _both in range(2))
    turn, part = other.engine.turns[0], other.parts["train"]
    indices = other._batches.take(3, 9).indices
    for first in (0, 3):
        chunk = choice.Chunk(part.x, part.target, indices, turn.tables(first, np.ones(len(indices))))
        way = CapturedWay(turn, chunk, script=script, fused=True)
        with flushing():
            losses = way.run(turn, chunk)
        turn.count += len(losses)
        expected = plain.engine.run(plain.parts["train"], indices, first, np.ones(len(indices)))
        assert losses.tolist() == expected.tolist()
        assert all(torch.equal(value, numbers(other)[name]) for name, value in numbers(plain).items())
        way.optimize()
        assert all(torch.equal(mine, turn.slots[name]) for name, mine in plain.engine.turns[0].slots.items())


def test_a_large_network_may_be_updated_by_machine_code(monkeypatch):
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    monkeypatch.setattr(choice, "_LARGE_UPDATE", 0)
    monkeypatch.setattr(choice, "_seconds", lambda way, *_rest: 1.0 - getattr(way, "fused", False))
    trainer, plain = by("captured", small()), by("eager", small())
    trained(trainer, 20), trained(plain, 20)
    [way] = {type(way) for way in trainer.engine.choice._ways.values()}
    assert way is CapturedWay
    assert all(way.fused for way in trainer.engine.choice._ways.values())
    assert_same(plain, trainer)


def test_how_long_steps_take_includes_learning(monkeypatch):
    """Eager must not be timed without gradients, or nothing would ever be faster."""
    trainer = by("eager", small())
    before = numbers(trainer)["dense1.weight"]
    turn, part = trainer.engine.turns[0], trainer.parts["train"]
    sample = choice.Chunk(part.x, part.target, trainer._batches.take(3, 9).indices, {})
    assert choice._seconds(trainer.engine.choice.eager(turn), trainer.engine, 0, sample) > 0
    assert not torch.equal(numbers(trainer)["dense1.weight"], before)


def test_without_torchscript_python_is_generated(monkeypatch):
    monkeypatch.setattr(torchscript, "_INTERNAL", object())
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    eager, captured = by("eager", small()), by("captured", small())
    trained(eager, 20, 1), trained(captured, 20)
    assert captured.engine.name == "captured"
    assert_same(eager, captured)


def test_without_dispatch_modes_steps_run_eagerly(monkeypatch):
    from nnplayground.train.engine import record

    monkeypatch.setattr(record, "_Recorder", None)
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    trainer = Trainer(small())
    while any(thread.name == "engine" for thread in threading.enumerate()) or trainer.step < 2:
        trainer.advance()
    trainer.advance()
    assert trainer.engine.name == "eager"
    assert "no dispatch modes" in trainer.engine.note


# ---- many at once


def losses_by_step(engine, sizes, experiment, steps=40):
    trainer, found = by(engine, experiment), []
    run = Engine.run

    def listening(self, *arguments):
        losses = run(self, *arguments)
        found.extend(losses.tolist())
        return losses

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "run", listening)
        for size in itertools.cycle(sizes):
            if trainer.step >= steps:
                assert trainer.engine.name == engine
                return found, numbers(trainer), trainer.epoch
            trainer.advance(min(size, steps - trainer.step), 3)
    raise AssertionError


@pytest.mark.parametrize("remainder", ["own", "carry", "drop"])
@pytest.mark.parametrize("engine", ["eager", "captured", "native"])
@pytest.mark.parametrize("schedule", ["constant", "plateau", "warmup", {"kind": "step", "epochs": 1}])
def test_losses_do_not_depend_on_how_many_steps_a_call_does(engine, remainder, schedule):
    graph = chain([dense("dense1", 4), {"id": "drop", "kind": "dropout"}, dense("output", 1, "identity")])
    training = {"learning_rate": 0.1, "batch_size": 7, "remainder": remainder, "schedule": schedule}
    experiment = small(graph=graph, training={**training, "optimizer": "adam"})
    expected = losses_by_step(engine, [1], experiment)
    for sizes in ([40], [3, 1, 11], [2, 40]):
        found = losses_by_step(engine, sizes, experiment)
        assert found[0] == expected[0]
        assert found[2] == expected[2]
        assert all(torch.equal(value, found[1][name]) for name, value in expected[1].items())


def test_a_call_ends_where_a_stop_rule_wants_to_look():
    trainer = Trainer(small(training={"stop": {"epochs": 3, "steps": 8}, "learning_rate": 0.1}))
    assert trainer.advance(1000, 1000) <= 3
    while trainer.stop_reason() is None:
        trainer.advance(1000, 1000)
    assert trainer.step == 8 or trainer.epoch == 3
    trainer = Trainer(small(training={"stop": {"until": "train_loss<0.0001"}, "learning_rate": 0.1}))
    assert trainer.advance(1000, 1000) == 1


# ---- a loss that is not finite


@pytest.mark.parametrize("engine", ["eager", "captured", "native"])
def test_divergence_in_the_middle_of_a_call_names_its_step_and_undoes_nothing_else(engine):
    experiment = small(
        graph=chain([dense("dense1", 4, "identity"), dense("output", 1, "identity")], "squared_error"),
        training={"learning_rate": 20.0, "batch_size": 5},
    )
    one_by_one, at_once = by("eager", experiment), by(engine, experiment)
    with pytest.raises(TrainingError) as first:
        trained(one_by_one, 10_000, 1)
    with pytest.raises(TrainingError) as second:
        trained(at_once, 10_000, 1000)
    assert not math.isfinite(at_once.last_loss)
    if engine == "captured":
        assert str(second.value) == str(first.value)
        assert at_once.step == one_by_one.step
        assert all(torch.equal(value, numbers(at_once)[name]) for name, value in numbers(one_by_one).items())
    assert abs(at_once.step - one_by_one.step) <= 1
    assert all(value.isfinite().all() for value in numbers(at_once).values())
    follows = at_once._batches.next()[0].tolist()
    if at_once.step == one_by_one.step:
        assert follows == one_by_one._batches.next()[0].tolist()


# ---- changing the way, and live edits


def test_the_way_can_change_between_any_two_steps():
    experiment = with_training(optimizer="adam", regularization={"kind": "l2", "rate": 0.01})
    plain, changing = by("eager", experiment), by("captured", experiment)
    trained(plain, 30, 1)
    trained(changing, 10)
    changing.update(plain.experiment)
    trained(changing, 20)
    changing.update(experiment.with_value("training.engine", "captured"))
    trained(changing, 30)
    assert_same(plain, changing)


def judgements():
    return sum(isinstance(key, tuple) for key in choice._memory._known)


@pytest.mark.parametrize("engine", ["captured", "native"])
def test_live_edits_reach_a_compiled_step_without_recording_it_again(engine):
    layers = [dense("dense1", 4), {"id": "drop", "kind": "dropout", "p": 0.2}, dense("output", 1, "identity")]
    first = small(graph=chain(layers), training={"regularization": {"kind": "l2", "rate": 0.01}})
    edits = [
        ("training.learning_rate", 0.3),
        ("training.regularization.rate", 0.1),
        ("nodes.drop.p", 0.6),
        ("nodes.dense1.options.frozen", True),
        ("nodes.dense1.options.learning_rate_factor", 0.5),
    ]
    eager, other = by("eager", first), by(engine, first)
    trained(eager, 5), trained(other, 5)
    judged = judgements()
    for path, value in edits:
        for trainer in (eager, other):
            trainer.update(trainer.experiment.with_value(path, value))
            trainer.set_weight("output", "weight", (0, 0), 0.25)
            trained(trainer, trainer.step + 5)
    assert other.engine.name == engine
    assert judgements() == judged
    assert_same(eager, other, 0.0 if engine == "captured" else 1e-4)


def test_ablating_and_drawing_anew_reach_a_compiled_step():
    experiment = with_training(optimizer="adam")
    eager, captured = by("eager", experiment), by("captured", experiment)
    for trainer in (eager, captured):
        trained(trainer, 5)
        graph = trainer.experiment.graph
        node = graph.node("dense1").with_options(ablated=(1,))
        trainer.update(trainer.experiment.replace(graph=graph.update(node)))
        trained(trainer, 10)
        trainer.reinitialize("output", 1)
        trained(trainer, 15)
    assert captured.engine.name == "captured"
    assert_same(eager, captured)


def test_phases_take_turns_in_one_call():
    phases = [{"nodes": ["dense1"], "repeats": 2}, {"nodes": ["output"], "optimizer": "adam"}]
    experiment = with_training(phases=phases)
    eager, captured = by("eager", experiment), by("captured", experiment)
    trained(eager, 20, 1), trained(captured, 20, 9)
    assert captured.engine.name == "captured"
    assert_same(eager, captured)


def test_what_cannot_be_recorded_runs_eagerly_and_says_why():
    trainer = by("native", with_training(optimizer="lbfgs"))
    trainer.advance()
    assert trainer.engine.name == "eager"

    def refused(*_arguments, **_options):
        raise Unsupported("aten.strange")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "_memory", choice._Memory())
        patch.setattr(choice, "capture_parts", refused)
        trainer = by("captured", small())
        trainer.advance()
    assert trainer.engine.name == "eager"
    assert "aten.strange" in trainer.engine.note


def test_a_way_with_other_numbers_is_not_taken(monkeypatch):
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    run = CapturedWay.run

    def slightly_off(self, turn, chunk):
        losses = run(self, turn, chunk)
        turn.state.weights.mul_(1 + 1e-6)
        return losses

    monkeypatch.setattr(CapturedWay, "run", slightly_off)
    eager, captured = by("eager", small()), by("captured", small())
    trained(eager, 20, 1), trained(captured, 20)
    assert captured.engine.name == "eager"
    assert "other numbers" in captured.engine.note
    assert_same(eager, captured)


def test_a_step_too_large_for_the_memory_changes_nothing(monkeypatch):
    trainer, plain = by("eager", small()), by("eager", small())
    trained(trainer, 3), trained(plain, 3)
    with monkeypatch.context() as patch:

        def full(*_arguments):
            return torch.empty(2**60)

        patch.setattr(Engine, "run", full)
        with pytest.raises(TrainingError, match="does not hold a step"):
            trainer.advance()
    trained(trainer, 9), trained(plain, 9)
    assert_same(trainer, plain)


def test_an_edit_too_large_for_the_memory_changes_nothing(monkeypatch):
    trainer, plain = by("eager", small()), by("eager", small())
    trained(trainer, 3), trained(plain, 3)
    edited = trainer.experiment.replace(training=trainer.experiment.training.replace(learning_rate=0.5))
    with monkeypatch.context() as patch:

        def full(*_arguments):
            return torch.empty(2**60)

        patch.setattr(Engine, "adopt", full)
        with pytest.raises(TrainingError, match="does not hold a step"):
            trainer.update(edited)
    assert trainer.experiment == plain.experiment
    trained(trainer, 9), trained(plain, 9)
    assert_same(trainer, plain)


# ---- made ready while paused


def test_what_the_first_steps_need_is_made_beforehand(monkeypatch):
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    trainer = Trainer(small(training={"batch_size": 7}))
    trainer.prepare()
    while any(thread.name == "engine" for thread in threading.enumerate()):
        pass
    assert trainer.step == 0
    known = judgements()
    assert known == 2  # a batch of 7, and what is left of an epoch
    expected = trained(by("native", small(training={"batch_size": 7})), 20)
    assert trained(trainer, 20) == expected
    assert judgements() == known


def test_a_first_step_waits_for_what_is_being_made(monkeypatch):
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    made, real = [], choice.agrees

    def counting(*arguments, **options):
        made.append(threading.current_thread().name)
        return real(*arguments, **options)

    monkeypatch.setattr(choice, "agrees", counting)
    trainer = Trainer(small(training={"batch_size": 10}))
    trainer.prepare()
    trainer.advance()
    assert trainer.engine.name == "native"
    assert made == ["engine"]


@pytest.mark.parametrize("engine", ["eager", "captured"])
def test_other_engines_need_nothing_beforehand(monkeypatch, engine):
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    trainer = by(engine, small())
    trainer.prepare()
    assert not [thread for thread in threading.enumerate() if thread.name == "engine"]
