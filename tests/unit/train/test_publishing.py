"""When a run is looked at again."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from nnplayground.train import publishing
from nnplayground.train.publishing import Publishing

HERE = (0, 0)


class Clock:
    """Stands still unless told."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(publishing, "time", SimpleNamespace(perf_counter=clock.perf_counter))
    return clock


def look(often: Publishing, clock: Clock, cost: float) -> None:
    started = clock.now
    clock.now += cost
    often.looked(started, HERE)


def rest(often: Publishing, clock: Clock) -> float:
    """Return after how many seconds the next look is due, to the millisecond."""
    begun = clock.now
    while not often.due_at_full_speed():
        clock.now += 0.001
    return clock.now - begun


def test_training_gets_twenty_nine_times_the_time_of_looking(clock: Clock) -> None:
    often = Publishing()
    look(often, clock, 0.005)
    assert rest(often, clock) == pytest.approx(0.145, abs=0.002)


def test_a_single_look_that_had_to_wait_makes_no_pause(clock: Clock) -> None:
    often = Publishing()
    for cost in (0.005, 0.005, 0.005, 0.025):
        look(often, clock, cost)
    assert rest(often, clock) == pytest.approx(0.145, abs=0.002)


def test_dear_looks_are_seldom_but_not_forgotten(clock: Clock) -> None:
    often = Publishing()
    look(often, clock, 3.0)
    assert rest(often, clock) == pytest.approx(0.5, abs=0.002)


def test_no_more_looks_are_taken_than_are_wanted(clock: Clock) -> None:
    often = Publishing()
    often.rate = 10.0
    look(often, clock, 0.0001)
    assert rest(often, clock) == pytest.approx(0.1, abs=0.002)
