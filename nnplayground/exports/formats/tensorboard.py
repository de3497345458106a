"""Measures for TensorBoard."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.board import Board
from nnplayground.exports.format import Format

if TYPE_CHECKING:
    from nnplayground.exports.trained import Trained

__all__ = ["TensorBoard"]


class TensorBoard(Format):
    """An event file in a folder, as TensorBoard reads them."""

    kind: ClassVar[str] = "tensorboard"
    title: ClassVar[Text] = _("core", "TensorBoard events")
    help: ClassVar[Text] = _(
        "core", "Losses, metrics, learning rate and weights as event files in a folder for TensorBoard."
    )
    suffixes: ClassVar[tuple[str, ...]] = ()
    order: ClassVar[int] = 700
    icon: ClassVar[str] = "chart"
    modules: ClassVar[tuple[str, ...]] = ("tensorboard",)
    extra: ClassVar[str] = "tensorboard"

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the event file."""
        del name
        with tempfile.TemporaryDirectory() as folder:
            with Board(Path(folder)) as board:
                board.tell(trained.experiment)
                for row in trained.history:
                    board.add(row)
                board.add_weights(trained.state(), trained.epochs)
            return {file.name: file.read_bytes() for file in Path(folder).iterdir()}
