"""What menu entries do that touch more than one part of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from nnplayground.core.edits import reseeded
from nnplayground.ui.editor.levels import Level
from nnplayground.ui.help import help_at, show_help
from nnplayground.ui.help.network import CanvasHelp
from nnplayground.ui.page_help import PageHelp
from nnplayground.ui.toolbar import SLOW

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.ui.actions import Actions
    from nnplayground.ui.editor.canvas import Canvas
    from nnplayground.ui.help.reference import Reference
    from nnplayground.ui.toolbar import Toolbar
    from nnplayground.ui.views.host import PageHost

__all__ = ["WindowCommands"]


class WindowCommands(QObject):
    """Small commands of the Edit, View and Train menus."""

    def __init__(
        self,
        document: Document,
        session: Session,
        canvas: Canvas,
        toolbar: Toolbar,
        actions: Actions,
        host: PageHost,
    ) -> None:
        super().__init__(toolbar)
        self._actions = actions
        self._document, self._session, self._canvas, self._toolbar = document, session, canvas, toolbar
        self._help, self._page_help = CanvasHelp(canvas.view), PageHelp(host)
        self._reference: Reference | None = None
        actions.connect_all(
            {
                "select_all": self.select_all,
                "reseed": self.reseed,
                "slower": self.slower,
                "faster": self.faster,
                "blocks": self.show_blocks,
                "cards": self.show_cards,
                "neuron": self.show_neuron,
                "test_data": self.toggle_test,
                "discretize": self.toggle_discretize,
                "explain": self.explain,
                "reference": self.show_reference,
                "shortcuts": self.show_shortcuts,
                "report": self.show_report,
                "about": self.show_about,
            }
        )

    def reseed(self) -> None:
        """Start again from new weights; undo brings the old seed back."""
        self._document.apply(self.tr("Start from new weights"), reseeded(self._document.experiment))
        self._session.reset()

    def restart_slower(self) -> None:
        """Go on after a divergence: from the last good moment, with a third of the learning rate."""
        rate = self._document.experiment.training.learning_rate / 3
        self._session.back_to_good(float(f"{rate:.1g}"))

    def slower(self) -> None:
        """Take the next lower speed."""
        self._shift_pace(-1)

    def faster(self) -> None:
        """Take the next higher speed."""
        self._shift_pace(1)

    def choose_pace(self, pace: object) -> None:
        """Take a speed of the toolbar."""
        self._actions.slow_motion.setChecked(pace == SLOW)
        if isinstance(pace, float) or pace is None:
            self._session.set_pace(pace)

    def show_pace(self) -> None:
        """Let the toolbar show the speed that was chosen elsewhere."""
        self._toolbar.set_pace(SLOW if self._actions.slow_motion.isChecked() else self._session.pace)

    def _shift_pace(self, by: int) -> None:
        paces, slow = self._toolbar.paces(), self._actions.slow_motion
        if slow.isChecked() or (by < 0 and self._session.pace == paces[0]):
            slow.setChecked(by < 0)
            return
        at = paces.index(self._session.pace) if self._session.pace in paces else 2
        pace = paces[min(len(paces) - 1, max(0, at + by))]
        self._toolbar.set_pace(pace)
        self._session.set_pace(pace)

    def select_all(self) -> None:
        """Select every node, note and frame."""
        self._canvas.editor.selecting.everything()

    def show_blocks(self) -> None:
        """Zoom out to blocks."""
        self._canvas.set_level(Level.BLOCKS)

    def show_cards(self) -> None:
        """Zoom in to cards."""
        self._canvas.set_level(Level.CARDS)

    def show_neuron(self) -> None:
        """Zoom into a neuron."""
        self._canvas.set_level(Level.NEURON)

    def toggle_test(self) -> None:
        """Show or hide the test data."""
        view = self._document.experiment.view
        self._set_view(self.tr("Show test data"), show_test=not view.show_test)

    def toggle_discretize(self) -> None:
        """Show only which side wins, or how clearly."""
        view = self._document.experiment.view
        self._set_view(self.tr("Discretize output"), discretize=not view.discretize)

    def _set_view(self, text: str, **changes: bool) -> None:
        experiment = self._document.experiment
        self._document.apply(text, experiment.replace(view=experiment.view.replace(**changes)))

    def explain(self) -> None:
        """Explain what has the focus, else the selected node, else the page in front, else the reference.

        Tabs are clicked without taking the focus: the page in front is meant as long as nothing else is.
        """
        focused = help_at(QApplication.focusWidget())
        if focused is not None:
            widget, shown = focused
            about = QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
            show_help(widget, shown, about, pinned=True)
        elif not (
            self._page_help.explain_focused()
            or self._help.explain_selected()
            or self._page_help.explain_front()
        ):
            self.show_reference()

    def show_reference(self) -> None:
        """Open the reference, at the selected node's layer if there is one."""
        from nnplayground.ui.help.reference import Reference

        if self._reference is None:
            self._reference = Reference(self._canvas.window())
        selected = self._canvas.selection()
        if len(selected) == 1:
            layer = self._document.experiment.graph.node(selected[0]).layer
            self._reference.open_topic(str(type(layer).title))
        self._reference.show()
        self._reference.raise_()
        self._reference.activateWindow()

    def show_shortcuts(self) -> None:
        """List every key of the window and of the canvas."""
        from nnplayground.ui.shortcuts import Shortcuts

        groups = [
            (self.tr("Window"), self._actions.findChildren(QAction)),
            (self.tr("Network"), self._canvas.view.actions_.all()),
        ]
        dialog = Shortcuts(groups, self._canvas.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_about(self) -> None:
        """Say what this program is and what it stands on."""
        from nnplayground.ui.dialogs.about import About

        About(self._session.devices, self._canvas.window()).open()

    def show_report(self) -> None:
        """Offer a text that helps to understand a problem."""
        from nnplayground.ui.dialogs.report import Report

        Report(self._document, self._session.devices, self._canvas.window()).open()
