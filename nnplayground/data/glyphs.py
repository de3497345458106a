"""Letters and digits written in many ways: a stand-in for MNIST that needs no download."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from nnplayground.core.component import param
from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.resources import resource
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.fields import noise_field, samples_field
from nnplayground.data.pictures import NOISE_HELP, noisy, pixel_grid, smooth_fields, turned

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

__all__ = ["Glyphs"]

SIDE = 28
_ALPHABETS = {
    "digits": "0123456789",
    "latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "cyrillic": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
}
_FONTS = (
    "Inter-Regular",
    "Inter-Medium",
    "Inter-SemiBold",
    "Inter-Italic",
    "JetBrainsMono-Regular",
    "JetBrainsMono-Medium",
    "JetBrainsMono-Bold",
)
_STROKES = 3
_CANVAS = 64  # pixels that a character is drawn on before it is bent and made smaller
_POINTS = 48
_BATCH = 500


class Glyphs(Dataset):
    """Characters of several fonts, bent and blurred at random."""

    kind: ClassVar[str] = "glyphs"
    title: ClassVar[Text] = _("core", "Glyphs")
    help: ClassVar[Text] = _(
        "core",
        "Digits or capital letters of 28×28 grey pixels, drawn from several fonts with random slant, stroke, "
        "place, bends and noise. Any number of them can be made.",
    )
    group: ClassVar[DataGroup] = DataGroup.IMAGE
    noise_range: ClassVar[tuple[float, float]] = (0.0, 0.5)

    characters: Literal["digits", "latin", "cyrillic"] = param(
        "digits",
        _("core", "Characters"),
        _("core", "Which characters are to be told apart."),
        effect=_("core", "Letters are more classes, and need more filters and samples."),
        why=_("core", "Ten digits, as in MNIST."),
    )
    samples: int = samples_field(2000)
    distortion: float = param(
        0.4,
        _("core", "Distortion"),
        _("core", "How much characters are slanted, turned, moved and bent; 0 prints them, 1 scrawls."),
        ge=0,
        le=1,
        effect=_("core", "Higher: harder, but what is learned holds for more hands."),
        why=_("core", "0.4 looks like careful handwriting."),
    )
    noise: float = noise_field(0.05, NOISE_HELP)

    def count(self) -> int:
        """Return how many samples there are."""
        return self.samples

    def spec(self) -> DataSpec:
        """Describe the pictures."""
        names = tuple(_ALPHABETS[self.characters])
        return DataSpec(
            x=TensorSpec((1, SIDE, SIDE)),
            target=TensorSpec((), classes=len(names)),
            task=Task.MULTICLASS,
            class_names=names,
        )

    def generate(self, rng: Generator) -> Samples:
        """Draw the characters in turn, so that all are as frequent."""
        alphabet = _ALPHABETS[self.characters]
        labels = np.arange(self.samples) % len(alphabet)
        pictures = np.empty((self.samples, 1, SIDE, SIDE))
        for start in range(0, self.samples, _BATCH):  # the bending needs several times the memory
            part = slice(start, start + _BATCH)
            pictures[part, 0] = self._drawn(alphabet, labels[part], rng)
        return Samples(pictures, labels.astype(np.int64))

    def _drawn(self, alphabet: str, labels: NDArray[Any], rng: Generator) -> NDArray[np.float64]:
        fonts = rng.integers(len(_FONTS), size=len(labels))
        strokes = rng.integers(_STROKES, size=len(labels))
        rows = zip(labels.tolist(), fonts.tolist(), strokes.tolist(), strict=True)
        masters = np.stack([_master(alphabet[label], _FONTS[font], stroke) for label, font, stroke in rows])
        x, y = self._places(len(labels), rng)
        return noisy(_looked_up(masters, x, y), self.noise, rng)

    def _places(self, count: int, rng: Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return where on its master every pixel of every picture lies, in the master's pixels."""
        amount = self.distortion
        draw = rng.uniform(-1, 1, (6, count, 1, 1))
        angle, slant = 0.3 * amount * draw[0], 0.6 * amount * draw[1]
        wide, high = 1 + 0.3 * amount * draw[2], 1 + 0.2 * amount * draw[3]
        right, down = 0.2 * amount * draw[4], 0.2 * amount * draw[5]
        x, y = pixel_grid(SIDE)
        u, v = turned(x - right, y - down, angle)
        bends = 0.12 * amount * smooth_fields(rng, 2 * count, SIDE).reshape(2, count, SIDE, SIDE)
        across, along = (u + slant * v) * wide + bends[0], v * high + bends[1]
        middle = _CANVAS / 2
        return (
            ((across + 1) * middle - 0.5).astype(np.float32),
            ((along + 1) * middle - 0.5).astype(np.float32),
        )


@cache
def _master(character: str, font: str, stroke: int) -> NDArray[np.float32]:
    """Draw one character in the middle of a canvas, values 0 to 1, and blur it for the smaller picture."""
    from PIL import Image, ImageDraw, ImageFont

    face = _font(font)
    assert isinstance(face, ImageFont.FreeTypeFont)
    left, top, right, bottom = face.getbbox(character, stroke_width=stroke)
    canvas = Image.new("L", (_CANVAS, _CANVAS))
    corner = ((_CANVAS - right - left) / 2, (_CANVAS - bottom - top) / 2)
    ImageDraw.Draw(canvas).text(corner, character, fill=255, font=face, stroke_width=stroke)
    pixels = np.pad(np.asarray(canvas, np.float32) / np.float32(255), 1)
    # A pixel of the picture covers more than two of the canvas.
    rows = pixels[:-2] + 2 * pixels[1:-1] + pixels[2:]
    blurred: NDArray[np.float32] = ((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 16).astype(np.float32)
    return blurred


@cache
def _font(name: str) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(resource("fonts", f"{name}.ttf")), _POINTS)


def _looked_up(
    masters: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Return every master's values at the places of its picture, between pixels by linear blending."""
    side = masters.shape[1] + 3  # a border of zeros, so that places outside need no question
    flat = np.pad(masters, ((0, 0), (1, 2), (1, 2))).reshape(-1)
    inside_x, inside_y = np.clip(x, -1, masters.shape[1]) + 1, np.clip(y, -1, masters.shape[1]) + 1
    column, row = inside_x.astype(np.int64), inside_y.astype(np.int64)
    right, down = inside_x - column, inside_y - row
    at = np.arange(len(masters))[:, None, None] * side * side + row * side + column
    above = flat[at] * (1 - right) + flat[at + 1] * right
    below = flat[at + side] * (1 - right) + flat[at + side + 1] * right
    values: NDArray[np.float64] = above * (1 - down) + below * down
    return values
