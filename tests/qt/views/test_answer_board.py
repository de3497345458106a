"""Masks, boxes and reconstructions in the output, and the map of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from staging import Stage, place

from nnplayground.data.image_shapes import ImageShapes
from nnplayground.projects import presets
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.colormap import class_colour
from nnplayground.ui.views.output import OutputView
from nnplayground.ui.views.pages.codes import CodesPage
from nnplayground.ui.views.pages.confusion import ConfusionPage
from nnplayground.ui.views.pictured import Answers, answers_of, masked_image, mistaken_image

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def small(name: str, **fields: Any) -> Any:
    """Return a preset with few samples, which trains at once."""
    experiment = presets.load(name)
    experiment = experiment.replace(training=experiment.training.replace(engine="eager"))
    if isinstance(experiment.data.dataset, ImageShapes):
        dataset = experiment.data.dataset.replace(samples=80, **fields)
        return experiment.replace(data=experiment.data.replace(dataset=dataset))
    return experiment


@pytest.fixture(scope="module")
def stages(qapp: object) -> dict[str, Stage]:
    names = {"mask": "unet-shapes", "box": "boxes", "picture": "denoising-autoencoder", "code": "autoencoder"}
    return {kind: Stage.of(small(name), epochs=1) for kind, name in names.items()}


def output(qtbot: QtBot, stage: Stage) -> OutputView:
    view = OutputView(stage.document, stage.session.attention)
    place(qtbot, view, 400, 860)
    assert stage.session.points is not None
    view.show_points(stage.session.points)
    stage.show(view)
    return view


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("mask", ("Picture", "Truth", "Network", "Wrong pixels")),
        ("box", ("True box", "Found box")),
        ("picture", ("Input", "With noise", "Reconstruction", "Difference")),
        ("code", ("Input", "Reconstruction", "Difference")),
    ],
)
def test_the_output_shows_one_picture_in_panels_and_others_below(
    qtbot: QtBot, stages: dict[str, Stage], kind: str, names: tuple[str, ...]
) -> None:
    view = output(qtbot, stages[kind])
    board = view.picture.board
    assert view.picture.pictures.currentWidget() is board
    assert board._names == names
    for number in (-1, 0, board._shown() - 1):
        of = board.answered(number)
        assert of is not None
        assert all(panel is not None for panel in board._panels_of(number, of))
    assert board._shown() >= 6
    assert view.picture.opacity.isVisibleTo(view) == (kind == "mask")
    assert board.grab().toImage().allGray() is False or kind == "code"


@pytest.mark.parametrize(("kind", "next_kind"), [("mask", Answers.BOX), ("box", Answers.MASK)])
def test_targets_of_the_data_before_an_edit_are_not_drawn(
    qtbot: QtBot, stages: dict[str, Stage], kind: str, next_kind: Answers
) -> None:
    view = output(qtbot, stages[kind])
    board = view.picture.board
    board.show_kind(next_kind)
    for number in (-1, 0):
        of = board.answered(number)
        assert of is not None
        assert of.target is None
    board.grab()


def test_what_the_board_says_is_what_the_network_says(qtbot: QtBot, stages: dict[str, Stage]) -> None:
    stage = stages["mask"]
    view = output(qtbot, stage)
    board = view.picture.board
    points, part = stage.session.points, stage.trainer.parts["test"]
    assert points is not None
    found = stage.trainer.program.eval()(part.x).argmax(dim=1).numpy()
    for number in range(board._shown()):
        of = board.answered(number)
        assert of is not None
        np.testing.assert_array_equal(of.answer["mask"], found[number])
        np.testing.assert_array_equal(of.pixels, points.test_x[number])
        np.testing.assert_array_equal(of.target, points.test_y[number])


def test_a_click_and_the_arrow_keys_choose_a_sample(qtbot: QtBot, stages: dict[str, Stage]) -> None:
    stage = stages["picture"]
    view = output(qtbot, stage)
    board = view.picture.board
    at = board._plan().tile(2).center()
    with qtbot.waitSignal(board.changed):
        QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=at.toPoint())
    samples = stage.session.attention.samples
    assert samples.sample == Sample("test", 2)
    assert ProbeRequest("pictures", sample=Sample("test", 2)) in board.wanted_probes()
    QTest.keyClick(board, Qt.Key.Key_Right)
    QTest.keyClick(board, Qt.Key.Key_Down)
    assert samples.sample == Sample("test", 3 + board._plan().columns)
    QTest.keyClick(board, Qt.Key.Key_Up)
    QTest.keyClick(board, Qt.Key.Key_Left)
    assert samples.sample == Sample("test", 2)


def test_training_samples_are_shown_on_demand(qtbot: QtBot, stages: dict[str, Stage]) -> None:
    view = output(qtbot, stages["box"])
    board = view.picture.board
    with qtbot.waitSignal(board.changed):
        board.show_test(False)
    assert {request.part for request in board.wanted_probes()} == {"train", ""}
    board.show_test(True)


def test_answers_of_former_data_are_not_drawn(qtbot: QtBot, stages: dict[str, Stage]) -> None:
    stage = stages["mask"]
    view = output(qtbot, stage)
    board = view.picture.board
    digits = Stage.of("digits", epochs=0)
    assert digits.session.points is not None
    board.show_points(digits.session.points)
    of = board.answered(0)
    assert of is not None
    assert of.answer == {}
    board.grab()


def test_mistakes_list_the_least_overlap(qtbot: QtBot, stages: dict[str, Stage]) -> None:
    stage = stages["box"]
    view = output(qtbot, stage)
    view.show_tab("mistakes")
    stage.show(view)
    qtbot.waitUntil(lambda: len(view.mistakes.gallery.entries) > 0)
    assert all(entry.verdict.endswith("%") for entry in view.mistakes.gallery.entries)
    assert not view.tabs.isTabVisible(1)


def test_masks_colour_shapes_and_leave_the_ground() -> None:
    pixels = np.full((3, 2, 2), 0.5)
    image = masked_image(pixels, np.array([[0, 1], [2, 0]]), 1.0)
    assert image.pixelColor(1, 0) == class_colour(0)
    assert image.pixelColor(0, 1) == class_colour(1)
    assert image.pixelColor(0, 0) == image.pixelColor(1, 1)
    assert masked_image(pixels, np.ones((2, 2)), 0.0).pixelColor(0, 0).red() in (127, 128)
    wrong = mistaken_image(pixels, np.array([[True, False], [False, False]]))
    assert wrong.pixelColor(0, 0) != wrong.pixelColor(1, 0)


def test_kinds_of_answers_follow_from_data_and_losses(stages: dict[str, Stage]) -> None:
    found = {
        kind: answers_of(stage.document.experiment, stage.document.report) for kind, stage in stages.items()
    }
    pictures = Answers.PICTURE
    assert found == {"mask": Answers.MASK, "box": Answers.BOX, "picture": pictures, "code": pictures}
    digits = presets.load("digits-cnn")
    assert answers_of(digits, digits.report()) is None
    assert ConfusionPage.fits(stages["mask"].document.experiment)
    assert not ConfusionPage.fits(stages["code"].document.experiment)
    assert ConfusionPage.fits(digits)


# -- the map of a code ---------------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot, stages: dict[str, Stage]) -> CodesPage:
    page = CodesPage(stages["code"].document, stages["code"].session)
    place(qtbot, page, 900, 420)
    stages["code"].show(page)
    page._take(stages["code"].snapshot(page))
    return page


def test_only_autoencoders_of_pictures_have_the_page() -> None:
    assert CodesPage.fits(presets.load("conv-autoencoder"))
    assert not CodesPage.fits(presets.load("digits-cnn"))
    assert not CodesPage.fits(presets.load("unet-shapes"))


def test_the_map_places_samples_and_paints_the_middle(page: CodesPage, stages: dict[str, Stage]) -> None:
    assert page.plot.map is not None
    assert page.node.value() == "code"
    trainer = stages["code"].trainer
    codes = trainer.program.eval().outputs(trainer.parts["test"].x)["code"].detach().numpy()
    np.testing.assert_allclose(page.plot.map.points, codes, rtol=1e-4, atol=1e-5)
    left, bottom, right, top = page.plot.map.bounds
    assert page.plot.place == pytest.approx(((left + right) / 2, (bottom + top) / 2))
    assert page.glass.code == pytest.approx(page.plot.place, rel=1e-4, abs=1e-5)
    assert page.glass.nearest_words in "0123456789"


def test_the_picture_follows_the_pointer_and_the_arrow_keys(
    page: CodesPage, stages: dict[str, Stage], qtbot: QtBot
) -> None:
    plane = page.plot.plane()
    with qtbot.waitSignal(page.changed):
        QTest.mouseMove(page.plot, QPoint(round(plane.left() + 20), round(plane.top() + 30)))
    assert page.plot.place is not None
    u, v = page.plot.place
    assert page.plot.map is not None
    assert u < page.plot.map.bounds[[0, 2]].mean()
    assert v > page.plot.map.bounds[[1, 3]].mean()
    page._take(stages["code"].snapshot(page))
    assert page.glass.code == pytest.approx((u, v), rel=1e-3, abs=1e-4)
    QTest.keyClick(page.plot, Qt.Key.Key_Right)
    QTest.keyClick(page.plot, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.plot.place[0] > u
    assert page.plot.place[1] < v


def test_a_click_near_a_sample_chooses_it(page: CodesPage, stages: dict[str, Stage]) -> None:
    assert page.plot.map is not None
    at = page.plot._pixel(page.plot.map.points[5:6])[0]
    QTest.mouseClick(page.plot, Qt.MouseButton.LeftButton, pos=QPointF(*at).toPoint())
    chosen = stages["code"].session.attention.samples.sample
    near = page.plot._pixel(page.plot.map.points[[5, chosen.index]])
    assert chosen.part == "test"
    assert np.hypot(*(near[0] - near[1])) < 2
    assert page.plot._rung == chosen.index


def test_another_layer_and_its_units_are_asked_for(page: CodesPage, stages: dict[str, Stage]) -> None:
    page.node.setValue("dense2")
    page._choose()
    assert page.axes.isVisibleTo(page.controls())
    page.axes.setValue("units")
    page._choose()
    assert any(request.units == (0, 1) for request in page.wanted_probes())
    page._take(stages["code"].snapshot(page))
    page._take(stages["code"].snapshot(page))
    assert len(page.glass.code) == 32
    page.axes.setValue("components")
    page.node.setValue("code")


def test_the_table_lists_the_places(page: CodesPage) -> None:
    table = page.table()
    assert table is not None
    assert page.plot.map is not None
    assert len(table.rows) == len(page.plot.map.points)


def test_without_a_code_the_page_says_so(qtbot: QtBot) -> None:
    experiment = presets.load("autoencoder")
    wide = experiment.graph.node("code").with_fields(units=900)
    graph = experiment.graph.update(wide)
    for id in ("dense1", "dense2", "dense3", "dense4"):
        graph = graph.update(graph.node(id).with_fields(units=900))
    stage = Stage.of(experiment.replace(graph=graph), epochs=0)
    page = CodesPage(stage.document, stage.session)
    place(qtbot, page, 700, 200)
    assert page.wanted_probes() == frozenset()
    assert not page.plot.isVisible()
    page.grab()
