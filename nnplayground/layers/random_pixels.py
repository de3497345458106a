"""Pictures of which pixels are lost at random: single ones, or a whole square."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from nnplayground.core.component import param
from nnplayground.core.layer import Inputs
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.random_pictures import Augmentation, picture_noise, whole
from nnplayground.layers.windows import MAX_SIDE, called

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Cutout", "SaltAndPepper"]

_SALT = """\
class SaltAndPepper(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        drawn = torch.rand(len(x), 1, *x.shape[2:], dtype=x.dtype, device=x.device)
        low, high = x.detach().amin((1, 2, 3), True), x.detach().amax((1, 2, 3), True)
        return torch.where(drawn < self.p / 2, low, torch.where(drawn < self.p, high, x))
"""


class SaltAndPepper(Augmentation):
    """Single pixels become black or white."""

    kind: ClassVar[str] = "salt_and_pepper"
    title: ClassVar[Text] = _("core", "Salt and pepper")
    help: ClassVar[Text] = _(
        "core",
        "In training, turns random pixels of each picture into its lowest or its highest value, as a faulty "
        "camera does, so that no single pixel decides. Outside training everything passes unchanged.",
    )
    formula: ClassVar[str] = (
        r"y_{i,j} = \min x \ \mathrm{or}\ \max x\ \mathrm{with\ probability}\ \frac{p}{2}\ \mathrm{each}"
    )

    p: float = param(
        0.05,
        _("core", "Probability"),
        _("core", "How likely a pixel is lost, half of them to either value; 0 loses none."),
        live=True,
        ge=0,
        le=1,
        effect=_("core", "Higher: more robust and slower learning. Too high: nothing can be recognized."),
        why=_("core", "0.05 is every twentieth pixel, clearly seen and easily read through."),
    )

    def code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        del inputs
        return called("SaltAndPepper", self.p)

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _SALT

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``p`` and a stream of its own."""
        del inputs
        return _salt_and_pepper()(p=self.p)

    def subtitle(self) -> str:
        """Return the probability."""
        return f"p = {self.p:g}"


_CUTOUT = """\
class Cutout(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def forward(self, x):
        if not self.training:
            return x
        drawn = torch.rand(len(x), 2, 1, 1, dtype=x.dtype, device=x.device)
        hidden = True
        for axis in (2, 3):
            side = x.shape[axis]
            centre = (drawn[:, axis - 2 : axis - 1] * side).floor().clamp(max=side - 1)
            places = torch.arange(side, device=x.device).view((-1, 1) if axis == 2 else (1, -1))
            offset = places - centre + self.size // 2
            hidden = hidden & (offset >= 0) & (offset < self.size)
        return torch.where(hidden, 0.0, x)
"""


class Cutout(Augmentation):
    """A square of every picture is hidden (DeVries and Taylor 2017)."""

    kind: ClassVar[str] = "cutout"
    title: ClassVar[Text] = _("core", "Cutout")
    help: ClassVar[Text] = _(
        "core",
        "In training, sets a square at a random place of each picture to 0, so that the network learns to "
        "recognize things by more than one of their parts. At the border less is hidden. Outside training "
        "everything passes unchanged.",
    )
    formula: ClassVar[str] = (
        r"y_{c,i,j} = 0\ \mathrm{if}\ (i, j) \in \mathrm{square},\quad \mathrm{else}\ x_{c,i,j}"
    )

    size: int = param(
        4,
        _("core", "Size"),
        _("core", "How many pixels long the square's sides are; 0 hides nothing."),
        live=True,
        ge=0,
        le=MAX_SIDE,
        effect=_("core", "Higher: more must be told from less. Half of the picture's side is usual."),
        why=_("core", "4 is half of the smallest pictures here, 8×8; larger ones want more."),
    )

    def code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        del inputs
        return called("Cutout", self.size)

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _CUTOUT

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``size`` and a stream of its own."""
        del inputs
        return _cutout()(size=self.size)

    def subtitle(self) -> str:
        """Return the square."""
        return f"{self.size}×{self.size}"


@cache
def _salt_and_pepper() -> type[nn.Module]:
    import torch

    base: Any = picture_noise()

    class SeededSaltAndPepper(base):  # type: ignore[misc] # the base is made when torch is there
        def changed(self, x: Tensor) -> Tensor:
            drawn, all_axes = self.uniform(x[:, :1]), (1, 2, 3)
            low, high = x.detach().amin(all_axes, True), x.detach().amax(all_axes, True)
            return torch.where(drawn < self.p / 2, low, torch.where(drawn < self.p, high, x))

    return SeededSaltAndPepper


@cache
def _cutout() -> type[nn.Module]:
    import torch

    base: Any = picture_noise()

    class SeededCutout(base):  # type: ignore[misc] # the base is made when torch is there
        def changed(self, x: Tensor) -> Tensor:
            drawn = self.drawn(x, 2)
            rows, columns = self.covers(drawn[:, :1], x.shape[2]), self.covers(drawn[:, 1:], x.shape[3])
            return torch.where(rows.transpose(2, 3) & columns, 0.0, x)

        def covers(self, drawn: Tensor, side: int) -> Tensor:
            """Tell which places along one axis the squares hide, shape (batch, 1, 1, side)."""
            centre, half = whole(drawn, side), (self.size / 2).long()
            offset = torch.arange(side, device=drawn.device) - centre + half
            hidden: Tensor = (offset >= 0) & (offset < self.size)
            return hidden

    return SeededCutout
