"""Every picture against plain torch on the same points."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.core.errors import TrainingError
from nnplayground.train.probes import Prober, grid_points
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.trainer import Trainer

SIZE = 9


def ask(trainer, probe, **fields):
    request = ProbeRequest(probe, **fields)
    return Prober().answer(trainer, [request])[request]


def corner_features(trainer):
    """Return the features of the picture's top left and bottom right pixels."""
    half = 12 / SIZE / 2
    raw = np.array([[-6 + half, 6 - half], [6 - half, -6 + half]])
    return torch.tensor(trainer.prepared.transform(raw)).float()


@pytest.fixture
def trainer():
    data = {"dataset": "circle", "features": ["x1", "x2", "x1*x2"], "standardize": True}
    trainer = Trainer(small(data=data))
    trainer.advance()
    return trainer


def test_grid_is_seen_from_above(trainer):
    points = grid_points(trainer.prepared.spec, 3).reshape(3, 3, 2)
    assert points[0, 0].tolist() == [-4, 4]
    assert points[0, 2].tolist() == [4, 4]
    assert points[2, 0].tolist() == [-4, -4]


def test_maps_of_every_flat_node(trainer):
    maps = ask(trainer, "maps", size=SIZE)
    assert set(maps) == {"data", "dense1", "output"}
    with torch.no_grad():
        plain = trainer.program.outputs(corner_features(trainer))
    for id, image in maps.items():
        assert image.shape == (plain[id].shape[1], SIZE, SIZE)
        assert not image.flags.writeable
        np.testing.assert_allclose(image[:, 0, 0], plain[id][0].numpy(), rtol=1e-5)
        np.testing.assert_allclose(image[:, -1, -1], plain[id][1].numpy(), rtol=1e-5)


def test_boundary_and_unit_of_one_output(trainer):
    boundary = ask(trainer, "boundary", size=SIZE)["boundary"]
    with torch.no_grad():
        p = trainer.program(corner_features(trainer)).sigmoid()[:, 0]
    np.testing.assert_allclose([boundary[0, 0], boundary[-1, -1]], 2 * p.numpy() - 1, rtol=1e-5)
    unit = ask(trainer, "unit", size=SIZE, node="dense1", unit=2)["unit"]
    np.testing.assert_array_equal(unit, ask(trainer, "maps", size=SIZE)["dense1"][2])
    np.testing.assert_array_equal(ask(trainer, "unit", size=SIZE)["unit"], boundary)
    assert not ask(trainer, "unit", size=SIZE, node="dense1", unit=4)
    assert not ask(trainer, "unit", size=SIZE, node="gone")


def test_boundary_shares_the_pass_of_maps(trainer):
    requests = [ProbeRequest("maps", SIZE), ProbeRequest("boundary", SIZE)]
    both = Prober().answer(trainer, requests)
    alone = ask(trainer, "boundary", size=SIZE)["boundary"]
    np.testing.assert_array_equal(both[requests[1]]["boundary"], alone)


def test_boundary_of_several_classes():
    graph = chain([dense("dense1", 4), dense("output", 2, "identity")])
    boundary = ask(Trainer(small(graph=graph)), "boundary", size=SIZE)["boundary"]
    assert boundary.shape == (2, SIZE, SIZE)
    np.testing.assert_allclose(boundary.sum(axis=0), 1, rtol=1e-5)


def test_line_data_gives_curves():
    trainer = Trainer(small(data={"dataset": "sine"}))
    assert ask(trainer, "maps", size=SIZE)["dense1"].shape == (4, SIZE)
    curve = ask(trainer, "boundary", size=SIZE)["boundary"]
    points = grid_points(trainer.prepared.spec, SIZE)
    with torch.no_grad():
        plain = trainer.program(torch.tensor(trainer.prepared.transform(points)).float())
    np.testing.assert_allclose(curve, plain[:, 0].numpy(), rtol=1e-5)


def test_tables_have_no_pictures_but_predictions_and_samples():
    trainer = Trainer(
        small(data={"dataset": "iris"}, graph=chain([dense("dense1", 4), dense("output", 3, "identity")]))
    )
    assert not ask(trainer, "maps", size=SIZE)
    assert not ask(trainer, "boundary", size=SIZE)
    predictions = ask(trainer, "predictions")
    assert predictions["train"].shape == (75, 3)
    with torch.no_grad():
        plain = trainer.program(trainer.parts["test"].x).softmax(dim=1)
    np.testing.assert_allclose(predictions["test"], plain.numpy(), rtol=1e-5)
    sample = ask(trainer, "sample", unit=3)
    np.testing.assert_allclose(sample["data"], trainer.parts["test"].x[3].numpy())
    assert sample["output"].shape == (3,)
    assert not ask(trainer, "sample", unit=10_000)


def test_weights_and_gradients_are_copies(trainer):
    weights, gradients = ask(trainer, "weights"), ask(trainer, "gradients")
    state = {name: value.clone().numpy() for name, value in trainer.program.state_dict().items()}
    assert set(weights) == set(gradients) == set(state)
    trainer.advance()
    for name, value in weights.items():
        np.testing.assert_array_equal(value, state[name])
        assert not np.array_equal(value, trainer.program.state_dict()[name].numpy())


def test_unknown_probe_is_explained(trainer):
    with pytest.raises(TrainingError, match="Did you mean maps"):
        ask(trainer, "map")


def test_probes_follow_other_data_and_precision(trainer):
    prober, request = Prober(), ProbeRequest("maps", SIZE)
    prober.answer(trainer, [request])
    edited = trainer.experiment.with_value("training.precision", "float64")
    trainer.update(edited.with_value("data.features", ["x1"]))
    assert prober.answer(trainer, [request])[request]["data"].shape == (1, SIZE, SIZE)


def test_looking_changes_no_loss():
    graph = chain(
        [
            dense("dense1", 8),
            {"id": "norm", "kind": "batch_norm"},
            {"id": "drop", "kind": "dropout", "p": 0.3},
            dense("output", 1, "identity"),
        ]
    )
    watched, alone = Trainer(small(graph=graph)), Trainer(small(graph=graph))
    prober = Prober()
    kinds = ("maps", "boundary", "unit", "weights", "gradients", "sample", "predictions")
    requests = [ProbeRequest(kind, SIZE) for kind in kinds]
    for _step in range(10):
        prober.answer(watched, requests)
        watched.advance(), alone.advance()
        assert watched.last_loss == alone.last_loss
