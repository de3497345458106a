"""How a probe makes itself known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.train.probes import _PROBES

if TYPE_CHECKING:
    from nnplayground.train.probes import Probe


def probe(function: Probe) -> Probe:
    """Offer ``function`` under its own name."""
    _PROBES[function.__name__] = function
    return function
