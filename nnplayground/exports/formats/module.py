"""The network alone in PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.format import Format
from nnplayground.projects.code_module import module_code
from nnplayground.projects.code_net import NetCode
from nnplayground.projects.export import tensors

if TYPE_CHECKING:
    from nnplayground.exports.trained import Trained

__all__ = ["Module"]


class Module(Format):
    """An ``nn.Module`` and its ``state_dict``."""

    kind: ClassVar[str] = "module"
    title: ClassVar[Text] = _("core", "PyTorch module")
    help: ClassVar[Text] = _(
        "core",
        "The network as an nn.Module for other programs, its trained weights beside it in safetensors.",
    )
    suffixes: ClassVar[tuple[str, ...]] = (".py",)
    order: ClassVar[int] = 200
    icon: ClassVar[str] = "dense"

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the class and the weights."""
        beside = f"{name.removesuffix('.py')}.safetensors"
        net = NetCode(trained.experiment, replays=False)
        weights = {net.weight_name(own): value for own, value in trained.state().items()}
        text = module_code(trained.experiment, beside, trained.prepared).text
        return {name: text.encode(), beside: tensors(weights)}

    def text(self, trained: Trained) -> str:
        """Return the class."""
        return module_code(trained.experiment, "model.safetensors", trained.prepared).text
