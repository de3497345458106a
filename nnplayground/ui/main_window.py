"""The window: menus, toolbar, docks, canvas, status bar, and what connects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from nnplayground.app.block_library import BlockLibrary
from nnplayground.app.translation import current_language, say
from nnplayground.ui.actions import Actions
from nnplayground.ui.announcer import Announcer
from nnplayground.ui.attending import Attending
from nnplayground.ui.canvas_answers import CanvasAnswers
from nnplayground.ui.docks import Dock, LeftDock, RightDock
from nnplayground.ui.drawing_data.opening import Drawing
from nnplayground.ui.dropping import Dropping
from nnplayground.ui.editor.canvas import Canvas
from nnplayground.ui.exporting.exporter import Exporter
from nnplayground.ui.graph_commands import GraphCommands
from nnplayground.ui.host_place import HostPlace
from nnplayground.ui.importing.opening import TableImports
from nnplayground.ui.menus import add_menus, context_actions, window_actions
from nnplayground.ui.panels.data_panel import DataPanel
from nnplayground.ui.panels.inspector import Inspector
from nnplayground.ui.panels.palette import Palette
from nnplayground.ui.portrait import Portrait
from nnplayground.ui.possible import Possible
from nnplayground.ui.slow_motion import SlowMotion
from nnplayground.ui.status import StatusBar
from nnplayground.ui.theme import theme
from nnplayground.ui.time_commands import TimeCommands
from nnplayground.ui.toolbar import Toolbar
from nnplayground.ui.views.host import PageHost
from nnplayground.ui.views.output import OutputView
from nnplayground.ui.walkthrough.opening import Walk
from nnplayground.ui.watching import Watching
from nnplayground.ui.welcome.welcome_page import WelcomePage
from nnplayground.ui.window_commands import WindowCommands
from nnplayground.ui.window_files import FileCommands
from nnplayground.ui.window_pages import WindowPages
from nnplayground.ui.window_pictures import WindowPictures
from nnplayground.ui.window_state import WindowState
from nnplayground.ui.window_title import WindowTitle

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.app.settings import Settings
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.experiment import Experiment

__all__ = ["MainWindow"]


class MainWindow(QMainWindow):
    """Shows one document and its session.

    Attributes
    ----------
    language_chosen : Signal(str)
        The person wants another language; whoever owns the window makes a new one.
    """

    language_chosen = Signal(str)

    def __init__(self, document: Document, session: Session, settings: Settings) -> None:
        super().__init__()
        self._document, self._session, self._settings = document, session, settings
        self._retired = False
        self.actions_ = Actions(document, self)
        self.files = FileCommands(document, session, settings, self)
        self._make_parts()
        self._lay_out()
        self._fill_menus()
        self._connect_actions()
        self._connect_parts()
        self._title.refresh()
        self._on_changed(document.experiment, document.experiment)
        if session.points is not None:
            self._on_points()
        if session.snapshot is not None:
            self.watching.show_snapshot(session.snapshot)
        self.resize(1440, 900)

    # -- building --------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        document = self._document
        self.canvas = Canvas(self._session.attention.samples)
        self.canvas.set_document(document)
        self.canvas.scene.live.history = self._session.history
        self.data_panel = DataPanel(document)
        self.library = BlockLibrary(parent=self)
        self.palette_panel = Palette(document, self.library)
        self.output = OutputView(document, self._session.attention)
        self.inspector = Inspector(document)
        self.bottom = PageHost(document, self._session, self._settings)
        self.watching = Watching(self, self._session)
        self.toolbar = Toolbar(document, self.actions_)
        self.status = StatusBar()
        self.welcome = WelcomePage(self._settings)
        self.right = RightDock(self.output, self.inspector)

    def _lay_out(self) -> None:
        self.walk = Walk(self._document, self._session, self.canvas.neuron.samples, self.actions_)
        self.tables = TableImports(self._document, self)
        self.drawing = Drawing(self._document, self._session, self.actions_)
        self._pages = WindowPages(self)
        self.setCentralWidget(self._pages)
        self.announcer = Announcer(self._document, self._session, self, self._pages)
        self.notice = self.announcer.notice
        self.left_dock = Dock(
            "left", self.tr("Data and layers"), LeftDock(self.data_panel, self.palette_panel), 248
        )
        self.right_dock = Dock("right", self.tr("Output and inspector"), self.right, 380)
        self.bottom_dock = Dock("bottom", self.tr("Pages of the run"), self.bottom, 0, 210)
        self.place = HostPlace(self.bottom, self.bottom_dock, self.actions_, self)
        self._pages.addWidget(self.place.large)
        areas = Qt.DockWidgetArea
        self.addDockWidget(areas.LeftDockWidgetArea, self.left_dock)
        self.addDockWidget(areas.RightDockWidgetArea, self.right_dock)
        self.addDockWidget(areas.BottomDockWidgetArea, self.bottom_dock)
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, areas.LeftDockWidgetArea),
            (Qt.Corner.BottomRightCorner, areas.RightDockWidgetArea),
        ):
            self.setCorner(corner, area)
        self._bar = self._add_bar("toolbar", self.toolbar, 48, Qt.ToolBarArea.TopToolBarArea)
        # A bar too: QStatusBar keeps margins of its own around what it shows.
        self._foot = self._add_bar("foot", self.status, 24, Qt.ToolBarArea.BottomToolBarArea)

    def _add_bar(self, name: str, content: QWidget, height: int, area: Qt.ToolBarArea) -> QToolBar:
        bar = QToolBar(content.accessibleName() or name, self)
        bar.setObjectName(name)
        bar.setMovable(False)
        bar.setFixedHeight(height)
        bar.addWidget(content)
        bar.toggleViewAction().setEnabled(False)
        self.addToolBar(area, bar)
        return bar

    def _fill_menus(self) -> None:
        self._title = WindowTitle(self._document, self)
        self.pictures = WindowPictures(self, self._document, self._session, self.actions_)
        self.exporter = Exporter(self, self._document, self._session, self.actions_)
        self.bottom.set_window_actions(window_actions(self.actions_))
        add_menus(self.menuBar(), self.actions_)

    def _connect_actions(self) -> None:
        a, files, session, canvas = self.actions_, self.files, self._session, self.canvas
        commands = WindowCommands(self._document, session, canvas, self.toolbar, a, self.bottom)
        self._commands = commands
        self._answers = CanvasAnswers(self, self._document, session)
        self._graph = GraphCommands(a, canvas, self.library)
        self._possible = Possible(a, canvas, self._document)
        self.dropping = Dropping(self)
        self.slow = SlowMotion(self._document, session, canvas)
        self._time = time = TimeCommands(self._document, session, self.slow, a, self._settings)
        a.slow_motion.toggled.connect(commands.show_pace)
        canvas.view.more_actions.update(context_actions(a))
        self.announcer.slower_wanted.connect(commands.restart_slower)
        self.announcer.report_wanted.connect(commands.show_report)
        a.connect_all(
            {
                "open_clipboard": self.dropping.open_clipboard,
                "welcome": self.show_welcome,
                "quit": self.close,
                "duplicate": canvas.editor.duplicate,
                "delete": canvas.editor.delete,
                "add_layer": canvas.quick_add,
                "search_layers": self.palette_panel.focus_search,
                "arrange": canvas.editor.arrange,
                "enlarge": self._pages.toggle_enlarged,
                "play": time.toggle,
                "step": time.step,
                "step_epoch": time.step_epoch,
                "walk": self.show_walk,
                "draw_picture": self._answers.show_pad,
                "draw_data": self.show_drawing,
                "import_table": self.tables.ask,
                "import_folder": self.data_panel.ask_image_folder,
                "import_images": self.data_panel.ask_images,
                "reset": session.reset,
                "fit": canvas.fit,
            }
        )
        files.connect_to(a, self.welcome)
        for dock, action in self.docks():
            action.setChecked(True)
            action.toggled.connect(self.place.show_dock if dock is self.bottom_dock else dock.setVisible)
            action.toggled.connect(self.watching.later)
        for group, value in ((a.themes, theme().mode.value), (a.languages, current_language())):
            for action in group.actions():
                action.setChecked(action.data() == value)
        a.themes.triggered.connect(self._choose_theme)
        a.languages.triggered.connect(self._choose_language)

    def _connect_parts(self) -> None:
        document, session, canvas = self._document, self._session, self.canvas
        document.changed.connect(self._on_changed)
        document.replaced.connect(self._on_replaced)
        self._time.played.connect(self.toolbar.show_playing)
        session.points_loaded.connect(self._on_points)
        session.failed.connect(self._on_failed)
        self.toolbar.pace_chosen.connect(self._commands.choose_pace)
        self.slow.changed.connect(self.watching.later)
        self.inspector.probesChanged.connect(self.watching.later)
        self.output.changed.connect(self.watching.later)
        self._attending = Attending(session.attention, document, canvas, self.output, self)
        self.palette_panel.layerChosen.connect(canvas.add_layer)
        self.palette_panel.blockChosen.connect(self._graph.add_block)
        self._graph.refused.connect(self._on_refused)
        self._graph.pasted_other.connect(self.dropping.open_clipboard)
        self.dropping.said.connect(self.announcer.say)
        self.library.failed.connect(self._on_failed)
        self.library.load()
        canvas.refused.connect(self._on_refused)
        canvas.probesChanged.connect(self.watching.later)
        canvas.spaceTapped.connect(self._time.toggle)
        self.bottom.probesChanged.connect(self.watching.later)
        self.bottom.said.connect(self.announcer.say)
        self.pictures.saver.said.connect(self.announcer.say)
        self.exporter.said.connect(self.announcer.say)
        self.right.shown_changed.connect(self.watching.later)
        self.files.picture = Portrait(self.output.picture, session).take
        self.files.opened.connect(self.show_playground)
        self.files.said.connect(self.announcer.say)
        self.files.watch.offered.connect(self.announcer.offer)
        self.welcome.themeChosen.connect(self._set_theme)
        self.welcome.languageChosen.connect(self.language_chosen)
        self.welcome.closed.connect(self.show_playground)
        self.data_panel.draw.clicked.connect(self.show_drawing)

    # -- pages -----------------------------------------------------------------------------------------

    def show_welcome(self) -> None:
        """Show presets, recent files and the link field; training pauses."""
        self._session.pause()
        self.welcome.refresh()
        self._pages.show_page(self.welcome)

    def show_playground(self) -> None:
        """Show the canvas and the docks."""
        self._pages.show_page(self.canvas)
        self.watching.later()

    def show_walk(self) -> None:
        """Walk through one sample; training pauses."""
        self._pages.show_page(self.walk.page)
        self.watching.later()

    def show_drawing(self) -> None:
        """Draw data by hand; training goes on."""
        self._pages.show_page(self.drawing.page)
        self.watching.later()

    @property
    def is_playground(self) -> bool:
        """Whether the network, a drawing or an enlarged page is shown: not the welcome page or a walk."""
        return self._pages.is_playground

    def docks(self) -> tuple[tuple[Dock, QAction], ...]:
        """Return the docks, each with the action that shows it."""
        a = self.actions_
        return (
            (self.left_dock, a.left_dock),
            (self.right_dock, a.right_dock),
            (self.bottom_dock, a.bottom_dock),
        )

    def show_bars(self, shown: bool) -> None:
        """Show or hide toolbar and status bar, and the title with them."""
        self._bar.setVisible(shown)
        self._foot.setVisible(shown)
        self._title.set_visible(shown)

    def state(self) -> WindowState:
        """Return what a window in another language takes over."""
        return WindowState.of(self, welcome=self._pages.is_welcome)

    def restore(self, state: WindowState) -> None:
        """Take over the state of the window before."""
        self.toolbar.show_playing(self._session.is_playing)
        self.toolbar.set_pace(self._session.pace)
        state.choose_in(self)
        if state.welcome:
            self.show_welcome()
        elif state.enlarged:
            self._pages.toggle_enlarged()

    # -- what happens ----------------------------------------------------------------------------------

    def _on_changed(self, _before: Experiment, after: Experiment) -> None:
        self.status.show_report(self._document.report)
        self.palette_panel.setVisible("numHiddenLayers" not in after.view.hidden)
        a = self.actions_
        a.test_data.setChecked(after.view.show_test)
        a.discretize.setChecked(after.view.discretize)
        fits = self.output.picture.pad.fits(after.data.spec())
        a.permits.allow(a.draw_picture, "" if fits else self.tr("The network does not read pictures."))
        self.watching.later()

    def _on_replaced(self) -> None:
        self.output.clear()
        if self._session.has_points:  # else they will be told when they are loaded
            self._on_points()
        self.announcer.tell_notes()
        self._title.refresh()

    def _on_points(self) -> None:
        points = self._session.points
        if points is not None:
            self.output.show_points(points)
            self.status.show_points(points)

    def _on_failed(self, error: PlaygroundError) -> None:
        self.announcer.say(say(error), "error")

    def _on_refused(self, sentence: str) -> None:
        self.announcer.say(sentence, "warning")

    # -- commands --------------------------------------------------------------------------------------

    def _choose_theme(self, action: QAction) -> None:
        self._set_theme(action.data())

    def _set_theme(self, mode: str) -> None:
        self._settings.theme = mode
        theme().set_mode(mode)
        for action in self.actions_.themes.actions():
            action.setChecked(action.data() == mode)

    def _choose_language(self, action: QAction) -> None:
        self.language_chosen.emit(action.data())

    # -- sentences -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the network; of the key of a command that cannot be done now, say why."""
        reason = self.actions_.permits.why_not(event)
        if reason:
            self.announcer.say(reason, "info")
        elif event.key() == Qt.Key.Key_Escape and self.canvas.isVisible():
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.notice.isVisible():
            self.announcer.place()

    def report_crash(self, error: BaseException) -> None:
        """Say that something unexpected happened; the document is safe."""
        self.announcer.tell_crash(error)

    # -- end -------------------------------------------------------------------------------------------

    def retire(self) -> None:
        """Close without asking; another window shows the document now, or none."""
        self._retired = True
        self._title.retire()
        self.watching.retire()
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._retired or not self._document.is_modified:
            self._settings.window_geometry = self.saveGeometry()
            self.bottom.close_windows()
            event.accept()
            return
        event.ignore()
        self.files.save_first(self._close_unsaved)

    def _close_unsaved(self) -> None:
        self._settings.window_geometry = self.saveGeometry()
        self._retired = True
        self.close()
