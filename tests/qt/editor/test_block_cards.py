"""Blocks, muting and names by hand: each one edit, the scene following the document."""

from __future__ import annotations

import pytest
from networks import chain, snapshot
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from test_canvas import at, click, drag, graph, press_key, undo_texts

from nnplayground.ui.editor.block_card import BlockCard
from nnplayground.ui.editor.ports import PortRef

Key = Qt.Key
CHAIN = ((8, "tanh"), (6, "tanh"), (4, "tanh"), (2, "identity"))


@pytest.fixture
def canvas(make):
    return make(chain(*CHAIN), 1200, 700)


def grouped(canvas, *ids):
    canvas.select(list(ids))
    canvas.editor.grouping.group()
    return graph(canvas).blocks[-1].id


def rects(canvas):
    return {id: card.scene_rect for id, card in canvas.scene.cards.items()}


def assert_apart(canvas):
    boxes = list(rects(canvas).values())
    for number, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[number + 1 :])


def test_a_selection_becomes_a_block_with_a_frame_around_its_cards(canvas):
    block = grouped(canvas, "dense1", "dense2")
    assert undo_texts(canvas) == ["Group 2 nodes as Block 1"]
    frame = canvas.scene.backdrop.blocks[block]
    for id in ("dense1", "dense2"):
        assert frame.rect.contains(canvas.scene.cards[id].scene_rect)
    for id in ("data1", "dense3"):
        assert not frame.rect.intersects(canvas.scene.cards[id].scene_rect)
    canvas.document.undo_stack.undo()
    assert canvas.scene.backdrop.blocks == {}


def test_what_cannot_be_a_block_is_said(canvas):
    said = []
    canvas.refused.connect(said.append)
    canvas.select(["data1", "dense1"])
    canvas.editor.grouping.group()
    canvas.select(["dense1", "dense3"])
    canvas.editor.grouping.group()
    assert "Input cannot be in a block" in said[0]
    assert "Dense 2 lies between" in said[1]
    assert undo_texts(canvas) == []


def test_a_folded_block_is_one_card_with_the_wires_of_its_border(canvas):
    block = grouped(canvas, "dense2", "dense3")
    canvas.editor.grouping.fold(block)
    scene = canvas.scene
    assert set(scene.cards) == {"data1", "dense1", block, "dense4", "loss1"}
    card = scene.cards[block]
    assert isinstance(card, BlockCard)
    assert set(card.ports) == {PortRef("dense2", "input", False), PortRef("dense3", "output", True)}
    assert card.face.kind == "2 layers"
    assert card.face.shape == "4"
    assert card.face.parameters == 8 * 6 + 6 + 6 * 4 + 4
    assert ("dense2", "output", "dense3", "input") not in scene.wires
    wire = scene.wires["dense1", "output", "dense2", "input"]
    assert wire.path.pointAtPercent(1) == card.point_of(PortRef("dense2", "input", False))
    assert scene.card_of("dense3") is card
    assert_apart(canvas)
    canvas.show_snapshot(snapshot(canvas.document.experiment))
    assert canvas.selection() == ["dense2", "dense3"]


def test_a_double_click_opens_and_the_frame_s_button_folds(canvas):
    block = grouped(canvas, "dense2", "dense3")
    canvas.editor.grouping.fold(block)
    canvas.fit()
    middle = at(canvas, canvas.scene.cards[block].scene_rect.center())
    QTest.mouseDClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert "dense2" in canvas.scene.cards
    assert undo_texts(canvas)[-1] == "Open Block 1"
    canvas.fit()
    click(canvas, at(canvas, canvas.scene.backdrop.blocks[block].fold_button().center()))
    assert block in canvas.scene.cards


def test_enter_opens_and_escape_goes_up(canvas):
    block = grouped(canvas, "dense2", "dense3")
    canvas.editor.grouping.fold(block)
    press_key(canvas, Key.Key_Return)
    assert canvas.selection() == ["dense2", "dense3"]
    canvas.select(["dense2"])
    press_key(canvas, Key.Key_Escape)
    assert canvas.selection() == ["dense2", "dense3"]
    press_key(canvas, Key.Key_Escape)
    assert canvas.scene.selected == [block]
    press_key(canvas, Key.Key_Escape)
    assert canvas.scene.selected == []


@pytest.mark.parametrize("by_hand", [False, True])
def test_folding_and_opening_in_place_are_each_other_s_inverse(canvas, by_hand):
    block = grouped(canvas, "dense2", "dense3")
    if by_hand:
        canvas.editor.move({"dense2": (500.0, 40.0), "dense3": (700.0, 60.0), "dense4": (900.0, 0.0)})
    before = rects(canvas)
    canvas.editor.grouping.fold(block)
    canvas.editor.grouping.open_block(block)
    assert rects(canvas) == before


def test_a_folded_block_takes_what_it_holds_along(canvas):
    block = grouped(canvas, "dense2", "dense3")
    before = rects(canvas)
    canvas.editor.grouping.fold(block)
    card = canvas.scene.cards[block]
    canvas.editor.move({block: (card.pos.x() + 80, card.pos.y() + 300)})
    assert canvas.scene.cards[block].pos == card.pos
    canvas.editor.grouping.open_block(block)
    moved = rects(canvas)
    assert moved["dense2"].center().y() - before["dense2"].center().y() == pytest.approx(300, abs=2)
    assert (
        moved["dense3"].left() - moved["dense2"].left() == before["dense3"].left() - before["dense2"].left()
    )


def test_blocks_nest_in_the_scene(canvas):
    inner = grouped(canvas, "dense2")
    outer = grouped(canvas, "dense2", "dense3")
    blocks = canvas.scene.backdrop.blocks
    assert list(blocks) == [outer, inner]
    assert blocks[outer].rect.contains(blocks[inner].rect)
    canvas.editor.grouping.fold(inner)
    assert set(canvas.scene.cards) >= {inner, "dense3"}
    canvas.editor.grouping.fold(outer)
    assert inner not in canvas.scene.cards
    canvas.editor.grouping.open_block(outer)
    assert inner in canvas.scene.cards
    canvas.select([outer])
    canvas.select([n.id for n in graph(canvas).nodes if n.id in ("dense2", "dense3")])
    canvas.editor.grouping.ungroup()
    assert [block.id for block in graph(canvas).blocks] == [inner]
    assert undo_texts(canvas)[-1] == "Ungroup Block 2"


def test_dragging_an_open_block_s_title_moves_all_its_cards(canvas):
    block = grouped(canvas, "dense2", "dense3")
    canvas.select([])
    before = rects(canvas)
    title = canvas.scene.backdrop.blocks[block].rect.topLeft() + QPointF(60, 12)
    start = at(canvas, title)
    drag(canvas, start, start + QPoint(0, 64))
    now = rects(canvas)
    shifts = {id: now[id].top() - before[id].top() for id in before}
    assert shifts["dense2"] == shifts["dense3"] > 0
    assert shifts["dense1"] == shifts["dense4"] == 0
    assert undo_texts(canvas)[-1] == "Move Block 1"


def test_a_folded_block_is_deleted_and_copied_with_all_it_holds(canvas):
    block = grouped(canvas, "dense2", "dense3")
    canvas.editor.grouping.fold(block)
    canvas.editor.duplicate()
    assert len(graph(canvas).blocks) == 2
    copy = graph(canvas).blocks[1].id
    assert canvas.scene.selected == [copy]
    assert undo_texts(canvas)[-1] == "Duplicate 2 nodes"
    canvas.select([block])
    press_key(canvas, Key.Key_Delete)
    assert [b.id for b in graph(canvas).blocks] == [copy]
    assert [edge.source for edge in graph(canvas).incoming("dense4")] == ["dense1"]
    assert canvas.document.experiment.layout.folded == (copy,)


def test_wiring_ends_at_a_folded_block_s_inner_port(canvas):
    block = grouped(canvas, "dense2", "dense3")
    canvas.editor.grouping.fold(block)
    canvas.fit()
    graph_ = graph(canvas)
    wire = next(e for e in graph_.edges if e.target == "dense2")
    canvas.document.apply("cut", canvas.document.experiment.replace(graph=graph_.disconnect(wire)))
    canvas.fit()
    scene = canvas.scene
    scene.hover("data1")  # under weights, ports show to a hand that is near
    start = at(canvas, scene.port_point(PortRef("data1", "x", True)))
    drag(canvas, start, at(canvas, scene.port_point(PortRef("dense2", "input", False))))
    assert [e.source for e in graph(canvas).incoming("dense2")] == ["data1"]


# -- mute and rename -----------------------------------------------------------------------------------


def test_mute_is_said_on_the_card_and_undone_by_the_same_key(canvas):
    canvas.select(["dense2"])
    canvas.editor.grouping.mute()
    card = canvas.scene.cards["dense2"]
    assert graph(canvas).node("dense2").muted
    assert card.face.muted
    assert card._footer_words() == "muted"
    assert card.face.shape == "8"
    canvas.editor.grouping.mute()
    assert not graph(canvas).node("dense2").muted
    assert undo_texts(canvas) == ["Mute Dense 2", "Unmute Dense 2"]


def test_data_cannot_be_muted(canvas):
    said = []
    canvas.refused.connect(said.append)
    canvas.select(["data1"])
    canvas.editor.grouping.mute()
    assert said == ["Input cannot be muted."]
    assert undo_texts(canvas) == []


def test_a_node_is_renamed_where_it_stands(canvas):
    canvas.select(["dense2"])
    canvas.naming.rename()
    QTest.keyClicks(canvas.naming.field, "Stem")
    QTest.keyClick(canvas.naming.field, Key.Key_Return)
    assert graph(canvas).node("dense2").name == "Stem"
    assert undo_texts(canvas) == ["Rename Dense 2 to Stem"]
    canvas.naming.rename()
    QTest.keyClicks(canvas.naming.field, "Other")
    QTest.keyClick(canvas.naming.field, Key.Key_Escape)
    assert graph(canvas).node("dense2").name == "Stem"


def test_a_block_is_renamed_folded_or_open(canvas):
    block = grouped(canvas, "dense2", "dense3")
    for name in ("Body", "Stage"):
        canvas.naming.rename()
        QTest.keyClicks(canvas.naming.field, name)
        QTest.keyClick(canvas.naming.field, Key.Key_Return)
        assert graph(canvas).block(block).name == name
        canvas.editor.grouping.fold(block)
    assert canvas.scene.cards[block].face.title == "Stage"
