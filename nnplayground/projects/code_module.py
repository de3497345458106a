"""The network alone as a file of PyTorch: the class, how raw samples become its input, how it is loaded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnplayground.core.experiment import Experiment
from nnplayground.core.features import Feature, parse_feature
from nnplayground.core.loss import Link
from nnplayground.projects.code_net import Code, NetCode, Source

if TYPE_CHECKING:
    from nnplayground.data.prepare import PreparedData

__all__ = ["module_code"]

_LINKS = {
    Link.SIGMOID: ("probability of the second class", "net(x).sigmoid()"),
    Link.SOFTMAX: ("probabilities of the classes", "net(x).softmax(dim=1)"),
    Link.SIGN: ("score, above 0 for the second class", "net(x)"),
    Link.IDENTITY: ("prediction", "net(x)"),
}
_LONGEST_LIST = 6


def module_code(experiment: Experiment, weights: str, data: PreparedData | None = None) -> Code:
    """Return the file.

    Parameters
    ----------
    experiment : Experiment
    weights : str
        The name of the file of safetensors beside it.
    data : PreparedData, optional
        Gives the mean and the deviation that samples are standardized with; without it a remark stands there.

    Raises
    ------
    PlaygroundError
        If the graph cannot be trained.
    """
    net, source = NetCode(experiment, replays=False), Source()
    name = experiment.name().replace("\\", "/").replace('"', "'") or "Experiment"
    source.add(f'"""{name}: a network of NN Playground as a PyTorch module."""', "")
    source.add("from pathlib import Path", "", "import torch", "from safetensors.torch import load_file")
    source.add("from torch import nn")
    for block in net.helpers():
        source.add("", "", block)
    source.add("", "")
    net.write(source)
    _add_features(source, experiment, data)
    _add_load(source, experiment, weights)
    _add_predict(source, net)
    return source.code()


def _add_load(source: Source, experiment: Experiment, weights: str) -> None:
    double = ".double()" if experiment.training.precision == "float64" else ""
    source.add("", "", f"def load(path=Path(__file__).with_name({json.dumps(weights)})):")
    source.add('"""Return the trained network, ready to predict."""', indent=1)
    source.add(f"net = Net(){double}", "net.load_state_dict(load_file(path))", "return net.eval()", indent=1)


def _add_predict(source: Source, net: NetCode) -> None:
    if len(net.outputs()) != 1:
        return
    layer, inputs = net.losses[0].layer, net.report.nodes[net.losses[0].id].inputs
    assert inputs is not None
    what, value = _LINKS[layer.link(inputs)]  # type: ignore[attr-defined] # of loss nodes
    source.add("", "", "def predict(net, raw):")
    source.add(f'"""Return the {what} for raw samples."""', "x = features(raw)", indent=1)
    source.add("with torch.no_grad():", f"    return {value}", indent=1)


# -- from raw samples to inputs ------------------------------------------------------------------------


def _add_features(source: Source, experiment: Experiment, data: PreparedData | None) -> None:
    spec = experiment.data.spec()
    names, real = spec.feature_names, "float64" if experiment.training.precision == "float64" else "float32"
    shape = f"(n, {len(spec.input_names)})" if spec.input_names else f"(n, {str(spec.x.shape)[1:-1]})"
    scaled = _add_scale(source, data) if experiment.data.standardize else False
    source.add("", "", "def features(raw):")
    said = f"of shape {shape} into what the network reads"
    source.add(f'"""Turn raw samples {said}."""', indent=1)
    source.add("raw = torch.as_tensor(raw, dtype=torch.float64)", indent=1)
    plain = names == tuple(f"x{i + 1}" for i in range(len(spec.input_names)))
    if not spec.input_names or plain:
        source.add("x = raw", indent=1)
    else:
        columns = ", ".join(_column(parse_feature(name)) for name in names)
        source.add(f"x = torch.stack([{columns}], dim=1)", indent=1)
    source.add(*(("x = (x - MEAN) / STD",) if scaled else ()), f"return x.to(torch.{real})", indent=1)


def _column(feature: Feature) -> str:
    if feature.wave:
        return f"torch.{feature.wave}(raw[:, {feature.powers[0][0]}])"
    factors = (
        f"raw[:, {column}]" + (f" ** {power}" if power > 1 else "") for column, power in feature.powers
    )
    return " * ".join(factors)


def _add_scale(source: Source, data: PreparedData | None) -> bool:
    source.add("", "# Of the training samples: what the network reads has mean 0 and deviation 1.")
    if data is None:
        source.add("MEAN, STD = …, …  # in the saved file")
        return True
    # Channels of pictures share theirs, so that one number each is enough.
    first = (slice(None), *(slice(0, 1) for _axis in data.mean.shape[1:]))
    for name, values in (("MEAN", data.mean[first]), ("STD", data.std[first])):
        source.add(f"{name} = torch.tensor({_list(values.tolist())}, dtype=torch.float64)")
    return True


def _list(values: Sequence[object]) -> str:
    if len(values) <= _LONGEST_LIST:
        return repr(values)
    rows = (values[i : i + _LONGEST_LIST] for i in range(0, len(values), _LONGEST_LIST))
    return "[\n" + "".join(f"    {', '.join(map(repr, row))},\n" for row in rows) + "]"
