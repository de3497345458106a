"""TensorFlow Playground's four classification sets, by its formulas (``dataset.ts``, Apache-2.0).

Every half of the points is one class. Noise numbers are drawn even when the noise is 0, as the original does.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.fields import noise_field
from nnplayground.data.plane import PlaneClasses, on_circle, points

if TYPE_CHECKING:
    from nnplayground.data.draws import Draws

_JITTERS_LABEL = _("core", "A point is labelled as if it lay up to 5 × noise beside its place.")


class _Halves(PlaneClasses):
    """Two classes made one after the other."""

    def draw(self, draws: Draws) -> Samples:
        """Make the positive half, then the negative one."""
        positive = self.half(draws, (self.samples + 1) // 2, positive=True)
        negative = self.half(draws, self.samples // 2, positive=False)
        return Samples(np.concatenate([positive.x, negative.x]), np.concatenate([positive.y, negative.y]))

    def half(self, draws: Draws, count: int, *, positive: bool) -> Samples:
        """Make ``count`` points of one class."""
        raise TypeError(f"{type(self).__name__} cannot draw {count} points ({positive=}) from {draws}")


class Circle(_Halves):
    """A disc inside a ring."""

    kind: ClassVar[str] = "circle"
    playground_name: ClassVar[str] = "circle"
    title: ClassVar[Text] = _("core", "Circle")
    help: ClassVar[Text] = _(
        "core", "A disc of one class inside a ring of the other; x1² and x2² separate them."
    )

    noise: float = noise_field(0.0, _JITTERS_LABEL)

    def half(self, draws: Draws, count: int, *, positive: bool) -> Samples:
        """Make the disc or the ring."""
        radii, jitters = ((0, 2.5) if positive else (3.5, 5)), (-5, 5)
        radius, angle, jitter1, jitter2 = draws.uniforms(count, radii, (0, 2 * math.pi), jitters, jitters)
        x = on_circle(radius, angle)
        distance = np.hypot(x[:, 0] + jitter1 * self.noise, x[:, 1] + jitter2 * self.noise)
        return Samples(x, (distance < 2.5).astype(np.int64))


class Xor(PlaneClasses):
    """Four quadrants, opposite ones alike."""

    kind: ClassVar[str] = "xor"
    playground_name: ClassVar[str] = "xor"
    title: ClassVar[Text] = _("core", "XOR")
    help: ClassVar[Text] = _(
        "core", "Opposite quadrants share a class; no straight line separates them, x1x2 does."
    )

    noise: float = noise_field(0.0, _JITTERS_LABEL)

    def draw(self, draws: Draws) -> Samples:
        """Spread points and push each 0.3 away from both axes."""
        x1, x2, jitter1, jitter2 = draws.uniforms(self.samples, *[(-5, 5)] * 4)
        x1, x2 = (column + np.where(column > 0, 0.3, -0.3) for column in (x1, x2))
        product = (x1 + jitter1 * self.noise) * (x2 + jitter2 * self.noise)
        return Samples(points(x1, x2), (product >= 0).astype(np.int64))


class Gauss(_Halves):
    """Two normal clouds."""

    kind: ClassVar[str] = "gauss"
    playground_name: ClassVar[str] = "gauss"
    title: ClassVar[Text] = _("core", "Gauss")
    help: ClassVar[Text] = _(
        "core", "Two normal clouds around (2, 2) and (−2, −2); a straight line is the best border."
    )

    noise: float = noise_field(0.0, _("core", "The variance of each cloud is 0.5 + 7 × noise."))

    def half(self, draws: Draws, count: int, *, positive: bool) -> Samples:
        """Make one cloud."""
        mean, deviation = (2.0 if positive else -2.0), math.sqrt(0.5 + 7 * self.noise)
        x1, x2 = (mean + deviation * column for column in draws.normals(count, 2))
        return Samples(points(x1, x2), np.full(count, int(positive), np.int64))


class Spiral(_Halves):
    """Two arms wound into each other."""

    kind: ClassVar[str] = "spiral"
    playground_name: ClassVar[str] = "spiral"
    title: ClassVar[Text] = _("core", "Spiral")
    help: ClassVar[Text] = _("core", "Two arms wound into each other; the hardest of the classic four.")

    noise: float = noise_field(0.0, _("core", "Each point is moved by up to 1 × noise along each axis."))

    def half(self, draws: Draws, count: int, *, positive: bool) -> Samples:
        """Make one arm of 1¾ turns, from the centre outwards."""
        index = np.arange(count, dtype=np.float64)
        radius = index / count * 5
        angle = 1.75 * index / count * 2 * math.pi + (0.0 if positive else math.pi)
        moves = draws.uniforms(count, (-1, 1), (-1, 1))
        x = on_circle(radius, angle) + points(*moves) * self.noise
        return Samples(x, np.full(count, int(positive), np.int64))
