"""Notes and frames: drawn, written, moved with what lies in them, coloured, undone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from test_canvas import at, click, drag, press_key, undo_texts

Key = Qt.Key


def layout(canvas):
    return canvas.document.experiment.layout


def add_note(canvas, point, text):
    id = canvas.editor.annotating.add_note(point)
    QTest.keyClicks(canvas.naming.field, text)
    QTest.keyClick(canvas.naming.field, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return id


def test_a_note_is_written_where_it_stands(canvas):
    id = add_note(canvas, QPointF(40, 400), "Watch this")
    assert [(note.id, note.text) for note in layout(canvas).notes] == [(id, "Watch this")]
    assert undo_texts(canvas) == ["Add note", "Write note"]
    canvas.fit()
    middle = at(canvas, canvas.scene.backdrop.boxes[id].rect.center())
    QTest.mouseDClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert canvas.naming.field.isVisible()
    QTest.keyClicks(canvas.naming.field, " closely")
    canvas.view.setFocus()
    assert layout(canvas).notes[0].text == "Watch this closely"


def test_esc_takes_back_a_new_note_and_leaves_an_old_one_as_it_was(canvas):
    canvas.editor.annotating.add_note(QPointF(40, 400))
    QTest.keyClicks(canvas.naming.field, "Not")
    QTest.keyClick(canvas.naming.field, Key.Key_Escape)
    assert layout(canvas).notes == ()
    assert not canvas.naming.field.isVisible()
    assert undo_texts(canvas) == []
    assert not canvas.editor._document.undo_stack.canRedo()
    id = add_note(canvas, QPointF(40, 400), "Watch this")
    canvas.editor.annotating.writing.emit(id)
    QTest.keyClicks(canvas.naming.field, " closely")
    QTest.keyClick(canvas.naming.field, Key.Key_Escape)
    assert [note.text for note in layout(canvas).notes] == ["Watch this"]


def test_a_note_is_selected_moved_resized_and_deleted(canvas):
    id = add_note(canvas, QPointF(40, 400), "Note")
    canvas.fit()
    box = canvas.scene.backdrop.boxes[id]
    before = box.rect
    middle = at(canvas, box.rect.center())
    drag(canvas, middle, middle + QPoint(0, 40))
    assert box.rect.top() > before.top()
    assert box.rect.size() == before.size()
    corner = at(canvas, box.handle().center())
    drag(canvas, corner, corner + QPoint(60, 30))
    assert box.rect.width() > before.width()
    assert undo_texts(canvas)[2:] == ["Move note", "Resize note"]
    click(canvas, at(canvas, box.rect.center()))
    press_key(canvas, Key.Key_Delete)
    assert layout(canvas).notes == ()
    canvas.document.undo_stack.undo()
    assert len(layout(canvas).notes) == 1


def test_a_frame_stands_around_the_selection_and_takes_it_along(canvas):
    canvas.select(["dense1", "dense2"])
    id = canvas.editor.annotating.add_frame(QPointF())
    canvas.naming.field.close_(taking=False)
    frame = canvas.scene.backdrop.boxes[id]
    cards = canvas.scene.cards
    assert all(frame.rect.contains(cards[c].scene_rect) for c in ("dense1", "dense2"))
    canvas.fit()
    before = {c: cards[c].pos for c in cards}
    title = at(canvas, frame.rect.topLeft() + QPointF(60, 12))
    drag(canvas, title, title + QPoint(0, 48))
    assert cards["dense1"].pos.y() > before["dense1"].y()
    assert cards["dense3"].pos == before["dense3"]
    assert undo_texts(canvas)[-1] == "Move frame Frame"
    canvas.document.undo_stack.undo()
    assert cards["dense1"].pos == before["dense1"]


def test_what_is_selected_takes_a_colour(canvas):
    id = add_note(canvas, QPointF(40, 400), "Note")
    canvas.scene.backdrop.select([id])
    canvas.editor.annotating.colour("violet")
    assert layout(canvas).notes[0].colour == "violet"
    assert undo_texts(canvas)[-1] == "Change colour"


def test_notes_and_names_do_not_touch_the_network(canvas):
    changes = []
    structure = canvas.document.experiment.graph.structure
    canvas.document.changed.connect(lambda before, after: changes.append(after.graph.structure))
    add_note(canvas, QPointF(40, 400), "Note")
    canvas.editor.grouping.rename("dense1", "Stem")
    assert set(changes) == {structure}


def test_duplicates_of_notes_stand_beside_them(canvas):
    id = add_note(canvas, QPointF(40, 400), "Note")
    canvas.scene.backdrop.select([id])
    canvas.editor.duplicate()
    first, second = layout(canvas).notes
    assert (second.x, second.y) == (first.x + 32, first.y + 32)
    assert canvas.scene.backdrop.selected == [second.id]
