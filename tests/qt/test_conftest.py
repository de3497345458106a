"""A test that leaves something behind fails itself, not the tests after it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

LEAVES_THREAD = """
import threading
release = threading.Event()

def test_leaves_a_thread():
    threading.Thread(target=release.wait, name="forgotten").start()

def test_after_it():
    release.set()
"""

LEAVES_WINDOW = """
from PySide6.QtWidgets import QWidget

def test_leaves_a_window(qapp):
    global window
    window = QWidget()
    window.show()

def test_after_it(qapp):
    assert not window.isVisible()
"""

CLEANS_UP = """
import threading
from PySide6.QtWidgets import QWidget

def test_cleans_up(qtbot):
    thread = threading.Thread(target=lambda: None)
    thread.start()
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
"""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    conftest = Path(__file__).parents[1].joinpath("conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(conftest.replace("ENDING = 20.0", "ENDING = 0.1"))
    return pytester


def test_a_forgotten_thread_is_named(suite) -> None:
    suite.makepyfile(LEAVES_THREAD)
    result = suite.runpytest_subprocess("-p", "no:xvfb")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*threads still running: ?'forgotten'?*"])


def test_a_forgotten_window_is_named_and_closed(suite) -> None:
    suite.makepyfile(LEAVES_WINDOW)
    result = suite.runpytest_subprocess("-p", "no:xvfb")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*windows still open:*QWidget*"])


def test_what_is_cleaned_up_passes(suite) -> None:
    suite.makepyfile(CLEANS_UP)
    suite.runpytest_subprocess("-p", "no:xvfb").assert_outcomes(passed=1)


def test_the_home_is_not_the_persons() -> None:
    assert "nnplayground-tests-" in str(Path.home())
    assert os.environ["XDG_CONFIG_HOME"].startswith(str(Path.home()))
