"""The chosen trial: its picture, its settings and measures, and which settings matter at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.run_pictures import draw_contour, is_plane
from nnplayground.ui.views.sweep_parts import SweepPanel
from nnplayground.ui.views.sweep_words import measure_name, measure_text, measures_of
from nnplayground.ui.widgets import Button, PrimaryButton
from nnplayground.ui.widgets.painting import draw_box, draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from nnplayground.sweeps.importance import Importance
    from nnplayground.sweeps.study import TrialResult
    from nnplayground.ui.views.sweep_parts import Shown

__all__ = ["ImportancePanel", "TrialPanel"]

_LINE = 21.0
_RIGHT = Qt.AlignmentFlag.AlignRight


class TrialPanel(SweepPanel):
    """Shows one trial; buttons give the document its settings, and add it to the runs.

    Attributes
    ----------
    used, added : Signal(int)
        By the number of the trial.
    """

    used = Signal(int)
    added = Signal(int)

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Chosen trial"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.use = PrimaryButton(self.tr("Use these settings"), parent=self)
        self.use.setToolTip(
            self.tr("Gives the network on the canvas the settings of this trial; it can be undone.")
        )
        self.use.clicked.connect(self._use)
        self.add = Button(self.tr("Add to runs"), parent=self)
        self.add.clicked.connect(self._add)

    def show_moment(self, shown: Shown | None) -> None:
        super().show_moment(shown)
        result = shown.trial(shown.chosen) if shown is not None else None
        self.use.setVisible(result is not None)
        self.add.setVisible(result is not None and result.state in ("done", "pruned"))
        self._place_buttons()

    def show_adding(self, share: float | None, unknown: int, seeds: int) -> None:
        """Tell how far the trial is on its way to the runs, None if it is not, and what it takes to add it.

        Parameters
        ----------
        unknown, seeds : int
            How many runs would have to be trained once more, and from how many seeds it was trained.
        """
        self.add.setToolTip(self._tip(unknown, seeds))
        words = self.tr("Add to runs")
        if share is not None:
            words = self.tr("Adding: {percent} %").format(percent=round(100 * share))
        if words != self.add.text():
            self.add.setText(words)
            self._place_buttons()
        self.add.setEnabled(share is None)

    def _tip(self, unknown: int, seeds: int) -> str:
        if unknown == 0:
            return self.tr("Puts it into the table of runs, with its curves and weights.")
        if seeds == 1:
            return self.tr(
                "Trains it once more in the background, with the same numbers, and puts it into the table of "
                "runs with its curves and weights."
            )
        return self.tr(
            "Puts all its seeds, or one, into the table of runs; {unknown} of {seeds} have to be trained "
            "once more in the background, with the same numbers."
        ).format(unknown=unknown, seeds=seeds)

    def _add(self) -> None:
        if self.shown is not None and self.shown.chosen is not None:
            self.added.emit(self.shown.chosen)

    def _place_buttons(self) -> None:
        y, wide = self.height() - 30, self.width()
        beside = max(104, self.add.sizeHint().width()) if not self.add.isHidden() else 0
        self.use.setGeometry(0, y, wide - beside - (8 if beside else 0), 28)
        self.add.setGeometry(wide - beside, y, beside, 28)

    def _use(self) -> None:
        if self.shown is not None and self.shown.chosen is not None:
            self.used.emit(self.shown.chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def paint(self, painter: QPainter, shown: Shown) -> None:
        result = shown.trial(shown.chosen)
        if result is None:
            words = self.tr("Choose a trial to see it here.")
            draw_text(painter, QRectF(0, 0, self.width(), 20), words, ui_font(12), theme().colour("text3"))
            return
        title = self.tr("Trial #{number}").format(number=result.number)
        font = ui_font(12.5, QFont.Weight.DemiBold)
        draw_text(painter, QRectF(0, 0, self.width(), 20), title, font, theme().colour("text1"))
        side = min(150.0, self.width() * 0.45, self.height() - 66)
        picture = QRectF(0, 28, side, side)
        if side < 60 or not self._draw_picture(painter, picture, shown, result):
            picture = QRectF(0, 28, -14, 0)
        rows = QRectF(picture.right() + 14, 24, self.width() - picture.right() - 14, self.height() - 62)
        self._draw_rows(painter, rows, shown, result)

    def _draw_picture(self, painter: QPainter, rect: QRectF, shown: Shown, result: TrialResult) -> bool:
        if not shown.pictures.draw(painter, rect, result):
            return False
        values = shown.pictures.values(result)
        if values is not None and is_plane(values):
            draw_contour(painter, rect, values, theme().colour("text1"), 1.25)
        return True

    def _draw_rows(self, painter: QPainter, rect: QRectF, shown: Shown, result: TrialResult) -> None:
        y = rect.top()
        for name, value in self._rows(shown, result):
            if y + _LINE > rect.bottom():
                return
            line = QRectF(rect.left(), y, rect.width(), _LINE)
            font = mono_font(11.5) if value[:1].isdigit() else ui_font(11.5)
            used = text_width(value, font)
            draw_text(painter, line, value, font, theme().colour("text1"), _RIGHT)
            name_line = line.adjusted(0, 0, -used - 8, 0)
            draw_text(painter, name_line, name, ui_font(11.5), theme().colour("text2"))
            y += _LINE
        if result.error:
            rest = QRectF(rect.left(), y + 2, rect.width(), max(0.0, rect.bottom() - y))
            painter.setFont(ui_font(11.5))
            painter.setPen(theme().colour("error"))
            painter.drawText(rest, Qt.TextFlag.TextWordWrap.value, result.error)

    def _rows(self, shown: Shown, result: TrialResult) -> list[tuple[str, str]]:
        rows = [(shown.words.title(axis.path), shown.value(axis, result)) for axis in shown.plan.axes]
        names = dict.fromkeys((shown.plan.measure, *measures_of(shown.plan.experiment)))
        # What is chosen by is shown first; the test part is left out where it is not what one chooses by.
        fair = [n for n in names if n == shown.plan.measure or not n.startswith("test")]
        for name in fair:
            value = result.measures.get(name)
            if value is not None:
                rows.append((measure_name(name), measure_text(name, value)))
        if result.seconds:
            seconds = format_number(result.seconds, 1)
            rows.append((self.tr("Time"), self.tr("{seconds} s").format(seconds=seconds)))
        return rows


class ImportancePanel(SweepPanel):
    """A bar for every setting: how much of the differences between trials it explains."""

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("Importance of the settings"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wanted_height(self) -> int:
        """Return the height for all bars."""
        count = len(self.shown.plan.axes) if self.shown is not None else 1
        return 48 + 24 * count

    def paint(self, painter: QPainter, shown: Shown) -> None:
        font = ui_font(12, QFont.Weight.DemiBold)
        title = self.tr("Importance")
        draw_text(painter, QRectF(0, 0, self.width(), 20), title, font, theme().colour("text1"))
        importance = shown.importance
        if importance is None:
            words = self.tr("It can be told from three finished trials on.")
            draw_text(painter, QRectF(0, 24, self.width(), 20), words, ui_font(11.5), theme().colour("text3"))
            return
        self.setToolTip(self._tip(importance))
        ranked = sorted(importance.shares.items(), key=lambda pair: -pair[1])
        y = 24.0
        for path, share in ranked:
            self._draw_bar(painter, y, shown.words.title(path), share)
            y += 24
        draw_text(
            painter,
            QRectF(0, y + 1, self.width(), 18),
            self._method(importance),
            ui_font(11),
            theme().colour("text3"),
        )

    def _draw_bar(self, painter: QPainter, y: float, title: str, share: float) -> None:
        half = self.width() * 0.46
        draw_text(painter, QRectF(0, y, half - 8, 20), title, ui_font(11.5), theme().colour("text2"))
        bar = QRectF(half, y + 7, self.width() - half - 46, 6)
        draw_box(painter, bar, 3, theme().colour("press"))
        bar.setWidth(max(0.0, bar.width() * min(1.0, share)))
        if bar.width() > 1:
            draw_box(painter, bar, min(3.0, bar.width() / 2), theme().colour("accent"))
        percent = f"{format_number(100 * share)} %"
        rect = QRectF(self.width() - 42, y, 42, 20)
        draw_text(painter, rect, percent, mono_font(11), theme().colour("text1"), _RIGHT)

    def _method(self, importance: Importance) -> str:
        if importance.method == "forest":
            return self.tr("By a random forest over %Ln trials", "", importance.trials)
        return self.tr("By rank correlation over %Ln trials", "", importance.trials)

    def _tip(self, importance: Importance) -> str:
        if importance.method == "forest":
            return self.tr(
                "The share of the variance between trials that a setting explains alone or with others "
                "(functional ANOVA of a random forest, Hutter et al. 2014)."
            )
        return self.tr(
            "The squared rank correlation of a setting with the goal. From twelve trials on, a random forest "
            "tells more."
        )
