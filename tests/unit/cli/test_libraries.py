"""A missing screen or library is one sentence with a way out, and not Qt's abort."""

from __future__ import annotations

import sys

import pytest

from nnplayground.cli import libraries
from nnplayground.core.errors import PlaygroundError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have them")


@pytest.fixture(autouse=True)
def no_screen(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_no_screen_is_said():
    with pytest.raises(PlaygroundError, match="no screen"):
        libraries.require_libraries()


def test_a_missing_library_names_its_package(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(libraries, "_ALWAYS", {"libnothing.so.9": ("libnothing9", "nothing", "nothing")})
    monkeypatch.setattr(libraries, "_X11", {})
    monkeypatch.setattr(libraries, "_family", lambda: 0)
    with pytest.raises(PlaygroundError) as caught:
        libraries.require_libraries()
    assert "libnothing.so.9" in str(caught.value)
    assert str(caught.value).endswith("sudo apt-get install libnothing9")


def test_what_is_there_is_found():
    assert libraries.missing_libraries({"libc.so.6": ("libc6", "glibc", "glibc")}) == {}


def test_offscreen_needs_no_screen(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    libraries.require_libraries()
