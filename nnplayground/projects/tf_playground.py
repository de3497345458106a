"""TensorFlow Playground's links, read and written.

A link fixes every number of a run: its seed gives the data, the initial weights and the order. Reading one
makes an ordinary experiment with the few switches named that differ from this program's own habits: the
random stream, the carried remainder, the penalty after the step, 64-bit arithmetic. Missing and unknown keys
and values out of range are treated as the original's ``state.ts`` and ``playground.ts`` (Apache-2.0) do.
"""

from __future__ import annotations

import math
import random
import re
import string
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from pydantic import ValidationError

from nnplayground.core.component import Component
from nnplayground.core.data_config import DataConfig, Split
from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import FileError, explain_validation
from nnplayground.core.experiment import Experiment, ViewState
from nnplayground.core.features import PLAYGROUND_INPUTS
from nnplayground.core.graph import Graph, Node
from nnplayground.core.layer import NodeOptions
from nnplayground.core.loss import Task
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.core.training import Regularization, Training
from nnplayground.projects.chains import dense_chain, read_chain

__all__ = ["from_link", "is_link", "looks_like_link", "to_link"]

_HOST = "playground.tensorflow.org"
_HIDE = "_hide"

_DEFAULT_INPUTS = ("x", "y")
# Its links also hold cosX and cosY, which feed nothing.
_IDLE = ("cosX", "cosY", "collectStats")
_ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "sigmoid": "sigmoid", "linear": "identity"}
_PENALTIES = {"none": "none", "L1": "l1", "L2": "l2"}
_CLASSES = ("circle", "xor", "gauss", "spiral")
_VALUES = ("reg-plane", "reg-gauss")
_MAX_LAYERS = 1000
_SEED = r"[A-Za-z0-9._~-]+"


class _Options:
    """The keys of a link, read as the original reads them."""

    def __init__(self, link: str) -> None:
        pairs = (part.split("=") for part in urlsplit(_plain(link)).fragment.split("&"))
        self._values = {pair[0]: pair[1].strip() for pair in pairs if len(pair) > 1}

    def __contains__(self, name: str) -> bool:
        return bool(self._values.get(name))

    def text(self, name: str) -> str:
        """Return the value as the browser hands it on, percent signs and all."""
        return quote(self._values.get(name, ""), safe=string.punctuation, errors="replace")

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """Return a number, kept within what this program can express."""
        value = _number(self._values[name]) if name in self else default
        return min(max(default if math.isnan(value) else value, low), high)

    def flag(self, name: str, default: bool = False) -> bool:
        return self._values[name] != "false" if name in self else default

    def choice(self, name: str, known: Mapping[str, str], default: str) -> str:
        return known.get(self.text(name), known[default])

    def widths(self) -> list[int]:
        """Return the units of the hidden layers; the key without a value means none."""
        shape = unquote(self._values.get("networkShape", "4,2"))
        widths = [_number(part) for part in shape.split(",")] if shape else []
        for width in widths:
            if not (width >= 1 and width.is_integer()):
                sentence = _("core", "The link's networkShape “{shape}” is no list of layer sizes.")
                remedy = _("core", "Write it like networkShape=4,2.")
                raise FileError(sentence.format(shape=shape[:40]), remedy=remedy)
        if len(widths) > _MAX_LAYERS:
            sentence = _("core", "The link asks for {count} layers; at most {limit} are read.")
            raise FileError(sentence.format(count=len(widths), limit=_MAX_LAYERS))
        return [int(width) for width in widths]

    def hidden(self) -> tuple[str, ...]:
        """Return the names of hidden controls."""
        marked = (n for n, value in self._values.items() if n.endswith(_HIDE) and value == "true")
        return tuple(name.removesuffix(_HIDE) for name in marked)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _plain(link: str) -> str:
    """Undo what pages and LaTeX do to a link; other entities are none: ``&regDataset`` is no ®."""
    return re.sub(r"&(?:amp;|#38;)+", "&", re.sub(r"\\(?=[&_#%])", "", link.strip()))


def looks_like_link(text: str) -> bool:
    """Tell whether ``text`` is meant to be a link of any kind and not a file or a name."""
    return bool(re.match(r"\s*(https?://|(www\.)?playground\.tensorflow\.org)", text, re.IGNORECASE))


def is_link(text: str) -> bool:
    """Tell whether ``text`` is one link to TensorFlow Playground."""
    plain = _plain(text)
    if any(character.isspace() for character in plain):
        return False
    try:
        parts = urlsplit(plain if "://" in plain else f"https://{plain}")
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and host.removeprefix("www.") == _HOST


# -- reading -------------------------------------------------------------------------------------------


def from_link(link: str) -> Experiment:
    r"""Read a link as the experiment that replays it.

    Parameters
    ----------
    link : str
        As in the address bar, or as found in pages with ``&amp;`` or ``\\&``. Without a ``seed`` the
        experiment gets a new one.

    Raises
    ------
    FileError
        If it is no link to TensorFlow Playground.
    """
    if not is_link(link):
        remedy = _("core", "Copy it from the address bar; it begins with {start}.")
        raise FileError(
            _("core", "This is not a TensorFlow Playground link."),
            remedy=remedy.format(start=f"https://{_HOST}/#"),
        )
    try:
        return _experiment(_Options(link))
    except ValidationError as error:  # a layer of more neurons than any has
        raise explain_validation(error) from error


def _experiment(options: _Options) -> Experiment:
    data = _data(options)
    return Experiment(
        title=_title(type(data.dataset)),
        data=data,
        graph=_graph(options),
        training=_training(options),
        view=ViewState(
            show_test=options.flag("showTestData"),
            discretize=options.flag("discretize"),
            hidden=options.hidden()[:100],
        ),
    )


def _title(dataset: type[Dataset]) -> dict[str, str]:
    return {"en": f"TensorFlow Playground: {dataset.title}"}


def _is_regression(options: _Options) -> bool:
    return options.text("problem") == "regression"


def _data(options: _Options) -> DataConfig:
    names = _by_playground_name()
    if _is_regression(options):
        kind = options.choice("regDataset", {name: names[name] for name in _VALUES}, "reg-plane")
    else:
        kind = options.choice("dataset", {name: names[name] for name in _CLASSES}, "circle")
    noise = options.number("noise", 0, 0, math.inf)
    features = [f for name, f in PLAYGROUND_INPUTS.items() if options.flag(name, name in _DEFAULT_INPUTS)]
    if not features:
        sentence = _("core", "The link switches every input off, so that there is nothing to learn from.")
        raise FileError(sentence, remedy=_("core", "Switch one on, for example x=true."))
    return DataConfig(
        dataset=Dataset.named(kind).model_validate({"noise": (noise if noise <= 80 else 50) / 100}),
        features=tuple(features),
        split=Split(train=options.number("percTrainData", 50, 1, 100) / 100),
        stream="seedrandom",
        seed_text=(options.text("seed") or f"{random.SystemRandom().random():.5f}")[:200],
    )


def _by_playground_name() -> dict[str, str]:
    kinds = Dataset.kinds().items()
    return {name: kind for kind, cls in kinds if (name := getattr(cls, "playground_name", ""))}


def _graph(options: _Options) -> Graph:
    zero = options.flag("initZero")
    return dense_chain(
        options.widths(),
        options.choice("activation", _ACTIVATIONS, "tanh"),
        1,
        output_activation="identity" if _is_regression(options) else "tanh",
        loss="half_squared_error",
        options=_starts()[zero],
    )


def _training(options: _Options) -> Training:
    penalty = options.choice("regularization", _PENALTIES, "none")
    return Training.model_validate(
        {
            "optimizer": "sgd",
            "learning_rate": options.number("learningRate", 0.03, 0, 1e6),
            "batch_size": int(options.number("batchSize", 10, 1, 10_000_000)),
            "regularization": {
                "kind": penalty,
                "rate": options.number("regularizationRate", 0, 0, 1e6),
                "after_step": True,
                "dead_at_zero": penalty == "l1",
            },
            "shuffle": False,
            "remainder": "carry",
            "precision": "float64",
        }
    )


# -- writing -------------------------------------------------------------------------------------------


def to_link(experiment: Experiment) -> str:
    """Write the link that shows the same run in TensorFlow Playground.

    Raises
    ------
    FileError
        With the first thing that no link can say.
    """
    reason = _why_not(experiment)
    if reason:
        sentence = _("core", "TensorFlow Playground cannot show this: {reason}")
        raise FileError(sentence.format(reason=reason))
    values = {**_data_keys(experiment.data), **_network_keys(experiment)}
    values |= {f"{name}{_HIDE}": "true" for name in experiment.view.hidden}
    return f"https://{_HOST}/#" + "&".join(f"{name}={value}" for name, value in values.items())


def _why_not(experiment: Experiment) -> Text | None:
    chain = read_chain(experiment.graph)
    if chain is None:
        return _("core", "the network is not a single chain of dense layers.")
    return (
        _why_not_data(experiment.data)
        or _why_not_network(experiment, *chain)
        or _why_not_training(experiment)
    )


def _why_not_data(data: DataConfig) -> Text | None:
    dataset = data.dataset
    fresh = type(dataset)()
    if not getattr(dataset, "playground_name", ""):
        return _("core", "it has no data set {name}.").format(name=type(dataset).title)
    if dataset.count() != fresh.count():
        return _("core", "it always makes {count} samples.").format(count=fresh.count())
    if data.stream != "seedrandom":
        return _("core", "the samples do not come from its own random numbers.")
    if data.standardize or data.split.validation:
        return _("core", "it has no standardization and no validation part.")
    if not re.fullmatch(_SEED, data.seed_text):
        return _("core", "its seeds are made of letters, digits and points.")
    if getattr(dataset, "noise", 0.0) > 0.8:
        return _("core", "its noise ends at 80 %.")
    if data.chosen_features != tuple(f for f in PLAYGROUND_INPUTS.values() if f in data.chosen_features):
        return _("core", "its inputs are other features, or stand in another order.")
    return None


def _why_not_network(experiment: Experiment, dense: tuple[Node, ...], loss: Node) -> Text | None:
    regression = experiment.data.spec().task is Task.REGRESSION
    head = _fields(dense[-1])
    if head["units"] != 1 or _kind(head["activation"]) != ("identity" if regression else "tanh"):
        return _("core", "its output is one neuron, tanh for classes and linear for values.")
    if _kind(_fields(loss)["loss"]) != "half_squared_error":
        return _("core", "its loss is half the squared error.")
    activations = {_kind(_fields(node)["activation"]) for node in dense[:-1]}
    if len(activations) > 1 or not activations <= set(_ACTIVATIONS.values()):
        return _("core", "its hidden layers all use one of ReLU, tanh, sigmoid and linear.")
    if not all(_fields(node)["bias"] for node in dense) or dense[0].options not in _starts():
        return _("core", "its weights start between −0.5 and 0.5 with biases of 0.1, or all at 0.")
    if any(node.options != dense[0].options for node in dense):
        return _("core", "its layers cannot have options of their own.")
    return None


def _why_not_training(experiment: Experiment) -> Text | None:
    training, regularization = experiment.training, experiment.training.regularization
    if training.optimizer != type(training.optimizer)() or training.optimizer.kind != "sgd":
        return _("core", "its only optimizer is plain SGD.")
    if training.schedule.kind != "constant" or training.clip.kind != "none" or training.phases:
        return _("core", "it has no schedule, gradient clipping or phases.")
    if regularization not in _penalties(regularization):
        return _("core", "it applies L1 or L2 after each step, and weights that L1 makes 0 stay there.")
    if training.shuffle or training.remainder != "carry" or training.batch_size == "full":
        return _("core", "it never shuffles, and samples left over join the next epoch's first batch.")
    if training.precision != "float64":
        return _("core", "it computes in 64 bits.")
    return None


def _penalties(given: Regularization) -> list[Regularization]:
    return [
        Regularization.model_validate(
            {"kind": kind, "rate": given.rate, "after_step": True, "dead_at_zero": kind == "l1"}
        )
        for kind in _PENALTIES.values()
    ]


def _starts() -> tuple[NodeOptions, NodeOptions]:
    """Return the options of every layer without and with ``initZero``.

    With the stream ``seedrandom`` a layer's default start is the original's own.
    """
    zeros: Any = "zeros"
    return NodeOptions(), NodeOptions(initialization=zeros, bias_start=0.0)


def _percent(share: float) -> str:
    return _shortest(round(100 * share, 9))


def _fields(node: Node) -> dict[str, Any]:
    return {name: getattr(node.layer, name) for name in type(node.layer).model_fields}


def _kind(component: Component | None) -> str:
    return component.kind if component else ""


def _data_keys(data: DataConfig) -> dict[str, str]:
    name = str(getattr(data.dataset, "playground_name", ""))
    regression = name in _VALUES
    inputs = {key: _flag(feature in data.chosen_features) for key, feature in PLAYGROUND_INPUTS.items()}
    return {
        "problem": "regression" if regression else "classification",
        "regDataset" if regression else "dataset": name,
        "noise": _percent(getattr(data.dataset, "noise", 0.0)),
        "percTrainData": _percent(data.split.train),
        "seed": data.seed_text,
        **inputs,
        **dict.fromkeys(_IDLE, "false"),
    }


def _network_keys(experiment: Experiment) -> dict[str, str]:
    training, chain = experiment.training, read_chain(experiment.graph)
    dense = chain[0] if chain else ()
    hidden = [_fields(node) for node in dense[:-1]]
    activation = _kind(hidden[0]["activation"]) if hidden else "tanh"
    return {
        "activation": _key(_ACTIVATIONS, activation),
        "networkShape": ",".join(str(fields["units"]) for fields in hidden),
        "initZero": _flag(dense[0].options == _starts()[1]),
        "learningRate": _shortest(training.learning_rate),
        "regularization": _key(_PENALTIES, training.regularization.kind),
        "regularizationRate": _shortest(training.regularization.rate),
        "batchSize": str(training.batch_size),
        "showTestData": _flag(experiment.view.show_test),
        "discretize": _flag(experiment.view.discretize),
    }


def _key(names: Mapping[str, str], value: str) -> str:
    return next(name for name, meant in names.items() if meant == value)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _shortest(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
