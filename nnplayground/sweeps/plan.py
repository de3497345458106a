"""What is to be found out: which settings are varied how, and by which measure they are compared."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from nnplayground.core.condition import MEASURES
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.registry import suggestion
from nnplayground.core.seeds import with_seeds
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nnplayground.core.experiment import Experiment
    from nnplayground.sweeps.axes import Axis

__all__ = ["SAMPLERS", "Plan", "Sampler"]

Sampler = Literal["grid", "random", "tpe"]
SAMPLERS: tuple[Sampler, ...] = ("grid", "random", "tpe")
_MOST_IN_GRID = 100_000
_SMALLER_IS_BETTER = ("loss", "mae", "seconds", "epoch", "step")


@dataclass(frozen=True, slots=True)
class Plan:
    """A sweep.

    Attributes
    ----------
    experiment : Experiment
        With a stop rule; every trial is this with some values changed.
    axes : tuple of Axis
    measure : str
        What is compared, by the names of stop conditions; see :meth:`measure_of`.
    sampler : str
        ``"grid"``, ``"random"``, or ``"tpe"`` (Bergstra et al. 2011), which learns where to look.
    seeds : int
        How many seeds a trial is trained from; their mean counts.
    prunes : bool
        Whether a trial ends early that is worse than the median of the others at the same epoch.
    """

    experiment: Experiment
    axes: tuple[Axis, ...]
    measure: str
    sampler: Sampler = "tpe"
    seeds: int = 1
    prunes: bool = True

    def __post_init__(self) -> None:
        if not self.axes:
            raise PlaygroundError(_("core", "Nothing is varied."), remedy=_("core", "Give a setting."))
        paths = [axis.path for axis in self.axes]
        twice = next((path for path in paths if paths.count(path) > 1), None)
        if twice is not None:
            sentence = _("core", "It is varied twice.")
            raise PlaygroundError(sentence, place=twice, remedy=_("core", "Put all its values together."))
        if self.measure not in MEASURES:
            sentence = _("core", "There is no measure “{name}”.").format(name=self.measure)
            raise PlaygroundError(sentence, place="--measure", remedy=suggestion(self.measure, MEASURES))
        if self.sampler == "grid" and self.grid_size > _MOST_IN_GRID:
            sentence = _("core", "The grid has {count} points, more than {most}.")
            said = sentence.format(count=f"{self.grid_size:,}", most=f"{_MOST_IN_GRID:,}")
            raise PlaygroundError(
                said, place="--vary", remedy=_("core", "Take fewer points, or random ones.")
            )

    @staticmethod
    def measure_of(experiment: Experiment) -> str:
        """Return what is compared by default: the validation loss, without one that of the test part."""
        split = experiment.data.split
        part = "validation" if split.validation > 0 else "test" if split.test > 1e-9 else "train"
        return f"{part}_loss"

    @property
    def minimizes(self) -> bool:
        """Whether the smaller measure is the better one."""
        return self.measure.rpartition("_")[2] in _SMALLER_IS_BETTER

    @property
    def grid_size(self) -> int:
        """How many trials a whole grid has."""
        return math.prod(len(axis.grid()) for axis in self.axes)

    def grid(self) -> Iterator[dict[str, Any]]:
        """Yield the parameters of every point, the last axis fastest."""
        rows = [axis.grid() for axis in self.axes]
        for number in range(self.grid_size):
            point, rest = {}, number
            for axis, row in reversed(list(zip(self.axes, rows, strict=True))):
                rest, place = divmod(rest, len(row))
                point[axis.path] = row[place]
            yield point

    def experiment_with(self, parameters: Mapping[str, Any]) -> Experiment:
        """Return the experiment of a trial.

        Raises
        ------
        PlaygroundError
            If the values do not go together.
        """
        changed = self.experiment
        for axis in self.axes:
            changed = changed.with_value(axis.path, axis.value(parameters[axis.path]))
        changed.report().require_ok()
        return changed

    def experiments_with(self, parameters: Mapping[str, Any]) -> tuple[Experiment, ...]:
        """Return the experiment of a trial once for each of its seeds.

        Raises
        ------
        PlaygroundError
            If the values do not go together.
        """
        experiment = self.experiment_with(parameters)
        return (experiment,) if self.seeds == 1 else tuple(with_seeds(experiment, self.seeds))

    def text(self) -> str:
        """Return everything that two runs of one study must have in common, as JSON."""
        return json.dumps(
            {
                "experiment": self.experiment.to_dict(),
                "axes": [asdict(axis) for axis in self.axes],
                "measure": self.measure,
                "sampler": self.sampler,
                "seeds": self.seeds,
                "prunes": self.prunes,
            },
            sort_keys=True,
        )

    @classmethod
    def from_text(cls, text: str) -> Plan:
        """Read what :meth:`text` has written.

        Raises
        ------
        PlaygroundError
            If it is damaged, or of another version.
        """
        from nnplayground.core.experiment import Experiment
        from nnplayground.sweeps.axes import Axis

        try:
            tree = json.loads(text)
            axes = tuple(Axis(**{**axis, "choices": tuple(axis["choices"])}) for axis in tree["axes"])
            return cls(
                Experiment.from_dict(tree["experiment"]),
                axes,
                str(tree["measure"]),
                tree["sampler"],
                int(tree["seeds"]),
                bool(tree["prunes"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise PlaygroundError(_("core", "The plan of the sweep cannot be read.")) from error

    def fingerprint(self) -> str:
        """Return a few letters that differ where :meth:`text` does."""
        return hashlib.sha256(self.text().encode()).hexdigest()[:8]
