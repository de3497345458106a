"""The experiment as code: readable PyTorch, or the file's JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from nnplayground.ui.fonts import mono_font
from nnplayground.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextDocument

__all__ = ["CodeView"]

_WORDS = (
    "and as assert break class continue def del elif else except False finally for from global if import in "
    "is lambda None nonlocal not or pass raise return True try while with yield true false null"
)
# In this order: a later rule paints over an earlier one.
_RULES = (
    (re.compile(rf"\b({'|'.join(_WORDS.split())})\b"), "text1", True),
    (re.compile(r"(?<![\w.])\d+(\.\d+)?([eE][-+]?\d+)?\b"), "positive_text", False),
    (re.compile(r"\"[^\"\n]*\"|'[^'\n]*'"), "negative_text", False),
    (re.compile(r"#[^\n]*"), "text3", False),
)


_QUOTES = '"""'
_PLAIN, _LONG = 0, 1  # states of lines


class _Highlighter(QSyntaxHighlighter):
    """Words bold, numbers blue, texts orange, remarks quiet; enough for Python and for JSON."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        theme().themeChanged.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        if self._highlight_long_text(text):
            return
        for pattern, role, bold in _RULES:
            style = QTextCharFormat()
            style.setForeground(QColor(theme().colour(role)))
            if bold:
                style.setFontWeight(QFont.Weight.Bold)
            for match in pattern.finditer(text):
                self.setFormat(match.start(), match.end() - match.start(), style)

    def _highlight_long_text(self, text: str) -> bool:
        """Colour a line of a text in triple quotes; False if it is none."""
        inside = self.previousBlockState() == _LONG
        marks = text.count(_QUOTES)
        self.setCurrentBlockState(_LONG if inside != (marks % 2 == 1) else _PLAIN)
        if not inside and not marks:
            return False
        style = QTextCharFormat()
        style.setForeground(theme().colour("negative_text"))
        begins = 0 if inside else text.index(_QUOTES)
        self.setFormat(begins, len(text) - begins, style)
        return True


class CodeView(QPlainTextEdit):
    """Text that is read and copied, with the numbers of its lines."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setFont(mono_font(12))
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setStyleSheet("QPlainTextEdit { border: none; border-radius: 0; background: transparent; }")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._numbers = _LineNumbers(self)
        self._marked: tuple[int, ...] = ()
        theme().themeChanged.connect(self._show_marks)
        self._highlighter = _Highlighter(self.document())
        self.setViewportMargins(self._numbers.sizeHint().width(), 0, 0, 0)
        self.updateRequest.connect(self._numbers.follow)

    def show_text(self, text: str) -> None:
        """Show ``text``, staying at the same lines."""
        if text == self.toPlainText():
            return
        bar = self.verticalScrollBar()
        at = bar.value()
        self.mark(())
        self.setPlainText(text)
        bar.setValue(at)

    def mark(self, lines: Sequence[int]) -> None:
        """Lay a ground behind some lines, counted from 0, and bring the first of them into view."""
        if tuple(lines) == self._marked:
            return
        self._marked = tuple(lines)
        self._show_marks()
        if lines and not any(self._shows(line) for line in lines):
            # A few lines before it, so that one sees what it belongs to.
            self.verticalScrollBar().setValue(max(0, min(lines) - 3))

    def _show_marks(self) -> None:
        ground = QTextCharFormat()
        ground.setBackground(theme().colour("accent_soft"))
        ground.setProperty(QTextFormat.Property.FullWidthSelection, True)
        found = []
        for line in self._marked:
            block = self.document().findBlockByNumber(line)
            if block.isValid():
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = QTextCursor(block), ground
                found.append(selection)
        self.setExtraSelections(found)
        self._numbers.update()

    def _shows(self, line: int) -> bool:
        first = self.firstVisibleBlock().blockNumber()
        rows = self.viewport().height() // max(1, self.fontMetrics().lineSpacing())
        return first <= line < first + rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        width = self._numbers.sizeHint().width()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), width, inside.height()))

    def draw_numbers(self, painter: QPainter) -> None:
        """Draw the number of every visible line."""
        block = self.firstVisibleBlock()
        painter.setFont(mono_font(12))
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > self.height():
                return
            place = QRect(0, round(box.top()), self._numbers.width() - 16, round(box.height()))
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            marked = block.blockNumber() in self._marked
            painter.setPen(theme().colour("accent" if marked else "text4"))
            painter.drawText(place, align, str(block.blockNumber() + 1))
            block = block.next()


class _LineNumbers(QWidget):
    """The margin left of the text."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(52, 0)

    def follow(self, rect: QRect, dy: int) -> None:
        """Scroll with the text."""
        if dy:
            self.scroll(0, dy)
        else:
            self.update(0, rect.y(), self.width(), rect.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._view.draw_numbers(QPainter(self))
