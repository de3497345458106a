"""Whatever is done to a run, and wherever one goes back to, it is the run that never knew of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from train_experiments import chain, dense, small

from nnplayground.train import past
from nnplayground.train.commands import Branch, Reinitialize, Seek, SetWeight, Step, Update
from nnplayground.train.history import History
from nnplayground.train.runner import Runner
from nnplayground.train.snapshot import RunState
from nnplayground.train.timeline import Timeline
from nnplayground.train.trainer import Trainer

DROP = {"id": "drop", "kind": "dropout", "p": 0.2}
START = small(
    graph=chain(
        [dense("dense1", 4), {"id": "norm", "kind": "batch_norm"}, DROP, dense("output", 1, "identity")]
    ),
    training={"optimizer": "adam", "learning_rate": 0.02, "batch_size": 7},
)
SHARES = st.floats(0, 1)
DONE = st.one_of(
    st.tuples(st.just("train"), st.integers(1, 60)),
    st.tuples(st.just("rate"), st.sampled_from([0.001, 0.01, 0.05])),
    st.tuples(st.just("batch"), st.sampled_from([5, 7, "full"])),
    st.tuples(st.just("units"), st.integers(2, 6)),
    st.tuples(st.just("noise"), st.sampled_from([0.0, 0.2])),
    st.tuples(st.just("weight"), st.floats(-2, 2, width=32)),
    st.tuples(st.just("draw"), st.integers(1, 3)),
    st.tuples(st.just("look"), SHARES),
    st.tuples(st.just("branch"), SHARES),
)
PATHS = {
    "rate": "training.learning_rate",
    "batch": "training.batch_size",
    "units": "nodes.dense1.units",
    "noise": "data.noise",
}


@pytest.fixture(scope="module", autouse=True)
def time_to_replay():
    """However slow the computer is that runs this."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(past, "_REPLAY", 60.0)
        yield


def edit(what, value, experiment):
    """Return the command that makes an edit."""
    if what == "weight":
        return SetWeight("output", "weight", (0, 0), value)
    if what == "draw":
        return Reinitialize("dense1", value)
    return Update(experiment.with_value(PATHS[what], value))


def retold(edits, steps):
    """Train from the start in single steps, with the same edits at the same steps."""
    trainer = Trainer(START)
    for step in range(steps + 1):
        for _when, command in (own for own in edits if own[0] == step):
            if isinstance(command, Update):
                trainer.update(command.experiment)
            elif isinstance(command, SetWeight):
                trainer.set_weight(command.node, command.parameter, command.index, command.value)
            else:
                trainer.reinitialize(command.node, command.draw)
        if step < steps:
            trainer.advance()
    return trainer


@settings(max_examples=25, deadline=None)
@given(st.lists(DONE, min_size=3, max_size=12))
def test_a_run_is_the_same_however_it_was_looked_at(story):
    runner, edits = Runner(START, History(), Timeline()), []
    for what, value in story:
        now = runner.trainer.step
        if what == "train":
            runner.apply(Step(steps=value))
            while runner.state is RunState.PLAYING:
                runner.work(lambda: False)
        elif what in ("look", "branch"):
            runner.apply(Seek(int(value * now)))
            shown = runner.snapshot()
            assert shown.past == (shown.step < now)
            if what == "branch" and shown.past:
                runner.apply(Branch())
                edits = [own for own in edits if own[0] <= shown.step]
                assert runner.trainer.step == shown.step
            runner.apply(Seek(None))
        else:
            command = edit(what, value, runner.trainer.experiment)
            runner.apply(command)
            edits.append((now, command))
    expected = retold(edits, runner.trainer.step).program.state_dict()
    for name, value in runner.trainer.program.state_dict().items():
        np.testing.assert_array_equal(value.numpy(), expected[name].numpy(), err_msg=name)
