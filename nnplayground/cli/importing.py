"""``import``: a project from somebody's own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nnplayground.cli import importing_images, importing_table
from nnplayground.cli.arguments import add_json
from nnplayground.projects.kinds import Kind, kind_of

if TYPE_CHECKING:
    import argparse

    from nnplayground.cli.arguments import Commands

__all__ = ["add_to"]


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("import", help="make a project from your own pictures or your own table")
    parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a table, files or a folder")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the project, a .nnp file")
    importing_images.add_options(parser)
    importing_table.add_options(parser)
    add_json(parser)
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    is_table = len(options.paths) == 1 and kind_of(options.paths[0]) is Kind.TABLE
    return importing_table.run(options) if is_table else importing_images.run(options)
