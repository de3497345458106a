"""``check``: layers, shapes, parameter counts, problems with their fixes; instant and without torch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import add_json, add_source
from nnplayground.cli.output import complain, print_json
from nnplayground.core.report import Severity
from nnplayground.projects.source import open_source

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from nnplayground.cli.arguments import Commands
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.shapes import NodeReport, Problem, ShapeReport

__all__ = ["add_to"]

_OK, _BAD_INPUT = 0, 2


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help="show layers, shapes, parameters and problems")
    add_source(parser)
    add_json(parser)
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    experiment = open_source(options.source)
    report = experiment.report()
    if options.as_json:
        print_json(_as_dict(experiment, report))
    else:
        _print_table(experiment, report)
    missing = experiment.data.dataset.problem()
    if report.ok and missing is None:
        return _OK
    complain(_sentence(report.problems[0]) if not report.ok else str(missing))
    return _BAD_INPUT


def _as_dict(experiment: Experiment, report: ShapeReport) -> dict[str, Any]:
    nodes = [
        {"id": node.id, "kind": node.layer.kind, "name": node.title, **_node(report.nodes[node.id])}
        for node in experiment.graph.nodes
    ]
    missing = experiment.data.dataset.problem()
    return {
        "ok": report.ok and missing is None,
        "parameters": report.parameters,
        "multiply_adds": report.multiply_adds,
        "nodes": nodes,
        "problems": _problems(p for p in report.problems if not p.node) + _data_problems(missing),
    }


def _node(report: NodeReport) -> dict[str, Any]:
    return {
        "output_shape": list(report.output.shape) if report.output else None,
        "parameters": report.parameters,
        "multiply_adds": report.multiply_adds,
        "receptive_field": list(report.receptive.size) if report.receptive else None,
        "problems": _problems(report.problems),
    }


def _problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "severity": problem.severity.value,
            "message": str(problem.message),
            "reason": str(problem.reason),
            "fixes": [str(fix.label) for fix in problem.fixes],
        }
        for problem in problems
    ]


def _data_problems(missing: PlaygroundError | None) -> list[dict[str, Any]]:
    if missing is None:
        return []
    said = {"message": str(missing.sentence), "reason": str(missing.remedy), "fixes": []}
    return [{"severity": Severity.ERROR.value, **said}]


def _sentence(problem: Problem) -> str:
    return " ".join(str(part) for part in (problem.message, problem.reason) if part)


def _print_table(experiment: Experiment, report: ShapeReport) -> None:
    rows: list[tuple[str, ...]] = [("node", "kind", "output", "sees", "parameters", "multiply-adds")]
    for node in experiment.graph.nodes:
        found = report.nodes[node.id]
        costs = f"{found.parameters:,}", f"{found.multiply_adds:,}"
        sees = str(found.receptive or "")
        rows.append((node.title, node.layer.kind, str(found.output or "–"), sees, *costs))
    rows.append(("", "", "", "", f"{report.parameters:,}", f"{report.multiply_adds:,}"))
    if not any(row[3] for row in rows[1:]):
        rows = [(*row[:3], *row[4:]) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numbers = len(widths) - 2
    for row in rows:
        cells = [f"{cell:{'>' if i >= numbers else '<'}{widths[i]}}" for i, cell in enumerate(row)]
        print("  ".join(cells))
    for problem in report.problems:
        print(f"\n{problem.severity.value}: {_sentence(problem)}")
        for fix in problem.fixes:
            print(f"  fix: {fix.label}")
