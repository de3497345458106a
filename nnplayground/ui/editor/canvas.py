"""The canvas as the window uses it: a document and snapshots in, selection and typed weights out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.train.snapshot import ProbeRequest, RunState
from nnplayground.ui.editor.editor import Editor
from nnplayground.ui.editor.joins import Spot
from nnplayground.ui.editor.levels import Level, level_at
from nnplayground.ui.editor.live import Show, card_probes
from nnplayground.ui.editor.naming import Naming
from nnplayground.ui.editor.overlaying import Overlays
from nnplayground.ui.editor.problems import ProblemTelling
from nnplayground.ui.editor.scene import CanvasScene
from nnplayground.ui.editor.view import CanvasView
from nnplayground.ui.editor.weight_field import WeightField
from nnplayground.ui.neuron.level import NeuronLevel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.app.samples import SampleChoice
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

__all__ = ["Canvas"]

_MANY_CURVES = 1000
_INTERVAL_MS = 100  # heat maps and edges change at most ten times a second


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
        self._wanted: frozenset[ProbeRequest] = frozenset()
        self._fits_next = True
        self.scene = CanvasScene(self)
        self.view = CanvasView(self.scene, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._show_pending)
        self._curves: Iterator[bool] = iter(())
        self.neuron = NeuronLevel(self.view, samples)
        self.overlays = Overlays(self.view, self.neuron)
        self.problems = ProblemTelling(self.view, self.overlays.caption)
        self.naming = Naming(self.view)
        self._field = WeightField(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.setEnabled(False)  # until there is a document to edit
        self._connect()

    def _connect(self) -> None:
        view, scene = self.view, self.scene
        scene.selectionEdited.connect(self._on_selection)
        scene.selectionEdited.connect(self.problems.show_problem)
        scene.laidOut.connect(self._view_changed)
        view.hovering.neuronHovered.connect(self.neuronHovered)
        view.hovering.neuronLeft.connect(self.neuronLeft)
        view.unitSelected.connect(self.unitSelected)
        view.openRequested.connect(self.openRequested)
        view.spaceTapped.connect(self.spaceTapped)
        view.viewChanged.connect(self._view_changed)
        view.weightClicked.connect(self._open_field)
        self._field.weightTyped.connect(self.weightTyped)
        self.problems.activated.connect(self._on_problem)
        self.neuron.changed.connect(self._neuron_changed)
        self.neuron.probesChanged.connect(self._update_probes)
        self.overlays.showing.changed.connect(self.set_show)
        view.actions_.connect_all(self.overlays.showing.handlers())
        self.neuron.samples.changed.connect(self._update_probes)

    # -- the document ----------------------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Show a document from now on."""
        if self._document is not None:
            self._document.changed.disconnect(self._changed)
            self._document.replaced.disconnect(self._replaced)
            self.overlays.arrange.clicked.disconnect()
            self.editor.deleteLater()
        self._document = document
        self.neuron.set_document(document)
        self.problems.set_document(document)
        editor = Editor(document, self.scene, self)
        editor.refused.connect(self.refused)
        editor.annotating.writing.connect(self.naming.open)
        self.view.editor = editor
        self.view.setEnabled(True)
        self.overlays.arrange.clicked.connect(editor.arrange)
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
        self.overlays.caption.show_report(document.report)
        self.neuron.sync()
        self.problems.show_problem()
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

    def _on_problem(self, node: str) -> None:
        if node:
            self.select([node])
        self.problemActivated.emit(node)

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
        self.overlays.showing.show_choice(show)
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

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the newest state of the run, at most ten times a second; the last one is never lost."""
        self._pending = snapshot
        self.overlays.caption.show_refusal(snapshot.refusal, trains=snapshot.state is RunState.PLAYING)
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
            self._curves = self.scene.weights_in_turn()
        else:
            self.scene.show_weights()
        self.neuron.show_snapshot(snapshot)
        self.view.refresh_tip()
        # Strokes are what costs: 2,000 of them take some 30 ms, so many of them change half as often.
        curves = sum(sheet.curves for sheet in self.scene.sheets.values() if sheet.isVisible())
        self._timer.start(_INTERVAL_MS if curves <= _MANY_CURVES else 2 * _INTERVAL_MS)

    def show_next_curves(self) -> bool:
        """Show the weights between the next two layers that look different; return whether there were any.

        While it trains, whoever shows snapshots asks for them frame by frame: cards and all weights at once
        would take longer than a frame.
        """
        return any(self._curves)

    def _open_field(self, node: str, parameter: str, index: tuple[int, ...], at: QPointF) -> None:
        value = self.scene.live.parameter(node, parameter, index)
        if value is not None:
            self._field.open(node, parameter, index, value, at)

    # -- what is seen ----------------------------------------------------------------------------------

    def _view_changed(self) -> None:
        self.overlays.place()
        self.problems.place()
        self._update_probes()

    def _neuron_changed(self) -> None:
        self.overlays.follow_level()
        if self.neuron.focus is not None:
            self.problems.callout.hide()
        self._update_probes()

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
            self.overlays.retranslate()
            self.problems.retranslate()
            self._sync()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view_changed()
