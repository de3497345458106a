"""Inter for the window, JetBrains Mono for numbers, shapes and code; both come with the program."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from nnplayground.app.resources import resource

__all__ = ["MONO_FAMILY", "UI_FAMILY", "load_fonts", "mono_font", "ui_font"]

UI_FAMILY = "Inter TT"  # Inter in TrueType outlines, see packaging/fonts.py
MONO_FAMILY = "JetBrains Mono"


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the shipped fonts once and return their family names.

    Raises
    ------
    FileNotFoundError
        If a font file is missing from the installation or cannot be read as a font.
    """
    families: dict[str, None] = {}
    for file in sorted(resource("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        if number < 0:
            raise FileNotFoundError(f"the font {file.name} cannot be loaded")
        families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)


def ui_font(px: float = 12, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False) -> QFont:
    """Return Inter in ``px`` logical pixels."""
    return QFont(_inter(px, weight, italic))  # a copy, for others may change theirs


def mono_font(
    px: float = 12, weight: QFont.Weight = QFont.Weight.Normal, *, tracking: float = -0.01
) -> QFont:
    """Return JetBrains Mono in ``px`` logical pixels, letters set closer by ``tracking`` em."""
    return QFont(_jetbrains(px, weight, tracking))


@lru_cache(maxsize=256)
def _inter(px: float, weight: QFont.Weight, italic: bool) -> QFont:
    font = _font(UI_FAMILY, px, weight)
    font.setItalic(italic)
    font.setFeature(QFont.Tag("cv05"), 1)  # the l with a tail, not to be read as I or 1
    return font


@lru_cache(maxsize=256)
def _jetbrains(px: float, weight: QFont.Weight, tracking: float) -> QFont:
    font = _font(MONO_FAMILY, px, weight)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking * px)
    return font


def _font(family: str, px: float, weight: QFont.Weight) -> QFont:
    load_fonts()
    font = QFont(family)
    _set_pixels(font, px)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for ligatures in ("liga", "calt"):
        font.setFeature(QFont.Tag(ligatures), 0)
    return font


def _set_pixels(font: QFont, px: float) -> None:
    if px == int(px):
        font.setPixelSize(int(px))
        return
    # Qt takes whole pixels only; points may be fractions.
    dots_per_inch = QGuiApplication.primaryScreen().logicalDotsPerInchY()
    font.setPointSizeF(px * 72 / dots_per_inch)
