"""The pad: a person draws, loads or picks a picture and sees what the network makes of it."""

from nnplayground.ui.pad.pad import Pad

__all__ = ["Pad"]
