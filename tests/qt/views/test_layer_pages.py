"""Gradients, weights and activations by layer, on real runs."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest

from nnplayground.app.document import Document
from nnplayground.app.session import Session
from nnplayground.app.settings import Settings
from nnplayground.core.experiment import Experiment
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.train.snapshot import RunState, empty_snapshot
from nnplayground.ui.application import Program
from nnplayground.ui.theme import theme
from nnplayground.ui.views.layers.densities import BINS, density_of, merged
from nnplayground.ui.views.layers.recall import LAYOUT, densities, recalled
from nnplayground.ui.views.layers.track import Track
from nnplayground.ui.views.page import Page
from nnplayground.ui.views.pages.activations import ActivationsPage
from nnplayground.ui.views.pages.gradients import GradientsPage
from nnplayground.ui.views.pages.weights import WeightsPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from nnplayground.train.snapshot import Snapshot

LEFT = Qt.MouseButton.LeftButton
PAGES = {"gradients": GradientsPage, "weights": WeightsPage, "activations": ActivationsPage}


def deep_sigmoids(layers: int = 7) -> Experiment:
    """Return a chain of sigmoid layers, through which gradients really vanish."""
    names = [f"dense{number + 1}" for number in range(layers)]
    hidden = [{"id": name, "kind": "linear", "units": 5, "activation": "sigmoid"} for name in names]
    output = {"id": "output", "kind": "linear", "units": 1, "activation": "identity"}
    nodes: list[dict[str, Any]] = [
        {"id": "data", "kind": "data"}, *hidden, output, {"id": "loss", "kind": "loss"}
    ]  # fmt: skip
    edges = [{"source": a["id"], "target": b["id"]} for a, b in itertools.pairwise(nodes)]
    edges[0]["source_port"], edges[-1]["target_port"] = "x", "prediction"
    return Experiment.from_dict(
        {
            "data": {"dataset": {"kind": "circle", "samples": 100}},
            "graph": {"nodes": nodes, "edges": edges},
            "training": {"learning_rate": 0.03, "batch_size": 10},
            "seed": 3,
        }
    )


def tiny_digits() -> Experiment:
    preset = presets.load("digits-cnn")
    return preset.replace(data=preset.data.replace(split=preset.data.split.replace(train=0.1)))


Made = tuple[Page, Session]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[[str, Experiment], Made]]:
    """Make a page on a real run, hearing of it as the dock would tell."""
    made: list[Made] = []

    def make(name: str, experiment: Experiment) -> Made:
        document = Document(experiment)
        session = Session(document)
        page = PAGES[name](document, session)
        page.resize(700, 200)

        def watch() -> None:
            session.watch(page.wanted_probes())

        page.changed.connect(watch)
        session.snapshot_taken.connect(page.show_snapshot)
        session.start()
        page.show()
        made.append((page, session))
        qtbot.waitUntil(lambda: session.snapshot is not None and session.snapshot.run > 0, timeout=20_000)
        return page, session

    yield make
    for page, session in made:
        session.close()
        page.close()
        page.deleteLater()


def train(qtbot: QtBot, session: Session, epochs: int) -> None:
    goal = session.snapshot.epoch + epochs
    session.send(Step(epochs=epochs))
    qtbot.waitUntil(lambda: session.snapshot.epoch == goal, timeout=30_000)


def train_until_kept(qtbot: QtBot, session: Session, moments: int) -> None:
    """Train until the timeline has so many moments: how often it keeps one is a matter of time."""
    while len(session.timeline.moments()) < moments:
        train(qtbot, session, 5)


# -- gradients ---------------------------------------------------------------------------------------------


def test_vanishing_gradients_are_flagged_with_what_helps(shown, qtbot):
    page, session = shown("gradients", deep_sigmoids())
    train(qtbot, session, 2)

    def is_up_to_date() -> bool:
        norms = session.snapshot.gradient_norms
        return bool(norms) and {r.node: r.value for r in page.flow.rows()} == pytest.approx(norms, rel=1e-5)

    qtbot.waitUntil(is_up_to_date)
    rows = page.flow.rows()
    assert [row.node for row in rows] == ["output", *(f"dense{n}" for n in range(7, 0, -1))]
    assert rows[0].state == "Healthy"
    assert rows[-1].state == "Vanishing"
    assert rows[-1].hint == "Try tanh or ReLU"
    assert sum(bool(row.hint) for row in rows) == 1  # said once, at the end of those it is true of


def test_the_ratio_of_the_next_update_is_marked_at_a_thousandth(shown, qtbot):
    page, session = shown("gradients", presets.load("spiral"))
    page.show_mode("ratio")
    train(qtbot, session, 1)
    qtbot.waitUntil(lambda: len(page.ratio.rows()) == 3)
    assert all(1e-6 < row.value < 1 for row in page.ratio.rows())
    assert page.ratio.content._scheme.mark == 1e-3


def test_norms_over_time_reach_back_to_before_the_page_was_opened(shown, qtbot):
    page, session = shown("gradients", presets.load("circle"))
    page.hide()
    session.watch(frozenset())
    train_until_kept(qtbot, session, 6)
    page.show_mode("time")
    page.show()
    qtbot.waitUntil(lambda: bool(page.time._curves) and len(page.time._curves[0].epochs) > 3)
    curve = page.time._curves[0]
    assert curve.epochs[-1] == session.snapshot.epoch
    assert list(curve.epochs) == sorted(curve.epochs)
    assert all(value > 0 for value in curve.values)


def test_a_row_selects_its_node_by_click_and_by_key(shown, qtbot):
    page, session = shown("gradients", presets.load("spiral"))
    train(qtbot, session, 1)
    qtbot.waitUntil(lambda: len(page.flow.rows()) == 3)
    chosen: list[str] = []
    page.nodeChosen.connect(chosen.append)
    content = page.flow.content
    QTest.mouseClick(content, LEFT, pos=content._row(1).center().toPoint())
    content.setFocus()
    content.leaveEvent(QEvent(QEvent.Type.Leave))
    QTest.keyClick(content, Qt.Key.Key_Down)
    QTest.keyClick(content, Qt.Key.Key_Return)
    assert chosen == ["dense2", "output"]


def test_an_optimizer_that_searches_its_step_is_said_to(shown, qtbot):
    circle = presets.load("circle")
    tree = circle.to_dict()
    experiment = Experiment.from_dict({**tree, "training": {**tree["training"], "optimizer": "lbfgs"}})
    page, _session = shown("gradients", experiment)
    page.show_mode("ratio")
    qtbot.waitUntil(lambda: "searches its step" in page.ratio.content._empty)


# -- weights -----------------------------------------------------------------------------------------------


def test_the_ridgeline_has_the_beginning_though_it_was_opened_late(shown, qtbot):
    page, session = shown("weights", presets.load("circle"))
    page.hide()
    session.watch(frozenset())
    train_until_kept(qtbot, session, 6)
    page.show()
    qtbot.waitUntil(lambda: len(page.ridges._marks) >= 5)
    marks = page.ridges._marks
    assert marks[0].epoch == 0
    assert marks[-1].epoch == session.snapshot.epoch
    assert set(marks[0].value) == set(marks[-1].value)


def test_opened_in_the_past_the_ridges_begin_at_the_beginning(shown, qtbot):
    page, session = shown("weights", presets.load("circle"))
    page.hide()
    train_until_kept(qtbot, session, 6)
    kept = [moment.step for moment in session.timeline.moments()]
    session.seek(kept[-2])
    qtbot.waitUntil(lambda: session.is_past)
    late = WeightsPage(page.document, session)
    session.snapshot_taken.connect(late.show_snapshot)
    late.changed.connect(lambda: session.watch(late.wanted_probes()))
    late.show()
    qtbot.waitUntil(lambda: len(late.ridges._marks) > 2, timeout=10_000)
    assert late.ridges._marks[0].epoch == 0
    assert late.ridges._marks[-1].step == kept[-2]
    late.close()
    late.deleteLater()


def test_recalled_densities_are_those_that_the_probe_counts(shown, qtbot):
    page, session = shown("weights", presets.load("circle"))
    qtbot.waitUntil(lambda: bool(page.ridges._marks))
    live = page.ridges._marks[0].value  # of the beginning, which the timeline always keeps
    marks = recalled(session.timeline, layout(session, qtbot), "weights", densities, 50)
    kept = marks[0]
    assert kept.step == 0
    for node, density in live.items():
        assert kept.value[node].reach == pytest.approx(density.reach, rel=1e-5)
        np.testing.assert_allclose(kept.value[node].heights, density.heights, atol=0.05)


def test_moments_of_another_network_are_not_read_as_those_of_this_one(shown, qtbot):
    _page, session = shown("weights", presets.load("circle"))
    known = layout(session, qtbot)
    train(qtbot, session, 1)
    assert recalled(session.timeline, known, "weights", densities, 50)
    name = next(iter(known))
    for change in (16, -16):
        other = {n: place + np.eye(len(place))[0] * change for n, place in known.items()}
        assert recalled(session.timeline, other, "weights", densities, 50) == []
    assert recalled(session.timeline, {name: known[name]}, "weights", densities, 50) == []


def layout(session: Session, qtbot: QtBot) -> Any:
    session.watch(frozenset({LAYOUT}))
    qtbot.waitUntil(lambda: LAYOUT in session.snapshot.probes)
    return session.snapshot.probes[LAYOUT]


def test_heat_maps_read_out_single_weights(shown, qtbot):
    page, session = shown("weights", presets.load("spiral"))
    page.show_mode("heat")
    train(qtbot, session, 1)
    qtbot.waitUntil(lambda: len(page.heat.cells) == 3)
    heat = page.heat._heats[0]
    assert heat.pictures.shape == (1, 8, 4)
    rect = page.heat.rect_of(0)
    (place,) = page.heat._places(heat, page.heat._inside(rect.adjusted(0, 20, 0, 0)))
    point = place.topLeft() + QPointF(place.width() * 2.5 / 4, place.height() * 3.5 / 8)
    said = page.heat.said(0, point)
    assert said.startswith("Unit 4, input 3: ")
    value = float(said.rpartition(" ")[2].replace("−", "-"))
    assert value == pytest.approx(float(heat.pictures[0, 3, 2]), rel=1e-3)


def test_convolutions_show_their_kernels(shown, qtbot):
    page, _session = shown("weights", tiny_digits())
    page.show_mode("heat")
    qtbot.waitUntil(lambda: len(page.heat.cells) == 4, timeout=20_000)
    assert page.heat._heats[0].pictures.shape == (16, 3, 3)
    assert "Filter 1" in page.heat.said(0, page.heat.rect_of(0).topLeft() + QPointF(3, 24))


# -- activations -------------------------------------------------------------------------------------------


def test_dead_units_are_counted_and_a_remedy_is_offered(shown, qtbot):
    page, session = shown("activations", presets.load("dead-relus"))
    train(qtbot, session, 30)
    qtbot.waitUntil(lambda: any("dead" in cell.note for cell in page.now.cells))
    place = next(n for n, cell in enumerate(page.now.cells) if "dead" in cell.note)
    assert page.now.cells[place].is_alarming
    assert "leaky ReLU" in page.now._bars[place].line
    table = page.table()
    dead = sum(row[2] for row in table.rows if row[0] == page.now.cells[place].node)
    assert page.now.cells[place].note.startswith(str(dead))
    page.show_mode("stopped")
    assert max(page.stopped._curves[place].values) > 0


def test_the_zeros_of_relu_are_counted_but_not_drawn(shown, qtbot):
    page, _session = shown("activations", tiny_digits())
    qtbot.waitUntil(lambda: len(page.now.cells) == 4, timeout=20_000)
    answer = page.answer(next(iter(page.wanted_probes())))
    count, zeros = answer["conv1.summary"][:2]
    assert zeros > 0.1 * count
    assert page.now._bars[0].counts.sum() == pytest.approx(count - zeros)
    assert "zeros hidden" in page.now._bars[0].line


# -- all of them -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("preset", ["spiral", "iris", "digits-cnn"])
def test_every_mode_is_drawn_small_and_large_in_both_themes(shown, qtbot, name, preset):
    experiment = tiny_digits() if preset == "digits-cnn" else presets.load(preset)
    page, session = shown(name, experiment)
    train(qtbot, session, 1)
    for mode in list(page._views):
        page.show_mode(mode)
        qtbot.waitUntil(lambda: all(page.answer(p) for p in page.wanted_probes()), timeout=10_000)
        pictures = []
        for size in ((640, 170), (1600, 1000)):
            page.resize(*size)
            for wanted in ("dark", "light"):
                theme().set_mode(wanted)
                pictures.append(page.grab().toImage())
        theme().set_mode("dark")
        for picture in pictures:  # more than the ground
            places = itertools.product(range(0, picture.width(), 7), range(0, picture.height(), 5))
            assert len({picture.pixel(*place) for place in places}) > 2, mode
        assert page.table().rows


def test_before_anything_is_known_pages_say_when(shown, qtbot):
    page, _session = shown("activations", presets.load("circle"))
    page._take(empty_snapshot(RunState.STARTING))
    assert "appear when training starts" in page.now.empty


def test_many_layers_scroll_and_stay_quick(shown, qtbot):
    page, session = shown("weights", deep_sigmoids(60))
    train(qtbot, session, 1)
    qtbot.waitUntil(lambda: len(page.ridges.cells) == 61)
    page.resize(640, 170)
    assert page.ridges.height() > 10 * page.height()
    last = page.ridges.rect_of(60)
    assert last.bottom() <= page.ridges.height() + 1
    assert last.width() >= 150


def test_pages_are_offered_where_there_are_weights():
    assert all(kind.fits(presets.load("spiral")) for kind in PAGES.values())


def test_a_page_selects_on_the_canvas(qtbot):
    program = Program(presets.load("spiral"), Settings())
    program.window.resize(1280, 720)
    program.window.show()
    program.session.start()
    try:
        program.window.bottom.show_page("gradients")
        page = program.window.bottom.current
        qtbot.waitUntil(lambda: len(page.flow.rows()) == 3, timeout=20_000)
        page.flow.chosen.emit("dense2")
        assert program.window.canvas.selection() == ["dense2"]
    finally:
        program.close()


def test_going_back_in_time_shows_what_was_known_then(shown, qtbot):
    page, session = shown("weights", presets.load("circle"))
    for _ in range(4):
        train(qtbot, session, 5)
    qtbot.waitUntil(lambda: page.ridges._marks and page.ridges._marks[-1].epoch == 20)
    steps = session.snapshot.step
    session.seek(steps // 2)
    qtbot.waitUntil(lambda: session.is_past and page.ridges._marks[-1].epoch == 10)
    assert all(mark.epoch <= 10 for mark in page.ridges._marks)
    session.seek(None)
    qtbot.waitUntil(lambda: not session.is_past and page.ridges._marks[-1].epoch == 20)


# -- tracks ------------------------------------------------------------------------------------------------


def moment(step: int, run: int = 1, *, past: bool = False) -> Snapshot:
    return replace(empty_snapshot(RunState.PLAYING), run=run, step=step, epoch=step // 10, past=past)


def test_a_track_keeps_beginning_and_present_and_stays_small():
    track: Track[int] = Track(20)
    for step in range(5_000):
        track.take(moment(step), step)
        assert len(track._marks) <= 41
    steps = [mark.step for mark in track.marks()]
    assert steps[0] == 0
    assert steps[-1] == 4_999
    assert len(steps) == 20
    gaps = np.diff(steps)
    assert gaps.max() < 3 * gaps[:-1].min()


def test_a_track_shows_the_past_up_to_there_and_all_of_it_afterwards():
    track: Track[int] = Track(20)
    for step in range(10):
        track.take(moment(step), step)
    track.take(moment(4, past=True), -4)
    assert [mark.value for mark in track.marks()] == [0, 1, 2, 3, -4]
    track.take(moment(10), 10)
    assert [mark.step for mark in track.marks()] == list(range(11))


def test_going_on_from_an_earlier_step_drops_what_came_after_and_a_new_run_everything():
    track: Track[int] = Track(20)
    for step in range(10):
        track.take(moment(step), step)
    track.take(moment(5), 50)
    assert [mark.value for mark in track.marks()] == [0, 1, 2, 3, 4, 50]
    track.take(moment(0, run=2), 7)
    assert [mark.value for mark in track.marks()] == [7]


def test_densities_hold_all_of_the_numbers():
    values = np.random.default_rng(0).normal(size=400)
    reach = float(np.abs(values).max())
    counts, _edges = np.histogram(values, BINS, (-reach, reach))
    density = density_of({"counts": counts, "reach": np.array([reach])}, "")
    width = 2 * density.reach / len(density.heights)
    assert density.heights.sum() * width == pytest.approx(1.0, rel=1e-6)
    middle = density.heights[len(density.heights) // 2]
    assert middle == pytest.approx(1 / math.sqrt(2 * math.pi), rel=0.2)
    assert merged(counts).sum() == counts.sum()
    assert len(merged(counts)) == 50


def test_tips_say_what_is_under_the_mouse(shown, qtbot):
    page, session = shown("gradients", presets.load("spiral"))
    train(qtbot, session, 1)
    qtbot.waitUntil(lambda: len(page.flow.rows()) == 3)
    content = page.flow.content
    at = content._row(0).center().toPoint()
    content.event(QHelpEvent(QEvent.Type.ToolTip, at, content.mapToGlobal(QPoint(at))))
    assert "% of the largest layer's norm" in page.flow.rows()[0].tip
