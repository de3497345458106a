"""What the newest snapshot says, taken apart for cards and weights."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.editor.loss_body import LossBody
from nnplayground.ui.editor.sample_bodies import DrawsBody
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.log import LogCopy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nnplayground.core.graph import Node
    from nnplayground.train.history import History
    from nnplayground.train.snapshot import Array, Snapshot
    from nnplayground.train.traces import Sample
    from nnplayground.ui.editor.bodies import Body
    from nnplayground.ui.editor.card import Card
    from nnplayground.ui.editor.weights import WeightSheet, WeightSpot

    _Answers = tuple[Array | None, Array | None, Array | None]  # values, biases, draws

__all__ = ["Live", "Show", "card_probes"]

_BOUNDED_BY_ONE = 1.0 + 1e-6


class Show(StrEnum):
    """What cards and the curves between them stand for."""

    ACTIVATION = "activation"  # what units give out; weights
    GRADIENT = "gradient"  # how the prediction listens to units; where the loss pulls weights, −∂L/∂w
    WEIGHTS = "weights"  # what comes into units; weights, each layer on a scale of its own


_KINDS = {
    "maps": Show.ACTIVATION, "sample": Show.ACTIVATION,
    "responses": Show.GRADIENT, "response": Show.GRADIENT,
    "incoming": Show.WEIGHTS,
}  # fmt: skip
_MAP_SIZE, _PICTURE_SIZE = 40, 28
_OF_SAMPLES = {"rows", "strip", "channels", "image", "draws"}
"""Styles of bodies that show one sample."""


def card_probes(
    show: Show, styles: set[str], sample: Sample | None, *, lines: bool
) -> frozenset[ProbeRequest]:
    """Return what cards need; ``styles`` are those in sight, ``lines`` if weights or biases are drawn."""
    drawn = {ProbeRequest("weights"), ProbeRequest("gradients")} if lines else set()
    return frozenset(_picture_probes(show, styles, sample) | drawn)


def _picture_probes(show: Show, styles: set[str], sample: Sample | None) -> set[ProbeRequest]:
    """Return what the bodies of cards need; ``styles`` are those in sight."""
    on_plane, on_sample = "maps" in styles, bool(styles & _OF_SAMPLES)
    if show is Show.WEIGHTS:
        return {ProbeRequest("incoming", size=_PICTURE_SIZE)} if on_plane or on_sample else set()
    names = ("maps", "sample") if show is Show.ACTIVATION else ("responses", "response")
    wanted = {ProbeRequest(names[0], size=_MAP_SIZE)} if on_plane else set()
    if "draws" in styles and show is Show.ACTIVATION:
        wanted.add(ProbeRequest("draws", size=DrawsBody.DRAWS, sample=sample))
    return wanted | ({ProbeRequest(names[1], sample=sample)} if on_sample else set())


class Live:
    """Keeps the newest answers of each probe, so that a card that comes into view has something to show.

    Attributes
    ----------
    history : History or None
        The log whose course the Loss cards show.
    """

    def __init__(self) -> None:
        self.snapshot: Snapshot | None = None
        self.show = Show.ACTIVATION
        self.history: History | None = None
        self.log = LogCopy()
        self._values: dict[Show, dict[str, Array]] = {kind: {} for kind in Show}
        self._draws: dict[str, Array] = {}
        self._weights: dict[str, Array] = {}
        self._gradients: dict[str, Array] = {}
        self._largest_norm = 0.0
        self._shown: dict[str, tuple[Body, Show, _Answers]] = {}

    def take(self, snapshot: Snapshot) -> None:
        """Remember a snapshot; one of another run makes the old answers void."""
        if self.snapshot is not None and snapshot.run != self.snapshot.run:
            self._gradients = {}
            self._values[Show.GRADIENT] = {}
        self.snapshot = snapshot
        if self.history is not None:
            self.log.update(self.history)
        self._largest_norm = max(snapshot.gradient_norms.values(), default=0.0)
        for request, answer in snapshot.probes.items():
            if request.probe in _KINDS:
                self._values[_KINDS[request.probe]].update(answer)
            elif request.probe == "draws":
                self._draws = dict(answer)
            elif request.probe == "weights":
                self._weights = dict(answer)
            elif request.probe == "gradients":
                self._gradients = dict(answer)

    def show_on(self, card: Card) -> None:
        """Bring one card up to date."""
        snapshot = self.snapshot
        if snapshot is None:
            return
        if isinstance(card.body, LossBody):
            past = snapshot.step if snapshot.past else None
            card.body.show_losses(snapshot.train.loss, self.log, past)
            card.update_body()
            card.take_note(_penalty(snapshot.penalty))
        if not self._knows(card):
            self.refresh(card)
        norm = snapshot.gradient_norms.get(card.id)
        card.show_gradient(norm / self._largest_norm if norm is not None and self._largest_norm else None)
        if card.has_failed != (snapshot.failed_node == card.id):
            card.has_failed = not card.has_failed
            card.update()

    def _knows(self, card: Card) -> bool:
        """Tell whether a card shows the newest values already: the inputs, and what is frozen, stay."""
        newest = self._newest(card)
        known = self._shown.get(card.id)
        self._shown[card.id] = card.body, self.show, newest
        return (
            known is not None
            and known[:2] == (card.body, self.show)
            and all(_same(before, now) for before, now in zip(known[2], newest, strict=True))
        )

    def _newest(self, card: Card) -> _Answers:
        values, biases = self._values[self.show].get(card.id), self._weights.get(f"{card.id}.bias")
        return values, biases, self._draws.get(card.id)

    def refresh(self, card: Card) -> None:
        """Give a card the values that are known of its node, if they still fit its shape."""
        values, biases, draws = newest = self._newest(card)
        self._shown[card.id] = card.body, self.show, newest
        if values is not None and self.show is Show.WEIGHTS:
            if values.ndim == 3 and len(values) >= len(card.body.tiles):
                card.body.show_incoming(values, _magnitude(values) or 1.0)
        elif values is not None and _fits(values, card):
            if self.show is Show.GRADIENT:
                card.body.show_slopes(values, _stepped(values))
            else:
                card.body.show_values(values, _scale(card.node, values))
        if isinstance(card.body, DrawsBody) and draws is not None and self.show is Show.ACTIVATION:
            card.body.show_draws(draws)
        if biases is not None and card.body.biased and len(biases) == card.body.units:
            largest = float(np.nanmax(np.abs(biases), initial=0.0))
            card.body.show_biases(biases, max(largest, 0.1))
        card.update_body()

    def set_show(self, show: Show, cards: Iterable[Card]) -> None:
        """Let cards show something else; what is not known of it yet stays blank until it comes."""
        self.show = show
        for card in cards:
            card.body.forget_values()
            self.refresh(card)

    def show_weights(self, sheets: Iterable[WeightSheet], *, roughly: bool = False) -> Iterator[bool]:
        """Bring curves up to date, on one scale for the whole graph unless weights are all there is.

        Parameters
        ----------
        roughly : bool
            Leave curves as they are that would look the same.

        Yields
        ------
        bool
            For each sheet, once it is up to date, whether it looks different.
        """
        sheets = list(sheets)
        shown = self._gradients if self.show is Show.GRADIENT else self._weights
        matrices = [shown.get(f"{sheet.edge.target}.weight") for sheet in sheets]
        matrices = [matrix if matrix is not None and matrix.ndim == 2 else None for matrix in matrices]
        largest = max((_magnitude(matrix) for matrix in matrices if matrix is not None), default=1.0)
        for sheet, matrix in zip(sheets, matrices, strict=True):
            if matrix is not None and self.show is Show.GRADIENT:
                matrix = -matrix  # descent goes against the gradient
            own = _magnitude(matrix) if matrix is not None and self.show is Show.WEIGHTS else largest
            yield sheet.set_weights(matrix, own or 1.0, roughly=roughly)

    def clear(self) -> None:
        """Forget the run of another experiment."""
        self.snapshot = None
        self._values = {kind: {} for kind in Show}
        self._draws, self._weights, self._gradients = {}, {}, {}
        self._shown = {}

    def weights_of(self, node: str) -> Array | None:
        """Return the newest weights of a node."""
        return self._weights.get(f"{node}.weight")

    @property
    def weights(self) -> Mapping[str, Array]:
        """The newest parameters, by ``node.name``."""
        return self._weights

    def parameter(self, node: str, name: str, index: tuple[int, ...]) -> float | None:
        """Return the newest value of one number of a node's parameter."""
        return _pick(self._weights.get(f"{node}.{name}"), index)

    def weight(self, spot: WeightSpot) -> float | None:
        """Return the newest value of a weight."""
        return _pick(self._weights.get(f"{spot.node}.weight"), (spot.row, spot.column))

    def gradient(self, spot: WeightSpot) -> float | None:
        """Return the loss's gradient with respect to a weight."""
        return _pick(self._gradients.get(f"{spot.node}.weight"), (spot.row, spot.column))

    def bias(self, node: str, unit: int) -> float | None:
        """Return the newest value of a bias."""
        return _pick(self._weights.get(f"{node}.bias"), (unit,))

    def bias_gradient(self, node: str, unit: int) -> float | None:
        """Return the loss's gradient with respect to a bias."""
        return _pick(self._gradients.get(f"{node}.bias"), (unit,))


def _pick(array: Array | None, index: tuple[int, ...]) -> float | None:
    if array is None or array.ndim != len(index):
        return None
    inside = all(number < size for number, size in zip(index, array.shape, strict=True))
    return float(array[index]) if inside else None


def _same(before: Array | None, now: Array | None) -> bool:
    if before is None or now is None:
        return before is now
    return before is now or np.array_equal(before, now)


def _magnitude(array: Array) -> float:
    finite = np.abs(array[np.isfinite(array)])
    return float(finite.max()) if finite.size else 0.0


def _fits(values: Array, card: Card) -> bool:
    is_as_long = values.ndim > 0 and values.shape[0] == (card.face.sizes[0] if card.face.sizes else -1)
    return is_as_long and card.body.takes(values)


def _scale(node: Node, values: Array) -> float | None:
    """Return the magnitude at the ends of the colour map; None scales every unit by itself (the data).

    What stays within ±1 (tanh, sigmoid, softmax) is shown as it is. Else 99 % of the values fit, and the
    scale moves in steps of √2, because colours that change their meaning at every frame cannot be read.
    """
    if not node.layer.inputs:
        return None
    activation = getattr(node.layer, "activation", None)
    if activation is not None and _is_bounded(activation) and _magnitude(values) <= _BOUNDED_BY_ONE:
        return 1.0
    return _stepped(values)


def _stepped(values: Array) -> float:
    finite = np.abs(values[np.isfinite(values)])
    peak = float(np.percentile(finite, 99)) if finite.size else 0.0
    return float(2.0 ** (math.ceil(2 * math.log2(peak)) / 2)) if peak > 1e-6 else peak or 1.0


def _is_bounded(activation: object) -> bool:
    return getattr(activation, "gain", "") in ("tanh", "sigmoid")


def _penalty(penalty: float) -> str:
    if not penalty:
        return ""
    text = QCoreApplication.translate("Card", "penalty {value}")
    return text.format(value=format_number(penalty, 3, signed=True))
