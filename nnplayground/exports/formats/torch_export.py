"""The network as a program of PyTorch's own format, which runs without this program and without its code."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.format import Format
from nnplayground.exports.model import example, predictor

if TYPE_CHECKING:
    from nnplayground.exports.trained import Trained

__all__ = ["TorchExport"]


class TorchExport(Format):
    """``torch.export``: graph and weights in one file."""

    kind: ClassVar[str] = "torch-export"
    title: ClassVar[Text] = _("core", "torch.export")
    help: ClassVar[Text] = _(
        "core", "Graph and trained weights in PyTorch's own file, for torch.export.load and AOTInductor."
    )
    suffixes: ClassVar[tuple[str, ...]] = (".pt2",)
    order: ClassVar[int] = 500
    icon: ClassVar[str] = "file"

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the exported program; any number of samples may be predicted at once."""
        import torch

        program = trained.program()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of deprecations within torch itself
            exported = torch.export.export(
                predictor(program),
                (example(trained, program),),
                dynamic_shapes=({0: torch.export.Dim("batch")},),
            )
            packed = io.BytesIO()
            torch.export.save(exported, packed)
        return {name: packed.getvalue()}
