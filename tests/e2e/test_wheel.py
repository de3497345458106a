"""What `pip install` gives: the wheel and the source archive carry everything, wherever they are started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(command: list[str | Path], folder: Path, **environment: str) -> str:
    given = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**given, **environment},
        capture_output=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> tuple[Path, Path]:
    """Return a source archive, and a wheel that was built from nothing else."""
    folder = tmp_path_factory.mktemp("archives")
    build = [sys.executable, "-m", "hatchling", "build"]
    run([*build, "-t", "sdist", "-d", folder], ROOT)
    source = next(folder.glob("*.tar.gz"))
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    run([*build, "-t", "wheel", "-d", folder], folder / source.name.removesuffix(".tar.gz"))
    return source, next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(archives, tmp_path_factory) -> Path:
    """Return the programs' folder of an environment that has the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / Path(sys.executable).name
    run([sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "-q", archives[1]], folder)
    site = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).strip())
    # The dependencies by path only: an editable install of the checkout beside them is not followed.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return programs


def test_the_wheel_holds_all_resources(archives):
    files = set(zipfile.ZipFile(archives[1]).namelist())
    tracked = run(["git", "ls-files", "resources", "nnplayground"], ROOT).splitlines()
    places = {f"nnplayground/{name}" if name.startswith("resources/") else name for name in tracked}
    assert places <= files
    assert "nnplayground/resources/translations/nnplayground_ru.qm" in files
    assert any(name.endswith("licenses/LICENSE") for name in files)
    assert not [name for name in files if name.startswith(("tests/", "packaging/"))]


def test_the_source_archive_can_be_worked_on(archives):
    with tarfile.open(archives[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "README.md", "LICENSE", "packaging/bootstrap.py", "tests/e2e/test_wheel.py"} <= names


def test_both_ways_to_start_it_agree_in_any_folder(installed, tmp_path):
    python = next(installed.glob("python*"))
    command = run([installed / "nnplayground", "list", "presets", "--json"], tmp_path)
    assert command == run([python, "-m", "nnplayground", "list", "presets", "--json"], tmp_path)
    assert "spiral" in command
    where = run([python, "-c", "import nnplayground; print(nnplayground.__file__)"], tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_it_trains_and_draws_its_window(installed, tmp_path):
    program = installed / "nnplayground"
    result = json.loads(run([program, "train", "xor", "--epochs", "3", "--json"], tmp_path))
    own = json.loads(
        run([sys.executable, "-m", "nnplayground", "train", "xor", "--epochs", "3", "--json"], ROOT)
    )
    assert result["losses"] == own["losses"]
    drawn = ["screenshot", "xor", "--epochs", "2", "--language", "ru", "--out", tmp_path / "window.png"]
    run([program, *drawn], tmp_path, QT_QPA_PLATFORM="offscreen")
    assert (tmp_path / "window.png").stat().st_size > 20_000
