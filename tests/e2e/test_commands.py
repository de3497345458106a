"""The program as a person starts it: in a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image, ImageSequence

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "latin-1"}
COMMAND = [sys.executable, "-m", "nnplayground"]


def start(*words: str, **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *words], env=ENVIRONMENT, capture_output=True, timeout=280, **options)


def test_losses_are_bit_identical_between_processes_and_ways_to_name_it():
    project = (ROOT / "resources" / "presets" / "010-spiral.json").read_bytes()
    named, given = (
        start("train", "spiral", "--epochs", "3", "--json"),
        start("train", "-", "--epochs", "3", "--json", input=project),
    )
    assert (named.returncode, given.returncode) == (0, 0)
    assert named.stderr == given.stderr == b""
    one, other = json.loads(named.stdout), json.loads(given.stdout)
    assert one["epochs"] == other["epochs"] == 3
    assert one["losses"] == other["losses"]


def test_output_is_utf8_whatever_the_terminal_is():
    done = start("check", "spirål")
    assert done.returncode == 2
    assert "“spirål” is neither" in done.stderr.decode("utf-8")


WITHOUT_TORCH = [["check", "spiral"], ["list", "layers"], ["list", "optimizers"], ["check", "nothing"]]


def test_heavy_libraries_are_loaded_only_where_they_are_needed():
    script = (
        "import json, sys\n"
        "from nnplayground.cli.main import main\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    code = main(words)\n"
        "    loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "    print('loaded:', code, *words, *loaded & {'torch', 'PySide6', 'sklearn', 'matplotlib'})\n"
    )
    command = [sys.executable, "-c", script, json.dumps(WITHOUT_TORCH)]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True)
    told = [line for line in done.stdout.decode().splitlines() if line.startswith("loaded:")]
    codes = (0, 0, 0, 2)
    assert told == [
        f"loaded: {code} {' '.join(words)}" for code, words in zip(codes, WITHOUT_TORCH, strict=True)
    ]


@pytest.mark.skipif(os.name == "nt", reason="signals and terminals are POSIX")
def test_interrupt_ends_in_order(tmp_path):
    import termios

    words = ["train", "spiral", "--seconds", "60", "--json", "--out", str(tmp_path)]
    terminal, its_end = os.openpty()
    termios.tcsetwinsize(terminal, (24, 100))
    process = subprocess.Popen([*COMMAND, *words], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=its_end)
    os.close(its_end)
    said = b""
    while re.search(rb"[1-9]\d*epoch \[", said) is None:  # the bar counts epochs: it trains
        said += os.read(terminal, 4096)
    process.send_signal(signal.SIGINT)
    out, _nothing = process.communicate(timeout=120)
    with suppress(OSError):  # nothing more was said
        said += os.read(terminal, 65_536)
    os.close(terminal)
    assert process.returncode == 0
    assert b"Traceback" not in said
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


PICTURES = {
    "film.gif": ["--view", "output", "--epochs", "6", "--frames", "4", "--size", "1000x700"],
    "network.svg": ["--view", "network", "--background", "white"],
    "code.pdf": ["--view", "code", "--background", "white"],
}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Return the folder of what ``screenshot`` saves, in one process that loads everything only once."""
    folder = tmp_path_factory.mktemp("pictures")
    commands = [["screenshot", "xor", "--out", str(folder / name), *how] for name, how in PICTURES.items()]
    script = (
        "import json, sys\n"
        "from nnplayground.cli.main import main\n"
        "print([main(words) for words in json.loads(sys.argv[1])])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, json.dumps(commands)], env=ENVIRONMENT, capture_output=True
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, [b"[0, 0, 0]"]), done.stderr
    return folder


def test_a_film_is_made_without_a_screen(pictures):
    with Image.open(pictures / "film.gif") as film:
        frames = {frame.convert("RGB").tobytes() for frame in ImageSequence.Iterator(film)}
        assert film.n_frames == len(frames) == 4


def test_one_view_is_saved_as_a_picture(pictures):
    assert b"Dense 1" in (pictures / "network.svg").read_bytes()
    assert (pictures / "code.pdf").read_bytes().startswith(b"%PDF")
