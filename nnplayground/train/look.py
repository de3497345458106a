"""One look at a trainer: everything that a snapshot says of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from nnplayground.train.device import memory_held
from nnplayground.train.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Collection

    from nnplayground.train.measures import Measures
    from nnplayground.train.probes import Prober
    from nnplayground.train.snapshot import ProbeRequest
    from nnplayground.train.trainer import Trainer

__all__ = ["gradient_norms", "look"]


def look(
    trainer: Trainer, measures: Measures, prober: Prober, requests: Collection[ProbeRequest], **said: Any
) -> Snapshot:
    """Return a snapshot of a trainer as it stands.

    Parameters
    ----------
    trainer : Trainer
    measures : Measures
        The newest that are known.
    prober : Prober
    requests : collection of ProbeRequest
        What somebody wants to see.
    **said
        The fields that are not the trainer's.
    """
    return Snapshot(
        step=trainer.step,
        epoch=trainer.epoch,
        seconds=trainer.seconds,
        train=measures.train,
        validation=measures.validation,
        test=measures.test,
        penalty=measures.penalty,
        learning_rate=trainer.learning_rate,
        gradient_norms=gradient_norms(trainer),
        probes=prober.answer(trainer, requests),
        device=str(trainer.device),
        device_memory=memory_held(trainer.device),
        traces=prober.traces(trainer, requests),
        experiment=trainer.experiment,
        **said,
    )


def gradient_norms(trainer: Trainer) -> dict[str, float]:
    """Return the norm of the last step's gradient with respect to each weighted node's parameters."""
    squares: dict[str, float] = {}
    for name, norm in trainer.engine.gradient_norms().items():
        node = name.partition(".")[0]
        squares[node] = squares.get(node, 0.0) + norm**2
    return {node: math.sqrt(square) for node, square in squares.items()}
