"""What the program remembers between starts, in the platform's own place."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLocale, QSettings

from nnplayground.app.translation import LANGUAGES
from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MEMORIES", "Settings"]

MEMORIES = (16, 64, 256, 1024)
"""What the timeline may be given, in megabytes of 2²⁰ bytes."""

_RECENT = 8
_IMPORTS, _MOST_PLACES = 50, 100  # imports whose places are known, and places of one
_VERSION = 1  # of the keys and what they mean; one that changes its meaning gets another name


class Settings:
    """Typed access to :class:`QSettings`; a value that does not fit is replaced by its default.

    Keys of other versions are left as they are, so that an older program does not forget what a newer one
    knows.

    Parameters
    ----------
    path : Path, optional
        A file to be used instead of the platform's own place.

    Attributes
    ----------
    problem : PlaygroundError or None
        Why the defaults are taken: what was there could not be read, and lies beside its place.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._store = self._opened()
        self.problem = self._put_aside() if _is_damaged(self._store) else None
        if not self._store.contains("version"):
            self._store.setValue("version", _VERSION)

    def _opened(self) -> QSettings:
        if self._path is None:
            return QSettings("NN Playground", "nnplayground")
        return QSettings(str(self._path), QSettings.Format.IniFormat)

    def _put_aside(self) -> PlaygroundError:
        """Keep a copy of a file that Qt cannot read, and begin with an empty one."""
        path = Path(self._store.fileName())
        copy = path.with_name(path.name + ".damaged")
        with suppress(OSError):
            path.replace(copy)
        self._store = self._opened()
        self._store.clear()
        remedy = _("core", "They are as at the first start; the old file is kept as {name}.")
        return FileError(_("core", "The settings could not be read."), remedy=remedy.format(name=str(copy)))

    @property
    def theme(self) -> str:
        """``"dark"``, ``"light"`` or ``"system"``."""
        return self._choice("theme", ("dark", "light", "system"), "dark")

    @theme.setter
    def theme(self, mode: str) -> None:
        self._store.setValue("theme", mode)

    @property
    def language(self) -> str:
        """``"en"`` or ``"ru"``; at first the system's, if it is one of them."""
        russian = QLocale.system().language() == QLocale.Language.Russian
        return self._choice("language", tuple(LANGUAGES), "ru" if russian else "en")

    @language.setter
    def language(self, language: str) -> None:
        self._store.setValue("language", language)

    @property
    def show_welcome(self) -> bool:
        """Whether the program starts on the welcome page instead of the last preset."""
        return str(self._store.value("show_welcome", "false")) == "true"

    @show_welcome.setter
    def show_welcome(self, shown: bool) -> None:
        self._store.setValue("show_welcome", "true" if shown else "false")

    @property
    def saves_training(self) -> bool:
        """Whether a project is saved with its training: the timeline, the weights and the kept runs."""
        return str(self._store.value("saves_training", "true")) == "true"

    @saves_training.setter
    def saves_training(self, saved: bool) -> None:
        self._store.setValue("saves_training", "true" if saved else "false")

    @property
    def recent(self) -> tuple[Path, ...]:
        """The files opened last, the newest first."""
        stored = self._store.value("recent", [])
        names = stored if isinstance(stored, list) else [stored]
        return tuple(Path(str(name)) for name in names if name)[:_RECENT]

    def add_recent(self, path: Path) -> None:
        """Put ``path`` at the head of the list."""
        paths = [path, *(other for other in self.recent if other != path)]
        self._store.setValue("recent", [str(p) for p in paths[:_RECENT]])

    def clear_recent(self) -> None:
        """Forget them all."""
        self._store.remove("recent")

    def import_places(self, key: str) -> tuple[Path, ...]:
        """Return where own data of a key was imported from on this computer; nothing if that is not known."""
        return tuple(map(Path, self._imports().get(key, ())))

    def add_import_places(self, key: str, places: Sequence[Path]) -> None:
        """Remember from where own data was imported."""
        others = {other: names for other, names in self._imports().items() if other != key}
        known = {key: [str(place.absolute()) for place in places[:_MOST_PLACES]], **others}
        self._store.setValue("imports", json.dumps(dict(list(known.items())[:_IMPORTS])))

    def _imports(self) -> dict[str, list[str]]:
        """Return what is known of imports, the newest first."""
        try:
            found = json.loads(str(self._store.value("imports", "{}")))
            return {str(key): [str(name) for name in names] for key, names in found.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    @property
    def window_geometry(self) -> QByteArray | None:
        """What ``QWidget.restoreGeometry`` takes."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @window_geometry.setter
    def window_geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    @property
    def timeline_memory(self) -> int:
        """How much earlier moments may take: one of :data:`MEMORIES`."""
        return int(self._choice("timeline_memory", tuple(map(str, MEMORIES)), "64"))

    @timeline_memory.setter
    def timeline_memory(self, megabytes: int) -> None:
        self._store.setValue("timeline_memory", str(megabytes))

    @property
    def page(self) -> str:
        """Name of the page in front of the bottom dock; empty for the first one."""
        return str(self._store.value("page", ""))

    @page.setter
    def page(self, name: str) -> None:
        self._store.setValue("page", name)

    def page_geometry(self, name: str) -> QByteArray | None:
        """Return what ``QWidget.restoreGeometry`` takes for the window of a page."""
        value = self._store.value(f"pages/{name}")
        return value if isinstance(value, QByteArray) else None

    def set_page_geometry(self, name: str, geometry: QByteArray) -> None:
        """Remember where the window of a page stood."""
        self._store.setValue(f"pages/{name}", geometry)

    def _choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        value = str(self._store.value(key, default))
        return value if value in allowed else default


def _is_damaged(store: QSettings) -> bool:
    """Tell whether there is a file that Qt cannot make sense of."""
    if store.status() is QSettings.Status.FormatError:
        return True
    path = Path(store.fileName())  # on Windows the name of a key of the registry, which is no file
    with suppress(OSError):
        return path.is_file() and path.stat().st_size > 0 and not store.allKeys()
    return False
