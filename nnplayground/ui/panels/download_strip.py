"""Below the gallery, while the chosen set is not on this computer: how to get it, and how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from nnplayground.app.downloads import downloads
from nnplayground.app.translation import say
from nnplayground.data.image_downloads import PublishedPictures
from nnplayground.ui.numbers import format_size
from nnplayground.ui.widgets import Button
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.core.dataset import Dataset

__all__ = ["DownloadStrip"]


class DownloadStrip(QWidget):
    """A sentence and a button, or a bar while it is being fetched.

    Attributes
    ----------
    arrived : Signal
        The set that is shown is here now.
    """

    arrived = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._dataset: PublishedPictures | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.words, "caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Download"))
        self.button = Button("", "import", small=True, primary=True)
        self.button.clicked.connect(self.start)
        self.stop = Button(self.tr("Cancel"), small=True)
        self.stop.clicked.connect(self.cancel)
        self._lay_out()
        downloads().changed.connect(self._on_changed)
        downloads().arrived.connect(self._on_arrived)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.bar, 1)
        row.addWidget(self.button)
        row.addWidget(self.stop)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addLayout(row)

    def show_dataset(self, dataset: Dataset) -> None:
        """Show what is to be done about a set; nothing if it is here."""
        self._kind = dataset.kind
        self._dataset = dataset if isinstance(dataset, PublishedPictures) else None
        self._refresh()

    def start(self) -> None:
        """Fetch the set."""
        if self._dataset is not None:
            downloads().start(self._kind, type(self._dataset).published)

    def cancel(self) -> None:
        """Stop fetching it."""
        downloads().cancel(self._kind)

    def _refresh(self) -> None:
        dataset = self._dataset
        if dataset is None or dataset.problem() is None:
            self.hide()
            return
        progress = downloads().progress(self._kind)
        for widget, shown in ((self.button, progress is None), (self.bar, progress is not None)):
            widget.setVisible(shown)
        self.stop.setVisible(progress is not None)
        if progress is None:
            self._offer(dataset)
        else:
            self._show_progress(*progress)
        self.show()

    def _offer(self, dataset: PublishedPictures) -> None:
        size = format_size(dataset.published.size)
        error = downloads().error(self._kind)
        sentence = self.tr("{set} is not on this computer yet.").format(set=say(type(dataset).title))
        self.words.setText(sentence if error is None else say(error))
        self.button.setText(self.tr("Download {size}").format(size=size))
        self.button.updateGeometry()

    def _show_progress(self, done: int, of: int) -> None:
        self.bar.setValue(1000 * done // max(1, of))
        sentence = self.tr("{done} of {size}")
        self.words.setText(sentence.format(done=format_size(done), size=format_size(of)) if of else "")

    def _on_changed(self, kind: str) -> None:
        if kind == self._kind:
            self._refresh()

    def _on_arrived(self, kind: str) -> None:
        if kind == self._kind:
            self._refresh()
            self.arrived.emit()
