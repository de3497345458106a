"""The menus of a trial: use its settings, add it to the runs from all of its seeds or from one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.ui.widgets import Menu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.sweeping import Sweeping
    from nnplayground.sweeps.study import TrialResult

__all__ = ["AddMenu", "TrialMenu"]


class AddMenu(Menu):
    """Which seeds of a trial are to come among the runs, and how many of them have to be trained for it."""

    def __init__(self, sweeping: Sweeping, result: TrialResult, parent: QWidget) -> None:
        super().__init__(self.tr("Add to runs"), parent)
        self._sweeping, self._result = sweeping, result
        plan = sweeping.plan
        seeds = plan.seeds if plan is not None else 0
        every = tuple(range(seeds))
        words = self.tr("All {count} seeds, {effort}")
        self._offer(words.format(count=seeds, effort=self._effort(every)), every)
        self.addSeparator()
        first = int(result.parameters.get("seed", plan.experiment.seed if plan is not None else 0))
        for place in every:
            words = self.tr("Seed {seed}, {effort}")
            self._offer(words.format(seed=first + place, effort=self._effort((place,))), (place,))
        self.triggered.connect(self._add)

    def _offer(self, words: str, places: tuple[int, ...]) -> None:
        self.addAction(words).setData(places)

    def _effort(self, places: tuple[int, ...]) -> str:
        """Say what it takes."""
        unknown = self._sweeping.trial_runs.unknown(self._result.number, places)
        if unknown == 0:
            return self.tr("at once")
        return self.tr("%n to train once more", "", unknown)

    def _add(self, action: QAction) -> None:
        self._sweeping.add_to_runs(self._result.number, action.data())


class TrialMenu(Menu):
    """What can be done with a trial."""

    def __init__(self, sweeping: Sweeping, number: int, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._sweeping, self._number = sweeping, number
        self.aboutToHide.connect(self.deleteLater)
        result = next((r for r in sweeping.results if r.number == number), None)
        self._use = self.addAction(self.tr("Use these settings"))
        self._use.setEnabled(result is not None)
        can_be_added = result is not None and result.state in ("done", "pruned")
        if result is not None and sweeping.plan is not None and sweeping.plan.seeds > 1:
            add = self.addMenu(AddMenu(sweeping, result, self))
        else:
            add = self.addAction(self.tr("Add to runs"))
            add.triggered.connect(self._add)
        add.setEnabled(can_be_added and sweeping.trial_runs.share(number) is None)
        self._use.triggered.connect(self._use_settings)

    def _use_settings(self) -> None:
        self._sweeping.use(self._number)

    def _add(self) -> None:
        self._sweeping.add_to_runs(self._number)
