"""Tab goes through controls as they stand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout

__all__ = ["tab_as_laid_out"]


def tab_as_laid_out(widget: QWidget) -> None:
    """Let Tab go through a widget's controls in the order of its layouts.

    Qt's order is that in which they were made, and some are made whenever the data change. Do it again when
    another button of a group is chosen, which is where Tab enters the group from then on.
    """
    for before, after in pairwise(_stops(widget)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _stops_in(inner)
