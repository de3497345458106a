"""Line icons on a 16 px grid, tinted with the colours of the theme drawn as sharp as the screen allows."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nnplayground.app.resources import resource
from nnplayground.ui.theme import DARK, theme

__all__ = ["app_icon", "app_plate", "draw_icon", "icon", "icon_names", "logo", "pixmap"]

_SMALL = 14
_LINE, _SMALL_LINE = 'stroke-width="1.35"', 'stroke-width="1.5"'


@cache
def icon_names() -> frozenset[str]:
    """Return the names of all icons that come with the program."""
    return frozenset(file.stem for file in resource("icons").glob("*.svg"))


def icon(name: str, role: str = "text2") -> QIcon:
    """Return an icon that keeps following the theme.

    Parameters
    ----------
    name : str
        File name in ``resources/icons`` without ending.
    role : str
        The token that colours it while enabled; a disabled icon is text 4.

    Raises
    ------
    FileNotFoundError
        If there is no such icon.
    """
    _source(name)
    return QIcon(_Engine(name, role))


def pixmap(name: str, size: int, colour: QColor | str, dpr: float = 1.0) -> QPixmap:
    """Return an icon of ``size`` logical pixels in one colour, for a screen of pixel ratio ``dpr``."""
    return _pixmap(name, size, QColor(colour).rgba(), dpr)


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor | str) -> None:
    """Draw an icon into ``rect`` as vectors, sharp at every zoom."""
    _renderer(name, QColor(colour).rgba(), rect.width() <= _SMALL).render(painter, rect)


def logo(size: int, dpr: float = 1.0) -> QPixmap:
    """Return the program's mark for use on the current theme."""
    return pixmap("logo", size, theme().colour("text1"), dpr)


def app_icon() -> QIcon:
    """Return the window icon: the mark on a dark plate, which both light and dark task bars show."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(app_plate(size))
    return result


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _renderer(name: str, rgba: int, small: bool) -> QSvgRenderer:
    colour = QColor.fromRgba(rgba)
    source = _source(name)
    if name == "logo":
        tokens = theme().tokens
        source = source.replace(DARK.negative, tokens.negative).replace(DARK.positive, tokens.positive)
    if small:
        source = source.replace(_LINE, _SMALL_LINE)
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))


@lru_cache(maxsize=2048)
def _pixmap(name: str, size: int, rgba: int, dpr: float) -> QPixmap:
    pixels = round(size * dpr)
    result = QPixmap(pixels, pixels)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setOpacity(QColor.fromRgba(rgba).alphaF())
    _renderer(name, rgba, size <= _SMALL).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    result.setDevicePixelRatio(dpr)
    return result


def app_plate(size: int) -> QPixmap:
    """Return the window icon in one size, in pixels."""
    result = QPixmap(size, size)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#15181D"))
    painter.drawRoundedRect(result.rect(), size * 0.22, size * 0.22)
    inset = size * 0.12
    mark = QRectF(inset, inset, size - 2 * inset, size - 2 * inset)
    _renderer("logo", QColor("#E7EAF0").rgba(), False).render(painter, mark)
    painter.end()
    return result


class _Engine(QIconEngine):
    """Asks the theme for the colour each time it draws, so that no icon has to be replaced."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        draw_icon(painter, self._name, square, self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        side = min(size.width(), size.height())
        drawn = pixmap(self._name, side, self._colour(mode), scale)
        if size.width() == size.height():
            return drawn
        canvas = QPixmap(size * scale)
        canvas.setDevicePixelRatio(scale)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        painter.drawPixmap(QPoint((size.width() - side) // 2, (size.height() - side) // 2), drawn)
        painter.end()
        return canvas

    def _colour(self, mode: QIcon.Mode) -> QColor:
        return theme().colour("text4" if mode == QIcon.Mode.Disabled else self._role)
