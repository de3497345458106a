"""Which features the network reads: live tiles for planes and lines, a list of columns for tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.core.features import parse_feature
from nnplayground.data.features import feature_map
from nnplayground.ui.colormap import heat_image
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import ScrollColumn
from nnplayground.ui.widgets.painting import PaintedButton, draw_box, draw_text, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

    from nnplayground.core.data_config import DataConfig

__all__ = ["FeatureStrip", "FeatureTile"]

_TILE = 28
_PER_ROW = 7
_ROW = 24
_ROWS_SHOWN = 6


class FeatureTile(PaintedButton):
    """A heat map of one feature over the shown range, and its name; on or off."""

    def __init__(self, name: str, bounds: tuple[tuple[float, float], ...]) -> None:
        super().__init__()
        self.name = name
        self._bounds = bounds
        self._image: QImage | None = None
        label = parse_feature(name).label
        self.setText(label)
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setCheckable(True)
        theme().themeChanged.connect(self._forget)

    def _forget(self) -> None:
        self._image = None

    def sizeHint(self) -> QSize:
        return QSize(_TILE + 4, _TILE + 4 + 14)

    def _picture(self) -> QImage:
        if self._image is None:
            left, right = self._bounds[0]
            low, high = self._bounds[1] if len(self._bounds) > 1 else (0.0, 0.0)
            xs, ys = np.linspace(left, right, _TILE), np.linspace(high, low, _TILE)
            self._image = heat_image(feature_map(self.name, xs, ys))
        return self._image

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF((self.width() - _TILE) / 2, 2, _TILE, _TILE)
        clip = QPainterPath()
        clip.addRoundedRect(box, 5, 5)
        painter.save()
        painter.setClipPath(clip)
        painter.setOpacity(1.0 if self.isChecked() else 0.8 if self.underMouse() else 0.55)
        painter.drawImage(box, self._picture())
        painter.restore()
        # Where a feature is near zero its picture has the colour of the panel, in the light theme above all.
        draw_box(painter, box, 5, None, theme().colour("separator"))
        if self.isChecked() or self.shows_focus:
            ring = theme().colour("accent" if self.isChecked() else "text3")
            width = 2.0 if self.shows_focus else 1.0
            draw_box(painter, box.adjusted(-2, -2, 2, 2), 7, None, ring, width)
        role = "text1" if self.isChecked() else "text3"
        name = QRectF(-3, _TILE + 4, self.width() + 6, 13)
        ink, centre = theme().colour(role), Qt.AlignmentFlag.AlignCenter
        draw_text(painter, name, self.text(), ui_font(10.5), ink, centre)


class FeatureStrip(QWidget):
    """The features of a data set, each to be switched on or off; at least one stays on.

    Attributes
    ----------
    changed : Signal(tuple)
        The names of the chosen features, in the order offered.
    """

    changed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: dict[str, FeatureTile | QCheckBox] = {}
        self._shown: tuple[object, ...] = ()
        self._all = False
        self._hidden: frozenset[str] = frozenset()
        self._title = QLabel()
        set_role(self._title, "secondary")
        self._count = QLabel()
        self._count.setFont(mono_font(12))
        set_role(self._count, "caption")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._body = QWidget()
        self._column.addWidget(self._body)

    @property
    def shows_all(self) -> bool:
        """Whether the rarely used cosines are offered too."""
        return self._all

    def hide_features(self, names: frozenset[str]) -> None:
        """Leave these out, as a link may want; the next :meth:`show_data` heeds it."""
        self._hidden = names

    def set_shows_all(self, shown: bool, data: DataConfig) -> None:
        """Offer every feature, or only the usual and the chosen ones."""
        self._all = shown
        self.show_data(data)

    def show_data(self, data: DataConfig) -> None:
        """Show what ``data`` offers and uses; hidden for data without columns."""
        spec = data.dataset.spec()
        chosen = data.chosen_features
        self.setVisible(bool(spec.input_names))
        if not spec.input_names:
            return
        offered = data.dataset.offered()
        named = dict.fromkeys((*(n for n in offered if self._is_offered(n, chosen)), *chosen))
        names = tuple(name for name in named if name not in self._hidden)
        key = (type(data.dataset), spec.input_names, spec.bounds, names)
        if key != self._shown:
            self._shown = key
            self._rebuild(names, spec.bounds, spec.input_names)
        for name, choice in self._choices.items():
            choice.setChecked(name in chosen)
        self._show_count(len(chosen), bool(spec.bounds))

    def _is_offered(self, name: str, chosen: tuple[str, ...]) -> bool:
        return self._all or name in chosen or not name.startswith("cos")

    def _show_count(self, chosen: int, tiles: bool) -> None:
        self._title.setText(self.tr("Features") if tiles else self.tr("Columns"))
        self._count.setText(self.tr("{chosen} of {all}").format(chosen=chosen, all=len(self._choices)))

    def _rebuild(
        self, names: tuple[str, ...], bounds: tuple[tuple[float, float], ...], columns: tuple[str, ...]
    ) -> None:
        self._column.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._choices = {}
        self._body = self._tiles(names, bounds) if bounds else self._list(names, columns)
        self._column.addWidget(self._body)

    def _tiles(self, names: tuple[str, ...], bounds: tuple[tuple[float, float], ...]) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for number, name in enumerate(names):
            tile = FeatureTile(name, bounds)
            tile.clicked.connect(self._clicked)
            self._choices[name] = tile
            grid.addWidget(tile, number // _PER_ROW, number % _PER_ROW)
        for column in range(_PER_ROW):
            grid.setColumnStretch(column, 1)
        return body

    def _list(self, names: tuple[str, ...], columns: tuple[str, ...]) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        for name in names:
            feature = parse_feature(name)
            plain = feature.powers == ((feature.powers[0][0], 1),) and feature.wave is None
            text = columns[feature.powers[0][0]] if plain else feature.label
            check = QCheckBox(text)
            check.setFixedHeight(_ROW)
            check.setToolTip(text)
            check.clicked.connect(self._clicked)
            self._choices[name] = check
            column.addWidget(check)
        scroll = ScrollColumn(body)
        scroll.setFixedHeight(min(len(names), _ROWS_SHOWN) * _ROW + 4)
        return scroll

    def _clicked(self) -> None:
        chosen = tuple(name for name, choice in self._choices.items() if choice.isChecked())
        if not chosen:  # a network needs something to read
            sender = self.sender()
            if isinstance(sender, FeatureTile | QCheckBox):
                sender.setChecked(True)
            return
        self.changed.emit(chosen)
