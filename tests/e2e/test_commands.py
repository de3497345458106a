"""The program as a person starts it: in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageSequence

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
COMMAND = [sys.executable, "-m", "nnplayground"]


def start(*words: str, **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *words], env=ENVIRONMENT, capture_output=True, timeout=280, **options)


def test_train_a_project_from_standard_input():
    project = (ROOT / "resources" / "presets" / "020-circle.json").read_bytes()
    done = start("train", "-", "--epochs", "2", "--json", input=project)
    assert done.returncode == 0
    assert done.stderr == b""
    assert json.loads(done.stdout)["epochs"] == 2


def test_losses_are_bit_identical_between_processes():
    runs = [start("train", "spiral", "--epochs", "3", "--json") for _time in range(2)]
    first, second = (json.loads(done.stdout) for done in runs)
    assert first["losses"] == second["losses"]


def test_output_is_utf8_whatever_the_terminal_is():
    done = start("check", "spirål")
    assert done.returncode == 2
    assert "“spirål” is neither" in done.stderr.decode("utf-8")


WITHOUT_TORCH = [["check", "spiral"], ["list", "layers"], ["list", "optimizers"], ["check", "nothing"]]


@pytest.mark.parametrize("words", WITHOUT_TORCH)
def test_heavy_libraries_are_loaded_only_where_they_are_needed(words):
    script = (
        "import sys\n"
        "from nnplayground.cli.main import main\n"
        "main(sys.argv[1:])\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print('loaded:', *loaded & {'torch', 'PySide6', 'sklearn', 'matplotlib'})\n"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], env=ENVIRONMENT, capture_output=True)
    assert done.stdout.splitlines()[-1] == b"loaded:"


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_interrupt_ends_in_order(tmp_path):
    words = ["train", "spiral", "--seconds", "60", "--json", "--out", str(tmp_path), "--history", "1000000"]
    process = subprocess.Popen(
        [*COMMAND, *words], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.communicate(timeout=8)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in err
    result = json.loads(out)
    assert result["reason"] == "Interrupted."
    assert result["epochs"] > 0
    assert (tmp_path / "spiral.nnp").exists()


@pytest.mark.skipif(os.name == "nt", reason="pipes are POSIX")
def test_a_reader_that_leaves_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as out:
        done = subprocess.run(
            [*COMMAND, "list", "layers", "--json"], env=ENVIRONMENT, stdout=out, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_python_api():
    script = (
        "from nnplayground import Experiment\n"
        "run = Experiment.from_preset('spiral').train(epochs=2)\n"
        "print(run.epochs, run.predict([[0.0, 0.0]]).shape, len(run.history), type(run.module).__mro__[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True)
    assert done.stdout.decode().startswith("2 (1, 2) 3 <class 'torch.nn"), done.stderr.decode()


def test_a_film_is_made_without_a_screen(tmp_path):
    path = tmp_path / "xor.gif"
    words = ["xor", "--out", str(path), "--epochs", "6", "--frames", "4", "--view", "output"]
    done = start("screenshot", *words, "--size", "1000x700")
    assert done.returncode == 0, done.stderr
    with Image.open(path) as film:
        pictures = {frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(film)}
        assert film.n_frames == len(pictures) == 4


@pytest.mark.parametrize(("view", "ending"), [("network", ".svg"), ("code", ".pdf")])
def test_one_view_is_saved_as_a_picture(tmp_path, view, ending):
    path = tmp_path / f"picture{ending}"
    done = start("screenshot", "xor", "--out", str(path), "--view", view, "--background", "white")
    assert done.returncode == 0, done.stderr
    content = path.read_bytes()
    assert b"Dense 1" in content if view == "network" else content.startswith(b"%PDF")
