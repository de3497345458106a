"""Pictures that look a little different at every step: flipped, shifted, turned."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from nnplayground.core.component import param
from nnplayground.core.layer import Inputs, TensorSpec
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.layers.dropout import Noise
from nnplayground.layers.noise import noisy_module
from nnplayground.layers.windows import MAX_SIDE, Mode, called, require_axes

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["Augmentation", "RandomFlip", "RandomRotation", "RandomShift", "picture_noise", "whole"]


class Augmentation(Noise):
    """The base of layers that change whole pictures at random in training only.

    Every picture of a batch draws by itself, all its channels together.
    """

    icon: ClassVar[str] = "image"

    def output_spec(self, x: TensorSpec) -> TensorSpec:
        """Return the same shape."""
        require_axes(x, 2)
        return x

    def apply_live(self, module: nn.Module) -> None:
        """Set the amounts, which the module keeps under the names of the fields."""
        for name in type(self).model_fields:
            if self.changes_live(name):
                getattr(module, name).fill_(getattr(self, name))


_FLIP = """\
class RandomFlip(nn.Module):
    def __init__(self, horizontal, vertical):
        super().__init__()
        self.horizontal, self.vertical = horizontal, vertical

    def forward(self, x):
        if not self.training:
            return x
        drawn = torch.rand(len(x), 2, 1, 1, dtype=x.dtype, device=x.device)
        x = torch.where(drawn[:, :1] < self.horizontal, x.flip(3), x)
        return torch.where(drawn[:, 1:] < self.vertical, x.flip(2), x)
"""


class RandomFlip(Augmentation):
    """Pictures are mirrored at random."""

    kind: ClassVar[str] = "random_flip"
    title: ClassVar[Text] = _("core", "Random flip")
    help: ClassVar[Text] = _(
        "core",
        "In training, mirrors each picture at random, so that the network learns that left and right make no "
        "difference. Outside training everything passes unchanged. Not for digits and letters, which change "
        "their meaning.",
    )
    formula: ClassVar[str] = r"y_{c,i,j} = x_{c,\, i,\, W-1-j}\ \mathrm{with\ probability}\ p"

    horizontal: float = param(
        0.5,
        _("core", "Horizontal"),
        _("core", "How likely left and right change places."),
        live=True,
        ge=0,
        le=1,
        effect=_("core", "0 never, 1 always. 0.5 shows both views equally often."),
        why=_("core", "0.5, because most things look as natural in a mirror."),
    )
    vertical: float = param(
        0.0,
        _("core", "Vertical"),
        _("core", "How likely top and bottom change places."),
        live=True,
        ge=0,
        le=1,
        effect=_("core", "0 never, 1 always. 0.5 shows both views equally often."),
        why=_("core", "0, because few things are seen upside down; for textures 0.5 is right."),
    )

    def code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        del inputs
        return called("RandomFlip", self.horizontal, self.vertical)

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _FLIP

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with both probabilities and a stream of its own."""
        del inputs
        return _flip()(horizontal=self.horizontal, vertical=self.vertical)

    def subtitle(self) -> str:
        """Return both probabilities."""
        return f"↔ {self.horizontal:g} · ↕ {self.vertical:g}"


_SHIFT = """\
class RandomShift(nn.Module):
    def __init__(self, pixels, fill):
        super().__init__()
        self.pixels, self.fill = pixels, fill

    def forward(self, x):
        if not self.training:
            return x
        drawn = torch.rand(len(x), 2, 1, 1, dtype=x.dtype, device=x.device)
        moves = (drawn * (2 * self.pixels + 1)).floor().clamp_max(2 * self.pixels) - self.pixels
        for axis in (2, 3):
            size = x.shape[axis]
            places = torch.arange(size, device=x.device).view((-1, 1) if axis == 2 else (1, -1))
            places = places - moves[:, axis - 2 : axis - 1].long()
            if self.fill == "circular":
                inside = places.remainder(size)
            elif self.fill == "reflect":
                period = max(1, 2 * (size - 1))
                inside = places.remainder(period)
                inside = torch.minimum(inside, period - inside)
            else:
                inside = places.clamp(0, size - 1)
            y = x.gather(axis, inside.expand(x.shape))
            x = torch.where(places == inside, y, 0.0) if self.fill == "zeros" else y
        return x
"""


class RandomShift(Augmentation):
    """Pictures are moved by whole pixels at random."""

    kind: ClassVar[str] = "random_shift"
    title: ClassVar[Text] = _("core", "Random shift")
    help: ClassVar[Text] = _(
        "core",
        "In training, moves each picture by a random number of pixels up or down and left or right, so that "
        "the network learns not to rely on exact places. Outside training everything passes unchanged.",
    )
    formula: ClassVar[str] = r"y_{c,i,j} = x_{c,\, i-a,\, j-b},\quad a, b \sim U({-p}, p)"

    pixels: int = param(
        2,
        _("core", "Pixels"),
        _("core", "The farthest a picture moves along each axis; 0 moves none."),
        live=True,
        ge=0,
        le=MAX_SIDE,
        effect=_("core", "Higher: less reliance on places. Too high: what matters leaves the picture."),
        why=_("core", "2 is seen in small pictures and cuts off little."),
    )
    fill: Mode = param(
        "zeros",
        _("core", "Fill"),
        _("core", "What comes in at the border that the picture leaves free."),
        effect=_(
            "core", "Zeros are black, or the mean of standardized data; the others continue the picture."
        ),
        why=_("core", "Zeros add nothing that was not there."),
    )

    def code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        del inputs
        return called("RandomShift", self.pixels, self.fill)

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _SHIFT

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``pixels`` and a stream of its own."""
        del inputs
        return _shift()(self.fill, pixels=self.pixels)

    def subtitle(self) -> str:
        """Return the farthest move."""
        return f"± {self.pixels}"


_ROTATION = """\
class RandomRotation(nn.Module):
    def __init__(self, degrees, fill):
        super().__init__()
        self.degrees, self.fill = degrees, fill

    def forward(self, x):
        if not self.training:
            return x
        drawn = torch.rand(len(x), 1, 1, 1, dtype=x.dtype, device=x.device)
        angle = (2 * drawn - 1).view(-1) * self.degrees * (torch.pi / 180)
        cos, sin, none = angle.cos(), angle.sin(), torch.zeros_like(angle)
        height, width = x.shape[2:]
        rows = (cos, -sin * (height / width), none, sin * (width / height), cos, none)
        grid = nn.functional.affine_grid(torch.stack(rows, 1).view(-1, 2, 3), x.shape, align_corners=False)
        return nn.functional.grid_sample(x, grid, padding_mode=self.fill, align_corners=False)
"""


class RandomRotation(Augmentation):
    """Pictures are turned about their centre at random."""

    kind: ClassVar[str] = "random_rotation"
    title: ClassVar[Text] = _("core", "Random rotation")
    help: ClassVar[Text] = _(
        "core",
        "In training, turns each picture about its centre by a random angle, blending between neighbouring "
        "pixels, so that the network learns to read what is tilted. Outside training everything passes "
        "unchanged.",
    )
    formula: ClassVar[str] = r"y(\mathbf{r}) = x\left(R_\alpha \mathbf{r}\right),\quad \alpha \sim U({-a}, a)"

    degrees: float = param(
        10.0,
        _("core", "Angle"),
        _("core", "The largest angle, either way; 0 turns none."),
        live=True,
        unit="°",
        ge=0,
        le=180,
        effect=_("core", "Higher: less reliance on what is upright. Too high: 6 and 9 become alike."),
        why=_("core", "10° is about as much as handwriting is slanted."),
    )
    fill: Literal["zeros", "replicate"] = param(
        "zeros",
        _("core", "Fill"),
        _("core", "What comes in at the corners that the picture leaves free."),
        effect=_(
            "core", "Zeros are black, or the mean of standardized data; replicate continues the border."
        ),
        why=_("core", "Zeros add nothing that was not there."),
    )

    def code(self, inputs: Inputs) -> str:
        """Return the helper's call."""
        del inputs
        return called("RandomRotation", self.degrees, _BORDERS[self.fill])

    @classmethod
    def helpers(cls) -> str:
        """Return the helper's source."""
        return _ROTATION

    def build(self, inputs: Inputs) -> nn.Module:
        """Return a module with ``degrees`` and a stream of its own."""
        del inputs
        return _rotation()(_BORDERS[self.fill], degrees=self.degrees)

    def subtitle(self) -> str:
        """Return the largest angle."""
        return f"± {self.degrees:g}°"


_BORDERS = {"zeros": "zeros", "replicate": "border"}  # the names that grid_sample has for them


@cache
def picture_noise() -> Any:
    """Return the base of modules that draw a few numbers for every picture, made when torch is there."""
    noisy: Any = noisy_module()

    class PictureNoise(noisy):  # type: ignore[misc] # the base is made when torch is there
        def forward(self, x: Tensor) -> Tensor:
            y: Tensor = self.changed(x) if self.training else x
            return y

        def drawn(self, x: Tensor, count: int) -> Tensor:
            """Return ``count`` numbers in [0, 1) for every picture, shape (batch, count, 1, 1)."""
            numbers: Tensor = self.uniform(x[:, :1, :1, :1].expand(-1, count, -1, -1))
            return numbers

    return PictureNoise


def whole(drawn: Tensor, count: Any) -> Tensor:
    """Turn numbers in [0, 1) into whole ones in 0 … ``count`` − 1; rounding must not reach ``count``."""
    number: Tensor = (drawn * count).long()
    return number.clamp(max=count - 1) if isinstance(count, int) else number.minimum((count - 1).long())


@cache
def _flip() -> type[nn.Module]:
    import torch

    base: Any = picture_noise()

    class SeededFlip(base):  # type: ignore[misc] # the base is made when torch is there
        def changed(self, x: Tensor) -> Tensor:
            drawn = self.drawn(x, 2)
            x = torch.where(drawn[:, :1] < self.horizontal, x.flip(3), x)
            return torch.where(drawn[:, 1:] < self.vertical, x.flip(2), x)

    return SeededFlip


@cache
def _shift() -> type[nn.Module]:
    base: Any = picture_noise()

    class SeededShift(base):  # type: ignore[misc] # the base is made when torch is there
        def __init__(self, fill: str, **live: float) -> None:
            super().__init__(**live)
            self.fill = fill

        def changed(self, x: Tensor) -> Tensor:
            moves = whole(self.drawn(x, 2), 2 * self.pixels + 1) - self.pixels.long()
            return _moved(_moved(x, 2, moves[:, :1], self.fill), 3, moves[:, 1:], self.fill)

    return SeededShift


def _moved(x: Tensor, axis: int, moves: Tensor, fill: str) -> Tensor:
    """Move every picture along ``axis`` by its number of pixels, of shape (batch, 1, 1, 1)."""
    import torch

    size = x.shape[axis]
    places = torch.arange(size, device=x.device).view((-1, 1) if axis == 2 else (1, -1)) - moves
    inside = _folded(places, size, fill)
    y = x.gather(axis, inside.expand(x.shape))
    return torch.where(places == inside, y, 0.0) if fill == "zeros" else y


def _folded(places: Tensor, size: int, fill: str) -> Tensor:
    """Return the pixels that stand in for places beyond the border."""
    if fill == "circular":
        return places.remainder(size)
    if fill == "reflect":
        period = max(1, 2 * (size - 1))
        there = places.remainder(period)
        return there.minimum(period - there)
    return places.clamp(0, size - 1)


@cache
def _rotation() -> type[nn.Module]:
    import torch
    from torch.nn.functional import affine_grid, grid_sample

    base: Any = picture_noise()

    class SeededRotation(base):  # type: ignore[misc] # the base is made when torch is there
        def __init__(self, fill: str, **live: float) -> None:
            super().__init__(**live)
            self.fill = fill

        def changed(self, x: Tensor) -> Tensor:
            angle = (2 * self.drawn(x, 1) - 1).view(-1) * self.degrees * (math.pi / 180)
            cos, sin, none = angle.cos(), angle.sin(), torch.zeros_like(angle)
            height, width = x.shape[2:]
            # affine_grid counts both sides as 2 long, so that a turn needs their ratio.
            rows = (cos, -sin * (height / width), none, sin * (width / height), cos, none)
            grid = affine_grid(torch.stack(rows, 1).view(-1, 2, 3), list(x.shape), align_corners=False)
            turned: Tensor = grid_sample(x, grid, padding_mode=self.fill, align_corners=False)
            return turned

    return SeededRotation
