"""The command line's entrance: the parser, and one way to say every failure."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from nnplayground.cli.arguments import Parser, add_json
from nnplayground.cli.output import complain, print_json, speak_utf8, stop_writing
from nnplayground.core.errors import PlaygroundError, TrainingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["main"]

DONE, FAILED, BAD_INPUT = 0, 1, 2
_INTERRUPTED = 130
_EPILOG = """\
SOURCE is a project file, a preset's name, a TensorFlow Playground link, a shared text (nnp1:…), or -
for JSON on standard input.
Exit status: 0 done; 1 training failed; 2 bad input.

examples:
  nnplayground                                      open the window
  nnplayground train spiral --until "test_loss<0.05"
  nnplayground train digits --json --set training.learning_rate=0.01
  nnplayground check my-network.nnp
  nnplayground export spiral --format script --out spiral.py
"""

_COMMANDS = {
    "window": ("open", "screenshot"),
    "train": ("train",),
    "check": ("check",),
    "export": ("export", "report", "share"),
    "landscape": ("landscape",),
    "saliency": ("saliency",),
    "noise": ("noise",),
    "sweep": ("sweep",),
    "importing": ("import",),
    "download": ("download",),
    "listing": ("list",),
    "bench": ("bench",),
}
"""Modules of this package and the commands each declares, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; those of the process by default.

    Returns
    -------
    int
        0 done, 1 training failed, 2 bad input.
    """
    speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except PlaygroundError as error:
        return _say(error, as_json="--json" in words)
    except KeyboardInterrupt:
        complain("Interrupted.")
        return _INTERRUPTED
    except BrokenPipeError:
        stop_writing()
        return DONE
    except Exception as error:
        if "--debug" in words:
            raise
        complain(
            f"Something unexpected went wrong ({type(error).__name__}: {error}). Run it again with --debug."
        )
        return FAILED


def _run(words: list[str]) -> int:
    options = _parser(_needed(words)).parse_args(words)
    status: int = options.run(options)
    sys.stdout.flush()  # here, where a reader that has gone is dealt with
    return status


def _say(error: PlaygroundError, *, as_json: bool) -> int:
    complain(str(error))
    if as_json:
        said = {"message": str(error.sentence), "place": error.place, "remedy": str(error.remedy)}
        print_json({"error": said})
    return FAILED if isinstance(error, TrainingError) else BAD_INPUT


def _needed(words: list[str]) -> list[str]:
    """Return the modules that these words can mean: importing all takes longer than most answers."""
    command = next((word for word in words if not word.startswith("-")), "")
    if not command and not {"-h", "--help"}.intersection(words):
        return []
    return [name for name, commands in _COMMANDS.items() if command in commands] or [*_COMMANDS]


def _parser(modules: Iterable[str] = _COMMANDS) -> Parser:
    parser = Parser(prog="nnplayground", description="See a neural network learn.", epilog=_EPILOG)
    parser.set_defaults(run=_open_window, source=None)
    _add_run(parser, "--version", _version, "print the version; with --verbose what it runs on and its files")
    _add_run(parser, "--self-check", _self_check, "try everything there is and say what does not work here")
    parser.add_argument("--verbose", action="store_true", help=argparse.SUPPRESS)
    add_json(parser)
    _add_debug(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for module in modules:
        import_module(f"nnplayground.cli.{module}").add_to(commands)
    for command in commands.choices.values():
        _add_debug(command)
    return parser


def _add_run(parser: Parser, flag: str, run: Callable[[argparse.Namespace], int], help: str) -> None:
    parser.add_argument(
        flag, action="store_const", dest="run", const=run, default=parser.get_default("run"), help=help
    )


def _add_debug(parser: Parser) -> None:
    help = "show the traceback of an unexpected error"
    parser.add_argument("--debug", action="store_true", help=help)


def _open_window(options: argparse.Namespace) -> int:
    from nnplayground.cli.window import open_window

    return open_window(options)


def _version(options: argparse.Namespace) -> int:
    from nnplayground.cli.version import version

    return version(options)


def _self_check(options: argparse.Namespace) -> int:
    from nnplayground.cli.self_check import self_check

    return self_check(options)
