"""Time that can be turned back, by hand: the strip, the playhead, the keys, branching, playing the record."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from nnplayground.app.document import Document
from nnplayground.app.playback import BACKWARD, FORWARD
from nnplayground.app.session import Session
from nnplayground.app.settings import Settings
from nnplayground.app.translation import say
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.train.timeline import Moment
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme
from nnplayground.ui.views.measures import Choice
from nnplayground.ui.views.page import Page
from nnplayground.ui.views.pages.timeline import TimelinePage
from nnplayground.ui.views.timeline_strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

EPOCHS = 60


def _train(qtbot: QtBot, session: Session, epochs: int) -> None:
    """Train in small portions, so that there are moments in between."""
    begun = session.snapshot.present[0] if session.snapshot is not None else 0
    for goal in range(begun + 10, begun + epochs + 1, 10):
        session.send(Step(epochs=10))
        qtbot.waitUntil(lambda goal=goal: session.snapshot.epoch == goal, timeout=20_000)


@pytest.fixture
def program(qtbot: QtBot) -> Iterator[Program]:
    program = Program(presets.load("circle"), Settings())
    program.window.resize(1440, 900)
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: program.session.snapshot is not None and program.session.snapshot.run > 0)
    program.window.bottom.show_page("timeline")
    _train(qtbot, program.session, EPOCHS)
    yield program
    program.close()


def _page(program: Program) -> TimelinePage:
    page = program.window.bottom.current
    assert isinstance(page, TimelinePage)
    page.choose(page.choice)  # whatever came last
    return page


def _shown(program: Program) -> int:
    snapshot = program.session.snapshot
    assert snapshot is not None
    return snapshot.step


def _pixel(page: TimelinePage, epoch: float) -> QPoint:
    return QPoint(round(page.chart.place(epoch)), round(page.chart.strip_area().center().y()))


def test_dragging_the_playhead_shows_that_step_everywhere(program, qtbot):
    page, window = _page(program), program.window
    chart = page.chart
    assert len(chart.strip.moments) >= 3
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=_pixel(page, 50))
    QTest.mouseMove(chart, _pixel(page, 23))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=_pixel(page, 23))
    qtbot.waitUntil(lambda: program.session.is_past and abs(program.session.snapshot.epoch - 23) <= 1)
    qtbot.waitUntil(chart.callout.isVisible)
    assert chart.playhead == pytest.approx(program.session.snapshot.epoch, abs=1)
    assert window.toolbar.epoch.accessibleName().endswith(str(program.session.snapshot.epoch))
    assert page.controls().state.state == "past"
    assert window.actions_.branch.isEnabled()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=_pixel(page, EPOCHS))
    qtbot.waitUntil(lambda: not program.session.is_past)
    assert program.session.snapshot.epoch == EPOCHS
    assert not chart.callout.isVisible()
    assert not window.actions_.branch.isEnabled()


def test_keys_go_from_moment_to_moment(program, qtbot):
    window, session = program.window, program.session
    steps = [moment.step for moment in session.timeline.moments()]
    present = _shown(program)
    earlier = [step for step in steps if step < present]
    QTest.keyClick(window, Qt.Key.Key_BracketLeft)
    qtbot.waitUntil(lambda: _shown(program) == earlier[-1])
    QTest.keyClick(window, Qt.Key.Key_BracketLeft)
    qtbot.waitUntil(lambda: _shown(program) == earlier[-2])
    QTest.keyClick(window, Qt.Key.Key_BracketRight)
    qtbot.waitUntil(lambda: _shown(program) == earlier[-1])
    QTest.keyClick(window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: _shown(program) == 0)
    QTest.keyClick(window, Qt.Key.Key_End, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not session.is_past)
    assert _shown(program) == present


def test_the_chart_is_read_zoomed_and_sought_by_key(program, qtbot):
    page = _page(program)
    chart = page.chart
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_PageUp)
    QTest.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.readout().startswith("Epoch 40")
    QTest.keyClicks(chart, "++")
    assert chart.axis.is_zoomed
    assert chart.place(40) < chart.area().right()
    QTest.keyClicks(chart, "0")
    assert not chart.axis.is_zoomed
    QTest.keyClick(chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.session.is_past and program.session.snapshot.epoch == 40)
    QTest.keyClick(chart, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: not program.session.is_past)


def test_branching_goes_on_from_there_and_leaves_a_dim_curve(program, qtbot):
    page, session = _page(program), program.session
    session.seek(session.timeline.moments()[2].step)
    qtbot.waitUntil(lambda: session.is_past)
    place = session.snapshot.step
    QTest.keyClick(program.window, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: not session.is_past and session.snapshot.branch == 1)
    assert session.snapshot.present[1] == place
    qtbot.waitUntil(lambda: any(curve.opacity < 1 for curve in page.chart.curves))
    assert {curve.opacity for curve in page.chart.read_curves()} == {1.0}
    assert max(curve.x[-1] for curve in page.chart.read_curves()) <= session.snapshot.epoch
    assert max(curve.x[-1] for curve in page.chart.curves) == EPOCHS


def test_a_branch_of_another_network_is_an_edit_that_can_be_undone(program, qtbot):
    document, session = program.document, program.session
    before = document.experiment
    place = session.snapshot.step
    node = before.graph.of_kind("linear")[0]
    wider = before.replace(graph=before.graph.update(node.with_fields(units=node.layer.units + 1)))
    document.apply("Widen", wider)
    _train(qtbot, session, 10)
    assert len(session.timeline.segments()) >= 2
    session.seek(place - 5)
    qtbot.waitUntil(lambda: session.is_past and session.snapshot.step <= place)
    session.branch()
    qtbot.waitUntil(lambda: not session.is_past)
    qtbot.waitUntil(lambda: document.experiment.graph.structure == before.graph.structure)
    assert document.undo_stack.undoText().startswith("Branch from epoch")
    document.undo_stack.undo()
    assert document.experiment.graph.structure == wider.graph.structure


def test_play_in_the_past_shows_the_record_up_to_the_present_and_trains_on(program, qtbot):
    session, window = program.session, program.window
    present, seen, said = _shown(program), [], set()
    session.seek(session.timeline.moments()[1].step)
    qtbot.waitUntil(lambda: session.is_past)
    place = _shown(program)
    session.snapshot_taken.connect(lambda snapshot: seen.append(snapshot.step))
    session.snapshot_taken.connect(lambda snapshot: said.add(window.status._doing.text().split(":")[0]))
    assert window.actions_.play.text() == "Play on to the present, then train"
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _shown(program) > present)
    session.pause()
    assert not session.is_past
    assert (np.diff(seen) >= 0).all()
    assert len([step for step in set(seen) if place <= step < present]) >= 3
    assert "Playing the record" in said
    assert not window.notice.isVisible()


def test_single_steps_in_the_past_go_on_through_the_record(program, qtbot):
    session, actions = program.session, program.window.actions_
    each = _shown(program) // EPOCHS
    session.seek(session.timeline.moments()[1].step)
    qtbot.waitUntil(lambda: session.is_past)
    place, trained = session.snapshot.step, session.snapshot.present
    assert actions.step.text() == "Show the next batch"
    actions.step.trigger()
    qtbot.waitUntil(lambda: _shown(program) == place + 1)
    actions.step_epoch.trigger()
    qtbot.waitUntil(lambda: _shown(program) == (place // each + 1) * each)
    session.seek(trained[1] - 1)
    qtbot.waitUntil(lambda: _shown(program) == trained[1] - 1)
    actions.step_epoch.trigger()
    qtbot.waitUntil(lambda: not session.is_past)
    assert session.snapshot.present == trained


def test_a_change_in_the_past_says_that_it_acts_on_the_present_and_offers_a_branch(program, qtbot):
    session, window, document = program.session, program.window, program.document
    session.seek(session.timeline.moments()[2].step)
    qtbot.waitUntil(lambda: session.is_past)
    left = session.snapshot
    document.apply("Faster", document.experiment.with_value("training.learning_rate", 0.07))
    qtbot.waitUntil(lambda: not session.is_past)
    said = f"Back at the present (epoch {EPOCHS}), where changes act."
    assert window.notice.text().startswith(said)
    assert session.snapshot.step == left.present[1]
    action = window.notice._action
    assert action.text() == f"Branch from epoch {left.epoch}"
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.snapshot.branch == 1)
    assert (session.snapshot.step, session.snapshot.past) == (left.step, False)
    assert session.snapshot.experiment.training.learning_rate == 0.07
    assert document.experiment.training.learning_rate == 0.07


def test_an_offer_to_branch_goes_with_its_run(program, qtbot):
    session, window, document = program.session, program.window, program.document
    session.seek(session.timeline.moments()[2].step)
    qtbot.waitUntil(lambda: session.is_past)
    document.apply("Faster", document.experiment.with_value("training.learning_rate", 0.07))
    assert window.notice.isVisible()
    session.reset()
    qtbot.waitUntil(lambda: session.snapshot.present == (0, 0))
    assert not window.notice.isVisible()


def test_the_record_plays_backwards_to_the_beginning_and_forward_to_the_present(program, qtbot):
    session, seen = program.session, []
    session.snapshot_taken.connect(lambda snapshot: seen.append(snapshot.step))
    session.playback.toggle(BACKWARD)
    qtbot.waitUntil(lambda: _shown(program) == 0, timeout=20_000)
    qtbot.waitUntil(lambda: session.playback.direction == 0)
    assert (np.diff(seen) <= 0).all()
    assert len(set(seen)) >= 3
    del seen[:]
    session.playback.toggle(FORWARD)
    qtbot.waitUntil(lambda: session.playback.direction == 0, timeout=20_000)
    qtbot.waitUntil(lambda: not session.is_past)
    assert (np.diff(seen) >= 0).all()


def test_a_double_click_on_a_zoomed_axis_does_not_move_the_playhead(program, qtbot):
    page = _page(program)
    page.chart.axis.zoom(0.5, 0.5)
    middle = page.chart.area().center().toPoint()
    QTest.mousePress(page.chart, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseRelease(page.chart, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: program.session.is_past)
    QTest.mouseDClick(page.chart, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(lambda: not program.session.is_past)
    assert not page.chart.axis.is_zoomed


def test_events_stand_where_they_happened(program, qtbot):
    page, document = _page(program), program.document
    training = document.experiment.training.replace(learning_rate=0.07)
    document.apply("Faster", document.experiment.replace(training=training))
    _train(qtbot, program.session, 10)
    qtbot.waitUntil(lambda: len(page.chart.marks) == 1)
    mark = page.chart.marks[0]
    assert (mark.x, mark.strong) == (EPOCHS, False)
    assert mark.text.endswith("0.07")


def test_curves_are_chosen_smoothed_and_counted_in_steps(program):
    page = _page(program)
    choice = Choice(("loss",), frozenset({"train", "validation", "test"})).with_quantity("accuracy", True)
    page.choose(choice)
    names = [curve.name for curve in page.chart.read_curves()]
    assert names[0] == "Loss, train"
    assert "Accuracy, test" in names
    assert {curve.right for curve in page.chart.curves} == {False, True}
    page.choose(Choice(smoothing=0.9, unit="step", time_log=True, value_log=False))
    curve = page.chart.read_curves()[0]
    assert curve.x[-1] == program.session.snapshot.step
    assert curve.smooth is not None
    assert np.abs(np.diff(curve.smooth)).sum() < np.abs(np.diff(curve.mean)).sum() + 1e-9
    assert not program.window.grab().isNull()


def test_gradient_norms_have_a_curve_for_every_layer(program):
    page = _page(program)
    page.choose(Choice(("gradient_norm", "learning_rate")))
    names = [curve.name for curve in page.chart.read_curves()]
    norms = program.session.snapshot.gradient_norms
    titles = [say(program.document.experiment.graph.node(node).title) for node in norms]
    assert names == [f"{title}" for title in titles] + ["Learning rate"]
    newest = [float(curve.mean[-1]) for curve in page.chart.read_curves()][:-1]
    np.testing.assert_allclose(newest, list(norms.values()), rtol=1e-6)


def test_other_runs_are_drawn_behind_under_their_names(program):
    page = _page(program)
    page.set_overlays([("Run 2", program.session.history.arrays())])
    assert [curve.name for curve in page.chart.curves][-2:] == ["Run 2, train", "Run 2, test"]
    page.set_overlays([])
    assert len(page.chart.curves) == 2


def test_the_table_holds_every_row_of_the_log(program):
    table = _page(program).table()
    assert table is not None
    out = io.StringIO()
    csv.writer(out).writerows([table.header, *table.rows])
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    curves = program.session.history.arrays()
    assert len(rows) == len(curves)
    assert float(rows[-1]["test_loss"]) == curves.mean["test_loss"][-1]


def test_data_without_a_plane_shows_its_confusion(qtbot: QtBot) -> None:
    document = Document(presets.load("digits"))
    session = Session(document)
    page = TimelinePage(document, session)
    qtbot.addWidget(page)
    page.resize(700, 170)
    page.show()
    session.snapshot_taken.connect(page.show_snapshot)
    session.start()
    qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run > 0, timeout=20_000)
    session.send(Step(epochs=3))
    qtbot.waitUntil(lambda: session.snapshot.epoch == 3, timeout=30_000)
    page.choose(page.choice)
    newest = page.chart.strip.moments[-1]
    confusion = session.snapshot.test.confusion
    shares = confusion / np.maximum(1, confusion.sum(axis=1, keepdims=True))
    np.testing.assert_allclose(newest.picture, shares, rtol=1e-6)
    tile = page.chart.strip_area()
    tile.setRight(page.chart.place(3))
    hues = _hues(page.chart.grab().toImage(), tile.adjusted(4, 4, -4, -4))
    assert hues & set(range(200, 220))  # blue for what is right
    assert hues & set(range(15, 40))  # orange for what is not
    session.close()


def test_without_any_picture_the_strip_shows_losses(qapp) -> None:
    moments = [Moment(n, 1, 10 * n, n, 0.1, 1 / n, 2 / n, None, 8) for n in (1, 2, 3)]
    strip = Strip()
    strip.show_moments(moments, np.array([(m.train_loss, m.test_loss) for m in moments]))
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(0)
    rect = QRectF(0, 5, 180, 50)
    with QPainter(image) as painter:
        strip.paint(painter, rect, np.array([0.2, 0.5, 0.8]), 1.0)
    tiles = strip.tiles(rect, np.array([0.2, 0.5, 0.8]), 1.0)
    assert [tile.moment.number for tile in tiles] == [1, 2, 3]
    ground = theme().colour("field").name()
    heights = [
        sum(image.pixelColor(round(tile.rect.center().x()), y).name() != ground for y in range(8, 54))
        for tile in tiles
    ]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[2] + 5


def _hues(image: QImage, rect: QRectF) -> set[int]:
    xs, ys = range(round(rect.left()), round(rect.right())), range(round(rect.top()), round(rect.bottom()))
    return {image.pixelColor(x, y).hue() for x in xs for y in ys}


def test_it_is_found_among_the_pages():
    assert TimelinePage in Page.kinds()
