"""The real window on real training: what a person does first."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from nnplayground.app.settings import Settings
from nnplayground.app.translation import install_language
from nnplayground.core.features import PLANE_FEATURES
from nnplayground.projects import presets
from nnplayground.train.commands import Step
from nnplayground.train.run import run_experiment
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.panels.inspect_unit import UnitEditor
from nnplayground.ui.shortcuts import Shortcuts
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from nnplayground.train.snapshot import Snapshot

_LOADING_MS = 30_000


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("spiral"), Settings())
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: _is_ready(program), timeout=_LOADING_MS)
    yield program
    program.close()
    install_language("en")


def _is_ready(program: Program) -> bool:
    snapshot = program.session.snapshot
    if snapshot is None or program.session.points is None:
        return False
    return snapshot.state is RunState.PAUSED and program.session.is_watched(snapshot)


def _train(qtbot: QtBot, program: Program, epochs: int) -> None:
    goal = program.session.snapshot.epoch + epochs
    program.session.send(Step(epochs=epochs))
    qtbot.waitUntil(lambda: program.session.snapshot.epoch >= goal, timeout=20_000)


def test_space_plays_and_pauses(qtbot: QtBot, program: Program) -> None:
    window = program.window
    window.canvas.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.snapshot.epoch >= 3, timeout=20_000)
    assert program.session.is_playing
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.session.snapshot.state is RunState.PAUSED)
    stopped = program.session.snapshot.epoch
    _train(qtbot, program, 1)
    assert program.session.snapshot.epoch == stopped + 1


def test_the_window_and_the_command_line_give_the_same_losses(qtbot: QtBot, program: Program) -> None:
    program.session.play()  # at one epoch a picture every epoch is logged
    qtbot.waitUntil(lambda: program.session.snapshot.epoch >= 15, timeout=20_000)
    program.session.pause()
    curves = program.session.history.arrays()
    alone = run_experiment(program.document.experiment.replace(training=_until(program, 15)))
    for name in ("train_loss", "validation_loss", "test_loss"):
        assert list(curves.mean[name][:16]) == list(alone.history.mean[name])


def _until(program: Program, epochs: int) -> object:
    training = program.document.experiment.training
    return training.replace(stop=training.stop.replace(epochs=epochs))


def test_reset_returns_to_the_same_weights_and_reseed_does_not(qtbot: QtBot, program: Program) -> None:
    first = program.session.snapshot.train.loss
    _train(qtbot, program, 5)
    program.window.actions_.reset.trigger()
    qtbot.waitUntil(lambda: program.session.snapshot.epoch == 0)
    assert program.session.snapshot.train.loss == first
    run = program.session.snapshot.run
    program.window.actions_.reseed.trigger()
    qtbot.waitUntil(lambda: program.session.snapshot.run > run and program.session.snapshot.epoch == 0)
    assert program.session.snapshot.train.loss != first


def test_a_live_setting_is_one_undo_entry(qtbot: QtBot, program: Program) -> None:
    window, document = program.window, program.document
    before = document.experiment
    window.toolbar._set_rate(0.1)
    assert document.experiment.training.learning_rate == 0.1
    assert "0.1" in window.actions_.undo.text()
    window.actions_.undo.trigger()
    assert document.experiment == before
    assert not document.is_modified


def test_a_neuron_added_while_it_plays_keeps_it_learning(qtbot: QtBot, program: Program) -> None:
    _train(qtbot, program, 20)
    learned = program.session.snapshot.train.loss
    program.session.play()
    document = program.document
    node = document.experiment.graph.node("dense1")
    wider = document.experiment.graph.update(node.with_fields(units=9))
    document.apply("Widen Dense 1", document.experiment.replace(graph=wider))
    qtbot.waitUntil(lambda: _units(program) == 9, timeout=10_000)
    epoch = program.session.snapshot.epoch
    qtbot.waitUntil(lambda: program.session.snapshot.epoch > epoch + 3, timeout=10_000)
    assert epoch >= 20, "the edit must not start again"
    assert program.session.snapshot.train.loss < learned * 1.5
    program.window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: _units(program) == 8, timeout=10_000)
    assert program.session.is_playing


def _units(program: Program) -> int:
    for request, answer in program.session.snapshot.probes.items():
        if request.probe == "maps" and "dense1" in answer:
            return len(answer["dense1"])
    return 0


def test_every_data_set_can_be_chosen_while_it_plays(qtbot: QtBot, program: Program) -> None:
    window = program.window
    program.session.play()
    qtbot.waitUntil(lambda: program.session.snapshot.epoch >= 2, timeout=20_000)
    for kind in ("sine", "digits", "circle", "iris", "plane", "diabetes", "blobs", "spiral"):
        goal = program.session.snapshot.epoch + 1
        window.data_panel._choose_dataset(kind)
        assert program.document.report.ok, kind
        qtbot.waitUntil(lambda goal=goal: program.session.snapshot.epoch >= goal, timeout=20_000)
        assert program.session.snapshot.state is RunState.PLAYING


def test_the_language_changes_while_it_trains(qtbot: QtBot, program: Program) -> None:
    program.session.play()
    old = program.window
    program.set_language("ru")
    assert program.window is not old
    assert program.window.menuBar().actions()[0].text() == "Файл"
    epoch = program.session.snapshot.epoch
    qtbot.waitUntil(lambda: program.session.snapshot.epoch > epoch, timeout=10_000)
    program.set_language("en")
    assert program.window.menuBar().actions()[0].text() == "File"


def test_a_broken_file_is_one_sentence_and_nothing_is_lost(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    before = program.document.experiment
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "nnplayground", "graph": ', encoding="utf-8")
    program.window.files.open_path(broken)
    qtbot.waitUntil(program.window.notice.isVisible)
    assert "broken.json" in program.window.notice.text()
    assert program.document.experiment == before


def test_the_last_valid_network_trains_on_while_the_graph_is_broken(qtbot: QtBot, program: Program) -> None:
    document, session = program.document, program.session
    _train(qtbot, program, 3)
    graph = document.experiment.graph
    broken = graph.disconnect(graph.incoming("loss")[0])
    session.play()
    document.apply("Cut", document.experiment.replace(graph=broken))
    qtbot.waitUntil(lambda: bool(session.snapshot.refusal) and session.snapshot.epoch > 5, timeout=10_000)
    assert session.snapshot.state is RunState.PLAYING
    said = [label.text() for label in program.window.status.findChildren(QLabel)]
    assert "Training the last valid network on CPU" in said
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not session.snapshot.refusal, timeout=10_000)
    assert session.snapshot.state is RunState.PLAYING


def test_all_is_fixed_by_one_key_and_taken_back_by_one(qtbot: QtBot, program: Program) -> None:
    document, window = program.document, program.window
    before = document.experiment
    graph = before.graph
    head = graph.node(graph.incoming("loss")[0].source)
    graph = graph.update(head.with_fields(units=7, activation="softmax"))
    document.apply("Break", before.replace(graph=graph.disconnect(graph.incoming("dense2")[0])))
    broken = document.experiment
    window.canvas.view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Greater, Qt.KeyboardModifier.ControlModifier)
    assert document.report.problems == ()
    assert document.undo_stack.undoText() == "Fix 3 problems"
    document.undo_stack.undo()
    assert document.experiment == broken


def test_a_divergence_is_a_sentence_with_a_way_on(qtbot: QtBot, program: Program) -> None:
    steep = presets.load("linear-regression").with_value("training.learning_rate", 1.0)
    program.document.open(steep)
    program.session.set_pace(None)
    program.session.play()
    qtbot.waitUntil(lambda: program.session.snapshot.state is RunState.DIVERGED, timeout=20_000)
    notice = program.window.notice
    assert notice.isVisible()
    assert "not finite" in notice.text()
    notice._act()
    assert program.document.experiment.training.learning_rate == 0.3
    # The lower rate and the reset are two commands, and a picture may be taken between them.
    qtbot.waitUntil(
        lambda: program.session.snapshot.epoch == 0 and program.session.snapshot.state is RunState.PAUSED,
        timeout=10_000,
    )
    assert not notice.isVisible()


def test_saving_and_opening_gives_the_same_experiment(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    document, window = program.document, program.window
    window.toolbar._set_rate(0.01)
    path = tmp_path / "mine.nnp"
    saved = document.experiment
    with qtbot.waitSignal(window.files.said):
        window.files._write(path, lambda: None)
    assert not document.is_modified
    with qtbot.waitSignal(window.files.opened):
        window.files.open_preset("circle")
    with qtbot.waitSignal(window.files.opened):
        window.files.open_path(path)
    assert document.experiment == saved


def test_nothing_heavy_is_imported_before_the_window() -> None:
    code = (
        "import sys, nnplayground.ui.application;"
        "print([m for m in ('torch', 'sklearn', 'matplotlib', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_link_hides_the_controls_it_names(qtbot: QtBot, program: Program) -> None:
    window = program.window
    hidden = ("showTestData", "learningRate", "dataset", "noise", "percTrainData")
    hidden += ("numHiddenLayers", "xTimesY")
    link = "https://playground.tensorflow.org/#dataset=xor" + "".join(f"&{name}_hide=true" for name in hidden)
    with qtbot.waitSignal(window.files.opened):
        window.files.open_link(link)
    panel = window.data_panel
    for control in (window.output.picture.test_switch, panel.gallery, panel.noise, panel.split):
        assert not control.isVisible()
    assert window.output.picture.discretize_switch.isVisible()
    assert not window.palette_panel.isVisible()
    assert set(panel.features._choices) == set(PLANE_FEATURES[:7]) - {"x1*x2"}
    with qtbot.waitSignal(window.files.opened):
        window.files.open_preset("circle")
    for control in (window.output.picture.test_switch, panel.gallery, panel.noise, panel.split):
        assert control.isVisible()


def test_an_unforeseen_error_of_another_thread_is_said_and_the_window_lives(
    qtbot: QtBot, program: Program
) -> None:
    threading.Thread(target=program.crashed.emit, args=(RuntimeError("surprise"),)).start()
    qtbot.waitUntil(program.window.notice.isVisible)
    assert "RuntimeError" in program.window.notice.text()
    _train(qtbot, program, 1)


def test_units_are_ablated_and_weights_drawn_anew_in_a_running_network(
    qtbot: QtBot, program: Program
) -> None:
    window, document = program.window, program.document
    window.canvas.unitSelected.emit("dense1", 2)
    window.right.show_inspector()
    page = window.inspector.editor
    assert isinstance(page, UnitEditor)
    qtbot.waitUntil(lambda: page.activations.counts is not None and page.bias.isVisible())
    before = program.session.snapshot
    assert before is not None
    page.ablated.click()
    assert document.experiment.graph.node("dense1").options.ablated == (2,)
    qtbot.waitUntil(lambda: _now(program).train.loss != before.train.loss)
    assert _now(program).step == before.step
    page.ablated.click()
    qtbot.waitUntil(lambda: _now(program).train.loss == before.train.loss)
    document.reinitialize("Initialize again", ["dense2"])
    qtbot.waitUntil(lambda: _now(program).train.loss != before.train.loss)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: _now(program).train.loss == before.train.loss)


def _now(program: Program) -> Snapshot:
    assert program.session.snapshot is not None
    return program.session.snapshot


def test_slash_offers_layers_on_the_canvas_and_control_f_searches_the_palette(program: Program) -> None:
    window = program.window
    window.activateWindow()
    window.canvas.view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Slash)
    popup = window.canvas.view.adding.quick_add
    assert popup.isVisible()
    QTest.keyClick(popup.search, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_panel.search.hasFocus()


def test_space_on_the_canvas_plays_and_control_enter_goes_to_the_first_field(program: Program) -> None:
    window = program.window
    window.activateWindow()
    view = window.canvas.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert program.session.is_playing
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert not program.session.is_playing
    window.canvas.select(["dense1"])
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.inspector.isAncestorOf(window.focusWidget())


def test_the_keyboard_page_lists_the_window_and_the_canvas(program: Program) -> None:
    program.window.actions_.shortcuts.trigger()
    dialog = program.window.findChild(Shortcuts)
    listed = dict(dialog.rows())
    assert listed["Play"] == "Space"
    assert "W" in listed["Draw wire"]
    dialog.close()


@pytest.mark.parametrize("page", ["welcome", "walk"])
def test_docks_keep_their_sizes_while_another_page_is_shown(program, page):
    window = program.window
    window.resize(1180, 900)
    QApplication.processEvents()
    before = [dock.size() for dock in (window.left_dock, window.right_dock, window.bottom_dock)]
    getattr(window.actions_, page).trigger()
    QApplication.processEvents()
    assert window.right_dock.isHidden()
    window.show_playground()
    QApplication.processEvents()
    assert [dock.size() for dock in (window.left_dock, window.right_dock, window.bottom_dock)] == before
