"""Pictures are read as they are, and no file can do anything but be refused."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import tarfile
from contextlib import suppress

import numpy as np
import pytest
from picture_files import (
    RNG,
    cifar_archive,
    cifar_batch,
    colour,
    folder_of,
    never,
    npz,
    python2_pickle,
    quiet,
    read,
    save,
    sentence_of,
    write_mnist,
)
from PIL import Image

from nnplayground.core.data_config import DataConfig
from nnplayground.core.errors import DataError
from nnplayground.data.image_own import OwnPictures
from nnplayground.data.images import opened
from nnplayground.data.images.found import (
    MOST_VALUES,
    Stopped,
    joined,
    require_room,
    size_text,
)
from nnplayground.data.images.opened import Fitting, Shaping, open_picture, shaped
from nnplayground.data.images.pickled import read_pickle
from nnplayground.data.images.sources import open_source
from nnplayground.data.prepare import prepare

# -- IDX --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zipped", [True, False])
def test_idx_folders_are_read_with_their_parts(tmp_path, zipped):
    made = write_mnist(tmp_path / "mnist", zipped=zipped)
    found = read(tmp_path / "mnist")
    np.testing.assert_array_equal(found.pixels[:30, 0], made["train"][0])
    np.testing.assert_array_equal(found.pixels[30:, 0], made["t10k"][0])
    np.testing.assert_array_equal(found.labels, np.concatenate([made["train"][1], made["t10k"][1]]))
    assert found.parts == (30, 0, 10)
    assert found.class_names == tuple("0123456789")


@pytest.mark.parametrize("word", ["images-idx3", "labels-idx1"])
def test_one_idx_file_finds_the_other(tmp_path, word):
    made = write_mnist(tmp_path)
    found = read(tmp_path / f"train-{word}-ubyte.gz")
    np.testing.assert_array_equal(found.pixels[:, 0], made["train"][0])
    assert found.parts is None


def broken_idx(content: bytes, how: str) -> bytes:
    return {
        "magic": b"\x89PNG" + content[4:],
        "type": content[:2] + b"\x0d" + content[3:],
        "header": content[:9],
        "short": content[:-5],
        "long": content + b"!",
        "huge": content[:4] + b"\xff" * 12,
        "empty": b"",
    }[how]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("magic", "begins with 89 50 4e 47"),
        ("type", "type 0d"),
        ("header", "within its header"),
        ("short", "promises 23,520 bytes, but the file holds 23,515"),
        ("long", "holds more"),
        ("huge", "at most"),
        ("empty", "it is empty"),
    ],
)
@pytest.mark.parametrize("zipped", [True, False])
def test_broken_idx_files_say_what_is_wrong(tmp_path, how, said, zipped):
    write_mnist(tmp_path, zipped=zipped)
    path = tmp_path / f"train-images-idx3-ubyte{'.gz' if zipped else ''}"
    content = path.read_bytes()
    whole = broken_idx(gzip.decompress(content) if zipped else content, how)
    path.write_bytes(gzip.compress(whole) if zipped else whole)
    assert said in sentence_of(path)


def test_a_cut_gzip_and_a_missing_half_are_sentences(tmp_path):
    write_mnist(tmp_path)
    path = tmp_path / "train-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:2000])
    assert "cannot be read" in sentence_of(path)
    (tmp_path / "t10k-labels-idx1-ubyte.gz").unlink()
    assert "t10k-labels-idx1-ubyte" in sentence_of(tmp_path / "t10k-images-idx3-ubyte.gz")


# -- CIFAR ------------------------------------------------------------------------------------------------


NAMES = [b"airplane", *(f"kind {n}".encode() for n in range(1, 10))]


def test_the_words_of_python_2_are_understood():
    x, y = cifar_batch()
    found = read_pickle(python2_pickle(x, y), "data_batch_1")
    np.testing.assert_array_equal(found["data"], x)
    assert found["labels"] == y


@pytest.mark.parametrize("protocol", range(2, 6))
def test_plain_pickles_of_any_protocol_are_read_as_pickle_reads_them(protocol):
    x, y = cifar_batch()
    value = {b"data": x, b"labels": y, "more": [1.5, None, True, -70000, 2**40, "text", ("a", b"b"), {}]}
    found = read_pickle(pickle.dumps(value, protocol), "batch")
    np.testing.assert_array_equal(found[b"data"], x)
    assert found[b"labels"] == y
    assert found["more"] == value["more"]


def test_a_python_archive_has_parts_and_names(tmp_path):
    batches = {f"data_batch_{n}": cifar_batch(seed=n) for n in range(1, 6)} | {
        "test_batch": cifar_batch(4, 9)
    }
    files = {name: python2_pickle(*batch) for name, batch in batches.items()}
    files["batches.meta"] = pickle.dumps({b"label_names": NAMES}, 2)
    found = read(cifar_archive(tmp_path / "cifar-10-python.tar.gz", files))
    pixels = np.concatenate([x for x, _y in batches.values()]).reshape(-1, 3, 32, 32)
    used = sorted({label for _x, y in batches.values() for label in y})
    np.testing.assert_array_equal(found.pixels, pixels)
    assert found.parts == (30, 0, 4)
    assert found.class_names == tuple(NAMES[label].decode() for label in used)


def test_a_folder_and_the_binary_archive_are_read(tmp_path):
    x, y = cifar_batch(20)
    rows = np.concatenate([np.array(y, np.uint8)[:, None], x], axis=1)
    path = cifar_archive(tmp_path / "binary.tar.gz", {"data_batch_1.bin": rows.tobytes()})
    np.testing.assert_array_equal(read(path).pixels, x.reshape(-1, 3, 32, 32))
    folder = tmp_path / "cifar-10-batches-bin"
    folder.mkdir()
    (folder / "data_batch_1.bin").write_bytes(rows.tobytes())
    assert read(folder).labels.tolist() == y
    (folder / "data_batch_1.bin").write_bytes(rows.tobytes()[:-1])
    assert "no whole pictures" in sentence_of(folder)


class Poison:
    def __init__(self, target):
        self.target = target

    def __reduce__(self):
        return os.mkdir, (str(self.target),)


@pytest.mark.parametrize("protocol", range(6))
def test_a_poisoned_batch_runs_nothing(tmp_path, protocol):
    target = tmp_path / "ran"
    poison = pickle.dumps({b"data": Poison(target), b"labels": [1]}, protocol)
    said = sentence_of(
        cifar_archive(tmp_path / "evil.tar.gz", {"data_batch_1": poison, "test_batch": poison})
    )
    assert not target.exists()
    assert "not" in said
    pickle.loads(poison)  # what it would have done
    assert target.exists()


def test_objects_of_numpy_and_other_functions_are_refused():
    for value in (np.array([None, {}], object), np.array(["a"]), complex(1, 2), {1, 2}, range(3)):
        with pytest.raises(DataError):
            read_pickle(pickle.dumps({"data": value}, 2), "batch")


def test_damaged_batches_are_sentences():
    whole = python2_pickle(*cifar_batch(2))
    rng = np.random.default_rng(0)
    for _ in range(300):
        damaged = bytearray(whole[: rng.integers(1, len(whole))])
        for _hit in range(rng.integers(0, 4)):
            damaged[rng.integers(0, min(120, len(damaged)))] = rng.integers(0, 256)
        with suppress(DataError):
            read_pickle(bytes(damaged), "batch")


def test_an_archive_writes_nowhere_and_odd_members_are_passed_over(tmp_path):
    path = tmp_path / "odd.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in ("../../outside", "/etc/data_batch_9", "cifar/readme.html"):
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"abc"))
        link = tarfile.TarInfo("data_batch_1")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    before = sorted(tmp_path.rglob("*"))
    assert "no batches" in sentence_of(path)
    assert sorted(tmp_path.rglob("*")) == before


# -- npz --------------------------------------------------------------------------------------------------


LABELS = np.arange(12) % 3


@pytest.mark.parametrize(
    ("shape", "channels"),
    [((12, 10, 10), 1), ((12, 100), 1), ((12, 10, 10, 3), 3), ((12, 3, 10, 10), 3), ((12, 10, 10, 1), 1)],
)
def test_npz_takes_pictures_in_any_usual_form(tmp_path, shape, channels):
    pixels = RNG.integers(0, 256, shape, np.uint8)
    found = read(npz(tmp_path / "a.npz", x=pixels, y=LABELS))
    assert found.pixels.shape == (12, channels, 10, 10)
    grey = pixels.reshape(12, 10, 10) if channels == 1 else pixels
    wanted = grey[:, None] if channels == 1 else (grey if shape[1] == 3 else np.moveaxis(grey, 3, 1))
    np.testing.assert_array_equal(found.pixels, wanted)


def test_npz_takes_numbers_to_one_to_255_and_sixteen_bits(tmp_path):
    whole = RNG.integers(0, 256, (12, 8, 8)).astype(np.uint8)
    for number, pixels in enumerate((whole / 255, whole.astype(np.float32), whole.astype(np.uint16) * 257)):
        found = read(npz(tmp_path / f"{number}.npz", images=pixels, labels=LABELS))
        np.testing.assert_array_equal(found.pixels[:, 0], whole)


def test_npz_keeps_published_parts_and_names_of_classes(tmp_path):
    x = RNG.integers(0, 256, (12, 8, 8), np.uint8)
    words = np.array(["cat", "dog", "eel"])[LABELS]
    parts = {"x_train": x[:6], "y_train": words[:6], "x_test": x[6:], "y_test": words[6:]}
    found = read(npz(tmp_path / "animals.npz", **parts))
    assert (found.parts, found.class_names, found.name) == ((6, 0, 6), ("cat", "dog", "eel"), "animals")
    medical = {"train_images": x[:4], "train_labels": LABELS[:4, None], "val_images": x[4:8]}
    medical |= {"val_labels": LABELS[4:8, None], "test_images": x[8:], "test_labels": LABELS[8:, None]}
    assert read(npz(tmp_path / "b.npz", **medical)).parts == (4, 4, 4)
    one_hot = np.eye(3)[LABELS]
    np.testing.assert_array_equal(read(npz(tmp_path / "c.npz", x=x, y=one_hot)).labels, LABELS)


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"a": LABELS}, "called a"),
        ({"x": np.zeros((12, 8, 8)), "y": np.array([{}] * 12, object)}, "could run code"),
        ({"x": np.zeros((12, 8, 8), np.uint8), "y": LABELS[:5]}, "12 pictures, but 5 labels"),
        ({"x": np.zeros((12, 7, 5, 2), np.uint8), "y": LABELS}, "12×7×5×2"),
        ({"x": np.full((12, 8, 8), np.nan), "y": LABELS}, "not finite"),
        ({"x": np.full((12, 8, 8), -7.0), "y": LABELS}, "from -7"),
        ({"x": np.zeros((12, 8, 8), np.uint8), "y": LABELS * 0}, "one class"),
        ({"x": np.zeros((12, 8, 8), np.uint8), "y": LABELS + 0.5}, "no whole numbers"),
    ],
)
def test_npz_says_what_is_wrong(tmp_path, arrays, said):
    sentence = sentence_of(npz(tmp_path / "a.npz", **arrays))
    assert said in sentence
    assert sentence.startswith("a")


def test_a_huge_array_is_refused_by_its_header(tmp_path):
    import zipfile

    from numpy.lib import format as npy

    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        header = io.BytesIO()
        npy.write_array_header_1_0(header, {"descr": "|u1", "fortran_order": False, "shape": (9**9, 28, 28)})
        archive.writestr("x.npy", header.getvalue())
        archive.writestr("y.npy", header.getvalue())
    assert "at most" in sentence_of(path)
    path.write_bytes(b"PK\x03\x04 nothing of the kind")
    assert "damaged" in sentence_of(path)


# -- image files ------------------------------------------------------------------------------------------


def first_pixel(path, **shaping):
    image, _notes = open_picture(path)
    return shaped(image, Shaping(size=8, **shaping))[:, 4, 4].tolist()


def test_modes_become_what_one_sees(tmp_path):
    grey16 = Image.fromarray(np.full((20, 20), 32896, np.uint16))
    assert first_pixel(save(tmp_path / "16.png", grey16)) == [128]
    assert first_pixel(save(tmp_path / "16.tif", grey16)) == [128]
    assert first_pixel(save(tmp_path / "1.png", Image.new("1", (20, 20), 1))) == [255]
    cmyk = Image.new("CMYK", (20, 20), (0, 255, 255, 0))
    assert first_pixel(save(tmp_path / "c.tif", cmyk), colour=True) == [255, 0, 0]
    palette = colour((20, 20), (255, 0, 0)).quantize(4)
    assert first_pixel(save(tmp_path / "p.gif", palette), colour=True) == [255, 0, 0]
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert first_pixel(save(tmp_path / "a.png", clear), colour=True) == [255, 255, 255]
    half = Image.new("LA", (20, 20), (0, 128))
    assert first_pixel(save(tmp_path / "la.png", half)) == [127]


def test_orientation_of_the_camera_is_respected(tmp_path):
    image = Image.new("L", (40, 20))
    image.paste(255, (0, 0, 20, 20))  # white on the left
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise: what was left is above
    upright, _ = open_picture(save(tmp_path / "o.png", image, exif=exif))
    assert upright.size == (20, 40)
    pixels = np.asarray(upright)
    assert (pixels[5].mean(), pixels[35].mean()) == (255, 0)


def test_animations_give_their_first_frame_and_say_so(tmp_path):
    frames = [colour(value=(255, 0, 0)), colour(value=(0, 0, 255))]
    path = save(tmp_path / "a.gif", frames[0], save_all=True, append_images=frames[1:])
    image, notes = open_picture(path)
    assert shaped(image, Shaping(size=8, colour=True))[:, 0, 0].tolist() == [255, 0, 0]
    assert "first frame" in notes[0]


def test_forms_are_cropped_fitted_or_stretched():
    image = Image.new("L", (30, 10), 100)
    image.paste(255, (10, 0, 20, 10))  # the middle third
    crop, fit, stretch = (shaped(image, Shaping(size=30, fitting=fitting))[0] for fitting in Fitting)
    assert crop[:, 1:-1].min() > 240
    assert fit[2].tolist() == [100] * 30  # a bar in the colour of the edge
    assert (fit[15, 15], fit[15, 1]) == (255, 100)
    assert (stretch[2, 15], stretch[2, 1]) == (255, 100)


def test_bombs_are_refused_before_they_are_decoded(tmp_path, monkeypatch):
    path = save(tmp_path / "bomb.png", Image.new("1", (12_000, 9_000)))
    assert path.stat().st_size < 50_000
    with pytest.raises(DataError, match="pixels"):
        open_picture(path)
    monkeypatch.setattr(opened, "MOST_PIXELS", 1000)
    with pytest.raises(DataError, match="40 × 30 pixels"):
        open_picture(save(tmp_path / "small.png", colour()))


def test_postscript_is_never_run(tmp_path):
    path = tmp_path / "evil.png"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n")
    with pytest.raises(DataError, match="no picture"):
        open_picture(path)


def test_a_folder_with_a_sub_folder_per_class(tmp_path):
    folder = folder_of(tmp_path, ("class 10", "class 9"))
    found = read(folder, Shaping(size=16, colour=True))
    assert found.class_names == ("class 9", "class 10")
    assert (found.counts, found.parts, found.problems) == ((5, 5), None, ())
    assert found.pixels.shape == (10, 3, 16, 16)
    assert found.pixels[0, 0, 8, 8] == 60


def test_unreadable_files_are_listed_and_the_rest_is_read(tmp_path):
    folder = folder_of(tmp_path)
    whole = (folder / "cat" / "0.png").read_bytes()
    noise = save(folder / "dog" / "cut.jpg", Image.fromarray(RNG.integers(0, 256, (90, 90, 3), np.uint8)))
    noise.write_bytes(noise.read_bytes()[:900])
    (folder / "cat" / "text.png").write_text("no picture")
    (folder / "cat" / "empty.png").touch()
    (folder / "cat" / "damaged.png").write_bytes(whole[:40] + b"\0\0\0\0" + whole[44:])
    (folder / "bird").mkdir()
    found = read(folder)
    assert found.class_names == ("cat", "dog")
    assert len(found) == 10
    lost = {problem.name.replace(os.sep, "/"): str(problem.reason) for problem in found.problems}
    assert set(lost) == {"bird", "cat/text.png", "cat/empty.png", "cat/damaged.png", "dog/cut.jpg"}
    assert "damaged or ends too early" in lost["dog/cut.jpg"]
    assert "no picture" in lost["cat/text.png"]


def test_train_and_test_folders_are_parts(tmp_path):
    for part, each in (("train", 4), ("test", 2)):
        folder_of(tmp_path / part, each=each)
        (tmp_path / part / "pets").rename(tmp_path / "data" / part) if (tmp_path / "data").exists() else None
        if (tmp_path / part / "pets").exists():
            (tmp_path / "data").mkdir()
            (tmp_path / part / "pets").rename(tmp_path / "data" / part)
    found = read(tmp_path / "data")
    assert (found.parts, found.class_names) == ((8, 0, 4), ("cat", "dog"))
    prepared = prepare(DataConfig(dataset=OwnPictures.of(found)))
    assert (len(prepared.x_train), len(prepared.x_test)) == (8, 4)


def test_loose_files_are_named_by_their_folders(tmp_path):
    folder = folder_of(tmp_path)
    files = [folder / "dog" / "1.png", folder / "cat" / "2.png", folder / "cat" / "3.png"]
    found = read(files)
    assert (found.class_names, found.counts) == (("cat", "dog"), (2, 1))


def test_files_are_told_apart_by_their_names_or_given_one(tmp_path):
    for name in ("cat_1", "cat-2", "cat 10", "dog.3", "dog(4)"):
        save(tmp_path / "all" / f"{name}.png", colour())
    source = open_source([tmp_path / "all"])
    assert source.class_names == ("all",)
    named = source.by_file_names()
    assert (named.class_names, named.counts) == (("cat", "dog"), (3, 2))
    one = source.renamed("eel").read(Shaping(size=8), quiet, never)
    assert (one.class_names, one.counts) == (("eel",), (5,))
    both = joined(named.read(Shaping(size=8), quiet, never), one)
    assert (both.class_names, both.counts) == (("cat", "dog", "eel"), (3, 2, 5))
    again = joined(both, one)
    assert again.counts == (3, 2, 10)
    np.testing.assert_array_equal(again.pixels[:5], both.pixels[:5])


@pytest.mark.parametrize(
    ("classes", "said"), [(("cat",), "one class"), ((), "no pictures"), (("cat", "dog"), "")]
)
def test_one_class_or_none_is_refused(tmp_path, classes, said):
    (tmp_path / "pets").mkdir()
    folder_of(tmp_path, classes)
    if said:
        assert said in sentence_of(tmp_path / "pets")
    else:
        assert len(read(tmp_path / "pets")) == 10


def test_what_is_not_there_or_not_known_is_a_sentence(tmp_path):
    assert "no such file" in sentence_of(tmp_path / "gone")
    (tmp_path / "a.xyz").write_text("?")
    assert "known" in sentence_of(tmp_path / "a.xyz")


def test_what_would_not_fit_is_refused_with_its_size(tmp_path):
    with pytest.raises(DataError, match=r"12,000 pictures of 3×224×224 would take 28\.9 GB in training"):
        require_room(12_000, 3, 224, 224)
    require_room(MOST_VALUES // 784, 1, 28, 28)
    assert [size_text(n) for n in (7, 11_594_722, 170_052_171, 4e9)] == ["7 B", "11.6 MB", "170 MB", "4.0 GB"]


def test_classes_can_be_limited_evenly(tmp_path):
    write_mnist(tmp_path, train=200, test=100)
    whole = open_source([tmp_path])
    some = whole.limited(6)
    assert some.counts == (6,) * 10
    assert some.parts == (40, 0, 20)
    assert whole.limited(1000).counts == whole.counts
    files = open_source([folder_of(tmp_path / "a", each=7)]).limited(3)
    assert (files.counts, [file.path.stem for file in files.files[:3]]) == ((3, 3), ["1", "3", "5"])


def test_reading_can_be_stopped(tmp_path):
    source = open_source([folder_of(tmp_path)])
    seen: list[int] = []
    with pytest.raises(Stopped):
        source.read(Shaping(size=8), lambda done, _of: seen.append(done), lambda: len(seen) >= 3)
    assert seen == [0, 1, 2]


def test_own_pictures_are_kept_and_trained_with(tmp_path):
    found = read(folder_of(tmp_path), Shaping(size=8, colour=True))
    dataset = OwnPictures.of(found)
    assert dataset == OwnPictures.of(found)
    assert dataset.spec().x.shape == (3, 8, 8)
    prepared = prepare(DataConfig(dataset=dataset))
    assert prepared.x_train.max() <= 1
    pixels = np.sort(np.concatenate([prepared.x_train, prepared.x_test])[:, 0, 0, 0] * 255)
    np.testing.assert_allclose(pixels, np.sort(found.pixels[:, 0, 0, 0]))
    lost = dataset.replace(key="0" * 64)
    with pytest.raises(DataError, match="pets"):
        prepare(DataConfig(dataset=lost))
