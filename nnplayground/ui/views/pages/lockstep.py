"""Two experiments side by side on the same batches, or one from many seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnplayground.app.lockstep import PACES
from nnplayground.app.translation import say
from nnplayground.train.snapshot import RunState
from nnplayground.ui.theme import theme
from nnplayground.ui.views.lockstep_curves import CurvesPanel
from nnplayground.ui.views.lockstep_pictures import PicturesPanel
from nnplayground.ui.views.lockstep_results import ResultsPanel, SlopePanel, VerdictPanel
from nnplayground.ui.views.lockstep_seeds import SeedsPanel
from nnplayground.ui.views.lockstep_setup import SetupColumn
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.widgets import ComboField, IconButton
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent, QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.lockstep_view import LockstepView
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.lockstep_parts import Panel

__all__ = ["LockstepPage"]

_LEFT, _NARROW, _RIGHT = 236, 200, 320
_MARGIN, _GAP = 16, 18
_LEAST_CURVE = 110  # pixels of height


class LockstepPage(Page):
    """Shows the document's comparison, small in the dock and whole when it is enlarged."""

    name: ClassVar[str] = "lockstep"
    order: ClassVar[int] = 750

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.comparison = session.comparison
        self.setup = SetupColumn(self.comparison, session)
        self.pictures, self.seeds = PicturesPanel(), SeedsPanel()
        self.loss, self.quality = CurvesPanel("test_loss"), CurvesPanel("quality")
        self.results, self.slope, self.verdict = ResultsPanel(), SlopePanel(), VerdictPanel()
        self.waiting = QLabel(self.tr("The networks are being built."), self)
        set_role(self.waiting, "caption")
        for panel in (self.setup, *self._panels()):
            panel.setParent(self)
        self._make_controls()
        self.seeds.chosen.connect(self.comparison.show_seed)
        self.comparison.view_taken.connect(self.show_view)
        self.comparison.changed.connect(self._on_changed)
        session.points_loaded.connect(self._on_points)
        theme().themeChanged.connect(self.update)
        self._on_points()
        if self.comparison.view is not None:
            self.show_view(self.comparison.view)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("LockstepPage", "Lockstep")

    def _painted(self) -> tuple[Panel, ...]:
        pictures, curves = (self.pictures, self.seeds), (self.loss, self.quality)
        return (*pictures, *curves, self.results, self.slope, self.verdict)

    def _panels(self) -> tuple[QWidget, ...]:
        return (*self._painted(), self.waiting)

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.play_button = IconButton("play", self.tr("Train both"))
        self.step_button = IconButton("step-epoch", self.tr("Train one epoch"))
        self.reset_button = IconButton("reset", self.tr("Start again"))
        self.pace = ComboField(self.tr("Speed of the comparison"), self._paces(), small=True)
        self.pace.setMaximumWidth(96)
        self.pace.setValue(self.comparison.pace)
        for widget in (self.reset_button, self.play_button, self.step_button, self.pace):
            row.addWidget(widget)
        self.play_button.clicked.connect(self.comparison.toggle)
        self.step_button.clicked.connect(self.comparison.step)
        self.reset_button.clicked.connect(self.comparison.reset)
        self.pace.chosen.connect(self._choose_pace)

    def _paces(self) -> list[tuple[object, str]]:
        slow = self.tr("{count} ep/s")
        return [(pace, slow.format(count=f"{pace:g}") if pace else self.tr("Max")) for pace in PACES]

    # -- the page --------------------------------------------------------------------------------------

    def controls(self) -> QWidget:
        return self._controls

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show nothing: the document's own run is no part of this."""

    def sizeHint(self) -> QSize:
        return QSize(640, 170)

    def table(self) -> Table | None:
        view = self.comparison.view
        if view is None or not view.sides:
            return None
        header = ["side", "name", "seed", "epoch", "train_loss", "test_loss", "quality", "diverged"]
        rows: list[list[object]] = []
        for number, side in enumerate(view.sides):
            for seed in range(len(side.epochs)):
                scores = [float(side.newest[name][seed]) for name in ("train_loss", "test_loss", "quality")]
                first = ["AB"[number], self.comparison.names()[number], side.experiment.seed + seed]
                rows.append([*first, side.epochs[seed], *scores, int(seed in side.failures)])
        return Table(header, rows)

    # -- showing ---------------------------------------------------------------------------------------

    def show_view(self, view: LockstepView) -> None:
        """Show a moment of the comparison."""
        names = self.comparison.names()
        for panel in self._painted():
            panel.show_view(view, names)
        self.setup.show_view(view)
        self._show_state(view)
        self._arrange()

    def _show_state(self, view: LockstepView) -> None:
        playing = view.state is RunState.PLAYING
        self.play_button.set_icon("pause" if playing else "play")
        self.play_button.describe(self.tr("Pause") if playing else self.tr("Train both"))
        self.play_button.setEnabled(view.state not in (RunState.BROKEN, RunState.STARTING, RunState.FINISHED))
        self.step_button.setEnabled(self.play_button.isEnabled())
        if view.message:
            self.waiting.setText(say(view.message))

    def _on_changed(self) -> None:
        self.pace.setValue(self.comparison.pace)
        if self.comparison.view is not None:
            self.show_view(self.comparison.view)
        self.changed.emit()

    def _on_points(self) -> None:
        if self.session.has_points:  # those of an earlier moment are not what is compared
            self.pictures.show_points(self.session.points)

    def _choose_pace(self, pace: float) -> None:
        self.comparison.set_pace(pace)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.comparison.set_looked_at(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.comparison.set_looked_at(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("surface"))

    # -- layout ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give every part its place: all of them where there is room, else pictures and one curve."""
        view = self.comparison.view
        ready = view is not None and bool(view.sides)
        left = _LEFT if self.width() >= 900 else _NARROW
        self.setup.setGeometry(0, 0, left, self.height())
        area = QRect(left + _GAP, 8, self.width() - left - _GAP - _MARGIN, self.height() - 14)
        places: dict[QWidget, QRect] = {}
        if not ready or view is None:
            places[self.waiting] = QRect(area.left(), area.top(), area.width(), 40)
        elif self.height() >= 440 and self.width() >= 900:
            places = self._whole(area, view)
        else:
            places = self._small(area)
        for panel in self._panels():
            panel.setVisible(panel in places)
            if panel in places:
                panel.setGeometry(places[panel])

    def _small(self, area: QRect) -> dict[QWidget, QRect]:
        """Arrange one row: pictures, a curve, the numbers, as far as they fit."""
        wanted = 3 * (area.height() - 46) + 2 * 20
        pictures = min(wanted, area.width())
        high = min(area.height(), (pictures - 2 * 16) // 3 + 46)
        below = QRect(area.left(), area.top() + high + _GAP, area.width(), area.height() - high - _GAP)
        if below.height() >= _LEAST_CURVE:
            above = QRect(area.left(), area.top(), area.width(), high)
            return {self.pictures: above, self.loss: below}
        places: dict[QWidget, QRect] = {
            self.pictures: QRect(area.left(), area.top(), pictures, area.height())
        }
        free = area.width() - pictures - _GAP
        x = area.left() + pictures + _GAP
        if free >= 2 * 230 + _GAP:
            self.results.with_settings = False
            right = min(300, free - 230 - _GAP)
            places[self.results] = QRect(area.right() - right, area.top(), right, area.height())
            free -= right + _GAP
        if free >= 130:
            places[self.loss] = QRect(x, area.top(), free, area.height())
        return places

    def _whole(self, area: QRect, view: LockstepView) -> dict[QWidget, QRect]:
        """Arrange the middle in three storeys, and the numbers at the right."""
        sides = len(view.sides)
        count = len(view.sides[0].epochs)
        many = count > 1
        middle = area.width() - _RIGHT - 2 * _GAP
        seeds = self.seeds.wanted_height(middle, sides, count) if many else 0
        rest = area.height() - (seeds + _GAP if many else 0) - _GAP
        high = min(round(rest * 0.55), (middle - 2 * 16) // 3 + 46)
        places: dict[QWidget, QRect] = {self.pictures: QRect(area.left(), area.top(), middle, high)}
        y = area.top() + high + _GAP
        if many:
            places[self.seeds] = QRect(area.left(), y, middle, seeds)
            y += seeds + _GAP
        half = (middle - _GAP) // 2
        below = area.bottom() - y
        places[self.loss] = QRect(area.left(), y, half, below)
        places[self.quality] = QRect(area.left() + half + _GAP, y, half, below)
        places |= self._right_column(
            QRect(area.right() - _RIGHT, area.top(), _RIGHT, area.height()), sides, many
        )
        return places

    def _right_column(self, column: QRect, sides: int, many: bool) -> dict[QWidget, QRect]:
        self.results.with_settings = True
        tables = self.results.wanted_height()
        words = self.verdict.wanted_height(column.width())
        places: dict[QWidget, QRect] = {
            self.results: QRect(column.left(), column.top(), column.width(), tables)
        }
        y = column.top() + tables + _GAP
        slope = min(360, column.bottom() - y - words - _GAP)
        if sides == 2 and many and slope >= 110:
            places[self.slope] = QRect(column.left(), y, column.width(), slope)
            y += slope + _GAP
        if column.bottom() - y >= words - 4:
            places[self.verdict] = QRect(column.left(), y, column.width(), words)
        return places
