"""Blocks in the palette: shipped and own, added by double click, drag and search."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnplayground.app.block_library import BlockLibrary
from nnplayground.core.fragment import cut, parse
from nnplayground.projects.saved_blocks import shipped
from nnplayground.ui.editor.clipboard import BLOCK_MIME
from nnplayground.ui.panels.palette import Palette

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def library(tmp_path, qapp, qtbot):
    library = BlockLibrary(tmp_path / "blocks")
    with qtbot.waitSignal(library.changed):
        library.load()
    return library


@pytest.fixture
def palette(document, library, show):
    return show(Palette(document, library), 248, 900)


def chip(palette, title):
    return next(chip for chip in palette.blocks.chips if chip.text() == title)


def test_shipped_blocks_are_offered_and_added(palette, qtbot):
    seen = []
    palette.blockChosen.connect(seen.append)
    qtbot.mouseDClick(chip(palette, "Residual"), LEFT)
    assert [node.layer.kind for node in parse(seen[0]).graph.nodes] == [
        "linear",
        "linear",
        "add",
        "activation",
    ]
    mime = chip(palette, "Residual").drag().mimeData()
    assert bytes(mime.data(BLOCK_MIME).data()).decode() == seen[0]


def test_every_shipped_block_has_its_own_picture(palette):
    pictures = [chip.variant.icon for chip in palette.blocks.chips]
    assert len(set(pictures)) == len(pictures) == len(shipped())
    assert "group" not in pictures


def test_the_search_finds_blocks_too(palette):
    QTest.keyClicks(palette.search, "bottle")
    assert [row.text() for row in palette.rows] == ["Bottleneck"]
    seen = []
    palette.blockChosen.connect(seen.append)
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert len(seen) == 1


def test_an_own_block_comes_and_goes(palette, library, document, qtbot):
    part = cut(document.experiment, ["dense1"]).replace(title={"en": "Stem"})
    with qtbot.waitSignal(library.changed):
        library.save(part)
    own = chip(palette, "Stem")
    with qtbot.waitSignal(library.changed):
        QTest.keyClick(own, Qt.Key.Key_Delete)
    assert "Stem" not in [chip.text() for chip in palette.blocks.chips]
    QTest.keyClick(chip(palette, "MLP"), Qt.Key.Key_Delete)
    assert chip(palette, "MLP")


def test_an_unreadable_block_is_said_once(library, qtbot):
    (library.folder).mkdir()
    (library.folder / "bad.json").write_text("{")
    said = []
    library.failed.connect(said.append)
    for _ in range(2):
        with qtbot.waitSignal(library.changed):
            library.load()
    assert len(said) == 1
    assert "bad.json" in str(said[0])
