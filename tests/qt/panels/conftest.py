from __future__ import annotations

import pytest
from PySide6.QtCore import QThreadPool

from nnplayground.app.document import Document
from nnplayground.core.experiment import Experiment
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


def spiral(**data):
    """Return a spiral trained by two hidden layers, as its file would say it."""
    return Experiment.from_dict(
        {
            "data": {"dataset": "spiral", "split": {"train": 0.6, "validation": 0.2}, **data},
            "graph": {
                "nodes": [
                    {"id": "data", "name": "Input", "kind": "data"},
                    {"id": "dense1", "name": "Dense 1", "kind": "linear", "units": 8},
                    {"id": "dense2", "name": "Dense 2", "kind": "linear", "units": 6},
                    {
                        "id": "output",
                        "name": "Output",
                        "kind": "linear",
                        "units": 1,
                        "activation": "identity",
                    },
                    {"id": "loss", "name": "Loss", "kind": "loss"},
                ],
                "edges": [
                    {"source": "data", "source_port": "x", "target": "dense1"},
                    {"source": "dense1", "target": "dense2"},
                    {"source": "dense2", "target": "output"},
                    {"source": "output", "target": "loss", "target_port": "prediction"},
                ],
            },
        }
    )


@pytest.fixture
def document(qapp):
    return Document(spiral())
