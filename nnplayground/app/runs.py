"""The runs that have ended since the program started, and those of opened projects: named, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from nnplayground.app.translation import current_language, say
from nnplayground.core.differences import name_beside
from nnplayground.core.text import Text
from nnplayground.train.kept_json import MOST_RUNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.history import Curves
    from nnplayground.train.kept import KeptRun

__all__ = ["MOST_COMPARED", "RunStore", "experiment_name"]

MOST_COMPARED = 6
_BYTES = 256 * 2**20  # of all runs together


class RunStore(QObject):
    """Keeps ended runs within bounds: the oldest without a star make room for new ones.

    Attributes
    ----------
    changed : Signal
        A run came, went, or is called or marked differently.
    compared_changed : Signal
        Other runs are compared than before; :attr:`compared` says which.
    """

    changed = Signal()
    compared_changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._runs: tuple[KeptRun, ...] = ()
        self._compared: tuple[int, ...] = ()
        self._last = 0

    # -- reading ---------------------------------------------------------------------------------------

    @property
    def runs(self) -> tuple[KeptRun, ...]:
        """All runs, the newest first."""
        return self._runs

    def run(self, number: int) -> KeptRun | None:
        """Return a run by its number, None if it is gone."""
        return next((run for run in self._runs if run.number == number), None)

    @property
    def compared(self) -> tuple[KeptRun, ...]:
        """The runs that are ticked for comparison, in the order of ticking."""
        return tuple(run for number in self._compared if (run := self.run(number)) is not None)

    def overlays(self) -> tuple[tuple[str, Curves], ...]:
        """Return names and curves of the compared runs, for other views to draw."""
        return tuple((say(run.name), run.curves) for run in self.compared)

    # -- writing ---------------------------------------------------------------------------------------

    def keep(self, run: KeptRun) -> None:
        """Add a run that has ended, named by what is different about it."""
        self._last += 1
        name = run.name if run.is_named else self._automatic_name(run.experiment)
        self._set((run.with_(number=self._last, name=name), *self._runs))

    def rename(self, number: int, name: str) -> None:
        """Call a run ``name``; an empty one gives the automatic name back. Can be undone."""
        run = self.run(number)
        if run is None or str(run.name) == name.strip():
            return
        named = name.strip()[:200]
        other = named or self._automatic_name(run.experiment, but=number)
        self._push(self.tr("Rename run"), self._replaced(run.with_(name=other, is_named=bool(named))))

    def star(self, number: int, starred: bool) -> None:
        """Keep a run whatever happens, or let it go with the others."""
        run = self.run(number)
        if run is not None and run.starred != starred:
            self._set(self._replaced(run.with_(starred=starred)))

    def remove(self, numbers: Iterable[int]) -> None:
        """Delete runs. Can be undone."""
        gone = frozenset(numbers) & {run.number for run in self._runs}
        if gone:
            left = tuple(run for run in self._runs if run.number not in gone)
            self._push(self.tr("Delete %n runs", "", len(gone)), left)

    def compare(self, number: int, ticked: bool) -> bool:
        """Tick a run for comparison, or not; False where six are ticked already."""
        others = tuple(n for n in self._compared if n != number)
        if ticked and len(others) >= MOST_COMPARED:
            return False
        self._set_compared((*others, number) if ticked else others)
        return True

    def reopen(self, number: int, *, with_weights: bool) -> None:
        """Make a run's experiment the document, started anew or from the weights it ended with."""
        run = self.run(number)
        if run is None:
            return
        now, then = self._document.unchanged, run.experiment
        # Where nodes lie and what is shown are not the run's: they stay where the network is the same.
        then = then.replace(view=now.view)
        if now.graph.structure == then.graph.structure:
            then = then.replace(graph=now.graph, layout=now.layout)
        text = self.tr("Reopen “{run}”").format(run=say(run.name))
        self._document.reopen(text, then, run.weights if with_weights else None)

    def add(self, runs: Sequence[KeptRun]) -> int:
        """Put runs, the newest first, beside those that are here; return how many were not yet."""
        new = [run for run in reversed(runs) if not any(_is_same(run, other) for other in self._runs)]
        for run in new:
            self.keep(run)
        return len(new)

    # -- inside ----------------------------------------------------------------------------------------

    def _automatic_name(self, experiment: Experiment, but: int = 0) -> Text:
        """Say what is different about a run beside the first one of the same data and title."""
        title = Text(experiment_name(experiment))
        same = [run for run in self._runs if _is_like(run.experiment, experiment) and run.number != but]
        base = min(same, key=lambda run: run.number, default=None)
        name = title if base is None else name_beside(base.experiment, experiment) or title
        taken = {str(run.name) for run in self._runs if run.number != but}
        if str(name) not in taken:
            return name
        count = next(n for n in range(2, len(taken) + 3) if f"{name} ({n})" not in taken)
        return Text("{name} ({count})", {"name": name, "count": count})

    def _replaced(self, run: KeptRun) -> tuple[KeptRun, ...]:
        return tuple(run if other.number == run.number else other for other in self._runs)

    def _push(self, text: str, runs: tuple[KeptRun, ...]) -> None:
        self._document.undo_stack.push(_RunsEdit(text, self._runs, runs, self._show))

    def _show(self, before: Sequence[KeptRun], after: Sequence[KeptRun]) -> None:
        """Go from ``before`` to ``after``, leaving alone what has come since."""
        gone = {run.number for run in before} - {run.number for run in after}
        now = {run.number: run for run in self._runs if run.number not in gone}
        was = {run.number: run for run in before}
        now |= {run.number: run for run in after if was.get(run.number) is not run}
        self._set(tuple(now[number] for number in sorted(now, reverse=True)))

    def _set(self, runs: tuple[KeptRun, ...]) -> None:
        self._runs = _within_bounds(runs)
        left = tuple(n for n in self._compared if self.run(n) is not None)
        self.changed.emit()
        if left != self._compared:
            self._set_compared(left)
        elif left:
            self.compared_changed.emit()  # a name may have changed

    def _set_compared(self, numbers: tuple[int, ...]) -> None:
        if numbers != self._compared:
            self._compared = numbers
            self.compared_changed.emit()


class _RunsEdit(QUndoCommand):
    """A change of the table: the runs before and after."""

    def __init__(
        self,
        text: str,
        before: tuple[KeptRun, ...],
        after: tuple[KeptRun, ...],
        show: Callable[[Sequence[KeptRun], Sequence[KeptRun]], None],
    ) -> None:
        super().__init__(text)
        self._before, self._after, self._show = before, after, show

    def redo(self) -> None:
        self._show(self._before, self._after)

    def undo(self) -> None:
        self._show(self._after, self._before)


def experiment_name(experiment: Experiment) -> str:
    """Return what an experiment is called in the person's language; its data set if it has no title."""
    return experiment.name(current_language()) or say(type(experiment.data.dataset).title)


def _is_same(one: KeptRun, other: KeptRun) -> bool:
    ends = [(run.epoch, run.step, run.seconds) for run in (one, other)]
    return ends[0] == ends[1] and one.experiment == other.experiment


def _is_like(one: Experiment, other: Experiment) -> bool:
    return one.title == other.title and type(one.data.dataset) is type(other.data.dataset)


def _within_bounds(runs: tuple[KeptRun, ...]) -> tuple[KeptRun, ...]:
    """Drop the oldest runs without a star, and then those with one, until all fit."""
    kept = list(runs)
    size = sum(run.bytes for run in kept)
    for run in sorted(runs, key=lambda run: (run.starred, run.number)):
        if len(kept) <= MOST_RUNS and size <= _BYTES:
            break
        kept.remove(run)
        size -= run.bytes
    return tuple(kept)
