"""Copies of an engine to try something on, without the run noticing."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np
import torch

from nnplayground.train.engine import Chunk
from nnplayground.train.engine.subnormals import flushing

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.engine import Way
    from nnplayground.train.engine.engine import Engine
    from nnplayground.train.engine.step import Turn

__all__ = ["agrees", "sample_of", "standard_sample", "standard_twin", "twin_of"]

# How far rounding may carry two ways apart in a few steps, relative to the largest number of a buffer.
_ROUNDING = {torch.float32: 1e-3, torch.float64: 1e-8}


def twin_of(engine: Engine) -> Engine:
    """Return an eager engine with copies of the program, its weights and what optimizers remember."""
    program = engine.program
    shared = {id(part): part for part in (program.graph, program.report)}
    twin = type(engine)(copy.deepcopy(program, shared), engine.training.replace(engine="eager"))
    twin.adopt(engine)
    return twin


def standard_twin(engine: Engine) -> Engine:
    """Return an eager engine of the same structure in a state that depends on nothing else.

    What is found out with it is true of every run with this structure, whatever its seed and however far it
    has come. Weights are normal with deviation 0.3, the learning rate is 0.01, optimizers begin.
    """
    program = engine.program
    shared = {id(part): part for part in (program.graph, program.report)}
    twin = type(engine)(copy.deepcopy(program, shared), engine.training.replace(engine="eager"))
    generator = torch.Generator(program.device).manual_seed(0)
    with torch.no_grad():
        for parameter in twin.program.parameters():
            parameter.normal_(0.0, 0.3, generator=generator)
    for turn in twin.turns:
        turn.rate = 0.01
    return twin


def standard_sample(chunk: Chunk, steps: int) -> Chunk:
    """Return one batch several times, its features normal numbers, its targets those of the first samples."""
    batch = chunk.indices.shape[1]
    targets = chunk.target[:batch].repeat(-(-batch // len(chunk.target)), *(1,) * (chunk.target.ndim - 1))
    x = chunk.x[:1].repeat(batch, *(1,) * (chunk.x.ndim - 1))
    if x.is_floating_point():
        x.normal_(generator=torch.Generator(x.device).manual_seed(1))
    indices = torch.arange(batch, device=chunk.indices.device).repeat(steps, 1)
    return Chunk(x, targets[:batch].contiguous(), indices, {})


def sample_of(chunk: Chunk, steps: int) -> Chunk:
    """Return the first batch of a chunk, several times; the tables are left to whoever runs it."""
    return Chunk(chunk.x, chunk.target, chunk.indices[:1].repeat(steps, 1), {})


@flushing()
def agrees(plain: Engine, other: Engine, place: int, way: Way, sample: Chunk, *, exactly: bool) -> bool:
    """Tell whether a way does with one engine's phase what eager does with another's.

    Parameters
    ----------
    plain, other : Engine
        Twins of one engine; both are trained by this.
    place : int
        Which phase.
    way : Way
        For ``other``.
    sample : Chunk
        What is done.
    exactly : bool
        Ask for the same bits; else rounding is allowed for.
    """
    turns = plain.turns[place], other.turns[place]
    losses = []
    for turn, chosen in zip(turns, (plain.choice.eager(turns[0]), way), strict=True):
        tables = turn.tables(0, np.ones(len(sample)))
        losses.append(chosen.run(turn, Chunk(sample.x, sample.target, sample.indices, tables)))
    if len(losses[0]) != len(losses[1]):
        return False
    numbers = [torch.from_numpy(own[np.isfinite(own)]).to(plain.program.dtype) for own in losses]
    pairs = zip((numbers[0], *_state(turns[0])), (numbers[1], *_state(turns[1])), strict=True)
    return all(_alike(a, b, exactly=exactly) for a, b in pairs)


def _state(turn: Turn) -> list[Tensor]:
    moving = [name for name, p in turn.program.named_parameters() if p.requires_grad and name in turn.names]
    # Eager has no gradients of frozen parameters; others may. All in one, because a gradient that should be 0
    # is a small difference of large numbers.
    gradients = [turn.state.view(turn.state.gradients, name).flatten() for name in moving]
    buffers = dict(turn.program.named_buffers())
    kept = [buffers[name] for name in turn.program.state_dict() if name in buffers]
    return [turn.state.weights, torch.cat([*gradients, turn.state.weights[:0]]), *turn.slots.values(), *kept]


def _alike(a: Tensor, b: Tensor, *, exactly: bool) -> bool:
    if exactly or not a.is_floating_point():
        return torch.equal(a, b)
    if not a.numel():
        return True
    # What would be 0 but for rounding is as large as rounding makes of ordinary numbers.
    reach = a.abs().max().item() + 1e-3
    return (a - b).abs().max().item() <= _ROUNDING.get(a.dtype, 1e-3) * reach
