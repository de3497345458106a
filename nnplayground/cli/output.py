"""What goes to standard output and standard error."""

from __future__ import annotations

import io
import json
import math
import os
import sys
from typing import Any

__all__ = ["complain", "print_json", "speak_utf8", "stop_writing"]

SCHEMA = 1


def speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's code page is, and never fail over a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_json(value: dict[str, Any]) -> None:
    """Print one object with its schema's version; numbers that are not finite become null."""
    text = json.dumps(_finite({"schema": SCHEMA, **value}), ensure_ascii=False, allow_nan=False)
    print(text)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def complain(sentence: str) -> None:
    """Say what went wrong on standard error."""
    print(f"nnplayground: {sentence}", file=sys.stderr)


def stop_writing() -> None:
    """Let nothing more be written: whoever read the output, such as ``head``, has gone."""
    # Python flushes standard output once more at its end, which would fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
