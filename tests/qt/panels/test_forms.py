from __future__ import annotations

from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from nnplayground.core.component import Frozen, param
from nnplayground.core.layer import Layer
from nnplayground.core.training import Optimizer, Regularization, Training
from nnplayground.ui.forms import Form
from nnplayground.ui.widgets import Switch

LEFT = Qt.MouseButton.LeftButton


class Thing(Frozen):
    count: int = param(3, "Count", "How many.", ge=1, le=9)
    share: float = param(0.5, "Share", "How much.", ge=0, le=1)
    on: bool = param(False, "On", "Whether.")
    way: Literal["norm", "value"] = param("norm", "Way", "How.")
    limit: float | None = param(None, "Limit", "At most.", ge=0, le=5)
    sizes: tuple[int, ...] = param((2, 3), "Sizes", "Each.")
    hidden: int = 7


@pytest.fixture
def form(show):
    form = show(Form(Thing), 300, 300)
    form.show_value(Thing())
    return form


@pytest.fixture
def seen(form):
    changes = []
    form.changed.connect(lambda name, value: changes.append((name, value)))
    return changes


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text + "\r")


def test_a_field_without_title_has_no_row(form):
    assert form.names == ("count", "share", "on", "way", "limit", "sizes")


def test_whole_numbers_are_typed_within_their_limits(form, seen):
    field = form.editor("count").field
    type_into(field, "12")
    assert seen == []
    assert "9" in field.problem()
    type_into(field, "5")
    assert seen == [("count", 5)]
    assert isinstance(seen[0][1], int)


def test_a_number_being_typed_is_previewed(form):
    previews = []
    form.changing.connect(lambda name, value: previews.append((name, value)))
    field = form.editor("share").field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0.25")
    assert previews[-1] == ("share", 0.25)


def test_switches_and_choices(form, seen, qtbot):
    qtbot.mouseClick(form.editor("on").findChild(Switch), LEFT)
    form.editor("way").findChild(QComboBox).activated.emit(1)
    assert seen == [("on", True), ("way", "value")]


def test_an_optional_number_is_switched_on_and_off(form, seen, qtbot):
    editor = form.editor("limit")
    assert not editor.field.isVisible()
    qtbot.mouseClick(editor.findChild(Switch), LEFT)
    type_into(editor.field, "2.5")
    qtbot.mouseClick(editor.findChild(Switch), LEFT)
    assert seen == [("limit", 0.0), ("limit", 2.5), ("limit", None)]


def test_a_row_of_numbers_and_what_is_none(form, seen):
    field = form.editor("sizes").findChild(QLineEdit)
    type_into(field, "4 × 5")
    type_into(field, "4, x")
    assert seen == [("sizes", (4, 5))]
    shown = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert any("whole number" in text for text in shown)


def test_a_kind_brings_its_own_fields(show):
    form = show(Form(Training, ("optimizer",), titles={"optimizer": "Optimizer"}), 380, 300)
    training = Training()
    form.show_value(training)
    changes = []
    form.changed.connect(lambda name, value: changes.append(value))
    combo = form.editor("optimizer").findChild(QComboBox)
    combo.activated.emit(list(Optimizer.kinds()).index("adam"))
    assert changes == [Optimizer.named("adam")()]
    nested = form.findChildren(Form)[-1]
    assert set(nested.names) == set(Optimizer.named("adam").model_fields)


def test_a_value_that_breaks_a_rule_is_refused_with_its_sentence(show, qtbot):
    kind = Optimizer.named("sgd")
    form = show(Form(kind), 380, 200)
    form.show_value(kind())
    changes = []
    form.changed.connect(lambda name, value: changes.append(name))
    qtbot.mouseClick(form.editor("nesterov").findChild(Switch), LEFT)
    shown = " ".join(label.text() for label in form.findChildren(QLabel) if label.isVisible())
    assert "momentum above 0" in shown
    assert changes == []
    assert not form.editor("nesterov").findChild(Switch).isChecked()


@pytest.mark.parametrize("kind", [*Layer.kinds().values(), *Optimizer.kinds().values(), Regularization])
def test_every_kind_has_a_form_that_shows_its_defaults(kind, show):
    form = show(Form(kind), 380, 400)
    form.show_value(kind())
    assert set(form.names) == {name for name, info in kind.model_fields.items() if info.title}
