"""What can be given to the window: dropped, pasted, or named on the command line."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QImage

from nnplayground.core.registry import discover

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from nnplayground.ui.main_window import MainWindow

__all__ = ["MAX_PASTED", "Given", "Receiver"]

MAX_PASTED = 64 * 2**20
"""Characters of a text that are looked at."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person brings.

    Attributes
    ----------
    paths : tuple of Path
        Files and folders of this computer.
    text : str
        What was pasted, if it is no list of files.
    image : QImage
        A picture that is no file, as a browser copies it; null while it is only dragged about.
    has_image : bool
        Whether there is such a picture.
    """

    paths: tuple[Path, ...] = ()
    text: str = ""
    image: QImage = field(default_factory=QImage, compare=False)
    has_image: bool = False

    @classmethod
    def of(cls, mime: QMimeData | None, *, wholly: bool = True) -> Given:
        """Return what is on the clipboard or dragged; a picture is copied only if ``wholly``."""
        if mime is None:  # an empty clipboard, on some platforms
            return cls()
        urls = mime.urls() if mime.hasUrls() else []
        paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        if paths:
            return cls(paths)
        text = mime.text() if mime.hasText() else ""
        has_image = mime.hasImage()
        image = mime.imageData() if has_image and wholly else None
        return cls((), text[:MAX_PASTED], image if isinstance(image, QImage) else QImage(), has_image)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.paths or self.text.strip() or self.has_image)


class Receiver(ABC):
    """Takes one kind of thing.

    A subclass with a ``name`` in :mod:`nnplayground.ui.receivers` is found without being listed.

    Attributes
    ----------
    name : str
        What tests call it.
    order : int
        Who comes first is asked first.
    suffixes : tuple of str
        Endings of the files it takes, small letters with their dot.
    """

    name: ClassVar[str] = ""
    order: ClassVar[int] = 500
    suffixes: ClassVar[tuple[str, ...]] = ()

    _kinds: ClassVar[dict[str, type[Receiver]]] = {}

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if cls.name:
            Receiver._kinds[cls.name] = cls

    @staticmethod
    def kinds() -> tuple[type[Receiver], ...]:
        """Return every receiver in the order in which they are asked."""
        discover("nnplayground.ui.receivers")
        return tuple(sorted(Receiver._kinds.values(), key=lambda kind: (kind.order, kind.name)))

    def takes(self, given: Given) -> bool:
        """Tell whether this is for it; nothing may be read from a disk here.

        By default all files end in one of :attr:`suffixes`.
        """
        return bool(given.paths) and all(path.suffix.lower() in self.suffixes for path in given.paths)

    @abstractmethod
    def what(self) -> str:
        """Return what it takes, for a list in a sentence: “projects (.nnp, .json)”."""

    @abstractmethod
    def offer(self, given: Given) -> str:
        """Say what will be done with it, verb first: “Open spiral.nnp”."""

    @abstractmethod
    def receive(self, given: Given, window: MainWindow) -> None:
        """Do it; whatever takes long is done in the background."""
