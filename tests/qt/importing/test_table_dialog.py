"""A table comes into the real window: looked at, corrected, imported, undone."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from nnplayground.app.settings import Settings
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.data.attachments import Attachments
from nnplayground.data.table.columns import Kind
from nnplayground.data.table.plan import Gaps, Scaling
from nnplayground.data.table_own import OwnTable
from nnplayground.projects import files, presets
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.receiving import Given
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from nnplayground.ui.importing.table_dialog import TableDialog


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("circle"), Settings())
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: program.session.snapshot is not None, timeout=30_000)
    qtbot.waitUntil(lambda: program.session.snapshot.state is RunState.PAUSED, timeout=30_000)
    yield program
    program.close()


@pytest.fixture
def flowers(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    path = tmp_path / "flowers.csv"
    rows = [
        f"{('tulip', 'rose')[kind]},{rng.normal(3 * kind):.3f},{rng.normal():.3f},{'' if n == 5 else 'big'}"
        for n, kind in enumerate([0, 1] * 40)
    ]
    path.write_text("\n".join(["flower,height,width,size", *rows]) + "\n", encoding="utf-8")
    return path


def opened(qtbot: QtBot, program: Program, source: Path | str) -> TableDialog:
    dialog = program.window.tables.open(source)
    qtbot.waitUntil(lambda: dialog.state.numbers is not None and dialog.accept_button.isEnabled())
    return dialog


def closed(dialog: TableDialog) -> None:
    dialog.reject()
    QCoreApplication.processEvents()


def test_a_table_is_imported_and_undone(qtbot: QtBot, program: Program, flowers: Path) -> None:
    before = program.document.experiment
    dialog = opened(qtbot, program, flowers)
    assert dialog.state.numbers.classes == ("rose", "tulip")
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        dialog.accept_button.click()
    dataset = program.document.experiment.data.dataset
    assert isinstance(dataset, OwnTable)
    assert (dataset.source, dataset.rows, dataset.columns[:2]) == ("flowers.csv", 80, ("height", "width"))
    assert program.document.experiment.report().ok
    qtbot.waitUntil(
        lambda: program.session.snapshot.experiment == program.document.experiment, timeout=20_000
    )
    assert program.window.data_panel.gallery.thumb("table").isChecked()
    program.document.undo_stack.undo()
    assert program.document.experiment == before
    program.document.undo_stack.redo()
    qtbot.waitUntil(lambda: program.session.has_points)
    assert len(program.session.points.train_x) == 48


def test_the_network_can_stay(qtbot: QtBot, program: Program, flowers: Path) -> None:
    hidden = program.document.experiment.graph.node("dense1")
    dialog = opened(qtbot, program, flowers)
    dialog.fresh.setChecked(False)
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        dialog.accept_button.click()
    assert program.document.experiment.graph.node("dense1").layer == hidden.layer
    assert program.document.experiment.report().ok


def test_what_is_chosen_is_built(qtbot: QtBot, program: Program, flowers: Path) -> None:
    dialog = opened(qtbot, program, flowers)
    state = dialog.state
    with qtbot.waitSignal(state.built):
        dialog.side.rules["words"].setValue(Gaps.DROP)
        dialog.side.rules["words"].chosen.emit(Gaps.DROP)
    assert state.plan.words is Gaps.DROP
    menu = dialog.preview.column_menu(1)
    with qtbot.waitSignal(state.built):
        next(
            action for action in menu.actions() if action.data() == state.plan.with_kind(1, Kind.TEXT)
        ).trigger()
    assert state.numbers.inputs == ("width",) or "height" not in state.numbers.inputs
    with qtbot.waitSignal(state.built):
        dialog.side._predict(2)
    assert state.numbers.classes == ()
    closed(dialog)


def test_a_target_that_cannot_be_learned_is_said_and_not_imported(
    qtbot: QtBot, program: Program, flowers: Path
) -> None:
    dialog = opened(qtbot, program, flowers)
    with qtbot.waitSignal(dialog.state.built):
        dialog.side._predict(3)
    assert "one class only" in str(dialog.state.problem)
    assert not dialog.accept_button.isEnabled()
    closed(dialog)


def test_another_separator_reads_it_anew(qtbot: QtBot, program: Program, flowers: Path) -> None:
    dialog = opened(qtbot, program, flowers)
    with qtbot.waitSignal(dialog.state.failed):
        dialog.separator.setValue("|")
        dialog.separator.chosen.emit("|")
    assert not dialog.accept_button.isEnabled()
    with qtbot.waitSignal(dialog.state.built):
        dialog.separator.setValue(",")
        dialog.separator.chosen.emit(",")
    assert len(dialog.state.table.names) == 4
    closed(dialog)


def test_files_and_copied_tables_open_the_dialog(qtbot: QtBot, program: Program, flowers: Path) -> None:
    window = program.window
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(flowers))])
    assert window.dropping.receiver_of(Given.of(mime)).name == "tables"
    QGuiApplication.clipboard().setText("a\tb\n1\t2\n3\t4\n5\t6\n")
    assert window.dropping.receiver_of(Given.of(QGuiApplication.clipboard().mimeData())).name == "table-text"
    for text in ("Just a sentence, nothing more.", '{"a": [1, 2]}', "one\ntwo\nthree\n"):
        assert window.dropping.receiver_of(Given(text=text)) is None


def test_a_file_that_is_no_table_is_a_sentence(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("", encoding="utf-8")
    dialog = program.window.tables.open(path)
    with qtbot.waitSignal(dialog.state.failed):
        pass
    assert "empty" in dialog._message.text()
    closed(dialog)


def test_data_that_comes_with_a_later_file_is_used(
    qtbot: QtBot, program: Program, flowers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, program, flowers)
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        dialog.accept_button.click()
    experiment = program.document.experiment
    files.save(tmp_path / "whole.nnp", experiment)
    monkeypatch.setattr("nnplayground.data.attachments._attachments", Attachments())
    program.document.open(experiment)
    assert not program.document.report.ok
    loaded = files.load(tmp_path / "whole.nnp")
    program.document.open(loaded)
    assert program.document.report.ok
    session = program.session
    qtbot.waitUntil(lambda: session.has_points and session.snapshot.state is RunState.PAUSED, timeout=20_000)


@pytest.mark.parametrize("there", [True, False])
def test_an_import_can_be_changed(qtbot: QtBot, program: Program, flowers: Path, there: bool) -> None:
    dialog = opened(qtbot, program, flowers)
    with qtbot.waitSignal(dialog.state.built):
        dialog.side._use(1, False)
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        dialog.accept_button.click()
    document, graph = program.document, program.document.experiment.graph
    first = document.experiment.data
    if not there:
        flowers.unlink()
    again = program.window.tables.edit()
    with qtbot.waitSignal(again.state.built, timeout=10_000):
        pass
    assert again.state.numbers.inputs == first.dataset.columns
    assert again.state.numbers.classes == first.dataset.classes
    assert not again.fresh.isChecked()
    with qtbot.waitSignal(again.state.built):
        if there:
            again.side._use(1, True)
        else:
            again.side.planned.emit(replace(again.state.plan, scaling=Scaling.NONE))
    with qtbot.waitSignal(again.imported, timeout=10_000):
        again.accept_button.click()
    changed = document.experiment
    assert len(changed.data.dataset.columns) == (2 if there else 1)
    assert changed.data.standardize == there
    assert changed.graph.structure == graph.structure
    document.undo_stack.undo()
    assert document.experiment.data == first


def test_an_import_that_is_not_changed_stays_what_it_is(
    qtbot: QtBot, program: Program, flowers: Path
) -> None:
    dialog = opened(qtbot, program, flowers)
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        dialog.accept_button.click()
    flowers.unlink()
    before = program.document.experiment
    again = program.window.tables.edit()
    with qtbot.waitSignal(again.state.built, timeout=10_000):
        pass
    with qtbot.waitSignal(again.imported, timeout=10_000):
        again.accept_button.click()
    assert program.document.experiment == before


def _reopened(program: Program, path: Path) -> None:
    """Save the project and open it as another program would: nothing is known but what the file tells."""
    files.save(path, program.document.experiment)
    program.document.open(files.load(path), path)
    program.window.tables._copied.clear()


@pytest.mark.parametrize("place", ["remembered", "beside", "gone"])
def test_the_choices_of_an_import_are_kept_with_the_project(
    qtbot: QtBot, program: Program, flowers: Path, tmp_path: Path, place: str
) -> None:
    dialog = opened(qtbot, program, flowers)
    with qtbot.waitSignal(dialog.state.built):
        dialog.side._use(1, False)
    chosen = dialog.state.plan
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        dialog.accept_button.click()
    assert (
        str(tmp_path) not in program.document.experiment.to_json()
    )  # where the file lay is nobody's business
    (tmp_path / "elsewhere").mkdir()
    if place != "remembered":
        flowers.rename(tmp_path / "elsewhere" / (flowers.name if place == "beside" else "other.csv"))
    _reopened(program, tmp_path / "elsewhere" / "flowers.nnp")
    again = program.window.tables.edit()
    with qtbot.waitSignal(again.state.built, timeout=10_000):
        pass
    if place == "gone":
        assert isinstance(again.state.source, OwnTable)
        again.state.source = tmp_path / "elsewhere" / "other.csv"  # the person finds it again
        with qtbot.waitSignal(again.state.built, timeout=10_000):
            again.state.read()
    assert again.state.plan == chosen
    assert not again.state.plan.used[1]
    again.reject()


def test_choices_that_contradict_each_other_are_refused(
    qtbot: QtBot, program: Program, flowers: Path
) -> None:
    dialog = opened(qtbot, program, flowers)
    with qtbot.waitSignal(dialog.imported, timeout=10_000):
        dialog.accept_button.click()
    tree = program.document.experiment.to_dict()
    for name, value in (("target", 99), ("used", [True]), ("written", {"encoding": "unicode_escape"})):
        damaged = copy.deepcopy(tree)
        damaged["data"]["dataset"]["imported"][name] = value
        with pytest.raises(PlaygroundError):
            Experiment.from_dict(damaged)


def test_only_an_own_table_has_an_import_to_change(program: Program) -> None:
    assert program.window.tables.edit() is None


def test_a_long_name_makes_the_dialog_no_wider_than_its_window(
    qtbot: QtBot, program: Program, flowers: Path
) -> None:
    program.window.resize(1280, 720)
    path = flowers.rename(flowers.with_name("flowers of a garden " * 8 + ".csv"))
    dialog = opened(qtbot, program, path)
    assert dialog.width() <= program.window.width() - 60
    qtbot.waitUntil(lambda: path.name in dialog._title.toolTip())
    closed(dialog)
