"""Damaged tables and pictures are read or refused in one sentence: quickly, and without much memory."""

from __future__ import annotations

import gzip
import os
import random
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from nnplayground.core.errors import PlaygroundError
from nnplayground.data.images.sources import open_source
from nnplayground.data.table.build import build
from nnplayground.data.table.columns import profile
from nnplayground.data.table.plan import suggest
from nnplayground.data.table.reading import read_table

sys.path.append(str(Path(__file__).parents[1] / "projects"))
from mutations import mutate_archive, mutate_bytes, mutate_text

if TYPE_CHECKING:
    from collections.abc import Callable

_TIMES = 2000 if "NNPLAYGROUND_SOAK" in os.environ else 40
_SECONDS = 2.0


def require_sentence(read: Callable[[], object], what: str) -> bool:
    """Read; return whether it could be read. Anything but one sentence fails."""
    started = time.process_time()
    try:
        read()
        opened = True
    except PlaygroundError as error:
        said, opened = str(error), False
        assert said.strip(), what
        assert "\n" not in said, (what, said)
    except BaseException as error:
        raise AssertionError(f"{what}: {type(error).__name__}: {error}") from error
    assert time.process_time() - started < _SECONDS, what
    return opened


def import_table(source: Path | str) -> None:
    """Do what the dialog does with a table before anything is chosen."""
    table = read_table(source)
    build(table, suggest(profile(table)))


def table_text(rows: int = 40) -> str:
    """Return a table with numbers, words, dates, gaps, and quotes."""
    rng = np.random.default_rng(0)
    lines = ["length,width,island,seen,kind"]
    for number in range(rows):
        words = ("a", "b", 'c "d"', "")[number % 4].replace('"', '""')
        day = f"2024-01-{number % 28 + 1:02d}"
        lines.append(f'{rng.normal():.3f},{number if number % 7 else ""},"{words}",{day},{"uv"[number % 2]}')
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def warm() -> None:
    """Load what reads tables before a clock runs."""
    import_table(table_text())


@pytest.mark.usefixtures("warm")
def test_tables_of_text(tmp_path: Path) -> None:
    rng, path, text, opened = random.Random(1), tmp_path / "x.csv", table_text(), 0
    for number in range(_TIMES):
        if rng.random() < 0.5:
            path.write_bytes(mutate_text(rng, text).encode("utf-8", "surrogatepass"))
        else:
            path.write_bytes(mutate_bytes(rng, text.encode(rng.choice(("utf-8", "utf-16", "latin-1")))))
        opened += require_sentence(partial(import_table, path), f"CSV {number}")
    assert 0 < opened < _TIMES


@pytest.mark.usefixtures("warm")
def test_copied_tables() -> None:
    rng, text = random.Random(2), table_text().replace(",", "\t")
    for number in range(_TIMES):
        require_sentence(partial(import_table, mutate_text(rng, text)), f"copied table {number}")


@pytest.mark.usefixtures("warm")
def test_spreadsheets_and_parquet(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    numbers = np.random.default_rng(0).normal(size=30).round(3).tolist()
    frame = pd.DataFrame({"a": numbers, "b": [*numbers[:29], None], "c": list("xyz") * 10})
    real = []
    for suffix, extra, write in (("xlsx", "openpyxl", "to_excel"), ("parquet", "pyarrow", "to_parquet")):
        pytest.importorskip(extra)
        getattr(frame, write)(tmp_path / f"real.{suffix}", index=False)
        real.append((suffix, (tmp_path / f"real.{suffix}").read_bytes()))
    import_table(tmp_path / "real.xlsx")
    rng = random.Random(3)
    for number in range(_TIMES // 2):
        suffix, data = rng.choice(real)
        damaged = mutate_archive(rng, data) if suffix == "xlsx" else mutate_bytes(rng, data)
        (tmp_path / f"x.{suffix}").write_bytes(damaged)
        require_sentence(partial(import_table, tmp_path / f"x.{suffix}"), f"{suffix} {number}")


def pictures(folder: Path) -> list[Path]:
    """Write pictures in several formats, and sets of them."""
    from PIL import Image

    rng = np.random.default_rng(0)
    colours = Image.fromarray(rng.integers(0, 256, (20, 24, 3), np.uint8))
    for name in ("a.png", "b.jpg", "c.gif", "d.bmp", "e.webp", "f.tif"):
        colours.save(folder / name)
    x, y = rng.integers(0, 256, (12, 8, 8), np.uint8), np.arange(12) % 3
    np.savez(folder / "g.npz", x_train=x, y_train=y)
    head = bytes((0, 0, 8, 3)) + b"".join(size.to_bytes(4, "big") for size in x.shape)
    (folder / "h-images-idx3-ubyte.gz").write_bytes(gzip.compress(head + x.tobytes()))
    labels = bytes((0, 0, 8, 1)) + (12).to_bytes(4, "big") + y.astype(np.uint8).tobytes()
    (folder / "h-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels))
    return [path for path in sorted(folder.iterdir()) if "labels" not in path.name]


def import_pictures(path: Path) -> None:
    """Do what the dialog does with what is dropped."""
    source = open_source([path])
    source.read(source.suggestion, lambda _done, _all: None, lambda: False)


def test_pictures(tmp_path: Path) -> None:
    rng, real = random.Random(4), pictures(tmp_path)
    for path in real:
        require_sentence(partial(import_pictures, path), f"whole {path.name}")
    contents = {path: path.read_bytes() for path in real}
    for number in range(_TIMES):
        path = rng.choice(real)
        damaged = (
            mutate_archive(rng, contents[path])
            if path.suffix == ".npz"
            else mutate_bytes(rng, contents[path])
        )
        path.write_bytes(damaged)
        require_sentence(partial(import_pictures, path), f"{path.name} {number}")
        path.write_bytes(contents[path])
