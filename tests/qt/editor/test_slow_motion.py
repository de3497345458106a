"""Slow motion: what flows is what PyTorch computes, and every step it shows is a real one."""

from __future__ import annotations

import itertools
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnplayground.projects import presets
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer
from nnplayground.ui.editor.flow import Passing
from nnplayground.ui.editor.flow_plan import changes, curve_dots, stages_of, wire_dots

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from nnplayground.ui.application import Program


@pytest.fixture
def program(slow_program: Program) -> Program:
    return slow_program


def _step(program: Program) -> int:
    snapshot = program.session.snapshot
    assert snapshot is not None
    return snapshot.step


def test_a_wire_is_passed_after_everything_before_it():
    graph = presets.load("circle").graph
    stages = stages_of(graph)
    assert [len(stage.edges) for stage in stages] == [1] * len(stages)
    assert stages[0].edges[0].source == graph.of_kind("data")[0].id
    assert all(edge.target_port != "target" for stage in stages for edge in stage.edges)
    ends = [stage.edges[0] for stage in stages]
    assert all(first.target == second.source for first, second in itertools.pairwise(ends))


def test_dots_are_the_largest_products_of_each_sample():
    rng = np.random.default_rng(0)
    x, weights = rng.normal(size=(5, 20)), rng.normal(size=(30, 20))
    dots = curve_dots(x, np.ones((5, 30)), weights)
    products = weights[None] * x[:, None, :]
    largest = np.abs(products).max()
    np.testing.assert_allclose(dots.value, products[dots.sample, dots.row, dots.column] / largest)
    for sample in range(5):
        shown = np.abs(dots.value[dots.sample == sample]).min() * largest
        others = np.sort(np.abs(products[sample]).ravel())[: -(dots.sample == sample).sum()]
        assert shown >= others.max() - 1e-12


def test_nothing_flows_where_everything_is_zero():
    assert not len(curve_dots(np.zeros((3, 2)), np.ones((3, 4)), np.ones((4, 2))).value)
    assert np.isnan(wire_dots(np.full(4, np.nan)).value).all()
    assert changes(np.array([[0.0, -2.0]]), 4.0, most=1).value.tolist() == [-0.5]


def test_it_shows_forward_backward_and_update_and_trains_as_ever(program: Program, qtbot: QtBot) -> None:
    window, slow = program.window, program.window.slow
    seen: list[Passing] = []
    window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: slow.flow.stages > 0)
    assert window.toolbar._pace.value_text() == "Slow motion"
    window.canvas.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert slow.is_running

    def look() -> bool:
        if not seen or seen[-1] is not slow.caption.part:
            seen.append(slow.caption.part)
        return _step(program) >= 3

    qtbot.waitUntil(look, timeout=20_000)
    # Who looks now and then misses the moment between them, and on a busy computer more.
    parts = [part for part, _same in groupby(part for part in seen if part is not Passing.NOTHING)]
    circle = [Passing.FORWARD, Passing.BACKWARD, Passing.UPDATE]
    assert any(parts[start : start + 3] == circle for start in range(len(parts)))
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not slow.is_running
    steps = _step(program)
    assert not slow.flow.scene().views()[0].grab().isNull()
    window.actions_.slow_motion.setChecked(False)
    window.actions_.step.trigger()
    qtbot.waitUntil(lambda: _step(program) == steps + 1)
    assert slow.caption.isHidden()


def test_dots_follow_the_numbers_of_the_batch(program: Program, qtbot: QtBot) -> None:
    slow = program.window.slow
    program.window.actions_.cards.trigger()
    program.window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: slow.flow.stages > 0)

    def flows() -> bool:
        return all(bool(np.isfinite(dots.value).all()) for _edge, dots in slow.flow.dots)

    qtbot.waitUntil(flows)  # it stands still at the first stage, whatever comes first
    ((edge, dots),) = slow.flow.dots
    numbers = next(
        answer for request, answer in program.session.snapshot.probes.items() if request.probe == "passage"
    )
    live = program.window.canvas.scene.live
    qtbot.waitUntil(lambda: live.weights_of(edge.target) is not None)  # the cards may draw theirs later
    weights = live.weights_of(edge.target)
    products = weights[dots.row, dots.column] * numbers[f"{edge.source}.output"][dots.sample, dots.column]
    assert (np.sign(products) == np.sign(dots.value)).all()
    slow.flow.show_stage(Passing.BACKWARD, 0, 0.5)
    ((edge, dots),) = slow.flow.dots
    back = weights[dots.row, dots.column] * numbers[f"{edge.target}.delta"][dots.sample, dots.row]
    assert (np.sign(back) == np.sign(dots.value)).all()


def test_dots_take_their_colours_when_the_weights_arrive(program: Program, qtbot: QtBot) -> None:
    window, slow = program.window, program.window.slow
    window.actions_.cards.trigger()
    window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: slow.flow.stages > 0 and bool(slow._weights))
    with_weights = program.session.snapshot
    late = {r: answer for r, answer in with_weights.probes.items() if r.probe != "weights"}
    slow._stop()
    for snapshot, coloured in ((replace(with_weights, probes=late), False), (with_weights, True)):
        window.watching.show_snapshot(snapshot)
        ((_edge, dots),) = slow.flow.dots
        assert np.isfinite(dots.value).all() == coloured
    assert slow._weights.keys() == with_weights.probes[ProbeRequest("weights")].keys()


def test_the_status_bar_says_what_moves(program: Program, qtbot: QtBot) -> None:
    window, status = program.window, program.window.status
    window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: status._doing.text() == "Slow motion held at epoch 0, step 0")
    window.actions_.play.trigger()
    qtbot.waitUntil(lambda: status._doing.text().startswith("Slow motion at epoch 0, step"))
    window.actions_.slow_motion.setChecked(False)
    program.session.pause()
    qtbot.waitUntil(lambda: status._doing.text().startswith("Paused at epoch"))


def test_one_batch_at_a_time_and_reduced_motion(program: Program, qtbot: QtBot) -> None:
    window, slow = program.window, program.window.slow
    window.canvas.set_reduced_motion(True)
    window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: slow.flow.stages > 0)
    window.actions_.step.trigger()
    qtbot.waitUntil(lambda: _step(program) == 1 and not slow.is_running, timeout=20_000)
    assert slow.flow.is_still


def test_the_slow_steps_are_the_same_as_the_fast_ones(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.actions_.slow_motion.setChecked(True)
    window.actions_.play.trigger()
    qtbot.waitUntil(lambda: _step(program) >= 3, timeout=20_000)
    window.actions_.slow_motion.setChecked(False)
    program.session.pause()
    qtbot.waitUntil(lambda: not program.session.is_playing)
    program.session.step_epoch()
    qtbot.waitUntil(lambda: program.session.snapshot.epoch >= 1 and not program.session.is_playing)
    rows = program.session.history.arrays().mean
    alone = Trainer(presets.load("circle"))
    while not alone.epoch:
        alone.advance()
    row = int(np.searchsorted(rows["epoch"], 1))
    assert rows["train_loss"][row] == alone.measure().train.loss
