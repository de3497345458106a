"""The pages that ask the network about pictures, on sessions that train for real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from nnplayground.app.document import Document
from nnplayground.app.landscape import STATE
from nnplayground.app.session import Session
from nnplayground.core.experiment import Experiment
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.train.explaining.questions import METHODS
from nnplayground.train.traces import Sample
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.views.page import Page
from nnplayground.ui.views.pages.adversarial import AdversarialPage
from nnplayground.ui.views.pages.heat_map import HeatMapPage
from nnplayground.ui.views.pages.maximise import MaximisePage
from nnplayground.ui.views.pages.saliency import SaliencyPage
from nnplayground.ui.views.saliency_ink import flattened, overlay_image
from nnplayground.ui.views.saliency_rows import BarColumn, RowBars
from nnplayground.ui.views.saliency_tiles import MapTile, TileSheet
from nnplayground.ui.widgets.painting import text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from nnplayground.ui.views.saliency_page import ExplainingPage

WAIT = 20_000
PAGES = (SaliencyPage, AdversarialPage, MaximisePage, HeatMapPage)


class Bench:
    """A page on a session that trains for real."""

    def __init__(self, qtbot: QtBot, kind: type[ExplainingPage], experiment: Experiment) -> None:
        self.bot = qtbot
        self.document = Document(experiment)
        self.session = Session(self.document)
        self.page: Any = kind(self.document, self.session)
        self.page.resize(1000, 400)
        self.page.show()
        self.session.snapshot_taken.connect(self.page.show_snapshot)
        self.session.watch(self.page.wanted_probes())
        self.session.start()

    @property
    def explainer(self) -> Any:
        return self.page.explainer

    def until(self, holds: Callable[[], bool]) -> None:
        self.bot.waitUntil(holds, timeout=WAIT)

    def settle(self) -> None:
        """Wait until the answer is complete and drawn."""
        self.until(self.is_settled)

    def is_settled(self) -> bool:
        return (
            self.explainer.answer is not None
            and not self.explainer.working
            and not self.page._pause.isActive()
        )

    def step(self) -> None:
        """Train one epoch, and wait for its answer."""
        before = self.explainer.step
        self.session.send(Step(epochs=1))
        self.until(lambda: self.explainer.step > before and self.is_settled())


def small(name: str) -> Experiment:
    """Return a preset with fewer samples."""
    experiment = presets.load(name)
    return experiment.with_value("data.dataset.samples", 300)


@pytest.fixture
def benches(qtbot: QtBot) -> Iterator[Callable[..., Bench]]:
    made: list[Bench] = []

    def make(kind: type[ExplainingPage], experiment: Experiment | None = None) -> Bench:
        name = "sliding-heat-map" if kind is HeatMapPage else "adversarial"
        made.append(Bench(qtbot, kind, experiment or small(name)))
        return made[-1]

    yield make
    for bench in made:
        bench.page.close()
        bench.page.close_explainers()
        bench.session.close()
        bench.page.deleteLater()


def test_the_pages_are_found_where_they_fit() -> None:
    assert set(PAGES) <= set(Page.kinds())
    spiral, digits = presets.load("spiral"), presets.load("digits-cnn")
    assert [page.fits(spiral) for page in PAGES] == [True, True, False, False]
    assert [page.fits(presets.load("wine")) for page in PAGES] == [True, False, False, False]
    assert [page.fits(digits) for page in PAGES] == [True, True, True, False]
    assert HeatMapPage.fits(presets.load("sliding-heat-map"))
    assert not any(page.fits(presets.load("autoencoder")) for page in PAGES)
    assert not any(page.fits(presets.load("unet-shapes")) for page in PAGES)


def test_a_point_of_the_plane_moves_to_its_twin(benches: Callable[..., Bench]) -> None:
    bench = benches(AdversarialPage, presets.load("circle"))
    for _epoch in range(3):
        bench.step()
    bench.session.attention.samples.choose(Sample("test", 3))
    points = bench.session.points
    assert points is not None
    bench.until(lambda: bench.is_settled() and np.allclose(bench.explainer.answer.picture, points.test_x[3]))
    page, found = bench.page, bench.explainer.answer
    assert page.pictures.isHidden()
    most = 12 * page.epsilon.value()
    assert np.abs(found.changed - found.picture).max() == pytest.approx(most, rel=1e-5)
    bench.until(lambda: page.plane._image is not None)
    bounds = page.plane.box()
    assert page.plane.place(np.array([-6.0, -6.0])) == bounds.bottomLeft()
    assert page.plane.place(np.array([6.0, 6.0])) == bounds.topRight()
    moved = page.plane.place(found.changed) - page.plane.place(found.picture)
    assert abs(moved.x()) == pytest.approx(page.epsilon.value() * bounds.width(), rel=1e-4)
    assert not page.plane.grab().isNull()


# -- saliency ------------------------------------------------------------------------------------------


def test_a_row_of_numbers_has_a_bar_for_every_input(benches: Callable[..., Bench]) -> None:
    bench = benches(SaliencyPage, presets.load("wine"))
    bench.session.attention.samples.choose(Sample("test", 4))
    bench.until(lambda: bench.is_settled() and len(bench.explainer.answer.maps) == len(METHODS) - 1)
    page, points = bench.page, bench.session.points
    assert points is not None
    bench.until(lambda: np.allclose(bench.explainer.answer.picture, points.test_x[4], rtol=1e-5))
    bench.settle()
    assert not page.bars.isHidden()
    assert page.sheet.isHidden()
    assert len(page.bars.shown()) == 13
    assert page.bars.said(0).startswith("alcohol = ")
    assert [column.key for column in page.bars.columns] == [m for m in METHODS if m != "grad_cam"]
    table = page.table()
    assert [row[0] for row in table.rows][:2] == ["alcohol", "malic_acid"]
    gathered = table.header.index("Integrated")
    found = bench.explainer.answer.maps["integrated_gradients"]
    assert sum(row[gathered] for row in table.rows) == pytest.approx(found.expected, rel=0.05, abs=0.02)
    page.resize(1000, 140)
    assert 0 < len(page.bars.shown()) < 13
    assert len(page.bars.drawn()) == len(METHODS) - 1
    page.resize(520, 140)
    assert "integrated_gradients" in [column.key for column in page.bars.drawn()]
    assert len(page.bars.drawn()) < len(METHODS) - 1


def test_every_method_is_shown_for_the_chosen_sample(benches: Callable[..., Bench]) -> None:
    bench = benches(SaliencyPage)
    bench.session.attention.samples.choose(Sample("test", 4))
    bench.until(lambda: bench.is_settled() and len(bench.explainer.answer.maps) == len(METHODS))
    bench.until(lambda: all(tile.values is not None for tile in bench.page.sheet.tiles))
    assert [tile.key for tile in bench.page.sheet.tiles] == list(METHODS)
    points = bench.session.points
    assert points is not None
    bench.until(
        lambda: (
            np.allclose(bench.explainer.answer.picture, points.test_x[4], atol=1e-6) and bench.is_settled()
        )
    )
    found = bench.explainer.answer
    shown = {tile.key: tile for tile in bench.page.sheet.tiles}
    np.testing.assert_array_equal(
        shown["gradient"].values, flattened(found.maps["gradient"].values, magnitude=False)
    )
    table = bench.page.table()
    assert table is not None
    assert len(table.rows) == 28 * 28


def test_no_title_of_a_method_is_wider_than_its_column(qtbot: QtBot) -> None:
    titles = ("Градиент", "Градиент × вход", "SmoothGrad", "Инт. градиент", "Заслонение")
    keys = ("gradient", "gradient_input", "smooth_grad", "integrated_gradients", "occlusion")
    bars = RowBars()
    qtbot.addWidget(bars)
    columns = [BarColumn(key, title, np.ones(2)) for key, title in zip(keys, titles, strict=True)]
    bars.show_row(("x1", "x2"), np.ones(2), columns)
    one_line = {}
    for width in (900, 540, 300):
        bars.resize(width, 150)
        font = ui_font(12, QFont.Weight.DemiBold)
        words = [word for column in bars.drawn() for word in column.title.split()]
        pitch = bars.width() / len(bars.drawn())
        assert max(text_width(word, font) for word in words) <= pitch
        last = bars.drawn()[-1].title
        assert bars.boxes()[-1].left() + text_width(last, font) <= width or len(last.split()) > 1
        one_line[width] = bars.boxes()[0].top()
    assert len(bars.drawn()) < 5
    assert one_line[900] < one_line[540]


def test_numbers_stand_below_bars_where_there_is_no_room_beside_them(qtbot: QtBot) -> None:
    bars = RowBars()
    qtbot.addWidget(bars)
    bars.show_row(("x1",), np.ones(1), [BarColumn("a", "A", np.ones(1)), BarColumn("b", "B", np.ones(1))])
    bars.resize(300, 150)
    assert bars.boxes()[0].height() == 38
    bars.resize(600, 150)
    assert bars.boxes()[0].height() == 26


def test_another_class_and_layer_are_explained(benches: Callable[..., Bench]) -> None:
    bench = benches(SaliencyPage)
    bench.settle()
    page = bench.page
    page.output.setValue(7)
    page.output.chosen.emit(7)
    page.layer.setValue("conv1")
    page.layer.chosen.emit("conv1")
    bench.until(lambda: (bench.explainer.answer.output, bench.explainer.answer.layer) == (7, "conv1"))
    bench.settle()
    assert "“7”" in page.words.text()
    page.way.setValue("magnitude")
    page.way.changed.emit("magnitude")
    bench.until(lambda: not page.sheet.tiles[0].is_signed)
    assert (page.sheet.tiles[0].values >= 0).all()


def test_the_answer_follows_training_and_a_hidden_page_rests(benches: Callable[..., Bench]) -> None:
    bench = benches(SaliencyPage)
    bench.settle()
    first = bench.explainer.answer.said.raw.copy()
    bench.step()
    assert (bench.explainer.answer.said.raw != first).any()
    bench.page.hide()
    step = bench.explainer.step
    with bench.bot.waitSignal(bench.session.snapshot_taken):
        bench.session.snapshot_taken.disconnect(bench.page.show_snapshot)
        bench.session.send(Step(epochs=1))
    assert not bench.explainer.working
    assert bench.explainer.step == step


def test_an_edit_of_the_network_leads_to_its_answer(benches: Callable[..., Bench]) -> None:
    bench = benches(SaliencyPage)
    bench.settle()
    bench.document.apply("Widen", bench.document.experiment.with_value("nodes.conv2.out_channels", 5))
    bench.until(
        lambda: (
            bench.session.snapshot is not None
            and bench.session.snapshot.experiment == bench.document.experiment
        )
    )
    bench.settle()
    assert bench.explainer.error is None


def test_other_data_leave_nothing_of_the_old_answer(benches: Callable[..., Bench]) -> None:
    bench = benches(SaliencyPage)
    bench.settle()
    tree = bench.document.experiment.to_dict()
    tree["data"]["dataset"] = {"kind": "textures", "samples": 90}
    next(node for node in tree["graph"]["nodes"] if node["id"] == "output")["units"] = 3
    bench.document.apply("Other data", Experiment.from_dict(tree))
    assert bench.explainer.answer is None
    bench.until(lambda: bench.is_settled() and len(bench.explainer.answer.said.scores) == 3)
    assert bench.explainer.error is None


# -- adversarial ---------------------------------------------------------------------------------------


def test_epsilon_bounds_the_noise_and_zero_changes_nothing(benches: Callable[..., Bench]) -> None:
    bench = benches(AdversarialPage)
    bench.settle()
    page = bench.page
    for epsilon in (0.05, 0.0):
        page.epsilon.setValue(epsilon)
        page.epsilon.changing.emit(epsilon)
        bench.until(lambda epsilon=epsilon: bench.is_settled() and bench.explainer.answer.epsilon == epsilon)
        found = bench.explainer.answer
        assert np.abs(found.changed - found.picture).max() <= epsilon * found.width + 1e-6
    assert "No noise" not in page.turn.text()


def test_pgd_targets_the_wished_class(benches: Callable[..., Bench]) -> None:
    bench = benches(AdversarialPage)
    bench.settle()
    page = bench.page
    page.method.setValue("pgd")
    page.method.changed.emit("pgd")
    page.target.setValue(6)
    page.target.chosen.emit(6)
    bench.until(lambda: bench.is_settled() and bench.explainer.answer.label == 6)
    found = bench.explainer.answer
    assert found.after.scores[6] > found.before.scores[6]
    assert page.steps.isEnabled()


def test_the_curve_falls_and_chooses_epsilon(benches: Callable[..., Bench]) -> None:
    bench = benches(AdversarialPage)
    bench.until(lambda: bench.page.judge.answer is not None and not bench.page.judge.working)
    bench.settle()
    curve = bench.page.judge.answer
    assert np.isfinite(curve.accuracy["pgd"]).all()
    plot = bench.page.chart.plot()
    spot = QPointF(plot.center().x(), plot.center().y()).toPoint()
    QTest.mouseClick(bench.page.chart, Qt.MouseButton.LeftButton, pos=spot)
    assert bench.page.epsilon.value() == pytest.approx(0.15, abs=0.01)
    table = bench.page.table()
    assert table is not None
    assert len(table.rows) == len(curve.epsilons)


# -- maximise ------------------------------------------------------------------------------------------


def test_pictures_of_classes_form_and_go_on_after_a_step(benches: Callable[..., Bench]) -> None:
    bench = benches(MaximisePage)
    bench.until(lambda: bench.is_settled() and bench.explainer.answer.step == bench.explainer.answer.steps)
    first = bench.explainer.answer
    assert first.pictures.shape == (10, 1, 28, 28)
    bench.step()
    again = bench.explainer.answer
    assert again.steps < first.steps
    near = np.abs(again.pictures - first.pictures).mean()
    noise = np.abs(first.pictures - first.pictures[::-1]).mean()
    assert near < noise


def test_pictures_of_channels_are_as_large_as_they_see(benches: Callable[..., Bench]) -> None:
    bench = benches(MaximisePage)
    bench.settle()
    page = bench.page
    page.layer.setValue("conv1")
    page.layer.chosen.emit("conv1")
    bench.until(lambda: bench.is_settled() and len(bench.explainer.answer.pictures) == 8)
    assert bench.explainer.answer.window == (slice(12, 17), slice(12, 17))
    assert len(page.wall.boxes()) == 8
    with bench.bot.waitSignal(bench.session.attention.unit_asked) as asked:
        page.wall.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(page.wall, Qt.Key.Key_Right)
        QTest.keyClick(page.wall, Qt.Key.Key_Right)
        QTest.keyClick(page.wall, Qt.Key.Key_Return)
    assert asked.args == ["conv1", 1]


# -- heat map ------------------------------------------------------------------------------------------


def test_a_place_of_the_heat_map_says_what_its_window_holds(benches: Callable[..., Bench]) -> None:
    bench = benches(HeatMapPage)
    bench.settle()
    page, found = bench.page, bench.explainer.answer
    assert found.window == (28, 28)
    assert found.step == (4, 4)
    page.scene.setFocus(Qt.FocusReason.TabFocusReason)
    page.scene.point_at((2, 3))
    QTest.keyClick(page.scene, Qt.Key.Key_Right)
    assert "row 9, column 17" in page.scene.readout()
    assert page.maps._at == (2, 4)
    page.maps.chosen.emit(5)
    bench.until(lambda: page.output.value() == 5 and not page._pause.isActive())
    before = found.scene.pixels
    page.other.click()
    bench.until(lambda: bench.explainer.answer is not found and bench.is_settled())
    assert (bench.explainer.answer.scene.pixels != before).any()


# -- parts ---------------------------------------------------------------------------------------------


def test_an_overlay_is_clear_where_nothing_counts(qapp: object) -> None:
    image = overlay_image(np.array([[0.0, 1.0], [-1.0, np.nan]]), 1.0)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(1, 1).alpha() == 0
    strong = image.pixelColor(1, 0)
    assert strong.alpha() > 200
    assert strong.blue() > strong.red()
    assert image.pixelColor(0, 1).red() > image.pixelColor(0, 1).blue()


def test_one_tile_takes_all_the_room(qtbot: QtBot) -> None:
    sheet = TileSheet("maps")
    qtbot.addWidget(sheet)
    sheet.resize(600, 200)
    tiles = [MapTile(key, key, np.eye(4)) for key in "abcdef"]
    sheet.show_tiles(tiles, None, overlay=False)
    assert sheet.columns() == 6
    sheet.show()
    sheet.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(sheet, Qt.Key.Key_Right)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert [tile.key for tile in sheet.shown] == ["b"]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert len(sheet.shown) == 6
    sheet.close()


# -- where nothing can be asked ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [MaximisePage, HeatMapPage])
def test_a_page_beside_numbers_says_what_it_needs_and_asks_nothing(
    benches: Callable[..., Bench], kind: type[ExplainingPage]
) -> None:
    bench = benches(kind, presets.load("circle"))
    bench.session.watch(frozenset({STATE}))  # as another page may want it
    bench.until(lambda: bench.session.snapshot is not None and STATE in bench.session.snapshot.probes)
    bench.until(lambda: bench.session.has_points)
    bench.page.show_snapshot(bench.session.snapshot)
    assert not bench.explainer.asks
    assert not bench.explainer.working
    bench.until(lambda: not bench.page.is_busy())
    assert bench.page._stack.currentIndex() == 1
    assert "needs pictures" in bench.page._empty.text()


def test_a_page_stops_asking_when_pictures_become_numbers_and_asks_again_after_undo(
    benches: Callable[..., Bench],
) -> None:
    bench = benches(MaximisePage)
    bench.settle()
    bench.document.apply("Other data", presets.load("circle"))
    bench.until(lambda: not bench.page.is_busy())
    assert "needs pictures" in bench.page._empty.text()
    assert bench.explainer.answer is None
    bench.document.undo_stack.undo()
    bench.until(bench.is_settled)
    assert len(bench.explainer.answer.pictures) == 10
