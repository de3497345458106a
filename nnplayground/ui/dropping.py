"""One way in for everything that is dropped on the window, pasted into it, or named at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QFont, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnplayground.ui.fonts import ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.receiving import Given, Receiver
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.ui.main_window import MainWindow

__all__ = ["DropSign", "Dropping"]

_FLICKER_MS = 60  # the pointer leaves one part of the window before it enters the next


class Dropping(QObject):
    """Hands what is given to the receiver that takes it, or says what could be taken.

    Attributes
    ----------
    said : Signal(str, str)
        A sentence for the person and its kind.
    """

    said = Signal(str, str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._receivers = [kind() for kind in Receiver.kinds()]
        self.sign = DropSign(window)
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_FLICKER_MS)
        self._leaving.timeout.connect(self.sign.hide)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    # -- taking ----------------------------------------------------------------------------------------

    def receiver_of(self, given: Given) -> Receiver | None:
        """Return who takes it; None if nobody does."""
        return next((receiver for receiver in self._receivers if receiver.takes(given)), None)

    def open(self, given: Given) -> bool:
        """Do with it what its kind asks for; return whether anybody could."""
        receiver = None if given.is_empty else self.receiver_of(given)
        if receiver is None:
            self.said.emit(self._refusal(given), "warning")
            return False
        receiver.receive(given, self._window)
        return True

    def open_clipboard(self) -> None:
        """Open what is on the clipboard."""
        self.open(Given.of(QGuiApplication.clipboard().mimeData()))

    def _refusal(self, given: Given) -> str:
        if given.is_empty:
            return self.tr("The clipboard is empty.")
        opened = self.tr("It opens {kinds}.").format(kinds=", ".join(r.what() for r in self._receivers))
        if not given.paths:
            said = self.tr("NN Playground cannot open what is on the clipboard.")
            return f"{said} {opened}"
        if len(given.paths) > 1 and all(self.receiver_of(Given((path,))) for path in given.paths):
            return self.tr("These files are of different kinds. Bring one kind at a time.")
        unknown = next((p for p in given.paths if self.receiver_of(Given((p,))) is None), given.paths[0])
        said = self.tr("NN Playground cannot open {name}.").format(name=unknown.name)
        return f"{said} {opened}"

    # -- dragging --------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        kind = event.type()
        if kind is QEvent.Type.DragLeave:
            self._leaving.start()
        elif isinstance(event, QDropEvent):  # entering and moving are drops to come
            if kind is QEvent.Type.Drop:
                self._drop(event)
            else:
                self._show(event)
            return True
        return False

    def _show(self, event: QDropEvent) -> None:
        self._leaving.stop()
        given = Given.of(event.mimeData(), wholly=False)
        if given.is_empty:
            event.ignore()
            return
        if event.type() is QEvent.Type.DragEnter or self.sign.isHidden():
            receiver = self.receiver_of(given)
            offer = receiver.offer(given) if receiver is not None else self._refusal(given)
            self.sign.say(offer, accepted=receiver is not None)
        # What cannot be opened is accepted, too: else nothing would be said when it is let go.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _drop(self, event: QDropEvent) -> None:
        self.sign.hide()
        given = Given.of(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        # The other program waits until the drop is answered: a question must not keep it waiting.
        QTimer.singleShot(0, self, lambda: self.open(given))


class DropSign(QWidget):
    """Lies over the window while something is dragged, and says what letting it go would do."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self._text, self._accepted = "", True
        self.hide()

    def say(self, text: str, *, accepted: bool) -> None:
        """Show a sentence over the whole window."""
        self._text, self._accepted = text, accepted
        self.setAccessibleName(text)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.update()

    def text(self) -> str:
        """Return what it says."""
        return self._text

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme().colour("accent" if self._accepted else "warning")
        veil = theme().colour("window")
        veil.setAlphaF(0.72)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(14, 14, -14, -14), 12, 12)
        self._draw_card(painter)

    def _draw_card(self, painter: QPainter) -> None:
        font = ui_font(14, QFont.Weight.DemiBold)
        painter.setFont(font)
        wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = QRectF(0, 0, min(520.0, self.width() - 120.0), 400)
        words = painter.boundingRect(room, wrap, self._text)
        card = QRectF(0, 0, words.width() + 64, words.height() + 84)
        card.moveCenter(QRectF(self.rect()).center())
        ink = theme().colour("accent" if self._accepted else "warning")
        draw_box(painter, card, 12, theme().colour("overlay"), theme().colour("border"))
        icon = QRectF(card.center().x() - 14, card.top() + 20, 28, 28)
        draw_icon(painter, "import" if self._accepted else "warning", icon, ink)
        place = QRectF(card.left() + 32, icon.bottom() + 14, words.width(), words.height())
        if words.height() < 24:
            draw_text(painter, place, self._text, font, theme().colour("text1"))
            return
        painter.setFont(font)
        painter.setPen(theme().colour("text1"))
        painter.drawText(place, wrap, self._text)
