"""torch's library comes into memory beside the window, without torch being imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nnplayground.train import preload

SCRIPT = """
import sys
from pathlib import Path
from nnplayground.train.preload import preload
thread = preload()
if thread is not None:
    thread.join()
mapped = Path("/proc/self/maps").read_text()
print(thread is not None, "libtorch_cpu" in mapped, "torch" in sys.modules)
import torch
print(float(torch.ones(3).sum()))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the maps of a process on Linux")
def test_the_library_is_there_and_torch_still_works() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=280, check=True
    )
    first, total = done.stdout.splitlines()
    assert first in ("True True False", "False False False")  # with one core there is nothing to gain
    assert total == "3.0"


def test_nothing_to_load_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preload.importlib.util, "find_spec", lambda name: None)
    assert preload.preload() is None
