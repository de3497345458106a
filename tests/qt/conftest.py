"""What tests of several rooms of the window begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.ui import slow_motion
from nnplayground.ui.application import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def slow_program(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program on a small network, with slow motion as fast as it can still be seen to be slow."""
    for name, milliseconds in (("_WAY", 120.0), ("_SHORTEST", 10.0), ("_LOOK", 30.0), ("_UPDATE", 60.0)):
        monkeypatch.setattr(slow_motion, name, milliseconds)
    program = Program(presets.load("circle"), Settings())
    program.window.resize(1440, 900)
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: program.session.snapshot is not None and program.session.snapshot.run > 0)
    yield program
    program.close()
