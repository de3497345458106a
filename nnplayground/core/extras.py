"""What is installed only by who asks for it: ``pip install "nnplayground[onnx]"``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from nnplayground.core.text import Text

__all__ = ["how_to_get", "is_stand_alone", "pip_command"]


def is_stand_alone() -> bool:
    """Whether this is the built program, into which nothing can be installed."""
    return bool(getattr(sys, "frozen", False))


def pip_command(extra: str) -> str:
    """Return what installs an extra, with the straight quotes that shells read, because it is copied."""
    return f'pip install "nnplayground[{extra}]"'


def how_to_get(extra: str) -> Text:
    """Return the remedy for a part that is missing here.

    Parameters
    ----------
    extra : str
        What installs it, as pyproject.toml names it.
    """
    command = pip_command(extra)
    if not is_stand_alone():
        return _("core", "Install it: {command}").format(command=command)
    remedy = _("core", "The stand-alone program does not carry it, the Python version does: {command}")
    return remedy.format(command=command)
