from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnplayground.core.layer import Layer
from nnplayground.ui.panels.catalogue import all_variants, variants_by_group
from nnplayground.ui.panels.palette import Palette
from nnplayground.ui.panels.palette_tiles import LAYER_MIME

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def palette(document, show):
    return show(Palette(document), 248, 700)


@pytest.fixture
def chosen(palette):
    seen = []
    palette.layerChosen.connect(lambda kind, fields: seen.append((kind, fields)))
    return seen


def test_every_layer_is_offered_once_and_can_be_made():
    kinds = {variant.kind for variant in all_variants()}
    assert kinds == set(Layer.kinds())
    assert all(variant.layer().kind == variant.kind for variant in all_variants())
    assert all(variants_by_group().values())


def test_double_click_and_enter_add_a_layer(palette, chosen, qtbot):
    tile = palette.tile("Dense")
    qtbot.mouseDClick(tile, LEFT)
    tile.setFocus()
    QTest.keyClick(tile, Key.Key_Return)
    assert chosen == [("linear", {}), ("linear", {})]


def test_a_click_opens_the_variants_and_another_closes_them(palette, chosen, qtbot):
    tile = palette.tile("Activation")
    qtbot.mouseClick(tile, LEFT)
    titles = [chip.text() for chip in palette.chips]
    assert {"ReLU", "Tanh"} <= set(titles)
    qtbot.mouseDClick(palette.chips[titles.index("ReLU")], LEFT)
    assert chosen == [("activation", {"activation": "relu"})]
    qtbot.mouseClick(tile, LEFT)
    assert palette.chips == ()


def test_escape_closes_the_variants(palette, qtbot):
    qtbot.mouseClick(palette.tile("Merge"), LEFT)
    palette.chips[0].setFocus()
    QTest.keyClick(palette.chips[0], Key.Key_Escape)
    assert palette.chips == ()


def test_arrows_walk_over_the_tiles(palette):
    palette.tile("Input").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(palette.tile("Input"), Key.Key_Right)
    assert palette.tile("Dense").hasFocus()
    QTest.keyClick(palette.tile("Dense"), Key.Key_Down)
    assert palette.tile("Activation").hasFocus()


def test_a_search_is_answered_by_rows_with_shapes(palette, chosen):
    palette.set_selection(["dense1"])
    palette.focus_search()
    QTest.keyClicks(palette.search, "dense")
    assert palette.rows[0].text() == "Dense"
    assert palette.rows[0].accessibleDescription() == "8 → 4"
    QTest.keyClick(palette.search, Key.Key_Return)
    assert chosen == [("linear", {})]


def test_up_and_down_choose_among_the_rows(palette, chosen):
    palette.focus_search()
    QTest.keyClicks(palette.search, "relu")
    QTest.keyClick(palette.search, Key.Key_Down)
    QTest.keyClick(palette.search, Key.Key_Return)
    assert chosen == [("activation", dict(palette.rows[1].variant.fields))]


def test_a_vain_search_says_so_and_clearing_it_brings_the_groups_back(palette):
    palette.focus_search()
    QTest.keyClicks(palette.search, "qqq")
    assert palette.rows == ()
    assert not palette.tile("Dense").isVisible()
    QTest.keyClick(palette.search, Key.Key_Escape)
    assert palette.tile("Dense").isVisible()


def test_a_drag_carries_kind_and_fields(palette, qtbot):
    qtbot.mouseClick(palette.tile("Activation"), LEFT)
    chip = next(chip for chip in palette.chips if chip.text() == "ReLU")
    carried = json.loads(chip.drag().mimeData().data(LAYER_MIME).data())
    assert carried == {"kind": "activation", "fields": {"activation": "relu"}}
