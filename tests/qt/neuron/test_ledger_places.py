"""The place of a map that an account looks at, chosen in the real window by the mouse and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from test_ledger import network, sight
from test_ledger_windows import END, PICTURE, SEQUENCE

from nnplayground.app.settings import Settings
from nnplayground.ui.application import Program
from nnplayground.ui.neuron.ledger_panel import LedgerPanel
from nnplayground.ui.neuron.reached import Reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
LAYERS = (
    PICTURE,
    {"id": "norm", "kind": "batch_norm"},
    {"id": "bent", "kind": "activation", "activation": "relu"},
    {"id": "pool", "kind": "max_pool2d"},
    {"id": "up", "kind": "upsample"},
    {"id": "pad", "kind": "zero_pad2d", "padding": [1, 1, 1, 1]},
    {"id": "crop", "kind": "crop2d", "cropping": [1, 0, 0, 1]},
    {"id": "drop", "kind": "dropout2d"},
)
PLACED = [layer["id"] for layer in LAYERS[1:]]


def panel_for(qtbot: QtBot, layers: tuple[dict[str, object], ...], node: str) -> LedgerPanel:
    panel = LedgerPanel()
    qtbot.addWidget(panel)
    panel.resize(900, 460)
    panel.show_sight(sight(network(*layers, *END, data="digits"), node, 1, steps=2))
    return panel


@pytest.mark.parametrize("node", PLACED)
def test_every_account_follows_the_place(qtbot: QtBot, node: str) -> None:
    panel = panel_for(qtbot, LAYERS, node)
    output = panel.sight.trace[node].output
    assert panel.ledger.total[1] == float(output[(1, *(size // 2 for size in output.shape[1:]))])
    for place in [(0, 0), (1, 2), (output.shape[1] - 1, output.shape[2] - 1)]:
        panel.look_at(place)
        assert panel.ledger.total[1] == float(output[(1, *place)])
        assert panel.ledger.title == f"Channel 2, place {place[0] + 1}, {place[1] + 1}"
        assert panel.side().place == place
    panel.look_at((99, -5))  # kept inside
    assert panel.place == (output.shape[1] - 1, 0)


def test_a_row_of_numbers_has_places_from_left_to_right(qtbot: QtBot) -> None:
    panel = panel_for(qtbot, (SEQUENCE, {"id": "pool", "kind": "max_pool1d", "kernel_size": 2}), "pool")
    output = panel.sight.trace["pool"].output
    assert not panel.step(0, 1)  # up and down lead to other channels
    assert panel.step(1, 0)
    assert panel.ledger.total[1] == float(output[1, output.shape[1] // 2 + 1])
    cell = panel.side().map.cell(0, 0)
    assert cell.height() >= 20
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=cell.center().toPoint())
    assert panel.place == (0, 0)
    assert panel.ledger.total[1] == float(output[1, 0])


def test_a_single_number_has_no_places(qtbot: QtBot) -> None:
    panel = panel_for(qtbot, (PICTURE, {"id": "all", "kind": "global_avg_pool"}), "all")
    assert panel.side().map is None
    assert not panel.step(1, 0)
    assert not panel.step(0, 1)


def test_no_number_lies_under_the_map(qtbot: QtBot) -> None:
    panel = panel_for(qtbot, LAYERS, "drop")
    panel.resize(panel.minimumSizeHint())
    ledger, side = panel.ledger, panel.side()
    room = side.map.rect.left() - panel.plate_rect().left() - 16
    wide = panel._column_width(ledger, room)
    assert 16 + panel._label_width(ledger) + len(ledger.columns) * wide < room


@pytest.fixture
def program(qtbot: QtBot) -> Iterator[Program]:
    layers = (PICTURE, {"id": "pool", "kind": "avg_pool2d"}, {"id": "bent", "kind": "activation"})
    program = Program(network(*layers, *END, data="digits", batch_size=64), Settings())
    program.window.canvas.set_reduced_motion(True)
    program.window.resize(1440, 900)
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: program.session.snapshot is not None and program.session.snapshot.run > 0)
    yield program
    program.close()


def enter(qtbot: QtBot, program: Program, node: str, unit: int = 1) -> LedgerPanel:
    neuron = program.window.canvas.neuron
    neuron.open(node, unit)

    def shows() -> bool:
        seen = neuron.page.panel and neuron.page.panel.sight
        return bool(seen) and (seen.node, seen.unit) == (node, unit)

    qtbot.waitUntil(shows, timeout=20_000)
    assert isinstance(neuron.page.panel, LedgerPanel)
    return neuron.page.panel


def test_the_mouse_and_the_arrows_choose_a_place_that_training_keeps(program: Program, qtbot: QtBot) -> None:
    panel, page = enter(qtbot, program, "pool"), program.window.canvas.neuron.page
    size = panel.side().map.values.shape
    middle = (size[0] // 2, size[1] // 2)
    assert panel.side().place == middle
    QTest.keyClick(page, Key.Key_Up)
    QTest.keyClick(page, Key.Key_Left)
    assert panel.place == (middle[0] - 1, middle[1] - 1)
    point = panel.side().map.cell(0, 1).center().toPoint()
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=point)
    assert panel.place == (0, 1)
    assert panel.ledger.title.endswith("place 1, 2")
    QTest.mouseMove(panel, point + QPoint(1, 1))
    qtbot.waitUntil(lambda: bool(panel.toolTip()))
    step = panel.sight.trace.step
    program.session.step()
    qtbot.waitUntil(lambda: panel.sight.trace.step > step, timeout=20_000)
    seen = panel.sight.trace["pool"]
    assert panel.place == (0, 1)
    assert panel.ledger.total[1] == float(seen.output[1, 0, 1])
    window = seen.inputs[0][1, 0:2, 2:4]
    np.testing.assert_allclose([line.numbers[0] for line in panel.ledger.lines], window.ravel())
    QTest.keyClick(page, Key.Key_Down, CONTROL)  # to the next channel, at the same place
    qtbot.waitUntil(lambda: panel.sight.unit == 2)
    assert panel.place == (0, 1)
    panel = enter(qtbot, program, "bent")
    assert panel.place is None  # another node begins in the middle


def test_slow_motion_keeps_the_place(program: Program, qtbot: QtBot) -> None:
    panel, window = enter(qtbot, program, "bent"), program.window
    panel.step(-1, 0)
    place = panel.place
    window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: window.slow.flow.stages > 0, timeout=20_000)
    window.canvas.neuron.show_reached(Reached.UPDATE, moving=True)
    panel.step(0, -1)  # also while the numbers are held
    assert panel.place == (place[0] - 1, place[1])
    shown = panel.sight.trace
    assert panel.ledger.total[1] == float(shown["bent"].output[(1, *panel.place)])
    program.session.step()
    window.canvas.neuron.show_reached(Reached.FORWARD, moving=True)
    qtbot.waitUntil(lambda: panel.sight.trace.step > shown.step, timeout=20_000)
    assert panel.side().place == (place[0] - 1, place[1])


def test_a_place_of_a_map_elsewhere_is_gone_to(program: Program, qtbot: QtBot) -> None:
    program.window.canvas.neuron.open_at("pool", 1, 2, 0)
    panel = enter(qtbot, program, "pool")
    qtbot.waitUntil(lambda: panel.place == (2, 0), timeout=20_000)
