"""The part of ``import`` that reads pictures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import picture_side, whole
from nnplayground.cli.interrupt import interruptible
from nnplayground.cli.output import complain, print_json
from nnplayground.core.adapt import switch_dataset
from nnplayground.core.errors import DataError
from nnplayground.data.image_own import OwnPictures
from nnplayground.data.images.choices import PictureChoices
from nnplayground.data.images.chosen import Chosen, read
from nnplayground.data.images.found import Stopped
from nnplayground.data.images.opened import Fitting
from nnplayground.data.images.sources import open_source
from nnplayground.projects import files
from nnplayground.projects.source import open_source as open_experiment

if TYPE_CHECKING:
    import argparse

    from nnplayground.cli.arguments import Parser
    from nnplayground.data.images.found import Pictures
    from nnplayground.data.images.sources import Source

__all__ = ["add_options", "run"]

_LISTED = 10


def add_options(parser: Parser) -> None:
    """Declare what becomes of pictures."""
    group = parser.add_argument_group("pictures")
    group.add_argument("--size", type=picture_side, metavar="N", help="height and width, from 8 to 224")
    colours = group.add_mutually_exclusive_group()
    colours.add_argument("--grey", action="store_true", help="one channel")
    colours.add_argument("--colour", action="store_true", help="three channels")
    fittings = [fitting.value for fitting in Fitting]
    group.add_argument("--fit", choices=fittings, default=fittings[0], help="how other forms become squares")
    group.add_argument("--most", type=whole(1), metavar="N", help="at most so many of each class")
    group.add_argument(
        "--network", default="digits-cnn", metavar="SOURCE", help="the network to put the pictures into"
    )


def run(options: argparse.Namespace) -> int:
    """Read the pictures and write a project."""
    if options.out.suffix.lower() != ".nnp":
        sentence = "Pictures are kept in a .nnp project."
        raise DataError(sentence, place="--out", remedy="Choose a name that ends in .nnp.")
    source = open_source(options.paths)
    chosen = Chosen(source, _choices(source, options))
    pictures = _read(chosen)
    dataset = OwnPictures.of(pictures, [chosen.choices])
    experiment = switch_dataset(open_experiment(options.network), dataset)
    experiment = experiment.replace(title={"en": pictures.name}, notes={})
    files.save(options.out, experiment)
    if options.as_json:
        print_json(_as_dict(pictures, options))
    else:
        _say(pictures, options)
    return 0


def _choices(source: Source, options: argparse.Namespace) -> PictureChoices:
    usual = source.suggestion
    colour = options.colour or (usual.colour and not options.grey)
    size = options.size or usual.size
    return PictureChoices(
        size=size, fitting=Fitting(options.fit), colour=colour, source=source.name[:200], most=options.most
    )


def _read(chosen: Chosen) -> Pictures:
    with interruptible() as interrupted, _bar(sum(chosen.taken.counts)) as bar:
        try:
            return read([chosen], lambda done, _of: bar.update(done - bar.n), interrupted.is_set)
        except Stopped as error:
            raise KeyboardInterrupt from error


def _bar(count: int) -> Any:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would only refresh bars that nobody updates
    return tqdm(total=count, unit="picture", file=sys.stderr, dynamic_ncols=True, leave=False, disable=None)


def _as_dict(pictures: Pictures, options: argparse.Namespace) -> dict[str, Any]:
    classes = zip(pictures.class_names, pictures.counts, strict=True)
    problems = [
        {"file": problem.name, "message": str(problem.reason), "lost": problem.is_lost}
        for problem in pictures.problems
    ]
    return {
        "project": str(options.out),
        "pictures": len(pictures),
        "shape": list(pictures.pixels.shape[1:]),
        "classes": dict(classes),
        "parts": pictures.parts,
        "problems": problems,
    }


def _say(pictures: Pictures, options: argparse.Namespace) -> None:
    shape = "×".join(map(str, pictures.pixels.shape[1:]))
    print(f"{len(pictures):,} pictures of {shape} in {len(pictures.class_names)} classes → {options.out}")
    for name, count in zip(pictures.class_names, pictures.counts, strict=True):
        print(f"{count:8,}  {name}")
    lost = [problem for problem in pictures.problems if problem.is_lost]
    for problem in lost[:_LISTED]:
        complain(f"{problem.name}: {problem.reason}")
    if len(lost) > _LISTED:
        complain(f"{len(lost) - _LISTED} more files could not be read.")
