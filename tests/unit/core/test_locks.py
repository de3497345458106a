"""Locks end with their programs, and are never had twice."""

from __future__ import annotations

import subprocess
import sys

from nnplayground.core.locks import ProgramLock


def test_a_lock_ends_with_its_program(tmp_path):
    path = tmp_path / "lock"
    code = (
        "import sys; from pathlib import Path; from nnplayground.core.locks import ProgramLock; "
        "lock = ProgramLock(Path(sys.argv[1])); print(lock.take(), flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "True"
    mine = ProgramLock(path)
    assert not mine.take()
    process.kill()
    process.communicate()
    assert mine.take()
    mine.release()


def test_a_lock_is_had_once_even_within_a_program(tmp_path):
    first, second = ProgramLock(tmp_path / "lock"), ProgramLock(tmp_path / "lock")
    assert first.take()
    assert first.take()
    assert first.held
    assert not second.take()
    first.release()
    assert not first.held
    assert second.take()
    second.release()


def test_where_no_file_can_be_there_is_no_lock(tmp_path):
    assert not ProgramLock(tmp_path / "absent" / "lock").take()
