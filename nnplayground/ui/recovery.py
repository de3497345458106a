"""What a crash has left is offered at the next start."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.recovery import salvage
from nnplayground.app.tasks import in_background
from nnplayground.app.translation import say
from nnplayground.projects.recovery import Found, discard, found
from nnplayground.ui.dialogs.question import CANCEL, Answer, Question
from nnplayground.ui.file_questions import moment
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.new_window import open_in_new_window
from nnplayground.ui.numbers import format_number
from nnplayground.ui.portrait import read_portrait
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import ScrollColumn
from nnplayground.ui.widgets.painting import draw_box, set_role

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.recovery import Salvage
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.ui.application import Program

__all__ = ["RecoveryDialog", "RecoveryOffer", "offer_recovery"]

_SHOWN = 4  # rows before the list scrolls
_ROW = 52
_LONGEST = 44  # letters of a name


def offer_recovery(program: Program, folder: Path | None = None) -> RecoveryOffer:
    """Look for what a crash has left, and ask; or recover one folder that was chosen in another window."""
    offer = RecoveryOffer(program)
    if folder is not None:
        offer.recover(folder)
    else:
        in_background(offer, found, offer.ask)
    return offer


class RecoveryOffer(QObject):
    """Asks what is to become of unsaved work, and does it.

    Attributes
    ----------
    done : Signal
        The work, or the reason why there is none, is in the window.
    """

    done = Signal()

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self.dialog: RecoveryDialog | None = None

    def ask(self, left: tuple[Found, ...]) -> None:
        """Show what there is, if there is any."""
        if left:
            self.dialog = RecoveryDialog(left, self._program.window)
            self.dialog.ask(self._answered)

    def _answered(self, answer: str) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None or answer == CANCEL:
            return
        chosen = dialog.chosen()
        if answer == "discard":
            in_background(self, partial(_discard_all, chosen), self._on_discarded)
            return
        for other in chosen[1:]:
            open_in_new_window(None, "open", "--recover", other.folder.name)
        if chosen:
            self.recover(chosen[0].folder)

    def _on_discarded(self, _nothing: object) -> None:
        self.done.emit()

    def recover(self, folder: Path) -> None:
        """Go on with what is in a folder, in this window."""
        in_background(self, partial(salvage, folder), self._take, self._fail)

    def _take(self, rescued: Salvage | None) -> None:
        if rescued is not None:
            if self._program.recovery is not None:
                self._program.recovery.adopt(rescued.store)
            self._program.window.files.restore(rescued)
            said = self.tr("The unsaved work is back. Save it where it is to stay.")
            if not rescued.problems:
                self._program.window.announcer.say(said, "info", seconds=8)
        self.done.emit()

    def _fail(self, error: PlaygroundError) -> None:
        self._program.window.announcer.say(say(error), "error")
        self.done.emit()


def _discard_all(chosen: list[Found]) -> None:
    for one in chosen:
        discard(one)


class RecoveryDialog(Question):
    """Lists unsaved work with a tick for each: recover, discard, or leave it for later."""

    def __init__(self, left: tuple[Found, ...], parent: QWidget) -> None:
        last = left[0].about.when
        headline = self.tr("NN Playground ended unexpectedly.")
        if last is not None:
            headline = self.tr("NN Playground ended unexpectedly, at {time}.").format(time=moment(last))
        super().__init__(
            parent,
            self.tr("Recover projects"),
            headline,
            self.tr("This work was in no file. Every change is kept within two seconds."),
            [
                Answer(CANCEL, self.tr("Later")),
                Answer("discard", self.tr("Discard")),
                Answer("recover", self.tr("Recover")),
            ],
            sign=("reset", "accent"),
        )
        self.rows = [_Row(one) for one in left]
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in self.rows:
            row.tick.toggled.connect(self._count)
            column.addWidget(row)
        self.body.addSpacing(10)
        if len(left) > _SHOWN:
            scroll = ScrollColumn(holder)
            scroll.setFixedHeight(_SHOWN * (_ROW + 6))
            self.body.addWidget(scroll)
        else:
            self.body.addWidget(holder)
        self._count()

    def chosen(self) -> list[Found]:
        """Return what is ticked."""
        return [row.found for row in self.rows if row.tick.isChecked()]

    def _count(self) -> None:
        count = len(self.chosen())
        for key, text in (
            ("recover", self.tr("Recover %n projects", "", count)),
            ("discard", self.tr("Discard %n projects", "", count)),
        ):
            one = self.tr("Recover 1 project") if key == "recover" else self.tr("Discard 1 project")
            self.buttons[key].setText(one if count == 1 else text)
            self.buttons[key].setEnabled(count > 0)
            self.buttons[key].updateGeometry()


class _Row(QWidget):
    """One piece of unsaved work: tick, picture, name, what it holds, how old it is."""

    def __init__(self, one: Found) -> None:
        super().__init__()
        self.found = one
        self.setProperty("panel", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_ROW)
        self.tick = QCheckBox()
        self.tick.setChecked(True)
        self.tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        name, what, age = QLabel(self._name()), QLabel(self._what()), QLabel(self._age())
        name.setFont(ui_font(12, QFont.Weight.DemiBold))
        for label in (what, age):
            label.setFont(ui_font(11))
            set_role(label, "caption")
        self.tick.setAccessibleName(f"{name.text()}, {what.text()}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(name)
        words.addWidget(what)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self.tick)
        row.addWidget(_Picture(read_portrait(one.thumbnail)))
        row.addLayout(words, 1)
        row.addWidget(age)
        self.setToolTip(one.about.path)

    def _name(self) -> str:
        name = self.found.about.name or self.tr("Untitled")
        return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"

    def _what(self) -> str:
        about = self.found.about
        parts = []
        if about.edits:
            parts.append(self.tr("1 edit") if about.edits == 1 else self.tr("%Ln edits", "", about.edits))
        if self.found.has_training:
            parts.append(
                self.tr("epoch {epoch}, weights and timeline").format(epoch=format_number(about.epoch))
            )
        return ", ".join([*parts, self._size()])

    def _size(self) -> str:
        kilobytes = max(1, self.found.size // 2**10)
        if kilobytes < 1000:
            return self.tr("{size} KB").format(size=format_number(kilobytes))
        return self.tr("{size} MB").format(size=format_number(max(1, round(kilobytes / 2**10))))

    def _age(self) -> str:
        when = self.found.about.when
        if when is None:
            return ""
        seconds = (datetime.now().astimezone() - when).total_seconds()
        if 0 <= seconds < 3600:
            return self.tr("%n min ago", "", max(1, round(seconds / 60)))
        return moment(when)


class _Picture(QWidget):
    """A thumbnail, or the sign of a project."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setFixedSize(QSize(36, 36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self._image.isNull():
            draw_box(painter, rect, 4, theme().colour("field"))
            draw_icon(painter, "file", QRectF(10, 10, 16, 16), theme().colour("text3"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, self._image)
