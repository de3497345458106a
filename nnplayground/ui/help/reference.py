"""The layer reference: everything the program offers, to browse and to search, made from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nnplayground.app.translation import say
from nnplayground.core.help import chapters
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.help.topic_view import Help, TopicView
from nnplayground.ui.widgets import ScrollColumn

if TYPE_CHECKING:
    from nnplayground.core.help import Topic

__all__ = ["Reference"]

_LIST_WIDTH = 240


class _Entry(QTreeWidgetItem):
    """A line of the list."""

    def __init__(self, topic: Topic) -> None:
        super().__init__([say(topic.title)])
        self.topic = topic
        self.setFont(0, ui_font(12))


class Reference(QDialog):
    """A window with a list of all topics and a page for the chosen one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Layer reference"))
        self.resize(QSize(860, 620))
        self._chapters: list[tuple[QTreeWidgetItem, list[_Entry]]] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search, in English or Russian"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = self._make_list()
        self._page = QWidget()
        self._page_column = QVBoxLayout(self._page)
        self._page_column.setContentsMargins(24, 20, 24, 20)
        self._page_column.setSpacing(20)
        self._scroll = ScrollColumn(self._page)
        self._lay_out()
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self._fill()
        self._choose_first()

    def _make_list(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setIndentation(12)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setAccessibleName(self.tr("Topics"))
        tree.currentItemChanged.connect(self._show_item)
        return tree

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(12, 12, 8, 12)
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        side = QWidget()
        side.setLayout(left)
        side.setMinimumWidth(_LIST_WIDTH)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedWidth(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(line)
        row.addWidget(self._scroll, 1)

    def _fill(self) -> None:
        for chapter in chapters():
            head = QTreeWidgetItem([say(chapter.title)])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setFont(0, ui_font(11, QFont.Weight.DemiBold))
            entries = [_Entry(topic) for topic in chapter.topics]
            head.addChildren(entries)
            self.list.addTopLevelItem(head)
            head.setExpanded(True)
            self._chapters.append((head, entries))

    # -- searching -------------------------------------------------------------------------------------

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for head, entries in self._chapters:
            for entry in entries:
                entry.setHidden(not _is_found(entry.topic, wanted))
            head.setHidden(all(entry.isHidden() for entry in entries))
        current = self.list.currentItem()
        if current is None or current.isHidden():
            self._choose_first()

    def _shown(self) -> list[_Entry]:
        return [entry for _head, entries in self._chapters for entry in entries if not entry.isHidden()]

    def shown_topics(self) -> list[Topic]:
        """Return what the search has left."""
        return [entry.topic for entry in self._shown()]

    def _choose_first(self) -> None:
        for entry in self._shown()[:1]:
            self.list.setCurrentItem(entry)

    # -- the page --------------------------------------------------------------------------------------

    def open_topic(self, title: str) -> bool:
        """Choose the first topic with an English title; return whether there is one."""
        for _head, entries in self._chapters:
            for entry in entries:
                if str(entry.topic.title) == title:
                    self.search.clear()
                    self.list.setCurrentItem(entry)
                    return True
        return False

    def _show_item(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None = None) -> None:
        if not isinstance(item, _Entry):
            return
        topic = item.topic
        while (old := self._page_column.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._page_column.addWidget(TopicView(Help(topic, facts=self._facts(topic)), large=True))
        if topic.fields:
            title = QLabel(self.tr("What can be set"))
            title.setFont(ui_font(13, QFont.Weight.DemiBold))
            self._page_column.addWidget(title)
        for field in topic.fields:
            self._page_column.addWidget(TopicView(Help(field)))
        self._page_column.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def _facts(self, topic: Topic) -> tuple[tuple[str, str], ...]:
        facts = [(self.tr("In files"), topic.name)]
        if say(topic.title) != str(topic.title):
            facts.append((self.tr("In English"), str(topic.title)))
        return tuple(facts)

    def page_texts(self) -> list[str]:
        """Return all that the page says."""
        items = (self._page_column.itemAt(i) for i in range(self._page_column.count()))
        views = (item.widget() for item in items if item is not None)
        return [text for view in views if isinstance(view, TopicView) for text in view.texts()]


def _is_found(topic: Topic, words: list[str]) -> bool:
    """Tell whether every word occurs in a topic, in English or in the window's language."""
    texts = (topic.title, topic.sentence, topic.effect, *(field.title for field in topic.fields))
    whole = " ".join([topic.name, *(f"{text} {say(text)}" for text in texts)]).casefold()
    return all(word in whole for word in words)
