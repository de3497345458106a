"""What is loaded before the first window: nothing that takes seconds and is not needed to show it."""

from __future__ import annotations

import subprocess
import sys

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
)
SCRIPT = """
import sys
from nnplayground.ui import application
from nnplayground.app.settings import Settings
from nnplayground.projects import presets
app = application.make_application("dark", "en")
program = application.Program(presets.load("spiral"), Settings())
program.window.show()
app.processEvents()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
program.close()
"""


def test_nothing_slow_is_loaded_before_the_first_window() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=280, check=True
    )
    loaded = set(done.stdout.split())
    assert "PySide6" in loaded
    assert sorted(loaded & set(SLOW)) == []
