"""The look of the whole program: tokens to palette and style sheet, following the system if asked.

Fusion is the base style: it draws the same on every platform and leaves every metric to our style sheet.
"""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from nnplayground.app.resources import resource
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

__all__ = ["DARK", "LIGHT", "Mode", "Theme", "Tokens", "theme"]


class Mode(StrEnum):
    """What the person chose: one of the two themes, or whichever the system shows."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


class Theme(QObject):
    """The current theme.

    Attributes
    ----------
    themeChanged : Signal
        Emitted after palette, style sheet and icons show other colours. Custom-painted items that live
        outside widgets (scenes, plots, pictures) take their colours anew.
    """

    themeChanged = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self._mode = Mode.DARK
        self._tokens = DARK
        self._app: QApplication | None = None

    @property
    def tokens(self) -> Tokens:
        """The colours shown now."""
        return self._tokens

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    def colour(self, role: str) -> QColor:
        """Return the colour of a token by name, for example ``"text2"``."""
        return QColor(_colour(getattr(self._tokens, role)))  # a copy, for others may change theirs

    def set_mode(self, mode: Mode | str) -> None:
        """Choose "dark", "light" or "system"; anything else raises ValueError."""
        self._mode = Mode(mode)
        self._refresh()

    def apply(self, app: QApplication) -> None:
        """Dress ``app``: fonts, palette, style sheet; and follow the system from now on."""
        self.prepare(app)
        self.dress(app)
        self.themeChanged.emit()

    def prepare(self, app: QApplication) -> None:
        """Set fonts and palette only: what is made before :meth:`dress` is made in half the time.

        Under a style sheet Qt styles a widget, and all in it, whenever it gets another parent.
        """
        if self._app is not app:
            app.setStyle("Fusion")
            app.styleHints().colorSchemeChanged.connect(self._refresh)
        app.setFont(ui_font(12))
        self._app = app
        self._wear(self._wanted())
        app.setPalette(palette(self._tokens))

    def dress(self, app: QApplication) -> None:
        """Set the style sheet, unless ``app`` wears it."""
        sheet = style_sheet(self._tokens)
        if app.styleSheet() != sheet:
            app.setStyleSheet(sheet)

    @contextmanager
    def lent(self, tokens: Tokens) -> Iterator[None]:
        """Let everything that paints itself wear other colours meanwhile, for a picture of it.

        The style sheet stays: whoever is drawn brings one along.
        """
        own = self._tokens
        self._wear(tokens)
        try:
            yield
        finally:
            self._wear(own)

    def _wear(self, tokens: Tokens) -> None:
        if tokens is not self._tokens:
            self._tokens = tokens
            self.themeChanged.emit()

    def _refresh(self) -> None:
        tokens = self._wanted()
        if tokens is self._tokens:
            return
        self._tokens = tokens
        if self._app is not None:
            self._app.setPalette(palette(self._tokens))
            self.dress(self._app)
        self.themeChanged.emit()

    def _wanted(self) -> Tokens:
        return DARK if self._wants_dark() else LIGHT

    def _wants_dark(self) -> bool:
        if self._mode is not Mode.SYSTEM:
            return self._mode is Mode.DARK
        # Some platforms do not tell; the dark theme is the one the program was designed in.
        return QGuiApplication.styleHints().colorScheme() is not Qt.ColorScheme.Light


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


def style_sheet(tokens: Tokens) -> str:
    """Return the program's style sheet in the colours of ``tokens``."""
    template = Template(resource("themes", "playground.qss").read_text(encoding="utf-8"))
    return template.substitute(tokens.colours(), images=resource("themes", tokens.name).as_posix())


def palette(tokens: Tokens) -> QPalette:
    """Return a palette of ``tokens`` for what no style sheet reaches: pyqtgraph, native dialogs, links."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.window,
        roles.WindowText: tokens.text1,
        roles.Base: tokens.surface,
        roles.AlternateBase: tokens.card,
        roles.Text: tokens.text1,
        roles.PlaceholderText: tokens.text3,
        roles.Button: tokens.card,
        roles.ButtonText: tokens.text1,
        roles.BrightText: tokens.error,
        roles.ToolTipBase: tokens.overlay,
        roles.ToolTipText: tokens.text1,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.on_accent,
        roles.Accent: tokens.accent,
        roles.Link: tokens.accent,
        roles.LinkVisited: tokens.accent_line,
        roles.Light: tokens.press,
        roles.Midlight: tokens.hover,
        roles.Mid: tokens.separator,
        roles.Dark: tokens.border,
        roles.Shadow: tokens.canvas,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.PlaceholderText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text4))
    return result


_theme: Theme | None = None


def theme() -> Theme:
    """Return the one theme of the program."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme
