"""An experiment as one PyTorch script that needs nothing of this program and repeats its losses.

The network, the losses and the loop are written out as a student could have written them. The samples and
the initial weights come with the script as numbers; the order of batches and the random numbers of layers
are drawn anew, by a few lines each.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Node
from nnplayground.core.text import translatable as _
from nnplayground.core.training import Phase
from nnplayground.data.draws import spawn_key
from nnplayground.projects.code_net import Code, NetCode, Source
from nnplayground.projects.code_turn import TurnCode

__all__ = ["DEFAULT_EPOCHS", "Numbers", "code"]

DEFAULT_EPOCHS = 100
_WIDTH = 100
_TF32 = (
    "# Heeded by CUDA devices only: the processor computes in plain float32.",
    "torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True",
)
_BFLOAT16 = """\
# NN Playground hands on every node's result in float32, so that some losses differ a little.
def predicted(net, x):
    with torch.autocast(x.device.type, torch.bfloat16, cache_enabled=False):
        return {found}
"""
# The generator of layers/noise.py in numpy.
_CHANCE = '''\
class Chance:
    """Random numbers that depend on the layer, the step and the place only, as in NN Playground."""

    step = 0  # of training

    @staticmethod
    def keys(layer):
        """Make two numbers of the layer's stream and the step (SplitMix64)."""
        bits = layer.stream + (Chance.step + 1) * 0x9E3779B97F4A7C15 & 2**64 - 1
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9 & 2**64 - 1
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB & 2**64 - 1
        return np.array([bits ^ bits >> 31], "<u8").view("<u4")


def uniform(layer, *shape, dtype=torch.float32, device=None, other=(0, 0)):
    """Return numbers in [0, 1): each is a hash of its place (lowbias32)."""
    first, second = Chance.keys(layer) ^ np.array(other, np.uint32)
    bits = np.arange(math.prod(shape), dtype=np.uint32) * np.uint32(0x9E3779B9) + first
    bits = (bits ^ bits >> 16) * np.uint32(0x7FEB352D) ^ second
    bits = (bits ^ bits >> 15) * np.uint32(0x846CA68B)
    bits = (bits ^ bits >> 16 ^ np.uint32(2**31)) >> 8
    exact = torch.float64 if dtype == torch.float64 else torch.float32
    return torch.from_numpy(bits.astype(np.float64) * 2.0**-24).reshape(shape).to(device, exact)


def normal(layer, like):
    """Return standard normal numbers (Box and Muller)."""
    shape = {"dtype": like.dtype, "device": like.device}
    radius = uniform(layer, *like.shape, **shape) + 2.0**-25  # never 0
    angle = uniform(layer, *like.shape, **shape, other=(0x5BD1E995, 0x2545F491))
    return (-2.0 * radius.log()).sqrt() * (2 * math.pi * angle).cos()'''


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where a script finds its samples and initial weights.

    Attributes
    ----------
    packed : str
        The bytes of an ``.npz`` in base 85, which stand at the end of the script.
    file : str
        The name of an ``.npz`` beside the script, if ``packed`` is empty.
    """

    packed: str = ""
    file: str = ""


def code(experiment: Experiment, numbers: Numbers | None = None, epochs: int | None = None) -> Code:
    """Return the script.

    Parameters
    ----------
    experiment : Experiment
    numbers : Numbers, optional
        Without them a remark stands in their place, to be read and not to be run.
    epochs : int, optional
        How many are trained; by default as many as the experiment's stop rule says, or 100.

    Raises
    ------
    PlaygroundError
        If the graph cannot be trained, or phases of it cannot be told apart in plain code.
    """
    net = NetCode(experiment, replays=True)
    script = _Script(net, epochs or experiment.training.stop.epochs or DEFAULT_EPOCHS)
    return script.written(numbers)


class _Script:
    """The parts of the script around the network."""

    def __init__(self, net: NetCode, epochs: int) -> None:
        self._net, self._experiment, self._epochs = net, net.experiment, epochs
        self._training = net.experiment.training
        phases = self._training.phases
        self._turns = [TurnCode(net, phase, number) for number, phase in enumerate(phases, 1)]
        if not phases:
            self._turns = [TurnCode(net, Phase())]
        self._require_apart()
        self._source = Source()

    def _require_apart(self) -> None:
        """Refuse phases whose forward pass leaves out a node that would keep statistics of it."""
        remembering = [n for n in self._net.layers if n.layer.kind == "batch_norm" and not n.muted]
        for turn, node in ((turn, node) for turn in self._turns for node in remembering):
            if not _leads(self._experiment, node, turn.losses):
                sentence = _("core", "A phase that leaves out {node} cannot be written as a script.")
                raise PlaygroundError(
                    sentence.format(node=node.title),
                    place="training.phases",
                    remedy=_("core", "Use layer normalization, which keeps no statistics."),
                )

    def written(self, numbers: Numbers | None) -> Code:
        """Return the whole script."""
        self._head(numbers)
        blocks = [*([_CHANCE] if self._net.draws else ()), *self._net.helpers(), *self._net.loss_helpers()]
        for block in blocks:
            self._block(block)
        self._space()
        self._net.write(self._source)
        self._losses()
        self._load(numbers)
        self._batches()
        self._main()
        self._tail(numbers)
        return self._source.code()

    def _space(self) -> None:
        self._source.add("", "")

    def _block(self, text: str) -> None:
        self._space()
        self._source.add(text)

    # -- parts -----------------------------------------------------------------------------------------

    def _head(self, numbers: Numbers | None) -> None:
        name = self._experiment.name().replace("\\", "/").replace('"', "'") or "Experiment"
        self._source.add(f'"""{name}: a run of NN Playground as plain PyTorch.', "")
        self._source.add(
            "Run it with Python, PyTorch and NumPy: it prints the losses that the program shows.", '"""'
        )
        beside = numbers is not None and not numbers.packed
        packed = () if beside else ("import base64", "import io")
        uses_math = self._net.draws or "math." in self._training.schedule.code()
        paths = ("from pathlib import Path",) if beside else ()
        self._source.add("", *packed, *(("import math",) if uses_math else ()), *paths)
        if packed or uses_math or beside:
            self._source.add("")
        self._source.add("import numpy as np", "import torch", "from torch import nn", "")
        self._source.add(f"torch.set_num_threads({self._training.threads or 1})")
        self._source.add(*(_TF32 if self._training.precision == "tf32" else ()))

    @property
    def _call(self) -> str:
        return "predicted(net, x)" if self._training.precision == "bfloat16" else "net(x)"

    def _losses(self) -> None:
        if self._training.precision == "bfloat16":
            several = len(self._net.outputs()) > 1
            found = "[value.float() for value in net(x)]" if several else "net(x).float()"
            self._block(_BFLOAT16.format(found=found).rstrip())
        self._space()
        self._net.write_loss(self._source, "loss_of", self._net.losses, self._call)
        for turn in self._turns if self._training.phases else ():
            self._space()
            self._net.write_loss(self._source, turn.loss, turn.losses, self._call)

    def _load(self, numbers: Numbers | None) -> None:
        beside = numbers is not None and not numbers.packed
        where = "in the file beside this one" if beside else "packed at the end of this file"
        opened = "Path(__file__).with_name(NUMBERS)" if beside else "io.BytesIO(packed)"
        self._space()
        self._source.add("def load():")
        self._source.add(f'"""Return the samples and the initial weights, which are {where}."""', indent=1)
        if not beside:
            self._source.add('packed = base64.b85decode("".join(NUMBERS.split()))', indent=1)
        self._source.add(f"with np.load({opened}) as arrays:", indent=1)
        self._source.add("return {name: torch.from_numpy(array) for name, array in arrays.items()}", indent=2)

    def _batches(self) -> None:
        training, samples = self._training, self._experiment.run_size().samples
        size = samples if training.batch_size == "full" else min(int(training.batch_size), samples)
        what = "in a new order every epoch" if training.shuffle else "in the same order every epoch"
        self._space()
        self._source.add("def batches(epochs):")
        self._source.add(f'"""Yield the batches of every epoch, {what}."""', indent=1)
        if training.shuffle:
            key = spawn_key("order")
            stream = f"np.random.SeedSequence({self._experiment.seed}, spawn_key=({key},))"
            self._source.add(f"generator = np.random.default_rng({stream})", indent=1)
        drawn = f"generator.permutation({samples})" if training.shuffle else f"np.arange({samples})"
        carries = training.remainder == "carry" and bool(samples % size)
        self._source.add(*(("left = torch.tensor([], dtype=torch.int64)",) if carries else ()), indent=1)
        self._source.add("for _epoch in range(epochs):", indent=1)
        self._source.add(f"order = torch.from_numpy({drawn})", indent=2)
        self._source.add(*_cut(training.remainder if samples % size else "own", size), indent=2)

    def _main(self) -> None:
        self._space()
        self._source.add("def main():")
        add = self._source.add
        double = ".double()" if self._training.precision == "float64" else ""
        add("numbers = load()", f"net = Net(){double}", indent=1)
        add('weights = {n[4:]: value for n, value in numbers.items() if n.startswith("net.")}', indent=1)
        add("net.load_state_dict(weights)", indent=1)
        for node in self._net.layers:
            shapes = self._net.report.nodes[node.id].parameter_shapes
            if shapes and not node.muted and not self._net.is_trained(node):
                add(f"net.{self._net.name(node.id)}.requires_grad_(False)", node=node.id, indent=1)
        for turn in self._turns:
            turn.write_setup(self._source, 1)
        watches = self._training.schedule.watches_loss
        add(*(("seen = []  # losses of this epoch, by which the rate falls",) if watches else ()), indent=1)
        add("", "def report(epoch):", indent=1)
        self._report()
        add("", 'x, y = numbers["x_train"], numbers["y_train"]', "report(0)", indent=1)
        add(*(("step = 0",) if len(self._turns) > 1 else ()), indent=1)
        add(
            f"for epoch, order in enumerate(batches({self._epochs}), 1):", "    for batch in order:", indent=1
        )
        self._steps()
        add(*self._epoch_ends(), "report(epoch)", indent=2)

    def _report(self) -> None:
        named = (f'"{part}"' for part, count in zip(_PARTS, self._counts(), strict=True) if count)
        add = self._source.add
        add("net.eval()", "losses = []", "with torch.no_grad():", indent=2)
        add(f"for part in [{', '.join(named)}]:", indent=3)
        add('loss = loss_of(net, numbers[f"x_{part}"], numbers[f"y_{part}"])', indent=4)
        add('losses.append(f"{part} {loss.item():.9g}")', indent=4)
        add("net.train()", 'print(f"epoch {epoch}", *losses, sep="   ")', indent=2)

    def _counts(self) -> tuple[int, int, int]:
        return self._experiment.data.dataset.counts(self._experiment.data.split)

    def _steps(self) -> None:
        several = len(self._turns) > 1
        if several:
            cycle, begun = sum(turn.repeats for turn in self._turns), 0
            self._source.add(f"turn = step % {cycle}  # the phases take turns", indent=3)
            for number, turn in enumerate(self._turns):
                begun += turn.repeats
                word = "if" if number == 0 else "elif"
                last = number == len(self._turns) - 1
                self._source.add("else:" if last else f"{word} turn < {begun}:", indent=3)
                turn.write_step(self._source, 4)
        else:
            self._turns[0].write_step(self._source, 3)
        if self._turns[0].pace == "step":
            self._source.add(*(f"schedule{turn.suffix}.step()" for turn in self._turns), indent=3)
        if several:
            self._source.add("step += 1", indent=3)
        if self._net.draws:
            self._source.add("Chance.step += 1", indent=3)

    def _epoch_ends(self) -> list[str]:
        if self._training.schedule.watches_loss:
            mean = "sum(n * loss for n, loss in seen) / sum(n for n, _loss in seen)"
            return [*(f"schedule{turn.suffix}.step({mean})" for turn in self._turns), "seen.clear()"]
        if self._turns[0].pace == "epoch":
            return [f"schedule{turn.suffix}.step()" for turn in self._turns]
        return []

    def _tail(self, numbers: Numbers | None) -> None:
        self._space()
        if numbers is None:
            self._source.add(
                'NUMBERS = "…"  # samples and initial weights: they are in the saved and the copied script'
            )
        elif numbers.packed:
            rows = (numbers.packed[i : i + _WIDTH] for i in range(0, len(numbers.packed), _WIDTH))
            self._source.add("# Samples and initial weights: a file of NumPy (.npz) in base 85.")
            self._source.add('NUMBERS = """', "\n".join(rows), '"""')
        else:
            self._source.add(f"NUMBERS = {json.dumps(numbers.file)}  # samples and initial weights")
        self._source.add("", 'if __name__ == "__main__":', "    main()")


_PARTS = ("train", "validation", "test")


def _cut(remainder: str, size: int) -> list[str]:
    if remainder == "own":
        return [f"yield order.split({size})"]
    if remainder == "drop":
        return [f"yield [batch for batch in order.split({size}) if len(batch) == {size}]"]
    return [
        f"whole = len(order) // {size} * {size}",
        f"first, *others = order[:whole].split({size})",
        "yield [torch.cat([left, first]), *others]",
        "left = order[whole:]  # joins the next epoch's first batch",
    ]


def _leads(experiment: Experiment, node: Node, losses: list[Node]) -> bool:
    """Tell whether some of ``losses`` depend on a node."""
    reached, ahead = set[str](), [loss.id for loss in losses]
    while ahead:
        id = ahead.pop()
        if id not in reached:
            reached.add(id)
            ahead += [edge.source for edge in experiment.graph.feeds(id)]
    return node.id in reached
