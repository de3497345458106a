"""The step of a turn as a graph, for ways that run without Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnplayground.train.engine.record import Recorded, Unsupported, record

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.step import Turn

__all__ = ["Captured", "capture_parts", "capture_step", "sample_batch"]


@dataclass(frozen=True, slots=True, eq=False)
class Captured:
    """A recorded step, and the tensors it was recorded on.

    The names of inputs and outputs are explained in :mod:`nnplayground.train.engine.step`. Every input but
    ``x``, ``target``, the ``c:`` constants and the per-step numbers is in ``tensors``; an output called like
    an input is written back into it. ``p:`` and ``s:`` are views of flat buffers, each on a line of 64 bytes.

    Attributes
    ----------
    recorded : Recorded
        The graph.
    tensors : dict of str to Tensor
        The living inputs: parameters, what is remembered of them, buffers, live numbers (0-d).
    stepwise : frozenset of str
        Those of the live numbers that change from step to step: they come as tables, in
        :attr:`nnplayground.train.engine.Chunk.tables`. All others keep their value through one call.
    batch : int
    """

    recorded: Recorded
    tensors: dict[str, Tensor]
    stepwise: frozenset[str]
    batch: int


def capture_step(turn: Turn, chunk: Chunk) -> Captured:
    """Record a whole step with parameters one by one: outputs ``loss``, ``g:``, ``b:``, ``p:`` and ``s:``.

    Raises
    ------
    Unsupported
        If the step cannot be recorded.
    """
    _require_rule(turn)
    tensors = {**turn.batch_inputs(), **turn.update_inputs(flat=False)}
    tensors = {name: tensor for name, tensor in tensors.items() if not name.startswith("g:")}
    recorded = record(turn.step, {**tensors, **sample_batch(chunk)})
    return Captured(recorded, tensors, frozenset(chunk.tables), chunk.indices.shape[1])


def capture_parts(turn: Turn, chunk: Chunk) -> tuple[Captured, Captured]:
    """Record the gradients, and apart from them the update on flat buffers.

    Raises
    ------
    Unsupported
        If the step cannot be recorded.
    """
    _require_rule(turn)
    parts, stepwise, batch = turn.flat_parts(), frozenset(chunk.tables), chunk.indices.shape[1]
    inputs, flat = turn.batch_inputs(), turn.update_inputs(flat=True)
    gradients = record(turn.gradients, {**inputs, **sample_batch(chunk)})
    update = record(lambda t: turn.update(t, parts), flat)
    return Captured(gradients, inputs, stepwise, batch), Captured(update, flat, stepwise, batch)


def sample_batch(chunk: Chunk) -> dict[str, Tensor]:
    """Return the first batch of a chunk."""
    first = chunk.indices[0]
    return {"x": chunk.x.index_select(0, first), "target": chunk.target.index_select(0, first)}


def _require_rule(turn: Turn) -> None:
    if turn.rule.searches:
        raise Unsupported(f"{type(turn.rule).title} evaluates the loss several times in one step")
    if not turn.names:
        raise Unsupported("there is nothing to train")
