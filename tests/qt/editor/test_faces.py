"""Cards for every shape of data: tiles, rows, strips, feature maps, images."""

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
import pytest
from networks import chain, snapshot

from nnplayground.core.experiment import Experiment
from nnplayground.train.history import History
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.editor.bodies import UnitMaps
from nnplayground.ui.editor.faces import face_of
from nnplayground.ui.editor.loss_body import LossBody
from nnplayground.ui.editor.sample_bodies import FeatureMaps, ImageBody, StripBody, UnitRows
from nnplayground.ui.views.log import LogCopy


def images():
    nodes = [
        {"id": "data1", "kind": "data"},
        {"id": "maps1", "kind": "reshape", "sizes": [4, 4, 4]},
        {"id": "flat1", "kind": "flatten"},
        {"id": "head1", "kind": "linear", "units": 10, "activation": "identity"},
        {"id": "loss1", "kind": "loss"},
    ]
    ids = [node["id"] for node in nodes]
    edges = [{"source": a, "target": b} for a, b in itertools.pairwise(ids)]
    edges[0]["source_port"] = "x"
    edges[-1]["target_port"] = "prediction"
    return Experiment.from_dict({"data": {"dataset": "digits"}, "graph": {"nodes": nodes, "edges": edges}})


def faces(experiment):
    report, spec = experiment.report(), experiment.data.spec()
    return {n.id: face_of(n, experiment.graph, report, spec) for n in experiment.graph.nodes}


def test_images_have_pictures_maps_strips_and_labelled_rows():
    shown = faces(images())
    bodies = {id: type(face.body()) for id, face in shown.items()}
    assert bodies == {
        "data1": ImageBody,
        "maps1": FeatureMaps,
        "flat1": StripBody,
        "head1": UnitRows,
        "loss1": LossBody,
    }
    assert shown["head1"].labels_after == tuple("0123456789")
    assert shown["data1"].shape == "1×8×8"
    assert shown["loss1"].kind == "Cross-entropy"


def test_the_plane_has_tiles_with_the_names_of_features_and_classes():
    shown = faces(chain((8, "tanh"), (2, "identity")))
    assert shown["data1"].labels_before == ("x₁", "x₂", "sin x₁", "sin x₂")
    assert shown["dense2"].labels_after == ("−1", "+1")
    assert shown["dense1"].biased
    assert isinstance(shown["dense1"].body(), UnitMaps)


def test_a_table_is_labelled_with_its_columns():
    shown = faces(chain((3, "identity"), features=None, dataset="iris"))
    assert shown["data1"].labels_before[0].startswith("sepal length")


@pytest.mark.parametrize("units", [1, 8, 9, 16, 17, 36, 64, 65, 500])
def test_tiles_of_any_number_stay_in_the_card_and_apart(units):
    body = UnitMaps(units, before=(), after=(), biased=True)
    assert len(body.tiles) == min(units, 64)
    assert body.units == units
    for number, tile in enumerate(body.tiles):
        assert tile.left() >= 8
        assert tile.right() <= body.width - 8
        assert tile.bottom() <= body.height
        assert not any(tile.intersects(other) for other in body.tiles[number + 1 :])
    if units <= 8:
        assert body.tiles[0].width() == 40
        assert body.width == 112


def test_every_body_shows_what_it_is_given(make):
    experiment = images()
    canvas = make(experiment, 1000, 700)
    before = canvas.view.viewport().grab().toImage()
    rng = np.random.default_rng(0)
    values = {
        "data1": rng.random((1, 8, 8), np.float32),
        "maps1": rng.normal(size=(4, 4, 4)).astype(np.float32),
        "flat1": rng.normal(size=64).astype(np.float32),
        "head1": rng.normal(size=10).astype(np.float32),
    }
    plain = snapshot(chain((2, "tanh")))
    for step in range(3):
        shot = dataclasses.replace(plain, step=step, probes={ProbeRequest("sample"): values})
        canvas.scene.show_snapshot(shot, canvas.view.visible_cards())
    after = canvas.view.viewport().grab().toImage()
    for id, card in canvas.scene.cards.items():
        rect = canvas.view.to_viewport(card.scene_rect).toRect()
        assert before.copy(rect) != after.copy(rect), id


def test_values_that_are_not_numbers_do_no_harm(make):
    experiment = chain((4, "relu"), (2, "identity"))
    canvas = make(experiment)
    shot = snapshot(experiment)
    bad = {
        request: {name: np.full_like(array, np.nan) for name, array in answer.items()}
        for request, answer in shot.probes.items()
    }
    canvas.scene.show_snapshot(dataclasses.replace(shot, probes=bad), canvas.view.visible_cards())
    assert not canvas.grab().isNull()


def test_the_sparkline_shows_the_whole_log_however_quickly_it_came():
    history, log, body = History(), LogCopy(), LossBody()
    for epoch in range(50_000):
        history.append({"epoch": epoch, "step": 7 * epoch, "train_loss": 1 / (1 + epoch), "test_loss": 0.5})
    log.update(history)
    body.show_losses(0.25, log)
    course = body.courses["train_loss"]
    assert 60 < len(course.x) <= 121
    assert course.high.max() == pytest.approx(0, abs=1e-3)
    assert course.line[-1] == pytest.approx(math.log10(1 / 50_000), abs=0.01)
    assert body.headline() == "0.250"
    history.clear()
    log.update(history)
    body.show_losses(1.0, log)
    assert not body.courses
