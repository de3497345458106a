"""Changes to an experiment from the command line: stop rules, seed, ``--set``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import whole
from nnplayground.core.errors import FileError, PlaygroundError

if TYPE_CHECKING:
    import argparse

    from nnplayground.cli.arguments import Parser
    from nnplayground.core.experiment import Experiment

__all__ = ["DEFAULT_EPOCHS", "add_settings", "stops_by_itself", "with_settings"]

DEFAULT_EPOCHS = 100
_RULES = ("epochs", "steps", "seconds", "until")


def add_settings(parser: Parser) -> None:
    """Declare what changes an experiment before it trains."""
    stop = parser.add_argument_group(
        "stop rules",
        f"Whatever is reached first. Without any, the experiment's own, or {DEFAULT_EPOCHS} epochs.",
    )
    stop.add_argument("--epochs", type=whole(), metavar="N", help="stop after N epochs")
    stop.add_argument("--steps", type=whole(), metavar="N", help="stop after N batches")
    stop.add_argument("--seconds", type=float, metavar="S", help="stop after S seconds of training")
    stop.add_argument("--until", metavar="COND", help='stop when it holds, e.g. "test_loss<0.05"')
    change = parser.add_argument_group("changes")
    change.add_argument("--seed", type=whole(), metavar="N", help="of weights, order of batches and noise")
    change.add_argument("--device", metavar="auto|cpu|cuda", help="where to compute")
    numbers = "float32|tf32|bfloat16|float64"
    change.add_argument("--precision", metavar=numbers, help="in which numbers to compute")
    ways = "auto|native|captured|eager"
    change.add_argument("--engine", metavar=ways, help="how steps are computed; auto takes the fastest")
    change.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="PATH=VALUE",
        dest="changes",
        help="change one value, e.g. training.learning_rate=0.1, data.noise=0.2, nodes.dense1.units=16",
    )


def stops_by_itself(options: argparse.Namespace) -> bool:
    """Tell whether the options say when a run ends."""
    return any(getattr(options, name) is not None for name in _RULES)


def with_settings(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment as the options want it.

    Raises
    ------
    PlaygroundError
        Naming the option that does not fit.
    """
    if options.seed is not None:
        experiment = _seeded(experiment, options.seed)
    for change in options.changes:
        path, value = _change(change)
        experiment = experiment.with_value(path, value)
    for name in ("device", "precision", "engine"):
        if getattr(options, name) is not None:
            experiment = _with_option(experiment, name, f"training.{name}", getattr(options, name))
    for name in _RULES:
        if getattr(options, name) is not None:
            experiment = _with_option(experiment, name, f"training.stop.{name}", getattr(options, name))
    return _ending(experiment)


def _seeded(experiment: Experiment, seed: int) -> Experiment:
    if experiment.data.stream == "seedrandom":
        sentence = (
            "This experiment takes its weights from the data's seed text, as TensorFlow Playground does."
        )
        raise PlaygroundError(sentence, place="--seed", remedy="Use --set data.seed_text=0.12345 instead.")
    return _with_option(experiment, "seed", "seed", seed)


def _with_option(experiment: Experiment, option: str, path: str, value: Any) -> Experiment:
    try:
        return experiment.with_value(path, value)
    except FileError as error:
        raise FileError(error.sentence, place=f"--{option}", remedy=error.remedy) from error


def _change(text: str) -> tuple[str, Any]:
    path, equals, value = text.partition("=")
    if not (equals and path.strip()):
        sentence = f"“{text}” does not say what is set to which value."
        raise PlaygroundError(sentence, place="--set", remedy="Write it like training.learning_rate=0.1.")
    return path.strip(), _value(value.strip())


def _value(text: str) -> Any:
    """Read JSON, and what is none as text, so that ``activation=relu`` needs no quotes."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _ending(experiment: Experiment) -> Experiment:
    stop = experiment.training.stop
    if any(rule is not None for rule in (*(getattr(stop, name) for name in _RULES), stop.patience)):
        return experiment
    return experiment.with_value("training.stop.epochs", DEFAULT_EPOCHS)
