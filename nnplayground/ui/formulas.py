"""Typeset formulas: LaTeX set once in the background, kept as SVG on disk and as pictures in memory."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import threading
from functools import cache
from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnplayground.app.tasks import in_background
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_text, text_width

__all__ = ["FormulaLabel", "Formulas", "formulas", "plain_text", "rows_of", "typeset"]

_SIZE = 15.0
_INK = "#010203"  # stands for the colour of the theme in the stored picture
_MOST_PICTURES = 400
_GAP = 8
# Settings of ziamath are global, and its fonts keep a cache while they draw.
_TYPESETTING = threading.Lock()


def rows_of(latex: str) -> tuple[str, ...]:
    r"""Return the formulas that stand one below the other: those parted by ``,\quad``."""
    return tuple(row.strip() for row in re.split(r",\s*\\quad", latex) if row.strip())


def typeset(latex: str) -> bytes:
    """Return one formula as SVG in :data:`_INK`, without parts that Qt's SVG does not know."""
    from ziamath.config import config
    from ziamath.zmath import Latex

    with _TYPESETTING:
        config.svg2 = False
        svg: str = Latex(latex, size=_SIZE, color=_INK).svg()
    return svg.encode()


def plain_text(latex: str) -> str:
    """Return a formula as it can be said in one line, for listeners and while the typeset one comes."""
    before, text = "", latex
    while before != text:  # from the innermost braces outwards
        before = text
        for pattern, by in _SPOKEN:
            text = re.sub(pattern, by, text)
    words = re.sub(r"\\([a-zA-Z]+)", r"\1", text.replace("{", "").replace("}", ""))
    return re.sub(r"\s+", " ", words).strip()


_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "eta": "η",
    "lambda": "λ", "mu": "μ", "rho": "ρ", "sigma": "σ", "varphi": "φ", "pi": "π", "Phi": "Φ", "Delta": "Δ",
    "ell": "ℓ", "nabla": "∇", "partial": "∂", "sum": "Σ", "prod": "∏", "leftarrow": "←", "approx": "≈",
    "sim": "∼", "cdot": "·", "dots": "…", "le": "≤", "ge": "≥", "ne": "≠", "top": "ᵀ", "in": "∈",
    "lfloor": "⌊", "rfloor": "⌋", "quad": "  ", "infty": "∞",
}  # fmt: skip
_SPOKEN: tuple[tuple[str, str], ...] = (
    (r"\\(?:begin|end)\{\w+\}|\\(?:left|right)(?![a-z])", ""),
    (r"\\(?:mathrm|mathcal|text|operatorname|hat)\s*\{([^{}]*)\}", r"\1"),
    (r"\\t?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"(\1)/(\2)"),
    (r"\\sqrt\s*\{([^{}]*)\}", r"√(\1)"),
    (r"([_^])\{([^{}]*)\}", r"\1(\2)"),
    (r"\(([^\W_]|[0-9]+)\)(?=/)|(?<=[/√_^])\(([^\W_]|[0-9]+)\)", r"\1\2"),
    *((rf"\\{name}(?![a-zA-Z])", sign) for name, sign in _GREEK.items()),
    (r"\\\\", "; "),
    (r"\\[,;! ]|&", " "),
    (r"\\\|", "‖"),
    (r"\\hat\s+", ""),
)


class Formulas(QObject):
    """Knows every formula that was set so far.

    Attributes
    ----------
    ready : Signal(str)
        The picture of a formula has come; ask again.
    """

    ready = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._sources: dict[str, bytes] = {}
        self._pictures: dict[tuple[str, int, float], QPixmap] = {}
        self._waiting: set[tuple[str, int, float]] = set()

    def picture(self, latex: str, ink: QColor, dpr: float) -> QPixmap | None:
        """Return a formula in one colour for a screen of pixel ratio ``dpr``; None while it is being set."""
        key = (latex, ink.rgba(), dpr)
        if key not in self._pictures and key not in self._waiting:
            self._waiting.add(key)
            source = self._sources.get(latex)
            in_background(self, lambda: (key, *self._drawn(source, *key)), self._keep)
        return self._pictures.get(key)

    def _drawn(self, source: bytes | None, latex: str, rgba: int, dpr: float) -> tuple[bytes, QImage]:
        """Set and draw a formula; runs in the pool."""
        svg = source or self._stored(latex) or self._set(latex)
        return svg, draw(svg, QColor.fromRgba(rgba), dpr)

    def _keep(self, made: tuple[tuple[str, int, float], bytes, QImage]) -> None:
        key, svg, image = made
        self._waiting.discard(key)
        self._sources[key[0]] = svg
        while len(self._pictures) >= _MOST_PICTURES:
            self._pictures.pop(next(iter(self._pictures)))
        self._pictures[key] = QPixmap.fromImage(image)
        self.ready.emit(key[0])

    def _file(self, latex: str) -> Path:
        name = hashlib.sha256(f"{version('ziamath')}/{_SIZE}/{latex}".encode()).hexdigest()[:24]
        return self._folder / f"{name}.svg"

    def _stored(self, latex: str) -> bytes | None:
        """Return what an earlier start has set; a file that is damaged is as good as none."""
        try:
            svg = self._file(latex).read_bytes()
        except OSError:
            return None
        return svg if QSvgRenderer(QByteArray(svg)).isValid() else None

    def _set(self, latex: str) -> bytes:
        svg = typeset(latex)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(svg)
            Path(name).replace(self._file(latex))
        except OSError:
            return svg  # a folder that cannot be written only costs the time to set it again
        return svg


def draw(svg: bytes, ink: QColor, dpr: float) -> QImage:
    """Return a picture of ``svg`` in one colour."""
    renderer = QSvgRenderer(QByteArray(svg.replace(_INK.encode(), ink.name().encode())))
    size = renderer.viewBoxF().size()
    pixels = QSize(max(1, round(size.width() * dpr)), max(1, round(size.height() * dpr)))
    image = QImage(pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, pixels.width(), pixels.height()))
    painter.end()
    image.setDevicePixelRatio(dpr)
    return image


@cache
def formulas() -> Formulas:
    """Return the formulas of this program."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    return Formulas(Path(folder) / "nnplayground" / "formulas")


class FormulaLabel(QWidget):
    """A formula in the theme's colour; in plain words until it is set.

    Parameters
    ----------
    role : str
        The token of its colour.
    """

    def __init__(self, latex: str = "", role: str = "text1", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[str, ...] = ()
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        formulas().ready.connect(self._arrived)
        theme().themeChanged.connect(self._refresh)
        self.set_formula(latex)

    def set_formula(self, latex: str) -> None:
        """Show another formula; an empty one shows nothing."""
        self._rows = rows_of(latex)
        self.setAccessibleName("; ".join(map(plain_text, self._rows)))
        self.setVisible(bool(self._rows))
        self._refresh()

    def is_typeset(self) -> bool:
        """Return whether all of it is typeset by now."""
        return all(self._picture(row) is not None for row in self._rows)

    def _arrived(self, latex: str) -> None:
        if latex in self._rows:
            self._refresh()

    def _refresh(self) -> None:
        self.updateGeometry()
        self.update()

    def _picture(self, row: str) -> QPixmap | None:
        return formulas().picture(row, theme().colour(self._role), self.devicePixelRatioF())

    def _size(self, row: str) -> tuple[float, float]:
        picture = self._picture(row)
        if picture is None:
            return text_width(plain_text(row), ui_font(12)), 20.0
        size = picture.deviceIndependentSize()
        return size.width(), size.height()

    def sizeHint(self) -> QSize:
        sizes = [self._size(row) for row in self._rows]
        height = sum(h for _w, h in sizes) + _GAP * max(0, len(sizes) - 1)
        return QSize(round(max((w for w, _h in sizes), default=0.0)) + 1, round(height) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = 0.0
        for row in self._rows:
            width, height = self._size(row)
            picture = self._picture(row)
            if picture is None:
                line = QRectF(0, top, self.width(), height)
                draw_text(painter, line, plain_text(row), ui_font(12), theme().colour(self._role))
            else:
                share = min(1.0, self.width() / width)  # a long formula shrinks rather than being cut
                target = QRectF(0, top, width * share, height * share)
                painter.drawPixmap(target, picture, QRectF(picture.rect()))
            top += height + _GAP
