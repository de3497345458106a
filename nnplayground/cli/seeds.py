"""``train --seeds``: one experiment from many seeds, and how much its results vary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.cli.interrupt import interruptible
from nnplayground.cli.output import print_json
from nnplayground.cli.progress import ManyProgress
from nnplayground.projects import export_many
from nnplayground.projects.source import short_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from nnplayground.core.experiment import Experiment
    from nnplayground.train.many import ManyRuns, Spread

__all__ = ["train_seeds"]


def train_seeds(experiment: Experiment, options: argparse.Namespace) -> int:
    """Train from ``options.seeds`` seeds and show the result as ``options`` say."""
    many = _trained(experiment, options)
    if not many.runs:
        raise KeyboardInterrupt
    if options.out is not None:
        export_many.export(_result(experiment, many), options.out, short_name(options.source))
    if options.as_json:
        print_json(_as_dict(many))
    else:
        _print_table(many, options)
    return 0


def _trained(experiment: Experiment, options: argparse.Namespace) -> ManyRuns:
    from nnplayground.train.many import train_many, with_seeds

    experiments = with_seeds(experiment, options.seeds)
    progress = ManyProgress(len(experiments), experiment.training.stop.epochs)
    with interruptible() as interrupted, progress:
        return train_many(
            experiments,
            progress=progress.show,
            history_every=options.history,
            should_stop=interrupted.is_set,
        )


def _result(experiment: Experiment, many: ManyRuns) -> export_many.ManyResult:
    curves = {name: (curve.mean, curve.deviation, curve.each) for name, curve in many.curves.items()}
    weights = {name: value.numpy() for name, value in many.weights().items()}
    return export_many.ManyResult(experiment, many.seeds, _rows(many), many.epochs, curves, weights)


def _rows(many: ManyRuns) -> list[dict[str, float]]:
    """Return one row of final scores for each run."""
    rows: list[dict[str, float]] = []
    for run in many.runs:
        row: dict[str, float] = {"seed": run.experiment.seed, "epochs": run.epochs, "steps": run.steps}
        for part, scores in run.scores.items():
            row |= {f"{part}_{name}": v for name, v in {"loss": scores.loss, **scores.metrics}.items()}
        rows.append(row)
    return rows


def _as_dict(many: ManyRuns) -> dict[str, Any]:
    scores = {part: _spreads(measures) for part, measures in many.scores.items()}
    failures = [{"seed": failure.experiment.seed, "message": str(failure.error)} for failure in many.failures]
    return {
        "seconds": many.seconds,
        "engine": many.runs[0].engine,
        "scores": scores,
        "runs": _rows(many),
        "failures": failures,
        "epochs": [int(epoch) for epoch in many.epochs],
        "curves": {
            name: {"mean": curve.mean.tolist(), "deviation": curve.deviation.tolist()}
            for name, curve in many.curves.items()
        },
    }


def _spreads(measures: Mapping[str, Spread]) -> dict[str, dict[str, Any]]:
    return {
        name: {"mean": float(s.mean), "deviation": float(s.deviation), "each": s.each.tolist()}
        for name, s in measures.items()
    }


def _print_table(many: ManyRuns, options: argparse.Namespace) -> None:
    steps = sum(run.steps for run in many.runs)
    print(f"{_seeds(many)}: {steps:,} steps in {many.seconds:.2f} s ({many.runs[0].engine}).")
    for part, measures in many.scores.items():
        cells = [f"{name} {_plus_minus(spread)}" for name, spread in measures.items()]
        print(f"{part:10}  {'  '.join(cells)}")
    for failure in many.failures:
        print(f"Seed {failure.experiment.seed} failed: {failure.error}")
    if options.out is not None:
        print(f"Written to {options.out}.")


def _seeds(many: ManyRuns) -> str:
    if len(many) == 1:
        return f"Seed {many.seeds[0]}"
    return f"{len(many)} runs, seeds {min(many.seeds)} to {max(many.seeds)}, mean ± standard deviation"


def _plus_minus(spread: Spread) -> str:
    if len(spread.each) == 1:
        return f"{float(spread.mean):.4g}"
    return f"{float(spread.mean):.4g} ± {float(spread.deviation):.2g}"
