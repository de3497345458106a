"""The thread that answers questions beside training, one at a time, and can be told to stop."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.loading import LOADING
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.explaining.pictures import Pictures
    from nnplayground.train.explaining.questions import Question
    from nnplayground.train.explaining.subject import Subject

__all__ = ["Desk", "Job", "Order"]

_SHARE = 9.0  # times as long as a piece took, that a resting job waits
_NAP = 0.02  # seconds


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What a job answers.

    Attributes
    ----------
    question : Question
    experiment : Experiment
        Whose network.
    weights : Mapping[str, ndarray]
        Its ``state_dict``.
    step : int
        Of the run, that they are of.
    """

    question: Question
    experiment: Experiment
    weights: Mapping[str, NDArray[Any]]
    step: int


class Desk:
    """What jobs leave to the next one: the network that was asked last, and what is known of the pictures.

    Parameters
    ----------
    gather : callable
        Makes the pictures; called in the job's thread, once per desk.
    """

    def __init__(self, gather: Callable[[], Pictures]) -> None:
        self._gather = gather
        self._pictures: Pictures | None = None
        self._subject: tuple[tuple[object, ...], Subject] | None = None

    def subject(self, order: Order) -> Subject:
        """Return the network with the order's weights; only one thread may ask at a time."""
        from nnplayground.train.explaining.subject import Subject

        if self._pictures is None:
            self._pictures = self._gather()
        experiment = order.experiment
        made_for = (experiment.data, experiment.graph, experiment.training.precision)
        if self._subject is None or self._subject[0] != made_for:
            self._subject = made_for, Subject(experiment, self._pictures)
        subject = self._subject[1]
        if not subject.load(order.weights):
            sentence = _("core", "The weights are of another network.")
            raise PlaygroundError(sentence, remedy=_("core", "Wait for the next step."))
        return subject


class Job:
    """Answers one question in a thread of its own, on one core.

    Attributes
    ----------
    order : Order
    error : PlaygroundError or None
        Why there is no answer.
    seconds : float
        How long it took, once it is done.
    rests : bool
        Whether it pauses after every piece of the answer, so that training keeps nine tenths of the time;
        may be changed at any time.
    """

    def __init__(self, order: Order, desk: Desk, *, rests: bool = False) -> None:
        self.order, self.rests, self._desk = order, rests, desk
        self.error: PlaygroundError | None = None
        self.seconds = 0.0
        self._found: Any = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="explaining")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End soon; what is known stays."""
        self._stopped.set()

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    @property
    def running(self) -> bool:
        """Whether its thread is at work."""
        return self._thread.is_alive()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped.is_set()

    @property
    def found(self) -> Any:
        """The newest state of the answer, None before the first; may be read from any thread."""
        return self._found

    # -- inside the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        started = time.perf_counter()
        try:
            self._compute()
        except PlaygroundError as error:
            self.error = error
        except Exception:
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
        self.seconds = time.perf_counter() - started

    def _compute(self) -> None:
        with LOADING:
            import torch

        # This thread's own number: PyTorch keeps one for every thread that has computed already.
        torch.set_num_threads(1)
        subject = self._desk.subject(self.order)
        with subject.asking():
            began = time.perf_counter()
            for found in self.order.question.answers(subject, self._stopped.is_set):
                if self._stopped.is_set():
                    return
                self._found = found
                self._rest(began)
                began = time.perf_counter()

    def _rest(self, began: float) -> None:
        """Let training have its share of the time since ``began``."""
        now = time.perf_counter()
        end = now + _SHARE * (now - began)
        while self.rests and time.perf_counter() < end and not self._stopped.wait(_NAP):
            pass
