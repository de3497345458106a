"""How near the engine comes to C written by hand for one network, if there is a compiler."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.bench.engine import Contest, warm_up
from nnplayground.bench.measuring import in_turns, ratios, summary
from nnplayground.bench.workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nnplayground.bench.workloads import Workload

_TURNS, _SECONDS = 9, 0.5
_BATCHES = 200  # that are compared
_STEPS = {"W1": 2_000_000, "W2": 700_000}  # about half a second
_AGREES = 1e-4  # of a loss: the order of sums, and tanh by a fraction


def report() -> Iterator[str]:
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        yield "there is no C compiler here"
        return
    warm_up()
    with tempfile.TemporaryDirectory() as folder:
        for workload in WORKLOADS:
            if workload.name in _STEPS:
                yield _compared(workload, _Program(compiler, Path(folder), workload))


def _compared(workload: Workload, program: _Program) -> str:
    contest = Contest(workload, _SECONDS)
    figures = in_turns({"engine": contest.engine_rate, "c": program.rate}, _TURNS)
    share = summary(ratios(figures["engine"], figures["c"]))
    rate = summary(figures["c"])["median"]
    spread = f"{share['lower_quartile']:.0%} to {share['upper_quartile']:.0%}"
    return (
        f"{workload.name}: C {rate:,.0f} steps/s; the engine reaches {share['median']:.0%} of it ({spread})"
    )


class _Program:
    """The C program for one workload, checked to compute the same losses."""

    def __init__(self, compiler: str, folder: Path, workload: Workload) -> None:
        self._name = workload.name
        self._file, self._data = folder / self._name, folder / f"{self._name}.bin"
        source = Path(__file__).with_name("limit.c")
        options = ["-O3", "-march=native", "-ffast-math", f"-D{self._name}"]
        command = [compiler, *options, str(source), "-o", str(self._file), "-lm"]
        subprocess.run(command, check=True)
        expected = self._prepare(workload)
        losses = np.array(self._run(1)[:-1], float)
        worst = float(np.max(np.abs(losses - expected) / np.abs(expected)))
        if worst > _AGREES:
            raise SystemExit(f"{self._name}: a loss of the C program is off by {worst:.2g}")

    def _prepare(self, workload: Workload) -> list[float]:
        """Write the data and the initial weights; return the losses that are right."""
        from nnplayground.train.batches import Batches
        from nnplayground.train.trainer import Trainer

        trainer = Trainer(workload.experiment())
        experiment, part = trainer.experiment, trainer.parts["train"]
        batches = Batches(len(part), experiment.training, experiment.seed, trainer.device)
        rows = np.concatenate([batches.next()[0].numpy() for _batch in range(_BATCHES)])
        weights = [p.detach().numpy().ravel() for p in trainer.program.parameters()]
        floats = np.concatenate([part.x.numpy().ravel(), part.target.numpy(), *weights])
        whole = np.concatenate([[_BATCHES], rows])
        self._data.write_bytes(floats.astype(np.float32).tobytes() + whole.astype(np.int32).tobytes())
        losses = []
        for _batch in range(_BATCHES):
            trainer.advance()
            losses.append(trainer.last_loss)
        return losses

    def _run(self, steps: int) -> list[str]:
        command = [str(self._file), str(self._data), str(steps)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    def rate(self) -> float:
        return float(self._run(_STEPS[self._name])[-1].split()[0])
