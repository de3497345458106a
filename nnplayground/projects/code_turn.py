"""One phase of the training loop as code: optimizer, penalties, clipping, schedule, step."""

from __future__ import annotations

from collections.abc import Sequence

from nnplayground.core.graph import Node
from nnplayground.core.training import Optimizer, Phase
from nnplayground.projects.code_net import NetCode, Source

__all__ = ["TurnCode"]

_PENALTIES = ("l1", "l2", "elimination")


class TurnCode:
    """The lines of one phase; an experiment without phases has one.

    Parameters
    ----------
    net : NetCode
    phase : Phase
    number : int or None
        Among several, from 1; it is in the names of what each has.
    """

    def __init__(self, net: NetCode, phase: Phase, number: int | None = None) -> None:
        self._net, self._training = net, net.experiment.training
        self.suffix = "" if number is None else str(number)
        self.repeats = phase.repeats
        self.losses = [node for node in net.losses if not phase.losses or node.id in phase.losses]
        self._optimizer: Optimizer = phase.optimizer or self._training.optimizer
        own = phase.learning_rate
        self._rate = self._training.learning_rate if own is None else own
        self._moved = [
            n for n in net.layers if net.is_trained(n) and (not phase.nodes or n.id in phase.nodes)
        ]
        self._whole = not phase.nodes
        self._grouped = any(node.options.learning_rate_factor != 1 for node in self._moved)
        self._grouped = self._grouped and self._optimizer.kind != "lbfgs"  # it knows one group only
        self._taxes = self._taxed()

    @property
    def loss(self) -> str:
        """The name of the function of its losses."""
        return f"loss_of{self.suffix}"

    # -- before the loop -------------------------------------------------------------------------------

    def write_setup(self, source: Source, indent: int) -> None:
        """Write what is made once."""
        if not self._whole:
            chosen = ", ".join(f"*net.{self._net.name(n.id)}.parameters()" for n in self._moved)
            source.add(f"weights{self.suffix} = [{chosen}]", indent=indent)
        source.add(f"optimizer{self.suffix} = {self._made()}", indent=indent)
        for name, (_rates, _group, nodes) in self._taxes.items():
            listed = ", ".join(weight for node in nodes for weight in self._matrices(node))
            source.add(f"{name} = [{listed}]  # weights pay a penalty, biases do not", indent=indent)
            if self._kills:
                nothing = f"[torch.zeros_like(w, dtype=torch.bool) for w in {name}]"
                source.add(
                    f"dead_{name} = {nothing}  # for ever, once L1 has pushed them through 0", indent=indent
                )
        source.add(*self._scheduler(), indent=indent)

    def _weights(self) -> str:
        return "net.parameters()" if self._whole else f"weights{self.suffix}"

    def _made(self) -> str:
        optimizer = self._optimizer
        fresh = type(optimizer)().arguments()
        always = optimizer.kind == "lbfgs"  # its defaults here are not PyTorch's
        given = {k: v for k, v in optimizer.arguments().items() if always or v != fresh[k]}
        arguments = "".join(f", {name}={value!r}" for name, value in given.items())
        weights = self._groups() if self._grouped else self._weights()
        return f"torch.optim.{type(optimizer).__name__}({weights}, lr={self._rate!r}{arguments})"

    def _groups(self) -> str:
        groups = (
            f'{{"params": net.{self._net.name(n.id)}.parameters(), '
            f'"lr": {self._rate * n.options.learning_rate_factor!r}}}'
            for n in self._moved
        )
        return f"[{', '.join(groups)}]"

    def _scheduler(self) -> list[str]:
        schedule, name = self._training.schedule, f"optimizer{self.suffix}"
        if schedule.kind == "constant":
            return []
        if schedule.watches_loss:
            made = f"torch.optim.lr_scheduler.ReduceLROnPlateau({name}, {schedule.code()})"
        else:
            made = f"torch.optim.lr_scheduler.LambdaLR({name}, lambda {self.pace}: {schedule.code()})"
        return [f"schedule{self.suffix} = {made}"]

    @property
    def pace(self) -> str:
        """What the schedule counts: ``"step"`` or ``"epoch"``; nothing if there is none."""
        schedule = self._training.schedule
        if schedule.kind == "constant":
            return ""
        return "step" if "step" in schedule.code() and not schedule.watches_loss else "epoch"

    # -- penalties -------------------------------------------------------------------------------------

    def _taxed(self) -> dict[str, tuple[tuple[float, ...], int, list[Node]]]:
        """Return lists of nodes that pay alike, by the name of the list."""
        groups: dict[tuple[tuple[float, ...], int], list[Node]] = {}
        for place, node in enumerate(self._moved):
            rates = self._rates(node)
            if any(rates) and self._matrices(node):
                # After the step each weight shrinks by its own learning rate, which is its group's.
                group = place if self._grouped and self._training.regularization.after_step else 0
                groups.setdefault((rates, group), []).append(node)
        first = f"taxed{self.suffix}"
        names = (first if n == 0 else f"{first}_{n + 1}" for n in range(len(groups)))
        return {name: (*key, nodes) for name, (key, nodes) in zip(names, groups.items(), strict=True)}

    def _rates(self, node: Node) -> tuple[float, ...]:
        rule, own = self._training.regularization, node.options
        l1, l2, elimination = (rule.rate if rule.kind == kind else 0.0 for kind in _PENALTIES)
        return l1 if own.l1 is None else own.l1, l2 if own.l2 is None else own.l2, elimination

    def _matrices(self, node: Node) -> list[str]:
        shapes = self._net.report.nodes[node.id].parameter_shapes
        names = (self._net.weight_name(f"{node.id}.{name}") for name, s in shapes.items() if len(s) > 1)
        return [f"net.{name}" for name in names]

    @property
    def _kills(self) -> bool:
        rule = self._training.regularization
        return rule.after_step and rule.dead_at_zero

    def _in_loss(self) -> list[str]:
        if self._training.regularization.after_step:
            return []
        w0 = self._training.regularization.scale**2
        elimination = f"{{}} * (w.square() / (w.square() + {w0!r})).sum()"
        terms = ("{} * w.abs().sum()", "{} / 2 * w.square().sum()", elimination)
        sums = ((name, _sum(terms, rates)) for name, (rates, _group, _nodes) in self._taxes.items())
        return [f"loss = loss + sum({each} for w in {name})" for name, each in sums]

    def _before_step(self) -> list[str]:
        if not self._training.regularization.after_step:
            return []
        w0 = self._training.regularization.scale**2
        terms = ("{} * w.sign()", "{} * w", f"2 * {{}} * {w0!r} * w / (w.square() + {w0!r}).square()")
        return [
            f"change_{name} = [({_sum(terms, rates)}).detach() for w in {name}]"
            for name, (rates, _group, _nodes) in self._taxes.items()
        ]

    def _after_step(self) -> list[str]:
        if not (self._training.regularization.after_step and self._taxes):
            return []
        lines = ["with torch.no_grad():"]
        for name, (_rates, group, _nodes) in self._taxes.items():
            shrink = f'w -= optimizer{self.suffix}.param_groups[{group}]["lr"] * change'
            lines += _killing(name, shrink) if self._kills else _shrinking(name, shrink)
        return lines

    # -- in the loop -----------------------------------------------------------------------------------

    def write_step(self, source: Source, indent: int) -> None:
        """Write one step on ``batch``."""
        name = f"optimizer{self.suffix}"
        gradient = [f"{name}.zero_grad()", f"loss = {self.loss}(net, x[batch], y[batch])"]
        if self._training.schedule.watches_loss:
            gradient.append("seen.append((len(batch), loss.item()))")
        gradient += [*self._in_loss(), "loss.backward()", *self._clip()]
        source.add(*self._before_step(), indent=indent)
        if self._optimizer.searches:
            source.add("", "def closure():", *(f"    {line}" for line in gradient), indent=indent)
            source.add("    return loss.item()", "", f"{name}.step(closure)", indent=indent)
        else:
            source.add(*gradient, f"{name}.step()", indent=indent)
        source.add(*self._after_step(), indent=indent)

    def _clip(self) -> list[str]:
        clip = self._training.clip
        if clip.kind == "none":
            return []
        return [f"nn.utils.clip_grad_{clip.kind}_({self._weights()}, {clip.limit!r})"]


def _shrinking(name: str, shrink: str) -> list[str]:
    return [f"    for w, change in zip({name}, change_{name}):", f"        {shrink}"]


def _killing(name: str, shrink: str) -> list[str]:
    return [
        f"    for w, change, dead in zip({name}, change_{name}, dead_{name}):",
        "        w[dead] = 0",
        "        before = w.clone()",
        f"        {shrink}",
        "        dead |= before * w < 0",
        "        w[dead] = 0",
    ]


def _sum(terms: Sequence[str], rates: Sequence[float]) -> str:
    return " + ".join(term.format(repr(rate)) for term, rate in zip(terms, rates, strict=True) if rate)
