"""Training steps per second of every workload, against a plain PyTorch loop in turns."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from nnplayground.bench.compiling import code_seconds
from nnplayground.bench.measuring import in_turns, machine, per_second, ratios, summary
from nnplayground.bench.workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nnplayground.bench.reference import Loop
    from nnplayground.bench.workloads import Workload
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.trainer import Trainer

__all__ = ["Contest", "lines", "measure", "warm_up"]

_TURNS, _SECONDS = 9, 0.4  # of each side in each turn
_CALL = 0.03  # seconds, as without a window
_COMPARED = 20  # steps
_COMPILED = 3  # times
_SETTLED = 5.0  # seconds by which threads and the captured engine have been judged
_STEADY = 12.0  # seconds by which the number of threads has been tried out
_DROPOUT = 0.4


def measure(quick: bool) -> dict[str, Any]:
    """Return figures for every workload."""
    warm_up()
    return {"results": [_measured(workload, quick) for workload in WORKLOADS]}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Say each workload's figures."""
    for result in found["results"]:
        spread = f"{_times(result['ratio_lower_quartile'])} to {_times(result['ratio_upper_quartile'])}"
        yield (
            f"{result['name']:10}  {result['engine']:8}  {result['steps_per_second']:>11,.0f} steps/s  "
            f"plain PyTorch {result['eager_steps_per_second']:>7,.0f} ({result['eager_threads']} threads)  "
            f"ratio {_times(result['ratio_to_eager'])} ({spread})  "
            f"ready in {result['compile_seconds']:.2f} s{_code(result)}"
        )


def _code(result: dict[str, Any]) -> str:
    first, then = result["first_code_seconds"], result["optimized_seconds"]
    return "" if first is None else f", first code in {1_000 * first:.0f} ms, optimized {then:.2f} s later"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f} ×" if ratio >= 100 else f"{ratio:.3g} ×"


def warm_up() -> None:
    """Load what the first network of a process loads, which is no part of compiling one."""
    from nnplayground.train.trainer import Trainer

    for engine in ("native", "captured", "eager"):
        small = WORKLOADS[0].experiment().with_value("nodes.dense0.units", 3)
        Trainer(small.with_value("training.engine", engine)).advance(5)


class Contest:
    """One workload on both sides.

    Parameters
    ----------
    workload : Workload
    seconds : float
        That each side runs in each turn.
    compiled : int
        How often machine code is made to see how long that takes.

    Attributes
    ----------
    engine : str
        What runs a whole batch.
    compile_seconds : float
        How much longer the first step took than a step takes.
    code_seconds : dict of str to float or None
        See :func:`nnplayground.bench.compiling.code_seconds`.
    eager_threads : int
        As many as make the plain loop fastest.
    """

    def __init__(self, workload: Workload, seconds: float, compiled: int = _COMPILED) -> None:
        from nnplayground.train.trainer import Trainer

        self._seconds = seconds
        self.trainer = Trainer(workload.experiment())
        self._loop = _plain(workload.name, self.trainer, _DROPOUT)
        self.compile_seconds = self._compiled()
        self.code_seconds = code_seconds(self.trainer, compiled)  # before PyTorch's threads keep cores busy
        self.engine = self.trainer.engine.name
        self.eager_threads = self._fewest_threads()

    def _compiled(self) -> float:
        started = time.perf_counter()
        self.trainer.advance()
        took = time.perf_counter() - started
        while self.trainer.engine.name == "eager" and time.perf_counter() - started < _SETTLED:
            self.trainer.advance()
            took = time.perf_counter() - started
        while not self.trainer.advance(epochs=1, steps=1):  # the last batch may have a size of its own
            pass
        return took

    def _fewest_threads(self) -> int:
        best, count, most = self._plain_rate(1), 1, machine()["cores"]
        while 2 * count <= most and (rate := self._plain_rate(2 * count)) > best:
            best, count = rate, 2 * count
        return count

    def settle(self, seconds: float) -> None:
        """Train until the number of threads has been found that is best beside whatever else runs here."""
        if self.engine == "native" and self._own_threads() == 1:  # small work is one thread's
            return
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.engine_rate()

    def engine_rate(self) -> float:
        """Return steps per second of the engine that the program chooses."""
        from nnplayground.train.stride import Stride

        trainer, stride = self.trainer, Stride(_CALL)
        # From the first weights every time: a network that has long been trained is another workload.
        trainer.reset()
        trainer.advance()
        self.engine = trainer.engine.name

        def work() -> int:
            step, seconds = trainer.step, trainer.seconds
            trainer.advance(stride.steps, stride.steps)
            stride.took(trainer.step - step, trainer.seconds - seconds)
            return trainer.step - step

        with _threads(self._own_threads()):
            return per_second(work, self._seconds)

    def eager_rate(self) -> float:
        """Return steps per second of the plain loop."""
        return self._plain_rate(self.eager_threads)

    def _own_threads(self) -> int:
        from nnplayground.train.device import choose_threads

        experiment = self.trainer.experiment
        batch = int(experiment.training.batch_size)
        return choose_threads(experiment.training.threads, experiment.report().multiply_adds * batch)

    def _plain_rate(self, threads: int) -> float:
        with _threads(threads):
            return per_second(self._loop.next, self._seconds)


@contextmanager
def _threads(count: int) -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _plain(name: str, trainer: Trainer, dropout: float) -> Loop:
    from nnplayground.bench.reference import Loop

    part = trainer.parts["train"]
    return Loop(name, part.x, part.target, trainer.program.parameters(), dropout)


def _measured(workload: Workload, quick: bool) -> dict[str, Any]:
    turns, seconds = (2, 0.02) if quick else (_TURNS, _SECONDS)
    contest = Contest(workload, seconds, 1 if quick else _COMPILED)
    contest.settle(seconds if quick else _STEADY)
    figures = in_turns({"engine": contest.engine_rate, "eager": contest.eager_rate}, turns)
    ratio = summary(ratios(figures["engine"], figures["eager"]))
    return {
        "name": workload.name,
        "about": workload.about,
        "engine": contest.engine,
        "steps_per_second": summary(figures["engine"])["median"],
        "eager_steps_per_second": summary(figures["eager"])["median"],
        "ratio_to_eager": ratio["median"],
        "ratio_lower_quartile": ratio["lower_quartile"],
        "ratio_upper_quartile": ratio["upper_quartile"],
        "eager_threads": contest.eager_threads,
        "compile_seconds": contest.compile_seconds,
        **contest.code_seconds,
        "largest_loss_difference": _difference(workload),
    }


def _difference(workload: Workload) -> float:
    """Return the largest relative difference of a loss over the first steps, to show that both do the same.

    Dropout is left out here: whose numbers are drawn how is all that differs.
    """
    from nnplayground.train.trainer import Trainer

    trainer = Trainer(_without_dropout(workload.experiment()))
    loop, batches = _plain(workload.name, trainer, 0.0), _batches(trainer)
    worst = 0.0
    for _step in range(_COMPARED):
        expected = loop.step(batches()).item()
        trainer.advance()
        worst = max(worst, abs(trainer.last_loss - expected) / abs(expected))
    return worst


def _without_dropout(experiment: Experiment) -> Experiment:
    known = any(node.id == "dropout" for node in experiment.graph.nodes)
    return experiment.with_value("nodes.dropout.p", 0.0) if known else experiment


def _batches(trainer: Trainer) -> Callable[[], Any]:
    """Return what gives the batches that ``trainer`` will take."""
    from nnplayground.train.batches import Batches

    experiment, part = trainer.experiment, trainer.parts["train"]
    batches = Batches(len(part), experiment.training, experiment.seed, trainer.device)
    return lambda: batches.next()[0]
