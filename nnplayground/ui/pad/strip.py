"""The kept pictures in one row: chosen by a click or by arrow keys, removed by Delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.pad.surface import unit_image
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Menu
from nnplayground.ui.widgets.painting import by_keyboard, draw_box, draw_text

if TYPE_CHECKING:
    from typing import Any

    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

    from nnplayground.app.picture_shelf import PictureShelf
    from nnplayground.projects.kept_pictures import KeptPicture

__all__ = ["Strip"]

_SIDE, _GAP = 28, 6


class Strip(QWidget):
    """Thumbnails of the shelf.

    Attributes
    ----------
    chosen : Signal(object)
        The pixels of a picture, (height, width, 3).
    """

    chosen = Signal(object)

    def __init__(self, shelf: PictureShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._at = -1
        self._shift = 0.0
        self._ring = False
        self._images: dict[str, QImage] = {}
        self.setAccessibleName(self.tr("Kept pictures"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shelf.changed.connect(self._refresh)
        theme().themeChanged.connect(self._recolour)

    def sizeHint(self) -> QSize:
        return QSize(120, _SIDE + 4)

    def _refresh(self) -> None:
        known = {str(picture.path) for picture in self._shelf.pictures}
        self._images = {path: image for path, image in self._images.items() if path in known}
        self._at = min(self._at, len(self._shelf.pictures) - 1)
        self._scroll_to(len(self._shelf.pictures) - 1)
        self.update()

    def _recolour(self) -> None:
        self._images = {}
        self.update()

    # -- geometry --------------------------------------------------------------------------------------

    def rect_of(self, number: int) -> QRectF:
        """Return where a picture is drawn."""
        return QRectF(2 + number * (_SIDE + _GAP) - self._shift, 2, _SIDE, _SIDE)

    def _number_at(self, point: QPointF) -> int:
        numbers = range(len(self._shelf.pictures))
        return next((number for number in numbers if self.rect_of(number).contains(point)), -1)

    def _most(self) -> float:
        return max(0.0, len(self._shelf.pictures) * (_SIDE + _GAP) - _GAP + 4 - self.width())

    def _scroll_to(self, number: int) -> None:
        left = 2 + number * (_SIDE + _GAP)
        self._shift = min(self._most(), max(left + _SIDE + 2 - self.width(), min(self._shift, left - 2), 0.0))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._shift = min(self._shift, self._most())

    # -- hands -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self._choose(number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._most():
            event.ignore()
            return
        turned = event.angleDelta().x() or event.angleDelta().y()
        self._shift = min(self._most(), max(0.0, self._shift - turned / 3))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._shelf.pictures:
            self._choose(min(len(self._shelf.pictures) - 1, max(0, self._at + step)))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove(self._at)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        number = self._number_at(QPointF(event.pos()))
        if number < 0:
            return
        menu = Menu(parent=self)
        remove = menu.addAction(self.tr("Remove picture"))
        if menu.exec(event.globalPos()) is remove:
            self._remove(number)
        menu.deleteLater()

    def _choose(self, number: int) -> None:
        self._at = number
        self._scroll_to(number)
        self.chosen.emit(self._shelf.pictures[number].pixels)
        self.update()

    def _remove(self, number: int) -> None:
        if 0 <= number < len(self._shelf.pictures):
            self._shelf.remove(self._shelf.pictures[number])

    def forget_choice(self) -> None:
        """Ring none: what is on the pad is something else now."""
        if self._at >= 0 and not self.hasFocus():
            self._at = -1
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event)
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            tip = self.tr("Kept picture {number}; Delete removes it").format(number=number + 1)
            QToolTip.showText(event.globalPos(), tip if number >= 0 else "", self)
            return True
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._ring and self.hasFocus():
            draw_box(painter, QRectF(self.rect()), 5, None, theme().colour("accent"))
        if not self._shelf.pictures:
            text = self.tr("Pictures kept with + stand here.")
            draw_text(painter, QRectF(self.rect()), text, ui_font(11), theme().colour("text3"))
        under = self._number_at(QPointF(self.mapFromGlobal(self.cursor().pos()))) if self.underMouse() else -1
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, picture in enumerate(self._shelf.pictures):
            box = self.rect_of(number)
            if not box.intersects(QRectF(self.rect())):
                continue
            painter.drawImage(box, self._image(picture))
            chosen = number == self._at
            colour = "accent" if chosen else "text3" if number == under else "separator"
            draw_box(painter, box, 3, None, theme().colour(colour), 2 if chosen else 1)

    def _image(self, picture: KeptPicture) -> QImage:
        key = str(picture.path)
        if key not in self._images:
            unit = picture.pixels.transpose(2, 0, 1) / 255
            is_grey = bool((unit == unit[:1]).all())
            image = unit_image(unit[:1] if is_grey else unit)
            smooth = Qt.TransformationMode.SmoothTransformation
            self._images[key] = image.convertToFormat(QImage.Format.Format_RGB32).scaled(
                2 * _SIDE, 2 * _SIDE, mode=smooth
            )
        return self._images[key]
