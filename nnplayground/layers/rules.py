"""What many layers ask of their inputs."""

from __future__ import annotations

from nnplayground.core.layer import InsertBefore, ShapeError, TensorSpec
from nnplayground.core.text import translatable as _

__all__ = ["require_flat", "require_numbers"]


def require_numbers(x: TensorSpec) -> None:
    """Refuse class indices, which are names and not amounts.

    Raises
    ------
    ShapeError
        If ``x`` holds class indices.
    """
    if x.classes:
        sentence = _("core", "{node} reads numbers, gets the index of one of {classes} classes.")
        raise ShapeError(
            sentence.format(classes=x.classes),
            remedy=_("core", "Connect an output that gives numbers, such as the “x” of Input."),
        )


def require_flat(x: TensorSpec) -> None:
    """Refuse anything but one axis of numbers.

    Raises
    ------
    ShapeError
        With the suggestion to flatten, if that helps.
    """
    require_numbers(x)
    if len(x.shape) != 1:
        raise ShapeError(
            _("core", "{node} expects a flat list of numbers, gets {shape}.").format(shape=str(x)),
            InsertBefore("flatten"),
            remedy=_("core", "A dense layer reads a flat list of numbers."),
        )
