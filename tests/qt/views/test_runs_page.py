"""The table of runs: kept, named, ticked, compared, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from nnplayground.app.document import Document
from nnplayground.app.session import Session
from nnplayground.core.knobs import turned
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.train.kept_json import runs_from_json, runs_to_json
from nnplayground.train.snapshot import RunState
from nnplayground.ui.views.pages.runs import RunMenu, RunsPage
from nnplayground.ui.views.runs_model import Column, clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

FIRST = presets.load("spiral")


@pytest.fixture
def document() -> Document:
    return Document(FIRST)


@pytest.fixture
def session(qtbot: QtBot, document: Document) -> Iterator[Session]:
    session = Session(document)
    session.start()
    qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.state is RunState.PAUSED, timeout=20_000
    )
    yield session
    session.close()


@pytest.fixture
def page(qtbot: QtBot, document: Document, session: Session) -> RunsPage:
    page = RunsPage(document, session)
    qtbot.addWidget(page)
    page.resize(900, 300)
    page.show()
    session.snapshot_taken.connect(page.show_snapshot)
    return page


def run(qtbot: QtBot, session: Session, epochs: int = 2) -> None:
    """Train a little and end the run."""
    count = len(session.runs.runs)
    session.send(Step(epochs=epochs))
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.epoch == epochs, timeout=10_000)
    session.reset()
    qtbot.waitUntil(lambda: len(session.runs.runs) == count + 1, timeout=10_000)


@pytest.fixture
def three(qtbot: QtBot, document: Document, session: Session, page: RunsPage) -> RunsPage:
    run(qtbot, session)
    document.apply("relu", turned(FIRST, "activation", "relu"))
    run(qtbot, session, 3)
    document.apply("rate", FIRST.with_value("training.learning_rate", 0.3))
    run(qtbot, session, 2)
    return page


def names(page: RunsPage) -> list[str]:
    return [page.model.text(row, Column.NAME) for row in page.model.rows]


def test_runs_stand_below_the_live_one_newest_first(three: RunsPage) -> None:
    assert names(three) == ["Spiral", "Learning rate 0.3", "ReLU instead of Tanh", "Spiral"]
    assert three.badge() == "4"
    assert [three.model.text(row, Column.EPOCHS) for row in three.model.rows[1:]] == ["2", "3", "2"]


def test_what_differs_from_the_live_run_is_told(three: RunsPage) -> None:
    three.runs.selectRow(2)
    assert "Activation ReLU instead of Tanh" in three._line.text()
    assert "Learning rate 0.03 instead of 0.3" in three._line.text()
    assert "Activation: ReLU (Tanh)" in three.model.tip(three.model.row(2))


def test_a_run_is_renamed_and_that_is_undone(three: RunsPage, document: Document) -> None:
    index = three.model.index(1, Column.NAME)
    assert three.model.setData(index, "  fast one ")
    assert names(three)[1] == "fast one"
    document.undo_stack.undo()
    assert names(three)[1] == "Learning rate 0.3"
    document.undo_stack.redo()
    assert three.model.setData(three.model.index(1, Column.NAME), "")
    assert names(three)[1] == "Learning rate 0.3"


def test_delete_is_undone_with_what_came_since(
    qtbot: QtBot, three: RunsPage, session: Session, document: Document
) -> None:
    three.runs.selectRow(2)
    three.runs.setFocus()
    QTest.keyClick(three.runs, Qt.Key.Key_Delete)
    assert names(three) == ["Spiral", "Learning rate 0.3", "Spiral"]
    run(qtbot, session)
    document.undo_stack.undo()
    assert [row.number for row in three.model.rows] == [0, 4, 3, 2, 1]


def test_ticks_go_to_the_comparison_and_the_timeline(three: RunsPage, session: Session) -> None:
    assert not three.compare_button.isEnabled()
    rect = three.runs.visualRect(three.model.index(1, Column.TICK))
    QTest.mouseClick(three.runs.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    three.runs.setCurrentIndex(three.model.index(3, Column.NAME))
    QTest.keyClick(three.runs, Qt.Key.Key_Space)
    assert [run.number for run in session.runs.compared] == [3, 1]
    assert [name for name, _curves in session.runs.overlays()] == ["Learning rate 0.3", "Spiral"]
    assert three.compare_button.text() == "Compare 3"
    three.compare_button.click()
    assert three.is_comparing
    assert {request.probe for request in three.wanted_probes()} == {"boundary"}
    shown = three.compare._runs
    assert [compared.row.number for compared in shown] == [0, 3, 1]
    assert shown[1].output is not None
    assert not np.array_equal(shown[1].output, shown[2].output)
    three.back_button.click()
    assert not three.is_comparing


def test_no_more_runs_are_compared_than_have_a_colour(
    qtbot: QtBot, three: RunsPage, session: Session
) -> None:
    (first, *_rest) = session.runs.runs
    for _copy in range(5):
        session.runs.keep(first)
    ticked = [session.runs.compare(run.number, True) for run in session.runs.runs]
    assert ticked.count(True) == 6
    place = next(n for n, row in enumerate(three.model.rows) if row.number == session.runs.runs[-1].number)
    with qtbot.waitSignal(three.said):
        three.runs.toggle(place)


def test_a_run_is_reopened_as_one_edit(
    qtbot: QtBot, three: RunsPage, session: Session, document: Document
) -> None:
    place = document.undo_stack.index()
    three.runs.setCurrentIndex(three.model.index(2, Column.NAME))
    QTest.keyClick(three.runs, Qt.Key.Key_Return)
    assert document.undo_stack.index() == place + 1
    assert "ReLU" in document.undo_stack.undoText()
    assert document.experiment.graph.structure == turned(FIRST, "activation", "relu").graph.structure
    assert document.experiment.training.learning_rate == FIRST.training.learning_rate
    document.undo_stack.undo()
    assert document.experiment.training.learning_rate == 0.3


def test_a_run_is_reopened_with_the_weights_it_had(qtbot: QtBot, three: RunsPage, session: Session) -> None:
    kept = session.runs.runs[1]
    session.runs.reopen(kept.number, with_weights=True)
    wanted = kept.score("test", "loss")
    qtbot.waitUntil(
        lambda: session.snapshot is not None and session.snapshot.test.loss == wanted, timeout=10_000
    )
    assert session.snapshot is not None
    assert session.snapshot.epoch == 0


def test_pinned_runs_stay_when_others_make_room(three: RunsPage, session: Session) -> None:
    oldest = session.runs.runs[-1]
    session.runs.star(oldest.number, True)
    for _copy in range(150):
        session.runs.keep(oldest.with_(starred=False))
    assert len(session.runs.runs) == 100
    assert session.runs.run(oldest.number) is not None


def test_the_store_is_written_and_read(three: RunsPage, session: Session) -> None:
    session.runs.rename(2, "mine")
    saved, before = runs_to_json(session.runs.runs), names(three)
    session.runs.remove([1, 2, 3])
    assert names(three) == ["Spiral"]
    session.runs.add(runs_from_json(saved))
    assert names(three) == before


def test_the_table_is_written_with_all_numbers(three: RunsPage) -> None:
    table = three.table()
    assert table.header[0] == "run"
    assert len(table.rows) == 4
    column = list(table.header).index("test_loss")
    assert table.rows[1][column] == three.model.row(1).score("test", "loss")
    assert table.rows[2][-1] == "Activation: ReLU; Learning rate: 0.03"


def test_columns_give_way_before_the_name(three: RunsPage) -> None:
    three.resize(640, 170)
    QTest.qWait(1)
    assert three.runs.isColumnHidden(Column.SEED)
    assert not three.runs.isColumnHidden(Column.TEST)
    assert three.runs.columnWidth(Column.NAME) >= 170
    three.resize(1200, 300)
    QTest.qWait(1)
    assert not three.runs.isColumnHidden(Column.SEED)


def test_the_menu_offers_what_fits(three: RunsPage) -> None:
    one = RunMenu(three, [three.model.row(1)])
    two = RunMenu(three, [three.model.row(1), three.model.row(2)])
    enabled = [[a.isEnabled() for a in menu.actions() if a.text()] for menu in (one, two)]
    assert enabled == [[True] * 6, [False, False, True, True, False, True]]
    one.actions()[4].trigger()
    assert three.session.runs.runs[0].starred
    one.deleteLater()
    two.deleteLater()


def test_the_live_row_cannot_be_ticked_or_reopened(three: RunsPage, document: Document) -> None:
    place = document.undo_stack.index()
    three.runs.toggle(0)
    three.reopen(0)
    assert three.session.runs.compared == ()
    assert document.undo_stack.index() == place
    assert three.runs.indexAt(QPoint(5, 5)).row() == 0


@pytest.mark.parametrize(("seconds", "text"), [(0.2, "0.2 s"), (61, "01:01"), (3_725, "1:02:05")])
def test_times_are_short(qtbot: QtBot, seconds: float, text: str) -> None:
    del qtbot
    assert clock(seconds) == text
