"""The step that comes next, on copies: what it would change, while nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.engine.step import Turn
    from nnplayground.train.trainer import Trainer

__all__ = ["Ahead", "look_ahead"]


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """What the next step would do, by the names of the parameters that it moves.

    Attributes
    ----------
    gradients : dict of str to Tensor
        Of the batch's loss, penalties and clipping left out.
    updates : dict of str to Tensor
        What it would add to each parameter, with penalties, clipping, schedule and momenta. Empty for an
        optimizer that searches its step (L-BFGS), which is known only once it is taken.
    """

    gradients: dict[str, Tensor]
    updates: dict[str, Tensor]


def look_ahead(trainer: Trainer) -> Ahead:
    """Compute the next step on the very batch it will take; weights, buffers and streams stay as they are."""
    turn, program = trainer.engine.turn_at(trainer.step), trainer.program
    if not turn.names:
        return Ahead({}, {})
    before, training = _inputs(trainer, turn), program.training
    program.train()
    try:
        after = turn.gradients(before)
    finally:
        program.train(training)
    trained = {name for name, p in program.named_parameters() if p.requires_grad}  # the others are frozen
    gradients = {name: after[f"g:{name}"] for name in turn.names if name in trained}
    if turn.rule.searches:
        return Ahead(gradients, {})
    moved = turn.update({**before, **after}, turn.names)
    return Ahead(gradients, {name: moved[f"p:{name}"] - before[f"p:{name}"] for name in gradients})


def _inputs(trainer: Trainer, turn: Turn) -> dict[str, Tensor]:
    """Return copies of everything that a step reads; a layer may write into its buffers."""
    part, indices = trainer.parts["train"], trainer.next_batch()
    found = {name: tensor.clone() for name, tensor in turn.update_inputs().items()}
    found.update({name: tensor.clone() for name, tensor in turn.batch_inputs().items()})
    for name, table in turn.tables(trainer.step, np.array([trainer.schedule_factor])).items():
        found[name].fill_(table[0].item())
    return {**found, "x": part.x[indices], "target": part.target[indices]}
