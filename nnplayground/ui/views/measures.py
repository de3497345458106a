"""Which measures of a run can be drawn as curves, how they are called and what they look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.ui.views.chart import RIGHT_ROLE, Scale
from nnplayground.ui.views.curves import Curve, ema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nnplayground.ui.views.log import LogCopy

__all__ = [
    "PARTS",
    "Choice",
    "curves_of",
    "measures_of",
    "part_name",
    "quantities_of",
    "quantity_name",
    "scale_of",
]

translate = QCoreApplication.translate

PARTS = ("train", "validation", "test")
GRADIENT = "gradient_norm"
_DASHES: dict[str, tuple[float, ...]] = {"train": (), "validation": (1.5, 3.0), "test": (4.0, 3.0)}
_LEFT = {"train": "text1", "validation": "text2", "test": "text2"}
_SHARES = ("accuracy", "precision", "recall", "iou", "r2")
_GROWING = (
    "loss",
    "batch_loss",
    "penalty",
    "learning_rate",
    GRADIENT,
    "mae",
)  # positive: logarithms make sense
_SERIES = ("class 2", "class 3", "text2", "class 1", "class 4", "class 7", "class 6", "class 0")
_TIME = ("epoch", "step", "seconds")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person wants to see.

    Attributes
    ----------
    quantities : tuple of str
        One or two: the first on the left axis, the second on the right one.
    parts : frozenset of str
        Of :data:`PARTS`.
    smoothing : float
        The weight of the moving average, 0 for none.
    unit : str
        Of time.
    time_log, value_log : bool
        Logarithmic axes.
    """

    quantities: tuple[str, ...] = ("loss",)
    parts: frozenset[str] = frozenset({"train", "test"})
    smoothing: float = 0.0
    unit: str = "epoch"
    time_log: bool = False
    value_log: bool = True

    def with_quantity(self, quantity: str, shown: bool) -> Choice:
        """Return a choice with one quantity more or less: never more than two, never none."""
        others = tuple(name for name in self.quantities if name != quantity)
        wanted = (*others[-1:], quantity) if shown else others
        return Choice(
            wanted or self.quantities, self.parts, self.smoothing, self.unit, self.time_log, self.value_log
        )


def quantities_of(names: Iterable[str]) -> list[str]:
    """Return what a log with these measures can show, in the order it is offered."""
    found: dict[str, None] = {"loss": None}
    for name in names:
        quantity = _split(name)[1]
        if quantity not in _TIME:
            found[quantity] = None
    last = [name for name in ("batch_loss", "penalty", "learning_rate", GRADIENT) if name in found]
    return [name for name in found if name not in last] + last


def _split(name: str) -> tuple[str, str]:
    """Return the part (or the node of a gradient norm) and the quantity of a measure."""
    if name.startswith(f"{GRADIENT}:"):
        return name.partition(":")[2], GRADIENT
    part, _, quantity = name.partition("_")
    return (part, quantity) if part in PARTS else ("", name)


def measures_of(quantity: str, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return (part or node, measure) of every curve of a quantity; the part is empty where it has none."""
    found = [(part, name) for name in names for part, kind in [_split(name)] if kind == quantity]
    return sorted(found, key=lambda pair: PARTS.index(pair[0]) if pair[0] in PARTS else 0)


def quantity_name(quantity: str) -> str:
    """Return what a quantity is called."""
    names = {
        "loss": translate("Measures", "Loss"),
        "batch_loss": translate("Measures", "Loss of batches"),
        "accuracy": translate("Measures", "Accuracy"),
        "precision": translate("Measures", "Precision"),
        "recall": translate("Measures", "Recall"),
        "iou": translate("Measures", "Mean overlap (IoU)"),
        "r2": "R²",
        "mae": translate("Measures", "Mean absolute error"),
        "penalty": translate("Measures", "Penalty"),
        "learning_rate": translate("Measures", "Learning rate"),
        GRADIENT: translate("Measures", "Gradient norm"),
    }
    return names.get(quantity, quantity)


def part_name(part: str) -> str:
    """Return what a part of the data is called in a legend."""
    names = {
        "train": translate("Measures", "train"),
        "validation": translate("Measures", "validation"),
        "test": translate("Measures", "test"),
    }
    return names.get(part, part)


def scale_of(quantity: str, value_log: bool) -> Scale:
    """Return how the axis of a quantity is chosen."""
    return Scale(is_log=value_log and quantity in _GROWING, share=quantity in _SHARES)


def curves_of(log: LogCopy, choice: Choice, titles: Mapping[str, str]) -> list[Curve]:
    """Return the curves of a log that a person has chosen.

    Parameters
    ----------
    titles : Mapping[str, str]
        Of nodes, by id.
    """
    result = []
    for side, quantity in enumerate(choice.quantities):
        measures = measures_of(quantity, log.names)
        for number, (part, name) in enumerate(measures):
            if part in PARTS and part not in choice.parts:
                continue
            label = _label(quantity, part, titles, alone=len(choice.quantities) == 1)
            result.append(_curve(log, choice, name, label, _look(part, number, len(measures), side)))
    return result


def _label(quantity: str, part: str, titles: Mapping[str, str], *, alone: bool) -> str:
    if not part:
        return quantity_name(quantity)
    if part not in PARTS:
        return titles.get(part, part)
    return part_name(part) if alone else f"{quantity_name(quantity)}, {part_name(part)}"


def _look(part: str, number: int, count: int, side: int) -> tuple[str, tuple[float, ...], bool]:
    if part and part not in PARTS and count > 1:
        return _SERIES[number % len(_SERIES)], (), bool(side)
    role = RIGHT_ROLE if side else _LEFT.get(part, "text1")
    return role, _DASHES.get(part, ()), bool(side)


def _curve(
    log: LogCopy, choice: Choice, name: str, label: str, look: tuple[str, tuple[float, ...], bool]
) -> Curve:
    role, dashes, right = look
    mean = log.mean(name)
    smooth = ema(mean, choice.smoothing) if choice.smoothing else None
    return Curve(
        label, log.mean(choice.unit), mean, log.low(name), log.high(name), role, dashes, right, smooth=smooth
    )
