"""Numbers as people of the current language write and type them."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QLocale

__all__ = [
    "MINUS",
    "format_compact",
    "format_loss",
    "format_number",
    "format_short",
    "format_size",
    "parse_number",
]

MINUS = "\u2212"
_NO_VALUE = "\u2013"
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)


def format_number(value: float, digits: int = 0, signed: bool = False) -> str:
    """Write ``value`` with ``digits`` decimals, grouped, with a true minus sign.

    Parameters
    ----------
    value : float
        The number. NaN is written as an en dash, infinity as ``∞``.
    digits : int
        Decimals kept.
    signed : bool
        Whether positive numbers get a plus sign.

    Returns
    -------
    str
        For example ``"−0.500"`` in English and ``"−0,500"`` in Russian.
    """
    if math.isnan(value):
        return _NO_VALUE
    text = "∞" if math.isinf(value) else _locale().toString(abs(float(value)), "f", digits)
    # A value that rounds to zero has no sign: "−0.00" would claim a direction that is not shown.
    if round(value, digits) == 0 and not math.isinf(value):
        return text
    return _sign(value, signed) + text


def format_compact(value: float, significant: int = 6, signed: bool = False) -> str:
    """Write ``value`` as shortly as it can be read back: ``0.03``, ``0.0001``, ``1e−6``, without groups."""
    if not math.isfinite(value):
        return format_number(value, 0, signed)
    magnitude = abs(float(value))
    if magnitude and not 1e-4 <= magnitude < 10**significant:
        mantissa, exponent = f"{magnitude:.{significant - 1}e}".split("e")
        mantissa = mantissa.rstrip("0").rstrip(".")
        text = f"{mantissa}e{int(exponent)}".replace("-", MINUS)
    else:
        text = f"{magnitude:.{significant}g}"
    return _sign(value, signed) + text.replace(".", _locale().decimalPoint())


def format_short(count: int) -> str:
    """Write a count in about four signs, with the prefix of thousands or millions: ``183k``, ``1.2M``."""
    for factor, prefix in ((10**6, "M"), (10**3, "k")):
        if count >= 0.9995 * factor:
            short = count / factor
            return format_number(short, 0 if short >= 9.95 else 1) + prefix
    return format_number(count)


def format_loss(loss: float) -> str:
    """Write a loss with three decimals, or with three digits where decimals would say nothing."""
    if math.isfinite(loss) and loss != 0 and not 5e-4 <= abs(loss) < 1000:
        return format_compact(loss, 3)
    return format_number(loss, 3)


def format_size(size: float) -> str:
    """Write a number of bytes: ``11.6 MB``."""
    return _locale().formattedDataSize(round(size), 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def parse_number(text: str) -> float | None:
    """Read what a person typed; ``None`` if it is no number.

    A comma and a point both mark decimals; ``1e-3``, spaces between groups and the true minus are
    understood. ``1,500`` is fifteen hundred only where the language groups by commas.
    """
    plain = _SPACES.sub("", text).replace(MINUS, "-").replace("\u2013", "-")
    if _locale().groupSeparator() == "," and _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    value = float(plain) if _NUMBER.fullmatch(plain) else math.inf
    return value if math.isfinite(value) else None  # 1e999 is more than a number can hold


def _locale() -> QLocale:
    locale = QLocale()
    # The C locale writes no groups; a program started without a language speaks English.
    return QLocale(QLocale.Language.English) if locale.language() == QLocale.Language.C else locale


def _sign(value: float, signed: bool) -> str:
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""
