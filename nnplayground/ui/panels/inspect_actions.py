"""The buttons of the inspector: draw weights anew, switch units off, reset, look at units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnplayground.ui.numbers import format_number
from nnplayground.ui.widgets import Button, FlowLayout
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.ui.panels.inspect_edits import NodeEdits

__all__ = ["NodeActions"]


class NodeActions(QWidget):
    """What can be done to the selected nodes besides filling in their forms.

    Attributes
    ----------
    unitsWanted : Signal
        The person wants to go through the units of the one node.
    """

    unitsWanted = Signal()  # noqa: N815

    def __init__(self, edits: NodeEdits) -> None:
        super().__init__()
        self._edits = edits
        self.again = Button(self.tr("Initialize again"), "dice", small=True)
        self.again.setToolTip(self.tr("Draw other initial weights for this layer only; undo restores these"))
        self.off = Button(self.tr("Ablate"), "mute", small=True)
        self.off.setToolTip(
            self.tr("Switch all units off: they give out zero, so that one sees what is lost")
        )
        self.on = Button(self.tr("Switch units on"), "eye", small=True)
        self.units = Button(self.tr("Look at units"), "search", small=True)
        self.reset = Button(self.tr("Reset options"), "reset", small=True)
        self._ablated = QLabel()
        self._ablated.setWordWrap(True)
        set_role(self._ablated, "warning")
        row = QWidget()
        flow = FlowLayout(row)
        for button in (self.again, self.off, self.on, self.units, self.reset):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._ablated)
        column.addWidget(row)
        self.again.clicked.connect(edits.reinitialize)
        self.off.clicked.connect(self._switch_off)
        self.on.clicked.connect(self._switch_on)
        self.units.clicked.connect(self.unitsWanted)
        self.reset.clicked.connect(edits.reset_options)

    def refresh(self) -> None:
        """Offer what makes sense now."""
        nodes = self._edits.nodes()
        units = sum(self._edits.units(node) for node in nodes)
        ablated = sum(len(node.options.ablated) for node in nodes)
        weighted = any(type(node.layer).weighted for node in nodes)
        self.again.setVisible(weighted)
        self.off.setVisible(units > 0 and ablated < units)
        self.on.setVisible(ablated > 0)
        self.units.setVisible(len(nodes) == 1 and units > 0)
        self.reset.setVisible(self._edits.has_options())
        text = self.tr("{off} of {all} units are ablated.")
        self._ablated.setText(text.format(off=format_number(ablated), all=format_number(units)))
        self._ablated.setVisible(ablated > 0)
        self.setVisible(weighted or units > 0)

    def _switch_off(self) -> None:
        self._edits.ablate_all(True)

    def _switch_on(self) -> None:
        self._edits.ablate_all(False)
