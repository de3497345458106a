"""The report of a problem shows every word it would contain; About names what there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nnplayground.app.document import Document
from nnplayground.projects import presets
from nnplayground.ui.dialogs.about import About
from nnplayground.ui.dialogs.question import Answer, Question
from nnplayground.ui.dialogs.report import Report
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[QWidget]:
    theme().apply(qapp)
    window = QWidget()
    window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def report(qtbot: QtBot, window: QWidget) -> Iterator[Report]:
    document = Document(presets.load("spiral"))
    report = Report(document, [("cpu", "")], window)
    report.open()
    qtbot.waitUntil(lambda: "PyTorch" in report.text(), timeout=10_000)
    yield report
    report.close()


def test_what_is_ticked_is_in_the_report_and_nothing_else(report: Report) -> None:
    report.what.setPlainText(f"It broke in {Path.home()}/mine.nnp")
    assert report.text().startswith("It broke in ~/mine.nnp\n")
    assert '"kind": "spiral"' not in report.text()
    report.ticks["experiment"].setChecked(True)
    assert '"kind": "spiral"' in report.text()
    report.ticks["facts"].setChecked(False)
    assert "PyTorch" not in report.text()
    assert str(Path.home()) not in report.text()


def test_the_report_is_copied_and_saved_as_shown(qtbot: QtBot, report: Report, tmp_path: Path) -> None:
    report.copy()
    assert QGuiApplication.clipboard().text() == report.text()
    path = tmp_path / "report.md"
    report.save(path)
    qtbot.waitUntil(lambda: "Saved report.md" in report.said.text())
    assert path.read_text(encoding="utf-8") == report.text()
    report.save(tmp_path / "no" / "report.md")
    qtbot.waitUntil(lambda: "the folder is not there" in report.said.text())


def test_about_copies_the_versions(qtbot: QtBot, window: QWidget) -> None:
    about = About([("cpu", ""), ("cuda:0", "A graphics card")], window)
    about.open()
    qtbot.waitUntil(lambda: bool(about._facts), timeout=10_000)
    about._copy()
    text = QGuiApplication.clipboard().text()
    assert "PyTorch: 2." in text
    assert "CPU, A graphics card" in text
    about.close()


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_Return, "main"), (Qt.Key.Key_Escape, "")])
def test_a_question_is_answered_by_key(window: QWidget, key: Qt.Key, answer: str) -> None:
    heard: list[str] = []
    question = Question(
        window, "Title", "Headline.", "Text.", [Answer("other", "Other"), Answer("main", "Main")]
    )
    question.ask(heard.append)
    QTest.keyClick(question, key)
    assert heard == [answer]
