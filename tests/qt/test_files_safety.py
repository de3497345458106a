"""Two windows on one file, files changed underneath, full disks, damage, and work that comes back."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from nnplayground.app.claim import claim
from nnplayground.app.settings import Settings
from nnplayground.projects import backups, files, presets, recovery
from nnplayground.train.commands import Step
from nnplayground.train.snapshot import RunState
from nnplayground.ui import file_watch
from nnplayground.ui.application import Program
from nnplayground.ui.dialogs.question import Question
from nnplayground.ui.recovery import RecoveryDialog, offer_recovery
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    NewProgram = Callable[[], Program]

_LOADING_MS = 30_000


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_a, **_k: tmp_path / "state")
    return tmp_path / "state"


@pytest.fixture
def new_program(qtbot: QtBot, qapp: QApplication) -> Iterator[NewProgram]:
    theme().prepare(qapp)
    programs = []

    def make() -> Program:
        program = Program(presets.load("xor"), Settings())
        programs.append(program)
        program.window.show()
        return program

    yield make
    for program in programs:
        program.close()
    qapp.processEvents()


def _question(qtbot: QtBot, program: Program) -> Question:
    def shown() -> bool:
        return any(q.isVisible() for q in program.window.findChildren(Question))

    qtbot.waitUntil(shown, timeout=_LOADING_MS)
    return next(q for q in program.window.findChildren(Question) if q.isVisible())


def _edit(program: Program, rate: float = 0.05) -> None:
    document = program.document
    document.apply("Rate", document.experiment.with_value("training.learning_rate", rate))


def _open(qtbot: QtBot, program: Program, path: Path) -> None:
    with qtbot.waitSignal(program.window.files.opened, timeout=_LOADING_MS):
        program.window.files.open_path(path)


def _saved(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.document.is_modified, timeout=_LOADING_MS)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    Settings().saves_training = False
    path = tmp_path / "projects" / "mine.nnp"
    path.parent.mkdir()
    files.save(path, presets.load("circle"))
    yield path
    Settings().saves_training = True


# -- two windows -----------------------------------------------------------------------------------------


def test_the_second_window_is_told_and_may_have_a_copy(
    qtbot: QtBot, new_program: NewProgram, project: Path
) -> None:
    first, second = new_program(), new_program()
    _open(qtbot, first, project)
    second.window.files.open_path(project)
    question = _question(qtbot, second)
    assert "is open in another window" in question.accessibleName()
    question.give("copy")
    assert second.document.experiment == presets.load("circle")
    assert second.document.path is None
    assert second.document.is_modified
    first.document.hold(None)
    free = claim(project)
    assert free.holder is None
    free.release()


def test_the_second_window_may_read_and_follow(
    qtbot: QtBot, new_program: NewProgram, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = new_program(), new_program()
    _open(qtbot, first, project)
    second.window.files.open_path(project)
    _question(qtbot, second).give("read")
    document = second.document
    assert (document.path, document.read_only, document.is_modified) == (project, True, False)
    assert "Read-only" in second.window._title._name.text()
    _edit(first)
    first.window.files.save()
    _saved(qtbot, first)
    _come_to_the_front(second)
    notice = second.window.notice
    qtbot.waitUntil(lambda: "Another program saved" in notice.text(), timeout=_LOADING_MS)
    with qtbot.waitSignal(second.window.files.opened, timeout=_LOADING_MS):
        notice._action.click()
    assert document.experiment == first.document.experiment
    assert document.read_only
    elsewhere = project.with_name("own.nnp")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kw: (str(elsewhere), ""))
    _edit(second, 0.7)
    second.window.files.save()
    _saved(qtbot, second)
    assert (document.path, document.read_only) == (elsewhere, False)
    assert files.load(project) == first.document.experiment


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_project_that_is_free_again_can_be_taken_over(
    qtbot: QtBot, new_program: NewProgram, project: Path, monkeypatch: pytest.MonkeyPatch, by_itself: bool
) -> None:
    monkeypatch.setattr(file_watch, "_FREE_MS", 50 if by_itself else 3_600_000)
    first, second = new_program(), new_program()
    _open(qtbot, first, project)
    second.window.files.open_path(project)
    _question(qtbot, second).give("read")
    watch, notice, document = second.window.files.watch, second.window.notice, second.document
    with qtbot.assertNotEmitted(watch.offered, wait=200):
        _come_to_the_front(second)
    first.document.hold(None)
    if not by_itself:
        _come_to_the_front(second)
    qtbot.waitUntil(lambda: "no longer open elsewhere" in notice.text(), timeout=_LOADING_MS)
    notice._action.click()
    qtbot.waitUntil(lambda: not document.read_only, timeout=_LOADING_MS)
    assert "Read-only" not in second.window._title._name.text()
    assert claim(project).holder is not None
    _edit(second, 0.7)
    second.window.files.save()
    _saved(qtbot, second)
    assert (document.path, files.load(project)) == (project, document.experiment)


def test_who_goes_on_reading_is_not_asked_again_and_who_is_late_is_told(
    qtbot: QtBot, new_program: NewProgram, project: Path
) -> None:
    first, second = new_program(), new_program()
    _open(qtbot, first, project)
    second.window.files.open_path(project)
    _question(qtbot, second).give("read")
    watch, notice = second.window.files.watch, second.window.notice
    first.document.hold(None)
    _come_to_the_front(second)
    qtbot.waitUntil(lambda: "no longer open elsewhere" in notice.text(), timeout=_LOADING_MS)
    notice._other.click()
    assert second.document.read_only
    with qtbot.assertNotEmitted(watch.offered, wait=200):
        _come_to_the_front(second)
    other = claim(project)
    watch._take_over()
    qtbot.waitUntil(lambda: "has opened “mine.nnp” first" in notice.text(), timeout=_LOADING_MS)
    assert second.document.read_only
    other.release()


def _come_to_the_front(program: Program) -> None:
    QApplication.sendEvent(program.window, QEvent(QEvent.Type.WindowActivate))


@pytest.mark.parametrize("reloads", [True, False])
def test_a_file_that_is_changed_is_noticed_in_front(
    qtbot: QtBot, new_program: NewProgram, project: Path, reloads: bool
) -> None:
    program = new_program()
    _open(qtbot, program, project)
    _edit(program)
    mine, other = program.document.experiment, presets.load("iris")
    files.save(project, other)
    _come_to_the_front(program)
    notice = program.window.notice
    qtbot.waitUntil(lambda: "Another program saved" in notice.text(), timeout=_LOADING_MS)
    assert "drops your edits: 1" in notice.text()
    if reloads:
        with qtbot.waitSignal(program.window.files.opened, timeout=_LOADING_MS):
            notice._action.click()
        assert program.document.experiment == other
        assert not program.document.is_modified
        return
    notice._other.click()
    assert program.document.experiment == mine
    qtbot.waitUntil(lambda: program.document.claim.changed() is None, timeout=_LOADING_MS)
    program.window.files.save()
    _saved(qtbot, program)
    assert files.load(project) == mine


def test_a_file_that_is_the_same_is_no_news(qtbot: QtBot, new_program: NewProgram, project: Path) -> None:
    program = new_program()
    _open(qtbot, program, project)
    os.utime(project)
    watch = program.window.files.watch
    with qtbot.assertNotEmitted(watch.offered, wait=300):
        _come_to_the_front(program)


def test_who_opens_it_anyway_is_not_asked_again(qtbot: QtBot, new_program: NewProgram, project: Path) -> None:
    first, second = new_program(), new_program()
    _open(qtbot, first, project)
    second.window.files.open_path(project)
    _question(qtbot, second).give("anyway")
    assert second.document.path == project
    _edit(second)
    second.window.files.save()
    _saved(qtbot, second)
    _edit(first, 0.5)
    first.window.files.save()
    question = _question(qtbot, first)
    assert question.windowTitle() == "File changed on disk"
    question.give("")
    assert first.document.is_modified


def test_another_file_lets_go_of_the_one_before(qtbot: QtBot, new_program: NewProgram, project: Path) -> None:
    program = new_program()
    _open(qtbot, program, project)
    assert claim(project).holder is not None
    with qtbot.waitSignal(program.window.files.opened, timeout=_LOADING_MS):
        program.window.files.open_preset("xor")
    free = claim(project)
    assert free.holder is None
    free.release()
    assert sorted(path.name for path in project.parent.iterdir()) == ["mine.nnp"]


# -- changed underneath ----------------------------------------------------------------------------------


def _change_underneath(path: Path) -> None:
    files.save(path, presets.load("spiral"))


@pytest.mark.parametrize("answer", ["anyway", "load", ""])
def test_a_file_changed_underneath_is_never_overwritten_silently(
    qtbot: QtBot, new_program: NewProgram, project: Path, answer: str
) -> None:
    program = new_program()
    _open(qtbot, program, project)
    _edit(program)
    mine = program.document.experiment
    _change_underneath(project)
    program.window.files.save()
    _question(qtbot, program).give(answer)
    if answer == "":
        assert files.load(project) == presets.load("spiral")
        assert program.document.is_modified
        return
    _saved(qtbot, program)
    expected = mine if answer == "anyway" else presets.load("spiral")
    assert files.load(project) == expected
    assert program.document.experiment == expected
    if answer == "anyway":  # what the other has written is not lost either
        assert presets.load("spiral") in [files.load(one.path) for one in backups.versions(project)]


# -- disks -----------------------------------------------------------------------------------------------


def _save_elsewhere(
    qtbot: QtBot, program: Program, question: Question, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = "Project without its training (*.nnp)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_a: (str(to), kinds)))
    assert program.document.is_modified
    question.give("elsewhere")
    _saved(qtbot, program)
    assert files.load(to) == program.document.experiment


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk_loses_nothing(
    qtbot: QtBot, new_program: NewProgram, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    program = new_program()
    _open(qtbot, program, project)
    _edit(program)
    before = project.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (256, hard))
    try:
        program.window.files.save()
        question = _question(qtbot, program)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "the disk is full" in question.accessibleDescription()
    assert project.read_bytes() == before
    assert sorted(path.name for path in project.parent.iterdir()) == [".~mine.nnp.lock", "mine.nnp"]
    _save_elsewhere(qtbot, program, question, tmp_path / "else.nnp", monkeypatch)


def test_a_vanished_folder_loses_nothing(
    qtbot: QtBot, new_program: NewProgram, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = new_program()
    _open(qtbot, program, project)
    _edit(program)
    shutil.rmtree(project.parent)
    program.window.files.save()
    question = _question(qtbot, program)
    assert "the folder is not there any more" in question.accessibleDescription()
    _save_elsewhere(qtbot, program, question, tmp_path / "else.nnp", monkeypatch)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that forbids")
def test_a_read_only_folder_loses_nothing(
    qtbot: QtBot, new_program: NewProgram, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.parent.chmod(0o500)
    try:
        program = new_program()
        _open(qtbot, program, project)
        _edit(program)
        program.window.files.save()
        question = _question(qtbot, program)
        assert "no permission" in question.accessibleDescription()
        _save_elsewhere(qtbot, program, question, tmp_path / "else.nnp", monkeypatch)
    finally:
        project.parent.chmod(0o700)


# -- damage ----------------------------------------------------------------------------------------------


def test_a_damaged_project_offers_its_earlier_version(
    qtbot: QtBot, new_program: NewProgram, project: Path
) -> None:
    program = new_program()
    _open(qtbot, program, project)
    _edit(program)
    program.window.files.save()
    _saved(qtbot, program)
    project.write_bytes(project.read_bytes()[:100])
    backups.keep(project)  # a version that cannot be read, newer than the one that can
    other = new_program()
    program.document.hold(None)
    other.window.files.open_path(project)
    question = _question(qtbot, other)
    said = question.accessibleDescription()
    assert "no complete zip file" in said
    assert "Versions of " in said
    with qtbot.waitSignal(other.window.files.opened, timeout=_LOADING_MS):
        question.give("earlier")
    assert other.document.experiment == presets.load("circle")
    assert other.document.path == project
    assert other.document.is_modified


def test_a_damaged_project_without_an_earlier_version_is_a_sentence(
    qtbot: QtBot, new_program: NewProgram, project: Path
) -> None:
    program = new_program()
    project.write_bytes(b"PK\x03\x04 torn")
    with qtbot.waitSignal(program.window.files.said, timeout=_LOADING_MS) as said:
        program.window.files.open_path(project)
    assert said.args[0].endswith("Open another copy of it.")


# -- closing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["discard", ""])
def test_closing_asks_and_does_as_told(qtbot: QtBot, new_program: NewProgram, answer: str) -> None:
    program = new_program()
    _edit(program)
    assert not program.window.close()
    question = _question(qtbot, program)
    assert question.accessibleName() == "“XOR” has unsaved edits."
    question.give(answer)
    assert program.window.isVisible() == (answer == "")


# -- after a crash ---------------------------------------------------------------------------------------


def _is_paused(program: Program) -> bool:
    snapshot = program.session.snapshot
    return snapshot is not None and snapshot.state is RunState.PAUSED


def test_work_with_its_training_comes_back(qtbot: QtBot, new_program: NewProgram, project: Path) -> None:
    first = new_program()
    first.session.start()
    first.keep_safe()
    qtbot.waitUntil(lambda: _is_paused(first), timeout=_LOADING_MS)
    _open(qtbot, first, project)
    qtbot.waitUntil(lambda: _is_paused(first), timeout=_LOADING_MS)
    first.session.send(Step(steps=30))
    qtbot.waitUntil(lambda: first.session.snapshot.step == 30 and _is_paused(first), timeout=_LOADING_MS)
    _edit(first, 0.123)
    edited = first.document.experiment
    weights = first.session.capture().result(20).weights
    store = first.recovery._writer._store
    qtbot.waitUntil(lambda: (store.folder / "run.nnp").exists() and first.recovery.flush(), timeout=20_000)
    first.recovery.close(keep=True)  # as a kill leaves it
    first.recovery = None
    first.document.hold(None)

    second = new_program()
    second.session.start()
    second.keep_safe()
    qtbot.waitUntil(lambda: _is_paused(second), timeout=_LOADING_MS)
    offer = offer_recovery(second)
    dialog = _question(qtbot, second)
    assert isinstance(dialog, RecoveryDialog)
    assert dialog.rows[0].found.about.name == "mine"
    with qtbot.waitSignal(offer.done, timeout=_LOADING_MS):
        dialog.give("recover")
    assert second.document.experiment == edited
    assert second.document.path == project
    assert second.document.is_modified
    qtbot.waitUntil(lambda: second.session.snapshot.step == 30, timeout=_LOADING_MS)
    again = second.session.capture().result(20).weights
    assert all((again[name] == weights[name]).all() for name in weights)
    # It is ours now: nothing is offered to the next window, and it is kept up to date where it lies.
    assert recovery.found() == ()
    second.recovery.close()
    second.recovery = None
    assert not store.folder.exists()


def test_a_state_that_is_too_large_is_said_once(
    qtbot: QtBot, new_program: NewProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnplayground.app.recovery._MOST", 100)
    program = new_program()
    program.session.start()
    program.keep_safe()
    qtbot.waitUntil(lambda: _is_paused(program), timeout=_LOADING_MS)
    with qtbot.waitSignal(program.recovery.left_out, timeout=_LOADING_MS):
        program.session.send(Step(steps=3))
        _edit(program)
    assert "it is kept when you save" in program.window.notice.text()
    store = program.recovery._writer._store
    qtbot.waitUntil(lambda: (store.folder / "edit.nnp").exists(), timeout=_LOADING_MS)
    assert not (store.folder / "run.nnp").exists()


@pytest.mark.parametrize("answer", ["discard", ""])
def test_unsaved_work_can_be_discarded_or_left(qtbot: QtBot, new_program: NewProgram, answer: str) -> None:
    store = recovery.Store()
    store.write_edit(presets.load("spiral"), recovery.About("left", "", 2, 5))
    store.close(keep=True)
    program = new_program()
    offer = offer_recovery(program)
    dialog = _question(qtbot, program)
    dialog.give(answer)
    if answer:
        qtbot.waitSignal(offer.done, timeout=_LOADING_MS).wait()
    assert len(recovery.found()) == (answer == "")


def test_nothing_is_written_of_what_is_in_a_file(
    qtbot: QtBot, new_program: NewProgram, project: Path, state: Path
) -> None:
    program = new_program()
    program.keep_safe()
    _open(qtbot, program, project)
    program.recovery.look()
    program.recovery.flush()
    assert not (state / "recovery").exists()
    _edit(program)
    program.recovery.look()
    program.recovery.flush()
    assert len(list((state / "recovery").glob("*/edit.nnp"))) == 1
    program.window.files.save()
    _saved(qtbot, program)
    program.recovery.look()
    program.recovery.flush()
    assert list((state / "recovery").glob("*/*.nnp")) == []
