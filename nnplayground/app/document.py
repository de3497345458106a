"""The open experiment, and the only way to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from nnplayground.core.ablation import without_lost_units
from nnplayground.core.data_problem import with_data_problem
from nnplayground.train.commands import Reinitialize, Reset, Restart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from nnplayground.app.claim import Claim
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.train.commands import SetWeight
    from nnplayground.train.snapshot import Array

    WeightEdit = SetWeight | Reinitialize | Reset | Restart

__all__ = ["Document"]


class Document(QObject):
    """Holds one frozen experiment; every edit replaces it through one kind of undo command.

    Attributes
    ----------
    undo_stack : QUndoStack
        Its actions carry the names of the edits.
    path : Path or None
        Where it was opened from or saved to.
    claim : Claim or None
        What keeps other windows from that file.
    read_only : bool
        Whether the file belongs to another window: what is changed here is saved elsewhere.
    """

    changed = Signal(object, object)
    """(before, after): two experiments; also while a value is dragged."""
    weight_changed = Signal(object)
    """What the trainer must do with weights: a :class:`SetWeight`, :class:`Reinitialize` or a new start."""
    committed = Signal(object)
    """An experiment that is no preview (any more), whether or not it looks different now."""
    replaced = Signal()
    """Another experiment was opened."""
    saved_changed = Signal()
    """The path or the unsaved mark changed."""

    def __init__(self, experiment: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(1000)
        self.undo_stack.cleanChanged.connect(self.saved_changed)
        self.path: Path | None = None
        self.claim: Claim | None = None
        self.read_only = False
        self._experiment = experiment
        self._committed = experiment
        self._report: ShapeReport | None = None
        self._draws = 0

    @property
    def experiment(self) -> Experiment:
        """What is shown now, a value being dragged included."""
        return self._experiment

    @property
    def unchanged(self) -> Experiment:
        """The experiment without a value being dragged: what :meth:`revert` goes back to."""
        return self._committed

    @property
    def report(self) -> ShapeReport:
        """Shapes and problems of :attr:`experiment`."""
        if self._report is None:
            report = self._experiment.report()
            missing = self._experiment.data.dataset.problem()
            if missing is not None:
                report = with_data_problem(self._experiment.graph, report, missing)
            self._report = report
        return self._report

    def check_again(self) -> None:
        """Look for problems again: what is not in the experiment has changed, such as downloaded data."""
        self._report = None
        self.changed.emit(self._experiment, self._experiment)

    @property
    def is_modified(self) -> bool:
        """Whether there is something to save."""
        return not self.undo_stack.isClean()

    def open(
        self,
        experiment: Experiment,
        path: Path | None = None,
        *,
        unsaved: bool = False,
        read_only: bool = False,
    ) -> None:
        """Replace everything, the history of edits included; what was recovered is still to be saved."""
        self.undo_stack.clear()
        if unsaved:
            self.undo_stack.resetClean()
        self.path, self.read_only = path, read_only
        self._committed = experiment
        self._show(experiment, anew=True)
        self.replaced.emit()
        self.saved_changed.emit()

    def hold(self, claim: Claim | None) -> None:
        """Keep other windows from the file that is open now, and from no other any more."""
        if self.claim is not None and self.claim is not claim:
            self.claim.release()
        self.claim = claim

    def saved(self, path: Path) -> None:
        """Note that the experiment is now stored at ``path``."""
        self.path, self.read_only = path, False
        self.undo_stack.setClean()
        self.saved_changed.emit()

    def take_over(self) -> None:
        """Note that the file, which was only to be read, is to be written from now on."""
        self.read_only = False
        self.saved_changed.emit()

    def keep_mine(self) -> None:
        """Note that the file holds something else: the experiment is still to be saved there."""
        self.undo_stack.resetClean()

    def apply(self, text: str, experiment: Experiment, merge_key: str = "") -> None:
        """Make an edit that can be undone.

        Parameters
        ----------
        text : str
            Names it in the menu: “Widen Dense 1”.
        experiment : Experiment
            The result; the same as before makes no entry.
        merge_key : str
            Successive edits with the same key become one entry (a drag of many moves).
        """
        experiment = _without_lost_units(experiment)
        if experiment != self._committed:
            self.undo_stack.push(_Edit(self, text, self._committed, experiment, merge_key))
        else:
            self._show(experiment)

    def take_back(self) -> None:
        """Undo the last edit as if it had never been: it cannot be redone."""
        last = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(last, _Edit):
            last.is_taken_back = True
            self.undo_stack.undo()

    def preview(self, experiment: Experiment) -> None:
        """Show a value while it is dragged; :meth:`apply` then makes it an edit, :meth:`revert` drops it."""
        self._show(_without_lost_units(experiment))

    def revert(self) -> None:
        """Go back to the last edit."""
        self._show(self._committed)

    def type_weight(self, text: str, old: SetWeight, new: SetWeight) -> None:
        """Set a weight by hand; undo puts the old number back."""
        self.undo_stack.push(_Edit(self, text, self._committed, self._committed, "", ((old,), (new,))))

    def set_weights(self, text: str, old: Sequence[SetWeight], new: Sequence[SetWeight]) -> None:
        """Set many weights at once; undo puts all the old numbers back."""
        self.undo_stack.push(_Edit(self, text, self._committed, self._committed, "", (old, new)))

    def reinitialize(self, text: str, nodes: Sequence[str]) -> None:
        """Draw the weights of nodes anew; undo puts the earlier ones back."""
        self._draws += 1
        old = tuple(Reinitialize(node, self._draws, undo=True) for node in nodes)
        new = tuple(Reinitialize(node, self._draws) for node in nodes)
        self.undo_stack.push(_Edit(self, text, self._committed, self._committed, "", (old, new)))

    def reopen(self, text: str, experiment: Experiment, weights: Mapping[str, Array] | None = None) -> None:
        """Go back to an earlier experiment and start it again; undo does the same with the present one.

        Parameters
        ----------
        text : str
            Names the edit.
        experiment : Experiment
        weights : Mapping[str, ndarray], optional
            What it starts from instead of its initial weights.
        """
        start: WeightEdit = Reset() if weights is None else Restart(weights)
        self.undo_stack.push(_Edit(self, text, self._committed, experiment, "", ((Reset(),), (start,))))

    def preview_weight(self, weight: SetWeight) -> None:
        """Set a weight while it is dragged; :meth:`type_weight` then makes it an edit."""
        self.weight_changed.emit(weight)

    def _commit(self, experiment: Experiment, weights: Sequence[WeightEdit]) -> None:
        self._committed = experiment
        self._show(experiment)
        self.committed.emit(experiment)
        for weight in weights:
            self.weight_changed.emit(weight)

    def _show(self, experiment: Experiment, *, anew: bool = False) -> None:
        """Show an experiment; ``anew`` even if it is the same, for own data may have come with its file."""
        before, self._experiment = self._experiment, experiment
        if experiment != before or (anew and experiment.data.dataset.attachments()):
            self._report = None
            self.changed.emit(before, experiment)


class _Edit(QUndoCommand):
    """The one undo command: the experiment before and after, and what is done to weights besides."""

    def __init__(
        self,
        document: Document,
        text: str,
        before: Experiment,
        after: Experiment,
        merge_key: str = "",
        weights: tuple[Sequence[WeightEdit], Sequence[WeightEdit]] = ((), ()),
    ) -> None:
        super().__init__(text)
        self._document = document
        self._before, self._after = before, after
        self._merge_key = merge_key
        self._weights = weights
        self.is_taken_back = False

    def redo(self) -> None:
        self._document._commit(self._after, self._weights[1])

    def undo(self) -> None:
        self._document._commit(self._before, self._weights[0])
        self.setObsolete(self.is_taken_back)  # Qt then drops it instead of offering to redo it

    def id(self) -> int:
        # Qt offers to merge only commands of the same id ≥ 0; the key below decides.
        return 1 if self._merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True


def _without_lost_units(experiment: Experiment) -> Experiment:
    """Forget ablations of units that an edit took away."""
    if not any(node.options.ablated for node in experiment.graph.nodes):
        return experiment
    graph = without_lost_units(experiment.graph, experiment.report())
    return experiment if graph is experiment.graph else experiment.replace(graph=graph)
