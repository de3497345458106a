"""Whether what is painted goes to the screen, or into a file, which may be larger or made of lines."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_kept", "keeping"]

_depth = 0


def is_kept() -> bool:
    """Tell whether a file is painted: views then draw what they otherwise keep as a picture of the screen."""
    return _depth > 0


@contextmanager
def keeping() -> Iterator[None]:
    """Paint for a file meanwhile."""
    global _depth
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1
