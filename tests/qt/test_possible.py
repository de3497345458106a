"""What can be done is enabled, and what cannot says why, from the menu and by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from nnplayground.ui.main_window import MainWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    theme().prepare(qapp)
    program = Program(presets.load("spiral"), Settings())
    program.window.show()
    program.window.activateWindow()
    program.window.canvas.setFocus()
    yield program.window
    program.close()


def enabled(window: MainWindow, *names: str) -> set[str]:
    return {name for name in names if getattr(window.actions_, name).isEnabled()}


SELECTION = ("cut", "copy", "duplicate", "delete", "rename", "mute", "group", "save_block", "select_path")


def test_nothing_selected_leaves_nothing_to_do_with_a_selection(window: MainWindow) -> None:
    assert not enabled(window, *SELECTION, "ungroup", "fold", "align_left", "undo", "redo")
    window.canvas.select(["dense1"])
    assert enabled(window, *SELECTION, "ungroup", "fold", "align_left") == set(SELECTION)
    assert window.actions_.align_left.toolTip() == "Select at least two layers first."


def test_every_disabled_command_says_why(window: MainWindow) -> None:
    actions: list[QAction] = [*window.actions_.permits.known(), *window.canvas.view.actions_.all()]
    disabled = [action for action in actions if not action.isEnabled()]
    assert len(disabled) > 30
    reason = window.actions_.permits.reason
    assert not [action.text() for action in disabled if not reason(action).endswith(".")]


def test_what_is_enabled_follows_blocks_notes_and_wires(window: MainWindow) -> None:
    a, canvas = window.actions_, window.canvas
    canvas.select(["dense1", "dense2"])
    assert enabled(window, "align_left", "distribute_vertically") == {"align_left"}
    a.group.trigger()
    assert enabled(window, "ungroup", "fold", "undo", "redo") == {"ungroup", "fold", "undo"}
    a.undo.trigger()
    assert enabled(window, "undo", "redo") == {"redo"}
    a.add_note.trigger()
    assert a.colours.actions()[0].isEnabled()
    assert enabled(window, "cut", "mute", "group") == {"cut"}
    canvas.scene.select([], next(iter(canvas.editor.experiment.graph.edges)))
    canvas.scene.backdrop.select([])
    assert enabled(window, "cut", "delete") == {"delete"}


def test_deleting_everything_at_once_disables_what_needs_a_selection(window: MainWindow) -> None:
    window.actions_.add_note.trigger()
    QTest.keyClick(window.canvas.naming.field, Qt.Key.Key_Escape)
    window.actions_.add_frame.trigger()
    QTest.keyClick(window.canvas.naming.field, Qt.Key.Key_Escape)
    window.actions_.select_all.trigger()
    window.actions_.delete.trigger()
    assert not enabled(window, "cut", "group", "align_left", "delete")


def test_fixes_are_offered_while_there_are_problems(window: MainWindow) -> None:
    assert not enabled(window, "apply_fix", "fix_all")
    assert window.actions_.fix_all.toolTip() == "There is no problem to fix."
    window.canvas.scene.select([], window.canvas.editor.experiment.graph.edges[-1])
    window.actions_.delete.trigger()
    assert enabled(window, "apply_fix", "fix_all") == {"apply_fix", "fix_all"}


KEYS = [
    (Qt.Key.Key_G, NONE, "Select a layer first."),
    (Qt.Key.Key_X, CONTROL, "Select a layer, a note or a frame first."),
    (Qt.Key.Key_D, CONTROL, "Select a layer, a note or a frame first."),
    (Qt.Key.Key_Delete, NONE, "Select a layer, a wire, a note or a frame first."),
    (Qt.Key.Key_Delete, SHIFT, "Select a layer, a note or a frame first."),
    (Qt.Key.Key_Z, CONTROL, "There is nothing to undo."),
    (Qt.Key.Key_Period, CONTROL, "There is no problem to fix."),
    (Qt.Key.Key_B, NONE, "The newest moment is shown."),
    (Qt.Key.Key_P, SHIFT, "The network does not read pictures."),
    (Qt.Key.Key_Plus, NONE, "Select one layer first."),
]


def test_a_key_that_can_do_nothing_says_why(window: MainWindow) -> None:
    for key, modifiers, sentence in KEYS:
        QTest.keyClick(window.canvas.view, key, modifiers)
        assert window.notice.isVisible()
        assert window.notice.text() == sentence


def test_a_walk_takes_commands_away_and_gives_back_what_is_possible(window: MainWindow) -> None:
    window.canvas.select(["dense1"])
    window.show_walk()
    assert not enabled(window, *SELECTION)
    assert window.actions_.group.toolTip() == "Leave the walk-through first."
    window.canvas.select([])
    window.show_playground()
    assert not enabled(window, *SELECTION)
    assert enabled(window, "paste", "fit", "play") == {"paste", "fit", "play"}


def test_a_menu_shows_the_reason(window: MainWindow) -> None:
    menu = window.menuBar().actions()[1].menu()
    assert menu.toolTipsVisible()
    assert window.actions_.cut in menu.actions()
    QGuiApplication.clipboard().clear()
    window.canvas.select(["dense1"])
    window.actions_.copy.trigger()
    assert QGuiApplication.clipboard().text()
