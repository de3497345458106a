"""A filter typed number by number, or chosen by name, as one edit that undo takes back."""

from __future__ import annotations

import numpy as np
import pytest
from conftest_panels import snapshot
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnplayground.app.document import Document
from nnplayground.layers.initializations_kernels import KERNEL_TITLES, KERNELS
from nnplayground.projects import presets
from nnplayground.train.commands import SetWeight
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer
from nnplayground.ui.panels.inspect_unit import UnitEditor
from nnplayground.ui.panels.kernel_grid import KernelEditor, named_filter


@pytest.fixture
def document():
    return Document(presets.load("digits-cnn"))


def conv(document, number=1):
    return [node.id for node in document.experiment.graph.nodes if node.layer.kind == "conv2d"][number]


@pytest.fixture
def shown(document, show):
    node = conv(document)
    trainer = Trainer(document.experiment)
    found = {name: p.detach().numpy().copy() for name, p in trainer.program.named_parameters()}
    editor = show(UnitEditor(document, node, 3), 380, 900)
    editor.show_snapshot(snapshot({ProbeRequest("weights"): found}))
    sent = []
    document.weight_changed.connect(sent.append)
    return editor, found[f"{node}.weight"][3], sent, trainer


def test_a_filter_is_shown_channel_by_channel(shown):
    editor, row, _sent, _trainer = shown
    assert editor.kernel.isVisible()
    assert not editor.bars.isVisible()
    np.testing.assert_array_equal(editor.kernel.grid_._values, row[0])
    editor.kernel.after.click()
    np.testing.assert_array_equal(editor.kernel.grid_._values, row[1])
    assert f"2 of {len(row)}" in editor.kernel._said.text()


def test_a_number_is_typed_by_key(shown, document):
    editor, row, sent, _trainer = shown
    editor.kernel.after.click()
    grid = editor.kernel.grid_
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(grid, key)
    grid._field.selectAll()
    QTest.keyClicks(grid._field, "0.25\r")
    assert sent == [SetWeight(conv(document), "weight", (3, 1, 1, 1), 0.25)]
    document.undo_stack.undo()
    assert sent[1].value == pytest.approx(row[1, 1, 1])


def test_a_kernel_by_name_is_one_edit_and_comes_back(shown, document):
    editor, row, sent, trainer = shown
    editor.kernel.take("sobel_x")
    (command,) = sent
    assert command.index == (3,)
    trainer.set_weight(command.node, command.parameter, command.index, command.value)
    weight = dict(trainer.program.named_parameters())[f"{conv(document)}.weight"].detach().numpy()
    expected = np.array(KERNELS["sobel_x"]) / len(row)
    np.testing.assert_allclose(weight[3], np.broadcast_to(expected, row.shape), rtol=1e-6)
    document.undo_stack.undo()
    trainer.set_weight(command.node, command.parameter, command.index, sent[1].value)
    np.testing.assert_array_equal(weight[3], row)


def test_every_kernel_has_a_name_and_a_picture(show):
    editor = show(KernelEditor(), 300, 240)
    menu = editor.menu()
    assert [action.data() for action in menu.actions()] == list(KERNELS) == list(KERNEL_TITLES)
    assert not any(action.icon().isNull() for action in menu.actions())
    chosen = []
    editor.filterChosen.connect(lambda before, after: chosen.append(after))
    menu.actions()[0].trigger()
    np.testing.assert_array_equal(chosen[0], [np.array(KERNELS["identity"])])
    menu.deleteLater()


def test_a_kernel_stands_in_the_middle_of_a_larger_window():
    window = named_filter("laplacian", (2, 5, 5))
    np.testing.assert_allclose(window[1, 1:4, 1:4], np.array(KERNELS["laplacian"]) / 2)
    assert np.count_nonzero(window[0]) == 5


def test_the_layer_is_frozen_beside_its_filter(shown, document):
    editor, *_rest = shown
    editor.frozen.click()
    assert document.experiment.graph.node(conv(document)).options.frozen


def test_numbers_that_do_not_fit_are_refused(shown):
    from nnplayground.core.errors import TrainingError

    *_rest, trainer = shown
    name = next(node.id for node in trainer.experiment.graph.nodes if node.layer.kind == "conv2d")
    with pytest.raises(TrainingError, match="There is no weight"):
        trainer.set_weight(name, "weight", (0,), (1.0, 2.0))
