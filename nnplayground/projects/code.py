"""An experiment as a PyTorch script that a student could have written, and that repeats its losses.

The samples, the initial weights and the order of batches are asked of this program, so that the numbers are
the same; everything else is plain torch.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Mapping, Sequence
from typing import Any

from nnplayground.core.activation import Activation
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Node
from nnplayground.core.layer import Layer
from nnplayground.core.loss import Encoding, Loss
from nnplayground.core.shapes import ShapeReport
from nnplayground.core.text import translatable as _
from nnplayground.projects.compact import compact_text

__all__ = ["code"]

_DEFAULT_EPOCHS = 100
_FUNCTIONS = {"nn.Tanh()": "torch.tanh", "nn.ReLU()": "torch.relu", "nn.Sigmoid()": "torch.sigmoid"}
_IDENTITY = "nn.Identity()"
# Names that the script or nn.Module already uses.
_WORDS = """
    self x y nn torch json net data experiment part loss_of report optimizer train eval forward apply to type
    half float double cpu cuda parameters buffers modules children training state_dict compile add_module
"""
_TAKEN = frozenset(_WORDS.split()) | frozenset(keyword.kwlist)
_TF32 = (
    "# Heeded by CUDA devices only: the processor computes in plain float32.",
    "torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True",
)
_TARGETS = {
    Encoding.SAME: "y.to(x)",
    Encoding.INDEX: "y",
    Encoding.BIT: "y[:, None].to(x)",
    Encoding.SIGN: "(2 * y - 1)[:, None].to(x)",
    Encoding.ONE_HOT: "nn.functional.one_hot(y, {classes}).to(x)",
}


def code(experiment: Experiment) -> str:
    """Return the script.

    Raises
    ------
    PlaygroundError
        If the graph cannot be trained, or trains in phases.
    """
    report = experiment.report()
    report.require_ok()
    if experiment.training.phases:
        sentence = _("core", "Training in phases cannot be written as a script.")
        raise PlaygroundError(sentence, place="training.phases")
    net = _Net(experiment, report)
    if not any(report.nodes[n.id].parameter_shapes and not n.options.frozen for n in net.layers):
        sentence = _("core", "The network has no weights to train.")
        raise PlaygroundError(sentence, place="graph", remedy=_("core", "Add a Dense layer."))
    blocks = [
        _head(experiment),
        *net.helpers(),
        net.text(),
        _setup(experiment, net),
        _training(experiment, net),
    ]
    return "\n\n".join(blocks) + "\n"


class _Net:
    """The lines that stand for the graph."""

    def __init__(self, experiment: Experiment, report: ShapeReport) -> None:
        self.experiment, self.graph, self.report = experiment, experiment.graph, report
        used = [self.graph.node(id) for id in report.order if id in report.used]
        self.layers = [node for node in used if node.layer.inputs and node.layer.outputs]
        self.losses = [node for node in used if not node.layer.outputs]
        self.renamed: dict[str, str] = {}
        self._init: list[str] = []
        self._forward: list[str] = []
        for node in self.layers:
            self._add(node)

    def name(self, id: str) -> str:
        """Return the Python name of a node."""
        return f"{id}_" if id in _TAKEN else id

    def _add(self, node: Node) -> None:
        inputs = self.report.nodes[node.id].inputs
        assert inputs is not None
        if node.muted:
            self._forward.append(f"{self.name(node.id)} = {self._reads(node)[0]}")
            return
        name, module = self.name(node.id), node.layer.code(inputs)
        if name != node.id:
            self.renamed[f"{node.id}."] = f"{name}."
        if module:
            self._init.append(f"self.{name} = {module}")
        value = node.layer.call_code(f"self.{name}", self._reads(node))
        activation = getattr(node.layer, "activation", None)
        if isinstance(activation, Activation):
            value = self._activated(node, activation, value)
        if node.options.ablated:
            value = self._ablated(node, value)
        self._forward.append(f"{name} = {value}")

    def _activated(self, node: Node, activation: Activation, value: str) -> str:
        expression = activation.code()
        if expression == _IDENTITY:
            return value
        if expression in _FUNCTIONS:
            return f"{_FUNCTIONS[expression]}({value})"
        name = f"{self.name(node.id)}_activation"
        self.renamed[f"{node.id}.activation."] = f"{name}."
        self._init.append(f"self.{name} = {expression}")
        return f"self.{name}({value})"

    def _ablated(self, node: Node, value: str) -> str:
        output = self.report.nodes[node.id].output
        assert output is not None
        sizes = ", ".join(map(str, (output.shape[0], *(1,) * (len(output.shape) - 1))))
        mask = f"{self.name(node.id)}_mask"
        self._init.append(f'self.register_buffer("{mask}", torch.ones({sizes}), persistent=False)')
        self._init.append(f"self.{mask}[{list(node.options.ablated)}] = 0  # ablated units")
        return f"{value} * self.{mask}"

    def _reads(self, node: Node) -> list[str]:
        ports = [port.name for port in node.layer.inputs]
        fed = self.graph.feeds(node.id)
        wires = [edge for port in ports for edge in fed if edge.target_port == port]
        return [self._value(edge.source, edge.source_port) for edge in wires]

    def _value(self, id: str, port: str) -> str:
        if self.graph.node(id).layer.inputs:
            return self.name(id)
        return "x" if port == "x" else "y"

    def outputs(self) -> list[str]:
        """Return the values that losses read, each once; data is at hand anyway."""
        names = [name for loss in self.losses for name in self._reads(loss) if name not in ("x", "y")]
        return list(dict.fromkeys(names))

    def helpers(self) -> list[str]:
        """Return the source of modules that PyTorch lacks."""
        used: list[Activation | Loss | Layer] = [self.criterion(node) for node in self.losses]
        for node in self.layers:
            used.append(node.layer)
            activation = getattr(node.layer, "activation", None)
            if isinstance(activation, Activation):
                used.append(activation)
        sources = (type(part).helpers().strip() for part in used)
        return [f"{source}\n" for source in dict.fromkeys(sources) if source]

    def text(self) -> str:
        """Return the class."""
        forward = [*self._forward, f"return {', '.join(self.outputs())}"]
        if (
            len(self.outputs()) == 1
            and self._forward
            and self._forward[-1].startswith(f"{self.outputs()[0]} = ")
        ):
            forward = [*self._forward[:-1], f"return {self._forward[-1].partition(' = ')[2]}"]
        lines = ["class Net(nn.Module):", "    def __init__(self):", "        super().__init__()"]
        lines += [f"        {line}" for line in self._init]
        lines += ["", "    def forward(self, x):", *(f"        {line}" for line in forward)]
        return "\n".join(lines) + "\n"

    def criterion(self, node: Node) -> Loss:
        """Return the loss function of a loss node."""
        layer: Any = node.layer
        loss: Loss = layer.resolved(self.report.nodes[node.id].inputs)
        return loss

    @property
    def call(self) -> str:
        """What gives the predictions for ``x``."""
        return "predicted(x)" if self.experiment.training.precision == "bfloat16" else "net(x)"

    def autocast_lines(self) -> list[str]:
        """Return the function that runs the network in bfloat16, if that is the precision."""
        if self.experiment.training.precision != "bfloat16":
            return []
        found = "[value.float() for value in net(x)]" if len(self.outputs()) > 1 else "net(x).float()"
        return [
            "",
            "# NN Playground hands on every node's result in float32, so that some losses differ a little.",
            "def predicted(x):",
            "    with torch.autocast(x.device.type, torch.bfloat16, cache_enabled=False):",
            f"        return {found}",
            "",
        ]

    def loss_lines(self) -> list[str]:
        """Return the body of ``loss_of(x, y)``."""
        if len(self.losses) == 1:
            read = self._reads(self.losses[0])
            if len(read) == 1:
                return [f"return {self._term(self.losses[0], [self.call])}"]
        terms = [self._term(node, self._reads(node)) for node in self.losses]
        return [f"{', '.join(self.outputs())} = {self.call}", f"return {' + '.join(terms)}"]

    def _term(self, node: Node, read: Sequence[str]) -> str:
        layer, inputs = node.layer, self.report.nodes[node.id].inputs
        assert inputs is not None
        settled: Any = layer
        target, prediction = settled.target(inputs), inputs.one("prediction")
        encoding = self.criterion(node).encoding(prediction, target)
        wired = read[1] if len(read) > 1 and read[1] != "y" else ""
        wanted = wired or _TARGETS[encoding].format(classes=target.classes)
        weight = f"{settled.weight!r} * " if settled.weight != 1 else ""
        return f"{weight}{self.criterion(node).code()}({read[0]}, {wanted})"


def _head(experiment: Experiment) -> str:
    title = experiment.name().replace("\\", "/").replace('"', "'") or "Experiment"
    lines = [
        f'"""{title}: a run of NN Playground as plain PyTorch, with the same losses."""',
        "",
        "import json",
    ]
    lines += ["", "import torch", "from torch import nn", "", "from nnplayground import Experiment", ""]
    lines.append(f"torch.set_num_threads({experiment.training.threads or 1})")
    lines += _TF32 if experiment.training.precision == "tf32" else ()
    lines.append("")
    return "\n".join(lines)


# -- the experiment, and a network with its weights ----------------------------------------------------


def _setup(experiment: Experiment, net: _Net) -> str:
    lines = [
        "# NN Playground makes the samples, the initial weights and the order of the batches.",
        'experiment = Experiment.from_dict(json.loads(r"""',
        compact_text(experiment),
        '"""))',
        "data = experiment.samples()",
        "",
        "net = Net().double()" if experiment.training.precision == "float64" else "net = Net()",
        *_load(net.renamed),
        *_frozen(net),
    ]
    if any(node.layer.draws for node in net.layers):
        lines.append("# Dropout and noise draw other random numbers here, so that losses differ a little.")
    return "\n".join(lines)


def _load(renamed: Mapping[str, str]) -> list[str]:
    if not renamed:
        return ["net.load_state_dict(experiment.initial_weights())"]
    # Longer names first: “a.activation.” must not be taken for “a.”.
    names = dict(sorted(renamed.items(), key=lambda item: -len(item[0])))
    return [
        "weights = experiment.initial_weights()",
        f"for name, new in {json.dumps(names)}.items():",
        "    weights = {new + k[len(name) :] if k.startswith(name) else k: w for k, w in weights.items()}",
        "net.load_state_dict(weights)",
    ]


def _frozen(net: _Net) -> list[str]:
    frozen = [node for node in net.layers if node.options.frozen]
    return [f"net.{net.name(node.id)}.requires_grad_(False)" for node in frozen]


# -- the loop ------------------------------------------------------------------------------------------


def _training(experiment: Experiment, net: _Net) -> str:
    taxes = _Taxes(experiment, net)
    stored = "float64" if experiment.training.precision == "float64" else "float32"
    lines = [
        "",
        "def part(name):",
        f'    x = torch.tensor(getattr(data, f"x_{{name}}"), dtype=torch.{stored})',
        '    return x, torch.tensor(getattr(data, f"y_{name}"))',
        "",
        *net.autocast_lines(),
        "",
        "def loss_of(x, y):",
        *(f"    {line}" for line in net.loss_lines()),
        "",
        "",
        "def report(epoch):",
        "    net.eval()",
        "    with torch.no_grad():",
        f"        losses = [loss_of(*part(name)).item() for name in {_parts(experiment)}]",
        "    net.train()",
        "    print(epoch, *losses)",
        "",
        "",
        'x, y = part("train")',
        f"optimizer = {_optimizer(experiment, net)}",
        *taxes.setup(),
        *_schedule_setup(experiment),
        "report(0)",
        f"for epoch, batches in enumerate(experiment.batches({_epochs(experiment)}), 1):",
        "    for batch in batches:",
        *(f"        {line}" for line in _step(experiment, taxes)),
        *(f"    {line}" for line in _schedule_epoch(experiment)),
        "    report(epoch)",
    ]
    return "\n".join(lines)


def _epochs(experiment: Experiment) -> int:
    return experiment.training.stop.epochs or _DEFAULT_EPOCHS


def _parts(experiment: Experiment) -> str:
    _train, _validation, test = experiment.data.dataset.counts(experiment.data.split)
    return '("train", "test")' if test else '("train",)'


def _optimizer(experiment: Experiment, net: _Net) -> str:
    optimizer, rate = experiment.training.optimizer, experiment.training.learning_rate
    fresh = type(optimizer)().arguments()
    always = optimizer.kind == "lbfgs"  # its defaults here are not PyTorch's
    given = {k: v for k, v in optimizer.arguments().items() if always or v != fresh[k]}
    arguments = "".join(f", {name}={value!r}" for name, value in given.items())
    return f"torch.optim.{type(optimizer).__name__}({_groups(experiment, net)}, lr={rate!r}{arguments})"


def _groups(experiment: Experiment, net: _Net) -> str:
    rate, factors = experiment.training.learning_rate, [n.options.learning_rate_factor for n in net.layers]
    if all(factor == 1 for factor in factors):
        return "net.parameters()"
    weighted = [node for node in net.layers if net.report.nodes[node.id].parameter_shapes]
    groups = (
        f'{{"params": net.{net.name(n.id)}.parameters(), "lr": {rate * n.options.learning_rate_factor!r}}}'
        for n in weighted
    )
    return f"[{', '.join(groups)}]"


class _Taxes:
    """The lines of regularization: weights that pay alike share a list."""

    def __init__(self, experiment: Experiment, net: _Net) -> None:
        self._rule = experiment.training.regularization
        groups: dict[tuple[float, float, float], list[str]] = {}
        for node in net.layers:
            rates, shapes = self._rates(node), net.report.nodes[node.id].parameter_shapes
            matrices = [name for name, shape in shapes.items() if len(shape) > 1]
            if any(rates) and matrices and not (node.options.frozen and self._rule.after_step):
                groups.setdefault(rates, []).extend(f"net.{net.name(node.id)}.{name}" for name in matrices)
        names = ("taxed", *(f"taxed{i}" for i in range(2, len(groups) + 1)))
        self._lists = {name: (rates, groups[rates]) for name, rates in zip(names, groups, strict=False)}

    def _rates(self, node: Node) -> tuple[float, float, float]:
        rule, own = self._rule, node.options
        l1, l2, elimination = (rule.rate if rule.kind == kind else 0.0 for kind in _PENALTIES)
        return l1 if own.l1 is None else own.l1, l2 if own.l2 is None else own.l2, elimination

    def setup(self) -> list[str]:
        """Return the lines before the loop."""
        lines = [f"{name} = [{', '.join(weights)}]" for name, (_rates, weights) in self._lists.items()]
        if self._kills:
            nothing = "torch.zeros_like(w, dtype=torch.bool)"
            lines += [f"dead_{name} = [{nothing} for w in {name}]" for name in self._lists]
        return lines

    @property
    def _kills(self) -> bool:
        return self._rule.after_step and self._rule.dead_at_zero

    def in_loss(self) -> list[str]:
        """Return the lines between loss and gradient."""
        if self._rule.after_step:
            return []
        w0 = self._rule.scale**2
        elimination = f"{{}} * (w.square() / (w.square() + {w0!r})).sum()"
        terms = ("{} * w.abs().sum()", "{} / 2 * w.square().sum()", elimination)
        sums = ((name, _sum(terms, rates)) for name, (rates, _weights) in self._lists.items())
        return [f"loss = loss + sum({each} for w in {name})" for name, each in sums]

    def before(self) -> list[str]:
        """Return the lines before the step."""
        if not self._rule.after_step:
            return []
        w0 = self._rule.scale**2
        terms = ("{} * w.sign()", "{} * w", f"2 * {{}} * {w0!r} * w / (w.square() + {w0!r}).square()")
        return [
            f"change_{name} = [({_sum(terms, rates)}).detach() for w in {name}]"
            for name, (rates, _w) in self._lists.items()
        ]

    def after(self) -> list[str]:
        """Return the lines after the step."""
        if not (self._rule.after_step and self._lists):
            return []
        lines = ["with torch.no_grad():"]
        for name in self._lists:
            lines += self._killing(name) if self._kills else self._shrinking(name)
        return lines

    def _shrinking(self, name: str) -> list[str]:
        return [f"    for w, change in zip({name}, change_{name}):", f"        {_SHRINK}"]

    def _killing(self, name: str) -> list[str]:
        return [
            f"    for w, change, dead in zip({name}, change_{name}, dead_{name}):",
            "        w[dead] = 0",
            "        before = w.clone()",
            f"        {_SHRINK}",
            "        dead |= before * w < 0",
            "        w[dead] = 0",
        ]


_PENALTIES = ("l1", "l2", "elimination")
_SHRINK = 'w -= optimizer.param_groups[0]["lr"] * change'


def _sum(terms: Sequence[str], rates: Sequence[float]) -> str:
    return " + ".join(term.format(repr(rate)) for term, rate in zip(terms, rates, strict=True) if rate)


def _step(experiment: Experiment, taxes: _Taxes) -> list[str]:
    gradient = ["optimizer.zero_grad()", "loss = loss_of(x[batch], y[batch])"]
    gradient += [*_watch(experiment), *taxes.in_loss(), "loss.backward()", *_clip(experiment)]
    before = [*_schedule_step(experiment), *taxes.before()]
    if experiment.training.optimizer.kind != "lbfgs":
        return [*before, *gradient, "optimizer.step()", *taxes.after()]
    closure = ["def closure():", *(f"    {line}" for line in (*gradient, "return loss.item()")), ""]
    return [*before, *closure, "optimizer.step(closure)", *taxes.after()]


def _clip(experiment: Experiment) -> list[str]:
    clip = experiment.training.clip
    if clip.kind == "none":
        return []
    return [f"nn.utils.clip_grad_{clip.kind}_(net.parameters(), {clip.limit!r})"]


def _is_scheduled(experiment: Experiment) -> bool:
    return experiment.training.schedule.kind != "constant"


def _schedule_setup(experiment: Experiment) -> list[str]:
    if not _is_scheduled(experiment):
        return []
    lines = ["schedule, step = experiment.training.schedule, 0"]
    lines.append('rates = [group["lr"] for group in optimizer.param_groups]')
    if experiment.training.schedule.watches_loss:
        lines += ["tracker, seen = schedule.tracker(), []"]
    return lines


def _schedule_step(experiment: Experiment) -> list[str]:
    if not _is_scheduled(experiment):
        return []
    factor = "schedule.factor(step, epoch - 1)"
    if experiment.training.schedule.watches_loss:
        factor += " * tracker.factor"
    return [
        "for group, rate in zip(optimizer.param_groups, rates):",
        f'    group["lr"] = rate * {factor}',
        "step += 1",
    ]


def _watch(experiment: Experiment) -> list[str]:
    watches = experiment.training.schedule.watches_loss
    return ["seen.append((len(batch), loss.item()))"] if watches else []


def _schedule_epoch(experiment: Experiment) -> list[str]:
    if not experiment.training.schedule.watches_loss:
        return []
    mean = "sum(n * loss for n, loss in seen) / sum(n for n, _loss in seen)"
    return [f"tracker.observe({mean})", "seen.clear()"]
