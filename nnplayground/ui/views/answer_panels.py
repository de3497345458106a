"""What is drawn of one picture and the network's answer to it: panel by panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor

from nnplayground.ui.numbers import format_loss
from nnplayground.ui.theme import theme
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.views.pictured import (
    Answers,
    draw_box_on,
    masked_image,
    mistaken_image,
    picture_image,
    residual_image,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage, QPainter

__all__ = ["Answered", "Panel", "found_colour", "panel_names", "panels_of", "score_of", "true_colour"]


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """A picture and what is known of it.

    Attributes
    ----------
    pixels : ndarray
        (channels, height, width), before standardisation.
    target : ndarray or None
        Its mask or its box.
    answer : Mapping[str, ndarray]
        What the probe ``pictures`` says of it, without the batch; empty until it has said anything.
    """

    pixels: NDArray[Any]
    target: NDArray[Any] | None
    answer: Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """An image, and boxes on it with their colours."""

    image: QImage
    boxes: tuple[tuple[NDArray[Any], QColor, bool], ...] = ()

    def draw(self, painter: QPainter, tile: QRectF) -> None:
        """Fill ``tile``."""
        painter.drawImage(tile, self.image)
        for box, colour, dashed in self.boxes:
            draw_box_on(painter, tile, box, colour, dashed=dashed)


def true_colour() -> QColor:
    """Return the colour of a true box."""
    return QColor(255, 255, 255)


def found_colour() -> QColor:
    """Return the colour of a box that the network found."""
    return theme().colour("accent")


def panel_names(kind: Answers, *, noisy: bool) -> tuple[str, ...]:
    """Return what stands over the panels of one picture."""
    translate = QCoreApplication.translate
    if kind is Answers.MASK:
        return (
            translate("Answers", "Picture"),
            translate("Answers", "Truth"),
            translate("Answers", "Network"),
            translate("Answers", "Wrong pixels"),
        )
    if kind is Answers.BOX:
        return translate("Answers", "True box"), translate("Answers", "Found box")
    middle = (translate("Answers", "With noise"),) if noisy else ()
    ends = translate("Answers", "Reconstruction"), translate("Answers", "Difference")
    return translate("Answers", "Input"), *middle, *ends


def panels_of(kind: Answers, of: Answered, scale: tuple[float, float], opacity: float) -> list[Panel | None]:
    """Return the panels, None for what is not known yet.

    Parameters
    ----------
    scale : tuple of float
        What is shown black and white, or as paper and ink.
    opacity : float
        Of masks, from 0 to 1.
    """
    if kind is Answers.MASK:
        return _mask_panels(of, scale, opacity)
    if kind is Answers.BOX:
        return _box_panels(of, scale)
    return _picture_panels(of, scale)


def _mask_panels(of: Answered, scale: tuple[float, float], opacity: float) -> list[Panel | None]:
    found, true = of.answer.get("mask"), of.target
    masks = [None if m is None else Panel(masked_image(of.pixels, m, opacity, *scale)) for m in (true, found)]
    wrong = None
    if found is not None and true is not None:
        wrong = Panel(mistaken_image(of.pixels, np.asarray(found) != true, *scale))
    return [Panel(picture_image(of.pixels, *scale)), *masks, wrong]


def _box_panels(of: Answered, scale: tuple[float, float]) -> list[Panel | None]:
    image, found = picture_image(of.pixels, *scale), of.answer.get("box")
    true = () if of.target is None else ((of.target, true_colour(), True),)
    return [
        Panel(image, true),
        None if found is None else Panel(image, (*true, (found, found_colour(), False))),
    ]


def _picture_panels(of: Answered, scale: tuple[float, float]) -> list[Panel | None]:
    panels: list[Panel | None] = [Panel(picture_image(of.pixels, *scale))]
    rebuilt = of.answer.get("rebuilt")
    if "seen" in of.answer:
        panels.append(Panel(picture_image(of.answer["seen"], *scale)))
    if rebuilt is None:
        return [*panels, None, None]
    residual = residual_image(rebuilt, of.pixels, scale[1] - scale[0])
    return [*panels, Panel(picture_image(rebuilt, *scale)), Panel(residual)]


def score_of(kind: Answers, answer: Mapping[str, Any], *, short: bool = False) -> str:
    """Return how good an answer is; empty if that is not known."""
    translate = QCoreApplication.translate
    if kind is Answers.PICTURE:
        if "error" not in answer:
            return ""
        value = format_loss(float(answer["error"]))
        return value if short else translate("Answers", "squared error {value}").format(value=value)
    if "overlap" not in answer:
        return ""
    value = percent(float(answer["overlap"]))
    return value if short else translate("Answers", "overlap (IoU) {value}").format(value=value)
