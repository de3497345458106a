from __future__ import annotations

import numpy as np
import pytest
from conftest_panels import snapshot, spiral
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from nnplayground.app.document import Document
from nnplayground.core.activation import Activation
from nnplayground.core.layer import NodeOptions
from nnplayground.core.training import Optimizer, Schedule
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.forms import Form
from nnplayground.ui.panels.inspector import Inspector
from nnplayground.ui.widgets import Switch

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def inspector(document, show):
    return show(Inspector(document), 380, 760)


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text + "\r")


def node(document, id="dense1"):
    return document.experiment.graph.node(id)


def broken():
    experiment = spiral()
    graph = experiment.graph
    graph = graph.update(graph.node("dense2").with_fields(in_features=64))
    graph = graph.update(graph.node("dense1").with_fields(in_features=9))
    return Document(experiment.replace(graph=graph))


def test_forms_are_made_when_they_can_first_be_seen(document, show):
    inspector = Inspector(document)
    assert inspector.findChildren(Form) == []
    inspector.show_nodes(["dense1"])
    assert inspector.findChildren(Form) == []
    show(inspector, 380, 760)
    assert inspector.editor.form.editor("units").isVisible()


# ---- one node


def test_a_field_of_a_node_is_changed_and_named_in_the_undo_list(inspector, document):
    inspector.show_nodes(["dense1"])
    type_into(inspector.editor.form.editor("units").field, "12")
    assert node(document).layer.units == 12
    assert document.undo_stack.text(0) == "Change Units of Dense 1"
    document.undo_stack.undo()
    assert inspector.editor.form.editor("units").field.value() == 8


def test_an_activation_is_chosen(inspector, document):
    inspector.show_nodes(["dense1"])
    combo = inspector.editor.form.editor("activation").findChild(QComboBox)
    combo.activated.emit(list(Activation.kinds()).index("relu"))
    assert node(document).layer.activation.kind == "relu"


def test_a_node_is_renamed_in_its_header(inspector, document):
    inspector.show_nodes(["dense1"])
    type_into(inspector.editor.name_field, "First")
    assert node(document).name == "First"
    assert document.undo_stack.text(0) == "Rename Dense 1"


def test_options_of_a_node_are_changed(inspector, document, qtbot):
    inspector.show_nodes(["dense1"])
    options = inspector.editor.options
    qtbot.mouseClick(options.editor("frozen").findChild(Switch), LEFT)
    type_into(options.editor("learning_rate_factor").field, "0.1")
    assert node(document).options == NodeOptions(frozen=True, learning_rate_factor=0.1)


def test_a_node_without_weights_has_no_options(inspector):
    inspector.show_nodes(["loss"])
    assert inspector.editor.options is None
    assert inspector.wanted_probes() == frozenset()


def test_weights_are_read_out_under_the_mouse(inspector, qtbot):
    inspector.show_nodes(["dense1"])
    weights = np.arange(16.0).reshape(8, 2) - 4
    assert ProbeRequest("weights") in inspector.wanted_probes()
    inspector.show_snapshot(snapshot({ProbeRequest("weights"): {"dense1.weight": weights}}))
    map_ = inspector.editor.weights.map
    qtbot.waitUntil(lambda: map_.isVisible() and map_.height() > 150)
    QTest.mouseMove(map_, map_.cell_rect(4, 1).center().toPoint())
    assert map_.accessibleDescription() == "x₂ → 5: +5"
    QTest.keyClick(map_, Qt.Key.Key_Up)
    assert map_.accessibleDescription() == "x₂ → 4: +3"


def test_a_removed_node_is_shown_no_longer(inspector, document):
    inspector.show_nodes(["dense2"])
    experiment = document.experiment
    document.apply("remove", experiment.replace(graph=experiment.graph.remove(["dense2"])))
    assert not hasattr(inspector.editor, "name_field")


# ---- several nodes


def test_what_several_nodes_share_is_changed_at_once(inspector, document):
    inspector.show_nodes(["dense1", "dense2"])
    type_into(inspector.editor.form.editor("units").field, "5")
    assert [node(document, id).layer.units for id in ("dense1", "dense2")] == [5, 5]
    assert document.undo_stack.count() == 1
    inspector.show_nodes(["dense1", "loss"])
    assert inspector.editor.form is None


# ---- training


def test_without_a_selection_the_training_is_edited(inspector, document):
    optimizer = inspector.editor.forms[0]
    optimizer.editor("optimizer").findChild(QComboBox).activated.emit(list(Optimizer.kinds()).index("adam"))
    assert document.experiment.training.optimizer == Optimizer.named("adam")()
    optimizer.editor("schedule").findChild(QComboBox).activated.emit(list(Schedule.kinds()).index("cosine"))
    assert document.experiment.training.schedule.kind == "cosine"
    stop = inspector.editor.forms[4]
    type_into(stop.editor("patience").field, "20")
    assert document.experiment.training.stop.patience == 20


# ---- problems


def test_a_problem_is_said_and_mended_in_the_inspector(show, qtbot):
    document = broken()
    inspector = show(Inspector(document), 380, 760)
    inspector.show_nodes(["dense2"])
    assert len(inspector.editor.problems.rows) == 0  # it waits for what comes before it
    inspector.show_nodes(["dense1"])
    row = inspector.editor.problems.rows[0]
    qtbot.waitUntil(row.buttons[0].isVisible)
    qtbot.mouseClick(row.buttons[0], LEFT)
    assert node(document).layer.in_features is None
    assert len(inspector.editor.problems.rows) == 0


def test_a_number_that_is_only_being_typed_changes_nothing(inspector, document):
    field = inspector.editor.forms[0].editor("learning_rate").field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "0.5")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert document.experiment == spiral()
    assert document.undo_stack.count() == 0
