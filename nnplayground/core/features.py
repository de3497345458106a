"""Feature names of tabular data: ``x1``, ``x1^2``, ``x1*x2``, ``sin(x1)``, ``cos(x2)``.

A feature is a product of powers of columns, or a sine or cosine of one column. The name is the whole
description: it stands in files and links, and :mod:`nnplayground.data.features` computes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _

__all__ = ["PLANE_FEATURES", "PLAYGROUND_INPUTS", "Feature", "parse_feature"]

# TensorFlow Playground's seven and the two cosines that its links know, in its order of weights.
PLANE_FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)", "cos(x1)", "cos(x2)")

# The names of TensorFlow Playground's links for its inputs, in the order of their weights.
PLAYGROUND_INPUTS = dict(
    zip(("x", "y", "xSquared", "ySquared", "xTimesY", "sinX", "sinY"), PLANE_FEATURES, strict=False)
)

_MAX_POWER = 30
_FACTOR = re.compile(r"x([1-9]\d{0,4})(?:\^([1-9]\d?))?")
_WAVE = re.compile(r"(sin|cos)\(x([1-9]\d{0,4})\)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, slots=True)
class Feature:
    """One parsed feature.

    Attributes
    ----------
    name : str
        As written in the file.
    powers : tuple of (int, int)
        (column, exponent) pairs; columns count from 0.
    wave : "sin", "cos" or None
        Applied to the only column instead of the power.
    """

    name: str
    powers: tuple[tuple[int, int], ...]
    wave: Literal["sin", "cos"] | None = None

    @property
    def columns(self) -> frozenset[int]:
        """The raw columns it needs."""
        return frozenset(column for column, _power in self.powers)

    @property
    def label(self) -> str:
        """The name as printed: ``x₁²``, ``sin x₁``."""
        factors = (
            f"x{str(column + 1).translate(_SUBSCRIPTS)}"
            + (str(power).translate(_SUPERSCRIPTS) if power > 1 else "")
            for column, power in self.powers
        )
        product = "".join(factors)
        return f"{self.wave} {product}" if self.wave else product


def parse_feature(name: str) -> Feature:
    """Read a feature's name.

    Raises
    ------
    DataError
        If the name is no feature.
    """
    wave = _WAVE.fullmatch(name)
    if wave:
        kind: Literal["sin", "cos"] = "sin" if wave[1] == "sin" else "cos"
        return Feature(name, ((int(wave[2]) - 1, 1),), kind)
    factors = [_FACTOR.fullmatch(part) for part in name.split("*")]
    if not all(factors):
        raise _no_feature(name)
    powers = tuple((int(f[1]) - 1, int(f[2] or 1)) for f in factors if f)
    if any(power > _MAX_POWER for _column, power in powers):
        raise _no_feature(name)
    return Feature(name, powers)


def _no_feature(name: str) -> DataError:
    sentence = _("core", "“{name}” is not a feature.").format(name=name)
    return DataError(sentence, remedy=_("core", "Features look like x1, x1^2, x1*x2, sin(x1) or cos(x1)."))
