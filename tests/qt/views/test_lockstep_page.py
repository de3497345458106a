"""Two experiments side by side in the window: chosen, trained, shown, kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from nnplayground.app.document import Document
from nnplayground.app.lockstep import Comparison, Source, side_names
from nnplayground.app.session import Session
from nnplayground.core.knobs import turned
from nnplayground.projects import presets
from nnplayground.train.lockstep_setup import InStep
from nnplayground.train.snapshot import RunState
from nnplayground.ui.views import lockstep_pictures
from nnplayground.ui.views.lockstep_results import VerdictPanel
from nnplayground.ui.views.pages.lockstep import LockstepPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

FIRST = presets.load("spiral")


@pytest.fixture
def document() -> Document:
    return Document(FIRST)


@pytest.fixture
def session(qtbot: QtBot, document: Document) -> Iterator[Session]:
    session = Session(document)
    session.start()
    qtbot.waitUntil(lambda: session.points is not None, timeout=20_000)
    yield session
    session.close()


@pytest.fixture
def page(qtbot: QtBot, document: Document, session: Session) -> LockstepPage:
    session.comparison.set_seeds(3)
    page = LockstepPage(document, session)
    qtbot.addWidget(page)
    page.resize(1389, 796)
    page.show()
    until(qtbot, session, lambda c: built(c, 3))
    return page


def built(comparison: Comparison, seeds: int) -> bool:
    view = comparison.view
    return view is not None and view.state is RunState.PAUSED and len(view.sides[-1].epochs) == seeds


def until(qtbot: QtBot, session: Session, holds: Callable[[Comparison], bool]) -> None:
    qtbot.waitUntil(lambda: holds(session.comparison), timeout=20_000)


def train(qtbot: QtBot, session: Session, epochs: int) -> None:
    comparison = session.comparison
    for epoch in range(1, epochs + 1):
        comparison.step()
        until(qtbot, session, lambda c, epoch=epoch: c.view.epoch == epoch and not c.is_playing)


def test_another_activation_is_compared_at_first(page: LockstepPage, session: Session) -> None:
    assert session.comparison.source == Source("knob", "activation", "relu")
    assert session.comparison.names() == ("Tanh", "ReLU")
    view = session.comparison.view
    assert view is not None
    assert [side.experiment.graph.structure for side in view.sides] == [
        FIRST.graph.structure,
        turned(FIRST, "activation", "relu").graph.structure,
    ]


def test_all_is_shown_where_there_is_room(qtbot: QtBot, page: LockstepPage, session: Session) -> None:
    train(qtbot, session, 2)
    assert all(panel.isVisible() for panel in page._painted())
    page.resize(640, 170)
    shown = [panel for panel in page._painted() if panel.isVisible()]
    assert shown == [page.pictures]
    page.resize(1400, 220)
    assert page.loss.isVisible()
    assert page.results.isVisible()
    for panel in page._painted():
        if panel.isVisible():
            assert page.rect().contains(panel.geometry()), panel


def test_training_one_pauses_the_other(qtbot: QtBot, page: LockstepPage, session: Session) -> None:
    session.play()
    page.play_button.click()
    assert not session.is_playing
    until(qtbot, session, lambda c: c.view is not None and c.view.epoch > 3)
    assert page.play_button.accessibleName() == "Pause"
    session.play()
    assert not session.comparison.is_playing
    until(qtbot, session, lambda c: c.view is not None and c.view.state is RunState.PAUSED)


def test_a_page_out_of_sight_does_not_train(qtbot: QtBot, page: LockstepPage, session: Session) -> None:
    session.comparison.play()
    page.hide()
    page.show()
    assert session.comparison.is_playing  # it was only put elsewhere
    page.hide()
    until(qtbot, session, lambda c: not c.is_playing)


def test_a_seed_is_chosen_by_mouse_and_keys(qtbot: QtBot, page: LockstepPage, session: Session) -> None:
    view = session.comparison.view
    assert view is not None
    cell = page.seeds._cell(view, 1, 2).center()
    QTest.mouseClick(page.seeds, Qt.MouseButton.LeftButton, pos=QPoint(round(cell.x()), round(cell.y())))
    until(qtbot, session, lambda c: c.view is not None and c.view.shown == 2)
    assert page.setup.shown.value() == 3
    QTest.keyClick(page.seeds, Qt.Key.Key_Left)
    until(qtbot, session, lambda c: c.view is not None and c.view.shown == 1)


def test_other_settings_are_chosen_in_the_column(qtbot: QtBot, page: LockstepPage, session: Session) -> None:
    page.setup.what.chosen.emit("training.learning_rate")
    assert session.comparison.source.value == pytest.approx(0.09)
    assert page.setup.number.isVisible()
    page.setup.number.changed.emit(0.3)
    assert session.comparison.names() == ("Learning rate 0.03", "Learning rate 0.3")
    page.setup.seeds.changed.emit(2.0)
    page.setup.in_step.changed.emit(InStep.STEP)
    until(qtbot, session, lambda c: built(c, 2))
    setup = session.comparison.setup()
    assert setup.b is not None
    assert (setup.b.training.learning_rate, setup.seeds, setup.in_step) == (0.3, 2, InStep.STEP)


def test_many_seeds_alone_have_one_side(qtbot: QtBot, page: LockstepPage, session: Session) -> None:
    page.setup.what.chosen.emit("#none")
    until(qtbot, session, lambda c: c.view is not None and len(c.view.sides) == 1 and built(c, 3))
    train(qtbot, session, 2)
    assert page.pictures.isVisible()
    assert not page.slope.isVisible()
    assert not page.setup.keep.isVisible()
    view = session.comparison.view
    assert view is not None
    losses = view.sides[0].newest["test_loss"]
    claim, _doubt = page.verdict.sentences(view)
    assert f"{losses.mean():.3f}" in claim
    assert f"{losses.std(ddof=1):.3f}" in claim


def test_a_kept_run_and_the_network_as_it_was_are_compared_with(
    qtbot: QtBot, page: LockstepPage, session: Session, document: Document
) -> None:
    page.setup.what.chosen.emit("#pinned")
    document.apply("wider", FIRST.with_value("nodes.dense1.units", 12))
    setup = session.comparison.setup()
    assert setup.b is not None
    assert (setup.a.graph.node("dense1").layer.units, setup.b.graph.node("dense1").layer.units) == (12, 8)  # type: ignore[attr-defined]
    assert side_names(setup.a, setup.b) == ("Layers 12-6", "Layers 8-6")


def test_an_edit_during_a_comparison_is_taken_in_by_starting_again(
    qtbot: QtBot, page: LockstepPage, session: Session, document: Document
) -> None:
    train(qtbot, session, 1)
    document.apply("rate", FIRST.with_value("training.learning_rate", 0.5))
    assert session.comparison.is_stale
    assert page.setup._trouble.isVisible()
    page.reset_button.click()
    assert not session.comparison.is_stale
    until(qtbot, session, lambda c: built(c, 3) and c.view is not None and c.view.epoch == 0)
    view = session.comparison.view
    assert view is not None
    assert [side.experiment.training.learning_rate for side in view.sides] == [0.5, 0.5]


def test_keep_b_is_one_edit(page: LockstepPage, document: Document) -> None:
    page.setup.keep.click()
    assert document.undo_stack.undoText() == "Keep B: ReLU instead of Tanh"
    assert document.experiment.graph.structure == turned(FIRST, "activation", "relu").graph.structure
    document.undo_stack.undo()
    assert document.experiment == FIRST


def test_swapped_sides_change_their_names(page: LockstepPage, session: Session) -> None:
    page.setup.swap.click()
    assert session.comparison.names() == ("ReLU", "Tanh")
    assert not page.setup.keep.isEnabled()


def test_a_value_that_cannot_be_trained_is_said(page: LockstepPage, session: Session) -> None:
    session.comparison.choose(Source("knob", "training.learning_rate", -1.0))
    assert session.comparison.problem
    assert page.setup._trouble.text() == session.comparison.problem


def test_the_document_that_is_replaced_takes_its_comparison_along(
    qtbot: QtBot, page: LockstepPage, session: Session, document: Document
) -> None:
    document.open(presets.load("iris"))
    until(qtbot, session, lambda c: c.view is not None and built(c, 3))
    view = session.comparison.view
    assert view is not None
    assert view.sides[0].output is None
    page.grab()


def test_the_verdict_names_the_winner_and_chance(qtbot: QtBot, page: LockstepPage, session: Session) -> None:
    train(qtbot, session, 1)
    view = session.comparison.view
    assert view is not None
    one, other = (side.newest["test_loss"] for side in view.sides)
    won = max(int((one < other).sum()), int((other < one).sum()))
    claim, doubt = page.verdict.sentences(view)
    assert f"{won} of 3 seeds" in claim
    assert ("25 %" if won == 3 else "100 %") in doubt
    assert isinstance(page.verdict, VerdictPanel)


def test_every_seed_is_a_row_of_the_table(qtbot: QtBot, page: LockstepPage, session: Session) -> None:
    train(qtbot, session, 1)
    table = page.table()
    view = session.comparison.view
    assert table is not None
    assert view is not None
    losses = np.array([row[5] for row in table.rows]).reshape(2, 3)
    assert np.array_equal(losses[1], view.sides[1].newest["test_loss"])
    assert [row[2] for row in table.rows] == 2 * [FIRST.seed, FIRST.seed + 1, FIRST.seed + 2]


def test_a_small_difference_says_what_its_colours_mean(
    page: LockstepPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        lockstep_pictures, "draw_text", lambda _p, _rect, text, *_rest: said.append(text) or None
    )
    view = session.comparison.view
    assert view is not None
    page.resize(1100, 190)
    page.pictures.grab()
    assert {"Difference", "0", "1"} <= set(said)
    assert "from 0 to 1" in page.pictures.explained(QPointF(page.pictures.width() - 4, 60))
    assert page.pictures.explained(QPointF(4, 60)) == ""
    # Data that lie on no plane are squares, of which each colour is named.
    sides = tuple(replace(side, output=None, answers=np.array(side.answers)) for side in view.sides)
    page.pictures.show_view(replace(view, sides=sides), ("one", "other"))
    said.clear()
    page.pictures.grab()
    assert {"both", "neither", "A", "B"} <= set(said)
    told = page.pictures.explained(QPointF(page.pictures.width() - 4, 60))
    assert all(f"■</span> {name}" in told for name in ("neither", "A", "B", "both"))
