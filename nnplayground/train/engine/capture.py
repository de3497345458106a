"""The step of a turn as a graph, for ways that run without Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.record import Recorded, Unsupported, record

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.engine import Chunk
    from nnplayground.train.engine.step import Turn

    Halves = tuple[Recorded, Recorded]

__all__ = ["Captured", "CapturedParts", "capture_parts", "capture_step", "sample_batch"]


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


@dataclass(frozen=True, slots=True, eq=False)
class CapturedParts:
    """A step in two halves: gradients of parameters, and an update of the flat buffers they are views of."""

    recorded: Halves
    tensors: dict[str, Tensor]


def capture_step(turn: Turn, chunk: Chunk, recorded: Recorded | None = None) -> Captured:
    """Record a whole step with parameters one by one: outputs ``loss``, ``g:``, ``b:``, ``p:`` and ``s:``.

    Parameters
    ----------
    turn : Turn
    chunk : Chunk
        A sample of what there is to do.
    recorded : Recorded, optional
        What was recorded of a turn of the same structure, to be bound to the tensors of this one.

    Raises
    ------
    Unsupported
        If the step cannot be recorded.
    """
    _require_rule(turn)
    tensors = {**turn.batch_inputs(), **turn.update_inputs()}
    tensors = {name: tensor for name, tensor in tensors.items() if not name.startswith("g:")}
    if recorded is None:
        recorded = record(turn.step, {**tensors, **sample_batch(chunk)})
    return Captured(recorded, tensors, frozenset(chunk.tables), chunk.indices.shape[1])


def capture_parts(turn: Turn, chunk: Chunk, recorded: Halves | None = None) -> CapturedParts:
    """Record the gradients, and apart from them the update on flat buffers.

    Parameters
    ----------
    turn : Turn
    chunk : Chunk
        A sample of what there is to do.
    recorded : tuple of Recorded, optional
        What was recorded of a turn of the same structure, to be bound to the tensors of this one.

    Raises
    ------
    Unsupported
        If the step cannot be recorded.
    """
    _require_rule(turn)
    inputs, parts = turn.batch_inputs(), turn.flat_parts()
    flat = turn.update_inputs(parts)
    if recorded is None:
        gradients = record(turn.gradients, {**inputs, **sample_batch(chunk)})
        recorded = gradients, record(lambda t: turn.update(t, parts), flat)
    views = turn.state.views(turn.state.gradients)
    return CapturedParts(recorded, {**{f"g:{name}": view for name, view in views.items()}, **inputs, **flat})


def sample_batch(chunk: Chunk) -> dict[str, Tensor]:
    """Return the first batch of a chunk."""
    first = chunk.indices[0]
    return {"x": chunk.x.index_select(0, first), "target": chunk.target.index_select(0, first)}


def _require_rule(turn: Turn) -> None:
    if turn.rule.searches:
        raise Unsupported(
            _("core", "{optimizer} evaluates the loss several times in one step").format(
                optimizer=type(turn.rule).title
            )
        )
    if not turn.names:
        raise Unsupported(_("core", "there is nothing to train"))
