"""Keeps what is unsaved on disk while it is made, so that a crash takes no more than two seconds of it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from nnplayground.app.translation import current_language
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.logs import LOGGER
from nnplayground.projects.recovery import About, Recovered, Store, recover
from nnplayground.train.commands import TooLarge
from nnplayground.train.kept_json import runs_from_json, runs_to_json
from nnplayground.train.saved import require_training_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.kept import KeptRun
    from nnplayground.train.saved import RunCopy

__all__ = ["Recovery", "Salvage", "salvage"]

_TICK_MS = 400
_TIMELINE = 4 * 2**20  # bytes of earlier moments that are worth writing again and again
_MOST = 2**30  # bytes of a state above which writing it would hold everything up
_RATE = 4e6  # bytes per second that are written at most, on average
_REST = 1.0  # seconds between two copies of the training at least
_SHARE = 100  # of its time that training may lose to copies: one part
_BUSY = 10  # of its time that the writer may be busy: one part
_HOPELESS = 10.0  # seconds after which a run that could not be copied is asked for again
_PICTURE = 30.0  # seconds between two pictures
_CLOSING = 10.0  # seconds that a last file may take


class Recovery(QObject):
    """Watches a document and its session, and writes what is not saved.

    The window's thread only looks, a few times a second, whether there is something new. The training thread
    copies its state between two steps and rests a hundred times as long; everything else is done by a thread
    of its own.

    Parameters
    ----------
    document : Document
    session : Session
    picture : callable, optional
        Takes a picture of what the network says, in the window's thread, now and then; what it returns makes
        a PNG of it in the writer's.

    Attributes
    ----------
    failed : Signal(object)
        A :class:`PlaygroundError`: what is unsaved cannot be kept. Said once.
    left_out : Signal(int, int)
        Megabytes of a training state that is not kept, and of the largest that is. Said once.
    """

    failed = Signal(object)
    left_out = Signal(int, int)

    def __init__(
        self,
        document: Document,
        session: Session,
        picture: Callable[[], Callable[[], bytes] | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._picture = document, session, picture
        self._writer = _Writer()
        self._forget()
        self._told = self._told_size = self._adopted = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        document.replaced.connect(self._on_replaced)
        document.weight_changed.connect(self._on_weight)
        document.saved_changed.connect(self._on_saved)
        session.runs.changed.connect(self._on_runs)

    def _forget(self) -> None:
        """Know of nothing that was written."""
        self._written: Experiment | None = None
        self._seen: tuple[int, int] | None = None  # run and step
        self._copied: tuple[int, int] | None = None
        self._trained = self._touched = self._runs_changed = False
        self._due = self._pictured = 0.0

    # -- life ------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to watch."""
        self._writer.start()
        self._timer.start()

    def close(self, *, keep: bool = False) -> None:
        """Write nothing more, and remove what was written unless it is to be found at the next start."""
        self._timer.stop()
        if keep:
            self.look()
        self._writer.close(keep=keep)

    def adopt(self, store: Store) -> None:
        """Go on in the folder of what is recovered into this document next: it is never without a copy."""
        self._adopted = True
        self._writer.do(lambda: self._writer.move_to(store))

    def flush(self) -> bool:
        """Wait until what was handed over is written; return whether it is."""
        return self._writer.flush()

    # -- watching --------------------------------------------------------------------------------------

    def look(self) -> None:
        """Hand over what is new."""
        self._tell_trouble()
        snapshot = self._session.snapshot
        if snapshot is not None:
            self._watch_training((snapshot.run, snapshot.present[1]))
        if not (self._document.is_modified or self._trained):
            if self._written is not None:
                self._forget()
                self._writer.do(self._writer.clear)
            return
        experiment = self._document.unchanged
        about = self._about()
        if experiment is not self._written:
            self._written = experiment
            self._writer.do(lambda: self._writer.write_edit(experiment, about))
        if self._runs_changed:
            self._runs_changed, runs = False, self._session.runs.runs
            self._writer.do(lambda: self._writer.write_runs(experiment, runs))
        if self._is_due():
            self._copy(about)

    def _watch_training(self, now: tuple[int, int]) -> None:
        before, self._seen = self._seen, now
        if now[1] == 0:
            self._trained = False
        elif before is not None and before[0] == now[0] and before[1] != now[1]:
            self._trained = True

    def _is_due(self) -> bool:
        if self._seen is None or (self._seen == self._copied and not self._touched):
            return False
        return time.monotonic() >= self._due and not self._writer.is_busy

    def _copy(self, about: About) -> None:
        self._copied, self._touched = self._seen, False
        self._due = time.monotonic() + _REST
        self._writer.is_busy = True
        answer = self._session.copy_run(_MOST)
        answer.add_done_callback(lambda done: self._writer.do(lambda: self._write_copy(done, about)))
        self._take_picture()

    def _write_copy(self, answer: Future[RunCopy | None], about: About) -> None:
        """Write a copy, in the writer's thread, and rest in proportion to what it has cost."""
        error = None if answer.cancelled() else answer.exception()
        copied = None if answer.cancelled() or error is not None else answer.result()
        if isinstance(error, TooLarge):
            self._writer.left_out = error.size
        rest = _HOPELESS
        try:
            if copied is not None:
                rest = self._writer.write_run(copied, about)
        finally:
            self._due, self._writer.is_busy = time.monotonic() + rest, False

    def _take_picture(self) -> None:
        if self._picture is None or time.monotonic() - self._pictured < _PICTURE:
            return
        self._pictured, png = time.monotonic(), self._picture()
        if png is not None:
            self._writer.do(lambda: self._writer.write_thumbnail(png()))

    def _about(self) -> About:
        document, snapshot = self._document, self._session.snapshot
        path = document.path
        name = path.stem if path else document.experiment.name(current_language())
        epoch = snapshot.present[0] if snapshot is not None else 0
        edits = document.undo_stack.index() if document.is_modified else 0
        return About(name[:200], str(path or ""), edits, epoch)

    def _tell_trouble(self) -> None:
        error, self._writer.trouble = self._writer.trouble, None
        if error is not None and not self._told:
            self._told = True
            self.failed.emit(error)
        size, self._writer.left_out = self._writer.left_out, 0
        if size and not self._told_size:
            self._told_size = True
            self.left_out.emit(size // 2**20, _MOST // 2**20)

    # -- what happens ----------------------------------------------------------------------------------

    def _on_replaced(self) -> None:
        was_written, adopted = self._written is not None, self._adopted
        self._forget()
        self._adopted = False
        if was_written and not adopted:
            self._writer.do(self._writer.clear)

    def _on_weight(self, _weight: object) -> None:
        self._touched = True

    def _on_runs(self) -> None:
        self._runs_changed = True

    def _on_saved(self) -> None:
        if not self._document.is_modified:
            self._trained = False


class _Writer:
    """The thread that writes; what it is given is done in order."""

    def __init__(self) -> None:
        self.trouble: PlaygroundError | None = None
        self.is_busy = False
        self.left_out = 0  # bytes of a training state that is too large to be kept
        self._store = Store()
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="recovery", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def do(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def flush(self) -> bool:
        done = threading.Event()
        self.do(done.set)
        return done.wait(_CLOSING)

    def close(self, *, keep: bool) -> None:
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(_CLOSING)
        self._store.close(keep=keep)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except (PlaygroundError, OSError) as error:
                LOGGER.warning("unsaved work cannot be kept: %s", error)
                self.trouble = error if isinstance(error, PlaygroundError) else PlaygroundError(str(error))
            except Exception:
                # What is wrong here must not end the writing of what comes next.
                LOGGER.exception("unsaved work cannot be kept")

    # -- jobs ------------------------------------------------------------------------------------------

    def move_to(self, store: Store) -> None:
        """Write into another folder from now on."""
        self._store.close()
        self._store = store

    def clear(self) -> None:
        """Nothing is unsaved."""
        self._store.clear()

    def write_edit(self, experiment: Experiment, about: About) -> None:
        """Write what was edited."""
        self._store.write_edit(experiment, about)

    def write_runs(self, experiment: Experiment, runs: Sequence[KeptRun]) -> None:
        """Write the table of runs."""
        self._store.write_runs(experiment, runs_to_json(runs), [run.experiment for run in runs])

    def write_thumbnail(self, picture: bytes) -> None:
        """Write by what it is known again."""
        self._store.write_thumbnail(picture)

    def write_run(self, copied: RunCopy, about: About) -> float:
        """Write the training; return how many seconds it should be left alone."""
        started = time.monotonic()
        saved = copied.pack(_TIMELINE)
        size = self._store.write_run(saved.experiment, saved.arrays, about, saved.past)
        busy = time.monotonic() - started
        return max(_REST, size / _RATE, _BUSY * busy, _SHARE * copied.seconds)


# -- after a crash ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Salvage:
    """Unsaved work that is ours now.

    Attributes
    ----------
    store : Store
        Its folder, for :meth:`Recovery.adopt`.
    work : Recovered
    runs : tuple of KeptRun
    problems : tuple of PlaygroundError
        Why something of it is not there.
    """

    store: Store
    work: Recovered
    runs: tuple[KeptRun, ...]
    problems: tuple[PlaygroundError, ...]


def salvage(folder: Path) -> Salvage | None:
    """Read what a crash has left, and take its folder; None if another window was faster.

    Raises
    ------
    FileError
        If nothing of it can be read.
    """
    store = Store(folder)
    if not folder.is_dir() or not store.open():
        return None
    try:
        work = recover(folder)
    except PlaygroundError:
        store.close(keep=True)
        raise
    problems: list[PlaygroundError] = list(work.problems)
    runs: Any = ()
    try:
        runs = runs_from_json(list(work.runs))
    except PlaygroundError as error:
        problems.append(error)
    if work.training is not None and work.trained is not None:
        try:
            require_training_of(work.trained, work.training)
        except PlaygroundError as error:
            problems.append(error)
            work = replace(work, trained=None, training=None)
    return Salvage(store, work, tuple(runs), tuple(problems))
