"""A run that is copied in no time: the copy is the run, and goes on as the run does."""

from __future__ import annotations

import numpy as np
import pytest
from train_experiments import chain, dense, small

from nnplayground.core.errors import FileError
from nnplayground.projects import presets
from nnplayground.train.commands import CopyRun, Recall, Step, TooLarge
from nnplayground.train.history import History
from nnplayground.train.run import run_experiment
from nnplayground.train.runner import Runner
from nnplayground.train.saved import copy_run, require_training_of, save_training
from nnplayground.train.snapshot import RunState
from nnplayground.train.timeline import Timeline

SPIRAL = presets.load("spiral")
MUCH = 2**26


def trained(experiment=SPIRAL, *, budget: int = MUCH, steps: int = 20) -> Runner:
    runner = Runner(experiment, History(), Timeline(budget))
    go_on(runner, steps)
    return runner


def go_on(runner: Runner, steps: int) -> None:
    runner.apply(Step(steps=steps))
    while runner.state is RunState.PLAYING:
        runner.work(lambda: False)
        runner.snapshot()


def copied(runner: Runner, most: int = MUCH):
    command = CopyRun(most)
    runner.apply(command)
    return command.answer.result(0)


def weights(runner: Runner) -> dict[str, np.ndarray]:
    return {name: value.numpy().copy() for name, value in runner.trainer.program.state_dict().items()}


def test_a_copy_is_gone_on_with_bit_for_bit():
    runner = trained()
    packed = copied(runner).pack(MUCH)
    later = Runner(SPIRAL, History(), Timeline())
    later.apply(Recall(packed.arrays))
    for one in (runner, later):
        go_on(one, 30)
    assert later.trainer.step == runner.trainer.step == 50
    np.testing.assert_equal(weights(later), weights(runner))
    rows = [one._history.arrays().mean["train_loss"] for one in (later, runner)]
    assert rows[0][0] == rows[1][0]


def test_a_copy_is_a_thing_of_its_own():
    runner = trained()
    kept = runner._timeline.moments()
    copy = copied(runner)
    assert runner._timeline.moments() == kept  # the copy's present is not among them
    assert copy.timeline.moments()[-1].step == 20
    before = copy.timeline.newest().arrays["weights"].copy()
    go_on(runner, 50)
    np.testing.assert_array_equal(copy.timeline.newest().arrays["weights"], before)
    assert copy.timeline.moments()[-1].step == 20
    assert copy.seconds >= 0
    assert copy.timeline.revision > 0


def test_a_small_budget_keeps_the_first_moment_and_the_present():
    runner = trained(steps=400)
    copy = copied(runner)
    assert len(copy.timeline.moments()) > 2
    packed = copy.pack(0)
    later = Runner(SPIRAL, History(), Timeline())
    later.apply(Recall(packed.arrays))
    assert later.trainer.step == 400
    assert len(later._timeline.moments()) <= 2
    np.testing.assert_equal(weights(later), weights(runner))


def test_a_run_without_room_for_moments_is_copied_all_the_same():
    runner = trained(budget=1000)
    assert runner._timeline.moments() == ()
    packed = copied(runner).pack(0)
    later = Runner(SPIRAL, History(), Timeline(1000))
    later.apply(Recall(packed.arrays))
    np.testing.assert_equal(weights(later), weights(runner))


def test_a_network_too_large_to_be_copied_at_once_says_its_size():
    with pytest.raises(TooLarge) as refused:
        copied(trained(), most=100)
    assert refused.value.size > 100
    assert str(refused.value) == f"{refused.value.size} bytes"


def test_nothing_to_train_is_nothing_to_copy():
    graph = SPIRAL.graph
    runner = Runner(SPIRAL.replace(graph=graph.disconnect(graph.incoming("loss")[0])), History())
    assert copied(runner) is None


def packed_copy(*run):
    return copy_run(*run).pack(MUCH)


@pytest.mark.parametrize("save", [packed_copy, save_training])
def test_weights_that_are_no_numbers_give_way_to_the_last_good_moment(save):
    runner = trained()
    runner.trainer.program.state_dict()["dense1.weight"].fill_(float("nan"))  # and nobody has measured since
    saved = save(runner.trainer, runner.recorder, runner._history, None)
    require_training_of(SPIRAL, saved.arrays)
    later = Runner(SPIRAL, History(), Timeline())
    later.apply(Recall(saved.arrays))
    assert later.snapshot().message == ""
    assert all(np.isfinite(values).all() for values in weights(later).values())


# What a headless training goes on with


def epochs(count: int, **training):
    return small(training={"stop": {"epochs": count}, "learning_rate": 0.1, **training})


def saved_after(experiment):
    runner = Runner(experiment, History(), Timeline(MUCH))
    go_on(runner, 10**6)
    return copied(runner).pack(MUCH).arrays


def test_a_saved_training_goes_on_headless_as_if_never_stopped():
    saved = saved_after(epochs(2))
    whole, rest = run_experiment(epochs(4)), run_experiment(epochs(4), saved=saved)
    assert (rest.epochs, rest.steps) == (whole.epochs, whole.steps)
    for name, values in whole.state_dict().items():
        np.testing.assert_array_equal(rest.state_dict()[name].numpy(), values.numpy())
    assert rest.history.mean["epoch"][-1] == 4


def test_other_settings_hold_from_where_it_goes_on():
    saved = saved_after(epochs(2))
    rest = run_experiment(epochs(4, learning_rate=0.5), saved=saved)
    assert rest.experiment.training.learning_rate == 0.5
    plain = run_experiment(epochs(4), saved=saved)
    assert rest.measures.train.loss != plain.measures.train.loss


def test_a_training_of_another_network_is_not_gone_on_with():
    saved = saved_after(epochs(2))
    other = epochs(4).replace(
        graph=type(SPIRAL.graph).model_validate(chain([dense("dense1", 5), dense("output", 1, "identity")]))
    )
    with pytest.raises(FileError, match="another network or to other data"):
        run_experiment(other, saved=saved)


# What a moment shows of data that are not on a plane


def test_a_moment_of_a_table_shows_who_is_taken_for_whom():
    data = {"dataset": "iris", "split": {"train": 0.6}}
    experiment = small(data=data, graph=chain([dense("dense1", 4), dense("output", 3, "identity")]))
    runner = trained(experiment, steps=50)
    picture = runner._timeline.moments()[-1].picture
    assert picture.shape == (3, 3)
    np.testing.assert_allclose(picture.sum(axis=1), 1, rtol=1e-6)
    assert not picture.flags.writeable
