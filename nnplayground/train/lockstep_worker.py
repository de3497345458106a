"""The background thread of a comparison: commands in, a mailbox with the newest view out.

Nothing here loads torch before the thread runs, so that a window can import it.
"""

from __future__ import annotations

import atexit
import queue
import threading
import time
import traceback
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.loading import LOADING
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.train.snapshot import RunState

if TYPE_CHECKING:
    from nnplayground.train.lockstep import Lockstep
    from nnplayground.train.lockstep_setup import Setup
    from nnplayground.train.lockstep_view import LockstepView
    from nnplayground.train.probes import Prober

__all__ = ["LockstepWorker", "Order"]

_CLOSING = 30.0  # seconds a last call may take
_RATE = 8.0  # views a second
_SHARE = 4  # training gets at least so many times the time of looking


@dataclass(frozen=True, slots=True)
class Order:
    """What the thread is told; None leaves things as they are.

    Attributes
    ----------
    setup : Setup, optional
        Begin anew with this.
    playing : bool, optional
    epochs : int
        Train so many epochs, then pause.
    pace : float, optional
        Epochs per second; 0 is as fast as possible.
    shown : int, optional
        The seed to show large.
    """

    setup: Setup | None = None
    playing: bool | None = None
    epochs: int = 0
    pace: float | None = None
    shown: int | None = None


class LockstepWorker:
    """Trains a comparison in a thread of its own, which starts with the first order.

    Attributes
    ----------
    failure : str
        The traceback of an unexpected error, empty if there was none.
    sent : int
        How many orders were given; a view that has obeyed fewer is of a moment before the last one.
    """

    def __init__(self) -> None:
        self.failure = ""
        self.sent = self._obeyed = 0
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._mail: LockstepView | None = None
        self._mail_lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._lockstep: Lockstep | None = None
        self._probers: list[Prober] = []
        self._state, self._message = RunState.PAUSED, ""
        self._goal, self._pace, self._due, self._shown = 0, 30.0, 0.0, 0
        self._published = self._cost = 0.0
        self._speeds: deque[tuple[float, int]] = deque(maxlen=32)

    # -- from the window -------------------------------------------------------------------------------

    def send(self, order: Order) -> None:
        """Queue an order; answered by a view."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="lockstep", daemon=True)
            atexit.register(self.close)  # a daemon thread inside torch at exit would abort the program
            self._thread.start()
        self.sent += 1
        self._orders.put(order)

    def take(self) -> LockstepView | None:
        """Return the newest view, once; None if there is none since the last call."""
        with self._mail_lock:
            mail, self._mail = self._mail, None
        return mail

    def close(self) -> None:
        """End after the current call and wait for it."""
        atexit.unregister(self.close)
        if self._thread is not None:
            self._orders.put(None)
            self._thread.join(_CLOSING)

    # -- inside the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        with LOADING:
            from nnplayground.train.engine.native import warm_up
            from nnplayground.train.lockstep import Lockstep  # noqa: F401 # loads torch
        warm_up()
        orders: list[Order] | None = []
        while orders is not None:
            try:
                self._turn(orders)
            except PlaygroundError as error:
                self._break_off(_said(error))
            except Exception as error:
                # An error nobody foresaw must reach the person as a report, not end the program silently.
                self.failure = "".join(traceback.format_exception(error))
                name = f"{type(error).__name__}: {error}"
                self._break_off(
                    _("core", "The comparison stopped with an unexpected error: {error}").format(error=name)
                )
            orders = self._next()

    def _break_off(self, message: str) -> None:
        self._state, self._message, self._lockstep = RunState.BROKEN, message, None
        self._post()

    def _next(self) -> list[Order] | None:
        """Return the waiting orders, none if it is time to train, or None itself if it is time to end."""
        waiting: list[Order] = []
        try:
            timeout = self._rest()
            order = self._orders.get(timeout=timeout) if timeout != 0 else self._orders.get_nowait()
            while order is not None:
                waiting.append(order)
                order = self._orders.get_nowait()
        except queue.Empty:
            return waiting
        return None

    def _rest(self) -> float | None:
        if self._state is not RunState.PLAYING:
            return 0 if self._lockstep is not None and not self._lockstep.is_built else None
        return max(0.0, self._due - time.perf_counter()) if self._pace and not self._goal else 0.0

    def _turn(self, orders: list[Order]) -> None:
        for order in orders:
            self._obeyed += 1
            self._obey(order)
        lockstep = self._lockstep
        if lockstep is None:
            return
        if not lockstep.is_built:
            lockstep.build()
        elif self._state is RunState.PLAYING and not orders:
            self._train(lockstep)
        rest = max(1 / _RATE, _SHARE * self._cost)
        playing = self._state is RunState.PLAYING
        if orders or not playing or time.perf_counter() - self._published >= rest:
            self._post()

    def _obey(self, order: Order) -> None:
        if order.setup is not None:
            self._begin(order.setup)
        if order.pace is not None:
            self._pace = order.pace
        if order.shown is not None:
            self._shown = order.shown
        if order.playing is not None and self._lockstep is not None:
            self._goal = 0
            self._state = RunState.PLAYING if order.playing else RunState.PAUSED
            self._due = time.perf_counter()
            self._speeds.clear()
        if order.epochs and self._lockstep is not None:
            self._goal = self._lockstep.epoch + order.epochs
            self._state = RunState.PLAYING

    def _begin(self, setup: Setup) -> None:
        from nnplayground.train.lockstep import Lockstep
        from nnplayground.train.probes import Prober

        self._lockstep = None
        self._state, self._message, self._goal = RunState.PAUSED, "", 0
        self._lockstep = Lockstep(setup, self._is_interrupted)
        self._probers = [Prober() for _side in setup.sides]
        self._shown = min(self._shown, setup.seeds - 1)

    def _is_interrupted(self) -> bool:
        return not self._orders.empty()

    def _train(self, lockstep: Lockstep) -> None:
        if self._pace and not self._goal:
            self._due = max(self._due + 1 / self._pace, time.perf_counter() - 0.25)
            lockstep.round(1)
        else:
            lockstep.round(1 if self._goal else 0)
        if not lockstep.is_open:
            self._state, self._goal = RunState.FINISHED, 0
        elif self._goal and lockstep.epoch >= self._goal:
            self._state, self._goal = RunState.PAUSED, 0

    def _post(self) -> None:
        view = replace(self._view(), orders=self._obeyed)
        with self._mail_lock:
            self._mail = view

    def _view(self) -> LockstepView:
        from nnplayground.train.lockstep_view import empty_view, look

        lockstep = self._lockstep
        if lockstep is None or not all(lockstep.members):
            waiting = RunState.STARTING if lockstep is not None else self._state
            return empty_view(waiting, self._message, lockstep.setup if lockstep is not None else None)
        started = time.perf_counter()
        state = self._state if lockstep.is_built else RunState.STARTING
        view = look(lockstep, self._probers, state, self._shown, self._speed(started), self._message)
        self._published = time.perf_counter()
        self._cost = self._published - started
        return view

    def _speed(self, now: float) -> float:
        if self._state is not RunState.PLAYING or self._lockstep is None:
            return 0.0
        self._speeds.append((now, self._lockstep.epoch))
        while len(self._speeds) > 2 and now - self._speeds[0][0] > 1.5:
            self._speeds.popleft()
        (then, before), (_now, epoch) = self._speeds[0], self._speeds[-1]
        return (epoch - before) / (now - then) if now > then else 0.0


def _said(error: PlaygroundError) -> str:
    if not error.remedy:
        return error.sentence
    return Text("{sentence} {remedy}", {"sentence": error.sentence, "remedy": error.remedy})
