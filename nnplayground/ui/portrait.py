"""The small picture by which a project is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QRegion
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from nnplayground.app.session import Session

__all__ = ["PORTRAIT", "Portrait", "read_portrait"]

PORTRAIT = 176
"""Pixels of a side."""
_MOST = 1024


class Portrait:
    """Takes a picture of what the output shows, once there is something to be seen.

    Parameters
    ----------
    widget : QWidget
        The picture of the output.
    session : Session
    """

    def __init__(self, widget: QWidget, session: Session) -> None:
        self._widget, self._session = widget, session

    def png(self) -> bytes:
        """Return the middle of the picture as PNG; empty if nothing has been trained or it is too small."""
        snapshot = self._session.snapshot
        side = min(self._widget.width(), self._widget.height())
        if snapshot is None or snapshot.step == 0 or side < PORTRAIT // 4:
            return b""
        image = QImage(PORTRAIT, PORTRAIT, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.black)
        painter = QPainter(image)
        painter.scale(PORTRAIT / side, PORTRAIT / side)
        middle = QRect(0, 0, side, side)
        middle.moveCenter(self._widget.rect().center())
        flags = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
        self._widget.render(painter, QPoint(), QRegion(middle), flags)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload] # takes any device
        return bytes(buffer.data().data())


def read_portrait(png: bytes | None) -> QImage:
    """Return the picture that a file brings; null if there is none, or it claims to be larger than any is."""
    if not png:
        return QImage()
    buffer = QBuffer()
    buffer.setData(png)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"png")
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > _MOST:
        return QImage()
    return reader.read()
