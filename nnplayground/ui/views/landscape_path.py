"""The path of training in pixels: where it begins, its epochs, where it is now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nnplayground.app.landscape import Here
    from nnplayground.train.landscape import Landscape

__all__ = ["Path", "draw_path", "path_of"]

_MARKS = 6
_APART = 30.0  # pixels between two labels
_DOTS = 60  # points that are drawn each, as far as the eye tells them apart


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The moments of a run on the plane of a landscape, in the order of steps.

    Attributes
    ----------
    steps, epochs : ndarray
    places : ndarray
        Shape (n, 1 or 2).
    real, plane : ndarray
        Losses; NaN where they are not known.
    """

    steps: NDArray[np.int64]
    epochs: NDArray[np.int64]
    places: NDArray[Any]
    real: NDArray[Any]
    plane: NDArray[Any]

    def __len__(self) -> int:
        return len(self.steps)


def path_of(landscape: Landscape, tail: Sequence[Here]) -> Path:
    """Join the path of a landscape and what came after it was computed."""
    trail = landscape.trail
    later = [here for here in tail if here.step > trail.steps[-1]]
    if not later:
        return Path(trail.steps, trail.epochs, trail.places, trail.real, trail.plane)
    places = np.array([here.place for here in later])
    return Path(
        np.append(trail.steps, [here.step for here in later]),
        np.append(trail.epochs, [here.epoch for here in later]),
        np.vstack([trail.places, places]),
        np.append(trail.real, [here.loss for here in later]),
        np.append(trail.plane, landscape.at(places)),
    )


def draw_path(
    painter: QPainter,
    path: Path,
    pixels: NDArray[Any],
    now: tuple[QPointF, Here] | None,
    *,
    each: bool,
    labels: bool = True,
    marks: bool = True,
) -> None:
    """Draw a path whose points lie at ``pixels``, shape (n, 2).

    Parameters
    ----------
    now : (QPointF, Here) or None
        The moment that is shown, and where it lies.
    each : bool
        Whether every step is marked, as on the bowl of a line.
    labels, marks : bool
        Whether the ends are named, and round epochs between them.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Far outside the picture Qt's rasterizer would overflow; a diverging path gets there quickly.
    points = [QPointF(x, y) for x, y in np.clip(pixels, -2e4, 2e4).tolist() if math.isfinite(x + y)]
    if len(points) > 1:
        _draw_line(painter, QPolygonF(points))
    taken: list[QPointF] = []
    if each and len(points) <= _DOTS:
        for point in points[1:]:
            _draw_dot(painter, point, 2.5)
    if points:
        _draw_dot(painter, points[0], 3.5)
    if now is not None:
        draw_present(painter, now[0])
    if not labels or not points:
        return
    ends = [(points[0], QCoreApplication.translate("LandscapePath", "start"), 12.0)]
    if now is not None:
        ends.append((now[0], format_number(now[1].step if each else now[1].epoch), 12.0))
    for point, text, below in ends if now is None or _far(ends[1][0], [points[0]]) else ends[1:]:
        _label(painter, point, text, below)
        taken.append(point)
    if marks and not each:
        _draw_marks(painter, path, pixels, taken)


def _draw_line(painter: QPainter, line: QPolygonF) -> None:
    stroke = QPainterPath()
    stroke.addPolygon(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((theme().colour("canvas"), 4.5), (theme().colour("text1"), 2.0)):
        pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(stroke, pen)


def _draw_dot(painter: QPainter, at: QPointF, radius: float) -> None:
    painter.setPen(QPen(theme().colour("canvas"), 1.5))
    painter.setBrush(theme().colour("text1"))
    painter.drawEllipse(at, radius, radius)


def draw_present(painter: QPainter, at: QPointF) -> None:
    """Mark the moment that is shown."""
    painter.setPen(QPen(theme().colour("canvas"), 2))
    painter.setBrush(theme().colour("accent"))
    painter.drawEllipse(at, 6, 6)


def _draw_marks(painter: QPainter, path: Path, pixels: NDArray[Any], taken: list[QPointF]) -> None:
    """Mark the points nearest to round epochs, where there is room."""
    for epoch in _round_epochs(int(path.epochs[0]), int(path.epochs[-1])):
        nearest = int(np.argmin(np.abs(path.epochs - epoch)))
        x, y = pixels[nearest].tolist()
        point = QPointF(x, y)
        if math.isfinite(x + y) and _far(point, taken):
            _draw_dot(painter, point, 3)
            _label(painter, point, format_number(int(path.epochs[nearest])), -12)
            taken.append(point)


def _round_epochs(first: int, last: int) -> list[int]:
    rough = max(1.0, (last - first) / _MARKS)
    power = 10 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    return list(range((first // step + 1) * step, last, step))


def _far(point: QPointF, others: Sequence[QPointF]) -> bool:
    return all((point - other).manhattanLength() >= _APART for other in others)


def _label(painter: QPainter, at: QPointF, text: str, below: float) -> None:
    """Write beside a point, on a halo so that it can be read on any colour."""
    font = mono_font(10.5)
    width = text_width(text, font)
    clip = painter.clipBoundingRect() if painter.hasClipping() else QRectF(painter.viewport())
    if not clip.contains(at):
        return
    left = min(max(at.x() - width / 2, clip.left() + 3), clip.right() - width - 3)
    baseline = at.y() + (below + 7 if below > 0 else below + 3)
    if baseline > clip.bottom() - 2:
        baseline = at.y() - 10
    shape = QPainterPath()
    shape.addText(QPointF(left, baseline), font, text)
    halo = QColor(theme().colour("canvas"))
    halo.setAlphaF(0.75)
    pen = QPen(halo, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(shape, pen)
    painter.fillPath(shape, theme().colour("text1"))
