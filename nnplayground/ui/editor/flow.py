"""The samples of a batch seen on their way through the network, the gradients on theirs back."""

from __future__ import annotations

import math
import operator
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem

from nnplayground.ui.colormap import sign_colour
from nnplayground.ui.editor.flow_plan import Dots, Stage, changes, curve_dots, stages_of, wire_dots
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.editor.wires import curve
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnplayground.core.graph import Edge, Graph
    from nnplayground.train.snapshot import Array
    from nnplayground.ui.editor.scene import CanvasScene

    Floats = NDArray[np.float64]

__all__ = ["Flow", "Passing"]

_SPREAD = 0.55  # of a stage: how long after the first sample the last one sets out
_LARGEST, _SMALLEST = 4.2, 1.4  # radius of a dot
_ABOVE = 3  # tiles
_MOST_CURVES = 60
_FAINTEST = 0.1


class Passing(StrEnum):
    """What is under way."""

    NOTHING = "nothing"
    FORWARD = "forward"
    BACKWARD = "backward"
    UPDATE = "update"


class Flow(QGraphicsItem):
    """Draws one stage of slow motion over the wires and weights of a scene.

    Forward, a dot is the product w·x of one sample and one weight; backward, a ring is w·δ. Their colour is
    the sign, their size the magnitude. On wires of whole tensors every sample is one dot. An update shows
    the weights that changed most.
    """

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__()
        self._scene = scene
        self._stages: tuple[Stage, ...] = ()
        self._numbers: Mapping[str, Array] = {}
        self._parameters: Mapping[str, Array] = {}
        self._passing = Passing.NOTHING
        self._stage, self._progress = 0, 0.0
        self._dots: list[tuple[Edge, Dots]] = []
        self._changed: list[tuple[Edge, Dots]] = []
        self._made_of: tuple[object, ...] = ()
        self._bounds = QRectF()
        self.is_still = False
        self.setZValue(_ABOVE)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        scene.addItem(self)

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def stages(self) -> int:
        """How many stages lead from the data to the loss."""
        return len(self._stages)

    @property
    def dots(self) -> list[tuple[Edge, Dots]]:
        """What passes now, by wire."""
        return self._dots

    def stage_of(self, node: str) -> int:
        """Return by which stage the samples come to a node; the data has them from the first one on."""
        stages = enumerate(self._stages)
        return next((n for n, stage in stages if any(edge.target == node for edge in stage.edges)), 0)

    def take(self, graph: Graph, numbers: Mapping[str, Array]) -> None:
        """Take the numbers of the next batch, as the probe ``"passage"`` answers."""
        self._stages, self._numbers = stages_of(graph), numbers

    def take_weights(self, parameters: Mapping[str, Array]) -> None:
        """Take the parameters that the batch meets; without them dots have no sign."""
        self._parameters = parameters

    def take_change(self, before: Mapping[str, Array], after: Mapping[str, Array]) -> None:
        """Take all weights before and after a step, by parameter."""
        moved = {}
        for sheet in self._scene.sheets.values():
            name = f"{sheet.edge.target}.weight"
            if name in before and name in after and before[name].shape == after[name].shape:
                moved[sheet.edge] = np.nan_to_num(_doubles(after[name]) - _doubles(before[name]))
        largest = max((float(np.abs(change).max(initial=0.0)) for change in moved.values()), default=0.0)
        self._changed = [(edge, changes(change, largest)) for edge, change in moved.items() if largest > 0]

    def show_stage(self, passing: Passing, stage: int, progress: float) -> None:
        """Show a stage, counted from the data, at ``progress`` from 0 to 1."""
        self._passing, self._stage, self._progress = passing, stage, progress
        made_of = self._sources()
        if not _same(made_of, self._made_of):
            self._made_of = made_of
            self._dots = self._changed if passing is Passing.UPDATE else self._passing_dots()
        outline = self._scene.bounds()
        if outline != self._bounds:
            self.prepareGeometryChange()
            self._bounds = outline
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._passing, self._dots, self._made_of = Passing.NOTHING, [], ()
        self.update()

    def _sources(self) -> tuple[object, ...]:
        """Return what the dots are made of: the weights may come later than the batch."""
        if self._passing is Passing.UPDATE:
            return (self._changed,)
        return self._passing, self._edges(), self._numbers, self._parameters, self._scene.level

    def _edges(self) -> tuple[Edge, ...]:
        """Return the wires that are passed now."""
        inside = self._passing is not Passing.NOTHING and 0 <= self._stage < len(self._stages)
        return self._stages[self._stage].edges if inside else ()

    def _passing_dots(self) -> list[tuple[Edge, Dots]]:
        found = []
        for edge in self._edges():
            dots = self._dots_of(edge)
            if dots is not None and len(dots.value):
                found.append((edge, dots))
        return found

    def _dots_of(self, edge: Edge) -> Dots | None:
        numbers, weights = self._numbers, self._weights(edge)
        output, delta = numbers.get(f"{edge.source}.output"), numbers.get(f"{edge.target}.delta")
        if weights is not None and output is not None and delta is not None:
            rows, columns = weights.shape
            if output.shape[1] == columns and delta.shape[1] == rows:
                ones_left, ones_right = np.ones((len(output), columns)), np.ones((len(output), rows))
                if self._passing is Passing.FORWARD:
                    return curve_dots(_doubles(output), ones_right, weights)
                return curve_dots(ones_left, _doubles(delta), weights)
        pull = numbers.get(f"{edge.source}.pull")
        if pull is None:
            return None
        # Forward a whole tensor has no sign.
        return wire_dots(np.full(len(pull), np.nan) if self._passing is Passing.FORWARD else _doubles(pull))

    def _weights(self, edge: Edge) -> Floats | None:
        if edge.key not in self._scene.sheets or self._scene.level is not Level.CARDS:
            return None
        weights = self._parameters.get(f"{edge.target}.weight")
        return None if weights is None or weights.ndim != 2 else _doubles(weights)

    # -- painting --------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for edge, dots in self._dots:
            if self._passing is Passing.UPDATE or self.is_still:
                self._paint_curves(painter, edge, dots)
            else:
                self._paint_dots(painter, edge, dots)

    def _paint_dots(self, painter: QPainter, edge: Edge, dots: Dots) -> None:
        late = _SPREAD * dots.sample / max(1, int(dots.sample.max()))
        way = (self._progress * (1 + _SPREAD) - late).clip(0, 1)
        moving = np.flatnonzero((way > 0) & (way < 1))
        backward = self._passing is Passing.BACKWARD
        way = _eased(1 - way if backward else way)
        points = self._points(edge, dots, way)
        if points is None:
            return
        sizes = _SMALLEST + (_LARGEST - _SMALLEST) * np.sqrt(_shares(dots))
        ground = theme().colour("canvas")
        for index in moving.tolist():
            ink = _ink(float(dots.value[index]))
            # A ring is not to be taken for a sample.
            painter.setPen(QPen(ink, 1.6) if backward else QPen(ground, 1))
            painter.setBrush(ground if backward else ink)
            radius = float(sizes[index])
            painter.drawEllipse(QPointF(*points[index].tolist()), radius, radius)

    def _points(self, edge: Edge, dots: Dots, way: Floats) -> Floats | None:
        """Return where dots are that have done a part of their way, shape (n, 2)."""
        sheet = self._scene.sheets.get(edge.key)
        if sheet is not None and sheet.isVisible() and self._scene.level is Level.CARDS:
            return sheet.along(dots.row, dots.column, way)
        wire = self._scene.wires.get(edge.key)
        if wire is None or not wire.isVisible():
            return None
        places = np.linspace(0, 1, len(wire.points))
        return np.column_stack([np.interp(way, places, wire.points[:, axis]) for axis in (0, 1)])

    def _paint_curves(self, painter: QPainter, edge: Edge, dots: Dots) -> None:
        """Stroke whole curves: the weights that moved, or without motion the ways that carry most."""
        begin = self._points(edge, dots, np.zeros(len(dots.value)))
        end = self._points(edge, dots, np.ones(len(dots.value)))
        if begin is None or end is None:
            return
        fade = 1.0 if self.is_still else float(np.sin(np.pi * min(1.0, 0.15 + 0.85 * self._progress)))
        shares = _shares(dots)
        for index in np.argsort(shares)[-_MOST_CURVES:].tolist():
            if shares[index] >= _FAINTEST:
                path = curve(QPointF(*begin[index].tolist()), QPointF(*end[index].tolist()))
                _stroke(painter, path, _ink(float(dots.value[index])), float(shares[index]), max(0.0, fade))


def _same(new: tuple[object, ...], old: tuple[object, ...]) -> bool:
    """Tell whether two rows hold the very same things: arrays are not to be compared number by number."""
    return len(new) == len(old) and all(map(operator.is_, new, old))


def _shares(dots: Dots) -> Floats:
    """Return how large every number is, from 0 to 1; what has no sign is neither large nor small."""
    shares: Floats = np.abs(np.nan_to_num(dots.value, nan=0.5))
    return shares


def _ink(value: float) -> QColor:
    return sign_colour(value) if math.isfinite(value) else theme().colour("text1")


def _stroke(painter: QPainter, path: QPainterPath, ink: QColor, share: float, fade: float) -> None:
    halo = theme().colour("text1")
    halo.setAlphaF(0.5 * share * fade)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(halo, 3 + 5 * share, c=Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)
    ink.setAlphaF(fade)
    painter.setPen(QPen(ink, 1 + 4 * share, c=Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)


def _eased(way: Floats) -> Floats:
    """Set out and arrive gently."""
    return way * way * (3 - 2 * way)


def _doubles(values: Array) -> Floats:
    return np.asarray(values, np.float64)
