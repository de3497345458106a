"""The thread that answers questions beside training, one at a time, and can be told to stop."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.train.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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


class Job(Beside[Any]):
    """Answers one question.

    Attributes
    ----------
    order : Order
    rests : bool
        Whether it pauses after every piece of the answer, so that training keeps nine tenths of the time;
        may be changed at any time.
    """

    def __init__(self, order: Order, desk: Desk, *, rests: bool = False) -> None:
        super().__init__("explaining")
        self.order, self.rests, self._desk = order, rests, desk

    def findings(self) -> Iterator[Any]:
        """Yield the answer, piece by piece."""
        subject = self._desk.subject(self.order)
        with subject.asking():
            began = time.perf_counter()
            for found in self.order.question.answers(subject, self._stopped.is_set):
                yield found
                self._rest(began)
                began = time.perf_counter()

    def _rest(self, began: float) -> None:
        """Let training have its share of the time since ``began``."""
        now = time.perf_counter()
        end = now + _SHARE * (now - began)
        while self.rests and time.perf_counter() < end and not self._stopped.wait(_NAP):
            pass
