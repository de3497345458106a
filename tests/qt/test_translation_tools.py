"""The check that keeps a language whole, on sentences in all the forms the program writes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import translations
from PySide6.QtCore import QTranslator

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="ru_RU"></TS>'

PROGRAM = """
from nnplayground.core.text import translatable as _

TITLE = _("core", "Dense")
SENTENCE = _(
    "core",
    "{node} has no input port "
    "“{port}”.",
)


class Window(QMainWindow):
    def __init__(self):
        self.setWindowTitle(self.tr("Open"))
        self.setStatusTip(self.tr("%n neurons", "", 3))
"""


def ts(tmp_path: Path, *messages: str) -> Path:
    path = tmp_path / "nnplayground_ru.ts"
    context = f"<context><name>core</name>{''.join(messages)}</context>"
    path.write_text(EMPTY.replace("</TS>", f"{context}</TS>"), encoding="utf-8")
    return path


def message(source: str, translation: str, attributes: str = "") -> str:
    return f"<message><source>{source}</source><translation{attributes}>{translation}</translation></message>"


def problems(tmp_path: Path, *messages: str) -> list[str]:
    return list(translations.file_problems(ts(tmp_path, *messages)))


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Dense", "Полносвязный"),
        ("{node} needs {width:.1f} inputs", "Узлу {node} нужно входов: {width:.2f}"),
        ("%1 of %2", "%2, из них %1"),
        ("50 % done", "готово 50 %"),
        ("a set {1, 2", "множество {1, 2"),
    ],
)
def test_whole_translations_pass(tmp_path, source, translation) -> None:
    assert problems(tmp_path, message(source, translation)) == []


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("{node} has no input", "Нет входа", "lacks {node}"),
        ("%1 of %2", "%1 из", "lacks %2"),
        ("{node} waits", "{узел} ждёт", "lacks {node}"),
        ("Stopped", "Остановлено: {epoch}", "has {epoch}"),
        ("{node} waits", "{node ждёт", "lacks {node}"),
        ("Dense", " ", "empty"),
    ],
)
def test_broken_translations_are_named(tmp_path, source, translation, expected) -> None:
    (problem,) = problems(tmp_path, message(source, translation))
    assert problem.startswith(f"core: “{source}” ")
    assert expected in problem


def test_unfinished_translation_is_named(tmp_path) -> None:
    attributes = ' type="unfinished"'
    assert problems(tmp_path, message("Dense", "Плотный", attributes)) == ["core: “Dense” is not translated"]


def test_every_plural_form_is_checked(tmp_path) -> None:
    forms = "".join(f"<numerusform>{f}</numerusform>" for f in ("%n нейрон", "нейрона", "%n нейронов"))
    (problem,) = problems(tmp_path, message("%n neurons", forms))
    assert "lacks %n in “нейрона”" in problem


@pytest.fixture
def program(tmp_path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    return path


def test_strings_of_the_source_are_missed(tmp_path, program) -> None:
    language = ts(tmp_path, message("Dense", "Полносвязный"))
    before = language.read_bytes()
    found = translations.source_problems(language, [program])
    assert sorted(found) == [
        "Window: “%n neurons” is not translated",
        "Window: “Open” is not translated",
        "core: “{node} has no input port “{port}”.” is not translated",
    ]
    assert language.read_bytes() == before


def test_compiled_translation_is_spoken(tmp_path, program, monkeypatch) -> None:
    language = ts(tmp_path, message("Dense", "Полносвязный"))
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    assert translations.outdated()
    translations.compile_all()
    assert not translations.outdated()

    translator = QTranslator()
    assert translator.load(str(language.with_suffix(".qm")))
    assert translator.translate("core", "Dense") == "Полносвязный"


def test_changed_translation_is_compiled_again(tmp_path, monkeypatch) -> None:
    language = ts(tmp_path, message("Dense", "Полносвязный"))
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    translations.compile_all()
    compiled = language.with_suffix(".qm").stat().st_mtime
    os.utime(language, (compiled + 10, compiled + 10))
    assert translations.outdated()


def test_a_broken_file_stops_with_the_tools_words(tmp_path) -> None:
    broken = tmp_path / "nnplayground_ru.ts"
    broken.write_text("<TS", encoding="utf-8")
    with pytest.raises(SystemExit, match="lrelease failed"):
        translations.run_tool("lrelease", str(broken), "-qm", str(broken.with_suffix(".qm")))
