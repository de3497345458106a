"""Going back in time in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from nnplayground.app.settings import Settings
from nnplayground.core.adapt import switch_dataset
from nnplayground.core.dataset import Dataset
from nnplayground.projects import presets
from nnplayground.train import past
from nnplayground.train.commands import Step
from nnplayground.train.run import run_experiment
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

    Wait = Callable[[Callable[[Snapshot], bool]], Snapshot]

_EXPERIMENT = presets.load("spiral").with_value("training.stop", {})


@pytest.fixture(scope="module", autouse=True)
def time_to_replay() -> Iterator[None]:
    """However slow the computer is that runs this."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(past, "_REPLAY", 60.0)
        yield


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(getattr(request, "param", _EXPERIMENT), Settings())
    program.window.show()
    program.session.start()
    yield program
    program.close()


@pytest.fixture
def wait(qtbot: QtBot, program: Program) -> Wait:
    """Return what waits for a snapshot that is wanted."""

    def until(wanted: Callable[[Snapshot], bool]) -> Snapshot:
        def seen() -> bool:
            snapshot = program.session.snapshot
            return snapshot is not None and snapshot.state is not RunState.STARTING and wanted(snapshot)

        qtbot.waitUntil(seen, timeout=20_000)
        assert program.session.snapshot is not None
        return program.session.snapshot

    return until


def train(program: Program, wait: Wait, epochs: int) -> Snapshot:
    """Train up to an epoch."""
    done = wait(lambda s: not s.past).epoch
    program.session.send(Step(epochs=epochs - done))
    return wait(lambda s: s.epoch == epochs and s.state is RunState.PAUSED and not s.past)


def test_seeking_and_coming_back(program: Program, wait: Wait) -> None:
    session = program.session
    trained = train(program, wait, 30)
    session.seek(100)
    shown = wait(lambda s: s.past)
    assert (shown.step, shown.present) == (100, (30, 600))
    assert session.is_past
    session.play()
    assert wait(lambda s: bool(s.message)).state is RunState.PAUSED
    assert not session.is_playing
    session.seek(None)
    back = wait(lambda s: not s.past)
    assert (back.step, back.train.loss) == (600, trained.train.loss)
    assert [m.step for m in session.timeline.moments()][-1] == 600


def test_only_the_last_of_many_seeks_counts(program: Program, wait: Wait) -> None:
    train(program, wait, 40)
    for step in range(700):
        program.session.seek(step)
    assert wait(lambda s: s.step == 699).past


def test_a_branch_says_what_the_document_becomes(program: Program, wait: Wait) -> None:
    session, document = program.session, program.document
    told: list[Experiment] = []
    session.branched.connect(told.append)
    train(program, wait, 10)
    wider = document.experiment.with_value("training.learning_rate", 0.001)
    node = next(n.id for n in wider.graph.nodes if n.layer.kind == "linear")
    document.apply("Widen", wider.with_value(f"nodes.{node}.units", 3).with_value("title", {"en": "Mine"}))
    train(program, wait, 20)
    session.seek(50)
    wait(lambda s: s.past)
    session.branch()
    wait(lambda s: s.branch == 1)
    assert len(told) == 1
    assert told[0].graph.structure == _EXPERIMENT.graph.structure
    assert told[0].training == _EXPERIMENT.training
    assert told[0].title == {"en": "Mine"}
    document.apply("Branch", told[0])
    assert wait(lambda s: s.step == 50).experiment == _EXPERIMENT


def test_the_engine_is_that_of_the_steps_that_were_done(program: Program, wait: Wait) -> None:
    session = program.session
    assert wait(lambda s: s.run > 0).engine == ""
    engine = train(program, wait, 5).engine
    assert engine == "native"
    session.seek(30)
    assert wait(lambda s: s.past).engine == engine
    session.seek(None)
    session.reset()
    assert wait(lambda s: s.step == 0 and not s.past).engine == engine


def test_the_past_is_shown_with_the_samples_it_was_trained_on(
    qtbot: QtBot, program: Program, wait: Wait
) -> None:
    session, document, window = program.session, program.document, program.window
    train(program, wait, 5)
    qtbot.waitUntil(lambda: session.has_points)
    spiral = session.points
    moons = switch_dataset(document.experiment, Dataset.named("moons")())
    document.apply("Moons", moons)
    qtbot.waitUntil(lambda: session.has_points and session.points is not spiral)
    train(program, wait, 10)
    session.seek(20)
    wait(lambda s: s.past)
    qtbot.waitUntil(lambda: np.array_equal(session.points.train_x, spiral.train_x))
    assert not session.has_points
    assert window.output.picture._points is session.points
    assert session.attention.samples.points is session.points
    note = window.data_panel._other
    assert note.text() == "The moment shown was trained on other data: Spiral."
    assert note.isVisible()
    session.seek(None)
    qtbot.waitUntil(lambda: session.has_points)
    assert window.output.picture._points.train_x.shape == (len(session.points.train_x), 2)
    assert not np.array_equal(session.points.train_x, spiral.train_x)
    assert not note.isVisible()


def test_the_window_trains_as_headless_whatever_is_looked_at(program: Program, wait: Wait) -> None:
    headless = run_experiment(_EXPERIMENT.with_value("training.stop", {"epochs": 40})).history.mean
    for epochs in (5, 17, 31, 40):
        train(program, wait, epochs)
        program.session.seek(epochs * 9)
        wait(lambda s: s.past)
        program.session.seek(None)
        wait(lambda s: not s.past)
    curves = program.session.history.arrays().mean
    rows = curves["epoch"].astype(int)
    for name in ("train_loss", "test_loss"):
        np.testing.assert_array_equal(curves[name], headless[name][rows])


@pytest.mark.parametrize("program", [presets.load("linear-regression")], indirect=True)
def test_a_diverged_run_is_marked_and_goes_back_slower(qtbot: QtBot, program: Program, wait: Wait) -> None:
    document, session = program.document, program.session
    train(program, wait, 20)
    hot = document.experiment.with_value("training.learning_rate", 1.0)
    document.apply("Heat", hot)
    session.send(Step(epochs=500))
    failed = wait(lambda s: s.state is RunState.DIVERGED)
    assert failed.failed_node
    window = program.window
    cards = window.canvas.scene.cards
    qtbot.waitUntil(lambda: cards[failed.failed_node].has_failed)
    assert "is not finite" in window.notice.text()
    window.notice.triggered.emit()
    back = wait(lambda s: s.branch == 1)
    assert back.state is RunState.PAUSED
    assert back.step <= failed.step
    assert back.train.metrics["r2"] > 0.9
    assert document.experiment.training.learning_rate == pytest.approx(0.3)
    qtbot.waitUntil(lambda: not cards[failed.failed_node].has_failed)
