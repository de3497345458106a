"""What is recorded of looking says bit for bit what looking says, whatever happens to the network."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.core.experiment import Experiment
from nnplayground.train.evaluation import looking
from nnplayground.train.passage import _AFTER, Passage
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer

REQUESTS = (
    ProbeRequest("maps", size=5),
    ProbeRequest("boundary", size=9),
    ProbeRequest("unit", node="dense1", unit=1, size=7),
    ProbeRequest("weights"),
    ProbeRequest("gradients"),
    ProbeRequest("spread", size=8),
)
HIDDEN = dense("dense1", 4)
EVERY = [
    {"kind": "layer_norm", "id": "extra"},
    {"kind": "batch_norm", "id": "extra"},
    {"kind": "dropout", "id": "extra", "p": 0.3},
    {"kind": "gaussian_noise", "id": "extra"},
]


def picture(**graph) -> Experiment:
    return Experiment.from_dict(
        {
            "data": {"dataset": {"kind": "image_shapes", "samples": 60, **graph.pop("data")}},
            "graph": chain(graph.pop("layers"), graph.pop("loss", None)),
            "training": {"batch_size": 20, "stop": {"epochs": 500}},
        }
    )


CONV = {"kind": "conv2d", "padding": "same", "id": "conv1", "out_channels": 2}
CLASSES = [{"kind": "flatten", "id": "flat"}, dense("output", 4, "identity")]
POOLED = [CONV, {"kind": "max_pool2d", "kernel_size": 4, "id": "pool"}]
BOX = [*POOLED, {"kind": "flatten", "id": "flat"}, dense("output", 4, "identity")]
EXPERIMENTS = {
    "two classes": small(),
    "l1": small(training={"regularization": {"kind": "l1", "rate": 0.01}}),
    "float64": small(training={"precision": "float64"}),
    "values": small(data={"dataset": {"kind": "plane", "samples": 60}}),
    "many classes": small(data={"dataset": "iris"}, graph=chain([HIDDEN, dense("output", 3, "identity")])),
    "no validation": small(data={"dataset": {"kind": "circle", "samples": 60}, "split": {"train": 0.5}}),
    **{layer["kind"]: small(graph=chain([HIDDEN, layer, dense("output", 1, "identity")])) for layer in EVERY},
    "mask": picture(data={"target": "mask"}, layers=[CONV | {"out_channels": 5}]),
    "box": picture(data={"target": "box"}, layers=BOX),
    "picture": picture(data={}, layers=[*POOLED, *CLASSES]),
}


class Watched:
    """A trainer and a prober whose looks are recorded by now."""

    def __init__(self, made: Experiment) -> None:
        self.trainer, self.prober = Trainer(made), Prober()
        self.trainer.advance(2)
        self.look(_AFTER + 1)

    def look(self, times=1):
        for _time in range(times):
            found = self.trainer.measure(), self.prober.answer(self.trainer, REQUESTS)
            norms = self.trainer.engine.gradient_norms()
        return *found, norms

    def plainly(self):
        """Return the same as somebody says who looks for the first time."""
        trainer = self.trainer
        trainer._passage, trainer.engine._norms = Passage(), Passage()
        return trainer.measure(), Prober().answer(trainer, REQUESTS), trainer.engine.gradient_norms()

    @property
    def recorded(self) -> list[bool]:
        own = (self.trainer._passage, self.prober._passage, self.trainer.engine._norms)
        return [any(known.function is not None for known in p._known.values()) for p in own]


def assert_same(found, expected):
    (measures, answers, norms), (plain_measures, plain_answers, plain_norms) = found, expected
    assert measures.flat() == pytest.approx(plain_measures.flat(), rel=0, abs=0, nan_ok=True)
    for part in ("train", "validation", "test"):
        confusions = getattr(measures, part).confusion, getattr(plain_measures, part).confusion
        assert (confusions[0] is None) == (confusions[1] is None)
        if confusions[0] is not None:
            np.testing.assert_array_equal(*confusions)
    assert answers.keys() == plain_answers.keys()
    for request, arrays in answers.items():
        assert arrays.keys() == plain_answers[request].keys()
        for name, array in arrays.items():
            np.testing.assert_array_equal(array, plain_answers[request][name])
            assert not array.flags.writeable
    assert norms == plain_norms


@pytest.mark.parametrize("made", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_a_recorded_look_says_what_a_first_look_says(made):
    watched = Watched(made)
    watched.trainer.advance(3)
    found = watched.look()
    assert watched.recorded[0]
    assert_same(found, watched.plainly())


def _faster(made):
    return made.replace(training=made.training.replace(learning_rate=0.03, optimizer="adam"))


def _penalized(made):
    return made.replace(training=made.training.replace(regularization={"kind": "l2", "rate": 0.1}))


def _node(made, **options):
    graph = made.graph
    return made.replace(graph=graph.update(graph.node("dense1").with_options(**options)))


@pytest.mark.parametrize(
    "edit",
    [
        _faster,
        _penalized,
        lambda made: _node(made, ablated=(1,)),
        lambda made: _node(made, frozen=True),
        lambda made: made.replace(seed=8),
        lambda made: made.replace(data=made.data.replace(features=("x1", "x2", "x1*x2"))),
    ],
)
def test_what_was_recorded_is_not_used_for_another_network(edit):
    watched = Watched(small(training={"learning_rate": 0.1}))
    watched.trainer.update(edit(watched.trainer.experiment))
    assert_same(watched.look(), watched.plainly())
    watched.trainer.advance(2)
    watched.look(_AFTER + 1)
    watched.trainer.advance(2)
    watched.trainer.set_weight("dense1", "weight", (0, 0), 2.5)
    found = watched.look()
    assert watched.recorded == [True, True, True]
    assert_same(found, watched.plainly())


def test_units_switched_off_later_are_off_in_what_was_recorded_before():
    made = _node(small(), ablated=(1,))
    watched = Watched(made)
    watched.trainer.update(_node(made, ablated=(0, 2)))
    assert watched.recorded[:2] == [True, True]
    assert_same(watched.look(), watched.plainly())


def test_what_is_looked_at_often_is_computed_by_python_no_more():
    trainer, calls = Trainer(small()), []

    def compute():
        calls.append(1)
        return {"first": next(trainer.program.parameters()).detach() * 2}

    passage = Passage()
    with looking(trainer.program):
        for _time in range(_AFTER + 10):
            found = passage.run((), compute, trainer.program, samples=1)
    assert len(calls) == _AFTER + 1  # recording runs it once, and once more to compare
    assert torch.equal(found["first"], next(trainer.program.parameters()) * 2)


def test_what_cannot_be_recorded_goes_on_as_before():
    trainer = Trainer(small())

    def compute():
        weight = next(trainer.program.parameters()).detach()
        return {"first": weight * weight.sum().item()}

    passage = Passage()
    with looking(trainer.program):
        for _time in range(_AFTER + 3):
            found = passage.run((), compute, trainer.program, samples=1)
    weight = next(trainer.program.parameters()).detach()
    assert torch.equal(found["first"], weight * weight.sum())


def test_what_depends_on_more_than_was_said_is_found_out():
    trainer, numbers = Trainer(small()), iter(range(100))

    def compute():
        return {"first": next(trainer.program.parameters()).detach() * next(numbers)}

    passage = Passage()
    with looking(trainer.program):
        found = [passage.run((), compute, trainer.program, samples=1)["first"] for _time in range(_AFTER + 3)]
    assert not torch.equal(found[-1], found[-2])
