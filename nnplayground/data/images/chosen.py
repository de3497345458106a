"""Sources of pictures with what was chosen of each, and the one set that they make together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial, reduce
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.data.images.found import Pictures, joined, require_room
from nnplayground.data.images.sources import FileSource, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nnplayground.data.images.choices import PictureChoices
    from nnplayground.data.images.found import Progress, ShouldStop

__all__ = ["Chosen", "class_counts", "look", "read"]


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A source and what was chosen of it."""

    source: Source
    choices: PictureChoices

    @property
    def whole(self) -> Source:
        """The source with the classes that were chosen, all of their pictures still."""
        source, choices = self.source, self.choices
        if not isinstance(source, FileSource):
            return source
        if choices.by_names and source.parts is None:
            source = source.by_file_names()
        if len(source.class_names) == 1 and choices.name:
            source = source.renamed(choices.name)
        return source

    @property
    def taken(self) -> Source:
        """The source with no more pictures of a class than were chosen."""
        most = self.choices.most
        return self.whole if most is None else self.whole.limited(most)


def class_counts(imports: Sequence[Chosen]) -> dict[str, int]:
    """Return the classes of all sources, and how many pictures each will have as far as is known."""
    found: dict[str, int] = {}
    for one in imports:
        whole, most = one.whole, one.choices.most
        for name, count in zip(whole.class_names, whole.counts, strict=True):
            found[name] = found.get(name, 0) + (count if most is None else min(count, most))
    return found


def look(imports: Sequence[Chosen], each: int, should_stop: ShouldStop) -> list[NDArray[np.uint8]]:
    """Return up to ``each`` pictures of every class, (n, channels, size, size), ordered as the classes."""
    found: dict[str, list[NDArray[np.uint8]]] = {}
    for one in imports:
        source = one.taken
        for name, some in zip(source.class_names, source.look(each, one.choices, should_stop), strict=True):
            found.setdefault(name, []).append(some)
    return [np.concatenate(some)[:each] for some in found.values()]


def read(imports: Sequence[Chosen], progress: Progress, should_stop: ShouldStop) -> Pictures:
    """Read all sources, and join what they hold.

    Raises
    ------
    DataError
        If a source holds nothing that can be read, or all together do not fit into memory.
    """
    sources = [one.taken for one in imports]
    counts = [sum(source.counts) for source in sources]
    shaping = imports[0].choices
    require_room(sum(counts), shaping.channels, shaping.size, shaping.size, sources[0].name)
    read: list[Pictures] = []
    for number, (one, source) in enumerate(zip(imports, sources, strict=True)):
        told = partial(_told, progress, sum(counts[:number]), sum(counts))
        read.append(source.read(one.choices, told, should_stop))
    return reduce(joined, read)


def _told(progress: Progress, before: int, whole: int, done: int, _of: int) -> None:
    progress(before + done, whole)
