"""What the Graph menu does, and the entries of the Edit menu that are about layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit

from nnplayground.app.translation import current_language
from nnplayground.core.fragment import FORMAT
from nnplayground.ui.panels.catalogue import block_variant

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from nnplayground.app.block_library import BlockLibrary
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.editor.canvas import Canvas
    from nnplayground.ui.editor.live import Show

__all__ = ["GraphCommands"]

_HEAD = 4_000  # characters in which a text says what it is


class GraphCommands(QObject):
    """Connects the actions of blocks, clipboard, arranging and annotating to the canvas.

    Attributes
    ----------
    refused : Signal(str)
        Why something was not done.
    pasted_other : Signal
        What was pasted is no part of a network.
    """

    refused = Signal(str)
    pasted_other = Signal()

    def __init__(self, actions: Actions, canvas: Canvas, library: BlockLibrary) -> None:
        super().__init__(canvas)
        self._canvas, self._library = canvas, library
        editor = canvas.editor
        grouping, arranging, selecting = editor.grouping, editor.arranging, editor.selecting
        actions.connect_all(
            {
                "cut": editor.clipboard.cut,
                "copy": editor.clipboard.copy,
                "paste": self.paste,
                "mute": grouping.mute,
                "rename": canvas.naming.rename,
                "group": grouping.group,
                "ungroup": grouping.ungroup,
                "fold": grouping.toggle_fold,
                "save_block": self.save_block,
                "tidy": arranging.tidy,
                "align_left": arranging.align_left,
                "align_centre": arranging.align_centre,
                "align_right": arranging.align_right,
                "align_top": arranging.align_top,
                "align_middle": arranging.align_middle,
                "align_bottom": arranging.align_bottom,
                "distribute_horizontally": arranging.distribute_horizontally,
                "distribute_vertically": arranging.distribute_vertically,
                "select_upstream": selecting.upstream,
                "select_downstream": selecting.downstream,
                "select_path": selecting.path,
                "zoom_in": canvas.view.actions_.zoom_in.trigger,
                "zoom_out": canvas.view.actions_.zoom_out.trigger,
                "full_size": canvas.view.actions_.full_size.trigger,
                "add_note": self.add_note,
                "add_frame": self.add_frame,
            }
        )
        actions.colours.triggered.connect(self._colour)
        self._shows = actions.shows
        self._shows.triggered.connect(self._show)
        canvas.overlays.showing.shown.connect(self._check_show)
        self._check_show(canvas.scene.live.show)
        library.changed.connect(self._offer_blocks)

    def _show(self, action: QAction) -> None:
        self._canvas.set_show(action.data())

    def _check_show(self, show: Show) -> None:
        for action in self._shows.actions():
            action.setChecked(action.data() == show)

    def paste(self) -> None:
        """Put in what is on the clipboard, in view, if it is part of a network."""
        if FORMAT in QGuiApplication.clipboard().text()[:_HEAD]:
            self._canvas.editor.clipboard.paste(self._middle())
        else:
            self.pasted_other.emit()

    def add_note(self) -> None:
        """Add a note in view."""
        self._canvas.editor.annotating.add_note(self._middle())

    def add_frame(self) -> None:
        """Add a frame around the selection, or in view."""
        self._canvas.editor.annotating.add_frame(self._middle())

    def _middle(self) -> QPointF:
        return self._canvas.view.visible_scene_rect().center()

    def _colour(self, action: QAction) -> None:
        self._canvas.editor.annotating.colour(action.data())

    def _offer_blocks(self) -> None:
        self._canvas.view.adding.blocks = tuple(block_variant(saved) for saved in self._library.blocks)

    def add_block(self, text: str) -> None:
        """Add a block of the palette behind the selected node, or in view."""
        clipboard = self._canvas.editor.clipboard
        part = clipboard.read(text)
        if part is None:
            return
        after = next(reversed(self._canvas.selection()), "")
        new = clipboard.insert(part, None if after else self._middle(), after=after)
        if new:
            self._canvas.view.reveal(next(iter(new.values())))

    def save_block(self) -> None:
        """Ask for a name and keep the selection as a block of the palette."""
        part = self._canvas.editor.clipboard.selection()
        if part is None or not part.graph.nodes:
            self.refused.emit(self.tr("Select the layers to be saved first."))
            return
        outer = [block for block in part.graph.blocks if not block.parent]
        suggested = str(outer[0].title) if len(outer) == 1 else ""
        title, wanted = QInputDialog.getText(
            self._canvas,
            self.tr("Save block to palette"),
            self.tr("Name"),
            QLineEdit.EchoMode.Normal,
            suggested,
        )
        if wanted and title.strip():
            named = part.replace(title={current_language(): title.strip()[:80]})
            self._library.save(named)
