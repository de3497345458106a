"""The page of the loss surface on real runs: computed beside training, kept, stopped, taken anew."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from nnplayground.app.document import Document
from nnplayground.app.landscape import STATE
from nnplayground.app.session import Session
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.train.landscape_plane import Directions, WeightAt
from nnplayground.train.run import run_experiment
from nnplayground.train.snapshot import RunState
from nnplayground.ui.views.drawing import WidgetDrawing, as_svg
from nnplayground.ui.views.landscape_scale import Form, LossScale, scale_of
from nnplayground.ui.views.page import Page
from nnplayground.ui.views.pages.landscape import LandscapePage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

WAIT = 20_000


class Bench:
    """A page on a session that trains for real."""

    def __init__(self, qtbot: QtBot, experiment: Experiment, size: tuple[int, int]) -> None:
        self.bot = qtbot
        self.document = Document(experiment)
        self.session = Session(self.document)
        self.page = LandscapePage(self.document, self.session)
        self.page.resize(*size)
        self.page.show()
        self.session.snapshot_taken.connect(self.page.show_snapshot)
        self.session.watch(self.page.wanted_probes())
        self.session.start()
        self.until(self.is_ready)

    @property
    def surveyor(self) -> Any:
        return self.page.surveyor

    @property
    def snapshot(self) -> Snapshot:
        found = self.session.snapshot
        assert found is not None
        return found

    def is_ready(self) -> bool:
        snapshot = self.session.snapshot
        return snapshot is not None and snapshot.state is not RunState.STARTING

    def until(self, holds: Callable[[], bool]) -> None:
        self.bot.waitUntil(holds, timeout=WAIT)

    def train(self, epochs: int) -> None:
        """Train to the end of so many epochs, one at a time, so that each is seen."""
        for epoch in range(self.snapshot.epoch + 1, epochs + 1):
            self.session.send(Step(epochs=1))
            self.until(lambda epoch=epoch: self.snapshot.epoch >= epoch)

    def settle(self) -> None:
        """Wait until the surface is that of the newest step."""
        self.until(self.is_settled)

    def is_settled(self) -> bool:
        found = self.surveyor.landscape
        return not self.surveyor.working and found is not None and found.finished


@pytest.fixture
def benches(qtbot: QtBot) -> Iterator[Callable[..., Bench]]:
    made: list[Bench] = []

    def make(preset: str = "circle", size: tuple[int, int] = (1100, 700), **values: Any) -> Bench:
        experiment = presets.load(preset)
        for path, value in values.items():
            experiment = experiment.with_value(path.replace("__", "."), value)
        made.append(Bench(qtbot, experiment, size))
        return made[-1]

    yield make
    for bench in made:
        bench.page.close()
        bench.surveyor.close()
        bench.session.close()
        bench.page.deleteLater()


def test_the_page_is_found() -> None:
    assert LandscapePage in Page.kinds()


def test_the_surface_passes_through_the_present_loss(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(6)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.epoch == 6)
    found = bench.surveyor.landscape
    assert found.plane.kind is Directions.PATH
    assert found.loss == pytest.approx(bench.snapshot.train.loss, rel=1e-5)
    assert found.trail.epochs[[0, -1]].tolist() == [0, 6]
    assert found.trail.real[-1] == pytest.approx(found.loss, rel=1e-5)
    assert bench.surveyor.here.step == found.step
    assert np.abs(bench.surveyor.here.place).max() < 1e-4


def test_without_a_path_the_directions_are_random(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.settle()
    assert bench.surveyor.landscape.plane.kind is Directions.FILTER
    assert "random directions until there is a path" in bench.page._caption.text()


def test_a_page_opened_late_knows_the_whole_path(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.page.hide()
    bench.session.snapshot_taken.disconnect(bench.page.show_snapshot)
    bench.session.watch(frozenset())
    bench.train(8)
    bench.page.show()
    bench.session.snapshot_taken.connect(bench.page.show_snapshot)
    bench.session.watch(bench.page.wanted_probes())
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.epoch == 8)
    trail = bench.surveyor.landscape.trail
    assert trail.epochs[0] == 0
    assert len(trail.epochs) > 3


def test_a_reset_while_computing_begins_a_new_path(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(4)
    bench.surveyor.set_survey(replace(bench.surveyor.survey, columns=161, rows=97))
    bench.until(lambda: bench.surveyor.working)
    run = bench.snapshot.run
    bench.session.reset()
    bench.until(lambda: bench.snapshot.run > run)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.step == 0)
    assert bench.surveyor.landscape.trail.steps.tolist() == [0]
    assert bench.surveyor.error is None


def test_an_edit_of_the_graph_while_computing_leads_to_its_surface(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(4)
    before = bench.surveyor.landscape.weights if bench.surveyor.landscape else 0
    bench.surveyor.set_survey(replace(bench.surveyor.survey, columns=161, rows=97))
    experiment = bench.document.experiment
    first = next(node.id for node in experiment.graph.nodes if node.layer.kind == "linear")
    bench.document.apply("Widen", experiment.with_value(f"nodes.{first}.units", 7))
    wider = bench.document.report.parameters
    assert wider != before
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.weights == wider)
    assert bench.surveyor.error is None
    bench.train(8)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.epoch == 8)


def test_a_graph_that_cannot_be_trained_keeps_the_last_surface(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(4)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.epoch == 4)
    found, experiment = bench.surveyor.landscape, bench.document.experiment
    loss = next(edge for edge in experiment.graph.edges if edge.target_port == "prediction")
    broken = experiment.replace(graph=experiment.graph.disconnect(loss))
    bench.document.apply("Cut", broken)
    bench.bot.wait(150)
    assert bench.surveyor.landscape is found
    assert not bench.surveyor.working


def test_stop_keeps_what_is_known_until_it_is_asked_again(benches: Callable[..., Bench]) -> None:
    bench = benches("digits-cnn")
    bench.until(lambda: bench.page.bar.button.text() == "Stop")
    bench.page.bar.button.click()
    bench.until(lambda: not bench.surveyor.working)
    done = bench.surveyor.landscape.done if bench.surveyor.landscape else 0
    assert bench.surveyor.landscape is None or not bench.surveyor.landscape.finished
    bench.bot.wait(150)
    assert not bench.surveyor.working
    assert (bench.surveyor.landscape.done if bench.surveyor.landscape else 0) == done
    bench.surveyor.compute()
    bench.until(lambda: bench.surveyor.working)


def test_nobody_looking_ends_the_work(benches: Callable[..., Bench]) -> None:
    bench = benches("digits-cnn")
    bench.until(lambda: bench.surveyor.working)
    job = bench.surveyor._job
    bench.page.hide()
    bench.until(lambda: not job.running)


def test_training_is_the_same_whether_or_not_it_is_surveyed(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(10)
    experiment = bench.document.experiment
    alone = run_experiment(experiment.with_value("training.stop.epochs", 10))
    watched = bench.session.history.arrays().mean["train_loss"]
    np.testing.assert_array_equal(alone.history.mean["train_loss"], watched)


def test_two_weights_are_chosen_by_hand(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(3)
    bench.page.bar._on_direction(Directions.WEIGHTS)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.plane.kind is Directions.WEIGHTS)
    moved = bench.surveyor.most_moved(2)
    assert bench.surveyor.landscape.plane.weights == moved
    first = bench.document.experiment.graph.nodes[1].id
    bench.page.bar._on_second(WeightAt(f"{first}.weight", 0))
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.plane.weights[1].index == 0)
    chosen = bench.surveyor.landscape.plane.weights
    assert WeightAt(f"{first}.weight", 0) in chosen
    assert bench.page.map._names[1].endswith("w[1, 1]")


def test_the_test_loss_and_the_resolution_are_chosen(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(3)
    bench.page.bar._on_part("test")
    bench.page.bar._on_size((41, 25))
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.values.shape == (25, 41))
    assert bench.surveyor.landscape.loss == pytest.approx(bench.snapshot.test.loss, rel=1e-5)


def test_the_small_menu_offers_the_same(benches: Callable[..., Bench]) -> None:
    bench = benches(size=(650, 170))
    bench.train(3)
    controls = bench.page.choices
    menu = controls.menu()
    titles = [action.text() for action in menu.actions()]
    assert titles == ["Loss of", "Margin", "Resolution", "Follow training"]
    resolution = menu.actions()[2].menu().actions()
    next(action for action in resolution if action.text() == "41 × 25").trigger()
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.values.shape == (25, 41))
    assert not bench.page.bar.isVisible()


def test_the_bowl_follows_each_step_and_is_computed_once(benches: Callable[..., Bench]) -> None:
    bench = benches("line-bowl")
    bench.settle()
    found = bench.surveyor.landscape
    assert found.plane.kind is Directions.EXACT
    for _press in range(3):
        step = bench.snapshot.step
        bench.page.steps.step.click()
        bench.until(lambda step=step: bench.snapshot.step > step)
    bench.until(lambda: bench.surveyor.here.step == 3)
    assert bench.surveyor.landscape is found
    assert [here.step for here in bench.surveyor.tail] == [1, 2, 3]
    state = bench.snapshot.probes[STATE]
    bias, weight = (float(state[f"output.{name}"].ravel()[0]) for name in ("bias", "weight"))
    np.testing.assert_allclose(bench.surveyor.here.place, [bias, weight], rtol=1e-6)
    shown = [label.text() for label in bench.page.steps._numbers]
    assert shown[0] == "3"
    assert shown[3] == f"{bench.snapshot.train.loss:.3f}"


def test_a_rate_that_is_too_high_leaves_the_bowl_which_grows(benches: Callable[..., Bench]) -> None:
    bench = benches("line-bowl", training__learning_rate=0.25)
    bench.settle()
    narrow = bench.surveyor.landscape.x[-1] - bench.surveyor.landscape.x[0]
    bench.train(12)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.survey.zoom > 1)
    assert bench.surveyor.landscape.x[-1] - bench.surveyor.landscape.x[0] > 1.9 * narrow


def test_run_again_descends_from_the_start(benches: Callable[..., Bench]) -> None:
    bench = benches("line-bowl")
    bench.train(4)
    run = bench.snapshot.run
    bench.page.steps.again.click()
    bench.until(lambda: bench.snapshot.run > run and bench.snapshot.step > 0)
    bench.session.pause()
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.trail.steps[0] == 0)
    assert (np.diff(bench.surveyor.landscape.trail.steps) == 1).all()


def test_walking_along_the_path_reads_it_out(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(5)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.epoch == 5)
    page = bench.page
    bench.bot.keyClick(page.map, Qt.Key.Key_Left)
    bench.bot.keyClick(page.map, Qt.Key.Key_Left)
    assert page.map._chosen == 4
    assert page.losses._cursor.isVisible()
    assert ("Epoch", "4") in page.map._read_path(page.map._path, 4)
    at = page.map._path_pixels(page.map._path)[2]
    bench.bot.mouseMove(page.map, QPoint(*at.astype(int).tolist()))
    assert page.map._nearest(QPointF(*at.tolist())) == 2


def test_the_surface_turns_by_mouse_keys_and_wheel(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.settle()
    surface = bench.page.surface
    first = surface.viewpoint
    bench.bot.keyClick(surface, Qt.Key.Key_Left)
    bench.bot.keyClick(surface, Qt.Key.Key_Plus)
    assert surface.viewpoint[0] < first[0]
    assert surface.viewpoint[2] > first[2]
    bench.bot.keyClick(surface, Qt.Key.Key_Home)
    assert surface.viewpoint == first
    bench.bot.mousePress(surface, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    bench.bot.mouseMove(surface, QPoint(90, 20))
    bench.bot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=QPoint(90, 20))
    assert surface.viewpoint[0] > first[0]


def test_a_vector_file_has_lines_and_polygons(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(4)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.epoch == 4)
    text = as_svg(WidgetDrawing(bench.page.surface)).decode()
    assert text.count("<polygon") + text.count("<path") > 500
    assert "<image" not in text


def test_the_numbers_are_offered_as_a_table(benches: Callable[..., Bench], tmp_path: Any) -> None:
    bench = benches()
    bench.settle()
    table = bench.page.table()
    assert table is not None
    found = bench.surveyor.landscape
    assert len(table.rows) == found.values.size
    assert table.rows[len(found.x) + 2] == (found.x[2], found.y[1], found.values[1, 2])
    with (tmp_path / "surface.csv").open("w", newline="") as file:
        csv.writer(file).writerows([table.header, *table.rows])


@pytest.mark.parametrize("size", [(640, 170), (1600, 1000)])
def test_it_fits_the_dock_and_a_large_window(benches: Callable[..., Bench], size: tuple[int, int]) -> None:
    bench = benches("line-bowl", size=size)
    bench.settle()
    page = bench.page
    assert page.minimumSizeHint().height() <= max(170, size[1])
    assert page.map.isVisible()
    assert page.surface.isVisible()
    assert page.bar.isVisible() == (size[0] > 1000)
    assert page.controls().sizeHint().width() <= 220


def test_a_network_of_one_weight_has_a_curve(benches: Callable[..., Bench]) -> None:
    bench = benches("line-bowl", nodes__output__bias=False, nodes__output__options={})
    bench.train(3)
    bench.settle()
    page = bench.page
    assert bench.surveyor.landscape.is_curve
    assert not page.surface.isVisible()
    assert page.map._path_pixels(page.map._path).shape[1] == 2
    assert not page.grab().isNull()


def test_where_the_loss_is_not_finite_the_map_is_hatched(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.settle()
    found = bench.surveyor.landscape
    values = found.values.copy()
    values[:10, :10], values[-5:, -5:] = np.nan, np.inf
    holed = replace(found, values=values)
    scale = scale_of(values)
    page = bench.page
    plain = page.map.grab().toImage()
    page.map.show_landscape(holed, scale, None, None, ("a", "b"), exact=False)
    page.surface.show_landscape(holed, scale, None, None, exact=False)
    assert page.map.grab().toImage() != plain
    assert not page.surface.grab().isNull()
    assert scale is not None
    assert np.isfinite([scale.low, scale.high]).all()


def test_scales_give_round_levels() -> None:
    assert (
        LossScale(0.05, 3.0).levels() == (0.1, 0.2, 0.5, 1.0, 2.0) or len(LossScale(0.05, 3.0).levels()) >= 7
    )
    assert all(0.9 < level < 1.0 for level in LossScale(0.9, 1.0).levels())
    assert len(LossScale(0.9, 1.0).levels()) >= 3
    rings = LossScale(0.03, 36.0, Form.ROOT).levels()
    assert rings == tuple(sorted(set(rings)))
    assert scale_of(np.array([np.nan, np.inf])) is None
    height = LossScale(0.1, 10.0).height(np.array([0.01, 0.1, 1.0, 100.0, np.inf]))
    np.testing.assert_allclose(height[:4], [0, 0, 0.5, 1])
    assert np.isnan(height[4])


def test_steps_of_a_descent_that_nobody_saw_are_on_the_bowl(benches: Callable[..., Bench]) -> None:
    bench = benches("line-bowl")
    bench.settle()
    bench.session.send(Step(epochs=15))
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.step == 15)
    trail = bench.surveyor.landscape.trail
    assert trail.steps.tolist() == list(range(16))
    losses = bench.session.history.arrays().mean["train_loss"]
    np.testing.assert_allclose(trail.real[: len(losses)], losses, rtol=1e-4)


def test_the_past_is_shown_on_the_surface_of_the_present(benches: Callable[..., Bench]) -> None:
    bench = benches()
    bench.train(8)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.epoch == 8)
    found = bench.surveyor.landscape
    step = int(found.trail.steps[2])
    bench.session.seek(step)
    bench.until(lambda: bench.snapshot.past and bench.surveyor.here.step == step)
    np.testing.assert_allclose(bench.surveyor.here.place, found.trail.places[2], atol=1e-4)
    assert bench.surveyor.landscape is found
    bench.session.branch()
    bench.until(lambda: not bench.snapshot.past)
    bench.train(bench.snapshot.epoch + 2)
    bench.until(lambda: bench.is_settled() and bench.surveyor.landscape.step == bench.snapshot.step)
    steps = bench.surveyor.landscape.trail.steps
    assert (np.diff(steps) > 0).all()
    assert steps[-1] == bench.snapshot.step


@pytest.mark.parametrize("preset", ["circle", "line-bowl"])
@pytest.mark.parametrize("size", [(640, 170), (1600, 1000)])
def test_nothing_of_the_surface_is_cut_off_at_first(
    benches: Callable[..., Bench], preset: str, size: tuple[int, int]
) -> None:
    bench = benches(preset, size)
    bench.train(3)
    bench.settle()
    surface = bench.page.surface
    corners = np.concatenate([quad for quad, _colour in surface._quads()])
    assert corners.min() > 0
    assert (corners < (surface.width(), surface.height())).all()
    assert (np.ptp(corners, axis=0) / (surface.width(), surface.height())).max() > 0.75
