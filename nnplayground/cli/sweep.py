"""``sweep``: train one experiment with many settings and rank them."""

from __future__ import annotations

import csv
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import add_json, add_source, whole
from nnplayground.cli.interrupt import interruptible
from nnplayground.cli.output import complain, print_json
from nnplayground.cli.progress import TrialProgress
from nnplayground.cli.settings import add_settings, with_settings
from nnplayground.core.errors import FileError, TrainingError
from nnplayground.projects import export, files
from nnplayground.projects.folders import sweep_folder
from nnplayground.projects.source import open_source, short_name
from nnplayground.sweeps.axes import parse_axis
from nnplayground.sweeps.plan import SAMPLERS, Plan

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from nnplayground.cli.arguments import Commands
    from nnplayground.sweeps.shelf import RunShelf
    from nnplayground.sweeps.study import Study, TrialResult
    from nnplayground.train.kept import KeptRun

__all__ = ["add_to"]

_TRIALS = 20
_SHOWN = 20
_EPILOG = """\
values of --vary:
  PATH=A..B           from A to B, evenly; whole numbers where the setting takes only these
  PATH=A..B:log       by factors, for rates
  PATH=A..B:log:7     in a grid, 7 of them (5 by default)
  PATH=V,V,…          just these

Every trial is kept at once. The same command goes on where it was ended or killed, and with a larger --trials
adds to it. With --storage, several computers work on one study.
"""


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("sweep", help="train with many settings and rank them", epilog=_EPILOG)
    add_source(parser)
    sweep = parser.add_argument_group("sweep")
    sweep.add_argument(
        "--vary",
        action="append",
        default=[],
        metavar="PATH=VALUES",
        help="a setting and its values, e.g. training.learning_rate=0.001..1:log; may be repeated",
    )
    sweep.add_argument(
        "--trials", type=whole(1), metavar="N", help=f"how many (the whole grid, or {_TRIALS})"
    )
    sweep.add_argument("--sampler", choices=SAMPLERS, default="tpe", help="how values are chosen (tpe)")
    sweep.add_argument("--jobs", type=whole(1), default=1, metavar="K", help="train K at once, in processes")
    sweep.add_argument("--seeds", type=whole(1), default=1, metavar="S", help="the mean of S seeds counts")
    sweep.add_argument(
        "--measure",
        metavar="NAME",
        help="what is compared (validation_loss, else test_loss), or test_accuracy …",
    )
    sweep.add_argument("--no-pruning", action="store_true", help="train even hopeless trials to their end")
    sweep.add_argument("--study", metavar="NAME", help="of the study to begin or go on with")
    sweep.add_argument("--restart", action="store_true", help="forget what the study holds")
    sweep.add_argument("--storage", metavar="URL", help="where it is kept, e.g. postgresql://user@host/base")
    add_settings(parser)
    results = parser.add_argument_group("results")
    results.add_argument(
        "--save-best", type=Path, metavar="FILE", help="write the best experiment, .nnp or .json"
    )
    results.add_argument("--csv", type=Path, metavar="FILE", help="write the table there")
    add_json(results)
    parser.set_defaults(run=_sweep)


def _sweep(options: argparse.Namespace) -> int:
    plan = _plan(options)
    name = options.study or f"{short_name(options.source)}-{plan.fingerprint()}"
    with closing(_study(plan, name, options)) as study:
        most = options.trials or (plan.grid_size if plan.sampler == "grid" else _TRIALS)
        trials = min(most, plan.grid_size) if plan.sampler == "grid" else most
        interrupted = _run(study, trials, _shelf(plan, name, options), options)
        results = study.results()
    if not results and interrupted:
        raise KeyboardInterrupt
    _write(plan, results, options)
    _show(plan, name, results, options)
    if interrupted:
        complain("Interrupted; the same command goes on.")
    return 0


def _plan(options: argparse.Namespace) -> Plan:
    experiment = with_settings(open_source(options.source), options)
    experiment.report().require_ok()
    if not options.vary:
        remedy = "Give --vary training.learning_rate=0.001..1:log, for example."
        raise FileError("Nothing is varied.", place="--vary", remedy=remedy)
    axes = tuple(parse_axis(text, experiment) for text in options.vary)
    measure = options.measure or Plan.measure_of(experiment)
    return Plan(experiment, axes, measure, options.sampler, options.seeds, not options.no_pruning)


def _study(plan: Plan, name: str, options: argparse.Namespace) -> Study:
    from nnplayground.sweeps.study import Study

    folder = sweep_folder()
    storage = options.storage or f"sqlite:///{folder / 'sweeps.db'}"
    return Study(plan, storage, name, folder, anew=options.restart)


def _shelf(plan: Plan, name: str, options: argparse.Namespace) -> RunShelf:
    """Return where runs are kept for the window, which then has them at once."""
    from nnplayground.sweeps.shelf import RunShelf

    shelf = RunShelf(sweep_folder(), plan, name)
    if options.restart:
        shelf.clear()
    return shelf


def _run(study: Study, trials: int, shelf: RunShelf, options: argparse.Namespace) -> bool:
    """Train; return whether Ctrl+C ended it."""
    from nnplayground.sweeps.sweep import run_sweep

    with interruptible() as interrupted, TrialProgress(trials) as progress:

        def keep(number: int, place: int, run: KeptRun) -> None:
            shelf.put(number, place, run)

        def show() -> None:
            results = study.results()
            best = next((r.value for r in results if r.state == "done"), None)
            progress.show(sum(r.state != "running" for r in results), study.plan.measure, best)

        show()
        run_sweep(study, trials, options.jobs, progress=show, should_stop=interrupted.is_set, keep=keep)
    return interrupted.is_set()


def _write(plan: Plan, results: Sequence[TrialResult], options: argparse.Namespace) -> None:
    if options.csv is not None:
        _write_table(plan, results, options.csv)
    if options.save_best is not None:
        files.save(options.save_best, plan.experiment_with(_best(results).parameters))


def _best(results: Sequence[TrialResult]) -> TrialResult:
    best = results[0] if results else None
    if best is None or best.state != "done":
        errors = [result.error for result in results if result.error]
        remedy = f"The last one said: {errors[-1]}" if errors else ""
        raise TrainingError("No trial came to its end.", remedy=remedy)
    return best


def _write_table(plan: Plan, results: Sequence[TrialResult], path: Path) -> None:
    paths = [axis.path for axis in plan.axes]
    measures = list(dict.fromkeys(name for result in results for name in result.measures))
    export.make_folder(path.parent)
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["trial", "state", *paths, *measures, "error"])
            for result in results:
                row = [result.measures.get(name, "") for name in measures]
                values = [result.parameters.get(name, "") for name in paths]
                writer.writerow([result.number, result.state, *values, *row, result.error])
    except OSError as error:
        raise FileError(f"It cannot be written: {error.strerror}.", place=str(path)) from error


def _show(plan: Plan, name: str, results: Sequence[TrialResult], options: argparse.Namespace) -> None:
    if options.as_json:
        print_json(_as_dict(plan, name, results))
        return
    counts = [f"{sum(r.state == s for r in results)} {s}" for s in dict.fromkeys(r.state for r in results)]
    print(f"Study {name}: {', '.join(counts)}, by {plan.measure}.")
    for line in _lines(plan, results[:_SHOWN]):
        print(line)
    if len(results) > _SHOWN:
        print(f"… and {len(results) - _SHOWN} more; --csv or --json has them all.")
    if options.save_best is not None:
        print(f"The best is written to {options.save_best}.")


def _lines(plan: Plan, results: Sequence[TrialResult]) -> list[str]:
    """Return the table in columns; the values of trials that are not done say what became of them."""
    paths = [axis.path for axis in plan.axes]
    rows = [["trial", plan.measure, *paths, ""]]
    for result in results:
        value = "" if result.value is None else f"{result.value:.6g}"
        parameters = [_cell(result.parameters.get(path, "")) for path in paths]
        note = "" if result.state == "done" else f"{result.state} {result.error}".strip()
        rows.append([str(result.number), value, *parameters, note])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return ["  ".join([*(c.rjust(w) for c, w in zip(r, widths, strict=False)), r[-1]]).rstrip() for r in rows]


def _cell(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _as_dict(plan: Plan, name: str, results: Sequence[TrialResult]) -> dict[str, Any]:
    trials = [
        {
            "trial": result.number,
            "state": result.state,
            "parameters": {
                a.path: a.value(result.parameters[a.path]) for a in plan.axes if a.path in result.parameters
            },
            "value": result.value,
            "measures": dict(result.measures),
            "error": result.error,
        }
        for result in results
    ]
    return {"study": name, "measure": plan.measure, "minimizes": plan.minimizes, "trials": trials}
