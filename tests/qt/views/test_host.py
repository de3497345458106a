"""The bottom dock: which pages it offers, which of them hear of the run, and where they may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from nnplayground.app.document import Document
from nnplayground.app.session import Session
from nnplayground.app.settings import Settings
from nnplayground.app.translation import install_language
from nnplayground.projects import presets
from nnplayground.train.snapshot import ProbeRequest, RunState, empty_snapshot
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme
from nnplayground.ui.views.host import HostState, PageHost
from nnplayground.ui.views.host_tabs import PageTabs, Tab
from nnplayground.ui.views.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

LEFT = Qt.MouseButton.LeftButton


class Recorder(Page):
    """A page that remembers what it was handed."""

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.shown: list[Snapshot] = []
        self.number = ""
        self.bar = QLabel("controls")
        self.bar.setFixedSize(80, 24)

    @classmethod
    def title(cls) -> str:
        return cls.__name__

    def controls(self) -> QWidget:
        return self.bar

    def badge(self) -> str:
        return self.number

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        return frozenset({ProbeRequest(type(self).__name__)})

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.shown.append(snapshot)


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> tuple[type[Recorder], ...]:
    """Three pages of which one fits the plane only, in the place of the program's own."""
    made: dict[str, type[Page]] = {}
    monkeypatch.setattr(Page, "kinds", staticmethod(lambda: tuple(made.values())))
    monkeypatch.setattr(Page, "_kinds", {})

    class First(Recorder):
        name = "first"

    class Plane(Recorder):
        name = "plane"

        @classmethod
        def fits(cls, experiment: Experiment) -> bool:
            return experiment.data.spec().is_plane

    class Last(Recorder):
        name = "last"
        is_eager = True

    made.update(first=First, plane=Plane, last=Last)
    return First, Plane, Last


@pytest.fixture
def make_host(qtbot: QtBot, qapp: QCoreApplication) -> Iterator[Callable[[], PageHost]]:
    theme().apply(qapp)  # type: ignore[arg-type] # pytest-qt's is the whole application
    document = Document(presets.load("spiral"))
    session = Session(document)
    hosts: list[PageHost] = []

    def make() -> PageHost:
        host = PageHost(document, session, Settings())
        qtbot.addWidget(host)
        host.resize(700, 210)
        host.show()
        qtbot.waitExposed(host)
        hosts.append(host)
        return host

    Settings().page = ""
    yield make
    for host in hosts:
        host.close_windows()
    session.close()


@pytest.fixture
def host(kinds: object, make_host: Callable[[], PageHost]) -> PageHost:
    return make_host()


def state() -> Snapshot:
    return empty_snapshot(RunState.PAUSED)


# ---- which pages there are


def test_a_page_is_made_when_it_is_first_shown(host: PageHost) -> None:
    made = {type(page).__name__ for page in host.findChildren(Recorder)}
    assert made == {"First", "Last"}, "the one in front, and the one whose badge counts at once"
    host.show_page("plane")
    assert len(host.findChildren(Recorder)) == 3


def test_only_the_page_in_front_hears_of_the_run(host: PageHost) -> None:
    assert host.wanted_probes() == {ProbeRequest("First")}
    host.show_snapshot(state())
    host.show_page("last")
    host.show_snapshot(state())
    assert [len(host.page(name).shown) for name in ("first", "last")] == [1, 1]
    assert host.wanted_probes() == {ProbeRequest("Last")}
    host.hide()
    host.show_snapshot(state())
    assert host.wanted_probes() == frozenset()
    assert len(host.page("last").shown) == 1


def test_a_page_that_comes_to_the_front_is_told_the_newest_state(host: PageHost) -> None:
    host._session.snapshot = state()
    host.show_page("plane")
    assert host.page("plane").shown == [host._session.snapshot]


def test_a_page_without_anything_to_show_has_no_tab(host: PageHost) -> None:
    host.show_page("plane")
    document = host._document
    document.open(presets.load("digits"))
    assert host.names() == ["first", "last"]
    assert host.current.name == "first"
    document.open(presets.load("spiral"))
    assert host.names() == ["first", "plane", "last"]


def test_the_badge_of_a_page_follows_it(host: PageHost) -> None:
    last = host.page("last")
    last.number = "5"
    last.changed.emit()
    assert host.tabs.bar.tabData(2) == ("5", False)


def test_the_chosen_page_is_in_front_at_the_next_start(
    host: PageHost, make_host: Callable[[], PageHost], qtbot: QtBot
) -> None:
    qtbot.mouseClick(host.tabs.bar, LEFT, pos=host.tabs.bar.tabRect(2).center())
    assert host.current.name == "last"
    assert make_host().current.name == "last"


def test_every_page_of_the_program_has_a_title_of_its_own() -> None:
    titles = [kind.title() for kind in Page.kinds()]
    assert len(set(titles)) == len(titles) >= 2


# ---- windows


def test_a_page_in_a_window_of_its_own_stays_live(host: PageHost, qtbot: QtBot) -> None:
    first = host.page("first")
    host.pop_out()
    window = first.window()
    assert window is not host.window()
    assert window.windowTitle() == "First – Spiral"
    assert host.current.name == "plane"
    host.show_snapshot(state())
    assert host.wanted_probes() == {ProbeRequest("First"), ProbeRequest("Plane")}
    assert len(first.shown) == 1
    assert first.bar.isVisible()
    window.close()
    assert first.window() is host.window()
    assert host.wanted_probes() == {ProbeRequest("Plane")}
    host.show_page("first")
    assert first.bar.isVisible()


def test_several_pages_have_windows_and_their_tabs_say_so(host: PageHost, qtbot: QtBot) -> None:
    for _ in range(3):
        host.pop_out()
    assert len(host.windows()) == 3
    assert host._stack.currentWidget() is host._elsewhere
    qtbot.mouseClick(host._elsewhere.return_button, LEFT)
    assert len(host.windows()) == 2
    assert host.current.isVisible()


def test_windows_go_over_to_the_host_in_another_language(
    host: PageHost, make_host: Callable[[], PageHost]
) -> None:
    host.pop_out()
    host.windows()[0].setGeometry(30, 40, 500, 300)
    kept: HostState = host.state()
    host.close_windows()
    other = make_host()
    other.restore(kept)
    assert other.current.name == "plane"
    assert [window.size().toTuple() for window in other.windows()] == [(500, 300)]


def test_the_window_of_a_page_stands_where_it_stood(host: PageHost) -> None:
    host.pop_out()
    host.windows()[0].resize(640, 400)
    host.windows()[0].close()
    host.show_page("first")
    host.pop_out()
    assert host.windows()[0].size().toTuple() == (640, 400)


# ---- tabs


@pytest.fixture
def tabs(qtbot: QtBot, qapp: QCoreApplication) -> PageTabs:
    widget = PageTabs()
    qtbot.addWidget(widget)
    widget.set_tabs([Tab(f"p{n}", f"Page number {n}") for n in range(10)])
    widget.set_current("p0")
    widget.show()
    return widget


@pytest.mark.parametrize("width", [120, 200, 320, 480, 700])
def test_the_tab_in_front_can_be_seen_and_the_others_are_in_the_menu(tabs: PageTabs, width: int) -> None:
    tabs.resize(width, 32)
    for name in [*tabs.names(), *reversed(tabs.names())]:
        tabs.set_current(name)
        assert name not in tabs.hidden_names()
        assert tabs.bar.width() + tabs.more.width() <= width
    assert tabs.more.isVisible()


def test_tabs_do_not_move_when_one_from_the_menu_is_chosen(tabs: PageTabs) -> None:
    tabs.resize(480, 32)
    shown = [name for name in tabs.names() if name not in tabs.hidden_names()]
    tabs.set_current("p8")
    assert [name for name in tabs.names() if name not in tabs.hidden_names()] == [*shown[:-1], "p8"]
    tabs.set_current("p0")
    assert "p8" not in tabs.hidden_names(), "it keeps the place it was given"


def test_all_tabs_are_shown_where_there_is_room(tabs: PageTabs) -> None:
    tabs.resize(2000, 32)
    assert not tabs.hidden_names()
    assert not tabs.more.isVisible()


# ---- the program's own pages, in its window


@pytest.fixture
def program(qtbot: QtBot, qapp: QCoreApplication) -> Iterator[Program]:
    theme().prepare(qapp)  # type: ignore[arg-type]
    Settings().page = ""
    program = Program(presets.load("spiral"), Settings())
    program.window.show()
    yield program
    program.close()
    install_language("en")


def test_an_enlarged_page_takes_the_place_of_the_canvas(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.bottom.show_page("code")
    small = window.bottom.size()
    window.actions_.enlarge.trigger()
    assert not window.canvas.isVisible()
    assert not window.bottom_dock.isVisible()
    assert not window.right_dock.isVisible()
    assert window.left_dock.isVisible()
    assert window.bottom.current.isVisible()
    qtbot.waitUntil(lambda: window.bottom.height() > 2 * small.height())
    QTest.keyClick(window.bottom, Qt.Key.Key_Escape)
    assert window.canvas.isVisible()
    assert window.bottom_dock.isVisible()
    assert window.right_dock.isVisible()
    qtbot.waitUntil(lambda: window.bottom.size() == small)
    tabs, controls = window.bottom.tabs, window.bottom.current.controls()
    assert controls.isVisible()
    assert tabs.x() + tabs.width() <= controls.mapTo(window.bottom, controls.rect().topLeft()).x()


def test_hiding_the_dock_of_an_enlarged_page_brings_the_canvas_back(program: Program) -> None:
    window = program.window
    window.actions_.enlarge.trigger()
    window.actions_.bottom_dock.trigger()
    assert window.canvas.isVisible()
    assert not window.bottom_dock.isVisible()
    window.actions_.bottom_dock.trigger()
    assert window.bottom.current.isVisible()


def test_nothing_is_enlarged_over_the_welcome_page(program: Program) -> None:
    window = program.window
    window.show_welcome()
    window.actions_.enlarge.trigger()
    assert window.welcome.isVisible()
    assert not window.actions_.enlarge.isChecked()
    window.show_playground()
    window.actions_.enlarge.trigger()
    window.show_welcome()
    window.show_playground()
    assert window.canvas.isVisible(), "the page went back into the dock"
    assert window.bottom_dock.isVisible()


def test_a_double_click_on_a_tab_enlarges_and_shrinks(program: Program, qtbot: QtBot) -> None:
    bar = program.window.bottom.tabs.bar
    place = bar.tabRect(bar.currentIndex()).center()
    qtbot.mouseDClick(bar, LEFT, pos=place)
    assert program.window.place.is_large
    qtbot.mouseDClick(bar, LEFT, pos=place)
    assert not program.window.place.is_large


def test_the_collapsed_dock_opens_at_its_old_height(program: Program, qtbot: QtBot) -> None:
    window = program.window
    height = window.bottom_dock.height()
    window.actions_.collapse.trigger()
    qtbot.waitUntil(lambda: window.bottom_dock.height() < 40)
    assert not window.bottom.current.isVisible()
    qtbot.mouseClick(window.bottom.tabs.bar, LEFT, pos=window.bottom.tabs.bar.tabRect(0).center())
    qtbot.waitUntil(lambda: window.bottom_dock.height() == height)
    assert window.bottom.current.isVisible()


def test_another_language_keeps_the_enlarged_page_and_the_windows(program: Program) -> None:
    program.window.bottom.show_page("code")
    program.window.bottom.pop_out()
    program.window.bottom.show_page("problems")
    program.window.actions_.enlarge.trigger()
    program.set_language("ru")
    window = program.window
    assert window.place.is_large
    assert [page.name for page in window.bottom.visible_pages()] == ["problems", "code"]
    window.actions_.enlarge.trigger()
    assert window.canvas.isVisible()


def test_the_windows_of_pages_close_with_the_programs_own(program: Program) -> None:
    program.window.bottom.pop_out()
    program.window.close()
    assert not program.window.bottom.windows()


def test_keys_turn_the_pages(program: Program) -> None:
    window = program.window
    first, last = window.bottom.names()[0], window.bottom.names()[-1]
    window.bottom.show_page(first)
    QTest.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.bottom.current.name == last
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.bottom.current.name == first
    numbered = {a.data(): a for a in window.actions_.pages.actions()}["gradients"]
    key = Qt.Key(Qt.Key.Key_0 + int(numbered.shortcut().toString()[-1]))
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.bottom.current.name == "gradients"
    unfit = [a for a in window.actions_.pages.actions() if not window.bottom.offers(a.data())]
    assert not any(action.isEnabled() for action in unfit)


# ---- code and problems


@pytest.fixture
def broken(program: Program) -> Program:
    document = program.document
    graph = document.experiment.graph
    for name in ("dense1", "dense2"):
        graph = graph.update(graph.node(name).with_fields(in_features=64))
    document.open(document.experiment.replace(graph=graph))
    return program


def test_all_problems_are_fixed_as_one_entry(broken: Program, qtbot: QtBot) -> None:
    host = broken.window.bottom
    host.show_page("problems")
    at = host.names().index("problems")
    assert host.tabs.bar.tabData(at) == ("1", True)
    qtbot.mouseClick(host.page("problems").fix_all, LEFT)
    assert broken.document.report.ok
    assert broken.document.undo_stack.count() == 1
    assert broken.document.undo_stack.text(0) == "Fix 2 problems"
    assert host.tabs.bar.tabData(at) is None
    assert not host.page("problems").fix_all.isEnabled()


def test_the_first_fix_is_applied_by_command(broken: Program) -> None:
    fix = broken.document.report.problems[0].fixes[0]
    broken.window.actions_.apply_fix.trigger()
    assert broken.document.experiment.graph == fix.graph
    assert broken.document.undo_stack.text(0) == fix.label


def test_code_and_json_are_shown_and_copied(program: Program, qtbot: QtBot) -> None:
    program.window.bottom.show_page("code")
    page = program.window.bottom.page("code")
    assert "nn.Linear(4, 8)" in page.view.toPlainText()
    segments = page.language.findChildren(QWidget)
    qtbot.mouseClick(segments[-1], LEFT)
    json = program.document.experiment.to_json()
    assert page.view.toPlainText() == json
    qtbot.mouseClick(page.copy, LEFT)
    assert QGuiApplication.clipboard().text() == json


def test_code_follows_the_document(program: Program, qtbot: QtBot) -> None:
    program.window.bottom.show_page("code")
    view = program.window.bottom.page("code").view
    experiment = program.document.experiment
    units = experiment.graph.node("dense1").with_fields(units=5)
    program.document.apply("change", experiment.replace(graph=experiment.graph.update(units)))
    qtbot.waitUntil(lambda: "nn.Linear(4, 5)" in view.toPlainText())
