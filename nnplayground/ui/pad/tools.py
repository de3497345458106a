"""The tools of the pad: pen and eraser, their size, and what is done with the whole picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QColorDialog, QFileDialog, QHBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.projects.picture_file import SUFFIXES
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import IconButton, Menu, Scale, Slider
from nnplayground.ui.widgets.painting import PaintedButton, draw_box

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QAction, QPaintEvent

    from nnplayground.app.attention import Attention

__all__ = ["Tools", "clipboard_picture"]

_SOFTNESS = (0.0, 0.4, 1.0)
_SIDE = 1024


def clipboard_picture() -> NDArray[np.uint8] | None:
    """Return the picture of the clipboard, (height, width, 3) on white; None if there is none."""
    image = QGuiApplication.clipboard().image()
    if image.isNull():
        return None
    if max(image.width(), image.height()) > _SIDE:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(_SIDE, _SIDE, keep, smooth)
    paper = QImage(image.size(), QImage.Format.Format_RGB888)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    rows = np.frombuffer(paper.constBits(), np.uint8).reshape(paper.height(), paper.bytesPerLine())
    return rows[:, : 3 * paper.width()].reshape(paper.height(), paper.width(), 3).copy()


class _Swatch(PaintedButton):
    """The colour of the pen."""

    def __init__(self, tip: str) -> None:
        super().__init__()
        self.colour = QColor("white")
        self.setAccessibleName(tip)
        self.setToolTip(tip)
        self.setFixedSize(24, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self.underMouse() or self.shows_focus
        draw_box(painter, QRectF(5, 5, 14, 14), 4, self.colour, theme().colour("accent" if lit else "border"))


class Tools(QWidget):
    """Two groups in a row: what draws, and what concerns the whole picture.

    Attributes
    ----------
    kept : Signal
        The picture on the pad is to be kept.
    """

    kept = Signal()

    def __init__(self, attention: Attention, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attention, self._drawing = attention, attention.drawing
        self.pen = IconButton("pencil", self.tr("Pen"))
        self.eraser = IconButton("erase", self.tr("Eraser: takes away ink, of a sample too"))
        self.swatch = _Swatch(self.tr("Colour of the pen"))
        self.width_ = Slider(self.tr("Width of the pen"), Scale(2, 40, 1), digits=0, unit="\u2009%")
        self.undo = IconButton("undo", self.tr("Undo stroke"))
        self.clear = IconButton("trash", self.tr("Clear the pad"))
        self.more = IconButton("more", self.tr("More for the drawing"))
        self._lay_out()
        self._connect()
        self._refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self.pen, self.eraser):
            button.setCheckable(True)
        for widget in (self.pen, self.eraser, self.swatch):
            row.addWidget(widget)
        self.width_.setToolTip(self.tr("Width of the pen, in parts of the picture"))
        self.width_.setFixedWidth(100)
        row.addSpacing(4)
        row.addWidget(self.width_)
        row.addSpacing(6)
        for widget in (self.undo, self.clear, self.more):
            row.addWidget(widget)

    def _connect(self) -> None:
        drawing = self._drawing
        self.pen.clicked.connect(self._take_pen)
        self.eraser.clicked.connect(self._take_eraser)
        self.swatch.clicked.connect(self._choose_colour)
        self.width_.changing.connect(self._resize)
        self.undo.clicked.connect(drawing.undo)
        self.clear.clicked.connect(drawing.clear)
        self.more.clicked.connect(self._open_menu)
        drawing.changed.connect(self._refresh)
        drawing.brush_changed.connect(self._refresh)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 26)

    # -- the brush -------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        drawing, brush = self._drawing, self._drawing.brush
        self.pen.setChecked(not brush.erases)
        self.eraser.setChecked(brush.erases)
        self.width_.setValue(round(100 * brush.size))
        self.undo.setEnabled(drawing.can_undo)
        self.swatch.setVisible(drawing.form is not None and drawing.form.is_colour)
        self.swatch.colour = QColor.fromRgbF(*brush.colour)
        self.swatch.update()

    def _take_pen(self) -> None:
        self._drawing.set_brush(erases=False)
        self._refresh()  # a second press must not leave it unchecked

    def _take_eraser(self) -> None:
        self._drawing.set_brush(erases=True)
        self._refresh()

    def _resize(self, percent: float) -> None:
        self._drawing.set_brush(size=percent / 100)

    def _choose_colour(self) -> None:
        start = QColor.fromRgbF(*self._drawing.brush.colour)
        colour = QColorDialog.getColor(start, self, self.tr("Colour of the pen"))
        if colour.isValid():
            self._drawing.set_brush(colour=(colour.redF(), colour.greenF(), colour.blueF()), erases=False)

    # -- the menu --------------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()

    def menu(self) -> Menu:
        """Return a menu of everything else that can be done with the picture."""
        drawing, menu = self._drawing, Menu(parent=self)
        menu.addAction(self.tr("Open picture…"), self._ask_picture)
        paste = menu.addAction(self.tr("Paste picture"), self.paste)
        paste.setEnabled(not QGuiApplication.clipboard().image().isNull())
        menu.addAction(self.tr("Keep picture"), self.kept.emit)
        menu.addSeparator()
        take = menu.addAction(self.tr("Copy the sample onto the pad"), drawing.take_sample)
        take.setEnabled(not drawing.is_chosen)
        menu.addAction(self.tr("Invert"), drawing.invert)
        redo = menu.addAction(self.tr("Redo stroke"), drawing.redo)
        redo.setEnabled(drawing.can_redo)
        menu.addSeparator()
        self._add_centring(menu)
        self._add_softness(menu)
        self._add_classes(menu)
        return menu

    def _add_centring(self, menu: Menu) -> None:
        centre = menu.addAction(self.tr("Scale and centre as the data is"))
        centre.setCheckable(True)
        form = self._drawing.form
        centre.setEnabled(form is not None and form.is_plain)
        centre.setChecked(self._drawing.centred and centre.isEnabled())
        centre.toggled.connect(self._drawing.set_centred)

    def _add_softness(self, menu: Menu) -> None:
        names = (self.tr("Hard"), self.tr("Soft"), self.tr("Very soft"))
        part, group = menu.add_submenu(self.tr("Edge of the pen")), QActionGroup(menu)
        for name, softness in zip(names, _SOFTNESS, strict=True):
            action = group.addAction(part.addAction(name))
            action.setCheckable(True)
            action.setChecked(self._drawing.brush.softness == softness)
            action.setData(softness)
        group.triggered.connect(self._soften)

    def _soften(self, action: QAction) -> None:
        self._drawing.set_brush(softness=float(action.data()))

    def _add_classes(self, menu: Menu) -> None:
        points = self._attention.samples.points
        if points is None or not points.spec.class_names or points.train_y.ndim != 1:
            return
        part, group = menu.add_submenu(self.tr("It shows")), QActionGroup(menu)
        choices = [(-1, self.tr("Not said"))]
        choices += [(number, say(name)) for number, name in enumerate(points.spec.class_names)]
        for number, name in choices:
            action = group.addAction(part.addAction(name))
            action.setCheckable(True)
            action.setChecked(number == (-1 if self._drawing.target is None else self._drawing.target))
            action.setData(number)
        group.triggered.connect(self._say_class)

    def _say_class(self, action: QAction) -> None:
        number = int(action.data())
        self._drawing.set_target(number if number >= 0 else None)

    # -- pictures --------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Put the picture of the clipboard on the pad."""
        picture = clipboard_picture()
        if picture is not None:
            self._drawing.place(picture)

    def _ask_picture(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Open picture"), "", f"{self.tr('Pictures')} ({kinds})"
        )
        if name:
            self._attention.shelf.open(Path(name))
