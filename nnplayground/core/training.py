"""How an experiment trains: optimizer, schedule, penalties, batches, stop rules, phases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from pydantic import Field, field_validator

from nnplayground.core.component import Component, Frozen, param
from nnplayground.core.condition import parse_condition
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from torch import Tensor

    Slots = Mapping[str, Tensor]
    Moved = tuple[Tensor, dict[str, Tensor]]

__all__ = [
    "PENALTIES",
    "Clip",
    "Optimizer",
    "Penalty",
    "Phase",
    "Regularization",
    "Schedule",
    "Stop",
    "Tracker",
    "Training",
]

_LARGEST_BATCH = 10_000_000


class Optimizer(Component):
    """How gradients become steps; kinds are in :mod:`nnplayground.train.optimizers`."""

    family: ClassVar[str] = "optimizer"
    # These modules and not their package, which would load torch at start-up.
    homes: ClassVar[tuple[str, ...]] = ("nnplayground.train.optimizers",)

    # Whether it asks for the loss as often as it likes within one step, and so has no rule of one step.
    searches: ClassVar[bool] = False

    @property
    def slots(self) -> tuple[str, ...]:
        """What is remembered of every weight from step to step, all 0 at first."""
        return ()

    @property
    def variant(self) -> tuple[Any, ...]:
        """What of the fields chooses between rules, and is not just a number in one."""
        return ()

    def constants(self) -> dict[str, float]:
        """Return the numbers that the rule reads besides the learning rate, by name."""
        return {}

    def corrections(self, count: int) -> dict[str, float]:
        """Return the numbers that depend on how many steps were done; ``count`` is 1 at the first."""
        del count
        return {}

    def moved(self, weight: Tensor, gradient: Tensor, rate: Tensor, slots: Slots, k: Slots) -> Moved:
        """Return the weight after a step, and the new contents of the slots; nothing is changed in place.

        Parameters
        ----------
        weight, gradient : Tensor
            Of one shape.
        rate : Tensor
            The learning rate, one number or one per weight.
        slots : Mapping[str, Tensor]
            By the names of :attr:`slots`.
        k : Mapping[str, Tensor]
            The values of :meth:`constants` and :meth:`corrections`, 0-d.
        """
        raise TypeError(f"{type(self).__name__} has no rule for {weight}, {gradient}, {rate}, {slots}, {k}")

    def arguments(self) -> dict[str, Any]:
        """Return what ``torch.optim``'s class of the same name is called with, besides weights and rate."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class Tracker(Protocol):
    """The running side of a schedule that watches the loss."""

    @property
    def factor(self) -> float:
        """What multiplies the learning rate now."""
        ...

    def observe(self, loss: float) -> None:
        """Take in the mean training loss of a finished epoch."""
        ...

    def memory(self) -> list[float]:
        """Return what was seen so far as plain numbers."""
        ...

    def remember(self, seen: Sequence[float]) -> None:
        """Go on from what :meth:`memory` returned."""
        ...


class Schedule(Component):
    """How the learning rate changes; kinds are in :mod:`nnplayground.train.schedules`.

    Attributes
    ----------
    watches_loss : bool
        The factor depends on the losses so far and not only on the step.
    """

    family: ClassVar[str] = "schedule"
    homes: ClassVar[tuple[str, ...]] = ("nnplayground.train.schedules",)
    watches_loss: ClassVar[bool] = False

    def factors(self, step: int, counts: Iterable[int], epoch: int) -> Sequence[float]:
        """Return the factors of several steps.

        Parameters
        ----------
        step : int
            The first.
        counts : iterable of int
            How many of them are in each epoch.
        epoch : int
            That of the first.
        """
        found: list[float] = []
        for number, count in enumerate(counts, epoch):
            found += [self.factor(step + len(found) + offset, number) for offset in range(count)]
        return found

    def factor(self, step: int, epoch: int) -> float:
        """Return what multiplies the learning rate at ``step`` (both count from 0)."""
        raise TypeError(f"{type(self).__name__} does not say its factor at {step}, {epoch}")

    def code(self) -> str:
        """Return the Python expression of :meth:`factor`; it reads ``step`` or ``epoch``, or neither."""
        raise TypeError(f"{type(self).__name__} does not say its code")

    def tracker(self) -> Tracker | None:
        """Return what follows the losses of one run, if the schedule watches them."""
        return None


@dataclass(frozen=True, slots=True)
class Penalty:
    """What help says about a kind of regularization."""

    title: Text
    help: Text
    formula: str


PENALTIES: Mapping[str, Penalty] = {
    "none": Penalty(
        _("core", "None"),
        _("core", "Only the loss counts; weights may grow as they like."),
        r"R = 0",
    ),
    "l1": Penalty(
        _("core", "L1"),
        _("core", "Pulls every weight towards 0 with the same force, so that useless ones become exactly 0."),
        r"R = \lambda \sum_i |w_i|",
    ),
    "l2": Penalty(
        _("core", "L2"),
        _("core", "Pulls large weights more than small ones, so that all stay small and the result smooth."),
        r"R = \frac{\lambda}{2} \sum_i w_i^2",
    ),
    "elimination": Penalty(
        _("core", "Weight elimination"),
        _("core", "Pulls small weights to 0 and lets large ones be, so that few but strong weights remain."),
        r"R = \lambda \sum_i \frac{(w_i / w_0)^2}{1 + (w_i / w_0)^2}",
    ),
}


class Regularization(Frozen):
    """A penalty on weights (never on biases), added to the training loss.

    With rate λ: L1 adds λ·Σ|w|, L2 adds λ/2·Σw², weight elimination adds λ·Σ (w/w₀)² / (1 + (w/w₀)²)
    (Weigend, Rumelhart and Huberman 1991).

    Attributes
    ----------
    after_step : bool
        Subtract the penalty's gradient, taken before the step, from the already updated weights, as
        TensorFlow Playground does, instead of adding it to the loss's gradient.
    dead_at_zero : bool
        With L1 and ``after_step``: a weight that the penalty pushes through zero stays zero for ever.
    """

    kind: Literal["none", "l1", "l2", "elimination"] = param(
        "none",
        _("core", "Regularization"),
        _("core", "L1 drives weights to zero, L2 keeps them small, elimination removes the small ones only."),
        live=True,
        effect=_("core", "A penalty trades a little training accuracy for a simpler network."),
        why=_("core", "None, because it helps only once the network overfits."),
    )
    rate: float = param(
        0.0,
        _("core", "Rate"),
        _("core", "How strongly the penalty counts."),
        live=True,
        ge=0,
        le=1e6,
        effect=_("core", "Higher: smaller weights and a smoother result. Too high: nothing is learned."),
        why=_("core", "0 turns it off; 0.001 is a good first try."),
    )
    scale: float = param(
        1.0,
        _("core", "Scale w₀"),
        _("core", "Weight elimination: weights well below it are removed, weights well above it are free."),
        live=True,
        gt=0,
        le=1e6,
        effect=_("core", "Higher: larger weights count as small and are removed."),
        why=_("core", "1 is the size that weights of a small network usually have."),
    )
    after_step: bool = False
    dead_at_zero: bool = False


class Clip(Frozen):
    """Limits gradients before the step, by the norm of all of them or each value."""

    kind: Literal["none", "norm", "value"] = param(
        "none",
        _("core", "Gradient clipping"),
        _(
            "core",
            "Limits the gradient's norm or each value, so that one bad batch cannot spoil the weights.",
        ),
        live=True,
        effect=_("core", "By norm: the direction is kept. By value: each number is cut by itself."),
        why=_("core", "None; it is needed where single steps blow up, as in deep or recurrent networks."),
    )
    limit: float = param(
        1.0,
        _("core", "Limit"),
        _("core", "The largest norm or value."),
        live=True,
        gt=0,
        le=1e12,
        effect=_("core", "Lower: calmer and slower. Higher: seldom clips at all."),
        why=_("core", "A norm of 1 is the usual choice."),
    )


class Stop(Frozen):
    """When a run ends by itself; whatever is reached first."""

    epochs: int | None = Field(None, ge=0, le=10**9)
    steps: int | None = Field(None, ge=0, le=10**12)
    seconds: float | None = Field(None, ge=0, le=1e9)
    until: str | None = Field(None, max_length=200)
    patience: int | None = param(
        None,
        _("core", "Early stopping"),
        _(
            "core",
            "Stop after so many epochs without a better validation loss, and go back to the best weights.",
        ),
        ge=1,
        le=10**9,
        effect=_("core", "Higher: waits out longer pauses. Lower: stops sooner, perhaps too soon."),
        why=_("core", "Empty: training goes on until you stop it."),
    )

    @field_validator("until")
    @classmethod
    def _readable(cls, until: str | None) -> str | None:
        if until is not None:
            parse_condition(until)
        return until


class Phase(Frozen):
    """Which losses are minimized by updating which nodes; a GAN has two that take turns.

    Attributes
    ----------
    losses, nodes : tuple of str
        Node ids; empty means all.
    optimizer, learning_rate : optional
        None follows the experiment.
    repeats : int
        Steps of this phase before the next takes its turn.
    """

    losses: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    optimizer: Optimizer | None = None
    learning_rate: float | None = Field(None, ge=0, le=1e6)
    repeats: int = Field(1, ge=1, le=10_000)


class Training(Frozen):
    """Everything about training but the graph and the data."""

    optimizer: Optimizer = Field(default_factory=lambda: Optimizer.named("sgd")())
    learning_rate: float = param(
        0.03,
        _("core", "Learning rate"),
        _("core", "The length of a step. Too small learns slowly, too large jumps over the valley."),
        formula=r"w \leftarrow w - \eta \, \frac{\partial L}{\partial w}",
        live=True,
        ge=0,
        le=1e6,
        effect=_("core", "Higher: faster, then unsteady, then it diverges. Lower: steadier, but slow."),
        why=_("core", "0.03 suits small networks with SGD; Adam usually wants 0.001 to 0.01."),
    )
    schedule: Schedule = Field(default_factory=lambda: Schedule.named("constant")())
    batch_size: int | Literal["full"] = param(
        10,
        _("core", "Batch"),
        _(
            "core",
            "How many samples one step averages over. Small batches are noisy, a full batch is smooth.",
        ),
        formula=r"g = \frac{1}{B} \sum_{i \in \mathrm{batch}} \frac{\partial \ell_i}{\partial w}",
        live=True,
        effect=_(
            "core", "Larger: smoother steps, fewer of them per epoch. Smaller: noisier and more of them."
        ),
        why=_("core", "10 makes many quick steps, and its noise helps out of poor valleys."),
    )
    regularization: Regularization = Regularization()
    clip: Clip = Clip()
    shuffle: bool = param(
        True,
        _("core", "Shuffle"),
        _("core", "Draw a new order of the samples every epoch."),
        live=True,
        effect=_("core", "Off: every epoch sees the same batches, and the loss can swing in step with them."),
        why=_("core", "On, because a fresh order keeps batches from being learned by heart."),
    )
    remainder: Literal["own", "carry", "drop"] = param(
        "own",
        _("core", "Last batch"),
        _(
            "core",
            "Samples that fill no batch make a smaller one, begin the next epoch's first, or wait.",
        ),
        effect=_("core", "It matters only where the batch does not divide the number of samples."),
        why=_("core", "An own batch, so that an epoch sees every sample once."),
    )
    stop: Stop = Stop()
    phases: tuple[Phase, ...] = ()
    precision: Literal["float32", "tf32", "bfloat16", "float64"] = param(
        "float32",
        _("core", "Precision"),
        _(
            "core",
            "The numbers a step computes with: float32 has 24 bits, float64 53. TF32 keeps 11 of the factors "
            "in products on a CUDA device, bfloat16 keeps 8 in most of the forward pass.",
        ),
        live=True,
        effect=_("core", "Fewer bits: large networks are faster on recent GPUs, and losses are less exact."),
        why=_("core", "Float32 is exact enough, and every engine runs it."),
    )
    device: str = Field("auto", pattern=r"^(auto|cpu|cuda(:\d+)?)$")
    threads: int = Field(0, ge=0, le=256)  # 0 lets measurement decide
    engine: Literal["auto", "eager", "captured", "native"] = param(
        "auto",
        _("core", "Engine"),
        _(
            "core",
            "How steps are computed: eager is PyTorch's own way, captured runs the recorded step without "
            "Python, native is machine code for small networks. Auto takes the fastest that can.",
        ),
        live=True,
        effect=_("core", "Faster engines do the same steps in less time; eager runs any layer."),
        why=_("core", "Automatic takes the fastest that passes a check against eager."),
    )

    @field_validator("batch_size")
    @classmethod
    def _positive(cls, size: int | str) -> int | str:
        if isinstance(size, int) and not 1 <= size <= _LARGEST_BATCH:
            sentence = _("core", "The batch size must be from 1 to {most} or “full”, not {size}.")
            raise PlaygroundError(sentence.format(most=f"{_LARGEST_BATCH:,}", size=size))
        return size
