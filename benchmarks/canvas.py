"""What one repaint of the canvas costs, and how fluid a network of 300 nodes is under the mouse."""

from __future__ import annotations

import time
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.editor import Canvas

_PAINTS = 30
_MOVES = 120
_CHAINS, _LENGTH, _UNITS = 6, 49, 55  # 298 nodes; 55 × 55 weights between two
_LONGEST_WAIT = 1.0


def report() -> Iterator[str]:
    yield from _repaints()
    yield from _large_network()


def _repaints() -> Iterator[str]:
    from nnplayground.projects import presets

    spiral = presets.load("spiral")
    for label, width in (("spiral 8-6", 8), ("spiral with 64 units in the first layer", 64)):
        program = _opened(spiral.with_value("nodes.dense1.units", width))
        times = [_timed(program.window.canvas.grab) for _paint in range(_PAINTS)]
        program.close()
        yield f"{label}: {median(times):.1f} ms a repaint"


def _large_network() -> Iterator[str]:
    experiment = _many_chains()
    program = _opened(experiment)
    canvas = program.window.canvas
    nodes, weights = len(experiment.graph.nodes), _UNITS**2
    yield f"{nodes} nodes with {weights:,} weights between two, per frame from the mouse's move to the paint:"
    hand = _Hand(canvas)
    for zoom in (0.8, 0.3):
        yield f"  dragging a card at {zoom:.0%}: {_said(hand.drag(zoom))}"
    for start, end in ((0.65, 1.6), (0.12, 0.5)):
        yield f"  zooming by wheel from {start:.0%} to {end:.0%}: {_said(hand.zoom(start, end))}"
    yield f"  panning at 80%: {_said(hand.pan(0.8))}"
    program.close()


def _said(times: list[float]) -> str:
    return f"median {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms"


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


def _opened(experiment: Experiment) -> Any:
    """Return a program that has trained for a moment, so that there is something to draw."""
    from nnplayground.app.settings import Settings
    from nnplayground.train.commands import Step
    from nnplayground.ui import application

    app = application.make_application("dark", "en")
    program = application.Program(experiment, Settings())
    program.window.show()
    program.session.start()
    program.session.send(Step(1))
    while program.session.snapshot is None or program.session.snapshot.step < 1:
        app.processEvents()
    return program


def _many_chains() -> Experiment:
    """Return six chains of 49 dense layers that are added up."""
    from nnplayground.core.experiment import Experiment

    nodes: list[dict[str, object]] = [{"id": "data1", "kind": "data"}]
    edges: list[dict[str, str]] = []
    for chain in range(_CHAINS):
        before = {"source": "data1", "source_port": "x"}
        for place in range(_LENGTH):
            id = f"dense{chain}_{place}"
            nodes.append({"id": id, "kind": "linear", "units": _UNITS})
            edges.append({**before, "target": id})
            before = {"source": id}
        edges.append({**before, "target": "add1"})
    nodes += [{"id": "add1", "kind": "add"}, {"id": "out", "kind": "linear", "units": 2}]
    nodes.append({"id": "loss1", "kind": "loss"})
    edges += [{"source": "add1", "target": "out"}]
    edges += [{"source": "out", "target": "loss1", "target_port": "prediction"}]
    value = {"data": {"dataset": "spiral"}, "graph": {"nodes": nodes, "edges": edges}}
    return Experiment.from_dict(value)


class _Hand:
    """Moves the mouse over a canvas and waits for every paint."""

    _MIDDLE = f"dense2_{_LENGTH // 2}"

    def __init__(self, canvas: Canvas) -> None:
        from PySide6.QtCore import QEvent, QObject

        class Paints(QObject):
            count = 0

            def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
                self.count += event.type() is QEvent.Type.Paint
                return False

        self._view = canvas.view
        self._cards = canvas.scene.cards
        self._paints = Paints()
        self._view.viewport().installEventFilter(self._paints)

    def _frame(self, action: Callable[[], object]) -> float:
        return _timed(lambda: self._until_painted(action))

    def _until_painted(self, action: Callable[[], object]) -> None:
        from PySide6.QtWidgets import QApplication

        before, latest = self._paints.count, time.perf_counter() + _LONGEST_WAIT
        action()
        while self._paints.count == before and time.perf_counter() < latest:
            QApplication.processEvents()

    def _look(self, zoom: float) -> None:
        """Put the middle of the network into the middle of the view and let everything settle."""
        from PySide6.QtCore import QPointF
        from PySide6.QtWidgets import QApplication

        view = self._view
        view.set_zoom(zoom)
        shown = view.from_scene(self._cards[self._MIDDLE].scene_rect.center())
        view.pan(QPointF(view.viewport().rect().center()) - shown)
        latest = time.perf_counter() + 2
        while time.perf_counter() < latest:
            QApplication.processEvents()

    def _send(self, kind: str, at: Any, button: str) -> None:
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtWidgets import QApplication

        viewport, pressed = self._view.viewport(), getattr(Qt.MouseButton, button)
        held = Qt.MouseButton.NoButton if kind == "MouseButtonRelease" else pressed
        place = viewport.mapToGlobal(QPointF(at))
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(getattr(QEvent.Type, kind), QPointF(at), place, pressed, held, none)
        QApplication.sendEvent(viewport, event)

    def drag(self, zoom: float) -> list[float]:
        """Drag a card in the middle and put it back."""
        from PySide6.QtCore import QPointF

        self._look(zoom)
        start = self._view.from_scene(self._cards[self._MIDDLE].scene_rect.topLeft() + QPointF(40, 10))
        times = self._path(start, "LeftButton")
        self._view.cancel_gesture()
        return times

    def pan(self, zoom: float) -> list[float]:
        """Drag the canvas with the middle button."""
        self._look(zoom)
        middle = self._view.viewport().rect().center()
        times = self._path(middle, "MiddleButton")
        self._send("MouseButtonRelease", middle, "MiddleButton")
        return times

    def _path(self, start: Any, button: str) -> list[float]:
        from PySide6.QtCore import QPointF

        self._send("MouseButtonPress", start, button)
        places = [QPointF(start) + QPointF(2 * step, step % 40) for step in range(1, _MOVES)]
        return [self._frame(lambda at=at: self._send("MouseMove", at, button)) for at in places]

    def zoom(self, start: float, end: float) -> list[float]:
        """Turn the wheel in the middle of the view."""
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent
        from PySide6.QtWidgets import QApplication

        self._look(start)
        viewport = self._view.viewport()
        at = QPointF(viewport.rect().center())
        times: list[float] = []
        while self._view.zoom < end:
            buttons, modifiers = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
            phase = Qt.ScrollPhase.NoScrollPhase
            turn = QPoint(0, 15)
            place = QPointF(viewport.mapToGlobal(at))
            event = QWheelEvent(at, place, QPoint(), turn, buttons, modifiers, phase, False)
            times.append(self._frame(lambda event=event: QApplication.sendEvent(viewport, event)))
        return times
