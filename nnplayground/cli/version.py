"""``--version`` and, with ``--verbose``, everything a report of a problem should say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground import __version__
from nnplayground.cli.output import print_json
from nnplayground.core.resources import resource
from nnplayground.projects.diagnosis import facts
from nnplayground.projects.logs import log_folder

if TYPE_CHECKING:
    import argparse

__all__ = ["version"]


def version(options: argparse.Namespace) -> int:
    """Print the version, or what the program runs on and where its files are."""
    if not options.verbose:
        print(f"NN Playground {__version__}")
        return 0
    facts = _facts()
    if options.as_json:
        print_json({"version": __version__, "facts": facts})
        return 0
    print(f"NN Playground {__version__}")
    width = max(map(len, facts))
    for name, value in facts.items():
        print(f"{name:{width}}  {value}")
    return 0


def _facts() -> dict[str, str]:
    return {
        **{name: value for name, value in facts(__version__, _devices()).items() if name != "NN Playground"},
        "Resources": str(resource()),
        "Licences": str(resource("NOTICE.txt")),
        "Logs": str(log_folder()),
    }


def _devices() -> str:
    from nnplayground.train.device import available_devices

    return ", ".join(name or key for key, name in available_devices())
