"""A network that sees small pictures slides over a large one, and says for every place what is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import translatable as _
from nnplayground.train.explaining.sliding_rule import global_pool

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.explaining.pictures import Pictures
    from nnplayground.train.explaining.subject import Subject
    from nnplayground.train.program import Call

__all__ = ["Placed", "Scene", "composed", "slid"]

_SIZE = (2.6, 6.0)  # of a scene, in sides of a picture
_COUNT = 6
_TRIES = 400
_GAP = 1.2  # of a side, the least distance of two pictures along some axis


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in a scene: its number among the samples, its class and its corner."""

    index: int
    label: int
    top: int
    left: int


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A large picture made of samples.

    Attributes
    ----------
    pixels : ndarray
        (channels, height, width) before standardization.
    placed : tuple of Placed
    """

    pixels: NDArray[np.float32]
    placed: tuple[Placed, ...]


def composed(pictures: Pictures, seed: int, count: int = _COUNT) -> Scene:
    """Put some samples onto a large ground, nowhere on top of each other.

    The ground is made of pixels from the borders of samples, so that it looks to the network like what it
    knows; in colour it is their median.

    Parameters
    ----------
    seed : int
        Of samples, places and ground.
    count : int
        How many pictures there are at most.
    """
    rng = np.random.default_rng(seed)
    _channels, high, wide = pictures.spec.x.shape
    size = round(_SIZE[0] * high), round(_SIZE[1] * wide)
    pixels = _ground(pictures, size, rng)
    placed: list[Placed] = []
    order = rng.permutation(len(pictures.x))
    for _try in range(_TRIES):
        if len(placed) == min(count, len(order)):
            break
        top, left = int(rng.integers(size[0] - high + 1)), int(rng.integers(size[1] - wide + 1))
        if all(abs(top - p.top) >= _GAP * high or abs(left - p.left) >= _GAP * wide for p in placed):
            index = int(order[len(placed)])
            _put(pixels[:, top : top + high, left : left + wide], pictures.x[index])
            placed.append(Placed(index, int(pictures.y[index]), top, left))
    return Scene(pixels, tuple(placed))


def _ground(pictures: Pictures, size: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    x = pictures.x
    edges = np.concatenate([x[:, :, 0], x[:, :, -1], x[:, :, :, 0], x[:, :, :, -1]], axis=2)
    if edges.shape[1] == 1:
        return rng.choice(edges.reshape(-1), (1, *size)).astype(np.float32)
    colour = np.median(edges, axis=(0, 2))
    return np.broadcast_to(colour[:, None, None], (len(colour), *size)).astype(np.float32)


def _put(room: NDArray[np.float32], picture: NDArray[Any]) -> None:
    """Draw a picture over what is there; of grey ones the ink, so that neighbours may touch."""
    if len(picture) == 1:
        np.maximum(room, picture, out=room, casting="same_kind")
    else:
        room[...] = picture


def slid(subject: Subject, pixels: NDArray[np.float32]) -> tuple[NDArray[np.float32], tuple[int, int]]:
    r"""Return what the network says of every window of a large picture (Long, Shelhamer and Darrell 2015).

    Convolutions run once over the whole; the global pooling takes windows as large as the maps it has
    learned with, and what follows it runs at every place. Away from padding this is what the network says
    of the cut-out window.

    Parameters
    ----------
    pixels : ndarray
        (channels, height, width), at least as large as a sample.

    Returns
    -------
    scores : ndarray
        (classes, rows, columns).
    step : (int, int)
        Window (i, j) has its corner at (i · step, j · step) pixels and is as large as a sample.

    Raises
    ------
    PlaygroundError
        If something in the network is bound to the size of its pictures.
    """
    program = subject.program
    pool = global_pool(program.graph, program.report)
    if pool is None:
        sentence = _("core", "This network is bound to the size of its pictures and cannot slide.")
        remedy = _("core", "Let it end in convolutions and a global pooling.")
        raise PlaygroundError(sentence, place="graph", remedy=remedy)
    call = next(call for call in program.calls if call.node == pool)
    known = program.report.nodes[pool].inputs
    assert known is not None
    window = known.one().shape[1:]
    with torch.no_grad():
        x = subject.standardized_as_large(subject.tensor(pixels)[None])
        slots = program.run(x, None, program.leading_to(call.reads))
        maps: Tensor = slots[call.reads[0]]
        means = program.graph.node(pool).layer.kind == "global_avg_pool"
        pooling = functional.avg_pool2d if means else functional.max_pool2d
        pooled: Tensor = pooling(maps, window, stride=1)
        rows, columns = pooled.shape[2:]
        slots[call.writes[0]] = pooled[0].flatten(1).T  # every place is a sample
        _finish(subject, slots, call)
        scores = subject.read(slots).T.reshape(-1, rows, columns)
    return scores.float().numpy(), _step(subject, pool, (rows, columns), pixels.shape[1:])


def _step(subject: Subject, pool: str, places: tuple[int, ...], size: tuple[int, ...]) -> tuple[int, int]:
    """Return how far windows lie apart: as the layers say, or as many as fit the picture show."""
    program = subject.program
    (edge,) = program.graph.feeds(pool)
    field = program.report.nodes[edge.source].receptive
    if field is not None:
        return round(field.step[0]), round(field.step[1])
    side = subject.pictures.spec.x.shape[1:]
    steps = [round((s - w) / max(1, n - 1)) for s, w, n in zip(size, side, places, strict=True)]
    return steps[0], steps[1]


def _finish(subject: Subject, slots: list[Any], pool: Call) -> None:
    """Run what comes behind the pooling."""
    program = subject.program
    whole = program.leading_to([subject.main.prediction])
    for call in (pool, *_behind(whole, pool)):
        if call is not pool:
            slots[call.writes[0]] = call.module(*[slots[read] for read in call.reads])
        if call.node in program.masks:
            slots[call.writes[0]] = slots[call.writes[0]] * program.masks[call.node]


def _behind(calls: Iterable[Call], pool: Call) -> list[Call]:
    reached, found = set(pool.writes), []
    for call in calls:
        if reached.intersection(call.reads):
            reached.update(call.writes)
            found.append(call)
    return found
