"""The small picture by which a project is known again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from nnplayground.ui.views.plots import Plot

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.session import Session
    from nnplayground.ui.views.output_picture import OutputPicture

__all__ = ["PORTRAIT", "Portrait", "read_portrait"]

PORTRAIT = 176
"""Pixels of a side."""
_MOST = 1024


class Portrait:
    """Takes a picture of what the output shows, once there is something to be seen.

    Parameters
    ----------
    output : OutputPicture
    session : Session
    """

    def __init__(self, output: OutputPicture, session: Session) -> None:
        self._output, self._session = output, session

    def take(self) -> Callable[[], bytes] | None:
        """Take the middle of the picture; what is returned writes it as PNG, in any thread.

        None if nothing has been trained, or it is too small to be known again.
        """
        snapshot, (widget, middle) = self._session.snapshot, self._ground()
        if snapshot is None or snapshot.step == 0 or middle.width() < PORTRAIT // 4:
            return None
        return partial(_png, widget.grab(middle).toImage())

    def _ground(self) -> tuple[QWidget, QRect]:
        """Return the picture that is shown, and the largest square in it: without ticks, where it has any."""
        widget = self._output.pictures.currentWidget() or self._output
        area = widget.rect()
        if isinstance(widget, Plot):
            inner = widget.getPlotItem().vb.sceneBoundingRect()
            area = widget.mapFromScene(inner).boundingRect()
        square = QRect(0, 0, *(min(area.width(), area.height()),) * 2)
        square.moveCenter(area.center())
        return widget, square


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


def _png(image: QImage) -> bytes:
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    small = image.scaled(QSize(PORTRAIT, PORTRAIT), *ways)
    small.save(buffer, "PNG")  # type: ignore[call-overload] # takes any device
    return bytes(buffer.data().data())
