"""Pages in windows of 500×350 pixels and less: what has no room is left out and covers nothing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter
from staging import Stage, place

from nnplayground.app.points import load_points
from nnplayground.projects import presets
from nnplayground.train.landscape import Landscape, Survey, Trail
from nnplayground.train.landscape_plane import Directions, Plane
from nnplayground.train.lockstep_view import LockstepView, Side
from nnplayground.train.snapshot import RunState
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.views import class_bars, landscape_map, lockstep_pictures
from nnplayground.ui.views.class_bars import ConfusedPairs
from nnplayground.ui.views.landscape_map import LandscapeMap
from nnplayground.ui.views.landscape_scale import LossScale
from nnplayground.ui.views.lockstep_pictures import PicturesPanel
from nnplayground.ui.views.output import OutputView
from nnplayground.ui.views.pages.confusion import ConfusionPage
from nnplayground.ui.widgets.painting import text_width

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


class Words:
    """Notes where a module of views writes what."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
        self.written: list[tuple[QRectF, str]] = []
        draw = module.draw_text

        def noting(painter: Any, rect: QRectF, text: str, *more: Any) -> None:
            self.written.append((rect, text))
            draw(painter, rect, text, *more)

        monkeypatch.setattr(module, "draw_text", noting)

    def box(self, text: str) -> QRectF:
        return next(rect for rect, said in self.written if said == text)


def place_of(part: QWidget, whole: QWidget) -> QRect:
    return QRect(part.mapTo(whole, part.rect().topLeft()), part.size())


# -- output --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", ["boxes", "unet-shapes", "circle", "iris"])
@pytest.mark.parametrize("height", [200, 350, 480])
def test_the_picture_of_the_output_covers_nothing(qtbot: QtBot, preset: str, height: int) -> None:
    experiment = presets.load(preset)
    document = Stage.of(experiment, epochs=0).document
    view = OutputView(document)
    view.setMinimumSize(320, 200)  # as windows of pages do
    place(qtbot, view, 500, height)
    view.show_points(load_points(experiment.data))
    parts = (view.picture.pictures, view.picture._legend, view.picture._switches)

    def covers_nothing() -> bool:
        places = [place_of(part, view) for part in parts]
        apart = all(above.bottom() < below.top() for above, below in itertools.pairwise(places))
        return apart and places[-1].bottom() < height

    qtbot.waitUntil(covers_nothing, timeout=5_000)
    assert view.picture.pictures.height() >= 96


def test_details_of_the_output_come_back_with_their_room(qtbot: QtBot) -> None:
    view = OutputView(Stage.of("iris", epochs=0).document)
    view.setMinimumSize(320, 200)
    place(qtbot, view, 500, 350)
    view.show_tab("mistakes")
    assert not view._details.isVisible()
    assert view.wanted_probes() == view.picture.wanted_probes()
    view.resize(500, 700)
    qtbot.waitUntil(view._details.isVisible)
    assert view.wanted_probes() > view.picture.wanted_probes()


# -- confusion -----------------------------------------------------------------------------------------

NAMES = ("background", "circle", "square", "triangle", "star")


@pytest.fixture
def page(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ConfusionPage:
    stage = Stage.of("unet-shapes", epochs=0)
    page = ConfusionPage(stage.document, stage.session)
    counts = np.full((5, 5), 1425, np.float32)
    monkeypatch.setattr(page, "_counts", lambda: counts)
    place(qtbot, page, 650, 176)  # the dock of a window of 1280×720
    page._show()
    return page


def test_pairs_are_whole_at_1280_pixels_and_recall_comes_with_room(page: ConfusionPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.pairs.width() >= page.pairs.least_width())
    assert not page.recall.isVisible()
    page.resize(1100, 176)
    qtbot.waitUntil(page.recall.isVisible)
    assert page.pairs.width() >= page.pairs.least_width()
    assert page.recall.width() >= page.recall.least_width()


@pytest.mark.parametrize(("more", "word"), [(0, "→"), (90, "read as")])
def test_an_arrow_stands_for_words_where_they_would_cut_names(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, more: int, word: str
) -> None:
    pairs, words = ConfusedPairs(), Words(monkeypatch, class_bars)
    place(qtbot, pairs, 300, 160)
    pairs.show_counts(np.full((5, 5), 1425), NAMES)
    pairs.resize(pairs.least_width() + more, 160)
    pairs.grab()
    names = [(box, said) for box, said in words.written if said in NAMES]
    assert names
    assert all(box.width() >= text_width(said, class_bars._bold()) for box, said in names)
    assert any(said == word for _box, said in words.written)


# -- lockstep ------------------------------------------------------------------------------------------


def compared() -> LockstepView:
    """Return four samples: one that both answer rightly, one that only A does, only B, and neither."""
    digits = presets.load("digits")
    sides = [Side(digits, {}, {}, answers=np.array(said)) for said in ([0, 1, 1, 0], [0, 0, 0, 0])]
    return LockstepView(None, RunState.PAUSED, tuple(sides), truth=np.array([0, 1, 0, 1]))


@pytest.mark.parametrize(("side", "rows"), [(78.0, 0), (240.0, 4)])
def test_a_small_difference_has_dots_instead_of_words(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, side: float, rows: int
) -> None:
    panel, words = PicturesPanel(), Words(monkeypatch, lockstep_pictures)
    qtbot.addWidget(panel)
    image = QImage(240, 240, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    panel._draw_counts(painter, QRectF(0, 0, side, side), compared())
    painter.end()
    assert len(words.written) == 2 * rows
    if not rows:  # both right, only A, only B, neither
        assert len({image.pixel(x, y) for x in (22, 55) for y in (22, 55)}) == 4


def test_the_dots_of_a_small_difference_have_a_key(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    panel, words = PicturesPanel(), Words(monkeypatch, lockstep_pictures)
    qtbot.addWidget(panel)
    image = QImage(140, 140, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    panel._draw_counts(painter, QRectF(0, 0, 140, 140), compared())
    painter.end()
    assert [said for _box, said in words.written] == ["both", "neither", "A", "B"]
    for box, said in words.written:
        colour = next(colour for colour, name in panel._who_is_right() if name == said)
        assert image.pixelColor(round(box.left()) - 9, round(box.center().y())) == colour


# -- landscape -----------------------------------------------------------------------------------------


def bowl() -> Landscape:
    x, y = np.linspace(-4, 1, 9), np.linspace(-1, 2, 7)
    values = 0.3 + 0.02 * (x[np.newaxis] ** 2 + y[:, np.newaxis] ** 2)
    plane = Plane(Directions.PATH, np.zeros(2), np.eye(2), np.zeros(2))
    steps = np.array([0], np.int64)
    trail = Trail(steps, steps, np.zeros((1, 2)), np.array([0.3]), np.array([0.3]))
    return Landscape(Survey(), plane, x, y, values, trail, 0.3, 0, 0, 10, 10, 2, 63, 63, 1)


@pytest.mark.parametrize("width", [260, 320, 700])
def test_the_name_of_an_axis_stands_beside_or_above_the_key(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    shown, words = LandscapeMap(), Words(monkeypatch, landscape_map)
    place(qtbot, shown, width, 318)
    scale, names = LossScale(0.3, 0.8), ("component 1, 93.8 % of the path", "component 2, 4.2 %")
    shown.show_landscape(bowl(), scale, None, None, names, exact=False)
    shown.grab()
    name, key = words.box(names[0]), words.box("loss, log")
    assert name.width() >= min(text_width(names[0], ui_font(11)), shown.box.width())
    begins = name.right() - text_width(names[0], ui_font(11))
    assert key.right() < begins or key.top() >= name.top() + 14
    assert max(name.bottom(), key.bottom()) <= shown.height()
    assert (key.top() == name.top()) == (width == 700)
