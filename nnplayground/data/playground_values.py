"""Values over the plane: TensorFlow Playground's two regression sets (``dataset.ts``) and one more."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.fields import noise_field
from nnplayground.data.plane import PlaneValues

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

_JITTERS_VALUE = _("core", "A point's value is taken up to 6 × noise beside its place.")

# Centre and sign of each bump, in the original's order: of two equal bumps the first counts.
_BUMPS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))


class Plane(PlaneValues):
    """A tilted plane."""

    kind: ClassVar[str] = "plane"
    playground_name: ClassVar[str] = "reg-plane"
    title: ClassVar[Text] = _("core", "Plane")
    help: ClassVar[Text] = _(
        "core", "The value grows evenly along the diagonal; one linear neuron is enough."
    )
    formula: ClassVar[str] = r"y = (x_1 + x_2) / 10"

    noise: float = noise_field(0.0, _JITTERS_VALUE)

    def surface(self, x1: Column, x2: Column) -> Column:
        """Return (x1 + x2) / 10."""
        return (x1 + x2) / 10


class MultiGauss(PlaneValues):
    """Six bumps of alternating sign."""

    kind: ClassVar[str] = "multi-gauss"
    playground_name: ClassVar[str] = "reg-gauss"
    title: ClassVar[Text] = _("core", "Multi-Gauss")
    help: ClassVar[Text] = _("core", "Six bumps of alternating sign, each a cone of height 1 and radius 2.")

    noise: float = noise_field(0.0, _JITTERS_VALUE)

    def surface(self, x1: Column, x2: Column) -> Column:
        """Return the value of the bump that is largest in magnitude at each point."""
        value = np.zeros_like(x1)
        for centre1, centre2, sign in _BUMPS:
            bump = sign * np.maximum(0.0, 1 - np.hypot(x1 - centre1, x2 - centre2) / 2)
            value = np.where(np.abs(bump) > np.abs(value), bump, value)
        return value


class Wave(PlaneValues):
    """An egg carton."""

    kind: ClassVar[str] = "wave"
    title: ClassVar[Text] = _("core", "Wave")
    help: ClassVar[Text] = _(
        "core", "Hills and valleys in a regular pattern, many of them: a test of capacity."
    )
    formula: ClassVar[str] = r"y = \sin x_1 \cos x_2"

    noise: float = noise_field(0.0, _JITTERS_VALUE)

    def surface(self, x1: Column, x2: Column) -> Column:
        """Return sin(x1)·cos(x2)."""
        return np.sin(x1) * np.cos(x2)
