"""``list``: what there is to choose from, found by discovery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import add_json
from nnplayground.cli.output import print_json
from nnplayground.core.activation import Activation
from nnplayground.core.dataset import Dataset
from nnplayground.core.layer import Layer
from nnplayground.core.loss import Loss
from nnplayground.core.training import Optimizer, Schedule
from nnplayground.projects import presets

if TYPE_CHECKING:
    import argparse

    from nnplayground.cli.arguments import Commands
    from nnplayground.core.component import Component

__all__ = ["add_to"]

_FAMILIES: dict[str, type[Component]] = {
    "datasets": Dataset,
    "layers": Layer,
    "activations": Activation,
    "losses": Loss,
    "optimizers": Optimizer,
    "schedules": Schedule,
}
_PRESETS = "presets"


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("list", help="show what there is to choose from")
    parser.add_argument("what", choices=(*_FAMILIES, _PRESETS), help="what to show")
    add_json(parser)
    parser.set_defaults(run=_list)


def _list(options: argparse.Namespace) -> int:
    items = _presets() if options.what == _PRESETS else _kinds(_FAMILIES[options.what])
    if options.as_json:
        print_json({"what": options.what, "items": items})
    else:
        _print_items(items)
    return 0


def _presets() -> list[dict[str, Any]]:
    loaded = ((name, presets.load(name)) for name in presets.names())
    return [{"name": name, "title": e.name(), "help": e.notes.get("en", "")} for name, e in loaded]


def _kinds(family: type[Component]) -> list[dict[str, Any]]:
    return [
        {
            "name": kind,
            "title": str(member.title),
            "help": str(member.help),
            "fields": {k: v for k, v in member.json_form()["properties"].items() if k != "kind"},
        }
        for kind, member in family.kinds().items()
    ]


def _print_items(items: list[dict[str, Any]]) -> None:
    width = max(len(item["name"]) for item in items)
    for item in items:
        print(f"{item['name']:{width}}  {item['help']}")
        for name, schema in item.get("fields", {}).items():
            print(f"{'':{width}}    {name} = {_default(schema)}")


def _default(schema: dict[str, Any]) -> str:
    default = schema.get("default")
    return "(none)" if default is None else str(default)
