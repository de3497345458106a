"""What it costs to keep a run's moments, how soon one is shown again, and whether it is the same one."""

from __future__ import annotations

import random
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from nnplayground.bench.measuring import in_turns, per_second, ratios, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.commands import Command
    from nnplayground.train.trainer import Trainer

__all__ = ["lines", "measure"]

_PRESETS = ("spiral", "digits-cnn")
_TURNS, _SECONDS = 7, 1.5
_SEEKS = 60
_EPOCHS = {"spiral": 2_000, "digits-cnn": 8}  # of the run that is gone back through


def measure(quick: bool) -> dict[str, Any]:
    """Return the share of speed that is kept, the time of going back, and whether replays are equal."""
    return {"results": [_measured(name, quick) for name in _PRESETS]}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Say each preset's figures."""
    for result in found["results"]:
        kept, seek = result["kept"], result["seek_milliseconds"]
        spread = f"{kept['lower_quartile']:.1%} to {kept['upper_quartile']:.1%}"
        yield f"{result['name']} ({result['engine']}): {kept['median']:.1%} of full speed kept ({spread})"
        spent = f"{result['spent']:.2%} of the time spent on them"
        yield f"  {result['moments']} moments of {result['moment_bytes']:,} bytes, {spent}"
        quartiles = f"{seek['lower_quartile']:.1f} to {seek['upper_quartile']:.1f}"
        exact = f"{result['exact_steps']:.0%} to the very step"
        yield f"  going back: {seek['median']:.1f} ms ({quartiles}), {exact}"
        yield f"  going on from the middle: {'bit-identical' if result['replay_equal'] else 'DIFFERENT'}"


def _measured(name: str, quick: bool) -> dict[str, Any]:
    from nnplayground.projects import presets

    # A run that ends would be measured as one that stands still.
    experiment = presets.load(name).with_value("training.stop", {})
    seconds, turns = (0.1, 2) if quick else (_SECONDS, _TURNS)
    runs = {"without": _Run(experiment, budget=0), "with": _Run(experiment)}
    for run in runs.values():
        run.play()
    ways = {kind: partial(per_second, run.work, seconds) for kind, run in runs.items()}
    rates = in_turns(ways, turns)
    back = _Run(experiment)
    return {
        "name": name,
        "kept": summary(ratios(rates["with"], rates["without"])),
        **runs["with"].facts(),
        **back.gone_through(2 if quick else _EPOCHS[name], 3 if quick else _SEEKS),
        "replay_equal": back.replays_equally(),
    }


class _Run:
    """A run and its timeline, without a window."""

    def __init__(self, experiment: Experiment, budget: int | None = None) -> None:
        from nnplayground.train.history import History
        from nnplayground.train.runner import Runner
        from nnplayground.train.timeline import BUDGET, Timeline

        self._timeline = Timeline(BUDGET if budget is None else budget)
        self._runner = Runner(experiment, History(), self._timeline)
        self._worked = 0.0

    def play(self) -> None:
        """Begin to train as fast as possible."""
        from nnplayground.train.commands import Pace, Play

        self._runner.apply(Pace(None))
        self._runner.apply(Play())
        per_second(self.work, 0.3)

    def work(self) -> int:
        """Train for about a picture's time, and return how many steps that were."""
        before, started = self._trainer.step, time.perf_counter()
        self._runner.work(_never)
        self._runner.snapshot()
        self._worked += time.perf_counter() - started
        return self._trainer.step - before

    def facts(self) -> dict[str, Any]:
        """Return what was kept."""
        moments = self._timeline.moments()
        return {
            "engine": self._runner.snapshot().engine,
            "moments": len(moments),
            "moment_bytes": self._timeline.needs,
            "spent": self._runner.recorder.spent / self._worked,
        }

    def gone_through(self, epochs: int, seeks: int) -> dict[str, Any]:
        """Train, go back to steps drawn at random, and return how long each took, in milliseconds."""
        from nnplayground.train.commands import Seek, Step

        self._obey(Step(epochs=epochs))
        draws, took, exact = random.Random(0), list[float](), 0
        for _seek in range(seeks):
            step = draws.randrange(self._trainer.step)
            started = time.perf_counter()
            self._runner.apply(Seek(step))
            took.append(1e3 * (time.perf_counter() - started))
            exact += self._runner.snapshot().step == step
        self._runner.apply(Seek(None))
        return {"seek_milliseconds": summary(took), "exact_steps": exact / seeks}

    def replays_equally(self) -> bool:
        """Branch half-way, train as far again, and tell whether everything is the same bit for bit."""
        from nnplayground.train.checkpoint import take
        from nnplayground.train.commands import Branch, Seek, Step

        end, before = self._trainer.step, take(self._trainer)
        self._runner.apply(Seek(end // 2))
        self._runner.apply(Branch())
        self._obey(Step(steps=end - self._trainer.step))
        after = take(self._trainer)
        names = before.arrays.keys() == after.arrays.keys()
        return names and all(before.arrays[n].tobytes() == after.arrays[n].tobytes() for n in before.arrays)

    def _obey(self, command: Command) -> None:
        self._runner.apply(command)
        while self._runner.idle_seconds() is not None:
            self._runner.work(_never)

    @property
    def _trainer(self) -> Trainer:
        assert self._runner.trainer is not None
        return self._runner.trainer


def _never() -> bool:
    return False
