"""Losses of masks against torch and their formula, and what is said when shapes do not fit a mask."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from torch.nn import functional

from nnplayground.core.adapt import switch_dataset
from nnplayground.core.codes import code_nodes, main_loss, mirror_loss
from nnplayground.core.graph import Graph
from nnplayground.core.layer import ShapeError, TensorSpec
from nnplayground.core.loss import Link, Loss
from nnplayground.core.shapes import infer
from nnplayground.data.image_shapes import ImageShapes
from nnplayground.projects import presets

MAPS, MASK = TensorSpec((3, 4, 5)), TensorSpec((4, 5), classes=3)
SHAPES = ImageShapes(target="mask").spec()


def batch():
    generator = torch.Generator().manual_seed(0)
    scores = torch.randn(6, 3, 4, 5, dtype=torch.float64, generator=generator)
    return scores, torch.randint(0, 3, (6, 4, 5), generator=generator)


def test_cross_entropy_of_masks_is_torchs_mean_over_pixels():
    loss, (scores, mask) = Loss.named("cross_entropy")(), batch()
    loss.check(MAPS, MASK)
    assert loss.link(MAPS, MASK) is Link.SOFTMAX
    flat = functional.cross_entropy(scores.movedim(1, -1).reshape(-1, 3), mask.flatten())
    torch.testing.assert_close(loss.build(MAPS, MASK)(scores, mask), flat)


@pytest.mark.parametrize("smooth", [0.5, 1.0])
def test_dice_is_its_formula_sample_by_sample_and_class_by_class(smooth):
    loss, (scores, mask) = Loss.named("dice")(smooth=smooth), batch()
    loss.check(MAPS, MASK)
    chances, terms = scores.softmax(dim=1), []
    for one, truth in zip(chances, mask, strict=True):
        for kind in range(3):
            p, t = one[kind], (truth == kind).double()
            terms.append(1 - (2 * (p * t).sum() + smooth) / (p.sum() + t.sum() + smooth))
    torch.testing.assert_close(loss.build(MAPS, MASK)(scores, mask), torch.stack(terms).mean())


def test_dice_of_the_truth_is_nearly_nothing_and_its_source_says_the_same():
    loss, (scores, mask) = Loss.named("dice")(), batch()
    sure = 50.0 * functional.one_hot(mask, 3).movedim(-1, 1).double()
    assert loss.build(MAPS, MASK)(sure, mask) < 1e-6
    names = {"nn": torch.nn, "torch": torch}
    exec(loss.helpers(), names)
    torch.testing.assert_close(eval(loss.code(), names)(scores, mask), loss.build(MAPS, MASK)(scores, mask))


@pytest.mark.parametrize("kind", ["cross_entropy", "dice"])
def test_large_scores_of_masks_stay_finite(kind):
    scores = torch.full((2, 3, 4, 5), 1e4, dtype=torch.float64, requires_grad=True)
    value = Loss.named(kind)().build(MAPS, MASK)(scores, torch.zeros(2, 4, 5, dtype=torch.int64))
    value.backward()
    assert value.isfinite()
    assert scores.grad.isfinite().all()


@pytest.mark.parametrize("kind", ["multiclass_hinge", "squared_error", "binary_cross_entropy"])
def test_losses_of_single_classes_refuse_masks(kind):
    with pytest.raises(ShapeError, match="one class per sample"):
        Loss.named(kind)().check(MAPS, MASK)


def test_dice_refuses_a_class():
    with pytest.raises(ShapeError, match="no mask"):
        Loss.named("dice")().check(TensorSpec((3,)), TensorSpec((), classes=3))


def network(*layers, mirror=False):
    nodes = [{"id": "data", "kind": "data"}, *({"id": f"n{i}", **layer} for i, layer in enumerate(layers))]
    nodes.append({"id": "loss", "kind": "loss"})
    ids = [node["id"] for node in nodes]
    edges = [{"source": a, "target": b} for a, b in pairwise(ids)]
    edges[0]["source_port"], edges[-1]["target_port"] = "x", "prediction"
    if mirror:
        edges.append({"source": "data", "source_port": "x", "target": "loss", "target_port": "target"})
    return Graph.model_validate({"nodes": nodes, "edges": edges})


def mended(graph, source):
    """Apply first fixes until nothing is wrong; return how many it took."""
    for count in range(6):
        report = infer(graph, source)
        if report.ok:
            return graph, count
        graph = report.problems[0].fixes[0].graph
    raise AssertionError([str(problem.message) for problem in report.problems])


CONV = {"kind": "conv2d", "out_channels": 7, "padding": "same"}


@pytest.mark.parametrize(
    "layers",
    [
        (CONV,),
        (CONV, {"kind": "max_pool2d"}),
        ({**CONV, "padding": "valid"},),
        ({"kind": "flatten"}, {"kind": "linear", "units": 9}),
        (CONV, {"kind": "zero_pad2d", "padding": 3}),
    ],
)
def test_first_fixes_make_maps_for_a_mask(layers):
    graph, count = mended(network(*layers), SHAPES)
    assert 1 <= count <= 3
    head = infer(graph, SHAPES).nodes[graph.incoming("loss", "prediction")[0].source].output
    assert head.shape == (5, 32, 32)


def test_first_fixes_make_a_reconstruction_of_the_inputs_size():
    digits = presets.load("digits").data.spec()
    graph, _count = mended(network(CONV, {"kind": "max_pool2d"}, mirror=True), digits)
    head = infer(graph, digits).nodes[graph.incoming("loss", "prediction")[0].source].output
    assert head.shape == digits.x.shape


@pytest.mark.parametrize("target", ["mask", "box"])
def test_another_target_of_the_shapes_leaves_a_network_that_trains(target):
    experiment = presets.load("digits-cnn")
    other = switch_dataset(experiment, ImageShapes(target=target, samples=20))
    assert other.report().ok
    assert switch_dataset(other, ImageShapes(samples=20)).report().ok


def test_codes_are_what_all_of_a_picture_passes():
    experiment = presets.load("autoencoder")
    assert mirror_loss(experiment.graph) == "loss"
    assert main_loss(experiment.graph) is None
    codes = code_nodes(experiment.graph, experiment.report())
    assert codes[0] == "code"
    assert set(codes) == {"dense1", "dense2", "code", "dense3", "dense4"}
    # A wire past the code lets the picture through beside it.
    nodes = {"id": "join1", "kind": "concatenate"}
    tree = experiment.graph.model_dump(mode="json")
    tree["nodes"].append(nodes)
    wires = [edge for edge in tree["edges"] if edge["target"] != "dense3"]
    wires += [{"source": source, "target": "join1"} for source in ("code", "dense2")]
    tree["edges"] = [*wires, {"source": "join1", "target": "dense3"}]
    around = experiment.replace(graph=Graph.model_validate(tree))
    assert "code" not in code_nodes(around.graph, around.report())
    assert "dense2" in code_nodes(around.graph, around.report())


def test_a_classifier_has_no_code():
    experiment = presets.load("digits-cnn")
    assert mirror_loss(experiment.graph) is None
    assert code_nodes(experiment.graph, experiment.report()) == ()
