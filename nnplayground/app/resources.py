"""Where the files that come with the program lie (they are found by core, which every room may ask)."""

from __future__ import annotations

from nnplayground.core.resources import resource

__all__ = ["resource"]
