"""The page of noise trains the chosen networks beside the window and shows what it found."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from nnplayground.app.document import Document
from nnplayground.app.session import Session
from nnplayground.projects import presets
from nnplayground.train.noise_study import LEVELS, NoiseCurve
from nnplayground.ui.views.noise_pictures import curve_colour
from nnplayground.ui.views.pages.noise import NoisePage


@pytest.fixture
def document(qtbot):
    return Document(presets.load("digits-cnn"))


@pytest.fixture
def page(qtbot, document):
    session = Session(document)
    made = NoisePage(document, session)
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    yield made
    made.study.cancel()
    session.close()


def only(page, *keys):
    for key in page.switches:
        page.study.choose(key, key in keys)


def test_it_is_offered_for_pictures_only():
    assert NoisePage.fits(presets.load("digits"))
    assert not NoisePage.fits(presets.load("spiral"))
    assert not NoisePage.fits(presets.load("iris"))
    assert not NoisePage.fits(presets.load("autoencoder"))
    assert not NoisePage.fits(presets.load("unet-shapes"))


def test_networks_are_chosen_and_studied(qtbot, page):
    assert list(page.switches) == ["own", "perceptron", "deep", "convolutional", "residual"]
    only(page, "perceptron", "deep")
    page.study.set_epochs(2)
    assert not page.chart.isVisible()
    page.start_button.click()
    assert not page.stop_button.isHidden()
    assert page.study.current == "Perceptron"
    qtbot.waitUntil(lambda: not page.study.is_running, timeout=20_000)
    assert [curve.name for curve in page.study.curves] == ["Perceptron", "Deep, fully connected"]
    assert page.chart.isVisible()
    assert page.numbers.isVisible()
    assert not page.start_button.isHidden()
    table = page.table()
    assert table.header == ["noise", "Perceptron", "Deep, fully connected"]
    assert [row[0] for row in table.rows] == list(LEVELS)
    assert table.rows[0][1] > 0.7 > table.rows[-1][1]


def test_cancelling_keeps_what_is_done(qtbot, page):
    only(page, "perceptron", "residual")
    page.study.set_epochs(1000)
    page.start_button.click()
    qtbot.waitUntil(lambda: page.study.progress > 0)
    page.stop_button.click()
    assert not page.study.is_running
    assert page.table() is None
    assert not page.start_button.isHidden()


def test_nothing_chosen_is_nothing_to_start(page):
    only(page)
    assert not page.start_button.isEnabled()
    page.switches["deep"].click()
    assert page.start_button.isEnabled()


def test_presets_can_be_added(qtbot, page):
    qtbot.waitUntil(lambda: "lenet5" in page.study.presets)
    assert page.presets.isVisible()
    assert "spiral" not in page.study.presets
    page.presets.chosen.emit("lenet5")
    assert page.switches["preset:lenet5"].isChecked()
    assert page.study._experiment("preset:lenet5").data == page.document.experiment.data
    assert page.presets.value() == ""


def test_what_is_of_an_earlier_network_says_so(page, document):
    page.study.curves = (NoiseCurve("a", 7, 1, np.linspace(1, 0.5, len(LEVELS))),)
    page.study._of = page.study._key()
    page.study.changed.emit()
    assert page.aside.text() == ""
    document.apply("seed", document.experiment.with_value("data.seed", 9))
    assert "earlier" in page.aside.text()


@pytest.mark.parametrize("size", [(640, 170), (900, 210), (1000, 400), (1600, 1000)])
def test_every_size_shows_the_curves(page, size):
    curves = tuple(NoiseCurve(f"net {n}", 10**n, 5, np.linspace(1, 0.1 * n, len(LEVELS))) for n in range(4))
    page.study.curves = curves
    page.resize(QSize(*size))
    page.study.changed.emit()
    image = page.chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    colours = {f"#{colour:06x}" for colour in np.unique(pixels)}
    assert page.chart.isVisible()
    assert {curve_colour(number).name() for number in range(4)} <= colours
    assert page.chart.geometry().right() <= page.width()
    if page.numbers.isVisible():
        assert not page.numbers.geometry().intersects(page.chart.geometry())


def test_a_problem_is_said(page):
    from nnplayground.core.errors import TrainingError

    error = TrainingError("It diverged.")
    page.study.curves = (NoiseCurve("bad", 1, 0, np.full(len(LEVELS), np.nan), error),)
    page.study.changed.emit()
    assert page.words.text() == "bad: It diverged."
