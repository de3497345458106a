"""Which way the steps of a program run.

The rule behind ``training.engine = "auto"`` must give the same losses on every run and in every window,
whatever the machine is doing. So time may decide only between ways whose numbers are the same bit for bit:

1. *Native*, whose numbers differ from the others' by rounding, is taken from the very first step if the
   program is one for it. That is asked of the program's structure, never of a clock, and waited for.
2. Otherwise steps begin *eager*. In the background the step is recorded, checked against eager on copies, and
   timed; if it is equal bit for bit and faster, *captured* follows between two chunks, whenever it is ready.
3. The number of threads of a large step is asked of its structure too, until it is known that any other
   number gives the same bits; from then on it follows what is fastest.

What was found out about a structure is remembered for the life of the process: a reset, another learning rate
or another seed begins where the last run was.
"""

from __future__ import annotations

import atexit
import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.core.text import translatable as _
from nnplayground.train.device import use_threads, worth_sharing
from nnplayground.train.engine import Chunk
from nnplayground.train.engine.capture import capture_parts
from nnplayground.train.engine.captured import CapturedWay
from nnplayground.train.engine.eager import Eager
from nnplayground.train.engine.graphed import GraphedWay
from nnplayground.train.engine.record import Unsupported
from nnplayground.train.engine.subnormals import flushing
from nnplayground.train.engine.threads import Crew, Sharing, counts
from nnplayground.train.engine.twin import agrees, sample_of, standard_sample, standard_twin, twin_of
from nnplayground.train.parallel import Team, team

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from numpy.typing import NDArray

    from nnplayground.train.engine import Way
    from nnplayground.train.engine.capture import Halves
    from nnplayground.train.engine.engine import Engine
    from nnplayground.train.engine.search import Search
    from nnplayground.train.engine.step import Turn

__all__ = ["Choice"]

_CHECKED = 3  # steps
_TIMED = 8
_TOLERATED = 1.1  # times eager's duration: a call without Python's lock is worth a little
_REMEMBERED = 128
# Multiply-adds forward per step. Below it machine code has won by 1.2 to 60 times wherever it was measured
# (benchmarks/README.md), above it the kernels of PyTorch come near. A number, not a clock: see above.
_LARGEST = 48_000_000
_LARGEST_WHOLE = 30_000_000  # the same where a batch cannot be cut into parts for several threads
_LARGE_UPDATE = 2**15  # weights; fewer are updated sooner than Python is asked what to do next


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is known of one structure: what can be run if it may be, else why not."""

    found: Any = None
    reason: str = ""
    seconds: float = math.inf  # that some steps took


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """How a step is run as it was recorded."""

    recorded: Halves
    fused: bool


class _Memory:
    """Verdicts by way and structure, shared by all engines of the process."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, _Verdict] = OrderedDict()
        self._busy: dict[Hashable, threading.Thread] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> _Verdict | None:
        """Return what is known."""
        with self._lock:
            return self._known.get(key)

    def put(self, key: Hashable, verdict: _Verdict) -> _Verdict:
        """Remember a verdict."""
        with self._lock:
            self._known[key] = verdict
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return verdict

    def find_out(self, key: Hashable, prepare: Callable[[], Callable[[], _Verdict]]) -> None:
        """Judge in a thread of its own, unless one is at it; ``prepare`` makes ready for that in this one."""
        with self._lock:
            if key in self._busy:
                return
        judge = prepare()
        thread = threading.Thread(target=self._judge, args=(key, judge), name="engine", daemon=True)
        with self._lock:
            if key in self._busy:
                return
            self._busy[key] = thread
            atexit.register(thread.join)  # a daemon thread inside torch at exit would abort the program
            thread.start()

    def is_busy(self, key: Hashable) -> bool:
        """Tell whether somebody is finding it out."""
        with self._lock:
            return key in self._busy

    def wait(self, key: Hashable) -> _Verdict | None:
        """Return what is known once nobody is finding it out."""
        with self._lock:
            thread = self._busy.get(key)
        if thread is not None:
            thread.join()
        return self.get(key)

    def _judge(self, key: Hashable, judge: Callable[[], _Verdict]) -> None:
        try:
            self.put(key, judge())
        finally:
            with self._lock:
                atexit.unregister(self._busy.pop(key).join)


_memory = _Memory()


class Choice:
    """The ways of one engine.

    Parameters
    ----------
    engine : Engine
    wanted : str
        ``training.engine``.

    Attributes
    ----------
    name : str
        Of the way that ran last.
    note : str
        Why no faster one did, in a sentence; empty if there is nothing to say.
    is_prompt : bool
        Whether calls of the way that ran last can be interrupted.
    """

    def __init__(self, engine: Engine, wanted: str) -> None:
        # Processes that train together meet in every step, which only eager ones let them do.
        self._engine, self._wanted = engine, "eager" if team() else wanted
        self._eager: dict[Turn, Eager] = {}
        self._ways: dict[Hashable, Way] = {}
        self._waiting: dict[Hashable, Hashable] = {}
        self._crews: dict[Hashable, Crew | None] = {}
        self.name, self.note, self.is_prompt = "eager", "", False

    def run(self, turn: Turn, chunk: Chunk) -> NDArray[np.float64]:
        """Do the steps of ``chunk`` in the way chosen for them."""
        way = self.way(turn, chunk)
        crew = self._crew(way, turn, chunk) if way.shared else None
        return way.run(turn, chunk) if crew is None else crew.run(way, turn, chunk)

    def way(self, turn: Turn, chunk: Chunk) -> Way:
        """Return how to run ``chunk``."""
        place = turn, chunk.indices.shape[1], chunk.x.data_ptr(), *turn.masks()
        if place not in self._ways or place in self._waiting:
            self._ways[place] = self._chosen(turn, chunk, place)
        way = self._ways[place]
        self.name, self.is_prompt = way.name, way.is_prompt
        return way

    def _crew(self, way: Way, turn: Turn, chunk: Chunk) -> Crew | None:
        """Return what decides on the number of threads, once that is known to make no other difference."""
        if not self._may_share(turn, chunk):
            return None
        place = way.name == "native", turn, chunk.indices.shape[1], *turn.masks()
        if place not in self._crews:
            verdict = self._sharing(way, turn, chunk)
            if verdict is None:
                return None
            self._crews[place] = verdict.found
        return self._crews[place]

    def _sharing(self, way: Way, turn: Turn, chunk: Chunk) -> _Verdict | None:
        """Return what is known of other numbers of threads; if that is nothing, begin to find it out."""
        key = _threads_key(turn, chunk)
        if way.name == "native":  # made so that it makes no difference
            return self._judged(("native", key), lambda: lambda: _Verdict(Crew(1)))
        if _memory.get(key) is None:
            _memory.find_out(key, lambda: _judging_threads(self._engine, turn, chunk))
        return _memory.get(key)

    def _may_share(self, turn: Turn, chunk: Chunk) -> bool:
        """Tell whether the number of threads may be something else than it is."""
        by_itself, on_processor = not self._engine.training.threads, chunk.x.device.type == "cpu"
        return torch.get_num_threads() > 1 and by_itself and on_processor and not turn.rule.searches

    def _chosen(self, turn: Turn, chunk: Chunk, place: Hashable) -> Way:
        if self._wanted == "eager" or turn.rule.searches:
            return self.eager(turn)
        key = _key(turn, chunk)
        if self._wanted != "captured":
            verdict = self._judged(
                self._native_key(key, chunk), lambda: _judging_native(self._engine, turn, chunk)
            )
            if not verdict.reason:
                make, program = verdict.found
                native: Way = make(turn, chunk, program)
                return native
            self.note = _("core", "No machine code: {reason}.").format(reason=verdict.reason)
        return self._captured_or_eager(turn, chunk, place, ("captured", key))

    def _captured_or_eager(self, turn: Turn, chunk: Chunk, place: Hashable, key: Hashable) -> Way:
        on_processor = chunk.x.device.type == "cpu"  # a GPU does one thing at a time: it is asked at once
        if self._wanted == "auto" and on_processor and _memory.get(key) is None:
            self._waiting[place] = key
            # Threads first: how long steps take is found out by as few as there may be.
            if not self._may_share(turn, chunk) or _memory.get(_threads_key(turn, chunk)) is not None:
                _memory.find_out(key, lambda: _judging_captured(self._engine, turn, chunk))
            return self.eager(turn)
        verdict = self._judged(key, lambda: _judging_captured(self._engine, turn, chunk))
        self._waiting.pop(place, None)
        if not verdict.reason:
            try:
                return _captured(turn, chunk, verdict.found)
            except Unsupported as error:
                verdict = _Verdict(reason=error.reason)
        self.note = _("core", "Steps run eagerly: {reason}.").format(reason=verdict.reason)
        return self.eager(turn)

    def _judged(self, key: Hashable, prepare: Callable[[], Callable[[], _Verdict]]) -> _Verdict:
        return _memory.get(key) or _memory.wait(key) or _memory.put(key, prepare()())

    def _native_key(self, key: Hashable, chunk: Chunk) -> Hashable:
        return "native", key, _is_rest(self._engine, chunk)

    def prepare(self, turn: Turn, chunk: Chunk) -> None:
        """Begin in the background what a first chunk like this one would have to wait for."""
        key = self._native_key(_key(turn, chunk), chunk)
        waits = self._wanted in ("auto", "native") and not turn.rule.searches
        if waits and _memory.get(key) is None:
            _memory.find_out(key, lambda: _judging_native(self._engine, turn, chunk))

    def is_preparing(self, turn: Turn, chunk: Chunk) -> bool:
        """Tell whether that is being done."""
        return _memory.is_busy(self._native_key(_key(turn, chunk), chunk))

    def eager(self, turn: Turn) -> Eager:
        """Return the way that is always right."""
        if turn not in self._eager:
            together = team()
            self._eager[turn] = Eager(turn) if together is None else _shared(turn, together)
        return self._eager[turn]

    def search(self, turn: Turn) -> Search | None:
        """Return what a turn's steps search with, if they have begun to."""
        eager = self._eager.get(turn)
        return None if eager is None else eager.search

    def forget(self, turn: Turn) -> None:
        """Drop what the search of a turn has learned."""
        search = self.search(turn)
        if search is not None:
            search.forget()

    def adopt(self, other: Choice, turns: Iterable[tuple[Turn, Turn]]) -> None:
        """Take over what the searches of another choice have learned."""
        for mine, theirs in turns:
            past = other.search(theirs)
            if mine.rule.kind == theirs.rule.kind and past is not None:
                now = self.eager(mine).search
                if now is not None:
                    now.adopt(past)


def _key(turn: Turn, chunk: Chunk) -> tuple[Hashable, ...]:
    form = tuple((data.shape[1:], data.dtype, str(data.device)) for data in (chunk.x, chunk.target))
    return turn.signature(), turn.masks(), chunk.indices.shape[1], form


def _threads_key(turn: Turn, chunk: Chunk) -> tuple[Hashable, ...]:
    return "threads", torch.get_num_threads(), *_key(turn, chunk)


# -- judging -------------------------------------------------------------------------------------------


def _judging_native(engine: Engine, turn: Turn, chunk: Chunk) -> Callable[[], _Verdict]:
    """Copy what is needed now; the result compiles a step and compares it with eager.

    That is done in a state which is the same for every run.
    """
    if chunk.x.device.type != "cpu":
        return lambda: _Verdict(reason=_("core", "it is for the processor only"))
    if engine.program.precision == "bfloat16":
        return lambda: _Verdict(reason=_("core", "it has no bfloat16"))
    if engine.program.report.multiply_adds * chunk.indices.shape[1] > _LARGEST:
        return lambda: _Verdict(reason=_("core", "the network is large enough for PyTorch's kernels"))
    place, original = engine.turns.index(turn), standard_twin(engine)

    def judge() -> _Verdict:
        reason: str = ""
        for make in _native_ways(original, chunk):
            plain, twin = standard_twin(original), standard_twin(original)
            try:
                way = make(twin.turns[place], chunk)
            except Unsupported as error:
                reason = error.reason
                continue
            if agrees(plain, twin, place, way, standard_sample(chunk, _CHECKED), exactly=False):
                return _Verdict((make, way.program))
            reason = _("core", "it gave other numbers than eager")
        return _Verdict(reason=reason)

    return judge


def _native_ways(engine: Engine, chunk: Chunk) -> tuple[Any, ...]:
    """Return what to try, the most wanted first; not a number of it may depend on the computer."""
    from nnplayground.train.engine.native import Native, SplitNative

    size = engine.program.report.multiply_adds * chunk.indices.shape[1]
    if size > _LARGEST_WHOLE and not _is_rest(engine, chunk):
        return (SplitNative,)
    return (SplitNative, Native) if worth_sharing(size) else (Native,)


def _is_rest(engine: Engine, chunk: Chunk) -> bool:
    """Tell whether a batch is what is left over at the end of an epoch.

    One such step is not worth PyTorch's threads, which keep the cores busy for a while after it.
    """
    size = engine.training.batch_size
    return size != "full" and chunk.indices.shape[1] < size


def _captured(turn: Turn, chunk: Chunk, found: _Found) -> CapturedWay | GraphedWay:
    if chunk.x.device.type != "cpu":
        return GraphedWay(turn, chunk, found.recorded)
    return CapturedWay(turn, chunk, found.recorded, fused=found.fused)


def _judging_captured(engine: Engine, turn: Turn, chunk: Chunk) -> Callable[[], _Verdict]:
    """Copy what is needed now; the result records, compares and times a step, wherever it is called."""
    place, known = engine.turns.index(turn), _memory.get(_threads_key(turn, chunk))
    threads = 1 if known is not None and not known.reason else torch.get_num_threads()
    original, plain = twin_of(engine), twin_of(engine)
    large = engine.state.size >= _LARGE_UPDATE and chunk.x.device.type == "cpu"
    ways = (False, True) if large else (False,)

    def judge() -> _Verdict:
        use_threads(threads)
        try:
            recorded = capture_parts(original.turns[place], chunk).recorded
        except Unsupported as error:
            return _Verdict(reason=error.reason)
        sample = sample_of(chunk, _TIMED)
        best = _TOLERATED * _seconds(Eager(plain.turns[place]), plain, place, sample)
        verdicts = [_timed(original, _Found(recorded, fused), place, chunk) for fused in ways]
        verdict = min(verdicts, key=lambda v: v.seconds)
        if verdict.reason or verdict.seconds < best:
            return verdict
        return _Verdict(reason=_("core", "the recorded step is no faster"))

    return judge


def _timed(original: Engine, found: _Found, place: int, chunk: Chunk) -> _Verdict:
    """Compare recorded steps with eager's, and see how long some take."""
    plain, twin = twin_of(original), twin_of(original)
    try:
        way = _captured(twin.turns[place], chunk, found)
    except Unsupported as error:
        return _Verdict(reason=error.reason)
    if not agrees(plain, twin, place, way, sample_of(chunk, _CHECKED), exactly=True):
        return _Verdict(reason=_("core", "the recorded step gave other numbers"))
    if isinstance(way, CapturedWay):
        way.optimize()
    return _Verdict(found, seconds=_seconds(way, twin, place, sample_of(chunk, _TIMED)))


@flushing()
def _seconds(way: Way, engine: Engine, place: int, sample: Chunk) -> float:
    turn, best = engine.turns[place], float("inf")
    for _try in range(3):
        own = Chunk(sample.x, sample.target, sample.indices, turn.tables(0, np.ones(len(sample))))
        started = time.perf_counter()
        way.run(turn, own)
        best = min(best, time.perf_counter() - started)
    return best


def _judging_threads(engine: Engine, turn: Turn, chunk: Chunk) -> Callable[[], _Verdict]:
    """Copy what is needed now; the result tells whether the number of threads changes any number."""
    place, base = engine.turns.index(turn), torch.get_num_threads()
    original = twin_of(engine)

    def judge() -> _Verdict:
        use_threads(base)
        for count in counts(base):
            plain, twin = twin_of(original), twin_of(original)
            way = Sharing(Eager(twin.turns[place]), count)
            if not agrees(plain, twin, place, way, sample_of(chunk, _CHECKED), exactly=True):
                return _Verdict(reason=_("core", "another number of threads gives other numbers"))
        return _Verdict(Crew(1))

    return judge


def _shared(turn: Turn, together: Team) -> Eager:
    from nnplayground.train.engine.shared import SharedEager

    return SharedEager(turn, together)
