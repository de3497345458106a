"""The program with its window: start, language and theme changes, pictures, end."""

from __future__ import annotations

import signal
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from nnplayground import __version__
from nnplayground.app.document import Document
from nnplayground.app.garbage import Collector
from nnplayground.app.recovery import Recovery
from nnplayground.app.session import Session
from nnplayground.app.settings import Settings
from nnplayground.app.translation import install_language, say
from nnplayground.projects import presets
from nnplayground.projects.logs import LOGGER, start_log
from nnplayground.ui.fonts import load_fonts
from nnplayground.ui.icons import app_icon
from nnplayground.ui.main_window import MainWindow
from nnplayground.ui.numbers import format_number
from nnplayground.ui.receiving import Given
from nnplayground.ui.recovery import offer_recovery
from nnplayground.ui.theme import theme
from nnplayground.ui.views.timeline_memory import MEGABYTE
from nnplayground.ui.warming import Warming

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.experiment import Experiment

__all__ = ["Program", "make_application", "run_window"]

_NO_PAINT = 1000  # ms after which a window that nobody sees begins all the same


class Program(QObject):
    """One document, its training and its window; the window is made anew when the language changes."""

    crashed = Signal(object)
    """An exception that nobody expected in another thread; a signal reaches the window's."""

    def __init__(self, experiment: Experiment, settings: Settings) -> None:
        super().__init__()
        self.crashed.connect(self._report_crash)
        self.settings = settings
        self.document = Document(experiment, self)
        self.session = Session(self.document, self)
        self.session.keep_within(settings.timeline_memory * MEGABYTE)
        self.recovery: Recovery | None = None
        self.window = self._new_window()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme().dress(app)

    def _new_window(self) -> MainWindow:
        window = MainWindow(self.document, self.session, self.settings)
        window.language_chosen.connect(self._change_language)
        return window

    def _change_language(self, language: str) -> None:
        # From the menu's own event: the old window may only go when that has returned.
        QTimer.singleShot(0, self, lambda: self.set_language(language))

    def set_language(self, language: str) -> None:
        """Show the window in another language; training goes on."""
        self.settings.language = language
        install_language(language)
        old, state = self.window, self.window.state()
        self.window = self._new_window()
        self.window.restore(state)
        if old.isVisible():
            self.window.setGeometry(old.geometry())
            self.window.show()
        old.retire()

    def begin(self, path: Path | None, recover: Path | None) -> None:
        """Do what a start does once the window can be seen.

        Parameters
        ----------
        path, recover : Path, optional
            As in :func:`run_window`.
        """
        Warming(self.session, self)
        self.session.start()
        self.keep_safe()
        if self.settings.problem is not None:
            self.window.announcer.say(say(self.settings.problem), "warning", seconds=20)
        offer_recovery(self, recover)
        if path is not None:
            self.open_path(path)

    def keep_safe(self) -> None:
        """Write what is unsaved to disk from now on."""
        self.recovery = Recovery(self.document, self.session, self._portrait, self)
        self.recovery.failed.connect(self._on_unsafe)
        self.recovery.left_out.connect(self._on_left_out)
        self.recovery.start()

    def _portrait(self) -> Callable[[], bytes] | None:
        return self.window.files.picture() if self.window.files.picture is not None else None

    def _on_unsafe(self, error: PlaygroundError) -> None:
        sentence = self.tr("Unsaved work cannot be kept safe at the moment: {reason} Save the project.")
        self.window.announcer.say(sentence.format(reason=say(error)), "error")

    def _on_left_out(self, size: int, most: int) -> None:
        sentence = self.tr(
            "The training takes {size} MB: it is kept when you save. Up to {most} MB are kept by themselves; "
            "edits always are."
        )
        said = sentence.format(size=format_number(size), most=format_number(most))
        self.window.announcer.say(said, "info", seconds=12)

    def open_path(self, path: Path) -> None:
        """Open whatever a path names."""
        self.window.dropping.open(Given((path,)))

    def open_file(self, name: str) -> None:
        """Open a file that was double-clicked while the program runs."""
        self.open_path(Path(name))

    def _report_crash(self, error: BaseException) -> None:
        self.window.report_crash(error)

    def close(self) -> None:
        """End training and let go of the window."""
        if self.recovery is not None:
            # A window that nobody closed has not been asked what becomes of its edits.
            self.recovery.close(keep=self.document.is_modified and self.window.isVisible())
        self.document.hold(None)
        self.session.close()
        self.window.retire()


class _Application(QApplication):
    """Hears of files that are opened by a double-click where the system says so by an event: on macOS."""

    file_opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(event.file())
            return True
        return super().event(event)


def make_application(theme_mode: str, language: str) -> QApplication:
    """Return this process's application, made if there is none, in a theme and a language."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QGuiApplication.setDesktopFileName("nnplayground")
        app = _Application(sys.argv[:1])
    if app.findChild(Collector) is None:
        Collector(app)
    app.setApplicationName("NN Playground")
    app.setWindowIcon(app_icon())
    load_fonts()
    install_language(language)
    theme().set_mode(theme_mode)
    theme().prepare(app)  # the program puts on the rest when its window is made
    return app


def run_window(experiment: Experiment | None, path: Path | None = None, recover: Path | None = None) -> int:
    """Open the window and return the exit status once it is closed.

    Parameters
    ----------
    experiment : Experiment or None
        None starts with the default preset, or the welcome page if the person wants that.
    recover : Path, optional
        The folder of unsaved work that another window was asked to open in this one.
    path : Path, optional
        What is opened then: a project file with its training, a table, a picture.
    """
    start_log(__version__)
    settings = Settings()
    app = make_application(settings.theme, settings.language)
    program = Program(experiment or presets.load(presets.DEFAULT), settings)
    _report_crashes(program)
    program.window.show()
    if experiment is None and path is None and settings.show_welcome:
        program.window.show_welcome()
    if isinstance(app, _Application):
        app.file_opened.connect(program.open_file)
    _FirstPaint(program.window, partial(program.begin, path, recover))
    # The session's timer lets Python run often enough to hear Ctrl+C.
    signal.signal(signal.SIGINT, lambda *_: app.quit())
    try:
        return app.exec()
    finally:
        program.close()


class _FirstPaint(QObject):
    """Calls what waits for the first paint of a window, once; without a paint, soon.

    What a start loads then keeps the system's loader of libraries busy, and the first paint may need it.
    """

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(_NO_PAINT, self, self._go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._go_on)
        return False

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


def _report_crashes(program: Program) -> None:
    """Show an unexpected error as a sentence; the traceback goes to the log and to standard error."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        LOGGER.critical("unexpected error", exc_info=(kind, error, trace))
        if not issubclass(kind, KeyboardInterrupt):
            program.window.report_crash(error)

    default = threading.excepthook

    def thread_hook(failure: threading.ExceptHookArgs) -> None:
        default(failure)
        if failure.exc_value is not None:
            LOGGER.critical("unexpected error in a thread", exc_info=failure.exc_value)
        program.crashed.emit(failure.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook
