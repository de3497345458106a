"""Why steps run eagerly can be said in any language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from nnplayground.train import engine

FILES = sorted(Path(engine.__file__).parent.rglob("*.py"))


def reasons(file: Path) -> list[ast.expr]:
    """Return what reasons are made of: arguments of Unsupported, and of a verdict."""
    found = [call for call in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(call, ast.Call)]
    named = [(call.func.id, call) for call in found if isinstance(call.func, ast.Name)]
    given = [call.args[0] for name, call in named if name == "Unsupported" and call.args]
    words = [word for name, call in named if name == "_Verdict" for word in call.keywords]
    return given + [word.value for word in words if word.arg == "reason"]


def test_there_are_reasons() -> None:
    assert sum(len(reasons(file)) for file in FILES) > 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_reasons_are_marked_for_translation(file: Path) -> None:
    bare = [reason for reason in reasons(file) if isinstance(reason, ast.JoinedStr | ast.Constant)]
    assert [ast.unparse(reason) for reason in bare] == []
