"""What is dropped, pasted or named at the start is opened by what it is, or one sentence says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from nnplayground.app.settings import Settings
from nnplayground.projects import files, presets, share
from nnplayground.ui.application import Program
from nnplayground.ui.receiving import Given, Receiver
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

_LOADING_MS = 20_000


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    theme().prepare(qapp)
    program = Program(presets.load("spiral"), Settings())
    program.window.show()
    yield program
    program.close()


def _mime(*paths: Path, text: str = "") -> QMimeData:
    mime = QMimeData()
    if paths:
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if text:
        mime.setText(text)
    return mime


def _enter(program: Program, mime: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        QPoint(200, 200),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(program.window, event)
    return event


def _drop(program: Program, mime: QMimeData) -> None:
    event = QDropEvent(
        QPointF(200, 200),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(program.window, event)
    QApplication.processEvents()


def test_a_project_says_what_it_will_do_and_is_opened(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.nnp"
    files.save(path, presets.load("circle"))
    mime, sign = _mime(path), program.window.dropping.sign
    assert _enter(program, mime).isAccepted()
    assert sign.isVisible()
    assert sign.text() == "Open mine.nnp"
    with qtbot.waitSignal(program.window.files.opened, timeout=_LOADING_MS):
        _drop(program, mime)
    assert sign.isHidden()
    assert program.document.experiment == presets.load("circle")
    assert program.document.path == path


def test_the_sign_goes_when_the_pointer_leaves(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    mime, sign = _mime(tmp_path / "mine.nnp"), program.window.dropping.sign
    _enter(program, mime)
    QApplication.sendEvent(program.window, QDragLeaveEvent())
    qtbot.waitUntil(sign.isHidden)


def test_what_nobody_knows_is_one_sentence(program: Program, tmp_path: Path) -> None:
    mime = _mime(tmp_path / "song.mp3")
    _enter(program, mime)
    assert program.window.dropping.sign.text().startswith("NN Playground cannot open song.mp3.")
    _drop(program, mime)
    said = program.window.notice.text()
    assert said.startswith("NN Playground cannot open song.mp3. It opens ")
    assert "projects (.nnp, .json)" in said
    assert "\n" not in said


def test_a_link_an_experiment_and_layers_are_known_by_their_text(qtbot: QtBot, program: Program) -> None:
    link = "https://playground.tensorflow.org/#dataset=gauss&networkShape=3,2&activation=relu"
    window = program.window
    for text in (f"  {link}\n", share.to_text(presets.load("moons")), presets.load("xor").to_json()):
        with qtbot.waitSignal(window.files.opened, timeout=_LOADING_MS):
            assert window.dropping.open(Given(text=text))
    assert program.document.experiment == presets.load("xor")
    window.canvas.select(["output"])
    window.canvas.editor.clipboard.copy()
    before = len(program.document.experiment.graph.nodes)
    mime = _mime(text=QGuiApplication.clipboard().text())
    _enter(program, mime)  # Qt delivers a drop to nobody who was not entered
    _drop(program, mime)
    assert len(program.document.experiment.graph.nodes) == before + 1


def test_pasting_opens_what_is_no_layer(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "copied.nnp"
    files.save(path, presets.load("circle"))
    QGuiApplication.clipboard().setMimeData(_mime(path))
    with qtbot.waitSignal(program.window.files.opened, timeout=_LOADING_MS):
        program.window.actions_.paste.trigger()
    assert program.document.path == path


def test_other_texts_are_refused_in_one_sentence(program: Program) -> None:
    before = program.document.experiment
    for text in ("hello", "{", '{"format": "other"}', "https://example.org/", "\x01" * 9):
        QGuiApplication.clipboard().setText(text)
        program.window.notice.dismiss()
        program.window.actions_.paste.trigger()
        assert "cannot open what is on the clipboard" in program.window.notice.text()
    assert program.document.experiment is before


def test_an_empty_clipboard_is_said(program: Program) -> None:
    QGuiApplication.clipboard().clear()
    program.window.actions_.open_clipboard.trigger()
    assert program.window.notice.text() == "The clipboard is empty."


def test_a_picture_is_only_taken_along_when_it_is_let_go(qapp: QApplication) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
    assert Given.of(mime, wholly=False).image.isNull()
    assert Given.of(mime).image.width() == 8
    assert not Given.of(mime, wholly=False).is_empty


def test_every_receiver_says_what_it_takes(qapp: QApplication) -> None:
    kinds = [kind() for kind in Receiver.kinds()]
    assert {"projects", "tf-playground-link", "layers"} <= {kind.name for kind in kinds}
    assert all(kind.what() for kind in kinds)
    suffixes = [suffix for kind in kinds for suffix in kind.suffixes]
    assert len(set(suffixes)) == len(suffixes)
