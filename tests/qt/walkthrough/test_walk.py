"""The walk-through in the real window on real training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme
from nnplayground.ui.walkthrough.steps import Kind
from nnplayground.ui.walkthrough.words import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.ui.walkthrough.page import WalkPage

Key = Qt.Key


@pytest.fixture
def program(qtbot, qapp) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("spiral"), Settings())
    program.window.resize(1440, 900)
    program.window.show()
    program.session.start()
    qtbot.waitUntil(
        lambda: program.session.snapshot is not None and program.session.points is not None, timeout=30_000
    )
    yield program
    program.close()


@pytest.fixture
def page(qtbot, program) -> WalkPage:
    program.window.canvas.setFocus()
    QTest.keyClick(program.window.canvas.view, Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    page = program.window.walk.page
    qtbot.waitUntil(lambda: page.sight is not None, timeout=20_000)
    return page


def _press(page, key, times=1):
    for _ in range(times):
        QTest.keyClick(page, key)


def test_it_pauses_training_and_gives_the_playground_back(qtbot, program, page):
    window, session = program.window, program.session
    assert page.isVisible()
    assert not session.is_playing
    assert not window.actions_.play.isEnabled()
    _press(page, Key.Key_Escape)
    assert window.canvas.isVisible()
    assert not page.isVisible()
    step = session.snapshot.step
    assert window.actions_.play.isEnabled()
    window.actions_.play.trigger()
    qtbot.waitUntil(lambda: session.snapshot.step > step, timeout=20_000)


def test_keys_go_through_the_steps(page):
    _press(page, Key.Key_Right, 3)
    assert page.sight.at == 3
    _press(page, Key.Key_Left)
    assert page.sight.at == 2
    _press(page, Key.Key_End)
    assert page.sight.step.kind is Kind.AFTER
    _press(page, Key.Key_Home)
    assert page.sight.step.kind is Kind.READ


def test_space_plays_the_walk_and_stops_it(qtbot, page):
    page.transport.speed.setValue(5.0)
    _press(page, Key.Key_Space)
    assert page.transport.is_playing
    qtbot.waitUntil(lambda: page.sight.at >= 2, timeout=5_000)
    _press(page, Key.Key_Space)
    assert not page.transport.is_playing


def test_edges_show_gradients_on_the_way_back_until_a_person_chooses(page):
    _press(page, Key.Key_Right, 2)
    assert not page.sight.gradients
    _press(page, Key.Key_Right, 4)
    assert page.sight.gradients
    page.edges.changed.emit(True)
    _press(page, Key.Key_Home)
    assert page.sight.gradients


def test_another_sample_brings_other_numbers(qtbot, page):
    first = page.sight.trace
    _press(page, Key.Key_PageDown)
    qtbot.waitUntil(lambda: page.sight.trace.sample.index == 1, timeout=10_000)
    assert not np.array_equal(page.sight.trace.raw, first.raw)


def test_weights_stay_until_the_step_is_applied_and_undo_brings_them_back(qtbot, program, page):
    before = page.sight.trace
    _press(page, Key.Key_End)
    assert page.apply.isVisible()
    assert program.document.undo_stack.count() == 0
    QTest.mouseClick(page.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.sight.trace.loss == pytest.approx(before.loss_after, rel=1e-6))
    for node in before:
        for name, parameter in node.parameters.items():
            assert np.array_equal(page.sight.trace[node.node].parameters[name].value, parameter.updated)
    program.window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: page.sight.trace.loss == before.loss)


def test_a_quantity_under_the_mouse_is_marked_in_the_formulas_too(page):
    _press(page, Key.Key_Right)
    plain = page.panel.words.text()
    scene = page.canvas.scene
    card = next(c for column in scene.plan.columns if column.node == "dense1" for c in column.cards)
    place = scene.to_widget(card.rect)
    QTest.mouseMove(scene, (place.topRight() + (place.bottomLeft() - place.topRight()) * 0.18).toPoint())
    assert page.mark.key == key_of("z", "dense1", card.unit)
    assert page.panel.words.text() != plain
    assert f'href="{page.mark.key}"' in plain


def test_the_numbers_table_fills_as_the_walk_goes(page):
    page.panel.tabs.setCurrentIndex(1)
    first = page.panel.numbers.rowCount()
    _press(page, Key.Key_End)
    assert page.panel.numbers.rowCount() > first
    weights = [
        r for r in range(page.panel.numbers.rowCount()) if page.panel.numbers.text(r, 1) == "weight[1, 1]"
    ]
    assert len(weights) == 3
    assert all(page.panel.numbers.text(row, 4) != "–" for row in weights)


def test_the_check_says_that_it_agrees(page):
    assert page.panel.check.agrees
    assert page.panel.check.count == 15
    assert page.panel.check.largest < 1e-6


def test_a_network_that_cannot_be_trained_gets_a_sentence_instead_of_old_numbers(qtbot, program):
    document = program.document
    graph = document.experiment.graph
    cut = document.experiment.replace(graph=graph.disconnect(*graph.incoming("output")))
    document.apply("Cut", cut)
    qtbot.waitUntil(lambda: bool(program.session.snapshot.refusal), timeout=10_000)
    program.window.actions_.walk.trigger()
    page = program.window.walk.page
    qtbot.waitUntil(lambda: page.says == program.session.snapshot.refusal, timeout=10_000)
    assert page.sight is None
    assert not page.panel.isVisible()
