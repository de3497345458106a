"""Layers that arrange the same numbers differently."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from pydantic import field_validator

from nnplayground.core.component import param
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.layer import (
    Group,
    Inputs,
    InsertBefore,
    Layer,
    Remove,
    SetField,
    ShapeError,
    TensorSpec,
)
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers

if TYPE_CHECKING:
    from torch import nn

__all__ = ["Flatten", "Reshape"]

MAX_SIZE = 10**9


class Flatten(Layer):
    """All numbers in one list."""

    kind: ClassVar[str] = "flatten"
    title: ClassVar[Text] = _("core", "Flatten")
    help: ClassVar[Text] = _("core", "Lays all numbers of a sample, such as an image's pixels, in one list.")
    formula: ClassVar[str] = r"y = \mathrm{vec}(x)"
    group: ClassVar[Group] = Group.RESHAPE
    icon: ClassVar[str] = "reshape"

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return one axis of all values."""
        require_numbers(x)
        return TensorSpec((x.size,))

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.Flatten()``."""
        del inputs
        return "nn.Flatten()"

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.Flatten()``."""
        del inputs
        from torch import nn

        return nn.Flatten()


class Reshape(Layer):
    """The same numbers in another shape."""

    kind: ClassVar[str] = "reshape"
    title: ClassVar[Text] = _("core", "Reshape")
    help: ClassVar[Text] = _(
        "core",
        "Arranges the numbers of a sample in another shape, for example 64 of them as an image of 1×8×8. "
        "Nothing is lost and nothing computed.",
    )
    formula: ClassVar[str] = r"y = \mathrm{reshape}(x)"
    group: ClassVar[Group] = Group.RESHAPE
    icon: ClassVar[str] = "reshape"

    sizes: tuple[int, ...] = param(
        (-1,),
        _("core", "Sizes"),
        _("core", "The new sizes without the batch; one of them can be −1 and takes what remains."),
        min_length=1,
        max_length=8,
        effect=_("core", "The product must stay the same; one size may be left open."),
        why=_("core", "−1 makes one list, like Flatten."),
    )

    @field_validator("sizes")
    @classmethod
    def _sensible(cls, sizes: tuple[int, ...]) -> tuple[int, ...]:
        wrong = next((size for size in sizes if size != -1 and not 1 <= size <= MAX_SIZE), None)
        if wrong is not None:
            sentence = _("core", "A size must be from 1 to {most}, or −1 for what remains, not {wrong}.")
            raise PlaygroundError(sentence.format(most=f"{MAX_SIZE:,}", wrong=str(wrong)))
        if sizes.count(-1) > 1:
            raise PlaygroundError(_("core", "Only one size can be left open (−1)."))
        return sizes

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the sizes with the open one filled in."""
        require_numbers(x)
        known = math.prod(size for size in self.sizes if size != -1)
        if -1 in self.sizes and x.size % known == 0:
            return TensorSpec(tuple(x.size // known if size == -1 else size for size in self.sizes))
        if x.size != known:
            raise self._misfit(x, known)
        return TensorSpec(self.sizes)

    def _misfit(self, x: TensorSpec, known: int) -> ShapeError:
        sentence = _("core", "{node} cannot arrange {count} numbers as {sizes}.")
        width = -(-x.size // known) * known if -1 in self.sizes else known
        dense = InsertBefore("linear", {"units": width, "activation": "identity"})
        flat = len(x.shape) == 1 and width <= 65_536
        # A picture that comes by itself needs no arranging.
        away = (Remove(),) if len(x.shape) == 3 else ()
        suggestions = (*away, SetField("sizes", (-1,)), *((dense,) if flat else ()))
        return ShapeError(sentence.format(count=x.size, sizes=self.subtitle()), *suggestions)

    def code(self, inputs: Inputs) -> str:
        """Return ``nn.Unflatten`` behind ``nn.Flatten``."""
        return f"nn.Sequential(nn.Flatten(), nn.Unflatten(1, {self.output_spec(inputs.one()).shape}))"

    def build(self, inputs: Inputs) -> nn.Module:
        """Return ``nn.Unflatten`` behind ``nn.Flatten``."""
        from torch import nn

        return nn.Sequential(nn.Flatten(), nn.Unflatten(1, self.output_spec(inputs.one()).shape))

    def subtitle(self) -> str:
        """Return the sizes, the open one as “?”."""
        return "×".join("?" if size == -1 else str(size) for size in self.sizes)
