"""The network in Keras."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.exports.format import Format
from nnplayground.projects.code_keras import keras_code, keras_weights

if TYPE_CHECKING:
    from nnplayground.exports.trained import Trained

__all__ = ["Keras"]


class Keras(Format):
    """Code of Keras 3, and the weights in its layout."""

    kind: ClassVar[str] = "keras"
    title: ClassVar[Text] = _("core", "Keras")
    help: ClassVar[Text] = _(
        "core",
        "The network as code of Keras 3 with its trained weights beside it, for layers that have a twin.",
    )
    suffixes: ClassVar[tuple[str, ...]] = (".py",)
    order: ClassVar[int] = 300
    icon: ClassVar[str] = "code"

    def files(self, trained: Trained, name: str) -> dict[str, bytes]:
        """Return the code and the weights."""
        beside = f"{name.removesuffix('.py')}.npz"
        text = keras_code(trained.experiment, beside).text
        packed = io.BytesIO()
        arrays = keras_weights(trained.experiment, trained.state())
        np.savez_compressed(packed, allow_pickle=False, **arrays)
        return {name: text.encode(), beside: packed.getvalue()}

    def text(self, trained: Trained) -> str:
        """Return the code."""
        return keras_code(trained.experiment, "model.npz").text
