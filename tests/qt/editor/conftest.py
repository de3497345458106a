"""A canvas on a real document."""

from __future__ import annotations

import pytest
from networks import chain

from nnplayground.app.document import Document
from nnplayground.ui.editor import Canvas
from nnplayground.ui.theme import theme


@pytest.fixture(autouse=True)
def dressed(qapp):
    theme().set_mode("dark")
    theme().apply(qapp)
    yield
    theme().set_mode("dark")
    qapp.setStyleSheet("")


@pytest.fixture
def make(qtbot):
    """Return a function that opens an experiment on a shown canvas."""

    def open_(experiment, width=812, height=590):
        document = Document(experiment)
        canvas = Canvas()
        canvas.document = document  # keeps it alive
        canvas.set_reduced_motion(True)
        canvas.set_document(document)
        qtbot.addWidget(canvas)
        canvas.resize(width, height)
        canvas.show()
        qtbot.waitExposed(canvas)
        return canvas

    return open_


@pytest.fixture
def canvas(make):
    return make(chain((8, "tanh"), (6, "tanh"), (2, "identity")))
