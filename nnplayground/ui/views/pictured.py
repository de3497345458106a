"""Pictures that a network answers with: masks over what they mask, boxes, reconstructions."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnplayground.core.codes import main_loss, mirror_loss
from nnplayground.core.dataset import TargetForm
from nnplayground.ui.colormap import class_colour, colour_image, heat_image, ink_image, ink_lut
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.shapes import ShapeReport

    Pixels = NDArray[Any]

__all__ = [
    "Answers",
    "answers_of",
    "draw_box_on",
    "masked_image",
    "mistaken_image",
    "picture_image",
    "residual_image",
]

_DIM = 0.25  # how much of a picture shines through where nothing is wrong


class Answers(StrEnum):
    """What a network answers a picture with."""

    MASK = "mask"
    BOX = "box"
    PICTURE = "picture"


def answers_of(experiment: Experiment, report: ShapeReport) -> Answers | None:
    """Return what the network answers a picture with; None for classes and values."""
    spec, graph = experiment.data.spec(), experiment.graph
    if main_loss(graph) is not None:
        forms = {TargetForm.MASK: Answers.MASK, TargetForm.BOX: Answers.BOX}
        return forms.get(spec.form)
    loss = mirror_loss(graph)
    inputs = report.nodes[loss].inputs if loss is not None else None
    if inputs is None or not spec.is_picture:
        return None
    return Answers.PICTURE if inputs.one("prediction").shape == spec.x.shape else None


def picture_image(pixels: Pixels, low: float = 0.0, high: float = 1.0) -> QImage:
    """Return pixels (channels, height, width) in colour or as ink, on a scale that all pictures share."""
    unit = (pixels - low) / (high - low if high > low else 1.0)
    return colour_image(unit) if len(pixels) == 3 else ink_image(unit.mean(axis=0))


def _colours(pixels: Pixels, low: float, high: float) -> NDArray[np.float32]:
    """Return a picture as (height, width, 3) of red, green and blue."""
    unit = np.clip((pixels - low) / (high - low if high > low else 1.0), 0, 1)
    if len(pixels) == 3:
        colours: NDArray[np.float32] = unit.transpose(1, 2, 0).astype(np.float32)
        return colours
    table = ink_lut().astype(np.float32) / 255
    inked: NDArray[np.float32] = table[np.rint(unit.mean(axis=0) * 255).astype(int)]
    return inked


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def masked_image(pixels: Pixels, mask: Pixels, opacity: float, low: float = 0.0, high: float = 1.0) -> QImage:
    """Return a picture under the colours of its mask (height, width); class 0 is the ground and has none.

    It is grey, because its own colours would be taken for those of classes.
    """
    ground = _colours(pixels, low, high).mean(axis=2, keepdims=True)
    numbers = np.asarray(mask).astype(int)
    most = int(numbers.max(initial=0))
    table = np.array([(0.0, 0.0, 0.0), *(_rgb(class_colour(n)) for n in range(most))], np.float32)
    strength = np.where(numbers > 0, opacity, 0.0)[..., None]
    blended = ground + (table[numbers] - ground) * strength
    return colour_image(blended.transpose(2, 0, 1))


def mistaken_image(pixels: Pixels, wrong: Pixels, low: float = 0.0, high: float = 1.0) -> QImage:
    """Return a faded picture with the pixels in red that are wrong."""
    paper = np.array(_rgb(theme().colour("field")), np.float32)
    faded = paper + (_colours(pixels, low, high) - paper) * _DIM
    faded[np.asarray(wrong, bool)] = _rgb(theme().colour("error"))
    return colour_image(faded.transpose(2, 0, 1))


def residual_image(rebuilt: Pixels, pixels: Pixels, span: float) -> QImage:
    """Return by how much a reconstruction is too bright or too dark, the mean over the channels."""
    return heat_image((rebuilt - pixels).mean(axis=0), span or 1.0)


def draw_box_on(
    painter: QPainter, tile: QRectF, box: Pixels, colour: QColor, *, dashed: bool = False
) -> None:
    """Outline a box, middle and sides as shares of the tile, so that it is seen on any ground."""
    x, y, wide, high = (float(value) for value in box)
    wide, high = max(0.0, wide), max(0.0, high)
    corner = QPointF(tile.left() + (x - wide / 2) * tile.width(), tile.top() + (y - high / 2) * tile.height())
    rect = QRectF(corner.x(), corner.y(), wide * tile.width(), high * tile.height())
    line = 2.0 if tile.width() > 80 else 1.5
    painter.save()
    painter.setClipRect(tile)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 130), line + 1.5))
    painter.drawRect(rect)
    pen = QPen(colour, line)
    if dashed:
        pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.drawRect(rect)
    painter.restore()
