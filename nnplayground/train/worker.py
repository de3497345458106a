"""The background thread: a queue of commands in, a mailbox with the latest snapshot out.

Nothing here loads torch before the thread runs, so that a window can import it.
"""

from __future__ import annotations

import atexit
import gc
import queue
import sys
import threading
import traceback
from itertools import zip_longest
from typing import TYPE_CHECKING

from nnplayground.core.loading import LOADING
from nnplayground.core.text import translatable as _
from nnplayground.train.commands import Seek, Update, Watch
from nnplayground.train.cores import has_window
from nnplayground.train.endings import Endings
from nnplayground.train.foresight import Foresight
from nnplayground.train.history import History
from nnplayground.train.interrupt import Interrupt
from nnplayground.train.preload import preload
from nnplayground.train.snapshot import RunState, Snapshot, empty_snapshot
from nnplayground.train.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.commands import Command
    from nnplayground.train.runner import Runner

__all__ = ["Worker"]

_CLOSING = 30.0  # seconds a last step may take
# Seconds after which a thread that waits for Python's lock gets it. With Python's own 5 ms, each turn of one
# thread costs the other a third of a frame.
_HANDOVER = 0.0001
_QUIET = 0.15  # seconds without a command after which a paused network is made ready
_NOTHING: tuple[Command, ...] = ()


class Worker:
    """Trains an experiment in a thread of its own and never raises out of it.

    Parameters
    ----------
    experiment : Experiment
        It starts paused.

    Attributes
    ----------
    history : History
        The measures of all epochs; may be read from any thread.
    endings : Endings
        The runs that have ended.
    timeline : Timeline
        The moments that can be gone back to; may be read from any thread.
    devices : tuple of (str, str)
        What can be chosen as (name for ``training.device``, full name); more than the processor is known once
        torch is loaded.
    failure : str
        The traceback of an unexpected error, empty if there was none.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.history = History()
        self.timeline = Timeline()
        self.endings = Endings()
        self.failure = ""
        self.devices: tuple[tuple[str, str], ...] = (("cpu", ""),)
        self._experiment = experiment
        self._commands: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._interrupt = Interrupt()
        self._foresight = Foresight()
        self._mail: Snapshot | None = empty_snapshot(RunState.STARTING)
        self._mail_lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="training", daemon=True)

    def start(self) -> None:
        """Begin; the first snapshots say STARTING until torch is loaded."""
        sys.setswitchinterval(min(_HANDOVER, sys.getswitchinterval()))
        atexit.register(self.close)  # a daemon thread that is inside torch at exit would abort the program
        self._thread.start()

    def send(self, command: Command) -> None:
        """Queue a command; it is applied between two steps and answered by a snapshot."""
        self._commands.put(command)
        self._interrupt.set()

    def take(self) -> Snapshot | None:
        """Return the newest snapshot, once; None if there is none since the last call."""
        with self._mail_lock:
            mail, self._mail = self._mail, None
        return mail

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def close(self) -> None:
        """End after the current step and wait for it."""
        atexit.unregister(self.close)
        self._commands.put(None)
        self._interrupt.set()
        if self._thread.is_alive():
            self._thread.join(_CLOSING)

    # -- inside the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        runner: Runner | None = None
        commands: tuple[Command, ...] | None = _NOTHING
        while commands is not None:
            try:
                runner = runner or self._begin()
                self._turn(runner, commands)
            except Exception as error:
                # An error nobody foresaw must reach the person as a report, not end the program silently.
                self._fail(runner, error)
            commands = self._awaited(runner)

    def _begin(self) -> Runner:
        with LOADING:
            preload()
            from nnplayground.train.device import available_devices
            from nnplayground.train.engine.native import warm_up
            from nnplayground.train.runner import Runner

        has_window()
        self.devices = available_devices()
        runner = Runner(self._experiment, self.history, self.timeline, self.endings, self._interrupt)
        warm_up()  # else the first step would wait for LLVM
        gc.freeze()  # torch's objects live for ever; going through them stops every thread for 0.3 s
        return runner

    def _turn(self, runner: Runner, commands: Iterable[Command]) -> None:
        obeyed = self._obeyed(runner, commands)
        if not obeyed:
            runner.work(lambda: self._is_interrupted() or self._foresight.is_due(runner))
            obeyed = self._obeyed(runner, _NOTHING)
        if obeyed or runner.snapshot_due():
            self._post(runner.snapshot())

    def _obeyed(self, runner: Runner, commands: Iterable[Command]) -> list[Command]:
        """Obey commands, save an edit that has to wait for its code, and one that has waited; return them."""
        now = self._foresight.sift(commands, runner)
        for command in now:
            runner.apply(command)
        return now

    def _is_interrupted(self) -> bool:
        """Tell whether there is a command; if not, calls may last as long as they like again."""
        if self._commands.empty():
            self._interrupt.clear()  # and then look again: who sends a command sets it last
        return not self._commands.empty()

    def _awaited(self, runner: Runner | None) -> tuple[Command, ...] | None:
        """Return the next commands; while none come, a paused network is made ready to be played."""
        trainer = None if runner is None else runner.trainer
        if runner is not None and runner.idle_seconds() is None and trainer and not trainer.engine.prepared:
            commands = self._next(_QUIET)
            if commands != ():
                return commands
            try:
                trainer.prepare()
            except Exception as error:
                self._fail(runner, error)
        return self._next(None if runner is None else self._foresight.patience(runner.idle_seconds()))

    def _next(self, timeout: float | None) -> tuple[Command, ...] | None:
        """Return the waiting commands, after ``timeout`` none, or None itself if it is time to end."""
        waiting: list[Command] = []
        try:
            command = self._commands.get(timeout=timeout) if timeout != 0 else self._commands.get_nowait()
            while command is not None:
                waiting.append(command)
                command = self._commands.get_nowait()
        except queue.Empty:
            return tuple(_without_superseded(waiting))
        return None

    def _post(self, snapshot: Snapshot) -> None:
        with self._mail_lock:
            self._mail = snapshot

    def _fail(self, runner: Runner | None, error: Exception) -> None:
        self.failure = "".join(traceback.format_exception(error))
        message = _("core", "Training stopped with an unexpected error: {error}").format(
            error=f"{type(error).__name__}: {error}"
        )
        if runner is not None:
            runner.break_off(message)
        self._post(empty_snapshot(RunState.BROKEN, message))


def _without_superseded(commands: list[Command]) -> Iterable[Command]:
    """Leave out what the next command replaces, as when a slider or the playhead is dragged."""
    for command, following in zip_longest(commands, commands[1:]):
        if not (isinstance(command, Update | Watch | Seek) and type(following) is type(command)):
            yield command
