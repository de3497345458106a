"""The canvas by keyboard only: walking, extending, wiring, moving, deleting, and the list of all keys."""

from __future__ import annotations

import pytest
from hands import CONTROL, SHIFT, Key, apart, assert_shows_document, at, graph, press_key, undo_texts
from networks import chain
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Edge
from nnplayground.ui.editor.ports import PortRef
from nnplayground.ui.shortcuts import Shortcuts


def forked(make):
    """Return a canvas with two lanes between Input and Add."""
    nodes = [
        {"id": "data1", "name": "Input", "kind": "data"},
        {"id": "a1", "name": "Upper 1", "kind": "linear", "units": 4},
        {"id": "a2", "name": "Upper 2", "kind": "linear", "units": 4},
        {"id": "b1", "name": "Lower 1", "kind": "linear", "units": 4},
        {"id": "b2", "name": "Lower 2", "kind": "linear", "units": 4},
        {"id": "add1", "name": "Add 1", "kind": "add"},
        {"id": "out", "name": "Output", "kind": "linear", "units": 2, "activation": "identity"},
        {"id": "loss1", "name": "Loss", "kind": "loss"},
    ]
    pairs = [("data1", "a1"), ("a1", "a2"), ("a2", "add1"), ("data1", "b1"), ("b1", "b2"), ("b2", "add1")]
    edges = [{"source": a, "target": b} for a, b in [*pairs, ("add1", "out")]]
    for edge in edges:
        if edge["source"] == "data1":
            edge["source_port"] = "x"
    edges.append({"source": "out", "target": "loss1", "target_port": "prediction"})
    value = {"data": {"dataset": "spiral"}, "graph": {"nodes": nodes, "edges": edges}}
    return make(Experiment.from_dict(value), 1000, 640)


def walk(canvas, *keys):
    for key in keys:
        press_key(canvas, key)
    return canvas.selection()[-1]


def test_arrows_follow_wires_and_change_lanes(make):
    canvas = forked(make)
    assert walk(canvas, Key.Key_Home) == "data1"
    assert walk(canvas, Key.Key_Right, Key.Key_Right) in ("a2", "b2")
    upper = canvas.scene.cards["a2"].scene_rect.top() < canvas.scene.cards["b2"].scene_rect.top()
    canvas.select(["a2" if upper else "b2"])
    other = walk(canvas, Key.Key_Down)
    assert other == ("b2" if upper else "a2")
    assert walk(canvas, Key.Key_Up) == ("a2" if upper else "b2")
    assert walk(canvas, Key.Key_Right) == "add1"
    assert walk(canvas, Key.Key_End) == "loss1"
    assert walk(canvas, Key.Key_Left, Key.Key_Left) == "add1"


def test_shift_arrows_extend_the_selection_along_wires(canvas):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Right, SHIFT)
    press_key(canvas, Key.Key_Right, SHIFT)
    assert canvas.selection() == ["dense1", "dense2", "dense3"]


def test_a_part_without_wires_is_reached_too(canvas):
    apart(canvas)
    canvas.select(["dense2"])
    reached = {walk(canvas, Key.Key_Down), walk(canvas, Key.Key_Left)}
    assert reached == {"dense3", "loss1"}


def test_control_arrows_move_by_the_grid_as_one_edit(canvas):
    canvas.select(["dense1"])
    before = canvas.scene.cards["dense1"].pos
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Left):
        press_key(canvas, key, CONTROL)
    moved = canvas.scene.cards["dense1"].pos - before
    assert (moved.x(), moved.y()) == (-16, 32)
    assert undo_texts(canvas) == ["Move Dense 1"]


def test_enter_goes_in_and_with_control_to_the_fields(canvas, qtbot):
    canvas.select(["dense2"])
    with qtbot.waitSignal(canvas.view.unitOpened) as heard:
        press_key(canvas, Key.Key_Return)
    assert heard.args == ["dense2", 0]
    canvas.set_level("cards")
    with qtbot.waitSignal(canvas.openRequested) as heard:
        press_key(canvas, Key.Key_Return, CONTROL)
    assert heard.args == ["dense2"]


def test_delete_joins_what_it_parted_and_with_shift_does_not(canvas):
    canvas.select(["dense2"])
    press_key(canvas, Key.Key_Delete)
    assert Edge(source="dense1", target="dense3") in graph(canvas).edges
    canvas.document.undo_stack.undo()
    canvas.select(["dense2"])
    press_key(canvas, Key.Key_Delete, SHIFT)
    assert graph(canvas).incoming("dense3") == ()
    assert_shows_document(canvas)


def test_a_wire_is_drawn_by_keys(canvas):
    edge = apart(canvas)
    canvas.select(["dense2"])
    press_key(canvas, Key.Key_W)
    mark = canvas.scene.cards["dense3"].ports[PortRef("dense3", "input", False)]
    assert mark.state == "target"  # the nearest that fits is proposed
    assert canvas.view.hovering.tip.text() == "6 → 2, 14 parameters"
    assert canvas.document.undo_stack.count() == 1
    press_key(canvas, Key.Key_Return)
    assert edge in graph(canvas).edges
    assert canvas.view.hovering.tip.isHidden()
    assert mark.state == "idle"


def test_arrows_walk_over_the_ports_that_take_the_wire(make):
    canvas = forked(make)
    canvas.select(["data1"])
    press_key(canvas, Key.Key_W)
    seen = set()
    for key in (Key.Key_Right, Key.Key_Left, Key.Key_Down, Key.Key_Right, Key.Key_Up):
        press_key(canvas, key)
        targets = [r for c in canvas.scene.cards.values() for r, m in c.ports.items() if m.state == "target"]
        assert len(targets) == 1
        seen |= set(targets)
    assert len(seen) > 2
    press_key(canvas, Key.Key_Escape)
    assert canvas.document.undo_stack.count() == 0
    assert canvas.selection() == ["data1"]
    press_key(canvas, Key.Key_Escape)  # the second one selects nothing
    assert canvas.selection() == []


def test_w_again_takes_the_next_port(canvas):
    canvas.select(["data1"])
    press_key(canvas, Key.Key_W)
    press_key(canvas, Key.Key_W)
    assert canvas.view._key_wiring._held.targets.fixed == PortRef("data1", "target", True)
    press_key(canvas, Key.Key_Escape)


def test_a_loss_takes_a_wire_by_keys_from_its_input(canvas):
    edge = graph(canvas).incoming("loss1")[0]
    experiment = canvas.document.experiment
    canvas.document.apply("", experiment.replace(graph=experiment.graph.disconnect(edge)))
    canvas.select(["loss1"])
    press_key(canvas, Key.Key_W)
    press_key(canvas, Key.Key_Return)
    assert graph(canvas).incoming("loss1", "prediction")[0].source == "dense3"


def test_the_mouse_ends_wiring_by_keys(canvas):
    canvas.select(["dense1"])
    items = len(canvas.scene.items())
    press_key(canvas, Key.Key_W)
    QTest.mouseClick(
        canvas.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(9, 300)
    )
    assert len(canvas.scene.items()) == items
    press_key(canvas, Key.Key_Return)
    assert canvas.document.undo_stack.count() == 0


def test_slash_by_keys_opens_beside_the_selected_node(canvas):
    canvas.select(["dense3"])
    press_key(canvas, Key.Key_Left)
    press_key(canvas, Key.Key_Slash)
    popup = canvas.view.adding.quick_add
    corner = at(canvas, canvas.scene.cards["dense2"].scene_rect.topRight())
    assert abs(popup.x() - corner.x()) < 24 or popup.geometry().right() >= canvas.view.width() - 8
    assert popup.accessibleDescription() == "Between Dense 2 and Output"


def test_tab_stays_on_the_canvas_and_shift_tab_leaves_it(canvas, qtbot):
    other = QWidget()
    canvas.view.setFocus()
    press_key(canvas, Key.Key_Tab)
    assert canvas.view.adding.quick_add.isVisible()
    QTest.keyClick(canvas.view.adding.quick_add.search, Key.Key_Escape)
    assert canvas.view.hasFocus()
    other.deleteLater()


def test_the_canvas_says_what_is_selected(canvas):
    canvas.select(["dense1"])
    said = canvas.view.accessibleDescription()
    assert said.startswith("Dense 1, ")
    assert "8" in said
    experiment = canvas.document.experiment
    cut = graph(canvas).incoming("loss1")
    canvas.document.apply("", experiment.replace(graph=experiment.graph.disconnect(*cut)))
    canvas.select(["loss1"])
    assert (
        str(canvas.document.report.nodes["loss1"].problems[0].message) in canvas.view.accessibleDescription()
    )


def test_focus_by_keyboard_is_seen(canvas):
    canvas.view.clearFocus()
    plain = canvas.view.grab().toImage().pixelColor(300, 0)
    canvas.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.view.grab().toImage().pixelColor(300, 0) != plain


def test_the_list_of_keys_holds_every_action_of_the_canvas(canvas, qtbot):
    actions = canvas.view.actions_.all()
    dialog = Shortcuts([("Network", actions)], canvas)
    qtbot.addWidget(dialog)
    listed = dict(dialog.rows())
    for action in actions:
        for keys in action.shortcuts():
            assert keys.toString(QKeySequence.SequenceFormat.NativeText) in listed[action.text()]
    dialog.search.setText("wire")
    assert set(dict(dialog.rows())) == {"Draw wire", "Delete with wires"}
    dialog.close()


def test_no_two_actions_share_a_key(canvas):
    keys = [keys.toString() for action in canvas.view.actions_.all() for keys in action.shortcuts()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("key", "units"), [(Key.Key_Plus, 9), (Key.Key_Minus, 7)])
def test_plus_and_minus_of_the_number_pad_change_the_width(canvas, key, units):
    canvas.select(["dense1"])
    press_key(canvas, key, Qt.KeyboardModifier.KeypadModifier)
    assert graph(canvas).node("dense1").layer.units == units


def test_a_network_is_built_from_nothing_by_keys_alone(make):
    empty = {"data": chain((2, "tanh")).model_dump(mode="json")["data"], "graph": {"nodes": [], "edges": []}}
    canvas = make(Experiment.from_dict(empty))
    canvas.view.setFocus()
    for typed in ("input", "dense 8 tanh", "dense 6 tanh", "dense 2 identity", "loss"):
        press_key(canvas, Key.Key_Slash)
        QTest.keyClicks(canvas.view.adding.quick_add.search, typed)
        QTest.keyClick(canvas.view.adding.quick_add.search, Key.Key_Return)
    built = graph(canvas)
    assert [node.layer.kind for node in built.nodes] == ["data", "linear", "linear", "linear", "loss"]
    assert [node.layer.units for node in built.of_kind("linear")] == [8, 6, 2]
    assert canvas.document.report.ok
    assert canvas.document.report.parameters == 108  # as in the picture of the design
    assert canvas.document.undo_stack.count() == 5
    assert_shows_document(canvas)
