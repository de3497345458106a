"""One sample forward and backward, on a copy of the program: training cannot tell that anyone looked."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from nnplayground.core.errors import TrainingError
from nnplayground.core.loss import Link
from nnplayground.core.text import translatable as _
from nnplayground.train.engine.engine import Engine
from nnplayground.train.engine.subnormals import flushing
from nnplayground.train.evaluation import Part
from nnplayground.train.metrics import linked
from nnplayground.train.penalties import Penalty
from nnplayground.train.precision import multiplying
from nnplayground.train.program import X, is_weight, without_target
from nnplayground.train.traces import LossTrace, NodeTrace, ParameterTrace, Sample, Trace, Values

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.program import Call, LossTerm, Program
    from nnplayground.train.trainer import Trainer

__all__ = ["Bends", "has_sample", "tensors_of", "trace"]


def trace(trainer: Trainer, sample: Sample) -> Trace:
    """Follow one sample through the network and back, and one optimizer step on it alone.

    Parameters
    ----------
    trainer : Trainer
        Its weights, optimizer state, random streams and modes stay as they are.
    sample : Sample

    Returns
    -------
    Trace
        Every number as PyTorch computes it, in the program's precision (for bfloat16 in float32), outside of
        training: no dropout, no noise, running statistics. The step includes penalties, clipping, schedule
        and momenta.

    Raises
    ------
    TrainingError
        If there is no such sample.
    """
    if not has_sample(trainer, sample):
        sentence = _("core", "There is no sample {index} in the part “{part}”.")
        raise TrainingError(sentence.format(index=sample.index + 1, part=sample.part))
    with torch.enable_grad(), flushing(), multiplying(trainer.program.precision, trainer.device):
        return _Tracing(trainer, sample).result()


def has_sample(trainer: Trainer, sample: Sample) -> bool:
    """Tell whether the data has the sample, or a made one has the form of the data."""
    if not sample.part:
        fits = sample.target is None or len(sample.target) == max(1, trainer.prepared.spec.target.size)
        return fits and len(sample.point) == trainer.prepared.raw_train[:1].size
    part = trainer.parts.get(sample.part)
    return part is not None and 0 <= sample.index < len(part)


class _Tracing:
    """One look: the copy of the program, and what passes through it."""

    def __init__(self, trainer: Trainer, sample: Sample) -> None:
        self._trainer, self._sample = trainer, sample
        self._program = program = _copied(trainer.program)
        self._raw, x, self._target = tensors_of(trainer, sample)
        self._x = x.requires_grad_()
        self._bends = Bends(program)
        self._calls = program.calls if self._target is not None else without_target(program.calls)
        self._slots = program.run(self._x, self._target, self._calls)
        self._bends.leave()
        self._losses = [(term, term.value(self._slots)) for term in self._terms()]
        self._gradients = self._backward()

    def _terms(self) -> tuple[LossTerm, ...]:
        """Return the losses, or none if one has nothing to compare with: a part of a loss would mislead."""
        slots, terms = self._slots, self._program.terms
        complete = all(slots[t.prediction] is not None and slots[t.target] is not None for t in terms)
        return terms if complete else ()

    def _backward(self) -> dict[int, Tensor]:
        """Return the gradient of the sum of all losses by the identity of the tensor it belongs to."""
        if not self._losses:
            return {}
        outputs = [slot for slot in self._slots if _is_differentiable(slot)]
        wanted = [*outputs, *self._bends.sums.values(), *self._program.parameters()]
        total = torch.stack([loss for _term, loss in self._losses]).sum()
        found = torch.autograd.grad(total, wanted, allow_unused=True, retain_graph=True)
        pairs = zip(wanted, found, strict=True)
        return {id(t): torch.zeros_like(t) if g is None else g for t, g in pairs}

    def _gradient(self, of: Any) -> Values | None:
        gradient = self._gradients.get(id(of))
        return None if gradient is None else _array(gradient)

    def result(self) -> Trace:
        # Values are copied before the step below moves the copy's weights.
        values = {name: _array(p) for name, p in self._program.named_parameters()}
        read = [self._loss_before(term, loss) for term, loss in self._losses]
        nodes = [self._data(), *map(self._node, self._calls)]
        prediction, link = self._prediction()
        penalty = self._trainer.engine.penalties.total()
        after = self._step() if self._losses else []
        return Trace(
            sample=self._sample,
            raw=self._raw,
            target=None if self._target is None else _array(self._target[0]),
            nodes={node.node: self._with_parameters(node, values) for node in nodes},
            losses=tuple(replace(loss, after=value) for loss, value in zip(read, after, strict=True)),
            prediction=prediction,
            link=link,
            loss=sum(loss.value for loss in read) if read else None,
            loss_after=sum(after) if after else None,
            penalty=penalty,
            learning_rate=self._trainer.learning_rate,
            step=self._trainer.step,
        )

    # -- forward and backward --------------------------------------------------------------------------

    def _data(self) -> NodeTrace:
        id = next(id for (id, _port), slot in self._program.slots.items() if slot == X)
        gradient = self._gradient(self._x)
        return NodeTrace(id, (), None, _one(self._x), _first(gradient), None, None)

    def _node(self, call: Call) -> NodeTrace:
        output = self._slots[call.writes[0]]
        z = self._bends.sums.get(call.node)
        return NodeTrace(
            node=call.node,
            inputs=tuple(_one(self._slots[read]) for read in call.reads),
            z=None if z is None else _one(z),
            output=_one(output),
            grad_output=_first(self._gradient(output)),
            delta=None if z is None else _first(self._gradient(z)),
            slope=self._bends.slope(call.node),
            buffers={name: _array(b) for name, b in call.module.named_buffers() if b.is_floating_point()},
        )

    def _loss_before(self, term: LossTerm, loss: Tensor) -> LossTrace:
        prediction, target = self._slots[term.prediction], self._slots[term.target]
        (gradient,) = torch.autograd.grad(loss, prediction, retain_graph=True)
        encode: Any = getattr(term.module, "encode", None)
        compared = target if encode is None else encode(target)
        value = loss.item()
        return LossTrace(
            node=term.node,
            prediction=_one(prediction),
            target=_one(compared),
            link=term.link,
            weight=term.weight,
            value=value,
            after=value,
            grad_prediction=_one(gradient),
        )

    def _prediction(self) -> tuple[Values | None, Link]:
        main = self._program.main
        raw = None if main is None else self._slots[main.prediction]
        if main is None or raw is None:
            return None, Link.IDENTITY
        return _one(linked(raw, main.link)), main.link

    # -- the step --------------------------------------------------------------------------------------

    def _step(self) -> list[float]:
        """Let an eager engine with the optimizer's state do one step; return the losses after it."""
        trainer, x = self._trainer, self._x.detach()
        engine = Engine(self._program, trainer.experiment.training.replace(engine="eager"))
        engine.adopt(trainer.engine)
        part = Part(x, x if self._target is None else self._target)  # no target, no loss that reads one
        one = torch.zeros(1, 1, dtype=torch.int64, device=x.device)
        engine.run(part, one, trainer.step, np.array([trainer.schedule_factor]))
        with torch.no_grad():
            slots = self._program.run(x, self._target, self._calls)
            return [term.value(slots).item() for term, _loss in self._losses]

    def _with_parameters(self, node: NodeTrace, values: dict[str, Values]) -> NodeTrace:
        """Add a node's parameters, whose values after the step stand in the copy by now."""
        parameters = {
            name.partition(".")[2]: ParameterTrace(
                value=values[name],
                gradient=self._gradient(parameter),
                penalty=self._penalty(node.node, parameter, values[name]),
                updated=_array(parameter) if self._losses else None,
            )
            for name, parameter in self._program.parameters_of(node.node)
        }
        return replace(node, parameters=parameters)

    def _penalty(self, node: str, parameter: nn.Parameter, value: Values) -> Values | None:
        options = self._program.graph.node(node).options
        if not is_weight(parameter) or options.frozen or node not in self._program.trained_nodes:
            return None
        penalty = Penalty.of(self._trainer.experiment.training.regularization, options)
        return _array(penalty.gradient(torch.tensor(value))) if penalty else None


class Bends:
    """Watches what every activation of a program is applied to."""

    def __init__(self, program: Program) -> None:
        self.sums: dict[str, Tensor] = {}
        self._bent: dict[str, Tensor] = {}
        self._elementwise: dict[str, bool] = {}
        self._hooks: list[Any] = []
        for call in program.calls:
            activation = getattr(call.module, "activation", None)
            if isinstance(activation, nn.Module):
                self._watch(call, activation)

    def _watch(self, call: Call, activation: nn.Module) -> None:
        made_from: Any = getattr(call.module, "made_from", None)
        self._elementwise[call.node] = made_from is None or made_from.elementwise

        def take(_module: nn.Module, arguments: Any, output: Tensor) -> None:
            self.sums[call.node], self._bent[call.node] = arguments[0], output

        self._hooks.append(activation.register_forward_hook(take))

    def leave(self) -> None:
        """Stop watching, so that the step that follows is not mistaken for the look."""
        for hook in self._hooks:
            hook.remove()

    def slope(self, node: str) -> Values | None:
        """Return the derivative of an elementwise activation at the sums it got."""
        if node not in self.sums or not self._elementwise[node]:
            return None
        z, a = self.sums[node], self._bent[node]
        (slope,) = torch.autograd.grad(a.sum(), z, retain_graph=True, allow_unused=True)
        return _one(torch.zeros_like(z) if slope is None else slope)


def _copied(program: Program) -> Program:
    """Return a copy with weights, buffers and random streams of its own; no weight is frozen there."""
    shared = {id(part): part for part in (program.graph, program.report)}
    twin = copy.deepcopy(program, shared)
    twin.eval()
    if twin.precision == "bfloat16":  # whose rounding would hide what the formulas say
        twin.precision = "float32"
    return twin.requires_grad_()


def tensors_of(trainer: Trainer, sample: Sample) -> tuple[Values, Tensor, Tensor | None]:
    """Return the raw sample, and what the network reads and is compared with as a batch of one."""
    if sample.part:
        part, one = trainer.parts[sample.part], slice(sample.index, sample.index + 1)
        raw = getattr(trainer.prepared, f"raw_{sample.part}")[sample.index]
        return raw, part.x[one].clone(), part.target[one].clone()
    train = trainer.parts["train"]
    raw = np.array(sample.point).reshape(trainer.prepared.raw_train.shape[1:])
    raw.flags.writeable = False
    x = torch.tensor(trainer.prepared.transform(raw[np.newaxis])).to(train.x)
    if sample.target is None:
        return raw, x, None
    target = torch.tensor(sample.target).reshape(1, *train.target.shape[1:])
    return raw, x, target.to(train.target)


def _is_differentiable(slot: Any) -> bool:
    return isinstance(slot, torch.Tensor) and slot.requires_grad


def _array(values: Tensor) -> Values:
    array: Values = values.detach().to("cpu", copy=True).contiguous().numpy()
    array.flags.writeable = False
    return array


def _one(values: Tensor) -> Values:
    """Return the only sample of a batch."""
    return _array(values[0])


def _first(values: Values | None) -> Values | None:
    return None if values is None else values[0]
