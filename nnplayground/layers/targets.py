"""How targets meet predictions: what shapes fit, and how class indices become columns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nnplayground.core.layer import InsertBefore, SetBefore, SetField, ShapeError, Suggestion, TensorSpec
from nnplayground.core.loss import Encoding
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = [
    "column_encoding",
    "encoded",
    "require_classes",
    "require_mask",
    "require_match",
    "require_scores",
    "target_code",
]


def column_encoding(prediction: TensorSpec, target: TensorSpec, two: Encoding) -> Encoding:
    """Return ``two`` if one column tells two classes, one-hot for a column per class, else the values."""
    if not target.classes:
        return Encoding.SAME
    return two if prediction.shape == (1,) else Encoding.ONE_HOT


def require_classes(target: TensorSpec) -> None:
    """Ask for one class per sample.

    Raises
    ------
    ShapeError
        If the target has values, or several classes.
    """
    _require_kinds(target)
    _require_one_class(target)


def require_scores(prediction: TensorSpec, target: TensorSpec) -> None:
    """Ask for a flat list with one score per class; of a mask, for a map of scores per class.

    Raises
    ------
    ShapeError
        If the target has no classes, or the scores are not as many.
    """
    _require_kinds(target)
    if prediction.shape == (target.classes, *target.shape):
        return
    raise _wrong_maps(prediction, target) if target.shape else _wrong_width(prediction, target.classes)


def require_mask(prediction: TensorSpec, target: TensorSpec) -> None:
    """Ask for a class of every pixel, and a map of scores per class.

    Raises
    ------
    ShapeError
        If the target is none, or the scores do not lie over it.
    """
    if not (target.classes and target.shape):
        sentence = _("core", "{node} compares masks, but the target is no mask.")
        raise ShapeError(sentence, SetField("loss", None))
    require_scores(prediction, target)


def require_match(prediction: TensorSpec, target: TensorSpec) -> None:
    """Ask for the shape of a target of values, or for columns that can tell a target's classes.

    Raises
    ------
    ShapeError
        With the ways to make the shapes alike.
    """
    if target.classes:
        _require_one_class(target)
        columns = {(target.classes,), (1,)} if target.classes == 2 else {(target.classes,)}
        if prediction.shape not in columns:
            raise _wrong_width(prediction, 1 if target.classes == 2 else target.classes, target.classes)
    elif prediction.shape != target.shape:
        sentence = _("core", "{node} compares with a target of {target}, gets {shape}.")
        raise ShapeError(
            sentence.format(target=str(target), shape=str(prediction)), *_reshapes(prediction, target)
        )


def _require_kinds(target: TensorSpec) -> None:
    if not target.classes:
        raise ShapeError(
            _("core", "{node} compares classes, gets a target of real values ({shape}).").format(
                shape=str(target)
            ),
            SetField("loss", None),
            remedy=_("core", "Choose a loss for values, such as squared error."),
        )


def _require_one_class(target: TensorSpec) -> None:
    if target.shape:
        sentence = _("core", "{node} compares one class per sample, but the target has {shape} of them.")
        raise ShapeError(sentence.format(shape=str(target)), SetField("loss", None))


def _wrong_maps(prediction: TensorSpec, target: TensorSpec) -> ShapeError:
    wanted = TensorSpec((target.classes, *target.shape))
    sentence = _(
        "core", "{node} needs a map of scores for each of {classes} classes, {wanted}; it gets {shape}."
    )
    said = sentence.format(classes=target.classes, wanted=str(wanted), shape=str(prediction))
    return ShapeError(said, *_ways_to_maps(prediction, wanted))


def _ways_to_maps(prediction: TensorSpec, wanted: TensorSpec) -> tuple[Suggestion, ...]:
    """Return what brings a prediction nearer to maps: their sides first, then how many there are."""
    if len(prediction.shape) != len(wanted.shape):
        if prediction.size == wanted.size:
            return (InsertBefore("reshape", {"sizes": wanted.shape}),)
        flat = len(prediction.shape) == 1
        head = InsertBefore("linear", {"units": wanted.size, "activation": "identity"})
        return (SetBefore("units", wanted.size), head) if flat else (InsertBefore("flatten"),)
    if prediction.shape[1:] != wanted.shape[1:]:
        return _ways_to_sides(prediction.shape[1:], wanted.shape[1:])
    head = InsertBefore(
        "conv2d", {"out_channels": wanted.shape[0], "kernel_size": (1, 1), "activation": "identity"}
    )
    return (SetBefore("out_channels", wanted.shape[0]), head)


def _ways_to_sides(given: tuple[int, ...], wanted: tuple[int, ...]) -> tuple[Suggestion, ...]:
    pairs = list(zip(given, wanted, strict=True))
    if all(want % have == 0 for have, want in pairs):
        return (InsertBefore("upsample", {"scale_factor": tuple(want // have for have, want in pairs)}),)
    if all(have < want for have, want in pairs):
        return (SetBefore("padding", "same"), InsertBefore("zero_pad2d", {"padding": _margins(pairs)}))
    if all(have >= want for have, want in pairs):
        return (InsertBefore("crop2d", {"cropping": _margins(pairs)}),)
    return (InsertBefore("flatten"),)


def _margins(pairs: list[tuple[int, int]]) -> tuple[int, ...]:
    """Return left, right, top and bottom, which together make up for the difference."""
    high, wide = (abs(want - have) for have, want in pairs)
    return wide // 2, wide - wide // 2, high // 2, high - high // 2


def _wrong_width(prediction: TensorSpec, width: int, classes: int = 0) -> ShapeError:
    sentence: Text = _("core", "{node} compares {classes} classes, gets {count} values.")
    if len(prediction.shape) != 1:
        sentence = _("core", "{node} compares {classes} classes, gets {shape}.")
    values = {"classes": classes or width, "count": prediction.size, "shape": str(prediction)}
    return ShapeError(sentence.format(**values), *_reshapes(prediction, TensorSpec((width,))))


def _reshapes(prediction: TensorSpec, wanted: TensorSpec) -> tuple[Suggestion, ...]:
    """Return what turns the prediction into the wanted shape, or brings it nearer."""
    if len(prediction.shape) == len(wanted.shape) == 3:
        return _ways_to_maps(prediction, wanted)
    if prediction.size == wanted.size:
        flat = len(wanted.shape) == 1
        return (InsertBefore("flatten") if flat else InsertBefore("reshape", {"sizes": wanted.shape}),)
    if len(prediction.shape) != 1:
        return (InsertBefore("flatten"),)
    if len(wanted.shape) != 1:
        return (SetBefore("units", wanted.size),)
    head = InsertBefore("linear", {"units": wanted.size, "activation": "identity"})
    return (SetBefore("units", wanted.size), head)


_CODE = {
    Encoding.SAME: "target",
    Encoding.INDEX: "target",
    Encoding.BIT: "target.unsqueeze(1).to(prediction.dtype)",
    Encoding.SIGN: "2 * target.unsqueeze(1).to(prediction.dtype) - 1",
    Encoding.ONE_HOT: "nn.functional.one_hot(target, {classes}).to(prediction.dtype)",
}


def target_code(encoding: Encoding, classes: int) -> str:
    """Return the Python expression of ``target`` and ``prediction`` that encodes as :func:`encoded` does."""
    return _CODE[encoding].format(classes=classes)


def encoded(criterion: nn.Module, encoding: Encoding, classes: int) -> nn.Module:
    """Return ``criterion`` behind the encoding of its target."""
    if encoding in (Encoding.SAME, Encoding.INDEX):
        return criterion
    return _encoded()(criterion, encoding, classes)


@cache
def _encoded() -> type[nn.Module]:
    import torch
    from torch import nn

    class Encoded(nn.Module):
        def __init__(self, criterion: nn.Module, encoding: Encoding, classes: int) -> None:
            super().__init__()
            self.criterion, self.encoding, self.classes = criterion, encoding, classes

        def forward(self, prediction: Tensor, target: Tensor) -> Tensor:
            loss: Tensor = self.criterion(prediction, self.encode(target).to(prediction.dtype))
            return loss

        def encode(self, target: Tensor) -> Tensor:
            if self.encoding is Encoding.ONE_HOT:
                # one_hot looks at the numbers first, which a recorded step cannot.
                return target.unsqueeze(1) == torch.arange(self.classes, device=target.device)
            column = target.unsqueeze(1)
            return 2 * column - 1 if self.encoding is Encoding.SIGN else column

    return Encoded
