"""PySide6 6.12.0 on Python 3.11 gives back a reference to None or True that it never took, once per call.

The interpreter aborts when the last one is gone, some seconds into a living window.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on (PEP 683)"
)

# The interpreter and pytest take and give back a few of their own meanwhile; the defect takes hundreds.
OWN_TRAFFIC = 50


class Emitter(QObject):
    happened = Signal()
    switched = Signal(bool)


def reference_counts() -> dict[str, int]:
    return {"None": sys.getrefcount(None), "True": sys.getrefcount(True)}


def assert_not_fallen(before: dict[str, int]) -> None:
    fallen = {name: count - reference_counts()[name] for name, count in before.items()}
    assert max(fallen.values()) < OWN_TRAFFIC, f"references lost: {fallen}"


def test_setting_text_keeps_references(qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = reference_counts()
    for number in range(300):
        label.setText(str(number))
    assert_not_fallen(before)


def test_emitting_signals_keeps_references(qtbot) -> None:
    emitter, received = Emitter(), []
    emitter.happened.connect(lambda: received.append(None))
    emitter.switched.connect(received.append)
    before = reference_counts()
    for _ in range(500):
        emitter.happened.emit()
        emitter.switched.emit(True)
    assert len(received) == 1000
    received.clear()
    assert_not_fallen(before)
