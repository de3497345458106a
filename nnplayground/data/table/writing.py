"""How a table is written as text."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ENCODINGS", "SEPARATORS", "Writing"]

SEPARATORS = (",", ";", "\t", "|", " ")
ENCODINGS = ("utf-8-sig", "cp1251", "cp1252", "utf-16")


@dataclass(frozen=True, slots=True)
class Writing:
    """How a table is written.

    Attributes
    ----------
    separator : str
        Between cells.
    decimal : str
        ``"."`` or ``","``.
    encoding : str
        As Python calls it.
    names : bool
        Whether the first row holds the names of the columns.
    """

    separator: str = ","
    decimal: str = "."
    encoding: str = "utf-8-sig"
    names: bool = True
