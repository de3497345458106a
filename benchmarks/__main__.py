"""Measure the program: ``make bench`` or ``python -m benchmarks [engine gui probes startup canvas limit …]``.

Machines are noisy. Read ratios within one printout, not seconds across two.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from nnplayground import bench
from nnplayground.bench.measuring import machine

if TYPE_CHECKING:
    from collections.abc import Iterator

# What the program itself cannot measure, because it needs a compiler or has no use outside of building it.
OWN = ("canvas", "limit", "scikit_learn")
PARTS = (*bench.PARTS, *OWN)


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; all if none")
    parser.add_argument("--cores", type=int, default=2, help="how many cores the process may use")
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}")
    _limit_cores(arguments.cores)
    print("{processor}, {cores} cores, {system}, Python {python}, torch {torch}".format(**machine()))
    for part in arguments.parts or PARTS:
        print(f"\n{part}", flush=True)
        for line in _report(part):
            print(f"  {line}", flush=True)
    return 0


def _report(part: str) -> Iterator[str]:
    if part in OWN:
        yield from import_module(f"benchmarks.{part}").report()
    else:
        measuring = bench.part(part)
        yield from measuring.lines(measuring.measure(quick=False))


def _limit_cores(count: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


if __name__ == "__main__":
    sys.exit(main())
