"""What a field's declaration says: its range, its unit, the words of its choices."""

from __future__ import annotations

import math
import types
import typing
from typing import TYPE_CHECKING, Any

import annotated_types
from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.core.component import Component
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.widgets import Scale

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

__all__ = ["MIXED", "extra", "field_scale", "literal_text", "value_text", "without_none"]

MIXED = "—"
"""Stands for several values."""
_NARROW = 10.0


def field_scale(info: FieldInfo, *, integer: bool) -> Scale:
    """Return the range a field declares; wide ranges step through 1, 2, 5, 10."""
    low, high = -math.inf, math.inf
    for rule in info.metadata:
        if isinstance(rule, annotated_types.Ge | annotated_types.Gt):
            low = float(getattr(rule, "ge", getattr(rule, "gt", low)))
        elif isinstance(rule, annotated_types.Le | annotated_types.Lt):
            high = float(getattr(rule, "le", getattr(rule, "lt", high)))
    if integer:
        return Scale(low, high, 1.0)
    wide = low >= 0 and high > _NARROW
    return Scale(low, high, 0.01 if high - low <= _NARROW else 0.1, logarithmic=wide)


def without_none(annotation: Any) -> tuple[Any, bool]:
    """Split ``X | None`` into X, without its limits, and whether None is allowed."""
    if typing.get_origin(annotation) not in (typing.Union, types.UnionType):
        return _bare(annotation), False
    rest = [part for part in typing.get_args(annotation) if part is not type(None)]
    return _bare(rest[0]), len(rest) < len(typing.get_args(annotation))


def _bare(annotation: Any) -> Any:
    is_limited = typing.get_origin(annotation) is typing.Annotated
    return typing.get_args(annotation)[0] if is_limited else annotation


def extra(info: FieldInfo, name: str) -> Any:
    """Return what :func:`nnplayground.core.component.param` noted beside the limits, None if nothing."""
    return info.json_schema_extra.get(name) if isinstance(info.json_schema_extra, dict) else None


def value_text(value: Any) -> str:
    """Write a field's value as its control shows it."""
    if isinstance(value, Component):
        return say(type(value).title)
    if isinstance(value, bool):
        on, off = QCoreApplication.translate("Form", "On"), QCoreApplication.translate("Form", "Off")
        return on if value else off
    if isinstance(value, int | float):
        return format_compact(float(value), 9)
    if isinstance(value, tuple):
        is_pair = len(value) == 2 and not isinstance(value[0], str)
        return (" × " if is_pair else ", ").join(map(str, value))
    return literal_text(value)


def literal_text(value: Any) -> str:
    """Return a literal of a file as a word: ``"full"`` is “Full”."""
    if value is None:
        return QCoreApplication.translate("Form", "Default")
    words = {
        "none": QCoreApplication.translate("Form", "None"),
        "l1": "L1",
        "l2": "L2",
        "elimination": QCoreApplication.translate("Form", "Weight elimination"),
        "norm": QCoreApplication.translate("Form", "By norm"),
        "value": QCoreApplication.translate("Form", "By value"),
        "own": QCoreApplication.translate("Form", "Make it smaller"),
        "carry": QCoreApplication.translate("Form", "Carry over"),
        "drop": QCoreApplication.translate("Form", "Leave out"),
        "full": QCoreApplication.translate("Form", "Full"),
        "line": QCoreApplication.translate("Form", "Line"),
        "parabola": QCoreApplication.translate("Form", "Parabola"),
        "cubic": QCoreApplication.translate("Form", "Cubic"),
        "sine": QCoreApplication.translate("Form", "Sine"),
        "absolute": QCoreApplication.translate("Form", "Absolute value"),
        "step": QCoreApplication.translate("Form", "Step"),
        "exponential": QCoreApplication.translate("Form", "Exponential"),
        **_picture_words(),
    }
    return words.get(str(value), str(value).replace("_", " "))


def _picture_words() -> dict[str, str]:
    """Return the words of layers and data sets for pictures."""
    return {
        "same": QCoreApplication.translate("Form", "Same"),
        "valid": QCoreApplication.translate("Form", "Valid"),
        "zeros": QCoreApplication.translate("Form", "Zeros"),
        "reflect": QCoreApplication.translate("Form", "Mirrored"),
        "replicate": QCoreApplication.translate("Form", "Edge repeated"),
        "circular": QCoreApplication.translate("Form", "Opposite side"),
        "nearest": QCoreApplication.translate("Form", "Nearest"),
        "bilinear": QCoreApplication.translate("Form", "Bilinear"),
        "digits": QCoreApplication.translate("Form", "Digits"),
        "latin": QCoreApplication.translate("Form", "Latin letters"),
        "all": QCoreApplication.translate("Form", "All"),
        "class": QCoreApplication.translate("Form", "Class"),
        "mask": QCoreApplication.translate("Form", "Mask"),
        "box": QCoreApplication.translate("Form", "Box"),
        "cyrillic": QCoreApplication.translate("Form", "Cyrillic letters"),
    }
