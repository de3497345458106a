"""What stands for each layer in Keras 3.

Tensors have their channels last there, as every backend of Keras computes them; layers that care about the
order of numbers turn them before.
"""

from __future__ import annotations

from nnplayground.projects.keras_twins import plain, weighted
from nnplayground.projects.keras_twins.parts import channels_last
from nnplayground.projects.keras_twins.twin import Twin, Weight, part_name, twin_of, without

__all__ = ["Twin", "Weight", "channels_last", "part_name", "plain", "twin_of", "weighted", "without"]
