"""Units on cards: chosen by a click, marked, crossed out where they are ablated."""

from __future__ import annotations

from networks import snapshot
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from nnplayground.ui.theme import theme

LEFT = Qt.MouseButton.LeftButton


def on_view(canvas, point):
    return canvas.view.to_viewport(QRectF(point, point)).topLeft().toPoint()


def middle(canvas, id, unit):
    return on_view(canvas, canvas.scene.cards[id].tile(unit).center())


BESIDE = QPointF(10, 0)  # of the cross


def shown_colour(canvas, id, unit, offset=BESIDE):
    """Return the colour that is seen at a point of a tile, measured from its middle."""
    picture = canvas.view.viewport().grab().toImage()
    point = on_view(canvas, canvas.scene.cards[id].tile(unit).center() + offset)
    return QColor(picture.pixel(point))


def click(canvas, point, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(canvas.view.viewport(), LEFT, modifier, point)


def test_a_click_on_a_tile_chooses_the_unit_and_one_beside_them_the_node(canvas, qtbot):
    with qtbot.waitSignal(canvas.unitSelected) as chosen:
        click(canvas, middle(canvas, "dense1", 2))
    assert chosen.args == ["dense1", 2]
    assert canvas.selection() == ["dense1"]
    with qtbot.waitSignal(canvas.unitSelected) as chosen:
        click(canvas, on_view(canvas, canvas.scene.cards["dense2"].scene_rect.topLeft() + QPointF(50, 10)))
    assert chosen.args == ["dense2", -1]


def test_extending_the_selection_chooses_no_unit(canvas, qtbot):
    click(canvas, middle(canvas, "dense1", 2))
    with qtbot.assertNotEmitted(canvas.unitSelected):
        click(canvas, middle(canvas, "dense2", 0), Qt.KeyboardModifier.ShiftModifier)
    assert canvas.selection() == ["dense1", "dense2"]


def test_the_unit_in_the_inspector_has_a_ring(canvas):
    side = canvas.scene.cards["dense1"].tile(2).width() / 2
    before = shown_colour(canvas, "dense1", 2, QPointF(0, side + 1))
    canvas.mark_unit("dense1", 2)
    accent = theme().colour("accent")
    assert shown_colour(canvas, "dense1", 2, QPointF(0, side + 1)) == accent
    canvas.mark_unit("", 0)
    assert shown_colour(canvas, "dense1", 2, QPointF(0, side + 1)) == before


def test_an_ablated_unit_is_veiled_and_crossed(canvas):
    document = canvas.document
    canvas.show_snapshot(snapshot(document.experiment))
    full, other = (shown_colour(canvas, "dense1", unit) for unit in (3, 4))
    graph = document.experiment.graph
    ablated = graph.update(graph.node("dense1").with_options(ablated=(3,)))
    document.apply("ablate", document.experiment.replace(graph=ablated))
    card = theme().colour("card")
    veiled = shown_colour(canvas, "dense1", 3)
    for channel in (QColor.red, QColor.green, QColor.blue):
        expected = 0.45 * channel(full) + 0.55 * channel(card)
        assert abs(channel(veiled) - expected) <= 3
    crossed, stroke = shown_colour(canvas, "dense1", 3, QPointF()), theme().colour("text2")
    assert max(abs(crossed.red() - stroke.red()), abs(crossed.green() - stroke.green())) <= 3
    assert shown_colour(canvas, "dense1", 4) == other
