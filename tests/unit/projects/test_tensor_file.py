"""Arrays as safetensors reads them, written without a copy of all of them."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest
from safetensors.numpy import load

from nnplayground.core.errors import FileError
from nnplayground.projects import files, presets
from nnplayground.projects.tensor_file import size_of, write_tensors

KINDS = ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "?", ">f4"]


def written(tensors):
    file = io.BytesIO()
    write_tensors(file, tensors)
    return file.getvalue()


@pytest.mark.parametrize("shape", [(), (0, 3), (5,), (3, 2, 4)])
def test_safetensors_reads_what_is_written(shape):
    rng = np.random.default_rng(0)
    tensors = {f"a/{kind}": (rng.random(shape) * 100).astype(kind) for kind in KINDS}
    tensors["turned"] = rng.random((4, 6)).T
    read = load(written(tensors))
    assert read.keys() == tensors.keys()
    for name, array in tensors.items():
        assert (read[name].shape, read[name].dtype) == (array.shape, array.dtype.newbyteorder("="))
        np.testing.assert_array_equal(read[name], array)
    assert size_of(tensors) == sum(array.nbytes for array in tensors.values())


def test_what_is_no_number_is_refused():
    with pytest.raises(FileError, match="no numbers"):
        written({"a": np.array(["x"])})


def test_a_large_training_is_not_packed_and_a_small_one_is(tmp_path):
    large = {"w": np.random.default_rng(0).random(2**22 + 1, np.float32)}
    small = {"w": np.zeros(10_000)}
    for tensors, way in ((large, zipfile.ZIP_STORED), (small, zipfile.ZIP_DEFLATED)):
        files.save(tmp_path / "a.nnp", presets.load("xor"), training=tensors)
        entry = zipfile.ZipFile(tmp_path / "a.nnp").getinfo("training.safetensors")
        assert entry.compress_type == way
        np.testing.assert_array_equal(files.read_project(tmp_path / "a.nnp").training["w"], tensors["w"])
