"""The left column of a sweep: what is varied over which values, and how it is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.sweeping import MOST_JOBS, MOST_SEEDS, MOST_TRIALS
from nnplayground.app.translation import say
from nnplayground.core.errors import PlaygroundError
from nnplayground.sweeps.plan import Plan
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.sweep_axis import AxisCard
from nnplayground.ui.views.sweep_words import Words, measure_name, measures_of
from nnplayground.ui.widgets import (
    Button,
    ComboField,
    Menu,
    NumberField,
    Scale,
    ScrollColumn,
    Segmented,
    Switch,
)
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.app.sweeping import Sweeping

__all__ = ["SweepSetup"]


class SweepSetup(ScrollColumn):
    """Controls of a sweep."""

    def __init__(self, sweeping: Sweeping, document: Document) -> None:
        self._content = QWidget()
        super().__init__(self._content)
        self._sweeping, self._document = sweeping, document
        self._made_for: object = None
        self._is_due = True
        self.problem = ""
        self.cards: list[AxisCard] = []
        self._make_fields()
        self._lay_out()
        sweeping.changed.connect(self.refresh)

    # -- building --------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.add = Button(self.tr("Vary one more setting"), "plus", small=True)
        self.add.clicked.connect(self._offer)
        choices = [("grid", self.tr("Grid")), ("random", self.tr("Random")), ("tpe", "TPE")]
        self.sampler = Segmented(self.tr("How values are chosen"), choices)
        self.sampler.setToolTip(
            self.tr(
                "Grid tries every combination, random draws them, TPE learns from the trials where to look."
            )
        )
        self.trials = self._number(self.tr("Trials"), MOST_TRIALS)
        self.epochs = self._number(self.tr("Epochs a trial"), 1_000_000)
        self.seeds = self._number(self.tr("Seeds a trial"), MOST_SEEDS)
        self.seeds.set_tip(self.tr("A trial is trained from so many seeds; their mean counts."))
        self.jobs = self._number(self.tr("At once"), MOST_JOBS)
        self.jobs.set_tip(self.tr("So many processes train at the same time."))
        self.prunes = Switch(self.tr("Stop hopeless trials"))
        self.prunes.setToolTip(
            self.tr("A trial ends early that is worse than the median of the others at the same epoch.")
        )
        self.goal = ComboField(self.tr("Goal"), small=True)
        self.count = QLabel()
        self.count.setFont(ui_font(12, QFont.Weight.DemiBold))
        self._trouble = QLabel()
        set_role(self._trouble, "warning")
        self._note = QLabel()
        set_role(self._note, "caption")
        for label in (self.count, self._trouble, self._note):
            label.setWordWrap(True)
            label.setMinimumWidth(1)
        self._connect()

    def _number(self, name: str, most: float) -> NumberField:
        return NumberField(name, Scale(1, most, 1), value=1, integer=True, small=True)

    def _connect(self) -> None:
        self.sampler.changed.connect(self._choose_sampler)
        self.trials.changed.connect(self._choose_trials)
        self.epochs.changed.connect(self._choose_epochs)
        self.seeds.changed.connect(self._choose_seeds)
        self.jobs.changed.connect(self._choose_jobs)
        self.prunes.toggled.connect(self._choose_prunes)
        self.goal.chosen.connect(self._choose_goal)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column.addLayout(self._cards)
        column.addWidget(self.add)
        column.addSpacing(4)
        column.addWidget(self.sampler)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self._trials_label = QLabel(self.tr("Trials"))
        rows = (
            (self._trials_label, self.trials),
            (QLabel(self.tr("Epochs a trial")), self.epochs),
            (QLabel(self.tr("Seeds a trial")), self.seeds),
            (QLabel(self.tr("At once")), self.jobs),
        )
        for row, (label, field) in enumerate(rows):
            field.setMaximumWidth(84)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        column.addLayout(grid)
        column.addWidget(self.prunes)
        column.addWidget(self.goal)
        column.addSpacing(2)
        column.addWidget(self.count)
        column.addWidget(self._trouble)
        column.addWidget(self._note)
        column.addStretch()

    # -- showing ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_due:
            self.refresh()

    def refresh(self) -> None:
        """Show how the sweep is set up, once it can be seen."""
        self._is_due = not self.isVisible()
        if self._is_due:
            return
        setup, experiment = self._sweeping.setup, self._document.unchanged
        self._fill_cards()
        self.sampler.setValue(setup.sampler)
        for field in (self.trials, self._trials_label):
            field.setVisible(setup.sampler != "grid")
        self.trials.setValue(setup.trials)
        self.epochs.setValue(setup.epochs)
        self.seeds.setValue(setup.seeds)
        self.jobs.setValue(setup.jobs)
        self.prunes.blockSignals(True)
        self.prunes.setChecked(setup.prunes)
        self.prunes.blockSignals(False)
        measures = measures_of(experiment)
        self.goal.set_choices([(name, measure_name(name)) for name in measures])
        self.goal.setValue(setup.measure or Plan.measure_of(experiment))
        self._tell()

    def _tell(self) -> None:
        """Say how many trials there will be, or why there can be none."""
        sweeping = self._sweeping
        setup, words, self.problem = sweeping.setup, "", ""
        try:
            plan = setup.plan(self._document.unchanged)
            words = self._counted(plan, setup.wanted(plan))
        except PlaygroundError as error:
            self.problem = say(error)
        self.count.setText(words)
        self._trouble.setText(self.problem)
        self._trouble.setVisible(bool(self.problem))
        self._note.setText(self._note_words())
        for widget in (*self.cards, self.add):
            widget.setEnabled(not sweeping.is_busy)

    def _counted(self, plan: Plan, wanted: int) -> str:
        trials = self.tr("1 trial") if wanted == 1 else self.tr("%Ln trials", "", wanted)
        if plan.sampler == "grid" and len(plan.axes) > 1:
            sizes = " × ".join(format_number(len(axis.grid())) for axis in plan.axes)
            trials = f"{sizes} = {trials}"
        if plan.seeds > 1:
            trials += self.tr(", each from %Ln seeds", "", plan.seeds)
        return trials

    def _note_words(self) -> str:
        if (self._sweeping.setup.measure or Plan.measure_of(self._document.unchanged)).startswith("test"):
            return self.tr(
                "Chosen by the test part, its result is no longer a fair test: split off a validation part."
            )
        return self.tr("Every finished trial is kept, also when the program is closed.")

    def _fill_cards(self) -> None:
        axes, experiment = self._sweeping.setup.axes, self._document.unchanged
        made_for = (tuple(axis.path for axis in axes), experiment)
        if made_for == self._made_for:
            for card, axis in zip(self.cards, axes, strict=True):
                if card.axis != axis:
                    card.show_axis(axis)
            return
        self._made_for = made_for
        self._words = Words(experiment)
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [AxisCard(axis, experiment, self._words) for axis in axes]
        for card in self.cards:
            card.changed.connect(self._sweeping.vary)
            card.removed.connect(self._sweeping.remove)
            self._cards.addWidget(card)

    # -- choosing --------------------------------------------------------------------------------------

    def _offer(self) -> None:
        menu = self.menu()
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def menu(self) -> Menu:
        """Return the settings that can be varied besides."""
        menu = Menu(parent=self)
        menu.aboutToHide.connect(menu.deleteLater)
        taken = {axis.path for axis in self._sweeping.setup.axes}
        for path in self._words.knobs:
            if path not in taken:
                action = QAction(self._words.title(path), menu)
                action.setData(path)
                menu.addAction(action)
        menu.triggered.connect(self._add)
        return menu

    def _add(self, action: QAction) -> None:
        self._sweeping.add(action.data())

    def _choose_sampler(self, sampler: str) -> None:
        self._sweeping.change(sampler=sampler)

    def _choose_trials(self, count: float) -> None:
        self._sweeping.change(trials=int(count))

    def _choose_epochs(self, count: float) -> None:
        self._sweeping.change(epochs=int(count))

    def _choose_seeds(self, count: float) -> None:
        self._sweeping.change(seeds=int(count))

    def _choose_jobs(self, count: float) -> None:
        self._sweeping.change(jobs=int(count))

    def _choose_prunes(self, prunes: bool) -> None:
        self._sweeping.change(prunes=prunes)

    def _choose_goal(self, measure: str) -> None:
        self._sweeping.change(measure=measure)
