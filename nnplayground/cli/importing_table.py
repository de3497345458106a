"""The part of ``import`` that reads tables."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nnplayground.cli.interrupt import interruptible
from nnplayground.cli.output import complain, print_json
from nnplayground.core.errors import DataError
from nnplayground.core.registry import suggestion
from nnplayground.data.table.build import build
from nnplayground.data.table.columns import profile
from nnplayground.data.table.findings import findings
from nnplayground.data.table.plan import Encoding, Gaps, Parting, Plan, Scaling, suggest
from nnplayground.data.table.reading import Stopped, Table, read_table
from nnplayground.projects import files
from nnplayground.projects.imports import experiment_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from nnplayground.cli.arguments import Parser
    from nnplayground.data.table.build import Built
    from nnplayground.data.table.columns import Column
    from nnplayground.data.table.findings import Finding

__all__ = ["add_options", "run"]


def add_options(parser: Parser) -> None:
    """Declare what becomes of a table."""
    group = parser.add_argument_group("table")
    group.add_argument("--target", metavar="COLUMN", help="the column to predict; guessed without it")
    group.add_argument("--task", choices=("classify", "regress"), help="classes or numbers; guessed")
    group.add_argument("--without", nargs="+", default=[], metavar="COLUMN", help="columns to leave out")
    numbers = [gaps.value for gaps in (Gaps.MEAN, Gaps.MEDIAN, Gaps.DROP)]
    words = [gaps.value for gaps in (Gaps.FREQUENT, Gaps.UNKNOWN, Gaps.DROP)]
    group.add_argument("--missing-numbers", choices=numbers, default="mean", help="what empty cells become")
    group.add_argument("--missing-categories", choices=words, default="frequent", help="the same of words")
    group.add_argument("--categories", choices=[e.value for e in Encoding], default="one-hot")
    group.add_argument("--scaling", choices=[s.value for s in Scaling], default="deviation")
    group.add_argument("--split-by", metavar="COLUMN", help="the column that parts the rows")
    group.add_argument(
        "--train", type=float, default=0.6, metavar="SHARE", help="of the rows, 0.6 by default"
    )
    group.add_argument("--validation", type=float, default=0.2, metavar="SHARE", help="0.2 by default")


def run(options: argparse.Namespace) -> int:
    """Read the table and write a project."""
    if options.out.suffix.lower() != ".nnp":
        remedy = "Choose a name that ends in .nnp."
        raise DataError("A table is kept in a .nnp project.", place="--out", remedy=remedy)
    table = _read(options)
    columns = profile(table)
    plan = _planned(options, columns)
    built = build(table, plan)
    experiment = experiment_of(built)
    files.save(options.out, experiment)
    found = findings(table, columns, plan, built)
    if options.as_json:
        print_json(_as_dict(options, table, built, found))
    else:
        _say(options, table, built, found)
    return 0


def _read(options: argparse.Namespace) -> Table:
    with interruptible() as interrupted, _bar() as bar:
        try:
            return read_table(
                options.paths[0],
                progress=lambda share: bar.update(round(100 * share) - bar.n),
                stopped=interrupted.is_set,
            )
        except Stopped as error:
            raise KeyboardInterrupt from error


def _bar() -> Any:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would only refresh bars that nobody updates
    return tqdm(total=100, unit="%", file=sys.stderr, dynamic_ncols=True, leave=False, disable=None)


def _planned(options: argparse.Namespace, columns: Sequence[Column]) -> Plan:
    plan = suggest(columns)
    if options.target is not None:
        plan = plan.with_target(columns[_place(options.target, columns, "--target")])
    if options.task is not None:
        plan = replace(plan, classify=options.task == "classify")
    for name in options.without:
        plan = plan.with_used(_place(name, columns, "--without"), False)
    parting = Parting.STRATIFIED if plan.classify else Parting.RANDOM
    parts_by = -1
    if options.split_by is not None:
        parting, parts_by = Parting.COLUMN, _place(options.split_by, columns, "--split-by")
    return replace(
        plan,
        numbers=Gaps(options.missing_numbers),
        words=Gaps(options.missing_categories),
        encoding=Encoding(options.categories),
        scaling=Scaling(options.scaling),
        parting=parting,
        parts_by=parts_by,
        train=options.train,
        validation=options.validation,
    )


def _place(name: str, columns: Sequence[Column], option: str) -> int:
    names = [column.name for column in columns]
    if name in names:
        return names.index(name)
    sentence = f"The table has no column “{name}”."
    raise DataError(sentence, place=option, remedy=suggestion(name, names))


def _as_dict(
    options: argparse.Namespace, table: Table, built: Built, found: Sequence[Finding]
) -> dict[str, Any]:
    return {
        "project": str(options.out),
        "rows": len(built.x),
        "rows_of_file": table.rows,
        "inputs": list(built.inputs),
        "target": built.target,
        "classes": dict(zip(built.classes, built.counts, strict=True)),
        "filled": {table.names[at]: count for at, count in built.filled.items() if count},
        "findings": [
            {"message": str(one.sentence), "consequence": str(one.consequence), "warns": one.warns}
            for one in found
        ],
    }


def _say(options: argparse.Namespace, table: Table, built: Built, found: Sequence[Finding]) -> None:
    aim = f"{len(built.classes)} classes of" if built.classes else "the number"
    print(f"{len(built.x):,} of {table.rows:,} rows, {len(built.inputs):,} inputs, {aim} {built.target}")
    for name, count in zip(built.classes, built.counts, strict=True):
        print(f"{count:8,}  {name}")
    for one in found:
        if one.warns:
            complain(f"{one.sentence} {one.consequence}")
    print(f"Written to {options.out}.")
