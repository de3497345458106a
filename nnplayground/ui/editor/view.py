"""The canvas under the hands: mouse, keys and drops become gestures, gestures become edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPen,
)

from nnplayground.app.translation import say
from nnplayground.ui.editor.adding import Adding
from nnplayground.ui.editor.box_gestures import activate_backdrop
from nnplayground.ui.editor.canvas_actions import CanvasActions
from nnplayground.ui.editor.context_menu import PLACES, ContextMenu
from nnplayground.ui.editor.drops import LAYER_MIME, MIMES
from nnplayground.ui.editor.edge_scroll import EdgeScroll
from nnplayground.ui.editor.hover import Hover
from nnplayground.ui.editor.joins import Spot
from nnplayground.ui.editor.key_wiring import KeyWiring
from nnplayground.ui.editor.keys import Keys
from nnplayground.ui.editor.openable import unit_at
from nnplayground.ui.editor.picking import gesture_at
from nnplayground.ui.editor.previews import DropPreview
from nnplayground.ui.editor.viewport import Viewport
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QMouseEvent,
    )
    from PySide6.QtWidgets import QWidget

    from nnplayground.core.graph import Edge
    from nnplayground.ui.editor.card import Card
    from nnplayground.ui.editor.context_menu import Entry
    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.gestures import Gesture
    from nnplayground.ui.editor.ports import PortRef
    from nnplayground.ui.editor.scene import CanvasScene

__all__ = ["LAYER_MIME", "CanvasView"]

_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class CanvasView(Viewport):
    """Shows the scene and turns what hands do into gestures.

    Attributes
    ----------
    weightClicked : Signal(str, str, tuple, QPointF)
        Node, parameter and index of a number that was clicked, and where in the viewport.
    unitSelected : Signal(str, int)
        Node and unit whose tile was clicked; −1 where the card was clicked beside them.
    openRequested : Signal(str)
        A node is to be looked at closely: its fields, or what is in it.
    spaceTapped : Signal
        Space went down and up again without a drag in between.
    editor : Editor
        What gestures and keys ask for edits; set with the document.
    more_actions : dict of str to sequence of QAction, None or (str, sequence of QAction)
        What the window adds to the context menus of each of :data:`context_menu.PLACES`: actions, lines,
        and submenus.
    modifiers : Qt.KeyboardModifier
        The keys held during the newest mouse event.
    """

    weightClicked = Signal(str, str, tuple, QPointF)  # noqa: N815
    unitSelected = Signal(str, int)  # noqa: N815
    openRequested = Signal(str)  # noqa: N815
    spaceTapped = Signal()  # noqa: N815

    def __init__(self, scene: CanvasScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.editor: Editor
        self.modifiers = Qt.KeyboardModifier.NoModifier
        self.more_actions: dict[str, Sequence[Entry]] = dict.fromkeys(PLACES, ())
        self._gesture: Gesture | None = None
        self._key_wiring: KeyWiring | None = None
        self._space: bool | None = None  # down; and whether it has dragged meanwhile
        self._ring = False
        self._hand: QPointF | None = None  # where the mouse is in the viewport; None after a key
        self.hovering = Hover(self)
        self.actions_ = CanvasActions(self)
        self._scroll = EdgeScroll(self, self._follow)
        self._drop = DropPreview(self)
        self.adding = Adding(self)
        self._keys = Keys(self)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Network"))
        theme().themeChanged.connect(self._recolour)
        scene.selectionEdited.connect(self._describe)

    # -- mouse -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._take_hand(event)
        self._end_key_wiring()
        if self._gesture is None:
            if self._space is not None:
                self._space = True
            self._begin(gesture_at(self, event, pans=self._space is not None))
        event.accept()

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self.hovering.leave()
        if gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._take_hand(event)
        if self._gesture is None:
            self.hovering.at(self.to_scene(event.position()))
            return
        self._follow(event.position())
        if self._gesture.scrolls:
            self._scroll.watch(event.position())

    def _follow(self, at: QPointF) -> None:
        """Tell the gesture where the hand is, also because the view has moved under it."""
        if self._gesture is not None:
            self._gesture.move(at if self._gesture.in_viewport else self.to_scene(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._take_hand(event)
        gesture = self._end_gesture()
        if gesture is None:
            return
        point = self.to_scene(event.position())
        gesture.release(event.position() if gesture.in_viewport else point)
        self.hovering.at(point)

    def _end_gesture(self) -> Gesture | None:
        gesture, self._gesture = self._gesture, None
        self._scroll.stop()
        if self._space is None:
            self.viewport().unsetCursor()
        return gesture

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._space is not None:
            self.mousePressEvent(event)
            return
        self._take_hand(event)
        point = self.to_scene(event.position())
        card, edge = self.canvas_scene.card_at(point), self.canvas_scene.edge_at(point, 8.0 / self.zoom)
        if self.canvas_scene.port_at(point, 9.0) is not None or self.hovering.buttons.contains_point(point):
            self.mousePressEvent(event)
        elif card is not None:
            self._open_at(card, point)
        elif activate_backdrop(self, point):
            return
        elif edge is not None:
            self.adding.offer(Spot(into=edge), point)
        else:
            self.adding.offer(self.adding.free_spot(point), point)

    def _open_at(self, card: Card, point: QPointF) -> None:
        """Look into a neuron whose tile is at a point; of a card besides its tiles, edit the fields."""
        unit = unit_at(self, point) if card.body.tiles else None
        if unit is not None:
            self.unitOpened.emit(*unit)
        else:
            self._keys.open_card(card.id)

    def _hovered_unit(self) -> tuple[str, int] | None:
        return self.hovering.unit

    def _take_hand(self, event: QMouseEvent) -> None:
        self.modifiers = event.modifiers()
        self._hand = event.position()

    def cancel_gesture(self) -> bool:
        """Leave everything as it was before the button was pressed; return whether there was anything."""
        self._end_key_wiring()
        gesture = self._end_gesture()
        if gesture is None:
            return False
        gesture.cancel()
        return True

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:  # also onto what lies over the canvas
            self._hand = None
            if self._gesture is None:
                self.hovering.at(None)
        return super().viewportEvent(event)

    # -- keys ------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride and self._wants(event):
                event.accept()
                return True
            # Before Qt moves the focus on; Shift+Tab still leaves the canvas.
            if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def _wants(self, event: QKeyEvent) -> bool:
        """Tell whether a key is taken from the window's shortcuts: Space, because held down it pans."""
        is_space = event.key() == Qt.Key.Key_Space and not event.modifiers()
        return is_space or self._key_wiring is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._press_space(event)
        elif self._key_wiring is not None:
            if not self._key_wiring.key(event):
                self._key_wiring = None
        elif not self._act(event):
            event.ignore()

    def _act(self, event: QKeyEvent) -> bool:
        action = self.actions_.of_key(event)
        if action is None:
            return False
        if not action.isEnabled():
            self.editor.refused.emit(action.toolTip())
            return True
        if action is not self.actions_.add:
            self._hand = None
        action.trigger()
        return True

    def _press_space(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._space = False
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or self._space is None:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            dragged, self._space = self._space, None
            if self._gesture is None:
                self.viewport().unsetCursor()
            if not dragged:
                self.spaceTapped.emit()

    def leave(self) -> None:
        """Give up what is under way; else select nothing."""
        if not (self.cancel_gesture() or self.editor.grouping.up()):
            self.canvas_scene.select([])
            self.canvas_scene.backdrop.select([])

    def wire_by_keys(self, start: PortRef | None = None) -> None:
        """Take a wire in hand at a port, by default the first of the selected node."""
        self.cancel_gesture()
        if start is None and self.canvas_scene.selected:
            refs = list(self.canvas_scene.cards[self.canvas_scene.selected[-1]].ports)
            start = next((ref for ref in refs if ref.is_output), next(iter(refs), None))
        if start is not None:
            self._key_wiring = KeyWiring(self, start)

    def _end_key_wiring(self) -> None:
        wiring, self._key_wiring = self._key_wiring, None
        if wiring is not None:
            wiring.cancel()

    @property
    def hand(self) -> QPointF | None:
        """Where the mouse is in the viewport; None if keys were used since, or it has left."""
        return self._hand

    # -- menus -----------------------------------------------------------------------------------------

    def open_menu(self, at: QPointF) -> None:
        """Open the menu of what is at a point of the viewport."""
        menu = ContextMenu(self, self.to_scene(at))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at.toPoint()))

    def open_menu_by_key(self) -> None:
        """Open the menu of what is selected, else of the canvas."""
        scene = self.canvas_scene
        if scene.selected_edge is not None:
            point = self.middle_of(scene.selected_edge)
        elif scene.selected:
            point = scene.cards[scene.selected[-1]].scene_rect.topLeft() + QPointF(24, 12)
        else:
            point = self.visible_scene_rect().center()
        self.open_menu(self.from_scene(point))

    def middle_of(self, edge: Edge) -> QPointF:
        """Return the middle of a wire, in the scene."""
        return self.canvas_scene.wires[edge.key].path.pointAtPercent(0.5)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # The mouse's menu waits for the release, because a right drag pans.
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.open_menu_by_key()
        event.accept()

    # -- layers from the palette -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(event.mimeData().hasFormat(kind) for kind in MIMES):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._drop.show(event.mimeData(), self.to_scene(event.position())):
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._drop.clear()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.clear()
        if self._drop.let_fall(event.mimeData(), self.to_scene(event.position())):
            event.acceptProposedAction()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what it says ----------------------------------------------------------------------------------

    def refresh_tip(self) -> None:
        """Show the newest number of the weight under the mouse."""
        self.hovering.tip.refresh()

    def show_tip(self, text: str, at: QPointF | None = None) -> None:
        """Say a sentence beside a point of the scene; an empty one hides it."""
        self.hovering.tip.say(text, self.from_scene(at) if at is not None else QPointF())

    def announce(self, text: str) -> None:
        """Let a screen reader say something."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _describe(self, ids: list[str]) -> None:
        self.hovering.place_buttons()
        self.setAccessibleDescription(self._description(ids))
        if self.hasFocus():
            self.announce(self.accessibleDescription())

    def _description(self, ids: list[str]) -> str:
        if not ids:
            return self.tr("Nothing selected")
        cards = [self.canvas_scene.cards[id] for id in ids]
        names = ", ".join(card.face.title for card in cards)
        if len(cards) > 1:
            return self.tr("{nodes} selected").format(nodes=names)
        face = cards[0].face
        words = [names, face.kind, face.shape, *(say(p.message) for p in cards[0].report.problems)]
        return ", ".join(word for word in words if word)

    # -- painting --------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in _BY_KEYS
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        if self._space is not None:  # its release goes elsewhere now
            self._space = None
            self.viewport().unsetCursor()
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawForeground(painter, rect)
        if self._ring:
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(theme().colour("accent"), 1))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.restore()

    def _recolour(self) -> None:
        self.canvas_scene.recolour()
        self.hovering.tip.update()
        self.viewport().update()
