"""Further shapes to classify in the plane."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from nnplayground.core.component import param
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.fields import noise_field
from nnplayground.data.plane import PlaneClasses, on_circle, points

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from nnplayground.data.draws import Draws

    Column = NDArray[np.float64]

_JITTERS_LABEL = _("core", "A point is labelled as if it lay up to 5 × noise beside its place.")
_MOVES = _("core", "Each point is moved by a normal number with the standard deviation 3 × noise.")
_LETTERS = ("A", "B", "C", "D", "E", "F")


def _moved(x: NDArray[np.float64], noise: float, draws: Draws) -> NDArray[np.float64]:
    return x + 3 * noise * points(*draws.normals(len(x), 2))


class Moons(PlaneClasses):
    """Two half circles that reach into each other."""

    kind: ClassVar[str] = "moons"
    title: ClassVar[Text] = _("core", "Moons")
    help: ClassVar[Text] = _("core", "Two half circles that reach into each other.")

    noise: float = noise_field(0.1, _MOVES)

    def draw(self, draws: Draws) -> Samples:
        """Make points of alternating class by scikit-learn's formula, three times as large and centred."""
        label = np.arange(self.samples) % 2
        (angle,) = draws.uniforms(self.samples, (0, math.pi))
        side = 1 - 2 * label
        x = points(side * (np.cos(angle) - 0.5), side * (np.sin(angle) - 0.25))
        return Samples(_moved(3 * x, self.noise, draws), label)


class Checkerboard(PlaneClasses):
    """Squares of alternating class."""

    kind: ClassVar[str] = "checkerboard"
    title: ClassVar[Text] = _("core", "Checker")
    help: ClassVar[Text] = _(
        "core", "Squares of alternating class; the more cells, the more neurons it takes."
    )

    noise: float = noise_field(0.0, _JITTERS_LABEL)
    cells: int = param(
        4,
        _("core", "Cells"),
        _("core", "Squares along each side; 2 is an XOR without a gap."),
        ge=2,
        le=20,
        effect=_("core", "More: the border gets longer and needs more neurons."),
        why=_("core", "4 is hard for one hidden layer and fair for two."),
    )

    def draw(self, draws: Draws) -> Samples:
        """Spread points over [−5, 5]² and label each by its square."""
        x1, x2, jitter1, jitter2 = draws.uniforms(self.samples, *[(-5, 5)] * 4)
        row, column = (self._cell(x1 + jitter1 * self.noise), self._cell(x2 + jitter2 * self.noise))
        return Samples(points(x1, x2), (row + column) % 2)

    def _cell(self, x: Column) -> NDArray[np.int64]:
        return np.floor((x + 5) / 10 * self.cells).astype(np.int64)


class Blobs(PlaneClasses):
    """Normal clouds on a circle."""

    kind: ClassVar[str] = "blobs"
    title: ClassVar[Text] = _("core", "Blobs")
    help: ClassVar[Text] = _("core", "One normal cloud per class, all at the same distance from the centre.")

    noise: float = noise_field(0.0, _("core", "The variance of each cloud is 0.3 + 7 × noise."))
    classes: int = param(
        4,
        _("core", "Classes"),
        _("core", "The number of clouds and classes."),
        ge=2,
        le=6,
        effect=_("core", "More: the clouds come closer together, and the head needs an output for each."),
        why=_("core", "4 is enough to see how softmax shares out the plane."),
    )

    def class_names(self) -> tuple[str, ...]:
        """Return letters."""
        return _LETTERS[: self.classes]

    def draw(self, draws: Draws) -> Samples:
        """Make points of one class after the other in turn."""
        label = np.arange(self.samples) % self.classes
        # Half a step aside, so that four clouds sit in the four quadrants.
        centre = on_circle(np.full(self.samples, 3.5), (label + 0.5) * 2 * math.pi / self.classes)
        deviation = math.sqrt(0.3 + 7 * self.noise)
        return Samples(centre + deviation * points(*draws.normals(self.samples, 2)), label)


class Rings(PlaneClasses):
    """Three rings around one centre."""

    kind: ClassVar[str] = "rings"
    title: ClassVar[Text] = _("core", "Rings")
    help: ClassVar[Text] = _("core", "Three rings around one centre, each a class of its own.")

    noise: float = noise_field(0.0, _MOVES)

    def class_names(self) -> tuple[str, ...]:
        """Return letters, from the innermost ring outwards."""
        return _LETTERS[:3]

    def draw(self, draws: Draws) -> Samples:
        """Make points of one ring after the other in turn."""
        label = np.arange(self.samples) % 3
        across, angle = draws.uniforms(self.samples, (-0.4, 0.4), (0, 2 * math.pi))
        return Samples(_moved(on_circle(1.1 + 1.8 * label + across, angle), self.noise, draws), label)


_BORDERS: dict[str, Callable[[Column], Column]] = {
    "line": lambda x: 0.6 * x + 0.5,
    "parabola": lambda x: 0.3 * x**2 - 3,
    "cubic": lambda x: 0.08 * x**3 - 1.2 * x,
    "sine": lambda x: 2.5 * np.sin(x),
    "absolute": lambda x: 1.4 * np.abs(x) - 3,
    "step": lambda x: np.where(x < 0, -2.0, 2.0),
    "exponential": lambda x: np.exp(0.5 * x) - 4,
}


class Function(PlaneClasses):
    """The two sides of a curve."""

    kind: ClassVar[str] = "function"
    title: ClassVar[Text] = _("core", "Function")
    help: ClassVar[Text] = _(
        "core", "Points above a curve are +1, points below it −1; the border is the curve itself."
    )

    noise: float = noise_field(0.0, _JITTERS_LABEL)
    border: Literal["line", "parabola", "cubic", "sine", "absolute", "step", "exponential"] = param(
        "sine",
        _("core", "Border"),
        _("core", "The curve between the classes."),
        effect=_("core", "More bends need more neurons."),
        why=_("core", "A sine cannot be learned without a hidden layer."),
    )

    def draw(self, draws: Draws) -> Samples:
        """Spread points over [−5, 5]² and label each by its side."""
        x1, x2, jitter1, jitter2 = draws.uniforms(self.samples, *[(-5, 5)] * 4)
        above = x2 + jitter2 * self.noise > _BORDERS[self.border](x1 + jitter1 * self.noise)
        return Samples(points(x1, x2), above.astype(np.int64))
