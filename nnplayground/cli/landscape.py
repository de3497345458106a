"""``landscape``: the loss around the path of a run, as numbers."""

from __future__ import annotations

import csv
import math
import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import add_json, add_source
from nnplayground.cli.output import print_json
from nnplayground.cli.settings import add_settings, with_settings
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.source import open_source

if TYPE_CHECKING:
    import argparse

    from nnplayground.cli.arguments import Commands
    from nnplayground.train.landscape import Landscape

__all__ = ["add_to"]

_KINDS = ("path", "filter", "exact")
_PARTS = ("train", "validation", "test")


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("landscape", help="compute the loss surface around the path of a run")
    add_source(parser)
    add_settings(parser)
    surface = parser.add_argument_group("surface")
    surface.add_argument(
        "--directions",
        choices=_KINDS,
        default="path",
        help="the path's principal components, random filter-normalized ones, or the one or two weights",
    )
    surface.add_argument("--part", choices=_PARTS, default="train", help="samples that the loss is of")
    surface.add_argument(
        "--size", type=_grid, default=(81, 49), metavar="81x49", help="points of the grid, columns x rows"
    )
    surface.add_argument("--margin", type=float, default=0.2, help="room around the path, as a share of it")
    results = parser.add_argument_group("results")
    results.add_argument("--out", type=Path, metavar="FILE", help="write the surface there: .csv or .npz")
    add_json(results)
    parser.set_defaults(run=_landscape)


def _grid(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,4})[x×](\d{1,4})", text)
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(3 <= side <= 1001 for side in size):
        raise ArgumentTypeError(f"must be like 81x49, from 3 to 1,001 points, not {text!r}")
    return size


def _landscape(options: argparse.Namespace) -> int:
    experiment = with_settings(open_source(options.source), options)
    if options.out is not None and options.out.suffix not in _WRITERS:
        sentence = f"A surface is written as .csv or .npz, not as {options.out.suffix or options.out.name}."
        raise PlaygroundError(sentence, place="--out", remedy="Choose one of these endings.")
    from nnplayground.train.landscape import Survey, train_and_survey
    from nnplayground.train.landscape_plane import Directions

    columns, rows = options.size
    wanted = Survey(Directions(options.directions), options.part, options.margin, columns, rows)
    found = train_and_survey(experiment, wanted=wanted)
    if options.out is not None:
        _write(found, options.out)
    if options.as_json:
        print_json(_as_dict(found))
    else:
        _print_summary(found, options.out)
    return 0


def _write(found: Landscape, file: Path) -> None:
    try:
        _WRITERS[file.suffix](found, file)
    except OSError as error:
        sentence = f"The surface could not be written: {error.strerror}."
        raise PlaygroundError(sentence, place=str(file), remedy="Choose another folder.") from error


def _write_csv(found: Landscape, file: Path) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("x", "y", "loss"))
        for y, losses in zip(found.y.tolist(), found.values.tolist(), strict=True):
            shown = (loss if math.isfinite(loss) else "" for loss in losses)
            writer.writerows((x, y, loss) for x, loss in zip(found.x.tolist(), shown, strict=True))


def _write_npz(found: Landscape, file: Path) -> None:
    import numpy as np

    trail = found.trail
    np.savez_compressed(
        file,
        x=found.x,
        y=found.y,
        loss=found.values,
        explained=np.array(found.plane.explained),
        path=trail.places,
        path_step=trail.steps,
        path_epoch=trail.epochs,
        path_loss=trail.real,
        path_loss_on_plane=trail.plane,
    )


_WRITERS = {".csv": _write_csv, ".npz": _write_npz}


def _as_dict(found: Landscape) -> dict[str, Any]:
    trail = found.trail
    return {
        "directions": str(found.plane.kind),
        "part": found.survey.part,
        "weights": found.weights,
        "samples": found.samples,
        "explained": list(found.plane.explained),
        "epoch": found.epoch,
        "step": found.step,
        "x": found.x.tolist(),
        "y": found.y.tolist(),
        "loss": found.values.tolist(),
        "path": {
            "step": trail.steps.tolist(),
            "epoch": trail.epochs.tolist(),
            "place": trail.places.tolist(),
            "loss": trail.real.tolist(),
            "loss_on_plane": trail.plane.tolist(),
        },
    }


def _print_summary(found: Landscape, out: Path | None) -> None:
    low, high = found.values.min(), found.values.max()
    rows, columns = found.values.shape
    print(f"{columns} × {rows} points around epoch {found.epoch:,}; loss from {low:.4g} to {high:.4g}.")
    if found.plane.explained:
        print(f"The plane explains {100 * sum(found.plane.explained):.1f} % of the path.")
    if out is not None:
        print(f"Written to {out}.")
