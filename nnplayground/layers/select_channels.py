"""Choosing channels: which maps a convolution sees, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from pydantic import field_validator

from nnplayground.core.component import param
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.layer import Group, Inputs, Layer, SetField, ShapeError, TensorSpec, Window
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.rules import require_numbers
from nnplayground.layers.window_fields import MAX_CHANNELS

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["SelectChannels"]

_SHOWN = 6


class SelectChannels(Layer):
    """Some channels, in any order and as often as wanted."""

    kind: ClassVar[str] = "select_channels"
    title: ClassVar[Text] = _("core", "Select channels")
    short_title: ClassVar[Text] = _("core", "Select")
    help: ClassVar[Text] = _(
        "core",
        "Passes only the channels that are listed, in that order; one may be listed several times. With a "
        "convolution in groups behind it, each filter sees just the maps it is given, as in LeNet-5.",
    )
    formula: ClassVar[str] = r"y_c = x_{s_c}"
    group: ClassVar[Group] = Group.RESHAPE
    icon: ClassVar[str] = "reshape"

    channels: tuple[int, ...] = param(
        (0,),
        _("core", "Channels"),
        _("core", "Which channels are passed on, counted from 0."),
        min_length=1,
        max_length=1024,
        effect=_("core", "Fewer: what follows sees less, and needs fewer weights."),
        why=_("core", "The first channel is the one that every input has."),
    )

    @field_validator("channels")
    @classmethod
    def _counted_from_zero(cls, channels: tuple[int, ...]) -> tuple[int, ...]:
        wrong = next((channel for channel in channels if not 0 <= channel < MAX_CHANNELS), None)
        if wrong is not None:
            sentence = _("core", "Channels are counted from 0 to {most}; there is no {wrong}.")
            raise PlaygroundError(sentence.format(most=f"{MAX_CHANNELS - 1:,}", wrong=str(wrong)))
        return channels

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return one channel for each that is listed."""
        require_numbers(x)
        if not x.shape:
            raise ShapeError(_("core", "{node} expects channels, gets a single number."))
        present = tuple(channel for channel in self.channels if channel < x.shape[0])
        if len(present) < len(self.channels):
            sentence = _("core", "{node} selects channel {channel}, but {shape} has {count}, counted from 0.")
            said = sentence.format(channel=max(self.channels), shape=str(x), count=x.shape[0])
            raise ShapeError(said, SetField("channels", present or (0,)))
        return TensorSpec((len(self.channels), *x.shape[1:]))

    def window(self, inputs: Inputs) -> Window:
        """Return the same place."""
        del inputs
        return Window()

    def code(self, inputs: Inputs) -> str:
        """Return nothing: an expression is enough."""
        del inputs
        return ""

    def call_code(self, module: str, arguments: Sequence[str]) -> str:
        """Return an index."""
        del module
        return f"{arguments[0]}[:, {list(self.channels)}]"

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module that picks along the first axis behind the batch."""
        del inputs
        return _select()(self.channels)

    def subtitle(self) -> str:
        """Return the channels, or their number where there are many."""
        if len(self.channels) <= _SHOWN:
            return ", ".join(map(str, self.channels))
        return _("core", "{count} channels").format(count=len(self.channels))


def _runs(channels: Sequence[int]) -> list[tuple[int, int]]:
    """Return where every stretch of neighbours begins, and where the next number would be."""
    runs: list[tuple[int, int]] = []
    for channel in channels:
        if runs and runs[-1][1] == channel:
            runs[-1] = (runs[-1][0], channel + 1)
        else:
            runs.append((channel, channel + 1))
    return runs


@cache
def _select() -> type[nn.Module]:
    import torch

    class Select(torch.nn.Module):
        def __init__(self, channels: tuple[int, ...]) -> None:
            super().__init__()
            self.runs = _runs(channels)

        def forward(self, x: Tensor) -> Tensor:
            # Slices and not an index, for which there is no machine code.
            return torch.cat([x[:, first:end] for first, end in self.runs], 1)

    return Select
