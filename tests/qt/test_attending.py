"""What is chosen in one view is followed by the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThreadPool

from nnplayground.app.attention import Attention
from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.application import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def program(qtbot: QtBot) -> Iterator[Program]:
    program = Program(presets.load("digits-cnn"), Settings())
    program.window.show()
    qtbot.waitExposed(program.window)
    with qtbot.waitSignal(program.session.points_loaded):
        program.session.start()
    yield program
    program.close()
    QThreadPool.globalInstance().waitForDone()


def test_the_cards_show_the_chosen_sample(program: Program) -> None:
    window, attention = program.window, program.session.attention
    attention.samples.choose(Sample("test", 11))
    assert ProbeRequest("sample", sample=Sample("test", 11)) in window.canvas.wanted_probes()
    assert window.canvas.neuron.samples is attention.samples


def test_a_view_opens_a_filter_on_the_canvas(program: Program) -> None:
    node = next(node.id for node in program.document.experiment.graph.nodes if node.layer.kind == "conv2d")
    program.session.attention.unit_asked.emit(node, 2)
    assert program.window.canvas.neuron.focus == (node, 2)


def test_a_place_of_a_map_is_looked_into(program: Program, qtbot: QtBot) -> None:
    node = next(node.id for node in program.document.experiment.graph.nodes if node.layer.kind == "conv2d")
    neuron = program.window.canvas.neuron
    program.session.attention.place_asked.emit(node, 1, 4, 6)
    assert neuron.focus == (node, 1)
    qtbot.waitUntil(lambda: getattr(neuron.page.panel, "place", None) == (4, 6))
    program.session.attention.place_asked.emit(node, 1, 2, 3)
    assert getattr(neuron.page.panel, "place", None) == (2, 3)


def test_a_drawing_goes_through_all_views(program: Program, qtbot: QtBot) -> None:
    window, drawing = program.window, program.session.attention.drawing
    drawing.press((0.5, 0.2))
    drawing.move((0.5, 0.2), (0.5, 0.8))
    drawing.release()
    sample = program.session.attention.samples.sample
    assert ProbeRequest("sample", sample=sample) in window.canvas.wanted_probes()
    bars = window.output.picture.pad.bars
    request = ProbeRequest("said", sample=sample)
    program.session.play()
    qtbot.waitUntil(lambda: request in getattr(program.session.snapshot, "probes", {}))
    qtbot.waitUntil(lambda: bars._verdict is not None)
    program.session.pause()
    program.session.seek(0)
    qtbot.waitUntil(lambda: program.session.is_past)
    snapshot = program.session.snapshot
    assert snapshot is not None
    assert request in snapshot.probes


def test_only_one_look_is_owed_while_a_pen_asks_for_many(program: Program, qtbot: QtBot) -> None:
    session, asked = program.session, []
    qtbot.waitUntil(lambda: session.snapshot is not None and session.is_watched(session.snapshot))
    send = session.send
    session.send = lambda command: (asked.append(command), send(command))  # type: ignore[assignment,method-assign]
    wanted = [frozenset({ProbeRequest("said", sample=Sample("test", number))}) for number in range(20)]
    for requests in wanted:
        session.watch(requests)
    assert [command.requests for command in asked] == wanted[:1]
    qtbot.waitUntil(lambda: session.snapshot is not None and wanted[-1] <= session.snapshot.probes.keys())
    assert [command.requests for command in asked] == [wanted[0], wanted[-1]]
    session.send = send  # type: ignore[method-assign]


def test_the_input_of_pictures_opens_the_pad(program: Program) -> None:
    window = program.window
    window.output.picture.choose_way("plain")
    window.right.show_inspector()
    window.canvas.openRequested.emit("data")
    assert window.output.picture.pad.isVisible()
    assert window.output.picture.pad.surface.hasFocus()
    window.output.picture.choose_way("plain")
    window.actions_.draw_picture.trigger()
    assert window.output.picture.pad.isVisible()


def test_views_hear_of_the_selection(program: Program) -> None:
    heard: list[tuple[str, ...]] = []
    attention = program.session.attention
    attention.nodes_changed.connect(lambda: heard.append(attention.nodes))
    program.window.canvas.select(["data"])
    assert heard == [("data",)]


def test_a_clicked_place_is_ringed_and_a_made_one_crossed(qtbot: QtBot) -> None:
    program = Program(presets.load("circle"), Settings())
    try:
        with qtbot.waitSignal(program.session.points_loaded):
            program.session.start()
        boundary, samples = program.window.output.boundary, program.session.attention.samples
        assert len(boundary.marker.data) == 0
        points = program.session.points
        assert points is not None
        boundary.pointClicked.emit(*points.train_x[4])
        assert samples.sample == Sample("train", 4)
        assert len(boundary.marker.data) == 1
        assert not boundary.cross[0].isVisible()
        boundary.pointDragged.emit(5.9, -5.9)
        assert samples.sample == Sample.made((5.9, -5.9))
        assert boundary.cross[0].value() == -5.9
        assert boundary.cross[1].value() == 5.9
        assert boundary.cross[0].isVisible()
    finally:
        program.close()


def test_a_hovered_sample_is_ringed_besides_the_marked_ones(qapp: object) -> None:
    attention = Attention()
    attention.mark([Sample("test", 1)])
    attention.hover(Sample("train", 2))
    assert attention.marked == (Sample("test", 1), Sample("train", 2))
    attention.hover(None)
    assert attention.marked == (Sample("test", 1),)
