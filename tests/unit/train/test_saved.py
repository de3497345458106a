"""A training that was saved: whole, or refused in a sentence, whatever the file holds."""

from __future__ import annotations

import json

import numpy as np
import pytest

from nnplayground.core.errors import FileError
from nnplayground.projects import presets
from nnplayground.train.commands import Capture, Recall, Step, Update
from nnplayground.train.history import History
from nnplayground.train.runner import Runner
from nnplayground.train.saved import require_training_of
from nnplayground.train.snapshot import RunState
from nnplayground.train.timeline import Timeline

SPIRAL = presets.load("spiral")


def trained(experiment=SPIRAL, *, budget: int = 2**26, steps: int = 20) -> Runner:
    runner = Runner(experiment, History(), Timeline(budget))
    runner.apply(Step(steps=steps))
    while runner.state is RunState.PLAYING:
        runner.work(lambda: False)
        runner.snapshot()
    return runner


def captured(runner: Runner):
    command = Capture()
    runner.apply(command)
    return command.answer.result(0)


@pytest.fixture(scope="module")
def saved():
    return captured(trained())


def test_the_present_is_copied_and_training_is_not_disturbed(saved):
    runner = trained()
    before = captured(runner)
    runner.apply(Step(steps=20))
    runner.work(lambda: False)
    np.testing.assert_array_equal(before.weights["dense1.weight"], saved.weights["dense1.weight"])
    require_training_of(SPIRAL, before.arrays)
    assert before.belongs_to(SPIRAL)


def test_a_network_without_room_for_moments_is_saved_all_the_same():
    runner = trained(budget=1000)
    assert runner._timeline.moments() == ()
    later = Runner(SPIRAL, History(), Timeline(1000))
    later.apply(Recall(captured(runner).arrays))
    assert later.snapshot().step == 20
    for name, value in runner.trainer.program.state_dict().items():
        assert (later.trainer.program.state_dict()[name] == value).all()


def test_nothing_to_train_is_nothing_to_save():
    graph = SPIRAL.graph
    runner = Runner(SPIRAL.replace(graph=graph.disconnect(graph.incoming("loss")[0])), History())
    assert captured(runner) is None


@pytest.mark.parametrize(
    ("path", "value", "belongs"),
    [
        ("training.learning_rate", 0.5, True),
        ("nodes.dense1.units", 7, False),
        ("data.split.train", 0.7, False),
        ("seed", 5, False),
    ],
)
def test_a_training_belongs_to_one_network_and_its_data(saved, path, value, belongs):
    other = SPIRAL.with_value(path, value)
    assert saved.belongs_to(other) == belongs
    if belongs:
        require_training_of(other, saved.arrays)
        return
    with pytest.raises(FileError, match="belongs to another network or to other data"):
        require_training_of(other, saved.arrays)


def told(arrays, change) -> dict[str, np.ndarray]:
    said = json.loads(bytes(arrays["json"]))
    change(said)
    return {**arrays, "json": np.frombuffer(json.dumps(said).encode(), np.uint8)}


def newest(said):
    return said["moments"][-1]


TOLD = {
    "no moments": lambda said: said["moments"].clear(),
    "no segments": lambda said: said["segments"].clear(),
    "moments twice": lambda said: said["moments"].extend(said["moments"]),
    "a moment of no segment": lambda said: newest(said).update(segment=99),
    "steps that go back": lambda said: newest(said).update(step=-1),
    "NaN for a step": lambda said: newest(said).update(step=float("nan")),
    "infinite seconds": lambda said: newest(said).update(seconds=float("inf")),
    "a number beyond the last": lambda said: said.update(numbers=0),
    "fewer bytes than there are": lambda said: newest(said).update(bytes=1),
    "an unknown experiment": lambda said: newest(said).update(experiment=40),
    "a broken experiment": lambda said: said["experiments"].append({"graph": 3}),
    "a stretch beyond the breaks": lambda said: newest(said).update(stretch=4000),
    "a newer version": lambda said: said.update(version=99),
    "a list": lambda said: said.update(moments=[[]]),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_cannot_be_a_timeline_is_refused(saved, name):
    with pytest.raises(FileError) as caught:
        require_training_of(SPIRAL, told(saved.arrays, TOLD[name]))
    assert "\n" not in str(caught.value)


def test_too_many_moments_are_refused(saved):
    def multiply(said):
        last = newest(said)
        said["numbers"] = 10**6
        said["moments"] += [{**last, "number": last["number"] + count + 1} for count in range(10_000)]

    with pytest.raises(FileError):
        require_training_of(SPIRAL, told(saved.arrays, multiply))


def last_of(saved, name: str) -> str:
    return f"{newest(json.loads(bytes(saved.arrays['json'])))['number']}/{name}"


def test_weights_that_are_no_numbers_are_refused(saved):
    name = last_of(saved, "weights")
    with pytest.raises(FileError, match="are no numbers"):
        require_training_of(SPIRAL, {**saved.arrays, name: np.full_like(saved.arrays[name], np.nan)})


@pytest.mark.parametrize(
    "picture", [np.zeros((1, 1, 1, 1), np.float32), np.zeros((5000, 2)), np.zeros((4, 4), int)]
)
def test_pictures_that_cannot_be_drawn_are_refused(saved, picture):
    with pytest.raises(FileError):
        require_training_of(SPIRAL, {**saved.arrays, last_of(saved, "picture"): picture})


@pytest.mark.parametrize("missing", ["history/json", "history/rows", "json"])
def test_missing_arrays_are_refused(saved, missing):
    with pytest.raises(FileError, match="cannot be read"):
        require_training_of(SPIRAL, {n: a for n, a in saved.arrays.items() if n != missing})


@pytest.mark.parametrize("name", ["weights", "gradients", "batches:left"])
@pytest.mark.parametrize("change", ["gone", "longer", "words"])
def test_a_state_of_another_program_starts_the_run_anew(saved, name, change):
    key = last_of(saved, name)
    arrays = dict(saved.arrays)
    array = arrays.pop(key)
    if change == "longer":
        arrays[key] = np.full(len(array) + 1, 10**6, array.dtype)
    elif change == "words":
        arrays[key] = np.zeros(array.shape, "U3")
    runner = trained(steps=5)
    runner.apply(Recall(arrays))
    shown = runner.snapshot()
    assert (shown.step, shown.state) == (0, RunState.PAUSED)
    assert "cannot be read" in shown.message
    assert len(runner._timeline.moments()) == 1


FACTS = {
    "words for counts": lambda facts: facts["engine"].update(counts="x"),
    "nothing for a count": lambda facts: facts["engine"].update(counts=[None]),
    "an unknown rule": lambda facts: facts["engine"].update(last=7),
    "a negative stream": lambda facts: facts["batches"]["rng"]["state"].update(state=-1),
    "an endless stream": lambda facts: facts["batches"]["rng"].update(uinteger=10**30),
    "a list for the streams": lambda facts: facts.update(batches=[]),
}


@pytest.mark.parametrize("name", FACTS)
def test_facts_that_are_none_start_the_run_anew(saved, name):
    runner = trained(steps=5)
    runner.apply(Recall(told(saved.arrays, lambda said: FACTS[name](newest(said)["facts"]))))
    shown = runner.snapshot()
    assert shown.step == 0
    assert "cannot be read" in shown.message


@pytest.mark.parametrize("wrong", ["many", None, -3, 1e400, []])
@pytest.mark.parametrize("name", ["step", "epoch", "seconds"])
def test_counts_that_are_none_are_refused(saved, name, wrong):
    with pytest.raises(FileError, match="cannot be read"):
        require_training_of(
            SPIRAL, told(saved.arrays, lambda said: newest(said)["facts"].update({name: wrong}))
        )


def test_a_diverged_run_ends_with_its_last_good_moment():
    steep = presets.load("linear-regression").with_value("training.learning_rate", 1.0)
    runner = trained(steep, steps=20)
    while runner.state is not RunState.DIVERGED:
        runner.apply(Step(steps=1000))
        while runner.state is RunState.PLAYING:
            runner.work(lambda: False)
            runner.snapshot()
    with_nan = any(
        np.isnan(a).any() for a in runner._timeline.newest().arrays.values() if a.dtype.kind == "f"
    )
    arrays = captured(runner).arrays
    require_training_of(steep, arrays)
    later = Runner(steep, History(), Timeline())
    later.apply(Recall(arrays))
    assert later.snapshot().message == ""
    assert with_nan or later.trainer.step <= runner.trainer.step
    steps = later._history.arrays().mean["step"]
    assert steps[-1] <= later.trainer.step


def test_settings_changed_in_the_file_hold_from_there_on(saved):
    runner = Runner(SPIRAL.with_value("training.learning_rate", 0.5), History(), Timeline())
    runner.apply(Recall(saved.arrays))
    assert runner.trainer.experiment.training.learning_rate == 0.5
    assert runner.trainer.step == 20
    runner.apply(Update(SPIRAL))
    assert runner.trainer.step == 20
