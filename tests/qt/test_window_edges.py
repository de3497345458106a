"""What the window remembers and says: help on pages, memory of the timeline, and a change of language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from nnplayground.app.settings import Settings
from nnplayground.app.translation import install_language, say
from nnplayground.core.looking import TOPICS
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.ui.application import Program
from nnplayground.ui.help.popup import HelpPopup
from nnplayground.ui.page_help import PageHelp
from nnplayground.ui.panels.inspect_header import NameField
from nnplayground.ui.theme import theme
from nnplayground.ui.views.measures import Choice
from nnplayground.ui.views.pages.gradients import GradientsPage
from nnplayground.ui.views.pages.landscape import LandscapePage
from nnplayground.ui.views.pages.space import SpacePage
from nnplayground.ui.views.pages.timeline import TimelinePage
from nnplayground.ui.views.timeline_memory import MEGABYTE, MemoryNote
from nnplayground.ui.widgets import NumberField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

EXPLAINED = (
    "timeline",
    "gradients",
    "weights",
    "activations",
    "space",
    "landscape",
    "runs",
    "sweep",
    "lockstep",
)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    Settings().timeline_memory = 64
    program = Program(presets.load("spiral"), Settings())
    program.window.resize(1440, 900)
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: program.session.snapshot is not None and program.session.snapshot.run > 0)
    yield program
    program.close()
    Settings().timeline_memory = 64
    install_language("en")


def _popup(program: Program) -> HelpPopup:
    popup = program.window.findChild(HelpPopup)
    assert popup is not None
    return popup


def _said(program: Program) -> str:
    popup = _popup(program)
    assert popup.isVisible()
    assert popup.view is not None
    title = popup.view.texts()[0]
    popup.close_help()
    return title


# -- help ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXPLAINED)
def test_f1_explains_the_page_in_front(program: Program, name: str) -> None:
    program.window.bottom.show_page(name)
    topic = program.window.bottom.current.topic()
    assert topic is not None
    program.window.actions_.explain.trigger()
    assert _said(program) == say(topic.title)


def test_f1_explains_the_page_with_the_keyboard_rather_than_the_selected_node(program: Program) -> None:
    window = program.window
    window.canvas.select(["dense1"])
    window.bottom.show_page("timeline")
    page = window.bottom.current
    assert isinstance(page, TimelinePage)
    window.activateWindow()
    page.chart.setFocus()
    window.actions_.explain.trigger()
    assert _said(program) == "Timeline"


def test_the_menu_of_a_page_explains_it(program: Program) -> None:
    window = program.window
    window.bottom.show_page("space")
    window.pictures.open_page_menu(window.bottom.current, QPoint(200, 700))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == "What is this?").trigger()
    menu.close()
    assert _said(program) == "Space"


def test_the_output_explains_what_it_shows(program: Program) -> None:
    output = program.window.output
    assert output.topic() is TOPICS["output.plain"]
    output.picture.choose_way("entropy")
    assert output.topic() is TOPICS["output.entropy"]
    output.show_tab("threshold")
    assert output.topic() is TOPICS["output.threshold"]
    assert PageHelp(program.window.bottom).explain(output)
    assert _said(program) == "Threshold"


def test_the_past_is_explained_as_the_past(program: Program, qtbot: QtBot) -> None:
    session = program.session
    session.send(Step(epochs=20))
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.epoch == 20, timeout=20_000)
    program.window.bottom.show_page("timeline")
    session.seek(3)
    qtbot.waitUntil(lambda: session.is_past, timeout=20_000)
    assert program.window.bottom.current.topic() is TOPICS["time.travel"]


# -- the timeline's memory -----------------------------------------------------------------------------


def test_memory_is_chosen_in_the_menu_and_remembered(program: Program, qtbot: QtBot) -> None:
    sizes = program.window.actions_.memories
    assert [action.text() for action in sizes.actions()] == ["16 MB", "64 MB", "256 MB", "1024 MB"]
    assert sizes.checkedAction().data() == 64
    sizes.actions()[0].trigger()
    qtbot.waitUntil(lambda: program.session.timeline.budget == 16 * MEGABYTE)
    assert sizes.checkedAction() is sizes.actions()[0]
    assert Settings().timeline_memory == 16
    second = Program(presets.load("circle"), Settings())
    try:
        second.session.start()
        qtbot.waitUntil(lambda: second.session.timeline.budget == 16 * MEGABYTE, timeout=20_000)
        assert second.window.actions_.memories.checkedAction().text() == "16 MB"
    finally:
        second.close()


def test_the_timeline_says_when_a_moment_does_not_fit(program: Program, qtbot: QtBot) -> None:
    window, session = program.window, program.session
    window.bottom.show_page("timeline")
    page = window.bottom.current
    assert isinstance(page, TimelinePage)
    session.send(Step(epochs=1))
    qtbot.waitUntil(lambda: session.timeline.needs > 0, timeout=20_000)
    assert not page.memory.isVisible()
    session.keep_within(session.timeline.needs)
    session.send(Step(epochs=1))
    qtbot.waitUntil(page.memory.isVisible, timeout=20_000)
    assert "choose 16 MB under Train, Time, Memory for the timeline" in page.memory.text()
    session.keep_within(16 * MEGABYTE)
    session.send(Step(epochs=1))
    qtbot.waitUntil(page.memory.isHidden, timeout=20_000)


def test_a_network_too_large_for_any_memory_has_another_remedy(program: Program) -> None:
    note, timeline = MemoryNote(program.window), program.session.timeline
    timeline.fits(600 * MEGABYTE)
    note.show_room(timeline)
    assert note.text().startswith("One moment of this network takes 600.0 MB, too much for any memory")


# -- what cards show -----------------------------------------------------------------------------------


def test_what_cards_show_is_in_the_view_menu(program: Program) -> None:
    window = program.window
    actions = window.actions_.shows.actions()
    view = next(menu.menu() for menu in window.menuBar().actions() if menu.text() == "View")
    assert isinstance(view, QMenu)
    assert all(action in view.actions() for action in actions)
    assert [action.shortcut().toString() for action in actions] == ["Alt+1", "Alt+2", "Alt+3"]
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.canvas.scene.live.show == "gradient"
    window.canvas.overlays.showing.handlers()["show_weights"]()
    assert [action.isChecked() for action in actions] == [False, False, True]
    listed = [action for action in window.actions_.findChildren(QAction) if action.text() == "Show weights"]
    assert listed == [actions[2]]


# -- another language ----------------------------------------------------------------------------------


def test_choices_survive_a_change_of_language(program: Program) -> None:
    window = program.window
    pages = window.bottom
    timeline, gradients = pages.page("timeline"), pages.page("gradients")
    space, landscape = pages.page("space"), pages.page("landscape")
    assert isinstance(timeline, TimelinePage)
    assert isinstance(gradients, GradientsPage)
    assert isinstance(space, SpacePage)
    assert isinstance(landscape, LandscapePage)
    choice = Choice(("accuracy",), frozenset({"test"}), 0.5, "step")
    timeline.choose(choice)
    gradients.show_mode("histogram")
    space.restore({"axes": "units", "many": "one", "layer": "dense1", "units": (2, 3)})
    landscape.surveyor.follows = False
    window.output.picture.choose_way("margin")
    window.output.show_tab("mistakes")
    window.canvas.set_show("gradient")
    window.actions_.slow_motion.setChecked(True)
    program.set_language("ru")
    program.set_language("en")  # the second time without having opened the pages in between
    window = program.window
    pages = window.bottom
    again = [pages.page(name) for name in ("timeline", "gradients", "space", "landscape")]
    assert isinstance(again[0], TimelinePage)
    assert again[0].choice == choice
    assert isinstance(again[1], GradientsPage)
    assert again[1].mode == "histogram"
    assert again[2].state() == {"axes": "units", "many": "one", "layer": "dense1", "units": (2, 3)}
    assert again[3].state()["follows"] is False
    assert window.output.state() == {"way": "margin", "tab": "mistakes", "cell": None}
    assert window.canvas.scene.live.show == "gradient"
    assert window.actions_.shows.checkedAction().data() == "gradient"
    assert window.slow.is_on
    assert not window.slow.is_running
    assert window.actions_.slow_motion.isChecked()


def test_what_is_selected_is_so_in_another_language(program: Program) -> None:
    program.window.canvas.select(["dense1"])
    program.set_language("ru")
    assert program.window.canvas.selection() == ["dense1"]
    assert program.window.right.is_inspector_shown
    program.window.right.show_output()
    program.set_language("en")
    assert program.window.canvas.selection() == ["dense1"]
    assert program.window.right.is_output_shown


def test_space_plays_from_a_field_in_which_nothing_is_typed(qtbot: QtBot, program: Program) -> None:
    samples = program.window.data_panel.findChild(NumberField)
    assert samples is not None
    samples.setFocus()
    QTest.keyClick(samples, Qt.Key.Key_Space)
    assert program.session.is_playing
    shown = samples.text()
    QTest.keyClick(samples, Qt.Key.Key_Space)
    assert not program.session.is_playing
    assert samples.text() == shown
    QTest.keyClicks(samples, "1 ")
    assert not program.session.is_playing


def test_escape_leads_back_from_a_field_to_the_network(program: Program) -> None:
    window = program.window
    window.canvas.select(["dense1"])
    name = window.inspector.findChild(NameField)
    name.setFocus()
    QTest.keyClicks(name, "x")
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert window.canvas.view.hasFocus()
    assert program.document.experiment.graph.node("dense1").title == "Dense 1"


def test_slow_motion_plays_on_in_another_language(program: Program) -> None:
    program.window.actions_.slow_motion.setChecked(True)
    program.window.slow.toggle()
    program.set_language("ru")
    assert program.window.slow.is_running


def test_a_long_name_leaves_the_menus_and_the_marks_their_room(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    window, bar = program.window, program.window.menuBar()
    corner = bar.cornerWidget(Qt.Corner.TopRightCorner)
    window.resize(1280, 720)
    path = tmp_path / ("a <b>name & more " * 10 + ".nnp")
    program.document.open(presets.load("xor"), path, read_only=True)
    qtbot.waitUntil(lambda: corner.geometry().right() <= bar.width())
    last = bar.actionGeometry(bar.actions()[-1])
    assert 0 < last.right() < corner.geometry().left()
    assert "Read-only" in corner.text()
    assert "&lt;b&gt;" in corner.text()
    assert "…" in corner.text()
    assert corner.toolTip() == path.stem
    short = corner.text()
    window.resize(1700, 720)
    qtbot.waitUntil(lambda: len(corner.text()) > len(short))
