"""The language of the window: Qt's translators, and the bridge for sentences of Qt-free rooms."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from nnplayground.app.resources import resource
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import render

__all__ = ["LANGUAGES", "current_language", "install_language", "say"]

LANGUAGES = {"en": "English", "ru": "Русский"}

_installed: list[QTranslator] = []


def say(text: str | PlaygroundError) -> str:
    """Say a sentence of core, layers, data or train in the window's language; other text stays as it is."""
    if isinstance(text, PlaygroundError):
        return text.render(_translate, QLocale().decimalPoint())
    return render(text, _translate, QLocale().decimalPoint())


def _translate(template: str) -> str:
    return QCoreApplication.translate("core", template)


def current_language() -> str:
    """Return ``"en"`` or ``"ru"``."""
    return "ru" if QLocale().language() == QLocale.Language.Russian else "en"


def install_language(language: str) -> None:
    """Switch translators and number formats; widgets hear of it by ``QEvent.LanguageChange``."""
    QLocale.setDefault(QLocale(QLocale.Language.Russian if language == "ru" else QLocale.Language.English))
    app = QCoreApplication.instance()
    if app is None:
        return
    while _installed:
        app.removeTranslator(_installed.pop())
    if language == "en":
        return
    folders = (
        (f"nnplayground_{language}", str(resource("translations"))),
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        # The one installed last is asked first: it has what Qt's own lacks.
        (f"qt_{language}", str(resource("translations"))),
    )
    for name, folder in folders:
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
