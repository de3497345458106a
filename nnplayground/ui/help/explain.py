"""Attach help to a widget: a popup in the place of its tooltip, and by F1."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QWidget

from nnplayground.core.help import Topic
from nnplayground.ui.help.popup import HelpPopup
from nnplayground.ui.help.topic_view import Help

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHelpEvent

    Answer = Help | Topic | None
    Ask = Callable[[], Answer]

__all__ = ["Help", "explain", "help_at", "show_help"]


class _Explainer(QObject):
    """Answers for one widget; a child of it, so that both go together."""

    def __init__(self, widget: QWidget, ask: Ask) -> None:
        super().__init__(widget)
        self._widget, self._ask = widget, ask
        for part in (widget, *widget.findChildren(QWidget)):
            part.installEventFilter(self)

    def answer(self) -> Help | None:
        """Return what there is to say now."""
        found = self._ask()
        return Help(found) if isinstance(found, Topic) else found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ChildPolished and isinstance(watched, QWidget):
            for part in watched.findChildren(QWidget):
                part.installEventFilter(self)
        if event.type() != QEvent.Type.ToolTip:
            return False
        found = self.answer()
        if found is None:
            return False
        at = cast("QHelpEvent", event).globalPos()
        show_help(self._widget, found, _rect_around(cast("QWidget", watched), at))
        return True


def _rect_around(widget: QWidget, at: QPoint) -> QRect:
    rect = QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
    return rect if rect.contains(at) else QRect(at, at)


def explain(widget: QWidget, what: Topic | Ask) -> None:
    """Let a popup explain ``widget`` and all that is in it.

    Parameters
    ----------
    widget : QWidget
    what : Topic or callable
        Or what returns the topic (or :class:`Help`) of the moment, None for nothing to say.
    """
    _Explainer(widget, (lambda: what) if isinstance(what, Topic) else what)


def help_at(widget: QWidget | None) -> tuple[QWidget, Help] | None:
    """Return the nearest explained widget at or around ``widget``, and what it says."""
    while widget is not None:
        for child in widget.children():
            if isinstance(child, _Explainer) and (found := child.answer()) is not None:
                return widget, found
        widget = widget.parentWidget()
    return None


def show_help(source: QWidget, shown: Help, about: QRect, *, pinned: bool = False) -> HelpPopup:
    """Open the popup of the window that ``source`` is in, beside ``about`` on the screen."""
    window = source.window()
    popup = window.findChild(HelpPopup) or HelpPopup(window)
    popup.show_help(shown, about, pinned=pinned)
    return popup
