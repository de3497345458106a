"""Copy and paste, within a window, between two, and as text."""

from __future__ import annotations

import json

import pytest
from networks import chain
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from test_canvas import graph, ids, undo_texts

from nnplayground.core.resources import resource


def text():
    return QGuiApplication.clipboard().text()


def saved(name):
    return resource("blocks", name).read_text(encoding="utf-8")


def test_what_is_copied_is_readable_text(canvas):
    canvas.select(["dense1", "dense2"])
    assert canvas.editor.clipboard.copy()
    value = json.loads(text())
    assert value["format"] == "nnplayground-fragment"
    assert [node["id"] for node in value["graph"]["nodes"]] == ["dense1", "dense2"]
    assert undo_texts(canvas) == []


def test_copies_can_be_pasted_into_another_window(canvas, make):
    canvas.select(["dense1", "dense2"])
    canvas.editor.clipboard.copy()
    other = make(chain((3, "relu"), (2, "identity"), features=("x1", "x2")))
    before = ids(other)
    other.editor.clipboard.paste(QPointF(0, 600))
    new = ids(other) - before
    assert len(new) == 2
    assert set(other.selection()) == new
    assert any(edge.source in new and edge.target in new for edge in graph(other).edges)
    assert undo_texts(other) == ["Paste"]
    top = min(other.scene.cards[id].scene_rect.top() for id in new)
    assert top > max(other.scene.cards[id].scene_rect.top() for id in before)


def test_pasting_behind_the_selected_node_joins_it(canvas):
    canvas.select(["dense2"])
    canvas.editor.clipboard.copy()
    canvas.select(["dense1"])
    before = ids(canvas)
    canvas.editor.clipboard.paste()
    (new,) = ids(canvas) - before
    assert [e.target for e in graph(canvas).outgoing("dense1")] == [new]
    assert [e.source for e in graph(canvas).incoming("dense2")] == [new]


def test_cut_takes_out_and_joins_what_it_stood_between(canvas):
    canvas.select(["dense2"])
    canvas.editor.clipboard.cut()
    assert "dense2" not in ids(canvas)
    assert [e.source for e in graph(canvas).incoming("dense3")] == ["dense1"]
    assert undo_texts(canvas) == ["Cut Dense 2"]
    canvas.document.undo_stack.undo()
    assert "dense2" in ids(canvas)


@pytest.mark.parametrize("nonsense", ["hello", "{}", '{"format": "nnplayground-fragment", "graph": 3}', ""])
def test_other_text_is_refused_in_one_sentence(canvas, nonsense):
    said = []
    canvas.refused.connect(said.append)
    QGuiApplication.clipboard().setText(nonsense)
    canvas.editor.clipboard.paste()
    assert len(said) == 1
    assert undo_texts(canvas) == []


@pytest.mark.parametrize("path", sorted(p.name for p in resource("blocks").glob("0*.json")))
def test_shipped_blocks_fit_behind_a_layer_of_any_width(canvas, path):
    part = canvas.editor.clipboard.read(saved(path))
    for node in ("dense1", "dense2"):
        new = canvas.editor.clipboard.insert(part, after=node)
        assert new
    assert canvas.document.report.ok, canvas.document.report.problems[0].message
    assert undo_texts(canvas)[0].startswith("Add ")
    assert len(graph(canvas).blocks) == 2


def test_pasting_the_same_twice_does_not_hide_the_first(canvas):
    canvas.select(["dense1"])
    canvas.editor.clipboard.copy()
    canvas.select([])
    canvas.editor.clipboard.paste()
    canvas.select([])
    canvas.editor.clipboard.paste()
    places = [(card.pos.x(), card.pos.y()) for card in canvas.scene.cards.values()]
    assert len(set(places)) == len(places)
