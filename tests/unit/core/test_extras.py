"""What a missing part is said to need: a command where that helps, the Python version where it does not."""

from __future__ import annotations

import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from nnplayground.core.extras import how_to_get, pip_command
from nnplayground.exports.board import Board
from nnplayground.exports.format import formats
from nnplayground.projects.film import lacking_ffmpeg

PROJECT = Path(__file__).parents[3] / "pyproject.toml"
EXTRAS = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def test_the_command_can_be_copied():
    assert shlex.split(pip_command("onnx")) == ["pip", "install", "nnplayground[onnx]"]
    assert how_to_get("onnx") == f"Install it: {pip_command('onnx')}"


def test_the_stand_alone_program_does_not_tell_to_install_into_it(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    said = str(how_to_get("onnx"))
    assert said.startswith("The stand-alone program does not carry it")
    assert said.endswith(pip_command("onnx"))
    assert "pip" not in str(lacking_ffmpeg())
    assert "save a GIF" in str(lacking_ffmpeg())


@pytest.mark.parametrize("kind", [kind for kind in formats().values() if kind.modules], ids=lambda k: k.kind)
def test_every_format_that_needs_more_names_an_extra_there_is(kind, monkeypatch):
    assert kind.extra in EXTRAS
    monkeypatch.setattr(type(kind), "modules", ("no_such_module",))
    assert str(kind.missing()).endswith(how_to_get(kind.extra))


def test_tensorboard_is_asked_for_like_the_others(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(ValueError, match="TensorBoard is not installed") as failure:
        Board(tmp_path)
    assert str(failure.value).endswith(how_to_get("tensorboard"))
