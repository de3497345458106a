"""Kernels by name, as image processing has them: a convolution by hand."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from nnplayground.core.component import param
from nnplayground.core.layer import Initialization
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from torch import Tensor

__all__ = ["KERNELS", "KERNEL_TITLES", "Kernel", "KernelName", "kernel_window"]

KernelName = Literal[
    "identity",
    "box_blur",
    "gaussian_blur",
    "sharpen",
    "emboss",
    "sobel_x",
    "sobel_y",
    "prewitt_x",
    "prewitt_y",
    "prewitt_down",
    "prewitt_up",
    "frei_chen_x",
    "frei_chen_y",
    "laplacian",
    "laplacian_8",
]
_Row = tuple[float, float, float]
_Square = tuple[_Row, _Row, _Row]


def _scaled(factor: float, *rows: _Row) -> _Square:
    first, second, third = ((a * factor, b * factor, c * factor) for a, b, c in rows)
    return first, second, third


def _turned(kernel: _Square) -> _Square:
    """Swap rows and columns: what answered to upright edges answers to level ones."""
    first, second, third = zip(*kernel, strict=True)
    return first, second, third


_SOBEL = ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1))
_PREWITT = ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1))
_ROOT = math.sqrt(2)
# Frei and Chen 1977: the isotropic gradient, whose weights are normalized to length 1.
_FREI_CHEN = _scaled(1 / (2 * _ROOT), (-1, 0, 1), (-_ROOT, 0, _ROOT), (-1, 0, 1))

# Laid over the picture as they are written; x rises to the right, y downwards. The diagonals are named by the
# way their brightness rises, read from left to right.
KERNELS: dict[KernelName, _Square] = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "box_blur": _scaled(1 / 9, (1, 1, 1), (1, 1, 1), (1, 1, 1)),
    "gaussian_blur": _scaled(1 / 16, (1, 2, 1), (2, 4, 2), (1, 2, 1)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
    "sobel_x": _SOBEL,
    "sobel_y": _turned(_SOBEL),
    "prewitt_x": _PREWITT,
    "prewitt_y": _turned(_PREWITT),
    "prewitt_down": ((-1, -1, 0), (-1, 0, 1), (0, 1, 1)),
    "prewitt_up": ((0, 1, 1), (-1, 0, 1), (-1, -1, 0)),
    "frei_chen_x": _FREI_CHEN,
    "frei_chen_y": _turned(_FREI_CHEN),
    "laplacian": ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    "laplacian_8": ((1, 1, 1), (1, -8, 1), (1, 1, 1)),
}
KERNEL_TITLES: dict[KernelName, Text] = {
    "identity": _("core", "Identity"),
    "box_blur": _("core", "Box blur"),
    "gaussian_blur": _("core", "Gaussian blur"),
    "sharpen": _("core", "Sharpen"),
    "emboss": _("core", "Emboss"),
    "sobel_x": _("core", "Sobel, upright edges"),
    "sobel_y": _("core", "Sobel, level edges"),
    "prewitt_x": _("core", "Prewitt, upright edges"),
    "prewitt_y": _("core", "Prewitt, level edges"),
    "prewitt_down": _("core", "Prewitt, falling diagonal"),
    "prewitt_up": _("core", "Prewitt, rising diagonal"),
    "frei_chen_x": _("core", "Frei–Chen, upright edges"),
    "frei_chen_y": _("core", "Frei–Chen, level edges"),
    "laplacian": _("core", "Laplacian"),
    "laplacian_8": _("core", "Laplacian of eight neighbours"),
}
_SIDE = 3


class Kernel(Initialization):
    """Known filters of 3×3, chosen by name."""

    kind: ClassVar[str] = "kernel"
    title: ClassVar[Text] = _("core", "Kernels by name")
    help: ClassVar[Text] = _(
        "core",
        "Filters of a convolution start as kernels of image processing, such as Sobel's, which finds edges. "
        "Freeze the layer to keep them. Of several input channels the mean is taken. In larger windows the "
        "3×3 numbers are in the middle, of smaller ones the edge is cut off. Layers without windows over "
        "height and width start as PyTorch's do.",
    )
    formula: ClassVar[str] = (
        r"w_{c,k} = \frac{1}{n} K,\quad "
        r"\mathrm{e.g.}\ K = \begin{pmatrix} -1 & 0 & 1 \\ -2 & 0 & 2 \\ -1 & 0 & 1 \end{pmatrix}"
    )

    kernels: tuple[KernelName, ...] = param(
        ("sobel_x", "sobel_y"),
        _("core", "Kernels"),
        _("core", "Names with commas between, which the filters take in turn. There are {names}.").format(
            names=", ".join(get_args(KernelName))
        ),
        min_length=1,
        max_length=1024,
        effect=_(
            "core", "Blurs smooth, sharpen and emboss bring out detail, all others answer to edges alone."
        ),
        why=_("core", "Sobel's pair finds upright and level edges, and so any other."),
    )

    def fill(self, weight: Tensor, generator: Any, nonlinearity: str) -> None:
        """Set every filter to the mean over its channels, seen through its kernel; nothing is drawn."""
        del generator, nonlinearity
        if weight.ndim != 4 or weight.shape[2:].numel() == 1:
            return
        for row, name in zip(weight, itertools.cycle(self.kernels), strict=False):
            window = weight.new_tensor(kernel_window(name, *weight.shape[2:]))
            row.copy_(window / weight.shape[1])


def kernel_window(name: KernelName, height: int, width: int) -> list[list[float]]:
    """Return rows of a window with the middle of a kernel in its own; what does not fit is cut off."""
    window = [[0.0] * width for _row in range(height)]
    # An even window has its centre before the middle, as padding “same” takes it.
    top, left = ((size - 1) // 2 - _SIDE // 2 for size in (height, width))
    for i, row in enumerate(KERNELS[name]):
        for j, value in enumerate(row):
            if 0 <= top + i < height and 0 <= left + j < width:
                window[top + i][left + j] = float(value)
    return window
