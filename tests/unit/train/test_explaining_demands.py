"""A question that network or samples cannot answer is refused in a sentence; no thread breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from train_experiments import chain, dense

from nnplayground.core.experiment import Experiment
from nnplayground.data.prepare import prepare
from nnplayground.train.explaining.job import Desk, Job, Order
from nnplayground.train.explaining.pictures import Pictures
from nnplayground.train.explaining.questions import AttackOn, Explain, Maximise, Robustness, Slide
from nnplayground.train.explaining.subject import Subject
from nnplayground.train.traces import Sample

if TYPE_CHECKING:
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.train.explaining.questions import Question

FLAT = {"id": "flatten1", "kind": "flatten"}
FIRST = Sample("test", 0)
DIGIT = np.zeros((1, 8, 8), np.float32)
POINT = np.zeros(2, np.float32)
NEW = np.zeros((2, 1, 8, 8), np.float32)


def made(kind: str, *layers: dict[str, Any]) -> Experiment:
    tree = {"data": {"dataset": {"kind": kind}, "split": {"train": 0.5}}, "graph": chain(layers), "seed": 3}
    return Experiment.from_dict(tree)


EXPERIMENTS = {
    "points": made("circle", dense("dense1", 3), dense("output", 1, "identity")),
    "curve": made("sine", dense("dense1", 3), dense("output", 1, "identity")),
    "table": made("wine", dense("dense1", 3), dense("output", 3, "identity")),
    "pictures": made("digits", FLAT, dense("dense1", 3), dense("output", 10, "identity")),
}


def asked(question: Question, name: str) -> PlaygroundError | None:
    """Return why there is no answer; an unexpected error in the thread fails the test by itself."""
    experiment = EXPERIMENTS[name]
    pictures = Pictures.of_prepared(prepare(experiment.data))
    program = Subject(experiment, pictures).program
    weights = {key: value.numpy() for key, value in program.state_dict().items()}
    job = Job(Order(question, experiment, weights, 0), Desk(lambda: pictures))
    job.start()
    job.join()
    assert (job.found is None) == (job.error is not None)
    return job.error


@pytest.mark.parametrize("name", ["points", "curve", "table"])
@pytest.mark.parametrize("question", [Maximise(units=1), Maximise("dense1", 3), Slide()])
def test_what_is_asked_of_pictures_is_not_asked_of_numbers(name: str, question: Question) -> None:
    error = asked(question, name)
    assert error is not None
    assert error.place == "data.dataset"
    assert "about pictures" in error.sentence
    assert error.remedy


@pytest.mark.parametrize("question", [AttackOn(FIRST, np.zeros(1, np.float32)), Robustness()])
def test_what_is_asked_of_classes_is_not_asked_of_values(question: Question) -> None:
    error = asked(question, "curve")
    assert error is not None
    assert "about classes" in error.sentence


OVERTAKEN = {
    "sample of other data": Explain(FIRST, POINT),
    "class of other data": Explain(FIRST, DIGIT, 10),
    "attacked sample of other data": AttackOn(FIRST, POINT),
    "true class of other data": AttackOn(FIRST, DIGIT, 12),
    "wished class of other data": AttackOn(FIRST, DIGIT, 1, target=10),
    "node that is gone": Maximise("conv1", 2),
    "more units than are left": Maximise("dense1", 4),
    "more classes than are left": Maximise(units=11),
    "pictures of other data": Maximise(units=2, start=np.zeros((2, 3, 8, 8), np.float32)),
    "pictures of other units": Maximise(units=3, start=NEW),
}


@pytest.mark.parametrize("case", OVERTAKEN)
def test_a_question_that_an_edit_has_overtaken_waits_for_the_next_step(case: str) -> None:
    error = asked(OVERTAKEN[case], "pictures")
    assert error is not None
    assert "another network or other data" in error.sentence
    assert "next step" in error.remedy


@pytest.mark.parametrize(
    "question",
    [
        Explain(FIRST, DIGIT, 9, methods=("gradient",)),
        AttackOn(FIRST, DIGIT, 9, target=0),
        Maximise("dense1", 3, steps=1),
        Maximise(units=2, steps=1, start=NEW),
    ],
)
def test_what_can_be_answered_is(question: Question) -> None:
    assert asked(question, "pictures") is None


def test_one_output_for_two_classes_has_two_scores() -> None:
    assert asked(Explain(FIRST, POINT, 1, methods=("gradient",)), "points") is None
    error = asked(Explain(FIRST, POINT, 2, methods=("gradient",)), "points")
    assert error is not None
