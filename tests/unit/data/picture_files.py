"""Files of pictures as others write them, for tests of reading."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile

import numpy as np
import pytest
from PIL import Image

from nnplayground.core.errors import DataError
from nnplayground.data.images.found import require_classes
from nnplayground.data.images.sources import open_source

RNG = np.random.default_rng(7)


def never() -> bool:
    return False


def quiet(_done: int, _of: int) -> None:
    pass


def read(path, shaping=None):
    source = open_source(path if isinstance(path, list) else [path])
    found = source.read(shaping or source.suggestion, quiet, never)
    require_classes(found)
    return found


def sentence_of(path, shaping=None) -> str:
    with pytest.raises(DataError) as caught:
        read(path, shaping)
    return str(caught.value)


def idx_bytes(array: np.ndarray) -> bytes:
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


def write_mnist(folder, *, zipped=True, train=30, test=10):
    """Write a small set in MNIST's form and return its pixels and labels."""
    folder.mkdir(parents=True, exist_ok=True)
    ending, pack = (".gz", gzip.compress) if zipped else ("", bytes)
    made = {}
    for part, count in (("train", train), ("t10k", test)):
        x = RNG.integers(0, 256, (count, 28, 28), np.uint8)
        y = (np.arange(count) % 10).astype(np.uint8)
        (folder / f"{part}-images-idx3-ubyte{ending}").write_bytes(pack(idx_bytes(x)))
        (folder / f"{part}-labels-idx1-ubyte{ending}").write_bytes(pack(idx_bytes(y)))
        made[part] = x, y
    return made


def python2_pickle(pixels: np.ndarray, labels: list[int]) -> bytes:
    """Write a batch word by word as Python 2 wrote CIFAR's: strings of bytes, numpy's old names."""

    def text(value: str) -> bytes:
        return b"U" + bytes([len(value)]) + value.encode()

    data = pixels.tobytes()
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nq\x02K\x00\x85" + text("b") + b"\x87R("
        b"K\x01" + b"J" + struct.pack("<i", len(pixels)) + b"M\x00\x0c\x86cnumpy\ndtype\nq\x03"
        b""
        + text("u1")
        + b"K\x00K\x01\x87R(K\x03"
        + text("|")
        + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
        b"\x89T" + struct.pack("<i", len(data)) + data + b"tb"
    )
    numbers = b"".join(b"K" + bytes([label]) for label in labels)
    return b"\x80\x02}(" + text("data") + array + text("labels") + b"](" + numbers + b"eu."


def cifar_batch(count=6, seed=1):
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (count, 3072), np.uint8), [n % 10 for n in range(count)]


def cifar_archive(path, batches: dict[str, bytes]):
    with tarfile.open(path, "w:gz") as archive:
        for name, content in batches.items():
            info = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def npz(path, **arrays):
    np.savez_compressed(path, **arrays)
    return path


def save(path, image, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **options)
    return path


def colour(size=(40, 30), value=(200, 30, 60)):
    return Image.new("RGB", size, value)


def folder_of(tmp_path, classes=("cat", "dog"), each=5):
    for number, name in enumerate(classes):
        for n in range(each):
            save(tmp_path / "pets" / name / f"{n}.png", colour(value=(60 * number + n, 0, 0)))
    return tmp_path / "pets"
