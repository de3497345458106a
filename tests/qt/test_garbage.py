"""Where garbage is collected: an object of Qt must end in the window's thread."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject

from nnplayground.app.garbage import Collector, collect


class Noting(QObject):
    """Notes in which thread it ends; part of a cycle, so that only collecting ends it."""

    def __init__(self, ends: list[threading.Thread]) -> None:
        super().__init__()
        self.ends, self.me = ends, self

    def __del__(self) -> None:
        self.ends.append(threading.current_thread())


def allocate_much() -> None:
    kept = [[[]] for _ in range(50_000)]
    del kept[:]


def test_a_busy_thread_does_not_end_what_belongs_to_the_window(qapp):
    collector = Collector()
    ends: list[threading.Thread] = []
    Noting(ends)
    thread = threading.Thread(target=allocate_much)
    thread.start()
    thread.join()
    assert not gc.isenabled()
    assert not ends
    gc.collect()
    assert ends == [threading.main_thread()]
    collector.deleteLater()


def test_the_timer_collects(qtbot, qapp):
    gc.collect()
    collector = Collector()
    ends: list[threading.Thread] = []
    Noting(ends)
    allocated = [[] for _ in range(gc.get_threshold()[0] + 1)]
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [threading.main_thread()]
    assert allocated
    collector.deleteLater()


def test_nothing_is_collected_before_its_turn(qapp):
    gc.collect()
    assert collect() == -1
