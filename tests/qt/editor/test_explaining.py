"""Shapes beside wires, what flows along them, and the layer a fix would insert."""

from __future__ import annotations

import dataclasses

import pytest
from networks import chain, snapshot
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnplayground.core.graph import Node
from nnplayground.projects import presets
from nnplayground.train.snapshot import RunState
from nnplayground.ui.editor.ghost import insertion


def label_texts(canvas):
    return {f"{key[0]}-{key[2]}": text for key, text in canvas.scene.shapes.texts().items()}


def spread(canvas, gap=160):
    """Put the cards far apart, so that there is room between them."""
    order = canvas.document.experiment.graph.order()
    canvas.scene.preview_places({id: (i * (140 + gap), 40.0 * (i % 2)) for i, id in enumerate(order)})


def test_every_wire_has_its_shape_where_there_is_room(make):
    canvas = make(presets.load("digits"))
    spread(canvas)
    texts = label_texts(canvas)
    assert texts["data-flatten1"] == "1×8×8"
    assert texts["flatten1-dense1"] == "64"
    assert texts["output-loss"] == "10"


def test_labels_cover_no_card_and_no_other_label(make):
    canvas = make(presets.load("digits"))
    for gap in (20, 60, 120, 300):
        spread(canvas, gap)
        rects = canvas.scene.shapes.rects()
        cards = [card.scene_rect for card in canvas.scene.cards.values()]
        assert not any(rect.intersects(card) for rect in rects for card in cards)
        assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])
    spread(canvas, 4)
    assert canvas.scene.shapes.rects() == []


def test_at_a_distance_and_over_weights_there_is_none_until_the_mouse_comes(make):
    canvas = make(chain((8, "tanh"), (2, "identity")))
    spread(canvas)
    woven = list(canvas.scene.sheets)
    assert woven
    assert not set(woven) & set(canvas.scene.shapes.texts())
    canvas.scene.hover("dense1")
    assert set(woven) & set(canvas.scene.shapes.texts())
    canvas.set_level("blocks")
    assert canvas.scene.shapes.texts() == {}


def test_an_unknown_shape_is_a_question_mark(make):
    experiment = presets.load("digits")
    graph = experiment.graph.remove(["flatten1"])
    canvas = make(experiment.replace(graph=graph))
    spread(canvas)
    assert label_texts(canvas)["dense1-dense2"] == "?"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("data", "Input gives Flatten a map of 8×8."),
        ("flatten1", "Flatten gives 64 numbers to Dense 1."),
        ("output", "Output gives 10 numbers to Loss."),
    ],
)
def test_the_wire_under_the_mouse_is_told_in_a_sentence(make, source, sentence):
    canvas = make(presets.load("digits"), width=1400)
    wire = next(wire for key, wire in canvas.scene.wires.items() if key[0] == source)
    at = canvas.view.from_scene(wire.path.pointAtPercent(0.5)).toPoint()
    QTest.mouseMove(canvas.view.viewport(), at - QPoint(1, 1))
    QTest.mouseMove(canvas.view.viewport(), at)
    QApplication.processEvents()
    assert canvas.view.hovering.tip.text() == sentence


def test_other_things_that_flow_are_told_too(make):
    canvas = make(presets.load("digits"))
    graph = canvas.document.experiment.graph
    labels, report = canvas.scene.shapes, canvas.document.report
    spec = report.nodes["data"].outputs["target"]
    assert labels.text_of(spec) == "1 of 10"
    assert "one of 10 classes" in labels._flow(spec)
    one = dataclasses.replace(spec, classes=0, shape=(1,))
    assert "one number" in labels._flow(one)
    maps = dataclasses.replace(spec, classes=0, shape=(4, 3, 2))
    assert "4 maps of" in labels._flow(maps)
    rows = dataclasses.replace(spec, classes=0, shape=(4, 3))
    assert "{shape}" in labels._flow(rows)
    broken = graph.remove(["flatten1"])
    canvas.document.apply("x", canvas.document.experiment.replace(graph=broken))
    edge = broken.outgoing("dense1")[0]
    assert canvas.scene.sentence_of(edge) == "Dense 2 waits: what Dense 1 gives is not known yet."


def test_a_fix_that_inserts_is_drawn_where_it_would_stand(make):
    experiment = presets.load("digits")
    canvas = make(experiment)
    ghost = canvas.problems.ghost
    assert ghost.title == ""
    canvas.document.apply("x", experiment.replace(graph=experiment.graph.remove(["flatten1"])))
    assert ghost.title == "Flatten"
    cards = [card.scene_rect for card in canvas.scene.cards.values()]
    assert not any(ghost._box.intersects(card) for card in cards)
    spread(canvas)
    assert ghost._box.contains(ghost._foot)
    canvas.editor.apply_fix()
    assert canvas.document.report.ok
    assert ghost.title == ""


def test_only_a_layer_put_on_a_wire_is_an_insertion():
    graph = presets.load("digits").graph
    flatten = Node.model_validate({"id": "more", "kind": "dropout"})
    wire = graph.outgoing("flatten1")[0]
    assert insertion(graph, graph.insert(flatten, wire)) == (flatten, wire)
    assert insertion(graph, graph.add(flatten)) is None
    assert insertion(graph, graph.remove(["flatten1"])) is None


def test_the_caption_says_that_the_last_valid_network_goes_on(make):
    canvas = make(chain((8, "tanh"), (2, "identity")))
    assert canvas.overlays.caption.text() == "58 parameters, 48 multiply-adds in 2 layers"
    experiment = canvas.document.experiment
    loss = experiment.graph.of_kind("loss")[0]
    cut = experiment.graph.disconnect(experiment.graph.incoming(loss.id)[0])
    canvas.document.apply("Cut", experiment.replace(graph=cut))
    assert canvas.overlays.caption.text() == "1 problem stops training"
    refused = dataclasses.replace(snapshot(experiment), refusal="Wrong.")
    canvas.show_snapshot(dataclasses.replace(refused, state=RunState.PLAYING))
    assert canvas.overlays.caption.text() == "1 problem the last valid network trains on"
    canvas.show_snapshot(dataclasses.replace(refused, state=RunState.PAUSED))
    assert canvas.overlays.caption.text() == "1 problem the last valid network is kept"
    canvas.document.undo_stack.undo()
    canvas.show_snapshot(snapshot(experiment))
    assert canvas.overlays.caption.text() == "58 parameters, 48 multiply-adds in 2 layers"
