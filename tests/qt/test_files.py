"""A project saved in the window with its training, and opened again as if it had never been closed."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from nnplayground.app.settings import Settings
from nnplayground.projects import files, presets
from nnplayground.train.commands import Step
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from nnplayground.core.experiment import Experiment

    NewProgram = Callable[[Experiment], Program]

_LOADING_MS = 30_000


@pytest.fixture
def new_program(qtbot: QtBot, qapp: QApplication) -> Iterator[NewProgram]:
    theme().prepare(qapp)
    programs = []

    def make(experiment: Experiment) -> Program:
        program = Program(experiment, Settings())
        for other in programs:
            other.document.hold(None)  # as if its window had been closed
        programs.append(program)
        program.window.show()
        program.session.start()
        qtbot.waitUntil(lambda: _is_paused(program), timeout=_LOADING_MS)
        return program

    yield make
    for program in programs:
        program.close()
    Settings().saves_training = True


def _is_paused(program: Program) -> bool:
    snapshot = program.session.snapshot
    return snapshot is not None and snapshot.state is RunState.PAUSED


def _train(qtbot: QtBot, program: Program, *, steps: int) -> None:
    goal = program.session.snapshot.step + steps
    program.session.send(Step(steps=steps))
    qtbot.waitUntil(lambda: program.session.snapshot.step >= goal and _is_paused(program), timeout=20_000)


def _save(qtbot: QtBot, program: Program, path: Path) -> str:
    with qtbot.waitSignal(program.window.files.said, timeout=_LOADING_MS) as said:
        program.window.files._write(path, lambda: None)
    return said.args[0]


def _open(qtbot: QtBot, program: Program, path: Path) -> None:
    with qtbot.waitSignal(program.window.files.opened, timeout=_LOADING_MS):
        program.window.files.open_path(path)


def _weights(program: Program) -> bytes:
    saved = program.session.capture().result(20)
    return b"".join(array.tobytes() for array in saved.weights.values())


def _losses(program: Program) -> dict[int, float]:
    curves = program.session.history.arrays().mean
    return dict(zip(curves["step"].astype(int).tolist(), curves["train_loss"].tolist(), strict=True))


def test_a_run_goes_on_in_another_program_as_if_never_stopped(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path
) -> None:
    experiment, path = presets.load("spiral"), tmp_path / "mine.nnp"
    first = new_program(experiment)
    _train(qtbot, first, steps=40)
    first.document.apply("Slow down", experiment.with_value("training.learning_rate", 0.01))
    _train(qtbot, first, steps=27)  # not at the end of an epoch
    assert _save(qtbot, first, path) == "Saved mine.nnp."
    second = new_program(presets.load("circle"))
    _open(qtbot, second, path)
    qtbot.waitUntil(lambda: second.session.snapshot.step == 67, timeout=20_000)
    assert second.session.history.arrays().events == first.session.history.arrays().events
    assert second.document.experiment == first.document.experiment
    for program in (first, second):
        _train(qtbot, program, steps=100)
    assert _weights(second) == _weights(first)
    one, other = _losses(first), _losses(second)
    common = sorted(one.keys() & other.keys())
    assert common[-1] > 67
    assert [one[step] for step in common] == [other[step] for step in common]


def test_the_moments_come_along_and_can_be_gone_back_to(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path
) -> None:
    first, path = new_program(presets.load("spiral")), tmp_path / "mine.nnp"
    _train(qtbot, first, steps=60)
    _save(qtbot, first, path)
    _open(qtbot, first, path)
    qtbot.waitUntil(lambda: first.session.snapshot.step == 60, timeout=20_000)
    first.session.seek(0)
    qtbot.waitUntil(lambda: first.session.snapshot.past and first.session.snapshot.step == 0, timeout=20_000)
    assert len(first.session.timeline.moments()) > 1


def test_the_picture_is_there_when_the_same_project_is_opened_again(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path
) -> None:
    program, path = new_program(presets.load("spiral")), tmp_path / "mine.nnp"
    _train(qtbot, program, steps=20)
    picture = program.window.output.picture.boundary
    qtbot.waitUntil(lambda: picture._values is not None, timeout=20_000)
    _save(qtbot, program, path)
    _open(qtbot, program, path)
    qtbot.waitUntil(lambda: picture._values is not None, timeout=20_000)


def test_saving_while_it_trains(qtbot: QtBot, new_program: NewProgram, tmp_path: Path) -> None:
    program, path = new_program(presets.load("spiral")), tmp_path / "mine.nnp"
    program.session.play()
    qtbot.waitUntil(lambda: program.session.snapshot.epoch >= 3, timeout=20_000)
    _save(qtbot, program, path)
    assert program.session.is_playing
    program.session.pause()
    other = new_program(presets.load("circle"))
    _open(qtbot, other, path)
    qtbot.waitUntil(lambda: other.session.snapshot.step > 0, timeout=20_000)
    reached = other.session.snapshot.step
    _train(qtbot, other, steps=200)
    program.session.reset()
    qtbot.waitUntil(lambda: program.session.snapshot.step == 0 and _is_paused(program), timeout=20_000)
    _train(qtbot, program, steps=reached + 200)
    assert _weights(program) == _weights(other)


def test_the_table_of_runs_comes_along_once(qtbot: QtBot, new_program: NewProgram, tmp_path: Path) -> None:
    first, path = new_program(presets.load("spiral")), tmp_path / "mine.nnp"
    _train(qtbot, first, steps=100)
    with qtbot.waitSignal(first.session.run_ended, timeout=20_000):
        first.session.reset()
    first.session.runs.rename(first.session.runs.runs[0].number, "the first")
    _save(qtbot, first, path)
    second = new_program(presets.load("circle"))
    for _time in range(2):
        _open(qtbot, second, path)
        assert [run.name for run in second.session.runs.runs] == ["the first"]


def test_a_project_saved_without_its_training_has_none(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path
) -> None:
    program, path = new_program(presets.load("spiral")), tmp_path / "mine.nnp"
    _train(qtbot, program, steps=30)
    program.window.actions_.save_training.trigger()
    assert not Settings().saves_training
    _save(qtbot, program, path)
    assert zipfile.ZipFile(path).namelist() == ["experiment.json", "thumbnail.png"]
    _open(qtbot, program, path)
    qtbot.waitUntil(lambda: program.session.snapshot.step == 0, timeout=20_000)


def test_the_dialog_asks_and_remembers(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, asked = new_program(presets.load("spiral")), []

    def choose(_window, _title, _start, kinds, chosen):
        asked.append(chosen)
        return str(tmp_path / "mine"), kinds.split(";;")[len(asked)]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(choose))
    action = program.window.actions_.save_training
    assert action.isChecked()
    for name, kept in (("mine.nnp", False), ("mine.json", False)):
        with qtbot.waitSignal(program.window.files.said, timeout=_LOADING_MS):
            program.window.files.save_as()
        assert (tmp_path / name).exists()
        assert action.isChecked() == kept
    assert asked == ["Project with its training (*.nnp)", "Project without its training (*.nnp)"]


def test_an_experiment_that_cannot_be_trained_is_saved_without(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path
) -> None:
    program, path = new_program(presets.load("spiral")), tmp_path / "mine.nnp"
    _train(qtbot, program, steps=30)
    graph = program.document.experiment.graph
    cut = program.document.experiment.replace(graph=graph.disconnect(graph.incoming("loss")[0]))
    program.document.apply("Cut", cut)
    assert "without its training" in _save(qtbot, program, path)
    assert files.read_project(path).training is None
    assert files.load(path) == cut


def test_a_diverged_run_is_saved_up_to_its_last_good_moment(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path
) -> None:
    steep = presets.load("linear-regression").with_value("training.learning_rate", 1.0)
    program, path = new_program(steep), tmp_path / "mine.nnp"
    program.session.set_pace(None)
    program.session.play()
    qtbot.waitUntil(lambda: program.session.snapshot.state is RunState.DIVERGED, timeout=20_000)
    _save(qtbot, program, path)
    _open(qtbot, program, path)
    qtbot.waitUntil(lambda: _is_paused(program), timeout=20_000)
    assert program.window.notice.isHidden() or "left out" not in program.window.notice.text()


def _damaged(path: Path, **changed: np.ndarray) -> None:
    project = files.read_project(path)
    files.save(path, project.experiment, training={**project.training, **changed})


def test_damage_is_one_sentence_and_the_experiment_opens(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path
) -> None:
    program, path = new_program(presets.load("spiral")), tmp_path / "mine.nnp"
    _train(qtbot, program, steps=30)
    _save(qtbot, program, path)
    _damaged(path, json=np.frombuffer(b"{}", np.uint8))
    other = new_program(presets.load("circle"))
    _open(qtbot, other, path)
    qtbot.waitUntil(other.window.notice.isVisible)
    said = other.window.notice.text()
    assert "The experiment is open" in said
    assert "\n" not in said
    assert other.document.experiment == program.document.experiment
    qtbot.waitUntil(lambda: _is_paused(other) and other.session.snapshot.step == 0, timeout=20_000)
    _train(qtbot, other, steps=3)


def test_weights_of_another_size_are_refused_where_they_are_built(
    qtbot: QtBot, new_program: NewProgram, tmp_path: Path
) -> None:
    program, path = new_program(presets.load("spiral")), tmp_path / "mine.nnp"
    _train(qtbot, program, steps=30)
    _save(qtbot, program, path)
    last = program.session.timeline.moments()[-1].number
    _damaged(path, **{f"{last}/weights": np.zeros(2, np.float32)})
    _open(qtbot, program, path)
    qtbot.waitUntil(lambda: "cannot be read" in program.session.snapshot.message, timeout=20_000)
    assert program.session.snapshot.step == 0
    _train(qtbot, program, steps=3)
