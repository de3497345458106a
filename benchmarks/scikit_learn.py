"""The dense workloads in scikit-learn's MLPClassifier, where it can train the same network."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from nnplayground.bench.engine import Contest, warm_up
from nnplayground.bench.measuring import in_turns, per_second, ratios, summary
from nnplayground.bench.workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TURNS, _SECONDS = 7, 0.4
_EPOCHS = 20  # in one call, so that what a call costs hardly counts
# Its sizes come from the data; alpha is the L2 rate, which it divides by the batch.
_NETWORKS = {
    "W1": {"hidden_layer_sizes": (4, 2), "activation": "tanh", "batch_size": 10, "alpha": 0.0},
    "W2": {"hidden_layer_sizes": (8, 8, 6), "activation": "relu", "batch_size": 10, "alpha": 0.01},
    "W5": {"hidden_layer_sizes": (512, 512), "activation": "relu", "batch_size": 128, "alpha": 0.0},
}


def report() -> Iterator[str]:
    warm_up()
    for workload in WORKLOADS:
        if workload.name not in _NETWORKS:
            continue
        contest = Contest(workload, _SECONDS)
        theirs = _training(workload.name, contest)
        ways = {"engine": contest.engine_rate, "sklearn": lambda theirs=theirs: per_second(theirs, _SECONDS)}
        figures = in_turns(ways, _TURNS)
        times = summary(ratios(figures["engine"], figures["sklearn"]))
        rate = summary(figures["sklearn"])["median"]
        spread = f"{times['lower_quartile']:,.3g} to {times['upper_quartile']:,.3g}"
        yield (
            f"{workload.name}: MLPClassifier {rate:,.0f} steps/s; the engine ({contest.engine}) "
            f"does {times['median']:,.3g} × that ({spread})"
        )


def _training(name: str, contest: Contest) -> Callable[[], int]:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    part = contest.trainer.parts["train"]
    x, target = part.x.flatten(1).numpy(), part.target.numpy()
    settings = _NETWORKS[name]
    plain = {"solver": "sgd", "momentum": 0.0, "learning_rate_init": 0.03, "random_state": 0}
    endless = {"max_iter": _EPOCHS, "tol": 0.0, "n_iter_no_change": _EPOCHS}
    network = MLPClassifier(**settings, **plain, **endless)
    batches = -(-len(x) // settings["batch_size"])

    def work() -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            network.fit(x, target)
        return network.n_iter_ * batches

    return work
