"""The pictures of one card, as large as a window of their own allows: what each of its units says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter

from nnplayground.app.translation import say
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.colormap import heat_image
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.theme import theme
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.widgets.painting import draw_text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.snapshot import Snapshot

__all__ = ["CardPage", "best_columns"]

_MAP_SIZE = 40  # the canvas asks for the same, so that it costs nothing more
_MOST = 256
_GAP, _LABEL, _MARGIN = 8.0, 16.0, 16.0
_SMOOTH_FROM = 20  # pixels of a map over the plane; those of a picture are shown as they are


class CardPage(Page):
    """Shows every unit of a node over the plane, or the maps that the followed sample makes in it.

    Parameters
    ----------
    document : Document
    session : Session
    node : str
        Its id; nothing is shown while there is no such node.
    """

    def __init__(
        self, document: Document, session: Session, node: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, session, parent)
        self.node = node
        self._values: NDArray[Any] | None = None
        self.setMinimumSize(120, 120)
        theme().themeChanged.connect(self.update)
        session.attention.samples.changed.connect(self.changed)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("CardPage", "Card")

    def caption(self) -> str:
        graph = self.document.experiment.graph
        return str(say(graph.node(self.node).title)) if self.node in graph else self.title()

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        return frozenset({self._request()})

    def _request(self) -> ProbeRequest:
        if self.document.experiment.data.spec().bounds:
            return ProbeRequest("maps", size=_MAP_SIZE)
        return ProbeRequest("sample", sample=self.session.attention.samples.sample)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        found = (snapshot.probes.get(self._request()) or {}).get(self.node)
        self._values = None if found is None else _as_maps(np.asarray(found))
        self.update()

    def table(self) -> Table | None:
        if self._values is None:
            return None
        rows = [
            (unit + 1, row + 1, column + 1, float(value))
            for unit, values in enumerate(self._values)
            for (row, column), value in np.ndenumerate(values)
        ]
        return Table(["unit", "row", "column", "value"], rows)

    # -- drawing ---------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._values is None:
            words = self.tr("The pictures appear with the next step of the training.")
            colour = theme().colour("text3")
            draw_text(painter, QRectF(self.rect()), words, ui_font(12), colour, Qt.AlignmentFlag.AlignHCenter)
            return
        scale = _largest(self._values)
        for unit, (tile, values) in enumerate(zip(self._tiles(), self._values, strict=False)):
            self._draw_unit(painter, tile, unit, values, scale)

    def _draw_unit(
        self, painter: QPainter, tile: QRectF, unit: int, values: NDArray[Any], scale: float
    ) -> None:
        smooth = min(values.shape) >= _SMOOTH_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(tile, heat_image(values, scale))
        below = QRectF(tile.left(), tile.bottom() + 2, tile.width(), _LABEL - 2)
        draw_text(painter, below, str(unit + 1), mono_font(10.5), theme().colour("text3"))
        said = format_compact(float(values.ravel()[np.abs(np.nan_to_num(values)).argmax()]), 3)
        right = Qt.AlignmentFlag.AlignRight
        draw_text(painter, below, said, mono_font(10.5), theme().colour("text3"), right)

    def _tiles(self) -> list[QRectF]:
        """Return the places of the units: squares as large as fit, from left to right."""
        count = 0 if self._values is None else min(_MOST, len(self._values))
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        columns, side = best_columns(count, room.width(), room.height())
        rows = math.ceil(count / columns)
        left = room.left() + (room.width() - columns * (side + _GAP) + _GAP) / 2
        top = room.top() + max(0.0, room.height() - rows * (side + _GAP + _LABEL) + _GAP) / 2
        return [
            QRectF(
                left + number % columns * (side + _GAP),
                top + number // columns * (side + _GAP + _LABEL),
                side,
                side,
            )
            for number in range(count)
        ]


def best_columns(count: int, width: float, height: float) -> tuple[int, float]:
    """Return in how many columns ``count`` squares are largest, and their side."""

    def side(columns: int) -> float:
        rows = math.ceil(count / columns)
        across = (width - (columns - 1) * _GAP) / columns
        return max(1.0, min(across, (height - (rows - 1) * _GAP) / rows - _LABEL))

    best = max(range(1, max(2, count + 1)), key=side)
    return best, side(best)


def _as_maps(values: NDArray[Any]) -> NDArray[Any]:
    """Return (units, rows, columns): a unit with one number is a map of one cell, a row is a strip."""
    values = values[:_MOST]
    return (
        values.reshape(len(values), *((1, 1), (1, -1))[min(1, values.ndim - 1)])
        if values.ndim < 3
        else values
    )


def _largest(values: NDArray[Any]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 1.0
