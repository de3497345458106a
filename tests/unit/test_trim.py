"""What makes the built folder smaller takes only what nobody reads."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import trim
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore

QT = Path(QtCore.__file__).resolve().parent / "Qt" / "lib"
HEAD = struct.pack("<HH", 144, 0x27DA).ljust(12, b"\0") + b"CmnD".ljust(132, b"\0")
KEPT = ["icudt73l/coll/ru.res", "icudt73l/coll/ucadata.icu", "icudt73l/root.res", "icudt73l/zone/en_GB.res"]
LEFT_OUT = ["icudt73l/coll/zh.res", "icudt73l/curr/ru.res", "icudt73l/de_AT.res", "icudt73l/unit/root.res"]

needs_binutils = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not all(map(shutil.which, trim.TOOLS)),
    reason="needs Linux and binutils",
)


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,9}(/[a-z]{1,9})?\.res", fullmatch=True), st.binary(max_size=40))
)
def test_what_is_written_is_read_again(files):
    items = [trim.Item(name, content) for name, content in sorted(files.items())]
    read = trim.read_items(trim.write_items(HEAD, items))
    assert [item.name for item in read] == [item.name for item in items]
    for item, found in zip(items, read, strict=True):
        assert found.content.startswith(item.content)
        assert len(found.content) - len(item.content) < 16


def test_the_root_and_the_programs_languages_stay():
    items = [trim.Item(name, name.encode()) for name in sorted(KEPT + LEFT_OUT)]
    left = trim.read_items(trim.trim_data(trim.write_items(HEAD, items)))
    assert [item.name for item in left] == KEPT
    assert [item.content.rstrip(b"\0").decode() for item in left] == KEPT


def test_data_in_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="no data of ICU"):
        trim.read_items(bytes(200))


@needs_binutils
def test_qt_sorts_by_the_trimmed_data(tmp_path):
    (library,) = QT.glob("libicudata.so.*")
    copy = tmp_path / library.name
    shutil.copy(library, copy)
    trim.trim_unicode(copy)
    assert copy.stat().st_size < library.stat().st_size / 3
    script = """
from PySide6.QtCore import QCollator, QLocale
words = ["жук", "ёлка", "арбуз", "Яблоко", "pear", "Apple"]
for locale in ("ru_RU", "en_GB", "de_DE"):
    collator = QCollator(QLocale(locale))
    print(ascii(sorted(words, key=collator.sortKey)))
print([line.split()[-1] for line in open("/proc/self/maps") if "libicudata" in line][0])
"""
    said = {}
    for path in (library.parent, tmp_path):
        # The linker looks there before the folder that Qt's own library names.
        environment = {"LD_PRELOAD": str(path / library.name)}
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        *said[path], loaded = done.stdout.splitlines()
        assert loaded == str(path / library.name)
    assert said[library.parent] == said[tmp_path]


@pytest.fixture
def built(tmp_path):
    """Return a folder in which a module asks for a library, which asks for another, and nothing for two."""
    internal = tmp_path / "_internal"
    (internal / "pack").mkdir(parents=True)
    (tmp_path / "empty.s").write_text('.section .note.GNU-stack,"",@progbits\n', encoding="ascii")
    subprocess.run(["as", "-o", "empty.o", "empty.s"], cwd=tmp_path, check=True)

    def link(name: str, *asked_for: str) -> None:
        command = ["ld", "-shared", "--no-as-needed", "-soname", Path(name).name, "-o", name]
        asked = [str(tmp_path / "empty.o"), *asked_for]
        subprocess.run([*command, *asked], cwd=internal, check=True)

    link("libbase.so.1")
    link("libused.so.1", "libbase.so.1")
    link("libfirst.so.1", "libbase.so.1")
    link("libsecond.so.1", "libfirst.so.1")
    link("libpython3.11.so.1.0")
    link("pack/module.so", "libused.so.1")
    (internal / "libgone.so").symlink_to("nowhere")
    return tmp_path


@needs_binutils
def test_only_libraries_that_nothing_asks_for_go(built):
    assert {path.name for path in trim.drop_orphans(built)} == {
        "libfirst.so.1",
        "libsecond.so.1",
        "libgone.so",
    }
    assert {path.name for path in trim.libraries(built)} == {
        "libbase.so.1",
        "libused.so.1",
        "libpython3.11.so.1.0",
        "module.so",
    }


def test_copies_of_two_wheels_become_one_file(tmp_path):
    for name in (
        "numpy.libs/libf.so.5",
        "scipy.libs/libf.so.5",
        "scipy.libs/libother.so.5",
        "numpy/libf.so.5",
    ):
        path = tmp_path / "_internal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("other" if "other" in name else "the same", encoding="ascii")
    trim.share_copies(tmp_path)
    shared = tmp_path / "_internal/scipy.libs/libf.so.5"
    assert shared.is_symlink()
    assert shared.resolve() == (tmp_path / "_internal/numpy.libs/libf.so.5").resolve()
    assert not (tmp_path / "_internal/scipy.libs/libother.so.5").is_symlink()
    assert not (tmp_path / "_internal/numpy/libf.so.5").is_symlink()
