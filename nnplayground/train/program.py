"""From a graph to a ``torch.nn.Module`` that runs node by node, and from one program to its successor."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from nnplayground.core.ablation import ablatable_units
from nnplayground.core.dataset import TargetForm
from nnplayground.core.shapes import Status
from nnplayground.data.draws import named_rng
from nnplayground.train.precision import autocasting, stored_dtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Graph, Node
    from nnplayground.core.layer import TensorSpec
    from nnplayground.core.loss import Link
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.data.seedrandom import SeedRandom

__all__ = [
    "Call",
    "LossTerm",
    "Program",
    "build_program",
    "carry_over",
    "fit_into",
    "fresh_state",
    "is_weight",
    "without_target",
]

X, TARGET = 0, 1
_PLAYGROUND_BIAS = 0.1
# PyTorch's layers draw their defaults from the global generator, of which a process has only one.
_GLOBAL_RANDOMNESS = threading.Lock()


@dataclass(frozen=True, slots=True)
class Call:
    """One node's turn.

    Attributes
    ----------
    node : str
    module : nn.Module
    reads, writes : tuple of int
        The slots of its inputs, in the order of ports and wires, and of its outputs.
    """

    node: str
    module: nn.Module
    reads: tuple[int, ...]
    writes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LossTerm:
    """One summand of the training loss.

    Attributes
    ----------
    weight : float
        What it is multiplied by.
    prediction, target : int
        Slots.
    prediction_spec, target_spec : TensorSpec
    link : Link
        How the raw prediction is read.
    form : TargetForm
        What the target says of a picture.
    """

    node: str
    module: nn.Module
    weight: float
    prediction: int
    target: int
    prediction_spec: TensorSpec
    target_spec: TensorSpec
    link: Link
    form: TargetForm = TargetForm.PLAIN

    def value(self, slots: Sequence[Any]) -> Tensor:
        """Return the weighted mean loss of a batch."""
        loss: Tensor = self.module(slots[self.prediction], slots[self.target])
        return loss if self.weight == 1.0 else loss * self.weight


class Program(nn.Module):
    """The nodes of a graph as one module; ``state_dict`` keys are ``<node>.<parameter>``.

    Parameters
    ----------
    graph, report
        A graph that can be trained, and what is known of its shapes.
    seed : int
        Each node draws its initial weights and its noise from streams of its own, so that adding a node
        never moves what another one draws.
    precision : str
        As ``training.precision``.
    device : torch.device

    Attributes
    ----------
    dtype : torch.dtype
        Of all floating-point parameters and buffers, and of every slot.
    calls : tuple of Call
        Every node that can run, in order; those that lead to no loss are only looked at.
    training_calls : tuple of Call
        The nodes some loss depends on.
    terms : tuple of LossTerm
        The loss nodes, in order.
    main : LossTerm or None
        The first loss of the graph that compares with the data's target; its prediction is *the* prediction.
    mirror : LossTerm or None
        The first loss that compares with the data's own ``x``: its prediction is a reconstruction.
    masks : dict of str to Tensor
        What multiplies the output of a node with ablated units: 0 for those, 1 for the others, of shape
        (units, 1, …). An input of the step like a weight: ablating another unit of the same node writes into
        the same tensor.
    parked : dict of str to Tensor
        The weights of muted nodes, by full name: not run, trained or counted, but there when unmuted.
    """

    def __init__(
        self, graph: Graph, report: ShapeReport, *, seed: int, precision: str, device: torch.device
    ) -> None:
        super().__init__()
        report.require_ok()
        self.graph, self.report, self.device = graph, report, device
        self.precision, self.dtype = precision, stored_dtype(precision)
        self.slots: dict[tuple[str, str], int] = {}
        self.masks: dict[str, Tensor] = {}
        self.parked: dict[str, Tensor] = {}
        self._count = 2
        calls: list[Call] = []
        terms: list[LossTerm] = []
        for id in report.order:
            if report.nodes[id].status is Status.OK:
                self._place(graph.node(id), seed, calls, terms)
        self.calls, self.terms = tuple(calls), tuple(terms)
        ranks = {node.id: rank for rank, node in enumerate(graph.nodes)}
        listed = sorted(terms, key=lambda term: ranks[term.node])  # not by depth
        self.main = next((term for term in listed if term.target == TARGET), None)
        self.mirror = next((term for term in listed if term.target == X), None)
        self.training_calls = self.leading_to(slot for t in terms for slot in (t.prediction, t.target))
        said = self.main or self.mirror
        self._prediction_calls = self.leading_to([said.prediction]) if said else ()
        self.ablate(graph)

    # -- building --------------------------------------------------------------------------------------

    def _place(self, node: Node, seed: int, calls: list[Call], terms: list[LossTerm]) -> None:
        if not node.layer.inputs:
            self.slots.update({(node.id, "x"): X, (node.id, "target"): TARGET})
            return
        if node.muted and not node.layer.outputs:
            return
        # A muted node passes on what it reads first.
        module = nn.Identity() if node.muted else _built(self, node, seed)
        # Not add_module, which refuses a node that is called like a method ("train", "forward").
        self._modules[node.id] = module
        reads = self._reads(node)
        if node.layer.outputs:
            calls.append(Call(node.id, module, reads, self._writes(node)))
        else:
            terms.append(self._term(node, module, reads))

    def _reads(self, node: Node) -> tuple[int, ...]:
        ports = [port.name for port in node.layer.inputs]
        fed = self.graph.feeds(node.id)
        wires = [edge for name in ports for edge in fed if edge.target_port == name]
        return tuple(self.slots[edge.source, edge.source_port] for edge in wires)

    def _writes(self, node: Node) -> tuple[int, ...]:
        first = self._count
        for offset, port in enumerate(node.layer.outputs):
            self.slots[node.id, port.name] = first + offset
        self._count += len(node.layer.outputs)
        return tuple(range(first, self._count))

    def _term(self, node: Node, module: nn.Module, reads: tuple[int, ...]) -> LossTerm:
        inputs = self.report.nodes[node.id].inputs
        layer: Any = node.layer
        assert inputs is not None
        specs = inputs.one("prediction"), layer.target(inputs)
        slot = reads[1] if len(reads) > 1 else TARGET
        form = inputs.source.form if slot == TARGET else TargetForm.PLAIN
        return LossTerm(node.id, module, layer.weight, reads[0], slot, *specs, layer.link(inputs), form)

    def leading_to(self, slots: Iterable[int]) -> tuple[Call, ...]:
        """Return the calls that some of ``slots`` depend on, in order."""
        needed = set(slots)
        chosen: list[Call] = []
        for call in reversed(self.calls):
            if needed.intersection(call.writes):
                chosen.append(call)
                needed.update(call.reads)
        return tuple(reversed(chosen))

    def ablate(self, graph: Graph) -> None:
        """Switch off the units that ``graph`` says; it differs from this program's in nothing else."""
        self.graph = graph
        for call in self.calls:
            node = graph.node(call.node)
            if node.muted or not node.options.ablated:
                self.masks.pop(call.node, None)
                continue
            outputs = self.report.nodes[call.node].outputs
            units, rank = ablatable_units(node, outputs), len(_first(outputs).shape)
            mask = torch.ones(units, dtype=self.dtype, device=self.device)
            mask[list(node.options.ablated)] = 0.0
            mask = mask.reshape(units, *(1,) * (rank - 1))
            if call.node in self.masks:
                self.masks[call.node].copy_(mask)
            else:
                self.masks[call.node] = mask

    # -- running ---------------------------------------------------------------------------------------

    def run(
        self,
        x: Tensor,
        target: Tensor | None,
        calls: Iterable[Call],
        masks: Mapping[str, Tensor] | None = None,
    ) -> list[Any]:
        """Run ``calls`` on a batch and return all slots; those not reached are None.

        Parameters
        ----------
        masks : Mapping[str, Tensor], optional
            In the place of :attr:`masks`.
        """
        return self.go_on({X: x, TARGET: target}, calls, masks)

    def go_on(
        self,
        given: Mapping[int, Tensor | None],
        calls: Iterable[Call],
        masks: Mapping[str, Tensor] | None = None,
    ) -> list[Any]:
        """Run ``calls`` from slots that are given, as :meth:`run` does from the data."""
        masks = self.masks if masks is None else masks
        slots: list[Any] = [None] * self._count
        for begun, value in given.items():
            slots[begun] = value
        with autocasting(self.precision, self.device):
            for call in calls:
                out = call.module(*[slots[read] for read in call.reads])
                if call.node in masks:
                    out = out * masks[call.node]
                written = (out,) if len(call.writes) == 1 else out
                for write, tensor in zip(call.writes, written, strict=True):
                    slots[write] = self._in_full(tensor)
        return slots

    def _in_full(self, tensor: Tensor) -> Tensor:
        """Return what autocast left in bfloat16 as it is stored."""
        return tensor.to(self.dtype) if tensor.dtype is torch.bfloat16 else tensor

    def forward(self, x: Tensor) -> Tensor:
        """Return the raw prediction for features ``x``, shape (batch, …), as the main loss reads it.

        Without a main loss it is the reconstruction.
        """
        said = self.main or self.mirror
        if said is None:
            raise LookupError("no loss compares with the data's target")
        prediction: Tensor = self.run(x, None, self._prediction_calls)[said.prediction]
        return prediction

    def outputs(self, x: Tensor, target: Tensor | None = None) -> dict[str, Tensor]:
        """Return the first output of every node that can run, the Data nodes' ``x`` included."""
        calls = self.calls if target is not None else without_target(self.calls)
        slots = self.run(x, target, calls)
        first = {(node.id, node.layer.outputs[0].name) for node in self.graph.nodes if node.layer.outputs}
        found = {id: slots[slot] for (id, port), slot in self.slots.items() if (id, port) in first}
        return {id: value for id, value in found.items() if value is not None}

    # -- looking ---------------------------------------------------------------------------------------

    def module(self, id: str) -> nn.Module:
        """Return the module of a node, which may be called like a method (``train``)."""
        module = self._modules[id]
        assert module is not None
        return module

    def parameters_of(self, id: str) -> Iterator[tuple[str, nn.Parameter]]:
        """Yield the parameters of one node with their full names."""
        module = self._modules.get(id)
        if module is not None:
            for name, parameter in module.named_parameters():
                yield f"{id}.{name}", parameter

    @property
    def trained_nodes(self) -> tuple[str, ...]:
        """The nodes with parameters that some loss depends on, in order."""
        ids = (*(call.node for call in self.training_calls), *(term.node for term in self.terms))
        return tuple(id for id in ids if next(self.parameters_of(id), None) is not None)

    def feature_columns(self, name: str) -> tuple[str, ...]:
        """Return which feature each column of a weight matrix reads; empty behind the first layers."""
        id, _dot, parameter = name.partition(".")
        call = next((call for call in self.calls if call.node == id), None)
        if call is None or call.reads != (X,) or parameter != "weight":
            return ()
        inputs = self.report.nodes[id].inputs
        return inputs.source.feature_names if inputs is not None else ()

    def noisy(self) -> dict[str, Any]:
        """Return the modules that draw random numbers by name; see :mod:`nnplayground.layers.noise`."""
        return {name: part for name, part in self.named_modules() if hasattr(part, "set_step")}


def _first(outputs: Mapping[str, TensorSpec]) -> TensorSpec:
    return next(iter(outputs.values()))


def without_target(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Leave out the calls that cannot run without a target."""
    missing, kept = {TARGET}, []
    for call in calls:
        if missing.intersection(call.reads):
            missing.update(call.writes)
        else:
            kept.append(call)
    return tuple(kept)


def _built(program: Program, node: Node, seed: int) -> nn.Module:
    module = _fresh(program, node, _stream(seed, "init", node.id))
    for number, part in enumerate(part for part in module.modules() if hasattr(part, "set_step")):
        drawing: Any = part
        drawing.stream = _stream(seed, "noise", f"{node.id}/{number}" if number else node.id)
    return module


def _fresh(program: Program, node: Node, seed: int) -> nn.Module:
    """Build a node's module with weights drawn from ``seed``."""
    inputs = program.report.nodes[node.id].inputs
    assert inputs is not None
    with _GLOBAL_RANDOMNESS, torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(seed)  # torch.manual_seed takes 2 ms, for devices not used here
        module = node.layer.build(inputs)
    _initialize(module, node, seed)
    return module.to(program.device, program.dtype)


def _initialize(module: nn.Module, node: Node, seed: int) -> None:
    """Apply the node's own initialization, if it has one."""
    options = node.options
    activation = getattr(node.layer, "activation", None)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if options.initialization is not None and is_weight(parameter):
                options.initialization.fill(parameter, generator, activation.gain if activation else "linear")
            elif options.bias_start is not None and _is_bias(name):
                parameter.fill_(options.bias_start)


def _stream(seed: int, purpose: str, node: str) -> int:
    return int(named_rng(seed, f"{purpose}/{node}").integers(2**63))


def is_weight(parameter: Tensor) -> bool:
    """Tell weights (matrices and kernels) from biases, slopes and scales."""
    return parameter.ndim >= 2


def _is_bias(name: str) -> bool:
    return name.rpartition(".")[2].startswith("bias")


# -- one program after another -------------------------------------------------------------------------


def build_program(experiment: Experiment, device: torch.device, stream: SeedRandom | None = None) -> Program:
    """Build an experiment's program with its initial weights.

    Parameters
    ----------
    experiment : Experiment
        Its graph must be right.
    device : torch.device
    stream : SeedRandom, optional
        TensorFlow Playground's random numbers behind the data. Weights are then drawn from a copy in the
        original's order: U(0, 1) − 0.5 layer by layer, neuron by neuron, wire by wire, biases 0.1. A node's
        own initialization wins, but its draws are used up all the same, as the original does.

    Raises
    ------
    PlaygroundError
        With the first thing that is wrong with the graph.
    """
    precision = experiment.training.precision
    program = Program(
        experiment.graph, experiment.report(), seed=experiment.seed, precision=precision, device=device
    )
    if stream is not None:
        _replay(program, stream.copy())
    return program


@torch.no_grad()
def _replay(program: Program, stream: SeedRandom) -> None:
    for call in program.calls:
        options = program.graph.node(call.node).options
        for name, parameter in call.module.named_parameters():
            if is_weight(parameter):
                drawn = [stream.random() - 0.5 for _ in range(parameter.numel())]
                if options.initialization is None:
                    parameter.copy_(torch.tensor(drawn, dtype=torch.float64).view_as(parameter))
            elif options.bias_start is None and _is_bias(name):
                parameter.fill_(_PLAYGROUND_BIAS)


def fresh_state(
    program: Program, id: str, seed: int, number: int, *, as_playground: bool
) -> dict[str, Tensor]:
    """Return another draw of a node's parameters and running statistics, by their names in its module."""
    node = program.graph.node(id)
    stream = _stream(seed, f"init/{number}", id)
    state: dict[str, Tensor] = _fresh(program, node, stream).state_dict()
    if as_playground:
        numbers = torch.Generator().manual_seed(stream)
        for name, value in state.items():
            if is_weight(value) and node.options.initialization is None:
                value.copy_(torch.rand(value.shape, generator=numbers, dtype=torch.float64) - 0.5)
            elif _is_bias(name) and node.options.bias_start is None:
                value.fill_(_PLAYGROUND_BIAS)
    return state


@torch.no_grad()
def carry_over(old: Program, new: Program) -> None:
    """Copy into ``new`` every number of ``old`` that still has a place, by node id and name.

    Where a layer grew or shrank the overlapping corner is copied and the rest keeps its fresh draw; weights
    of features follow their feature. What a muted node had learned is parked.
    """
    before: Mapping[str, Tensor] = {**old.parked, **old.state_dict()}
    muted = {node.id for node in new.graph.nodes if node.muted}
    new.parked = {name: value.clone() for name, value in before.items() if name.partition(".")[0] in muted}
    for name, value in new.state_dict().items():
        if name in before and before[name].ndim == value.ndim:
            fit_into(value, before[name], name, old, new)


def fit_into(now: Tensor, past: Tensor, name: str, old: Program, new: Program) -> None:
    """Copy into ``now`` what of ``past`` still has a place.

    Parameters
    ----------
    now, past : Tensor
        Of equal rank: the parameter ``name`` of the two programs, or something of its shape.
    """
    corner = [slice(min(a, b)) for a, b in zip(now.shape, past.shape, strict=True)]
    before, after = old.feature_columns(name), new.feature_columns(name)
    if before == after or not (before and after):
        now[tuple(corner)] = past[tuple(corner)].to(now)
        return
    for column, feature in enumerate(after):
        if feature in before:
            now[corner[0], column] = past[corner[0], before.index(feature)].to(now)
