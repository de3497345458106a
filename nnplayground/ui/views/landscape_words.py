"""What the page of the loss surface says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.train.landscape_plane import Directions
from nnplayground.ui.numbers import format_number

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.train.landscape import Landscape, Survey
    from nnplayground.train.landscape_plane import WeightAt

__all__ = ["axis_names", "caption", "exact_names", "heading", "meaning", "weight_name"]

_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"


def heading(landscape: Landscape) -> str:
    """Return what the map shows."""
    if landscape.plane.kind is Directions.EXACT:
        return f"J({', '.join(exact_names(landscape))})"
    words = {
        "train": QCoreApplication.translate("LandscapeWords", "Training loss around the path of this run"),
        "validation": QCoreApplication.translate(
            "LandscapeWords", "Validation loss around the path of this run"
        ),
        "test": QCoreApplication.translate("LandscapeWords", "Test loss around the path of this run"),
    }
    return words[landscape.survey.part]


def caption(landscape: Landscape, wanted: Survey) -> str:
    """Return how a plane among many lies."""
    epoch = format_number(landscape.epoch)
    words = {
        Directions.PATH: QCoreApplication.translate(
            "LandscapeWords", "plane through epoch {epoch}, explains {share} % of the path"
        ),
        Directions.WEIGHTS: QCoreApplication.translate(
            "LandscapeWords", "all other weights as at epoch {epoch}"
        ),
        Directions.FILTER: QCoreApplication.translate(
            "LandscapeWords", "random directions through epoch {epoch}"
        ),
    }
    if landscape.plane.kind is Directions.FILTER and wanted.directions is Directions.PATH:
        return QCoreApplication.translate("LandscapeWords", "random directions until there is a path")
    share = format_number(100 * sum(landscape.plane.explained), 1)
    return words[landscape.plane.kind].format(epoch=epoch, share=share)


def meaning(landscape: Landscape, many: str) -> str:
    """Return what to believe of the picture; ``many`` says how many weights became two numbers."""
    if landscape.plane.kind is Directions.EXACT:
        words = QCoreApplication.translate(
            "LandscapeWords",
            "The network has no other weights: nothing is left out, and the path lies on the surface.",
        )
    else:
        doubt = QCoreApplication.translate(
            "LandscapeWords",
            "The plane shows loss only along these two directions, "
            "so a ridge you see may have a way around it.",
        )
        words = f"{many} {doubt}"
    if landscape.samples == landscape.of:
        return words
    note = QCoreApplication.translate(
        "LandscapeWords", "Computed of the first {some} of {all} samples."
    ).format(some=format_number(landscape.samples), all=format_number(landscape.of))
    return f"{words} {note}"


def axis_names(document: Document, landscape: Landscape) -> tuple[str, str]:
    """Return what stands at the two axes."""
    kind = landscape.plane.kind
    if kind is Directions.PATH:
        first, second = (format_number(100 * share, 1) for share in landscape.plane.explained)
        along = QCoreApplication.translate("LandscapeWords", "component 1, {share} % of the path")
        across = QCoreApplication.translate("LandscapeWords", "component 2, {share} %")
        return along.format(share=first), across.format(share=second)
    if kind is Directions.FILTER:
        return (
            QCoreApplication.translate("LandscapeWords", "random direction 1"),
            QCoreApplication.translate("LandscapeWords", "random direction 2"),
        )
    if kind is Directions.EXACT:
        names = exact_names(landscape)
        return names[0], names[-1]
    horizontal, vertical = (weight_name(document, weight) for weight in landscape.plane.weights)
    return horizontal, vertical


def exact_names(landscape: Landscape) -> list[str]:
    """Return what the weights of a small network are called: w₀ a bias, w₁ and w₂ the others."""
    names, count = [], 0
    for weight in landscape.plane.weights:
        bias = weight.name.endswith("bias")
        count += not bias
        names.append("w" + _SUBSCRIPTS[0 if bias else count])
    return names


def weight_name(document: Document, weight: WeightAt) -> str:
    """Return a weight's node and its place there, counted from 1: ``Dense 1 w[3, 2]``."""
    id, _dot, parameter = weight.name.partition(".")
    report = document.report.nodes.get(id)
    shape = report.parameter_shapes.get(parameter, ()) if report is not None else ()
    if not shape or weight.index >= int(np.prod(shape)):
        return weight.name
    place = ", ".join(str(int(number) + 1) for number in np.unravel_index(weight.index, shape))
    letter = {"weight": "w", "bias": "b"}.get(parameter, parameter)
    return f"{say(document.experiment.graph.node(id).title)} {letter}[{place}]"
