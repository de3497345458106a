from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThreadPool

from nnplayground.app.tasks import in_background
from nnplayground.core.errors import PlaygroundError


class Listener(QObject):
    def __init__(self):
        super().__init__()
        self.heard, self.errors, self.threads = [], [], set()

    def done(self, result):
        self.heard.append(result)
        self.threads.add(threading.current_thread())

    def failed(self, error):
        self.errors.append(error)


@pytest.fixture
def listener(qapp):
    return Listener()


def test_the_work_is_done_elsewhere_and_answered_here(listener, qtbot):
    in_background(listener, threading.current_thread, listener.done)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard[0] is not threading.main_thread()
    assert listener.threads == {threading.main_thread()}


def test_an_expected_failure_is_handed_over(listener, qtbot):
    def fail():
        raise PlaygroundError("It is broken.")

    in_background(listener, fail, listener.done, listener.failed)
    qtbot.waitUntil(lambda: bool(listener.errors))
    assert str(listener.errors[0]) == "It is broken."
    assert listener.heard == []


def test_an_unexpected_failure_reaches_the_hook(listener, qtbot, monkeypatch):
    caught = []
    monkeypatch.setattr(threading, "excepthook", caught.append)
    in_background(listener, lambda: 1 // 0, listener.done)
    qtbot.waitUntil(lambda: bool(caught))
    assert caught[0].exc_type is ZeroDivisionError


def test_owners_that_are_gone_hear_nothing_and_nothing_breaks(qapp, qtbot):
    stays, heard = Listener(), []
    for _round in range(20):
        goes = QObject()
        for number in range(20):
            in_background(goes, lambda: None, heard.append)
            in_background(stays, lambda number=number: number, stays.done)
        goes.deleteLater()
        qapp.sendPostedEvents(goes, 52)  # a deferred deletion, done at once
    QThreadPool.globalInstance().waitForDone()
    qtbot.waitUntil(lambda: len(stays.heard) == 400)
    assert heard == []
