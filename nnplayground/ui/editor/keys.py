"""What keys do on the canvas: walking, moving, changing, and calling what the mouse can do too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnplayground.ui.editor.levels import Level
from nnplayground.ui.editor.walking import next_node

if TYPE_CHECKING:
    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.view import CanvasView

__all__ = ["Keys"]

_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


class Keys(QObject):
    """Connects the canvas's actions to what they do."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view, self._scene = view, view.canvas_scene
        view.actions_.connect_all(
            {
                "add": view.adding.offer_here,
                "wire": self._wire,
                "open": self._open,
                "fields": self._edit_fields,
                "neuron": view.open_unit,
                "widen": self._widen,
                "narrow": self._narrow,
                "duplicate": self._duplicate,
                "delete": self._delete,
                "delete_apart": self._delete_apart,
                "apply_fix": self._fix,
                "select_all": self._select_all,
                "leave": view.leave,
                "go_first": self._go_first,
                "go_last": self._go_last,
                "menu": view.open_menu_by_key,
                "fit": view.fit,
                "blocks": self._show_blocks,
                "cards": self._show_cards,
                "zoom_in": self._zoom_in,
                "zoom_out": self._zoom_out,
                "full_size": self._full_size,
                "arrange": self._arrange,
            }
        )
        for way, step in _WAYS.items():
            view.actions_.connect_all(
                {
                    f"go_{way}": partial(self._go, step, extends=False),
                    f"extend_{way}": partial(self._go, step, extends=True),
                    f"move_{way}": partial(self._move, step),
                }
            )

    @property
    def _editor(self) -> Editor:
        return self._view.editor

    # -- walking ---------------------------------------------------------------------------------------

    def _go(self, step: tuple[int, int], *_: bool, extends: bool) -> None:
        """Go to the node an arrow leads to; extending keeps the others selected."""
        scene = self._scene
        here = scene.selected[-1] if scene.selected else None
        middles = {id: card.scene_rect.center() for id, card in scene.cards.items()}
        shown = scene.outline.shown
        edges = [(shown[e.source], shown[e.target]) for e in self._editor.experiment.graph.edges]
        found = next_node([edge for edge in edges if edge[0] != edge[1]], middles, here, *step)
        if found is None:
            return
        kept = [id for id in scene.selected if id != found] if extends else []
        scene.select([*kept, found])
        self._view.reveal(found)

    def _go_first(self) -> None:
        self._go_to(0)

    def _go_last(self) -> None:
        self._go_to(-1)

    def _go_to(self, place: int) -> None:
        shown = self._scene.outline.shown
        order = [shown[id] for id in self._editor.experiment.graph.order()]
        if order:
            self._scene.select([order[place]])
            self._view.reveal(order[place])

    def _select_all(self) -> None:
        self._editor.selecting.everything()

    # -- nodes -----------------------------------------------------------------------------------------

    def _move(self, step: tuple[int, int], *_: bool) -> None:
        self._editor.nudge(*step)

    def _wire(self) -> None:
        self._view.wire_by_keys()

    def _open(self) -> None:
        """Go in one level: into a folded block, into a neuron, else to the fields of the node."""
        id = self._scene.selected[-1] if self._scene.selected else ""
        if not id or self._view.can_open(id):
            self._view.open_unit()
        else:
            self.open_card(id)

    def _edit_fields(self) -> None:
        if self._scene.selected:
            self._view.openRequested.emit(self._scene.selected[-1])

    def open_card(self, id: str) -> None:
        """Show what is in a folded block, else the fields of a node."""
        if id in self._editor.experiment.graph:
            self._view.openRequested.emit(id)
        else:
            self._editor.grouping.open_block(id)

    def _widen(self) -> None:
        self._editor.resize_selected(1)

    def _narrow(self) -> None:
        self._editor.resize_selected(-1)

    def _duplicate(self) -> None:
        self._editor.duplicate()

    def _delete(self) -> None:
        self._editor.delete()

    def _delete_apart(self) -> None:
        self._editor.remove(reconnect=False)

    def _fix(self) -> None:
        self._editor.apply_fix()

    def _arrange(self) -> None:
        self._editor.arrange()

    # -- looking ---------------------------------------------------------------------------------------

    def _show_blocks(self) -> None:
        self._view.set_level(Level.BLOCKS)

    def _show_cards(self) -> None:
        self._view.set_level(Level.CARDS)

    def _zoom_in(self) -> None:
        self._view.zoom_by(1)

    def _zoom_out(self) -> None:
        self._view.zoom_by(-1)

    def _full_size(self) -> None:
        self._view.set_zoom(1.0)
