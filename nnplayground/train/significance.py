"""Whether one of two ways is better, or chance alone would look the same."""

from __future__ import annotations

import math

__all__ = ["sign_test"]


def sign_test(wins: int, losses: int) -> float:
    """Return how likely chance alone gives a result at least so uneven; ties are left out.

    The two-sided exact sign test: under chance every pair is won by a fair coin, so that
    p = min(1, 2 · P(X ≥ max(wins, losses))) with X binomial of n = wins + losses and ½.

    Parameters
    ----------
    wins, losses : int
        Pairs that one or the other side has won.
    """
    pairs, most = wins + losses, max(wins, losses)
    if not pairs:
        return 1.0
    tail = sum(math.comb(pairs, count) for count in range(most, pairs + 1))
    return min(1.0, float(tail / 2 ** (pairs - 1)))
