"""What one training step computes, written once as functions of named tensors.

Names say what a tensor is:

=================  =====================================================================================
``x``, ``target``  one batch
``p:NAME``         a parameter, ``g:NAME`` the loss's own gradient, ``s:SLOT:NAME`` what is remembered of it
``b:NAME``         a buffer that the step changes, such as a running mean
``k:NAME``         a live number: a setting, a schedule, a key of random numbers; see :class:`Turn`
``loss``           the batch's mean loss before the update, without penalties
=================  =====================================================================================

An update is elementwise, so it can run on parameters one by one (``NAME`` is ``dense1.weight``) or on whole
stretches of the flat buffers (``NAME`` is ``0``, ``1``, …), where a number per parameter is a tensor of one
number per weight. The same lines do both, run eagerly, and are recorded.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from nnplayground.layers.noise import step_keys
from nnplayground.train.penalties import slope

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.core.graph import Node
    from nnplayground.core.training import Optimizer, Phase, Training
    from nnplayground.train.engine.state import State
    from nnplayground.train.penalties import Penalties
    from nnplayground.train.program import Program

    Tensors = dict[str, Tensor]
    Slopes = dict[str, Tensor | None]
    Tables = dict[str, NDArray[Any]]

__all__ = ["Objective", "Turn"]

_SHORT = 2**15  # numbers of a stretch
_MOST_PARTS = 64


class Objective(nn.Module):
    """The weighted sum of some losses of a program as a module (x, target) → loss.

    Attributes
    ----------
    live : dict of str to Tensor
        The 0-d buffers of the program and of this module that are not part of ``state_dict``: numbers that
        change without changing the computation, by their full names.
    """

    def __init__(self, program: Program, losses: Sequence[str]) -> None:
        super().__init__()
        self.program = program
        self.terms = [term for term in program.terms if not losses or term.node in losses]
        self.calls = program.leading_to(slot for t in self.terms for slot in (t.prediction, t.target))
        for term in self.terms:
            weight = torch.tensor(term.weight, dtype=program.dtype, device=program.device)
            self.register_buffer(f"weight_{term.node}", weight, persistent=False)
        saved = {f"program.{name}" for name in program.state_dict()}
        self.live = {name: b for name, b in self.named_buffers() if name not in saved}

    def forward(self, x: Tensor, target: Tensor, masks: Tensors | None = None) -> Tensor:
        """Return the mean loss of a batch, 0-d; ``masks`` stand for those of the program."""
        slots = self.program.run(x, target, self.calls, masks)
        values: list[Tensor] = [
            term.module(slots[term.prediction], slots[term.target]) * getattr(self, f"weight_{term.node}")
            for term in self.terms
        ]
        return sum(values[1:], values[0])

    @contextmanager
    def reading(self, stand_ins: Tensors) -> Iterator[None]:
        """Read other tensors in the place of parameters and buffers, by their full names.

        As ``torch.func.functional_call``, but for nodes too that are called like a method (“train”).
        """
        replaced: list[tuple[dict[str, Any], str, Any]] = []
        for prefix, module in self.named_modules():
            for owned in (module._parameters, module._buffers):
                names = {key: f"{prefix}.{key}".removeprefix(".") for key in owned}
                replaced += [(owned, key, owned[key]) for key, name in names.items() if name in stand_ins]
                owned.update({key: stand_ins[name] for key, name in names.items() if name in stand_ins})
        try:
            yield
        finally:
            for owned, key, tensor in replaced:
                owned[key] = tensor


class Turn:
    """One phase of training: a loss, the parameters it moves, an optimizer.

    Its live numbers (``k:``) are ``learning_rate`` (after the schedule), the optimizer's constants and
    corrections, ``clip``, ``scale`` of weight elimination; for each parameter ``active:NAME`` (0 if frozen,
    else 1), ``factor:NAME`` (of the learning rate) and the rates ``l1:NAME``, ``l2:NAME``,
    ``elimination:NAME`` that are in use; ``mask:NODE`` of a node with ablated units (of shape (units, 1, …));
    and the live buffers of modules, such as dropout's probability and the keys of the random numbers of a
    step, as ``program.NODE.BUFFER``.

    Parameters
    ----------
    program : Program
    training : Training
    phase : Phase
    state : State
        Holds at least the parameters of this phase.
    alive : Tensor or None
        Flat, 1 or 0: which weights regularization has not killed.
    """

    def __init__(
        self,
        program: Program,
        training: Training,
        phase: Phase,
        penalties: Penalties,
        state: State,
        alive: Tensor | None,
    ) -> None:
        self.program, self.penalties, self.state = program, penalties, state
        self.objective = Objective(program, phase.losses)
        self.repeats = phase.repeats
        self.rate = training.learning_rate if phase.learning_rate is None else phase.learning_rate
        self.rule: Optimizer = phase.optimizer or training.optimizer
        self.clip = training.clip
        self.names = _trained(program, phase)
        self.slots = {} if self.rule.searches else {name: state.new() for name in self.rule.slots}
        if alive is not None:
            self.slots["alive"] = alive
        self.count = 0
        self._settings = (*self.rule.constants(), *self.rule.corrections(1))
        self._noisy = {f"program.{n}": module for n, module in program.noisy().items()}

    # -- what a step reads -----------------------------------------------------------------------------

    def constants(self) -> dict[str, float]:
        """Return the live numbers of the whole program that stay the same while settings do."""
        fixed = self.rule.constants()
        if self.clip.kind != "none":
            fixed["clip"] = self.clip.limit
        if "elimination" in self.penalties.kinds:
            fixed["scale"] = self.penalties.rule.scale
        return {f"k:{name}": value for name, value in fixed.items()}

    def numbers(self, name: str) -> dict[str, float]:
        """Return the live numbers of one parameter, without its name."""
        options = self.program.graph.node(name.partition(".")[0]).options
        active = not options.frozen and options.learning_rate_factor != 0
        rates = self.penalties.rates(name)
        return {"active": float(active), "factor": options.learning_rate_factor * active, **rates}

    def tables(self, first: int, factors: NDArray[np.float64]) -> Tables:
        """Return the live numbers that change from step to step, one per step.

        Parameters
        ----------
        first : int
            The number of the first step.
        factors : ndarray
            What the schedule multiplies the learning rate by at each step.
        """
        found: Tables = {"k:learning_rate": self.rate * factors}
        if self.rule.corrections(1):
            rows = [self.rule.corrections(self.count + 1 + step) for step in range(len(factors))]
            found.update({f"k:{name}": np.array([row[name] for row in rows]) for name in rows[0]})
        for name, module in self._noisy.items():
            keys = step_keys(module.stream, first, len(factors))
            found.update({f"k:{name}.key0": keys[:, 0], f"k:{name}.key1": keys[:, 1]})
        return found

    def stretches(self, longest: int | None = None) -> dict[str, slice]:
        """Return the stretches of the flat buffers that this phase moves, cut up where one is too long."""
        runs = self.state.runs(self.names)
        if longest is not None:
            runs = [
                slice(at, min(at + longest, r.stop)) for r in runs for at in range(r.start, r.stop, longest)
            ]
        return {str(number): run for number, run in enumerate(runs)}

    def flat_parts(self) -> dict[str, slice]:
        """Return the stretches that PyTorch updates one by one.

        On the processor they are short enough for what is computed in between to stay in its cache: for a
        large one, memory would be asked for and given back at every operation.
        """
        if self.program.device.type != "cpu":
            return self.stretches()
        return self.stretches(max(_SHORT, self.state.size // _MOST_PARTS))

    def batch_inputs(self) -> Tensors:
        """Return what :meth:`gradients` reads, but for the batch: the tensors themselves."""
        parameters = {f"p:{name}": p.detach() for name, p in self.program.named_parameters()}
        saved = self.program.state_dict(keep_vars=True)
        buffers = {f"b:{name}": b for name, b in self.program.named_buffers() if name in saved}
        live = {f"k:{name}": buffer for name, buffer in self.objective.live.items()}
        running = {call.node for call in self.objective.calls}
        masks = {f"k:mask:{id}": mask for id, mask in self.program.masks.items() if id in running}
        return {**parameters, **buffers, **live, **masks}

    def update_inputs(self, parts: Mapping[str, slice] | None = None) -> Tensors:
        """Return what :meth:`update` reads: views of the buffers, and the live numbers.

        Parameters
        ----------
        parts : Mapping[str, slice], optional
            Stretches of the flat buffers, or by the name of a parameter a part of it; without them
            parameters come one by one.
        """
        fixed = {**self.constants(), "k:learning_rate": self.rate}
        fixed.update({f"k:{name}": value for name, value in self.rule.corrections(1).items()})
        found = {name: self._number(value) for name, value in fixed.items()}
        buffers = {"p:": self.state.weights, "g:": self.state.gradients}
        buffers.update({f"s:{name}:": buffer for name, buffer in self.slots.items()})
        if parts is None:
            for name in self.names:
                views = {kind: self.state.view(buffer, name) for kind, buffer in buffers.items()}
                found.update({f"{kind}{name}": view for kind, view in views.items()})
                found.update(self._own_numbers(name))
            return found
        spread = {} if all(part in self.names for part in parts) else self._spread()
        for part, run in parts.items():
            found.update({f"{kind}{part}": buffer[run] for kind, buffer in buffers.items()})
            wide = {f"k:{kind}:{part}": buffer[run] for kind, buffer in spread.items()}
            found.update(self._own_numbers(part) if part in self.names else wide)
        return found

    def _own_numbers(self, name: str) -> Tensors:
        """Return the live numbers of one parameter, 0-d."""
        return {f"k:{kind}:{name}": self._number(number) for kind, number in self.numbers(name).items()}

    def _number(self, value: float) -> Tensor:
        return torch.tensor(value, dtype=self.program.dtype, device=self.program.device)

    def _spread(self) -> Tensors:
        """Return the live numbers of parameters as flat buffers."""
        numbers = {name: self.numbers(name) for name in self.names}
        kinds = next(iter(numbers.values()), {})
        return {
            kind: self.state.spread(self.state.new(), {name: own[kind] for name, own in numbers.items()})
            for kind in kinds
        }

    def masks(self) -> tuple[str, ...]:
        """Return the nodes of this phase whose output is masked: ablating a first unit adds an input."""
        return tuple(call.node for call in self.objective.calls if call.node in self.program.masks)

    def signature(self) -> tuple[Hashable, ...]:
        """Return what the computation depends on: two turns of one signature differ in numbers only."""
        regularization, program = self.penalties.rule, self.program
        graph = tuple((node.id, node.muted, _structure(node, program)) for node in program.graph.nodes)
        rule = self.rule.kind, self.rule.variant, self.clip.kind
        penalties = self.penalties.kinds, regularization.after_step, self.penalties.kills
        losses = tuple(term.node for term in self.objective.terms)
        precision = program.precision, str(program.device)
        return graph, program.graph.edges, rule, penalties, losses, self.names, precision

    # -- what a step computes --------------------------------------------------------------------------

    def gradients(self, t: Tensors) -> Tensors:
        """Return ``loss``, ``g:`` of every parameter of the phase, and the new ``b:``."""
        with torch.enable_grad():
            leaves = {name: t[f"p:{name}"].detach().requires_grad_() for name in self.names}
            masks = {n.removeprefix("k:mask:"): m for n, m in t.items() if n.startswith("k:mask:")}
            with self.objective.reading(self._stand_ins(t, leaves)):
                loss = self.objective(t["x"], t["target"], masks)
        found: Sequence[Tensor | None] = (None,) * len(leaves)
        if leaves and loss.requires_grad:
            found = torch.autograd.grad(loss, list(leaves.values()), allow_unused=True)
        moved = zip(self.names, found, strict=True)
        gradients = {f"g:{name}": _or_zeros(g, t[f"p:{name}"]) for name, g in moved}
        buffers = {name: tensor for name, tensor in t.items() if name.startswith("b:")}
        return {"loss": loss.detach(), **gradients, **buffers}

    def _stand_ins(self, t: Tensors, leaves: Tensors) -> Tensors:
        """Return what the objective's own parameters and buffers are replaced by."""
        found: Tensors = {}
        for name, tensor in t.items():
            kind, _colon, own = name.partition(":")
            if kind in ("p", "b"):
                found[f"program.{own}"] = leaves.get(own, tensor)
            elif kind == "k" and own in self.objective.live:
                found[own] = tensor
        return found

    def update(self, t: Mapping[str, Tensor], parts: Iterable[str]) -> Tensors:
        """Return the new ``p:`` and ``s:`` of ``parts``."""
        gradients, slopes = self.adjusted(t, parts)
        found: Tensors = {}
        for part, gradient in gradients.items():
            found.update(self._moved(t, part, gradient, slopes[part]))
        return found

    def adjusted(self, t: Mapping[str, Tensor], parts: Iterable[str]) -> tuple[Tensors, Slopes]:
        """Return the gradients that the optimizer gets, penalized and clipped, and the penalties' slopes."""
        rates = {part: self._rates(t, part) for part in parts}
        slopes = {part: slope(t[f"p:{part}"], own, t.get("k:scale")) for part, own in rates.items()}
        gradients: Tensors = {}
        for part, extra in slopes.items():
            raw = t[f"g:{part}"]
            penalized = raw if extra is None or self.penalties.rule.after_step else raw + extra
            gradients[part] = penalized * t[f"k:active:{part}"]
        return self._clipped(t, gradients), slopes

    def _rates(self, t: Mapping[str, Tensor], part: str) -> Tensors:
        one_parameter_free_of_penalties = "." in part and not self.penalties.pays(part)
        if one_parameter_free_of_penalties:
            return {}
        return {kind: t[f"k:{kind}:{part}"] for kind in self.penalties.kinds}

    def _clipped(self, t: Mapping[str, Tensor], gradients: Tensors) -> Tensors:
        if self.clip.kind == "none":
            return gradients
        limit = t["k:clip"]
        if self.clip.kind == "value":
            return {n: torch.minimum(torch.maximum(g, -limit), limit) for n, g in gradients.items()}
        squares = [(g * g).sum() for g in gradients.values()]
        norm = sum(squares[1:], squares[0]).sqrt()
        # As nn.utils.clip_grad_norm_, whose small number keeps a gradient of zero from a division by zero.
        share = (limit / (norm + 1e-6)).clamp_max(1.0)
        return {name: g * share for name, g in gradients.items()}

    def _moved(self, t: Mapping[str, Tensor], part: str, gradient: Tensor, extra: Tensor | None) -> Tensors:
        rate = t["k:learning_rate"] * t[f"k:factor:{part}"]
        slots = {name: t[f"s:{name}:{part}"] for name in self.rule.slots}
        k = {name: t[f"k:{name}"] for name in self._settings}
        weight, new = self.rule.moved(t[f"p:{part}"], gradient, rate, slots, k)
        if self.penalties.rule.after_step:
            weight, alive = self.shrunk(t, part, weight, None if extra is None else rate * extra)
            new = new if alive is None else {**new, "alive": alive}
        return {f"p:{part}": weight, **{f"s:{name}:{part}": tensor for name, tensor in new.items()}}

    def shrunk(
        self, t: Mapping[str, Tensor], part: str, weight: Tensor, step: Tensor | None
    ) -> tuple[Tensor, Tensor | None]:
        """Apply penalties to the updated weight, w ← w − η·slope, as TensorFlow Playground does.

        Its slope is that of the weight before the step (``updateWeights`` in ``nn.ts``). With
        ``dead_at_zero`` a weight that L1 would push through zero becomes zero and stays there.
        """
        if not self.penalties.kills:
            return (weight if step is None else weight - step), None
        alive = t[f"s:alive:{part}"]
        weight = weight * alive
        if step is None:
            return weight, None
        shrunk = weight - step
        if "l1" not in self.penalties.kinds:
            return shrunk, None
        crossed = (weight * shrunk < 0) & (t[f"k:l1:{part}"] > 0)
        kept = 1 - crossed.to(weight.dtype)
        return shrunk * kept, alive * kept

    def step(self, t: Tensors) -> Tensors:
        """Return everything that a whole step changes, with parameters one by one."""
        found = self.gradients(t)
        return {**found, **self.update({**t, **found}, self.names)}


def _structure(node: Node, program: Program) -> Hashable:
    """Return a layer without the fields that are inputs of the step."""
    if node.id not in program._modules:
        return node.layer.kind, ()
    live = {"weight"} if not node.layer.outputs else set()
    live.update(name.rpartition(".")[2] for name, _b in program.module(node.id).named_buffers())
    fields = type(node.layer).model_fields
    return node.layer.kind, tuple((name, getattr(node.layer, name)) for name in fields if name not in live)


def _trained(program: Program, phase: Phase) -> tuple[str, ...]:
    """Return the parameters that a phase moves, the frozen ones included: they may thaw at any time."""
    ids = [id for id in program.trained_nodes if not phase.nodes or id in phase.nodes]
    return tuple(name for id in ids for name, _parameter in program.parameters_of(id))


def _or_zeros(gradient: Tensor | None, weight: Tensor) -> Tensor:
    return torch.zeros_like(weight) if gradient is None else gradient
