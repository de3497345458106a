"""Stop conditions such as ``test_loss<0.05``: a measure, a comparison, a number."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _

__all__ = ["MEASURES", "Condition", "parse_condition"]

_PARTS = ("train", "validation", "test")
MEASURES = (
    "epoch",
    "step",
    "seconds",
    *(
        f"{part}_{name}"
        for part in _PARTS
        for name in ("loss", "accuracy", "precision", "recall", "iou", "r2", "mae")
    ),
)
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_FORM = re.compile(r"\s*([a-z0-9_]+)\s*(<=|>=|<|>)\s*([-+.0-9eE]+)\s*")


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition."""

    measure: str
    sign: str
    value: float

    def holds(self, measures: Mapping[str, float]) -> bool:
        """Tell whether it is true; a measure that is not there, or not a number, makes it false."""
        measured = measures.get(self.measure, math.nan)
        return _COMPARE[self.sign](measured, self.value)


def parse_condition(text: str) -> Condition:
    """Read a condition.

    Raises
    ------
    PlaygroundError
        If it is none, or names an unknown measure.
    """
    from nnplayground.core.registry import suggestion

    match = _FORM.fullmatch(text)
    value = _number(match[3]) if match else None
    if match is None or value is None:
        sentence = _("core", "“{text}” is no condition.").format(text=text)
        raise PlaygroundError(sentence, remedy=_("core", "Write one like test_loss<0.05."))
    if match[1] not in MEASURES:
        sentence = _("core", "“{name}” cannot be watched.").format(name=match[1])
        raise PlaygroundError(sentence, remedy=suggestion(match[1], MEASURES))
    return Condition(match[1], match[2], value)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
