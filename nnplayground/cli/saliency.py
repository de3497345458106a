"""``saliency``: what in a sample an answer comes from, or what deceives the network, without a window."""

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
    from nnplayground.core.experiment import Experiment
    from nnplayground.projects.saliency import Panel
    from nnplayground.projects.saliency_rows import RowExplained
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
    parser = commands.add_parser("saliency", help="explain what a trained network says of a sample")
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
        "--sample", type=_sample, default="test:1", metavar="PART:N", help="which sample, e.g. test:1"
    )
    asked.add_argument(
        "--class",
        dest="output",
        metavar="NAME|predicted|true",
        default="predicted",
        help="the class that is explained; of an attack, the one the network is to say",
    )
    asked.add_argument("--layer", default="", metavar="ID", help="of Grad-CAM; the last with maps by default")
    epsilon = "of an attack, as a share of the range of pixels, or of each input"
    asked.add_argument("--epsilon", type=_share, default=0.1, help=epsilon)
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
    from nnplayground.projects.saliency import ENDINGS
    from nnplayground.train.explaining.pictures import Pictures
    from nnplayground.train.explaining.subject import Subject
    from nnplayground.train.run import run_experiment

    experiment = with_settings(open_source(options.source), options)
    _require_explainable(experiment, options)
    if options.out is not None and options.out.suffix not in ENDINGS:
        sentence = (
            f"An explanation is written as {', '.join(ENDINGS)}, not as {options.out.suffix or 'that'}."
        )
        raise PlaygroundError(sentence, place="--out", remedy="Choose one of these endings.")
    run = run_experiment(experiment)
    subject = Subject(run.experiment, Pictures.of_prepared(run.prepared))
    subject.load({name: value.cpu().numpy() for name, value in run.state_dict().items()})
    raw, target = _raw(run, options.sample)
    answer = _attack if options.method in _ATTACKS else _explain
    said, shown, heading = answer(options, subject, raw, target)
    if options.out is not None:
        _write(shown, options.out, heading)
    if options.as_json:
        print_json({"sample": f"{options.sample.part}:{options.sample.index + 1}", **said})
    else:
        print(heading)
        if options.out is not None:
            print(f"Written to {options.out}.")
    return 0


def _require_explainable(experiment: Experiment, options: argparse.Namespace) -> None:
    spec = experiment.data.spec()
    is_row = len(spec.x.shape) == 1 and bool(spec.input_names)
    if len(spec.x.shape) != 3 and not is_row:
        sentence = "Only what a network says of pictures and of rows of numbers can be explained this way."
        raise PlaygroundError(sentence, place="data.dataset", remedy="Choose another data set.")
    if options.method in _ATTACKS and not spec.target.classes:
        sentence = "Only a network that tells classes apart can be deceived."
        raise PlaygroundError(sentence, place="--method", remedy="Choose another method.")


def _write(shown: Panels | RowExplained, file: Path, heading: str) -> None:
    from nnplayground.projects.saliency import write_panels
    from nnplayground.projects.saliency_rows import RowExplained, write_row

    if isinstance(shown, RowExplained):
        write_row(shown, file, heading)
    else:
        write_panels(shown, file, heading)


def _raw(run: Run, sample: Sample) -> tuple[Any, int | None]:
    """Return a sample as it is, and its class if it has one."""
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


Panels = dict[str, "Panel"]
Answer = tuple[dict[str, Any], "Panels | RowExplained", str]


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
    said = {"class": name, "score": score, "said": found.said.said.tolist(), "layer": found.layer}
    heading = f"What speaks for “{name}”, whose score is {score:.3f}."
    if found.picture.ndim == 1:
        columns = {method: known.values.reshape(-1) for method, known in found.maps.items()}
        row = _row(subject, found.picture, columns)
        maps = {method: values.tolist() for method, values in columns.items()}
        return {**said, "inputs": row.names, "values": found.picture.tolist(), "maps": maps}, row, heading
    panels: Panels = {"picture": (found.picture, "picture")}
    panels |= {method: (known.values, "map") for method, known in found.maps.items()}
    maps = {method: known.values.sum(axis=0).tolist() for method, known in found.maps.items()}
    return {**said, "maps": maps}, panels, heading


def _row(subject: Subject, values: Any, columns: dict[str, Any], changed: Any | None = None) -> RowExplained:
    from nnplayground.projects.saliency_rows import RowExplained

    return RowExplained(tuple(map(str, subject.pictures.spec.input_names)), values, columns, changed)


def _attack(options: argparse.Namespace, subject: Subject, raw: Any, target: int | None) -> Answer:
    from nnplayground.train.explaining.questions import AttackOn

    wished = _output(options, subject.pictures, target)
    question = AttackOn(
        options.sample, raw, target, options.method, options.epsilon, wished if wished != target else None
    )
    with subject.asking():
        found: Attacked = next(question.answers(subject, lambda: False))
    before, after = (_name(subject, said.winner) for said in (found.before, found.after))
    noise = found.changed - found.picture
    said = {
        "method": options.method,
        "epsilon": found.epsilon,
        "before": {"class": before, "said": found.before.said.tolist()},
        "after": {"class": after, "said": found.after.said.tolist()},
        "fgsm_turns_at": found.turns_at,
        "changed": found.changed.tolist(),
    }
    becomes = f"“{before}” becomes “{after}”" if after != before else f"still “{after}”"
    heading = f"{options.method.upper()} with ε = {found.epsilon:g}: {becomes}."
    if found.picture.ndim == 1:
        columns = {"change": noise, "share of the range": noise / subject.width.numpy()}
        row = _row(subject, found.picture, columns, found.changed)
        return {**said, "inputs": row.names, "values": found.picture.tolist()}, row, heading
    panels: Panels = {
        f"“{before}”": (found.picture, "picture"),
        "noise": (noise, "map"),
        f"“{after}”" if after != before else f"still “{after}”": (found.changed, "picture"),
    }
    return said, panels, heading


def _name(subject: Subject, output: int) -> str:
    names = subject.pictures.spec.class_names
    return str(names[output]) if output < len(names) else f"value {output + 1}"
