"""What the panels of a sweep share: what is shown, the pictures of trials, titles."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.sweeps.pictures import unpacked
from nnplayground.ui.theme import theme
from nnplayground.ui.views.run_pictures import draw_line, draw_picture, is_plane, output_image
from nnplayground.ui.widgets.painting import by_keyboard, draw_box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from PySide6.QtGui import QFocusEvent, QPaintEvent

    from nnplayground.sweeps.axes import Axis
    from nnplayground.sweeps.importance import Importance
    from nnplayground.sweeps.plan import Plan
    from nnplayground.sweeps.study import TrialResult
    from nnplayground.ui.views.sweep_words import Words

__all__ = ["Pictures", "Shown", "SweepPanel", "merit_colour"]


@dataclass(frozen=True, eq=False)
class Shown:
    """A moment of a sweep, and what of it the person has chosen.

    Attributes
    ----------
    results : tuple of TrialResult
        The best first.
    wanted : int
        How many trials there are to be.
    chosen : int or None
        The number of a trial.
    brushes : Mapping of str to (float, float)
        By path or measure: the part of that axis, as shares of its length, whose trials are looked at.
    """

    plan: Plan
    words: Words
    results: tuple[TrialResult, ...]
    wanted: int
    chosen: int | None
    importance: Importance | None
    pictures: Pictures
    brushes: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def done(self) -> tuple[TrialResult, ...]:
        """The trials that came to their end with a number, the best first."""
        return tuple(r for r in self.results if r.state == "done" and r.value is not None)

    def trial(self, number: int | None) -> TrialResult | None:
        """Return a trial by its number."""
        return next((r for r in self.results if r.number == number), None)

    def value(self, axis: Axis, result: TrialResult) -> str:
        """Return what a trial has for a setting."""
        if axis.path not in result.parameters:
            return "–"
        return self.words.value(axis.path, axis.value(result.parameters[axis.path]))

    def share(self, result: TrialResult) -> float:
        """Return how far a trial that runs has come, from 0 to 1."""
        epochs = self.plan.experiment.training.stop.epochs or 0
        return min(1.0, result.epoch / epochs) if epochs else 0.0

    def merit(self, result: TrialResult) -> float:
        """Return 1 for the best trial and 0 for the worst, by rank."""
        numbers = [r.number for r in self.done]
        if result.number not in numbers or len(numbers) < 2:
            return float(result.number in numbers)
        return 1 - numbers.index(result.number) / (len(numbers) - 1)


class Pictures:
    """The pictures of the trials of one sweep, unpacked and coloured once."""

    def __init__(self, plan: Plan) -> None:
        spec = plan.experiment.data.spec()
        self._classes = spec.target.classes or 0
        self.has_any = bool(spec.bounds)
        self.are_boundaries = len(spec.bounds) == 2 and self._classes > 0
        self._packed: dict[int, Mapping[str, Any]] = {}
        self._values: dict[int, NDArray[Any] | None] = {}
        self._images: dict[tuple[int, str], QImage] = {}
        self._span = (math.inf, -math.inf)

    def values(self, result: TrialResult) -> NDArray[Any] | None:
        """Return what the network of a trial says over the plane."""
        if result.picture is None:
            return None
        number = result.number
        if self._packed.get(number) != result.picture:  # one that runs has another every second
            self._packed[number], self._values[number] = result.picture, unpacked(result.picture)
            self._images = {key: image for key, image in self._images.items() if key[0] != number}
            self._stretch(self._values[number])
        return self._values[number]

    def _stretch(self, values: NDArray[Any] | None) -> None:
        """Let all lines fit into one span."""
        if values is not None:
            low, high = self._span
            self._span = min(low, float(values.min())), max(high, float(values.max()))

    def draw(self, painter: QPainter, rect: QRectF, result: TrialResult, *, opacity: float = 1.0) -> bool:
        """Draw the picture of a trial; False if it has none."""
        values = self.values(result)
        if values is None:
            return False
        if not is_plane(values):
            draw_box(painter, rect, 4, theme().colour("field"))
            draw_line(painter, rect.adjusted(3, 4, -3, -4), values, self._span, theme().colour("text1"))
            return True
        key = result.number, theme().tokens.name
        if key not in self._images:
            self._images[key] = output_image(values, self._classes)
        draw_picture(painter, rect, self._images[key], opacity=opacity)
        return True


class SweepPanel(QWidget):
    """A part of the page that paints a moment of the sweep, and in which a trial can be chosen.

    Attributes
    ----------
    chosen : Signal(int)
        A trial, by its number.
    accepted : Signal(int)
        Its settings are to be used.
    menuAsked : Signal(int, QPoint)
        What can be done with it is to be offered at a place of the screen.
    """

    chosen = Signal(int)
    accepted = Signal(int)
    menuAsked = Signal(int, object)  # noqa: N815

    def __init__(self, name: str) -> None:
        super().__init__()
        self.shown: Shown | None = None
        self._ring = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().themeChanged.connect(self.update)

    def show_moment(self, shown: Shown | None) -> None:
        """Show a moment; None is none."""
        self.shown = shown
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def trial_at(self, at: QPointF) -> int | None:
        """Return the number of the trial at a place; overridden where there are any."""
        del at
        return None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            number = self.shown.chosen if self.shown is not None else None
        else:
            number = self.trial_at(QPointF(event.pos()))
        if number is None:
            super().contextMenuEvent(event)
            return
        self.chosen.emit(number)
        self.menuAsked.emit(number, event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @property
    def shows_focus(self) -> bool:
        """Whether keys were used to come here."""
        return self._ring and self.hasFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("surface"))
        if self.shown is not None:
            self.paint(painter, self.shown)

    def paint(self, painter: QPainter, shown: Shown) -> None:
        """Paint a moment; overridden."""
        raise NotImplementedError


def merit_colour(shown: Shown, result: TrialResult) -> QColor:
    """Return the ground of a trial without a picture: the better it is, the more of the accent."""
    one, other = theme().colour("card"), theme().colour("accent")
    share = 0.75 * shown.merit(result) if result.state == "done" else 0.0
    pairs = ((one.redF(), other.redF()), (one.greenF(), other.greenF()), (one.blueF(), other.blueF()))
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in pairs))
