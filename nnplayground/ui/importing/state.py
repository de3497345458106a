"""A table that is about to be imported: read, planned and built off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from nnplayground.app.tasks import in_background
from nnplayground.core.errors import PlaygroundError
from nnplayground.data.table.build import build
from nnplayground.data.table.columns import profile
from nnplayground.data.table.findings import findings
from nnplayground.data.table.kept import table_of
from nnplayground.data.table.plan import suggest
from nnplayground.data.table.reading import Stopped, read_table
from nnplayground.data.table_own import OwnTable

if TYPE_CHECKING:
    from pathlib import Path

    from nnplayground.data.table.build import Built
    from nnplayground.data.table.columns import Column
    from nnplayground.data.table.findings import Finding
    from nnplayground.data.table.plan import Plan
    from nnplayground.data.table.reading import Table
    from nnplayground.data.table.text import Writing

__all__ = ["Former", "ImportState"]

_TICK = 80  # milliseconds between two looks at the progress


@dataclass(frozen=True, slots=True, eq=False)
class Former:
    """An import as it was made before.

    Attributes
    ----------
    source : Path, str or OwnTable
        The file, the text, or the numbers that were kept.
    plan : Plan
    names : tuple of str
        The columns that it was made for.
    writing : Writing or None
    file : Former or None
        Where the numbers are those that were kept: what was chosen for their file, if it is found after all.
    """

    source: Path | str | OwnTable
    plan: Plan
    names: tuple[str, ...]
    writing: Writing | None = None
    file: Former | None = None

    def plan_for(self, names: tuple[str, ...]) -> Plan | None:
        """Return what was chosen for a table with such columns."""
        if self.names == names:
            return self.plan
        return self.file.plan_for(names) if self.file is not None else None


class _Read:
    """One reading, which any thread may be asked to break off."""

    def __init__(self, source: Path | str | OwnTable, writing: Writing | None) -> None:
        self.share, self.is_stopped = 0.0, False
        self._source, self._writing = source, writing

    def run(self) -> tuple[_Read, Table | None, tuple[Column, ...]]:
        if isinstance(self._source, OwnTable):
            table = table_of(self._source)
            return self, table, profile(table)
        try:
            table = read_table(self._source, self._writing, self._note, lambda: self.is_stopped)
        except Stopped:
            return self, None, ()
        return self, table, profile(table)

    def _note(self, share: float) -> None:
        self.share = share


class ImportState(QObject):
    """What is known of the table and what is planned with it.

    Attributes
    ----------
    loaded : Signal
        The table was read.
    planned : Signal
        Something else is planned; numbers follow.
    built : Signal
        Numbers were made, or cannot be: see :attr:`problem`.
    failed : Signal(object)
        The table cannot be read, a :class:`PlaygroundError`.
    progressed : Signal(float)
        The share that is read.
    """

    loaded = Signal()
    planned = Signal()
    built = Signal()
    failed = Signal(object)
    progressed = Signal(float)

    def __init__(
        self, source: Path | str | OwnTable, parent: QObject | None = None, former: Former | None = None
    ) -> None:
        super().__init__(parent)
        self.source = source
        self._former = former
        self.table: Table | None = None
        self.columns: tuple[Column, ...] = ()
        self.plan: Plan | None = None
        self.numbers: Built | None = None
        self.found: tuple[Finding, ...] = ()
        self.problem: PlaygroundError | None = None
        self._reading: _Read | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)

    # -- reading ---------------------------------------------------------------------------------------

    def read(self, writing: Writing | None = None) -> None:
        """Read the table, as it is written or as it seems to be."""
        self.stop()
        self._reading = _Read(self.source, writing)
        self._timer.start()
        in_background(self, self._reading.run, self._on_read, self._on_unreadable)

    def stop(self) -> None:
        """Break off."""
        if self._reading is not None:
            self._reading.is_stopped = True
        self._reading = None
        self._timer.stop()

    @property
    def is_reading(self) -> bool:
        """Whether the table is being read."""
        return self._reading is not None

    def _tick(self) -> None:
        if self._reading is not None:
            self.progressed.emit(self._reading.share)

    def _on_read(self, answer: tuple[_Read, Table | None, tuple[Column, ...]]) -> None:
        reading, table, columns = answer
        if reading is not self._reading or table is None:  # another has been begun since
            return
        self.stop()
        self.table, self.columns, self.numbers, self.found = table, columns, None, ()
        former = self._former.plan_for(table.names) if self._former is not None else None
        self.plan = former or suggest(columns)
        self.loaded.emit()
        self._build()

    def _on_unreadable(self, error: PlaygroundError) -> None:
        self.stop()
        self.failed.emit(error)

    def former(self) -> Former | None:
        """Return the choices as they are now, to come back to them; None before the table is read."""
        if self.table is None or self.plan is None:
            return None
        return Former(self.source, self.plan, self.table.names, self.table.writing)

    # -- planning --------------------------------------------------------------------------------------

    def set_plan(self, plan: Plan) -> None:
        """Plan something else; the numbers follow."""
        if plan != self.plan:
            self.plan = plan
            self.planned.emit()
            self._build()

    def _build(self) -> None:
        table, columns, plan = self.table, self.columns, self.plan
        if table is None or plan is None:
            return

        def work() -> tuple[Plan, Built | None, tuple[Finding, ...], PlaygroundError | None]:
            try:
                numbers = build(table, plan)
            except PlaygroundError as error:
                return plan, None, findings(table, columns, plan, None), error
            return plan, numbers, findings(table, columns, plan, numbers), None

        in_background(self, work, self._on_built)

    def _on_built(
        self, answer: tuple[Plan, Built | None, tuple[Finding, ...], PlaygroundError | None]
    ) -> None:
        plan, numbers, found, problem = answer
        if plan == self.plan:  # a newer plan may have overtaken this one
            self.numbers, self.found, self.problem = numbers, found, problem
            self.built.emit()
