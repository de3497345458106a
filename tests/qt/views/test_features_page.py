"""Feature maps of the chosen sample, and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from staging import Stage, place

from nnplayground.core.receptive import ReceptiveField, Window
from nnplayground.projects import presets
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.views.map_wall import MapScale, magnitudes
from nnplayground.ui.views.pages.features import FeaturesPage, _mosaics
from nnplayground.ui.views.patches import cut

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def stage(qapp: object) -> Stage:
    return Stage.of("digits-cnn", epochs=1)


@pytest.fixture
def page(qtbot: QtBot, stage: Stage) -> FeaturesPage:
    stage.session.attention.samples.choose(Sample("test", 3))
    page = FeaturesPage(stage.document, stage.session)
    place(qtbot, page, 760, 300)
    stage.show(page)
    return page


def test_maps_are_those_of_the_chosen_sample(page: FeaturesPage, stage: Stage) -> None:
    with torch.no_grad():
        outputs = stage.trainer.program.eval().outputs(stage.trainer.parts["test"].x[3:4])
    rows = page.wall.tiles.rows
    assert [row.node for row in rows] == [
        id for id in stage.document.report.order if id != "data" and id in outputs and outputs[id].ndim == 4
    ]
    for row in rows:
        np.testing.assert_allclose(row.maps, outputs[row.node][0], rtol=1e-5, atol=1e-6)


def test_another_sample_is_asked_for(page: FeaturesPage, stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.changed):
        stage.session.attention.samples.next()
    assert ProbeRequest("features", sample=Sample("test", 4)) in page.wanted_probes()


def test_a_map_is_enlarged_with_its_numbers_and_opened(
    page: FeaturesPage, stage: Stage, qtbot: QtBot
) -> None:
    row = page.wall.tiles.rows[0]
    page.wall.tiles.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.wall.tiles, Qt.Key.Key_Right)
    QTest.keyClick(page.wall.tiles, Qt.Key.Key_Right)
    assert page.glass.isVisible()
    page.glass._at = (2, 5)
    assert f"{row.maps[1][2, 5]:.3f}".replace("-", "−") in page.glass.readout()
    with qtbot.waitSignal(stage.session.attention.unit_asked) as asked:
        QTest.keyClick(page.wall.tiles, Qt.Key.Key_Return)
    assert asked.args == [row.node, 1]


def test_an_enlarged_map_is_enlarged_in_another_language_too(
    page: FeaturesPage, stage: Stage, qtbot: QtBot
) -> None:
    row = page.wall.tiles.rows[1]
    page._choose(row.node, 2)
    assert page.glass.isVisible()
    again = FeaturesPage(stage.document, stage.session)
    again.restore(page.state())
    place(qtbot, again, 760, 300)
    assert not again.glass.isVisible()
    stage.show(again)
    assert again.glass.isVisible()
    assert again.state() == page.state()
    again.restore({"map": ("gone", 0)})
    stage.show(again)
    assert not again.glass.isVisible()


def test_the_parts_that_excite_a_unit_are_cut_out_of_the_data(
    page: FeaturesPage, stage: Stage, qtbot: QtBot
) -> None:
    row = page.wall.tiles.rows[2]  # the second convolution, behind a pool
    page._choose(row.node, 5)
    snapshot = stage.show(page)
    assert ProbeRequest("patches", size=9, node=row.node, unit=5) not in page.wanted_probes()  # for a while
    answer = snapshot.probes[ProbeRequest("patches", size=9, node=row.node, unit=5)]
    looked = int(answer["looked"][0])
    with torch.no_grad():
        outputs = stage.trainer.program.eval().outputs(stage.trainer.parts["train"].x[:looked])[row.node]
    best = outputs[:, 5].flatten(1).max(dim=1).values.sort(descending=True).values[:9]
    np.testing.assert_allclose(answer["values"], best, rtol=1e-5)
    for value, number, place_ in zip(*(answer[n] for n in ("values", "samples", "places")), strict=True):
        assert outputs[int(number), 5, int(place_[0]), int(place_[1])] == pytest.approx(value, rel=1e-5)
    with qtbot.waitSignal(stage.session.attention.samples.changed):
        QTest.mouseClick(
            page.patches, Qt.MouseButton.LeftButton, pos=page.patches.rect_of(1).center().toPoint()
        )
    assert stage.session.attention.samples.sample == Sample("train", int(answer["samples"][1]))
    assert "Training sample" in page.patches.said(1)
    assert str(looked) in page.patches.said(-1).replace(",", "")


def test_a_part_beyond_the_edge_is_filled_up() -> None:
    picture = np.arange(1.0, 26.0).reshape(1, 5, 5)
    field = ReceptiveField.of_point(2).through(Window((3, 3), (1, 1), (1, 1), (1, 1)))
    np.testing.assert_array_equal(cut(picture, field, (2, 3)), picture[:, 1:4, 2:5])
    corner = cut(picture, field, (0, 4))[0]
    np.testing.assert_array_equal(corner, [[0, 0, 0], [4, 5, 0], [9, 10, 0]])
    assert cut(picture, None, (0, 0)) is picture


def test_a_place_of_the_enlarged_map_is_looked_into(page: FeaturesPage, stage: Stage, qtbot: QtBot) -> None:
    row = page.wall.tiles.rows[0]
    page._choose(row.node, 1)
    middle = page.glass._cell(2, 5).center().toPoint()
    with qtbot.waitSignal(stage.session.attention.place_asked) as asked:
        QTest.mouseClick(page.glass, Qt.MouseButton.LeftButton, pos=middle)
    assert asked.args == [row.node, 1, 2, 5]


def test_colours_are_scaled_by_network_layer_or_map(page: FeaturesPage) -> None:
    rows = page.wall.tiles.rows
    most = [float(np.abs(row.maps).max()) for row in rows]
    assert magnitudes(rows, MapScale.NETWORK) == {row.node: pytest.approx(max(most)) for row in rows}
    assert list(magnitudes(rows, MapScale.LAYER).values()) == pytest.approx(most)
    assert set(magnitudes(rows, MapScale.MAP).values()) == {None}


def test_filters_are_the_kernels(page: FeaturesPage, stage: Stage) -> None:
    page.what.setValue("filters")
    page.what.changed.emit("filters")
    assert ProbeRequest("kernels") in page.wanted_probes()
    stage.show(page)
    page._paced._pass_on()
    first = page.wall.tiles.rows[0]
    weight = dict(stage.trainer.program.named_parameters())[f"{first.node}.weight"].detach().numpy()
    np.testing.assert_array_equal(first.maps, weight[:, 0])


def test_kernels_of_several_channels_stand_side_by_side() -> None:
    kernels = np.arange(2 * 5 * 3 * 3, dtype=np.float32).reshape(2, 5, 3, 3)
    board = _mosaics(kernels)
    assert board.shape == (2, 7, 11)
    np.testing.assert_array_equal(board[1, :3, 4:7], kernels[1, 1])
    np.testing.assert_array_equal(board[0, 4:, :3], kernels[0, 3])
    assert np.isnan(board[:, 3]).all()
    coloured = _mosaics(np.array([-2.0, 0.0, 2.0], np.float32).reshape(1, 3, 1, 1))
    assert coloured.ravel().tolist() == [0, 0.5, 1]


def test_arrows_go_down_to_the_next_layer(page: FeaturesPage) -> None:
    tiles = page.wall.tiles
    tiles._choose(0)
    before = tiles._places[0][0].center()
    QTest.keyClick(tiles, Qt.Key.Key_Down)
    chosen = next(tile for tile, row, unit in tiles._places if (row.node, unit) == tiles._at)
    assert chosen.center().y() > before.y()
    assert abs(chosen.center().x() - before.x()) < 1
    assert tiles._number_at(QPointF(-5, -5)) == -1


def test_tables_have_no_such_page() -> None:
    assert not FeaturesPage.fits(presets.load("iris"))
