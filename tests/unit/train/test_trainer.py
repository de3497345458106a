"""Runs from start to end: what stops them, what spoils them, what is measured."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from sklearn import metrics as oracle
from train_experiments import chain, dense, small, with_training

from nnplayground.core.errors import PlaygroundError, TrainingError
from nnplayground.core.loss import Link
from nnplayground.train.device import choose_device
from nnplayground.train.history import History
from nnplayground.train.metrics import class_metrics, confusion_matrix, shown, value_metrics
from nnplayground.train.run import run_experiment
from nnplayground.train.trainer import Trainer


def stopping(**stop):
    return with_training(stop=stop)


# -- stop rules ----------------------------------------------------------------------------------------


def test_epochs_steps_and_zero():
    assert run_experiment(stopping(epochs=3)).epochs == 3
    run = run_experiment(stopping(steps=4))
    assert (run.steps, run.epochs, str(run.reason)) == (4, 1, "4 steps are done.")
    assert run_experiment(stopping(epochs=0)).steps == 0


def test_seconds():
    run = run_experiment(stopping(seconds=0.05))
    assert 0.05 <= run.seconds < 1.0


def test_condition_is_checked_after_every_epoch_whatever_is_recorded():
    often = run_experiment(stopping(until="train_loss<0.6", epochs=500))
    seldom = run_experiment(stopping(until="train_loss<0.6", epochs=500), history_every=7)
    assert often.epochs == seldom.epochs < 500
    assert seldom.measures.train.loss < 0.6
    assert seldom.history.mean["epoch"][-1] == seldom.epochs


def test_early_stopping_goes_back_to_the_best_weights():
    run = run_experiment(with_training(stop={"patience": 3, "epochs": 500}, learning_rate=8.0))
    losses = run.history.mean["validation_loss"]
    best = int(np.argmin(losses))
    assert run.epochs == best + 3
    assert run.measures.validation.loss == pytest.approx(losses[best], rel=1e-6)
    assert f"epoch {best}" in str(run.reason)


def test_early_stopping_without_validation_data_is_explained():
    experiment = stopping(patience=3).with_value("data.split.validation", 0)
    with pytest.raises(TrainingError, match="Early stopping needs validation data"):
        run_experiment(experiment)


def test_a_run_without_end_is_refused():
    with pytest.raises(TrainingError, match="no end"):
        run_experiment(stopping())


def test_interruption_returns_what_was_reached():
    run = run_experiment(stopping(), should_stop=iter([False] * 4 + [True]).__next__)
    assert run.steps >= 5
    assert str(run.reason) == "Interrupted."


def test_progress_gets_every_recorded_epoch():
    seen = []
    run = run_experiment(stopping(epochs=5), progress=seen.append, history_every=2)
    assert [m.epoch for m in seen] == [0, 2, 4, 5]
    assert run.history.mean["epoch"].tolist() == [0, 2, 4, 5]


def test_long_runs_are_recorded_by_hundredths_and_train_the_same():
    often = run_experiment(stopping(epochs=1_100), history_every=1)
    run = run_experiment(stopping(epochs=1_100))
    recorded = run.history.mean["epoch"]
    assert recorded.tolist() == [*range(1_001), *range(1_010, 1_101, 10)]
    kept = np.isin(often.history.mean["epoch"], recorded)
    for name in ("train_loss", "test_loss", "step"):
        assert often.history.mean[name][kept].tolist() == run.history.mean[name].tolist()
    assert run.measures.train.loss == often.measures.train.loss


def test_a_stop_rule_that_sees_every_epoch_records_every_epoch():
    run = run_experiment(stopping(until="train_loss<0", epochs=1_050))
    assert run.history.mean["epoch"].tolist() == list(range(1_051))


# -- repeating -----------------------------------------------------------------------------------------


def test_same_experiment_same_bits_and_reset_restarts():
    first = run_experiment(small())
    trainer = Trainer(small())
    trainer.advance()
    trainer.reset()
    trainer.record()
    while trainer.stop_reason() is None:
        if trainer.advance():
            trainer.record()
    assert trainer.history.arrays().mean["train_loss"].tolist() == first.history.mean["train_loss"].tolist()


def test_measuring_changes_nothing():
    graph = chain(
        [
            dense("dense1", 8),
            {"id": "norm", "kind": "batch_norm"},
            {"id": "drop", "kind": "dropout", "p": 0.3},
            {"id": "noise", "kind": "gaussian_noise", "sigma": 0.1},
            dense("output", 1, "identity"),
        ]
    )
    watched, alone = Trainer(small(graph=graph)), Trainer(small(graph=graph))
    for _step in range(10):
        watched.measure()
        watched.advance(), alone.advance()
        assert watched.last_loss == alone.last_loss


# -- what goes wrong -----------------------------------------------------------------------------------


def test_divergence_names_epoch_step_node_and_remedy():
    graph = chain([dense("dense1", 4, "relu"), dense("output", 1, "identity")], "squared_error")
    experiment = small(graph=graph, training={"learning_rate": 1000.0, "stop": {"epochs": 50}})
    with pytest.raises(TrainingError) as caught:
        run_experiment(experiment)
    said = str(caught.value)
    assert "The loss is not finite at epoch" in said
    assert "the weights of dense1 reached 1e+12" in said
    assert "Learning rate 1000 is too high: try 300." in said


def test_absent_gpu_is_explained():
    if torch.cuda.is_available():
        pytest.skip("this computer has one")
    with pytest.raises(TrainingError, match="has 0 CUDA devices"):
        run_experiment(with_training(device="cuda:1"))
    assert choose_device("auto", 10**7).type == "cpu"


def test_weight_that_is_not_there():
    trainer = Trainer(small())
    trainer.set_weight("dense1", "weight", (0, 1), 2.5)
    assert trainer.program.state_dict()["dense1.weight"][0, 1] == 2.5
    for node, parameter, index in [
        ("dense1", "weight", (0, 2)),
        ("nobody", "weight", (0,)),
        ("dense1", "x", ()),
    ]:
        with pytest.raises(TrainingError, match="no weight"):
            trainer.set_weight(node, parameter, index, 1.0)


def test_refused_update_changes_nothing():
    trainer = Trainer(small())
    with pytest.raises(PlaygroundError):
        trainer.update(small().with_value("nodes.output.units", 3))
    trainer.advance()
    assert trainer.experiment == small()


# -- the run -------------------------------------------------------------------------------------------


def test_predict_takes_raw_samples():
    data = {"dataset": "circle", "standardize": True, "features": ["x1", "x1*x2"]}
    run = run_experiment(small(data=data))
    raw = np.array([[1.0, -2.0], [0.5, 3.0]])
    x = torch.tensor(
        (np.column_stack([raw[:, 0], raw[:, 0] * raw[:, 1]]) - run.prepared.mean) / run.prepared.std
    )
    with torch.no_grad():
        expected = run.module(x.float()).sigmoid().numpy()
    np.testing.assert_allclose(run.predict(raw), expected, rtol=1e-6)
    assert set(run.scores) == {"train", "test"}


def test_history_tells_what_was_changed():
    trainer = Trainer(small())
    trainer.update(with_training(learning_rate=0.03, optimizer="adam").with_value("nodes.dense1.units", 5))
    texts = [str(event.text) for event in trainer.history.arrays().events]
    assert texts == ["Optimizer SGD → Adam", "Learning rate 0.1 → 0.03", "Network edited"]


# -- metrics -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("classes", [2, 4])
def test_class_metrics_equal_sklearn(classes):
    rng = np.random.default_rng(0)
    truth, predicted = rng.integers(0, classes, 200), rng.integers(0, classes, 200)
    confusion = confusion_matrix(torch.tensor(truth), torch.tensor(predicted), classes).numpy()
    np.testing.assert_array_equal(confusion, oracle.confusion_matrix(truth, predicted))
    average = "binary" if classes == 2 else "macro"
    found = class_metrics(confusion)
    assert found["accuracy"] == pytest.approx(oracle.accuracy_score(truth, predicted))
    assert found["precision"] == pytest.approx(oracle.precision_score(truth, predicted, average=average))
    assert found["recall"] == pytest.approx(oracle.recall_score(truth, predicted, average=average))


def test_value_metrics_equal_sklearn():
    rng = np.random.default_rng(0)
    truth, predicted = rng.normal(size=(50, 2)), rng.normal(size=(50, 2))
    r2, mae = value_metrics(torch.tensor(truth), torch.tensor(predicted)).tolist()
    assert r2 == pytest.approx(oracle.r2_score(truth, predicted))
    assert mae == pytest.approx(oracle.mean_absolute_error(truth, predicted))
    assert value_metrics(torch.ones(4, 1), torch.zeros(4, 1))[0] == 0.0


def test_shown_predictions():
    raw = torch.tensor([[2.0], [-1.0]])
    torch.testing.assert_close(shown(raw, Link.SIGMOID, 2), 2 * raw[:, 0].sigmoid() - 1)
    assert torch.equal(shown(raw, Link.SIGN, 2), raw[:, 0])
    several = torch.tensor([[0.2, 0.6, -3.0]])
    torch.testing.assert_close(shown(several, Link.SOFTMAX, 3), several.softmax(dim=1))
    torch.testing.assert_close(
        shown(several, Link.IDENTITY, 3), torch.tensor([[0.25, 0.75, 0.0]]), atol=1e-5, rtol=0
    )
    assert torch.equal(shown(several, Link.IDENTITY, 0), several)


# -- history -------------------------------------------------------------------------------------------


def test_history_is_exact_while_it_fits_then_keeps_every_spike():
    history, rng = History(limit=64), np.random.default_rng(0)
    losses = rng.random(1000)
    losses[777] = 1e6
    for epoch, loss in enumerate(losses):
        history.append({"epoch": epoch, "train_loss": loss})
        if epoch == 63:
            exact = history.arrays()
            assert exact.stride == 1
            assert exact.mean["train_loss"].tolist() == losses[:64].tolist()
    curves = history.arrays()
    assert len(history) == 1000
    assert len(curves) <= 64
    assert curves.revision > exact.revision
    rows = [losses[i : i + curves.stride] for i in range(0, 1000, curves.stride)]
    np.testing.assert_allclose(curves.mean["train_loss"], [row.mean() for row in rows])
    np.testing.assert_array_equal(curves.low["train_loss"], [row.min() for row in rows])
    np.testing.assert_array_equal(curves.high["train_loss"], [row.max() for row in rows])


def test_history_takes_new_measures_and_gives_its_end():
    history = History()
    history.append({"epoch": 0, "train_loss": 1.0})
    history.append({"epoch": 1, "train_loss": 0.5, "train_accuracy": 0.75})
    history.note(1, "Learning rate 0.03 → 0.1")
    curves = history.since(1)
    assert curves.mean["train_accuracy"].tolist() == [0.75]
    assert np.isnan(history.arrays().mean["train_accuracy"][0])
    assert curves.events[0].epoch == 1
    history.clear()
    assert len(history.arrays()) == 0
