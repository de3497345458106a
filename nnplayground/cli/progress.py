"""The progress bar of a run without a window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from nnplayground.train.measures import Measures

__all__ = ["ManyProgress", "Progress", "TrialProgress"]


class Progress:
    """A bar on standard error with the losses and the rate; nothing if that is no terminal.

    Parameters
    ----------
    epochs : int or None
        How many there will be, if known.
    shows : bool, optional
        False in a process that another one speaks for.

    Attributes
    ----------
    begun : bool
        Whether anything has been shown yet.
    """

    def __init__(self, epochs: int | None, *, shows: bool = True) -> None:
        self.begun = False
        self._bar = _bar(epochs, shows=shows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._bar.close()

    def show(self, measures: Measures) -> None:
        """Show the newest measures."""
        self.begun = True
        losses = {"train": f"{measures.train.loss:.4g}", "test": f"{measures.test.loss:.4g}"}
        self._bar.set_postfix(losses, refresh=False)
        self._bar.update(measures.epoch - self._bar.n)


class ManyProgress:
    """The same for many runs at once: one bar for the epochs of all.

    Parameters
    ----------
    runs : int
    epochs : int or None
        Of each, if known.
    """

    def __init__(self, runs: int, epochs: int | None) -> None:
        self._epochs = [0] * runs
        self._bar = _bar(None if epochs is None else runs * epochs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._bar.close()

    def show(self, number: int, measures: Measures) -> None:
        """Show that a run has come further."""
        self.show_epoch(number, measures.epoch)

    def show_epoch(self, number: int, epoch: int) -> None:
        """Show which epoch a run has finished."""
        before, self._epochs[number] = self._epochs[number], epoch
        self._bar.update(epoch - before)


class TrialProgress:
    """The same for the trials of a sweep, with the best value so far.

    Parameters
    ----------
    trials : int
    """

    def __init__(self, trials: int) -> None:
        self._bar = _bar(trials, unit="trial")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._bar.close()

    def show(self, done: int, measure: str, best: float | None) -> None:
        """Show how many are done, and the best value of ``measure``."""
        if best is not None:
            self._bar.set_postfix({f"best {measure}": f"{best:.4g}"}, refresh=False)
        self._bar.update(done - self._bar.n)


def _bar(total: int | None, *, shows: bool = True, unit: str = "epoch") -> Any:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would only refresh bars that nobody updates
    return tqdm(
        total=total,
        unit=unit,
        file=sys.stderr,
        dynamic_ncols=True,
        leave=False,
        disable=None if shows else True,  # None: when standard error is no terminal
    )
