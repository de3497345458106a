"""What the palette offers: groups of layers, their variants, and what each would make of a shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nnplayground.app.translation import say
from nnplayground.core.component import Component
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.help import Topic, topic
from nnplayground.core.layer import Group, Inputs, Layer, TensorSpec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.dataset import DataSpec

__all__ = ["Variant", "all_variants", "hint", "variants_by_group"]


@dataclass(frozen=True)
class Variant:
    """One thing the palette can add: a layer kind with some of its fields filled in."""

    title: str
    help: str
    icon: str
    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def layer(self) -> Layer:
        """Return the layer."""
        return Layer.named(self.kind)(**self.fields)

    def topic(self) -> Topic:
        """Return what help says: of the activation or the like where the layer is nothing else."""
        family = _family(Layer.named(self.kind))
        chosen = next(iter(self.fields.values()), None)
        return topic(family.named(str(chosen)) if family is not None and chosen else Layer.named(self.kind))

    def matches(self, text: str) -> bool:
        """Tell whether a search finds it, by its title or its name in files."""
        names = (self.title, self.kind, *(str(value) for value in self.fields.values()))
        return any(text.casefold() in name.casefold() for name in names)


def variants_by_group() -> dict[Group, tuple[Variant, ...]]:
    """Return the variants of every group that has some, in the palette's order."""
    found: dict[Group, list[Variant]] = {}
    for layer in Layer.kinds().values():
        found.setdefault(layer.group, []).extend(_variants(layer))
    return {group: tuple(found[group]) for group in Group if group in found}


def all_variants() -> tuple[Variant, ...]:
    """Return every variant."""
    return tuple(variant for variants in variants_by_group().values() for variant in variants)


def _variants(layer: type[Layer]) -> list[Variant]:
    """Offer a layer that is nothing but a choice of its family once for every choice."""
    family = _family(layer)
    if family is None:
        return [Variant(say(layer.title), say(layer.help), layer.icon, layer.kind)]
    plain = [Variant(say(layer.title), say(layer.help), layer.icon, layer.kind)]
    chosen = [
        Variant(say(member.title), say(member.help), layer.icon, layer.kind, {layer.kind: kind})
        for kind, member in family.kinds().items()
    ]
    return [*plain, *chosen] if _may_be_empty(layer) else chosen


def _family(layer: type[Layer]) -> type[Component] | None:
    """Return the family of the field that bears the layer's own name (activation, loss)."""
    info = layer.model_fields.get(layer.kind)
    if info is None:
        return None
    for part in (info.annotation, *getattr(info.annotation, "__args__", ())):
        if isinstance(part, type) and issubclass(part, Component) and part.is_family():
            return part
    return None


def _may_be_empty(layer: type[Layer]) -> bool:
    return layer.model_fields[layer.kind].get_default(call_default_factory=True) is None


def hint(variant: Variant, shape: TensorSpec | None, source: DataSpec) -> str:
    """Return what the variant would make of ``shape``: “32×8×8 → 2048”, or why it does not fit."""
    layer = variant.layer()
    first = next(iter(layer.inputs), None)
    if first is None or shape is None or not layer.outputs:
        return variant.help
    ports = {port.name: (shape,) if port is first else () for port in layer.inputs}
    try:
        result = next(iter(layer.output_specs(Inputs(ports, source)).values()))
    except PlaygroundError as error:
        return say(error.sentence).replace("{node}", variant.title)
    return f"{shape} → {result}"
