"""What a question needs of the network and the samples it is put to: said before anything is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.train.explaining.subject import Subject

__all__ = ["need_classes", "need_output", "need_pictures", "need_sample", "need_units"]


def need_pictures(subject: Subject) -> None:
    """Raise :class:`PlaygroundError` unless samples are pictures (channels, height, width)."""
    if len(subject.pictures.spec.x.shape) != 3:
        sentence = _("core", "This question is about pictures, and these samples are none.")
        raise PlaygroundError(sentence, place="data.dataset", remedy=_("core", "Choose a set of images."))


def need_classes(subject: Subject) -> None:
    """Raise :class:`PlaygroundError` unless the network tells classes apart."""
    if subject.classes < 2:
        sentence = _("core", "This question is about classes, and this network gives values.")
        remedy = _("core", "Choose data with classes.")
        raise PlaygroundError(sentence, place="data.dataset", remedy=remedy)


def need_sample(subject: Subject, raw: NDArray[Any]) -> None:
    """Raise :class:`PlaygroundError` if a sample is not as large as those there are."""
    if np.size(raw) != np.prod(subject.pictures.x.shape[1:]):
        raise _of_another()


def need_output(subject: Subject, output: int | None) -> None:
    """Raise :class:`PlaygroundError` if there is no score of this number; None is any."""
    if output is not None and not 0 <= output < subject.answers:
        raise _of_another()


def need_units(subject: Subject, node: str, units: int, start: NDArray[Any] | None = None) -> None:
    """Raise :class:`PlaygroundError` if a layer has fewer units, or ``start`` holds other pictures."""
    is_known = start is None or start.shape == (units, *subject.pictures.spec.x.shape)
    if units > _units(subject, node) or not is_known:
        raise _of_another()


def _units(subject: Subject, node: str) -> int:
    """Return how many units of a layer can be asked; of the network itself how many scores it gives."""
    if not node:
        return subject.answers
    known = subject.program.report.nodes.get(node)
    is_there = known is not None and any(call.node == node for call in subject.program.calls)
    shape = known.output.shape if is_there and known is not None and known.output is not None else ()
    return shape[0] if len(shape) in (1, 3) else 0


def _of_another() -> PlaygroundError:
    """Return the error of a question that an edit, or other data, has overtaken."""
    sentence = _("core", "The question is about another network or other data.")
    return PlaygroundError(sentence, place="graph", remedy=_("core", "Wait for the next step."))
