"""The built program as a stranger has it: moved, read-only, without Python, home or language.

``make app-test`` builds it and sets ``NNPLAYGROUND_APP``; without that there is nothing to test here.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
BUILT = os.environ.get("NNPLAYGROUND_APP", "")
LIMIT = 110

pytestmark = pytest.mark.skipif(not BUILT, reason="NNPLAYGROUND_APP does not name a built program")


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    """Return the program in a folder with spaces and Cyrillic letters that nobody may write to."""
    folder = tmp_path_factory.mktemp("app") / "Мои программы" / "NN Playground"
    shutil.copytree(BUILT, folder, symlinks=True, copy_function=os.link)
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]
    for path in folders:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    yield folder / ("nnplayground.exe" if os.name == "nt" else "nnplayground")
    for path in folders:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def run(program: Path, *words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program in an environment that has nothing but what is given (``env -i``)."""
    given = {"QT_QPA_PLATFORM": "offscreen", **environment}
    return subprocess.run([program, *words], env=given, cwd=cwd, capture_output=True, timeout=LIMIT)


def test_nothing_is_missing(program, tmp_path):
    done = run(program, "--self-check", "--json", cwd=tmp_path, HOME=str(tmp_path))
    report = json.loads(done.stdout)
    assert [c for c in report["checks"] if c["failure"]] == []
    assert done.returncode == 0


def test_losses_are_those_of_the_source(program, tmp_path):
    words = ["train", "spiral", "--epochs", "5", "--json"]
    built = json.loads(run(program, *words, cwd=tmp_path).stdout)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "nnplayground", *words]
    source = json.loads(subprocess.run(command, env=environment, capture_output=True, timeout=LIMIT).stdout)
    assert built["losses"] == source["losses"]
    assert built["engine"] == source["engine"]


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"HOME": "/nowhere/at/all"},
        {"LANG": "ru_RU.UTF-8", "LC_ALL": "ru_RU.UTF-8"},
        {"LC_ALL": "C", "PATH": ""},
        {"PYTHONPATH": "/nowhere", "PYTHONHOME": "/nowhere"},
    ],
    ids=["empty", "no-home", "russian", "no-path", "python-variables"],
)
def test_commands_work_in_any_environment(program, tmp_path, environment):
    for words in (["--version", "--verbose"], ["check", "digits-cnn"], ["train", "circle", "--epochs", "1"]):
        done = run(program, *words, cwd=tmp_path, **environment)
        assert (done.returncode, done.stderr) == (0, b""), words


def test_a_picture_of_the_window_can_be_taken(program, tmp_path):
    out = tmp_path / "снимок.png"
    words = ["screenshot", "spiral", "--out", str(out), "--epochs", "20", "--language", "ru"]
    done = run(program, *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    from PIL import Image

    with Image.open(out) as picture:
        assert picture.size == (1440, 900)
        assert len(picture.convert("RGB").resize((64, 40)).getcolors(4096)) > 50


def test_measuring_works(program, tmp_path):
    done = run(program, "bench", "engine", "--quick", "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["results"]


def test_a_sweep_trains_in_processes_of_its_own(program, tmp_path):
    words = ["sweep", "xor", "--vary", "training.learning_rate=0.01,0.1", "--epochs", "3", "--trials", "2"]
    storage = f"sqlite:///{tmp_path / 'sweeps.db'}"
    done = run(program, *words, "--storage", storage, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [trial["state"] for trial in json.loads(done.stdout)["trials"]] == ["done", "done"]


def test_bad_input_is_one_sentence(program, tmp_path):
    done = run(program, "train", "нет такого", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode("utf-8").count("\n") == 1


def test_what_it_does_not_carry_is_said_with_a_way_that_works(program, tmp_path):
    done = run(program, "export", "xor", "--format", "onnx", "--out", str(tmp_path / "a.onnx"), cwd=tmp_path)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert said.count("\n") == 1
    assert "The stand-alone program does not carry it, the Python version does" in said


@pytest.fixture
def screen():
    """Return the name of a display that nobody looks at."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("needs Xvfb and xdotool")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        name = f":{answer.readline().strip()}"
    yield name
    server.terminate()
    server.wait()


def wait_until(holds: Callable[[], bool], act: Callable[[], None]) -> None:
    """Act again and again, until it holds or too much time has passed."""
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        act()
        time.sleep(1)


def test_a_person_can_change_draw_save_and_leave(program, screen, tmp_path):
    project = tmp_path / "мой проект.json"
    shutil.copy(ROOT / "resources/presets/020-circle.json", project)
    before = project.read_bytes()
    environment = {"DISPLAY": screen, "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    window = subprocess.Popen([program, "open", str(project)], env=environment)
    try:
        found = subprocess.run(
            ["xdotool", "search", "--sync", "--onlyvisible", "--name", "NN Playground"],
            env=environment,
            capture_output=True,
            timeout=LIMIT,
        )
        number = found.stdout.split()[0].decode()

        def press(*keys: str) -> None:
            # Keys that come before the window has the keyboard are lost, so they are pressed again and again.
            words = ["windowfocus", number, "key", "--delay", "100", *keys]
            subprocess.run(["xdotool", *words], env=environment, check=False, timeout=LIMIT)

        def draw() -> None:
            """Draw a stroke of points on the plane, and save."""
            across = ["mousemove", "--window", number, "600", "400", "mousedown", "1"]
            across += ["mousemove", "--window", number, "680", "360", "mouseup", "1"]
            subprocess.run(["xdotool", *across], env=environment, check=False, timeout=LIMIT)
            press("ctrl+s")

        press("space")
        wait_until(lambda: project.read_bytes() != before, lambda: press("ctrl+shift+r", "ctrl+s"))
        press("shift+d")
        wait_until(lambda: json.loads(project.read_bytes())["data"]["dataset"]["kind"] == "drawn", draw)
        wait_until(lambda: window.poll() is not None, lambda: press("ctrl+s", "ctrl+q"))
        assert window.returncode == 0
    finally:
        window.kill()
    old, new = json.loads(before), json.loads(project.read_bytes())
    assert new["seed"] != old.get("seed")
    assert [node["id"] for node in new["graph"]["nodes"]] == [node["id"] for node in old["graph"]["nodes"]]
