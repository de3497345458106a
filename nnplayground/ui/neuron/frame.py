"""Where everything of one neuron stands, for the room there is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

__all__ = ["LEAST_HEIGHT", "LEAST_WIDTH", "LINE", "Frame", "rows_that_fit"]

LEAST_WIDTH, LEAST_HEIGHT = 640, 436
_CARD, _WIRES = 116.0, 88.0
_LEFT = _CARD + _WIRES
_PANEL, _WIDEST = 464.0, 640.0
_NEXT = 132.0
_SIDE = 197.0  # the curve, the output and its map
_HEAD, _TOP = 55.0, 66.0
LINE = 22.0
_PITCH = 22.0, 48.0
_MOST_ROWS = 12
_FACTS = 3


def _notes(lines: int) -> float:
    return 18.0 + lines * LINE


def rows_that_fit(height: float, lines: int) -> int:
    """Return how many inputs can be shown; more are summed up in one row."""
    free = height - _TOP - _notes(lines) - 14.0
    return max(1, min(_MOST_ROWS, int(free / _PITCH[0]) - 2))


@dataclass(frozen=True)
class Frame:
    """Rectangles of a weighted sum's picture.

    Parameters
    ----------
    width, height : float
        The room.
    rows : int
        Rows above the sum: shown inputs, the rest in one, and the bias.
    lines : int
        Lines of formulas below.
    has_map : bool
        Whether the output has a picture.
    """

    width: float
    height: float
    rows: int
    lines: int
    has_map: bool = True

    @property
    def has_next(self) -> bool:
        """Whether there is room for what follows the neuron."""
        return self.width >= _LEFT + _PANEL + _NEXT

    @property
    def panel(self) -> QRectF:
        """The neuron itself."""
        right = _NEXT if self.has_next else 14.0
        width = max(420.0, min(_WIDEST, self.width - _LEFT - right))
        return QRectF(_LEFT, 2, width, self.height - 4)

    @property
    def card(self) -> QRectF:
        """The card before it, which goes on beyond the left edge."""
        bottom = self.row(self.rows - 1).bottom() + 34
        return QRectF(-12, self.panel.top(), _CARD + 12, bottom - self.panel.top())

    @property
    def next_card(self) -> QRectF:
        """The card behind it, which goes on beyond the right edge."""
        left = self.panel.right() + 76
        return QRectF(left, self.panel.top() + 150, max(80.0, self.width - left + 12), 216)

    @property
    def notes(self) -> QRectF:
        """The lines of formulas."""
        panel, height = self.panel, _notes(self.lines)
        return QRectF(panel.left() + 16, panel.bottom() - height, panel.width() - 32, height)

    @property
    def pitch(self) -> float:
        """The height of a row."""
        free = self.notes.top() - self.panel.top() - _TOP - 10
        return max(_PITCH[0], min(_PITCH[1], free / (self.rows + 1)))

    @property
    def head(self) -> float:
        """The middle of the line over the columns."""
        return self.panel.top() + _HEAD

    def row(self, number: int) -> QRectF:
        """Return a row of the sum, from the card on the left to the curve."""
        pitch, panel = self.pitch, self.panel
        top = panel.top() + _TOP + number * pitch
        return QRectF(panel.left(), top, panel.width() - _SIDE, pitch)

    @property
    def cell(self) -> float:
        """The side of an input's map."""
        return min(40.0, self.pitch - 6)

    @property
    def bars(self) -> tuple[float, float]:
        """From where to where the running sum goes."""
        return self.panel.left() + 18, self.panel.left() + 18 + self._bars_width

    @property
    def _bars_width(self) -> float:
        return self.panel.width() - _SIDE - 162

    @property
    def products(self) -> float:
        """The right edge of the column w·a."""
        return self.bars[1] + 74

    @property
    def gradients(self) -> float:
        """The right edge of the column ∂L/∂w."""
        return self.panel.right() - _SIDE - 10

    @property
    def side(self) -> QRectF:
        """The right part: curve, output, map, facts."""
        panel = self.panel
        left = panel.right() - _SIDE + 14
        return QRectF(
            left, panel.top() + _TOP, panel.right() - 16 - left, self.notes.top() - panel.top() - _TOP
        )

    def _picture_heights(self) -> tuple[float, float]:
        """Return the heights of the curve and of the map."""
        free = self.side.height() - 48 - _FACTS * 21
        if not self.has_map:
            return min(230.0, free), 0.0
        curve = max(84.0, min(170.0, 0.5 * free))
        map_ = min(self.side.width(), free - curve)
        return (curve, map_) if map_ >= 56 else (min(170.0, free), 0.0)

    @property
    def curve(self) -> QRectF:
        """The activation."""
        side = self.side
        return QRectF(side.left(), side.top(), side.width(), self._picture_heights()[0])

    @property
    def output(self) -> QRectF:
        """The line with the output."""
        return QRectF(self.side.left(), self.curve.bottom() + 6, self.side.width(), 26)

    @property
    def map(self) -> QRectF:
        """The output over the plane; empty without room for it."""
        height = self._picture_heights()[1]
        return QRectF(self.side.left(), self.output.bottom() + 4, height, height)

    def fact(self, number: int) -> QRectF:
        """Return a line below the map."""
        top = self.map.bottom() + 8 + number * 21
        return QRectF(self.side.left(), top, self.side.width(), 21)
