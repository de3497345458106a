"""Slow motion within a neuron: the parts of a step appear as they come to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nnplayground.ui import slow_motion
from nnplayground.ui.editor.flow import Passing
from nnplayground.ui.neuron.reached import Reached, parts_of
from nnplayground.ui.neuron.sum_panel import SumPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from nnplayground.ui.application import Program


@pytest.fixture
def program(slow_program: Program, qtbot: QtBot) -> Program:
    neuron = slow_program.window.canvas.neuron
    neuron.open("dense1", 1)
    qtbot.waitUntil(lambda: isinstance(neuron.page.panel, SumPanel))
    return slow_program


def lines(program: Program) -> int:
    """Return how many formulas can be read."""
    panel = program.window.canvas.neuron.page.panel
    assert panel is not None
    return sum(label.isVisible() for label in panel._lines)


def test_a_step_comes_to_the_neuron_part_by_part(program: Program, qtbot: QtBot) -> None:
    window = program.window
    slow, page, caption = window.slow, window.canvas.neuron.page, window.slow.caption
    assert lines(program) == 4
    window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: slow.flow.stages > 0)
    assert caption.isVisible()
    assert not caption.geometry().intersects(window.canvas.overlays.zoom.geometry())
    assert caption.geometry().top() > window.canvas.view.height() / 2  # not over the way here
    own = slow.flow.stage_of("dense1")
    seen: dict[Reached, tuple[int, bool]] = {}
    for part, stage in (
        (Passing.FORWARD, own),
        (Passing.NOTHING, slow.flow.stages),
        (Passing.BACKWARD, own + 1),
        (Passing.BACKWARD, own),
        (Passing.UPDATE, 0),
    ):
        reached = slow_motion._reached(part, stage, own)
        window.canvas.neuron.show_reached(reached)
        seen[reached] = (lines(program), page.panel.shows_gradients)
    assert seen == {Reached.FORWARD: (2, False), Reached.BACKWARD: (3, True), Reached.UPDATE: (4, True)}
    assert slow_motion._reached(Passing.FORWARD, own, own + 1) is Reached.NOTHING
    window.actions_.slow_motion.setChecked(False)
    assert caption.isHidden()
    assert lines(program) == 4


def test_it_plays_within_a_neuron_and_goes_on_outside(program: Program, qtbot: QtBot) -> None:
    window = program.window
    slow, neuron = window.slow, window.canvas.neuron
    window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: slow.flow.stages > 0)
    seen: set[Reached | None] = set()
    page_shows = neuron.page.show_reached

    def look(reached: Reached | None) -> None:
        seen.add(reached)
        page_shows(reached)

    neuron.page.show_reached = look  # type: ignore[method-assign]
    window.actions_.play.trigger()
    qtbot.waitUntil(lambda: program.session.snapshot.step >= 3, timeout=20_000)
    assert {Reached.FORWARD, Reached.BACKWARD, Reached.UPDATE} <= seen
    neuron.close(at_once=True)
    qtbot.waitUntil(lambda: bool(slow.flow.dots) or slow.caption.part is Passing.NOTHING, timeout=20_000)
    assert slow.caption.geometry().top() < 60


def test_the_weights_before_are_shown_until_the_next_step(program: Program, qtbot: QtBot) -> None:
    neuron, session = program.window.canvas.neuron, program.session
    neuron.show_reached(Reached.UPDATE, moving=True)
    shown = neuron.page.panel.sight.trace.step
    session.step()
    qtbot.waitUntil(lambda: session.snapshot.step == shown + 1 and bool(session.snapshot.traces))
    assert neuron.page.panel.sight.trace.step == shown
    neuron.show_reached(Reached.FORWARD, moving=True)
    qtbot.waitUntil(lambda: neuron.page.panel.sight.trace.step == shown + 1)


def test_a_line_without_a_name_goes_with_the_one_before(qapp: object) -> None:
    parts = parts_of(["Forward", "", "Training", "Backward", "", "Update"])
    assert [int(part) for part in parts] == [1, 1, 1, 2, 2, 3]
