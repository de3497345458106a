"""Optimizers: each is one class with its fields and its rule.

The rules are PyTorch's, written on whole tensors without changing any in place, so that the same lines run
step by step, are recorded, and are compiled. Numbers that depend on the step are computed in double beside
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import model_validator

from nnplayground.core.component import param
from nnplayground.core.errors import TrainingError
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.core.training import Optimizer

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["LBFGS", "SGD", "Adadelta", "Adagrad", "Adam", "AdamW", "RMSprop"]

Slots = Mapping[str, "Tensor"]
Moved = tuple["Tensor", dict[str, "Tensor"]]


def _decay(default: float, title: Text, help: Text, **texts: Text) -> Any:
    return param(default, title, help, live=True, ge=0, lt=1, **texts)


def _eps(default: float) -> Any:
    help = _("core", "A small number that keeps the division from blowing up.")
    return param(
        default,
        _("core", "Epsilon ε"),
        help,
        live=True,
        gt=0,
        le=1,
        effect=_("core", "Higher: smaller steps where gradients are tiny."),
        why=_("core", "PyTorch's default, far below any gradient that matters."),
    )


class SGD(Optimizer):
    """Stochastic gradient descent, optionally with momentum."""

    kind: ClassVar[str] = "sgd"
    title: ClassVar[Text] = _("core", "SGD")
    help: ClassVar[Text] = _("core", "Steps straight down the gradient; momentum keeps rolling in valleys.")
    formula: ClassVar[str] = r"v \leftarrow \mu v + g,\quad w \leftarrow w - \eta v"

    momentum: float = _decay(
        0.0,
        _("core", "Momentum μ"),
        _("core", "The share of the last step that goes on into this one."),
        effect=_("core", "Higher: runs through flat stretches faster, and overshoots more."),
        why=_("core", "0 is plain gradient descent; 0.9 is the usual choice."),
    )
    nesterov: bool = param(
        False,
        _("core", "Nesterov"),
        _("core", "Takes the gradient where momentum is about to lead; needs momentum above 0."),
        live=True,
        effect=_("core", "On: it brakes before the far side of a valley, so it swings less."),
        why=_("core", "Off, as in the textbook's momentum."),
    )

    @model_validator(mode="after")
    def _nesterov_rolls(self) -> SGD:
        if self.nesterov and not self.momentum:
            sentence = _("core", "Nesterov needs momentum above 0.")
            raise TrainingError(sentence, remedy=_("core", "Set momentum to 0.9, or turn Nesterov off."))
        return self

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the velocity, if there is momentum."""
        return ("velocity",) if self.momentum else ()

    @property
    def variant(self) -> tuple[bool, ...]:
        """Return whether there is momentum, and of which kind."""
        return bool(self.momentum), self.nesterov

    def constants(self) -> dict[str, float]:
        """Return μ."""
        return {"momentum": self.momentum} if self.momentum else {}

    def moved(self, weight: Tensor, gradient: Tensor, rate: Tensor, slots: Slots, k: Slots) -> Moved:
        """Step against the gradient, or along the velocity."""
        if not self.momentum:
            return weight - rate * gradient, {}
        velocity = k["momentum"] * slots["velocity"] + gradient
        direction = gradient + k["momentum"] * velocity if self.nesterov else velocity
        return weight - rate * direction, {"velocity": velocity}


class Adagrad(Optimizer):
    """Adaptive gradients (Duchi, Hazan and Singer 2011)."""

    kind: ClassVar[str] = "adagrad"
    title: ClassVar[Text] = _("core", "Adagrad")
    help: ClassVar[Text] = _("core", "Weights with large gradients so far take ever smaller steps.")
    formula: ClassVar[str] = r"s \leftarrow s + g^2,\quad w \leftarrow w - \eta\, g / (\sqrt{s} + \epsilon)"

    eps: float = _eps(1e-10)

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the sum of squares."""
        return ("squares",)

    def constants(self) -> dict[str, float]:
        """Return ε."""
        return {"eps": self.eps}

    def moved(self, weight: Tensor, gradient: Tensor, rate: Tensor, slots: Slots, k: Slots) -> Moved:
        """Divide by the root of the sum."""
        squares = slots["squares"] + gradient * gradient
        return weight - rate * gradient / (squares.sqrt() + k["eps"]), {"squares": squares}


class Adadelta(Optimizer):
    """Adagrad that forgets and needs no tuned rate (Zeiler 2012); its natural learning rate is 1."""

    kind: ClassVar[str] = "adadelta"
    title: ClassVar[Text] = _("core", "Adadelta")
    help: ClassVar[Text] = _(
        "core", "Sets the step by the size of past steps; a learning rate of 1 is usual."
    )
    formula: ClassVar[str] = (
        r"s \leftarrow \rho s + (1-\rho) g^2,\quad"
        r" \Delta = g \sqrt{u + \epsilon} / \sqrt{s + \epsilon},\quad"
        r" u \leftarrow \rho u + (1-\rho) \Delta^2,\quad w \leftarrow w - \eta \Delta"
    )

    rho: float = _decay(
        0.9,
        _("core", "Decay ρ"),
        _("core", "How much of the past is remembered each step."),
        effect=_("core", "Higher: steadier steps. Lower: it adapts sooner."),
        why=_("core", "0.9 remembers about ten steps."),
    )
    eps: float = _eps(1e-6)

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the running means of squared gradients and squared steps."""
        return "squares", "steps"

    def constants(self) -> dict[str, float]:
        """Return ρ, 1 − ρ and ε."""
        return {"rho": self.rho, "new": 1 - self.rho, "eps": self.eps}

    def moved(self, weight: Tensor, gradient: Tensor, rate: Tensor, slots: Slots, k: Slots) -> Moved:
        """Scale by the ratio of the two roots."""
        squares = k["rho"] * slots["squares"] + k["new"] * (gradient * gradient)
        step = gradient * (slots["steps"] + k["eps"]).sqrt() / (squares + k["eps"]).sqrt()
        steps = k["rho"] * slots["steps"] + k["new"] * (step * step)
        return weight - rate * step, {"squares": squares, "steps": steps}


class RMSprop(Optimizer):
    """Gradients divided by their recent size (Hinton 2012)."""

    kind: ClassVar[str] = "rmsprop"
    title: ClassVar[Text] = _("core", "RMSprop")
    help: ClassVar[Text] = _(
        "core", "Divides each gradient by its recent size, so that all weights move alike."
    )
    formula: ClassVar[str] = (
        r"s \leftarrow \alpha s + (1-\alpha) g^2,\quad w \leftarrow w - \eta\, g / (\sqrt{s} + \epsilon)"
    )

    alpha: float = _decay(
        0.99,
        _("core", "Decay α"),
        _("core", "How much of the past size is remembered each step."),
        effect=_("core", "Higher: steadier steps. Lower: it adapts sooner."),
        why=_("core", "0.99 remembers about a hundred steps."),
    )
    eps: float = _eps(1e-8)

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the running mean of squares."""
        return ("squares",)

    def constants(self) -> dict[str, float]:
        """Return α, 1 − α and ε."""
        return {"alpha": self.alpha, "new": 1 - self.alpha, "eps": self.eps}

    def moved(self, weight: Tensor, gradient: Tensor, rate: Tensor, slots: Slots, k: Slots) -> Moved:
        """Divide by the root of the running mean."""
        squares = k["alpha"] * slots["squares"] + k["new"] * (gradient * gradient)
        return weight - rate * gradient / (squares.sqrt() + k["eps"]), {"squares": squares}


class _Moments(Optimizer):
    """The rule of Adam, which its kinds share."""

    beta1: float = _decay(
        0.9,
        _("core", "β₁"),
        _("core", "How much of the mean gradient is remembered."),
        effect=_("core", "Higher: smoother and slower to turn. Lower: more like RMSprop."),
        why=_("core", "0.9 averages over about ten steps."),
    )
    beta2: float = _decay(
        0.999,
        _("core", "β₂"),
        _("core", "How much of the gradient's size is remembered."),
        effect=_("core", "Higher: steadier step sizes. Lower: they adapt sooner, and shake."),
        why=_("core", "0.999 averages over about a thousand steps."),
    )
    eps: float = _eps(1e-8)

    @property
    def slots(self) -> tuple[str, ...]:
        """Return the running means of gradients and of their squares."""
        return "mean", "squares"

    def constants(self) -> dict[str, float]:
        """Return both β, what each leaves to the newest gradient, and ε."""
        betas = {"beta1": self.beta1, "beta2": self.beta2}
        return {**betas, "new1": 1 - self.beta1, "new2": 1 - self.beta2, "eps": self.eps}

    def corrections(self, count: int) -> dict[str, float]:
        """Return what the running means, which began at 0, are still too small by."""
        first, second = _bias(self.beta1, count), _bias(self.beta2, count)
        return {"correction1": 1 / first, "correction2": second**-0.5}

    def moved(self, weight: Tensor, gradient: Tensor, rate: Tensor, slots: Slots, k: Slots) -> Moved:
        """Divide the mean gradient by the root of the mean square."""
        mean = k["beta1"] * slots["mean"] + k["new1"] * gradient
        squares = k["beta2"] * slots["squares"] + k["new2"] * (gradient * gradient)
        size = squares.sqrt() * k["correction2"] + k["eps"]
        return weight - rate * k["correction1"] * (mean / size), {"mean": mean, "squares": squares}

    def arguments(self) -> dict[str, Any]:
        """Return PyTorch's names of the fields."""
        return {"betas": (self.beta1, self.beta2), "eps": self.eps}


@lru_cache(maxsize=4096)
def _bias(beta: float, count: int) -> float:
    return 1.0 - beta**count


class Adam(_Moments):
    """Adaptive moments (Kingma and Ba 2015)."""

    kind: ClassVar[str] = "adam"
    title: ClassVar[Text] = _("core", "Adam")
    help: ClassVar[Text] = _(
        "core", "RMSprop with momentum and a correction for the first steps; a good first choice."
    )
    formula: ClassVar[str] = (
        r"m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad"
        r" w \leftarrow w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)"
    )


class AdamW(_Moments):
    """Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019)."""

    kind: ClassVar[str] = "adamw"
    title: ClassVar[Text] = _("core", "AdamW")
    help: ClassVar[Text] = _("core", "Adam that also shrinks all weights a little every step.")
    formula: ClassVar[str] = r"w \leftarrow w - \eta \lambda w - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)"

    weight_decay: float = param(
        0.01,
        _("core", "Weight decay λ"),
        _("core", "How strongly weights shrink."),
        live=True,
        ge=0,
        le=1e3,
        effect=_("core", "Higher: smaller weights and a smoother result. Too high: it underfits."),
        why=_("core", "0.01 is the paper's and PyTorch's default."),
    )

    def arguments(self) -> dict[str, Any]:
        """Return PyTorch's names of the fields."""
        return {**super().arguments(), "weight_decay": self.weight_decay}

    def constants(self) -> dict[str, float]:
        """Return those of Adam and λ."""
        return {**super().constants(), "weight_decay": self.weight_decay}

    def moved(self, weight: Tensor, gradient: Tensor, rate: Tensor, slots: Slots, k: Slots) -> Moved:
        """Shrink the weight, then step as Adam does."""
        shrunk = weight - rate * k["weight_decay"] * weight
        return super().moved(shrunk, gradient, rate, slots, k)


class LBFGS(Optimizer):
    """Limited-memory BFGS (Nocedal 1980), a quasi-Newton method."""

    kind: ClassVar[str] = "lbfgs"
    title: ClassVar[Text] = _("core", "L-BFGS")
    help: ClassVar[Text] = _(
        "core",
        "Learns the curvature and searches along each direction; use it with a full batch and a rate of 1.",
    )
    searches: ClassVar[bool] = True
    formula: ClassVar[str] = r"w \leftarrow w - \eta H g,\quad H \approx (\nabla^2 L)^{-1}"

    iterations: int = param(
        20,
        _("core", "Iterations"),
        _("core", "At most so many inner iterations per step."),
        ge=1,
        le=1000,
        effect=_("core", "More: each step goes further down and takes longer."),
        why=_("core", "20 is PyTorch's default."),
    )
    history: int = param(
        10,
        _("core", "History"),
        _("core", "How many past steps describe the curvature."),
        ge=1,
        le=1000,
        effect=_("core", "More: a better picture of the curvature, and more memory."),
        why=_("core", "10 past steps are enough for small networks."),
    )
    line_search: bool = param(
        True,
        _("core", "Line search"),
        _("core", "Find a step length by the strong Wolfe conditions."),
        effect=_("core", "Off: the full step is taken, which can overshoot."),
        why=_("core", "On, because it makes the method safe at a rate of 1."),
    )

    def arguments(self) -> dict[str, Any]:
        """Return PyTorch's names of the fields; rates per layer do not apply, since it takes one group."""
        search = "strong_wolfe" if self.line_search else None
        return {"max_iter": self.iterations, "history_size": self.history, "line_search_fn": search}
