"""What a network says, drawn small: its output over the plane, its line, or its scores as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from nnplayground.ui.colormap import heat_image, ink_image
from nnplayground.ui.theme import theme
from nnplayground.ui.views.boundary import class_picture
from nnplayground.ui.views.contour import contour_segments

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "decided",
    "difference_image",
    "draw_contour",
    "draw_line",
    "draw_picture",
    "is_plane",
    "output_image",
    "run_colour",
    "signed",
]


def run_colour(index: int) -> QColor:
    """Return the colour of a compared run: text 1 for the live one, then colours of classes."""
    if index == 0:
        return theme().colour("text1")
    classes = theme().tokens.classes
    return QColor(classes[(2, 3, 1, 4, 7, 6)[(index - 1) % 6]])


def is_plane(values: NDArray[Any]) -> bool:
    """Tell whether an output was drawn over a plane, not along a line."""
    return values.ndim >= 2 and values.shape[-2] == values.shape[-1]


def signed(values: NDArray[Any]) -> NDArray[Any] | None:
    """Return the one surface of an output: itself, or the second class minus the first; None for more."""
    if values.ndim == 2:
        return values
    if len(values) == 1:
        return np.asarray(values[0])
    return np.asarray(values[1] - values[0]) if len(values) == 2 else None


def output_image(values: NDArray[Any], classes: int) -> QImage:
    """Return an output over the plane as a picture, row 0 at the top.

    Parameters
    ----------
    values : ndarray
        (size, size), or (outputs, size, size).
    classes : int
        0 for a value, whose colours then reach as far as it does.
    """
    surface = signed(values)
    if surface is not None:
        return heat_image(surface, 1.0 if classes else max(1.0, _most(surface)))
    if not classes:
        return heat_image(values[0], max(1.0, _most(values[0])))
    pixels = np.ascontiguousarray(class_picture(values, discrete=False))
    height, width, _channels = pixels.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _most(values: NDArray[Any]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 1.0


def difference_image(one: NDArray[Any], other: NDArray[Any]) -> QImage:
    """Return how far two outputs are apart at every point, 0 as paper and the most possible as ink."""
    surfaces = signed(one), signed(other)
    if surfaces[0] is not None and surfaces[1] is not None:
        apart = np.abs(surfaces[0] - surfaces[1]) / 2
    else:
        apart = np.abs(one - other).sum(axis=0) / 2  # total variation between the class probabilities
    return ink_image(apart, 0.0, max(1.0, _most(apart)))


def decided(values: NDArray[Any]) -> NDArray[np.int64]:
    """Return the class that wins at every point."""
    surface = signed(values)
    found: NDArray[np.int64] = values.argmax(axis=0) if surface is None else (surface > 0).astype(np.int64)
    return found


def draw_picture(painter: QPainter, rect: QRectF, image: QImage, *, opacity: float = 1.0) -> None:
    """Draw a picture smoothly into a box with round corners."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    frame = QPainterPath()
    frame.addRoundedRect(rect, 4, 4)
    painter.setClipPath(frame)
    painter.setOpacity(opacity)
    painter.drawImage(rect, image)
    painter.restore()


def draw_contour(painter: QPainter, rect: QRectF, values: NDArray[Any], colour: QColor, width: float) -> None:
    """Draw where the decision changes; nothing for more than two classes."""
    surface = signed(values)
    if surface is None:
        return
    x, y = contour_segments(np.nan_to_num(surface))
    rows, columns = surface.shape
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    path = QPainterPath()
    xs = rect.left() + (x + 0.5) * rect.width() / columns
    ys = rect.top() + (y + 0.5) * rect.height() / rows
    for start in range(0, len(x), 2):
        path.moveTo(xs[start], ys[start])
        path.lineTo(xs[start + 1], ys[start + 1])
    painter.drawPath(path)
    painter.restore()


def draw_line(
    painter: QPainter, rect: QRectF, values: NDArray[Any], span: tuple[float, float], colour: QColor
) -> None:
    """Draw a fitted line whose values lie within ``span``."""
    line = np.asarray(values if values.ndim == 1 else values[0], np.float64)
    low, high = span
    x = rect.left() + (np.arange(len(line)) + 0.5) * rect.width() / len(line)
    y = rect.bottom() - (np.nan_to_num(line) - low) / max(high - low, 1e-12) * rect.height()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    painter.setPen(QPen(colour, 1.5))
    painter.drawPolyline([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])
    painter.restore()
