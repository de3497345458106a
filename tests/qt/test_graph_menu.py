"""The Graph menu on the real window, while it trains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

Key = Qt.Key


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("spiral"), Settings())
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: program.session.snapshot is not None, timeout=30_000)
    qtbot.waitUntil(lambda: bool(program.window.library.blocks), timeout=10_000)
    program.window.activateWindow()
    program.window.canvas.setFocus()
    yield program
    program.close()


def press(
    program: Program, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(program.window.canvas.view, key, modifier)


def texts(program: Program) -> list[str]:
    stack = program.document.undo_stack
    return [stack.text(number) for number in range(stack.count())]


def test_blocks_names_and_notes_never_disturb_the_run(qtbot: QtBot, program: Program) -> None:
    window, session = program.window, program.session
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.epoch >= 5, timeout=20_000)
    run = session.snapshot.run
    window.canvas.select(["dense1", "dense2"])
    press(program, Key.Key_G)
    press(program, Key.Key_O)
    window.actions_.add_note.trigger()
    QTest.keyClicks(window.canvas.naming.field, "gm")
    QTest.keyClick(window.canvas.naming.field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert texts(program) == ["Group 2 nodes as Block 1", "Fold Block 1", "Add note", "Write note"]
    epoch = session.snapshot.epoch
    qtbot.waitUntil(lambda: session.snapshot.epoch >= epoch + 3, timeout=20_000)
    assert session.snapshot.run == run
    assert session.snapshot.state is RunState.PLAYING
    marks = [str(mark.text) for mark in session.history.arrays().events]
    assert not any("Network edited" in mark for mark in marks)


def test_a_muted_layer_leaves_learning_going(qtbot: QtBot, program: Program) -> None:
    window, session = program.window, program.session
    session.play()
    qtbot.waitUntil(lambda: session.snapshot.epoch >= 3, timeout=20_000)
    window.canvas.select(["dense2"])
    press(program, Key.Key_M)
    assert program.document.experiment.graph.node("dense2").muted
    qtbot.waitUntil(lambda: "dense2" not in session.snapshot.gradient_norms)
    epoch = session.snapshot.epoch
    qtbot.waitUntil(lambda: session.snapshot.epoch >= epoch + 3)
    program.document.undo_stack.undo()
    qtbot.waitUntil(lambda: "dense2" in session.snapshot.gradient_norms)
    epoch = session.snapshot.epoch
    qtbot.waitUntil(lambda: session.snapshot.epoch >= epoch + 3)
    assert session.snapshot.state is RunState.PLAYING


def test_a_selection_is_kept_as_a_block_of_the_palette(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = program.window
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("My stem", True))
    window.canvas.select(["dense1", "dense2"])
    with qtbot.waitSignal(window.library.changed):
        window.actions_.save_block.trigger()
    saved = next(block for block in window.library.blocks if block.is_own)
    assert saved.fragment.name() == "My stem"
    window.canvas.select(["dense2"])
    before = len(program.document.experiment.graph.nodes)
    window._graph.add_block(saved.fragment.to_json())
    assert len(program.document.experiment.graph.nodes) == before + 2
    with qtbot.waitSignal(window.library.changed):
        window.library.remove(saved)


def test_copy_and_paste_by_keys(program: Program) -> None:
    program.window.canvas.select(["dense1"])
    press(program, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    program.window.canvas.select([])
    press(program, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert texts(program) == ["Paste"]
    press(program, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(program.document.experiment.graph.nodes) == 5


def test_every_entry_of_the_graph_menu_does_no_harm_without_a_selection(program: Program) -> None:
    """What needs a selection says so or does nothing; none of them raises."""
    window = program.window
    before = program.document.experiment
    skipped = {"Add layer…", "Add note", "Add frame"}
    menu = next(a.menu() for a in window.menuBar().actions() if a.text() == "Graph")
    actions = [a for a in menu.actions() if not a.isSeparator()]
    for entry in actions:
        for action in entry.menu().actions() if entry.menu() else [entry]:
            if action.text() not in skipped and not action.isSeparator():
                action.trigger()
    assert program.document.experiment == before


@pytest.mark.parametrize("looker", ["canvas", "inspector"])
def test_control_plus_and_minus_zoom_and_brackets_change_the_speed(program: Program, looker: str) -> None:
    window, session = program.window, program.session
    view, control = window.canvas.view, Qt.KeyboardModifier.ControlModifier
    hand = view if looker == "canvas" else window.inspector
    pace, zoom = session.pace, view.zoom
    QTest.keyClick(hand, Key.Key_Plus, control)
    assert view.zoom > zoom
    QTest.keyClick(hand, Key.Key_Minus, control)
    assert view.zoom == pytest.approx(zoom)
    QTest.keyClick(hand, Key.Key_0, control)
    assert view.zoom == 1.0
    assert session.pace == pace
    QTest.keyClick(hand, Key.Key_BracketRight, control)
    assert session.pace != pace
    QTest.keyClick(hand, Key.Key_BracketLeft, control)
    assert session.pace == pace


def test_the_quick_add_offers_what_the_palette_has_as_blocks(program: Program) -> None:
    window = program.window
    window.canvas.select(["dense1"])
    press(program, Key.Key_Slash)
    popup = window.canvas.view.adding.quick_add
    titles = {candidate.variant.title for candidate in popup.candidates}
    assert {block.fragment.name() for block in window.library.blocks} <= titles
    popup.close_()
