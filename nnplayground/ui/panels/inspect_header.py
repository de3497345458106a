"""The head of the inspector: icon, name, kind, shapes and what the node costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from nnplayground.app.translation import say
from nnplayground.core.shapes import Severity
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from nnplayground.core.graph import Node
    from nnplayground.core.shapes import NodeReport

__all__ = ["NameField", "NodeHeader", "Plate"]

_RIGHT = Qt.AlignmentFlag.AlignRight


_AROUND, _WIDEST = 24, 200  # of a name, in pixels


class Plate(QWidget):
    """The icon of a layer, or the picture of a unit, on its ground; rose while something is wrong."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon, self._error = icon, False
        self._picture: QImage | None = None
        self.setFixedSize(32, 32)
        theme().themeChanged.connect(self.update)

    def show_error(self, error: bool) -> None:
        """Show whether something is wrong."""
        self._error = error
        self.update()

    def show_picture(self, picture: QImage | None) -> None:
        """Show a picture in the icon's place."""
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._picture)
            return
        ground, ink = ("error_soft", "error") if self._error else ("card", "text1")
        border = None if self._error else theme().colour("separator")
        draw_box(painter, QRectF(self.rect()), 6, theme().colour(ground), border)
        draw_icon(painter, self._icon, QRectF(8, 8, 16, 16), theme().colour(ink))


class NameField(QLineEdit):
    """The node's name, edited in place; ``renamed(text)`` once it is done, Esc shows the old one."""

    renamed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shown = ""
        self.setAccessibleName(name)
        self.setFont(ui_font(13, QFont.Weight.DemiBold))
        self.setMaxLength(80)
        self.setProperty("small", True)
        self.editingFinished.connect(self._commit)

    def show_name(self, text: str) -> None:
        """Show a name without telling anyone."""
        if text != self._shown:
            self._shown = text
            self.setText(text)
            self.setCursorPosition(0)
            needed = self.fontMetrics().horizontalAdvance(text) + _AROUND
            self.setMinimumWidth(min(_WIDEST, needed))

    def _commit(self) -> None:
        text = self.text().strip()
        if text and text != self._shown:
            self.show_name(text)
            self.renamed.emit(text)
        else:
            self.setText(self._shown)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            event.ignore()
        else:
            super().keyPressEvent(event)


class NodeHeader(QWidget):
    """Who is shown: one node by name, several by number; below it kind, shapes and costs.

    Attributes
    ----------
    name : NameField or None
        The name of the one node.
    """

    def __init__(self, nodes: Sequence[Node]) -> None:
        super().__init__()
        kinds = {type(node.layer) for node in nodes}
        self._plate = Plate(nodes[0].layer.icon if len(kinds) == 1 else "group")
        self.name = NameField(self.tr("Name of the node")) if len(nodes) == 1 else None
        self._kind, self._shapes, self._costs = QLabel(), QLabel(), QLabel()
        set_role(self._kind, "caption")
        self._kind.setFont(ui_font(11))
        # A long list of kinds is cut rather than that the dock grows.
        self._kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for label, size, role in ((self._shapes, 12, "secondary"), (self._costs, 11, "caption")):
            label.setFont(mono_font(size))
            label.setAlignment(_RIGHT | Qt.AlignmentFlag.AlignVCenter)
            set_role(label, role)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._plate, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.name or self._several(len(nodes)), 0, 1)
        grid.addWidget(self._shapes, 0, 2)
        grid.addWidget(self._kind, 1, 1)
        grid.addWidget(self._costs, 1, 2)

    def _several(self, count: int) -> QLabel:
        label = QLabel(self.tr("%n nodes", "", count))
        label.setFont(ui_font(13, QFont.Weight.DemiBold))
        return label

    def show_nodes(self, nodes: Sequence[Node], reports: Sequence[NodeReport]) -> None:
        """Show the nodes as they are now."""
        if self.name is not None:
            self.name.show_name(say(nodes[0].title))
        kinds = ", ".join(dict.fromkeys(say(type(node.layer).title) for node in nodes))
        self._kind.setText(kinds)
        self._kind.setToolTip(say(type(nodes[0].layer).help) if len(nodes) == 1 else kinds)
        self._shapes.setText(_flow(nodes[0], reports[0]) if len(nodes) == 1 else "")
        self._shapes.setToolTip(self.tr("Shape of one sample: in → out"))
        self._costs.setText(self._costs_of(reports))
        self._costs.setToolTip(self.tr("Trainable numbers · multiplications with an addition per sample"))
        errors = (p.severity is Severity.ERROR for one in reports for p in one.problems)
        self._plate.show_error(any(errors))

    def _costs_of(self, reports: Sequence[NodeReport]) -> str:
        parameters = sum(one.parameters for one in reports)
        steps = sum(one.multiply_adds for one in reports)
        words = [self.tr("{count} params").format(count=format_number(parameters))] if parameters else []
        if steps:
            words.append(self.tr("{count} MACs").format(count=format_number(steps)))
        return " · ".join(words)


def _flow(node: Node, report: NodeReport) -> str:
    """Return “4 → 8”, a question mark where a shape is unknown."""
    into = out = ""
    if report.inputs is not None:
        into = " + ".join(str(spec) for specs in report.inputs.ports.values() for spec in specs)
    if node.layer.outputs:
        out = f"→ {'?' if report.output is None else report.output}"
    return f"{into} {out}".strip()
