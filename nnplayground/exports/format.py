"""The base of export formats, and the one way to write any of them."""

from __future__ import annotations

import importlib.util
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.extras import how_to_get
from nnplayground.core.registry import discover, suggestion
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.projects.export import make_folder, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nnplayground.exports.trained import Trained

__all__ = ["Format", "formats", "named", "write_export"]


class Format(ABC):
    """One kind of file that a run can become.

    Attributes
    ----------
    kind : str
        The name on the command line.
    title, help : Text
        What a person reads: a few words, and one sentence on what it is good for.
    suffixes : tuple of str
        The endings a file may have, the usual one first; empty for a folder.
    order : int
        Among the others in the dialog.
    icon : str
    trains : bool
        Whether it tells of the training, so that without one it would be of no use.
    modules : tuple of str
        What has to be installed besides this program.
    extra : str
        The extra that installs them.
    say : callable
        Translates what a person will read in it; English unless somebody sets it.
    """

    kind: ClassVar[str]
    title: ClassVar[Text]
    help: ClassVar[Text]
    suffixes: ClassVar[tuple[str, ...]]
    order: ClassVar[int]
    icon: ClassVar[str] = "export"
    trains: ClassVar[bool] = True
    modules: ClassVar[tuple[str, ...]] = ()
    extra: ClassVar[str] = ""
    say: Callable[[str], str] = staticmethod(str)

    @abstractmethod
    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the files by name.

        Parameters
        ----------
        trained : Trained
        name : str
            Of the main file, its ending included.

        Raises
        ------
        PlaygroundError
            If the run cannot be written so: the sentence says what of it.
        """

    def text(self, trained: Trained) -> str:
        """Return what can be printed and copied.

        Raises
        ------
        PlaygroundError
            If it is no text.
        """
        del trained
        sentence = _("core", "{title} is no text that could be printed.").format(title=self.title)
        raise PlaygroundError(sentence, place=self.kind, remedy=_("core", "Say where to write it."))

    @property
    def is_text(self) -> bool:
        """Whether it can be printed and copied."""
        return type(self).text is not Format.text

    @classmethod
    def missing(cls) -> PlaygroundError | None:
        """Return what is wrong if something has to be installed first."""
        lacking = [name for name in cls.modules if importlib.util.find_spec(name) is None]
        if not lacking:
            return None
        sentence = _("core", "{title} needs {modules}, which is not installed.")
        said = sentence.format(title=cls.title, modules=", ".join(lacking))
        return PlaygroundError(said, place=cls.kind, remedy=how_to_get(cls.extra))


def formats() -> dict[str, Format]:
    """Return every format by kind, in the order of the dialog."""
    discover("nnplayground.exports.formats")
    found = [member() for member in Format.__subclasses__()]
    return {each.kind: each for each in sorted(found, key=lambda each: each.order)}


def named(kind: str) -> Format:
    """Return a format.

    Raises
    ------
    FileError
        If there is none of that name.
    """
    known = formats()
    if kind not in known:
        sentence = _("core", "There is no export format “{kind}”.").format(kind=kind)
        raise FileError(sentence, remedy=suggestion(kind, known))
    return known[kind]


def write_export(wanted: Format, trained: Trained, out: Path) -> list[Path]:
    """Write a run and return the files.

    Parameters
    ----------
    wanted : Format
    trained : Trained
    out : Path
        A file, or a folder if the format fills one. Without an ending it gets the usual one.

    Raises
    ------
    PlaygroundError
        If the format cannot say it, or the folder cannot be written to.
    """
    lacking = wanted.missing()
    if lacking is not None:
        raise lacking
    out = _with_ending(wanted, out)
    folder = out if not wanted.suffixes else out.parent
    made = wanted.files(trained, out.name)
    make_folder(folder)
    return [write(folder / name, content) for name, content in made.items()]


def _with_ending(wanted: Format, out: Path) -> Path:
    if not wanted.suffixes or out.suffix.lower() in wanted.suffixes:
        return out
    if not out.suffix:
        return out.with_suffix(wanted.suffixes[0])
    sentence = _("core", "{title} is written as {endings}, not as {ending}.")
    said = sentence.format(title=wanted.title, endings=", ".join(wanted.suffixes), ending=out.suffix)
    raise FileError(said, place=str(out), remedy=_("core", "Choose another ending."))
