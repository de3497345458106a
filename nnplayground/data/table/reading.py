"""Reading tables: text of any writing, Excel, Parquet; bounded, with progress, broken off when asked."""

from __future__ import annotations

import codecs
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import DataError, PlaygroundError
from nnplayground.core.extras import how_to_get
from nnplayground.core.loading import LOADING
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.table.text import (
    MISSING,
    Writing,
    cells,
    guess_encoding,
    guess_writing,
    header_of,
    lines_of,
    too_wide,
)
from nnplayground.data.table_own import MAX_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandas import DataFrame

    from nnplayground.data.table_own import OwnTable

__all__ = ["EXCEL", "MAX_ROWS", "PARQUET", "SUFFIXES", "TEXTS", "Stopped", "Table", "read_table"]

MAX_ROWS = 200_000
"""Rows that are kept; of more, so many are chosen at random."""
_MAX_CELLS = 40_000_000
_MAX_FILE = 4 * 2**30
_MAX_EXCEL = 2**30  # bytes of an .xlsx once it is unpacked
_CHUNK = 10_000
_HEAD = 4 * 2**20
TEXTS = (".csv", ".tsv", ".tab", ".txt", ".data")
EXCEL = (".xlsx", ".xlsm")
PARQUET = (".parquet", ".pq")
SUFFIXES = (*TEXTS, *EXCEL, *PARQUET)
Progress = Callable[[float], None]
_REMEDY = how_to_get("tables")


class Stopped(Exception):
    """The person does not want it any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What was read.

    Attributes
    ----------
    name : str
        Of the file.
    frame : DataFrame
        A row each; columns are numbered.
    names : tuple of str
        Of the columns, no two alike.
    rows : int
        How many the file has.
    dropped : int
        Rows that have more cells than there are columns.
    writing : Writing or None
        How text is written; None of other files.
    size : int
        Bytes of the file.
    replaced : bool
        Whether some letters could not be read.
    kept : OwnTable or None
        The numbers it was made of again, where it is no file.
    """

    name: str
    frame: DataFrame
    names: tuple[str, ...]
    rows: int
    dropped: int = 0
    writing: Writing | None = None
    size: int = 0
    replaced: bool = False
    kept: OwnTable | None = None

    @property
    def sampled(self) -> bool:
        """Whether only some of the rows were taken."""
        return len(self.frame) + self.dropped < self.rows


def read_table(
    source: Path | str,
    writing: Writing | None = None,
    progress: Progress = lambda _share: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Table:
    """Read a file, or a text that was copied.

    Parameters
    ----------
    source : Path or str
        A path, or the text itself.
    writing : Writing, optional
        How text is written; guessed without it.
    progress : callable
        Gets the share that is done.
    stopped : callable
        Asked between chunks.

    Raises
    ------
    DataError
        With one sentence about why it is no table.
    Stopped
        If ``stopped`` said so.
    """
    if isinstance(source, str):
        name, data = str(_("core", "Clipboard")), source.encode("utf-8", "replace")
        given = _Text(name, io.BytesIO(data), len(data), writing)
    else:
        name = source.name
    try:
        with _saying(_("core", "The file is damaged, or it is no table."), Exception):
            if isinstance(source, str):
                table = given.read(progress, stopped)
            else:
                table = _read_file(source, writing, progress, stopped)
    except DataError as error:
        raise DataError(error.sentence, place=error.place or name, remedy=error.remedy) from error
    except OSError as error:
        said = _("core", "It cannot be read: {reason}.").format(reason=error.strerror or str(error))
        raise DataError(said, place=name) from error
    _require_rows(table)
    return table


def _read_file(path: Path, writing: Writing | None, progress: Progress, stopped: Callable[[], bool]) -> Table:
    suffix, size = path.suffix.lower(), path.stat().st_size
    if size > _MAX_FILE:
        sentence = _("core", "The file has {size} GB; at most {most} GB are read.")
        raise DataError(sentence.format(size=f"{size / 2**30:.1f}", most=_MAX_FILE // 2**30))
    if suffix in EXCEL:
        return _read_excel(path, progress, stopped)
    if suffix in PARQUET:
        return _read_parquet(path, progress, stopped)
    if suffix == ".xls":
        remedy = _("core", "Save it as .xlsx or .csv.")
        raise DataError(_("core", "The old Excel format is not read."), remedy=remedy)
    with path.open("rb") as file:
        return _Text(path.name, file, size, writing).read(progress, stopped)


def _require_rows(table: Table) -> None:
    if len(table.frame) < 2:
        sentence = _("core", "The table has too few rows: {count}. At least two are needed.")
        raise DataError(sentence.format(count=len(table.frame)), place=table.name)
    if len(table.names) < 2:
        remedy = _("core", "Choose another separator, or a file with inputs and a target.")
        raise DataError(_("core", "The table has a single column."), place=table.name, remedy=remedy)


class _Sampler:
    """Keeps every row while there are few, else so many at random that memory is bounded."""

    def __init__(self, width: int, expected: float) -> None:
        self._limit = max(2, min(MAX_ROWS, _MAX_CELLS // max(1, width)))
        self._share = min(1.0, 1.1 * self._limit / max(1.0, expected))
        self._random = np.random.default_rng(0)
        self._parts: list[DataFrame] = []
        self.rows = 0

    def add(self, part: DataFrame) -> None:
        self.rows += len(part)
        if self._share < 1:
            part = part[self._random.random(len(part)) < self._share]
        self._parts.append(part)
        kept = sum(map(len, self._parts))
        if kept > 2 * self._limit:  # the guess of how many there are was far off
            self._parts = [self._thinned(self._joined(), self._limit)]
            self._share *= self._limit / kept

    def frame(self) -> DataFrame:
        """Return what was kept, in the order of the file."""
        joined = self._joined()
        return self._thinned(joined, self._limit) if len(joined) > self._limit else joined

    def _joined(self) -> DataFrame:
        import pandas

        return pandas.concat(self._parts, ignore_index=True)

    def _thinned(self, frame: DataFrame, count: int) -> DataFrame:
        chosen = np.sort(self._random.permutation(len(frame))[:count])
        return frame.iloc[chosen].reset_index(drop=True)


class _Text:
    """A table as text, read by pandas in chunks."""

    def __init__(self, name: str, file: Any, size: int, writing: Writing | None) -> None:
        self._name, self._file, self._size = name, file, size
        encoding = writing.encoding if writing is not None else guess_encoding(file)
        file.seek(0)
        head = file.read(_HEAD)
        if encoding != "utf-16" and b"\0" in head[:4096]:
            raise DataError(
                _("core", "This is no text and no table."),
                remedy=_("core", "Open a .csv, .xlsx or .parquet file."),
            )
        # A letter may be cut in two where the head ends.
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._head: str = decoder.decode(head, final=len(head) < _HEAD)
        if writing is None:
            writing = guess_writing(self._whole_lines(), encoding)
        self._writing = writing

    def _whole_lines(self) -> str:
        cut = self._head.rfind("\n") if self._size > _HEAD else -1
        return self._head[:cut] if cut > 0 else self._head

    def read(self, progress: Progress, stopped: Callable[[], bool]) -> Table:
        """Read it all."""
        with LOADING:
            import pandas

        names, skipped = self._names()
        options: dict[str, Any] = {
            "sep": self._writing.separator,
            "decimal": self._writing.decimal,
            "encoding": self._writing.encoding,
            "encoding_errors": "replace",
            "header": None,
            "names": list(range(len(names))),
            "skiprows": skipped,
            "index_col": False,
            "chunksize": _CHUNK,
            "low_memory": False,
            "na_values": list({*MISSING, *(word.upper() for word in MISSING)}),
            "skipinitialspace": True,
        }
        torn = _("core", "The text is no table: a cell is too long or not closed.")
        with _saying(torn):
            try:
                frame, rows = self._chunks(pandas, options, len(names), progress, stopped)
                dropped = 0
            except pandas.errors.ParserError:  # a row is too long
                options["on_bad_lines"] = "skip"
                frame, rows = self._chunks(pandas, options, len(names), progress, stopped)
                dropped = self._overlong(len(names))
        replaced = "\ufffd" in self._head
        return Table(self._name, frame, names, rows + dropped, dropped, self._writing, self._size, replaced)

    def _names(self) -> tuple[tuple[str, ...], int]:
        """Return the columns' names and how many lines stand before the first row."""
        lines = lines_of(self._whole_lines())
        blank = next((at for at, line in enumerate(lines) if line.strip()), None)
        if blank is None:
            raise DataError(_("core", "The table is empty."))
        rows = list(islice(cells(lines[blank:], self._writing.separator), 500))
        width = _usual_width([len(row) for row in rows])
        if width > MAX_COLUMNS:
            raise too_wide(width)
        first = rows[0] if self._writing.names else None
        return header_of(first, width), blank + 1 if self._writing.names else blank

    def _chunks(
        self,
        pandas: Any,
        options: dict[str, Any],
        width: int,
        progress: Progress,
        stopped: Callable[[], bool],
    ) -> tuple[DataFrame, int]:
        self._file.seek(0)
        line = max(1.0, len(self._head) / max(1, self._head.count("\n") + 1))
        sampler = _Sampler(width, self._size / line)
        with warnings.catch_warnings(), pandas.read_csv(self._file, **options) as reader:
            # Of a first row that is too long, pandas warns and leaves out the surplus.
            warnings.simplefilter("ignore", pandas.errors.ParserWarning)
            for part in reader:
                if stopped():
                    raise Stopped
                sampler.add(part)
                progress(min(1.0, self._file.tell() / max(1, self._size)))
        return sampler.frame(), sampler.rows

    def _overlong(self, width: int) -> int:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, self._writing.encoding, "replace", newline="")
        count = sum(len(row) > width for row in cells(text, self._writing.separator))
        text.detach()
        return count


def _usual_width(widths: list[int]) -> int:
    """Return how many columns there are: what most rows have, the longer where several are as frequent."""
    known = [width for width in widths if width]
    return max(set(known), key=lambda width: (known.count(width), width)) if known else 1


# What the readers of formats raise over files that are damaged or made to harm.
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


@contextmanager
def _saying(sentence: Text, *more: type[Exception]) -> Iterator[None]:
    """Turn what a reader raises over a damaged file into a sentence."""
    kinds: tuple[type[Exception], ...] = (*_BROKEN, *more)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is wrong with a table is found and said elsewhere
            yield
    except (Stopped, PlaygroundError, MemoryError):
        raise
    except kinds as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's own; what is wrong in the file has no number
        raise DataError(sentence, remedy=_("core", "Save it again by the program that made it.")) from error


def _read_excel(path: Path, progress: Progress, stopped: Callable[[], bool]) -> Table:
    _require_small(path)
    with LOADING:
        try:
            import openpyxl
            import pandas
        except ImportError as error:
            raise DataError(_("core", "Reading Excel needs openpyxl."), remedy=_REMEDY) from error
    # Openpyxl lets each part's own errors through, and does not close a file that it gave up.
    with _saying(_("core", "The Excel file is damaged."), Exception), path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        with closing(book):
            sheet = book.worksheets[0]
            rows = (row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row))
            return _from_rows(path, rows, sheet.max_row or 0, pandas, progress, stopped)
    raise AssertionError  # for the type checker: the block above returns or raises


def _require_small(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise DataError(_("core", "The Excel file is damaged.")) from error
    if size > _MAX_EXCEL:
        sentence = _("core", "The Excel file unpacks to {size} MB; at most {most} MB are read.")
        remedy = _("core", "Save it as .csv or .parquet.")
        said = sentence.format(size=size // 2**20, most=_MAX_EXCEL // 2**20)
        raise DataError(said, remedy=remedy)


def _from_rows(
    path: Path,
    rows: Iterator[tuple[Any, ...]],
    expected: int,
    pandas: Any,
    progress: Progress,
    stopped: Callable[[], bool],
) -> Table:
    first = next(rows, None)
    if first is None:
        raise DataError(_("core", "The table is empty."))
    if len(first) > MAX_COLUMNS:
        raise too_wide(len(first))
    named = all(cell is None or isinstance(cell, str) for cell in first)
    header = ["" if cell is None else str(cell) for cell in first] if named else None
    sampler, done = _Sampler(len(first), expected), 0
    waiting = [] if named else [first]
    while True:
        part = [*waiting, *islice(rows, _CHUNK - len(waiting))]
        waiting = []
        if not part:
            break
        if stopped():
            raise Stopped
        sampler.add(pandas.DataFrame(part))
        done += len(part)
        progress(min(1.0, done / max(1, expected)))
    if not sampler.rows:
        raise DataError(_("core", "The table is empty."))
    frame = sampler.frame().infer_objects()
    names = header_of(header, frame.shape[1])
    return Table(path.name, frame, names, sampler.rows, size=path.stat().st_size)


def _read_parquet(path: Path, progress: Progress, stopped: Callable[[], bool]) -> Table:
    with LOADING:
        try:
            import pandas  # noqa: F401 — what the batches become
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            raise DataError(_("core", "Reading Parquet needs pyarrow."), remedy=_REMEDY) from error
    with (
        _saying(_("core", "The Parquet file is damaged."), pyarrow.ArrowException),
        pyarrow.parquet.ParquetFile(path) as file,
    ):
        names = tuple(file.schema_arrow.names)
        if len(names) > MAX_COLUMNS:
            raise too_wide(len(names))
        expected = file.metadata.num_rows
        sampler = _Sampler(len(names), expected)
        for batch in file.iter_batches(_CHUNK):
            if stopped():
                raise Stopped
            batch.validate(full=True)
            part = batch.to_pandas(ignore_metadata=True)
            part.columns = range(part.shape[1])
            sampler.add(part)
            progress(sampler.rows / max(1, expected))
    if not sampler.rows:
        raise DataError(_("core", "The table is empty."))
    header = header_of(list(names), len(names))
    return Table(path.name, sampler.frame(), header, sampler.rows, size=path.stat().st_size)


def said_size(table: Table) -> Text:
    """Say how large the table is."""
    values = {"rows": f"{table.rows:,}", "columns": len(table.names), "size": f"{table.size / 1024:,.0f}"}
    return _("core", "{rows} rows, {columns} columns, {size} KB").format(**values)
