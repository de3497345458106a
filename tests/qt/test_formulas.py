"""Formulas are typeset, all of them, away from the window's thread, and kept."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer

from nnplayground.core.help import chapters
from nnplayground.ui import formulas as module
from nnplayground.ui.formulas import FormulaLabel, Formulas, draw, plain_text, rows_of, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

EVERY = sorted(
    {
        row
        for chapter in chapters()
        for topic in chapter.topics
        for part in (topic, *topic.fields)
        for row in rows_of(part.formula)
    }
)
INK = QColor("#ABCDEF")


def inked(image: QImage) -> int:
    """Return how many pixels carry ink."""
    return sum(
        image.pixelColor(x, y).alpha() > 128 for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("latex", EVERY)
def test_every_formula_renders(latex: str) -> None:
    svg = typeset(latex)
    assert svg.count(b"<path") >= 1
    assert QSvgRenderer(QByteArray(svg)).isValid()
    image = draw(svg, INK, 1.0)
    assert 8 <= image.width() <= 700
    assert inked(image) > 15
    said = plain_text(latex)
    assert said
    assert not set(said) & set("\\{}&")


def test_rows_stand_below_each_other() -> None:
    assert rows_of(r"a = 1,\quad b = 2") == ("a = 1", "b = 2")
    assert rows_of("") == ()
    assert plain_text(r"f(x) = \frac{1}{1 + e^{-x}}") == "f(x) = 1/(1 + e^(-x))"


def test_it_is_set_in_the_background_once_and_kept_on_disk(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def counted(latex: str) -> bytes:
        threads.append(threading.current_thread())
        return typeset(latex)

    monkeypatch.setattr(module, "typeset", counted)
    first = Formulas(tmp_path / "new" / "folder")
    with qtbot.waitSignal(first.ready) as heard:
        assert first.picture("x^2", INK, 1.0) is None
    assert heard.args == ["x^2"]
    small = first.picture("x^2", INK, 1.0)
    assert small is not None
    assert threads != []
    assert threads[0] is not threading.main_thread()
    with qtbot.waitSignal(first.ready):
        first.picture("x^2", INK, 2.0)
    large = first.picture("x^2", INK, 2.0)
    assert large is not None
    assert abs(large.width() - 2 * small.width()) <= 2
    second = Formulas(tmp_path / "new" / "folder")
    with qtbot.waitSignal(second.ready):
        second.picture("x^2", INK, 1.0)
    assert len(threads) == 1


def test_a_folder_that_cannot_be_used_costs_nothing_but_time(qtbot: QtBot, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("no folder")
    formulas = Formulas(taken)
    with qtbot.waitSignal(formulas.ready):
        formulas.picture("y", INK, 1.0)
    assert formulas.picture("y", INK, 1.0) is not None


def test_a_damaged_file_is_set_anew(qtbot: QtBot, tmp_path: Path) -> None:
    formulas = Formulas(tmp_path)
    formulas._file("z").write_bytes(b"<svg")
    with qtbot.waitSignal(formulas.ready):
        formulas.picture("z", INK, 1.0)
    assert formulas.picture("z", INK, 1.0) is not None
    assert formulas._file("z").read_bytes().startswith(b"<svg xmlns")


def test_a_label_speaks_before_it_shows(qtbot: QtBot) -> None:
    label = FormulaLabel(r"y = \frac{x}{7},\quad z = y^2")
    qtbot.addWidget(label)
    assert label.accessibleName() == "y = x/7; z = y^2"
    words = label.sizeHint()
    label.show()
    qtbot.waitUntil(label.is_typeset)
    assert label.sizeHint() != words
    label.resize(label.sizeHint())
    assert inked(label.grab().toImage()) > 15
    label.set_formula("")
    assert label.isHidden()
