"""Own data in the window: it lives as long as something refers to it, and is saved with all that does."""

from __future__ import annotations

import gc
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nnplayground.app.settings import Settings
from nnplayground.core.adapt import switch_dataset
from nnplayground.data.attachments import Attachments, attachments
from nnplayground.data.table_own import OwnTable
from nnplayground.projects import files, presets
from nnplayground.train.commands import Step
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from nnplayground.core.experiment import Experiment

_WAIT_MS = 30_000


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr("nnplayground.data.attachments._attachments", Attachments())
    theme().prepare(qapp)
    program = Program(presets.load("xor"), Settings())
    program.session.start()
    yield program
    program.close()
    qapp.processEvents()


def own(seed: int) -> Experiment:
    rng = np.random.default_rng(seed)
    hold = attachments().put({"x": rng.normal(size=(40, 2)), "y": rng.integers(0, 2, 40)})
    fields = {"rows": 40, "columns": ("a", "b"), "target": "c", "classes": ("no", "yes")}
    table = OwnTable(source=f"{seed}.csv", key=hold.key, **fields)
    return switch_dataset(presets.load("xor"), table)


def key_of(experiment: Experiment) -> str:
    return experiment.data.dataset.attachments()[0]


def is_settled(program: Program) -> bool:
    snapshot = program.session.snapshot
    known = snapshot is not None and snapshot.state is RunState.PAUSED
    return known and snapshot.experiment == program.document.experiment and program.session.has_points


def test_data_goes_when_another_project_is_opened(qtbot: QtBot, program: Program) -> None:
    experiment = own(1)
    key = key_of(experiment)
    document = program.document
    document.apply("Import", experiment)
    del experiment
    qtbot.waitUntil(lambda: is_settled(program), timeout=_WAIT_MS)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: is_settled(program), timeout=_WAIT_MS)
    gc.collect()
    assert key in attachments()  # redo would need it
    document.open(presets.load("circle"))

    def is_gone() -> bool:
        gc.collect()
        return key not in attachments()

    qtbot.waitUntil(is_gone, timeout=_WAIT_MS)


def test_a_project_is_saved_with_the_data_of_its_older_runs(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    first, second = own(1), own(2)
    for experiment in (first, second):
        program.document.open(experiment)
        qtbot.waitUntil(lambda: is_settled(program), timeout=_WAIT_MS)
        program.session.send(Step(epochs=1))
        qtbot.waitUntil(lambda: program.session.snapshot.present[1] > 0, timeout=_WAIT_MS)
        with qtbot.waitSignal(program.session.run_ended, timeout=_WAIT_MS):
            program.session.reset()
    path = tmp_path / "both.nnp"
    program.window.files._write(path, lambda: None)
    qtbot.waitUntil(lambda: program.document.path == path, timeout=_WAIT_MS)
    names = zipfile.ZipFile(path).namelist()
    assert {f"data/{key_of(one)}.safetensors" for one in (first, second)} <= set(names)
    read = files.read_project(path)
    assert {hold.key for hold in read.holds} == {key_of(first), key_of(second)}
