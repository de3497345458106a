"""The output in full: surfaces, one sample, the worst ones and the threshold, against plain numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from scipy.stats import entropy as scipy_entropy
from sklearn import metrics
from staging import Stage, place

from nnplayground.core.loss import Link
from nnplayground.projects import presets
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.views.output import OutputView
from nnplayground.ui.views.output_threshold import split_at
from nnplayground.ui.views.ways import entropy, main_link, margin, surface_of, ways_to_look

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.shapes import ShapeReport


def staged(qtbot: QtBot, preset: str, tab: str = "loss") -> tuple[Stage, OutputView]:
    stage = Stage.of(preset)
    view = OutputView(stage.document, stage.session.attention)
    place(qtbot, view, 380, 770)
    assert stage.session.points is not None
    view.show_points(stage.session.points)
    view.show_tab(tab)
    stage.show(view)
    return stage, view


def raw_of(stage: Stage, part: str = "test") -> tuple[torch.Tensor, torch.Tensor]:
    samples = stage.trainer.parts[part]
    with torch.no_grad():
        return stage.trainer.program.eval()(samples.x), samples.target


# ---- surfaces


def test_entropy_and_margin_are_those_of_the_definitions() -> None:
    chances = np.random.default_rng(3).dirichlet(np.ones(4), (5, 5)).transpose(2, 0, 1)
    np.testing.assert_allclose(entropy(chances), scipy_entropy(chances, axis=0, base=4), atol=1e-9)
    first, second = np.sort(chances, axis=0)[-1], np.sort(chances, axis=0)[-2]
    np.testing.assert_allclose(margin(chances), first - second)
    signed = np.array([[-1.0, 0.0, 0.6]])
    np.testing.assert_allclose(entropy(signed)[0, :2], [0, 1], atol=1e-9)
    np.testing.assert_allclose(entropy(signed)[0, 2], scipy_entropy([0.2, 0.8], base=2), atol=1e-9)
    np.testing.assert_allclose(margin(signed), np.abs(signed))


def test_ways_to_look_fit_the_problem(qapp: object) -> None:
    def ways(preset: str) -> list[str]:
        experiment = presets.load(preset)
        return [
            way
            for way, _text in ways_to_look(experiment.data.spec(), main_link(experiment, experiment.report()))
        ]

    assert ways("spiral") == ["plain", "entropy", "margin"]
    assert ways("rings") == ["plain", "class:0", "class:1", "class:2", "entropy", "margin"]
    assert ways("plane") == ["plain", "residuals"]
    assert ways("digits") == ["pad", "plain"]


def test_the_loss_says_how_the_prediction_is_read() -> None:
    assert main_link(*_with_report("rings")) is Link.SOFTMAX
    assert main_link(*_with_report("plane")) is Link.IDENTITY


def _with_report(preset: str) -> tuple[Experiment, ShapeReport]:
    experiment = presets.load(preset)
    return experiment, experiment.report()


def test_a_loss_that_does_not_fit_says_nothing() -> None:
    experiment = presets.load("rings")
    output = experiment.graph.node("output")
    wide = output.replace(layer=output.layer.replace(units=7))
    broken = experiment.replace(graph=experiment.graph.update(wide))
    assert not broken.report().ok
    assert main_link(broken, broken.report()) is None


def test_one_class_is_shown_with_its_own_edge() -> None:
    spec = presets.load("rings").data.spec()
    chances = np.random.default_rng(0).dirichlet(np.ones(3), (6, 6)).transpose(2, 0, 1)
    surface = surface_of(chances, "class:1", spec)
    np.testing.assert_array_equal(surface.values, chances[1])
    assert surface.edge is not None
    np.testing.assert_allclose(surface.edge, 2 * chances[1] - 1)


def test_heights_of_a_surface_are_drawn_at_round_values() -> None:
    spec = presets.load("plane").data.spec()
    x = np.linspace(-1.1, 1.1, 12)
    surface = surface_of(np.add.outer(x, x), "plain", spec)
    assert len(surface.levels) in range(6, 12)
    assert 0.0 not in surface.levels
    steps = np.diff([*surface.levels[: len(surface.levels) // 2], 0.0])
    np.testing.assert_allclose(steps, steps[0])


def test_residuals_colour_the_points(qtbot: QtBot) -> None:
    stage, view = staged(qtbot, "plane")
    view.picture.way.setValue("residuals")
    view.picture.way.chosen.emit("residuals")
    assert ProbeRequest("predictions") in view.wanted_probes()
    stage.show(view)
    raw, target = raw_of(stage, "train")
    assert view.boundary._residuals is not None
    np.testing.assert_allclose(view.boundary._residuals[0], (raw - target)[:, 0], rtol=1e-4, atol=1e-5)


def test_residuals_of_a_line_are_stems(qtbot: QtBot) -> None:
    stage, view = staged(qtbot, "sine")
    view.picture.way.setValue("residuals")
    view.picture.way.chosen.emit("residuals")
    stage.show(view)
    x, y = view.picture.pictures.fitted.stems.getData()
    assert stage.session.points is not None
    np.testing.assert_allclose(y[::2], stage.session.points.train_y[:, 0])
    np.testing.assert_allclose(x[::2], x[1::2])


# ---- one sample


def test_a_sample_is_judged_as_torch_does(qtbot: QtBot) -> None:
    stage, view = staged(qtbot, "digits", "sample")
    stage.session.attention.samples.choose(Sample("test", 7))
    stage.show(view)
    raw, target = raw_of(stage)
    verdict = view.sample.bars._verdict
    assert verdict is not None
    np.testing.assert_allclose(
        [length for _name, length, _text in verdict.rows], raw[7].softmax(0), rtol=1e-5
    )
    assert (verdict.winner, verdict.truth) == (int(raw[7].argmax()), int(target[7]))


def test_typed_columns_make_a_sample(qtbot: QtBot) -> None:
    stage, view = staged(qtbot, "iris", "sample")
    field = view.sample._fields[2]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "6.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    sample = stage.session.attention.samples.sample
    assert sample.part == ""
    assert sample.point[2] == 6.5
    stage.show(view)
    x = torch.tensor(stage.trainer.prepared.transform(np.array([sample.point]))).float()
    with torch.no_grad():
        chances = stage.trainer.program(x).softmax(1)[0]
    verdict = view.sample.bars._verdict
    assert verdict is not None
    np.testing.assert_allclose([length for _name, length, _text in verdict.rows], chances, rtol=1e-4)
    assert verdict.truth == -1


def test_a_dragged_cross_hair_is_a_sample(qtbot: QtBot) -> None:
    _stage, view = staged(qtbot, "circle", "sample")
    with qtbot.waitSignal(view.boundary.pointDragged) as dragged:
        viewport = view.boundary.viewport()
        middle = QPoint(viewport.width() // 2, viewport.height() // 2)
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=middle)
        qtbot.mouseMove(viewport, middle + QPoint(9, 4))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=middle + QPoint(9, 4))
    assert all(abs(value) < 6 for value in dragged.args)


# ---- mistakes


def test_the_worst_come_first_and_are_ringed(qtbot: QtBot) -> None:
    stage, view = staged(qtbot, "circle", "mistakes")
    raw, target = raw_of(stage)
    main = stage.trainer.program.main
    assert main is not None
    losses = [main.module(raw[i : i + 1], target[i : i + 1]).item() for i in range(len(raw))]
    entries = view.mistakes.gallery.entries
    np.testing.assert_allclose(
        [entry.loss for entry in entries], sorted(losses, reverse=True)[: len(entries)], rtol=1e-4
    )
    assert [entry.sample.index for entry in entries[:3]] == np.argsort(losses)[::-1][:3].tolist()
    assert len(view.boundary.rings.data) == 12
    view.show_tab("loss")
    assert len(view.boundary.rings.data) == 0


def test_a_cell_of_the_matrix_lists_its_samples(qtbot: QtBot) -> None:
    stage, view = staged(qtbot, "digits")
    raw, target = raw_of(stage)
    counts = metrics.confusion_matrix(target, raw.argmax(1))
    np.fill_diagonal(counts, 0)
    true, read = divmod(int(counts.argmax()), len(counts))
    view.confusion.choose((true, read))
    assert ProbeRequest("verdicts", size=40, part="test") in view.wanted_probes()
    stage.show(view)
    qtbot.waitUntil(lambda: len(view.mistakes.gallery.entries) == counts[true, read])
    entries = view.mistakes.gallery.entries
    assert all(target[entry.sample.index] == true for entry in entries)
    assert [entry.loss for entry in entries] == sorted((entry.loss for entry in entries), reverse=True)
    view.confusion.choose(None)
    assert len(view.mistakes.gallery.entries) == 40


def test_the_first_list_does_not_wait_for_the_pace(qtbot: QtBot) -> None:
    stage, view = staged(qtbot, "circle")
    view.show_tab("mistakes")  # with a state of the run that knows nothing of them yet
    stage.show(view)
    assert len(view.mistakes.gallery.entries) == 40


def test_verdicts_about_former_data_are_not_shown(qtbot: QtBot) -> None:
    stage, view = staged(qtbot, "digits", "mistakes")
    answer = {ProbeRequest("verdicts", size=40, part="test"): {"loss": np.zeros(3), "worst": np.arange(3)}}
    before = view.mistakes.gallery.entries
    view.mistakes._take(replace(stage.snapshot(view), probes=answer))
    assert view.mistakes.gallery.entries == before


# ---- the threshold


@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.83])
def test_precision_recall_and_f1_are_those_of_scikit_learn(qtbot: QtBot, threshold: float) -> None:
    stage, view = staged(qtbot, "circle", "threshold")
    view.threshold._jump(threshold)
    raw, target = raw_of(stage)
    chances = raw.softmax(1)[:, 1] if raw.shape[1] == 2 else raw[:, 0].sigmoid()
    called = (chances >= threshold).int()
    answer = stage.snapshot(view).probes[ProbeRequest("ranking", part="test")]
    split = split_at(answer, threshold)
    confusion = metrics.confusion_matrix(target, called)
    assert [split.rejections, split.alarms, split.misses, split.hits] == confusion.ravel().tolist()
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        target, called, average="binary", zero_division=np.nan
    )
    np.testing.assert_allclose([split.precision, split.recall, split.f1], [precision, recall, f1])
    assert split.accuracy == pytest.approx(metrics.accuracy_score(target, called))


def test_the_threshold_moves_the_boundary_while_it_is_looked_at(qtbot: QtBot) -> None:
    _stage, view = staged(qtbot, "circle", "threshold")
    view.threshold._jump(0.75)
    assert view.boundary._threshold == pytest.approx(0.5)
    view.show_tab("loss")
    assert view.boundary._threshold == 0.0


def test_only_two_classes_have_a_threshold(qtbot: QtBot) -> None:
    _stage, view = staged(qtbot, "iris")
    assert not view.tabs.isTabVisible(3)
    assert view.wanted_probes() == frozenset()


def test_a_wide_output_stands_in_two_columns(qtbot: QtBot) -> None:
    _stage, view = staged(qtbot, "circle")
    view.resize(1200, 700)
    qtbot.waitUntil(lambda: view.numbers.mapTo(view, QPoint(0, 0)).x() > 500)
    assert view.picture.pictures.height() > 500
