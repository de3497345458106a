"""Which panel shows which kind of node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.ui.neuron.ledger import has_ledger
from nnplayground.ui.neuron.reading import is_sum
from nnplayground.ui.neuron.window import is_convolution

if TYPE_CHECKING:
    from nnplayground.core.graph import Node
    from nnplayground.ui.neuron.panel import Panel

__all__ = ["can_open", "new_panel", "panel_kind"]


def can_open(node: Node) -> bool:
    """Tell whether there is something to look into."""
    return panel_kind(node) is not None


def panel_kind(node: Node) -> type[Panel] | None:
    """Return the class of the panel that shows a node from within."""
    from nnplayground.ui.neuron.conv_panel import ConvPanel
    from nnplayground.ui.neuron.ledger_panel import LedgerPanel
    from nnplayground.ui.neuron.sum_panel import SumPanel

    if node.muted:
        return None
    if is_sum(node):
        return SumPanel
    if is_convolution(node):
        return ConvPanel
    return LedgerPanel if has_ledger(type(node.layer).kind) else None


def new_panel(kind: type[Panel]) -> Panel:
    """Make a panel."""
    return kind()
