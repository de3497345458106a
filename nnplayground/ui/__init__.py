"""The window."""

from nnplayground.ui.plotting import load_plots

__all__: list[str] = []

load_plots()
