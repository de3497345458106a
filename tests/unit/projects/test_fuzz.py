"""Damaged files, links and texts open or are refused in one sentence: quickly, and without much memory."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from mutations import (
    LINKS,
    arrays,
    bombs,
    fragments,
    mutate_archive,
    mutate_json,
    mutate_shared,
    mutate_text,
)
from pydantic import ValidationError

from nnplayground.core import fragment
from nnplayground.core.errors import PlaygroundError, explain_validation
from nnplayground.projects import files, presets, share, tf_playground
from nnplayground.train.commands import Capture, Step
from nnplayground.train.history import History
from nnplayground.train.kept_json import runs_from_json
from nnplayground.train.runner import Runner
from nnplayground.train.saved import require_training_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment

_SOAK = "NNPLAYGROUND_SOAK" in os.environ
_TIMES = 4000 if _SOAK else 150  # of each of five kinds
_SECONDS, _MEMORY = 2.0, 2**30
_NAMES = ("spiral", "digits-cnn", "iris", "resnet")


@pytest.fixture(autouse=True)
def limits() -> Iterator[None]:
    """Let a hang and a gigabyte become errors."""
    if sys.platform != "linux":
        yield
        return
    import resource

    def late(_signal: int, _frame: object) -> None:
        raise TimeoutError("a hang")

    with open("/proc/self/statm", encoding="ascii") as file:
        used = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGALRM, late)
    resource.setrlimit(resource.RLIMIT_AS, (used + _MEMORY, hard))
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def require_sentence(read: Callable[[], object], what: str) -> bool:
    """Read; return whether it could be read. Anything but one sentence fails."""
    if sys.platform == "linux":
        signal.setitimer(signal.ITIMER_REAL, 10 * _SECONDS)
    started = time.process_time()
    try:
        read()
        opened = True
    except PlaygroundError as error:
        said, opened = str(error), False
        assert said.strip(), what
        assert "\n" not in said, (what, said)
        assert len(said) < 2000, (what, said)
    except BaseException as error:
        raise AssertionError(f"{what}: {type(error).__name__}: {error}") from error
    assert time.process_time() - started < _SECONDS, what
    return opened


def open_wholly(path: Path) -> None:
    """Read what the window reads of a project, and look at it as the canvas does."""
    project = files.read_project(path)
    files.read_thumbnail(path)
    project.experiment.report()
    for problem in project.problems:
        assert "\n" not in str(problem)
    for part in (_runs, _training):
        require_sentence(partial(part, project), part.__name__)


def _runs(project: files.Project) -> None:
    runs_from_json(list(project.runs or ()))


def _training(project: files.Project) -> None:
    if project.training is not None:
        require_training_of(project.experiment, project.training)


def _saved(experiment: Experiment) -> Mapping[str, NDArray[Any]]:
    runner, command = Runner(experiment, History()), Capture()
    runner.apply(Step(steps=5))
    runner.work(lambda: False)
    runner.apply(command)
    return command.answer.result(0).arrays


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Real projects: bare, and with everything that there can be."""
    folder = tmp_path_factory.mktemp("real")
    for name in _NAMES:
        files.save(folder / f"{name}.nnp", presets.load(name), weights=arrays(), history="epoch\n0\n")
    trained = presets.load("xor")
    saved = _saved(trained)
    files.save(
        folder / "whole.nnp",
        trained,
        weights=arrays(),
        training=saved,
        runs=[{"name": "x"}],
        thumbnail=b"\x89PNG",
    )
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def test_projects(projects: list[bytes], tmp_path: Path) -> None:
    rng, path, opened = random.Random(1), tmp_path / "x.nnp", 0
    for number in range(_TIMES):
        path.write_bytes(mutate_archive(rng, rng.choice(projects)))
        opened += require_sentence(partial(open_wholly, path), f"project {number}")
    assert 0 < opened < _TIMES


def test_json(tmp_path: Path) -> None:
    rng, path, opened = random.Random(2), tmp_path / "x.json", 0
    texts = [presets.load(name).to_json() for name in presets.names()]
    for number in range(_TIMES):
        path.write_bytes(mutate_json(rng, rng.choice(texts)).encode("utf-8", "surrogatepass"))
        opened += require_sentence(partial(open_wholly, path), f"JSON {number}")
    assert 0 < opened < _TIMES


def _follow(link: str) -> None:
    tf_playground.from_link(link).report()


def _unpack(text: str) -> None:
    share.from_text(text).report()


def _paste(text: str) -> None:
    part = fragment.parse(text)
    try:
        fragment.paste(presets.load("spiral"), part, (0.0, 0.0), None, "")[0].report()
    except ValidationError as error:  # as the canvas does
        raise explain_validation(error) from error


def test_links() -> None:
    rng, opened = random.Random(3), 0
    for number in range(_TIMES):
        link = mutate_text(rng, rng.choice(LINKS))
        opened += require_sentence(partial(_follow, link), f"link {number} {link!r}")
    assert 0 < opened < _TIMES


def test_shared_texts() -> None:
    rng, opened = random.Random(4), 0
    texts = [share.to_text(presets.load(name)) for name in _NAMES]
    for number in range(_TIMES):
        text = mutate_shared(rng, rng.choice(texts))
        opened += require_sentence(partial(_unpack, text), f"shared text {number}")
    assert 0 < opened < _TIMES


def test_clipboard_texts() -> None:
    rng, opened = random.Random(5), 0
    texts = fragments(_NAMES)
    for number in range(_TIMES):
        text = mutate_json(rng, rng.choice(texts))
        opened += require_sentence(partial(_paste, text), f"clipboard {number}")
    assert 0 < opened < _TIMES


def test_bombs(tmp_path: Path) -> None:
    bombs(lambda name, data: (tmp_path / name).write_bytes(data) and None)
    for path in sorted(tmp_path.iterdir()):
        require_sentence(partial(open_wholly, path), path.name)
