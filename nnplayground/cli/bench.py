"""``bench``: how fast the program is on this computer."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from nnplayground.bench import PARTS, part
from nnplayground.cli.arguments import add_json
from nnplayground.cli.output import print_json

if TYPE_CHECKING:
    from nnplayground.cli.arguments import Commands

__all__ = ["add_to"]


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("bench", help="measure the program's speed on this computer")
    told = "\n".join(f"  {name:9} {about}" for name, about in PARTS.items())
    parser.epilog = f"parts:\n{told}"
    parser.add_argument("part", choices=PARTS, metavar="PART", help=f"one of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="only try it: the figures mean little")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)  # what "startup" starts
    add_json(parser)
    parser.set_defaults(run=_bench)


def _bench(options: argparse.Namespace) -> int:
    from nnplayground.bench.measuring import machine
    from nnplayground.bench.startup import open_once

    if options.once:
        print_json(open_once())
        return 0
    measuring = part(options.part)
    computer = machine()
    if not options.as_json:
        said = "{processor}, {cores} cores, {system}, Python {python}, torch {torch}".format(**computer)
        print(said, flush=True)
    found = measuring.measure(options.quick)
    if options.as_json:
        print_json({"machine": computer, "part": options.part, **found})
        return 0
    for line in measuring.lines(found):
        print(line)
    return 0
