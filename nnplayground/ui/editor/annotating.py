"""Notes and frames by hand: add, write, colour, move, resize."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from nnplayground.core.graph import free_id
from nnplayground.core.layout import LARGEST, SMALLEST, Colour, Frame, Layout, Note
from nnplayground.ui.editor.boxes import TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nnplayground.ui.editor.editor import Editor
    from nnplayground.ui.editor.scene import CanvasScene

    Box = Note | Frame

__all__ = ["Annotating"]

_NOTE = (200.0, 96.0)
_FRAME = (320.0, 200.0)
_MARGIN = 24.0
_MOST_TITLE, _MOST_TEXT = 80, 10_000


class Annotating(QObject):
    """What a hand can do to notes and frames, each as one edit of the document.

    Attributes
    ----------
    writing : Signal(str)
        A note, a frame, a node or a block is to be given words; the canvas opens a field for them.
    """

    writing = Signal(str)

    def __init__(self, editor: Editor, scene: CanvasScene) -> None:
        super().__init__(editor)
        self._editor, self._scene = editor, scene
        self._unwritten = ""  # a note that was just added

    # -- adding ----------------------------------------------------------------------------------------

    def add_note(self, at: QPointF) -> str:
        """Add an empty note with its corner at a point of the scene, and let it be written."""
        layout = self._layout
        note = Note(
            id=self._new_id("note"), x=round(at.x()), y=round(at.y()), width=_NOTE[0], height=_NOTE[1]
        )
        self._apply(self.tr("Add note"), layout.replace(notes=(*layout.notes, note)))
        self._select(note.id)
        self._unwritten = note.id
        self.writing.emit(note.id)
        return note.id

    def add_frame(self, at: QPointF) -> str:
        """Add a frame around the selected cards, else at a point of the scene, and let it be titled."""
        rect = self._around_selection()
        # Cards that a frame was drawn around must not leave it when the network is laid out anew.
        experiment = self._editor.experiment if rect.isEmpty() else self._editor.with_places()
        if rect.isEmpty():
            rect = QRectF(at.x(), at.y(), *_FRAME)
        frame = Frame(
            id=self._new_id("frame"),
            title=self.tr("Frame"),
            x=round(rect.x()),
            y=round(rect.y()),
            width=_bounded(rect.width()),
            height=_bounded(rect.height()),
        )
        layout = experiment.layout.replace(frames=(*experiment.layout.frames, frame))
        self._editor.apply(self.tr("Add frame"), experiment.replace(layout=layout))
        self._select(frame.id)
        self.writing.emit(frame.id)
        return frame.id

    def _around_selection(self) -> QRectF:
        """Return the room of the selected cards, and of the open blocks that are selected whole."""
        scene = self._scene
        rects = [scene.cards[id].scene_rect for id in scene.selected]
        chosen = set(scene.selected)
        blocks = scene.backdrop.blocks
        rects += [blocks[id].rect for id in blocks if chosen.issuperset(scene.backdrop.cards_of(id))]
        whole = QRectF()
        for rect in rects:
            whole = whole.united(rect)
        return whole.adjusted(-_MARGIN, -_MARGIN - TITLE, _MARGIN, _MARGIN) if rects else whole

    def _new_id(self, base: str) -> str:
        return free_id(base, {box.id for box in (*self._layout.notes, *self._layout.frames)})

    # -- changing --------------------------------------------------------------------------------------

    def words(self, id: str) -> str:
        """Return the text of a note or the title of a frame."""
        box = self.box(id)
        return box.text if isinstance(box, Note) else box.title if box is not None else ""

    def write(self, id: str, words: str | None) -> None:
        """Give a note another text, or a frame another title; None leaves it, but takes back a new note."""
        is_new, self._unwritten = id == self._unwritten, ""
        if words is None:
            if is_new:
                self._editor.take_back()
        elif isinstance(self.box(id), Note):
            self._change(self.tr("Write note"), [id], lambda box: box.replace(text=words[:_MOST_TEXT]))
        else:
            text = self.tr("Rename frame {title}").format(title=self.words(id))
            self._change(text, [id], lambda box: box.replace(title=words.strip()[:_MOST_TITLE]))

    def colour(self, colour: Colour) -> None:
        """Give the selected notes and frames a colour."""
        ids = list(self._scene.backdrop.selected)
        if ids:
            self._change(self.tr("Change colour"), ids, lambda box: box.replace(colour=colour))
        else:
            self._editor.refused.emit(self.tr("No note or frame is selected."))

    def resize(self, id: str, width: float, height: float) -> None:
        """Give a box another size."""
        is_note = isinstance(self.box(id), Note)
        text = self.tr("Resize note") if is_note else self._frame_text(self.tr("Resize frame {title}"), id)
        size = {"width": _bounded(width), "height": _bounded(height)}
        self._change(text, [id], lambda box: box.replace(**size))

    def move(self, places: Mapping[str, QPointF], cards: Mapping[str, tuple[float, float]]) -> None:
        """Move boxes, and the cards that lie in them."""
        first = next(iter(places))
        text = self.tr("Move note")
        if isinstance(self.box(first), Frame):
            text = self._frame_text(self.tr("Move frame {title}"), first)

        def moved(box: Box) -> Box:
            return box.replace(x=round(places[box.id].x()), y=round(places[box.id].y()))

        self._editor.move(cards, text=text, layout=_changed(self._layout, places, moved))

    def _frame_text(self, text: str, id: str) -> str:
        return text.format(title=self.words(id))

    # -- what all share --------------------------------------------------------------------------------

    @property
    def _layout(self) -> Layout:
        return self._editor.experiment.layout

    def box(self, id: str) -> Box | None:
        """Return the note or frame called ``id``."""
        boxes: tuple[Box, ...] = (*self._layout.notes, *self._layout.frames)
        return next((box for box in boxes if box.id == id), None)

    def _change(self, text: str, ids: list[str], change: Callable[[Box], Box]) -> None:
        self._apply(text, _changed(self._layout, ids, change))

    def _apply(self, text: str, layout: Layout) -> None:
        self._editor.apply(text, self._editor.experiment.replace(layout=layout))

    def _select(self, id: str) -> None:
        self._scene.select([])
        self._scene.backdrop.select([id])


def _changed(layout: Layout, ids: Mapping[str, object] | list[str], change: Callable[[Box], Box]) -> Layout:
    notes = tuple(change(note) if note.id in ids else note for note in layout.notes)
    frames = tuple(change(frame) if frame.id in ids else frame for frame in layout.frames)
    return layout.replace(notes=notes, frames=frames)


def _bounded(length: float) -> float:
    return float(round(min(LARGEST, max(SMALLEST, length))))
