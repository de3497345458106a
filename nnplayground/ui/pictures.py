"""Samples drawn small: points in their colours, curves, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnplayground.core.dataset import DataGroup
from nnplayground.ui.colormap import class_colour, colour_image, diverging_colour, ink_image, sign_colour
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.core.dataset import Dataset
    from nnplayground.core.samples import Samples

__all__ = ["draw_samples", "target_colours"]

_SHADES = 17
_INSET = 0.06
_PER_ROW = 3


def draw_samples(
    painter: QPainter, rect: QRectF, samples: Samples, dataset: Dataset, dot: float = 2.5
) -> None:
    """Fill ``rect`` with a small picture of ``samples``, in the theme's colours of the moment.

    Parameters
    ----------
    dot : float
        The diameter of a point in logical pixels.
    """
    if type(dataset).group is DataGroup.IMAGE:
        _draw_pictures(painter, rect, samples.x)
        return
    classes = dataset.spec().target.classes
    if samples.x.shape[1] == 1:
        places = np.column_stack([samples.x[:, 0], samples.y[:, 0]])
        colours = [theme().colour("text2")] * len(places)
    else:
        places, colours = samples.x[:, :2], target_colours(samples.y, classes)
    bounds = dataset.spec().bounds
    _draw_points(painter, _placed(places, rect, bounds if len(bounds) == 2 else ()), colours, dot)


def target_colours(y: NDArray[Any], classes: int) -> list[QColor]:
    """Return a colour for every target: sign for two classes, class colours for more, the map for values."""
    if classes and np.ndim(y) > 1:  # masks have no one colour
        return [theme().colour("text2")] * len(y)
    if classes == 2:
        return [sign_colour(1.0 if label else -1.0) for label in y]
    if classes:
        return [class_colour(int(label)) for label in y]
    values = np.asarray(y, np.float64).reshape(len(y), -1)[:, 0]
    signed = bool(len(values)) and values.min() < 0 < values.max()
    centre = 0.0 if signed or not len(values) else float(np.median(values))
    spread = float(np.abs(values - centre).max()) if len(values) else 1.0
    shades = [diverging_colour(2 * i / (_SHADES - 1) - 1) for i in range(_SHADES)]
    unit = (values - centre) / (spread or 1.0)
    return [shades[i] for i in np.rint((unit + 1) / 2 * (_SHADES - 1)).astype(int)]


def _placed(
    places: NDArray[np.float64], rect: QRectF, bounds: tuple[tuple[float, float], ...]
) -> NDArray[np.float64]:
    """Map data to pixels: the shown range if there is one, else whatever fits."""
    if bounds:
        low, high = np.array([b[0] for b in bounds]), np.array([b[1] for b in bounds])
    else:
        low, high = places.min(axis=0), places.max(axis=0)
        margin = 0.08 * (high - low)
        low, high = low - margin, high + margin
    unit = (places - low) / np.where(high > low, high - low, 1.0)
    inner = rect.adjusted(*(sign * _INSET * rect.width() for sign in (1, 1, -1, -1)))
    return np.column_stack(
        [inner.left() + unit[:, 0] * inner.width(), inner.bottom() - unit[:, 1] * inner.height()]
    )


def _draw_points(painter: QPainter, at: NDArray[np.float64], colours: list[QColor], dot: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    groups: dict[int, list[QPointF]] = {}
    for (x, y), colour in zip(at.tolist(), colours, strict=True):
        groups.setdefault(colour.rgba(), []).append(QPointF(x, y))
    for rgba, points in groups.items():
        pen = QPen(QColor.fromRgba(rgba), dot)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(points)


def _draw_pictures(painter: QPainter, rect: QRectF, pictures: NDArray[np.float64]) -> None:
    side = rect.width() / _PER_ROW
    for number, picture in enumerate(pictures[: _PER_ROW**2]):
        row, column = divmod(number, _PER_ROW)
        cell = QRectF(rect.left() + column * side, rect.top() + row * side, side, side)
        shown = colour_image(picture) if len(picture) == 3 else ink_image(picture.mean(axis=0))
        painter.drawImage(cell.adjusted(1, 1, -1, -1), shown)
