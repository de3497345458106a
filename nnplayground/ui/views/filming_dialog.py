"""Which view becomes a film of the training, how long and how large; then how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.projects.film import can_write_mp4, estimate, lacking_ffmpeg, pack
from nnplayground.ui.views.filming import Filming, film_frame, film_steps, pixels
from nnplayground.ui.views.saving import file_name
from nnplayground.ui.widgets import Button, ComboField, NumberField, PrimaryButton, Scale, Segmented
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent

    from nnplayground.app.session import Session
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.ui.views.saving import Subject

__all__ = ["FilmDialog"]

_WIDTHS = (480, 720, 1080)
_FRAMES, _RATE = 60, 15
_MOST_FRAMES = 600
_ESTIMATE_DELAY = 150


class FilmDialog(QDialog):
    """Films the run of a session.

    Parameters
    ----------
    subjects : sequence of Subject
        Views that can be seen, the likeliest first.
    session : Session
        Its moments are filmed.

    Attributes
    ----------
    said : Signal(str, str)
        A sentence for the person and its kind.
    """

    said = Signal(str, str)

    def __init__(self, subjects: Sequence[Subject], session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Training film"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self._subjects, self._session = list(subjects), session
        self._last = session.snapshot.present[1] if session.snapshot is not None else 0
        self.filming = Filming(session, self)
        self.filming.progressed.connect(self._on_progress)
        self.filming.done.connect(self._on_done)
        self.filming.failed.connect(self._on_failed)
        self.filming.ended.connect(self._on_ended)
        self._estimating = QTimer(self)
        self._estimating.setSingleShot(True)
        self._estimating.setInterval(_ESTIMATE_DELAY)
        self._estimating.timeout.connect(self._estimate)
        self._make_fields()
        self._lay_out()
        self._refresh()

    # -- making ----------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        views = [(number, subject.view) for number, subject in enumerate(self._subjects)]
        self.view = ComboField(self.tr("View"), views)
        self.view.chosen.connect(self._refresh)
        self.format = Segmented(self.tr("Format"), [(".gif", "GIF"), (".mp4", "MP4")])
        self.format.set_enabled(".mp4", can_write_mp4(), say(lacking_ffmpeg()))
        self.format.changed.connect(self._refresh)
        most = max(2, min(_MOST_FRAMES, self._last + 1))
        self.frames = NumberField(
            self.tr("Pictures"), Scale(2, most, 1), value=min(most, _FRAMES), integer=True
        )
        self.rate = NumberField(self.tr("Pictures per second"), Scale(1, 30, 1), value=_RATE, integer=True)
        for field in (self.frames, self.rate):
            field.changed.connect(self._refresh)
        self.width_ = Segmented(self.tr("Width"), [(width, str(width)) for width in _WIDTHS])
        self.width_.setValue(720)
        self.width_.changed.connect(self._refresh)
        self.words = QLabel()
        self.words.setWordWrap(True)
        set_role(self.words, "caption")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for field in (self.view, self.format, self.frames, self.rate, self.width_):
            form.addRow(field.accessibleName(), field)
        asking, working = QWidget(), QWidget()
        asking.setLayout(form)
        form.setContentsMargins(0, 0, 0, 0)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        column = QVBoxLayout(working)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch()
        column.addWidget(self.bar)
        column.addStretch()
        self._stack = QStackedWidget()
        self._stack.addWidget(asking)
        self._stack.addWidget(working)
        self.stop = Button(self.tr("Cancel"))
        self.stop.clicked.connect(self.reject)
        self.make = PrimaryButton(self.tr("Make film…"))
        self.make.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.stop)
        row.addWidget(self.make)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 12)
        page.setSpacing(14)
        page.addWidget(self._stack)
        page.addWidget(self.words)
        page.addLayout(row)

    # -- what is chosen --------------------------------------------------------------------------------

    def _subject(self) -> Subject:
        number = self.view.value()
        return self._subjects[number if isinstance(number, int) else 0]

    def _size(self) -> QSize:
        """Return the size of a picture: even, as films have it."""
        width = self.width_.value()
        own = self._subject().drawing.size()
        wide = width if isinstance(width, int) else _WIDTHS[0]
        return QSize(wide, 2 * max(1, round(wide * own.height() / max(1, own.width()) / 2)))

    def _chosen_steps(self) -> list[int]:
        return film_steps(self._last, int(self.frames.value()))

    def _refresh(self) -> None:
        self.make.setEnabled(self._last > 0)
        if self._last > 0:
            self._describe("")
            self._estimating.start()
        else:
            self.words.setText(self.tr("There is nothing to film yet. Train some epochs first."))

    def _describe(self, size: str) -> None:
        count, extent = len(self._chosen_steps()), self._size()
        seconds = QLocale().toString(count / self.rate.value(), "f", 1)
        sentence = self.tr("%Ln pictures of {width} × {height}, {seconds} s", "", count)
        said = sentence.format(width=extent.width(), height=extent.height(), seconds=seconds)
        self.words.setText(self.tr("{film}; about {size}.").format(film=said, size=size) if size else said)

    def _estimate(self) -> None:
        image = film_frame(self._subject().drawing, self._size())
        count, kind = len(self._chosen_steps()), str(self.format.value())
        in_background(self, lambda: estimate(pack(pixels(image)), count, kind), self._on_estimate)

    def _on_estimate(self, size: int) -> None:
        if not self.filming.is_running:
            self._describe(_data_size(size))

    # -- making it -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        kind = str(self.format.value())
        start = file_name(self._subject().title) + kind
        kinds = f"{kind[1:].upper()} (*{kind})"
        name, _filter = QFileDialog.getSaveFileName(self, self.tr("Save film"), start, kinds)
        if name:
            self.film(Path(name).with_suffix(kind))

    def film(self, path: Path) -> None:
        """Make the film that is chosen."""
        steps = self._chosen_steps()
        self._stack.setCurrentIndex(1)
        self.make.setEnabled(False)
        self.bar.setRange(0, 2 * len(steps))
        self._writes = False
        self.filming.start(self._subject().drawing, path, steps, self._size(), self.rate.value())

    def _on_progress(self, done: int, count: int) -> None:
        self.bar.setValue(done + count * self._writes)
        said = (
            self.tr("Writing picture {done} of {count}")
            if self._writes
            else self.tr("Picture {done} of {count}")
        )
        self.words.setText(said.format(done=done, count=count))
        self._writes = self._writes or done == count

    def _on_done(self, path: Path) -> None:
        sentence = self.tr("Saved {name}, {size}.")
        self.said.emit(sentence.format(name=path.name, size=_data_size(path.stat().st_size)), "info")

    def _on_failed(self, error: PlaygroundError) -> None:
        self.said.emit(say(error), "error")

    def _on_ended(self) -> None:
        super().accept()

    def reject(self) -> None:
        """Close; a film that is being made is not kept."""
        if self.filming.is_running:
            self.filming.cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.filming.cancel()
        super().closeEvent(event)


def _data_size(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
