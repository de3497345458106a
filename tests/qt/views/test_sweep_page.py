"""A sweep in the window: set up, trained, ended, gone on with, looked at, and one of its trials used."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnplayground.app import sweeping as app_sweeping
from nnplayground.app.document import Document
from nnplayground.app.session import Session
from nnplayground.app.sweeping import Phase, Sweeping
from nnplayground.app.trial_runs import KnownRuns
from nnplayground.cli.main import _parser
from nnplayground.cli.sweep import _plan
from nnplayground.projects import files, presets
from nnplayground.sweeps import again
from nnplayground.sweeps.axes import Axis
from nnplayground.sweeps.importance import Importance
from nnplayground.sweeps.pictures import packed
from nnplayground.sweeps.study import State, TrialResult
from nnplayground.sweeps.worker import kept_of
from nnplayground.train.run import run_experiment
from nnplayground.ui.views.pages.sweep import SweepPage
from nnplayground.ui.views.sweep_parallel import coordinates_of, passes
from nnplayground.ui.widgets import Menu

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from nnplayground.core.errors import PlaygroundError
    from nnplayground.train.kept import KeptRun
    from nnplayground.ui.views.sweep_menu import AddMenu

RATE, UNITS = "training.learning_rate", "nodes.dense1.units"
AXES = (Axis(RATE, (0.01, 0.1)), Axis(UNITS, (2, 3)))


@pytest.fixture
def document() -> Document:
    return Document(presets.load("circle"))


@pytest.fixture
def session(document: Document, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Session]:
    monkeypatch.setattr(app_sweeping, "sweep_folder", lambda: tmp_path)
    # A process of the sweep imports the main module anew; that of pytest is not made for it.
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    session = Session(document)
    session.sweeping.change(axes=AXES, epochs=4, jobs=1)
    yield session
    session.close()


@pytest.fixture
def page(qtbot: QtBot, document: Document, session: Session) -> SweepPage:
    page = SweepPage(document, session)
    qtbot.addWidget(page)
    page.resize(1389, 796)
    page.show()
    return page


def until(qtbot: QtBot, sweeping: Sweeping, phase: Phase) -> None:
    qtbot.waitUntil(lambda: sweeping.phase is phase, timeout=60_000)


def fill(sweeping: Sweeping) -> tuple[TrialResult, ...]:
    """Show four trials without training them."""
    plan = sweeping.setup.plan(sweeping._document.unchanged)
    picture = packed(np.linspace(-1, 1, 1600, dtype=np.float32).reshape(40, 40))
    results = tuple(
        TrialResult(
            number,
            State.DONE,
            point,
            0.1 * (number + 1),
            {"train_loss": 0.1 * number + 0.05, plan.measure: 0.1 * (number + 1)},
            seconds=1.0,
            picture=picture,
        )
        for number, point in enumerate(plan.grid())
    )
    sweeping._show_plan(plan, "filled")
    sweeping.results, sweeping.wanted = results, 4
    sweeping.importance = Importance({RATE: 0.8, UNITS: 0.2}, "rank", 4)
    sweeping._set_phase(Phase.DONE)
    sweeping.results_changed.emit()
    return results


def test_a_sweep_is_trained_ended_and_gone_on_with(
    qtbot: QtBot, page: SweepPage, session: Session, document: Document
) -> None:
    sweeping = session.sweeping
    assert page.setup.count.text() == "2 × 2 = 4 trials"
    page.start_button.click()
    assert sweeping.phase is Phase.RUNNING
    assert not page.start_button.isVisibleTo(page.controls())
    qtbot.waitUntil(lambda: any(r.state == "done" for r in sweeping.results), timeout=60_000)
    page.stop_button.click()
    until(qtbot, sweeping, Phase.STOPPED)
    before = {r.number: r.value for r in sweeping.results if r.state == "done"}
    assert 1 <= len(before) < 4
    assert page.start_button.text() == "Resume"
    page.start_button.click()
    until(qtbot, sweeping, Phase.DONE)
    after = {r.number: r.value for r in sweeping.results}
    assert len(sweeping.results) == 4
    assert before.items() <= after.items()
    assert sweeping.importance is not None
    assert page._moment().pictures.values(sweeping.results[0]).shape == (40, 40)
    # Another start of the program finds it.
    other = Session(document)
    kept = []
    other.sweeping.find_kept(other, kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=20_000)
    other.sweeping.open_kept(kept[0][0])
    until(qtbot, other.sweeping, Phase.DONE)
    assert other.sweeping.results == sweeping.results
    assert other.sweeping.setup.axes == AXES
    other.close()


def test_a_pause_ends_with_what_is_under_way_and_the_end_puts_it_back(
    qtbot: QtBot, page: SweepPage, session: Session, document: Document
) -> None:
    sweeping = session.sweeping
    page.start_button.click()
    qtbot.waitUntil(lambda: bool(sweeping.results), timeout=60_000)
    page.pause_button.click()
    assert sweeping.phase is Phase.PAUSING
    until(qtbot, sweeping, Phase.STOPPED)
    first = [(r.number, r.state) for r in sweeping.results]
    assert first == [(0, "done")]
    page.start_button.click()
    qtbot.waitUntil(lambda: any(r.state == "running" for r in sweeping.results), timeout=60_000)
    session.close()
    assert not sweeping.is_busy
    plan, _name, results, *_more = app_sweeping._read(app_sweeping._kept()[0])
    assert plan == sweeping.plan
    assert {r.state for r in results} == {"done"}
    assert len(results) < 4


def test_the_settings_of_a_trial_are_one_edit(page: SweepPage, session: Session, document: Document) -> None:
    results = fill(session.sweeping)
    before = document.unchanged
    page.choose(results[1].number)
    page.trial.use.click()
    assert document.unchanged == before.with_value(RATE, 0.01).with_value(UNITS, 3)
    assert document.undo_stack.undoText() == "Use settings of trial 1"
    document.undo_stack.undo()
    assert document.unchanged == before


def test_a_trial_comes_among_the_runs(
    qtbot: QtBot, page: SweepPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = fill(session.sweeping)
    page.choose(results[1].number)
    said: list[str] = []
    page.said.connect(lambda words, _level: said.append(words))
    page.trial.add.click()
    assert not page.trial.add.isEnabled()
    assert page.trial.add.text() == "Adding: 0 %"
    menu = page.trial_menu(results[1].number)
    assert [action.isEnabled() for action in menu.actions()] == [True, False]
    menu.deleteLater()
    page.choose(results[0].number)
    assert page.trial.add.isEnabled()
    qtbot.waitUntil(lambda: bool(session.runs.runs), timeout=60_000)
    (run,) = session.runs.runs
    assert run.experiment.training.learning_rate == 0.01
    assert run.experiment.graph.node("dense1").layer.units == 3
    assert run.epoch == 4
    assert run.weights is not None
    assert run.boundary is not None
    assert said == ["Trial 1 is now in the table of runs."]
    menu = page.trial_menu(results[1].number)
    assert menu.actions()[1].isEnabled()
    menu.deleteLater()
    # Once it is known it need not be trained again.
    session.runs.remove([run.number])
    page.choose(results[1].number)
    assert page.trial.add.toolTip().startswith("Puts it into the table of runs, with")
    page.trial.add.click()
    assert len(session.runs.runs) == 1
    page.trial.add.click()
    assert len(session.runs.runs) == 1
    assert said[-1] == "Trial 1 is in the table of runs already."


def entries(menu: Menu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_a_person_says_from_which_seeds_a_trial_comes_among_the_runs(
    qtbot: QtBot,
    page: SweepPage,
    session: Session,
    document: Document,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sweeping = session.sweeping
    sweeping.change(axes=(Axis(RATE, (0.01,)),), seeds=2)
    page.start_button.click()
    until(qtbot, sweeping, Phase.DONE)
    monkeypatch.setattr(Menu, "popup", lambda menu, _place: offered.append(menu))
    offered: list[AddMenu] = []
    page.trial.add.click()
    first = document.unchanged.seed
    assert entries(offered[0]) == [
        "All 2 seeds, at once",
        f"Seed {first}, at once",
        f"Seed {first + 1}, at once",
    ]
    offered[0].actions()[-1].trigger()
    (run,) = session.runs.runs  # known from the sweep, so nothing is waited for
    assert run.experiment.seed == first + 1
    # The trial's measures are the means over its seeds.
    page.sweeping.add_to_runs(0)
    scores = [run.score("test", "loss") for run in session.runs.runs]
    assert sorted(run.experiment.seed for run in session.runs.runs) == [first, first + 1]
    assert np.mean(scores) == pytest.approx(sweeping.results[0].measures["test_loss"], rel=1e-12)
    # What is neither in memory nor on the disk has to be trained again.
    sweeping.trial_runs.clear()
    menu = page.trial_menu(0)
    (adding,) = [action.menu() for action in menu.actions() if action.menu() is not None]
    assert entries(adding)[0] == "All 2 seeds, 2 to train once more"
    menu.deleteLater()


@pytest.fixture
def later(qtbot: QtBot, session: Session, document: Document) -> Iterator[Session]:
    """Return a session that begins when a sweep of two seeds is over, as after a restart, and opened it."""
    sweeping = session.sweeping
    sweeping.change(axes=(Axis(RATE, (0.01,)),), seeds=2)
    sweeping.start()
    until(qtbot, sweeping, Phase.DONE)
    other = Session(document)
    other.sweeping.find_kept(other, lambda kept: other.sweeping.open_kept(kept[0]))
    until(qtbot, other.sweeping, Phase.DONE)
    yield other
    other.close()


def told(run: KeptRun) -> tuple[object, ...]:
    """Return what is to be the same bits of a run, however it has come."""
    curves = [column.tobytes() for column in run.curves.mean.values()]
    weights = {name: array.tobytes() for name, array in (run.weights or {}).items()}
    assert run.boundary is not None
    return run.experiment, list(run.curves.mean), curves, weights, run.boundary.tobytes(), run.scores


def test_runs_from_before_a_restart_come_at_once(
    qtbot: QtBot, session: Session, later: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "trained_again", None)  # nothing is
    assert later.sweeping.trial_runs.unknown(0, range(2)) == 0
    later.sweeping.add_to_runs(0)
    qtbot.waitUntil(lambda: len(later.runs.runs) == 2, timeout=60_000)
    session.sweeping.add_to_runs(0)
    assert [told(run) for run in later.runs.runs] == [told(run) for run in session.runs.runs]
    later.sweeping.add_to_runs(0)  # from memory now
    assert len(later.runs.runs) == 2


def test_a_damaged_file_of_a_run_is_told_and_the_run_trained_again(
    qtbot: QtBot, later: Session, tmp_path: Path
) -> None:
    (path,) = tmp_path.glob("runs/*/0-1.run")
    path.write_bytes(path.read_bytes()[:-9])
    said: list[PlaygroundError] = []
    later.sweeping.failed.connect(said.append)
    later.sweeping.add_to_runs(0)
    qtbot.waitUntil(lambda: len(later.runs.runs) == 2, timeout=60_000)
    assert [(str(error.sentence), error.place) for error in said] == [
        ("The file of a run of the sweep cannot be read.", str(path))
    ]
    assert later.sweeping.trial_runs.unknown(0, range(2)) == 0
    assert path.is_file()  # written anew


def test_a_sweep_that_goes_on_knows_the_runs_from_before(qtbot: QtBot, later: Session) -> None:
    later.sweeping.start()
    until(qtbot, later.sweeping, Phase.DONE)
    assert later.sweeping.trial_runs.unknown(0, range(2)) == 0


def test_known_runs_stay_within_the_memory_given_to_them() -> None:
    run = kept_of(run_experiment(presets.load("circle").with_value("training.stop", {"epochs": 1})))
    known = KnownRuns(most=2 * run.bytes)
    for number in range(3):
        known.put(number, 0, run)
    assert [known.find(number, 0) is run for number in range(3)] == [False, True, True]


def test_a_right_click_offers_what_can_be_done(
    page: SweepPage, session: Session, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = fill(session.sweeping)
    asked: list[int] = []
    monkeypatch.setattr(Menu, "popup", lambda _menu, _place: asked.append(1))
    cells = page.grid.cells(page._moment())
    place = cells[1, 1][0].center().toPoint()
    for panel, at in ((page.grid, place), (page.best, QPoint(40, 24 + 2 * 28 + 10))):
        where = panel.mapToGlobal(at)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
        QApplication.sendEvent(panel, event)
        assert page._moment().chosen == results[2].number
    keys = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(page.best, keys)
    assert len(asked) == 3
    menu = page.trial_menu(results[2].number)
    before = document.unchanged
    menu.actions()[0].trigger()
    assert document.unchanged == before.with_value(RATE, 0.1).with_value(UNITS, 2)
    menu.deleteLater()


def test_a_trial_that_runs_is_seen_anew(page: SweepPage, session: Session) -> None:
    results = fill(session.sweeping)
    grown = packed(np.linspace(0, 1, 1600, dtype=np.float32).reshape(40, 40))
    pictures = page._moment().pictures
    running = replace(results[0], state=State.RUNNING)
    assert pictures.values(running).min() == pytest.approx(-1)
    assert pictures.values(replace(running, picture=grown)).min() == 0
    session.sweeping.results = (*results[1:], replace(running, picture=grown))
    session.sweeping.results_changed.emit()
    image = page.grid.grab().toImage()
    rect, ratio = page.grid.cells(page._moment())[0, 1][0], image.devicePixelRatio()
    places = (rect.left() + 9, rect.right() - 9)
    colours = {image.pixel(round(x * ratio), round(rect.center().y() * ratio)) for x in places}
    assert len(colours) == 2  # a picture, and no plain ground


def test_all_is_shown_where_there_is_room(page: SweepPage, session: Session) -> None:
    assert page.hint.isVisible()
    fill(session.sweeping)
    assert all(panel.isVisible() for panel in page._panels())
    page.resize(640, 170)
    assert [panel for panel in page._panels() if panel.isVisible()] == [page.progress, page.best]
    page.resize(1100, 220)
    assert page.grid.isVisible()
    for panel in page._panels():
        if panel.isVisible():
            assert page.rect().contains(panel.geometry()), panel


def test_a_cell_is_chosen_by_mouse_and_keys(page: SweepPage, session: Session) -> None:
    results = fill(session.sweeping)
    cells = page.grid.cells(page._moment())
    assert cells[0, 0][1] == results[1]  # the larger width is above
    centre = cells[1, 1][0].center().toPoint()
    QTest.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=centre)
    assert page._moment().chosen == results[2].number
    QTest.keyClick(page.grid, Qt.Key.Key_Up)
    assert page._moment().chosen == results[3].number
    QTest.keyClick(page.best, Qt.Key.Key_Up)
    assert page._moment().chosen == results[2].number


def test_a_part_of_an_axis_filters(page: SweepPage, session: Session) -> None:
    results = fill(session.sweeping)
    panel = page.parallel
    x = round(panel._xs(5)[0])
    top, middle = round(panel._y(1.0)), round(panel._y(0.6))
    QTest.mousePress(panel, Qt.MouseButton.LeftButton, pos=QPoint(x, top))
    QTest.mouseMove(panel, QPoint(x, middle))
    QTest.mouseRelease(panel, Qt.MouseButton.LeftButton, pos=QPoint(x, middle))
    shown = page._moment()
    kept = [r.number for r in results if passes(coordinates_of(shown), shown, r.number)]
    assert kept == [r.number for r in results if r.parameters[RATE] == 0.1]
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(x, middle))
    assert not page._moment().brushes
    QTest.keyClick(panel, Qt.Key.Key_Up)
    assert page._moment().brushes == {RATE: (0.05, 1.0)}


def test_values_are_typed_ranged_and_ticked(page: SweepPage, session: Session) -> None:
    sweeping, card = session.sweeping, page.setup.cards[0]
    card.values.setText("0.3 0.1; 0.2")
    card.values.editingFinished.emit()
    assert sweeping.setup.axes[0].choices == (0.1, 0.2, 0.3)
    card.form.changed.emit("range")
    axis = sweeping.setup.axes[0]
    assert (axis.low, axis.high, axis.points, axis.choices) == (0.1, 0.3, 3, ())
    card.values.setText("many")
    card.values.editingFinished.emit()
    assert card._problem.text() == "Write numbers with spaces between them."
    path = "nodes.dense1.activation"
    action = next(a for a in page.setup.menu().actions() if a.data() == path)
    action.trigger()
    chips = page.setup.cards[-1].chips
    assert [chip.value for chip in chips if chip.isChecked()] == [
        chip.value for chip in chips if chip.value in sweeping.setup.axes[-1].choices
    ]
    assert 2 <= len(sweeping.setup.axes[-1].choices) < len(chips)
    chosen = next(chip for chip in chips if not chip.isChecked())
    chosen.click()
    assert chosen.value in sweeping.setup.axes[-1].choices
    page.setup.cards[-1].remove.click()
    assert [axis.path for axis in sweeping.setup.axes] == [RATE, UNITS]


def test_the_table_has_every_trial(page: SweepPage, session: Session) -> None:
    assert page.table() is None
    results = fill(session.sweeping)
    table = page.table()
    assert list(table.header[:4]) == ["trial", "state", RATE, UNITS]
    assert [row[0] for row in table.rows] == [r.number for r in results]


def test_the_command_line_goes_on_with_the_same_study(
    page: SweepPage, session: Session, document: Document, tmp_path: Path
) -> None:
    fill(session.sweeping)
    assert session.sweeping.command() == ""
    path = tmp_path / "my circle.nnp"
    files.save(path, document.unchanged)
    document.saved(path)
    options = _parser().parse_args(shlex.split(session.sweeping.command())[1:])
    assert _plan(options) == session.sweeping.plan
    assert (options.trials, options.study) == (4, "filled")
