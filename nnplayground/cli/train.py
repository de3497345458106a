"""``train``: a run without a window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import add_json, add_source, whole
from nnplayground.cli.output import print_json
from nnplayground.cli.running import saved_training, train_once
from nnplayground.cli.seeds import train_seeds
from nnplayground.cli.settings import add_settings, with_settings
from nnplayground.core.errors import FileError
from nnplayground.projects import export
from nnplayground.projects.source import open_source, short_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from numpy import ndarray

    from nnplayground.cli.arguments import Commands
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.run import Run

__all__ = ["add_to"]

_PARTS = ("train", "validation", "test")


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("train", help="train without a window")
    add_source(parser)
    add_settings(parser)
    parser.add_argument(
        "--seeds",
        type=whole(1),
        metavar="N",
        help="train from N seeds side by side, counted up from --seed, and show mean ± standard deviation",
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with the training that was saved with the project"
    )
    results = parser.add_argument_group("results")
    results.add_argument(
        "--history",
        type=whole(1),
        metavar="EVERY",
        help="record every so many epochs (each up to the 1,000th, then after 1 %% more each time)",
    )
    results.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write measures, weights, project and pictures there (no pictures with --seeds)",
    )
    results.add_argument(
        "--tensorboard", type=Path, metavar="DIR", help="write event files for TensorBoard there as it trains"
    )
    add_json(results)
    parser.set_defaults(run=_train)


def _train(options: argparse.Namespace) -> int:
    experiment = with_settings(open_source(options.source), options)
    experiment.report().require_ok()
    from nnplayground.train.parallel import joined

    with joined() as team:
        if team is None:
            return _train_and_tell(experiment, options)
        if options.seeds is not None:
            raise FileError("Several processes train one network.", place="--seeds", remedy="Leave it out.")
        if team.leads:
            return _train_and_tell(experiment, options)
        saved = _saved(options) if options.resume else None
        train_once(experiment, every=options.history, saved=saved, shows=False)
        return 0


def _train_and_tell(experiment: Experiment, options: argparse.Namespace) -> int:
    if options.out is not None:
        export.make_folder(options.out)
    if options.seeds is not None:
        if options.tensorboard is not None:
            raise FileError("One board shows one run.", place="--tensorboard", remedy="Leave out --seeds.")
        if options.resume:
            raise FileError("A saved training has one seed.", place="--seeds", remedy="Leave out --resume.")
        return train_seeds(experiment, options)
    run = _run(experiment, options, _saved(options) if options.resume else None)
    history = export.rows_of(run.history.mean)
    if options.out is not None:
        export.export(_result(run, history), options.out, short_name(options.source))
    if options.as_json:
        print_json(_as_dict(run, history))
    else:
        _print_summary(run, options)
    return 0


def _saved(options: argparse.Namespace) -> Mapping[str, ndarray]:
    """Return the training that is in a project file."""
    saved = saved_training(options.source)
    if saved is not None:
        return saved
    remedy = "Save the project with its training, or leave out --resume."
    raise FileError("It holds no training to go on with.", place=options.source, remedy=remedy)


def _run(experiment: Experiment, options: argparse.Namespace, saved: Mapping[str, ndarray] | None) -> Run:
    if options.tensorboard is None:
        return train_once(experiment, every=options.history, saved=saved)
    from nnplayground.exports.board import Board

    with Board(options.tensorboard) as board:
        board.tell(experiment)
        run = train_once(
            experiment,
            every=options.history,
            saved=saved,
            watch=lambda measures: board.add(measures.flat()),
        )
        weights = {name: tensor.cpu().numpy() for name, tensor in run.state_dict().items()}
        board.add_weights(weights, run.epochs)
    return run


def _result(run: Run, history: list[dict[str, float]]) -> export.Result:
    weights = {name: tensor.cpu().numpy() for name, tensor in run.state_dict().items()}
    main = run.module.main
    if main is None:
        return export.Result(run.experiment, run.prepared, history, weights)
    return export.Result(run.experiment, run.prepared, history, weights, run.predict, main.link)


def _as_dict(run: Run, history: list[dict[str, float]]) -> dict[str, Any]:
    scores = {part: getattr(run.measures, part) for part in _PARTS}
    return {
        "epochs": run.epochs,
        "steps": run.steps,
        "seconds": run.seconds,
        "device": run.device,
        "device_memory": run.device_memory,
        "precision": run.precision,
        "engine": run.engine,
        "engine_note": str(run.engine_note),
        "reason": str(run.reason),
        "losses": {part: score.loss for part, score in scores.items()},
        "metrics": {part: dict(score.metrics) for part, score in scores.items() if score.metrics},
        "history": [_history_row(row) for row in history],
    }


def _history_row(row: dict[str, float]) -> dict[str, Any]:
    counts = {name: int(row[name]) for name in ("epoch", "step")}
    losses = {part: row.get(f"{part}_loss", float("nan")) for part in _PARTS}
    taken = {*counts, *(f"{part}_loss" for part in _PARTS)}
    return {**counts, **losses, **{name: value for name, value in row.items() if name not in taken}}


def _print_summary(run: Run, options: argparse.Namespace) -> None:
    where = f"{run.device} ({run.precision}, {run.engine})"
    print(f"{run.epochs:,} epochs, {run.steps:,} steps in {run.seconds:.2f} s on {where}. {run.reason}")
    for part, scores in run.scores.items():
        metrics = "".join(f"  {name} {value:.4g}" for name, value in scores.metrics.items())
        print(f"{part:10}  loss {scores.loss:.6g}{metrics}")
    if options.out is not None:
        print(f"Written to {options.out}.")
