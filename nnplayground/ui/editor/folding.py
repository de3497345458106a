"""Folding and opening blocks in place, as pure functions: experiment in, experiment out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnplayground.core.blocks import contents, enclosing
from nnplayground.ui.editor.layout import BLOCK_HEADER, BLOCK_PAD
from nnplayground.ui.editor.outline import Outline
from nnplayground.ui.editor.placing import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.editor.layout import Place, Size

    SizeOf = Callable[[str], Size]

__all__ = ["folded", "opened", "unfolded_to"]


def folded(experiment: Experiment, id: str, size_of: SizeOf) -> Experiment:
    """Draw a block as one card, in the middle of where its cards stood; what stands behind closes up."""
    if id in experiment.layout.folded:
        return experiment
    shut = _with_folded(experiment, (*experiment.layout.folded, id))
    if not experiment.layout.positions:
        return shut
    places = _places(experiment, size_of)
    left, top, width, height = _frame(experiment, id, places, size_of)
    own_width, own_height = size_of(id)
    positions = {**experiment.layout.positions, id: (left, round(top + (height - own_height) / 2))}
    return _placed(shut, _shifted(shut, positions, places, left + width, own_width - width, id))


def opened(experiment: Experiment, id: str, size_of: SizeOf) -> Experiment:
    """Show a block's cards in place of its own; what stands behind makes room."""
    wide = _with_folded(experiment, tuple(other for other in experiment.layout.folded if other != id))
    if not experiment.layout.positions:
        return wide
    places = _places(experiment, size_of)
    (x, y), (own_width, own_height) = places[id], size_of(id)
    inner = _places(wide, size_of)
    left, top, width, height = _frame(wide, id, inner, size_of)
    dx, dy = round(x - left), round(y + own_height / 2 - (top + height / 2))
    inside = Outline(wide.graph, frozenset(wide.layout.folded)).cards_in(id)
    moved = {card: (inner[card][0] + dx, inner[card][1] + dy) for card in inside}
    positions = {**{k: p for k, p in experiment.layout.positions.items() if k != id}, **moved}
    return _placed(wide, _shifted(wide, positions, places, x + own_width, width - own_width, id))


def unfolded_to(experiment: Experiment, ids: tuple[str, ...], size_of: SizeOf) -> Experiment:
    """Open every block that hides one of some nodes."""
    around = {block for id in ids for block in enclosing(experiment.graph, id)}
    for block in [block for block in experiment.layout.folded if block in around]:
        experiment = opened(experiment, block, size_of)
    return experiment


def _with_folded(experiment: Experiment, blocks: tuple[str, ...]) -> Experiment:
    return experiment.replace(layout=experiment.layout.replace(folded=blocks))


def _placed(experiment: Experiment, positions: Mapping[str, Place]) -> Experiment:
    return experiment.replace(layout=experiment.layout.replace(positions=dict(positions)))


def _places(experiment: Experiment, size_of: SizeOf) -> dict[str, Place]:
    outline = Outline(experiment.graph, frozenset(experiment.layout.folded))
    return places_of(experiment, outline, {id: size_of(id) for id in outline.cards})


def _frame(
    experiment: Experiment, id: str, places: Mapping[str, Place], size_of: SizeOf
) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the frame around an open block's cards."""
    cards = Outline(experiment.graph, frozenset(experiment.layout.folded)).cards_in(id)
    left = min(places[card][0] for card in cards) - BLOCK_PAD
    top = min(places[card][1] for card in cards) - BLOCK_HEADER
    right = max(places[card][0] + size_of(card)[0] for card in cards) + BLOCK_PAD
    bottom = max(places[card][1] + size_of(card)[1] for card in cards) + BLOCK_PAD
    return left, top, right - left, bottom - top


def _shifted(
    experiment: Experiment,
    positions: Mapping[str, Place],
    places: Mapping[str, Place],
    edge: float,
    by: float,
    block: str,
) -> dict[str, Place]:
    """Move what stands wholly to the right of ``edge``, with the nodes of folded blocks, by a distance."""
    outline = Outline(experiment.graph, frozenset(experiment.layout.folded))
    inside = {block, *outline.cards_in(block)}
    behind = {card for card, (x, _) in places.items() if x >= edge - 1 and card not in inside}
    moving = behind.union(*(contents(experiment.graph, card) for card in behind))
    return {id: (x + by, y) if id in moving else (x, y) for id, (x, y) in positions.items()}
