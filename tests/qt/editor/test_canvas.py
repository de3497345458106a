"""The canvas under real events: what hands do is an edit of the document, and the scene follows it."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest
from hands import (
    CONTROL,
    LEFT,
    SHIFT,
    Key,
    apart,
    assert_shows_document,
    at,
    click,
    drag,
    drop,
    graph,
    header,
    ids,
    move_to,
    port,
    press_at,
    press_key,
    release_at,
    undo_texts,
)
from networks import chain, snapshot
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QPainter, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnplayground.app.document import Document
from nnplayground.core.graph import Edge
from nnplayground.train.snapshot import ProbeRequest, RunState
from nnplayground.ui.editor import Canvas
from nnplayground.ui.editor.card import PortRef
from nnplayground.ui.editor.drops import LAYER_MIME
from nnplayground.ui.editor.levels import Level, level_at
from nnplayground.ui.editor.weights import WeightSpot
from nnplayground.ui.widgets import Button

# -- moving --------------------------------------------------------------------------------------------


def test_dragging_a_card_is_one_edit_and_undo_puts_it_back(canvas):
    before = canvas.scene.cards["dense2"].pos
    start = header(canvas, "dense2")
    drag(canvas, start, start + QPoint(40, 64))
    moved = canvas.scene.cards["dense2"].pos - before
    assert moved.x() * canvas.view.zoom == pytest.approx(40, abs=8)
    assert moved.y() * canvas.view.zoom == pytest.approx(64, abs=8)
    assert undo_texts(canvas) == ["Move Dense 2"]
    assert canvas.selection() == ["dense2"]
    assert_shows_document(canvas)
    canvas.document.undo_stack.undo()
    assert canvas.scene.cards["dense2"].pos == before


def test_dragging_one_of_several_selected_cards_moves_them_together(canvas):
    click(canvas, header(canvas, "dense1"))
    click(canvas, header(canvas, "dense2"), SHIFT)
    assert canvas.selection() == ["dense1", "dense2"]
    before = {id: canvas.scene.cards[id].pos for id in canvas.selection()}
    start = header(canvas, "dense1")
    drag(canvas, start, start + QPoint(0, 48))
    moved = {(canvas.scene.cards[id].pos - before[id]).toTuple() for id in before}
    assert len(moved) == 1
    assert undo_texts(canvas) == ["Move 2 nodes"] or len(undo_texts(canvas)) == 1


def test_escape_during_a_drag_puts_the_card_back_without_an_edit(canvas):
    before = canvas.scene.cards["dense1"].pos
    start = header(canvas, "dense1")
    press_at(canvas, start)
    move_to(canvas, start + QPoint(80, 80))
    assert canvas.scene.cards["dense1"].pos != before
    press_key(canvas, Key.Key_Escape)
    release_at(canvas, start + QPoint(80, 80))
    assert canvas.scene.cards["dense1"].pos == before
    assert canvas.document.undo_stack.count() == 0


def test_nudges_by_key_merge_into_one_edit(canvas):
    canvas.select(["dense1"])
    before = canvas.scene.cards["dense1"].pos
    for _ in range(3):
        press_key(canvas, Key.Key_Right, CONTROL)
    assert canvas.scene.cards["dense1"].pos.x() == before.x() + 48
    assert canvas.document.undo_stack.count() == 1


def test_arranging_gives_places_back_to_the_layout(canvas):
    places = {id: card.pos for id, card in canvas.scene.cards.items()}
    start = header(canvas, "dense1")
    drag(canvas, start, start + QPoint(30, 90))
    canvas.editor.arrange()
    assert {id: card.pos for id, card in canvas.scene.cards.items()} == places
    assert canvas.document.experiment.layout.positions == {}


# -- selection -----------------------------------------------------------------------------------------


def test_rubber_band_selects_what_it_touches(canvas, qtbot):
    first = canvas.view.to_viewport(canvas.scene.cards["data1"].scene_rect)
    second = canvas.view.to_viewport(canvas.scene.cards["dense1"].scene_rect)
    start = QPoint(round(first.left()) - 8, round(first.top()) - 8)
    with qtbot.waitSignal(canvas.selectionChanged):
        drag(canvas, start, QPoint(round(second.center().x()), round(second.center().y())))
    assert set(canvas.selection()) == {"data1", "dense1"}
    assert canvas.document.undo_stack.count() == 0


def test_arrow_keys_go_from_node_to_node(canvas):
    canvas.view.setFocus()
    visited = []
    for _ in range(5):
        press_key(canvas, Key.Key_Right)
        visited += canvas.selection()
    assert visited == ["data1", "dense1", "dense2", "dense3", "loss1"]
    press_key(canvas, Key.Key_Left, SHIFT)
    assert canvas.selection() == ["loss1", "dense3"]
    press_key(canvas, Key.Key_A, CONTROL)
    assert len(canvas.selection()) == 5
    press_key(canvas, Key.Key_Escape)
    assert canvas.selection() == []


# -- nodes ---------------------------------------------------------------------------------------------


def test_delete_reconnects_and_undo_restores(canvas):
    before = graph(canvas)
    click(canvas, header(canvas, "dense2"))
    press_key(canvas, Key.Key_Delete)
    assert "dense2" not in ids(canvas)
    assert Edge(source="dense1", target="dense3") in graph(canvas).edges
    assert undo_texts(canvas) == ["Delete Dense 2"]
    assert_shows_document(canvas)
    canvas.document.undo_stack.undo()
    assert graph(canvas) == before
    assert_shows_document(canvas)


def test_duplicate_selects_the_copy(canvas):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_D, CONTROL)
    (copy,) = canvas.selection()
    assert graph(canvas).node(copy).layer == graph(canvas).node("dense1").layer
    assert_shows_document(canvas)


@pytest.mark.parametrize(("dx", "units", "text"), [(12, 9, "Widen Dense 1"), (-12, 7, "Narrow Dense 1")])
def test_the_buttons_under_a_card_change_its_width(canvas, dx, units, text):
    move_to(canvas, header(canvas, "dense1"))
    rect = canvas.scene.cards["dense1"].scene_rect
    button = at(canvas, QPointF(rect.center().x() + dx, rect.bottom()))
    click(canvas, button)
    assert graph(canvas).node("dense1").layer.units == units
    assert len(canvas.scene.cards["dense1"].body.tiles) == units
    assert undo_texts(canvas) == [text]
    assert_shows_document(canvas)


def test_plus_and_minus_change_the_selected_layer_down_to_one_unit(canvas, qtbot):
    canvas.select(["dense3"])
    press_key(canvas, Key.Key_Plus)
    assert graph(canvas).node("dense3").layer.units == 3
    press_key(canvas, Key.Key_Minus)
    press_key(canvas, Key.Key_Minus)
    with qtbot.waitSignal(canvas.refused) as heard:
        press_key(canvas, Key.Key_Minus)
    assert "Output" in heard.args[0]
    assert graph(canvas).node("dense3").layer.units == 1


# -- wires ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backwards", [False, True])
def test_a_wire_is_drawn_from_port_to_port_in_both_directions(canvas, backwards):
    edge = apart(canvas)
    ends = port(canvas, "dense2", "output", True), port(canvas, "dense3", "input", False)
    drag(canvas, *(ends[::-1] if backwards else ends))
    assert edge in graph(canvas).edges
    assert undo_texts(canvas)[-1] == "Connect Dense 2 to Output"
    assert_shows_document(canvas)


def test_a_wire_to_a_taken_input_replaces_the_one_there(canvas):
    canvas.select(["dense3", "dense1"])  # shows their ports
    drag(canvas, port(canvas, "dense1", "output", True), port(canvas, "dense3", "input", False))
    assert graph(canvas).incoming("dense3") == (Edge(source="dense1", target="dense3"),)
    assert canvas.document.undo_stack.count() == 1


def test_a_refused_port_says_why_and_takes_no_wire(canvas):
    canvas.select(["dense1", "dense2"])
    start = port(canvas, "dense2", "output", True)
    press_at(canvas, start)
    end = port(canvas, "dense1", "input", False)
    move_to(canvas, end)
    assert "circle" in canvas.view.hovering.tip.text()
    assert canvas.scene.cards["dense1"].ports[PortRef("dense1", "input", False)].state == "refused"
    assert canvas.scene.cards["loss1"].ports[PortRef("loss1", "prediction", False)].state == "doubtful"
    release_at(canvas, end)
    assert canvas.document.undo_stack.count() == 0
    assert canvas.view.hovering.tip.isHidden()


def test_a_selected_wire_is_deleted_by_key(canvas):
    edge = graph(canvas).incoming("loss1")[0]
    places = {id: card.pos for id, card in canvas.scene.cards.items()}
    path = canvas.scene.wires[edge.key].path
    click(canvas, at(canvas, path.pointAtPercent(0.5)))
    assert canvas.scene.selected_edge == edge
    press_key(canvas, Key.Key_Delete)
    assert graph(canvas).incoming("loss1") == ()
    assert canvas.document.report.problems
    assert {id: card.pos for id, card in canvas.scene.cards.items()} == places
    assert_shows_document(canvas)


# -- layers from the palette ---------------------------------------------------------------------------


def test_a_layer_dropped_on_the_canvas_stands_there(canvas):
    drop(canvas, "linear", QPoint(300, 540), units=3)
    (new,) = canvas.selection()
    rect = canvas.view.to_viewport(canvas.scene.cards[new].scene_rect)
    assert rect.contains(QPointF(300, 540))
    assert graph(canvas).node(new).layer.units == 3
    assert not graph(canvas).incoming(new)
    assert_shows_document(canvas)


def test_a_layer_dropped_on_a_wire_is_inserted(canvas):
    edge = graph(canvas).incoming("loss1")[0]
    middle = at(canvas, canvas.scene.wires[edge.key].path.pointAtPercent(0.5))
    drop(canvas, "dropout", middle)
    (new,) = canvas.selection()
    assert [e.source for e in graph(canvas).incoming("loss1")] == [new]
    assert [e.source for e in graph(canvas).incoming(new)] == [edge.source]
    assert_shows_document(canvas)


def test_a_layer_dropped_on_weights_is_inserted_between_the_layers(canvas):
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    sheet = canvas.scene.sheets[graph(canvas).incoming("dense2")[0].key]
    drop(canvas, "linear", at(canvas, sheet.middle(WeightSpot("dense2", 0, 0))), units=5)
    (new,) = canvas.selection()
    assert [e.source for e in graph(canvas).incoming("dense2")] == [new]
    assert [e.source for e in graph(canvas).incoming(new)] == ["dense1"]


def test_a_layer_dropped_near_a_port_is_wired_to_it(canvas):
    apart(canvas)
    near = port(canvas, "dense2", "output", True) + QPoint(14, 0)
    drop(canvas, "linear", near)
    (new,) = canvas.selection()
    assert [e.source for e in graph(canvas).incoming(new)] == ["dense2"]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"kind": 3}', b'{"kind": "linear", "fields": []}'])
def test_what_is_no_layer_is_not_dropped(canvas, data):
    mime = QMimeData()
    mime.setData(LAYER_MIME, data)
    modifiers = Qt.KeyboardModifier.NoModifier
    canvas.view.dropEvent(QDropEvent(QPointF(300, 500), Qt.DropAction.CopyAction, mime, LEFT, modifiers))
    assert canvas.document.undo_stack.count() == 0


@pytest.mark.parametrize(("kind", "fields"), [("nonsense", {}), ("linear", {"units": -1})])
def test_an_impossible_layer_is_refused_in_words(canvas, qtbot, kind, fields):
    with qtbot.waitSignal(canvas.refused) as heard:
        assert canvas.add_layer(kind, fields) is None
    assert "validation error" not in heard.args[0]
    assert heard.args[0].endswith(".")
    assert canvas.document.undo_stack.count() == 0


def test_add_layer_goes_into_the_wire_behind_the_selected_node(canvas):
    canvas.select(["dense1"])
    new = canvas.add_layer("linear", {"units": 4})
    assert [e.target for e in graph(canvas).outgoing("dense1")] == [new]
    assert [e.target for e in graph(canvas).outgoing(new)] == ["dense2"]
    assert canvas.selection() == [new]


def test_add_layer_makes_room_where_nodes_have_places(canvas):
    canvas.editor.move({"dense1": (300.0, 0.0)})
    before = canvas.scene.cards["dense3"].pos
    new = canvas.add_layer("linear", {}, after="dense2")
    added, moved = canvas.scene.cards[new].scene_rect, canvas.scene.cards["dense3"].scene_rect
    assert added.left() > canvas.scene.cards["dense2"].scene_rect.right()
    assert moved.left() > added.right()
    assert moved.top() == before.y()


# -- zoom ----------------------------------------------------------------------------------------------


def wheel(canvas, point, notches, modifiers=CONTROL):
    event = QWheelEvent(
        QPointF(point),
        QPointF(canvas.view.viewport().mapToGlobal(point)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.view.viewport(), event)


def test_the_wheel_zooms_around_the_mouse(canvas):
    point = QPoint(500, 200)
    before = canvas.view.mapToScene(point)
    wheel(canvas, point, 2)
    apart_by = canvas.view.mapToScene(point) - before
    assert apart_by.manhattanLength() < 2
    for _ in range(20):
        wheel(canvas, point, 1)
    assert canvas.view.zoom == pytest.approx(3.0)
    for _ in range(40):
        wheel(canvas, point, -1)
    assert canvas.view.zoom == pytest.approx(0.1)


def test_levels_change_with_hysteresis():
    assert level_at(0.59, Level.CARDS) is Level.CARDS
    assert level_at(0.56, Level.CARDS) is Level.BLOCKS
    assert level_at(0.61, Level.BLOCKS) is Level.BLOCKS
    assert level_at(0.64, Level.BLOCKS) is Level.CARDS


def test_blocks_hide_weights_and_keys_change_the_level(canvas):
    canvas.view.setFocus()
    press_key(canvas, Key.Key_1)
    assert canvas.scene.level is Level.BLOCKS
    assert not any(sheet.isVisible() for sheet in canvas.scene.sheets.values())
    assert all(wire.isVisible() for wire in canvas.scene.wires.values())
    assert ProbeRequest("weights") not in canvas.wanted_probes()
    press_key(canvas, Key.Key_2)
    assert canvas.scene.level is Level.CARDS
    assert all(sheet.isVisible() for sheet in canvas.scene.sheets.values())


def test_levels_fade_into_each_other_unless_motion_is_reduced(canvas, qtbot):
    canvas.set_level("blocks")
    assert canvas.view._fading is None
    canvas.set_reduced_motion(False)
    canvas.set_level("cards")
    assert canvas.view._fading is not None
    qtbot.waitUntil(lambda: canvas.view._fading is None, timeout=2000)


def test_another_language_is_taken_up(canvas):
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.LanguageChange))
    QApplication.processEvents()
    canvas.set_level("blocks")
    assert canvas.overlays.zoom._levels.value() is Level.BLOCKS
    assert_shows_document(canvas)


def test_only_the_largest_weights_of_a_wide_layer_are_drawn(make):
    canvas = make(chain((64, "relu"), (36, "tanh"), (1, "tanh")))
    shot = snapshot(canvas.document.experiment)
    canvas.show_snapshot(shot)
    sheet = canvas.scene.sheets[graph(canvas).incoming("dense2")[0].key]
    weights = np.abs(shot.probes[ProbeRequest("weights")]["dense2.weight"])
    assert sheet.curves == 2000
    drawn = weights[sheet._shown[:, 0], sheet._shown[:, 1]]
    assert drawn.min() >= np.sort(weights.reshape(-1))[-2001]


def test_fit_shows_every_card(canvas):
    canvas.view.set_zoom(3.0)
    press_key(canvas, Key.Key_F)
    shown = canvas.view.visible_scene_rect()
    assert all(shown.contains(card.scene_rect) for card in canvas.scene.cards.values())


def test_middle_button_pans(canvas):
    before = canvas.view.mapToScene(QPoint(0, 0))
    drag(canvas, QPoint(400, 500), QPoint(340, 460), Qt.MouseButton.MiddleButton)
    moved = canvas.view.mapToScene(QPoint(0, 0)) - before
    assert moved.x() * canvas.view.zoom == pytest.approx(60, abs=2)
    assert moved.y() * canvas.view.zoom == pytest.approx(40, abs=2)
    assert canvas.document.undo_stack.count() == 0


# -- the run -------------------------------------------------------------------------------------------


def over_weight(canvas, row, column, node="dense1"):
    sheet = canvas.scene.sheets[graph(canvas).incoming(node)[0].key]
    return sheet, at(canvas, sheet.middle(WeightSpot(node, row, column)))


def lone_weight(canvas):
    """Return a canvas point where one weight runs outside of cards, and that weight."""

    sheet = canvas.scene.sheets[graph(canvas).incoming("dense1")[0].key]
    left, right = canvas.scene.cards["data1"].scene_rect, canvas.scene.cards["dense1"].scene_rect
    x = (left.right() + right.left()) / 2
    y = sheet.middle(WeightSpot("dense1", 7, 3)).y()
    for step in range(-120, 120):
        found = canvas.scene.weight_at(QPointF(x, y + step), 1.0)
        if found is not None:
            return QPointF(x, y + step), found[1]
    raise AssertionError("no weight in the gap")


def test_hovering_a_weight_tells_its_value_and_follows_the_run(canvas):
    experiment = canvas.document.experiment
    first = snapshot(experiment, seed=1)
    canvas.show_snapshot(first)
    point, spot = lone_weight(canvas)
    move_to(canvas, at(canvas, point))
    tip = canvas.view.hovering.tip
    assert tip.isVisible()
    value = float(first.probes[ProbeRequest("weights")]["dense1.weight"][spot.row, spot.column])
    assert f"{abs(value):.3f}" in tip.text()
    second = snapshot(experiment, seed=2)
    canvas.scene.show_snapshot(second, canvas.view.visible_cards())
    canvas.view.refresh_tip()
    value = float(second.probes[ProbeRequest("weights")]["dense1.weight"][spot.row, spot.column])
    assert f"{abs(value):.3f}" in tip.text()


def test_the_nearest_weight_is_the_one_a_slow_search_finds(canvas):
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    sheet = canvas.scene.sheets[graph(canvas).incoming("dense2")[0].key]
    rng = random.Random(5)
    from nnplayground.ui.editor.wires import curve, distance_to, samples

    curves = {
        (r, c): samples(curve(QPointF(*sheet._starts[c]), QPointF(*sheet._ends[r])))
        for r in range(6)
        for c in range(8)
    }
    for _ in range(50):
        spot = rng.choice(list(curves))
        x, y = curves[spot][rng.randrange(4, 21)]
        point = QPointF(x, y + rng.uniform(-1, 1))
        found, distance = sheet.nearest(point)
        best = min(distance_to(points, point) for points in curves.values())
        mine = distance_to(curves[found.row, found.column], point)
        assert mine <= best + 2.5  # a strong weight is preferred to a thin one beside it
        assert distance == pytest.approx(mine, abs=0.6)


def test_a_clicked_weight_can_be_typed(canvas, qtbot):
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    point, spot = lone_weight(canvas)
    click(canvas, at(canvas, point))
    field = canvas._field
    assert field.isVisible()
    field.selectAll()
    QTest.keyClicks(field, "-1.25")
    with qtbot.waitSignal(canvas.weightTyped) as heard:
        QTest.keyClick(field, Key.Key_Return)
    assert heard.args == ["dense1", "weight", (spot.row, spot.column), -1.25]
    assert field.isHidden()


def test_escape_leaves_a_weight_as_it_was(canvas, qtbot):
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    bias = canvas.scene.cards["dense1"].bias_rect(2).center()
    click(canvas, at(canvas, bias))
    assert canvas._field.isVisible()
    QTest.keyClicks(canvas._field, "7")
    with qtbot.assertNotEmitted(canvas.weightTyped):
        QTest.keyClick(canvas._field, Key.Key_Escape)
    assert canvas._field.isHidden()


def test_hovering_a_tile_names_the_neuron(canvas, qtbot):
    middle = canvas.scene.cards["dense2"].tile(3).center()
    with qtbot.waitSignal(canvas.neuronHovered) as heard:
        move_to(canvas, at(canvas, middle))
    assert heard.args == ["dense2", 3]
    assert canvas.scene.cards["dense2"].hovered_unit == 3
    with qtbot.waitSignal(canvas.neuronLeft):
        move_to(canvas, QPoint(400, 570))
    assert canvas.scene.cards["dense2"].hovered_unit is None


def test_tiles_show_the_maps_of_the_snapshot(canvas):
    experiment = canvas.document.experiment
    shot = snapshot(experiment)
    canvas.show_snapshot(shot)
    maps = shot.probes[ProbeRequest("maps", size=40)]["dense1"]
    image = canvas.scene.cards["dense1"].body._pictures.images[4]
    indices = np.frombuffer(image.constBits(), np.uint8).reshape(40, image.bytesPerLine())[:, :40]
    assert np.array_equal(indices, np.rint(np.clip(maps[4], -1, 1) * 127.5 + 127.5).astype(np.uint8))


def test_the_curves_can_stand_for_gradients(canvas):
    shot = snapshot(canvas.document.experiment)
    canvas.show_snapshot(shot)
    sheet, spot = canvas.scene.sheets[graph(canvas).incoming("dense2")[0].key], WeightSpot("dense2", 1, 4)
    for show, probe, sign in (("gradient", "gradients", -1), ("activation", "weights", 1)):
        canvas.set_show(show)
        expected = sign * shot.probes[ProbeRequest(probe)]["dense2.weight"][1, 4]
        assert sheet.value(spot) == pytest.approx(float(expected))


def test_curves_follow_pictures_frame_by_frame_while_it_trains_and_at_once_when_it_stands(canvas, qtbot):
    sheet, spot = canvas.scene.sheets[graph(canvas).incoming("dense2")[0].key], WeightSpot("dense2", 1, 4)
    shots = [snapshot(canvas.document.experiment, seed=seed) for seed in (1, 2)]
    values = [float(shot.probes[ProbeRequest("weights")]["dense2.weight"][1, 4]) for shot in shots]
    canvas.show_snapshot(dataclasses.replace(shots[0], state=RunState.PAUSED))
    assert sheet.value(spot) == pytest.approx(values[0])
    canvas.show_snapshot(dataclasses.replace(shots[1], state=RunState.PLAYING))
    qtbot.waitUntil(lambda: canvas.scene.live.snapshot.state is RunState.PLAYING, timeout=1000)
    assert sheet.value(spot) == pytest.approx(values[0])
    frames = 0
    while canvas.show_next_curves():
        frames += 1
    assert frames == len(canvas.scene.sheets)
    assert sheet.value(spot) == pytest.approx(values[1])


def test_a_burst_of_snapshots_ends_with_the_last_one_shown(canvas, qtbot):
    experiment = canvas.document.experiment
    for step in range(30):
        canvas.show_snapshot(snapshot(experiment, step=step, seed=step))
    qtbot.waitUntil(lambda: canvas.scene.live.snapshot.step == 29, timeout=1000)


def test_a_snapshot_of_the_network_before_the_edit_does_no_harm(canvas):
    shot = snapshot(canvas.document.experiment)
    canvas.editor.resize("dense1", 3)
    canvas.scene.show_snapshot(shot, canvas.view.visible_cards())
    canvas.grab()
    assert_shows_document(canvas)


def test_only_what_is_visible_is_asked_for(canvas, qtbot):
    assert ProbeRequest("maps", size=40) in canvas.wanted_probes()
    with qtbot.waitSignal(canvas.probesChanged):
        canvas.view.pan(QPointF(5000, 0))
    assert ProbeRequest("maps", size=40) not in canvas.wanted_probes()
    canvas.hide()
    assert canvas.wanted_probes() == frozenset()


# -- problems ------------------------------------------------------------------------------------------


def broken(make):
    from nnplayground.core.experiment import Experiment

    nodes = [
        {"id": "data1", "kind": "data"},
        {"id": "linear1", "name": "Linear", "kind": "linear", "units": 10, "in_features": 64},
        {"id": "loss1", "kind": "loss"},
    ]
    edges = [
        {"source": "data1", "source_port": "x", "target": "linear1"},
        {"source": "linear1", "target": "loss1", "target_port": "prediction"},
    ]
    return make(
        Experiment.from_dict({"data": {"dataset": "digits"}, "graph": {"nodes": nodes, "edges": edges}})
    )


def test_a_problem_is_told_and_mended_on_the_canvas(make):
    canvas = broken(make)
    assert canvas.overlays.caption.text() == "1 problem stops training"
    assert canvas.problems.callout.isVisible()
    assert "64" in canvas.problems.callout.accessibleName()
    assert canvas.scene.wires[graph(canvas).incoming("linear1")[0].key].state == "error"
    assert canvas.scene.wires[graph(canvas).incoming("loss1")[0].key].state == "waiting"
    press_key(canvas, Key.Key_Period, CONTROL)
    assert canvas.document.report.ok
    assert canvas.problems.callout.isHidden()
    assert "parameters" in canvas.overlays.caption.text()
    assert_shows_document(canvas)


def test_the_callout_holds_its_sentence_and_buttons_at_first_sight(make):
    canvas = broken(make)
    callout = canvas.problems.callout
    QApplication.processEvents()
    before = callout.height()
    callout.place(canvas.view.to_viewport(canvas.scene.cards["linear1"].scene_rect))
    assert callout.height() == before
    buttons = [b for b in callout.findChildren(Button) if b.isVisible()]
    assert buttons
    assert all(b.height() == b.sizeHint().height() for b in buttons)


def test_a_graph_without_a_loss_is_mended_from_the_callout(canvas):
    canvas.scene.select(["loss1"])
    canvas.editor.delete()
    canvas.scene.select([])
    assert canvas.problems.callout.isVisible()
    press_key(canvas, Key.Key_Period, CONTROL)
    assert canvas.document.report.ok
    assert canvas.problems.callout.isHidden()


def test_a_closed_callout_comes_back_for_the_selected_node(make):
    canvas = broken(make)
    canvas.problems.callout._close.click()
    assert canvas.problems.callout.isHidden()
    canvas.select(["linear1"])
    assert canvas.problems.callout.isVisible()


# -- documents -----------------------------------------------------------------------------------------


def test_a_canvas_without_a_document_takes_no_edits(qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.show()
    press_key(canvas, Key.Key_Delete)
    assert canvas.wanted_probes() == frozenset()
    assert canvas.selection() == []


def test_another_document_takes_the_place_of_the_first(canvas):
    first, second = canvas.document, Document(chain((3, "relu"), (1, "tanh")))
    canvas.set_document(second)
    canvas.document = second
    assert_shows_document(canvas)
    first.apply("", chain((5, "tanh")))
    assert_shows_document(canvas)
    second.open(chain((2, "tanh"), (2, "tanh"), (1, "tanh")))
    assert_shows_document(canvas)
    assert canvas.view.visible_scene_rect().contains(canvas.scene.bounds())


# -- everything ----------------------------------------------------------------------------------------


def random_actions(canvas, rng):
    stack = canvas.document.undo_stack

    def some():
        return rng.choice(sorted(canvas.scene.cards) or [""])

    def connect():
        source, target = (canvas.scene.cards[some()].ports for _ in range(2))
        outputs = [ref for ref in source if ref.is_output]
        inputs = [ref for ref in target if not ref.is_output]
        if outputs and inputs:
            start, end = rng.choice(outputs), rng.choice(inputs)
            edge = Edge(source=start.node, source_port=start.port, target=end.node, target_port=end.port)
            if not canvas.editor.joining.why_not(edge):
                canvas.editor.joining.plug(edge)

    def delete(ids, edges):
        canvas.scene.select(ids, rng.choice(edges) if edges else None)
        canvas.editor.delete()

    return [
        lambda: canvas.add_layer(rng.choice(["linear", "add", "dropout", "flatten"]), {}, after=some()),
        lambda: canvas.editor.resize(some(), rng.choice([-1, 1])),
        lambda: canvas.editor.move({some(): (rng.uniform(-500, 900), rng.uniform(-300, 300))}),
        lambda: drop(canvas, "linear", QPoint(rng.randrange(800), rng.randrange(560))),
        lambda: (canvas.scene.select([some()]), canvas.editor.duplicate()),
        connect,
        lambda: delete([], graph(canvas).edges),
        lambda: delete([some()], ()),
        canvas.editor.arrange,
        canvas.editor.apply_fix,
        stack.undo,
        stack.undo,
        stack.redo,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_undone_or_not_the_scene_is_the_document(make, seed):
    canvas = make(chain((3, "tanh"), (2, "relu"), (1, "tanh")))
    rng = random.Random(seed)
    stack = canvas.document.undo_stack

    actions = random_actions(canvas, rng)
    for _ in range(100):
        if not canvas.scene.cards:
            stack.undo()
        rng.choice(actions)()
        assert_shows_document(canvas)
    last = canvas.document.experiment
    count = stack.index()
    while stack.canUndo():
        stack.undo()
    for _ in range(count):
        stack.redo()
    assert canvas.document.experiment == last
    assert_shows_document(canvas)


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_new_theme_recolours_what_is_shown(canvas, mode):
    from nnplayground.ui.theme import theme

    canvas.show_snapshot(snapshot(canvas.document.experiment))
    theme().set_mode(mode)
    picture = canvas.view.viewport().grab().toImage()
    assert picture.pixelColor(3, 300).name() in (
        theme().colour("canvas").name(),
        theme().colour("dot_grid").name(),
    )
    tile = canvas.scene.cards["dense1"].body._pictures.images[0]
    expected = theme().tokens.diverging[0].lower()
    assert f"#{tile.colorTable()[0] & 0xFFFFFF:06x}" == expected


def test_a_new_layer_gets_a_name_that_no_other_has(canvas):
    canvas.add_layer("linear", {}, after="dense1")
    names = [node.name for node in graph(canvas).nodes]
    assert len(set(names)) == len(names)


def test_a_layer_dropped_before_the_loss_is_as_wide_as_the_loss_needs(canvas):
    wire = graph(canvas).incoming("loss1")[0]
    needed = graph(canvas).node(wire.source).layer.units
    at_wire = canvas.scene.wires[wire.key].path.pointAtPercent(0.5)
    canvas.editor.move({"loss1": (1200.0, 0.0)})
    drop(canvas, "linear", at(canvas, at_wire), units=needed + 3)
    (id,) = canvas.selection()
    assert graph(canvas).node(id).layer.units == needed
    assert canvas.document.report.ok
    before, new = canvas.scene.cards[wire.source].scene_rect, canvas.scene.cards[id].scene_rect
    assert before.right() < new.left()


def test_a_layer_added_to_an_arranged_network_leaves_all_in_view(canvas):
    canvas.fit()
    for _ in range(2):
        canvas.add_layer("linear", {}, after="dense2")
        assert canvas.view.shows_all()


def test_many_weights_are_drawn_in_the_background_and_sketched_while_they_move(make, qtbot):
    canvas = make(chain((64, "relu"), (64, "tanh"), (2, "identity")))
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    sheet = canvas.scene.sheets[graph(canvas).incoming("dense2")[0].key]
    canvas.grab()
    qtbot.waitUntil(lambda: sheet._picture is not None, timeout=10_000)
    drawn = sheet._picture
    assert drawn.places == sheet.places
    assert drawn.values == sheet.values
    canvas.editor.move({"dense2": (500.0, 40.0)})
    assert sheet._picture.places != sheet.places  # until it is drawn anew, only the strongest are shown
    canvas.grab()
    qtbot.waitUntil(lambda: sheet._picture.places == sheet.places, timeout=10_000)


def test_the_picture_of_many_weights_is_what_strokes_are(make, qtbot):
    canvas = make(chain((64, "relu"), (64, "tanh"), (2, "identity")))
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    sheet = canvas.scene.sheets[graph(canvas).incoming("dense2")[0].key]
    canvas.grab()
    qtbot.waitUntil(lambda: sheet._picture is not None, timeout=10_000)
    expected = QPixmap(sheet._picture.pixmap.size())
    expected.fill(Qt.GlobalColor.transparent)
    painter = QPainter(expected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(sheet._picture.scale, sheet._picture.scale)
    painter.translate(-sheet._picture.area.topLeft())
    for stroke in sheet.strokes():
        stroke.draw(painter)
    painter.end()
    assert sheet._picture.pixmap.toImage() == expected.toImage()


def test_many_cards_are_stretched_pictures_only_while_the_view_moves(make, qtbot):
    canvas = make(chain(*[(2, "tanh")] * 45))
    canvas.grab()
    canvas.view.set_zoom(canvas.view.zoom * 1.3)
    assert canvas.scene.is_moving
    qtbot.waitUntil(lambda: not canvas.scene.is_moving, timeout=2000)
    few = make(chain((2, "tanh")))
    few.view.set_zoom(0.9)
    assert not few.scene.is_moving
