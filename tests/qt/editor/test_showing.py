"""The canvas switch: activation, gradient or weights on cards and lines, on real runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from networks import chain
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.ui.application import Program
from nnplayground.ui.colormap import to_indices
from nnplayground.ui.editor.live import Show
from nnplayground.ui.editor.sample_bodies import FeatureMaps, ImageBody, StripBody, UnitRows
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from nnplayground.train.snapshot import Array
    from nnplayground.ui.editor import Canvas


@pytest.fixture
def program(qtbot: QtBot) -> Iterator[Callable[[str], Program]]:
    made: list[Program] = []

    def make(preset: str) -> Program:
        experiment = presets.load(preset)
        if preset.startswith("digits"):
            data = experiment.data
            experiment = experiment.replace(data=data.replace(split=data.split.replace(train=0.1)))
        program = Program(experiment, Settings())
        made.append(program)
        program.window.resize(1600, 900)
        program.window.show()
        program.session.start()
        program.window.canvas.set_level("cards")
        program.session.send(Step(epochs=1))
        qtbot.waitUntil(
            lambda: program.session.snapshot is not None and program.session.snapshot.epoch == 1,
            timeout=30_000,
        )
        return program

    yield make
    for program in made:
        program.close()


def wait_for(qtbot: QtBot, program: Program, probe: str) -> dict[str, Array]:
    """Return what a probe says as soon as the canvas shows it."""
    live = program.window.canvas.scene.live

    def found() -> dict[str, Array]:
        probes = live.snapshot.probes if live.snapshot is not None else {}
        return next((dict(answer) for request, answer in probes.items() if request.probe == probe), {})

    qtbot.waitUntil(lambda: bool(found()), timeout=10_000)
    return found()


def pixels(image: QImage) -> Array:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()]


def wanted(canvas: Canvas) -> set[str]:
    return {request.probe for request in canvas.wanted_probes()}


def test_only_what_is_shown_is_asked_for(program):
    canvas = program("spiral").window.canvas
    kinds = {"maps", "responses", "incoming"}
    for show, probe in zip(Show, ("maps", "responses", "incoming"), strict=True):
        canvas.set_show(show)
        assert wanted(canvas) & kinds == {probe}


def test_tiles_show_how_the_prediction_answers(program, qtbot):
    opened = program("spiral")
    canvas = opened.window.canvas
    canvas.set_show("gradient")
    answer = wait_for(qtbot, opened, "responses")
    qtbot.waitUntil(lambda: bool(canvas.scene.cards["dense1"].body._pictures.images))
    peak = np.abs(answer["dense1"]).max()
    shown = pixels(canvas.scene.cards["dense1"].body._pictures.images[2])
    blue = answer["dense1"][2] > 0.5 * peak
    assert (shown[blue] > 150).all()
    assert canvas.overlays.showing.legend.lines()[0].startswith("Tiles: ∂ŷ/∂a")


def test_lines_show_where_descent_pulls(program, qtbot):
    opened = program("spiral")
    canvas = opened.window.canvas
    canvas.set_show("gradient")
    gradients = wait_for(qtbot, opened, "gradients")
    sheet = next(s for s in canvas.scene.sheets.values() if s.edge.target == "dense2")
    qtbot.waitUntil(lambda: bool(np.any(sheet._weights)))
    np.testing.assert_allclose(sheet._weights, -gradients["dense2.weight"], rtol=1e-5)


def test_tiles_show_the_weights_that_come_in_as_bands(program, qtbot):
    opened = program("spiral")
    canvas = opened.window.canvas
    canvas.set_show("weights")
    weights = wait_for(qtbot, opened, "incoming")["dense1"]
    body = canvas.scene.cards["dense1"].body
    qtbot.waitUntil(lambda: bool(body._pictures.images))
    expected = to_indices(weights, float(np.abs(weights).max()))
    assert np.array_equal(pixels(body._pictures.images[3]), expected[3])
    assert not canvas.scene.cards["data"].body._pictures.images  # it has none


def test_what_is_shown_again_is_what_was_there(program, qtbot):
    opened = program("spiral")
    canvas = opened.window.canvas
    wait_for(qtbot, opened, "maps")
    body = canvas.scene.cards["dense1"].body
    qtbot.waitUntil(lambda: bool(body._pictures.images))
    before = pixels(body._pictures.images[0]).copy()
    for show in ("weights", "gradient", "activation"):
        canvas.set_show(show)
    assert np.array_equal(pixels(body._pictures.images[0]), before)
    assert canvas.overlays.showing.legend.lines() == ()


def test_keys_and_the_control_say_the_same(program, qtbot):
    opened = program("circle")
    canvas = opened.window.canvas
    for key, show in ((Qt.Key.Key_2, "gradient"), (Qt.Key.Key_3, "weights"), (Qt.Key.Key_1, "activation")):
        QTest.keyClick(canvas.view, key, Qt.KeyboardModifier.AltModifier)
        assert canvas.scene.live.show == show
        assert canvas.overlays.showing.choice.value() == show
    canvas.overlays.showing.choice._clicked(2)
    assert canvas.scene.live.show is Show.WEIGHTS


def test_images_show_saliency_and_kernels(program, qtbot):
    opened = program("digits-cnn")
    canvas = opened.window.canvas
    bodies = {id: card.body for id, card in canvas.scene.cards.items()}
    assert isinstance(bodies["data"], ImageBody)
    assert isinstance(bodies["conv1"], FeatureMaps)
    assert isinstance(bodies["dense1"], StripBody)
    canvas.set_show("gradient")
    response = wait_for(qtbot, opened, "response")
    qtbot.waitUntil(lambda: bodies["data"]._image is not None)
    slopes, scale = bodies["data"]._slopes
    np.testing.assert_array_equal(slopes, response["data"][0])
    assert scale > 0
    canvas.set_show("weights")
    kernels = wait_for(qtbot, opened, "incoming")
    qtbot.waitUntil(lambda: bool(bodies["conv1"]._pictures.images))
    image = bodies["conv1"]._pictures.images[0]
    assert (image.width(), image.height()) == (3, 3)
    expected = to_indices(kernels["conv1"], float(np.abs(kernels["conv1"]).max()))
    assert np.array_equal(pixels(image), expected[0])
    strip = bodies["dense1"]._pictures.images[0]
    assert (strip.height(), strip.width()) == (64, kernels["dense1"][0].size)


def test_rows_of_a_table_show_weights_and_their_length(program, qtbot):
    opened = program("iris")
    canvas = opened.window.canvas
    canvas.set_show("weights")
    incoming = wait_for(qtbot, opened, "incoming")["dense1"]
    body = canvas.scene.cards["dense1"].body
    assert isinstance(body, UnitRows)
    qtbot.waitUntil(lambda: bool(body._incoming.images))
    np.testing.assert_allclose(body._values, np.sqrt((incoming**2).sum((1, 2))), rtol=1e-5)
    canvas.set_show("activation")
    assert not body._incoming.images


def test_another_theme_recolours_every_kind(program, qtbot):
    opened = program("digits-cnn")
    canvas = opened.window.canvas
    for show in ("gradient", "weights"):
        canvas.set_show(show)
        wait_for(qtbot, opened, "response" if show == "gradient" else "incoming")
        dark = canvas.grab().toImage()
        theme().set_mode("light")
        light = canvas.grab().toImage()
        theme().set_mode("dark")
        assert dark.pixelColor(5, 5) != light.pixelColor(5, 5)


@pytest.mark.parametrize("width", [420, 520, 600, 812])
def test_caption_and_choice_never_lie_over_each_other(make: Callable[..., Canvas], width: int) -> None:
    canvas = make(chain((8, "tanh"), (6, "tanh"), (2, "identity")), width=width)
    caption, showing = canvas.overlays.caption, canvas.overlays.showing
    assert caption.geometry().right() < showing.x()
    whole = caption.width() >= caption.sizeHint().width()
    assert showing.label.isVisible() == (width >= 600)
    assert bool(caption.toolTip()) != whole
    canvas.resize(1200, 590)
    QCoreApplication.processEvents()
    assert showing.label.isVisible()
    assert caption.width() == caption.sizeHint().width()
    assert showing.geometry().right() < canvas.view.width() - 40
