"""Errors a person is meant to read: one sentence, the place, the remedy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from nnplayground.core.text import Text, render
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from pydantic import ValidationError

    from nnplayground.core.text import Translate

__all__ = ["DataError", "FileError", "GraphError", "PlaygroundError", "TrainingError", "explain_validation"]


class PlaygroundError(ValueError):
    """An expected failure, said in one sentence.

    It is a ``ValueError`` so that pydantic's validators collect it together with its location.

    Parameters
    ----------
    sentence : str
        What is wrong, with the real numbers; preferably :class:`~nnplayground.core.text.Text`.
    place : str
        Where: a file, a path such as ``training.batch_size``, a node's name. Empty if the sentence says it.
    remedy : str
        What to do about it, as a sentence. Empty if it is obvious.
    """

    def __init__(self, sentence: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.place = place
        self.remedy = remedy

    def render(self, translate: Translate, decimal: str = ".") -> str:
        """Say the error through a translator (see :func:`nnplayground.core.text.render`)."""
        parts = [render(self.sentence, translate, decimal), render(self.remedy, translate, decimal)]
        said = " ".join(part for part in parts if part)
        return f"{self.place}: {said}" if self.place else said

    def __str__(self) -> str:
        return self.render(str)


class GraphError(PlaygroundError):
    """An edit that would make no graph: a missing node, an occupied port, a cycle."""


class FileError(PlaygroundError):
    """A file, link or text that cannot be read as an experiment."""


class DataError(PlaygroundError):
    """A data set that cannot be made or used as asked."""


class TrainingError(PlaygroundError):
    """Training that cannot start or go on, e.g. a loss that is no longer finite."""


# pydantic's error types, in our words; anything else falls back to pydantic's own message.
_REASONS: dict[str, Text] = {
    "missing": _("core", "is missing"),
    "extra_forbidden": _("core", "is not known here"),
    "greater_than": _("core", "must be greater than {gt}, not {input}"),
    "greater_than_equal": _("core", "must be at least {ge}, not {input}"),
    "less_than": _("core", "must be less than {lt}, not {input}"),
    "less_than_equal": _("core", "must be at most {le}, not {input}"),
    "finite_number": _("core", "must be a finite number, not {input}"),
    "int_parsing": _("core", "must be a whole number, not {input}"),
    "int_type": _("core", "must be a whole number, not {input}"),
    "int_from_float": _("core", "must be a whole number, not {input}"),
    "float_parsing": _("core", "must be a number, not {input}"),
    "float_type": _("core", "must be a number, not {input}"),
    "bool_parsing": _("core", "must be true or false, not {input}"),
    "bool_type": _("core", "must be true or false, not {input}"),
    "string_type": _("core", "must be text, not {input}"),
    "literal_error": _("core", "must be {expected}, not {input}"),
    "model_type": _("core", "must be an object, not {input}"),
    "dict_type": _("core", "must be an object, not {input}"),
    "tuple_type": _("core", "must be a list, not {input}"),
    "list_type": _("core", "must be a list, not {input}"),
}


def _place(location: Iterable[int | str]) -> str:
    """Write pydantic's location as ``graph.nodes[2].units``, without the names of union members."""
    place = ""
    for part in location:
        if isinstance(part, int):
            place += f"[{part}]"
        elif part.isidentifier():
            place += f".{part}" if place else part
    return place


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def explain_validation(error: ValidationError, prefix: str = "") -> FileError:
    """Turn pydantic's report into one sentence about its first finding.

    Parameters
    ----------
    error : pydantic.ValidationError
        Not empty by construction.
    prefix : str
        A path put before pydantic's location, e.g. ``training``.
    """
    findings = error.errors(include_url=False)
    first = findings[0]
    cause = first.get("ctx", {}).get("error")
    place = _place((*prefix.split("."), *first["loc"]) if prefix else first["loc"])
    if isinstance(cause, PlaygroundError):
        return FileError(cause.sentence, place=place or cause.place, remedy=cause.remedy)
    values = {**first.get("ctx", {}), "input": _shown(first["input"])}
    reason = _REASONS.get(first["type"])
    said: str = reason.format(**values) if reason else first["msg"][:1].lower() + first["msg"][1:]
    if not place:
        return FileError(_("core", "The experiment {reason}.").format(reason=said))
    sentence = _("core", "“{place}” {reason}.").format(place=place, reason=said)
    if len(findings) > 1:
        more = _("core", "{count} more problems follow it.").format(count=len(findings) - 1)
        return FileError(sentence, remedy=more)
    return FileError(sentence)
