"""One experiment trained with many settings: set up, run, seen side by side, and one of them chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QPoint, QRect, QSize
from PySide6.QtGui import QAction, QGuiApplication, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnplayground.app.sweeping import Phase
from nnplayground.app.translation import say
from nnplayground.ui.theme import theme
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.views.sweep_grid import GridPanel
from nnplayground.ui.views.sweep_menu import AddMenu, TrialMenu
from nnplayground.ui.views.sweep_parallel import ParallelPanel
from nnplayground.ui.views.sweep_parts import Pictures, Shown
from nnplayground.ui.views.sweep_progress import ProgressPanel
from nnplayground.ui.views.sweep_setup import SweepSetup
from nnplayground.ui.views.sweep_table import TablePanel
from nnplayground.ui.views.sweep_trial import ImportancePanel, TrialPanel
from nnplayground.ui.views.sweep_words import Words
from nnplayground.ui.widgets import Button, IconButton, Menu
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.sweeps.plan import Plan
    from nnplayground.sweeps.study import KeptStudy
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.sweep_parts import SweepPanel

__all__ = ["SweepPage"]

_LEFT, _NARROW, _RIGHT = 244, 208, 320
_MARGIN, _GAP = 16, 18
_PROGRESS = 36
_PARALLEL = 210
_MOST_KEPT = 15


class SweepPage(Page):
    """Shows the document's sweep, small in the dock and whole when it is enlarged."""

    name: ClassVar[str] = "sweep"
    order: ClassVar[int] = 720

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.sweeping = session.sweeping
        self._plan: Plan | None = None
        self._words: Words | None = None
        self._pictures: Pictures | None = None
        self._chosen: int | None = None
        self._badge = ""
        self._copying: QAction | None = None
        self._brushes: dict[str, tuple[float, float]] = {}
        self.setup = SweepSetup(self.sweeping, document)
        self.progress = ProgressPanel(self.sweeping)
        self.grid, self.parallel = GridPanel(), ParallelPanel()
        self.best, self.trial, self.importance = TablePanel(), TrialPanel(), ImportancePanel()
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        set_role(self.hint, "caption")
        for panel in (self.setup, *self._panels()):
            panel.setParent(self)
        self._make_controls()
        self._connect()
        self._show()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SweepPage", "Sweep")

    def _panels(self) -> tuple[SweepPanel, ...]:
        return self.progress, self.grid, self.parallel, self.best, self.trial, self.importance

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.start_button = Button(self.tr("Start"), "play", small=True)
        self.pause_button = Button(self.tr("Pause"), "pause", small=True)
        self.pause_button.setToolTip(self.tr("Trains what is under way to its end and begins nothing more."))
        self.stop_button = Button(self.tr("Stop"), small=True)
        self.stop_button.setToolTip(self.tr("Ends now; the trials under way are put back."))
        self.earlier = IconButton("open", self.tr("Earlier sweeps"))
        for widget in (self.start_button, self.pause_button, self.stop_button, self.earlier):
            row.addWidget(widget)

    def _connect(self) -> None:
        self.start_button.clicked.connect(self._start)
        self.pause_button.clicked.connect(self.sweeping.pause)
        self.stop_button.clicked.connect(self.sweeping.stop)
        self.earlier.clicked.connect(self._find_earlier)
        for panel in (self.grid, self.parallel, self.best):
            panel.chosen.connect(self.choose)
            panel.accepted.connect(self.sweeping.use)
            panel.menuAsked.connect(self._show_menu)
        self.trial.added.connect(self._add_to_runs)
        self.sweeping.trial_runs.changed.connect(self._show_adding)
        self.sweeping.trial_runs.added.connect(self._on_added)
        self.trial.used.connect(self.sweeping.use)
        self.parallel.brushed.connect(self._brush)
        self.sweeping.changed.connect(self._on_changed)
        self.sweeping.results_changed.connect(self._show)
        self.sweeping.failed.connect(self._on_failed)
        theme().themeChanged.connect(self.update)

    # -- the page --------------------------------------------------------------------------------------

    def controls(self) -> QWidget:
        return self._controls

    def badge(self) -> str:
        if not self.sweeping.is_busy:
            return ""
        over = sum(result.state != "running" for result in self.sweeping.results)
        return f"{over}/{self.sweeping.wanted}"

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show nothing: the document's own run is no part of this."""

    def sizeHint(self) -> QSize:
        return QSize(640, 170)

    def table(self) -> Table | None:
        plan, results = self.sweeping.plan, self.sweeping.results
        if plan is None or not results:
            return None
        paths = [axis.path for axis in plan.axes]
        measures = list(dict.fromkeys(name for result in results for name in result.measures))
        rows = [
            [
                result.number,
                result.state,
                *(result.parameters.get(path, "") for path in paths),
                *(result.measures.get(name, "") for name in measures),
                result.error,
            ]
            for result in results
        ]
        return Table(["trial", "state", *paths, *measures, "error"], rows)

    # -- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        plan = self.sweeping.plan
        if plan is not self._plan:
            self._plan, self._brushes, self._chosen = plan, {}, None
            self._words = None if plan is None else Words(plan.experiment)
            self._pictures = None if plan is None else Pictures(plan)
        shown = self._moment()
        for panel in self._panels():
            panel.show_moment(shown)
        self._show_buttons()
        self._show_adding()
        self._arrange()
        if self.badge() != self._badge:
            self._badge = self.badge()
            self.changed.emit()

    def _moment(self) -> Shown | None:
        plan, results = self._plan, self.sweeping.results
        if plan is None or self._words is None or self._pictures is None:
            return None
        best = next((result.number for result in results if result.state == "done"), None)
        chosen = best if self._chosen is None else self._chosen
        importance, wanted = self.sweeping.importance, self.sweeping.wanted
        return Shown(
            plan, self._words, results, wanted, chosen, importance, self._pictures, dict(self._brushes)
        )

    def _show_buttons(self) -> None:
        sweeping = self.sweeping
        resumes = sweeping.can_resume and not sweeping.is_other()
        self.start_button.setText(self.tr("Resume") if resumes else self.tr("Start"))
        self.start_button.updateGeometry()
        self.start_button.setVisible(not sweeping.is_busy)
        is_done = sweeping.phase is Phase.DONE and not sweeping.is_other()
        self.start_button.setEnabled(not is_done and not self.setup.problem)
        self.pause_button.setVisible(sweeping.is_busy)
        self.pause_button.setEnabled(sweeping.phase is Phase.RUNNING)
        self.stop_button.setVisible(sweeping.is_busy)
        self.stop_button.setEnabled(sweeping.phase in (Phase.RUNNING, Phase.PAUSING))
        self.earlier.setEnabled(not sweeping.is_busy)

    def _on_changed(self) -> None:
        self._show_buttons()
        self.progress.update()
        self.changed.emit()

    def _on_failed(self, error: PlaygroundError) -> None:
        self.said.emit(say(error), "error")

    # -- doing -----------------------------------------------------------------------------------------

    def _start(self) -> None:
        if self.sweeping.can_resume and not self.sweeping.is_other():
            self.sweeping.resume()
        else:
            self.sweeping.start()

    def choose(self, number: int) -> None:
        """Show a trial large."""
        self._chosen = number
        self._show()

    def trial_menu(self, number: int) -> TrialMenu:
        """Return what can be done with a trial."""
        return TrialMenu(self.sweeping, number, self)

    def _show_menu(self, number: int, place: QPoint) -> None:
        self.trial_menu(number).popup(place)

    def _add_to_runs(self, number: int) -> None:
        """Add the trial; of several seeds, ask which."""
        plan, result = self.sweeping.plan, self.trial.shown.trial(number) if self.trial.shown else None
        if plan is None or result is None or plan.seeds == 1:
            self.sweeping.add_to_runs(number)
            return
        menu = AddMenu(self.sweeping, result, self)
        menu.aboutToHide.connect(menu.deleteLater)
        place = QPoint(0, -menu.sizeHint().height())
        menu.popup(self.trial.add.mapToGlobal(place))

    def _show_adding(self) -> None:
        shown = self.trial.shown
        if shown is not None and shown.chosen is not None:
            runs, seeds = self.sweeping.trial_runs, shown.plan.seeds
            unknown = runs.unknown(shown.chosen, range(seeds))
            self.trial.show_adding(runs.share(shown.chosen), unknown, seeds)

    def _on_added(self, number: int, count: int) -> None:
        if count == 1:
            words = self.tr("Trial {number} is now in the table of runs.").format(number=number)
        elif count:
            words = self.tr("Trial {number} is now in the table of runs, from {count} seeds.").format(
                number=number, count=count
            )
        else:
            words = self.tr("Trial {number} is in the table of runs already.").format(number=number)
        self.said.emit(words, "info")

    def _brush(self, key: str, part: tuple[float, float] | None) -> None:
        self._brushes.pop(key, None)
        if part is not None:
            self._brushes[key] = part
        self._show()

    def _find_earlier(self) -> None:
        self.sweeping.find_kept(self, self._offer_earlier)

    def _offer_earlier(self, kept: tuple[KeptStudy, ...]) -> None:
        menu = self.earlier_menu(kept)
        if self.earlier.isVisible():
            menu.popup(self.earlier.mapToGlobal(QPoint(0, self.earlier.height() + 2)))

    def earlier_menu(self, kept: tuple[KeptStudy, ...]) -> Menu:
        """Return the sweeps that can be opened, the newest first."""
        menu = Menu(parent=self)
        menu.aboutToHide.connect(menu.deleteLater)
        short = QLocale.FormatType.ShortFormat
        for study in kept[:_MOST_KEPT]:
            begun = "–"
            if study.begun is not None:
                moment = QDateTime.fromSecsSinceEpoch(int(study.begun.timestamp()))
                begun = QLocale().toString(moment, short)
            count = self.tr("1 trial") if study.trials == 1 else self.tr("%Ln trials", "", study.trials)
            action = QAction(f"{study.name} · {count} · {begun}", menu)
            action.setData(study)
            menu.addAction(action)
        if not kept:
            menu.addAction(self.tr("There is none yet.")).setEnabled(False)
        menu.triggered.connect(self._open_earlier)
        menu.addSeparator()
        self._copying = menu.addAction(self.tr("Copy the command that goes on with this one"))
        self._copying.setEnabled(bool(self.sweeping.command()))
        return menu

    def _open_earlier(self, action: QAction) -> None:
        if action is self._copying:
            QGuiApplication.clipboard().setText(self.sweeping.command())
            self.said.emit(self.tr("The command is on the clipboard."), "info")
        else:
            self.sweeping.open_kept(action.data())

    # -- layout ----------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("surface"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Give every part its place: all of them where there is room, else the best trials."""
        left = _LEFT if self.width() >= 900 else _NARROW
        self.setup.setGeometry(0, 0, left, self.height())
        area = QRect(left + _GAP, 12, self.width() - left - _GAP - _MARGIN, self.height() - 20)
        places: dict[QWidget, QRect] = {}
        if self.sweeping.plan is None:
            self._tell_first()
            places[self.hint] = QRect(area.left(), area.top(), min(520, area.width()), 60)
        elif self.height() >= 440 and self.width() >= 900:
            places = self._whole(area)
        else:
            places = self._small(area)
        for panel in (*self._panels(), self.hint):
            panel.setVisible(panel in places)
            if panel in places:
                panel.setGeometry(places[panel])

    def _tell_first(self) -> None:
        self.hint.setText(
            self.tr(
                "Trains this network with the values at the left in many combinations and compares what "
                "comes out. The canvas stays free meanwhile."
            )
        )

    def _small(self, area: QRect) -> dict[QWidget, QRect]:
        """Arrange the progress, and below it pictures and the best trials, as far as they fit."""
        places: dict[QWidget, QRect] = {
            self.progress: QRect(area.left(), area.top() - 4, area.width(), _PROGRESS)
        }
        top = area.top() + _PROGRESS
        below = QRect(area.left(), top, area.width(), area.bottom() - top)
        if area.width() >= 760 and below.height() >= 100:
            half = (area.width() - _GAP) // 2
            places[self.grid] = QRect(below.left(), top, half, below.height())
            below.setLeft(below.left() + half + _GAP)
        places[self.best] = below
        return places

    def _whole(self, area: QRect) -> dict[QWidget, QRect]:
        """Arrange the middle in three storeys, and the best trials at the right."""
        middle = area.width() - _RIGHT - 2 * _GAP
        parallel = min(_PARALLEL, max(150, area.height() // 3))
        top = area.top() + _PROGRESS + 10
        grid = area.bottom() - top - parallel - _GAP
        places: dict[QWidget, QRect] = {
            self.progress: QRect(area.left(), area.top(), middle, _PROGRESS),
            self.grid: QRect(area.left(), top, middle, grid),
            self.parallel: QRect(area.left(), area.bottom() - parallel, middle, parallel),
        }
        return places | self._right(QRect(area.right() - _RIGHT, area.top(), _RIGHT, area.height()))

    def _right(self, column: QRect) -> dict[QWidget, QRect]:
        importance = self.importance.wanted_height()
        trial = 218
        table = column.height() - importance - trial - 2 * _GAP
        if table < 110:  # the importance gives way first
            importance, table = 0, column.height() - trial - _GAP
        left, width = column.left(), column.width()
        places: dict[QWidget, QRect] = {self.best: QRect(left, column.top(), width, table)}
        y = column.top() + table + _GAP
        places[self.trial] = QRect(left, y, width, trial)
        if importance:
            places[self.importance] = QRect(left, y + trial + _GAP, width, importance)
        return places
