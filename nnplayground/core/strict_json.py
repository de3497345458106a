"""Reading JSON that somebody else wrote: bounded, finite, and every complaint one sentence."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from nnplayground.core.errors import FileError
from nnplayground.core.text import translatable as _

__all__ = ["read_json"]

_MAX_DEPTH = 100
_MAX_VALUES, _SHORT = 4_000_000, 1_000_000


def read_json(text: str) -> Any:
    """Return the value of a JSON text.

    Raises
    ------
    FileError
        If it is no JSON, too deep, or holds what no experiment can: NaN, infinities, half characters.
    """
    _require_few(text)
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        sentence = _("core", "The JSON is broken at line {line}, column {column}: {reason}.")
        reason = error.msg[:1].lower() + error.msg[1:]
        said = sentence.format(line=error.lineno, column=error.colno, reason=reason)
        raise FileError(said, remedy=_("core", "Mend it there or open another file.")) from error
    except RecursionError as error:
        raise _too_deep() from error
    except FileError:
        raise
    except ValueError as error:  # Python refuses integers of more than 4,300 digits
        raise FileError(_("core", "A number in the JSON has too many digits.")) from error
    _require_shallow(value)
    _require_text(value)
    return value


def _require_few(text: str) -> None:
    """Refuse what is short and would take a gigabyte of memory: every value stands behind one of these."""
    if len(text) > _SHORT and sum(map(text.count, "[{,")) > _MAX_VALUES:
        sentence = _("core", "The JSON holds more than {limit} values, the most that are read.")
        raise FileError(sentence.format(limit=f"{_MAX_VALUES:,}"))


def _refuse_constant(name: str) -> NoReturn:
    sentence = _("core", "The JSON holds {name}, which is no number.").format(name=name)
    raise FileError(sentence, remedy=_("core", "Replace it by a finite number."))


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        sentence = _("core", "The number {number} in the JSON is too large.").format(number=digits[:40])
        raise FileError(sentence, remedy=_("core", "Replace it by a finite number."))
    return value


def _require_shallow(value: Any) -> None:
    level = [value]
    for _depth in range(_MAX_DEPTH):
        level = [inner for outer in level for inner in _children(outer)]
        if not level:
            return
    raise _too_deep()


def _require_text(value: Any) -> None:
    """Refuse the half of a UTF-16 pair, which JSON can write and no file can hold."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise FileError(_("core", "A text in the JSON holds half a character.")) from error


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _too_deep() -> FileError:
    return FileError(_("core", "The JSON is nested more than {depth} levels deep.").format(depth=_MAX_DEPTH))
