"""Masks, boxes and reconstructions: scores and probes against plain numpy and torch, in all engines."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from sklearn import metrics as oracle
from train_experiments import chain, dense

from nnplayground.core.experiment import Experiment
from nnplayground.train.engine import choice
from nnplayground.train.evaluation import evaluate
from nnplayground.train.metrics import box_overlaps, mask_metrics, mask_overlaps, mirror_metrics
from nnplayground.train.passage import Passage
from nnplayground.train.probes import Prober
from nnplayground.train.run import run_experiment
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer

MIRROR = {"source": "data", "source_port": "x", "target": "loss", "target_port": "target"}
CONV = {"kind": "conv2d", "padding": "same"}


def experiment(dataset, graph, **training):
    return Experiment.from_dict(
        {
            "data": {"dataset": dataset, "split": {"train": 0.5}},
            "graph": graph,
            "training": {"optimizer": "adam", "batch_size": 20, "stop": {"epochs": 2}, **training},
            "seed": 3,
        }
    )


def masks(loss=None, **training):
    layers = [{"id": "conv1", "out_channels": 4, **CONV}, {"id": "maps", "out_channels": 5, **CONV}]
    dataset = {"kind": "image_shapes", "target": "mask", "samples": 80}
    return experiment(dataset, chain(layers, loss), **training)


def boxes(**training):
    layers = [{"id": "pool", "kind": "max_pool2d", "kernel_size": 4}, {"id": "flat", "kind": "flatten"}]
    graph = chain([*layers, dense("output", 4, "identity")])
    return experiment({"kind": "image_shapes", "target": "box", "samples": 80}, graph, **training)


def mirror(*before, code=2, loss=None, standardize=False, **training):
    layers = [*before, {"id": "flat", "kind": "flatten"}, dense("code", code, "identity")]
    layers += [dense("wide", 64, "sigmoid"), {"id": "picture", "kind": "reshape", "sizes": [1, 8, 8]}]
    graph = chain(layers, loss)
    graph["edges"].append(MIRROR)
    made = experiment({"kind": "digits"}, graph, **training)
    return made.replace(data=made.data.replace(standardize=standardize))


def ask(trainer, probe, **fields):
    request = ProbeRequest(probe, **fields)
    return Prober().answer(trainer, [request])[request]


def trained(made):
    trainer = Trainer(made)
    trainer.advance()
    return trainer


def plain(trainer, part="test"):
    with torch.no_grad():
        trainer.program.eval()
        return trainer.program(trainer.parts[part].x)


# -- scores --------------------------------------------------------------------------------------------


def test_the_overlap_of_masks_is_the_mean_jaccard_index():
    generator = np.random.default_rng(0)
    truth, found = generator.integers(0, 4, (2, 5, 6, 7))
    confusion = oracle.confusion_matrix(truth.ravel(), found.ravel())
    scores = mask_metrics(confusion)
    assert scores["iou"] == pytest.approx(oracle.jaccard_score(truth.ravel(), found.ravel(), average="macro"))
    assert scores["accuracy"] == pytest.approx((truth == found).mean())
    each = mask_overlaps(torch.tensor(truth), torch.tensor(found), 4)
    for overlap, one, other in zip(each, truth, found, strict=True):
        assert overlap.item() == pytest.approx(
            oracle.jaccard_score(one.ravel(), other.ravel(), average="macro")
        )


def test_a_class_that_nobody_names_does_not_count():
    truth = torch.zeros(1, 3, 3, dtype=torch.int64)
    assert mask_overlaps(truth, truth, 5).tolist() == [1.0]
    assert mask_metrics(np.diag([9, 0, 0])) == {"accuracy": 1.0, "iou": 1.0}


@pytest.mark.parametrize(
    ("found", "overlap"),
    [
        ((0.5, 0.5, 0.4, 0.4), 1.0),
        ((0.7, 0.5, 0.4, 0.4), 1 / 3),
        ((0.5, 0.5, 0.2, 0.2), 0.25),
        ((0.9, 0.9, 0.2, 0.2), 0.0),
        ((0.5, 0.5, -0.4, 0.4), 0.0),
    ],
)
def test_the_overlap_of_boxes_is_shared_area_by_union(found, overlap):
    truth = torch.tensor([[0.5, 0.5, 0.4, 0.4]], dtype=torch.float64)
    found = torch.tensor([found], dtype=torch.float64)
    assert box_overlaps(truth, found).item() == pytest.approx(overlap)
    assert box_overlaps(found, truth).item() == pytest.approx(overlap)


def test_a_reconstruction_is_scored_by_the_spread_it_keeps():
    truth = torch.tensor(np.random.default_rng(0).normal(size=(20, 1, 3, 3)))
    rebuilt = truth + 0.3
    r2, mae = mirror_metrics(truth, rebuilt).tolist()
    flat = truth.flatten(1).numpy(), rebuilt.flatten(1).numpy()
    assert r2 == pytest.approx(oracle.r2_score(*flat, multioutput="variance_weighted"))
    assert mae == pytest.approx(0.3)
    assert mirror_metrics(truth, truth)[0] == 1


@pytest.mark.parametrize("engine", ["captured", "native"])
@pytest.mark.parametrize("made", [lambda **t: masks("dice", **t), boxes], ids=["dice", "boxes"])
def test_engines_agree(made, engine):
    eager, other = (run_experiment(made(engine=way)) for way in ("eager", engine))
    assert other.measures.test.loss == pytest.approx(eager.measures.test.loss, rel=1e-4)
    assert other.measures.test.metrics == pytest.approx(dict(eager.measures.test.metrics), rel=1e-3)


@pytest.mark.parametrize("made", [masks, mirror], ids=["masks", "mirror"])
def test_a_recorded_step_is_the_same(made, monkeypatch):
    monkeypatch.setattr(choice, "_TOLERATED", 1e9)  # however long it takes on a busy computer
    eager, other = (run_experiment(made(engine=way)) for way in ("eager", "captured"))
    assert other.engine == "captured"
    assert other.measures.test.loss == pytest.approx(eager.measures.test.loss, rel=1e-5)


def test_scores_of_a_part_do_not_depend_on_its_order():
    trainer = trained(masks("dice"))
    part = trainer.parts["test"]
    first, second = (type(part)(part.x[s], part.target[s]) for s in (slice(20), slice(20, 40)))
    parts = {"first": first, "second": second, "whole": part}
    scores, _penalty = evaluate(trainer.program, parts, trainer.engine.penalties, Passage())
    mean = (scores["first"].loss + scores["second"].loss) / 2
    assert scores["whole"].loss == pytest.approx(mean, rel=1e-5)
    both = scores["first"].confusion + scores["second"].confusion
    np.testing.assert_array_equal(scores["whole"].confusion, both)


# -- probes --------------------------------------------------------------------------------------------


def test_masks_and_their_overlap_are_those_of_the_network():
    trainer = trained(masks())
    found = plain(trainer).argmax(dim=1)
    answer = ask(trainer, "pictures", part="test", size=7)
    np.testing.assert_array_equal(answer["mask"], found[:7])
    wanted = mask_overlaps(trainer.parts["test"].target[:7], found[:7], 5)
    np.testing.assert_allclose(answer["overlap"], wanted, rtol=1e-6)
    one = ask(trainer, "pictures", sample=Sample("test", 4))
    np.testing.assert_array_equal(one["mask"][0], found[4])


def test_boxes_and_their_overlap_are_those_of_the_network():
    trainer = trained(boxes())
    answer = ask(trainer, "pictures", part="test", size=99)
    np.testing.assert_allclose(answer["box"], plain(trainer), rtol=1e-6)
    assert answer["overlap"].mean() == pytest.approx(trainer.measure().test.metrics["iou"], rel=1e-5)


@pytest.mark.parametrize("standardize", [False, True])
def test_reconstructions_are_as_the_data_was_before(standardize):
    trainer = trained(mirror(standardize=standardize))
    answer = ask(trainer, "pictures", part="test", size=5)
    data = trainer.prepared
    rebuilt = plain(trainer)[:5].numpy() * data.std + data.mean
    np.testing.assert_allclose(answer["rebuilt"], rebuilt, rtol=1e-4, atol=1e-6)
    error = ((rebuilt - data.raw_test[:5]) ** 2).mean(axis=(1, 2, 3))
    np.testing.assert_allclose(answer["error"], error, rtol=1e-3)
    assert "seen" not in answer


def test_a_sigmoid_of_the_loss_is_applied_to_the_reconstruction():
    trainer = trained(mirror(loss="binary_cross_entropy"))
    answer = ask(trainer, "pictures", part="test", size=5)
    np.testing.assert_allclose(answer["rebuilt"], plain(trainer)[:5].sigmoid(), rtol=1e-5)


def test_a_denoiser_is_shown_with_noise_that_leaves_no_trace():
    noise = {"id": "noise", "kind": "salt_and_pepper", "p": 0.4}
    trainer = trained(mirror(noise, code=8))
    first, again = (ask(trainer, "pictures", part="test", size=6) for _look in range(2))
    changed = (first["seen"] != trainer.prepared.raw_test[:6].astype(np.float32)).mean()
    assert 0.1 < changed < 0.45
    np.testing.assert_array_equal(first["seen"], again["seen"])
    with torch.no_grad():
        rebuilt = trainer.program.go_on(
            {trainer.program.slots["noise", "output"]: torch.tensor(first["seen"])},
            [call for call in trainer.program.calls if call.node != "noise"],
        )[trainer.program.mirror.prediction]
    np.testing.assert_allclose(first["rebuilt"], rebuilt, rtol=1e-5)
    # Who looks changes nothing of the training that follows.
    other = trained(mirror(noise, code=8))
    for one in (trainer, other):
        one.advance()
    assert trainer.measure().train.loss == other.measure().train.loss


def test_the_worst_reconstructions_are_named():
    trainer = trained(mirror())
    answer = ask(trainer, "verdicts", part="test", size=3)
    losses = (plain(trainer) - trainer.parts["test"].x).square().flatten(1).mean(dim=1)
    np.testing.assert_allclose(answer["loss"], losses, rtol=1e-5)
    np.testing.assert_array_equal(answer["worst"], losses.topk(3).indices)


def test_verdicts_of_masks_give_the_overlap():
    answer = ask(trained(masks()), "verdicts", part="test", size=3)
    assert len(answer["worst"]) == 3
    assert answer["overlap"].shape == answer["loss"].shape
    assert "predicted" not in answer


def test_the_confusion_of_masks_counts_their_pixels():
    trainer = trained(masks())
    answer = ask(trainer, "verdicts", part="test", size=0)
    truth = trainer.parts["test"].target
    said = plain(trainer).argmax(1)
    classes = len(answer["confusion"])
    np.testing.assert_array_equal(
        answer["confusion"], oracle.confusion_matrix(truth.flatten(), said.flatten(), labels=range(classes))
    )
    np.testing.assert_array_equal(answer["cells"].sum(axis=0), answer["confusion"])
    first = oracle.confusion_matrix(truth[0].flatten(), said[0].flatten(), labels=range(classes))
    np.testing.assert_array_equal(answer["cells"][0], first)


# -- codes ---------------------------------------------------------------------------------------------


def test_a_code_of_two_numbers_is_its_own_map():
    trainer = trained(mirror())
    answer = ask(trainer, "codes", node="code", part="test", size=6)
    with torch.no_grad():
        codes = trainer.program.outputs(trainer.parts["test"].x)["code"]
    np.testing.assert_allclose(answer["points"], codes[:1000], rtol=1e-5)
    left, bottom, right, top = answer["bounds"]
    inside = (answer["points"] >= (left, bottom)) & (answer["points"] <= (right, top))
    assert inside.all(axis=1).mean() > 0.97
    # The upper left picture is painted from the middle of the upper left cell.
    corner = torch.tensor([[left + (right - left) / 12, top - (top - bottom) / 12]])
    with torch.no_grad():
        wide = trainer.program.module("wide")(corner.float())
    np.testing.assert_allclose(answer["pictures"][0, 0, 0], wide.reshape(8, 8), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("units", [(), (3, 1)])
def test_painting_from_the_place_of_a_sample_is_near_its_reconstruction(units):
    trainer = trained(mirror(code=5))
    answer = ask(trainer, "codes", node="code", part="test", size=6, units=units)
    with torch.no_grad():
        codes = trainer.program.outputs(trainer.parts["test"].x)["code"].double()
    middle = codes[:1000].mean(dim=0)
    place = tuple(float(value) for value in answer["points"][7])
    decoded = ask(trainer, "decoded", node="code", part="test", units=units, point=place)
    code = torch.tensor(decoded["code"]).double()
    assert decoded["nearest"].tolist() == [7]
    if units:
        assert code[[3, 1]].tolist() == pytest.approx(codes[7, [3, 1]].tolist(), rel=1e-4)
        rest = [0, 2, 4]
        assert code[rest].tolist() == pytest.approx(middle[rest].tolist(), rel=1e-3, abs=1e-4)
    else:
        # The nearest of all points of the plane of the components.
        assert (code - codes[7]).norm() <= (middle - codes[7]).norm() + 1e-6
        assert answer["share"].sum() <= 1.0001
    with torch.no_grad():
        wide = trainer.program.module("wide")(code.float()[None])
    np.testing.assert_allclose(decoded["picture"][0], wide.reshape(8, 8), rtol=1e-3, atol=1e-5)


def test_there_is_no_map_of_what_is_no_code():
    trainer = trained(mirror())
    assert ask(trainer, "codes", node="picture", part="test", size=6) == {}
    assert ask(trainer, "codes", node="code", part="validation", size=6) == {}
    assert ask(trainer, "decoded", node="code", part="test", point=(math.nan, 0.0)) == {}
    assert ask(trained(masks()), "codes", node="conv1", part="test", size=6) == {}
