"""The quick-add: a small search over the canvas that adds a layer where it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import SearchField
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from nnplayground.ui.editor.candidates import Candidate, Offer
    from nnplayground.ui.editor.joins import Spot

__all__ = ["QuickAdd"]

_WIDTH = 336
_ROW = 40
_MOST_ROWS = 7
_CANDIDATE = Qt.ItemDataRole.UserRole
_STAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class QuickAdd(QWidget):
    """Opens at a point of the canvas; Enter adds the marked row, Esc and leaving close it.

    Attributes
    ----------
    chosen : Signal(Variant, Spot)
        What to add, and where.
    closed : Signal
        It went away, whether something was chosen or not.
    """

    chosen = Signal(object, object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._offer: Offer | None = None
        self._spot: Spot | None = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Add layer"))
        self._place = QLabel()
        set_role(self._place, "caption")
        self.search = SearchField(self.tr("Search layers"), key="")
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        # A click on a row must not take the focus to the canvas below, which would close this.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.search)
        self._rows = _Rows(self)
        self._list = self._make_list()
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        set_role(self._nothing, "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self._place, self.search, self._list, self._nothing):
            column.addWidget(widget)
        self._place.setContentsMargins(4, 0, 4, 0)
        self._nothing.setContentsMargins(4, 2, 4, 4)
        theme().themeChanged.connect(self.update)
        self.hide()

    def _make_list(self) -> QListView:
        view = QListView()
        view.setObjectName("quickAddRows")
        view.setModel(self._rows)
        view.setItemDelegate(_RowPainter(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setStyleSheet("QListView { background: transparent; border: none; padding: 0; }")
        view.setAccessibleName(self.tr("Layers that can be added"))
        view.clicked.connect(self._take_index)
        return view

    # -- opening and closing ---------------------------------------------------------------------------

    def open(self, offer: Offer, spot: Spot, place: str, at: QPointF) -> None:
        """Offer what can be added at ``spot``, beside a point of the parent; ``place`` says where that is."""
        self._offer, self._spot = offer, spot
        self._place.setText(place)
        self.setAccessibleDescription(place)
        self.search.clear()
        self._find("")
        self.resize(_WIDTH, self._height(_MOST_ROWS))
        self._place_at(at)
        self._find("")
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place_at(self, at: QPointF) -> None:
        room = self._room.rect()
        x = min(max(4.0, at.x() + 8), room.right() - self.width() - 4)
        y = min(max(4.0, at.y() - 20), max(4.0, room.bottom() - self.height() - 4))
        self.move(round(x), round(y))

    def close_(self) -> None:
        """Go away and hand the focus back."""
        if self.isHidden():
            return
        had_focus = self.search.hasFocus()
        self._offer = self._spot = None
        self.hide()
        if had_focus:
            self._room.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The rows, as they are shown."""
        return tuple(self._rows.candidates)

    @property
    def current(self) -> Candidate | None:
        """The row that Enter takes."""
        return self._rows.at(self._list.currentIndex())

    # -- searching -------------------------------------------------------------------------------------

    def _find(self, text: str) -> None:
        if self._offer is None:
            return
        found = self._offer.found(text.strip())
        self._rows.show(found, text.strip())
        self._mark(0)
        self._nothing.setText(self.tr("No layer is called “{text}”.").format(text=text))
        self._nothing.setVisible(not found)
        self._list.setVisible(bool(found))
        self._list.setFixedHeight(_ROW * min(len(found), self._rows_that_fit()))
        self.resize(_WIDTH, self.sizeHint().height())

    def _height(self, rows: int) -> int:
        return self._place.sizeHint().height() + self.search.sizeHint().height() + rows * _ROW + 28

    def _rows_that_fit(self) -> int:
        free = (self._room.height() - self._height(0) - 8) // _ROW
        return max(1, min(_MOST_ROWS, free))

    def _mark(self, row: int) -> None:
        row = max(0, min(row, self._rows.rowCount() - 1))
        self._list.setCurrentIndex(self._rows.index(row))
        self._list.scrollTo(self._rows.index(row))
        current = self.current
        if current is not None:
            self.search.setAccessibleDescription(f"{current.variant.title}, {current.effect}")

    def _take_index(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self._take()

    def _take(self) -> None:
        current, spot = self.current, self._spot
        if current is None or spot is None:
            return
        self.close_()
        self.chosen.emit(current.variant, spot)

    # -- keys ------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress:
            return self._key(event)  # type: ignore[arg-type] # a key press is a QKeyEvent
        if event.type() is QEvent.Type.FocusOut and event.reason() not in _STAY:  # type: ignore[attr-defined]
            self.close_()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self._list.currentIndex().row()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Tab: 1,
            Qt.Key.Key_Backtab: -1,
            Qt.Key.Key_PageDown: _MOST_ROWS,
            Qt.Key.Key_PageUp: -_MOST_ROWS,
        }
        if key in steps:
            self._mark(row + steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.close_()
        else:
            return False
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), 10, theme().colour("overlay"), theme().colour("border"))


class _Rows(QAbstractListModel):
    """The candidates, and what of their names was searched for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.candidates: list[Candidate] = []
        self.found = ""

    def show(self, candidates: Sequence[Candidate], found: str) -> None:
        self.beginResetModel()
        self.candidates, self.found = list(candidates), found
        self.endResetModel()

    def at(self, index: QModelIndex) -> Candidate | None:
        return self.candidates[index.row()] if index.isValid() else None

    def rowCount(self, parent: Any = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.candidates)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        candidate = self.at(index)
        if candidate is None:
            return None
        texts: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: candidate.variant.title,
            Qt.ItemDataRole.ToolTipRole: candidate.variant.help,
            Qt.ItemDataRole.AccessibleDescriptionRole: candidate.effect,
            _CANDIDATE: candidate,
        }
        return texts.get(role)


class _RowPainter(QStyledItemDelegate):
    """Draws icon plate, name with the found letters lit, the name in files, and the effect."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Any) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        candidate: Candidate = index.data(_CANDIDATE)
        box: QRect = option.rect
        rect = QRectF(box)
        state = option.state
        colour = theme().colour
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            draw_box(painter, rect, 6, colour("press"))
        elif state & QStyle.StateFlag.State_MouseOver:
            draw_box(painter, rect, 6, colour("hover"))
        ink = colour("text1" if candidate.fits else "text3")
        plate = QRectF(rect.left() + 7, rect.top() + 7, 26, 26)
        draw_box(painter, plate, 6, colour("card"), colour("separator"))
        draw_icon(painter, candidate.variant.icon, plate.adjusted(6, 6, -6, -6), ink)
        line = QRectF(rect.left() + 42, rect.top() + 4, rect.width() - 50, 16)
        kind = mono_font(11)
        draw_text(painter, line, candidate.variant.kind, kind, colour("text3"), Qt.AlignmentFlag.AlignRight)
        name = line.adjusted(0, 0, -text_width(candidate.variant.kind, kind) - 8, 0)
        _draw_found(painter, name, candidate.variant.title, index.model().found, candidate.fits)
        note = QRectF(rect.left() + 42, rect.top() + 20, rect.width() - 50, 15)
        ink = colour("text2" if candidate.fits else "text3")
        draw_text(painter, note, candidate.effect, ui_font(11), ink)
        painter.restore()


def _draw_found(painter: QPainter, rect: QRectF, text: str, found: str, fits: bool) -> None:
    font = ui_font(12, QFont.Weight.Medium)
    start = text.casefold().find(found.casefold()) if found else -1
    plain = "text1" if fits else "text3"
    stop = start + len(found)
    parts = [(text[:start], plain), (text[start:stop], "accent"), (text[stop:], plain)]
    for part, role in parts if start >= 0 else [(text, plain)]:
        if rect.width() > 0:
            draw_text(painter, rect, part, font, theme().colour(role))
        rect = rect.adjusted(text_width(part, font), 0, 0, 0)
