"""The pad as a whole: the paper, what the network says, the tools, and the kept pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from nnplayground.app.translation import say
from nnplayground.core.loss import Link
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.pad.answer import PictureAnswer
from nnplayground.ui.pad.chooser import Chooser
from nnplayground.ui.pad.strip import Strip
from nnplayground.ui.pad.surface import Surface, unit_image
from nnplayground.ui.pad.tools import Tools
from nnplayground.ui.theme import theme
from nnplayground.ui.views.chance_bars import ChanceBars, verdict_of
from nnplayground.ui.views.pictured import answers_of
from nnplayground.ui.views.ways import main_link
from nnplayground.ui.widgets import IconButton
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from nnplayground.app.attention import Attention
    from nnplayground.app.document import Document
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.views.chance_bars import Verdict
    from nnplayground.ui.views.pictured import Answers

__all__ = ["Pad"]

_ROWS = 106  # what tools, chooser and kept pictures need, in pixels
_LEAST_SIDE = 96


class Pad(QWidget):
    """Shows the chosen picture and what the network makes of it.

    Attributes
    ----------
    changed : Signal
        It wants other probes.
    left : Signal
        What the network says of all samples is wanted instead.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, document: Document, attention: Attention, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._attention = document, attention
        self._snapshot: Snapshot | None = None
        self.surface = Surface(attention.drawing, attention.samples)
        self.bars, self.answer, self.seen = ChanceBars(), PictureAnswer(), _Seen(attention)
        self.tools, self.chooser = Tools(attention), Chooser(attention)
        self.strip = Strip(attention.shelf)
        self.keep = IconButton("plus", self.tr("Keep this picture"))
        self.leave = IconButton("grid", self.tr("Show all samples"))
        self.trouble = QLabel()
        self._lay_out()
        self._connect()

    @staticmethod
    def fits(spec: DataSpec) -> bool:
        """Tell whether the data is pictures that can be drawn."""
        return len(spec.x.shape) == 3 and spec.x.shape[0] in (1, 3)

    @property
    def _kind(self) -> Answers | None:
        """What the network answers a picture with; None for classes and values."""
        return answers_of(self._document.experiment, self._document.report)

    def _lay_out(self) -> None:
        self.trouble.setWordWrap(True)
        set_role(self.trouble, "error")
        self.trouble.hide()
        top, tools = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.surface)
        top.addWidget(self.bars, 1)
        top.addWidget(self.answer, 1)
        self.answer.hide()
        tools.setSpacing(8)
        tools.addWidget(self.tools)
        tools.addWidget(self.seen, 1)
        kept = QHBoxLayout()
        kept.setSpacing(6)
        kept.addWidget(self.keep)
        kept.addWidget(self.strip, 1)
        kept.addWidget(self.leave)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.addLayout(top, 0, 0)
        grid.addLayout(tools, 1, 0)
        grid.addWidget(self.chooser, 2, 0)
        grid.addLayout(kept, 3, 0)
        grid.addWidget(self.trouble, 4, 0)
        grid.setRowStretch(0, 1)

    def _connect(self) -> None:
        drawing, shelf = self._attention.drawing, self._attention.shelf
        self.surface.cleared.connect(drawing.clear)
        self.surface.pasted.connect(self.tools.paste)
        self.surface.dropped.connect(shelf.open)
        self.tools.kept.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.left)
        self.strip.chosen.connect(drawing.place)
        shelf.opened.connect(self._place)
        shelf.failed.connect(self._say)
        self._attention.samples.changed.connect(self._on_sample)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(_LEAST_SIDE, min(round(0.54 * self.width()), self.height() - _ROWS))
        self.surface.setFixedSize(side, side)
        self.bars.setMaximumHeight(side)
        self.answer.setMaximumHeight(side)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._attention.shelf.load()

    # -- pictures --------------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self._attention.drawing.form is not None:
            self._attention.shelf.keep(self._attention.drawing.picture())

    def _place(self, picture: object) -> None:
        self.trouble.hide()
        if self.isVisible():
            self._attention.drawing.place(picture)  # type: ignore[arg-type]

    def _say(self, error: PlaygroundError) -> None:
        self.trouble.setText(" ".join(filter(None, (say(error.sentence), say(error.remedy)))))
        self.trouble.show()

    def _on_sample(self) -> None:
        self.trouble.hide()
        if not self._attention.drawing.is_chosen:
            self.strip.forget_choice()
        self._show()
        self.changed.emit()

    # -- the run ---------------------------------------------------------------------------------------

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what it needs."""
        return frozenset({self._request()})

    def _request(self) -> ProbeRequest:
        name = "said" if self._kind is None else "pictures"
        return ProbeRequest(name, sample=self._attention.samples.sample)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what the network says now."""
        self._snapshot = snapshot
        self._show()

    def clear(self) -> None:
        """Forget the run."""
        self._snapshot = None
        self._show_verdict(None)
        self.answer.clear()

    def _show(self) -> None:
        points, kind = self._attention.samples.points, self._kind
        answer = {} if self._snapshot is None else self._snapshot.probes.get(self._request(), {})
        self.bars.setVisible(kind is None)
        self.answer.setVisible(kind is not None)
        if kind is not None:
            self._show_picture(kind, answer)
            return
        if points is None or "raw" not in answer or answer["raw"].ndim != 1:
            return  # what was said before stays until this picture's own has come
        link = main_link(self._document.experiment, self._document.report) or Link.IDENTITY
        target = self._attention.samples.target()
        self._show_verdict(verdict_of(answer["raw"], answer["said"], link, points.spec, target))

    def _show_picture(self, kind: Answers, answer: Mapping[str, NDArray[Any]]) -> None:
        """Show what a network makes of the picture that answers with one."""
        self.seen.show_answer("")
        form, raw = self._attention.drawing.form, self._attention.samples.raw()
        if answer and form is not None and raw is not None and raw.shape == form.shape:
            self.answer.show_answer(kind, raw, form, answer)

    def _show_verdict(self, verdict: Verdict | None) -> None:
        self.bars.show_verdict(verdict)
        known = verdict is not None and verdict.winner >= 0
        self.seen.show_answer(verdict.rows[verdict.winner][0] if verdict is not None and known else "")


class _Seen(QWidget):
    """The picture exactly as the network gets it, and the class it reads."""

    def __init__(self, attention: Attention) -> None:
        super().__init__()
        self._attention = attention
        self._answer = ""
        self.setFixedHeight(30)
        attention.samples.changed.connect(self.update)
        attention.drawing.changed.connect(self.update)
        theme().themeChanged.connect(self.update)

    def show_answer(self, answer: str) -> None:
        """Say which class the network reads."""
        self._answer = answer
        self.setAccessibleName(self.tr("The network says {name}").format(name=answer) if answer else "")
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        form, raw = self._attention.drawing.form, self._attention.samples.raw()
        if form is None or raw is None or raw.shape != form.shape:
            return
        painter, colour = QPainter(self), theme().colour
        bold = ui_font(14, QFont.Weight.DemiBold)
        says, sees = self.tr("says"), self.tr("Network sees")
        answer = min(text_width(self._answer, bold), self.width() / 2) + 2
        right = QRectF(self.width() - answer, 0, answer, 30)
        draw_text(painter, right, self._answer, bold, colour("text1"))
        wide = text_width(says, ui_font(12)) if self._answer else -7.0
        before = QRectF(right.left() - wide - 7, 0, wide + 1, 30)
        if self._answer:
            draw_text(painter, before, says, ui_font(12), colour("text2"))
        thumb = QRectF(right.left() - wide - 16 - 28, 1, 28, 28)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(thumb, unit_image(form.unit(raw)))
        draw_box(painter, thumb.adjusted(-1, -1, 1, 1), 2, None, colour("border"))
        room = QRectF(0, 0, thumb.left() - 8, 30)
        if text_width(sees, ui_font(12)) <= room.width():
            align = Qt.AlignmentFlag.AlignRight
            draw_text(painter, room, sees, ui_font(12), colour("text2"), align)
