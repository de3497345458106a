from __future__ import annotations

import pytest
from conftest_panels import spiral
from PySide6.QtCore import QThreadPool

from nnplayground.app.document import Document
from nnplayground.ui.theme import theme


@pytest.fixture(autouse=True)
def dressed(qapp):
    theme().set_mode("dark")
    theme().apply(qapp)
    yield
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()
    theme().set_mode("dark")
    qapp.setStyleSheet("")


@pytest.fixture
def show(qtbot):
    def place(widget, width, height):
        widget.setProperty("panel", "surface")
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return place


@pytest.fixture
def document(qapp):
    return Document(spiral())
