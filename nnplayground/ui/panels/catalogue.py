"""What the palette offers: groups of layers, their variants, and what each would make of a shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nnplayground.app.translation import current_language, say
from nnplayground.core.component import Component
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.help import Topic, topic
from nnplayground.core.layer import Group, Inputs, Layer, TensorSpec
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.ui.icons import icon_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.dataset import DataSpec
    from nnplayground.projects.saved_blocks import SavedBlock

__all__ = ["BlockVariant", "Variant", "all_variants", "block_variant", "hint", "variants_by_group"]


@dataclass(frozen=True)
class Variant:
    """One thing the palette can add: a layer kind with some of its fields filled in."""

    title: str
    help: str
    icon: str
    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    names: tuple[str, ...] = ()  # what else it is known by: English, its name in files, PyTorch's

    def layer(self) -> Layer:
        """Return the layer."""
        return Layer.named(self.kind)(**self.fields)

    def topic(self) -> Topic:
        """Return what help says: of the activation or the like where the layer is nothing else."""
        family = _family(Layer.named(self.kind))
        chosen = next(iter(self.fields.values()), None)
        return topic(family.named(str(chosen)) if family is not None and chosen else Layer.named(self.kind))

    def matches(self, text: str) -> bool:
        """Tell whether a search finds it."""
        return self.rank(text) is not None

    def rank(self, text: str) -> int | None:
        """Return how well a search finds it: 0 by its name, 1 by its beginning, 2 inside, None not at all.

        “nn.BatchNorm2d”, “batch_norm2d” and “batch norm 2d” are all one name.
        """
        wanted = _plain(text)
        names = [_plain(name) for name in (self.title, self.kind, *self.names)]
        if not wanted:  # nothing was typed; or only what no name has, such as a smiley
            return None if text.strip() else 0
        if wanted in names:
            return 0
        if any(name.startswith(wanted) for name in names):
            return 1
        return 2 if any(wanted in name for name in names) else None


@dataclass(frozen=True)
class BlockVariant(Variant):
    """A saved block as something the palette can add.

    Attributes
    ----------
    saved : SavedBlock
    """

    saved: SavedBlock = field(kw_only=True)

    @cached_property
    def text(self) -> str:
        """The fragment's JSON."""
        return self.saved.fragment.to_json()

    @property
    def is_own(self) -> bool:
        """Whether the person may remove it."""
        return self.saved.is_own

    def topic(self) -> Topic:
        """Return what the block's file says of it."""
        return Topic(Text(self.title), _("core", "Block"), Text(self.help))


def block_variant(saved: SavedBlock) -> BlockVariant:
    """Return what the palette shows of a saved block."""
    part, language = saved.fragment, current_language()
    title = part.name(language) or saved.path.stem
    help = part.help.get(language) or part.help.get("en", "")
    return BlockVariant(title, help or title, _picture(saved), "block", saved=saved)


def _picture(saved: SavedBlock) -> str:
    """Return the icon that shows how a shipped block is wired: that of its file's name without the number."""
    name = f"block-{saved.path.stem.partition('-')[2]}"
    return name if not saved.is_own and name in icon_names() else "group"


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
    names = (str(layer.title),)
    plain = [Variant(say(layer.title), say(layer.help), layer.icon, layer.kind, names=names)]
    family = _family(layer)
    if family is None:
        return plain
    chosen = [
        Variant(
            say(member.title),
            say(member.help),
            layer.icon,
            layer.kind,
            {layer.kind: kind},
            (str(member.title), kind, f"{kind}_{layer.kind}"),
        )
        for kind, member in family.kinds().items()
    ]
    return [*plain, *chosen] if _may_be_empty(layer) else chosen


def _plain(name: str) -> str:
    """Return a name as it is compared: “nn.BatchNorm2d” and “Batch norm 2d” become the same."""
    name = name.casefold().removeprefix("torch.").removeprefix("nn.")
    return "".join(letter for letter in name if letter.isalnum())


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
