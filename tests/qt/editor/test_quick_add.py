"""The quick-add: what it offers where, how it is searched, and that Enter adds and wires."""

from __future__ import annotations

import pytest
from hands import (
    LEFT,
    Key,
    apart,
    assert_shows_document,
    at,
    click,
    drag,
    graph,
    ids,
    move_to,
    port,
    press_key,
    undo_texts,
)
from networks import chain
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Edge
from nnplayground.projects import saved_blocks
from nnplayground.ui.editor.joins import Spot
from nnplayground.ui.editor.ports import PortRef
from nnplayground.ui.panels.catalogue import block_variant


def popup(canvas):
    return canvas.view.adding.quick_add


def type_(canvas, text):
    QTest.keyClicks(popup(canvas).search, text)


def take(canvas):
    QTest.keyClick(popup(canvas).search, Key.Key_Return)


def offered(canvas):
    return {c.variant.title: (c.fits, c.effect) for c in popup(canvas).candidates}


def test_slash_offers_what_fits_behind_the_selected_node(canvas):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Slash)
    assert popup(canvas).isVisible()
    assert popup(canvas).accessibleDescription() == "Between Dense 1 and Dense 2"
    found = offered(canvas)
    assert found["Dense"] == (True, "8 → 4, 36 parameters")
    assert found["Batch norm"] == (True, "8 → 8, 16 parameters")
    fits, reason = found["Conv 2-D"]
    assert not fits
    assert reason.startswith("Conv 2-D expects")
    fitting = [c.fits for c in popup(canvas).candidates]
    assert fitting == sorted(fitting, reverse=True)
    assert found["Input"] == (False, "Input takes no input.")


def test_enter_adds_the_marked_layer_and_wires_it(canvas):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Tab)
    type_(canvas, "layer norm")
    take(canvas)
    (new,) = canvas.selection()
    assert graph(canvas).node(new).layer.kind == "layer_norm"
    assert [e.source for e in graph(canvas).incoming(new)] == ["dense1"]
    assert [e.target for e in graph(canvas).outgoing(new)] == ["dense2"]
    assert not popup(canvas).isVisible()
    assert canvas.view.hasFocus()
    assert_shows_document(canvas)


@pytest.mark.parametrize(
    ("typed", "kind", "fields"),
    [
        ("nn.Linear", "linear", {}),
        ("nn.Linear(12)", "linear", {"units": 12}),
        ("dense 12 relu", "linear", {"units": 12, "activation": "relu"}),
        ("nn.BatchNorm", "batch_norm", {}),
        ("BATCHNORM", "batch_norm", {}),
        ("leaky", "activation", {"activation": "leaky_relu"}),
        ("drop", "dropout", {}),
    ],
)
def test_names_of_pytorch_and_of_files_are_found_and_fields_can_be_typed_behind(canvas, typed, kind, fields):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Slash)
    type_(canvas, typed)
    take(canvas)
    (new,) = canvas.selection()
    layer = graph(canvas).node(new).layer
    assert layer.kind == kind
    for name, value in fields.items():
        held = getattr(layer, name)
        assert getattr(held, "kind", held) == value


def test_nothing_found_is_said_and_enter_then_adds_nothing(canvas):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Slash)
    type_(canvas, "qqq")
    assert popup(canvas).candidates == ()
    assert "qqq" in popup(canvas)._nothing.text()
    take(canvas)
    assert canvas.document.undo_stack.count() == 0
    assert popup(canvas).isVisible()


def test_arrows_choose_and_escape_closes(canvas):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Slash)
    first = popup(canvas).current
    QTest.keyClick(popup(canvas).search, Key.Key_Down)
    assert popup(canvas).current == popup(canvas).candidates[1] != first
    QTest.keyClick(popup(canvas).search, Key.Key_Escape)
    assert not popup(canvas).isVisible()
    assert canvas.document.undo_stack.count() == 0
    assert canvas.view.hasFocus()


def test_a_click_on_the_canvas_closes_it(canvas):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Slash)
    click(canvas, QPoint(60, 560))
    assert not popup(canvas).isVisible()


def test_a_click_on_a_row_adds_it(canvas):
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Slash)
    rows = popup(canvas)._list
    wanted = popup(canvas).candidates[2].variant.kind
    QTest.mouseClick(rows.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(60, 100))
    assert graph(canvas).node(canvas.selection()[0]).layer.kind == wanted


def test_a_double_click_on_the_canvas_adds_where_it_was(canvas):
    place = QPoint(320, 545)
    QTest.mouseDClick(canvas.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert popup(canvas).accessibleDescription() == "By itself"
    type_(canvas, "dense")
    take(canvas)
    (new,) = canvas.selection()
    assert canvas.view.to_viewport(canvas.scene.cards[new].scene_rect).contains(QPointF(place))
    assert not graph(canvas).incoming(new)


def test_a_double_click_on_a_wire_inserts_there(canvas):
    edge = graph(canvas).incoming("loss1")[0]
    middle = at(canvas, canvas.scene.wires[edge.key].path.pointAtPercent(0.5))
    QTest.mouseDClick(canvas.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, middle)
    assert popup(canvas).accessibleDescription() == "Between Output and Loss"
    type_(canvas, "dropout")
    take(canvas)
    (new,) = canvas.selection()
    assert graph(canvas).incoming("loss1")[0].source == new


def test_slash_over_a_wire_inserts_there_whatever_is_selected(canvas):
    canvas.select(["data1"])
    edge = graph(canvas).incoming("loss1")[0]
    move_to(canvas, at(canvas, canvas.scene.wires[edge.key].path.pointAtPercent(0.5)))
    press_key(canvas, Key.Key_Slash)
    assert popup(canvas).accessibleDescription() == "Between Output and Loss"


def test_a_wire_dropped_in_the_empty_offers_what_can_follow(canvas):
    canvas.select(["dense2"])
    items = len(canvas.scene.items())
    drag(canvas, port(canvas, "dense2", "output", True), QPoint(560, 545))
    assert popup(canvas).accessibleDescription() == "After Dense 2"
    assert len(canvas.scene.items()) == items + 1  # the wire waits for what it leads to
    type_(canvas, "dense")
    take(canvas)
    (new,) = canvas.selection()
    assert graph(canvas).incoming(new) == (Edge(source="dense2", target=new),)
    assert len(graph(canvas).outgoing("dense2")) == 2
    assert_shows_document(canvas)


def test_the_waiting_wire_goes_when_the_offer_is_left(canvas):
    canvas.select(["dense2"])
    items = len(canvas.scene.items())
    drag(canvas, port(canvas, "dense2", "output", True), QPoint(560, 545))
    QTest.keyClick(popup(canvas).search, Key.Key_Escape)
    assert len(canvas.scene.items()) == items
    assert canvas.document.undo_stack.count() == 0


def test_a_wire_dragged_from_an_input_offers_what_can_precede(canvas):
    apart(canvas)
    canvas.select(["dense3"])
    drag(canvas, port(canvas, "dense3", "input", False), QPoint(500, 545))
    assert popup(canvas).accessibleDescription() == "Before Output"
    assert offered(canvas)["Loss"] == (False, "Loss has no output.")
    assert offered(canvas)["Input"][0]
    type_(canvas, "dense")
    take(canvas)
    (new,) = canvas.selection()
    assert graph(canvas).incoming("dense3")[0].source == new


def test_an_inserted_width_is_fitted_but_a_wrong_shape_is_told(canvas):
    edge = graph(canvas).incoming("loss1")[0]
    canvas.scene.select([], edge)
    press_key(canvas, Key.Key_Slash)
    assert offered(canvas)["Dense"][0]
    type_(canvas, "dense")
    take(canvas)
    assert canvas.document.report.ok


def test_russian_and_english_names_are_both_found(make, monkeypatch):
    from nnplayground.ui.panels import catalogue

    canvas = make(chain((8, "tanh"), (2, "identity")))
    monkeypatch.setattr(catalogue, "say", lambda text: {"Dense": "Полносвязный"}.get(str(text), str(text)))
    canvas.select(["dense1"])
    for typed in ("полно", "dense"):
        press_key(canvas, Key.Key_Slash)
        popup(canvas).search.setText(typed)  # QTest types Latin letters only
        assert popup(canvas).current.variant.kind == "linear"
        QTest.keyClick(popup(canvas).search, Key.Key_Escape)


def test_the_first_layer_of_an_empty_canvas(make):
    canvas = make(Experiment.from_dict({"data": {"dataset": "spiral"}, "graph": {"nodes": [], "edges": []}}))
    canvas.view.setFocus()
    press_key(canvas, Key.Key_Slash)
    assert popup(canvas).current.variant.kind == "data"
    take(canvas)
    assert canvas.view.shows_all()
    assert undo_texts(canvas) == ["Add Input 1"] or len(undo_texts(canvas)) == 1


@pytest.fixture
def blocks(canvas):
    found = {block.fragment.name(): block_variant(block) for block in saved_blocks.shipped()}
    canvas.view.adding.blocks = tuple(found.values())
    return found


def test_a_saved_block_says_what_it_gives_and_is_put_in_the_wire(canvas, blocks):
    before = ids(canvas)
    canvas.select(["dense1"])
    press_key(canvas, Key.Key_Slash)
    assert offered(canvas)["Residual"][0]
    told = offered(canvas)["MLP"][1]
    type_(canvas, "mlp")
    take(canvas)
    new = ids(canvas) - before
    first = graph(canvas).incoming(next(e.target for e in graph(canvas).outgoing("dense1")))
    assert first[0].source == "dense1"
    assert {e.source for e in graph(canvas).incoming("dense2")} <= new
    parameters = sum(canvas.document.report.nodes[id].parameters for id in new)
    assert told == f"8 → 8, {parameters} parameters"
    assert canvas.document.report.ok
    assert undo_texts(canvas) == ["Add MLP"]


def test_a_block_at_the_end_of_a_loose_wire_is_a_branch(canvas, blocks):
    wires = {edge.key for edge in graph(canvas).edges}
    spot = Spot(port=PortRef("dense1", "output", True), place=(300.0, 300.0))
    canvas.view.adding.offer(spot, QPointF(300, 300))
    type_(canvas, "mlp")
    take(canvas)
    assert wires < {edge.key for edge in graph(canvas).edges}
    assert len(graph(canvas).outgoing("dense1")) == 2


def test_a_block_is_not_offered_where_it_would_stay_unwired(canvas, blocks):
    canvas.view.adding.offer(Spot(port=PortRef("dense1", "input", False)), QPointF(0, 0))
    assert offered(canvas)["MLP"] == (False, "A block is added behind a node.")
