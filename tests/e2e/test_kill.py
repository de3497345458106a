"""A window killed at any moment loses at most the last two seconds, and leaves nothing unreadable."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from nnplayground.projects import recovery
from nnplayground.train.timeline import Timeline

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

_CHILD = Path(__file__).with_name("restless.py")
_STARTING = 120.0
_SOAK = "NNPLAYGROUND_SOAK" in os.environ
# Seconds of work that may be lost, of those in which the computer let the program work. Beside other tests
# the disk may be late, too.
_LOSS = 2.0 if _SOAK else 2.5


class Victim:
    """The program, and what it said before it died."""

    def __init__(self, seed: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(_CHILD), str(seed)], stdout=subprocess.PIPE, text=True
        )
        self.lines: list[list[str]] = []
        self.hindered = 0.0
        self.started = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            words = line.split()
            if len(words) == 4:
                self.lines.append(words)
                if words[1] == "edit":
                    self.started.set()

    def kill_after(self, seconds: float) -> float:
        assert self.started.wait(_STARTING), "the program did not start"
        before = self.kept_waiting()
        threading.Event().wait(seconds)
        self.hindered = max(self.kept_waiting() - before, 0.0)
        self.process.send_signal(signal.SIGKILL)
        killed = time.time()
        self.process.wait(120)
        self.reader.join(120)
        self.process.stdout.close()
        return killed

    def kept_waiting(self) -> float:
        """Return the seconds that its threads could have run and had no core, as far as Linux tells."""
        waited = 0
        for thread in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat"):
            with suppress(OSError):  # it has ended
                waited += int(thread.read_text().split()[1])
        return waited / 1e9

    def told(self, kind: str, before: float) -> list[list[str]]:
        return [words for words in self.lines if words[1] == kind and float(words[0]) <= before]


@pytest.mark.parametrize("seed", range(100 if _SOAK else 3))
def test_a_kill_loses_two_seconds_at_most(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    victim = Victim(seed)
    killed = victim.kill_after(random.Random(seed).uniform(0.0, 7.0))
    left = recovery.found()
    safe = killed - _LOSS - victim.hindered
    if not left:
        assert not victim.told("edit", safe), "edits made in time are gone"
        return
    (one,) = left
    work = recovery.recover(one.folder)
    assert not work.problems
    edits = {float(words[3]): number for number, words in enumerate(victim.told("edit", killed), 1)}
    rate = work.experiment.training.learning_rate
    assert rate in edits
    assert edits[rate] >= len(victim.told("edit", safe))
    steps = victim.told("step", safe)
    if steps and int(steps[-1][3]) > 0:
        newest = Timeline.from_arrays(work.training).moments()[-1]
        _require_recent(victim, killed, newest.step)


def _require_recent(victim: Victim, killed: float, step: int) -> None:
    """The step was seen, or passed, within the last two seconds (resets begin counting again)."""
    recent = [float(words[0]) for words in victim.told("step", killed) if int(words[3]) >= step]
    safe = killed - _LOSS - victim.hindered
    late = victim.told("step", safe)
    assert recent
    assert recent[-1] >= safe or int(late[-1][3]) <= step
