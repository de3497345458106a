"""Where cards stand: where a hand has put them, or by the automatic layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.ui.editor.layout import Place, Size, arrange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.editor.outline import Outline

__all__ = ["places_of"]


def places_of(experiment: Experiment, outline: Outline, sizes: Mapping[str, Size]) -> dict[str, Place]:
    """Return the place of every card; one without a place of its own stands beside what it is joined to."""
    put = _put(experiment, outline)
    if all(id in put for id in outline.cards):
        return {id: put[id] for id in outline.cards}
    places = arrange(experiment.graph, sizes, outline.folded)
    if not put:
        return places
    neighbours = _neighbours(experiment, outline)
    order = (outline.shown[node] for node in experiment.graph.order())
    for id in dict.fromkeys([*order, *places]):
        anchor = next((other for other in neighbours[id] if other in put), None)
        if id not in put and anchor is not None:
            dx, dy = (places[id][axis] - places[anchor][axis] for axis in (0, 1))
            put[id] = (put[anchor][0] + dx, put[anchor][1] + dy)
    return {id: put.get(id, place) for id, place in places.items()}


def _put(experiment: Experiment, outline: Outline) -> dict[str, Place]:
    """Return where a hand has put cards; a folded block stands where its nodes would, if not elsewhere."""
    positions = experiment.layout.positions
    put: dict[str, Place] = {}
    for id in outline.cards:
        inside = [positions[node] for node in outline.nodes_of(id) if node in positions]
        if id in positions:
            put[id] = positions[id]
        elif inside:
            put[id] = (min(x for x, _ in inside), sum(y for _, y in inside) / len(inside))
    return put


def _neighbours(experiment: Experiment, outline: Outline) -> dict[str, list[str]]:
    """Return what each card is joined to, what feeds it first."""
    before: dict[str, list[str]] = {id: [] for id in outline.cards}
    after: dict[str, list[str]] = {id: [] for id in outline.cards}
    for edge in experiment.graph.edges:
        source, target = outline.shown[edge.source], outline.shown[edge.target]
        after[source].append(target)
        before[target].append(source)
    return {id: [*before[id], *after[id]] for id in outline.cards}
