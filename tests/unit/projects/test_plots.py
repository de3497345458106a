"""Plots of reports: numbers as the language writes them."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from nnplayground.projects import plots

HISTORY = [{"epoch": e, "train_loss": loss} for e, loss in enumerate((0.9, 0.6, 0.35, 0.2))]


def labels(history: list[dict[str, float]], language: str) -> list[str]:
    """Return what stands at the axes."""
    figure = Figure()
    axes = figure.add_subplot()
    plots.draw_curves(axes, history, lambda text: language if text == "en" else str(text))
    figure.canvas.draw()
    return [tick.get_text() for axis in (axes.xaxis, axes.yaxis) for tick in axis.get_ticklabels()]


@pytest.mark.parametrize("start", [0.0, 0.1], ids=["linear", "logarithmic"])
def test_axes_have_decimal_commas_in_russian(start: float) -> None:
    history = [{"epoch": 0.0, "train_loss": start}, *HISTORY[1:]]
    english, russian = labels(history, "en"), labels(history, "ru")
    assert any("." in label for label in english)
    assert russian == [label.replace(".", ",") for label in english]
