"""What the network says of one sample: a bar for every class, or the values beside the true ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.app.translation import say
from nnplayground.core.loss import Link
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_compact, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.numbers_row import percent
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from nnplayground.core.dataset import DataSpec

__all__ = ["ChanceBars", "Verdict", "verdict_of"]

_LEAST, _MOST = 14.0, 24.0
_RIGHT = Qt.AlignmentFlag.AlignRight


class Verdict:
    """One sample's outputs, as rows of names and numbers.

    Attributes
    ----------
    rows : list of (str, float, str)
        Name, the length of the bar from −1 to 1, and what is written.
    winner, truth : int
        Rows of the predicted and of the true class; −1 for none.
    """

    def __init__(self, rows: list[tuple[str, float, str]], winner: int = -1, truth: int = -1) -> None:
        self.rows, self.winner, self.truth = rows, winner, truth


def verdict_of(
    raw: NDArray[Any], said: NDArray[Any], link: Link | None, spec: DataSpec, target: NDArray[Any] | None
) -> Verdict:
    """Read the outputs for one sample.

    Parameters
    ----------
    raw, said : ndarray
        Shape (outputs,): raw outputs, and probabilities or values.
    target : ndarray or None
        The class or the values of the sample, if known.
    """
    if not spec.target.classes or np.ndim(said) != 1:
        return _of_values(said, target)
    truth = int(target) if target is not None and np.ndim(target) == 0 else -1
    if len(raw) == 1:
        chances = _two_chances(float(raw[0]), float(said[0]), link)
        winner = int(raw[0] > 0)
    else:
        chances, winner = np.asarray(said, np.float64), int(np.argmax(raw))
    names = [say(name) for name in spec.class_names]
    if link in (Link.SIGMOID, Link.SOFTMAX):
        rows = [(name, float(p), percent(float(p))) for name, p in zip(names, chances, strict=False)]
    else:
        most = max(1.0, float(np.abs(chances).max()))
        rows = [
            (name, float(score) / most, format_number(float(score), 2, signed=True))
            for name, score in zip(names, chances, strict=False)
        ]
    # There may be more outputs than classes; and after an edit, the answer of the network before is there.
    return Verdict(rows, winner if winner < len(rows) else -1, truth)


def _two_chances(raw: float, said: float, link: Link | None) -> NDArray[np.float64]:
    """Return what one output says of two classes."""
    return np.array([1 - said, said]) if link is Link.SIGMOID else np.array([-raw, raw])


def _of_values(said: NDArray[Any], target: NDArray[Any] | None) -> Verdict:
    from PySide6.QtCore import QCoreApplication

    translate = QCoreApplication.translate
    value = float(said.reshape(-1)[0])
    rows = [(translate("ChanceBars", "Predicted"), 0.0, format_compact(value, 4))]
    if target is not None:
        true = float(np.asarray(target).reshape(-1)[0])
        rows.append((translate("ChanceBars", "True"), 0.0, format_compact(true, 4)))
        error = format_compact(value - true, 3, signed=True)
        rows.append((translate("ChanceBars", "Error"), 0.0, error))
    return Verdict(rows)


class ChanceBars(QWidget):
    """Draws a verdict; the predicted class is bold, the true one has a check."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict: Verdict | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("What the network says of the sample"))
        theme().themeChanged.connect(self.update)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show a verdict, or nothing."""
        self._verdict = verdict
        said = [] if verdict is None else [f"{name} {text}" for name, _length, text in verdict.rows]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        rows = 3 if self._verdict is None else len(self._verdict.rows)
        return QSize(180, round(rows * 18))

    def minimumSizeHint(self) -> QSize:
        return QSize(110, 40)

    def shown(self) -> list[int]:
        """Return the rows that are drawn: all, or the longest where not all fit."""
        if self._verdict is None:
            return []
        rows = range(len(self._verdict.rows))
        room = max(2, int(self.height() // _LEAST))
        if len(rows) <= room:
            return list(rows)
        lengths = [self._verdict.rows[row][1] for row in rows]
        best = sorted(rows, key=lambda row: -lengths[row])[:room]
        if self._verdict.truth >= 0 and self._verdict.truth not in best:
            best[-1] = self._verdict.truth
        return best

    def paintEvent(self, _event: QPaintEvent) -> None:
        verdict, rows = self._verdict, self.shown()
        if verdict is None or not rows:
            return
        painter = QPainter(self)
        high = min(_MOST, self.height() / len(rows))
        bold = ui_font(12, QFont.Weight.DemiBold)
        label = min(96.0, max(text_width(verdict.rows[row][0], bold) for row in rows)) + 24
        number = max(text_width(verdict.rows[row][2], mono_font(12)) for row in rows) + 8
        number = max(number, text_width(percent(1.0), mono_font(12)) + 8)
        for place, row in enumerate(rows):
            box = QRectF(0, place * high, self.width(), high)
            self._draw_row(painter, box, label, number, verdict, row)

    def _draw_row(
        self, painter: QPainter, box: QRectF, label: float, number: float, verdict: Verdict, row: int
    ) -> None:
        colour = theme().colour
        name, length, text = verdict.rows[row]
        wins = row == verdict.winner
        weight = QFont.Weight.DemiBold if wins else QFont.Weight.Normal
        ink = colour("text1" if wins or verdict.winner < 0 else "text2")
        if row == verdict.truth:
            sign = QRectF(0, box.center().y() - 6, 12, 12)
            draw_icon(painter, "check", sign, colour("text2"))
        place = QRectF(15, box.top(), label - 22, box.height())
        draw_text(painter, place, name, ui_font(12, weight), ink)
        bar = QRectF(label, box.center().y() - 3, max(6.0, box.width() - label - number), 6)
        if verdict.winner >= 0:
            draw_box(painter, bar, 3, colour("field"))
            self._draw_bar(painter, bar, length, "text1" if wins else "text3")
        place = QRectF(box.right() - number, box.top(), number, box.height())
        draw_text(painter, place, text, mono_font(12, weight), ink, _RIGHT)

    @staticmethod
    def _draw_bar(painter: QPainter, bar: QRectF, length: float, ink: str) -> None:
        if not np.isfinite(length) or length <= 0:
            return
        full = QRectF(bar.left(), bar.top(), max(1.5, bar.width() * min(1.0, length)), bar.height())
        draw_box(painter, full, min(3.0, full.width() / 2), theme().colour(ink))
