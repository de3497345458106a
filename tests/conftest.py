"""What holds for every test: no screen, one thread per library, a home of its own, nothing left behind."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

HOME = Path(tempfile.mkdtemp(prefix="nnplayground-tests-"))

ENDING = 20.0  # s that a thread may take to end after its test
PATIENCE = 60_000  # ms that a test waits for what must come; only what never comes reaches it

HOME_FOLDERS = {
    "HOME": HOME,
    "USERPROFILE": HOME,
    "APPDATA": HOME / "roaming",
    "LOCALAPPDATA": HOME / "local",
    "XDG_CACHE_HOME": HOME / "cache",
    "XDG_CONFIG_HOME": HOME / "config",
    "XDG_DATA_HOME": HOME / "data",
    "XDG_RUNTIME_DIR": HOME / "runtime",
    "XDG_STATE_HOME": HOME / "state",
}


def isolate() -> None:
    """Point everything that a library reads once, at its import, away from the person's machine."""
    for variable, folder in HOME_FOLDERS.items():
        folder.mkdir(mode=0o700, exist_ok=True)  # Qt warns about a runtime folder that others may read
        os.environ[variable] = str(folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["OMP_NUM_THREADS"] = "1"


isolate()  # here and not in a fixture: test modules import Qt and torch while they are collected

# As in the program: a training thread that collects would destroy what Qt made in the window's thread.
gc.disable()

# The first example of a test may load torch; a slow shared machine is no defect either.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("cuda") is not None:
        import torch

        if not torch.cuda.is_available():
            pytest.skip("needs a CUDA device")


def pytest_unconfigure() -> None:
    empty_clipboard()
    shutil.rmtree(HOME, ignore_errors=True)


def empty_clipboard() -> None:
    """Drop what tests have copied: the offscreen platform destroys it after Python has ended, and crashes."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def lasting_threads() -> set[threading.Thread]:
    """Return the running threads that would keep the program from ending."""
    return {t for t in threading.enumerate() if t.is_alive() and not t.daemon}


def visible_windows() -> list[Any]:
    """Return the windows on screen, without looking for Qt where a test has not loaded it."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [w for w in widgets.QApplication.topLevelWidgets() if w.isVisible()]


def bury_windows() -> None:
    """Delete the windows that wait for an event loop to do it, and take off the style sheet.

    Both cost every later test: what styles the application styles all windows there are, and a window that
    is made under a style sheet takes twice as long as one that is dressed when it is whole.
    """
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or (app := widgets.QApplication.instance()) is None:
        return
    from PySide6.QtCore import QEvent

    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if app.styleSheet() and not visible_windows():
        app.setStyleSheet("")


def collect_garbage() -> None:
    """Collect the oldest generation whose turn it is, as Python would in whatever thread."""
    due = [n for n in range(3) if 0 < gc.get_threshold()[n] < gc.get_count()[n]]
    if due:
        gc.collect(due[-1])


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """Wait as long as it takes: what does not come within five seconds may be late on a busy computer."""
    from pytestqt.qtbot import QtBot

    class Patient(QtBot):  # type: ignore[misc]
        def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 0) -> None:
            super().waitUntil(callback, timeout=max(timeout, PATIENCE))

        def waitSignal(self, signal: Any, *, timeout: int = 5_000, **how: Any) -> Any:
            if how.get("raising", True):  # else it waits for nothing to happen, which takes all the time
                timeout = max(timeout, PATIENCE)
            return super().waitSignal(signal, timeout=timeout, **how)

    return Patient(request)


@pytest.fixture(autouse=True)
def leaves_nothing_behind() -> Iterator[None]:
    """Fail a test that leaves a running thread or an open window to the tests after it."""
    threads, windows = lasting_threads(), visible_windows()
    yield
    left_windows = [w for w in visible_windows() if w not in windows]
    for window in left_windows:
        window.close()
    left_threads = lasting_threads() - threads
    for thread in left_threads:
        thread.join(timeout=ENDING)  # one that is ending, on a busy computer, is not left behind
    bury_windows()
    collect_garbage()
    running = [t.name for t in left_threads if t.is_alive()]
    assert not running, f"threads still running: {running}"
    assert not left_windows, f"windows still open: {left_windows}"
