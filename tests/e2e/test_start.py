"""What is loaded before the first window: nothing that takes seconds and is not needed to show it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SLOW = (
    "torch",
    "pandas",
    "sklearn",
    "scipy",
    "matplotlib",
    "onnx",
    "optuna",
    "PIL",
    "llvmlite",
    "tensorboard",
    "http",
)
LATER = (
    "nnplayground.cli.sweep",
    "nnplayground.ui.drawing_data.page",
    "nnplayground.ui.exporting.export_dialog",
    "nnplayground.ui.importing.table_dialog",
    "nnplayground.ui.views.landscape_map",
    "nnplayground.ui.views.sweep_grid",
    "nnplayground.ui.walkthrough.page",
    "pyqtgraph.parametertree",
    "pyqtgraph.widgets.RemoteGraphicsView",
)
MOST_MODULES = 1060
"""Of everything; the standard library's, Qt's and the program's own."""
MOST_WIDGETS = 650
"""A style sheet goes through each, shown or not."""
START = """
import builtins, json, sys
from nnplayground.cli.window import open_window
from nnplayground.ui import application
from nnplayground.app.settings import Settings
from nnplayground.projects import presets
app = application.make_application("dark", "en")
program = application.Program(presets.load("spiral"), Settings())
program.window.show()
app.processEvents()
"""
TELL = """
found = {"modules": sorted(sys.modules), "widgets": len(app.allWidgets())}
print(json.dumps({**found, "plain": builtins.__import__ is builtins.__orig_import__}))
program.close()
"""


@pytest.fixture(scope="module")
def started() -> dict:
    command = [sys.executable, "-c", START + TELL]
    return json.loads(subprocess.run(command, capture_output=True, text=True, timeout=280, check=True).stdout)


def test_nothing_slow_is_loaded_before_the_first_window(started: dict) -> None:
    loaded = {name.partition(".")[0] for name in started["modules"]}
    assert "PySide6" in loaded
    assert sorted(loaded & set(SLOW)) == []


def test_what_the_first_window_does_not_show_is_neither_loaded_nor_made(started: dict) -> None:
    assert sorted(set(started["modules"]) & set(LATER)) == []
    assert len(started["modules"]) <= MOST_MODULES
    assert started["widgets"] <= MOST_WIDGETS


def test_no_import_reads_the_source_of_what_it_imports(started: dict) -> None:
    assert started["plain"]


@pytest.mark.parametrize(("words", "modules"), [(["--version"], set()), (["list", "presets"], {"listing"})])
def test_a_command_loads_no_other(words: list[str], modules: set[str]) -> None:
    script = (
        "import sys; from nnplayground.cli import main; main.main(sys.argv[1:]);"
        "print(*(name for name in main._COMMANDS if f'nnplayground.cli.{name}' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, timeout=60, check=True
    )
    assert set(done.stdout.splitlines()[-1].split()) == modules


def test_what_was_left_out_is_loaded_when_the_first_picture_came() -> None:
    script = f"""{START}
from dataclasses import replace
from PySide6.QtCore import QTimer
from nnplayground.train.snapshot import ProbeRequest, RunState, empty_snapshot
from nnplayground.ui.warming import Warming
later = "nnplayground.ui.camera"
assert later not in sys.modules
looking = QTimer()
looking.timeout.connect(lambda: later in sys.modules and app.quit())
looking.start(20)
Warming(program.session, program)
first = replace(empty_snapshot(RunState.PAUSED), probes={{ProbeRequest("maps"): {{}}}})
program.session.snapshot_taken.emit(first)
app.exec()
program.close()
"""
    subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=30, check=True)
