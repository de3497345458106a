"""Gestures of the mouse: cutting, re-plugging, snapping, previews, menus, panning."""

from __future__ import annotations

import json

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
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Edge
from nnplayground.ui.editor.drops import LAYER_MIME
from nnplayground.ui.editor.guides import Guides
from nnplayground.ui.editor.ports import PortRef
from nnplayground.ui.editor.weights import WeightSpot

ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def sweep(canvas, start, end, modifier=NONE, button=LEFT):
    """Drag in many small moves with a key held."""
    viewport = canvas.view.viewport()
    QTest.mousePress(viewport, button, modifier, start)
    for step in range(1, 21):
        point = start + (end - start) * step / 20
        event_at(canvas, point, modifier, button)
    QApplication.processEvents()


def event_at(canvas, point, modifier, button):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    viewport = canvas.view.viewport()
    place = QPointF(point)
    event = QMouseEvent(QEvent.Type.MouseMove, place, viewport.mapToGlobal(place), button, button, modifier)
    QApplication.sendEvent(viewport, event)


def middle_of(canvas, edge):
    return at(canvas, canvas.scene.wires[edge.key].path.pointAtPercent(0.5))


def merging(make):
    """Return a canvas with an Add that takes three wires."""
    nodes = [
        {"id": "data1", "name": "Input", "kind": "data"},
        *({"id": f"dense{n}", "name": f"Dense {n}", "kind": "linear", "units": 4} for n in (1, 2, 3)),
        {"id": "add1", "name": "Add 1", "kind": "add"},
        {"id": "dense4", "name": "Output", "kind": "linear", "units": 2, "activation": "identity"},
        {"id": "loss1", "name": "Loss", "kind": "loss"},
    ]
    edges = [{"source": "data1", "source_port": "x", "target": f"dense{n}"} for n in (1, 2, 3)]
    edges += [{"source": f"dense{n}", "target": "add1"} for n in (1, 2, 3)]
    edges += [
        {"source": "add1", "target": "dense4"},
        {"source": "dense4", "target": "loss1", "target_port": "prediction"},
    ]
    value = {"data": {"dataset": "spiral"}, "graph": {"nodes": nodes, "edges": edges}}
    return make(Experiment.from_dict(value), 1000, 640)


# -- cutting -------------------------------------------------------------------------------------------


def test_a_stroke_with_control_cuts_the_wires_it_crosses_as_one_edit(make):
    canvas = merging(make)
    left = canvas.scene.cards["dense1"].scene_rect.right()
    right = canvas.scene.cards["add1"].scene_rect.left()
    bounds = canvas.scene.bounds()
    x = left + 0.5 * (right - left)
    start, end = at(canvas, QPointF(x, bounds.top() - 20)), at(canvas, QPointF(x, bounds.bottom() + 20))
    places = {id: card.pos for id, card in canvas.scene.cards.items()}
    sweep(canvas, start, end, CONTROL)
    crossed = graph(canvas).incoming("add1")
    assert {canvas.scene.wires[edge.key].state for edge in crossed} == {"error"}
    assert graph(canvas).incoming("add1") == crossed  # nothing happens before the release
    release_at(canvas, end)
    assert graph(canvas).incoming("add1") == ()
    assert undo_texts(canvas) == ["Cut 3 wires"]
    assert {id: card.pos for id, card in canvas.scene.cards.items()} == places
    assert_shows_document(canvas)
    canvas.document.undo_stack.undo()
    assert graph(canvas).incoming("add1") == crossed


def test_a_stroke_through_weights_cuts_the_wire_they_stand_for(canvas):
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    sheet = canvas.scene.sheets[graph(canvas).incoming("dense2")[0].key]
    middle = sheet.middle(WeightSpot("dense2", 0, 0))
    start = at(canvas, QPointF(middle.x(), canvas.scene.bounds().top() - 12))
    sweep(canvas, start, at(canvas, QPointF(middle.x(), canvas.scene.bounds().bottom() + 12)), CONTROL)
    assert canvas.scene.wires[sheet.edge.key].isVisible()
    release_at(canvas, start)
    assert graph(canvas).incoming("dense2") == ()
    assert undo_texts(canvas) == ["Disconnect Dense 2 from Dense 1"]


def test_a_stroke_that_crosses_nothing_or_is_left_changes_nothing(canvas):
    items = len(canvas.scene.items())
    sweep(canvas, QPoint(20, 560), QPoint(240, 570), CONTROL)
    release_at(canvas, QPoint(240, 570))
    edge = graph(canvas).incoming("loss1")[0]
    spot = middle_of(canvas, edge)
    sweep(canvas, spot + QPoint(0, 200), spot - QPoint(0, 200), CONTROL)
    press_key(canvas, Key.Key_Escape)
    release_at(canvas, spot)
    assert canvas.document.undo_stack.count() == 0
    assert len(canvas.scene.items()) == items
    assert canvas.scene.wires[edge.key].state == "idle"


# -- wires ---------------------------------------------------------------------------------------------


def test_the_end_of_a_wire_dropped_in_the_empty_is_disconnected(canvas):
    end = port(canvas, "loss1", "prediction", False)
    drag(canvas, end, QPoint(700, 560))
    assert graph(canvas).incoming("loss1") == ()
    assert undo_texts(canvas) == ["Disconnect Loss from Output"]
    canvas.document.undo_stack.undo()
    assert len(graph(canvas).incoming("loss1")) == 1


def test_a_click_on_a_port_leaves_its_wire(canvas):
    click(canvas, port(canvas, "loss1", "prediction", False))
    assert canvas.document.undo_stack.count() == 0


def test_a_wire_is_taken_by_its_front_end_too(make):
    canvas = merging(make)
    edge = graph(canvas).incoming("loss1")[0]
    path = canvas.scene.wires[edge.key].path
    start = at(canvas, path.pointAtPercent(18 / path.length()))
    canvas.select(["add1"])
    drag(canvas, start, port(canvas, "add1", "output", True))
    assert [e.source for e in graph(canvas).incoming("loss1")] == ["add1"]
    assert undo_texts(canvas) == ["Connect Add 1 to Loss"]


def test_a_replugged_wire_keeps_its_turn_among_those_that_merge(make):
    canvas = merging(make)
    canvas.select(["data1"])
    edge = graph(canvas).incoming("add1")[0]
    path = canvas.scene.wires[edge.key].path
    start = at(canvas, path.pointAtPercent(20 / canvas.view.zoom / path.length()))
    drag(canvas, start, port(canvas, "data1", "x", True))
    assert [e.source for e in graph(canvas).incoming("add1")] == ["data1", "dense2", "dense3"]


def test_ports_draw_a_wire_to_themselves_from_24_pixels(canvas):
    edge = apart(canvas)
    canvas.select(["dense2", "dense3"])
    end = port(canvas, "dense3", "input", False)
    press_at(canvas, port(canvas, "dense2", "output", True))
    move_to(canvas, end + QPoint(-14, 18))
    assert canvas.scene.cards["dense3"].ports[PortRef("dense3", "input", False)].state == "target"
    assert canvas.view.hovering.tip.text() == "6 → 2, 14 parameters"
    release_at(canvas, end + QPoint(-14, 18))
    assert edge in graph(canvas).edges


def test_a_wrong_shape_is_a_warning_and_not_a_refusal(canvas):
    canvas.select(["dense2", "loss1"])
    end = port(canvas, "loss1", "prediction", False)
    press_at(canvas, port(canvas, "dense2", "output", True))
    assert canvas.scene.cards["loss1"].ports[PortRef("loss1", "prediction", False)].state == "doubtful"
    move_to(canvas, end)
    assert "6" in canvas.view.hovering.tip.text()
    release_at(canvas, end)
    assert graph(canvas).incoming("loss1", "prediction")[0].source == "dense2"
    assert not canvas.document.report.ok


def test_an_output_feeds_any_number_and_a_merge_takes_any_number(make):
    canvas = merging(make)
    canvas.select(["data1", "add1"])
    drag(canvas, port(canvas, "data1", "x", True), port(canvas, "add1", "input", False))
    assert len(graph(canvas).incoming("add1")) == 4
    assert len(graph(canvas).outgoing("data1")) == 4


def test_hovering_a_merge_numbers_its_wires_in_their_order(make):
    canvas = merging(make)
    turns = canvas.view.hovering._turns
    assert turns.places == []
    move_to(canvas, header(canvas, "add1"))
    assert len(turns.places) == 3
    for place, edge in zip(turns.places, graph(canvas).incoming("add1"), strict=True):
        assert canvas.scene.wires[edge.key].distance(place) < 1
    move_to(canvas, QPoint(20, 600))
    assert turns.places == []


# -- moving --------------------------------------------------------------------------------------------


def test_a_dragged_card_snaps_to_its_neighbours_and_shows_guides(canvas):
    first, second = canvas.scene.cards["dense1"], canvas.scene.cards["dense3"]
    start = header(canvas, "dense3")
    rise = round((second.scene_rect.top() - first.scene_rect.top()) * canvas.view.zoom)
    press_at(canvas, start)
    move_to(canvas, start - QPoint(0, rise - 3))
    lines = next(item for item in canvas.scene.items() if isinstance(item, Guides)).lines
    assert any(line.y1() == line.y2() == first.scene_rect.top() for line in lines)
    release_at(canvas, start - QPoint(0, rise - 3))
    assert canvas.scene.cards["dense3"].scene_rect.top() == first.scene_rect.top()
    assert not any(isinstance(item, Guides) for item in canvas.scene.items())


@pytest.mark.parametrize("modifier", [CONTROL, ALT])
def test_a_held_key_lets_a_card_stand_anywhere(canvas, modifier):
    before = canvas.scene.cards["dense3"].pos
    start = header(canvas, "dense3")
    end = start + QPoint(0, 53)
    QTest.mousePress(canvas.view.viewport(), LEFT, NONE, start)
    event_at(canvas, end, modifier, LEFT)
    QTest.mouseRelease(canvas.view.viewport(), LEFT, modifier, end)
    moved = canvas.scene.cards["dense3"].pos.y() - before.y()
    assert moved == pytest.approx(53 / canvas.view.zoom, abs=0.01)


def test_a_lone_card_dropped_on_a_wire_is_put_in_it(canvas):
    drop(canvas, "dropout", QPoint(300, 540))
    (lone,) = canvas.selection()
    edge = graph(canvas).incoming("loss1")[0]
    drag(canvas, header(canvas, lone), middle_of(canvas, edge))
    assert graph(canvas).incoming("loss1")[0].source == lone
    assert [e.source for e in graph(canvas).incoming(lone)] == [edge.source]
    assert undo_texts(canvas)[-1] == "Insert Dropout 1"
    assert_shows_document(canvas)


def test_clicking_again_goes_through_a_pile_of_cards(canvas):
    place = canvas.scene.cards["dense1"].pos
    canvas.editor.move({"dense2": (place.x(), place.y()), "dense3": (place.x(), place.y())})
    seen = []
    for _ in range(3):
        click(canvas, header(canvas, "dense1"))
        seen += canvas.selection()
    assert set(seen) == {"dense1", "dense2", "dense3"}


def test_the_view_moves_along_when_a_card_is_dragged_to_its_border(canvas):
    before = canvas.scene.cards["dense1"].pos
    press_at(canvas, header(canvas, "dense1"))
    edge = QPoint(canvas.view.viewport().width() - 4, 300)
    move_to(canvas, edge)
    there = canvas.scene.cards["dense1"].pos
    for _ in range(30):
        canvas.view._scroll.tick()
    assert canvas.scene.cards["dense1"].pos.x() - there.x() > 100
    release_at(canvas, edge)
    assert not canvas.view._scroll._timer.isActive()
    assert canvas.scene.cards["dense1"].pos.x() > before.x() + 100


# -- selecting -----------------------------------------------------------------------------------------


def band_over(canvas, *ids):
    rects = [canvas.view.to_viewport(canvas.scene.cards[id].scene_rect) for id in ids]
    outline = rects[0]
    for rect in rects[1:]:
        outline = outline.united(rect)
    return outline.topLeft().toPoint() - QPoint(6, 6), outline.bottomRight().toPoint() - QPoint(8, 4)


def test_shift_adds_to_a_band_and_alt_takes_away(canvas):
    canvas.select(["loss1"])
    start, end = band_over(canvas, "data1")
    sweep(canvas, start, end, SHIFT)
    release_at(canvas, end)
    assert set(canvas.selection()) == {"loss1", "data1"}
    press_key(canvas, Key.Key_A, CONTROL)
    sweep(canvas, start, end, ALT)
    release_at(canvas, end)
    assert "data1" not in canvas.selection()
    assert len(canvas.selection()) == 4


def test_control_click_takes_a_card_in_and_out(canvas):
    click(canvas, header(canvas, "dense1"))
    click(canvas, header(canvas, "dense2"), CONTROL)
    assert canvas.selection() == ["dense1", "dense2"]
    click(canvas, header(canvas, "dense1"), CONTROL)
    assert canvas.selection() == ["dense2"]


# -- panning -------------------------------------------------------------------------------------------


def test_space_held_down_pans_and_tapped_plays(canvas, qtbot):
    canvas.view.setFocus()
    before = canvas.view.mapToScene(QPoint(0, 0))
    QTest.keyPress(canvas.view, Key.Key_Space)
    drag(canvas, header(canvas, "dense1"), header(canvas, "dense1") + QPoint(60, 0))
    with qtbot.assertNotEmitted(canvas.spaceTapped):
        QTest.keyRelease(canvas.view, Key.Key_Space)
    assert (canvas.view.mapToScene(QPoint(0, 0)) - before).x() * canvas.view.zoom == pytest.approx(-60, abs=2)
    assert canvas.document.undo_stack.count() == 0
    with qtbot.waitSignal(canvas.spaceTapped):
        QTest.keyClick(canvas.view, Key.Key_Space)


def test_a_right_drag_pans_without_a_menu(canvas):
    before = canvas.view.mapToScene(QPoint(0, 0))
    drag(canvas, QPoint(400, 560), QPoint(340, 560), Qt.MouseButton.RightButton)
    assert (canvas.view.mapToScene(QPoint(0, 0)) - before).x() * canvas.view.zoom == pytest.approx(60, abs=2)
    assert QApplication.activePopupWidget() is None


# -- previews ------------------------------------------------------------------------------------------


def hold(canvas, kind, point, **fields):
    data = QMimeData()
    data.setData(LAYER_MIME, json.dumps({"kind": kind, "fields": fields}).encode())
    event = QDragMoveEvent(point, Qt.DropAction.CopyAction, data, LEFT, NONE)
    canvas.view.dragMoveEvent(event)
    return event


def test_a_dragged_layer_shows_its_ghost_with_shape_and_parameters(canvas):
    edge = graph(canvas).incoming("loss1")[0]
    hold(canvas, "linear", middle_of(canvas, edge), units=4)
    ghost = canvas.view._drop.ghost
    assert ghost.face.title == "Dense 3"
    assert ghost.face.shape == "2"  # as wide as the loss needs
    assert ghost.face.parameters == 6
    assert len(canvas.view._drop._wires) == 2
    assert canvas.scene.wires[edge.key].state == "waiting"
    assert canvas.document.undo_stack.count() == 0
    hold(canvas, "linear", QPoint(300, 560), units=4)
    assert canvas.view._drop._wires == []
    canvas.view.dragLeaveEvent(None)
    assert canvas.view._drop.ghost is None
    assert canvas.scene.wires[edge.key].state == "idle"


@pytest.mark.parametrize("side", ["right", "left"])
def test_a_layer_beside_a_card_is_joined_to_it(canvas, side):
    apart(canvas)
    id = "dense2" if side == "right" else "dense3"
    rect = canvas.scene.cards[id].scene_rect
    x = rect.right() + 33 if side == "right" else rect.left() - 33
    place = at(canvas, QPointF(x, rect.bottom() - 5))
    hold(canvas, "linear", place)
    (held,) = canvas.view._drop._wires
    drop(canvas, "linear", place)
    (new,) = canvas.selection()
    joined = graph(canvas).incoming(new) if side == "right" else graph(canvas).outgoing(new)
    assert [(e.source, e.target) for e in joined] == [(held[0].source, held[0].target)]


def test_the_preview_says_why_a_layer_does_not_fit(canvas):
    edge = graph(canvas).incoming("dense2")[0]
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    sheet = canvas.scene.sheets[edge.key]
    hold(canvas, "data", at(canvas, sheet.middle(WeightSpot("dense2", 0, 0))))
    assert canvas.view._drop.ghost.objects
    assert canvas.view.hovering.tip.text() == "Input takes no input."
    canvas.view.dragLeaveEvent(None)


def test_what_is_dropped_is_what_the_preview_showed(canvas):
    apart(canvas)
    for place in (QPoint(120, 540), port(canvas, "dense2", "output", True) + QPoint(20, 0)):
        hold(canvas, "linear", place)
        face = canvas.view._drop.ghost.face
        drop(canvas, "linear", place)
        (new,) = canvas.selection()
        assert canvas.scene.cards[new].face.title == face.title
        assert canvas.scene.cards[new].face.parameters == face.parameters
        canvas.document.undo_stack.undo()


# -- menus ---------------------------------------------------------------------------------------------


def menu_at(canvas, point):
    QTest.mouseClick(canvas.view.viewport(), Qt.MouseButton.RightButton, NONE, point)
    return QApplication.activePopupWidget()


def entries(menu):
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_menu_of_a_node_selects_it_and_shows_keys(canvas):
    menu = menu_at(canvas, header(canvas, "dense2"))
    assert canvas.selection() == ["dense2"]
    shown = entries(menu)
    assert shown["Delete"].shortcut().toString() == "Del"
    shown["Add a unit"].trigger()
    menu.close()
    assert graph(canvas).node("dense2").layer.units == 7


def test_the_menu_of_a_wire_cuts_it_or_inserts(canvas):
    edge = graph(canvas).incoming("loss1")[0]
    menu = menu_at(canvas, middle_of(canvas, edge))
    entries(menu)["Insert layer here…"].trigger()
    menu.close()
    assert canvas.view.adding.quick_add.accessibleDescription() == "Between Output and Loss"
    canvas.view.adding.quick_add.close_()
    menu = menu_at(canvas, middle_of(canvas, edge))
    entries(menu)["Disconnect"].trigger()
    menu.close()
    assert graph(canvas).incoming("loss1") == ()


def test_the_menu_of_a_port_wires_and_disconnects(canvas):
    menu = menu_at(canvas, port(canvas, "loss1", "prediction", False))
    shown = entries(menu)
    assert "Add layer before…" in shown
    shown["Disconnect"].trigger()
    menu.close()
    assert graph(canvas).incoming("loss1") == ()


def test_the_menu_of_the_canvas_adds_where_it_was_opened(canvas):
    place = QPoint(300, 560)
    menu = menu_at(canvas, place)
    entries(menu)["Add layer…"].trigger()
    menu.close()
    QTest.keyClicks(canvas.view.adding.quick_add.search, "flatten")
    QTest.keyClick(canvas.view.adding.quick_add.search, Key.Key_Return)
    (new,) = canvas.selection()
    assert canvas.view.to_viewport(canvas.scene.cards[new].scene_rect).contains(QPointF(place))


@pytest.mark.parametrize(("key", "modifier"), [(Key.Key_F10, SHIFT), (Key.Key_Menu, NONE)])
def test_the_menu_opens_by_key_for_what_is_selected(canvas, key, modifier):
    canvas.select(["dense1", "dense2"])
    press_key(canvas, key, modifier)
    menu = QApplication.activePopupWidget()
    shown = entries(menu)
    menu.close()
    assert "Duplicate" in shown
    assert "Add a unit" not in shown  # which of the two would it be
    assert canvas.selection() == ["dense1", "dense2"]


def test_a_fan_out_and_a_merge_by_hand_make_a_residual_connection(make):
    canvas = make(chain((4, "tanh"), (4, "tanh"), (2, "identity")), 1000, 640)
    canvas.select(["dense2"])
    press_key(canvas, Key.Key_Slash)
    QTest.keyClicks(canvas.view.adding.quick_add.search, "add")
    QTest.keyClick(canvas.view.adding.quick_add.search, Key.Key_Return)
    (add,) = canvas.selection()
    canvas.select(["dense1", add])
    drag(canvas, port(canvas, "dense1", "output", True), port(canvas, add, "input", False))
    assert {e.source for e in graph(canvas).incoming(add)} == {"dense1", "dense2"}
    assert canvas.document.report.ok
    assert ids(canvas) >= {add}
    assert Edge(source="dense1", target="dense2") in graph(canvas).edges


def test_a_network_is_built_from_nothing_by_the_mouse_alone(make):
    empty = {"data": chain((2, "tanh")).model_dump(mode="json")["data"], "graph": {"nodes": [], "edges": []}}
    canvas = make(Experiment.from_dict(empty), 1100, 640)
    drop(canvas, "data", QPoint(120, 300))
    for units, activation in ((8, "tanh"), (6, "tanh"), (2, "identity")):
        last = canvas.scene.cards[canvas.selection()[0]].scene_rect
        beside = at(canvas, QPointF(last.right() + 30, last.center().y()))
        drop(canvas, "linear", beside, units=units, activation=activation)
    last = canvas.scene.cards[canvas.selection()[0]].scene_rect
    drop(canvas, "loss", at(canvas, QPointF(last.right() + 30, last.center().y())))
    assert canvas.document.report.ok
    assert canvas.document.report.parameters == 108  # as in the picture of the design
    assert canvas.document.undo_stack.count() == 5
    assert_shows_document(canvas)
