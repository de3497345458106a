"""Which panel shows which kind of node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.ui.neuron.reading import is_sum
from nnplayground.ui.neuron.sum_panel import SumPanel

if TYPE_CHECKING:
    from nnplayground.core.graph import Node
    from nnplayground.ui.neuron.panel import Panel
    from nnplayground.ui.neuron.sight import Sight

__all__ = ["can_open", "new_panel", "panel_kind"]


def can_open(node: Node) -> bool:
    """Tell whether there is something to look into."""
    return is_sum(node)


def panel_kind(sight: Sight) -> type[Panel] | None:
    """Return the class of the panel for what is looked into."""
    return SumPanel if is_sum(sight.here) else None


def new_panel(kind: type[Panel]) -> Panel:
    """Make a panel."""
    return kind()
