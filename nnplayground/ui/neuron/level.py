"""Coming into a neuron and out again, by the zoom, a double click or a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from nnplayground.app.samples import SampleChoice
from nnplayground.app.translation import say
from nnplayground.train.commands import SetWeight
from nnplayground.ui.editor.levels import NEURON_ZOOM, is_inside
from nnplayground.ui.neuron.page import NeuronPage
from nnplayground.ui.neuron.panels import can_open
from nnplayground.ui.neuron.reached import Reached
from nnplayground.ui.neuron.reading import units_of
from nnplayground.ui.neuron.sight import drawn_request, probes_for, sight_of
from nnplayground.ui.neuron.window import is_convolution

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.document import Document
    from nnplayground.train.snapshot import ProbeRequest, Snapshot
    from nnplayground.ui.editor.view import CanvasView
    from nnplayground.ui.neuron.panel import Panel

__all__ = ["NeuronLevel"]

_OPEN_ZOOM = 8.0
_FADE_MS = 120


class NeuronLevel(QObject):
    """Shows one neuron over the canvas while the zoom is beyond 300 %.

    Attributes
    ----------
    changed : Signal
        Another neuron is shown, or none; :meth:`probes` returns something else.
    probesChanged : Signal
        It does for the neuron that is shown.
    samples : SampleChoice
        Which sample is looked at.
    """

    changed = Signal()
    probesChanged = Signal()  # noqa: N815

    def __init__(self, view: CanvasView, samples: SampleChoice | None = None) -> None:
        super().__init__(view)
        self._view = view
        self._document: Document | None = None
        self._snapshot: Snapshot | None = None
        self._focus: tuple[str, int] | None = None
        self._came_from: tuple[float, QPointF] | None = None
        self._backward = True
        self._holds = self._to_come = False
        self._z: float | None = None
        self._place: tuple[int, int] | None = None  # to be shown as soon as the numbers are there
        self.samples = samples or SampleChoice(self)
        self.page = NeuronPage(self.samples, view)
        self.page.hide()
        self._veil = _Veil(view)
        self._connect()

    def _connect(self) -> None:
        page, view = self.page, self._view
        view.can_open = self.can_open
        view.unitOpened.connect(self.open)
        view.viewChanged.connect(self._follow_zoom)
        page.wayChosen.connect(self._go_back)
        page.moved.connect(self._move)
        page.zoomed.connect(self._zoom)
        page.panelMade.connect(self._connect_panel)
        self.samples.changed.connect(self._sample_changed)

    def _connect_panel(self, panel: Panel) -> None:
        panel.weightPreviewed.connect(self._preview)
        panel.weightChanged.connect(self._change)
        panel.backwardChosen.connect(self._show_backward)
        panel.pointMoved.connect(self._follow_point)

    # -- the document and the run ----------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Look into another document."""
        self._document = document
        self.close(at_once=True)

    def sync(self) -> None:
        """Follow an edit: what is gone is left, what shrank shows its last neuron."""
        if self._focus is None or self._document is None:
            return
        node, unit = self._focus
        if not self.can_open(node):
            self.close(at_once=True)
            return
        self._look_at(node, min(unit, max(0, units_of(self._document.experiment, node) - 1)))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the newest numbers."""
        self._snapshot = snapshot
        if self._focus is not None and not self._holds:
            self._show()

    def show_reached(self, reached: Reached | None, *, moving: bool = False) -> None:
        """Show of a step in slow motion what has come to the neuron; None shows all of it.

        While the weights are seen to change, the numbers are those that the change was made of: the new ones
        follow with the next step.
        """
        held, self._holds = self._holds, moving and reached is Reached.UPDATE
        self.page.show_reached(reached)
        if held and not self._holds:
            self._show()
        if self._to_come != (reached is not None):  # what is seen to pass is the step to come
            self._to_come = reached is not None
            self.probesChanged.emit()

    def _show(self) -> None:
        if self._focus is None or self._snapshot is None or self._document is None:
            return
        document = self._document
        sight = sight_of(
            document.experiment,
            document.report,
            self._snapshot,
            self._focus,
            self.samples.sample,
            backward=self._backward,
        )
        self.page.show_sight(sight)
        if sight is not None:
            self._go_to_place()
            self._follow_point()

    def _go_to_place(self) -> None:
        place, self._place = self._place, None
        if place is not None and self.page.panel is not None:
            self.page.panel.look_at(place)

    def _follow_point(self) -> None:
        """Ask for as much of the activation as it takes to show the working point."""
        if self.page.panel is not None:
            self._z = self.page.panel.z
            self.changed.emit()

    def probes(self) -> frozenset[ProbeRequest]:
        """Return what must be in snapshots."""
        if self._focus is None:
            return frozenset()
        sample, (node, unit) = self.samples.sample, self._focus
        wanted = probes_for(sample, node, unit, self._z)
        graph = self._document.experiment.graph if self._document is not None else None
        if graph is not None and node in graph and graph.node(node).layer.draws:
            wanted |= {drawn_request(sample, node, to_come=self._to_come)}
        return wanted

    # -- in and out ------------------------------------------------------------------------------------

    @property
    def focus(self) -> tuple[str, int] | None:
        """The node and the neuron that are shown."""
        return self._focus

    def can_open(self, id: str) -> bool:
        """Tell whether there is something to look into."""
        document = self._document
        if document is None or id not in document.experiment.graph:
            return False
        return can_open(document.experiment.graph.node(id)) and document.report.nodes[id].inputs is not None

    def open(self, node: str, unit: int) -> None:
        """Go into a neuron; Esc goes back to where one was."""
        if not self.can_open(node):
            return
        view = self._view
        if self._focus is None:
            self._came_from = view.zoom, view.visible_scene_rect().center()
            old, tile = view.viewport().grab(), self._tile(node, unit)
            self._enter(node, unit)
            self._zoom_onto(node, unit)
            self._fade(old, tile, 1.6)
        else:
            self._look_at(node, unit)
            self._zoom_onto(node, unit)

    def open_at(self, node: str, unit: int, row: int, column: int) -> None:
        """Go into a neuron at one place of its map."""
        self._place = (row, column)
        self.open(node, unit)
        self._show()

    def _enter(self, node: str, unit: int) -> None:
        self._view.inside = True
        self._look_at(node, unit)
        self.resize_to_view()
        self.page.show()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _zoom_onto(self, node: str, unit: int) -> None:
        """Let the canvas below stand where zooming out again leads to this neuron."""
        view = self._view
        centre = QPointF(view.viewport().rect().center())
        # First the zoom: a pan of cards that are still small would lead out of the neuron at once.
        view.set_zoom(max(view.zoom, _OPEN_ZOOM), self._tile(node, unit).center())
        view.pan(centre - self._tile(node, unit).center())

    def close(self, *, at_once: bool = False) -> None:
        """Go back to the cards."""
        if self._focus is None:
            return
        view, focus = self._view, self._focus
        old = self.page.grab() if not at_once else None
        self._focus, self._z = None, None
        view.inside = False
        self.page.hide()
        self.page.clear()
        if is_inside(view.zoom, False) or view.zoom > NEURON_ZOOM:
            self._restore_view()
        self._came_from = None
        view.setFocus()
        view.viewChanged.emit()
        if old is not None:
            self._fade(old, self._tile(*focus), 0.6)
        self.changed.emit()

    def _restore_view(self) -> None:
        view = self._view
        if self._came_from is None:
            view.set_zoom(1.0)
            return
        zoom, middle = self._came_from
        view.set_zoom(zoom)
        view.pan(
            QPointF(view.viewport().rect().center()) - view.to_viewport(QRectF(middle, middle)).topLeft()
        )

    def _follow_zoom(self) -> None:
        view = self._view
        if self._focus is not None:
            if not is_inside(view.zoom, True):
                self._came_from = None
                self.close()
            return
        unit = view.zoomed_unit
        if is_inside(view.zoom, False) and unit is not None and not view.inside:
            old, tile = view.viewport().grab(), self._tile(*unit)
            self._enter(*unit)
            self._fade(old, tile, 1.3)

    def _zoom(self, steps: float) -> None:
        view = self._view
        centre = self._tile(*self._focus).center() if self._focus is not None else None
        view.set_zoom(view.zoom * 1.2**steps, centre)

    def _go_back(self, step: int) -> None:
        if step == 1 and self._focus is not None:
            self._view.canvas_scene.select([self._focus[0]])
        self.close()

    # -- going around ----------------------------------------------------------------------------------

    def _look_at(self, node: str, unit: int) -> None:
        document = self._document
        assert document is not None
        if (node, unit) != self._focus:
            self._focus, self._z = (node, unit), None
        title = say(document.experiment.graph.node(node).title)
        self.page.show_way(title, self._unit_name(node, unit))
        self._show()
        self.changed.emit()

    def _unit_name(self, node: str, unit: int) -> str:
        document = self._document
        if document is None:
            return ""
        spec = document.report.nodes[node].output
        if spec is None or not spec.shape:
            return ""
        if is_convolution(document.experiment.graph.node(node)):
            return self.tr("Filter {number}").format(number=unit + 1)
        if len(spec.shape) > 1:
            return self.tr("Channel {number}").format(number=unit + 1)
        return self.tr("Neuron {number}").format(number=unit + 1)

    def _move(self, down: int, right: int) -> None:
        document = self._document
        if document is None or self._focus is None:
            return
        node, unit = self._focus
        if down:
            self.open(node, (unit + down) % max(1, units_of(document.experiment, node)))
            return
        order = [id for id in document.report.order if self.can_open(id)]
        at = order.index(node) + right
        if 0 <= at < len(order):
            units = units_of(document.experiment, order[at])
            self.open(order[at], min(unit, max(0, units - 1)))

    def _sample_changed(self) -> None:
        if self._focus is not None:
            self._show()
            self.changed.emit()

    def _show_backward(self, backward: bool) -> None:
        self._backward = backward
        self._show()

    # -- weights ---------------------------------------------------------------------------------------

    def _preview(self, node: str, parameter: str, index: tuple[int, ...], value: float) -> None:
        if self._document is not None:
            self._document.preview_weight(SetWeight(node, parameter, index, value))

    def _change(self, node: str, parameter: str, index: tuple[int, ...], before: float, after: float) -> None:
        document = self._document
        if document is None:
            return
        title = say(document.experiment.graph.node(node).title)
        text = self.tr("Change a bias of {node}") if len(index) == 1 else self.tr("Change a weight of {node}")
        old, new = (SetWeight(node, parameter, index, value) for value in (before, after))
        document.type_weight(text.format(node=title), old, new)

    # -- the fade --------------------------------------------------------------------------------------

    def resize_to_view(self) -> None:
        """Cover the canvas."""
        self.page.setGeometry(self._view.rect())

    def _tile(self, node: str, unit: int) -> QRectF:
        card = self._view.canvas_scene.cards.get(node)
        if card is None:
            return QRectF(self._view.viewport().rect())
        return self._view.to_viewport(card.tile(unit) or card.scene_rect)

    def _fade(self, old: QPixmap, tile: QRectF, growth: float) -> None:
        if not self._view.reduced_motion and self._view.isVisible():
            self._veil.start(old, tile.center(), growth)


class _Veil(QWidget):
    """What was seen before, growing or shrinking around the neuron while it fades."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._picture = QPixmap()
        self._centre, self._growth, self._share = QPointF(), 1.0, 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._run = QVariantAnimation(self)
        self._run.setStartValue(0.0)
        self._run.setEndValue(1.0)
        self._run.setDuration(_FADE_MS)
        self._run.valueChanged.connect(self._advance)
        self._run.finished.connect(self._end)
        self.hide()

    def start(self, picture: QPixmap, centre: QPointF, growth: float) -> None:
        self._picture, self._centre, self._growth, self._share = picture, centre, growth, 0.0
        self.setGeometry(self._room.rect())
        self.show()
        self.raise_()
        self._run.start()

    def _advance(self, share: object) -> None:
        self._share = float(share)  # type: ignore[arg-type]
        self.update()

    def _end(self) -> None:
        self.hide()
        self._picture = QPixmap()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 - self._share)
        scale = 1.0 + (self._growth - 1.0) * self._share
        painter.translate(self._centre)
        painter.scale(scale, scale)
        painter.translate(-self._centre)
        painter.drawPixmap(0, 0, self._picture)
