"""The base of all layer kinds: fields, ports, shape rule and module, side by side.

A layer is one class in one file of :mod:`nnplayground.layers`. Its fields drive the form, the command line
and the file; :meth:`Layer.output_specs` is pure Python, instant, and explains itself; :meth:`Layer.build`
returns the ``torch.nn.Module``. A property test proves that the rule and the module agree.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import field_validator

from nnplayground.core.advice import (
    Advice,
    InsertBefore,
    MoveBefore,
    Remove,
    RemoveBefore,
    Replace,
    SetBefore,
    SetField,
    Suggestion,
    Surroundings,
)
from nnplayground.core.component import Component, Frozen, param
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.receptive import Window
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from torch import Tensor, nn

    from nnplayground.core.dataset import DataSpec

__all__ = [
    "Advice",
    "Group",
    "Initialization",
    "Inputs",
    "InsertBefore",
    "Layer",
    "MoveBefore",
    "NodeOptions",
    "Port",
    "Remove",
    "RemoveBefore",
    "Replace",
    "SetBefore",
    "SetField",
    "ShapeError",
    "Suggestion",
    "Surroundings",
    "TensorSpec",
    "Window",
]


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """What flows along an edge, for one sample.

    Attributes
    ----------
    shape : tuple of int
        Sizes without the batch axis; ``()`` is one number.
    classes : int
        0 for real values; otherwise each element is a class index below ``classes``.
    """

    shape: tuple[int, ...]
    classes: int = 0

    @property
    def size(self) -> int:
        """The number of elements of one sample."""
        return math.prod(self.shape)

    def __str__(self) -> str:
        return "×".join(map(str, self.shape)) if self.shape else "1"


@dataclass(frozen=True, slots=True)
class Port:
    """A named place for wires on a node's border.

    Attributes
    ----------
    name : str
        Unique among the inputs, or among the outputs, of its node.
    many : bool
        Takes any number of wires (merging layers).
    optional : bool
        Works without a wire.
    """

    name: str
    many: bool = False
    optional: bool = False


class ShapeError(PlaygroundError):
    """The inputs do not fit the layer.

    Parameters
    ----------
    sentence : str
        Subject first, with the real numbers: “Dense expects a flat list, gets 32×8×8.”
    suggestions : tuple of Suggestion
        What would mend it, the best first.
    """

    def __init__(self, sentence: Text, *suggestions: Suggestion, remedy: str = "") -> None:
        super().__init__(sentence, remedy=remedy)
        self.suggestions = suggestions


@dataclass(frozen=True, slots=True)
class Inputs:
    """The specs that reach a node's input ports, in the order of their wires.

    Attributes
    ----------
    ports : Mapping[str, tuple of TensorSpec]
        Empty tuples for optional ports without a wire.
    source : DataSpec
        What the experiment's data gives; Data nodes pass it on and Loss nodes compare with it by default.
    """

    ports: Mapping[str, tuple[TensorSpec, ...]]
    source: DataSpec

    def one(self, port: str = "input") -> TensorSpec:
        """Return the only spec at ``port``."""
        return self.ports[port][0]

    def all(self, port: str = "input") -> tuple[TensorSpec, ...]:
        """Return every spec at ``port``."""
        return self.ports[port]


class Group(StrEnum):
    """Where the palette shows a layer, in the palette's order."""

    INPUT = "input"
    DENSE = "dense"
    CONVOLUTION = "convolution"
    POOLING = "pooling"
    RECURRENT = "recurrent"
    ATTENTION = "attention"
    ACTIVATION = "activation"
    NORMALIZE = "normalize"
    DROPOUT = "dropout"
    MERGE = "merge"
    RESHAPE = "reshape"
    LOSS = "loss"


class Layer(Component):
    """The base of all layer kinds.

    Attributes
    ----------
    short_title : Text
        What nodes are named by, before their number; the title if not given.
    group : Group
        The palette's group.
    icon : str
        A file name in ``resources/icons`` without its ending.
    inputs, outputs : tuple of Port
        The ports, top to bottom.
    weighted : bool
        Whether the kind can have trainable parameters (decides which node options a form shows).
    width : str
        The field that says how many outputs stand side by side, such as ``units``; empty if there is none.
    draws : bool
        Whether the kind draws random numbers at every training step.
    """

    family: ClassVar[str] = "layer"
    homes: ClassVar[tuple[str, ...]] = ("nnplayground.layers",)
    short_title: ClassVar[Text] = Text("")
    group: ClassVar[Group]
    icon: ClassVar[str] = "dense"
    inputs: ClassVar[tuple[Port, ...]] = (Port("input"),)
    outputs: ClassVar[tuple[Port, ...]] = (Port("output"),)
    weighted: ClassVar[bool] = False
    width: ClassVar[str] = ""
    draws: ClassVar[bool] = False

    def output_specs(self, inputs: Inputs) -> dict[str, TensorSpec]:
        """Return the spec at every output port.

        Raises
        ------
        ShapeError
            If ``inputs`` do not fit.
        """
        return {"output": self.output_spec(inputs.one())} if self.outputs else {}

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the output of a layer with one input and one output (the usual case)."""
        return x

    def parameter_shapes(self, inputs: Inputs) -> dict[str, tuple[int, ...]]:
        """Return the shapes of the trainable parameters by the names ``build`` gives them."""
        del inputs
        return {}

    def build(self, inputs: Inputs) -> nn.Module:
        """Return the module; it takes the tensors of all wires in order of ports, batch first."""
        raise TypeError(f"{type(self).__name__} does not say how it is built for {inputs}")

    def code(self, inputs: Inputs) -> str:
        """Return the PyTorch expression of the module, without its activation; empty if a node needs none."""
        raise TypeError(f"{type(self).__name__} does not say its code for {inputs}")

    def call_code(self, module: str, arguments: Sequence[str]) -> str:
        """Return the expression that applies ``module`` (``self.dense1``) to the values of all wires."""
        return f"{module}({', '.join(arguments)})"

    def apply_live(self, module: nn.Module) -> None:
        """Put the values of all live fields into ``module``, which was built with others of them."""
        del module

    def multiply_adds(self, inputs: Inputs) -> int:
        """Return how many multiplications, each with an addition, one sample costs in prediction.

        By default every number of a matrix or a kernel is used once at each place of the output.
        Functions such as tanh, plain additions, and moving numbers about count as nothing, as is the custom.
        """
        shapes = self.parameter_shapes(inputs).items()
        weights = [s for name, s in shapes if name.endswith("weight") and len(s) > 1]
        places = next((spec.shape[1:] for spec in self.output_specs(inputs).values()), ())
        return sum(map(math.prod, weights)) * math.prod(places)

    def window(self, inputs: Inputs) -> Window | None:
        """Return which places of a picture one output reads; None for all of them, or where none is meant."""
        del inputs
        return None

    def advice(self, around: Surroundings) -> Iterator[Advice]:
        """Yield what is unwise about the place of this layer."""
        del around
        yield from ()

    def subtitle(self) -> str:
        """Return the few words under a card's name that tell this node from its like."""
        return ""

    @classmethod
    def name_stem(cls) -> Text:
        """Return what a new node is named by, before its number."""
        return cls.short_title or cls.title

    @classmethod
    def helpers(cls) -> str:
        """Return the source of the class that :meth:`code` names where PyTorch has none, else nothing."""
        return ""

    @classmethod
    def input_port(cls, name: str) -> Port | None:
        """Return the input port called ``name``."""
        return next((port for port in cls.inputs if port.name == name), None)

    @classmethod
    def output_port(cls, name: str) -> Port | None:
        """Return the output port called ``name``."""
        return next((port for port in cls.outputs if port.name == name), None)

    @classmethod
    def changes_live(cls, name: str) -> bool:
        """Tell whether a change of field ``name`` applies without a rebuild."""
        extra = cls.model_fields[name].json_schema_extra
        return isinstance(extra, dict) and bool(extra.get("live"))


class Initialization(Component):
    """How a weight matrix starts; kinds are in :mod:`nnplayground.layers.initializations`."""

    family: ClassVar[str] = "initialization"
    homes: ClassVar[tuple[str, ...]] = ("nnplayground.layers",)

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Draw ``weight`` in place.

        Parameters
        ----------
        weight : Tensor
            Shape (out, in, …).
        generator : torch.Generator
            The node's own stream.
        nonlinearity : str
            The activation that follows, as ``torch.nn.init.calculate_gain`` names it.
        """
        raise TypeError(f"{type(self).__name__} does not draw {weight.shape} ({generator}, {nonlinearity})")


class NodeOptions(Frozen):
    """What every node with weights can be told, whatever its kind."""

    frozen: bool = param(
        False,
        _("core", "Freeze"),
        _("core", "A frozen layer keeps its weights; gradients still flow through it to earlier layers."),
        live=True,
        effect=_("core", "On: the layer stays as it is while all others learn."),
        why=_("core", "Off, because every layer should learn unless you want to keep it."),
    )
    learning_rate_factor: float = param(
        1.0,
        _("core", "Learning rate"),
        _("core", "Multiplies the global learning rate for this layer only; 1 follows it."),
        live=True,
        unit="×",
        ge=0,
        le=1e6,
        effect=_("core", "Above 1: this layer changes faster than the rest. Below 1: slower. 0 stops it."),
        why=_("core", "1 treats all layers alike."),
    )
    l1: float | None = param(
        None,
        _("core", "L1"),
        _("core", "This layer's own L1 rate; empty follows the global regularization."),
        live=True,
        ge=0,
        le=1e6,
        effect=_("core", "Higher: more of this layer's weights become exactly 0."),
        why=_("core", "Empty, so that one global rate rules all layers."),
    )
    l2: float | None = param(
        None,
        _("core", "L2"),
        _("core", "This layer's own L2 rate; empty follows the global regularization."),
        live=True,
        ge=0,
        le=1e6,
        effect=_("core", "Higher: this layer's weights stay smaller and its output smoother."),
        why=_("core", "Empty, so that one global rate rules all layers."),
    )
    initialization: Initialization | None = param(
        None,
        _("core", "Initialize"),
        _(
            "core",
            "How the weights start, at the next reset; empty is PyTorch's default for the layer.",
        ),
        choices="initialization",
        effect=_(
            "core", "Larger starting weights give stronger signals; too large ones saturate or blow up."
        ),
        why=_("core", "PyTorch's choice keeps the signal's size about the same from layer to layer."),
    )
    bias_start: float | None = param(
        None,
        _("core", "Bias starts at"),
        _("core", "The value every bias starts at; empty is PyTorch's default for the layer."),
        ge=-1e6,
        le=1e6,
        effect=_("core", "Above 0: ReLU units start active. Far from 0: all units start far off."),
        why=_("core", "PyTorch draws small biases around 0, so that units start apart."),
    )
    ablated: tuple[int, ...] = param(
        (),
        _("core", "Ablated units"),
        _(
            "core",
            "These units, counted from 0, give out zero in training and evaluation alike, and learn nothing.",
        ),
        live=True,
        max_length=100_000,
        effect=_("core", "On: the layer gives zeros, which shows how much the network needs it."),
        why=_("core", "Off, because it is a test and not a setting to train with."),
    )

    @field_validator("ablated")
    @classmethod
    def _counted_from_zero(cls, units: tuple[int, ...]) -> tuple[int, ...]:
        if units and min(units) < 0:
            sentence = _("core", "There is no unit {unit} to ablate.").format(unit=min(units))
            raise PlaygroundError(sentence, remedy=_("core", "Units are counted from 0."))
        return tuple(sorted(set(units)))
