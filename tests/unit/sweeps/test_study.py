"""A study keeps trials: it counts, ranks and resumes them, and its worker trains and gives up."""

from __future__ import annotations

import threading
from multiprocessing import Pipe

import numpy as np
import pytest

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.seeds import with_seeds
from nnplayground.projects import presets
from nnplayground.sweeps import again, pace, worker
from nnplayground.sweeps.axes import parse_axis
from nnplayground.sweeps.importance import importance_of
from nnplayground.sweeps.pictures import unpacked
from nnplayground.sweeps.plan import Plan
from nnplayground.sweeps.study import State, Study, TrialResult
from nnplayground.sweeps.worker import Done, Ended, Failed, Pictured, Reached, Task, _Trials
from nnplayground.train.probes import grid_points
from nnplayground.train.run import run_experiment

CIRCLE = presets.load("circle").with_value("training.stop", {"epochs": 6})


def plan(*axes, **more):
    return Plan(CIRCLE, tuple(parse_axis(text, CIRCLE) for text in axes), "test_loss", **more)


GRID = plan("training.learning_rate=0.01,0.1", "nodes.dense1.units=2,3", sampler="grid")


@pytest.fixture
def opened(tmp_path):
    studies = []

    def open_study(of=GRID, name="s", **more):
        studies.append(Study(of, f"sqlite:///{tmp_path / 'base.db'}", name, tmp_path / "locks", **more))
        return studies[-1]

    yield open_study
    for study in studies:
        study.close()


def test_a_grid_is_asked_for_once_and_ranked(opened):
    study = opened()
    while (trial := study.ask(10)) is not None:
        study.finish(trial, {"test_loss": trial.params["training.learning_rate"], "test_accuracy": 0.5})
    results = study.results()
    assert [result.value for result in results] == [0.01, 0.01, 0.1, 0.1]
    assert {tuple(result.parameters.values()) for result in results} == {
        (rate, units) for rate in (0.01, 0.1) for units in (2, 3)
    }
    assert study.best() == results[0]
    assert results[0].measures["test_accuracy"] == 0.5


def test_interrupted_trials_come_first_and_failed_ones_not_again(opened):
    study = opened()
    first, second = study.ask(4), study.ask(4)
    study.abandon(first)
    study.fail(second, "It diverged.")
    again = study.ask(4)
    assert again.params == first.params
    assert [result.error for result in study.results() if result.state == "failed"] == ["It diverged."]
    assert study.ask(2) is None


def test_trials_of_a_program_that_is_gone_are_put_back(opened, tmp_path):
    study = opened()
    begun = study.ask(4)
    assert opened().ask(1) is None  # it is still at work
    study.close()  # as the system does when it is killed
    later = opened()
    assert later.results() == ()
    assert later.ask(4).params == begun.params


@pytest.mark.parametrize("known", [[], ["training.learning_rate"]])
def test_a_program_may_be_killed_before_its_trial_knows_its_settings(opened, known):
    study = opened()
    study.finish(study.ask(4), {"test_loss": 1.0})
    study._put_forward(study._free_point(study._study.get_trials()[:1]))
    axes = {axis.path: axis.distribution() for axis in GRID.axes}
    study._study.ask({path: axes[path] for path in known})  # settings are written one by one
    study.close()
    later = opened()
    while (trial := later.ask(4)) is not None:
        later.finish(trial, {"test_loss": 2.0})
    points = [tuple(result.parameters.values()) for result in later.results()]
    assert sorted(points) == [(0.01, 2), (0.01, 3), (0.1, 2), (0.1, 3)]
    assert {result.state for result in later.results()} == {"done"}


def test_a_study_is_of_one_plan(opened):
    opened()
    other = plan("training.learning_rate=0.01,0.2")
    with pytest.raises(PlaygroundError, match="begun with another experiment"):
        opened(other)
    assert opened(other, anew=True).results() == ()


def test_a_sampler_that_goes_on_draws_other_numbers(opened):
    drawn = []
    for _time in range(3):
        study = opened(plan("training.learning_rate=0.001..1:log", sampler="random"))
        trial = study.ask(10)
        drawn.append(trial.params["training.learning_rate"])
        study.finish(trial, {"test_loss": 1.0})
        study.close()
    assert len(set(drawn)) == 3


@pytest.mark.parametrize("storage", ["nonsense", "bogus://x", "sqlite:////nowhere/at/all.db"])
def test_an_unusable_storage_is_one_sentence(storage, tmp_path):
    with pytest.raises(PlaygroundError, match="storage of the sweep cannot be used"):
        Study(GRID, storage, "s", tmp_path)


def test_a_password_is_never_shown(tmp_path):
    with pytest.raises(PlaygroundError) as caught:
        Study(GRID, "bogus://me:secret@host/base", "s", tmp_path)
    assert "secret" not in str(caught.value)


def talk(task, answers):
    """Return what a worker says of a task, and how it ends, when each report gets the next answer."""
    ours, theirs = Pipe()
    ends = []
    thread = threading.Thread(target=lambda: ends.append(_Trials(theirs).run(task)))
    thread.start()
    said = []
    for answer in answers:
        while isinstance(report := ours.recv(), Pictured):
            continue  # a busy computer took long enough for one
        said.append(report)
        ours.send(answer)
    while thread.is_alive() or ours.poll():
        if ours.poll(0.05):
            said.append(ours.recv())  # runs that are kept need no answer
    return said, ends[0]


def test_a_worker_reports_epochs_and_what_the_run_measures():
    said, end = talk(Task((CIRCLE,), "test_loss"), [False] * 6)
    assert [report.epoch for report in said] == [1, 2, 3, 4, 5, 6]
    assert isinstance(end, Done)
    assert said[-1] == Reached(6, end.measures["test_loss"])


def test_a_worker_gives_up_when_told():
    said, end = talk(Task((CIRCLE,), "test_loss"), [False, True])
    assert len(said) == 2
    assert end is None


def test_a_worker_takes_the_mean_of_all_seeds():
    seeds = tuple(CIRCLE.with_value("seed", seed) for seed in (0, 1))
    ends = [talk(Task((seed,), "test_loss"), [False] * 6)[1].measures["test_loss"] for seed in seeds]
    _said, both = talk(Task(seeds, "test_loss"), [False] * 6)
    assert both.measures["test_loss"] == pytest.approx(sum(ends) / 2)


def test_a_worker_says_what_cannot_be_trained():
    _said, end = talk(Task((CIRCLE,), "test_r2"), [])
    assert isinstance(end, Failed)
    assert "no “test_r2”" in end.sentence
    absent = CIRCLE.with_value("training.device", "cuda:63")
    assert isinstance(talk(Task((absent,), "test_loss"), [])[1], Failed)


def test_hopeless_trials_are_pruned_by_the_median(opened):
    study = opened(plan("training.learning_rate=0.01..0.1", sampler="random"))
    for worth in range(6):
        trial = study.ask(10)
        for epoch in (1, 2, 3):
            trial.report(worth / 10, epoch)
        study.finish(trial, {"test_loss": worth / 10})
    bad = study.ask(10)
    bad.report(0.9, 1)
    assert bad.should_prune()
    study.prune(bad)
    assert study.results()[-1].state == "pruned"


def test_the_picture_of_a_trial_is_kept_with_it(opened):
    _said, end = talk(Task((CIRCLE,), "test_loss"), [False] * 6)
    study = opened()
    study.finish(study.ask(1), end.measures, end.picture)
    picture = unpacked(opened().results()[0].picture)
    assert picture.shape == (40, 40)
    run = run_experiment(CIRCLE)
    expected = 2 * run.predict(grid_points(run.prepared.spec, 40))[:, 0].reshape(40, 40) - 1
    assert np.abs(picture - expected).max() <= np.abs(expected).max() / 250


def test_a_trial_is_seen_while_it_learns(opened, monkeypatch):
    monkeypatch.setattr(worker, "_LOOK", 0.0)
    monkeypatch.setattr(worker, "_SELDOM", 0.0)
    ours, theirs = Pipe()
    long = CIRCLE.with_value("training.stop", {"steps": 400})
    run = run_experiment(long, watch=worker._Watch(theirs))
    pictures = []
    while ours.poll():
        pictures.append(ours.recv())
    assert len(pictures) > 1
    assert pictures[0].picture != pictures[-1].picture
    assert run.measures.test.loss == run_experiment(long).measures.test.loss  # looking changes nothing
    study = opened()
    trial = study.ask(1)
    study.show(trial, pictures[0].picture)
    assert study.results()[0].picture == pictures[0].picture
    assert opened().results()[0].picture is None  # it is not kept
    study.finish(trial, {"test_loss": 1.0}, pictures[-1].picture)
    assert study.results()[0].picture == pictures[-1].picture


def test_a_trial_trained_again_is_the_trial():
    _said, end = talk(Task((CIRCLE,), "test_loss"), [False] * 6)
    ours, theirs = Pipe()
    kept = again._kept(CIRCLE, theirs)
    assert [ours.recv() for _epoch in range(7)] == [0, 1, 2, 3, 4, 5, 6]
    assert kept.score("test", "loss") == end.measures["test_loss"]
    assert kept.curves.mean["epoch"].tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert kept.boundary.shape == (64, 64) or kept.boundary.shape[1:] == (64, 64)
    assert kept.weights.keys() == run_experiment(CIRCLE).state_dict().keys()


def test_runs_are_kept_of_every_seed_if_they_are_wanted(opened):
    task = Task(tuple(with_seeds(CIRCLE, 2)), "test_loss", keeps=True)
    said, end = talk(task, [False] * 6)
    ended = [one for one in said if isinstance(one, Ended)]
    assert [(one.place, one.run.experiment.seed) for one in ended] == [(0, CIRCLE.seed), (1, CIRCLE.seed + 1)]
    assert all(one.run.weights is not None and one.run.boundary is not None for one in ended)
    assert ended[1].run.curves.mean["epoch"].tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert np.mean([one.run.score("test", "loss") for one in ended]) == end.measures["test_loss"]
    # What is compared with other trials is reported as ever.
    plain, _end = talk(Task(task.experiments, "test_loss"), [False] * 6)
    assert plain == [one for one in said if isinstance(one, Reached)]


def test_runs_that_are_wanted_have_the_curves_a_person_expects(monkeypatch):
    monkeypatch.setattr(pace, "_GRACE_PRUNED", 60.0)  # a busy computer may take long to measure
    longer = CIRCLE.with_value("training.stop.epochs", 100)
    said, end = talk(Task((longer,), "test_loss", keeps=True), [False] * 16)
    assert len(said[-1].run.curves) == 101
    assert said[-1].run.score("test", "loss") == end.measures["test_loss"]
    monkeypatch.setattr(worker, "kept_of", lambda run: len(run.history))
    monkeypatch.setattr(pace, "_GRACE_PRUNED", 0.0)
    monkeypatch.setattr(pace, "_SHARE", 0.0)
    coarse, other = talk(Task((longer,), "test_loss", keeps=True), [False] * 16)
    assert coarse[-1].run == 21
    assert coarse[:-1] == said[:-1]  # it is judged at the same epochs, and ends the same
    both = [{**done.measures, "seconds": 0.0} for done in (end, other)]
    assert both[0] == both[1]


def test_a_trial_that_is_never_given_up_waits_for_no_answer():
    said, end = talk(Task((CIRCLE,), "test_loss", prunes=False), [])
    assert isinstance(end, Done)
    assert all(isinstance(one, Reached | Pictured) for one in said)


def test_what_cannot_be_trained_again_says_why():
    absent = CIRCLE.with_value("training.device", "cuda:63")
    ours, theirs = Pipe()
    again._work(theirs, {}, 1, absent)
    assert isinstance(ours.recv(), Failed)


@pytest.mark.parametrize("stored", [{}, {"shape": [2, 2], "scale": 1, "int8": "AA=="}, {"shape": "x"}])
def test_what_is_no_picture_is_none(stored):
    assert unpacked(stored) is None


def test_a_plan_is_read_back():
    assert Plan.from_text(GRID.text()) == GRID
    with pytest.raises(PlaygroundError, match="cannot be read"):
        Plan.from_text("{}")


@pytest.mark.parametrize(
    "text",
    [
        "training.learning_rate=0.001..1:log:7",
        "nodes.dense1.units=2..8:4",
        "nodes.dense1.units=2,4",
        'training.optimizer="sgd","adam"',
    ],
)
def test_an_axis_is_written_as_it_is_read(text):
    axis = parse_axis(text, CIRCLE)
    assert parse_axis(axis.text(), CIRCLE) == axis


def results(count, worth):
    draw = np.random.default_rng(0)
    for number in range(count):
        parameters = {
            "training.learning_rate": float(draw.uniform(0.01, 0.1)),
            "nodes.dense1.activation": str(draw.choice(["tanh", "relu"])),
        }
        yield TrialResult(number, State.DONE, parameters, worth(*parameters.values()))


@pytest.mark.parametrize(("count", "method"), [(6, "rank"), (30, "forest")])
def test_the_setting_that_decides_is_the_important_one(count, method):
    of = plan("training.learning_rate=0.01..0.1", "nodes.dense1.activation=tanh,relu")
    by_rate = importance_of(of, list(results(count, lambda rate, _kind: -rate)))
    by_kind = importance_of(of, list(results(count, lambda _rate, kind: float(kind == "relu"))))
    assert by_rate.method == by_kind.method == method
    assert max(by_rate.shares, key=by_rate.shares.get) == "training.learning_rate"
    assert max(by_kind.shares, key=by_kind.shares.get) == "nodes.dense1.activation"
    assert importance_of(of, list(results(2, lambda rate, _kind: rate))) is None
