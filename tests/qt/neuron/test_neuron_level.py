"""The neuron level in the real window on real training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from filters import digits
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.train.traces import Sample
from nnplayground.ui.application import Program
from nnplayground.ui.editor.levels import Level, is_inside
from nnplayground.ui.neuron.conv_panel import ConvPanel
from nnplayground.ui.neuron.ledger_panel import LedgerPanel
from nnplayground.ui.neuron.sum_panel import SumPanel
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT, NO = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def program(qtbot, qapp) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("spiral"), Settings())
    program.window.canvas.set_reduced_motion(True)
    program.window.resize(1440, 900)
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: _is_ready(program), timeout=30_000)
    yield program
    program.close()


def _is_ready(program: Program) -> bool:
    session = program.session
    return (
        session.snapshot is not None and session.points is not None and session.is_watched(session.snapshot)
    )


def level(program):
    return program.window.canvas.neuron


def panel(qtbot, program):
    """Wait for the numbers of what is looked into now."""

    def shows() -> bool:
        shown, sight = level(program), level(program).page.panel and level(program).page.panel.sight
        if not sight or (sight.node, sight.unit) != shown.focus:
            return False
        return sight.trace.sample == shown.samples.sample

    qtbot.waitUntil(shows, timeout=10_000)
    return level(program).page.panel


def enter(qtbot, program, node="dense2", unit=0):
    level(program).open(node, unit)
    return panel(qtbot, program)


def tile(program, node, unit):
    canvas = program.window.canvas
    return canvas.view.to_viewport(canvas.scene.cards[node].tile(unit)).center()


def wheel(widget, at, steps):
    event = QWheelEvent(
        QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, NO, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_borders_have_play():
    assert not is_inside(3.1, False)
    assert is_inside(3.2, False)
    assert is_inside(2.9, True)
    assert not is_inside(2.8, True)


def test_zooming_over_a_neuron_leads_into_it_and_out_again(qtbot, program):
    view = program.window.canvas.view
    at = tile(program, "dense1", 2).toPoint()
    for _ in range(9):
        wheel(view.viewport(), at, 1)
    assert level(program).focus == ("dense1", 2)
    assert view.level is Level.NEURON
    page = level(program).page
    assert page.isVisible()
    for _ in range(6):
        wheel(page, QPoint(400, 300), -1)
    assert level(program).focus is None
    assert not page.isVisible()
    assert view.level is Level.CARDS


def test_zooming_beside_neurons_stops_at_the_largest_cards(program):
    view = program.window.canvas.view
    for _ in range(20):
        wheel(view.viewport(), QPoint(3, 3), 1)
    assert view.zoom == pytest.approx(3.0)
    assert level(program).focus is None


def test_double_click_and_escape(qtbot, program):
    canvas = program.window.canvas
    zoom, shown = canvas.view.zoom, canvas.view.visible_scene_rect()
    QTest.mouseDClick(canvas.view.viewport(), LEFT, NO, tile(program, "dense2", 3).toPoint())
    assert level(program).focus == ("dense2", 3)
    assert canvas.view.zoom > 3
    QTest.keyClick(level(program).page, Key.Key_Escape)
    assert level(program).focus is None
    assert canvas.view.zoom == zoom
    assert (canvas.view.visible_scene_rect().center() - shown.center()).manhattanLength() < 2


def test_keys_go_through_neurons_layers_and_samples(qtbot, program):
    canvas = program.window.canvas
    canvas.select(["dense1"])
    canvas.view.setFocus()
    QTest.keyClick(canvas.view, Key.Key_3)
    assert level(program).focus == ("dense1", 0)
    page, samples = level(program).page, level(program).samples
    QTest.keyClick(page, Key.Key_Down)
    assert level(program).focus == ("dense1", 1)
    QTest.keyClick(page, Key.Key_Up)
    QTest.keyClick(page, Key.Key_Up)
    assert level(program).focus == ("dense1", 7)
    QTest.keyClick(page, Key.Key_Right)
    assert level(program).focus == ("dense2", 5)
    QTest.keyClick(page, Key.Key_PageDown)
    assert samples.sample == Sample("train", 1)
    QTest.keyClick(page, Key.Key_PageUp)
    QTest.keyClick(page, Key.Key_PageUp)
    assert samples.sample == Sample("train", 299)
    assert "300" in page.bar.text()
    QTest.keyClick(page, Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert samples.sample.index != 299


def test_shows_what_the_trainer_computes(qtbot, program):
    shown = enter(qtbot, program)
    assert isinstance(shown, SumPanel)
    neuron, trace = shown.neuron, shown.sight.trace
    node = trace["dense2"]
    assert [t.weight for t in neuron.terms] == node.parameters["weight"].value[0].tolist()
    assert sum(t.product for t in neuron.terms) + neuron.bias.weight == pytest.approx(neuron.z, abs=1e-5)
    assert neuron.output == pytest.approx(np.tanh(neuron.z), abs=1e-6)
    assert neuron.delta == pytest.approx(neuron.grad_output * neuron.slope, abs=1e-6)
    update = shown._lines[3].text()
    assert "←" in update
    assert shown.shown == list(range(8))
    assert not shown.has_rest


def pill(shown, number=1):
    return shown._pills[number]


def test_dragging_a_pill_is_one_undo_and_trains_on_with_it(qtbot, program):
    shown = enter(qtbot, program)
    stack, before = program.document.undo_stack, shown.neuron.terms[1].weight
    held = pill(shown)
    QTest.mousePress(held, LEFT, NO, QPoint(20, 10))
    for x in (26, 40, 70):
        QTest.mouseMove(held, QPoint(x, 10))
    assert held.is_dragged
    assert held.value == pytest.approx(before + 1.0, abs=1e-4)
    qtbot.waitUntil(lambda: shown.neuron.terms[1].weight == pytest.approx(before + 1.0, abs=1e-4))
    assert stack.count() == 0
    QTest.mouseRelease(held, LEFT, NO, QPoint(70, 10))
    assert stack.count() == 1
    stack.undo()
    qtbot.waitUntil(lambda: shown.neuron.terms[1].weight == pytest.approx(before, abs=1e-6))


def test_keys_and_wheel_reach_the_page_from_a_pill(qtbot, program):
    shown = enter(qtbot, program)
    pill(shown).setFocus()
    QTest.keyClick(pill(shown), Key.Key_PageDown)
    assert level(program).samples.sample == Sample("train", 1)
    zoom = program.window.canvas.view.zoom
    window = program.window  # an event of the system, which goes on to the parents of who ignores it
    at = QPointF(shown.mapTo(window, QPoint(300, 200)))
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, 120))
    qtbot.waitUntil(lambda: window.canvas.view.zoom > zoom)
    QTest.keyClick(pill(shown), Key.Key_Escape)
    assert level(program).focus is None


def test_escape_takes_a_drag_back(qtbot, program):
    shown = enter(qtbot, program)
    before = shown.neuron.terms[1].weight
    held = pill(shown)
    QTest.mousePress(held, LEFT, NO, QPoint(20, 10))
    QTest.mouseMove(held, QPoint(60, 10))
    QTest.keyClick(held, Key.Key_Escape)
    QTest.mouseRelease(held, LEFT, NO, QPoint(60, 10))
    assert program.document.undo_stack.count() == 0
    qtbot.waitUntil(lambda: shown.neuron.terms[1].weight == pytest.approx(before, abs=1e-5))
    assert level(program).focus is not None


def test_a_pill_is_stepped_and_typed_by_keys(qtbot, program):
    shown = enter(qtbot, program)
    held = pill(shown, 8)
    before = shown.neuron.bias.weight
    assert "Bias" in held.accessibleName()
    held.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(held, Key.Key_Up)
    qtbot.waitUntil(lambda: shown.neuron.bias.weight == pytest.approx(before + 0.1, abs=1e-5))
    QTest.keyClick(held, Key.Key_Return)
    field = QApplication.focusWidget()
    field.selectAll()
    QTest.keyClicks(field, "-1.25")
    QTest.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: shown.neuron.bias.weight == pytest.approx(-1.25))
    assert program.document.undo_stack.count() == 2


def test_forward_alone(qtbot, program):
    shown = enter(qtbot, program)
    assert sum(line.isVisible() for line in shown._lines) == 4
    shown.backwardChosen.emit(False)
    assert not shown.sight.backward
    assert sum(line.isVisible() for line in shown._lines) == 2


def test_a_click_on_the_output_chooses_the_sample(qtbot, program):
    enter(qtbot, program)
    samples, boundary = level(program).samples, program.window.output.boundary
    place = program.session.points.train_x[17]
    boundary.pointClicked.emit(float(place[0]), float(place[1]))
    assert samples.sample == Sample("train", 17)
    qtbot.waitUntil(lambda: boundary._marked == (float(place[0]), float(place[1])))
    scene_at = boundary.getViewBox().mapViewToScene(QPointF(5.7, -5.7))
    at = boundary.mapFromScene(scene_at)
    QTest.mouseClick(boundary.viewport(), LEFT, NO, at)
    assert not samples.sample.part
    assert samples.sample.point == pytest.approx((5.7, -5.7), abs=0.1)
    shown = panel(qtbot, program)
    assert not shown.sight.backward
    assert shown.sight.trace.loss is None


def test_what_is_not_a_sum_keeps_an_account(qtbot, program):
    shown = enter(qtbot, program, "loss", 0)
    assert isinstance(shown, LedgerPanel)
    trace = shown.sight.trace
    assert shown.ledger.total[1] == pytest.approx(trace.loss)
    shares = [line.numbers[2] for line in shown.ledger.lines]
    np.testing.assert_allclose(shares, trace.prediction, rtol=1e-5)
    assert "−log" in shown.ledger.formulas[0][1]
    gradients = [line.numbers[-1] for line in shown.ledger.lines]
    np.testing.assert_allclose(gradients, trace.losses[0].grad_prediction, rtol=1e-6)


def test_leaves_a_neuron_that_is_gone(qtbot, program):
    document = program.document
    enter(qtbot, program, "dense2", 5)
    graph = document.experiment.graph
    narrow = graph.update(graph.node("dense2").with_fields(units=3))
    document.apply("Narrow", document.experiment.replace(graph=narrow))
    assert level(program).focus == ("dense2", 2)
    document.undo_stack.undo()
    without = document.experiment.graph.remove(["dense2"])
    document.apply("Delete", document.experiment.replace(graph=without))
    assert level(program).focus is None


def test_follows_training_at_most_ten_times_a_second(qtbot, program):
    shown = enter(qtbot, program)
    before = shown.sight.trace.step
    program.session.play()
    qtbot.waitUntil(lambda: shown.sight.trace.step > before + 40, timeout=20_000)
    program.session.pause()
    assert shown.sight.trace.step <= program.session.snapshot.step


def test_a_filter_slides_by_keys_and_mouse(qtbot, program):
    document = program.document
    document.open(digits(kernel_size=3, padding="same"))
    qtbot.waitUntil(lambda: _is_ready(program) and program.session.points.train_x.ndim == 4, timeout=20_000)
    shown = enter(qtbot, program, "conv", 2)
    assert isinstance(shown, ConvPanel)
    page, trace = level(program).page, shown.sight.trace
    assert shown.place == (2, 2)
    QTest.keyClick(page, Key.Key_Right)
    QTest.keyClick(page, Key.Key_Down)
    assert shown.place == (3, 3)
    assert shown.window_.output == trace["conv"].output[2, 3, 3]
    cell = shown.places_().output.cell(6, 1).center().toPoint()
    QTest.mouseClick(shown, LEFT, NO, cell)
    assert shown.place == (6, 1)
    cell = shown.places_().input.cell(5, 5).center().toPoint()
    QTest.mouseClick(shown, LEFT, NO, cell)
    assert shown.place == (4, 4)
    QTest.keyClick(page, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert level(program).focus == ("conv", 3)
    tap = shown.places_().taps[0]
    before = shown.window_.weights[tap]
    shown._pills[0].setFocus()
    QTest.keyClick(shown._pills[0], Key.Key_Up)
    qtbot.waitUntil(lambda: shown.window_.weights[tap] == pytest.approx(before + 0.1, abs=1e-5))


def test_a_node_without_neurons_leads_to_its_neighbour_and_the_inspector_follows(qtbot, program):
    canvas = program.window.canvas
    canvas.select(["data"])
    QTest.keyClick(canvas.view, Key.Key_3)
    assert level(program).focus == ("dense1", 0)
    assert canvas.selection() == ["dense1"]
