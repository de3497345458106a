"""Coloured shapes on a coloured ground."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from nnplayground.core.component import param
from nnplayground.core.dataset import DataGroup, Dataset, DataSpec, TargetForm
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.fields import noise_field, samples_field
from nnplayground.data.pictures import NOISE_HELP, noisy, pixel_grid, turned

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["ImageShapes"]

SIDE = 32
_STAR_POINTS = 5
_STAR_WAIST = 0.42
_KINDS = (_("core", "circle"), _("core", "square"), _("core", "triangle"), _("core", "star"))
_INSIDE = 0.5  # of a pixel's area, from which on the pixel is the shape's


class ImageShapes(Dataset):
    """A circle, square, triangle or star somewhere in a colour picture.

    What is asked for is its name, the name of every pixel, or the box around it. With the same seed the
    pictures of one shape are the same whatever is asked.
    """

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
    target: Literal["class", "mask", "box"] = param(
        "class",
        _("core", "Target"),
        _(
            "core",
            "What is wanted for a picture: the shape's name; a mask, which names the shape or the ground for "
            "every pixel; or the box around the shape: its middle, width and height as shares of the side.",
        ),
        effect=_(
            "core",
            "Class: what it is. Mask: where each one is, to the pixel. Box: where it is, in 4 numbers.",
        ),
        why=_("core", "Class is the usual first question to a picture."),
    )
    shapes: int = param(
        1,
        _("core", "Shapes in a picture"),
        _("core", "How many shapes a picture with a mask has; a class or a box is always of one."),
        ge=1,
        le=4,
        effect=_("core", "More: smaller shapes, which may cover each other."),
        why=_("core", "One is the same picture for all three targets."),
    )
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
        """Describe the pictures and what is wanted for them."""
        x = TensorSpec((3, SIDE, SIDE))
        names: tuple[Text, ...] = _KINDS
        if self.target == "box":
            return DataSpec(x, TensorSpec((4,)), Task.REGRESSION, form=TargetForm.BOX)
        if self.target == "mask":
            names = (_("core", "background"), *names)
            target = TensorSpec((SIDE, SIDE), classes=len(names))
            return DataSpec(x, target, Task.MULTICLASS, class_names=names, form=TargetForm.MASK)
        return DataSpec(x, TensorSpec((), classes=len(names)), Task.MULTICLASS, class_names=names)

    def generate(self, rng: Generator) -> Samples:
        """Draw the shapes in turn, so that all are as frequent."""
        labels = np.arange(self.samples) % len(_DISTANCES)
        parts = [self._drawn(labels[start : start + 500], rng) for start in range(0, self.samples, 500)]
        pictures, wanted = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        return Samples(pictures, wanted)

    def _drawn(self, labels: NDArray[np.int64], rng: Generator) -> tuple[Floats, NDArray[Any]]:
        """Return pictures and what is wanted for them."""
        ground, shape, bar = _colours(rng, len(labels))
        x, y = pixel_grid(SIDE)
        covered = _shape_cover(labels, x, y, rng, self._sizes)
        pictures = ground + (shape - ground) * covered[:, None]
        wanted = self._wanted(labels, covered)
        for _more in range(1, self.shapes if self.target == "mask" else 1):
            other = rng.integers(len(_DISTANCES), size=len(labels))
            covered = _shape_cover(other, x, y, rng, self._sizes)
            pictures = pictures + (_colours(rng, len(labels))[1] - pictures) * covered[:, None]
            wanted = np.where(covered > _INSIDE, other[:, None, None] + 1, wanted)
        if self.occlusion:
            hidden = self._bar_cover(x, y, len(labels), rng)
            pictures = pictures + (bar - pictures) * hidden[:, None]
            if self.target == "mask":  # what cannot be seen is not asked for
                wanted = np.where(hidden > _INSIDE, 0, wanted)
        return noisy(pictures, self.noise, rng), wanted

    @property
    def _sizes(self) -> tuple[float, float]:
        """The radii of shapes, in halves of the side."""
        return (0.25, 0.45) if self.target == "mask" and self.shapes > 1 else (0.35, 0.7)

    def _wanted(self, labels: NDArray[np.int64], covered: Floats) -> NDArray[Any]:
        if self.target == "box":
            return _boxes(covered > _INSIDE)
        if self.target == "mask":
            return np.where(covered > _INSIDE, labels[:, None, None] + 1, 0)
        return labels.astype(np.int64)

    def _bar_cover(self, x: Floats, y: Floats, count: int, rng: Generator) -> Floats:
        angle, offset = rng.uniform(0, math.pi, (count, 1, 1)), rng.uniform(-0.7, 0.7, (count, 1, 1))
        across, _along = turned(x, y, angle)
        return _covered(np.abs(across - offset) - self.occlusion, 1.0)


def _boxes(inside: NDArray[np.bool_]) -> Floats:
    """Return the boxes around what is inside, (count, 4): middle x and y, width, height in sides."""
    ends = []
    for axis in (1, 2):  # what has something in a column, then in a row
        filled = np.asarray(inside.any(axis=axis))
        ends.append((filled.argmax(axis=1), SIDE - filled[:, ::-1].argmax(axis=1)))
    (left, right), (top, bottom) = ends
    boxes: Floats = np.stack([left + right, top + bottom, 2 * (right - left), 2 * (bottom - top)], axis=1)
    return boxes / (2 * SIDE)


def _shape_cover(
    labels: NDArray[np.int64], x: Floats, y: Floats, rng: Generator, sizes: tuple[float, float]
) -> Floats:
    """Return how much of every pixel its shape covers, (count, side, side)."""
    count = (len(labels), 1, 1)
    size, angle = rng.uniform(*sizes, count), rng.uniform(0, 2 * math.pi, count)
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
