"""Many networks at once: each as if it were alone."""

import statistics

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, from_link, small, with_training

from nnplayground import Experiment
from nnplayground.core.errors import PlaygroundError, TrainingError
from nnplayground.train.many import Spread, train_many, with_seeds
from nnplayground.train.run import run_experiment

LINK = (
    "https://playground.tensorflow.org/#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane"
    "&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.12345&percTrainData=50"
    "&x=true&y=true&problem=classification"
)


def require_equal(many, experiments):
    assert len(many) == len(experiments)
    for together, experiment in zip(many.runs, experiments, strict=True):
        alone = run_experiment(experiment)
        assert together.experiment == experiment
        assert together.engine == alone.engine
        for name in ("epoch", "step", "train_loss", "test_loss", "test_accuracy"):
            assert together.history.mean[name].tolist() == alone.history.mean[name].tolist()
        weights = alone.state_dict()
        assert all(torch.equal(value, weights[name]) for name, value in together.state_dict().items())


@pytest.mark.parametrize("engine", ["auto", "eager"])
def test_each_trains_as_it_does_alone(engine):
    experiments = with_seeds(with_training(engine=engine, optimizer="adam"), 6)
    many = train_many(experiments, threads=3)
    assert many.seeds == (7, 8, 9, 10, 11, 12)
    assert many.runs[0].engine == {"auto": "native", "eager": "eager"}[engine]
    require_equal(many, experiments)


def test_long_calls_side_by_side_change_nothing():
    experiments = with_seeds(with_training(batch_size=15, stop={"epochs": 3000}), 6)
    many = train_many(experiments, threads=4, history_every=3000)
    for together, experiment in zip(many.runs, experiments, strict=True):
        assert (
            together.measures.train.loss == run_experiment(experiment, history_every=3000).measures.train.loss
        )


def test_experiments_may_differ_in_everything():
    other = small(graph=chain([dense("wide", 9, "relu"), dense("output", 1, "identity")]), seed=3)
    dropped = with_training(remainder="drop", batch_size=7)
    calm = with_training(learning_rate=0.01, regularization={"kind": "l2", "rate": 0.1})
    experiments = [with_training(), calm, other, dropped]
    require_equal(train_many(experiments, threads=4), experiments)


def test_links_of_tensorflow_playground_keep_their_stream():
    experiments = [from_link(LINK, epochs=3), from_link(LINK.replace("0.03", "0.1"), epochs=3)]
    require_equal(train_many(experiments, threads=2), experiments)


def test_curves_of_runs_that_end_at_different_epochs():
    base = with_training()
    many = train_many([base.with_value("training.stop.epochs", n) for n in (2, 5)])
    assert many.epochs.tolist() == [0, 1, 2, 3, 4, 5]
    losses = many.curves["train_loss"]
    assert np.isnan(losses.each).tolist() == [[False] * 3 + [True] * 3, [False] * 6]
    assert losses.mean[3:].tolist() == losses.each[1, 3:].tolist()
    assert np.isnan(losses.deviation[3:]).all()
    assert losses.deviation[1] == 0


def test_spread_is_that_of_a_sample():
    many = train_many(with_seeds(with_training(), 5))
    losses = [run.scores["test"].loss for run in many.runs]
    spread = many.scores["test"]["loss"]
    assert spread.each.tolist() == losses
    assert float(spread.mean) == pytest.approx(statistics.mean(losses))
    assert float(spread.deviation) == pytest.approx(statistics.stdev(losses))
    assert np.isnan(Spread(np.full(3, np.nan)).mean)


def test_weights_are_stacked():
    many = train_many(with_seeds(with_training(), 3))
    weights = many.weights()
    assert weights["dense1.weight"].shape == (3, 4, 2)
    assert torch.equal(weights["dense1.weight"][2], many.runs[2].state_dict()["dense1.weight"])
    other = small(graph=chain([dense("dense1", 5), dense("output", 1, "identity")]))
    with pytest.raises(PlaygroundError, match="different parameters"):
        train_many([with_training(), other]).weights()


def test_one_that_diverges_leaves_the_others_alone():
    calm = with_training(learning_rate=0.01)
    wild = small(
        graph=chain([dense("dense1", 4, "identity"), dense("output", 1, "identity")], "squared_error"),
        training={"stop": {"epochs": 200}, "learning_rate": 1e6},
    )
    many = train_many([calm, wild, calm.with_value("seed", 8)])
    assert many.seeds == (7, 8)
    assert [failure.experiment for failure in many.failures] == [wild]
    assert "not finite" in str(many.failures[0].error)
    with pytest.raises(TrainingError, match="not finite"):
        train_many([wild, wild])


def test_progress_counts_every_run_and_stopping_ends_all():
    seen = []

    def show(number, measures):
        seen.append((number, measures.epoch))

    train_many(with_seeds(with_training(), 3), progress=show, threads=2)
    assert sorted(seen) == [(run, epoch) for run in range(3) for epoch in range(5)]
    endless = with_seeds(with_training(stop={}), 4)
    seen.clear()
    many = train_many(endless, progress=show, should_stop=lambda: len(seen) > 20, threads=2)
    assert 1 <= len(many) < 4
    assert {str(run.reason) for run in many.runs} == {"Interrupted."}


def test_an_error_of_a_listener_ends_all_and_arrives():
    def show(number, measures):
        raise RuntimeError(f"run {number}")

    with pytest.raises(RuntimeError, match="run 0"):
        train_many(with_seeds(with_training(stop={"epochs": 10**9}), 3), progress=show, threads=2)


def test_what_cannot_be_trained_many_times():
    with pytest.raises(PlaygroundError, match="seed text"):
        with_seeds(from_link(LINK, epochs=1), 3)
    with pytest.raises(PlaygroundError, match="no end"):
        train_many([with_training(stop={})])
    with pytest.raises(PlaygroundError, match="no seeds"):
        with_seeds(with_training(), [])
    with pytest.raises(PlaygroundError, match="no experiment"):
        train_many([])


def test_the_python_interface():
    many = Experiment.from_preset("circle").train_many([5, 3], epochs=2)
    assert many.seeds == (5, 3)
    assert many.curves["test_loss"].each.shape == (2, 3)
