"""The canvas as the window uses it: a document and snapshots in, selection and typed weights out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.train.snapshot import ProbeRequest, RunState
from nnplayground.ui.editor.boxes import BlockFrame, NoteItem
from nnplayground.ui.editor.callout import Callout
from nnplayground.ui.editor.editor import Editor
from nnplayground.ui.editor.ghost import Ghost
from nnplayground.ui.editor.joins import Spot
from nnplayground.ui.editor.levels import Level, level_at
from nnplayground.ui.editor.live import Show, card_probes
from nnplayground.ui.editor.overlays import Caption, Minimap, ZoomControl
from nnplayground.ui.editor.scene import CanvasScene
from nnplayground.ui.editor.showing import ShowControl
from nnplayground.ui.editor.view import CanvasView
from nnplayground.ui.editor.weight_field import WeightField
from nnplayground.ui.editor.writing import WritingField
from nnplayground.ui.neuron.level import NeuronLevel
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import IconButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.app.samples import SampleChoice
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.shapes import Fix
    from nnplayground.train.snapshot import Snapshot

__all__ = ["Canvas"]

_MANY_CURVES = 1000
_INTERVAL_MS = 100  # heat maps and edges change at most ten times a second
_NEXT_FRAME_MS = 33  # while it trains, curves follow heat maps a frame later: neither frame has to draw both


class Canvas(QWidget):
    """Shows and edits the network of a document.

    Attributes
    ----------
    selectionChanged : Signal(list of str)
        Ids of the selected nodes.
    unitSelected : Signal(str, int)
        Node and unit whose tile was clicked; −1 where the card was clicked beside them.
    neuronHovered : Signal(str, int)
        Node and unit under the mouse; ``neuronLeft`` when there is none any more.
    weightTyped : Signal(str, str, tuple of int, float)
        Node, parameter (``"weight"``, ``"bias"``), index and the value a person typed.
    problemActivated : Signal(str)
        The node whose problem the person wants to know more of; empty for the whole graph.
    openRequested : Signal(str)
        A node whose fields the person wants to edit.
    spaceTapped : Signal
        Space was pressed for its own sake, not to pan.
    refused : Signal(str)
        One sentence on why an edit was not made.
    probesChanged : Signal
        :meth:`wanted_probes` returns something else now.
    """

    selectionChanged = Signal(list)  # noqa: N815
    unitSelected = Signal(str, int)  # noqa: N815
    neuronHovered = Signal(str, int)  # noqa: N815
    neuronLeft = Signal()  # noqa: N815
    weightTyped = Signal(str, str, tuple, float)  # noqa: N815
    problemActivated = Signal(str)  # noqa: N815
    openRequested = Signal(str)  # noqa: N815
    spaceTapped = Signal()  # noqa: N815
    refused = Signal(str)
    probesChanged = Signal()  # noqa: N815

    def __init__(self, samples: SampleChoice | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._pending: Snapshot | None = None
        self._dismissed: object = None
        self._wanted: frozenset[ProbeRequest] = frozenset()
        self._fits_next = True
        self.scene = CanvasScene(self)
        self.view = CanvasView(self.scene, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._show_pending)
        self._curves_timer = QTimer(self)
        self._curves_timer.setSingleShot(True)
        self._curves_timer.setInterval(_NEXT_FRAME_MS)
        self._curves_timer.timeout.connect(self.scene.show_weights)
        self._caption = Caption(self.view)
        self._zoom = ZoomControl(self.view)
        self._minimap = Minimap(self.view)
        self._arrange = IconButton("arrange", self.tr("Arrange nodes"), size=28, parent=self.view)
        self.showing = ShowControl(self.view)
        self._callout = Callout(self.view)
        self._ghost = Ghost(self.scene)
        self._field = WeightField(self.view)
        self._writing = WritingField(self.view)
        self.neuron = NeuronLevel(self.view, samples)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.setEnabled(False)  # until there is a document to edit
        self._connect()

    def _connect(self) -> None:
        view, scene = self.view, self.scene
        scene.selectionEdited.connect(self._on_selection)
        scene.selectionEdited.connect(self._show_callout)
        scene.laidOut.connect(self._view_changed)
        view.hovering.neuronHovered.connect(self.neuronHovered)
        view.hovering.neuronLeft.connect(self.neuronLeft)
        view.unitSelected.connect(self.unitSelected)
        view.openRequested.connect(self.openRequested)
        view.spaceTapped.connect(self.spaceTapped)
        view.viewChanged.connect(self._view_changed)
        view.weightClicked.connect(self._open_field)
        self._field.weightTyped.connect(self.weightTyped)
        self._writing.written.connect(self._write)
        self._callout.fixChosen.connect(self._apply_fix)
        self._callout.dismissed.connect(self._remember_dismissed)
        self._caption.clicked.connect(self._show_problem)
        self._caption.resized.connect(self._place_overlays)
        self.neuron.changed.connect(self._neuron_changed)
        self.showing.changed.connect(self.set_show)
        view.actions_.connect_all(self.showing.handlers())
        self.neuron.samples.changed.connect(self._update_probes)
        theme().themeChanged.connect(self._arrange.update)

    # -- the document ----------------------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Show a document from now on."""
        if self._document is not None:
            self._document.changed.disconnect(self._changed)
            self._document.replaced.disconnect(self._replaced)
            self._arrange.clicked.disconnect()
            self.editor.deleteLater()
        self._document = document
        self.neuron.set_document(document)
        editor = Editor(document, self.scene, self)
        editor.refused.connect(self.refused)
        editor.annotating.writing.connect(self._open_writing)
        self.view.editor = editor
        self.view.setEnabled(True)
        self._arrange.clicked.connect(editor.arrange)
        document.changed.connect(self._changed)
        document.replaced.connect(self._replaced)
        self._replaced()

    def quick_add(self) -> None:
        """Offer the layers that fit where the hand or the selection is (the “/” key)."""
        self.view.adding.offer_here()

    @property
    def editor(self) -> Editor:
        """The edits a menu may offer too."""
        return self.view.editor

    def _changed(self, before: Experiment, after: Experiment) -> None:
        self.view.cancel_gesture()
        self.view.adding.quick_add.close_()
        self._field.hide()
        was_whole = self.view.shows_all()
        self._sync()
        # Where a hand has put a card, it stays under the hand.
        is_arranged = not after.layout.positions
        if was_whole and is_arranged and len(before.graph.nodes) != len(after.graph.nodes):
            self._keep_whole()

    def _keep_whole(self) -> None:
        """Make room for a new node where all were in view, if the cards stay readable."""
        if (
            not self.view.shows_all()
            and level_at(self.view.zoom_to_fit(), self.scene.level) is self.scene.level
        ):
            self.view.fit()

    def _replaced(self) -> None:
        self.scene.live.clear()
        self.scene.select([])
        self._sync()
        self._fits_next = True
        if self.isVisible():
            self._fit_once()

    def _sync(self) -> None:
        document = self._document
        if document is None:
            return
        self.scene.sync(document.experiment, document.report)
        self._caption.show_report(document.report)
        self.neuron.sync()
        self._show_callout()
        self._update_probes()

    # -- selection and edits ---------------------------------------------------------------------------

    def selection(self) -> list[str]:
        """Return the ids of the selected nodes."""
        return self.scene.selected_nodes()

    def select(self, ids: list[str]) -> None:
        """Select nodes, for example from a table of problems."""
        self.scene.select(ids)
        if ids:
            self.view.reveal(ids[0])

    def _on_selection(self, _cards: list[str]) -> None:
        if self.scene.selected:
            self.scene.backdrop.select([])
        self.selectionChanged.emit(self.scene.selected_nodes())

    def mark_unit(self, node: str, unit: int) -> None:
        """Mark the unit that the inspector shows; no unit if the name is empty."""
        for id, card in self.scene.cards.items():
            card.select_unit(unit if id == node else None)

    def add_layer(self, kind: str, fields: Mapping[str, Any], after: str | None = None) -> str | None:
        """Add a layer behind ``after`` (by default the selected node) and select it; return its id."""
        if after is None:
            after = next(reversed(self.scene.selected_nodes()), None)
        spot = self.view.adding.spot_behind(after) if after is not None else Spot()
        id = self.editor.joining.add(kind, fields, spot)
        if id is not None:
            self.view.reveal(id)
        return id

    def fit(self) -> None:
        """Show the whole network."""
        self.view.fit()

    def set_level(self, level: Level | str) -> None:
        """Zoom to where ``"blocks"`` or ``"cards"`` are drawn, or into a ``"neuron"``."""
        self.view.set_level(Level(level))

    def set_show(self, show: Show | str) -> None:
        """Let cards and the curves between them stand for "activation", "gradient" or "weights"."""
        show = Show(show)
        self.showing.show_choice(show)
        self.scene.live.set_show(show, self.scene.cards.values())
        self.scene.show_weights()
        self._view_changed()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Switch the cross-fade between levels off."""
        self.view.reduced_motion = reduced

    # -- the run ---------------------------------------------------------------------------------------

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what must be in snapshots for what can be seen."""
        return self._wanted

    def _update_probes(self) -> None:
        wanted = self._probes()
        if wanted != self._wanted:
            self._wanted = wanted
            self.probesChanged.emit()

    def _probes(self) -> frozenset[ProbeRequest]:
        if not self.isVisible() or self._document is None:
            return frozenset()
        styles = {self.scene.cards[id].face.style for id in self.view.visible_cards()}
        biased = any(card.body.biased for card in self.scene.cards.values())
        lines = self.scene.level is Level.CARDS and bool(self.scene.sheets or biased)
        show, sample = self.scene.live.show, self.neuron.samples.sample
        return card_probes(show, styles, sample, lines=lines) | self.neuron.probes()

    def lend_caption(self, lent: bool) -> None:
        """Leave the place where the network is described to others, or take it back."""
        self._caption.setVisible(not lent and self.neuron.focus is None)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the newest state of the run, at most ten times a second; the last one is never lost."""
        self._pending = snapshot
        self._caption.show_refusal(snapshot.refusal, trains=snapshot.state is RunState.PLAYING)
        if not self._timer.isActive():
            self._timer.start()
            self._show_pending()

    def _show_pending(self) -> None:
        if self.scene.is_moving:  # what hands do comes first
            self._timer.start(_INTERVAL_MS)
            return
        snapshot, self._pending = self._pending, None
        if snapshot is None:
            return
        self.scene.show_snapshot(snapshot, self.view.visible_cards())
        if snapshot.state is RunState.PLAYING:
            self._curves_timer.start()
        else:
            self.scene.show_weights()
        self.neuron.show_snapshot(snapshot)
        self.view.refresh_tip()
        # Strokes are what costs: 2,000 of them take some 30 ms, so many of them change half as often.
        curves = sum(sheet.curves for sheet in self.scene.sheets.values() if sheet.isVisible())
        self._timer.start(_INTERVAL_MS if curves <= _MANY_CURVES else 2 * _INTERVAL_MS)

    def _open_field(self, node: str, parameter: str, index: tuple[int, ...], at: QPointF) -> None:
        value = self.scene.live.parameter(node, parameter, index)
        if value is not None:
            self._field.open(node, parameter, index, value, at)

    # -- words -----------------------------------------------------------------------------------------

    def rename(self) -> None:
        """Let the selected node, block, frame or note be named or written (the F2 key)."""
        chosen = self.scene.selected or self.scene.backdrop.selected
        if len(chosen) == 1:
            self._open_writing(chosen[0])
        elif len(whole := self.editor.grouping.selected_blocks()) == 1:
            self._open_writing(whole[0])

    def _open_writing(self, id: str) -> None:
        backdrop, card = self.scene.backdrop, self.scene.cards.get(id)
        box = backdrop.boxes.get(id) or backdrop.blocks.get(id)
        if card is not None:
            rect = self.view.to_viewport(card.scene_rect)
            self._writing.open(id, self.editor.title(id), rect, is_note=False)
        elif isinstance(box, BlockFrame):
            self._writing.open(id, self.editor.title(id), self.view.to_viewport(box.rect), is_note=False)
        elif box is not None:
            words, rect = self.editor.annotating.words(id), self.view.to_viewport(box.rect)
            self._writing.open(id, words, rect, is_note=isinstance(box, NoteItem))

    def _write(self, id: str, words: str | None) -> None:
        if id in self.scene.backdrop.boxes:
            self.editor.annotating.write(id, words)
        elif words is not None:
            self.editor.grouping.rename(id, words)

    # -- problems --------------------------------------------------------------------------------------

    def _show_callout(self, *_: object) -> None:
        problem = self.editor.problem() if self._document is not None else None
        if problem is not None and problem == self._dismissed and problem.node not in self.scene.selected:
            problem = None
        self._callout.show_problem(problem)
        if self._document is not None:
            self._ghost.show_problem(problem, self._document.experiment)
        self._place_callout()

    def _place_callout(self) -> None:
        problem = self._callout.problem
        card = self.scene.card_of(problem.node) if problem is not None else None
        if problem is None or (problem.node and card is None):
            self._callout.hide()
            return
        rect = QRectF(self._caption.geometry())  # what no single node can help
        if card is not None:
            rect = self.view.to_viewport(card.scene_rect)
        if QRectF(self.view.viewport().rect()).intersects(rect) and not self.view.inside:
            self._callout.place(rect)
        else:
            self._callout.hide()

    def _apply_fix(self, fix: Fix) -> None:
        self.editor.apply_fix(fix)
        self.view.setFocus()

    def _remember_dismissed(self) -> None:
        self._dismissed = self._callout.problem
        self._show_callout()

    def _show_problem(self) -> None:
        self._dismissed = None
        problem = self.editor.problem()
        node = problem.node if problem is not None else ""
        if node:
            self.select([node])
        self.problemActivated.emit(node)

    # -- layout of the overlays ------------------------------------------------------------------------

    def _view_changed(self) -> None:
        self._place_overlays()
        self._place_callout()
        self._update_probes()

    def _neuron_changed(self) -> None:
        inside = self.neuron.focus is not None
        for overlay in (self._caption, self._arrange, self.showing):
            overlay.setVisible(not inside)
        if inside:
            self._callout.hide()
            for part in (self.neuron.page, self._zoom, self._minimap):
                part.raise_()
        self._zoom.refresh()
        self._show_minimap()
        self._update_probes()

    def _place_overlays(self) -> None:
        self.neuron.resize_to_view()
        width, height = self.view.width(), self.view.height()
        self._caption.move(16, 14)
        self._arrange.move(width - self._arrange.width() - 12, 12)
        self.showing.stand(width, self._caption)
        self._zoom.resize(self._zoom.sizeHint())
        self._zoom.move(12, height - self._zoom.height() - 12)
        self._minimap.move(width - self._minimap.width() - 12, height - self._minimap.height() - 12)
        self._show_minimap()

    def _show_minimap(self) -> None:
        """Show the map of the network where it is in nobody's way."""
        fits = self.view.width() > self._zoom.width() + self._minimap.width() + 60
        covered = self.view.inside and self.neuron.page.covers(self._minimap.geometry())
        self._minimap.setVisible(fits and not covered)

    def _fit_once(self) -> None:
        if self._fits_next:
            self._fits_next = False
            self.view.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_once()
        self._view_changed()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._update_probes()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._zoom.retranslate()
            self.showing.retranslate()
            self._arrange.describe(self.tr("Arrange nodes"))
            self._callout.show_problem(None)
            self._sync()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view_changed()
