"""A surface that is computed beside training: along the whole run, with the steps that nobody watched."""

from __future__ import annotations

import numpy as np
import pytest

from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.train.history import History
from nnplayground.train.landscape import Survey, survey
from nnplayground.train.landscape_job import Job, Order, Workshop
from nnplayground.train.landscape_plane import Directions
from nnplayground.train.landscape_replay import present
from nnplayground.train.runner import Runner
from nnplayground.train.snapshot import RunState
from nnplayground.train.timeline import Timeline

LINE = presets.load("linear-regression-normalized").with_value("training.stop", {})


def trained(experiment, *, epochs, budget=2**26):
    """Train, and return where the network is and the moments that were kept of its way."""
    timeline = Timeline(budget)
    runner = Runner(experiment, History(), timeline)
    runner.apply(Step(epochs=epochs))
    while runner.state is RunState.PLAYING:
        runner.work(lambda: False)
        runner.snapshot()
    return present(runner.trainer), timeline


def computed(order, workshop=None):
    job = Job(order, workshop or Workshop())
    job.start()
    job.join()
    assert job.error is None
    assert not job.running
    return job.found


@pytest.fixture(scope="module")
def line():
    return trained(LINE, epochs=30, budget=60_000)  # bytes: not every step is kept


def test_the_bowl_has_every_step_of_the_run(line):
    here, timeline = line
    wanted = Survey(Directions.EXACT, columns=9, rows=9)
    found = computed(Order(LINE, wanted, [here], here, timeline))
    assert len(timeline.moments()) < here.step
    assert found.trail.steps.tolist() == list(range(here.step + 1))


def test_without_a_timeline_the_path_is_what_was_watched(line):
    here, _timeline = line
    wanted = Survey(Directions.EXACT, columns=9, rows=9)
    found = computed(Order(LINE, wanted, [here], here))
    assert found.trail.steps.tolist() == [here.step]


def test_a_surface_is_the_same_beside_training_and_its_parts_are_made_once():
    experiment = presets.load("spiral").with_value("training.stop", {})
    here, timeline = trained(experiment, epochs=6)
    wanted, workshop = Survey(columns=9, rows=9), Workshop()
    found = computed(Order(experiment, wanted, [], here, timeline), workshop)
    field = workshop.field(experiment, wanted)
    assert field is workshop.field(experiment.with_value("training.learning_rate", 0.5), wanted)
    assert field is not workshop.field(experiment, Survey(columns=9, rows=9, part="test"))
    path = [field.point(m.step, m.epoch, timeline.state(m).arrays) for m in timeline.moments()]
    *_stages, expected = survey(field, wanted, path, here)
    assert found.finished
    np.testing.assert_array_equal(found.values, expected.values)


def test_a_job_that_is_stopped_says_nothing_more(line):
    here, timeline = line
    job = Job(Order(LINE, Survey(Directions.EXACT), [here], here, timeline), Workshop())
    job.stop()
    job.start()
    job.join()
    assert job.found is None
    assert job.error is None
