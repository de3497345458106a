"""The output of networks that answer a picture with a picture: one sample in detail, a wall of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.answer_panels import Answered, panel_names, panels_of, score_of
from nnplayground.ui.views.pacing import Paced
from nnplayground.ui.views.pictured import Answers
from nnplayground.ui.widgets.painting import by_keyboard, draw_box, draw_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from nnplayground.app.points import Points
    from nnplayground.app.samples import SampleChoice
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.answer_panels import Panel

__all__ = ["AnswerBoard"]

_HEAD, _CAPTION, _NAME = 18.0, 14.0, 16.0
_GAP, _BAND_GAP = 8.0, 6.0
_MOST = 64
_LARGEST, _SMALLEST = 200.0, 24.0
_SIDES = ((760, 72.0), (440, 56.0), (0, 44.0))
"""From which width on tiles of the wall have about which side."""
_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignRight
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything is: the panels of the sample, and the wall's columns and bands."""

    panels: tuple[QRectF, ...]
    top: float
    side: float
    pitch: float
    columns: int
    bands: int
    rows: int

    @property
    def count(self) -> int:
        return min(_MOST, self.columns * self.bands)

    def tile(self, number: int) -> QRectF:
        """Return the place of a sample of the wall, without its caption."""
        band, column = divmod(number, self.columns)
        high = self.rows * self.side + _CAPTION + _BAND_GAP
        return QRectF(column * self.pitch, self.top + band * high, self.side, self.rows * self.side)


class AnswerBoard(QWidget):
    """Shows the followed sample panel by panel, and below it as many others as there is room for.

    Attributes
    ----------
    changed : Signal
        It wants other probes.
    """

    changed = Signal()

    def __init__(self, samples: SampleChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples = samples
        self.kind = Answers.PICTURE
        self._points: Points | None = None
        self._snapshot: Snapshot | None = None
        self._part, self._opacity, self._scale = "test", 0.6, (0.0, 1.0)
        self._panels: dict[int, list[Panel | None]] = {}
        self._asked, self._ring = 0, False
        self._paced = Paced(self)
        self._paced.due.connect(self._take)
        self.setAccessibleName(self.tr("Pictures and what the network makes of them"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        samples.changed.connect(self._on_sample)
        theme().themeChanged.connect(self._redraw)

    # -- what is shown ---------------------------------------------------------------------------------

    def show_kind(self, kind: Answers) -> None:
        """Show answers of this kind."""
        if kind is not self.kind:
            self.kind = kind
            self._redraw()

    def show_points(self, points: Points) -> None:
        """Show these pictures, all on one scale."""
        self._points = points
        if points.train_x.ndim == 4:
            self._scale = float(points.train_x.min()), float(points.train_x.max())
        self._redraw()

    def show_test(self, test: bool) -> None:
        """Let the wall be of test samples, else of training samples."""
        part = "test" if test and (self._points is None or len(self._points.test_x)) else "train"
        if part != self._part:
            self._part = part
            self._redraw()
            self.changed.emit()

    def set_opacity(self, opacity: float) -> None:
        """Let masks cover their pictures by this share."""
        self._opacity = opacity
        self._redraw()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what the network answers now, at most ten times a second."""
        self._paced.take(snapshot)

    def clear(self) -> None:
        """Forget the run."""
        self._snapshot, self._points = None, None
        self._redraw()

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what it needs."""
        return frozenset({self._wall_request(), self._sample_request()})

    def _wall_request(self) -> ProbeRequest:
        return ProbeRequest("pictures", size=max(1, self._asked), part=self._part)

    def _sample_request(self) -> ProbeRequest:
        return ProbeRequest("pictures", sample=self._samples.sample)

    def _take(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._redraw()

    def _redraw(self) -> None:
        self._panels = {}
        asked = self._plan().count
        if asked != self._asked:
            self._asked = asked
            self.changed.emit()
        self.update()

    def _on_sample(self) -> None:
        self._redraw()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    # -- what is known ---------------------------------------------------------------------------------

    def _answer(self, request: ProbeRequest) -> Mapping[str, NDArray[Any]]:
        return {} if self._snapshot is None else self._snapshot.probes.get(request, {})

    def answered(self, number: int) -> Answered | None:
        """Return a sample of the wall, or the followed one for −1; None if there is none."""
        request = self._sample_request() if number < 0 else self._wall_request()
        sample = self._samples.sample if number < 0 else Sample(self._part, number)
        answers, row = self._answer(request), max(0, number)
        pixels, target = self._known(sample)
        if pixels is None or pixels.ndim != 3:
            return None
        answer = {name: values[row] for name, values in answers.items() if row < len(values)}
        sized = [
            answer[name].shape[-2:] == pixels.shape[-2:] for name in ("mask", "rebuilt") if name in answer
        ]
        return Answered(pixels, target, answer if all(sized) else {})

    def _known(self, sample: Sample) -> tuple[NDArray[Any] | None, NDArray[Any] | None]:
        points = self._points
        if points is None:
            return None, None
        if not sample.part:
            raw = self._samples.raw()
            shape = points.train_x.shape[1:]
            return (raw.reshape(shape) if raw is not None and raw.size == np.prod(shape) else None), None
        pixels, targets = getattr(points, f"{sample.part}_x"), getattr(points, f"{sample.part}_y")
        if sample.index >= len(pixels):
            return None, None
        return pixels[sample.index], self._fitting(pixels[sample.index], targets[sample.index])

    def _fitting(self, pixels: NDArray[Any], target: NDArray[Any]) -> NDArray[Any] | None:
        """Return a target of the kind that is shown; after an edit, others are there for a moment."""
        shapes = {Answers.MASK: pixels.shape[-2:], Answers.BOX: (4,)}
        return target if np.shape(target) == shapes.get(self.kind) else None

    @property
    def _names(self) -> tuple[str, ...]:
        return panel_names(self.kind, noisy="seen" in self._answer(self._sample_request()))

    def _panels_of(self, number: int, of: Answered) -> list[Panel | None]:
        if number not in self._panels:
            self._panels[number] = panels_of(self.kind, of, self._scale, self._opacity)
        return self._panels[number]

    # -- geometry --------------------------------------------------------------------------------------

    def _plan(self) -> _Plan:
        names, wide, high = self._names, float(self.width()), float(self.height())
        most = min(_LARGEST, 0.48 * (high - _HEAD - _NAME))
        side = max(24.0, min(most, (wide - (len(names) - 1) * _GAP) / len(names)))
        left = (wide - len(names) * side - (len(names) - 1) * _GAP) / 2
        panels = tuple(QRectF(left + n * (side + _GAP), _HEAD + _NAME, side, side) for n in range(len(names)))
        top = _HEAD + _NAME + side + 14
        rows = 1 if self.kind is Answers.BOX else 2
        near = next(tile for least, tile in _SIDES if wide >= least)
        # One band of small tiles is better than none.
        near = max(_SMALLEST, min(near, (high - top - _CAPTION) / rows - 4))
        columns = max(1, int((wide + _GAP) // (near + _GAP)))
        pitch = (wide + _GAP) / columns
        tile = max(1.0, min(pitch - _GAP, (high - top - _CAPTION) / rows))
        bands = max(0, int((high - top + _BAND_GAP) // (rows * tile + _CAPTION + _BAND_GAP)))
        return _Plan(panels, top, tile, pitch, columns, bands if tile >= _SMALLEST else 0, rows)

    def _shown(self) -> int:
        """Return how many samples of the wall there are."""
        points = self._points
        return 0 if points is None else min(self._plan().count, len(getattr(points, f"{self._part}_x")))

    def _number_at(self, point: QPointF) -> int:
        plan = self._plan()
        places = (plan.tile(n).adjusted(-2, -2, 2, _CAPTION) for n in range(self._shown()))
        return next((n for n, place in enumerate(places) if place.contains(point)), -1)

    # -- hands -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._samples.choose(Sample(self._part, number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, count = _STEPS.get(Qt.Key(event.key())), self._shown()
        if step is None or not count:
            super().keyPressEvent(event)
            return
        sample = self._samples.sample
        inside = sample.part == self._part and sample.index < count
        at = sample.index + step[0] + step[1] * self._plan().columns if inside else 0
        if 0 <= at < count:
            self._samples.choose(Sample(self._part, at))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._number_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._said(number) if number >= 0 else "", self)
            return True
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event)
        super().focusInEvent(event)

    def _said(self, number: int) -> str:
        of = self.answered(number)
        score = "" if of is None else score_of(self.kind, of.answer)
        return " · ".join(part for part in (self._which(Sample(self._part, number)), score) if part)

    def _which(self, sample: Sample) -> str:
        names = {
            "train": self.tr("Training sample {number}"),
            "validation": self.tr("Validation sample {number}"),
            "test": self.tr("Test sample {number}"),
        }
        own = self.tr("Your own sample")
        return names.get(sample.part, own).format(number=format_number(sample.index + 1))

    # -- painting --------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, plan = QPainter(self), self._plan()
        self._draw_sample(painter, plan)
        under = self._number_at(QPointF(self.mapFromGlobal(self.cursor().pos()))) if self.underMouse() else -1
        for number in range(self._shown()):
            self._draw_tile(painter, plan.tile(number), number, hovered=number == under)
        if self._ring and self.hasFocus():
            draw_box(painter, QRectF(self.rect()), 4, None, theme().colour("accent_line"), 2)

    def _draw_sample(self, painter: QPainter, plan: _Plan) -> None:
        colour, of = theme().colour, self.answered(-1)
        if of is None:
            return
        which, score = self._which(self._samples.sample), score_of(self.kind, of.answer)
        line = self._head(plan, which, score)
        draw_text(painter, line, which, ui_font(12), colour("text1"))
        draw_text(painter, line, score, ui_font(12), colour("text2"), _RIGHT)
        panels = self._panels_of(-1, of)
        for place, name, panel in zip(plan.panels, self._names, panels, strict=False):
            head = QRectF(place.left(), _HEAD - 1, place.width(), _NAME)
            draw_text(painter, head, name, ui_font(11), colour("text3"))
            if panel is not None:
                panel.draw(painter, place)
            draw_box(painter, place, 2, None, colour("separator"))

    def _head(self, plan: _Plan, which: str, score: str) -> QRectF:
        """Return the line above the panels: as wide as they are, or wider where its words need that."""
        words = QFontMetricsF(ui_font(12)).horizontalAdvance(f"{which}    {score}")
        left, right = plan.panels[0].left(), plan.panels[-1].right()
        more = max(0.0, min(words, float(self.width())) - (right - left))
        return QRectF(left - more / 2, 0, right - left + more, _HEAD - 2)

    def _draw_tile(self, painter: QPainter, place: QRectF, number: int, *, hovered: bool) -> None:
        of = self.answered(number)
        if of is None:
            return
        colour, shown = theme().colour, self._pair(self._panels_of(number, of))
        side = place.width()
        for row, panel in enumerate(shown):
            if panel is not None:
                panel.draw(painter, QRectF(place.left(), place.top() + row * side, side, side))
        chosen = self._samples.sample == Sample(self._part, number)
        ring = "accent" if chosen else "text3" if hovered else "separator"
        draw_box(painter, place.adjusted(-1, -1, 1, 1), 2, None, colour(ring), 2 if chosen else 1)
        caption = QRectF(place.left() - 3, place.bottom() + 1, side + 6, _CAPTION)
        text = score_of(self.kind, of.answer, short=True)
        draw_text(painter, caption, text, mono_font(10.5), colour("text3"), _CENTRE)

    def _pair(self, panels: list[Panel | None]) -> list[Panel | None]:
        """Return what the wall shows of a sample, from top to bottom."""
        if self.kind is Answers.BOX:
            return panels[1:] if panels[1] is not None else panels[:1]
        if self.kind is Answers.MASK:
            return panels[1:3]
        return panels[-3:-1]
