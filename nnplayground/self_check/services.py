"""What is loaded only when somebody asks for it, hence missed by nothing else: files, exports, sweeps."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.projects import presets
from nnplayground.self_check.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.exports.format import Format
    from nnplayground.exports.trained import Trained

__all__ = ["exports", "imports", "sweeps"]

_EPOCHS = 1
_TRIALS = 12  # what the importance of settings asks for before it grows a forest
_VARIED = ("training.learning_rate=0.01..1:log", "training.batch_size=4,8,16")


def imports() -> Iterator[Check]:
    """Read a table and a picture of every kind."""
    for ending in ("csv", "xlsx"):
        yield Check("tables", ending, partial(_check_table, ending))
    for kind in ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM"):
        yield Check("pictures", kind, partial(_check_picture, kind))


def _check_table(ending: str) -> None:
    from openpyxl import Workbook

    from nnplayground.data.table.reading import read_table

    rows = [("width", "kind"), (1.5, "a"), (2.5, "b"), (3.5, "a")]
    with TemporaryDirectory(prefix="nnplayground-") as folder:
        path = Path(folder) / f"table.{ending}"
        if ending == "csv":
            path.write_text("\n".join(f"{width},{kind}" for width, kind in rows), encoding="utf-8")
        else:
            book = Workbook()
            for row in rows:
                book.active.append(row)
            book.save(path)
        table = read_table(path)
    _require_equal((table.names, table.rows), (rows[0], len(rows) - 1))


def _check_picture(kind: str) -> None:
    from PIL import Image

    from nnplayground.data.images.opened import open_picture

    file = BytesIO()
    Image.new("RGB", (12, 8), (250, 20, 30)).save(file, kind)
    file.seek(0)
    picture, _left_out = open_picture(file)
    _require_equal(picture.size, (12, 8))


def exports() -> Iterator[Check]:
    """Write a film, and a trained network in every format that needs nothing else to be installed."""
    from nnplayground.exports.format import formats

    yield Check("exports", "film", _check_film)
    trained = _trained()
    for kind, wanted in formats().items():
        if not wanted.modules:
            yield Check("exports", kind, partial(_check_export, wanted, trained))


def _check_film() -> None:
    from nnplayground.projects.film import pack, write_film

    frames = [pack(np.full((24, 32, 3), 60 * number, np.uint8)) for number in range(3)]
    with TemporaryDirectory(prefix="nnplayground-") as folder:
        path = Path(folder) / "film.gif"
        write_film(path, frames, 15.0)
        _require_equal(path.read_bytes()[:3], b"GIF")


def _trained() -> Trained:
    from nnplayground.exports.trained import Trained
    from nnplayground.train.run import run_experiment

    experiment = presets.load("circle").with_value("training.stop.epochs", _EPOCHS)
    return Trained.of_run(run_experiment(experiment))


def _check_export(wanted: Format, trained: Trained) -> None:
    from nnplayground.exports.format import write_export

    with TemporaryDirectory(prefix="nnplayground-") as folder:
        for ending in wanted.suffixes or ("",):
            written = write_export(wanted, trained, Path(folder) / f"network{ending}")
            if not written or not all(path.stat().st_size for path in written):
                raise RuntimeError(f"a file {ending} is missing or empty")


def sweeps() -> Iterator[Check]:
    """Vary two settings in a process of its own, and ask which of them matters."""
    yield Check("sweeps", "sqlite", _check_sweep)


def _check_sweep() -> None:
    from nnplayground.sweeps.axes import parse_axis
    from nnplayground.sweeps.importance import importance_of
    from nnplayground.sweeps.plan import Plan
    from nnplayground.sweeps.study import Study
    from nnplayground.sweeps.sweep import run_sweep

    experiment = presets.load("xor").with_value("training.stop.epochs", _EPOCHS)
    axes = tuple(parse_axis(text, experiment) for text in _VARIED)
    plan = Plan(experiment, axes, Plan.measure_of(experiment), prunes=False)
    with TemporaryDirectory(prefix="nnplayground-", ignore_cleanup_errors=True) as folder:
        storage = f"sqlite:///{Path(folder) / 'sweeps.db'}"
        with closing(Study(plan, storage, "self-check", Path(folder))) as study:
            run_sweep(study, _TRIALS)
            results = study.results()
    _require_equal([result.error for result in results if result.state != "done"], [])
    importance = importance_of(plan, results)
    _require_equal(importance and importance.method, "forest")


def _require_equal(found: object, expected: object) -> None:
    if found != expected:
        raise RuntimeError(f"it gives {found!r} and not {expected!r}")
