"""Normalizations that are meant for the channels of pictures and sequences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import (
    Group,
    Inputs,
    InsertBefore,
    Layer,
    SetField,
    ShapeError,
    TensorSpec,
    Window,
)
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers
from nnplayground.layers.torch_parts import make
from nnplayground.layers.windows import called, require_axes

if TYPE_CHECKING:
    from torch import nn

__all__ = ["GroupNorm", "InstanceNorm", "LocalResponseNorm"]

_EPS_TITLE = _("core", "ε")
_EPS_HELP = _("core", "Added to the variance, so that a constant feature is not divided by 0.")


class GroupNorm(Layer):
    """Groups of channels are normalized in every sample by itself (Wu and He 2018)."""

    kind: ClassVar[str] = "group_norm"
    title: ClassVar[Text] = _("core", "Group norm")
    help: ClassVar[Text] = _(
        "core",
        "Shifts and scales the channels of every group together to mean 0 and variance 1, in each sample "
        "by itself, then each channel by two learned numbers. Unlike batch norm it ignores the batch.",
    )
    formula: ClassVar[str] = r"y = \gamma \frac{x - \mu_g}{\sqrt{\sigma_g^2 + \epsilon}} + \beta"
    group: ClassVar[Group] = Group.NORMALIZE
    icon: ClassVar[str] = "normalize"
    weighted: ClassVar[bool] = True

    num_groups: int = param(
        4,
        _("core", "Groups"),
        _("core", "How many groups the channels form; 1 takes all together, as layer norm does."),
        ge=1,
        le=65_536,
        effect=_("core", "More: each group is smaller, down to one channel each."),
        why=_("core", "4 is a middle way between all channels together and each by itself."),
    )
    eps: float = param(
        1e-5,
        _EPS_TITLE,
        _EPS_HELP,
        live=True,
        gt=0,
        le=1,
        effect=_("core", "Higher: groups of small variance are stretched less."),
        why=_("core", "Small enough not to be seen in usual values."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_numbers(x)
        if not x.shape:
            raise ShapeError(
                _("core", "{node} expects channels, gets a single number."), InsertBefore("flatten")
            )
        channels = x.shape[0]
        if channels % self.num_groups:
            sentence = _(
                "core", "{node} has {groups} groups, which do not divide the number of channels, {count}."
            )
            fits = SetField("num_groups", math.gcd(channels, self.num_groups))
            raise ShapeError(sentence.format(count=channels, groups=self.num_groups), fits)
        if x.size == self.num_groups:
            raise self._lonely(x)
        return x

    def _lonely(self, x: TensorSpec) -> ShapeError:
        sentence = _("core", "{node} would normalize every number of {shape} by itself, which leaves 0.")
        one = (SetField("num_groups", 1),) if x.size > 1 else ()
        return ShapeError(sentence.format(shape=str(x)), *one)

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return γ as ``weight`` and β as ``bias``, one per channel."""
        channels = inputs.one().shape[:1]
        return {"weight": channels, "bias": channels}

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return two per value: its square in the variance, and its scaling."""
        return 2 * inputs.one().size

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.GroupNorm``."""
        from torch import nn

        return nn.GroupNorm(self.num_groups, inputs.one().shape[0], eps=self.eps)

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.GroupNorm``."""
        return called("nn.GroupNorm", self.num_groups, inputs.one().shape[0], eps=self.eps)

    def apply_live(self, module: nn.Module) -> None:
        """Set ε."""
        norm: Any = module
        norm.eps = self.eps

    def subtitle(self) -> str:
        """Return the number of groups."""
        return str(self.num_groups)


class InstanceNorm(Layer):
    """Every channel is normalized in every sample by itself (Ulyanov, Vedaldi and Lempitsky 2016)."""

    kind: ClassVar[str] = "instance_norm"
    title: ClassVar[Text] = _("core", "Instance norm")
    help: ClassVar[Text] = _(
        "core",
        "Shifts and scales every channel of every sample by itself to mean 0 and variance 1: brightness and "
        "contrast of a picture no longer count, only its pattern.",
    )
    formula: ClassVar[str] = r"y_c = \frac{x_c - \mu_c}{\sqrt{\sigma_c^2 + \epsilon}}"
    group: ClassVar[Group] = Group.NORMALIZE
    icon: ClassVar[str] = "normalize"
    weighted: ClassVar[bool] = True

    affine: bool = param(
        False,
        _("core", "Scale and shift"),
        _("core", "Whether each channel is then scaled and shifted by two learned numbers."),
        effect=_("core", "On: each channel learns a scale and a shift of its own."),
        why=_("core", "Off, as in PyTorch."),
    )
    eps: float = param(
        1e-5,
        _EPS_TITLE,
        _EPS_HELP,
        live=True,
        gt=0,
        le=1,
        effect=_("core", "Higher: flat pictures are stretched less."),
        why=_("core", "Small enough not to be seen in usual values."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_numbers(x)
        if len(x.shape) not in (2, 3, 4):
            require_axes(x, 2)
        if math.prod(x.shape[1:]) == 1:
            sentence = _("core", "{node} would normalize every number of {shape} by itself, which leaves 0.")
            raise ShapeError(sentence.format(shape=str(x)))
        return x

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return γ as ``weight`` and β as ``bias``, if they are learned."""
        channels = inputs.one().shape[:1]
        return {"weight": channels, "bias": channels} if self.affine else {}

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return two per value: its square in the variance, and its scaling."""
        return 2 * inputs.one().size

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.InstanceNorm1d``, ``2d`` or ``3d``."""
        x = inputs.one()
        return make(f"InstanceNorm{len(x.shape) - 1}d", self, num_features=x.shape[0])

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.InstanceNorm1d``, ``2d`` or ``3d``."""
        channels, *places = inputs.one().shape
        affine = {"affine": True} if self.affine else {}
        return called(f"nn.InstanceNorm{len(places)}d", channels, eps=self.eps, **affine)

    def apply_live(self, module: nn.Module) -> None:
        """Set ε."""
        norm: Any = module
        norm.eps = self.eps


class LocalResponseNorm(Layer):
    """Neighbouring channels damp each other (Krizhevsky, Sutskever and Hinton 2012)."""

    kind: ClassVar[str] = "local_response_norm"
    title: ClassVar[Text] = _("core", "Local response norm")
    short_title: ClassVar[Text] = _("core", "Response norm")
    help: ClassVar[Text] = _(
        "core",
        "Divides every value by the size of its neighbours in the channels beside it, so that a strong "
        "filter keeps similar ones down. AlexNet used it; batch norm has replaced it.",
    )
    formula: ClassVar[str] = (
        r"y_c = x_c \left(k + \frac{\alpha}{n} \sum_{c'=c-n/2}^{c+n/2} x_{c'}^2\right)^{-\beta}"
    )
    group: ClassVar[Group] = Group.NORMALIZE
    icon: ClassVar[str] = "normalize"

    size: int = param(
        5,
        _("core", "Channels"),
        _("core", "How many neighbouring channels count."),
        ge=1,
        le=1024,
        effect=_("core", "More: channels further apart damp each other."),
        why=_("core", "5 neighbours, as in AlexNet."),
    )
    alpha: float = param(
        1e-4,
        _("core", "α"),
        _("core", "How much the neighbours count."),
        live=True,
        ge=0,
        le=1e6,
        effect=_("core", "Higher: strong neighbours damp more."),
        why=_("core", "0.0001, as in AlexNet."),
    )
    beta: float = param(
        0.75,
        _("core", "β"),
        _("core", "How strongly large values are damped."),
        live=True,
        ge=0,
        le=10,
        effect=_("core", "Higher: the damping bites harder."),
        why=_("core", "0.75, as in AlexNet."),
    )
    k: float = param(
        1.0,
        _("core", "k"),
        _("core", "What is added, so that nothing is divided by 0."),
        live=True,
        gt=0,
        le=1e6,
        effect=_("core", "Higher: everything is damped alike, and differences fade."),
        why=_("core", "PyTorch's default; AlexNet took 2."),
    )

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_numbers(x)
        if len(x.shape) < 2:
            require_axes(x, 2)
        return x

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return two per value: its square in the sum, and its scaling."""
        return 2 * inputs.one().size

    def window(self, inputs: Inputs) -> Window:
        """Return the same place: neighbours are those in other channels."""
        del inputs
        return Window()

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.LocalResponseNorm``."""
        del inputs
        return make("LocalResponseNorm", self)

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.LocalResponseNorm``."""
        del inputs
        return called("nn.LocalResponseNorm", self.size, alpha=self.alpha, beta=self.beta, k=self.k)

    def apply_live(self, module: nn.Module) -> None:
        """Set α, β and k."""
        norm: Any = module
        norm.alpha, norm.beta, norm.k = self.alpha, self.beta, self.k
