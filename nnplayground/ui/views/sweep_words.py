"""What settings, their values and measures are called where a sweep is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.core.differences import printed
from nnplayground.core.quality import SHARES, quality_of
from nnplayground.sweeps.suggested import sweep_knobs
from nnplayground.ui.numbers import format_compact, format_loss, format_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.experiment import Experiment
    from nnplayground.core.knobs import Knob
    from nnplayground.sweeps.plan import Plan

__all__ = ["Words", "measure_name", "measure_text", "measures_of", "short_value"]

translate = QCoreApplication.translate


class Words:
    """Names the settings of one experiment.

    Parameters
    ----------
    experiment : Experiment
    """

    def __init__(self, experiment: Experiment) -> None:
        self.knobs: Mapping[str, Knob] = {knob.path: knob for knob in sweep_knobs(experiment)}
        self._experiment = experiment
        self._options: dict[str, Mapping[str, str]] = {}

    def title(self, path: str) -> str:
        """Return what a setting is called."""
        knob = self.knobs.get(path)
        return say(knob.title) if knob is not None else path.rpartition(".")[2]

    def options(self, path: str) -> list[tuple[Any, str]]:
        """Return every value that can be chosen, as the forms order them; none of a number."""
        knob = self.knobs.get(path)
        if knob is None or knob.is_number:
            return []
        # A knob does not offer the value that it has: the experiment with another one does.
        other = self._experiment.with_value(path, knob.options[0][0])
        whole = next((k for k in sweep_knobs(other) if k.path == path), knob)
        own = {_key(value): (value, say(text)) for value, text in (*whole.options, *knob.options)}
        own.setdefault(_key(knob.value), (knob.value, say(printed(knob.value))))
        return sorted(own.values(), key=_place) if _are_numbers(own.values()) else list(own.values())

    def value(self, path: str, value: Any) -> str:
        """Return a value as it is read."""
        if path not in self._options:
            self._options[path] = {_key(choice): text for choice, text in self.options(path)}
        text = self._options[path].get(_key(value))
        if text is not None:
            return text
        if isinstance(value, int | float) and not isinstance(value, bool):
            return format_compact(float(value), 3 if isinstance(value, float) else 6)
        return str(value)


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _are_numbers(pairs: Any) -> bool:
    return any(type(value) is int for value, _text in pairs)


def _place(pair: tuple[Any, str]) -> float:
    return float(pair[0]) if type(pair[0]) is int else float("inf")


def measures_of(experiment: Experiment) -> tuple[str, ...]:
    """Return what trials of an experiment can be compared by, the fairest first."""
    split = experiment.data.split
    parts = [part for part, there in (("validation", split.validation), ("test", split.test)) if there > 1e-9]
    return tuple(f"{part}_{name}" for part in (*parts, "train") for name in ("loss", quality_of(experiment)))


def measure_name(measure: str) -> str:
    """Return what a measure is called."""
    return _names().get(measure, measure.replace("_", " "))


def measure_text(measure: str, value: float) -> str:
    """Return a measured value: accuracies and overlaps in per cent."""
    name = measure.rpartition("_")[2]
    return f"{format_number(100 * value, 1)} %" if name in SHARES else format_loss(value)


def short_value(plan: Plan, words: Words, parameters: Mapping[str, Any]) -> str:
    """Return the settings of a trial in a few words."""
    return ", ".join(
        f"{words.title(axis.path)} {words.value(axis.path, axis.value(parameters[axis.path]))}"
        for axis in plan.axes
        if axis.path in parameters
    )


def _names() -> dict[str, str]:
    return {
        "train_loss": translate("SweepWords", "Train loss"),
        "validation_loss": translate("SweepWords", "Validation loss"),
        "test_loss": translate("SweepWords", "Test loss"),
        "train_accuracy": translate("SweepWords", "Train accuracy"),
        "validation_accuracy": translate("SweepWords", "Validation accuracy"),
        "test_accuracy": translate("SweepWords", "Test accuracy"),
        "train_iou": translate("SweepWords", "Train IoU"),
        "validation_iou": translate("SweepWords", "Validation IoU"),
        "test_iou": translate("SweepWords", "Test IoU"),
        "train_r2": translate("SweepWords", "Train R²"),
        "validation_r2": translate("SweepWords", "Validation R²"),
        "test_r2": translate("SweepWords", "Test R²"),
    }
