"""Every run since the program started: compared, renamed, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from nnplayground.app.runs import MOST_COMPARED
from nnplayground.app.translation import say
from nnplayground.train.kept import PICTURE_SIDE
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.views.page import Page
from nnplayground.ui.views.runs_compare import Compared, RunsCompare
from nnplayground.ui.widgets import Button, Menu
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.page import Table
    from nnplayground.ui.views.runs_model import Row

__all__ = ["RunsPage"]

_PICTURE = ProbeRequest("boundary", PICTURE_SIDE)
_SHORT = 150  # below this height there is no room for the line of differences


class RunsPage(Page):
    """The table of runs, or the ticked ones beside the live one."""

    name: ClassVar[str] = "runs"
    order: ClassVar[int] = 700
    is_eager: ClassVar[bool] = True

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.ui.views.runs_model import RunsModel
        from nnplayground.ui.views.runs_table import RunsTable

        super().__init__(document, session, parent)
        self.model = RunsModel(document, session)
        self.model.setParent(self)
        self.runs = RunsTable(self.model)
        self.compare = RunsCompare()
        self._snapshot: Snapshot | None = None
        self._make_line()
        self._make_controls()
        self._lay_out()
        self._connect()
        self._refresh()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("RunsPage", "Runs")

    # -- building --------------------------------------------------------------------------------------

    def _make_line(self) -> None:
        self._line = QLabel()
        self._line.setFont(ui_font(11.5))
        self._line.setContentsMargins(16, 3, 16, 5)
        self._line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._line.setMinimumWidth(1)
        set_role(self._line, "secondary")
        self._empty = QLabel(
            self.tr("A run is kept here when a reset, other data or another network ends it after an epoch.")
        )
        self._empty.setWordWrap(True)
        self._empty.setFont(ui_font(12, QFont.Weight.Normal))
        self._empty.setContentsMargins(44, 8, 16, 8)
        set_role(self._empty, "caption")

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.compare_button = Button(self.tr("Compare"), small=True)
        self.back_button = Button(self.tr("All runs"), "chevron-left", small=True)
        row.addWidget(self.back_button)
        row.addWidget(self.compare_button)

    def _lay_out(self) -> None:
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.runs, 1)
        column.addWidget(self._empty)
        column.addWidget(self._line)
        self._stack = QStackedWidget()
        self._stack.addWidget(table)
        self._stack.addWidget(self.compare)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        store = self.session.runs
        store.changed.connect(self._refresh)
        store.compared_changed.connect(self._refresh)
        self.document.changed.connect(self._tell_differences)
        self.compare_button.clicked.connect(self.show_comparison)
        self.back_button.clicked.connect(self.show_table)
        self.runs.opened.connect(self.reopen)
        self.runs.deleted.connect(self.delete)
        self.runs.refused.connect(self._refuse)
        self.runs.menuAsked.connect(self._show_menu)
        self.runs.chosen_changed.connect(self._tell_differences)

    # -- the page --------------------------------------------------------------------------------------

    def badge(self) -> str:
        count = len(self.session.runs.runs)
        return str(count + 1) if count else ""

    def controls(self) -> QWidget:
        return self._controls

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        drawn = self.is_comparing and bool(self.document.experiment.data.spec().bounds)
        return frozenset({_PICTURE} if drawn else ())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.model.show_snapshot(snapshot)
        self._measure()
        if self.is_comparing:
            self._draw_comparison()

    def table(self) -> Table:
        return self.model.table()

    @property
    def is_comparing(self) -> bool:
        """Whether runs are shown side by side."""
        return self._stack.currentWidget() is self.compare

    # -- what is shown ---------------------------------------------------------------------------------

    def show_comparison(self) -> None:
        """Show the ticked runs beside the live one."""
        if self.session.runs.compared:
            self._stack.setCurrentWidget(self.compare)
            self._refresh()

    def show_table(self) -> None:
        """Show all runs."""
        self._stack.setCurrentIndex(0)
        self._refresh()

    def _refresh(self) -> None:
        compared = self.session.runs.compared
        if self.is_comparing and not compared:
            self._stack.setCurrentIndex(0)
        self.compare_button.setText(
            self.tr("Compare {count}").format(count=len(compared) + 1) if compared else self.tr("Compare")
        )
        self.compare_button.updateGeometry()
        self.compare_button.setEnabled(bool(compared))
        tip = self.tr("Shows the ticked runs beside the live one; their curves join the timeline.")
        self.compare_button.setToolTip(tip if compared else self.tr("Tick the runs to compare first."))
        self.compare_button.setVisible(not self.is_comparing)
        self.back_button.setVisible(self.is_comparing)
        self._empty.setVisible(not self.session.runs.runs)
        self._measure()
        self._tell_differences()
        if self.is_comparing:
            self._draw_comparison()
        self.changed.emit()

    def _measure(self) -> None:
        compared = [run.number for run in self.session.runs.compared]
        self.runs.measure(compared, self.document.experiment.seed)

    def _draw_comparison(self) -> None:
        shown = [self._live(), *map(self._kept, self.session.runs.compared)]
        self.compare.show_runs([run for run in shown if run is not None])

    def _live(self) -> Compared | None:
        row = next((row for row in self.model.rows if not row.number), None)
        if row is None:
            return None
        answer = self._snapshot.probes.get(_PICTURE, {}) if self._snapshot is not None else {}
        return Compared(row, answer.get("boundary"), row.experiment.data.spec().target.classes)

    def _kept(self, run: object) -> Compared | None:
        row = next((row for row in self.model.rows if row.number == getattr(run, "number", -1)), None)
        if row is None:
            return None
        boundary = getattr(run, "boundary", None)
        return Compared(row, boundary, row.experiment.data.spec().target.classes)

    def _tell_differences(self) -> None:
        chosen = [row for row in self.runs.chosen() if row.number]
        self._line.setVisible(bool(chosen) and self.height() >= _SHORT)
        if not chosen:
            return
        found = self.model.differences(chosen[0])
        said = [
            self.tr("{setting} {here} instead of {live}").format(
                setting=say(d.title), here=say(d.after), live=say(d.before)
            )
            for d in found
        ]
        text = " · ".join(said) if said else self.tr("Same settings as the live run")
        self._line.setText(f"{chosen[0].name}: {text}")
        self._line.setToolTip(self.model.tip(chosen[0]))

    # -- what a person does ----------------------------------------------------------------------------

    def reopen(self, number: int) -> None:
        """Make a run's experiment the document and start it anew."""
        if number:
            self.session.runs.reopen(number, with_weights=False)

    def delete(self) -> None:
        """Delete the chosen runs."""
        self.session.runs.remove([row.number for row in self.runs.chosen() if row.number])

    def _refuse(self) -> None:
        sentence = self.tr("{most} runs are compared already. Untick one first.")
        self.said.emit(sentence.format(most=MOST_COMPARED), "info")

    def _show_menu(self, place: QPoint) -> None:
        chosen = [row for row in self.runs.chosen() if row.number]
        if chosen:
            menu = RunMenu(self, chosen)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)


class RunMenu(Menu):
    """What can be done with chosen runs."""

    def __init__(self, page: RunsPage, chosen: list[Row]) -> None:
        super().__init__("", page)
        self._page, self._chosen = page, chosen
        first = chosen[0]
        self.addAction(self.tr("Reopen"), self._reopen).setEnabled(len(chosen) == 1)
        weights = self.addAction(self.tr("Reopen with its weights"), self._reopen_trained)
        weights.setEnabled(len(chosen) == 1 and first.has_weights)
        self.addSeparator()
        self.addAction(self.tr("Compare"), self._compare)
        self.addAction(self.tr("Unpin") if first.starred else self.tr("Pin"), self._star)
        self.addAction(self.tr("Rename"), self._rename).setEnabled(len(chosen) == 1)
        self.addSeparator()
        self.addAction(self.tr("Delete"), page.delete)

    def _reopen(self) -> None:
        self._page.reopen(self._chosen[0].number)

    def _reopen_trained(self) -> None:
        self._page.session.runs.reopen(self._chosen[0].number, with_weights=True)

    def _compare(self) -> None:
        for row in self._chosen:
            if not self._page.session.runs.compare(row.number, True):
                self._page.runs.refused.emit()
                break
        self._page.show_comparison()

    def _star(self) -> None:
        for row in self._chosen:
            self._page.session.runs.star(row.number, not self._chosen[0].starred)

    def _rename(self) -> None:
        place = [row.number for row in self._page.model.rows].index(self._chosen[0].number)
        self._page.runs.edit(self._page.model.index(place, 1))
