"""Measure the program: ``make bench`` or ``python -m benchmarks [window training startup canvas]``.

Machines are noisy. Read ratios within one printout, not seconds across two.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PARTS = ("startup", "training", "canvas", "window")


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; all if none")
    parser.add_argument("--cores", type=int, default=2, help="how many cores the process may use")
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; choose from {', '.join(PARTS)}")
    cores = _limit_cores(arguments.cores)
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {cores} cores")
    for part in arguments.parts or PARTS:
        module = __import__(f"benchmarks.{part}", fromlist=["report"])
        print(f"\n{part}")
        for line in module.report():
            print(f"  {line}", flush=True)
    return 0


def _limit_cores(count: int) -> int:
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    allowed = sorted(os.sched_getaffinity(0))[:count]
    os.sched_setaffinity(0, allowed)
    return len(allowed)


if __name__ == "__main__":
    sys.exit(main())
