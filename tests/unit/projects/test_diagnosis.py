"""A report of a problem tells what helps and nobody's name."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from nnplayground.projects import diagnosis
from nnplayground.projects.licences import licences
from nnplayground.projects.logs import LOGGER, start_log, stop_log


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("File '/home/ada/x.nnp', line 3", "File '/home/…/x.nnp', line 3"),
        ("/Users/Ada Lovelace/x", "/Users/… Lovelace/x"),
        (r"C:\Users\ada\x.nnp", r"C:\Users\…\x.nnp"),
        (r'"c:\\users\\ada\\x.nnp"', r'"c:\\users\\…\\x.nnp"'),
        ("loss 0.5 at step 3", "loss 0.5 at step 3"),
    ],
)
def test_names_in_paths_are_left_out(text, expected, monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "no-such-person")
    assert diagnosis.without_names(text) == expected


def test_the_own_home_and_name_are_left_out(monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "ada")
    said = diagnosis.without_names(f"{Path.home()}/x ada adapts ada.nnp ADA")
    assert said == "~/x … adapts ….nnp ADA"


def test_the_end_of_the_log_is_bounded():
    assert start_log("0") is not None
    try:
        for number in range(320):
            LOGGER.info("line %d %s", number, "x" * 3000)
        tail = diagnosis.log_tail()
    finally:
        stop_log()
    assert 100 < len(tail.splitlines()) <= 200
    assert " line 319 " in tail
    assert len(tail) <= 200 * 2001


def test_versions_and_licences_are_known():
    found = diagnosis.facts("1.0", "CPU")
    assert found["PyTorch"].startswith("2.")
    assert found["Devices"] == "CPU"
    assert "MIT" in licences()
