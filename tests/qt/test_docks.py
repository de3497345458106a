"""How output and inspector share the right dock."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from nnplayground.app.document import Document
from nnplayground.projects import presets
from nnplayground.ui.docks import RightDock
from nnplayground.ui.views.output import OutputView


def test_a_tall_dock_gives_the_inspector_more_than_a_third(qtbot):
    output, inspector = OutputView(Document(presets.load("spiral"))), QLabel("inspector")
    window = QWidget()
    qtbot.addWidget(window)
    dock = RightDock(output, inspector)
    dock.setParent(window)
    window.resize(380, 1080)
    window.show()
    dock.resize(380, 980)
    dock.show()
    qtbot.waitUntil(lambda: inspector.height() > 0 and output.height() > 0)
    assert dock.is_output_shown
    assert dock.is_inspector_shown
    assert inspector.height() > 980 / 3
    assert output.height() > inspector.height()
    large = output.boundary.height()
    dock.resize(380, 860)
    qtbot.waitUntil(lambda: output.boundary.height() < large)  # a large picture may shrink again
    window.resize(380, 700)
    dock.resize(380, 600)
    assert not dock.is_inspector_shown
