"""Exporting and sharing from the window: what is on the screen is what comes out."""

from __future__ import annotations

import contextlib
import io
import runpy
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from nnplayground.app.settings import Settings
from nnplayground.exports.format import formats
from nnplayground.projects import presets
from nnplayground.projects.share import LONGEST, from_text, qr_code, to_text
from nnplayground.train.commands import Step
from nnplayground.train.snapshot import RunState
from nnplayground.ui.application import Program
from nnplayground.ui.exporting.share_dialog import ShareDialog, qr_image
from nnplayground.ui.receiving import Given
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    made = Program(presets.load("circle"), Settings())
    made.window.show()
    made.session.start()
    qtbot.waitUntil(lambda: _is_paused(made), timeout=30_000)
    yield made
    made.close()


def _is_paused(program: Program) -> bool:
    snapshot = program.session.snapshot
    return snapshot is not None and snapshot.state is RunState.PAUSED


def _train(qtbot: QtBot, program: Program, epochs: int) -> None:
    program.session.send(Step(epochs=epochs))
    qtbot.waitUntil(lambda: program.session.snapshot.epoch >= epochs and _is_paused(program), timeout=20_000)


def test_the_exported_script_prints_the_loss_on_the_screen(qtbot, program, tmp_path, monkeypatch):
    _train(qtbot, program, 3)
    exporter = program.window.exporter
    file = tmp_path / "circle.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(file), ""))
    dialog = exporter.export()
    with qtbot.waitSignal(exporter.said, timeout=20_000) as said:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert said.args == ["Exported circle.py.", "info"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(str(file), run_name="__main__")
    *_rows, last = printed.getvalue().splitlines()
    words = last.split()
    assert words[:2] == ["epoch", "3"]
    shown = program.session.snapshot.train.loss
    assert float(words[3]) == pytest.approx(shown, rel=1e-6)


def test_every_format_shows_itself(qtbot, program):
    dialog = program.window.exporter.export()
    qtbot.waitExposed(dialog)
    qtbot.wait(0)
    for kind, each in formats().items():
        dialog.list.choose(kind)
        assert dialog.list.format().kind == kind
        assert dialog.copy.isVisibleTo(dialog) == each.is_text
    dialog.list.choose("script")
    assert "class Net(nn.Module):" in dialog.code.toPlainText()
    dialog.list.focus()
    qtbot.keyClick(dialog.list._chosen(), Qt.Key.Key_Down)
    assert dialog.list.format().kind == "module"
    dialog.reject()


def test_what_has_no_export_says_why(program):
    document = program.document
    document.apply("Cut", document.experiment.replace(graph=document.experiment.graph.replace(edges=())))
    dialog = program.window.exporter.export()
    assert not dialog.save.isEnabled()
    assert dialog._state.text()
    dialog.reject()


def test_copied_scripts_are_whole(qtbot, program):
    exporter = program.window.exporter
    with qtbot.waitSignal(exporter.said, timeout=20_000):
        exporter.writer.copy("script")
    text = QGuiApplication.clipboard().text()
    assert 'NUMBERS = """' in text
    compile(text, "copied", "exec")


def test_share_dialog(qtbot, program):
    dialog = program.window.exporter.share()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert from_text(text) == program.document.experiment
    assert dialog.field.toPlainText() == text
    assert dialog.save_code.isEnabled()
    assert not dialog.link
    dialog.reject()


def test_playground_links_are_offered_where_they_say_it_all(qtbot, program):
    from nnplayground.projects.tf_playground import from_link, to_link

    experiment = from_link("https://playground.tensorflow.org/#dataset=xor&seed=0.5")
    dialog = ShareDialog(experiment, program.window)
    qtbot.addWidget(dialog)
    qtbot.mouseClick(dialog.copy_link, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == to_link(experiment)


def test_qr_codes_have_a_quiet_zone():
    squares = qr_code(to_text(presets.load("circle")))
    image = qr_image(squares, 3)
    assert image.width() == 3 * (len(squares) + 8)
    assert image.convertToFormat(QImage.Format.Format_Mono).pixelColor(11, 11) == Qt.GlobalColor.white
    assert image.pixelColor(13, 13) == Qt.GlobalColor.black


def test_shared_texts_are_pasted(qtbot, program):
    wanted = presets.load("moons")
    given = Given(text=f" {to_text(wanted)}\n")
    with qtbot.waitSignal(program.window.files.opened, timeout=10_000):
        assert program.window.dropping.open(given)
    assert program.document.experiment == wanted


def test_damaged_texts_are_said(qtbot, program):
    with qtbot.waitSignal(program.window.files.said, timeout=10_000) as said:
        program.window.dropping.open(Given(text="nnp1:abcd"))
    assert "damaged" in said.args[0]
    assert len("nnp1:abcd") < LONGEST


def test_code_page_marks_the_selected_node(qtbot, program):
    host = program.window.bottom
    host.show_page("code")
    page = host.page("code")
    program.window.canvas.select(["dense2"])
    lines = page.view.toPlainText().splitlines()
    marked = [lines[selection.cursor.blockNumber()].strip() for selection in page.view.extraSelections()]
    assert marked == ["self.dense2 = nn.Linear(4, 2)", "dense2 = torch.tanh(self.dense2(dense1))"]
    page.language.setValue("keras")
    page._write()
    lines = page.view.toPlainText().splitlines()
    marked = [lines[selection.cursor.blockNumber()].strip() for selection in page.view.extraSelections()]
    assert marked == ['dense2 = layers.Dense(2, activation="tanh", name="dense2")(dense1)']
    page.language.setValue("json")
    page._write()
    assert not page.view.extraSelections()
