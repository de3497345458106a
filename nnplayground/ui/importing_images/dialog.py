"""The dialog that turns files into a set of pictures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nnplayground.app.long_task import LongTask
from nnplayground.app.translation import say
from nnplayground.data.image_own import OwnPictures
from nnplayground.data.images.chosen import class_counts, look, read
from nnplayground.data.images.found import joined
from nnplayground.data.images.sources import ArraySource, open_source
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.importing_images.class_list import EACH, ClassList
from nnplayground.ui.importing_images.wishes import Wishes
from nnplayground.ui.numbers import format_number, format_size
from nnplayground.ui.widgets import Button, PrimaryButton
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy import ndarray
    from PySide6.QtGui import QCloseEvent

    from nnplayground.core.errors import PlaygroundError
    from nnplayground.data.images.choices import PictureChoices
    from nnplayground.data.images.chosen import Chosen
    from nnplayground.data.images.found import Pictures, Progress, ShouldStop
    from nnplayground.data.images.sources import Source

__all__ = ["ImageImportDialog"]

_SIDE = 268
_LOOK_DELAY = 200  # milliseconds after the last change before pictures are made anew


class ImageImportDialog(QDialog):
    """Asks how pictures are to be read, shows some of them, and reads them.

    Nothing of it holds up the window: files are looked at, and read, in a thread.

    Parameters
    ----------
    places : sequence of sequences of Path
        The files or folders of each import; nothing where those of ``present`` are not known.
    present : OwnPictures or None
        Pictures that the experiment has already, to which these may be added.
    former : sequence of PictureChoices, optional
        What was chosen at the imports that are to be changed: it is chosen first.

    Attributes
    ----------
    imported : Signal(OwnPictures)
        The person agreed to what was read.
    """

    imported = Signal(object)

    def __init__(
        self,
        places: Sequence[Sequence[Path]],
        present: OwnPictures | None,
        parent: QWidget,
        former: Sequence[PictureChoices] = (),
    ) -> None:
        super().__init__(parent)
        is_new = bool(places) and not former
        self.setWindowTitle(self.tr("Import images") if is_new else self.tr("Edit import"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._places = tuple(map(tuple, places))
        self._kept = present if not places else None
        self._present, self._former = present if places else None, tuple(former)
        self._made: tuple[OwnPictures, Pictures] | None = None
        self._opening, self._looking, self._reading = LongTask(self), LongTask(self), LongTask(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_DELAY)
        self._soon.timeout.connect(self._look)
        self._make_parts()
        self._lay_out()
        self._connect()
        self.words.setText(self.tr("Looking through the files…"))
        self._opening.start(partial(_opened, self._places, self._kept))
        self.resize(960, 540)

    @property
    def places(self) -> tuple[tuple[Path, ...], ...]:
        """The files or folders of the imports that are used."""
        return tuple(self._places[number] for number in self.wishes.used if number < len(self._places))

    # -- making ----------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.heading = QLabel()
        self.heading.setFont(ui_font(15, QFont.Weight.DemiBold))
        self.words = QLabel()
        self.words.setWordWrap(True)
        set_role(self.words, "secondary")
        self.classes = ClassList()
        self.problems = QPlainTextEdit()
        self.problems.setReadOnly(True)
        self.problems.setAccessibleName(self.tr("Files that could not be read"))
        self.wishes = Wishes(self._present)
        self.wishes.setEnabled(False)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        set_role(self.facts, "caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Import"))
        self.bar.hide()
        self.stop = Button(self.tr("Cancel"))
        self.ok = PrimaryButton(self.tr("Import"))
        self.ok.setEnabled(False)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.classes)
        self._stack.addWidget(self.problems)
        side = QVBoxLayout()
        side.setSpacing(14)
        self.facts.setFixedWidth(_SIDE)
        self.wishes.setMinimumWidth(_SIDE)
        side.addWidget(self.wishes)
        side.addWidget(self.facts)
        side.addStretch()
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self._stack, 1)
        middle.addLayout(side)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.bar, 1)
        buttons.addStretch()
        buttons.addWidget(self.stop)
        buttons.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addLayout(middle, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._opening.done.connect(self._on_opened)
        self._looking.done.connect(self._on_looked)
        self._reading.progressed.connect(self._on_progress)
        self._reading.done.connect(self._on_read)
        for task in (self._opening, self._reading):
            task.failed.connect(self._on_failed)
        self.wishes.changed.connect(self._on_wish)
        self.stop.clicked.connect(self.reject)
        self.ok.clicked.connect(self._on_ok)

    # -- looking ---------------------------------------------------------------------------------------

    def _on_opened(self, sources: list[Source]) -> None:
        self.wishes.show_sources(sources, self._former)
        self.wishes.setEnabled(True)
        self.wishes.setMinimumWidth(max(_SIDE, self.wishes.sizeHint().width()))
        self.heading.setText(" + ".join(source.name for source in sources))
        self._on_wish()

    def _on_wish(self) -> None:
        """Show what the classes would be, and soon what the pictures would look like."""
        found = class_counts(self.wishes.imports)
        counts = tuple(found.values())
        self.classes.rows.show_classes(tuple(found), counts)
        self.words.setText(self._describe(len(found), sum(counts)))
        self._show_facts(counts)
        self._soon.start()

    def _look(self) -> None:
        self._looking.start(partial(_looked_at, self.wishes.imports))

    def _on_looked(self, pictures: list[ndarray]) -> None:
        self.classes.rows.show_pictures(pictures)

    def _describe(self, names: int, count: int) -> str:
        pictures = self.tr("1 picture") if count == 1 else self.tr("%Ln pictures", "", count)
        classes = self.tr("1 class") if names == 1 else self.tr("%Ln classes", "", names)
        said = self.tr("{pictures} in {classes}.").format(pictures=pictures, classes=classes)
        imports = self.wishes.imports
        sizes = imports[0].whole.parts if len(imports) == 1 else None
        if sizes is not None and count == sum(sizes):
            parts = self.tr("{train} are for training, {validation} for validation, {test} for test.")
            train, validation, test = map(format_number, sizes)
            said = f"{said} {parts.format(train=train, validation=validation, test=test)}"
        return said

    def _show_facts(self, counts: tuple[int, ...]) -> None:
        shaping = self.wishes.choices
        size = format_size(sum(counts) * shaping.channels * shaping.size**2)
        lines = [self.tr("{size} in the project file.").format(size=size)]
        alone = len(counts) < 2 and not self.wishes.is_adding
        if alone:
            lines = [self.tr("All pictures are of one class. A network learns to tell at least two apart.")]
        elif max(counts) > 3 * max(1, min(counts)):
            lines.append(
                self.tr("The classes are of very different size: a network may prefer the large ones.")
            )
        if self._kept is not None:
            lines.append(
                self.tr("Their files are not known. The pictures are made anew from what the project keeps.")
            )
        self.facts.setText("\n\n".join(lines))
        self.ok.setEnabled(not alone)

    # -- reading ---------------------------------------------------------------------------------------

    def _on_ok(self) -> None:
        if self._made is not None:
            self._finish()
            return
        self.ok.setEnabled(False)
        self.wishes.setEnabled(False)
        self.bar.setValue(0)
        self.bar.show()
        self._soon.stop()
        self._looking.cancel()
        joins = self._present if self.wishes.is_adding else None
        work = partial(_read, self.wishes.imports, joins, is_known=self._kept is None)
        self._reading.start(work)

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setValue(1000 * done // max(1, of))
        said = self.tr("Picture {done} of {count}")
        self.words.setText(said.format(done=format_number(done), count=format_number(of)))

    def _on_read(self, made: tuple[OwnPictures, Pictures]) -> None:
        self._made = made
        self.bar.hide()
        if made[1].problems:
            self._show_problems(made[1])
        else:
            self._finish()

    def _show_problems(self, pictures: Pictures) -> None:
        """List what is not as it was, before anything is changed."""
        lost = sum(problem.is_lost for problem in pictures.problems)
        read = self.tr("%Ln pictures were read.", "", len(pictures))
        left_out = (
            self.tr("1 file is left out:") if lost == 1 else self.tr("%Ln files are left out:", "", lost)
        )
        self.words.setText(f"{read} {left_out if lost else self.tr('Mind these:')}")
        # One sentence holds for all pictures of a kind; what cannot be used comes first.
        listed = sorted(pictures.problems, key=lambda problem: not problem.is_lost)
        self.problems.setPlainText("\n".join(f"{p.name}: {say(p.reason)}" for p in listed))
        self._stack.setCurrentWidget(self.problems)
        self.facts.clear()
        self.ok.setText(self.tr("Import the others") if lost else self.tr("Import"))
        self.ok.updateGeometry()
        self.ok.setEnabled(True)
        self.ok.setFocus()

    def _finish(self) -> None:
        if self._made is not None:
            self.accept()
            self.imported.emit(self._made[0])

    def _on_failed(self, error: PlaygroundError) -> None:
        """Say what is wrong; other wishes may mend it."""
        self.bar.hide()
        self.words.setText(say(error))
        self.wishes.setEnabled(bool(self.heading.text()))
        self.ok.setEnabled(False)

    # -- the end ---------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Close, or stop reading first."""
        if self._reading.is_running:
            self._reading.cancel()
            self.bar.hide()
            self.wishes.setEnabled(True)
            self._on_wish()
        else:
            self._cancel_all()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._cancel_all()
        super().closeEvent(event)

    def _cancel_all(self) -> None:
        self._soon.stop()
        for task in (self._opening, self._looking, self._reading):
            task.cancel()


def _opened(
    places: tuple[tuple[Path, ...], ...],
    kept: OwnPictures | None,
    _progress: Progress,
    should_stop: ShouldStop,
) -> list[Source]:
    if kept is not None:
        return [ArraySource(kept.pictures())]
    return [open_source(paths, should_stop) for paths in places]


def _looked_at(imports: Sequence[Chosen], _progress: Progress, should_stop: ShouldStop) -> list[ndarray]:
    return look(imports, EACH, should_stop)


def _read(
    imports: Sequence[Chosen],
    joins: OwnPictures | None,
    progress: Progress,
    should_stop: ShouldStop,
    *,
    is_known: bool,
) -> tuple[OwnPictures, Pictures]:
    """Read all pictures and keep them with how they were chosen, behind those that they join if any."""
    pictures = read(imports, progress, should_stop)
    choices = tuple(one.choices for one in imports) if is_known else ()
    if joins is not None:
        pictures = joined(joins.pictures(), pictures)
        choices = (*joins.imports, *choices) if joins.imports else ()
    return OwnPictures.of(pictures, choices), pictures
