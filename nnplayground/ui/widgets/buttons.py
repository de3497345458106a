"""Push buttons, icon buttons and the switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import (
    PaintedButton,
    draw_box,
    draw_text,
    text_width,
    tip_with_shortcut,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QPaintEvent

__all__ = ["Button", "IconButton", "PrimaryButton", "Switch"]

_ICON = 14
_GAP = 6


class Button(PaintedButton):
    """A push button, 28 px high or 24 if ``small``; verb plus object in sentence case.

    Parameters
    ----------
    text : str
        What pressing it does.
    icon : str
        Name of an icon before the text, if any.
    small, primary : bool
        The lower size; the accent fill, at most one per view.
    """

    def __init__(
        self,
        text: str,
        icon: str = "",
        *,
        small: bool = False,
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._small = small
        self._primary = primary
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(self._content_width()) + 2 * self._padding + 2, 24 if self._small else 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, border, ink = self._colours()
        draw_box(painter, QRectF(self.rect()), 6, fill, border)
        # Too narrow for its words it loses their end, and not both.
        left = max(self._padding, (self.width() - self._content_width()) / 2)
        if self._icon:
            box = QRectF(left, (self.height() - _ICON) / 2, _ICON, _ICON)
            draw_icon(painter, self._icon, box, self._icon_colour(ink))
            left += _ICON + _GAP
        label = QRectF(left, 0, self.width() - left - self._padding + 1, self.height())
        draw_text(painter, label, self.text(), self._font(), ink)

    @property
    def _padding(self) -> int:
        return 8 if self._small else 10

    def _font(self) -> QFont:
        return ui_font(12, QFont.Weight.DemiBold if self._primary else QFont.Weight.Medium)

    def _content_width(self) -> float:
        return text_width(self.text(), self._font()) + (_ICON + _GAP if self._icon else 0)

    def _colours(self) -> tuple[QColor | None, QColor, QColor]:
        colour = theme().colour
        if self._primary:
            return self._primary_colours()
        if not self.isEnabled():
            return None, colour("separator"), colour("text4")
        return self._state_fill(), colour("accent" if self.shows_focus else "border"), colour("text1")

    def _primary_colours(self) -> tuple[QColor, QColor, QColor]:
        colour = theme().colour
        if not self.isEnabled():
            return colour("press"), colour("press"), colour("text4")
        fill = colour("accent_hover" if self.underMouse() or self.isDown() else "accent")
        return fill, colour("text1") if self.shows_focus else fill, colour("on_accent")

    def _icon_colour(self, ink: QColor) -> QColor:
        return ink if self._primary or not self.isEnabled() else theme().colour("text2")


class PrimaryButton(Button):
    """The one button of a view that does what most people came for."""

    def __init__(
        self, text: str, icon: str = "", *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon, small=small, primary=True, parent=parent)


class IconButton(PaintedButton):
    """A square button with an icon only; its tooltip and accessible name say what it does.

    Parameters
    ----------
    icon : str
        Icon name.
    tip : str
        What it does; becomes accessible name and, with the shortcut, the tooltip.
    shortcut : str
        The shortcut to name (``"Ctrl+Z"``); it is not registered here.
    size : int
        24 in docks, 32 in the toolbar; the icon is 14 or 16.
    primary : bool
        The accent fill of the play button, 40×32 at size 32.
    """

    def __init__(
        self,
        icon: str,
        tip: str,
        *,
        shortcut: str = "",
        size: int = 24,
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._primary = primary
        self._action: QAction | None = None
        self.setFixedSize(size + 8 if primary else size, size)
        self.describe(tip, shortcut)

    def describe(self, tip: str, shortcut: str = "") -> None:
        """Say what the button does now."""
        self.setAccessibleName(tip)
        self.setToolTip(tip_with_shortcut(tip, shortcut))

    def set_icon(self, name: str) -> None:
        """Show another icon, for example pause instead of play."""
        self._icon = name
        self.update()

    def set_action(self, action: QAction) -> None:
        """Trigger ``action`` when pressed and mirror its text, checked and enabled state."""
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._sync)
        self._sync()

    def _sync(self) -> None:
        action = self._action
        # An action also says that it changed while it is destroyed with its window.
        if action is None or not isValid(action):
            return
        self.setEnabled(action.isEnabled())
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())
        self.describe(action.text().replace("&", ""), action.shortcut().toString())

    def nextCheckState(self) -> None:
        # The action toggles itself; toggling here too would show a state it may have refused.
        if self._action is None:
            super().nextCheckState()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, ink = self._primary_colours() if self._primary else self._flat_colours()
        ring = theme().colour("text1" if self._primary else "accent") if self.shows_focus else None
        radius = 8 if self._primary else (6 if self.height() > 24 else 5)
        if fill is not None or ring is not None:
            draw_box(painter, QRectF(self.rect()), radius, fill, ring)
        side = 16 if self.height() > 24 else _ICON
        draw_icon(
            painter,
            self._icon,
            QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side),
            ink,
        )

    def _flat_colours(self) -> tuple[QColor | None, QColor]:
        if not self.isEnabled():
            return None, theme().colour("text4")
        bright = self.underMouse() or self.isChecked() or self.isDown()
        return self._state_fill(), theme().colour("text1" if bright else "text2")

    def _primary_colours(self) -> tuple[QColor, QColor]:
        if not self.isEnabled():
            return theme().colour("press"), theme().colour("text4")
        lit = self.underMouse() or self.isDown()
        return theme().colour("accent_hover" if lit else "accent"), theme().colour("on_accent")


class Switch(PaintedButton):
    """An on/off switch, 26×16, with an optional label after it. ``toggled(bool)`` tells of changes."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mixed = False
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_mixed(self, mixed: bool) -> None:
        """Show that it stands for several things, some on and some off; pressing it switches all on."""
        if mixed:
            self.setChecked(False)
        self._mixed = mixed
        self.update()

    def sizeHint(self) -> QSize:
        label = 8 + text_width(self.text(), ui_font(12)) if self.text() else 0
        return QSize(28 + round(label), 20)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        track = QRectF(1, (self.height() - 16) / 2, 26, 16)
        if self.shows_focus:
            draw_box(painter, track.adjusted(-1, -1, 1, 1), 9, None, theme().colour("text1"))
        draw_box(painter, track, 8, theme().colour("accent" if self.isChecked() else "switch_track"))
        offset = 7 if self._mixed else 12 if self.isChecked() else 2
        knob = QRectF(track.left() + offset, track.top() + 2, 12, 12)
        draw_box(painter, knob, 6, theme().colour("on_accent" if self.isChecked() else "switch_knob"))
        label = QRectF(track.right() + 8, 0, self.width() - track.right() - 8, self.height())
        draw_text(painter, label, self.text(), ui_font(12), theme().colour("text1"))
