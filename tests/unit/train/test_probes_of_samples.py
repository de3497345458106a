"""What the network says of samples, against plain torch and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn import metrics
from train_experiments import chain, dense, small

from nnplayground.projects import presets
from nnplayground.train.probes import Prober
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer


def ask(trainer, probe, **fields):
    request = ProbeRequest(probe, **fields)
    return Prober().answer(trainer, [request])[request]


def trained(preset):
    trainer = Trainer(presets.load(preset))
    trainer.advance()
    return trainer


def with_loss(loss):
    layers = [dense("dense1", 4), dense("output", 1, "identity")]
    return Trainer(small(graph=chain(layers, loss)))


def plain(trainer, part="test"):
    samples = trainer.parts[part]
    with torch.no_grad():
        trainer.program.eval()
        return trainer.program(samples.x), samples.target


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "squared_error", "multiclass_hinge"])
def test_losses_of_samples_are_those_of_batches_of_one(loss):
    trainer = with_loss(loss)
    trainer.advance()
    answer = ask(trainer, "verdicts", part="test", size=7)
    raw, target = plain(trainer)
    alone = [trainer.program.main.module(raw[i : i + 1], target[i : i + 1]).item() for i in range(len(raw))]
    np.testing.assert_allclose(answer["loss"], alone, rtol=1e-5)
    worst = answer["worst"].astype(int)
    assert len(worst) == 7
    np.testing.assert_allclose(answer["loss"][worst], sorted(alone, reverse=True)[:7], rtol=1e-5)


@pytest.mark.parametrize("preset", ["iris", "digits"])
def test_counts_of_classes_are_those_of_scikit_learn(preset):
    trainer = trained(preset)
    answer = ask(trainer, "verdicts", part="test", size=3)
    raw, target = plain(trainer)
    chances = raw.softmax(1)
    expected = metrics.confusion_matrix(target, raw.argmax(1), labels=range(raw.shape[1]))
    np.testing.assert_array_equal(answer["confusion"], expected)
    np.testing.assert_array_equal(answer["predicted"], raw.argmax(1))
    np.testing.assert_allclose(answer["sure"], chances.max(1).values, rtol=1e-5)


def test_values_are_judged_without_classes():
    trainer = trained("linear-regression")
    answer = ask(trainer, "verdicts", part="train", size=4)
    raw, target = plain(trainer, "train")
    np.testing.assert_allclose(answer["said"], raw, rtol=1e-5)
    assert "confusion" not in answer
    errors = (raw - target).abs().flatten()
    assert answer["worst"].astype(int).tolist() == errors.argsort(descending=True)[:4].tolist()


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "squared_error"])
def test_the_ranking_is_that_of_scikit_learn(loss):
    trainer = with_loss(loss)
    trainer.advance()
    answer = ask(trainer, "ranking", part="test")
    raw, target = plain(trainer)
    score = raw[:, 0].sigmoid() if loss == "binary_cross_entropy" else raw[:, 0]
    assert answer["auc"][0] == pytest.approx(metrics.roc_auc_score(target, score))
    assert answer["precision"][0] == pytest.approx(metrics.average_precision_score(target, score))
    false, true, thresholds = metrics.roc_curve(target, score, drop_intermediate=False)
    positives, negatives = answer["totals"]
    np.testing.assert_allclose(answer["hits"] / positives, true, rtol=1e-6)
    np.testing.assert_allclose(answer["alarms"] / negatives, false, rtol=1e-6)
    np.testing.assert_allclose(answer["threshold"][1:], thresholds[1:], rtol=1e-5)


def test_equal_scores_count_half():
    from nnplayground.train.probing.verdicts import _thresholds

    score, truth = torch.tensor([0.5, 0.5, 0.2, 0.9]).double(), torch.tensor([True, False, False, True])
    found = _thresholds(score, truth)
    assert found["auc"].item() == pytest.approx(metrics.roc_auc_score(truth, score))
    assert found["precision"].item() == pytest.approx(metrics.average_precision_score(truth, score))


def test_there_is_no_ranking_of_many_classes_and_none_of_an_empty_part():
    assert not ask(trained("iris"), "ranking", part="test")
    assert not ask(Trainer(small()), "verdicts", part="no", size=3)


def test_a_sample_that_a_person_made_is_judged():
    trainer = trained("circle")
    answer = ask(trainer, "said", sample=Sample.made((1.0, -2.0)))
    x = torch.tensor(trainer.prepared.transform(np.array([[1.0, -2.0]]))).float()
    with torch.no_grad():
        raw = trainer.program(x)[0]
    np.testing.assert_allclose(answer["raw"], raw, rtol=1e-5)
    assert not ask(trainer, "said", sample=Sample("test", 100_000))


def test_maps_and_kernels_are_those_of_the_sample():
    trainer = trained("digits-cnn")
    sample = Sample("test", 5)
    answer = ask(trainer, "features", sample=sample)
    with torch.no_grad():
        outputs = trainer.program.eval().outputs(trainer.parts["test"].x[5:6])
    assert set(answer) == {id for id, values in outputs.items() if values.ndim == 4}
    for id, maps in answer.items():
        np.testing.assert_allclose(maps, outputs[id][0], rtol=1e-5, atol=1e-6)
        assert not maps.flags.writeable
    kernels = ask(trainer, "kernels")
    weights = dict(trainer.program.named_parameters())
    for id, kernel in kernels.items():
        np.testing.assert_array_equal(kernel, weights[f"{id}.weight"].detach())
    assert kernels


@pytest.mark.parametrize("kind", ["tanh", "relu", "silu"])
def test_a_curve_is_the_activation(kind):
    trainer = Trainer(small(graph=chain([dense("dense1", 4, kind), dense("output", 1, "identity")])))
    answer = ask(trainer, "curve", node="dense1", unit=2, size=3)
    assert (answer["x"][0], answer["x"][-1]) == (-3, 3)
    expected = trainer.program.dense1.activation(torch.tensor(answer["x"]))
    np.testing.assert_allclose(answer["y"], expected, rtol=1e-6)


def test_a_curve_shows_the_slope_that_was_learned():
    trainer = Trainer(small(graph=chain([dense("dense1", 4, "prelu"), dense("output", 1, "identity")])))
    with torch.no_grad():
        trainer.program.dense1.activation.weight.fill_(0.75)
    answer = ask(trainer, "curve", node="dense1", unit=3, size=2)
    np.testing.assert_allclose(answer["y"], np.where(answer["x"] < 0, 0.75, 1) * answer["x"], rtol=1e-6)


def test_there_is_no_curve_of_neurons_that_are_compared_and_of_none():
    trainer = Trainer(small(graph=chain([dense("dense1", 4, "softmax"), dense("output", 1, "identity")])))
    for node in ("dense1", "loss", "gone"):
        assert not ask(trainer, "curve", node=node, size=3)
