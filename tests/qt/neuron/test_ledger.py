"""Accounts of nodes that are no sums: every line against the trace, and the trace against the account."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nnplayground.core.experiment import Experiment
from nnplayground.train.trace import trace
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer
from nnplayground.ui.neuron.formulas import update_line
from nnplayground.ui.neuron.ledger import read_ledger
from nnplayground.ui.neuron.reading import read_neuron
from nnplayground.ui.neuron.sight import Sight, curve_reach


def network(*layers, data="circle", loss=None, extra=(), **training):
    nodes = [{"id": "data", "kind": "data"}, *layers, {"id": "loss", "kind": "loss", "loss": loss}]
    ids = [node["id"] for node in nodes]
    edges = [{"source": a, "target": b} for a, b in itertools.pairwise(ids)]
    edges[0]["source_port"], edges[-1]["target_port"] = "x", "prediction"
    tree = {"data": {"dataset": data}, "graph": {"nodes": nodes, "edges": [*edges, *extra]}}
    return Experiment.from_dict({**tree, "training": training})


def dense(id, units, activation="tanh"):
    return {"id": id, "kind": "linear", "units": units, "activation": activation}


def sight(experiment, node, unit=0, steps=5):
    trainer = Trainer(experiment)
    for _ in range(steps):
        trainer.advance()
    return Sight(experiment, experiment.report(), node, unit, trace(trainer, Sample("train", 4)))


def test_add_adds_and_concatenate_finds_its_source(qapp):
    for kind in ("add", "multiply", "concatenate"):
        layers = [dense("one", 4), dense("two", 4), {"id": "join", "kind": kind}, dense("output", 1)]
        seen = sight(network(*layers, extra=[{"source": "one", "target": "join"}]), "join", 2)
        ledger = read_ledger(seen)
        values = [line.numbers[0] for line in ledger.lines]
        output = float(seen.trace["join"].output[2])
        assert ledger.total[1] == output
        expected = {"add": sum, "multiply": np.prod, "concatenate": lambda v: v[0]}[kind](values)
        assert expected == pytest.approx(output, abs=1e-6)


@pytest.mark.parametrize("kind", ["batch_norm", "layer_norm"])
def test_normalization_step_by_step(qapp, kind):
    layers = [dense("one", 5), {"id": "norm", "kind": kind}, dense("output", 1)]
    seen = sight(network(*layers), "norm", 3)
    ledger = read_ledger(seen)
    *_steps, scaled, last = (line.numbers[0] for line in ledger.lines)
    facts = dict(ledger.facts)
    assert {"μ", "σ²", "γ", "β"} <= facts.keys()
    assert last == pytest.approx(float(seen.trace["norm"].output[3]), abs=1e-6)
    shift = float(seen.trace["norm"].parameters["bias"].value[3])
    assert scaled + shift == pytest.approx(last, abs=1e-5)


LOSSES = [
    ("circle", 1, None),
    ("circle", 2, None),
    ("circle", 1, "squared_error"),
    ("circle", 1, "half_squared_error"),
    ("circle", 1, "absolute_error"),
    ("circle", 1, "huber"),
    ("circle", 1, "squared_hinge"),
    ("iris", 3, None),
    ("iris", 3, "multiclass_hinge"),
    ("iris", 3, {"kind": "cross_entropy", "label_smoothing": 0.2}),
    ("iris", 3, "binary_cross_entropy"),
    ("sine", 1, None),
]


@pytest.mark.parametrize(("data", "units", "loss"), LOSSES, ids=str)
def test_losses_say_what_torch_says(qapp, data, units, loss):
    seen = sight(network(dense("one", 4), dense("output", units, "identity"), data=data, loss=loss), "loss")
    ledger, traced = read_ledger(seen), seen.trace.losses[0]
    assert ledger.total[1] == traced.value
    assert [line.numbers[0] for line in ledger.lines] == pytest.approx(traced.prediction.tolist(), abs=1e-6)
    gradients = [line.numbers[-1] for line in ledger.lines]
    assert gradients == pytest.approx(traced.grad_prediction.tolist(), abs=1e-6)
    formula = ledger.formulas[0][1]
    written_out = loss in (
        None,
        "squared_error",
        "half_squared_error",
        "absolute_error",
        "binary_cross_entropy",
    )
    assert ("−log" in formula or "Σ /" in formula) is written_out


def test_activation_nodes_show_their_curve(qapp):
    layers = [dense("one", 4, "identity"), {"id": "act", "kind": "activation", "activation": "relu"}]
    seen = sight(network(*layers, dense("output", 1)), "act", 1)
    z, output, slope = read_ledger(seen).curve
    assert output == max(0.0, z)
    assert slope == float(z > 0)


def term_and_line(experiment, steps=5):
    seen = sight(experiment, "one", 1, steps)
    neuron = read_neuron(experiment, seen.trace, "one", 1)
    return neuron, update_line(experiment, seen.trace, neuron, neuron.terms[0])


def test_the_update_is_written_out_only_where_it_is_what_happened(qapp):
    layers = [dense("one", 4), dense("output", 1, "identity")]
    _neuron, plain = term_and_line(network(*layers, learning_rate=0.1))
    assert "δ · " in plain
    decay = {"kind": "l2", "rate": 0.1}
    _neuron, decayed = term_and_line(network(*layers, learning_rate=0.1, regularization=decay))
    assert "∂<i>P</i>" in decayed
    _neuron, adam = term_and_line(network(*layers, optimizer="adam"))
    assert "Adam" in adam
    assert "δ" not in adam
    momentum = {"kind": "sgd", "momentum": 0.9}
    _neuron, rolling = term_and_line(network(*layers, optimizer=momentum))
    assert "δ" not in rolling
    clipped = {"kind": "norm", "limit": 1e-4}
    _neuron, cut = term_and_line(network(*layers, clip=clipped))
    assert "δ" not in cut


def test_a_neuron_switched_off_gives_nothing(qapp):
    layers = [{**dense("one", 4), "options": {"ablated": [1]}}, dense("output", 1, "identity")]
    neuron, _line = term_and_line(network(*layers))
    assert neuron.ablated
    assert neuron.output == 0
    assert neuron.delta == 0


def test_maxout_shows_the_sum_that_wins(qapp):
    layers = [dense("one", 4, {"kind": "maxout", "pieces": 3}), dense("output", 1, "identity")]
    neuron, _line = term_and_line(network(*layers))
    assert neuron.output == neuron.z == max(neuron.sums[3:6])
    total = sum(term.product for term in neuron.terms) + neuron.bias.weight
    assert total == pytest.approx(neuron.z, abs=1e-5)


def test_the_axis_reaches_beyond_the_sum():
    assert curve_reach(None) == 3
    assert curve_reach(-2.0) == 3
    assert curve_reach(4.0) == 6
    assert curve_reach(1e9) == 1000
