"""What a person is asked about files, and how it is said."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from nnplayground.app.translation import say
from nnplayground.ui.dialogs.question import CANCEL, Answer, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.claim import Holder
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.projects.backups import Backup

__all__ = [
    "ask_about_change",
    "ask_about_damage",
    "ask_about_edits",
    "ask_about_failure",
    "ask_about_holder",
    "moment",
]

translate = QCoreApplication.translate


def moment(when: datetime) -> str:
    """Write a time as this language does, with the day unless it is today."""
    local, stamp = QLocale(), QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    if when.astimezone().date() == datetime.now().astimezone().date():
        return local.toString(stamp.time(), QLocale.FormatType.ShortFormat)
    return local.toString(stamp, QLocale.FormatType.ShortFormat)


def _cancel() -> Answer:
    return Answer(CANCEL, translate("Files", "Cancel"))


def _elsewhere() -> Answer:
    return Answer("elsewhere", translate("Files", "Save elsewhere…"))


def ask_about_edits(window: QWidget, name: str, edits: int, then: Callable[[str], None]) -> None:
    """Ask what becomes of unsaved edits: ``"save"`` or ``"discard"``."""
    headline = translate("Files", "“{name}” has unsaved edits.").format(name=name)
    text = translate("Files", "%Ln edits are in no file yet. Save them before going on?", "", edits)
    if edits == 1:
        text = translate("Files", "The last edit is in no file yet. Save it before going on?")
    elif not edits:
        text = translate("Files", "What was recovered is in no file. Save it before going on?")
    question = Question(
        window,
        translate("Files", "Unsaved edits"),
        headline,
        text,
        [_cancel(), Answer("save", translate("Files", "Save"))],
        sign=("save", "accent"),
        aside=Answer("discard", translate("Files", "Discard edits")),
    )
    question.ask(then)


def ask_about_holder(
    window: QWidget, path: Path, holder: Holder, then: Callable[[str], None], *, saving: bool = False
) -> None:
    """Ask about a file that is open elsewhere.

    The answers are ``"read"``, ``"copy"`` or ``"anyway"``, and ``"elsewhere"`` or ``"anyway"`` at saving.
    """
    said = translate("Files", "“{name}” is open in another window.")
    if not holder.here:
        said = translate("Files", "“{name}” is open on the computer “{host}”.")
    text = translate("Files", "Whoever saves last would overwrite what the other has made.")
    copy = Answer("copy", translate("Files", "Open a copy"))
    ways = [_elsewhere()] if saving else [copy, Answer("read", translate("Files", "Open read-only"))]
    aside = translate("Files", "Overwrite") if saving else translate("Files", "Open anyway")
    question = Question(
        window,
        translate("Files", "Open elsewhere"),
        said.format(name=path.name, host=holder.host),
        text,
        [_cancel(), *ways],
        sign=("lock", "warning"),
        aside=Answer("anyway", aside),
    )
    question.ask(then)


def ask_about_change(
    window: QWidget, path: Path, when: datetime, edits: int, then: Callable[[str], None]
) -> None:
    """Ask about a file that somebody else has written: ``"elsewhere"``, ``"load"`` or ``"anyway"``."""
    headline = translate("Files", "Another program saved “{name}” at {time}.")
    text = translate("Files", "Your edits that are not in the file: {count}.").format(count=edits)
    rest = translate(
        "Files", "Loading drops your edits; overwriting keeps what the other program wrote as a backup only."
    )
    text = f"{text} {rest}" if edits else rest
    answers = [
        Answer("anyway", translate("Files", "Overwrite")),
        Answer("load", translate("Files", "Load from disk")),
        _elsewhere(),
    ]
    question = Question(
        window,
        translate("Files", "File changed on disk"),
        headline.format(name=path.name, time=moment(when)),
        text,
        answers,
        sign=("file", "warning"),
        aside=_cancel(),
    )
    question.ask(then)


def ask_about_failure(
    window: QWidget, path: Path, error: PlaygroundError, then: Callable[[str], None]
) -> None:
    """Say why a file could not be written, and offer ``"again"`` or ``"elsewhere"``."""
    text = translate("Files", "Nothing is lost: your work is still in this window, unsaved.")
    question = Question(
        window,
        translate("Files", "Not saved"),
        translate("Files", "“{name}” is not saved.").format(name=path.name),
        f"{say(error.sentence)} {text}",
        [_cancel(), Answer("again", translate("Files", "Try again")), _elsewhere()],
        sign=("error", "error"),
    )
    question.ask(then)


def ask_about_damage(
    window: QWidget,
    path: Path,
    error: PlaygroundError,
    kept: Sequence[Backup],
    good: Backup,
    then: Callable[[str], None],
) -> None:
    """Say why a file cannot be opened, name its earlier versions, and offer the last ``"earlier"`` one."""
    text = translate("Files", "The version of {time} was kept; it can be opened in its place.")
    if len(kept) > 1:
        text = translate("Files", "Versions of {times} were kept; that of {time} is the newest readable one.")
    times = QLocale().createSeparatedList([moment(version.saved) for version in kept])
    question = Question(
        window,
        translate("Files", "Project cannot be opened"),
        translate("Files", "“{name}” cannot be opened.").format(name=path.name),
        f"{say(error.sentence)} {text.format(time=moment(good.saved), times=times)}",
        [_cancel(), Answer("earlier", translate("Files", "Open the earlier version"))],
        sign=("error", "error"),
    )
    question.ask(then)
