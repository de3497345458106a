"""Popups over what the mouse rests on, F1, and the reference, in both languages."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from nnplayground.app.settings import Settings
from nnplayground.app.translation import install_language, say
from nnplayground.core.help import Topic, chapters, field_topic, topic
from nnplayground.core.layer import Layer
from nnplayground.core.text import translatable
from nnplayground.core.training import Optimizer, Schedule, Training
from nnplayground.projects import presets
from nnplayground.ui.application import Program
from nnplayground.ui.forms import Form
from nnplayground.ui.help import Help, explain, help_at, show_help
from nnplayground.ui.help.popup import HelpPopup
from nnplayground.ui.help.reference import Reference
from nnplayground.ui.help.topic_view import TopicView, default_text
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


def rest_on(widget: QWidget, at: QPoint | None = None) -> None:
    """Let the mouse rest on a widget until its tip is asked for."""
    at = at if at is not None else widget.rect().center()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))


def popup_of(widget: QWidget) -> HelpPopup:
    popup = widget.window().findChild(HelpPopup)
    assert popup is not None
    return popup


def said(popup: HelpPopup) -> list[str]:
    assert popup.view is not None
    return popup.view.texts()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    return window


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("spiral"), Settings())
    program.window.show()
    yield program
    program.close()
    install_language("en")


def test_a_popup_says_title_effect_and_default(window: QWidget) -> None:
    label = QLabel("rate", window)
    label.show()
    explain(label, field_topic(Training, "learning_rate"))
    rest_on(label)
    popup = popup_of(window)
    assert popup.isVisible()
    texts = said(popup)
    assert texts[:2] == ["Learning rate", "Training"]
    assert "Higher: faster, then unsteady, then it diverges. Lower: steadier, but slow." in texts
    assert "0.03 suits small networks with SGD; Adam usually wants 0.001 to 0.01." in texts
    assert "w ← w - η (∂ L)/(∂ w)" in popup.accessibleName()


def test_it_goes_when_something_else_is_done(window: QWidget) -> None:
    popup = show_help(window, Help(topic(Optimizer.named("adam"))), QRect(10, 10, 40, 20))
    QTest.keyClick(window, Qt.Key.Key_A)
    assert not popup.isVisible()
    popup = show_help(window, Help(topic(Optimizer.named("adam"))), QRect(10, 10, 40, 20), pinned=True)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton)
    assert not popup.isVisible()


def test_it_stays_on_the_screen_and_grows_with_its_formula(qtbot: QtBot, window: QWidget) -> None:
    room = window.screen().availableGeometry()
    about = QRect(room.right() - 30, room.bottom() - 20, 30, 20)
    popup = show_help(window, Help(topic(Optimizer.named("adadelta"))), about, pinned=True)
    assert popup.view is not None
    qtbot.waitUntil(popup.view.formula.is_typeset)
    QApplication.processEvents()
    assert room.contains(popup.geometry())
    assert popup.view.formula.height() >= popup.view.formula.sizeHint().height()
    popup.close_help()


def test_help_follows_what_is_chosen_and_can_be_silent(window: QWidget) -> None:
    inner = QWidget(window)
    answers: list[Topic | None] = [None]
    explain(inner, lambda: answers[0])
    assert help_at(inner) is None
    answers[0] = topic(Layer.named("dropout"))
    found = help_at(inner)
    assert found is not None
    assert found[1].topic.title == "Dropout"
    explain(window, topic(Layer.named("linear")))
    answers[0] = None
    outer = help_at(inner)
    assert outer is not None
    assert outer[1].topic.title == "Dense"


def test_every_field_of_a_form_is_explained(qtbot: QtBot) -> None:
    form = Form(Layer.named("linear"))
    qtbot.addWidget(form)
    form.show_value(Layer.named("linear")())
    form.show()
    for name in form.names:
        found = help_at(form.editor(name))
        assert found is not None
        assert found[1].topic.title == field_topic(Layer.named("linear"), name).title
    inside = form.editor("units").findChildren(QWidget)[0]
    rest_on(inside)
    assert said(popup_of(form))[0] == "Units"
    popup_of(form).close_help()


def test_defaults_are_named_by_their_reasons() -> None:
    assert default_text(field_topic(Training, "shuffle")).startswith("On,")
    assert default_text(field_topic(Layer.named("linear"), "units")).startswith("4 is enough")
    assert default_text(field_topic(Optimizer.named("sgd"), "momentum")).startswith("0 is plain")


def test_a_card_tells_what_it_costs(program: Program) -> None:
    view = program.window.canvas.view
    card = view.canvas_scene.cards["dense1"]
    place = view.to_viewport(card.scene_rect).center().toPoint()
    rest_on(view.viewport(), place)
    popup = popup_of(view)
    texts = said(popup)
    assert texts[:2] == ["Dense 1", "Dense"]
    pairs = dict(itertools.pairwise(texts))
    assert (pairs["Parameters"], pairs["Multiply-adds"], pairs["Output"]) == ("40", "32", "8")
    popup.close_help()


def test_f1_explains_the_selected_node_then_the_page_in_front_else_opens_the_reference(
    program: Program,
) -> None:
    window = program.window
    window.canvas.view.setFocus()
    window.canvas.select(["dense2"])
    window.actions_.explain.trigger()
    assert said(popup_of(window))[0] == "Dense 2"
    popup_of(window).close_help()
    window.canvas.select([])
    window.bottom.show_page("gradients")
    window.actions_.explain.trigger()
    assert said(popup_of(window))[0] == "Gradient flow"
    popup_of(window).close_help()
    window.actions_.collapse.setChecked(True)
    window.actions_.explain.trigger()
    reference = window.findChild(Reference)
    assert reference is not None
    assert reference.isVisible()
    reference.close()


@pytest.mark.parametrize(
    ("name", "title"),
    [("optimizer", "SGD"), ("activation", "Tanh"), ("regularization", "L2"), ("batch_size", "Batch")],
)
def test_the_toolbar_explains_what_is_chosen(program: Program, name: str, title: str) -> None:
    found = help_at(program.window.toolbar._cells[name])
    assert found is not None
    assert found[1].topic.title == title


def test_the_reference_finds_by_words_of_both_languages(qtbot: QtBot, window: QWidget) -> None:
    reference = Reference(window)
    reference.show()
    assert reference.open_topic("Dropout")
    assert reference.page_texts()[0] == "Dropout"
    assert "Probability" in reference.page_texts()
    reference.search.setText("nesterov")
    assert [str(found.title) for found in reference.shown_topics()] == ["SGD"]
    assert reference.page_texts()[0] == "SGD"
    reference.search.setText("no such thing at all")
    assert reference.shown_topics() == []
    reference.search.clear()
    assert len(reference.shown_topics()) > 80
    reference.close()
    install_language("ru")
    try:
        russian = Reference(window)
        assert russian.open_topic("Dense")
        texts = russian.page_texts()
        assert "Полносвязный слой" in texts[0] or "Полносвязный" in texts[0]
        assert "Dense" in texts
        for word in ("dense", "полносвязн"):
            russian.search.setText(word)
            assert "Dense" in {str(found.title) for found in russian.shown_topics()}
    finally:
        install_language("en")


def test_a_topic_of_a_named_thing_says_what_it_is() -> None:
    view = TopicView(Help(topic(Layer.named("linear")), "My layer", (("Sees", "3×3"),)))
    assert view.texts()[:2] == ["My layer", "Dense"]
    assert "3×3" in view.texts()
    view.deleteLater()


def test_units_that_are_words_are_said_in_russian() -> None:
    words = {
        str(field.unit)
        for chapter in chapters()
        for part in chapter.topics
        for field in part.fields
        if field.unit
    }
    words = {word for word in words if len(word) > 2 and word.isalpha()}
    assert {"epochs", "steps"} <= words
    install_language("ru")
    try:
        assert all(not say(translatable("core", word)).isascii() for word in words)
        form = Form(Schedule.named("step"))
        assert "эпох" in [label.text() for label in form.editor("epochs").findChildren(QLabel)]
        form.deleteLater()
    finally:
        install_language("en")
