"""Counted things in words. lupdate sees the plurals of ``self.tr`` only, so they have a class."""

from __future__ import annotations

from PySide6.QtCore import QObject

__all__ = ["Counts"]


class Counts(QObject):
    """Says how many there are of something in the window's language."""

    def layers(self, count: int) -> str:
        """Return “3 layers”."""
        return self.tr("1 layer") if count == 1 else self.tr("%n layers", "", count)

    def with_parameters(self, shapes: str, count: int) -> str:
        """Return “8 → 6, 54 parameters”."""
        if count == 1:
            return self.tr("{shapes}, 1 parameter").format(shapes=shapes)
        return self.tr("{shapes}, %Ln parameters", "", count).format(shapes=shapes)
