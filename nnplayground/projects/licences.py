"""The licences of what the program is made of."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from nnplayground.core.resources import resource

__all__ = ["licences"]

_LINE = "\n\n" + "=" * 72 + "\n\n"
_TEXT = re.compile(r"(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def licences() -> str:
    """Return the notice that a package carries; in a checkout, what the installed parts say of themselves."""
    packed = resource("NOTICE.txt")
    if packed.is_file():
        return packed.read_text(encoding="utf-8")
    own = resource().parent / "LICENSE"
    first = own.read_text(encoding="utf-8").strip() if own.is_file() else ""
    fonts = [path.read_text(encoding="utf-8").strip() for path in sorted(resource("fonts").glob("*OFL.txt"))]
    parts = [entry for name in _requirements() if (entry := _entry(name))]
    return _LINE.join(filter(None, [f"NN Playground\n\n{first}", *parts, *fonts])) + "\n"


def _requirements() -> list[str]:
    """Return the names of what is installed for the program, extras left out."""
    with suppress(metadata.PackageNotFoundError):
        wanted = [need for need in metadata.requires("nnplayground") or [] if "extra ==" not in need]
        return sorted({name[0] for need in wanted if (name := _NAME.match(need))}, key=str.casefold)
    return []


def _entry(name: str) -> str:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    named = [about[key] for key in ("License-Expression", "License") if key in about]
    licence = next((said for said in named if said and "\n" not in said), "")
    title = f"{about['Name']} {about['Version']}" + (f"\n{licence}" if licence else "")
    return "\n\n".join([title, *_texts(name)])


def _texts(name: str) -> list[str]:
    files = [file for file in metadata.files(name) or [] if "dist-info" in str(file)]
    paths = [Path(str(file.locate())) for file in files if _TEXT.search(str(file))]
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in paths if path.is_file()]
