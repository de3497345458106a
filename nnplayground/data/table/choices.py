"""What was chosen when a table was imported, kept with it so that it can be chosen otherwise later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from nnplayground.core.component import Frozen
from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.table.columns import Kind
from nnplayground.data.table.plan import Encoding, Gaps, Plan
from nnplayground.data.table.writing import ENCODINGS, SEPARATORS, Writing

if TYPE_CHECKING:
    from nnplayground.data.table.reading import Table

__all__ = ["TableChoices", "Written"]

_MOST = 20_000  # columns of a file
Name = Annotated[str, Field(max_length=200)]


class Written(Frozen):
    """How the text of a table is written, as it was read."""

    separator: str = Field(",", pattern=f"^[{''.join(SEPARATORS)}]$")
    decimal: Literal[".", ","] = "."
    encoding: str = Field("utf-8-sig", pattern=f"^({'|'.join(ENCODINGS)})$")
    names: bool = True


class TableChoices(Frozen):
    """How a table was imported; what scales and parts the samples stands with the data itself.

    Where the file lay is not told: a project is handed on to others.

    Attributes
    ----------
    names : tuple of str
        The columns of the file, those that are left out included.
    kinds : tuple of Kind
        How each is read.
    used : tuple of bool
        Which are inputs.
    target : int
        The column that is predicted.
    classify : bool
    numbers, words : Gaps
        What became of empty cells.
    encoding : Encoding
        What categories became.
    parts_by : int
        The column that parts the rows; −1 without one.
    written : Written or None
        None of a file that is no text.
    """

    names: tuple[Name, ...] = Field(min_length=1, max_length=_MOST)
    kinds: tuple[Kind, ...] = Field(max_length=_MOST)
    used: tuple[bool, ...] = Field(max_length=_MOST)
    target: int = Field(ge=0, lt=_MOST)
    classify: bool
    numbers: Gaps = Gaps.MEAN
    words: Gaps = Gaps.FREQUENT
    encoding: Encoding = Encoding.ONE_HOT
    parts_by: int = Field(-1, ge=-1, lt=_MOST)
    written: Written | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        count = len(self.names)
        if {len(self.kinds), len(self.used)} != {count} or max(self.target, self.parts_by) >= count:
            raise DataError(_("core", "The choices of the import contradict each other."))
        return self

    @classmethod
    def of(cls, table: Table, plan: Plan) -> Self | None:
        """Return the choices of an import; None where they are too many to be kept."""
        if len(table.names) > _MOST:
            return None
        writing = table.writing
        return cls(
            names=tuple(name[:200] for name in table.names),
            kinds=plan.kinds,
            used=plan.used,
            target=plan.target,
            classify=plan.classify,
            numbers=plan.numbers,
            words=plan.words,
            encoding=plan.encoding,
            parts_by=plan.parts_by,
            written=writing
            and Written(
                separator=writing.separator,
                decimal=writing.decimal,
                encoding=writing.encoding,
                names=writing.names,
            ),
        )

    def plan(self, known: Plan) -> Plan:
        """Return the choices as a plan; scaling and shares are those of ``known``."""
        return replace(
            known,
            kinds=self.kinds,
            used=self.used,
            target=self.target,
            classify=self.classify,
            numbers=self.numbers,
            words=self.words,
            encoding=self.encoding,
            parts_by=self.parts_by,
        )

    def writing(self) -> Writing | None:
        """Return how the text is written."""
        written = self.written
        if written is None:
            return None
        return Writing(written.separator, written.decimal, written.encoding, written.names)
