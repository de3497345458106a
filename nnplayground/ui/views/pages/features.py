"""The page of feature maps: what every convolution sees of one sample, and its filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.editor.faces import face_of
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.views.map_wall import MapRow, MapScale, MapWall, magnitudes
from nnplayground.ui.views.pacing import Paced
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.views.sample_card import SampleCard
from nnplayground.ui.widgets import IconButton, Segmented
from nnplayground.ui.widgets.painting import draw_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

__all__ = ["FeaturesPage"]

_CENTRE = Qt.AlignmentFlag.AlignCenter
_KERNELS = ProbeRequest("kernels")
_PATCH_REST = 500  # milliseconds: tiles that change places at every step cannot be looked at


class FeaturesPage(Page):
    """Shows the maps of a chosen sample, layer by layer, or the kernels that made them."""

    name: ClassVar[str] = "features"
    order: ClassVar[int] = 500

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.ui.views.map_glass import MapGlass
        from nnplayground.ui.views.patches import Patches

        super().__init__(document, session, parent)
        self._snapshot: Snapshot | None = None
        self._chosen: tuple[str, int] | None = None
        self._paced = Paced(self)
        self._paced.due.connect(self._take)
        self._asks = False  # for what excites the chosen unit, which costs more than all else here
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PATCH_REST)
        self.wall, self.glass, self.patches = MapWall(), MapGlass(), Patches()
        self.card = SampleCard(session.attention.samples)
        self._close = IconButton("close", self.tr("Close the enlarged map"), size=20, parent=self.glass)
        self._make_controls()
        self._lay_out()
        self._close.clicked.connect(self._close_glass)
        self.wall.mapChosen.connect(self._choose)
        self.wall.mapOpened.connect(self._open)
        self.glass.placeChosen.connect(self._open_place)
        self.patches.sampleChosen.connect(session.attention.samples.choose)
        session.attention.samples.changed.connect(self._on_sample)
        document.changed.connect(self._on_changed)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("FeaturesPage", "Feature maps")

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        kinds = [("maps", self.tr("Maps")), ("filters", self.tr("Filters"))]
        self.what = Segmented(self.tr("What is shown"), kinds)
        scales = [
            (MapScale.NETWORK, self.tr("By network")),
            (MapScale.LAYER, self.tr("By layer")),
            (MapScale.MAP, self.tr("By map")),
        ]
        self.scale = Segmented(self.tr("Scale of the colours"), scales)
        self.scale.setValue(MapScale.LAYER)
        self.what.changed.connect(self._switch)
        self.scale.changed.connect(self._show)
        row.addWidget(self.what)
        row.addWidget(self.scale)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.card)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 4)
        row.setSpacing(16)
        row.addLayout(left)
        row.addWidget(self.wall, 1)
        row.addWidget(self.glass)
        row.addWidget(self.patches)
        self.glass.hide()
        self.patches.hide()

    # -- what the dock asks ----------------------------------------------------------------------------

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        return len(experiment.data.spec().x.shape) == 3

    def controls(self) -> QWidget:
        return self._controls

    def choosers(self) -> Mapping[str, Segmented]:
        return {"what": self.what, "scale": self.scale}

    def state(self) -> dict[str, object]:
        return {**super().state(), "map": self._chosen}

    def restore(self, state: Mapping[str, object]) -> None:
        super().restore(state)
        chosen = state.get("map")
        if isinstance(chosen, tuple):
            self.wall.choose(*chosen)
            self._choose(*chosen)

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        if not self.fits(self.document.experiment):
            return frozenset()
        sample = self._sample_request()
        said = ProbeRequest("said", sample=sample.sample)
        wanted = {said, _KERNELS if self._shows_filters else sample}
        return frozenset(wanted | ({self._patch_request()} if self._chosen and self._asks else set()))

    def _patch_request(self) -> ProbeRequest:
        from nnplayground.ui.views.patches import PATCHES

        node, unit = self._chosen or ("", 0)
        return ProbeRequest("patches", size=PATCHES, node=node, unit=unit)

    def _sample_request(self) -> ProbeRequest:
        return ProbeRequest("features", sample=self.session.attention.samples.sample)

    @property
    def _shows_filters(self) -> bool:
        return self.what.value() == "filters"

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._paced.take(snapshot)
        if self._chosen is None:
            return
        if self._asks and self._patch_request() in snapshot.probes:
            self._show_patches(snapshot)
            self._rest.start()
            self._ask(False)
        elif not self._asks and not self._rest.isActive():
            self._ask(True)

    def _ask(self, asks: bool) -> None:
        self._asks = asks
        self.changed.emit()

    def table(self) -> Table | None:
        rows = self.wall.tiles.rows
        header = [self.tr("Layer"), self.tr("Map"), self.tr("Row"), self.tr("Column"), self.tr("Value")]
        flat = [
            (row.title, unit + 1, down + 1, right + 1, float(row.maps[unit][down, right]))
            for row in rows
            if not row.is_colour
            for unit in range(len(row.maps))
            for down in range(row.maps.shape[-2])
            for right in range(row.maps.shape[-1])
        ]
        return Table(header, flat) if flat else None

    # -- showing ---------------------------------------------------------------------------------------

    def _take(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._show()

    def _show(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        said = snapshot.probes.get(ProbeRequest("said", sample=self._sample_request().sample), {})
        self.card.show_said(said.get("raw"))
        request = _KERNELS if self._shows_filters else self._sample_request()
        answer = snapshot.probes.get(request)
        if answer is not None:  # the maps of another sample stay until its own have come
            self.wall.show_rows(self._rows(answer), MapScale(str(self.scale.value())))
            self._share_room()
        self._show_glass()
        self.update()

    def _rows(self, arrays: Mapping[str, NDArray[np.float32]]) -> list[MapRow]:
        experiment, report = self.document.experiment, self.document.report
        rows = []
        for id in report.order:
            node = experiment.graph.node(id) if id in experiment.graph else None
            if node is None or id not in arrays or not node.layer.inputs:
                continue
            face = face_of(node, experiment.graph, report, experiment.data.spec())
            maps = _mosaics(arrays[id]) if self._shows_filters else arrays[id]
            units = face.sizes[0] if face.sizes else len(maps)
            # What follows the name of its kind: the window's size, the activation.
            kind = face.kind.partition(" · ")[2]
            rows.append(MapRow(id, face.icon, say(node.title), kind, maps, units))
        return rows

    def _show_glass(self) -> None:
        if not self.wall.tiles.rows:  # what is chosen stays until there is something to choose from
            return
        row = next((r for r in self.wall.tiles.rows if self._chosen and r.node == self._chosen[0]), None)
        if row is None or self._chosen is None or self._chosen[1] >= len(row.maps):
            self._chosen = None
            self.glass.hide()
            self.patches.hide()
            return
        most = magnitudes(self.wall.tiles.rows, MapScale(str(self.scale.value())))
        self.glass.show_map(row, self._chosen[1], most[row.node])
        self.glass.show()
        self.patches.show()

    def _show_patches(self, snapshot: Snapshot) -> None:
        answer = snapshot.probes.get(self._patch_request())
        known = self.document.report.nodes.get(self._chosen[0]) if self._chosen else None
        if answer is not None and known is not None:
            form = self.session.attention.drawing.form
            self.patches.show_patches(answer, self.session.points, form, known.receptive)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        high = self.height() - 12
        self.card.set_side(min(168, max(64, high - 76)))
        self.glass.setFixedWidth(min(max(140, high - 30), self.width() // 4))
        self.patches.fit_into(high)
        self._close.move(self.glass.width() - 20, 0)
        rows = max(1, min(3, len(self.wall.tiles.rows)))
        self.wall.set_side(float(min(96, max(44, high // rows - 24))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.wall.tiles.rows or self._snapshot is None:
            return
        text = self.tr("Maps appear when there is a convolution.")
        room = QRectF(self.wall.geometry())
        draw_text(QPainter(self), room, text, ui_font(12), theme().colour("text3"), _CENTRE)

    # -- choices ---------------------------------------------------------------------------------------

    def _choose(self, node: str, unit: int) -> None:
        self._chosen = (node, unit)
        self.patches.show_patches({}, None, None, None)
        self._show_glass()
        self._share_room()
        self._ask(True)

    def _open(self, node: str, unit: int) -> None:
        self.session.attention.unit_asked.emit(node, unit)

    def _open_place(self, row: int, column: int) -> None:
        if self._chosen is not None and not self._shows_filters:
            self.session.attention.place_asked.emit(*self._chosen, row, column)

    def _close_glass(self) -> None:
        self._chosen = None
        self.wall.choose("", 0)
        self.glass.hide()
        self.patches.hide()
        self.changed.emit()

    def _switch(self) -> None:
        self._close_glass()
        self._show()
        self.changed.emit()

    def _on_sample(self) -> None:
        self.changed.emit()

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if before.data != after.data or before.graph != after.graph:
            self.changed.emit()
            self._share_room()


def _mosaics(kernels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return kernels (filters, channels, height, width) as one picture per filter.

    Three channels become colours, grey where the weight is 0; others stand side by side, nearly square, a
    line of NaN between them.
    """
    filters, channels, high, wide = kernels.shape
    if channels == 1:
        return kernels[:, 0]
    if channels == 3:
        most = np.abs(kernels).max(axis=(1, 2, 3), keepdims=True)
        return (0.5 + 0.5 * kernels / np.where(most > 0, most, 1.0)).astype(np.float32)
    columns = int(np.ceil(np.sqrt(channels)))
    rows = -(-channels // columns)
    board = np.full((filters, rows * (high + 1) - 1, columns * (wide + 1) - 1), np.nan, np.float32)
    for channel in range(channels):
        down, right = divmod(channel, columns)
        top, left = down * (high + 1), right * (wide + 1)
        board[:, top : top + high, left : left + wide] = kernels[:, channel]
    return board
