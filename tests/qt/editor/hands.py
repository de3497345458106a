"""What a person does with mouse and keys on a canvas, and what then must hold."""

from __future__ import annotations

import json

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnplayground.core.graph import Edge
from nnplayground.ui.editor.drops import LAYER_MIME

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def at(canvas, point):
    return canvas.view.to_viewport(_rect(point)).topLeft().toPoint()


def _rect(point):
    return QRectF(point, point)


def header(canvas, id):
    return at(canvas, canvas.scene.cards[id].scene_rect.topLeft() + QPointF(50, 10))


def port(canvas, node, name, is_output):
    return at(canvas, canvas.scene.cards[node].port_point(name, is_output))


def press_at(canvas, point, modifier=Qt.KeyboardModifier.NoModifier, button=LEFT):
    QTest.mousePress(canvas.view.viewport(), button, modifier, point)


def move_to(canvas, point):
    # Qt delivers no move to where the mouse stood at the end of the test before.
    QTest.mouseMove(canvas.view.viewport(), point - QPoint(1, 1))
    QTest.mouseMove(canvas.view.viewport(), point)
    QApplication.processEvents()


def release_at(canvas, point, button=LEFT):
    QTest.mouseRelease(canvas.view.viewport(), button, Qt.KeyboardModifier.NoModifier, point)


def drag(canvas, start, end, button=LEFT):
    press_at(canvas, start, button=button)
    move_to(canvas, (start + end) / 2)
    move_to(canvas, end)
    release_at(canvas, end, button)


def click(canvas, point, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(canvas.view.viewport(), LEFT, modifier, point)


def press_key(canvas, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(canvas.view, key, modifier)


def graph(canvas):
    return canvas.document.experiment.graph


def undo_texts(canvas):
    stack = canvas.document.undo_stack
    return [stack.text(number) for number in range(stack.count())]


def ids(canvas):
    return {node.id for node in graph(canvas).nodes}


def assert_shows_document(canvas):
    """The scene holds exactly the document's nodes and wires, where the document has them."""
    scene, experiment = canvas.scene, canvas.document.experiment
    assert set(scene.cards) == {node.id for node in experiment.graph.nodes}
    assert set(scene.wires) == {edge.key for edge in experiment.graph.edges}
    places = scene.places(experiment)
    for node in experiment.graph.nodes:
        card = scene.cards[node.id]
        assert card.node == node
        assert (card.pos.x(), card.pos.y()) == places[node.id]
        assert card.face.parameters == canvas.document.report.nodes[node.id].parameters
    assert set(scene.selected) <= set(scene.cards)
    for key, sheet in scene.sheets.items():
        source, target = scene.cards[sheet.edge.source], scene.cards[sheet.edge.target]
        assert key in scene.wires
        assert sheet._extent == (len(target.body.tiles), len(source.body.tiles))


def drop(canvas, kind, point, **fields):
    data = QMimeData()
    data.setData(LAYER_MIME, json.dumps({"kind": kind, "fields": fields}).encode())
    view, modifiers = canvas.view, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    view.dragMoveEvent(QDragMoveEvent(point, action, data, LEFT, modifiers))
    event = QDropEvent(QPointF(point), action, data, LEFT, modifiers)
    view.dropEvent(event)
    return event


def apart(canvas):
    """Take the wire from Dense 2 to Output away."""
    edge = Edge(source="dense2", target="dense3")
    experiment = canvas.document.experiment
    canvas.document.apply("", experiment.replace(graph=experiment.graph.disconnect(edge)))
    canvas.fit()
    return edge
