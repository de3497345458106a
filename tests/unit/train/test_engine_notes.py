"""Why steps run eagerly can be said in any language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from nnplayground.train import engine

FILES = sorted(Path(engine.__file__).parent.rglob("*.py"))


def reasons(tree: ast.AST) -> list[ast.expr]:
    """Return what reasons are made of: arguments of Unsupported, and of a verdict."""
    calls = [
        call for call in ast.walk(tree) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    ]
    given = [call.args[0] for call in calls if call.func.id == "Unsupported" and call.args]
    keywords = [word for call in calls if call.func.id == "_Verdict" for word in call.keywords]
    return given + [word.value for word in keywords if word.arg == "reason"]


def test_there_are_reasons() -> None:
    assert sum(len(reasons(ast.parse(file.read_text("utf-8")))) for file in FILES) > 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_reasons_are_marked_for_translation(file: Path) -> None:
    written = reasons(ast.parse(file.read_text("utf-8")))
    bare = [r for r in written if isinstance(r, ast.JoinedStr | ast.Constant)]
    assert [ast.unparse(reason) for reason in bare] == []
