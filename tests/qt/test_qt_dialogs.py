"""Qt's own dialogs, which stand in where the system has none, speak the window's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QComboBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QTreeView,
    QWidget,
)

from nnplayground.app.translation import install_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LATIN = re.compile("[A-Za-z]{2,}")
SAID = ("toolTip", "accessibleName", "accessibleDescription", "windowTitle", "statusTip", "whatsThis")


@pytest.fixture(autouse=True)
def russian(qapp: object) -> Iterator[None]:
    install_language("ru")
    yield
    install_language("en")


def latin(dialog: QDialog) -> list[str]:
    texts = [getattr(widget, said)() for widget in dialog.findChildren(QWidget) for said in SAID]
    texts += [part.text() for kind in (QAbstractButton, QLabel) for part in dialog.findChildren(kind)]
    texts += [action.text() for action in dialog.findChildren(QAction)]
    return sorted({text for text in texts if LATIN.search(text)})


@pytest.mark.parametrize("mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave])
def test_the_file_dialog_is_russian(qtbot: QtBot, tmp_path: Path, mode: QFileDialog.AcceptMode) -> None:
    (tmp_path / "папка").mkdir()
    dialog = QFileDialog(None, "Открыть", str(tmp_path), "Проекты (*.nnp)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    model = dialog.findChild(QTreeView).model()
    qtbot.waitUntil(lambda: model.rowCount(dialog.findChild(QTreeView).rootIndex()) == 1)
    root = dialog.findChild(QTreeView).rootIndex()
    cells = [str(model.index(0, column, root).data() or "") for column in range(3)]
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert not latin(dialog)
    assert not [text for text in (*cells, *heads) if LATIN.search(text)]
    assert cells[2] == "Папка"
    assert not LATIN.search(dialog.findChild(QComboBox, "fileTypeCombo").currentText().split("(")[0])


def test_message_input_and_colour_are_russian(qtbot: QtBot) -> None:
    buttons = QMessageBox.StandardButton
    message = QMessageBox(QMessageBox.Icon.Question, "Вопрос", "Сохранить?", buttons.Save | buttons.Cancel)
    message.addButton(buttons.Ok)
    message.setDetailedText("Подробности")
    name, colour = QInputDialog(), QColorDialog()
    colour.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    for dialog in (message, name, colour):
        qtbot.addWidget(dialog)
        dialog.show()
    assert [latin(dialog) for dialog in (message, name, colour)] == [[], [], ["&HTML:"]]
