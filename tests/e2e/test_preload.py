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
found = preload()
mapped = Path("/proc/self/maps").read_text()
print(found, "libtorch_cpu" in mapped, "torch" in sys.modules)
import torch
print(float(torch.ones(3).sum()))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the maps of a process on Linux")
def test_the_library_is_there_and_torch_still_works() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=280, check=True
    )
    first, total = done.stdout.splitlines()
    assert first == "True True False"
    assert total == "3.0"


def test_nothing_to_load_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preload.importlib.util, "find_spec", lambda name: None)
    assert not preload.preload()
