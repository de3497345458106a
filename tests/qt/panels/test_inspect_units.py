"""Weights, units and what is done to them: typed, ablated, drawn anew, dragged."""

from __future__ import annotations

import numpy as np
import pytest
from conftest_panels import snapshot, spiral
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from nnplayground.app.document import Document
from nnplayground.app.session import Session
from nnplayground.core.activation import Activation
from nnplayground.train.commands import Reinitialize, SetWeight, Update
from nnplayground.train.distributions import by_class, histogram
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.panels.histograms import BINS
from nnplayground.ui.panels.inspect_nodes import NodeEditor
from nnplayground.ui.panels.inspect_unit import UnitEditor
from nnplayground.ui.panels.inspector import Inspector
from nnplayground.ui.panels.matrix import Matrix
from nnplayground.ui.panels.unit_names import UnitNames
from nnplayground.ui.panels.weight_bars import MOST_BARS
from nnplayground.ui.panels.weights import MOST_CELLS

LEFT = Qt.MouseButton.LeftButton
WEIGHT = np.arange(16, dtype=np.float32).reshape(8, 2) / 4 - 2
BIAS = np.arange(8, dtype=np.float32) / 8


@pytest.fixture
def inspector(document, show):
    return show(Inspector(document), 380, 900)


@pytest.fixture
def commands(document):
    sent = []
    document.weight_changed.connect(sent.append)
    return sent


def node(document, id="dense1"):
    return document.experiment.graph.node(id)


def parameters(**more):
    found = {"dense1.weight": WEIGHT, "dense1.bias": BIAS}
    return snapshot({ProbeRequest("weights"): found, **more.get("probes", {})})


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text + "\r")


def arrays(tensors):
    return {name: value.numpy() for name, value in tensors.items()}


# ---- the map of weights


def test_a_weight_and_a_bias_are_typed_over_the_map(inspector, document, commands):
    inspector.show_nodes(["dense1"])
    inspector.show_snapshot(parameters())
    map_ = inspector.editor.weights.map
    for column, text in ((1, "0.5"), (2, "-1")):
        QTest.mouseClick(map_, LEFT, pos=map_.cell_rect(3, column).center().toPoint())
        type_into(map_._field, text)
    assert commands == [
        SetWeight("dense1", "weight", (3, 1), 0.5),
        SetWeight("dense1", "bias", (3,), -1.0),
    ]
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert commands[2:] == [
        SetWeight("dense1", "bias", (3,), 0.375),
        SetWeight("dense1", "weight", (3, 1), -0.25),
    ]


def test_the_map_is_walked_and_typed_into_by_keys(inspector, commands):
    inspector.show_nodes(["dense1"])
    inspector.show_snapshot(parameters())
    map_ = inspector.editor.weights.map
    map_.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(map_, key)
    assert map_.accessibleDescription() == "bias → 2: +0.125"
    QTest.keyClick(map_, Qt.Key.Key_Return)
    type_into(map_._field, "2")
    assert commands == [SetWeight("dense1", "bias", (1,), 2.0)]


def test_large_matrices_show_the_largest_of_each_block():
    weight = np.random.default_rng(1).normal(size=(100, 500)).astype(np.float32)
    matrix = Matrix.of(weight, None, MOST_CELLS)
    assert matrix.block == (2, 4)
    assert matrix.cells.shape == (50, 125)
    assert not matrix.is_whole
    block = weight[2:4, 8:12]
    assert matrix.cells[1, 2] == block.flat[np.abs(block).argmax()]


def test_a_kernel_is_found_by_its_place_in_a_row():
    matrix = Matrix.of(np.arange(54.0).reshape(3, 2, 3, 3), None, MOST_CELLS)
    assert matrix.index(1, 13) == (1, 1, 1, 1)
    assert np.arange(54).reshape(3, 2, 3, 3)[matrix.index(1, 13)] == matrix.cells[1, 13]


def test_names_of_units_and_inputs(document):
    assert [UnitNames(document, "dense1").input(j) for j in range(2)] == ["x₁", "x₂"]
    assert UnitNames(document, "dense2").input(2) == "Dense 1, 3"
    assert UnitNames(document, "dense2").unit(4) == "5"
    assert UnitNames(document, "data").units == 0
    assert UnitNames(document, "dense1").units == 8


def test_histograms_say_what_sums_numbers_up(inspector):
    import torch

    inspector.show_nodes(["dense1"])
    values = torch.tensor([-2.0, 0.0, 1.0, 0.0])
    answer = {f"weights.{k}": v for k, v in arrays(histogram(values, BINS)).items()}
    request = ProbeRequest("histogram", size=BINS, node="dense1")
    assert request in inspector.wanted_probes()
    inspector.show_snapshot(parameters(probes={request: answer}))
    weights, gradients = inspector.editor._histograms
    assert weights.words == ("σ 1.09", "min −2", "max 1", "mean −0.25", "zeros: 2")
    assert gradients.words == ("",) * 5


# ---- one unit


def test_a_units_page_shows_its_weights_and_types_them(inspector, commands, qtbot):
    inspector.show_nodes(["dense1"])
    inspector.show_snapshot(parameters())
    qtbot.mouseClick(inspector.editor.actions_.units, LEFT)
    page = inspector.editor
    assert isinstance(page, UnitEditor)
    qtbot.mouseClick(page.after, LEFT)
    page = inspector.editor
    assert (page.node, page.unit) == ("dense1", 1)
    assert page.bias.value() == 0.125
    type_into(page.bias, "0.7")
    page.bars.setFocus()
    QTest.keyClick(page.bars, Qt.Key.Key_Down)
    QTest.keyClick(page.bars, Qt.Key.Key_Down)
    assert page.bars.accessibleDescription() == "x₂: −1.2500"
    QTest.keyClick(page.bars, Qt.Key.Key_Return)
    type_into(page.bars._field, "3")
    assert commands == [
        SetWeight("dense1", "bias", (1,), pytest.approx(0.7)),
        SetWeight("dense1", "weight", (1, 1), 3.0),
    ]


def test_escape_leads_back_to_the_layer(inspector, qtbot):
    inspector.show_unit("dense1", 3)
    with qtbot.waitSignal(inspector.unitShown) as shown:
        QTest.keyClick(inspector.editor, Qt.Key.Key_Escape)
    assert shown.args == ["", 0]
    assert isinstance(inspector.editor, NodeEditor)


def test_a_unit_that_is_no_more_gives_way_to_its_layer(inspector, document):
    inspector.show_unit("dense1", 7)
    graph = document.experiment.graph
    narrow = graph.update(node(document).with_fields(units=4))
    document.apply("narrow", document.experiment.replace(graph=narrow))
    assert isinstance(inspector.editor, NodeEditor)
    inspector.show_unit("data", 0)
    assert isinstance(inspector.editor, NodeEditor)


def test_a_unit_is_ablated_and_forgotten_with_its_width(inspector, document, qtbot):
    inspector.show_unit("dense1", 7)
    qtbot.mouseClick(inspector.editor.ablated, LEFT)
    assert node(document).options.ablated == (7,)
    assert document.undo_stack.text(0) == "Ablate unit 8 of Dense 1"
    inspector.show_nodes(["dense1"])
    type_into(inspector.editor.form.editor("units").field, "7")
    assert node(document).options.ablated == ()
    document.undo_stack.undo()
    assert node(document).options.ablated == (7,)


def test_only_the_largest_of_many_weights_have_a_row(inspector):
    experiment = spiral()
    graph = experiment.graph.update(experiment.graph.node("dense1").with_fields(units=100))
    inspector._document.open(experiment.replace(graph=graph))
    inspector.show_unit("dense2", 0)
    weight = np.random.default_rng(0).normal(size=(6, 100)).astype(np.float32)
    inspector.show_snapshot(snapshot({ProbeRequest("weights"): {"dense2.weight": weight}}))
    expected = sorted(np.argsort(-np.abs(weight[0]), kind="stable")[:MOST_BARS].tolist())
    assert inspector.editor.bars.shown == expected


def test_the_activation_of_a_dead_unit_is_said_to_be_dead(inspector):
    import torch

    inspector.show_unit("dense1", 0)
    page = inspector.editor
    request = ProbeRequest("activations", size=BINS, node="dense1", unit=0)
    assert {request, ProbeRequest("unit", size=100, node="dense1")} <= inspector.wanted_probes()
    counted = by_class(torch.zeros(6), torch.tensor([0, 1, 0, 1, 0, 0]), 2, BINS)
    page.show_snapshot(snapshot({request: arrays(counted)}))
    assert page.activations.counts.sum(axis=1).tolist() == [4, 2]
    assert page.activations.note.startswith("The unit is dead")


# ---- what is done to nodes


def test_all_units_are_switched_off_and_on(inspector, document, qtbot):
    inspector.show_nodes(["dense1", "dense2"])
    actions = inspector.editor.actions_
    qtbot.mouseClick(actions.off, LEFT)
    assert [len(node(document, id).options.ablated) for id in ("dense1", "dense2")] == [8, 6]
    assert document.undo_stack.text(0) == "Ablate 2 nodes"
    assert not actions.off.isVisible()
    qtbot.mouseClick(actions.on, LEFT)
    assert node(document).options.ablated == ()
    assert not actions.on.isVisible()


def test_drawing_weights_anew_is_an_entry_of_the_undo_list(inspector, document, commands, qtbot):
    inspector.show_nodes(["dense1"])
    qtbot.mouseClick(inspector.editor.actions_.again, LEFT)
    assert document.undo_stack.text(0) == "Initialize Dense 1 again"
    document.undo_stack.undo()
    document.undo_stack.redo()
    qtbot.mouseClick(inspector.editor.actions_.again, LEFT)
    assert commands == [
        Reinitialize("dense1", 1),
        Reinitialize("dense1", 1, undo=True),
        Reinitialize("dense1", 1),
        Reinitialize("dense1", 2),
    ]


def test_options_are_reset(inspector, document, qtbot):
    inspector.show_nodes(["dense1"])
    assert not inspector.editor.actions_.reset.isVisible()
    type_into(inspector.editor.options.editor("l2").field, "0.2")
    qtbot.mouseClick(inspector.editor.actions_.reset, LEFT)
    assert node(document).options.l2 is None


def test_what_differs_from_most_layers_is_marked_and_can_go_back(show, qtbot):
    experiment = spiral()
    graph = experiment.graph
    extra = graph.node("dense2").replace(id="dense3", name="Dense 3")
    graph = graph.insert(extra, graph.outgoing("dense2")[0])
    graph = graph.update(graph.node("dense1").with_fields(activation="relu"))
    document = Document(experiment.replace(graph=graph))
    inspector = show(Inspector(document), 380, 900)
    inspector.show_nodes(["dense1"])
    row = inspector.editor.form.row("activation")
    assert row.editor.findChild(QComboBox).property("overridden")
    assert row.back.toolTip() == "Back to the global value: Tanh"
    qtbot.mouseClick(row.back, LEFT)
    assert node(document).layer.activation == Activation.named("tanh")()
    assert not row.back.isVisible()


def test_an_own_rate_shows_the_global_one_in_grey(inspector, document):
    training = document.experiment.training
    rule = training.regularization.replace(kind="l2", rate=0.003)
    document.apply("l2", document.experiment.replace(training=training.replace(regularization=rule)))
    inspector.show_nodes(["dense1"])
    field = inspector.editor.options.editor("l2").field
    assert field.placeholderText() == "0.003 (global)"
    assert inspector.editor.options.editor("l1").field.placeholderText() == "0 (global)"


def test_several_nodes_show_dashes_and_are_set_as_one(inspector, document):
    inspector.show_nodes(["dense1", "dense2", "output"])
    form = inspector.editor.form
    assert form.editor("units").field.placeholderText() == "—"
    combo = form.editor("activation").findChild(QComboBox)
    assert combo.currentIndex() == -1
    combo.activated.emit(list(Activation.kinds()).index("relu"))
    kinds = {node(document, id).layer.activation.kind for id in ("dense1", "dense2", "output")}
    assert kinds == {"relu"}
    assert document.undo_stack.text(0) == "Set Activation of 3 nodes"
    assert document.undo_stack.count() == 1
    assert combo.currentIndex() >= 0


# ---- dragging


def drag(label, pixels, *, release=True):
    start = label.rect().center()
    QTest.mousePress(label, LEFT, pos=start)
    QTest.mouseMove(label, start + QPoint(pixels // 2, 0))
    QTest.mouseMove(label, start + QPoint(pixels, 0))
    if release:
        QTest.mouseRelease(label, LEFT, pos=start + QPoint(pixels, 0))


@pytest.fixture
def told(document):
    session = Session(document, document)
    sent = []
    session.send = sent.append  # what the worker would get; it is not started
    document.weight_changed.disconnect()
    return sent


def test_a_dragged_width_is_previewed_and_reaches_the_trainer_once(inspector, document, told):
    inspector.show_nodes(["dense1"])
    label = inspector.editor.form.row("units").label
    drag(label, -24, release=False)
    assert node(document).layer.units == 4
    assert document.undo_stack.count() == 0
    assert told == []
    QTest.mouseRelease(label, LEFT)
    assert document.undo_stack.text(0) == "Change Units of Dense 1"
    assert told == [Update(document.experiment)]
    document.undo_stack.undo()
    assert node(document).layer.units == 8


def test_escape_takes_a_dragged_width_back(inspector, document, told):
    inspector.show_nodes(["dense1"])
    label = inspector.editor.form.row("units").label
    drag(label, 30, release=False)
    assert node(document).layer.units == 13
    QTest.keyClick(label, Qt.Key.Key_Escape)
    QTest.mouseRelease(label, LEFT)
    assert document.experiment == spiral()
    assert inspector.editor.form.editor("units").field.value() == 8
    assert told == []


def test_a_dragged_rate_reaches_the_trainer_at_once(inspector, document, told):
    label = inspector.editor.forms[0].row("learning_rate").label
    drag(label, 12, release=False)
    assert document.experiment.training.learning_rate == 0.1
    assert [command.experiment.training.learning_rate for command in told] == [0.05, 0.1]
    QTest.mouseRelease(label, LEFT)
    assert document.undo_stack.count() == 1
    assert len(told) == 2
