"""The progress bar of a run without a window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnplayground.train.trainer import Measures

__all__ = ["Progress"]


class Progress:
    """A bar on standard error with the losses and the rate; nothing if that is no terminal.

    Parameters
    ----------
    epochs : int or None
        How many there will be, if known.

    Attributes
    ----------
    begun : bool
        Whether anything has been shown yet.
    """

    def __init__(self, epochs: int | None) -> None:
        from tqdm import tqdm

        self.begun = False
        tqdm.monitor_interval = 0  # its thread would only refresh bars that nobody updates
        self._bar = tqdm(
            total=epochs,
            unit="epoch",
            file=sys.stderr,
            dynamic_ncols=True,
            leave=False,
            disable=None,  # when standard error is no terminal
        )

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._bar.close()

    def show(self, measures: Measures) -> None:
        """Show the newest measures."""
        self.begun = True
        losses = {"train": f"{measures.train.loss:.4g}", "test": f"{measures.test.loss:.4g}"}
        self._bar.set_postfix(losses, refresh=False)
        self._bar.update(measures.epoch - self._bar.n)
