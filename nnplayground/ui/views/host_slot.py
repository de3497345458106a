"""The place in a header, or below it, for the controls of whichever page is in front."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

__all__ = ["Slot"]


class Slot(QWidget):
    """Holds one widget, which others may take away.

    Parameters
    ----------
    at_right : bool
        At which end it stands where there is more room than it needs.
    """

    def __init__(self, *, at_right: bool) -> None:
        super().__init__()
        self._held: QWidget | None = None
        self._place = 1 if at_right else 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self.hide()

    def hold(self, widget: QWidget | None) -> None:
        """Show this widget and no other."""
        if self._held is not None and self._held is not widget:
            self._held.hide()
        self._held = widget
        if widget is not None and widget.parentWidget() is not self:
            self._row.insertWidget(self._place, widget)
        if widget is not None:
            widget.show()
        self.setVisible(widget is not None)

    def release(self, widget: QWidget | None) -> None:
        """Let go of a widget that moves elsewhere."""
        if widget is not None and self._held is widget:
            self._held = None
            self.hide()
