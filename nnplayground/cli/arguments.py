"""What commands share: how they are declared, and types that explain what they cannot read."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from nnplayground.core.errors import PlaygroundError

if TYPE_CHECKING:
    from collections.abc import Callable

    Commands = argparse._SubParsersAction["Parser"]

__all__ = ["SOURCE", "Parser", "add_json", "add_source", "picture_side", "picture_size", "whole"]

SOURCE = """\
a project file, a preset's name, a TensorFlow Playground link, a shared text (nnp1:…), or - for JSON on
standard input"""


class Parser(argparse.ArgumentParser):
    """A parser that raises its complaints, so that all errors are said in one way."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Raise ``message`` as a sentence."""
        sentence = message[:1].upper() + message[1:].rstrip(".") + "."
        raise PlaygroundError(sentence, remedy=f"See {self.prog} --help.")


def add_source(parser: Parser) -> None:
    """Declare the positional SOURCE."""
    parser.add_argument("source", metavar="SOURCE", help=SOURCE)


def add_json(parser: argparse._ActionsContainer) -> None:
    """Declare ``--json``."""
    help = "print exactly one JSON object on standard output"
    parser.add_argument("--json", action="store_true", dest="as_json", help=help)


def whole(least: int = 0) -> Callable[[str], int]:
    """Return a type for whole numbers of at least ``least``."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[+-]?\d{1,18}", text) or int(text) < least:
            raise argparse.ArgumentTypeError(f"must be a whole number of at least {least}, not {text!r}")
        return int(text)

    return read


def picture_side(text: str) -> int:
    """Read the side of small pictures."""
    side = whole()(text)
    if not 8 <= side <= 224:
        raise argparse.ArgumentTypeError(f"must be from 8 to 224 pixels, not {text!r}")
    return side


def picture_size(text: str) -> tuple[int, int]:
    """Read ``1440x900``."""
    match = re.fullmatch(r"(\d{2,5})[x×](\d{2,5})", text)
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(320 <= side <= 10_000 for side in size):
        raise argparse.ArgumentTypeError(f"must be like 1440x900, from 320 to 10,000 pixels, not {text!r}")
    return size
