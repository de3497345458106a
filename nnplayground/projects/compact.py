"""An experiment as short as it can be written, to be read inside of a script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from nnplayground.core.data_config import DataConfig
from nnplayground.core.experiment import Experiment
from nnplayground.core.training import Training

__all__ = ["compact_text"]


def compact_text(experiment: Experiment) -> str:
    """Return an experiment as JSON that leaves out what is as it always is, one node or wire per line."""
    whole = experiment.to_dict()
    data = _changed(whole["data"], DataConfig(dataset=experiment.data.dataset).model_dump(mode="json"))
    data = {"dataset": whole["data"]["dataset"], **data}
    training = _changed(whole["training"], Training().model_dump(mode="json"))
    nodes = [
        {k: v for k, v in node.items() if v is not None and k != "block"} for node in whole["graph"]["nodes"]
    ]
    parts = [f'"seed": {experiment.seed}', f'"data": {_json(data)}', f'"training": {_json(training)}']
    rows = {"nodes": nodes, "edges": whole["graph"]["edges"]}
    lists = (f'"{name}": [\n  {_joined(values)}\n ]' for name, values in rows.items())
    return "{" + ",\n ".join(parts) + ',\n "graph": {' + ", ".join(lists) + "}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _joined(values: Iterable[Any]) -> str:
    return ",\n  ".join(map(_json, values))


def _changed(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value != defaults.get(name)}
