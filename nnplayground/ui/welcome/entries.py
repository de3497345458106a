"""What the welcome page shows of an experiment; read and made off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage, QPainter

from nnplayground.app.resources import resource
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.samples import Samples
from nnplayground.data.draws import named_rng
from nnplayground.data.tables import Table
from nnplayground.projects import files, presets
from nnplayground.projects.templates import templates
from nnplayground.ui.pictures import draw_samples
from nnplayground.ui.portrait import read_portrait
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QRectF

    from nnplayground.core.dataset import DataGroup
    from nnplayground.core.experiment import Experiment

__all__ = [
    "Entry",
    "Picture",
    "load_picture",
    "load_presets",
    "load_recent",
    "load_templates",
    "picture_of_samples",
]

_POINTS = 260


@dataclass(frozen=True)
class Entry:
    """One experiment to choose.

    Attributes
    ----------
    name : str
        The preset's name, or the path of a file.
    experiment : Experiment or None
        None where the file cannot be read.
    problem : PlaygroundError or None
        Why.
    """

    name: str
    experiment: Experiment | None
    problem: PlaygroundError | None = None

    @property
    def group(self) -> DataGroup | None:
        """The group of its data set."""
        return type(self.experiment.data.dataset).group if self.experiment else None


class Picture:
    """The thumbnail of an experiment: what it has learned, if that is stored with it, else its samples.

    Parameters
    ----------
    experiment : Experiment
    samples : Samples or None
    images : dict of str to QImage
        By theme.
    """

    def __init__(self, experiment: Experiment, samples: Samples | None, images: dict[str, QImage]) -> None:
        self._dataset, self._samples, self._images = experiment.data.dataset, samples, images

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Fill ``rect``."""
        image = self._images.get(theme().tokens.name)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, image)
        elif self._samples is not None:
            draw_samples(painter, rect, self._samples, self._dataset, dot=max(2.0, rect.width() / 32))


def load_presets() -> tuple[Entry, ...]:
    """Read every preset, in the gallery's order."""
    return tuple(Entry(name, presets.load(name)) for name in presets.names())


def load_templates() -> tuple[Entry, ...]:
    """Read the person's templates by name."""
    return tuple(Entry(str(one.path), one.experiment) for one in templates())


def load_recent(paths: tuple[Path, ...]) -> tuple[Entry, ...]:
    """Read these files; one that cannot be read says why."""
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Entry:
    try:
        return Entry(str(path), files.load(path))
    except PlaygroundError as error:
        return Entry(str(path), None, error)


def load_picture(name: str, experiment: Experiment) -> tuple[str, Picture]:
    """Make the thumbnail of ``experiment``; a preset and a saved project may bring one."""
    images = _own_picture(name) if name.endswith(".nnp") else _preset_picture(name)
    if images:
        return name, Picture(experiment, None, images)
    return name, picture_of_samples(experiment)


def picture_of_samples(experiment: Experiment) -> Picture:
    """Make a thumbnail of the samples; nothing is drawn if they are not here."""
    return Picture(experiment, _few_samples(experiment), {})


def _own_picture(path: str) -> dict[str, QImage]:
    image = read_portrait(files.read_thumbnail(path))
    return {} if image.isNull() else {"dark": image, "light": image}


def _preset_picture(name: str) -> dict[str, QImage]:
    if name not in presets.names():  # a link, or a text much longer than any name of a file
        return {}
    stored = {mode: resource("presets", "thumbnails", f"{name}-{mode}.png") for mode in ("dark", "light")}
    return {mode: QImage(str(path)) for mode, path in stored.items() if path.is_file()}


def _few_samples(experiment: Experiment) -> Samples | None:
    dataset = experiment.data.dataset
    try:
        samples = dataset.generate(named_rng(experiment.data.seed, "data"))
    except PlaygroundError:
        return None  # the experiment itself will say so when it is opened
    chosen = named_rng(0, "thumbnail").permutation(len(samples))[:_POINTS]
    x = samples.x[chosen]
    if isinstance(dataset, Table):
        x = np.ascontiguousarray(x[:, dataset.picture])
    return Samples(x, samples.y[chosen])
