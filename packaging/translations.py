"""Keep the translations whole: ``python packaging/translations.py update|compile|check``.

``update``
    Collect every translatable string of the source into the ``.ts`` files, to be finished in Qt Linguist.
``compile``
    Write each ``.ts`` as the ``.qm`` the program loads.
``check``
    Fail if a string is missing or unfinished, or if a translation has other placeholders than its source.
"""

from __future__ import annotations

import io
import re
import shutil
import string
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"

QT_PLACEHOLDER = re.compile(r"%L?(?:n|\d{1,2})")


def ts_files() -> list[Path]:
    """Return the translation sources of the program, one per language."""
    return sorted(TRANSLATIONS.glob("nnplayground_*.ts"))


def all_ts_files() -> list[Path]:
    """Return those of Qt's own dialogs as well, whose strings are in no source of the program."""
    return sorted(TRANSLATIONS.glob("*.ts"))


def outdated() -> bool:
    """Return whether a ``.qm`` is missing or older than its ``.ts``."""
    return any(_is_older(path.with_suffix(".qm"), path) for path in all_ts_files())


def _is_older(target: Path, source: Path) -> bool:
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def run_tool(name: str, *arguments: str) -> str:
    """Run one of Qt's translation tools that come with PySide6 and return what it printed.

    Raises
    ------
    SystemExit
        If the tool fails; with its output.
    """
    # Through the interpreter rather than the script, whose first line breaks when the folder is moved.
    launch = f"from PySide6.scripts.pyside_tool import {name}; {name}()"
    command = [sys.executable, "-c", launch, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def collect(ts: Path, sources: list[Path]) -> str:
    """Bring the messages in ``ts`` up to date with ``sources``; return the tool's summary."""
    options = ["-tr-function-alias", "translate+=_", "-locations", "none", "-no-obsolete"]
    return run_tool("lupdate", *options, *map(str, sources), "-ts", str(ts))


def program_sources() -> list[Path]:
    """Return the program's modules, relative to the root of the repository."""
    return sorted(path.relative_to(ROOT) for path in (ROOT / "nnplayground").rglob("*.py"))


def placeholders(text: str) -> set[str]:
    """Return the ``{field}``, ``%1`` and ``%n`` of a sentence; one with unpaired braces has no fields."""
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    except ValueError:
        fields = set()
    return {f"{{{field}}}" for field in fields} | set(QT_PLACEHOLDER.findall(text))


def message_problems(message: ElementTree.Element) -> Iterator[str]:
    """Say what is wrong with one ``<message>`` of a ``.ts`` file."""
    translation = message.find("translation")
    if translation is None or translation.get("type") == "unfinished":
        yield "is not translated"
        return
    expected = placeholders(message.findtext("source", ""))
    for text in [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]:
        given = placeholders(text)
        if not text.strip():
            yield "is marked as translated, but the translation is empty"
        elif expected - given:
            yield f"lacks {', '.join(sorted(expected - given))} in “{text}”"
        elif given - expected:
            yield f"has {', '.join(sorted(given - expected))} in “{text}”, which the source has not"


def file_problems(ts: Path) -> Iterator[str]:
    """Say what is wrong with the messages in ``ts``, one sentence each."""
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            where = f"{context.findtext('name')}: “{message.findtext('source')}”"
            yield from (f"{where} {problem}" for problem in message_problems(message))


def source_problems(ts: Path, sources: list[Path]) -> list[str]:
    """Say what ``ts`` lacks once it holds every string of ``sources``; ``ts`` itself is not touched."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(ts, folder))
        collect(copy, sources)
        return list(file_problems(copy))


def update() -> int:
    """Bring every ``.ts`` up to date."""
    for ts in ts_files():
        print(collect(ts, program_sources()).strip())
    return 0


def compile_all() -> int:
    """Write every ``.qm``."""
    for ts in all_ts_files():
        run_tool("lrelease", "-silent", str(ts), "-qm", str(ts.with_suffix(".qm")))
    return 0


def check() -> int:
    """Print every problem and return 1 if there is one."""
    sentences = [f"{ts.name}: {p}" for ts in ts_files() for p in source_problems(ts, program_sources())]
    others = [ts for ts in all_ts_files() if ts not in ts_files()]
    sentences += [f"{ts.name}: {p}" for ts in others for p in file_problems(ts)]
    for sentence in sentences:
        print(sentence)
    if sentences:
        print(f"{len(sentences)} translations need work: `make translations` brings them into the .ts files.")
    return 1 if sentences else 0


COMMANDS = {"update": update, "compile": compile_all, "check": check}


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: translations.py {'|'.join(COMMANDS)}")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a Windows console may lack Russian letters
    sys.exit(COMMANDS[sys.argv[1]]())
