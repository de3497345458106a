"""Settings survive damage and other versions of the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from nnplayground.app.settings import Settings


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    yield Path(QSettings("NN Playground", "nnplayground").fileName())
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "")


@pytest.mark.skipif("sys.platform != 'linux'", reason="elsewhere settings are no file")
@pytest.mark.parametrize("content", [b"\x00\x01\xff" * 50, b"[General\nno equals sign\n", b"}{"])
def test_a_damaged_file_is_kept_and_said(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    settings = Settings()
    assert "could not be read" in str(settings.problem)
    assert file.with_name(file.name + ".damaged").read_bytes() == content
    settings.theme = "light"
    again = Settings()
    assert again.problem is None
    assert again.theme == "light"


def test_what_a_newer_program_knows_is_left(file):
    store = QSettings("NN Playground", "nnplayground")
    store.setValue("version", 99)
    store.setValue("holograms", "on")
    store.setValue("theme", "neon")
    store.sync()
    settings = Settings()
    assert settings.theme == "dark"
    settings.show_welcome = True
    later = QSettings("NN Playground", "nnplayground")
    assert (later.value("holograms"), str(later.value("version"))) == ("on", "99")


def test_a_first_start_has_no_problem(file):
    assert Settings().problem is None
    assert Settings().problem is None


def test_a_file_of_ones_own_is_used_instead_of_the_platforms_place(file, tmp_path):
    own = tmp_path / "own.ini"
    settings = Settings(own)
    settings.theme = "light"
    settings.page = "weights"
    del settings
    assert Settings(own).page == "weights"
    assert Settings().theme == "dark"
    own.write_bytes(b"[General\nno equals sign\n")
    assert Settings(own).problem is not None
    assert own.with_name("own.ini.damaged").exists()
