"""What the pages that compare layers share: modes beside the tabs, one view for each, clicks that select."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.looking import TOPICS
from nnplayground.ui.help.explain import explain
from nnplayground.ui.views.pacing import Paced
from nnplayground.ui.views.page import Page
from nnplayground.ui.widgets import ScrollColumn, Segmented

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray
    from PySide6.QtGui import QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.help import Topic
    from nnplayground.train.health import Health
    from nnplayground.train.snapshot import ProbeRequest, Snapshot
    from nnplayground.ui.views.layers.names import LayerName

    Answer = Mapping[str, NDArray[Any]]

__all__ = ["LayersPage"]


class LayersPage(Page):
    """A page with a view per mode. A subclass adds the views and draws a snapshot into the one that is shown.

    Attributes
    ----------
    modeChanged : Signal
        The person chose another mode.
    """

    modeChanged = Signal()  # noqa: N815

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self._snapshot: Snapshot | None = None
        self._recalls = False  # the moments of the timeline, because the page was not there to see them
        self._hinted: Experiment | None = None
        self._hints: dict[tuple[Health, str], str] = {}
        self._views: dict[str, QWidget] = {}
        self._stack = QStackedLayout(self)
        self._paced = Paced(self)
        self._paced.due.connect(self._take)
        document.changed.connect(self.redraw)

    def set_modes(self, name: str, modes: Sequence[tuple[str, str, QWidget]]) -> None:
        """Offer modes: name, what the control says, and the view."""
        self.modes = Segmented(name, [(mode, words) for mode, words, _view in modes])
        for mode, _words, view in modes:
            self._views[mode] = view
            self._stack.addWidget(view)
        self.modes.changed.connect(self.show_mode)
        explain(self.modes, self.topic)

    def topic(self) -> Topic | None:
        return TOPICS.get(f"{self.name}.{self.mode}")

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        """Tell whether anything has weights."""
        return any(node.layer.weighted for node in experiment.graph.nodes)

    @property
    def mode(self) -> str:
        """The mode that is shown."""
        return str(self.modes.value())

    def show_mode(self, mode: object) -> None:
        """Show another mode."""
        self.modes.setValue(mode)
        self._stack.setCurrentWidget(self._views[str(mode)])
        self.changed.emit()
        self.redraw()

    def controls(self) -> QWidget:
        return self.modes

    def choosers(self) -> Mapping[str, Segmented]:
        return {"mode": self.modes}

    def picture(self) -> QWidget:
        """Return the whole of what is shown, be it scrolled or not."""
        view = self._views[self.mode]
        whole = view.widget() if isinstance(view, ScrollColumn) else None
        return whole if whole is not None else view

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._paced.take(snapshot)

    def _take(self, snapshot: Snapshot) -> None:
        from nnplayground.ui.views.layers.recall import LAYOUT

        self._snapshot = snapshot
        self.remember(snapshot)
        self.draw(snapshot)
        layout = snapshot.probes.get(LAYOUT)
        segments = self.session.timeline.segments()
        if self._recalls and layout and segments and snapshot.step >= segments[-1].began_step:
            self._recalls = False
            self.changed.emit()
            self.recall(snapshot.run, layout)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._recalls = True
        self.changed.emit()

    def layout_probe(self) -> set[ProbeRequest]:
        """Return what :meth:`recall` needs, as long as it waits for it."""
        from nnplayground.ui.views.layers.recall import LAYOUT

        return {LAYOUT} if self._recalls else set()

    def recall(self, run: int, layout: Answer) -> None:
        """Fill what was missed while the page was hidden, from the timeline, in the background."""

    def redraw(self, *_: object) -> None:
        """Draw the newest snapshot anew."""
        if self._snapshot is not None:
            self.draw(self._snapshot)

    def remember(self, snapshot: Snapshot) -> None:
        """Keep what views over time need of a snapshot."""

    def draw(self, snapshot: Snapshot) -> None:
        """Show a snapshot in the present mode's view."""
        raise NotImplementedError

    def answer(self, request: ProbeRequest) -> Answer:
        """Return what the newest snapshot says to a request; nothing if it was taken before it was asked."""
        return self._snapshot.probes.get(request, {}) if self._snapshot is not None else {}

    def name_of(self, node: str) -> LayerName:
        """Return how a layer is called."""
        from nnplayground.ui.views.layers.names import name_of

        return name_of(self.document, node)

    def hint_of(self, state: Health, node: str) -> str:
        """Return what a person may try, in their language; looked up once for each experiment."""
        from nnplayground.train.health import remedy

        experiment = self.document.experiment
        if experiment is not self._hinted:
            self._hinted, self._hints = experiment, {}
        if (state, node) not in self._hints:
            self._hints[state, node] = say(remedy(state, experiment, node))
        return self._hints[state, node]

    def soon(self) -> str:
        """Return what stands where there is nothing to show yet."""
        return self.tr("Numbers appear when training starts.")
