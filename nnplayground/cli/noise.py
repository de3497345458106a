"""``noise``: the accuracy of several networks on pictures with more and more noise."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import add_json
from nnplayground.cli.interrupt import interruptible
from nnplayground.cli.output import print_json
from nnplayground.cli.progress import ManyProgress
from nnplayground.cli.settings import DEFAULT_EPOCHS, add_settings, with_settings
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.rivals import RIVALS, on_data_of, rival
from nnplayground.projects.source import open_source, short_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from nnplayground.cli.arguments import Commands
    from nnplayground.train.noise_study import Contestant, NoiseCurve

__all__ = ["add_to"]

_KINDS = ("gaussian", "salt-and-pepper")


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("noise", help="train networks and judge them by noisy pictures")
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="the first gives the data; others may also be " + ", ".join(RIVALS),
    )
    add_settings(parser)
    parser.add_argument("--kind", choices=_KINDS, default=_KINDS[0], help="the noise that they are judged by")
    results = parser.add_argument_group("results")
    results.add_argument("--out", type=Path, metavar="FILE", help="write the table there as .csv")
    add_json(results)
    parser.set_defaults(run=_noise)


def _noise(options: argparse.Namespace) -> int:
    contestants = _contestants(options)
    curves = _studied(contestants, options)
    if not curves:
        raise KeyboardInterrupt
    if options.out is not None:
        _write(curves, options.out)
    if options.as_json:
        print_json(_as_dict(curves, options.kind))
    else:
        _print_table(curves)
    return 0


def _contestants(options: argparse.Namespace) -> list[Contestant]:
    from nnplayground.train.noise_study import Contestant

    first = with_settings(open_source(options.sources[0]), options)
    first.report().require_ok()
    found = [Contestant(short_name(options.sources[0]), first)]
    for source in options.sources[1:]:
        if source in RIVALS:
            found.append(Contestant(source, rival(source, first)))
        else:
            found.append(Contestant(short_name(source), on_data_of(first, open_source(source))))
    return found


def _studied(contestants: Sequence[Contestant], options: argparse.Namespace) -> tuple[NoiseCurve, ...]:
    from nnplayground.train.noise_study import study_noise

    epochs = options.epochs or contestants[0].experiment.training.stop.epochs or DEFAULT_EPOCHS
    with interruptible() as interrupted, ManyProgress(len(contestants), epochs) as progress:
        return study_noise(
            contestants,
            options.kind,
            epochs=epochs,
            progress=lambda number, epoch, _of: progress.show_epoch(number, epoch),
            should_stop=interrupted.is_set,
        )


def _write(curves: Sequence[NoiseCurve], file: Path) -> None:
    from nnplayground.train.noise_study import LEVELS

    rows = zip(LEVELS, *(curve.accuracy.tolist() for curve in curves), strict=True)
    try:
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(("noise", *(curve.name for curve in curves)))
            writer.writerows([value if math.isfinite(value) else "" for value in row] for row in rows)
    except OSError as error:
        sentence = f"The table could not be written: {error.strerror}."
        raise PlaygroundError(sentence, place=str(file), remedy="Choose another folder.") from error


def _as_dict(curves: Sequence[NoiseCurve], kind: str) -> dict[str, Any]:
    from nnplayground.train.noise_study import LEVELS

    return {"kind": kind, "noise": list(LEVELS), "networks": [_network(curve) for curve in curves]}


def _network(curve: NoiseCurve) -> dict[str, Any]:
    return {
        "name": curve.name,
        "parameters": curve.parameters,
        "epochs": curve.epochs,
        "accuracy": curve.accuracy.tolist(),
        "problem": str(curve.problem) if curve.problem is not None else None,
    }


def _print_table(curves: Sequence[NoiseCurve]) -> None:
    from nnplayground.train.noise_study import LEVELS

    width = max(len(curve.name) for curve in curves)
    print(f"{'noise':{width}}  " + "".join(f"{100 * level:6.0f} %" for level in LEVELS))
    for curve in curves:
        cells = "".join(f"{100 * value:6.1f} %" for value in curve.accuracy)
        print(f"{curve.name:{width}}  {cells if curve.problem is None else curve.problem}")
