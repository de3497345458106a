"""The pad in the output: hand, keys, files and the network's answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from staging import Stage, place

from nnplayground.core.loss import Link
from nnplayground.projects import presets
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.pad import Pad
from nnplayground.ui.views.chance_bars import verdict_of
from nnplayground.ui.views.output_picture import OutputPicture

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def stage(qapp: object) -> Stage:
    return Stage.of("digits-cnn", epochs=2)


@pytest.fixture
def pad(qtbot: QtBot, stage: Stage, tmp_path: Path) -> Pad:
    attention = stage.session.attention
    attention.shelf._folder = tmp_path / "pictures"
    attention.drawing.clear()
    attention.samples.choose(Sample("test", 0))
    pad = Pad(stage.document, attention)
    place(qtbot, pad, 348, 290)
    return pad


def draw_one(pad: Pad) -> None:
    paper = pad.surface.paper().toRect()
    middle = paper.center().x()
    QTest.mousePress(pad.surface, LEFT, pos=QPoint(middle, paper.top() + 20))
    for y in range(paper.top() + 20, paper.bottom() - 20, 8):
        QTest.mouseMove(pad.surface, QPoint(middle, y))
    QTest.mouseRelease(pad.surface, LEFT, pos=QPoint(middle, paper.bottom() - 20))


def test_the_network_answers_to_the_drawing(pad: Pad, stage: Stage) -> None:
    draw_one(pad)
    drawing = stage.session.attention.drawing
    assert drawing.is_chosen
    stage.show(pad)
    x = stage.trainer.prepared.transform(drawing.seen()[np.newaxis])
    with torch.no_grad():
        raw = stage.trainer.program.eval()(torch.tensor(x, dtype=torch.float32))[0]
    points = stage.session.points
    assert points is not None
    expected = verdict_of(raw.numpy(), raw.softmax(0).numpy(), Link.SOFTMAX, points.spec, None)
    assert pad.bars._verdict is not None
    assert [row[0] for row in pad.bars._verdict.rows] == [row[0] for row in expected.rows]
    np.testing.assert_allclose(
        [row[1] for row in pad.bars._verdict.rows], [row[1] for row in expected.rows], atol=1e-5
    )
    assert pad.seen._answer == expected.rows[expected.winner][0]


def test_probes_follow_the_pen(pad: Pad, stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pad.changed):
        draw_one(pad)
    (request,) = pad.wanted_probes()
    assert request == ProbeRequest("said", sample=stage.session.attention.samples.sample)
    assert request.sample is not None
    assert not request.sample.part


def test_keys_draw_and_undo(pad: Pad, stage: Stage) -> None:
    drawing = stage.session.attention.drawing
    pad.surface.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pad.surface, Qt.Key.Key_Return)
    for _step in range(6):
        QTest.keyClick(pad.surface, Qt.Key.Key_Down)
    QTest.keyClick(pad.surface, Qt.Key.Key_Return)
    assert not drawing.is_blank
    QTest.keyClick(pad.surface, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert drawing.is_blank
    QTest.keyClick(pad.surface, Qt.Key.Key_Return)
    QTest.keyClick(pad.surface, Qt.Key.Key_Return)
    QTest.keyClick(pad.surface, Qt.Key.Key_Delete)
    assert drawing.is_blank


def test_a_sample_is_chosen_by_its_number(pad: Pad, stage: Stage) -> None:
    samples = stage.session.attention.samples
    pad.chooser.part.chosen.emit("validation")
    pad.chooser.number.setText("7")
    QTest.keyClick(pad.chooser.number, Qt.Key.Key_Return)
    assert samples.sample == Sample("validation", 6)
    pad.chooser.part.chosen.emit("")
    assert stage.session.attention.drawing.is_chosen
    assert not pad.chooser.number.isVisible()


def test_pictures_are_kept_and_chosen_again(pad: Pad, stage: Stage, qtbot: QtBot) -> None:
    attention = stage.session.attention
    draw_one(pad)
    drawn = attention.drawing.pixels.copy()
    with qtbot.waitSignal(attention.shelf.changed):
        pad.keep.click()
    attention.drawing.clear()
    QTest.mouseClick(pad.strip, LEFT, pos=pad.strip.rect_of(0).center().toPoint())
    np.testing.assert_allclose(attention.drawing.pixels, drawn, atol=1 / 255)
    pad.strip.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(attention.shelf.changed):
        QTest.keyClick(pad.strip, Qt.Key.Key_Delete)
    assert attention.shelf.pictures == ()


def test_a_bad_file_gives_a_sentence_and_leaves_the_drawing(
    pad: Pad, stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    attention = stage.session.attention
    draw_one(pad)
    before = attention.drawing.pixels.copy()
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    with qtbot.waitSignal(attention.shelf.failed):
        attention.shelf.open(bad)
    assert "bad.png" in pad.trouble.text()
    assert pad.trouble.isVisible()
    np.testing.assert_array_equal(attention.drawing.pixels, before)
    pad.tools.pen.click()
    draw_one(pad)
    assert not pad.trouble.isVisible()


def test_a_picture_is_pasted(pad: Pad, stage: Stage) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    for y in range(5, 35):
        image.setPixelColor(20, y, Qt.GlobalColor.black)
    QGuiApplication.clipboard().setImage(image)
    pad.surface.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pad.surface, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pixels = stage.session.attention.drawing.pixels[0]
    assert pixels[140, 143] > 0.9  # black ink on white became bright ink on black
    assert pixels[140, 40] < 0.1
    QGuiApplication.clipboard().clear()


def test_the_menu_offers_what_can_be_done(pad: Pad, stage: Stage) -> None:
    drawing, menu = stage.session.attention.drawing, pad.tools.menu()
    names: dict[str, Any] = {action.text(): action for action in menu.actions()}
    names["Scale and centre as the data is"].trigger()
    assert not drawing.centred
    names["Invert"].trigger()
    assert drawing.pixels.min() > 0.9
    drawing.set_centred(True)
    menu.deleteLater()


def test_the_past_is_asked_as_well(pad: Pad, stage: Stage) -> None:
    draw_one(pad)
    snapshot = replace(stage.snapshot(pad), past=True)
    pad.show_snapshot(snapshot)
    assert pad.seen._answer


def test_a_network_that_answers_with_a_picture_shows_it(qtbot: QtBot) -> None:
    stage = Stage.of("autoencoder", epochs=0)
    view = OutputPicture(stage.document, stage.session.attention)
    place(qtbot, view, 348, 420)
    assert stage.session.points is not None
    view.show_points(stage.session.points)
    assert view.board.isVisible()
    assert view.show_pad()
    draw_one(view.pad)
    stage.show(view)
    sample = stage.session.attention.samples.sample
    (request,) = view.wanted_probes()
    assert request == ProbeRequest("pictures", sample=sample)
    assert view.pad.answer.isVisible()
    assert not view.pad.bars.isVisible()
    view.pad.leave.click()
    assert view.board.isVisible()
    shown: Any = view.pad.answer._of
    assert shown.answer["rebuilt"].shape == (1, 28, 28)


def test_an_answer_of_more_outputs_than_classes_names_no_winner(pad: Pad, stage: Stage) -> None:
    spec = presets.load("texture-filters").data.spec()
    raw = np.zeros(10)
    raw[9] = 1.0
    verdict = verdict_of(raw, raw, Link.SOFTMAX, spec, None)
    assert verdict.winner == -1
    pad._show_verdict(verdict)
    assert len(verdict.rows) == len(spec.class_names)
