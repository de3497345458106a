"""Files of pictures that do not fit together are refused in a sentence that names them."""

from __future__ import annotations

import json
import pickle
import struct
import zipfile

import numpy as np
import pytest
from picture_files import (
    RNG,
    cifar_archive,
    cifar_batch,
    folder_of,
    idx_bytes,
    npz,
    quiet,
    read,
    save,
    sentence_of,
    write_mnist,
)
from PIL import Image
from pydantic import ValidationError

from nnplayground.core.data_config import Split
from nnplayground.core.errors import DataError, PlaygroundError
from nnplayground.data.image_own import OwnPictures
from nnplayground.data.images import cifar, sources
from nnplayground.data.images.found import MOST_CLASSES
from nnplayground.data.images.opened import open_picture
from nnplayground.data.images.pickled import read_pickle

# -- IDX --------------------------------------------------------------------------------------------------


def idx_pair(folder, part, pictures, labels):
    folder.mkdir(exist_ok=True)
    (folder / f"{part}-images-idx3-ubyte").write_bytes(idx_bytes(pictures))
    (folder / f"{part}-labels-idx1-ubyte").write_bytes(idx_bytes(labels))
    return folder


def grey(count, side=5):
    return RNG.integers(0, 256, (count, side, side), np.uint8)


def digits(count):
    return (np.arange(count) % 3).astype(np.uint8)


def test_pictures_and_labels_of_an_idx_pair_are_counted(tmp_path):
    said = sentence_of(idx_pair(tmp_path / "set", "train", grey(6), digits(5)))
    assert said.startswith("train-images-idx3-ubyte: There are 6 pictures, but 5 labels.")


def test_labels_with_the_dimensions_of_pictures_are_no_labels(tmp_path):
    said = sentence_of(idx_pair(tmp_path / "set", "train", grey(6), grey(6)))
    assert "The file has 3 dimensions and not 1." in said


@pytest.mark.parametrize("others", [("train", 5), ("t10k", 7)])
def test_one_folder_holds_one_set(tmp_path, others):
    part, side = others
    folder = idx_pair(tmp_path / "set", "train", grey(6), digits(6))
    idx_pair(folder, f"fashion-{part}" if part == "train" else part, grey(6, side), digits(6))
    assert "There are several sets of pictures in the folder." in sentence_of(folder)


def test_a_name_that_does_not_lead_to_the_labels_says_so(tmp_path):
    path = tmp_path / "pictures-ubyte"
    path.write_bytes(idx_bytes(grey(4)))
    assert "The name does not say where its labels are." in sentence_of(path)


# -- CIFAR ------------------------------------------------------------------------------------------------


def batch(**changes) -> bytes:
    pixels, labels = cifar_batch()
    return pickle.dumps({"data": pixels, "labels": labels, **changes})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (batch(labels=[0, 1]), "The batch has 6 pictures, but 2 labels."),
        (batch(labels=[0, 1, 2, -1, 2, 3]), "A label is negative."),
        (batch(labels=[0.0] * 6), "holds no pictures of 32×32 pixels with labels"),
        (batch(data=np.zeros((6, 100), np.uint8)), "holds no pictures of 32×32 pixels with labels"),
        (batch(data=None), "holds no pictures of 32×32 pixels with labels"),
        (pickle.dumps([1, 2]), "holds no pictures of 32×32 pixels with labels"),
        (batch(labels=[0, 1, 2, 3, 4, 11]), "There are more labels than names of classes."),
    ],
)
def test_batches_that_contradict_themselves_are_refused(tmp_path, content, said):
    path = cifar_archive(tmp_path / "cifar.tar.gz", {"data_batch_1": content, "test_batch": batch()})
    assert said in sentence_of(path)


def test_names_of_classes_come_from_a_text_beside_binary_batches(tmp_path):
    pixels, labels = cifar_batch()
    rows = b"".join(bytes([label]) + row.tobytes() for label, row in zip(labels, pixels, strict=True))
    names = "plane car bird cat deer dog"
    path = cifar_archive(
        tmp_path / "cifar.tar.gz", {"data_batch_1.bin": rows, "batches.meta.txt": names.encode()}
    )
    assert read(path).class_names == tuple(names.split())


def test_one_batch_is_read_by_itself(tmp_path):
    path = tmp_path / "data_batch_3"
    path.write_bytes(batch())
    found = read(path)
    np.testing.assert_array_equal(found.pixels.reshape(6, -1), cifar_batch()[0])
    assert found.parts is None


@pytest.mark.parametrize("packed", [True, False])
def test_a_batch_that_is_far_too_large_is_not_read(tmp_path, monkeypatch, packed):
    monkeypatch.setattr(cifar, "_LARGEST", 1000)
    path = tmp_path / "data_batch_1"
    path.write_bytes(batch())
    if packed:
        path = cifar_archive(tmp_path / "cifar.tar.gz", {"data_batch_1": batch()})
    assert "A batch of CIFAR is never so large." in sentence_of(path)


def test_a_damaged_archive_is_a_sentence(tmp_path):
    path = cifar_archive(tmp_path / "cifar.tar.gz", {"data_batch_1": batch(), "test_batch": batch()})
    path.write_bytes(path.read_bytes()[:6000])
    assert "The archive cannot be read" in sentence_of(path)


def dtype_of(kind: bytes) -> bytes:
    return b"cnumpy\ndtype\n(S'" + kind + b"'\nI0\nI1\ntR"


ARRAY = b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR"


@pytest.mark.parametrize(
    "content",
    [
        ARRAY + b".",  # no state was given
        b"t.",  # a tuple of what was put since no mark
        b"I1\n(tR.",  # a number is called
        b"(I1\nI2\nlI3\nb.",  # a list is built
        b"cnumpy\ndtype\n.",  # a function is the result
        ARRAY + b"(I1\n(I2\nI2\nt" + dtype_of(b"u1") + b"I00\nS'abc'\ntb.",  # 3 bytes for 2×2
        ARRAY + b"(I1\n(I-1\nt" + dtype_of(b"u1") + b"I00\nS'abc'\ntb.",
        ARRAY + b"(I1\n(I3\ntS'u1'\nI00\nS'abc'\ntb.",  # the type is a word
    ],
)
def test_a_pickle_that_makes_no_sense_is_refused_and_runs_nothing(content):
    with pytest.raises(DataError) as refused:
        read_pickle(content, "data_batch_1")
    assert refused.value.place == "data_batch_1"
    assert refused.value.remedy


# -- numpy ------------------------------------------------------------------------------------------------

PIXELS = RNG.integers(0, 256, (12, 8, 8), np.uint8)
LABELS = np.arange(12) % 3


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        (
            {"x_train": PIXELS, "y_train": LABELS, "x_test": PIXELS[:, :7, :7], "y_test": LABELS},
            "The parts have pictures of different sizes.",
        ),
        ({"x": PIXELS, "y": np.zeros((12, 2, 2))}, "“y” has the shape 12×2×2, which is none of labels."),
        ({"x": PIXELS, "y": np.zeros(12, complex)}, "which is none of labels."),
        ({"x": PIXELS, "y": np.float64(3)}, "“y” has the shape (), which is none of labels."),
        ({"x": np.zeros((1200, 2, 2)), "y": np.arange(1200)}, f"1200 classes; at most {MOST_CLASSES} are"),
    ],
)
def test_arrays_that_do_not_fit_are_named(tmp_path, arrays, said):
    assert said in sentence_of(npz(tmp_path / "set.npz", **arrays))


def test_pixels_as_generators_are_fed_become_bytes(tmp_path):
    x = np.linspace(-1, 1, 12 * 64).reshape(12, 8, 8)
    found = read(npz(tmp_path / "set.npz", x=x, y=LABELS))
    np.testing.assert_array_equal(found.pixels[:, 0], np.rint((x + 1) / 2 * 255))


def npy(shape: str, content: bytes) -> bytes:
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + content


@pytest.mark.parametrize("x", [npy("(12, 8, 8)", bytes(700)), npy("(-12, 8, 8)", bytes(768))])
def test_an_array_of_another_size_than_its_header_says_is_damaged(tmp_path, x):
    path = tmp_path / "set.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", x)
        archive.writestr("y.npy", npy("(12,)", bytes(12)))
    assert "is no archive of numpy, or it is damaged" in sentence_of(path)


# -- images -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([[0, 255]], np.int32), [0, 255]),
        (np.array([[0, 65535]], np.int32), [0, 255]),
        (np.array([[-10, 10]], np.int32), [0, 255]),
        (np.array([[0.0, 0.5, 1.0]], np.float32), [0, 128, 255]),
        (np.array([[0.0, 51.0, 255.0]], np.float32), [0, 51, 255]),
        (np.array([[0.0, np.nan, 1e6]], np.float32), [0, 0, 255]),
    ],
)
def test_numbers_of_any_range_become_grey(tmp_path, values, expected):
    path = save(tmp_path / "x.tiff", Image.fromarray(values))
    image, _notes = open_picture(path)
    assert np.asarray(image).reshape(-1).tolist() == expected


def test_a_folder_with_more_pictures_than_are_taken_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "_MOST_FILES", 3)
    assert "There are more than 3 pictures in the folder." in sentence_of(folder_of(tmp_path))


def test_a_folder_with_more_classes_than_are_told_apart_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST_CLASSES", 2)
    folder = folder_of(tmp_path, ("cat", "dog", "eel"), each=2)
    assert "There are 3 classes; at most 2 are allowed." in sentence_of(folder)


def test_a_class_of_broken_files_is_told_with_them(tmp_path):
    folder = folder_of(tmp_path, each=3)
    for path in (folder / "dog").iterdir():
        path.write_bytes(b"\x89PNG broken")
    source = sources.open_source([folder])
    found = source.read(source.suggestion, quiet, lambda: False)
    assert len(found.problems) == 3
    assert found.counts[0] == 3


# -- pictures of one's own --------------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path):
    write_mnist(tmp_path / "set")
    return OwnPictures.of(read(tmp_path / "set"))


def test_the_parts_of_files_hold_whatever_is_chosen(own):
    assert own.is_parted()
    assert own.counts(Split(train=0.1)) == (30, 0, 10)


@pytest.mark.parametrize(
    "changes",
    [{"parted": (10, 0, 10)}, {"parted": (0, 0, 40)}, {"members": (20, 20)}, {"shape": (2, 28, 28)}],
)
def test_a_description_that_contradicts_itself_is_refused(own, changes):
    told = json.loads(own.model_dump_json()) | changes
    with pytest.raises((PlaygroundError, ValidationError), match="contradicts itself"):
        OwnPictures.model_validate(told)


@pytest.mark.parametrize("changes", [{"shape": (1, 14, 56)}, {"shape": (1, 27, 28)}])
def test_pictures_that_are_not_those_described_are_refused(own, changes):
    with pytest.raises(DataError, match="do not fit their description"):
        OwnPictures.model_validate(json.loads(own.model_dump_json()) | changes).pictures()
