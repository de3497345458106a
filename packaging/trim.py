"""Make a folder built for Linux smaller, with nothing missing: ``packaging/trim.py FOLDER``.

Removes symbols, libraries that nothing asks for any more, second copies, and what of Unicode's data Qt does
not read. Needs binutils, and does nothing on other systems, where libraries are made otherwise.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

TOOLS = ("strip", "readelf", "as", "ld")

# The program's own start loads it by name.
_LOADED_BY_NAME = re.compile(r"libpython3")

# Qt asks ICU to compare, to change case, to convert encodings and to name time zones. These folders are for
# what it does by itself or not at all: names of units, currencies, languages and regions, line breaks,
# transliteration, numbers in words. Of the rest the program's languages are kept; others have the root's.
_UNREAD = re.compile(
    r"[^/]+/(unit|curr|lang|region|brkitr|translit|rbnf)/"
    r"|[^/]+/((coll|zone)/)?(?!(en|ru|root|res_index|pool|ucadata|tzdbNames)\b)(?!(en|ru)_)[a-z]{2,3}(_\w+)?\.res$"
)
_DATA_HEAD = 144  # bytes; its first two hold the length that is expected here
_ASSEMBLY = """\
.section .rodata,"a"
.balign 16
.globl {symbol}
.type {symbol}, @object
{symbol}: .incbin "data"
.size {symbol}, . - {symbol}
.section .note.GNU-stack,"",@progbits
"""


class Item(NamedTuple):
    """A file within ICU's data."""

    name: str
    content: bytes


def libraries(folder: Path) -> list[Path]:
    """Return every shared library that is a file."""
    return sorted(p for p in folder.rglob("*.so*") if p.is_file() and not p.is_symlink())


def strip(folder: Path) -> None:
    """Remove the symbols that only a debugger reads, a tenth of the size."""
    # What wheels carry in a folder "….libs" was rewritten by auditwheel in a way that strip breaks.
    chosen = [library for library in libraries(folder) if not library.parent.name.endswith(".libs")]
    subprocess.run(["strip", "--strip-unneeded", *chosen], check=True)


def asked_for(files: list[Path]) -> set[str]:
    """Return the names of the libraries that some files are linked with."""
    read = subprocess.run(["readelf", "-d", *files], capture_output=True, text=True, check=True)
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", read.stdout))


def drop_orphans(folder: Path) -> list[Path]:
    """Remove libraries of the system that came along with something that was left out."""
    removed: list[Path] = []
    while True:
        wanted = asked_for(libraries(folder))
        found = [
            path
            for path in (folder / "_internal").glob("*.so*")
            if (path.name not in wanted and not _LOADED_BY_NAME.match(path.name)) or not path.exists()
        ]
        if not found:
            return removed
        for path in found:
            path.unlink()
        removed += found


def share_copies(folder: Path) -> None:
    """Let libraries that two wheels carry be one file."""
    first: dict[bytes, Path] = {}
    for library in libraries(folder):
        if library.parent.name.endswith(".libs"):
            digest = hashlib.sha256(library.read_bytes()).digest()
            original = first.setdefault(digest, library)
            if original is not library and original.name == library.name:
                library.unlink()
                library.symlink_to(Path("..") / original.relative_to(library.parent.parent))


def read_items(data: bytes) -> list[Item]:
    """Return what a package of ICU's data holds.

    Raises
    ------
    ValueError
        If it is written in another way than ICU has done since its version 3.
    """
    (length,) = struct.unpack_from("<H", data)
    if length != _DATA_HEAD or data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        raise ValueError("This is no data of ICU, or not in the form that is known here.")
    body = data[length:]
    (count,) = struct.unpack_from("<I", body)
    places = list(struct.iter_unpack("<II", body[4 : 4 + 8 * count]))
    ends = [*(start for _, start in places), len(body)][1:]
    names = [body[name : body.index(b"\0", name)].decode("ascii") for name, _ in places]
    return [Item(name, body[start:end]) for name, (_, start), end in zip(names, places, ends, strict=True)]


def write_items(head: bytes, items: list[Item]) -> bytes:
    """Return a package that holds ``items``, in the order of their names, which ICU searches by halving."""
    names = b"".join(item.name.encode("ascii") + b"\0" for item in items)
    named = 4 + 8 * len(items)
    start = named + len(names) + -(named + len(names)) % 16
    table, contents = struct.pack("<I", len(items)), b""
    for item in items:
        table += struct.pack("<II", named, start + len(contents))
        named += len(item.name) + 1
        contents += item.content + bytes(-len(item.content) % 16)
    return head + (table + names).ljust(start, b"\0") + contents


def trim_data(data: bytes) -> bytes:
    """Return ICU's data without what Qt does not read."""
    kept = [item for item in read_items(data) if not _UNREAD.match(item.name)]
    return write_items(data[:_DATA_HEAD], kept)


def data_of(library: bytes) -> tuple[str, bytes]:
    """Return the one symbol of a library of ICU's data, and what stands there."""
    symbol = re.search(rb"icudt\d+_dat", library)
    data = re.search(rb"..\xda\x27.{8}CmnD", library, re.DOTALL)
    if symbol is None or data is None:
        raise ValueError("This is no library of ICU's data.")
    return symbol[0].decode("ascii"), library[data.start() :]  # after the last item come the linker's tables


def trim_unicode(library: Path) -> None:
    """Write the library of ICU's data anew, without what Qt does not read."""
    symbol, data = data_of(library.read_bytes())
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "data").write_bytes(trim_data(data))
        (work / "data.s").write_text(_ASSEMBLY.format(symbol=symbol), encoding="ascii")
        subprocess.run(["as", "-o", "data.o", "data.s"], cwd=work, check=True)
        options = ["-shared", "-s", "-soname", library.name, "-z", "noexecstack"]
        subprocess.run(["ld", *options, "-o", "library", "data.o"], cwd=work, check=True)
        shutil.copyfile(work / "library", library)


def trim(folder: Path) -> None:
    """Do all of it where it can be done."""
    if not sys.platform.startswith("linux") or not all(map(shutil.which, TOOLS)):
        return
    strip(folder)
    drop_orphans(folder)
    share_copies(folder)
    for library in folder.rglob("libicudata.so.*"):
        trim_unicode(library)


if __name__ == "__main__":
    trim(Path(sys.argv[1]))
