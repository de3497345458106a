"""The engine: the state of training one program, and steps on it."""

from __future__ import annotations

import math
from itertools import product
from operator import index
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.core.text import Text
from nnplayground.core.training import Phase
from nnplayground.train.engine import Chunk
from nnplayground.train.engine.choice import Choice
from nnplayground.train.engine.state import State
from nnplayground.train.engine.step import Turn
from nnplayground.train.engine.subnormals import flushing
from nnplayground.train.interrupt import NEVER
from nnplayground.train.passage import Passage
from nnplayground.train.penalties import Penalties
from nnplayground.train.precision import multiplying, why_plain
from nnplayground.train.program import fit_into

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.core.training import Training
    from nnplayground.train.evaluation import Part
    from nnplayground.train.interrupt import Interrupt
    from nnplayground.train.program import Program

    Factors = NDArray[np.float64]

__all__ = ["Engine"]


class Engine:
    """Trains one program with one set of training settings.

    Parameters
    ----------
    program : Program
        Its parameters become views of the engine's flat buffers; those of frozen nodes stop requiring
        gradients.
    training : Training

    Attributes
    ----------
    penalties : Penalties
        What the weights pay.
    prepared : bool
        Whether :meth:`prepare` was asked for.
    """

    def __init__(self, program: Program, training: Training) -> None:
        _freeze(program)
        self.program, self.training = program, training
        self.penalties = Penalties(program, training.regularization)
        trained = {name: p for id in program.trained_nodes for name, p in program.parameters_of(id)}
        self.state = State(trained)
        alive = self.state.new(1.0) if self.penalties.kills else None
        phases = training.phases or (Phase(),)
        self.turns = [Turn(program, training, phase, self.penalties, self.state, alive) for phase in phases]
        self._cycle = sum(turn.repeats for turn in self.turns)
        self._last, self._has_stepped = self.turns[0], False
        self._norms = Passage()
        self._gradient_views = self.state.views(self.state.gradients)
        self.choice = Choice(self, training.engine)
        self.prepared = False

    @property
    def name(self) -> str:
        """How steps run now: ``"eager"``, ``"captured"`` or ``"native"``."""
        return self.choice.name

    @property
    def is_prompt(self) -> bool:
        """Whether calls can be interrupted."""
        return self.choice.is_prompt

    @property
    def note(self) -> str:
        """Why they do not run faster, and what comes of TF32; empty if there is nothing to say."""
        plain = why_plain(self.program.precision, self.program.device)
        if plain is None or not self.choice.note:
            return plain or self.choice.note
        return Text("{first} {second}", {"first": self.choice.note, "second": plain})

    def prepare(self, part: Part, sizes: Iterable[int]) -> None:
        """Begin in the background what the first steps would have to wait for.

        Parameters
        ----------
        part : Part
            The training set.
        sizes : iterable of int
            Of the batches to come.
        """
        self.prepared = True
        for turn, chunk in self._firsts(part, sizes):
            self.choice.prepare(turn, chunk)

    def is_preparing(self, part: Part, sizes: Iterable[int]) -> bool:
        """Tell whether that has not come to its end."""
        return any(self.choice.is_preparing(turn, chunk) for turn, chunk in self._firsts(part, sizes))

    def _firsts(self, part: Part, sizes: Iterable[int]) -> Iterator[tuple[Turn, Chunk]]:
        """Yield a first step of each phase and size."""
        for turn, size in product(self.turns, sizes):
            indices = torch.zeros(1, size, dtype=torch.int64, device=part.x.device)
            yield turn, Chunk(part.x, part.target, indices, turn.tables(0, np.ones(1)))

    def run(
        self, part: Part, indices: Tensor, step: int, factors: Factors, interrupt: Interrupt = NEVER
    ) -> NDArray[np.float64]:
        """Do some steps.

        Parameters
        ----------
        part : Part
            The training set.
        indices : Tensor
            Shape (steps, batch), int64: the samples of each batch.
        step : int
            The number of the first step, which says whose turn it is among phases.
        factors : ndarray
            What the schedule multiplies the learning rate by at each step.
        interrupt : Interrupt, optional
            Ends the call after a step, if the steps run in a way that can be ended.

        Returns
        -------
        ndarray
            Each batch's loss before its update, penalties left out. If one is not finite it is the last, and
            the weights are those before its step. There are fewer if the call was interrupted, at least one.
        """
        losses: list[NDArray[np.float64]] = []
        at = 0
        while at < len(indices):
            turn, left = self._turn(step + at)
            stop = min(at + left, len(indices))
            tables = turn.tables(step + at, factors[at:stop])
            chunk = Chunk(part.x, part.target, indices[at:stop], tables, interrupt)
            with flushing(), multiplying(self.program.precision, self.program.device):
                done = self.choice.run(turn, chunk)
            losses.append(done)
            self._last, self._has_stepped, at = turn, True, stop
            failed = not math.isfinite(done[-1])
            turn.count += len(done) - failed
            if failed or len(done) < len(chunk):
                break
        return losses[0] if len(losses) == 1 else np.concatenate(losses)

    def turn_at(self, step: int) -> Turn:
        """Return whose turn a step is among phases."""
        return self._turn(step)[0]

    def _turn(self, number: int) -> tuple[Turn, int]:
        """Return whose turn a step is, and how many steps it lasts from there on."""
        if len(self.turns) == 1:
            return self.turns[0], 2**62
        place = number % self._cycle
        for turn in self.turns:
            if place < turn.repeats:
                return turn, turn.repeats - place
            place -= turn.repeats
        raise AssertionError("a place beyond the cycle")

    def gradients(self) -> dict[str, Tensor]:
        """Return the last step's gradients of the loss (penalties and clipping left out) by name.

        There are none before the first step of a program.
        """
        if not self._has_stepped:
            return {}
        views = self._gradient_views
        trained = {name for name, p in self.program.named_parameters() if p.requires_grad}
        return {name: views[name] for name in self._last.names if name in trained}

    def gradient_norms(self) -> dict[str, float]:
        """Return the Euclidean norm of each of :meth:`gradients`."""
        found = self.gradients()
        if not found:
            return {}

        def norms() -> dict[str, Tensor]:
            return {"norms": torch.stack([gradient.norm() for gradient in found.values()])}

        norm = self._norms.run(tuple(found), norms, self.program, found.values(), samples=0)
        return dict(zip(found, norm["norms"].tolist(), strict=True))

    def hold(self) -> None:
        """Take the program back from an engine that was made for it after this one and came to nothing."""
        _freeze(self.program)
        self.state.hold(dict(self.program.named_parameters()))

    def adopt(self, other: Engine) -> None:
        """Go on with what the optimizers of another engine remember.

        The settings, or the program, may have been edited in between: what still has a place is kept.
        """
        if self.program is other.program:
            self.state.gradients.copy_(other.state.gradients)
            self._has_stepped = other._has_stepped
        for mine, theirs in zip(self.turns, other.turns, strict=False):
            _adopt_slot("alive", mine, theirs)
            if mine.rule.kind == theirs.rule.kind:
                mine.count = theirs.count
                for slot in mine.rule.slots:
                    _adopt_slot(slot, mine, theirs)
        self.choice.adopt(other.choice, zip(self.turns, other.turns, strict=False))

    def memory(self) -> tuple[dict[str, Tensor], dict[str, Any]]:
        """Return all that steps change: the tensors in use by name, and plain numbers."""
        tensors = {"weights": self.state.weights, "gradients": self.state.gradients}
        held = self.state.views(self.state.weights)
        saved = self.program.state_dict().items()
        tensors.update({f"program:{name}": value for name, value in saved if name not in held})
        searches: dict[str, Any] = {}
        for number, turn in enumerate(self.turns):
            tensors.update({f"slot:{number}:{slot}": buffer for slot, buffer in turn.slots.items()})
            search = self.choice.search(turn)
            if search is not None:
                learned, searches[str(number)] = search.memory()
                tensors.update({f"search:{number}:{name}": value for name, value in learned.items()})
        counts = [turn.count for turn in self.turns]
        last = self.turns.index(self._last)
        facts = {"counts": counts, "last": last, "stepped": self._has_stepped, "searches": searches}
        return tensors, facts

    @torch.no_grad()
    def remember(self, tensors: Mapping[str, Tensor], facts: Mapping[str, Any]) -> None:
        """Go on from copies of what :meth:`memory` returned.

        Raises
        ------
        ValueError
            If they are of another program.
        """
        searched = {name: tensor for name, tensor in tensors.items() if name.startswith("search:")}
        for name, tensor in self.memory()[0].items():
            if name.startswith("search:"):
                continue
            if tensor.shape != tensors[name].shape:
                raise ValueError(f"{name} has another shape")
            tensor.copy_(tensors[name])
        for number, (turn, count) in enumerate(zip(self.turns, facts["counts"], strict=True)):
            turn.count = index(count)  # refuses what a file may hold instead of a whole number
            search = self.choice.eager(turn).search if turn.rule.searches else None
            if search is not None:
                prefix = f"search:{number}:"
                own = {n.removeprefix(prefix): t for n, t in searched.items() if n.startswith(prefix)}
                search.remember(own, facts["searches"].get(str(number), {}))
        self._last, self._has_stepped = self.turns[facts["last"]], facts["stepped"]

    def forget(self, node: str) -> None:
        """Begin what optimizers remember of a node afresh, because its weights were drawn anew."""
        for turn in self.turns:
            for slot, buffer in turn.slots.items():
                start = 1.0 if slot == "alive" else 0.0
                own = [name for name in turn.names if name.startswith(f"{node}.")]
                self.state.spread(buffer, dict.fromkeys(own, start))
            self.choice.forget(turn)


def _adopt_slot(slot: str, mine: Turn, theirs: Turn) -> None:
    if slot not in mine.slots or slot not in theirs.slots:
        return
    now = mine.state.views(mine.slots[slot])
    past = theirs.state.views(theirs.slots[slot])
    for name in now.keys() & past.keys():
        if now[name].ndim == past[name].ndim:
            fit_into(now[name], past[name], name, theirs.program, mine.program)


def _freeze(program: Program) -> None:
    for node in program.graph.nodes:
        for _name, parameter in program.parameters_of(node.id):
            parameter.requires_grad_(not node.options.frozen)
