"""The window's part: fonts, icons, translations, themes, and every page with a real run behind it."""

from __future__ import annotations

import os
import time
import xml.etree.ElementTree as ET
from functools import partial
from typing import TYPE_CHECKING

from nnplayground.core.resources import resource
from nnplayground.projects import presets
from nnplayground.self_check.check import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QPixmap

    from nnplayground.app.session import Session
    from nnplayground.ui.application import Program
    from nnplayground.ui.views.page import Page

__all__ = ["checks"]

_LEAST_COLOURS = 8
"""A page that draws nothing has fewer."""
_LONGEST = 20.0  # seconds that a page may take to draw what it asked for
_NAP_MS = 5


def checks() -> Iterator[Check]:
    """Open the program without a screen and go through what it shows."""
    # A picture of the window needs no display, and a self-check must not open one.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from nnplayground.app.settings import Settings
    from nnplayground.app.translation import LANGUAGES
    from nnplayground.ui import application
    from nnplayground.ui.icons import icon_names
    from nnplayground.ui.views.page import Page

    application.make_application("dark", "en")
    yield Check("fonts", "all", _check_fonts)
    for name in sorted(icon_names()):
        yield Check("icons", name, partial(_check_icon, name))
    for language in LANGUAGES:
        yield Check("translations", language, partial(_check_language, language))
    yield Check("texts", "formulas", _check_formula)
    yield Check("texts", "order", _check_order)
    program = application.Program(presets.load(presets.DEFAULT), Settings())
    try:
        yield Check("window", "main", partial(_check_window, program))
        for kind in Page.kinds():
            yield Check("views", kind.name, partial(_check_page, kind, program))
    finally:
        program.close()


def _check_fonts() -> None:
    from nnplayground.ui.fonts import load_fonts

    files = list(resource("fonts").glob("*.ttf"))
    loaded = load_fonts()
    if not files or not loaded:
        raise RuntimeError(f"{len(files)} font files give {len(loaded)} families")


def _check_icon(name: str) -> None:
    from nnplayground.ui.icons import pixmap

    ET.parse(resource("icons", f"{name}.svg"))
    if _colours(pixmap(name, 16, "#ffffff")) < 2:
        raise RuntimeError("it draws nothing")


def _check_language(language: str) -> None:
    from PySide6.QtCore import QTranslator

    if language == "en":
        return
    translator = QTranslator()
    if not translator.load(f"nnplayground_{language}", str(resource("translations"))):
        raise RuntimeError("the compiled translation cannot be loaded")
    if not translator.translate("core", "Learning rate"):
        raise RuntimeError("it does not translate “Learning rate”")


def _check_formula() -> None:
    from PySide6.QtGui import QColor

    from nnplayground.ui.formulas import draw, typeset

    picture = draw(typeset(r"\hat{y} = \sum_{i=1}^{n} w_i x_i + b"), QColor("white"), 1.0)
    if picture.isNull() or picture.width() <= picture.height():
        raise RuntimeError("it is not typeset")


def _check_order() -> None:
    """Compare, change case and say a moment as a Russian system does: what Qt takes from Unicode's data."""
    from PySide6.QtCore import QCollator, QDateTime, QLocale, QTimeZone

    russian = QLocale(QLocale.Language.Russian)
    if QCollator(russian).compare("ёлка", "жук") >= 0:  # by their numbers ё comes after я
        raise RuntimeError("Russian words are not in their order")
    moment = QDateTime.fromSecsSinceEpoch(0, QTimeZone(b"Europe/Moscow"))
    said = russian.toString(moment, QLocale.FormatType.LongFormat)
    if russian.toUpper("ёлка") != "ЁЛКА" or "1970" not in said or "03:00:00" not in said:
        raise RuntimeError(f"Russian text is said as “{said}”")


def _check_window(program: Program) -> None:
    from nnplayground.ui import staging

    program.window.resize(1280, 720)
    program.window.show()
    program.session.start()
    staging.train_until(program.session, 5)
    if _colours(program.window.grab()) < _LEAST_COLOURS:
        raise RuntimeError("it is empty")


def _check_page(kind: type[Page], program: Program) -> None:
    page = kind(program.document, program.session)
    try:
        page.resize(900, 300)
        page.show()
        _feed(page, program.session)
        if not page.title() or page.grab().isNull():
            raise RuntimeError("it has no title or no picture")
    finally:
        page.close()
        page.deleteLater()


def _feed(page: Page, session: Session) -> None:
    """Give a page what it asks for, and wait until it has drawn what it made of it."""
    session.watch(page.wanted_probes())
    _wait_until(lambda: session.snapshot is not None and session.is_watched(session.snapshot))
    assert session.snapshot is not None
    page.show_snapshot(session.snapshot)
    _wait_until(lambda: not page.is_busy())


def _wait_until(holds: Callable[[], bool]) -> None:
    from nnplayground.ui import staging

    end = time.monotonic() + _LONGEST
    while not holds():
        if time.monotonic() > end:
            raise RuntimeError(f"it is not drawn within {_LONGEST:.0f} s")
        staging.wait(_NAP_MS)


def _colours(picture: QPixmap) -> int:
    image = picture.toImage().scaled(64, 64)
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})
