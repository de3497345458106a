"""Kept runs as plain JSON values, to be saved with a project, and back: strict, bounded, no surprises."""

from __future__ import annotations

import base64
import binascii
import math
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from nnplayground.core.errors import FileError, PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.core.text import translatable as _
from nnplayground.train.history import Curves, Event
from nnplayground.train.kept import LARGEST_WEIGHTS, ROWS, KeptRun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nnplayground.train.snapshot import Array

    Column = NDArray[np.float64]

__all__ = ["MOST_RUNS", "runs_from_json", "runs_to_json"]

MOST_RUNS = 100
_COLUMNS, _EVENTS, _ARRAYS, _TEXT = 100, 1_000, 10_000, 200
_AXES = 8
_PICTURE = 4 * 32 * 64**2  # bytes of thirty-two outputs
_COUNTS = {"parameters": 10**12, "epoch": 10**12, "step": 10**15}


def runs_to_json(runs: Sequence[KeptRun]) -> list[dict[str, Any]]:
    """Return JSON values; :func:`runs_from_json` is the inverse, save for numbers and automatic names."""
    return [_run_to_json(run) for run in runs]


def _run_to_json(run: KeptRun) -> dict[str, Any]:
    return {
        "experiment": run.experiment.to_dict(),
        "name": str(run.name) if run.is_named else "",
        "starred": run.starred,
        "parameters": run.parameters,
        "epoch": run.epoch,
        "step": run.step,
        "seconds": run.seconds,
        "scores": {part: {n: _number(v) for n, v in s.items()} for part, s in run.scores.items()},
        "curves": {
            "stride": run.curves.stride,
            "events": [[event.epoch, event.text] for event in run.curves.events[-_EVENTS:]],
            **{
                kind: {n: [_number(v) for v in column.tolist()] for n, column in columns.items()}
                for kind, columns in _columns(run.curves).items()
            },
        },
        "boundary": None if run.boundary is None else _array_to_json(run.boundary),
        "weights": None
        if run.weights is None
        else {name: _array_to_json(value) for name, value in run.weights.items()},
    }


def _columns(curves: Curves) -> dict[str, Mapping[str, Column]]:
    return {"mean": curves.mean, "low": curves.low, "high": curves.high}


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _array_to_json(array: Array) -> dict[str, Any]:
    data = np.ascontiguousarray(array, dtype="<f4").tobytes()
    return {"shape": list(array.shape), "float32": base64.b64encode(data).decode("ascii")}


# -- reading -------------------------------------------------------------------------------------------


def runs_from_json(value: Any) -> tuple[KeptRun, ...]:
    """Return the runs of parsed JSON.

    Raises
    ------
    FileError
        With one sentence about the first run that cannot be read.
    """
    if not isinstance(value, list) or len(value) > MOST_RUNS:
        raise FileError(_("core", "Runs are a list of at most {most}.").format(most=MOST_RUNS))
    return tuple(_named(_run, entry, number) for number, entry in enumerate(value, 1))


def _named(read: Any, entry: Any, number: int) -> KeptRun:
    """Read one run; a complaint says which."""
    place = f"runs[{number}]"
    try:
        run: KeptRun = read(entry)
    except PlaygroundError as error:
        inner = f"{place}.{error.place}" if error.place else place
        raise FileError(error.sentence, place=inner, remedy=error.remedy) from error
    return run


def _run(value: Any) -> KeptRun:
    names = {"experiment", "name", "starred", "curves", "scores", "seconds", "boundary", "weights", *_COUNTS}
    fields = _object(value, "", names)
    if set(fields) != names:
        _refuse(", ".join(sorted(names - set(fields))))
    name = fields["name"]
    if not isinstance(name, str) or len(name) > _TEXT:
        _refuse("name")
    if not isinstance(fields["starred"], bool):
        _refuse("starred")
    return KeptRun(
        experiment=Experiment.from_dict(fields["experiment"]),
        curves=_curves(fields["curves"]),
        scores=_scores(fields["scores"]),
        **{count: _count(fields[count], count, most) for count, most in _COUNTS.items()},
        seconds=_finite(fields["seconds"], "seconds"),
        boundary=None if fields["boundary"] is None else _array(fields["boundary"], "boundary", _PICTURE),
        weights=None if fields["weights"] is None else _weights(fields["weights"]),
        name=name,
        is_named=bool(name),
        starred=fields["starred"],
    )


def _curves(value: Any) -> Curves:
    fields = _object(value, "curves", {"stride", "events", "mean", "low", "high"})
    mean, low, high = (_table(fields.get(kind), f"curves.{kind}") for kind in ("mean", "low", "high"))
    if not mean.keys() == low.keys() == high.keys() or len({len(c) for c in mean.values()}) > 1:
        _refuse("curves")
    stride = _count(fields.get("stride"), "curves.stride", 10**12)
    return Curves(mean, low, high, max(1, stride), 0, _events(fields.get("events")))


def _table(value: Any, place: str) -> dict[str, Column]:
    fields = _object(value, place)
    if len(fields) > _COLUMNS:
        _refuse(place)
    return {name: _column(column, f"{place}.{name}") for name, column in fields.items()}


def _column(value: Any, place: str) -> Column:
    if not isinstance(value, list) or len(value) > ROWS:
        _refuse(place)
    return np.array([math.nan if number is None else _finite(number, place) for number in value], np.float64)


def _events(value: Any) -> tuple[Event, ...]:
    if not isinstance(value, list) or len(value) > _EVENTS:
        _refuse("curves.events")
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2 or not isinstance(pair[1], str):
            _refuse("curves.events")
    return tuple(Event(_count(epoch, "curves.events", 10**12), text[:_TEXT]) for epoch, text in value)


def _scores(value: Any) -> dict[str, dict[str, float]]:
    parts = _object(value, "scores", {"train", "validation", "test"})
    found: dict[str, dict[str, float]] = {}
    for part, measures in parts.items():
        rows = _object(measures, f"scores.{part}")
        if len(rows) > _COLUMNS:
            _refuse(f"scores.{part}")
        known = {n: math.nan if v is None else _finite(v, f"scores.{part}") for n, v in rows.items()}
        found[part] = known
    return found


def _weights(value: Any) -> dict[str, Array]:
    fields = _object(value, "weights")
    if len(fields) > _ARRAYS:
        _refuse("weights")
    return {name: _array(array, f"weights.{name}", LARGEST_WEIGHTS) for name, array in fields.items()}


def _array(value: Any, place: str, most: int) -> Array:
    fields = _object(value, place, {"shape", "float32"})
    shape, text = fields.get("shape"), fields.get("float32")
    if not isinstance(shape, list) or len(shape) > _AXES or not isinstance(text, str):
        _refuse(place)
    sizes = tuple(_count(size, place, most) for size in shape)
    if 4 * math.prod(sizes) > most or len(text) > most * 4 // 3 + 4:
        _refuse(place)
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        _refuse(place)
    if len(data) != 4 * math.prod(sizes):
        _refuse(place)
    return np.frombuffer(data, "<f4").reshape(sizes)  # read-only, as its bytes are


def _object(value: Any, place: str, allowed: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(value, dict) or (allowed is not None and not set(value) <= allowed):
        _refuse(place)
    return value


def _count(value: Any, place: str, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        _refuse(place)
    return value


def _finite(value: Any, place: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        _refuse(place)
    return float(value)


def _refuse(place: str) -> NoReturn:
    sentence = _("core", "A kept run is not written as it should be.")
    raise FileError(sentence, place=place, remedy=_("core", "Remove the run from the file."))
