"""The network as a diagram on paper: a box for every node, column by column, and the wires between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Graph, Node
from nnplayground.projects.plots import INK, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

__all__ = ["draw_network", "rows_of_network"]

_COLUMNS = 7  # in one row of the diagram
_WIDTH, _HEIGHT = 1.62, 0.72
_STEP, _LINE = 2.05, 1.0  # from column to column, and from box to box within one
_TITLE = 12  # letters of a title at full size
_GAP = 0.28  # between rows of columns

Say = Callable[[str], str]
Places = dict[str, tuple[float, float]]


def rows_of_network(experiment: Experiment) -> float:
    """Return how tall the diagram is, in inches at full width."""
    places, _columns = _placed(experiment.graph)
    low, high = min(y for _x, y in places.values()), max(y for _x, y in places.values())
    return 0.78 * (high - low + _LINE)


def draw_network(axes: Axes, experiment: Experiment, say: Say = str) -> None:
    """Draw the diagram."""
    from matplotlib.patches import FancyBboxPatch

    places, columns = _placed(experiment.graph)
    _draw_wires(axes, experiment.graph, places)
    report = experiment.report()
    for node in experiment.graph.nodes:
        x, y = places[node.id]
        box = FancyBboxPatch(
            (x - _WIDTH / 2, y - _HEIGHT / 2),
            _WIDTH,
            _HEIGHT,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor="white" if not node.muted else "#f5f6f8",
            edgecolor="#c9ced6",
            linewidth=0.9,
        )
        axes.add_patch(box)
        output = report.nodes[node.id].output
        shape = "" if output is None or not node.layer.outputs else f"→ {output}"
        title = say(node.title)
        size = 8.0 * min(1.0, _TITLE / max(1, len(title)))
        _write(axes, x, y + 0.19, title, INK, max(5.0, size), "semibold")
        _write(axes, x, y - 0.02, _subtitle(node, say), MUTED, 6.5, "regular")
        _write(axes, x, y - 0.21, shape, MUTED, 6.5, "regular")
    ys = [y for _x, y in places.values()]
    axes.set_xlim(-_WIDTH / 2 - 0.25, (columns - 1) * _STEP + _WIDTH / 2 + 0.25)
    axes.set_ylim(min(ys) - _LINE / 2, max(ys) + _LINE / 2)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _subtitle(node: Node, say: Say) -> str:
    text = say(node.layer.subtitle()) or say(type(node.layer).title)
    return text if len(text) <= 24 else f"{text[:23]}…"


def _write(axes: Axes, x: float, y: float, text: str, colour: str, size: float, weight: str) -> None:
    axes.text(
        x, y, text, ha="center", va="center", color=colour, fontsize=size, fontweight=weight, clip_on=True
    )


def _draw_wires(axes: Axes, graph: Graph, places: Places) -> None:
    from matplotlib.patches import PathPatch

    for edge in graph.edges:
        (x0, y0), (x1, y1) = places[edge.source], places[edge.target]
        x0, x1 = x0 + _WIDTH / 2, x1 - _WIDTH / 2
        path = _curve(x0, y0, x1, y1) if y1 - y0 > -_LINE or x1 > x0 else _detour(x0, y0, x1, y1)
        axes.add_patch(PathPatch(path, facecolor="none", edgecolor="#9aa3b2", linewidth=1.0, zorder=0))
        axes.plot([x1], [y1], "o", color="#9aa3b2", markersize=2.2, zorder=0)


def _curve(x0: float, y0: float, x1: float, y1: float) -> Path:
    from matplotlib.path import Path

    bend = max(0.18, abs(x1 - x0) / 2)
    points = [(x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1)]
    return Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])


def _detour(x0: float, y0: float, x1: float, y1: float) -> Path:
    """Return a way to an earlier column of a lower row: down beside the box and back between the rows."""
    from matplotlib.path import Path

    aside, between = (_STEP - _WIDTH) / 2, y1 + _HEIGHT / 2 + _GAP / 2
    right, left = x0 + aside, x1 - aside
    return Path([(x0, y0), (right, y0), (right, between), (left, between), (left, y1), (x1, y1)])


def _placed(graph: Graph) -> tuple[Places, int]:
    """Return the middle of every node, columns from left to right and rows of columns below one another."""
    columns: dict[int, list[str]] = {}
    for id, depth in _depths(graph).items():
        columns.setdefault(depth, []).append(id)
    places: Places = {}
    top = 0.0
    for start in range(0, len(columns), _COLUMNS):
        row = [columns[depth] for depth in sorted(columns)[start : start + _COLUMNS]]
        tallest = max(len(column) for column in row)
        for number, column in enumerate(row):
            for place, id in enumerate(column):
                offset = (tallest - len(column)) / 2 + place
                places[id] = number * _STEP, top - offset * _LINE
        top -= tallest * _LINE + _GAP
    return places, min(_COLUMNS, len(columns))


def _depths(graph: Graph) -> dict[str, int]:
    """Return the length of the longest way to every node."""
    found: dict[str, int] = {}
    for id in graph.order():
        before = [found[edge.source] for edge in graph.feeds(id) if edge.source in found]
        found[id] = max(before, default=-1) + 1
    return found
