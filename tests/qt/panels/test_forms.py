from __future__ import annotations

from typing import Literal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from nnplayground.core.component import Frozen, param
from nnplayground.core.layer import Layer
from nnplayground.core.training import Optimizer, Regularization, Training
from nnplayground.ui.forms import Common, Form
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


def test_an_optional_number_is_typed_and_cleared(form, seen, qtbot):
    field = form.editor("limit").field
    assert field.text() == ""
    assert field.placeholderText() == "Automatic"
    type_into(field, "2.5")
    type_into(field, "\b")
    assert seen == [("limit", 2.5), ("limit", None)]
    type_into(field, "0")
    qtbot.mouseClick(form.row("limit").back, LEFT)
    assert seen[2:] == [("limit", 0.0), ("limit", None)]
    assert field.text() == ""
    assert not form.row("limit").back.isVisible()


def test_escape_empties_a_field_that_was_empty(form, seen):
    field = form.editor("limit").field
    field.setFocus()
    QTest.keyClicks(field, "3")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert seen == [("limit", 0.01)]


def test_what_differs_from_the_global_value_is_marked_and_can_go_back(form, seen, qtbot):
    form.set_commons({"limit": Common(None, "0.7", 0.7), "share": Common(0.25)})
    limit, share = form.editor("limit").field, form.editor("share").field
    assert limit.placeholderText() == "0.7"
    assert not limit.property("overridden")
    assert share.property("overridden")
    assert form.row("share").back.toolTip() == "Back to the global value: 0.25"
    qtbot.mouseClick(form.row("share").back, LEFT)
    QTest.keyClick(limit, Qt.Key.Key_Up)
    assert seen == [("share", 0.25), ("limit", 0.71)]
    assert limit.property("overridden")
    assert not share.property("overridden")


def test_the_menu_of_a_row_leads_back_to_global_value_and_default(form, seen):
    form.set_commons({"share": Common(0.25)})
    back, default = form.row("share").menu().actions()
    assert [back.text(), default.text()] == [
        "Back to the global value: 0.25",
        "Reset to the default: 0.5",
    ]
    assert not default.isEnabled()
    back.trigger()
    form.row("share").menu().actions()[1].trigger()
    assert seen == [("share", 0.25), ("share", 0.5)]


def drag(label, pixels, *, release=True):
    start = label.rect().center()
    QTest.mousePress(label, LEFT, pos=start)
    for part in (3, 2, 1):
        QTest.mouseMove(label, start + QPoint(pixels // part, 0))
    if release:
        QTest.mouseRelease(label, LEFT, pos=start + QPoint(pixels, 0))


def test_a_number_is_dragged_by_its_label(form, seen):
    dragged = []
    form.dragging.connect(lambda name, value: dragged.append((name, value)))
    drag(form.row("count").label, 24)
    assert dragged[-1] == ("count", 7)
    assert len(dragged) == 3
    assert seen == [("count", 7)]


def test_escape_gives_a_drag_up(form, seen, qtbot):
    label = form.row("count").label
    with qtbot.waitSignal(form.reverted):
        drag(label, 24, release=False)
        QTest.keyClick(label, Qt.Key.Key_Escape)
    QTest.mouseRelease(label, LEFT)
    assert seen == []
    assert form.editor("count").field.value() == 3


def test_several_models_show_a_dash_where_they_differ(form, seen, qtbot):
    form.show_values([Thing(), Thing(count=5, on=True, way="value", sizes=(1,), limit=2)])
    assert form.editor("count").field.placeholderText() == "—"
    assert form.editor("limit").field.text() == ""
    assert form.editor("way").findChild(QComboBox).currentIndex() == -1
    assert form.editor("share").field.value() == 0.5
    type_into(form.editor("count").field, "3")
    form.editor("way").findChild(QComboBox).activated.emit(0)
    qtbot.mouseClick(form.editor("on").findChild(Switch), LEFT)
    assert seen == [("count", 3), ("way", "norm"), ("on", True)]


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


def test_padding_is_a_word_or_a_number(show):
    form = show(Form(Layer.named("conv2d")), 300, 400)
    seen = []
    form.changed.connect(lambda name, value: seen.append((name, value)))
    form.show_value(Layer.named("conv2d")())
    editor = form.editor("padding")
    assert editor.choice.currentText() == "Same"
    assert not editor.field.isVisible()
    editor.choice.setCurrentIndex(2)
    editor.choice.activated.emit(2)
    assert editor.field.isVisible()
    type_into(editor.field, "2")
    assert seen == [("padding", 0), ("padding", 2)]
    form.show_value(Layer.named("conv2d")(padding="valid"))
    assert editor.choice.currentText() == "Valid"
    assert not editor.field.isVisible()


def test_windows_are_typed_as_one_number_or_two(show):
    form = show(Form(Layer.named("max_pool2d")), 300, 400)
    seen = []
    form.changed.connect(lambda name, value: seen.append(value))
    form.show_value(Layer.named("max_pool2d")(kernel_size=(2, 3)))
    kernel, stride = (form.editor(name).findChild(QLineEdit) for name in ("kernel_size", "stride"))
    assert (kernel.text(), stride.text()) == ("2 × 3", "")
    type_into(kernel, "3")
    type_into(stride, "2×1")
    type_into(stride, " ")
    assert seen == [(3,), (2, 1), None]  # the model makes a pair of one number


@pytest.mark.parametrize("typed", ["abc", "4, x", "2.5", "9" * 40])
def test_what_is_no_row_of_numbers_is_refused_in_a_sentence(show, typed):
    reshape = Layer.kinds()["reshape"]()
    form = show(Form(type(reshape)), 300, 120)
    form.show_value(reshape)
    changes = []
    form.changed.connect(lambda *change: changes.append(change))
    type_into(form.editor("sizes")._field, typed)
    assert changes == []
    assert form._problem.text() == "Enter whole numbers with commas between them, for example 16, 4."
    assert form._problem.isVisible()
    assert form.editor("sizes")._field.text() == "-1"


@pytest.mark.parametrize(
    ("kind", "field", "typed", "said"),
    [
        (
            "reshape",
            "sizes",
            "4, 0",
            "must be from 1 to 1,000,000,000, or −1 for what remains, not 0.",
        ),
        ("reshape", "sizes", "-1, -1", "Only one size can be left open (−1)."),
        ("select_channels", "channels", "-3", "Channels are counted from 0 to 65,535; there is no -3."),
    ],
)
def test_a_size_out_of_range_is_refused_in_a_sentence(show, kind, field, typed, said):
    layer = Layer.kinds()[kind]()
    form = show(Form(type(layer)), 300, 120)
    form.show_value(layer)
    type_into(form.editor(field)._field, typed)
    assert form._problem.text().endswith(said)
    assert "value error" not in form._problem.text()
