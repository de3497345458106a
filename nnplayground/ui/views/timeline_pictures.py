"""What a moment looks like in the strip: its boundary, fitted line, confusion matrix, or losses as bars."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap

from nnplayground.ui.colormap import heat_image
from nnplayground.ui.theme import theme
from nnplayground.ui.views.boundary import class_picture
from nnplayground.ui.views.plots import pen

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from numpy.typing import NDArray

    from nnplayground.train.timeline import Moment

__all__ = ["MomentPictures", "draw_losses"]

_TINY = 1e-12


class MomentPictures:
    """Turns the numbers of moments into images of the theme, each once.

    All moments share one scale, so that a surface that grows is seen to grow.

    Parameters
    ----------
    radius : float
        Of the corners of images.
    """

    def __init__(self, radius: float = 0.0) -> None:
        self._radius = radius
        self._images: dict[int, QPixmap] = {}
        self._scale = 1.0
        self._matrices: Container[int] = ()

    def clear(self) -> None:
        """Forget the images, because the theme or the run is another."""
        self._images.clear()

    def update(self, moments: Sequence[Moment], matrices: Container[int] = ()) -> None:
        """Let go of images of moments that are gone, and of all if the scale has changed.

        Parameters
        ----------
        moments : sequence of Moment
        matrices : container of int
            The segments whose pictures are confusion matrices.
        """
        self._matrices = matrices
        scale = _scale(moments)
        if scale != self._scale:
            self._scale = scale
            self.clear()
        known = {moment.number for moment in moments}
        self._images = {number: image for number, image in self._images.items() if number in known}

    def draw(self, painter: QPainter, rect: QRectF, moment: Moment) -> bool:
        """Draw a moment into ``rect``; return False if it has no picture."""
        if moment.picture is None:
            return False
        is_matrix = moment.segment in self._matrices
        values = _right_and_wrong(moment.picture) if is_matrix else _signed(moment.picture)
        if values.ndim == 1:
            self._draw_line(painter, rect, values)
            return True
        ratio = painter.device().devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        kept = self._images.get(moment.number)
        if kept is None or kept.size() != size:
            whole = _enlarged(self._image(values), size, smooth=not is_matrix)
            kept = self._images[moment.number] = _rounded(whole, self._radius * ratio)
            kept.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), kept)
        return True

    @staticmethod
    def is_image(moment: Moment) -> bool:
        """Tell whether a moment is an image, which fills its place up to the rounded corners."""
        return moment.picture is not None and _signed(moment.picture).ndim > 1

    def _image(self, values: NDArray[Any]) -> QImage:
        if values.ndim == 2:
            # Without a palette, so that enlarging mixes colours and not indices.
            return heat_image(values, self._scale).convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.ascontiguousarray(class_picture(values, discrete=False))
        height, width, _channels = pixels.shape
        return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()

    def _draw_line(self, painter: QPainter, rect: QRectF, values: NDArray[Any]) -> None:
        painter.fillRect(rect, theme().colour("field"))
        inner = rect.adjusted(1, 4, -1, -4)
        x = np.linspace(inner.left(), inner.right(), len(values))
        unit = np.clip(np.nan_to_num(values) / self._scale, -1, 1)
        y = inner.center().y() - unit * inner.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen("accent", 1.5))
        painter.drawPolyline(arrayToQPolygonF(x, y))


def _right_and_wrong(matrix: NDArray[Any]) -> NDArray[Any]:
    """Return a confusion matrix with what is wrong as negative, as it is coloured elsewhere."""
    diagonal = np.eye(len(matrix), dtype=bool)
    signed: NDArray[Any] = np.where(diagonal, matrix, -matrix)
    return signed


def _signed(picture: NDArray[Any]) -> NDArray[Any]:
    """Return one surface or line of one output or of two classes; of more classes all of them."""
    values: NDArray[Any] = np.asarray(picture)
    on_line = values.ndim == 2 and values.shape[0] != values.shape[1]
    if on_line or (values.ndim == 3 and len(values) == 1):
        values = values[0]
    elif values.ndim == 3 and len(values) == 2:
        values = values[1] - values[0]
    return values


def _scale(moments: Sequence[Moment]) -> float:
    """Return the magnitude at the ends of the map: 1 as long as that is enough, then rounded up."""
    most = max((_largest(moment.picture) for moment in (*moments[-1:], *moments[:1])), default=1.0)
    if most <= 1.0:
        return 1.0
    return float(2.0 ** math.ceil(math.log2(most)))


def _largest(picture: NDArray[Any] | None) -> float:
    if picture is None:
        return 1.0
    finite = np.abs(picture[np.isfinite(picture)])
    return float(finite.max()) if finite.size else 1.0


def _enlarged(image: QImage, size: QSize, *, smooth: bool) -> QPixmap:
    """Return the middle part of an image that has the shape of ``size``, in that size."""
    width, height = float(image.width()), float(image.height())
    shape = size.width() / size.height()
    part = QRectF(0, 0, min(width, height * shape), min(height, width / shape))
    part.moveCenter(QRectF(0, 0, width, height).center())
    result = QPixmap(size)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), image, part)
    return result


def _rounded(whole: QPixmap, radius: float) -> QPixmap:
    if not radius:
        return whole
    result = QPixmap(whole.size())
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(whole))
        painter.drawRoundedRect(QRectF(result.rect()), radius, radius)
    return result


def draw_losses(
    painter: QPainter, rect: QRectF, losses: tuple[float, float], ends: tuple[float, float]
) -> None:
    """Draw a train loss as a bar and a test loss as a stroke, on a log scale between two losses."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rect, theme().colour("field"))
    low, high = (math.log10(max(_TINY, end)) for end in ends)
    train, test = (_height(loss, low, high) for loss in losses)
    inner = rect.adjusted(0, 3, 0, 0)
    colour = theme().colour("text3")
    colour.setAlphaF(0.55)
    bar = QRectF(inner)
    bar.setTop(inner.bottom() - train * inner.height())
    painter.fillRect(bar, colour)
    if test > 0:
        y = inner.bottom() - test * inner.height()
        painter.fillRect(QRectF(inner.left(), y - 0.75, inner.width(), 1.5), theme().colour("text1"))


def _height(loss: float, low: float, high: float) -> float:
    if not math.isfinite(loss):
        return 0.0
    share = (math.log10(max(_TINY, loss)) - low) / (high - low) if high > low else 0.5
    return 0.08 + 0.92 * min(1.0, max(0.0, share))
