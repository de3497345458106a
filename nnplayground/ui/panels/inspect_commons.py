"""What holds globally for the fields and options of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.core.edits import common_activation, hidden_nodes
from nnplayground.ui.forms import Common
from nnplayground.ui.numbers import format_compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.core.graph import Graph, Node
    from nnplayground.core.training import Training

__all__ = ["field_commons", "option_commons"]

translate = QCoreApplication.translate


def field_commons(graph: Graph, nodes: Sequence[Node]) -> dict[str, Common]:
    """Return the activation of most hidden layers, where the nodes are such layers."""
    activation = common_activation(graph)
    hidden = {node.id for node in hidden_nodes(graph)}
    if activation is None or not all(node.id in hidden for node in nodes):
        return {}
    return {"activation": Common(activation)}


def option_commons(training: Training) -> dict[str, Common]:
    """Return what nodes without options of their own follow."""
    rule = training.regularization
    rates = {kind: rule.rate if rule.kind == kind else 0.0 for kind in ("l1", "l2")}
    factor = translate("Inspector", "1 × {rate}").format(rate=format_compact(training.learning_rate))
    usual = translate("Inspector", "PyTorch's default")
    return {
        "learning_rate_factor": Common(1.0, factor),
        "l1": Common(None, _global(rates["l1"]), rates["l1"]),
        "l2": Common(None, _global(rates["l2"]), rates["l2"]),
        "initialization": Common(None, usual),
        "bias_start": Common(None, usual),
    }


def _global(rate: float) -> str:
    return translate("Inspector", "{rate} (global)").format(rate=format_compact(rate))
