"""Random hands on the real widgets: document, scene and trainer agree, whatever is done and undone."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui import application
from nnplayground.ui.editor.joins import Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from nnplayground.app.document import Document
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Graph
    from nnplayground.ui.application import Program
    from nnplayground.ui.editor import Canvas

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LAYERS = ("dense", "dense 5 relu", "add", "dropout", "flatten", "layer norm", "relu", "concat", "loss")
WEIGHTS = ProbeRequest("weights")
MOST = 24  # nodes; more only make the test slow


@pytest.fixture
def program(qapp: QApplication, tmp_path: object) -> Iterator[Program]:
    program = application.Program(presets.load("spiral"), Settings())
    program.window.canvas.set_reduced_motion(True)
    program.window.resize(1300, 860)
    program.window.show()
    program.session.start()
    yield program
    program.close()


class Hands:
    """Does one random thing at a time, by mouse and keys where a person would."""

    def __init__(self, program: Program, seed: int) -> None:
        self.rng = random.Random(seed)
        self.canvas: Canvas = program.window.canvas
        self.document: Document = program.window._document
        self.done: list[str] = []
        self._ways: list[tuple[int, Callable[[], None]]] = [
            (5, self.add_by_key),
            (4, self.drag_card),
            (4, self.drag_wire),
            (3, self.press_arrow),
            (3, self.delete),
            (2, self.cut),
            (3, self.resize),
            (2, self.duplicate),
            (2, self.drop_from_palette),
            (2, self.copy_and_paste),
            (2, self.group_or_ungroup),
            (2, self.mute),
            (1, self.fold_or_open),
            (1, self.arrange),
            (1, self.note_or_frame),
            (1, self.fix),
            (1, self.wire_by_keys),
            (1, self.zoom),
            (6, self.undo),
            (4, self.redo),
        ]

    @property
    def graph(self) -> Graph:
        return self.document.experiment.graph

    def act(self) -> None:
        weights = [weight for weight, _ in self._ways]
        ((_, way),) = self.rng.choices(self._ways, weights)
        if len(self.graph.nodes) > MOST:
            way = self.undo
        self.done.append(way.__name__)
        way()
        QApplication.processEvents()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas.view, key, modifier)

    def select_some(self, most: int = 3) -> list[str]:
        cards = list(self.canvas.scene.cards)
        chosen = self.rng.sample(cards, min(len(cards), self.rng.randint(1, most)))
        self.canvas.scene.select(chosen)
        return chosen

    def point(self, at: QPointF) -> QPoint:
        return self.canvas.view.from_scene(at).toPoint()

    def drag(self, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
        viewport = self.canvas.view.viewport()
        QTest.mousePress(viewport, LEFT, modifier, start)
        for step in range(1, 5):
            QTest.mouseMove(viewport, start + (end - start) * step / 4)
        QTest.mouseRelease(viewport, LEFT, modifier, end)

    # -- what hands do -------------------------------------------------------------------------------------

    def add_by_key(self) -> None:
        self.select_some(1)
        self.canvas.view.adding.offer_here()
        popup = self.canvas.view.adding.quick_add
        popup.search.setText(self.rng.choice(LAYERS))
        QTest.keyClick(popup.search, Key.Key_Return)

    def drag_card(self) -> None:
        cards = list(self.canvas.scene.cards.values())
        if cards:
            corner = self.rng.choice(cards).scene_rect.topLeft() + QPointF(46, 8)
            start = self.point(corner)
            self.drag(start, start + QPoint(self.rng.randint(-150, 150), self.rng.randint(-120, 120)))

    def drag_wire(self) -> None:
        self.select_some(4)
        marks = [m for c in self.canvas.scene.cards.values() for m in c.ports.values() if m.isVisible()]
        if not marks:
            return
        end = self.rng.choice([*marks, None])
        point = self.point(end.pos()) if end is not None else QPoint(300, 700)
        self.drag(self.point(self.rng.choice(marks).pos()), point)
        self.canvas.view.adding.quick_add.close_()

    def wire_by_keys(self) -> None:
        self.select_some(1)
        for key in (Key.Key_W, self.rng.choice([Key.Key_Left, Key.Key_Down, Key.Key_Tab]), Key.Key_Return):
            self.key(key)
        self.key(Key.Key_Escape)

    def press_arrow(self) -> None:
        arrow = self.rng.choice([Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down])
        self.key(arrow, self.rng.choice([NONE, SHIFT, CONTROL]))

    def delete(self) -> None:
        if self.rng.random() < 0.3 and self.graph.edges:
            self.canvas.scene.select([], self.rng.choice(self.graph.edges))
        else:
            self.select_some(2)
        if self.rng.random() < 0.3:
            self.canvas.editor.remove(reconnect=False)
        else:
            self.canvas.editor.delete()

    def cut(self) -> None:
        bounds = self.canvas.scene.bounds()
        x = bounds.left() + self.rng.random() * bounds.width()
        start, end = QPointF(x, bounds.top() - 30), QPointF(x + 40, bounds.bottom() + 30)
        self.drag(self.point(start), self.point(end), CONTROL)

    def resize(self) -> None:
        self.select_some(1)
        self.key(self.rng.choice([Key.Key_Plus, Key.Key_Minus]))

    def duplicate(self) -> None:
        self.select_some(2)
        self.canvas.editor.duplicate()

    def drop_from_palette(self) -> None:
        edges = [*self.graph.edges, None]
        into = self.rng.choice(edges)
        place = (self.rng.uniform(-300, 900), self.rng.uniform(-300, 300))
        self.canvas.editor.joining.add("linear", {"units": 3}, Spot(into=into, place=place))

    def copy_and_paste(self) -> None:
        self.select_some(2)
        if self.canvas.editor.clipboard.copy():
            self.canvas.editor.clipboard.paste(QPointF(self.rng.uniform(0, 600), 200))

    def group_or_ungroup(self) -> None:
        self.select_some(3)
        grouping = self.canvas.editor.grouping
        self.rng.choice([grouping.group, grouping.group, grouping.ungroup])()

    def fold_or_open(self) -> None:
        self.select_some(2)
        self.canvas.editor.grouping.toggle_fold()

    def mute(self) -> None:
        self.select_some(2)
        self.canvas.editor.grouping.mute()

    def arrange(self) -> None:
        arranging = self.canvas.editor.arranging
        self.select_some(4)
        self.rng.choice([arranging.tidy, arranging.align_left, self.canvas.editor.arrange])()

    def note_or_frame(self) -> None:
        annotating = self.canvas.editor.annotating
        self.rng.choice([annotating.add_note, annotating.add_frame])(QPointF(self.rng.uniform(0, 500), 320))
        self.canvas.view.setFocus()

    def fix(self) -> None:
        self.canvas.editor.apply_fix()

    def zoom(self) -> None:
        self.rng.choice([self.canvas.fit, lambda: self.canvas.view.zoom_by(self.rng.choice([-2, 2]))])()

    def undo(self) -> None:
        self.document.undo_stack.undo()

    def redo(self) -> None:
        self.document.undo_stack.redo()


def assert_scene_shows(hands: Hands) -> None:
    """The cards and wires are those of the document, and where it has them."""
    scene, experiment = hands.canvas.scene, hands.document.experiment
    shown = scene.outline.shown
    assert set(shown) == {node.id for node in experiment.graph.nodes}
    assert set(scene.cards) == set(shown.values())
    wires = {e.key for e in experiment.graph.edges if shown[e.source] != shown[e.target]}
    assert set(scene.wires) == wires
    assert set(scene.sheets) <= wires
    assert set(scene.backdrop.boxes) == {b.id for b in (*experiment.layout.notes, *experiment.layout.frames)}
    assert set(scene.selected) <= set(scene.cards)
    for id, (x, y) in scene.places(experiment).items():
        assert (scene.cards[id].pos.x(), scene.cards[id].pos.y()) == (x, y)


def weights_of(experiment: Experiment) -> dict[str, tuple[int, ...]]:
    """Return the shapes of all weights that training needs."""
    report = experiment.report()
    nodes = [(id, report.nodes[id]) for id in report.used]
    return {f"{id}.{name}": shape for id, node in nodes for name, shape in node.parameter_shapes.items()}


def assert_trainer_holds(program: Program, qtbot: QtBot, last_good: Experiment) -> None:
    """The trainer has the weights of the last network that could be trained."""
    expected = weights_of(last_good)

    def holds_them() -> None:
        program.session.watch(frozenset({WEIGHTS}))  # the window asks for what it shows in between
        snapshot = program.session.snapshot
        answer = snapshot.probes.get(WEIGHTS, {}) if snapshot is not None else {}
        assert {name: array.shape for name, array in answer.items() if name in expected} == expected

    qtbot.waitUntil(holds_them, timeout=10_000)


def run(program: Program, qtbot: QtBot, seed: int, count: int) -> None:
    hands = Hands(program, seed)
    failures: list[object] = []
    program.session.failed.connect(failures.append)
    last_good = hands.document.experiment
    for step in range(count):
        hands.act()
        assert_scene_shows(hands)
        if hands.document.report.ok and hands.graph != last_good.graph:
            # The trainer takes the newest of what it is told, so each network is waited for.
            last_good = hands.document.experiment
            assert_trainer_holds(program, qtbot, last_good)
        if step % 50 == 49:
            program.session.step()
            assert_trainer_holds(program, qtbot, last_good)
    assert not failures, (failures, hands.done[-5:])
    assert hands.document.undo_stack.count() > min(count, 1000) / 5  # hands that do nothing prove nothing
    last, index = hands.document.experiment, hands.document.undo_stack.index()
    while hands.document.undo_stack.canUndo():
        hands.document.undo_stack.undo()
    for _ in range(index):
        hands.document.undo_stack.redo()
    assert hands.document.experiment == last
    assert_scene_shows(hands)


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_random_edits_leave_document_scene_and_trainer_at_one(
    program: Program, qtbot: QtBot, seed: int
) -> None:
    run(program, qtbot, seed, 100)


@pytest.mark.skipif("NNPLAYGROUND_SOAK" not in os.environ, reason="takes minutes; set NNPLAYGROUND_SOAK=1")
@pytest.mark.timeout(7200)
def test_ten_thousand_random_edits(program: Program, qtbot: QtBot) -> None:
    run(program, qtbot, 2026, 10_000)
