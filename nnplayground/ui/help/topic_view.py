"""One topic as people read it: title, sentence, formula, effect, default, and facts of the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.component import Component
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.formulas import FormulaLabel
from nnplayground.ui.numbers import format_compact
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.core.help import Topic

__all__ = ["Help", "TopicView", "default_text", "value_text"]

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Help:
    """What a popup shows.

    Attributes
    ----------
    topic : Topic
    title : str
        In place of the topic's own, for a thing that has a name.
    facts : tuple of (str, str)
        Captions and numbers of the moment.
    """

    topic: Topic
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def value_text(value: object) -> str:
    """Return a default as a person would say it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return translate("TopicView", "On") if value else translate("TopicView", "Off")
    if isinstance(value, Component):
        return say(type(value).title)
    if isinstance(value, int | float):
        return format_compact(value)
    if isinstance(value, tuple):
        return "×".join(str(part).replace("-", "−") for part in value)
    return str(value)


def default_text(topic: Topic) -> str:
    """Return the default with its reason; most reasons name it themselves."""
    value, why = value_text(topic.default), say(topic.why)
    if not why or isinstance(topic.default, bool) or not value or value.casefold() in why.casefold():
        return why or value
    return f"{value}{'  ' + say(topic.unit) if topic.unit else ''}. {why}"


class TopicView(QWidget):
    """Shows a topic from top to bottom.

    Parameters
    ----------
    large : bool
        With a larger title, for a page.
    """

    def __init__(self, shown: Help, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        topic = shown.topic
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._add_head(shown.title or say(topic.title), topic, shown.title != "", large)
        self._column.addWidget(_wrapped(say(topic.sentence), "secondary"))
        self.formula = FormulaLabel(topic.formula)
        if topic.formula:
            self._column.addWidget(self.formula)
        self._add_rows(topic, shown.facts, lined=large)

    def _add_head(self, title: str, topic: Topic, named: bool, large: bool) -> None:
        name = _label(title, ui_font(15 if large else 13, QFont.Weight.DemiBold))
        subject = say(topic.title) if named else say(topic.subject)
        kind = _label(subject, ui_font(11), "caption")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(name, 1)
        row.addWidget(kind, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)

    def _add_rows(self, topic: Topic, facts: tuple[tuple[str, str], ...], *, lined: bool) -> None:
        rows = [(translate("TopicView", "Effect"), say(topic.effect), False)]
        rows.append((translate("TopicView", "Default"), default_text(topic), False))
        rows += [(caption, value, True) for caption, value in facts]
        rows = [row for row in rows if row[1]]
        if not rows:
            return
        if lined:
            line = QFrame()
            line.setProperty("role", "line")
            self._column.addWidget(line)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, (caption, text, is_number) in enumerate(rows):
            grid.addWidget(_label(caption, ui_font(11), "caption"), number, 0, Qt.AlignmentFlag.AlignTop)
            value = _label(text, mono_font(12)) if is_number else _wrapped(text, "secondary")
            grid.addWidget(value, number, 1)
        self._column.addLayout(grid)

    def texts(self) -> list[str]:
        """Return all that is said, for listeners and tests."""
        return [label.text() for label in self.findChildren(QLabel) if label.text()]

    def spoken(self) -> str:
        """Return all of it as one text."""
        return " ".join([*self.texts(), self.formula.accessibleName()])


def _label(text: str, font: QFont, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setFont(font)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        set_role(label, role)
    return label


def _wrapped(text: str, role: str) -> QLabel:
    label = _label(text, ui_font(12), role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label
