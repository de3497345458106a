"""What can be added at a place: which layers fit the shape at hand, and what each would make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.core.activation import Activation
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.layer import Inputs, Layer, TensorSpec
from nnplayground.ui.editor.block_offer import block_outlook
from nnplayground.ui.editor.counts import Counts
from nnplayground.ui.editor.joins import branch_point, can_insert, inputs_with
from nnplayground.ui.editor.ports import PortRef
from nnplayground.ui.panels.catalogue import BlockVariant, Variant, all_variants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.ui.editor.joins import Spot

__all__ = ["Candidate", "Offer", "effect", "refusal"]

_DIGITS = 10  # from which on a number is no count of units

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Candidate:
    """One row of the offer.

    Attributes
    ----------
    variant : Variant
        What would be added.
    effect : str
        What it gives here (“8 → 8, 72 parameters”), or why it does not fit.
    fits : bool
    """

    variant: Variant
    effect: str
    fits: bool


def effect(inputs: Inputs, outputs: Sequence[TensorSpec], parameters: int) -> str:
    """Say what a layer does to shapes, and with how many numbers: “8 → 6, 54 parameters”."""
    before = " + ".join(str(spec) for specs in inputs.ports.values() for spec in specs)
    after = ", ".join(map(str, outputs))
    shapes = f"{before} → {after}" if before and after else before or after
    return Counts().with_parameters(shapes, parameters) if parameters else shapes


def refusal(layer: Layer, spot: Spot) -> str:
    """Return why no wire leads from a spot to such a layer, or the other way; empty if one does."""
    if branch_point(spot) is not None and not layer.inputs:
        return translate("Canvas", "{layer} takes no input.").format(layer=say(layer.title))
    if branch_point(spot) is None and spot.port is not None and not layer.outputs:
        return translate("Canvas", "{layer} has no output.").format(layer=say(layer.title))
    return ""


class Offer:
    """The layers that can be added at a spot, judged once; :meth:`found` then searches them.

    Parameters
    ----------
    experiment, report : Experiment, ShapeReport
        What is there now.
    spot : Spot
        Where something is to be added.
    blocks : sequence of BlockVariant
        Saved blocks to offer too.
    """

    def __init__(
        self,
        experiment: Experiment,
        report: ShapeReport,
        spot: Spot,
        blocks: Sequence[BlockVariant] = (),
    ) -> None:
        self._graph, self._report, self._spot = experiment.graph, report, spot
        self._source: DataSpec = experiment.data.spec()
        self._feed = branch_point(spot)
        self._variants = (*all_variants(), *blocks)
        self._judged: dict[tuple[str, str], Candidate] = {}

    def found(self, text: str = "") -> list[Candidate]:
        """Return what a search finds: what fits first, then the best match, then as the palette has them.

        What follows a name sets fields: “dense 8 tanh” is a layer of 8 units and its activation. Without a
        search, a layer that is a choice among many (activations) is offered once, as it is by default.
        """
        ranked = [(v.rank(text), v) for v in self._variants if text or _is_first_choice(v)]
        found = [(rank, v) for rank, v in ranked if rank is not None] or self._with_arguments(text)
        judged = [(rank, self._judge(variant)) for rank, variant in found]
        judged.sort(key=lambda pair: (not pair[1].fits, pair[0], self._is_spare(pair[1].variant)))
        return [candidate for _, candidate in judged]

    def _is_spare(self, variant: Variant) -> bool:
        """Tell whether one is enough and there: a second source of data is rarely wanted."""
        if isinstance(variant, BlockVariant):
            return False
        return not Layer.named(variant.kind).inputs and bool(self._graph.of_kind(variant.kind))

    def _with_arguments(self, text: str) -> list[tuple[int, Variant]]:
        words = text.replace("(", " ").replace(")", " ").replace(",", " ").split()
        for count in range(len(words) - 1, 0, -1):
            name, arguments = " ".join(words[:count]), words[count:]
            named = [(rank, v) for v in self._variants if (rank := v.rank(name)) is not None]
            told = [(rank, _told(variant, arguments)) for rank, variant in named]
            found = [(rank, variant) for rank, variant in told if variant is not None]
            if found:
                return found
        return []

    # -- what fits -------------------------------------------------------------------------------------

    def _judge(self, variant: Variant) -> Candidate:
        block = variant if isinstance(variant, BlockVariant) else None
        key = (variant.kind, str(sorted(variant.fields.items())) if block is None else block.text)
        if key not in self._judged:
            self._judged[key] = self._judged_anew(variant) if block is None else self._block(block)
        return self._judged[key]

    def _judged_anew(self, variant: Variant) -> Candidate:
        try:
            layer = variant.layer()
        except (PlaygroundError, ValidationError):
            return Candidate(variant, translate("Canvas", "This value is beyond its limits."), fits=False)
        reason = refusal(layer, self._spot)
        if reason:
            return Candidate(variant, reason, fits=False)
        if self._feed is None:
            return self._before(variant, layer)
        known = self._report.nodes[self._feed.node].outputs.get(self._feed.port)
        return self._after(variant, layer, known) if known else Candidate(variant, variant.help, fits=True)

    def _block(self, variant: BlockVariant) -> Candidate:
        """Judge a saved block; it is led to what gives, so nothing can be said where nothing does."""
        part, feed = variant.saved.fragment, self._feed
        if self._spot.port is not None and feed is None:
            return Candidate(variant, translate("Canvas", "A block is added behind a node."), fits=False)
        if feed is not None and not part.entry:
            text = translate("Canvas", "{layer} takes no input.").format(layer=variant.title)
            return Candidate(variant, text, fits=False)
        given = self._report.nodes[feed.node].outputs.get(feed.port) if feed is not None else None
        if given is None:
            return Candidate(variant, variant.help, fits=True)
        outlook = block_outlook(part, given, self._source)
        outputs = (outlook.output,) if outlook.output is not None else ()
        into = self._spot.into
        refused = outlook.refusal
        if into is not None and outputs and not refused:
            refused = self._refused_behind(PortRef(into.target, into.target_port, False), outputs[0])
        said = effect(Inputs({"input": (given,)}, self._source), outputs, outlook.parameters)
        return Candidate(variant, refused or said, fits=not refused)

    def _before(self, variant: Variant, layer: Layer) -> Candidate:
        """Judge what stands free, or what is to feed an input."""
        port = self._spot.port
        if layer.inputs:
            return Candidate(variant, variant.help, fits=True)
        given = next(iter(layer.output_specs(Inputs({}, self._source)).values()), None)
        refused = self._refused_behind(port, given) if port is not None and given is not None else ""
        return Candidate(variant, refused or str(given), fits=not refused)

    def _after(self, variant: Variant, layer: Layer, given: TensorSpec) -> Candidate:
        first, *others = layer.inputs
        needed = next((port for port in others if not port.optional), None)
        if needed is not None:
            text = translate("Canvas", "Takes a wire at “{port}” too.").format(port=needed.name)
            return Candidate(variant, text, fits=True)
        inputs = Inputs({first.name: (given,), **{port.name: () for port in others}}, self._source)
        try:
            outputs = list(layer.output_specs(inputs).values())
            shapes = layer.parameter_shapes(inputs)
        except PlaygroundError as error:
            return Candidate(variant, say(error.sentence).replace("{node}", variant.title), fits=False)
        refused = self._refused_in_wire(layer, outputs)
        size = sum(TensorSpec(shape).size for shape in shapes.values())
        return Candidate(variant, refused or effect(inputs, outputs, size), fits=not refused)

    def _refused_in_wire(self, layer: Layer, outputs: Sequence[TensorSpec]) -> str:
        """Return what the node behind the wire says to the new shape; a width is fitted, so no reason."""
        into = self._spot.into
        if into is None or not can_insert(layer) or layer.width:
            return ""
        return self._refused_behind(PortRef(into.target, into.target_port, False), outputs[0])

    def _refused_behind(self, end: PortRef, given: TensorSpec) -> str:
        inputs = inputs_with(self._graph, self._report, end, given, self._source)
        if inputs is None:
            return ""
        node = self._graph.node(end.node)
        try:
            node.layer.output_specs(inputs)
        except PlaygroundError as error:
            return say(error.sentence).replace("{node}", say(node.title))
        return ""


def _is_first_choice(variant: Variant) -> bool:
    if isinstance(variant, BlockVariant):
        return True
    layer = Layer.named(variant.kind)
    return all(getattr(getattr(layer(), name), "kind", None) == kind for name, kind in variant.fields.items())


def _told(variant: Variant, arguments: Sequence[str]) -> Variant | None:
    """Fill in what was typed behind the name; None where it means nothing to the layer."""
    if isinstance(variant, BlockVariant):
        return None
    layer = Layer.named(variant.kind)
    fields: dict[str, Any] = dict(variant.fields)
    for word in arguments:
        if word.isdecimal() and len(word) < _DIGITS and layer.width and layer.width not in fields:
            fields[layer.width] = int(word)
        elif "activation" in layer.model_fields and (kind := _activation(word)) is not None:
            fields["activation"] = kind
        else:
            return None
    return replace(variant, title=" ".join([variant.title, *arguments]), fields=fields)


def _activation(word: str) -> str | None:
    """Return the activation whose name begins with what was typed."""
    wanted = word.casefold()
    for kind, activation in Activation.kinds().items():
        names = (kind, str(activation.title).casefold(), say(activation.title).casefold())
        if any(name.startswith(wanted) for name in names):
            return kind
    return None
