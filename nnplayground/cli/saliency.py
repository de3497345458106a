"""``saliency``: what in a picture an answer comes from, or what deceives the network, without a window."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnplayground.cli.arguments import add_json, add_source
from nnplayground.cli.output import print_json
from nnplayground.cli.settings import add_settings, with_settings
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects.source import open_source
from nnplayground.train.explaining.questions import METHODS

if TYPE_CHECKING:
    import argparse

    from nnplayground.cli.arguments import Commands
    from nnplayground.projects.saliency import Panel
    from nnplayground.train.explaining.pictures import Pictures
    from nnplayground.train.explaining.questions import Attacked, Explained
    from nnplayground.train.explaining.subject import Subject
    from nnplayground.train.run import Run
    from nnplayground.train.traces import Sample

__all__ = ["add_to"]

_ATTACKS = ("fgsm", "pgd")
_ALL = "all"


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser("saliency", help="explain what a trained network says of a picture")
    add_source(parser)
    add_settings(parser)
    asked = parser.add_argument_group("explanation")
    asked.add_argument(
        "--method",
        choices=(_ALL, *METHODS, *_ATTACKS),
        default=_ALL,
        help="how the answer is explained; fgsm and pgd make an adversarial example instead",
    )
    asked.add_argument(
        "--sample", type=_sample, default="test:1", metavar="PART:N", help="which picture, e.g. test:1"
    )
    asked.add_argument(
        "--class",
        dest="output",
        metavar="NAME|predicted|true",
        default="predicted",
        help="the class that is explained; of an attack, the one the network is to say",
    )
    asked.add_argument("--layer", default="", metavar="ID", help="of Grad-CAM; the last with maps by default")
    asked.add_argument("--epsilon", type=_share, default=0.1, help="of an attack, as a share of the range")
    results = parser.add_argument_group("results")
    results.add_argument("--out", type=Path, metavar="FILE", help="write it there: .png, .npz or .csv")
    add_json(results)
    parser.set_defaults(run=_saliency)


def _sample(text: str) -> Sample:
    from nnplayground.train.traces import Sample

    match = re.fullmatch(r"(train|validation|test):([1-9]\d{0,8})", text)
    if match is None:
        raise ArgumentTypeError(f"must be like test:1, not {text!r}")
    return Sample(match[1], int(match[2]) - 1)


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ArgumentTypeError(f"must be a number from 0 to 1, not {text!r}")
    return value


def _saliency(options: argparse.Namespace) -> int:
    from nnplayground.projects.saliency import ENDINGS, write_panels
    from nnplayground.train.explaining.pictures import Pictures
    from nnplayground.train.explaining.subject import Subject
    from nnplayground.train.run import run_experiment

    experiment = with_settings(open_source(options.source), options)
    if len(experiment.data.spec().x.shape) != 3:
        sentence = "Only what a network says of pictures can be explained this way."
        raise PlaygroundError(sentence, place="data.dataset", remedy="Choose a data set of pictures.")
    if options.out is not None and options.out.suffix not in ENDINGS:
        sentence = (
            f"An explanation is written as {', '.join(ENDINGS)}, not as {options.out.suffix or 'that'}."
        )
        raise PlaygroundError(sentence, place="--out", remedy="Choose one of these endings.")
    run = run_experiment(experiment)
    subject = Subject(run.experiment, Pictures.of_prepared(run.prepared))
    subject.load({name: value.cpu().numpy() for name, value in run.state_dict().items()})
    raw, target = _picture(run, options.sample)
    answer = _attack if options.method in _ATTACKS else _explain
    said, panels, heading = answer(options, subject, raw, target)
    if options.out is not None:
        write_panels(panels, options.out, heading)
    if options.as_json:
        print_json({"sample": f"{options.sample.part}:{options.sample.index + 1}", **said})
    else:
        print(heading)
        if options.out is not None:
            print(f"Written to {options.out}.")
    return 0


def _picture(run: Run, sample: Sample) -> tuple[Any, int | None]:
    """Return the raw picture of a sample, and its class if it has one."""
    x, y = (getattr(run.prepared, f"{kind}_{sample.part}") for kind in ("raw", "y"))
    if sample.index >= len(x):
        sentence = f"The part “{sample.part}” has {len(x):,} samples."
        raise PlaygroundError(sentence, place="--sample", remedy="Choose one of these.")
    target = y[sample.index]
    return x[sample.index], int(target) if run.prepared.spec.target.classes and target.ndim == 0 else None


def _output(options: argparse.Namespace, about: Pictures, target: int | None) -> int | None:
    """Return the class that is meant; None is the predicted one, or any other."""
    if options.output == "predicted":
        return None
    if options.output == "true" and target is not None:
        return target
    names = [str(name) for name in about.spec.class_names]
    if options.output in names:
        return names.index(options.output)
    sentence = f"There is no class “{options.output}”."
    remedy = f"The classes are {', '.join(names)}." if names else "The network gives values."
    raise PlaygroundError(sentence, place="--class", remedy=remedy)


Answer = tuple[dict[str, Any], dict[str, "Panel"], str]


def _explain(options: argparse.Namespace, subject: Subject, raw: Any, target: int | None) -> Answer:
    from nnplayground.train.explaining.questions import Explain

    methods = METHODS if options.method == _ALL else (options.method,)
    output = _output(options, subject.pictures, target)
    question = Explain(options.sample, raw, output, options.layer, methods)
    with subject.asking():
        states: list[Explained] = list(question.answers(subject, lambda: False))
    if not states:
        sentence = "No layer of this network has maps, so that there is no Grad-CAM."
        raise PlaygroundError(sentence, place="--method", remedy="Choose another method.")
    found = states[-1]
    if options.layer and found.layer != options.layer:
        listed = ", ".join(found.layers)
        remedy = f"Those with maps are {listed}." if listed else "No layer of this network has maps."
        raise PlaygroundError(f"Layer “{options.layer}” has no maps.", place="--layer", remedy=remedy)
    name, score = _name(subject, found.output), float(found.said.scores[found.output])
    panels: dict[str, Panel] = {"picture": (found.picture, "picture")}
    panels |= {method: (known.values, "map") for method, known in found.maps.items()}
    said = {
        "class": name,
        "score": score,
        "said": found.said.said.tolist(),
        "layer": found.layer,
        "maps": {method: known.values.sum(axis=0).tolist() for method, known in found.maps.items()},
    }
    return said, panels, f"What speaks for “{name}”, whose score is {score:.3f}."


def _attack(options: argparse.Namespace, subject: Subject, raw: Any, target: int | None) -> Answer:
    from nnplayground.train.explaining.questions import AttackOn

    wished = _output(options, subject.pictures, target)
    question = AttackOn(
        options.sample, raw, target, options.method, options.epsilon, wished if wished != target else None
    )
    with subject.asking():
        found: Attacked = next(question.answers(subject, lambda: False))
    before, after = (_name(subject, said.winner) for said in (found.before, found.after))
    panels: dict[str, Panel] = {
        f"“{before}”": (found.picture, "picture"),
        "noise": (found.changed - found.picture, "map"),
        f"“{after}”" if after != before else f"still “{after}”": (found.changed, "picture"),
    }
    said = {
        "method": options.method,
        "epsilon": found.epsilon,
        "before": {"class": before, "said": found.before.said.tolist()},
        "after": {"class": after, "said": found.after.said.tolist()},
        "fgsm_turns_at": found.turns_at,
        "changed": found.changed.tolist(),
    }
    return said, panels, f"{options.method.upper()} with ε = {found.epsilon:g}: “{before}” becomes “{after}”."


def _name(subject: Subject, output: int) -> str:
    names = subject.pictures.spec.class_names
    return str(names[output]) if output < len(names) else f"value {output + 1}"
