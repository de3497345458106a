"""Data that are not here are a problem of their node alone; and what a network is judged by."""

from __future__ import annotations

import pytest

from nnplayground.core.data_problem import with_data_problem
from nnplayground.core.errors import DataError
from nnplayground.core.quality import quality_of
from nnplayground.core.report import Severity, Status
from nnplayground.projects import presets


def test_missing_data_are_told_at_their_node_and_shapes_stay():
    experiment = presets.load("spiral")
    report = experiment.report()
    told = with_data_problem(
        experiment.graph, report, DataError("The data is not here.", remedy="Import it again.")
    )
    assert report.ok
    assert not told.ok
    (data,) = experiment.graph.of_kind("data")
    (problem,) = told.problems
    assert (problem.node, problem.severity) == (data.id, Severity.ERROR)
    assert (str(problem.message), str(problem.reason)) == ("The data is not here.", "Import it again.")
    assert told.nodes[data.id].status is Status.ERROR
    assert told.nodes[data.id].outputs == report.nodes[data.id].outputs
    assert all(told.nodes[id] == node for id, node in report.nodes.items() if id != data.id)


def test_problems_that_were_there_are_kept_behind_it():
    experiment = presets.load("spiral").with_value("nodes.output.units", 5)
    report = experiment.report()
    assert report.problems
    told = with_data_problem(experiment.graph, report, DataError("The data is not here."))
    assert told.problems[1:] == report.problems


@pytest.mark.parametrize(
    ("preset", "quality"),
    [
        ("spiral", "accuracy"),
        ("iris", "accuracy"),
        ("sine", "r2"),
        ("autoencoder", "r2"),
        ("unet-shapes", "iou"),
        ("boxes", "iou"),
    ],
)
def test_a_network_is_judged_by_what_it_predicts(preset, quality):
    assert quality_of(presets.load(preset)) == quality
