"""How a table is written as text: its encoding, separator, decimals, and whether names stand above it."""

from __future__ import annotations

import codecs
import csv
import re
from typing import TYPE_CHECKING

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.table.writing import ENCODINGS, SEPARATORS, Writing
from nnplayground.data.table_own import MAX_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

__all__ = [
    "ENCODINGS",
    "SEPARATORS",
    "Writing",
    "guess_encoding",
    "guess_writing",
    "header_of",
    "is_number",
    "lines_of",
]

_HEAD_LINES = 60
_BLOCK = 2**20
_NUMBER = re.compile(r"[+\-\u2212]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_COMMA_NUMBER = re.compile(r"[+\-\u2212]?\d+,\d+(e[+-]?\d+)?", re.IGNORECASE)
_END = re.compile(r"\r\n|\n|\r")
MISSING = ("", "na", "n/a", "nan", "null", "none", "?", "-", "\u2013", "\u2014", "nd", "н/д", "nil", "#n/a")
"""What stands for an empty cell, in small letters."""


def is_number(cell: str, decimal: str = ".") -> bool:
    """Tell whether a cell is a number as this table writes it."""
    text = cell.strip()
    return bool(_NUMBER.fullmatch(text) or (decimal == "," and _COMMA_NUMBER.fullmatch(text)))


def guess_encoding(file: IO[bytes]) -> str:
    """Return the encoding: what the mark at the beginning says, UTF-8 if it is that throughout, else a guess.

    The guess is between Cyrillic and western Windows by which letters are common in the first block.
    """
    head = file.read(_BLOCK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder, block = codecs.getincrementaldecoder("utf-8")(), head
    try:
        while block:
            decoder.decode(block)
            block = file.read(_BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        high = [byte for byte in head if byte >= 0x80]
        cyrillic = sum(byte >= 0xC0 for byte in high)
        return "cp1251" if cyrillic > 0.9 * len(high) and len(high) > 0.05 * len(head) else "cp1252"
    return "utf-8-sig"


def guess_writing(head: str, encoding: str) -> Writing:
    """Guess how a table is written from its first lines.

    Raises
    ------
    DataError
        If there is nothing, or more columns than are read.
    """
    lines = [line for line in lines_of(head)[:_HEAD_LINES] if line.strip()]
    if not lines:
        raise DataError(_("core", "The table is empty."))
    separator = max(SEPARATORS, key=lambda mark: _fit(lines, mark))
    rows = list(cells(lines, separator))
    if max(map(len, rows)) > MAX_COLUMNS:
        raise too_wide(max(map(len, rows)))
    decimal = "," if separator != "," and _has_commas(rows) else "."
    return Writing(separator, decimal, encoding, _has_names(rows, decimal))


def lines_of(text: str) -> list[str]:
    """Return the lines as pandas sees them: Python's own splitting knows more ends of a line."""
    return _END.split(text)


def too_wide(count: int) -> DataError:
    """Return that a table has too many columns."""
    sentence = _("core", "The table has {count} columns; at most {most} are read.")
    remedy = _("core", "Keep only the columns that matter, or turn rows into columns.")
    return DataError(sentence.format(count=f"{count:,}", most=f"{MAX_COLUMNS:,}"), remedy=remedy)


def cells(lines: Iterable[str], separator: str) -> Iterable[list[str]]:
    """Yield the cells of lines."""
    csv.field_size_limit(2**24)
    try:
        yield from csv.reader(lines, delimiter=separator, skipinitialspace=separator == " ")
    except csv.Error as error:
        raise DataError(_("core", "The text is no table: a cell is too long or not closed.")) from error


def _fit(lines: list[str], separator: str) -> tuple[float, int]:
    """Return how well a separator parts the lines: the share that agree, and into how many cells."""
    counts = [len(row) for row in cells(lines, separator)]
    usual = max(set(counts), key=counts.count)
    if usual < 2:
        return 0.0, 0
    agreement = counts.count(usual) / len(counts)
    # Spaces part sentences as well: they have to agree everywhere.
    return (agreement if separator != " " or agreement == 1 else 0.0), usual


def _has_commas(rows: list[list[str]]) -> bool:
    found = [cell.strip() for row in rows for cell in row]
    commas = sum(bool(_COMMA_NUMBER.fullmatch(cell)) for cell in found)
    return commas > sum("." in cell and bool(_NUMBER.fullmatch(cell)) for cell in found)


def _has_names(rows: list[list[str]], decimal: str) -> bool:
    """Tell whether the first row is of another sort than the rest: no numbers, where others have some."""
    first, rest = rows[0], rows[1:]
    if not rest or any(is_number(cell, decimal) for cell in first) or not any(first):
        return False
    numbers = any(is_number(cell, decimal) for row in rest for cell in row)
    below = [{row[at].strip() for row in rest if at < len(row)} for at in range(len(first))]
    return numbers or all(cell.strip() not in column for cell, column in zip(first, below, strict=True))


def header_of(row: list[str] | None, width: int) -> tuple[str, ...]:
    """Return a name for every column; what is missing or said twice gets a number."""
    names: list[str] = []
    for at in range(width):
        given = (row[at].strip() if row is not None and at < len(row) else "")[:150]
        name, number = given or f"column {at + 1}", 2
        while name in names:
            name, number = f"{given or f'column {at + 1}'} ({number})", number + 1
        names.append(name)
    return tuple(names)
