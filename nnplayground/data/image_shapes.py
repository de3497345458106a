"""Coloured shapes on a coloured ground."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nnplayground.core.component import param
from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.fields import noise_field, samples_field
from nnplayground.data.pictures import NOISE_HELP, noisy, pixel_grid, turned

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["ImageShapes"]

SIDE = 32
_STAR_POINTS = 5
_STAR_WAIST = 0.42


class ImageShapes(Dataset):
    """A circle, square, triangle or star somewhere in a colour picture."""

    kind: ClassVar[str] = "image_shapes"
    title: ClassVar[Text] = _("core", "Shapes")
    help: ClassVar[Text] = _(
        "core",
        "A circle, square, triangle or star of any colour, size, place and angle in 32×32 colour pixels, "
        "which something may hide in part.",
    )
    group: ClassVar[DataGroup] = DataGroup.IMAGE
    noise_range: ClassVar[tuple[float, float]] = (0.0, 0.5)

    samples: int = samples_field(1000)
    occlusion: float = param(
        0.1,
        _("core", "Occlusion"),
        _("core", "The width of the bar across every picture, as a share of its side; 0 hides nothing."),
        ge=0,
        le=0.5,
        effect=_("core", "Higher: less of each shape is seen, and corners must be found elsewhere."),
        why=_("core", "0.1 hides a corner now and then."),
    )
    noise: float = noise_field(0.05, NOISE_HELP)

    def count(self) -> int:
        """Return how many samples there are."""
        return self.samples

    def spec(self) -> DataSpec:
        """Describe the pictures."""
        names = (_("core", "circle"), _("core", "square"), _("core", "triangle"), _("core", "star"))
        return DataSpec(
            x=TensorSpec((3, SIDE, SIDE)),
            target=TensorSpec((), classes=len(names)),
            task=Task.MULTICLASS,
            class_names=names,
        )

    def generate(self, rng: Generator) -> Samples:
        """Draw the shapes in turn, so that all are as frequent."""
        labels = np.arange(self.samples) % len(_DISTANCES)
        pictures = np.empty((self.samples, 3, SIDE, SIDE))
        for start in range(0, self.samples, 500):
            part = slice(start, start + 500)
            pictures[part] = self._drawn(labels[part], rng)
        return Samples(pictures, labels.astype(np.int64))

    def _drawn(self, labels: NDArray[np.int64], rng: Generator) -> Floats:
        count = len(labels)
        ground, shape, bar = _colours(rng, count)
        x, y = pixel_grid(SIDE)
        covered = _shape_cover(labels, x, y, rng)
        pictures = ground + (shape - ground) * covered[:, None]
        if self.occlusion:
            hidden = self._bar_cover(x, y, count, rng)
            pictures = pictures + (bar - pictures) * hidden[:, None]
        return noisy(pictures, self.noise, rng)

    def _bar_cover(self, x: Floats, y: Floats, count: int, rng: Generator) -> Floats:
        angle, offset = rng.uniform(0, math.pi, (count, 1, 1)), rng.uniform(-0.7, 0.7, (count, 1, 1))
        across, _along = turned(x, y, angle)
        return _covered(np.abs(across - offset) - self.occlusion, 1.0)


def _shape_cover(labels: NDArray[np.int64], x: Floats, y: Floats, rng: Generator) -> Floats:
    """Return how much of every pixel its shape covers, (count, side, side)."""
    count = (len(labels), 1, 1)
    size, angle = rng.uniform(0.35, 0.7, count), rng.uniform(0, 2 * math.pi, count)
    room = 1 - size
    right, down = rng.uniform(-room, room, count), rng.uniform(-room, room, count)
    u, v = turned((x - right) / size, (y - down) / size, angle)
    covered = np.empty(u.shape)
    for label, distance in enumerate(_DISTANCES):
        chosen = labels == label
        covered[chosen] = _covered(distance(u[chosen], v[chosen]), size[chosen])
    return covered


def _covered(distance: Floats, size: Floats | float) -> Floats:
    """Return the covered share of a pixel from its distance to the border, in units of the shape."""
    covered: Floats = np.clip(0.5 - distance * size * SIDE / 2, 0.0, 1.0)
    return covered


def _colours(rng: Generator, count: int) -> Floats:
    """Return three colours for every picture, which differ clearly: (3, count, 3, 1, 1)."""
    hue = rng.uniform(0, 1, count) + np.array([[0.0], [1 / 3], [2 / 3]])
    light = np.array([[0.35], [0.95], [0.6]]) * rng.uniform(0.7, 1.0, (3, count))
    wheel = hue[..., None] * 6 + np.array([0.0, 4.0, 2.0])
    pure = np.clip(np.abs(wheel % 6 - 3) - 1, 0, 1)
    vivid = rng.uniform(0.4, 1.0, (3, count, 1))
    colours: Floats = light[..., None] * (1 - vivid * (1 - pure))
    return colours[..., None, None]


# Signed distances to the borders of shapes with radius 1, negative inside.


def _circle(u: Floats, v: Floats) -> Floats:
    distance: Floats = np.hypot(u, v) - 1
    return distance


def _square(u: Floats, v: Floats) -> Floats:
    distance: Floats = np.maximum(np.abs(u), np.abs(v)) - math.sqrt(0.5)
    return distance


def _triangle(u: Floats, v: Floats) -> Floats:
    sides = [math.cos(a) * u + math.sin(a) * v for a in (math.pi / 2, 7 * math.pi / 6, 11 * math.pi / 6)]
    distance: Floats = np.maximum.reduce(sides) - 0.5
    return distance


def _star(u: Floats, v: Floats) -> Floats:
    """Measure from the edge between a tip and a waist, which the symmetries lay every point beside."""
    half = math.pi / _STAR_POINTS
    turn = np.arctan2(v, u)
    folded = np.abs((turn + half) % (2 * half) - half)
    radius = np.hypot(u, v)
    px, py = radius * np.cos(folded), radius * np.sin(folded)
    wx, wy = _STAR_WAIST * math.cos(half), _STAR_WAIST * math.sin(half)
    length = math.hypot(wx - 1, wy)
    distance: Floats = (wy * (px - 1) - (wx - 1) * py) / length
    return distance


_DISTANCES: tuple[Callable[[Floats, Floats], Floats], ...] = (_circle, _square, _triangle, _star)
