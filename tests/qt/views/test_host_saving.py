"""Pictures and numbers that are kept: what is in the files, and on which ground."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageSequence
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QVBoxLayout, QWidget

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.theme import DARK, theme
from nnplayground.ui.views.card_page import best_columns
from nnplayground.ui.views.drawing import Ground, WidgetDrawing, as_image, as_pdf, as_png, as_svg
from nnplayground.ui.views.filming import film_steps
from nnplayground.ui.views.page import Table
from nnplayground.ui.views.pages.output import output_table
from nnplayground.ui.views.plots import Plot
from nnplayground.ui.views.saving import Saver, Subject, csv_text, file_name
from nnplayground.ui.views.saving_dialog import PictureDialog
from nnplayground.ui.widgets import IconButton

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from nnplayground.ui.views.filming_dialog import FilmDialog

LEFT = Qt.MouseButton.LeftButton
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """A plot with a curve and points under a line of text."""
    theme().set_mode("dark")
    theme().apply(qapp)
    widget = QWidget()
    qtbot.addWidget(widget)
    column = QVBoxLayout(widget)
    column.addWidget(QLabel("Loss of this run"))
    plot = Plot("plot")
    plot.setRange(xRange=(0, 10), yRange=(0, 10), padding=0)
    plot.addItem(pg.PlotCurveItem([0, 5, 10], [1, 9, 2], pen=pg.mkPen("#ff0000", width=1.5)))
    plot.addItem(pg.ScatterPlotItem([2, 4, 6], [5, 5, 5], size=8, brush="#00ff00", pen=pg.mkPen(None)))
    column.addWidget(plot)
    widget.resize(300, 200)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def corner(image: QImage) -> QColor:
    return image.pixelColor(QPoint(1, 1))


def test_a_picture_has_as_many_pixels_as_were_asked_for(view: QWidget) -> None:
    for scale in (1, 2, 4):
        image = as_image(WidgetDrawing(view), scale)
        assert image.size().toTuple() == (300 * scale, 200 * scale)
        assert corner(image) == QColor(DARK.surface)
    assert QImage.fromData(as_png(image)).size() == image.size()


def test_curves_are_as_thick_in_a_large_picture(view: QWidget) -> None:
    reds = []
    for scale in (1, 4):
        image = as_image(WidgetDrawing(view), scale).convertToFormat(QImage.Format.Format_RGB888)
        data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
        pixels = data[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)
        reds.append(((pixels[..., 0] > 120) & (pixels[..., 1] < 100)).mean())
    assert reds[1] == pytest.approx(reds[0], rel=0.35)


def test_white_paper_has_the_ink_of_the_light_theme_and_the_window_keeps_its_own(view: QWidget) -> None:
    before = view.grab().toImage()
    image = as_image(WidgetDrawing(view), 1, Ground.WHITE)
    assert corner(image) == QColor("white")
    assert image.pixelColor(150, 180) == QColor("white"), "the plot's own ground"
    darkest = min(image.pixelColor(x, y).lightness() for x in range(8, 120) for y in range(4, 30))
    assert darkest < 90, "the text"
    assert theme().tokens is DARK
    assert view.grab().toImage() == before


def test_a_picture_without_ground_is_transparent(view: QWidget) -> None:
    image = as_image(WidgetDrawing(view), 1, Ground.NONE)
    assert corner(image).alpha() == 0
    assert image.pixelColor(150, 185).alpha() == 0, "the plot's own ground"
    assert any(image.pixelColor(x, y).alpha() == 255 for x in range(300) for y in range(50, 190))


def test_an_svg_has_letters_lines_and_every_point(view: QWidget) -> None:
    root = ElementTree.fromstring(as_svg(WidgetDrawing(view), title="Loss"))
    texts = [text.text.strip() for text in root.iter(f"{SVG}text") if text.text]
    assert "Loss of this run" in texts
    assert root.findtext(f"{SVG}title") == "Loss"
    assert root.get("viewBox") == "0 0 300 200"
    groups = {group.get("fill"): group for group in root.iter(f"{SVG}g")}
    assert "#00ff00" in groups
    points = [g for g in root.iter(f"{SVG}g") if g.get("fill") == "#00ff00" and len(list(g))]
    assert sum(len(list(group.iter(f"{SVG}path"))) for group in points) == 3
    strokes = [g.get("stroke") for g in root.iter(f"{SVG}g")]
    assert "#ff0000" in strokes


def test_an_svg_cuts_a_plot_where_it_stands(view: QWidget) -> None:
    plot = view.findChild(Plot)
    box = plot.getViewBox().sceneBoundingRect().translated(plot.mapTo(view, QPoint()))
    root = ElementTree.fromstring(as_svg(WidgetDrawing(view)))
    used = {group.get("clip-path", "") for group in root.iter(f"{SVG}g")}
    cuts = [cut for cut in root.iter(f"{SVG}clipPath") if f"url(#{cut.get('id')})" in used]
    found = []
    for cut in cuts:
        path = cut.find(f"{SVG}path").get("d")
        places = np.array(re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path), float)
        found.append((*places.min(axis=0), *places.max(axis=0)))
    expected = (box.left(), box.top(), box.right(), box.bottom())
    assert any(np.allclose(corners, expected, atol=2) for corners in found), found


def test_a_pdf_is_one_page_of_the_views_size(view: QWidget) -> None:
    data = as_pdf(WidgetDrawing(view), Ground.WHITE, "Loss")
    assert data.startswith(b"%PDF")
    assert b"/MediaBox [0 0 225" in data.replace(b".000000", b"")
    assert data.count(b"/Type /Page\n") == 1


# ---- asking and writing


@pytest.fixture
def saver(view: QWidget, qtbot: QtBot) -> Iterator[Saver]:
    saver = Saver(view)
    yield saver
    for dialog in view.findChildren(PictureDialog):
        dialog.close()


def answer_with(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(path), "")))


@pytest.mark.parametrize(("kind", "magic"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_is_saved_as_it_was_asked_for(
    saver: Saver,
    view: QWidget,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    magic: bytes,
) -> None:
    answer_with(monkeypatch, tmp_path / "picture")
    dialog = saver.save_picture(Subject("Spiral Loss", WidgetDrawing(view)))
    dialog.format.setValue(kind)
    with qtbot.waitSignal(saver.said, timeout=5000) as said:
        qtbot.mouseClick(dialog.save, LEFT)
    assert said.args == [f"Saved picture.{kind}.", "info"]
    assert (tmp_path / f"picture.{kind}").read_bytes().startswith(magic)
    assert [file.name for file in tmp_path.iterdir()] == [f"picture.{kind}"]


def test_the_choice_is_offered_again(
    saver: Saver, view: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, "")
    subject = Subject("x", WidgetDrawing(view))
    dialog = saver.save_picture(subject)
    dialog.format.setValue("svg")
    dialog.ground.setValue(Ground.WHITE)
    qtbot.mouseClick(dialog.save, LEFT)
    again = saver.save_picture(subject)
    assert (again.choice().format, again.choice().ground) == ("svg", Ground.WHITE)


def test_a_folder_that_is_not_there_is_named_in_one_sentence(
    saver: Saver, view: QWidget, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, tmp_path / "nowhere" / "picture.png")
    dialog = saver.save_picture(Subject("x", WidgetDrawing(view)))
    with qtbot.waitSignal(saver.said, timeout=5000) as said:
        qtbot.mouseClick(dialog.save, LEFT)
    sentence, kind = said.args
    assert kind == "error"
    assert "nowhere" in sentence
    assert "Choose another folder." in sentence


def test_a_picture_is_copied(saver: Saver, view: QWidget, qtbot: QtBot) -> None:
    dialog = saver.save_picture(Subject("x", WidgetDrawing(view)))
    dialog.scale.setValue(1)
    qtbot.mouseClick(dialog.copy, LEFT)
    assert QGuiApplication.clipboard().image().size().toTuple() == (300, 200)


def test_numbers_are_saved_as_csv(
    saver: Saver, view: QWidget, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, tmp_path / "loss.csv")
    table = Table(["epoch", "train, raw"], [(1, 0.5), (2, np.float32(0.25)), (3, "a “b”, c")])
    with qtbot.waitSignal(saver.said, timeout=5000):
        saver.save_table(Subject("Loss", WidgetDrawing(view), lambda: table))
    with (tmp_path / "loss.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["epoch", "train, raw"], ["1", "0.5"], ["2", "0.25"], ["3", "a “b”, c"]]
    assert csv_text(table).count("\r\n") == 4


def test_the_menu_offers_no_numbers_where_there_are_none(saver: Saver, view: QWidget) -> None:
    menu = saver.menu(Subject("x", WidgetDrawing(view)), QPoint(0, 0))
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert enabled == {"Save picture…": True, "Copy picture": True, "Save as CSV…": False}
    menu.close()


def test_titles_become_names_of_files() -> None:
    assert file_name("a/b: c?") == "a b c"
    assert file_name("...") == "picture"


# ---- in the window


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("spiral"), Settings())
    program.window.show()
    program.session.start()
    program.session.send(Step(epochs=3))
    qtbot.waitUntil(lambda: _is_ready(program), timeout=30_000)
    yield program
    program.close()


def _is_ready(program: Program) -> bool:
    snapshot = program.session.snapshot
    if snapshot is None or program.session.points is None or snapshot.epoch < 3:
        return False
    return snapshot.state is RunState.PAUSED and program.session.is_watched(snapshot)


def test_the_output_is_a_table_of_places(program: Program) -> None:
    table = output_table(program.session)
    assert table is not None
    assert list(table.header) == ["x1", "x2", "output 1", "output 2"]
    assert len(table.rows) == 100 * 100
    values = np.array(table.rows, float)
    assert np.allclose(values[:, 2:].sum(axis=1), 1, atol=1e-5), "probabilities"
    x, y = values[0, :2]
    assert x == y == pytest.approx(-6 + 0.06)
    boundary = program.session.snapshot.probes
    picture = next(answer["boundary"] for request, answer in boundary.items() if request.probe == "boundary")
    assert values[0, 2] == picture[0, -1, 0], "the lower left corner"


def test_the_network_is_a_picture_of_all_its_cards(program: Program) -> None:
    program.window.actions_.save_network.trigger()
    (dialog,) = program.window.findChildren(PictureDialog)
    bounds = program.window.canvas.scene.bounds()
    assert dialog._drawing.size().width() == pytest.approx(bounds.width() + 48, abs=1)
    image = as_image(dialog._drawing, 1)
    assert len({image.pixel(x, image.height() // 2) for x in range(image.width())}) > 50
    dialog.close()


def test_the_output_is_enlarged_and_live(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.pictures.enlarge_output()
    page = window.bottom.current
    assert page.name == "output"
    assert page.isVisible()
    qtbot.waitUntil(lambda: page.output.boundary.image.image is not None, timeout=10_000)
    window.actions_.enlarge.trigger()
    assert "output" not in window.bottom.names()
    assert window.bottom.current.name != "output"
    assert window.output.isVisible()
    (button,) = [
        b for b in window.right.findChildren(IconButton) if "window" in b.toolTip() and b.isVisible()
    ]
    qtbot.mouseClick(button, LEFT)
    assert [w.page.name for w in window.bottom.windows()] == ["output"]


# ---- films


def film(program: Program, qtbot: QtBot, path: Path, view: str, frames: int) -> FilmDialog:
    dialog = program.window.pictures.make_film()
    dialog.view.setCurrentIndex(dialog.view.findText(view))
    dialog.frames.setValue(frames)
    dialog.width_.setValue(480)
    dialog.film(path)
    return dialog


def test_a_film_shows_the_run_from_its_first_step(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    before = program.session.snapshot
    dialog = film(program, qtbot, tmp_path / "run.gif", "Output", 5)
    taken: list[int] = []
    program.session.snapshot_taken.connect(lambda snapshot: taken.append(snapshot.step))
    with qtbot.waitSignal(dialog.filming.done, timeout=20_000):
        pass
    with Image.open(tmp_path / "run.gif") as opened:
        pictures = {picture.convert("RGB").tobytes() for picture in ImageSequence.Iterator(opened)}
        assert (opened.n_frames, opened.width) == (5, 480)
    assert len(pictures) == 5
    assert [step for step in dict.fromkeys(taken) if step != before.step] == [0, 15, 30, 45]
    qtbot.waitUntil(lambda: not program.session.is_past)
    after = program.session.snapshot
    assert (after.step, after.test.loss) == (before.step, before.test.loss), "the run is as it was"


def test_a_film_that_is_cancelled_leaves_no_file(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = film(program, qtbot, tmp_path / "run.gif", "Network", 5)
    with qtbot.waitSignal(dialog.filming.progressed, timeout=20_000):
        pass
    with qtbot.waitSignal(dialog.filming.ended, timeout=20_000):
        qtbot.mouseClick(dialog.stop, LEFT)
    qtbot.waitUntil(lambda: not program.session.is_past)
    assert not list(tmp_path.iterdir())


def test_nothing_is_filmed_before_there_is_a_run(qtbot: QtBot, qapp: QApplication) -> None:
    program = Program(presets.load("spiral"), Settings())
    program.window.show()
    dialog = program.window.pictures.make_film()
    assert not dialog.make.isEnabled()
    assert "Train some epochs first" in dialog.words.text()
    dialog.reject()
    program.close()


@given(st.integers(0, 10**6), st.integers(2, 300))
def test_a_film_goes_from_the_first_step_to_the_last(last: int, most: int) -> None:
    steps = film_steps(last, most)
    assert (steps[0], steps[-1]) == (0, last)
    assert len(steps) == min(most, last + 1)
    gaps = np.diff(steps)
    assert not len(gaps) or gaps.max() - gaps.min() <= 1


# ---- the pictures of a card


def test_a_cards_pictures_have_a_live_window(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.canvas.select(["dense1"])
    window.actions_.pop_out_card.trigger()
    (own,) = window.bottom.windows()
    page = own.page
    assert own.windowTitle() == "Dense 1 – Spiral"
    qtbot.waitUntil(lambda: page.table() is not None, timeout=10_000)
    before = page.table().rows
    assert len(before) == 8 * 40 * 40
    program.session.send(Step(epochs=1))
    qtbot.waitUntil(lambda: page.table().rows != before, timeout=10_000)
    answers = {request.probe: answer for request, answer in program.session.snapshot.probes.items()}
    last = answers["maps"]["dense1"][7, 39, 39]
    assert page.table().rows[-1] == (8, 40, 40, float(last))
    program.set_language("ru")
    assert [w.page.node for w in program.window.bottom.windows()] == ["dense1"]
    program.window.bottom.windows()[0].close()
    assert not program.window.bottom.windows()
    program.set_language("en")


@given(st.integers(1, 300), st.integers(100, 2000), st.integers(100, 2000))
def test_tiles_fill_the_window_as_well_as_squares_can(count: int, width: int, height: int) -> None:
    columns, side = best_columns(count, width, height)
    rows = -(-count // columns)
    if side > 1:
        assert columns * side + (columns - 1) * 8 <= width + 1e-6
        assert rows * (side + 16) + (rows - 1) * 8 <= height + 1e-6
    assert 1 <= columns <= count
