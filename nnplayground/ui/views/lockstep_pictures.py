"""A, B and what lies between them: outputs over the plane on the same axes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QLinearGradient, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolTip

from nnplayground.train.lockstep_view import LockstepView, agreement
from nnplayground.ui.colormap import ink_image, ink_lut, point_colour
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_loss, format_number
from nnplayground.ui.pictures import target_colours
from nnplayground.ui.theme import theme
from nnplayground.ui.views.lockstep_parts import (
    RIGHT,
    Panel,
    draw_letter,
    quality_name,
    quality_text,
    side_colour,
)
from nnplayground.ui.views.run_pictures import (
    difference_image,
    draw_contour,
    draw_line,
    draw_picture,
    is_plane,
    output_image,
    signed,
)
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.points import Points
    from nnplayground.train.lockstep_view import Side

__all__ = ["PicturesPanel"]

_HEAD, _FOOT, _GAP = 24, 22, 16
_MOST_POINTS, _MOST_DOTS = 600, 2_500
_READABLE = 150  # pixels from which on a table fits a box
_KEY_LINE = 14
_LEAST_SCALE = 44


class PicturesPanel(Panel):
    """The shown seed of A and of B, and where they differ; for A alone its mean and spread over the seeds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Points | None = None
        self._dots = QPixmap()
        self._dots_of: tuple[object, ...] = ()

    def show_points(self, points: Points | None) -> None:
        """Take the samples of the data."""
        self._points = points
        self.update()

    def paint(self, painter: QPainter, view: LockstepView) -> None:
        boxes = self._boxes()
        draws: list[Callable[[QPainter, QRectF, LockstepView], None]]
        if len(view.sides) == 2:
            draws = [self._draw_a, self._draw_b, self._draw_difference]
        else:
            draws = [self._draw_a, self._draw_mean, self._draw_spread]
        for box, draw in zip(boxes, draws, strict=True):
            draw(painter, box, view)

    def event(self, event: QEvent) -> bool:
        """Say on a halt of the mouse what the difference shows, for which small pictures have no room."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.explained(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def explained(self, place: QPointF) -> str:
        """Return what the picture at a place shows; nothing but for the difference of two sides."""
        view = self._view
        if view is None or len(view.sides) != 2 or place.x() < self._boxes()[2].left():
            return ""
        output = view.sides[0].output
        if output is None:
            said = self.tr("Each square is a test sample; its colour tells who is right.")
            square = '<span style="color: {}">■</span> {}'
            key = (square.format(colour.name(), name) for colour, name in self._who_is_right())
            return f"<p>{said}</p><p>{' &nbsp; '.join(key)}</p>"
        if not is_plane(output):
            return ""
        return self.tr(
            "The stronger the colour, the farther A and B are apart, from 0 to 1.\n"
            "Lines: where A and B change their answer. Rings: test samples that they answer differently."
        )

    def _boxes(self) -> list[QRectF]:
        width = (self.width() - 2 * _GAP) / 3
        side = max(20.0, min(width, self.height() - _HEAD - _FOOT))
        gap = min(_GAP * 1.5, (self.width() - 3 * side) / 2)
        left = max(0.0, (self.width() - 3 * side - 2 * gap) / 2)
        return [QRectF(left + n * (side + gap), _HEAD, side, side) for n in range(3)]

    # -- A and B ---------------------------------------------------------------------------------------

    def _draw_a(self, painter: QPainter, box: QRectF, view: LockstepView) -> None:
        self._draw_side(painter, box, view, 0)

    def _draw_b(self, painter: QPainter, box: QRectF, view: LockstepView) -> None:
        self._draw_side(painter, box, view, 1)

    def _draw_side(self, painter: QPainter, box: QRectF, view: LockstepView, number: int) -> None:
        side = view.sides[number]
        seed = self.tr("seed {number}").format(number=view.shown + 1)
        if side.output is None and box.width() > 200:
            seed = self.tr("{seed}, wrong answers marked").format(seed=seed)
        noted = text_width(seed, ui_font(11)) + 8
        end = (
            draw_letter(painter, box.left(), _HEAD / 2 - 1, number)
            if len(view.sides) == 2
            else box.left() - 6
        )
        wide = box.right() - end - 6 > noted + 60
        name = QRectF(end + 6, 0, box.right() - end - 6 - (noted if wide else 0), _HEAD - 2)
        draw_text(painter, name, self._names[number], _bold(), theme().colour("text1"))
        if wide:
            head = QRectF(box.left(), 0, box.width(), _HEAD - 2)
            draw_text(painter, head, seed, ui_font(11), theme().colour("text3"), RIGHT)
        self._draw_output(painter, box, view, side)
        shown = min(view.shown, len(side.epochs) - 1)
        loss, quality = (float(side.newest[name][shown]) for name in ("test_loss", "quality"))
        words = quality_text(quality_name(view), quality)
        _draw_foot(painter, box, self.tr("Test loss"), format_loss(loss), words)

    def _draw_output(self, painter: QPainter, box: QRectF, view: LockstepView, side: Side) -> None:
        draw_box(painter, box, 4, theme().colour("field"))
        classes = side.experiment.data.spec().target.classes
        if side.output is None:
            self._draw_right_and_wrong(painter, box, view, side)
        elif is_plane(side.output):
            draw_picture(painter, box, output_image(side.output, classes), opacity=_opacity())
            draw_contour(painter, box, side.output, theme().colour("text1"), 1.1)
            self._draw_points(painter, box)
        else:
            self._draw_fit(painter, box, view, [side])

    def _draw_right_and_wrong(self, painter: QPainter, box: QRectF, view: LockstepView, side: Side) -> None:
        """Show each test sample as a dot, those answered wrongly in the side's colour."""
        if side.answers.ndim != 1 or len(side.answers) != len(view.truth):
            return
        faint, strong = theme().colour("press"), theme().colour("error")
        right = (side.answers == view.truth).tolist()
        _draw_samples(painter, box, [faint if one else strong for one in right])

    def _draw_fit(self, painter: QPainter, box: QRectF, view: LockstepView, sides: Sequence[Side]) -> None:
        span = self._span(view)
        inner = box.adjusted(2, 8, -2, -8)
        points = self._points
        if points is not None and points.spec.is_line:
            self._draw_line_points(painter, inner, points, span)
        for side in sides:
            if side.output is not None:
                draw_line(painter, inner, side.output, span, side_colour(view.sides.index(side)))

    def _span(self, view: LockstepView) -> tuple[float, float]:
        values = [side.output for side in view.sides if side.output is not None]
        if self._points is not None and self._points.spec.is_line:
            values.append(np.asarray(self._points.train_y, np.float32))
        finite = [value[np.isfinite(value)] for value in values]
        known = [value for value in finite if value.size]
        if not known:
            return 0.0, 1.0
        return min(float(value.min()) for value in known), max(float(value.max()) for value in known)

    def _draw_line_points(
        self, painter: QPainter, box: QRectF, points: Points, span: tuple[float, float]
    ) -> None:
        (low, high) = points.spec.bounds[0]
        x = box.left() + (points.train_x[:_MOST_POINTS, 0] - low) / max(high - low, 1e-12) * box.width()
        y = np.asarray(points.train_y[:_MOST_POINTS], np.float64).reshape(len(x), -1)[:, 0]
        y = box.bottom() - (y - span[0]) / max(span[1] - span[0], 1e-12) * box.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("text3"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints([QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)])

    def _draw_points(self, painter: QPainter, box: QRectF) -> None:
        points = self._points
        if points is None or not points.spec.is_plane or box.width() < 90:
            return
        wanted = (points, round(box.width()), theme().tokens.name, self.devicePixelRatioF())
        if wanted != self._dots_of:
            self._dots_of, self._dots = wanted, self._dotted(points, box.width())
        painter.drawPixmap(box.topLeft(), self._dots)

    def _dotted(self, points: Points, side: float) -> QPixmap:
        """Return the training samples on nothing; to draw them for every view takes half its time."""
        ratio = self.devicePixelRatioF()
        dots = QPixmap(round(side * ratio), round(side * ratio))
        dots.setDevicePixelRatio(ratio)
        dots.fill(Qt.GlobalColor.transparent)
        painter = QPainter(dots)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("point_outline"), 0.8))
        radius = 2.5 if side > 180 else 1.7
        places = _placed(QRectF(0, 0, side, side), points, points.train_x[:_MOST_POINTS])
        for place, colour in zip(places, _colours(points, points.train_y[:_MOST_POINTS]), strict=True):
            painter.setBrush(colour)
            painter.drawEllipse(place, radius, radius)
        painter.end()
        return dots

    # -- the difference --------------------------------------------------------------------------------

    def _draw_difference(self, painter: QPainter, box: QRectF, view: LockstepView) -> None:
        a, b = view.sides
        plane = a.output is not None and b.output is not None and is_plane(a.output)
        note = self.tr("who is right") if a.output is None else "|A − B|"
        self._head(painter, box, self.tr("Difference"), note, scale=plane)
        draw_box(painter, box, 4, theme().colour("field"))
        share, differing = agreement(a, b)
        if plane and a.output is not None and b.output is not None and a.output.shape == b.output.shape:
            draw_picture(painter, box, difference_image(a.output, b.output))
            for side, width in ((b, 1.2), (a, 1.2)):
                if side.output is not None:
                    draw_contour(painter, box, side.output, side_colour(view.sides.index(side)), width)
            self._draw_differing(painter, box, differing)
        elif a.output is not None:
            self._draw_fit(painter, box, view, [a, b])
        else:
            self._draw_counts(painter, box, view)
        self._tell_agreement(painter, box, view, share, differing)

    def _draw_differing(self, painter: QPainter, box: QRectF, differing: NDArray[Any]) -> None:
        points = self._points
        if points is None or not points.spec.is_plane:
            return
        own, labels = (
            (points.test_x, points.test_y) if len(points.test_x) else (points.train_x, points.train_y)
        )
        chosen = differing[differing < len(own)]
        size = 7.0 if box.width() > 180 else 5.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().colour("point_outline"))
        for place, colour in zip(
            _placed(box, points, own[chosen]), _colours(points, labels[chosen]), strict=True
        ):
            painter.setPen(QPen(colour, 1.6))
            painter.drawEllipse(place, size / 2, size / 2)

    def _draw_counts(self, painter: QPainter, box: QRectF, view: LockstepView) -> None:
        """Show who is right on which test samples, for data that lie on no plane."""
        a, b = view.sides
        if a.answers.ndim != 1 or a.answers.shape != b.answers.shape or len(a.answers) != len(view.truth):
            return
        right = (a.answers == view.truth, b.answers == view.truth)
        if min(box.width(), box.height()) < _READABLE:
            self._draw_who_is_right(painter, box, (right[0] + 2 * right[1]).tolist())
            return
        rows = (
            (self.tr("both right"), right[0] & right[1]),
            (self.tr("only A right"), right[0] & ~right[1]),
            (self.tr("only B right"), ~right[0] & right[1]),
            (self.tr("both wrong"), ~right[0] & ~right[1]),
        )
        step = min(40.0, (box.height() - 16) / 4)
        top = box.center().y() - 2 * step
        for number, (title, found) in enumerate(rows):
            line = QRectF(box.left() + 12, top + number * step, box.width() - 24, step)
            count = int(found.sum())
            text = QRectF(line.left(), line.top(), line.width(), step - 8)
            draw_text(painter, text, title, ui_font(11.5), theme().colour("text2"))
            draw_text(painter, text, format_number(count), mono_font(11.5), theme().colour("text1"), RIGHT)
            bar = QRectF(line.left(), line.bottom() - 8, line.width(), 4)
            draw_box(painter, bar, 2, theme().colour("press"))
            bar.setWidth(bar.width() * count / max(1, len(found)))
            if bar.width() >= 1:
                colours = (theme().colour("text3"), side_colour(0), side_colour(1), theme().colour("text4"))
                draw_box(painter, bar, 2, colours[number])

    def _who_is_right(self) -> list[tuple[QColor, str]]:
        """Return the colours of samples that neither, only A, only B and both answer rightly."""
        colours = (theme().colour("error"), side_colour(0), side_colour(1), theme().colour("press"))
        return list(zip(colours, (self.tr("neither"), "A", "B", self.tr("both")), strict=True))

    def _draw_who_is_right(self, painter: QPainter, box: QRectF, kinds: Sequence[int]) -> None:
        """Show each test sample as a dot, and below them which colour says what if there is room."""
        known = self._who_is_right()
        columns = ((known[3], known[0]), (known[1], known[2]))
        widths = [14 + max(text_width(name, ui_font(10.5)) for _colour, name in one) for one in columns]
        high = 2 * _KEY_LINE + 2 if sum(widths) + 20 <= box.width() else 0
        _draw_samples(painter, box.adjusted(0, 0, 0, -high), [known[kind][0] for kind in kinds])
        left = box.left() + 8
        for column, width in zip(columns, widths, strict=True):
            for row, (colour, name) in enumerate(column if high else ()):
                top = box.bottom() - high - 1 + row * _KEY_LINE
                _draw_key(painter, QRectF(left, top, width, _KEY_LINE), colour, name)
            left += width + 8

    def _tell_agreement(
        self, painter: QPainter, box: QRectF, view: LockstepView, share: float, differing: NDArray[Any]
    ) -> None:
        a, b = view.sides
        if math.isnan(share):
            if a.answers.shape == b.answers.shape and a.answers.size:
                apart = format_loss(float(np.abs(a.answers - b.answers).mean()))
                _draw_foot(painter, box, self.tr("Mean |A − B|"), apart, "")
            return
        same = f"{format_number(100 * share, 1)} %"
        count = self.tr("{count} of {all} test differ")
        words = count.format(count=len(differing), all=len(a.answers))
        _draw_foot(painter, box, self.tr("Same class"), same, words)

    # -- one side, many seeds --------------------------------------------------------------------------

    def _draw_mean(self, painter: QPainter, box: QRectF, view: LockstepView) -> None:
        side = view.sides[0]
        count = len(side.epochs)
        self._head(painter, box, self.tr("Mean"), self.tr("of {count} seeds").format(count=count))
        draw_box(painter, box, 4, theme().colour("field"))
        losses = side.newest["test_loss"]
        finite = losses[np.isfinite(losses)]
        if side.thumbs and is_plane(side.thumbs[0]):
            mean = np.mean(np.stack(side.thumbs), axis=0)
            classes = side.experiment.data.spec().target.classes
            draw_picture(painter, box, output_image(mean, classes), opacity=_opacity())
            draw_contour(painter, box, mean, theme().colour("text1"), 1.1)
        elif side.thumbs:
            for thumb in side.thumbs:
                draw_line(
                    painter, box.adjusted(2, 8, -2, -8), thumb, self._span(view), theme().colour("text3")
                )
        mean_loss = float(finite.mean()) if len(finite) else math.nan
        _draw_foot(painter, box, self.tr("Test loss"), format_loss(mean_loss), "")

    def _draw_spread(self, painter: QPainter, box: QRectF, view: LockstepView) -> None:
        side = view.sides[0]
        self._head(painter, box, self.tr("Spread"), "σ", scale=bool(side.thumbs))
        draw_box(painter, box, 4, theme().colour("field"))
        if side.thumbs and is_plane(side.thumbs[0]):
            stacked = np.stack([_one(thumb) for thumb in side.thumbs])
            spread = stacked.std(axis=0)
            draw_picture(painter, box, ink_image(spread, 0.0, max(1.0, float(np.nanmax(spread)))))
        losses = side.newest["test_loss"]
        finite = losses[np.isfinite(losses)]
        deviation = float(finite.std(ddof=1)) if len(finite) > 1 else math.nan
        _draw_foot(painter, box, self.tr("Standard deviation"), format_loss(deviation), "")

    def _head(self, painter: QPainter, box: QRectF, title: str, note: str, *, scale: bool = False) -> None:
        head = QRectF(box.left(), 0, box.width(), _HEAD - 2)
        draw_text(painter, head, title, _bold(), theme().colour("text1"))
        used = text_width(title, _bold()) + 8
        kept = 0.0
        if scale and used + _LEAST_SCALE <= box.width():  # before the note: it says what the colours are
            kept = min(70.0, box.width() - used)
            _draw_scale(painter, QRectF(box.right() - kept, 0, kept, _HEAD - 2))
        if used + text_width(note, ui_font(11)) + (kept + 8 if kept else 0) < box.width():
            draw_text(painter, head.adjusted(used, 0, 0, 0), note, ui_font(11), theme().colour("text3"))


def _bold() -> QFont:
    return ui_font(12, QFont.Weight.DemiBold)


def _opacity() -> float:
    return 0.92 if theme().tokens.is_dark else 0.85


def _one(values: NDArray[Any]) -> NDArray[Any]:
    """Return one surface for a spread: the signed one, or the probability of the first class."""
    surface = signed(values)
    return values[0] if surface is None else surface


def _colours(points: Points, labels: NDArray[Any]) -> list[QColor]:
    if points.spec.target.classes == 2:
        return [point_colour(float(label)) for label in labels]
    return target_colours(labels, points.spec.target.classes)


def _placed(box: QRectF, points: Points, at: NDArray[Any]) -> list[QPointF]:
    (left, right), (low, high) = points.spec.bounds
    x = box.left() + (at[:, 0] - left) / (right - left) * box.width()
    y = box.bottom() - (at[:, 1] - low) / (high - low) * box.height()
    return [QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)]


def _draw_samples(painter: QPainter, box: QRectF, colours: Sequence[QColor]) -> None:
    """Draw a dot for each test sample, row by row."""
    shown = colours[:_MOST_DOTS]
    width, height = max(1.0, box.width() - 12), max(1.0, box.height() - 12)
    columns = max(1, math.ceil(math.sqrt(len(shown) * width / height)))
    cell = min(width / columns, height / max(1, math.ceil(len(shown) / columns)))
    inset = 0.5 if cell > 4 else 0.0
    for number, colour in enumerate(shown):
        row, column = divmod(number, columns)
        dot = QRectF(box.left() + 6 + column * cell, box.top() + 6 + row * cell, cell, cell)
        painter.fillRect(dot.adjusted(inset, inset, -inset, -inset), colour)


def _draw_key(painter: QPainter, line: QRectF, colour: QColor, name: str) -> None:
    draw_box(painter, QRectF(line.left(), line.center().y() - 3.5, 7, 7), 1, colour)
    draw_text(painter, line.adjusted(12, 0, 0, 0), name, ui_font(10.5), theme().colour("text2"))


def _draw_foot(painter: QPainter, box: QRectF, title: str, value: str, words: str) -> None:
    foot = QRectF(box.left(), box.bottom() + 3, box.width(), _FOOT - 4)
    font, strong = ui_font(11), mono_font(11.5, QFont.Weight.DemiBold)
    x = foot.left()
    titled = text_width(title, font) + 6
    if titled + text_width(value, strong) <= box.width():
        draw_text(painter, foot, title, font, theme().colour("text3"))
        x += titled
    draw_text(
        painter,
        QRectF(x, foot.top(), foot.right() - x, foot.height()),
        value,
        strong,
        theme().colour("text1"),
    )
    used = x - foot.left() + text_width(value, strong) + 10
    if words and used + text_width(words, font) <= box.width():
        draw_text(painter, foot, words, font, theme().colour("text2"), RIGHT)


def _draw_scale(painter: QPainter, rect: QRectF) -> None:
    """Draw the ink map from 0 to 1."""
    font, ink = mono_font(10.5), theme().colour("text3")
    draw_text(painter, rect, "0", font, ink)
    draw_text(painter, rect, "1", font, ink, RIGHT)
    bar = QRectF(rect.left() + 12, rect.center().y() - 3, rect.width() - 24, 6)
    lut = ink_lut()
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    gradient.setColorAt(0, QColor(*(int(v) for v in lut[0])))
    gradient.setColorAt(1, QColor(*(int(v) for v in lut[-1])))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(bar, 2, 2)
