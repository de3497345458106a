"""Hold the packages that must be right to a floor of line coverage.

``python packaging/coverage_floor.py build/coverage.json`` reads coverage's JSON report, prints one line per
package, and ends with 1 if one lies below the floor.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

FLOOR = 95.0
PACKAGES = ("core", "layers", "data", "train")


class Lines(NamedTuple):
    """How many executable lines something has, and how many of them a test reached."""

    covered: int
    total: int

    @property
    def percent(self) -> float:
        """The covered share in percent; something without lines is covered."""
        return 100.0 * self.covered / self.total if self.total else 100.0


def lines_by_file(report: dict[str, Any], package: str) -> dict[str, Lines]:
    """Return the line counts of every file of ``nnplayground.<package>`` that has executable lines."""
    files = {name.replace("\\", "/"): entry["summary"] for name, entry in report["files"].items()}
    return {
        name: Lines(summary["covered_lines"], summary["num_statements"])
        for name, summary in files.items()
        if f"nnplayground/{package}/" in name and summary["num_statements"]
    }


def check(report: dict[str, Any], floor: float = FLOOR) -> bool:
    """Print each package's coverage, with the gaps of those below ``floor``; return whether all hold."""
    holds = True
    for package in PACKAGES:
        files = lines_by_file(report, package)
        if not files:
            continue  # a room nobody has moved into yet
        whole = Lines(sum(f.covered for f in files.values()), sum(f.total for f in files.values()))
        print(f"   {package:<8}{whole.percent:6.1f} % of {whole.total} lines")
        if whole.percent < floor:
            holds = False
            print_gaps(files, floor)
    return holds


def print_gaps(files: dict[str, Lines], floor: float) -> None:
    """Print the five files with most lines not covered."""
    gaps = sorted(files.items(), key=lambda item: item[1].covered - item[1].total)
    for name, lines in gaps[:5]:
        if lines.percent < floor:
            print(f"      {name}: {lines.total - lines.covered} of {lines.total} lines not covered")


def main(path: str) -> int:
    """Check the report at ``path`` and return the exit code."""
    if check(json.loads(Path(path).read_text(encoding="utf-8"))):
        return 0
    print(f"   Line coverage is below the floor of {FLOOR:g} %: add tests for these lines.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
