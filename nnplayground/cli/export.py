"""``export``, ``share`` and ``report``: what leaves the program, in any of its formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nnplayground.cli.arguments import add_json, add_source
from nnplayground.cli.output import print_json
from nnplayground.cli.running import saved_training, train_once
from nnplayground.cli.settings import add_settings, stops_by_itself, with_settings
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.source import open_source

if TYPE_CHECKING:
    import argparse

    from nnplayground.cli.arguments import Commands
    from nnplayground.core.experiment import Experiment
    from nnplayground.exports.format import Format
    from nnplayground.exports.trained import Trained

__all__ = ["add_to"]

_KINDS = "script|module|keras|onnx|torch-export|csv|tensorboard|report|share"


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    export = commands.add_parser(
        "export",
        help="write code, models, measures or a report",
        description="Trains first where the format tells of a training; one saved with the project is taken "
        "as it is unless a stop rule is given.",
    )
    add_source(export)
    export.add_argument("--format", required=True, metavar=_KINDS, help="what to write")
    _add_out(export, "the file, or the folder of event files; texts are printed without it")
    add_settings(export)
    export.set_defaults(run=_export)
    report = commands.add_parser("report", help="train and write one page about it: HTML or PDF")
    add_source(report)
    _add_out(report, "the file, ending in .html or .pdf", required=True)
    add_settings(report)
    report.set_defaults(run=_export, format="report")
    share = commands.add_parser("share", help="print the experiment as a text that opens by pasting")
    add_source(share)
    share.add_argument("--qr", action="store_true", help="draw the text as a QR code as well")
    add_json(share)
    share.set_defaults(run=_share)


def _add_out(parser: argparse.ArgumentParser, help: str, *, required: bool = False) -> None:
    parser.add_argument("--out", type=Path, metavar="PATH", help=help, required=required)
    add_json(parser)


def _export(options: argparse.Namespace) -> int:
    from nnplayground.exports.format import named, write_export

    wanted = named(options.format)
    lacking = wanted.missing()
    if lacking is not None:
        raise lacking
    trained = _trained(wanted, options)
    if options.out is None:
        return _print_text(wanted, trained)
    written = write_export(wanted, trained, options.out)
    if options.as_json:
        print_json({"format": wanted.kind, "files": [str(file) for file in written]})
    else:
        print(f"Written: {', '.join(str(file) for file in written)}.")
    return 0


def _print_text(wanted: Format, trained: Trained) -> int:
    text = wanted.text(trained)
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    return 0


def _trained(wanted: Format, options: argparse.Namespace) -> Trained:
    from nnplayground.exports.trained import Trained

    experiment = with_settings(open_source(options.source), options)
    if not wanted.trains:
        return Trained(experiment)
    experiment.report().require_ok()
    saved = None if stops_by_itself(options) else saved_training(options.source)
    if saved is not None:
        experiment = _as_it_stands(experiment)
    run = train_once(experiment, saved=saved)
    return Trained.of_run(run)


def _as_it_stands(experiment: Experiment) -> Experiment:
    """Return the experiment so that a saved training ends where it is."""
    return experiment.with_value("training.stop.epochs", 0)


def _share(options: argparse.Namespace) -> int:
    from nnplayground.projects.share import qr_code, to_text
    from nnplayground.projects.tf_playground import to_link

    experiment = open_source(options.source)
    text = to_text(experiment)
    try:
        link: str | None = to_link(experiment)
    except PlaygroundError:  # most experiments are beyond what TensorFlow Playground can express
        link = None
    if options.as_json:
        print_json({"text": text, "length": len(text), "link": link})
        return 0
    print(text)
    if options.qr:
        print(f"\n{_drawn(qr_code(text))}")
    return 0


def _drawn(squares: tuple[tuple[bool, ...], ...]) -> str:
    """Draw two rows of squares in one line of half blocks, light ones filled, with the quiet zone around."""
    width = len(squares[0]) + 8
    blank = (False,) * width
    rows = [blank] * 4 + [(*blank[:4], *row, *blank[:4]) for row in squares] + [blank] * 4
    rows += [blank] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(_BLOCKS[a, b] for a, b in zip(*pair, strict=True)) for pair in pairs)


_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
