"""What stands in a folder of pictures is shown before they are read, and can be cut short or named anew."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from nnplayground.core.errors import DataError
from nnplayground.data.images.found import Stopped
from nnplayground.data.images.opened import Shaping
from nnplayground.data.images.sources import holds_pictures, open_source

SMALL = Shaping(size=8, colour=False)


def never() -> bool:
    return False


def quiet(_done: int, _of: int) -> None:
    pass


def write_pictures(folder, classes, count):
    """Write a grey square per picture: the class says how bright, the number a little brighter."""
    for label, name in enumerate(classes):
        (folder / name).mkdir(parents=True)
        for number in range(count):
            grey = np.full((8, 8), 60 * label + number, np.uint8)
            Image.fromarray(grey).save(folder / name / f"{number:02}.png")
    return folder


@pytest.fixture(params=["files", "arrays"])
def source(request, tmp_path):
    """Return a source of two classes of five pictures, as files and in memory."""
    folder = write_pictures(tmp_path / "greys", ["dark", "light"], 5)
    if request.param == "files":
        return open_source([folder])
    read = open_source([folder]).read(SMALL, quiet, never)
    path = tmp_path / "greys.npz"
    np.savez(path, x=read.pixels[:, 0], y=read.labels)
    return open_source([path])


def test_the_first_of_every_class_are_looked_at(source):
    dark, light = source.look(3, SMALL, never)
    assert dark[:, 0, 0, 0].tolist() == [0, 1, 2]
    assert light[:, 0, 0, 0].tolist() == [60, 61, 62]
    assert dark.shape == light.shape == (3, 1, 8, 8)


def test_looking_ends_when_it_is_told_to(source):
    with pytest.raises(Stopped):
        source.look(3, SMALL, lambda: True)


def test_fewer_are_taken_evenly(source):
    fewer = source.limited(2)
    assert (source.counts, fewer.counts) == ((5, 5), (2, 2))
    found = fewer.read(SMALL, quiet, never)
    assert found.pixels[:, 0, 0, 0].tolist() == [1, 3, 61, 63]
    assert found.labels.tolist() == [0, 0, 1, 1]


def test_arrays_are_made_smaller_and_said_to_be_on_the_way(tmp_path):
    pixels = np.arange(3, dtype=np.uint8)[:, None, None, None] * np.ones((3, 16, 16, 3), np.uint8)
    np.savez(tmp_path / "colours.npz", x=pixels, y=np.arange(3))
    source, told = open_source([tmp_path / "colours.npz"]), []
    assert source.suggestion == Shaping(size=16, colour=True)
    found = source.read(SMALL, lambda done, of: told.append((done, of)), never)
    assert found.pixels.shape == (3, 1, 8, 8)
    assert told == [(0, 3), (3, 3)]
    with pytest.raises(Stopped):
        source.read(SMALL, quiet, lambda: True)


def test_parts_stay_in_proportion_when_arrays_are_cut_short(tmp_path):
    def pictures(count):
        return np.zeros((count, 8, 8), np.uint8), np.arange(count) % 2

    (x, y), (x_test, y_test) = pictures(20), pictures(10)
    np.savez(tmp_path / "parted.npz", x_train=x, y_train=y, x_test=x_test, y_test=y_test)
    source = open_source([tmp_path / "parted.npz"])
    assert source.parts == (20, 0, 10)
    assert source.limited(6).parts == (8, 0, 4)


def test_names_of_files_can_be_the_classes(tmp_path):
    for name in ("cat_01", "cat_02", "dog 1", "dog 2", "dog 3"):
        Image.fromarray(np.zeros((8, 8), np.uint8)).save(tmp_path / f"{name}.png")
    named = open_source(sorted(tmp_path.iterdir())).by_file_names()
    assert (named.class_names, named.counts) == (("cat", "dog"), (2, 3))
    assert named.renamed("pets").class_names == ("pets",)
    assert named.renamed("pets").counts == (5,)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("train-images-idx3-ubyte.gz", True),
        ("cifar-10-python.tar.gz", True),
        ("data_batch_1", True),
        ("cat.PNG", True),
        ("set.npz", True),
        ("table.csv", False),
    ],
)
def test_files_of_pictures_are_known_by_their_names(tmp_path, name, expected):
    assert holds_pictures(tmp_path / name) is expected


def test_other_files_are_refused_with_what_is_known(tmp_path):
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    with pytest.raises(DataError, match=r"notes\.txt: This is no file of pictures"):
        open_source([tmp_path / "notes.txt"])
