"""Drawn points as another task, and as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.sketch import MAX_POINTS, Drawn, DrawnClasses, DrawnCurve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.float64]

__all__ = ["from_text", "to_kind", "to_text"]

_CELLS = re.compile(r"[\t;]|,(?=\s)|(?<=\d),(?=[-+\d.]*\d*[,.])|\s+|,")


def to_kind(drawn: Drawn, kind: str) -> Drawn:
    """Return the points as a drawing of another kind: places stay, classes become values and back."""
    wanted: Any = Dataset.named(kind)
    rows = drawn.rows()
    if wanted is DrawnCurve:
        return DrawnCurve(bounds=drawn.bounds).with_rows(rows[:, :2])
    if isinstance(drawn, DrawnCurve):
        rows = np.column_stack([rows, np.zeros(len(rows))])
    elif wanted is DrawnClasses:
        rows = np.column_stack([rows[:, :2], rows[:, 2] > 0])
    elif isinstance(drawn, DrawnClasses):
        rows = np.column_stack([rows[:, :2], 2 * rows[:, 2] / (drawn.classes - 1) - 1])
    made: Drawn = wanted(points=(), bounds=drawn.bounds)
    return made.with_rows(rows)


def from_text(text: str, drawn: Drawn) -> Rows:
    """Read points that were copied from a table: a row each, a heading is passed over.

    Raises
    ------
    DataError
        If there is none, or one that this drawing cannot hold.
    """
    lines = [line for line in text.splitlines()[: MAX_POINTS + 2] if line.strip()]
    rows = [_numbers(line) for line in lines]
    if rows and rows[0] is None:
        rows, lines = rows[1:], lines[1:]
    if not rows:
        raise DataError(
            _("core", "The clipboard holds no points."),
            remedy=_("core", "Copy rows of numbers from a table first."),
        )
    for number, row in enumerate(rows):
        if row is None or len(row) != drawn.width:
            sentence = _("core", "Row {number} of the clipboard is not {width} numbers.")
            raise DataError(sentence.format(number=number + 1, width=drawn.width))
    found = np.array(rows, np.float64)
    drawn.with_rows(found)  # raises what is wrong with a place or a class
    return found


def _numbers(line: str) -> list[float] | None:
    try:
        return [float(cell) for cell in _CELLS.split(line.strip()) if cell]
    except ValueError:
        return None


def to_text(drawn: Drawn) -> str:
    """Return the points as a table with tabs, which spreadsheets and :func:`from_text` read."""
    last = "class" if isinstance(drawn, DrawnClasses) else "value"
    names = ("x", "y") if isinstance(drawn, DrawnCurve) else ("x1", "x2", last)
    rows = ["\t".join(f"{value:g}" for value in point) for point in drawn.points]
    return "\n".join(["\t".join(names), *rows]) + "\n"
