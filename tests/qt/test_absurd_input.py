"""Whatever is typed into a field is taken, refused with a sentence, or put back; nothing else happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from nnplayground.app.settings import Settings
from nnplayground.core.experiment import Experiment
from nnplayground.projects import presets
from nnplayground.ui.application import Program
from nnplayground.ui.panels.seed_field import SeedField
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import NumberField, SearchField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

ABSURD = ("1e999", "-1", "", "1000000000000", "many", "🙂", "0,5", "²", "--5", "9" * 5000)


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication) -> Iterator:
    theme().prepare(qapp)
    made = []

    def program(preset: str) -> Program:
        made.append(Program(presets.load(preset), Settings()))
        made[0].window.resize(1600, 1000)
        made[0].window.show()
        return made[0]

    yield program
    made[0].close()


def fields_of(root: QWidget) -> dict[tuple[type, str], QLineEdit]:
    found = [field for field in root.findChildren(QLineEdit) if field.isVisible() and field.isEnabled()]
    return {(type(field), field.accessibleName()): field for field in found if not field.isReadOnly()}


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    field.insert(text)
    field.textEdited.emit(field.text())
    QTest.keyClick(field, Qt.Key.Key_Return)
    if isValid(field):
        field.clearFocus()


def drive(program: Program, root: QWidget) -> list[str]:
    """Type everything absurd into every field; return the names of the fields."""
    names = list(fields_of(root))
    document = program.document
    for key in names:
        for text in ABSURD:
            field = fields_of(root)[key]
            before, shown, count = document.experiment, field.text(), document.undo_stack.index()
            type_into(field, text)
            after = document.experiment
            assert Experiment.model_validate(after.model_dump()) == after
            if after == before and isValid(field) and isinstance(field, NumberField):
                assert field.problem().endswith(".") or not field.text().strip() or field.value() >= 0
            elif after == before and isinstance(field, SeedField):
                assert field.problem().endswith(".") or int(field.text()) == before.data.seed
            elif after == before and isValid(field):
                assert field.text() == shown
            while document.undo_stack.index() > count:
                document.undo_stack.undo()
            assert document.experiment == before
    return [name for _, name in names]


def test_fields_of_data_and_training(make) -> None:
    program = make("spiral")
    assert sorted(drive(program, program.window.data_panel)) == ["Samples", "Seed of the data"]
    program.window.canvas.select([])
    program.window.right.show_inspector()
    assert {"Learning rate", "Momentum μ", "Epochs"} <= set(drive(program, program.window.inspector))


@pytest.mark.parametrize(("preset", "node"), [("spiral", "dense1"), ("digits-cnn", "conv1")])
def test_fields_of_a_layer(make, preset, node) -> None:
    program = make(preset)
    program.window.canvas.select([node])
    assert "Name of the node" in drive(program, program.window.inspector)


def test_a_search_for_what_no_layer_is_called_adds_none(make) -> None:
    program = make("spiral")
    search = program.window.palette_panel.search
    assert isinstance(search, SearchField)
    before = program.document.experiment
    for text in ("🙂", "1e999", "%%%", " "):
        type_into(search, text)
        assert program.document.experiment == before
