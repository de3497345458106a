"""Whatever the window shows, drawn for a file: as pixels, or as the lines and letters it is made of."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter, QPen, QPicture, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from nnplayground.ui.theme import LIGHT, style_sheet, theme
from nnplayground.ui.views.keeping import keeping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintDevice
    from PySide6.QtWidgets import QGraphicsScene

    from nnplayground.ui.tokens import Tokens

__all__ = ["Drawing", "Ground", "SceneDrawing", "WidgetDrawing", "as_image", "as_pdf", "as_png", "as_svg"]

_DOTS_PER_INCH = 96  # of one logical pixel, as browsers have it
_POINTS_PER_PIXEL = 72 / _DOTS_PER_INCH


class Ground(StrEnum):
    """What a picture stands on."""

    SHOWN = "shown"  # the colours of the theme
    WHITE = "white"  # paper, with the light theme's ink
    NONE = "none"  # transparent


class Drawing(Protocol):
    """Something that can be drawn at any size."""

    def size(self) -> QSize:
        """Return its size in logical pixels."""
        ...

    def ground(self) -> QColor:
        """Return the colour behind it."""
        ...

    def paint(self, painter: QPainter) -> None:
        """Draw it without its ground, from the origin, in logical pixels."""
        ...

    def inked(self, ground: Ground) -> Any:
        """Return a context in which it wears the colours that a ground asks for."""
        ...


class WidgetDrawing:
    """A widget with all that lies on it."""

    def __init__(self, widget: QWidget, ground: str = "surface") -> None:
        self._widget, self._ground = widget, ground

    def size(self) -> QSize:
        return self._widget.size()

    def ground(self) -> QColor:
        return theme().colour(self._ground)

    def paint(self, painter: QPainter) -> None:
        device = painter.device()
        with keeping(), _as_vectors(self._widget, device.devicePixelRatioF() if device is not None else 1.0):
            # Without the window's ground: the picture has its own.
            flags = QWidget.RenderFlag.DrawChildren
            self._widget.render(painter, QPoint(), QRegion(), flags)

    @contextmanager
    def inked(self, ground: Ground) -> Iterator[None]:
        if ground is Ground.SHOWN:
            yield
            return
        with theme().lent(_tokens(ground)):
            before = self._widget.styleSheet()
            self._widget.setStyleSheet(style_sheet(theme().tokens))
            try:
                yield
            finally:
                self._widget.setStyleSheet(before)


class SceneDrawing:
    """A part of a scene, at the scale of the scene.

    Parameters
    ----------
    scene : QGraphicsScene
    part : QRectF
        In scene coordinates.
    """

    def __init__(self, scene: QGraphicsScene, part: QRectF) -> None:
        self._scene, self._part = scene, part

    def size(self) -> QSize:
        return self._part.size().toSize()

    def ground(self) -> QColor:
        return theme().colour("canvas")

    def paint(self, painter: QPainter) -> None:
        # What a view of the scene sets; widgets choose for themselves, and some want to see their pixels.
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._scene.render(painter, QRectF(QPoint(), self._part.size()), self._part)

    @contextmanager
    def inked(self, ground: Ground) -> Iterator[None]:
        with theme().lent(_tokens(ground)):
            yield


def _tokens(ground: Ground) -> Tokens:
    """Return the colours in which whatever paints a ground of its own paints the asked one."""
    tokens = theme().tokens
    if ground is Ground.WHITE:
        return replace(LIGHT, window="#FFFFFF", surface="#FFFFFF", canvas="#FFFFFF")
    if ground is Ground.NONE:
        # Some pictures fade into the ground: it keeps its colour and loses its opacity.
        window, surface, canvas = (f"#00{colour[1:]}" for colour in _grounds(tokens))
        return replace(tokens, window=window, surface=surface, canvas=canvas)
    return tokens


def _grounds(tokens: Tokens) -> tuple[str, str, str]:
    return tokens.window, tokens.surface, tokens.canvas


def as_image(drawing: Drawing, scale: float = 2.0, ground: Ground = Ground.SHOWN) -> QImage:
    """Return pixels, ``scale`` of them for each logical one; they may be written in any thread."""
    with drawing.inked(ground):
        size = drawing.size() * scale
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(scale)
        image.fill(Qt.GlobalColor.transparent if ground is Ground.NONE else drawing.ground())
        painter = QPainter(image)
        drawing.paint(painter)
        painter.end()
    return image


def as_png(image: QImage) -> bytes:
    """Return the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # PySide6 lists bytes, and means str
    return bytes(buffer.data().data())


def as_svg(drawing: Drawing, ground: Ground = Ground.SHOWN, title: str = "") -> bytes:
    """Return an SVG file: lines stay lines, letters letters; heat maps are pictures."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    device.setOutputDevice(buffer)
    device.setResolution(_DOTS_PER_INCH)
    device.setSize(drawing.size())
    device.setViewBox(QRectF(QPoint(), QSizeF(drawing.size())))
    device.setTitle(title)
    _paint_on(device, drawing, ground)
    return bytes(buffer.data().data())


def as_pdf(drawing: Drawing, ground: Ground = Ground.SHOWN, title: str = "") -> bytes:
    """Return a PDF file of one page as large as the drawing."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setCreator("NN Playground")
    device.setTitle(title)
    size = QSizeF(drawing.size()) * _POINTS_PER_PIXEL
    device.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    device.setPageMargins(QMarginsF())
    device.setResolution(_DOTS_PER_INCH)
    _paint_on(device, drawing, ground)
    return bytes(buffer.data().data())


def _paint_on(device: QPaintDevice, drawing: Drawing, ground: Ground) -> None:
    with drawing.inked(ground):
        # Replayed, a widget's place is part of every transform: painted at once, Qt clips its SVG elsewhere.
        recorded = QPicture()
        recorder = QPainter(recorded)
        drawing.paint(recorder)
        recorder.end()
        painter = QPainter(device)
        if ground is not Ground.NONE:
            painter.fillRect(QRectF(QPoint(), QSizeF(drawing.size())), drawing.ground())
        painter.drawPicture(0, 0, recorded)
        painter.end()


@contextmanager
def _as_vectors(widget: QWidget, scale: float) -> Iterator[None]:
    """Let plots draw their points one by one instead of copying a cached picture, and lines to scale."""
    with ExitStack() as stack:
        for view in widget.findChildren(pg.GraphicsView):
            for item in view.scene().items():
                stack.callback(item.setCacheMode, item.cacheMode())
                item.setCacheMode(item.CacheMode.NoCache)
                if isinstance(item, pg.ScatterPlotItem):
                    item.setExportMode(True, {})
                    stack.callback(item.setExportMode, False)
                elif isinstance(item, pg.PlotCurveItem) and scale != 1:
                    stack.callback(item.setPen, item.opts["pen"])
                    item.setPen(_widened(item.opts["pen"], scale))
        yield


def _widened(pen: QPen, scale: float) -> QPen:
    """Return a pen of ``scale`` times the width: a cosmetic one knows nothing of the pixel ratio."""
    result = QPen(pen)
    if pen.isCosmetic():
        result.setWidthF(pen.widthF() * scale)
    return result
