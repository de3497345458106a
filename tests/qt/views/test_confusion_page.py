"""The confusion page against scikit-learn, and the samples of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from sklearn.metrics import confusion_matrix, recall_score
from staging import Stage, place

from nnplayground.projects import presets
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.confusion import ConfusionMatrix
from nnplayground.ui.views.pages.confusion import ConfusionPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def stage(qapp: object) -> Stage:
    return Stage.of("digits", epochs=1)


@pytest.fixture
def page(qtbot: QtBot, stage: Stage) -> ConfusionPage:
    page = ConfusionPage(stage.document, stage.session)
    place(qtbot, page, 760, 170)
    stage.show(page)
    return page


def told(stage: Stage, part: str) -> tuple[torch.Tensor, torch.Tensor]:
    samples = stage.trainer.parts[part]
    with torch.no_grad():
        return samples.target, stage.trainer.program.eval()(samples.x).argmax(1)


def test_counts_and_recall_are_those_of_scikit_learn(page: ConfusionPage, stage: Stage) -> None:
    truth, predicted = told(stage, "test")
    counts = confusion_matrix(truth, predicted)
    table = page.table()
    assert table is not None
    np.testing.assert_array_equal([row[1:] for row in table.rows], counts)
    recall = dict(page.recall.rows())
    expected = recall_score(truth, predicted, average=None)
    for index, share in recall.items():
        assert share == pytest.approx(expected[index])


def test_the_most_confused_pairs_are_the_largest_wrong_cells(page: ConfusionPage, stage: Stage) -> None:
    counts = confusion_matrix(*told(stage, "test"))
    np.fill_diagonal(counts, 0)
    rows = page.pairs.rows()
    assert [count for _true, _read, count in rows] == sorted(counts.ravel(), reverse=True)[: len(rows)]
    assert all(counts[true, read] == count for true, read, count in rows)


def test_a_cell_shows_its_very_samples_and_rings_them(
    page: ConfusionPage, stage: Stage, qtbot: QtBot
) -> None:
    true, read, count = page.pairs.rows()[0]
    page.pairs.pairChosen.emit(true, read)
    shown = page.gallery.entries
    assert len(shown) == count
    truth, predicted = told(stage, "test")
    assert all(truth[e.sample.index] == true and predicted[e.sample.index] == read for e in shown)
    assert stage.session.attention.marked == tuple(entry.sample for entry in shown)
    tile = page.gallery.tiles.rect_of(0).center().toPoint()
    qtbot.mouseClick(page.gallery.tiles, Qt.MouseButton.LeftButton, pos=tile)
    assert stage.session.attention.samples.sample == shown[0].sample


def test_a_chosen_cell_is_chosen_in_another_language_too(
    page: ConfusionPage, stage: Stage, qtbot: QtBot
) -> None:
    page.matrix.choose((2, 2))
    again = ConfusionPage(stage.document, stage.session)
    again.restore(page.state())
    place(qtbot, again, 760, 170)
    stage.show(again)
    assert again.matrix.chosen == (2, 2)
    assert again._cell.isVisible()
    assert [entry.sample for entry in again.gallery.entries] == [e.sample for e in page.gallery.entries]


def test_masks_are_counted_by_pixels(qtbot: QtBot) -> None:
    experiment = presets.load("unet-shapes").with_value("data.dataset.samples", 30)
    stage = Stage.of(experiment, epochs=1)
    page = ConfusionPage(stage.document, stage.session)
    assert page.fits(experiment)
    place(qtbot, page, 1000, 500)
    stage.show(page)
    samples = stage.trainer.parts["test"]
    with torch.no_grad():
        said = stage.trainer.program.eval()(samples.x).argmax(1)
    counts = confusion_matrix(samples.target.flatten(), said.flatten())
    table = page.table()
    assert table is not None
    np.testing.assert_array_equal([row[1:] for row in table.rows], counts)
    true, read, count = page.pairs.rows()[0]
    page.pairs.pairChosen.emit(true, read)
    pixels = ((samples.target == true) & (said == read)).flatten(1).sum(1)
    shown = [entry.sample.index for entry in page.gallery.entries]
    assert shown == torch.argsort(-pixels, stable=True)[: int((pixels > 0).sum())].tolist()
    assert f": {format_number(count)} pixels" in page._heading.text()
    middle = page.matrix._box(true, read).center()
    assert page.matrix.said(middle).startswith(f"{format_number(count)} of ")
    assert "pixels of" in page.matrix.said(middle)


def test_the_training_part_is_asked_for(page: ConfusionPage, stage: Stage) -> None:
    page.part.setValue("train")
    page.part.changed.emit("train")
    assert {request.part for request in page.wanted_probes()} == {"train"}
    stage.show(page)
    table = page.table()
    assert table is not None
    assert sum(int(n) for row in table.rows for n in row[1:]) == len(stage.trainer.parts["train"])


def test_cells_are_reached_by_keys(page: ConfusionPage) -> None:
    page.matrix.choose((0, 0))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(page.matrix, key)
    assert page.matrix.chosen == (0, 1)
    QTest.keyClick(page.matrix, Qt.Key.Key_Escape)
    assert page.matrix.chosen is None
    assert not page.gallery.isVisible()


@pytest.mark.parametrize("classes", [2, 10, 100])
def test_any_number_of_classes_is_drawn(qtbot: QtBot, classes: int) -> None:
    matrix = ConfusionMatrix()
    place(qtbot, matrix, 300, 260)
    counts = np.eye(classes) * 9
    counts[0, -1] = 4
    matrix.show_counts(counts, tuple(f"class {n}" for n in range(classes)))
    picture = matrix.grab().toImage()
    cell = matrix._cell()
    right = picture.pixelColor(cell.center().toPoint())
    wrong = picture.pixelColor(
        matrix._box(0, classes - 1).center().toPoint() + QPoint(0, int(cell.height() / 3))
    )
    assert right.blue() > right.red()
    assert wrong.red() > wrong.blue()


def test_regression_has_no_such_page() -> None:
    from nnplayground.projects import presets

    assert not ConfusionPage.fits(presets.load("plane"))
    assert ConfusionPage.fits(presets.load("circle"))
