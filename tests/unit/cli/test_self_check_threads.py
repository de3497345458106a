"""The self-check fails when a thread breaks while it runs, whatever the checks themselves say."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from nnplayground.self_check import parts, run
from nnplayground.self_check.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def quiet_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _failure: None)


def break_() -> None:
    raise ValueError("not enough values to unpack")


def started_and_ended() -> None:
    thread = threading.Thread(target=break_, name="explaining")
    thread.start()
    thread.join()


def checked(monkeypatch: pytest.MonkeyPatch, *checks: Check, after: bool = False) -> list[tuple[str, str]]:
    def group() -> Iterator[Check]:
        yield from checks
        if after:
            started_and_ended()

    before = threading.excepthook
    monkeypatch.setattr(parts, "GROUPS", (group,))
    found = [(outcome.name, outcome.failure) for outcome in run()]
    assert threading.excepthook is before
    return found


SAID = "the thread “explaining” broke: ValueError: not enough values to unpack"


def test_the_check_that_broke_a_thread_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(
        monkeypatch,
        Check("views", "asking", started_and_ended),
        Check("views", "other", lambda: None),
    )
    assert found == [("asking", SAID), ("other", "")]


def test_a_thread_that_breaks_after_the_last_check_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found = checked(monkeypatch, Check("views", "asking", lambda: None), after=True)
    assert found == [("asking", ""), ("threads", SAID)]
