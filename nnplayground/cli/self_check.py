"""``--self-check``: goes through everything there is and says what does not work here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from nnplayground import __version__
from nnplayground.cli.output import print_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from nnplayground.self_check import Outcome

__all__ = ["self_check"]


def self_check(options: argparse.Namespace) -> int:
    """Check, print a table or JSON, and return 1 if anything failed."""
    from nnplayground.self_check import run

    outcomes = list(run())
    if options.as_json:
        print_json(_as_dict(outcomes))
    else:
        _print_table(outcomes)
    return int(any(outcome.failure for outcome in outcomes))


def _as_dict(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "version": __version__,
        "ok": not any(outcome.failure for outcome in outcomes),
        "checks": [
            {"group": o.group, "name": o.name, "seconds": round(o.seconds, 4), "failure": o.failure}
            for o in outcomes
        ],
    }


def _print_table(outcomes: Sequence[Outcome]) -> None:
    totals = Counter(outcome.group for outcome in outcomes)
    failed = Counter(outcome.group for outcome in outcomes if outcome.failure)
    for group, total in totals.items():
        seconds = sum(o.seconds for o in outcomes if o.group == group)
        print(f"{group:14}{total - failed[group]:4} of {total:3}  {seconds:6.2f} s")
    for outcome in outcomes:
        if outcome.failure:
            print(f"FAILED {outcome.group} {outcome.name}: {outcome.failure}")
    bad = failed.total()
    print(f"{bad} of {len(outcomes)} checks failed." if bad else f"All {len(outcomes)} checks passed.")
