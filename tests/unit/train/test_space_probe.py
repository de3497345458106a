"""The coordinates of a layer, against plain torch and scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA
from train_experiments import chain, dense, small

from nnplayground.projects import presets
from nnplayground.train.probes import Prober
from nnplayground.train.probing.space import MOST_POINTS, crossings_of
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer

SIZE = 5


def ask(trainer, node, **fields):
    request = ProbeRequest("space", node=node, part="train", **fields)
    return Prober().answer(trainer, [request])[request]


def outputs(trainer, node, x=None):
    x = trainer.parts["train"].x[:MOST_POINTS] if x is None else x
    with torch.no_grad():
        return trainer.program.eval().outputs(x)[node].flatten(1).double().numpy()


@pytest.fixture
def narrow():
    trainer = Trainer(
        small(graph=chain([dense("dense1", 6), dense("dense2", 2), dense("output", 1, "identity")]))
    )
    trainer.advance()
    return trainer


def test_two_units_are_the_coordinates(narrow):
    answer = ask(narrow, "dense2", size=SIZE)
    np.testing.assert_allclose(answer["points"], outputs(narrow, "dense2"), rtol=1e-5)
    raw = crossings_of(narrow.prepared.spec, SIZE)
    assert raw[0].tolist() == [-6, -6]
    assert raw[1].tolist() == [-3, -6]
    grid = outputs(narrow, "dense2", torch.tensor(narrow.prepared.transform(raw)).float())
    np.testing.assert_allclose(answer["grid"].reshape(-1, 2), grid, rtol=1e-5, atol=1e-7)
    assert "share" not in answer


def test_a_line_is_where_the_next_unit_gets_nothing(narrow):
    (line,) = ask(narrow, "dense2", size=SIZE)["lines"].astype(float)
    weight = dict(narrow.program.named_parameters())["output.weight"].detach().numpy()[0]
    bias = dict(narrow.program.named_parameters())["output.bias"].item()
    np.testing.assert_allclose(line, [*weight, bias], rtol=1e-6)


def test_wide_layers_are_seen_along_their_principal_components(narrow):
    answer = ask(narrow, "dense1", size=SIZE)
    values = outputs(narrow, "dense1")
    pca = PCA(2).fit(values)
    np.testing.assert_allclose(np.abs(answer["points"]), np.abs(pca.transform(values)), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(answer["share"], pca.explained_variance_ratio_, rtol=1e-5)


def test_lines_on_the_plane_of_components_are_true_there(narrow):
    answer = ask(narrow, "dense1", size=SIZE)
    lines = answer["lines"].astype(float)
    assert len(lines) == 2
    values = outputs(narrow, "dense1")
    pca = PCA(2).fit(values)
    a, b, c = lines[0]
    on_line = -c * np.array([a, b]) / (a * a + b * b)
    # Ours and scikit-learn's components differ in sign only.
    sign = np.sign((answer["points"] * pca.transform(values)).sum(axis=0))
    place = pca.inverse_transform((on_line * sign)[None])[0]
    weight = dict(narrow.program.named_parameters())["dense2.weight"].detach().numpy()[0]
    bias = dict(narrow.program.named_parameters())["dense2.bias"].detach().numpy()[0]
    assert weight @ place + bias == pytest.approx(0, abs=1e-5)


def test_chosen_units_are_the_coordinates(narrow):
    answer = ask(narrow, "dense1", units=(4, 1))
    np.testing.assert_allclose(answer["points"], outputs(narrow, "dense1")[:, [4, 1]], rtol=1e-5)
    assert "grid" not in answer
    assert "lines" not in answer


def test_more_numbers_than_samples_have_components_too():
    trainer = Trainer(presets.load("digits-cnn"))
    node = next(n.id for n in trainer.experiment.graph.nodes if n.layer.kind == "conv2d")
    answer = ask(trainer, node, size=SIZE)
    values = outputs(trainer, node)
    assert values.shape[1] > len(values)
    pca = PCA(2, svd_solver="full").fit(values[:256])
    np.testing.assert_allclose(np.abs(answer["points"]), np.abs(pca.transform(values)), rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(answer["share"], pca.explained_variance_ratio_, rtol=1e-4)


def test_one_unit_is_a_number_line(narrow):
    answer = ask(narrow, "output", size=SIZE)
    assert (answer["points"][:, 1] == 0).all()
    assert not ask(narrow, "gone", size=SIZE)


def sheet(trainer, size):
    request = ProbeRequest("sheet", size=size)
    return Prober().answer(trainer, [request])[request].get("sheet")


def test_the_sheet_over_the_plane_is_what_the_network_says(narrow):
    found = sheet(narrow, SIZE)
    raw = crossings_of(narrow.prepared.spec, SIZE)
    with torch.no_grad():
        said = narrow.program.eval()(torch.tensor(narrow.prepared.transform(raw)).float()).sigmoid()
    # As in the picture of the boundary, from one class, −1, to the other, 1.
    np.testing.assert_allclose(found, 2 * said.reshape(SIZE, SIZE) - 1, rtol=1e-5, atol=1e-6)


def test_the_sheets_of_classes_add_up_to_one():
    data = {"dataset": {"kind": "blobs", "classes": 3}, "split": {"train": 0.5}}
    trainer = Trainer(small(data=data, graph=chain([dense("output", 3, "identity")])))
    found = sheet(trainer, SIZE)
    assert found.shape == (3, SIZE, SIZE)
    np.testing.assert_allclose(found.sum(axis=0), 1, rtol=1e-5)


def test_there_is_no_sheet_without_a_plane_or_of_a_senseless_size(narrow):
    assert sheet(narrow, 1) is None
    assert sheet(narrow, 1000) is None
    assert sheet(Trainer(presets.load("iris")), SIZE) is None
