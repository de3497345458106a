"""``download``: fetch a published data set, so that training can use it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import add_json
from nnplayground.cli.interrupt import interruptible
from nnplayground.cli.output import print_json
from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.registry import suggestion
from nnplayground.data.downloading import Stopped
from nnplayground.data.image_downloads import PublishedPictures
from nnplayground.data.images.found import size_text

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from nnplayground.cli.arguments import Commands

__all__ = ["add_to"]


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("download", help="fetch a data set from its publisher, once")
    parser.add_argument("dataset", metavar="DATASET", help="mnist, fashion-mnist or cifar-10")
    parser.add_argument("--from", dest="place", default="", metavar="URL", help="a mirror to fetch from")
    add_json(parser)
    parser.set_defaults(run=_download)


def _download(options: argparse.Namespace) -> int:
    kind = _kind(options.dataset)
    was_here = kind.published.is_here()
    folder = kind.published.folder() if was_here else _fetched(kind, options.place)
    if options.as_json:
        said = {"dataset": options.dataset, "folder": str(folder), "bytes": kind.published.size}
        print_json({**said, "was_here": was_here})
    else:
        size = size_text(kind.published.size)
        print(f"{kind.title} {'was' if was_here else 'is'} in {folder} ({size}).")
    return 0


def _kind(name: str) -> type[PublishedPictures]:
    known = {n: kind for n, kind in Dataset.kinds().items() if issubclass(kind, PublishedPictures)}
    if name not in known:
        sentence = f"“{name}” is no data set that can be downloaded."
        raise PlaygroundError(sentence, remedy=str(suggestion(name, known)))
    return known[name]


def _fetched(kind: type[PublishedPictures], place: str) -> Path:
    with interruptible() as interrupted, _bar(kind) as bar:
        try:
            return kind.published.fetch(lambda done, _of: bar.update(done - bar.n), interrupted.is_set, place)
        except Stopped as error:
            raise KeyboardInterrupt from error


def _bar(kind: type[PublishedPictures]) -> Any:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would only refresh bars that nobody updates
    return tqdm(
        desc=str(kind.title),
        total=kind.published.size,
        unit="B",
        unit_scale=True,
        file=sys.stderr,
        dynamic_ncols=True,
        leave=False,
        disable=None,  # when standard error is no terminal
    )
