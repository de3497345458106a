"""How soon machine code is there, and how soon it is as fast as it gets."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nnplayground.train.engine import Chunk
    from nnplayground.train.trainer import Trainer

__all__ = ["code_seconds"]

_PARTS = 4  # that batches are cut into for several threads


def code_seconds(trainer: Trainer, times: int) -> dict[str, float | None]:
    """Return ``first_code_seconds``, and ``optimized_seconds`` from then on; None without machine code.

    Batches are a little larger than the workload's, which makes other code of about the same length. The
    checks that come before its first use are left out.

    Parameters
    ----------
    trainer : Trainer
        Of the workload; it has done a step.
    times : int
        The medians of so many are returned.
    """
    import numpy as np

    from nnplayground.train.engine.record import Unsupported

    engine, batch = trainer.engine, int(trainer.experiment.training.batch_size)
    turn = engine.turns[0]
    way: Any = engine.choice.way(turn, _chunk(trainer, batch))
    none: dict[str, float | None] = {"first_code_seconds": None, "optimized_seconds": None}
    if way.name != "native":
        return none
    first, then = [], []
    for number in range(1, 1 + times):
        # What has been compiled before would be there at once.
        chunk = _chunk(trainer, batch + number * (_PARTS if way.shared else 1))
        started = time.perf_counter()
        try:
            other = type(way)(turn, chunk)
        except Unsupported:  # the workload's own batch was as long as a program may be
            continue
        there = time.perf_counter()
        other.optimize()
        first.append(there - started)
        then.append(time.perf_counter() - there)
    if not first:
        return none
    return {"first_code_seconds": float(np.median(first)), "optimized_seconds": float(np.median(then))}


def _chunk(trainer: Trainer, batch: int) -> Chunk:
    """Return one step's work; its numbers do not matter, as it is not done."""
    import numpy as np
    import torch

    from nnplayground.train.engine import Chunk

    part, tables = trainer.parts["train"], trainer.engine.turns[0].tables(0, np.ones(1))
    return Chunk(part.x, part.target, torch.zeros(1, batch, dtype=torch.int64), tables)
