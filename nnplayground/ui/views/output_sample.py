"""One sample of the output: which it is, its columns to be typed over, and what the network says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.core.loss import Link
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.train.traces import Sample
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_loss, format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.chance_bars import ChanceBars, verdict_of
from nnplayground.ui.views.sample_card import SampleButtons
from nnplayground.ui.views.sample_gallery import sample_image, target_words
from nnplayground.ui.views.ways import main_link
from nnplayground.ui.widgets import NumberField, ScrollColumn
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role, text_width

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from nnplayground.app.document import Document
    from nnplayground.app.points import Points
    from nnplayground.app.samples import SampleChoice
    from nnplayground.train.snapshot import Snapshot

__all__ = ["OutputSample"]


class OutputSample(QWidget):
    """Shows the followed sample; a typed number makes a sample of one's own.

    Attributes
    ----------
    changed : Signal
        It wants other probes.
    """

    changed = Signal()

    def __init__(self, document: Document, samples: SampleChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._samples = document, samples
        self._snapshot: Snapshot | None = None
        self._form: tuple[str, ...] = ()
        self._fields: list[NumberField] = []
        self.words, self.loss = QLabel(), QLabel()
        self.picture, self.bars = _Picture(), ChanceBars()
        self._sheet = QWidget()
        self._grid = QGridLayout(self._sheet)
        self._scroll = ScrollColumn(self._sheet)
        self._lay_out()
        samples.changed.connect(self._on_sample)
        self._on_sample()

    def _lay_out(self) -> None:
        set_role(self.words, "secondary")
        set_role(self.loss, "caption")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.words, 1)
        head.addWidget(self.loss)
        head.addWidget(SampleButtons(self._samples))
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.picture, 3)
        body.addWidget(self._scroll, 5)
        body.addWidget(self.bars, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(body, 1)

    # -- the sample ------------------------------------------------------------------------------------

    def _on_sample(self) -> None:
        points, raw = self._samples.points, self._samples.raw()
        self.words.setText(self._sentence(points))
        pictured = raw is not None and raw.ndim == 3
        self.picture.setVisible(pictured)
        self._scroll.setVisible(not pictured)
        self.picture.show_image(sample_image(raw) if pictured and raw is not None else None)
        if points is not None and not pictured:
            self._show_columns(points.spec.input_names, raw)
        self.loss.clear()
        self._show()
        self.changed.emit()

    def _sentence(self, points: Points | None) -> str:
        sample = self._samples.sample
        if not sample.part:
            pictured = points is not None and points.train_x.ndim == 4
            return self.tr("Your own picture") if pictured else self.tr("Your own sample")
        names = {
            "train": self.tr("Training sample {number}"),
            "validation": self.tr("Validation sample {number}"),
            "test": self.tr("Test sample {number}"),
        }
        text = names[sample.part].format(number=format_number(sample.index + 1))
        if points is None or self._samples.target() is None:
            return text
        return f"{text} · {target_words(points, sample)}"

    def _show_columns(self, names: tuple[str, ...], raw: NDArray[Any] | None) -> None:
        if names != self._form:
            self._make_fields(names)
        if raw is not None and len(raw) == len(self._fields):
            for field, value in zip(self._fields, raw, strict=True):
                if not field.hasFocus():
                    field.setValue(float(f"{float(value):.5g}"))

    def _make_fields(self, names: tuple[str, ...]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._form, self._fields = names, []
        for row, name in enumerate(names):
            label, field = _Name(name), NumberField(name, small=True)
            field.setMinimumWidth(60)
            field.setMaximumWidth(84)
            field.changed.connect(self._typed)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field, row, 1)
            self._fields.append(field)

    def _typed(self) -> None:
        self._samples.choose(Sample.made(tuple(field.value() for field in self._fields)))

    # -- the run ---------------------------------------------------------------------------------------

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what it needs."""
        return frozenset({self._request()})

    def _request(self) -> ProbeRequest:
        return ProbeRequest("said", sample=self._samples.sample)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what the network says now."""
        self._snapshot = snapshot
        self._show()

    def _show(self) -> None:
        points = self._samples.points
        answer = {} if self._snapshot is None else self._snapshot.probes.get(self._request(), {})
        if points is None or "raw" not in answer:
            return  # what was said before stays until this sample's own has come
        link = main_link(self._document.experiment, self._document.report) or Link.IDENTITY
        target = self._samples.target()
        self.bars.show_verdict(verdict_of(answer["raw"], answer["said"], link, points.spec, target))
        if "loss" in answer:
            self.loss.setText(self.tr("loss {value}").format(value=format_loss(float(answer["loss"][0]))))

    def clear(self) -> None:
        """Forget the run."""
        self._snapshot = None
        self.bars.show_verdict(None)
        self.loss.clear()


class _Name(QWidget):
    """The name of a column, cut where there is no room for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setToolTip(text)
        self.setMinimumWidth(16)
        theme().themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(min(110, round(text_width(self._text, ui_font(12))) + 8), 24)

    def paintEvent(self, _event: Any) -> None:
        draw_text(QPainter(self), QRectF(self.rect()), self._text, ui_font(12), theme().colour("text2"))


class _Picture(QWidget):
    """A picture as large as the room allows."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setMinimumSize(60, 60)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: Any) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        side = min(self.width(), self.height())
        box = QRectF(0, 0, side, side)
        painter.drawImage(box, self._image)
        draw_box(painter, box, 3, None, theme().colour("separator"))
