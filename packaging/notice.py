"""Write the licences of everything that a bundle carries: ``packaging/notice.py OUT``.

Read from the metadata of the packages installed here, so that nothing has to be listed by hand.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_LONGEST = 120
_HEAD = """\
NN Playground carries the work of others. Each part stands under its own licence, which follows.
"""


def canonical(name: str) -> str:
    """Return a package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_here(requirements: list[str]) -> set[str]:
    """Return the names that requirements ask for on this system, without extras."""
    # The folder of this script is called like the library, and comes first on the path.
    from pip._vendor.packaging.requirements import Requirement

    read = map(Requirement, requirements)
    return {canonical(r.name) for r in read if r.marker is None or r.marker.evaluate({"extra": ""})}


def closure(requirements: list[str]) -> list[str]:
    """Return the packages that are needed, directly or not, in the order of the alphabet."""
    waiting = needed_here(requirements)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= needed_here(metadata.requires(name) or []) - found
    return sorted(found)


def dependencies() -> list[str]:
    """Return what the program itself asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["dependencies"])


def licence_of(name: str) -> str:
    """Return what a package says about its licence, in a few words."""
    about = metadata.metadata(name)
    named = [about[key] for key in ("License-Expression", "License") if key in about]
    expression = next(filter(None, named), "")
    if 0 < len(expression.strip()) <= _LONGEST and "\n" not in expression.strip():
        return expression.strip()  # some packages write the whole text there
    classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    return "; ".join(c.rpartition(":: ")[2] for c in classifiers) or "see below"


def licence_texts(name: str) -> list[str]:
    """Return the licence files that came with a package."""
    files = metadata.files(name) or []
    chosen = [f for f in files if "dist-info" in str(f) and _LICENCE_FILE.search(str(f))]
    paths = [Path(str(f.locate())) for f in chosen]
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in paths if path.is_file()]


def entry(name: str) -> str:
    """Return one package's part of the notice."""
    about = metadata.metadata(name)
    title = f"{about['Name']} {about['Version']}"
    texts = licence_texts(name) or ["(The package names its licence and brings no text.)"]
    return "\n\n".join([f"{title}\nLicence: {licence_of(name)}", *texts])


def fonts() -> list[str]:
    """Return the licences of the fonts, which lie beside them."""
    files = sorted((ROOT / "resources" / "fonts").glob("*OFL.txt"))
    return [f"Font {f.stem.partition('-')[0]}\n\n{f.read_text(encoding='utf-8').strip()}" for f in files]


def python() -> str:
    """Return the part of Python itself."""
    return f"Python {sys.version.split()[0]}\nLicence: PSF-2.0, https://docs.python.org/3/license.html"


def notice() -> str:
    """Return the whole text."""
    own = (ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    parts = [f"{_HEAD}\n{own}", python(), *map(entry, closure(dependencies())), *fonts()]
    line = "\n\n" + "=" * 80 + "\n\n"
    return line.join(parts) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(notice(), encoding="utf-8")
