"""The PyTorch script."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.format import Format
from nnplayground.exports.numbers import script, script_files

if TYPE_CHECKING:
    from nnplayground.exports.trained import Trained

__all__ = ["Script"]


class Script(Format):
    """Data, network and training as plain code."""

    kind: ClassVar[str] = "script"
    title: ClassVar[Text] = _("core", "PyTorch script")
    help: ClassVar[Text] = _(
        "core", "Data, network and training as one program of plain PyTorch, which prints the same losses."
    )
    suffixes: ClassVar[tuple[str, ...]] = (".py",)
    order: ClassVar[int] = 100
    icon: ClassVar[str] = "code"
    trains: ClassVar[bool] = False

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the script, and beside it its numbers if there are many."""
        return script_files(trained.experiment, name, trained.epochs or None)

    def text(self, trained: Trained) -> str:
        """Return the script with its numbers in it."""
        return script(trained.experiment, trained.epochs or None)
