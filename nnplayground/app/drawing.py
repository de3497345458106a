"""The drawing that a person makes for the network: its pixels, its undo list, and its way to the views."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from nnplayground.app.picture_form import PictureForm, area_weights, form_of
from nnplayground.train.traces import Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.app.samples import SampleChoice

__all__ = ["Brush", "Drawing"]

SIDE = 280
"""About how many pixels the longer side of a drawing has: ten for each of MNIST's."""
_UNDO = 30  # drawings that are kept
_PERIOD = 33  # milliseconds between two pictures of the same stroke: the display rate
_WHITE = (1.0, 1.0, 1.0)
_BRIGHTNESS = np.array([0.299, 0.587, 0.114], np.float32)  # of red, green and blue (ITU-R BT.601)

Place = tuple[float, float]
"""From the left and from the top, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Brush:
    """What a stroke is made with.

    Attributes
    ----------
    size : float
        Its diameter, as a part of the drawing's longer side.
    softness : float
        How much of its radius fades out, from 0 to 1.
    colour : (float, float, float)
        Red, green and blue from 0 to 1, for pictures in colour; else ink is what paper is not.
    erases : bool
        Whether it puts paper instead.
    """

    size: float = 0.1
    softness: float = 0.4
    colour: tuple[float, float, float] = _WHITE
    erases: bool = False


class Drawing(QObject):
    """A picture in the form of the data that becomes the chosen sample while it is drawn.

    Attributes
    ----------
    changed : Signal
        The pixels are others, or the form is.
    brush_changed : Signal
        Another brush is in the hand.
    brush : Brush
    centred : bool
        Whether the network gets it scaled and centred as the data's pictures are.
    """

    changed = Signal()
    brush_changed = Signal()

    def __init__(self, samples: SampleChoice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._samples = samples
        self._form: PictureForm | None = None
        self._known: object = None  # the samples whose form it is
        self._pixels: NDArray[np.float32] = np.zeros((1, 1, 1), np.float32)
        self._before: list[NDArray[np.float32]] = []
        self._after: list[NDArray[np.float32]] = []
        self._ground: NDArray[np.float32] | None = None  # below the stroke that is being made
        self._covered: NDArray[np.float32] | None = None
        self._target: int | None = None
        self._own: Sample | None = None
        self.brush = Brush()
        self.centred = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PERIOD)
        self._timer.timeout.connect(self._tell)
        samples.changed.connect(self._follow_data)

    # -- what is there ---------------------------------------------------------------------------------

    @property
    def form(self) -> PictureForm | None:
        """The form of the data's pictures; None for other data."""
        return self._form

    @property
    def pixels(self) -> NDArray[np.float32]:
        """The drawing, (channels, height, width) from 0 to 1."""
        return self._pixels

    @property
    def is_chosen(self) -> bool:
        """Whether the drawing is what the views look at."""
        return self._own is not None and self._samples.sample == self._own

    @property
    def is_blank(self) -> bool:
        """Whether nothing is drawn."""
        return self._form is None or bool(np.abs(self._pixels - self._paper()).max() < 0.02)

    @property
    def can_undo(self) -> bool:
        """Whether there is a drawing to go back to."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether an undone one can come back."""
        return bool(self._after)

    def seen(self) -> NDArray[np.float32]:
        """Return what the network gets: raw values in the form of the data."""
        assert self._form is not None
        return self._form.seen(self._pixels, centred=self.centred)

    def _paper(self) -> NDArray[np.float32]:
        assert self._form is not None
        return np.asarray(self._form.paper, np.float32)[:, None, None]

    def _follow_data(self) -> None:
        """Begin anew where the data's pictures are of another form."""
        points = self._samples.points
        if points is None or points.train_x.ndim != 4 or points.train_x.shape[1] not in (1, 3):
            form = None
        else:
            form = self._form if points is self._known else form_of(points.train_x)
        self._known = points
        if form is not None and form != self._form:
            self._begin(form)
        elif form is None and self._form is not None:
            self._form = None
            self.changed.emit()

    def _begin(self, form: PictureForm) -> None:
        before, self._form = self._form, form
        self._before, self._after, self._target = [], [], None
        was_chosen, same = self.is_chosen, before is not None and before.shape == form.shape
        if not same:
            self._pixels = self._blank()
            self._own = None
            self.brush = replace(self.brush, size=round(form.stroke, 2), erases=False)
            self.brush_changed.emit()
        self.changed.emit()
        if same and was_chosen:  # the same drawing, in the range of the new data
            self._flush()

    def _blank(self) -> NDArray[np.float32]:
        assert self._form is not None
        _channels, height, width = self._form.shape
        scale = max(1, round(SIDE / max(height, width)))
        return np.broadcast_to(self._paper(), (self._form.shape[0], height * scale, width * scale)).copy()

    # -- strokes ---------------------------------------------------------------------------------------

    def press(self, place: Place) -> None:
        """Begin a stroke: on the drawing, or if a sample of the data is looked at, on fresh paper.

        Only the eraser works on what it sees, so that one can take away a part of a sample.
        """
        if self._form is None:
            return
        if not self.is_chosen and self.brush.erases:
            self.take_sample()
        fresh = not self.is_chosen and not self.is_blank
        self._remember()
        if fresh:
            self._pixels = self._blank()
        self._ground = self._pixels.copy()
        self._covered = np.zeros(self._pixels.shape[1:], np.float32)
        self.move(place, place)

    def move(self, start: Place, end: Place) -> None:
        """Go on with the stroke from one place to another."""
        if self._ground is None or self._covered is None:
            return
        window, covered = self._coverage(start, end)
        if not covered.size:
            return
        part = self._covered[window]
        np.maximum(part, covered, out=part)  # a soft edge does not grow dark where the pen goes twice
        ink = np.asarray(self._ink(), np.float32)[:, None, None]
        ground = self._ground[:, *window]
        self._pixels[:, *window] = ground + (ink - ground) * part
        self._changed()

    def release(self) -> None:
        """End the stroke."""
        self._ground = self._covered = None
        self._flush()

    def _ink(self) -> tuple[float, ...]:
        assert self._form is not None
        if self.brush.erases:
            return self._form.paper
        if self._form.is_colour:
            return self.brush.colour
        return (0.0 if self._form.paper[0] > 0.5 else 1.0,)

    def _coverage(self, start: Place, end: Place) -> tuple[tuple[slice, slice], NDArray[np.float32]]:
        """Return where a straight piece of the stroke reaches, and how much it covers each pixel there."""
        height, width = self._pixels.shape[1:]
        radius = max(0.6, self.brush.size * max(height, width) / 2)
        (x0, y0), (x1, y1) = ((x * width, y * height) for x, y in (start, end))
        reach = radius + 1
        top, bottom = _span(min(y0, y1) - reach, max(y0, y1) + reach, height)
        left, right = _span(min(x0, x1) - reach, max(x0, x1) + reach, width)
        y, x = np.ogrid[top:bottom, left:right]
        y, x = y + 0.5 - y0, x + 0.5 - x0
        dx, dy = x1 - x0, y1 - y0
        along = np.clip((x * dx + y * dy) / max(1e-9, dx * dx + dy * dy), 0, 1)
        distance = np.hypot(x - along * dx, y - along * dy)
        fade = max(1.0, self.brush.softness * radius)
        covered = np.clip((radius - distance) / fade + 0.5 * (1 - self.brush.softness), 0, 1)
        return (slice(top, bottom), slice(left, right)), covered.astype(np.float32)

    def set_brush(self, **changes: Any) -> None:
        """Take another brush in the hand."""
        brush = replace(self.brush, **changes)
        if brush != self.brush:
            self.brush = brush
            self.brush_changed.emit()

    def set_centred(self, centred: bool) -> None:
        """Let the network see the drawing as it stands, or scaled and centred as the data's pictures are."""
        if centred != self.centred:
            self.centred = centred
            self.changed.emit()
            if self.is_chosen:
                self._flush()

    # -- whole pictures --------------------------------------------------------------------------------

    def clear(self) -> None:
        """Take fresh paper."""
        if self._form is not None:
            self._put(self._blank())

    def invert(self) -> None:
        """Turn bright into dark and dark into bright."""
        if self._form is not None:
            self._put(1 - self._pixels)

    def take_sample(self) -> None:
        """Copy the sample that is looked at onto the pad, pixel by pixel."""
        raw, form = self._samples.raw(), self._form
        if form is None or raw is None or raw.shape != form.shape:
            return
        scale = self._pixels.shape[1] // form.shape[1]
        self._put(np.kron(form.unit(raw), np.ones((1, scale, scale), np.float32)))

    def place(self, picture: NDArray[Any]) -> None:
        """Put a picture on the paper, as large as it fits and in the middle.

        Parameters
        ----------
        picture : ndarray
            Shape (height, width, 3), red, green and blue from 0 to 255. Where the data is ink on plain paper,
            a picture with the opposite of both is inverted.
        """
        form = self._form
        if form is None or not picture.size:
            return
        unit = picture.astype(np.float32).transpose(2, 0, 1) / 255
        if not form.is_colour:
            unit = np.tensordot(_BRIGHTNESS, unit, 1)[None].astype(np.float32)
        if form.is_plain and abs(_border(unit) - form.paper[0]) > 0.5:
            unit = 1 - unit
        self._put(self._fitted(unit))

    def _fitted(self, unit: NDArray[Any]) -> NDArray[np.float32]:
        """Return the paper with a picture in its middle; what it leaves free continues its border."""
        board = self._blank()
        height, width = board.shape[1:]
        scale = min(height / unit.shape[1], width / unit.shape[2])
        high, wide = max(1, round(unit.shape[1] * scale)), max(1, round(unit.shape[2] * scale))
        down = area_weights(unit.shape[1], high, 0.0, unit.shape[1])
        across = area_weights(unit.shape[2], wide, 0.0, unit.shape[2])
        board[:] = np.median(_frame(unit), axis=1)[:, None, None]
        top, left = (height - high) // 2, (width - wide) // 2
        board[:, top : top + high, left : left + wide] = down @ unit @ across.T
        return np.clip(board, 0, 1)

    def picture(self) -> NDArray[np.uint8]:
        """Return what the pad shows, the drawing or the chosen sample: (height, width, 3) from 0 to 255."""
        form, raw = self._form, self._samples.raw()
        own = self.is_chosen or form is None or raw is None or raw.shape != form.shape
        unit = self._pixels if own or form is None or raw is None else form.unit(raw)
        colours = np.broadcast_to(unit, (3, *unit.shape[1:]))
        return np.rint(np.clip(colours, 0, 1).transpose(1, 2, 0) * 255).astype(np.uint8)

    def _put(self, pixels: NDArray[np.float32]) -> None:
        self._remember()
        self._pixels = pixels.astype(np.float32)
        self.changed.emit()
        self._flush()

    # -- undo ------------------------------------------------------------------------------------------

    def _remember(self) -> None:
        self._before = [*self._before[1 - _UNDO :], self._pixels.copy()]
        self._after = []

    def undo(self) -> None:
        """Go back to the drawing before the last stroke."""
        self._go(self._before, self._after)

    def redo(self) -> None:
        """Do again what was undone."""
        self._go(self._after, self._before)

    def _go(self, there: list[NDArray[np.float32]], here: list[NDArray[np.float32]]) -> None:
        if there:
            here.append(self._pixels)
            self._pixels = there.pop()
            self.changed.emit()
            self._flush()

    # -- to the views ----------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let all views look at the drawing."""
        if self._form is not None:
            self._flush()

    @property
    def target(self) -> int | None:
        """The class that the person says it shows."""
        return self._target

    def set_target(self, target: int | None) -> None:
        """Say which class it shows, so that there is a loss."""
        self._target = target
        self.choose()

    def _changed(self) -> None:
        self.changed.emit()
        if not self._timer.isActive():
            self._timer.start()

    def _flush(self) -> None:
        self._timer.stop()
        self._tell()

    def _tell(self) -> None:
        if self._form is None:
            return
        target = None if self._target is None else (float(self._target),)
        self._own = Sample.made(tuple(self.seen().ravel().tolist()), target)
        self._samples.choose(self._own)


def _span(low: float, high: float, size: int) -> tuple[int, int]:
    """Return the pixels from ``low`` to ``high`` that there are."""
    return min(size, max(0, int(low))), min(size, max(0, int(high) + 1))


def _frame(unit: NDArray[Any]) -> NDArray[Any]:
    """Return the pixels of the border, (channels, pixels)."""
    parts = (unit[:, 0], unit[:, -1], unit[:, :, 0], unit[:, :, -1])
    return np.concatenate(parts, axis=1)


def _border(unit: NDArray[Any]) -> float:
    return float(np.median(_frame(unit)))
