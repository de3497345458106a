"""The self-check as a person starts it, and that it notices what is broken."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnplayground.core.dataset import Dataset
from nnplayground.core.layer import Layer
from nnplayground.exports.format import formats
from nnplayground.projects import logs, presets

ROOT = Path(__file__).parents[2]


def start(*words: str, root: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "nnplayground", *words]
    return subprocess.run(command, env=environment, cwd=root, capture_output=True, timeout=280)


def test_everything_that_discovery_finds_is_checked_and_works():
    done = start("--self-check", "--json")
    report = json.loads(done.stdout)
    failed = [check for check in report["checks"] if check["failure"]]
    assert (done.returncode, report["ok"], failed) == (0, True, [])
    names = {(check["group"], check["name"]) for check in report["checks"]}
    wanted = {("layers", name) for name in Layer.kinds()}
    wanted |= {
        ("datasets", name) for name, kind in Dataset.kinds().items() if not (kind.is_own or kind.is_remote)
    }
    wanted |= {("presets", name) for name in presets.names()}
    wanted |= {("window", "main"), ("translations", "ru"), ("fonts", "all"), ("engine", "native")}
    wanted |= {("exports", kind) for kind, each in formats().items() if not each.modules}
    wanted |= {("tables", "xlsx"), ("pictures", "WEBP"), ("exports", "film"), ("sweeps", "sqlite")}
    wanted |= {("texts", "formulas"), ("texts", "order")}
    assert wanted <= names


@pytest.fixture
def broken(tmp_path):
    """Return a copy of the program in which an icon, the Russian words and a preset are damaged."""
    shutil.copytree(ROOT / "nnplayground", tmp_path / "nnplayground")
    most = shutil.ignore_patterns("[1-9]??-*.json")  # of the presets: training all takes a minute
    shutil.copytree(ROOT / "resources", tmp_path / "resources", ignore=most)
    (tmp_path / "resources/icons/play.svg").write_text("<svg", encoding="utf-8")
    (tmp_path / "resources/translations/nnplayground_ru.qm").write_bytes(b"nothing")
    (tmp_path / "resources/presets/020-circle.json").write_text("{}", encoding="utf-8")
    return tmp_path


def test_what_is_broken_is_named_and_the_rest_is_still_checked(broken):
    done = start("--self-check", root=broken)
    said = done.stdout.decode("utf-8")
    assert done.returncode == 1
    for what in ("FAILED icons play", "FAILED translations ru", "FAILED presets circle"):
        assert what in said
    assert "FAILED layers" not in said
    assert "checks failed." in said


def test_the_log_is_written_where_it_is_said_to_be_and_stays_small(monkeypatch, tmp_path):
    monkeypatch.setattr(logs, "log_folder", lambda: tmp_path / "log")
    path = logs.start_log("9.9")
    try:
        assert path is not None
        for number in range(60_000):
            logs.LOGGER.error("line %s of something that goes on and on, forever and ever again", number)
        files = sorted(path.parent.glob("nnplayground.log*"))
        assert 1 < len(files) <= 4
        assert all(file.stat().st_size <= 1_100_000 for file in files)
        assert "line 59999" in path.read_text(encoding="utf-8")
    finally:
        logs.stop_log()


def test_without_a_place_for_the_log_the_program_starts_all_the_same(monkeypatch, tmp_path):
    (tmp_path / "log").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setattr(logs, "log_folder", lambda: tmp_path / "log")
    assert logs.start_log("9.9") is None
