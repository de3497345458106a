"""What a page of the bottom dock is: a view of the run, asked for its probes only while it can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnplayground.core.looking import TOPICS
from nnplayground.core.registry import discover

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.help import Topic
    from nnplayground.train.snapshot import ProbeRequest, Snapshot
    from nnplayground.ui.widgets import Segmented

__all__ = ["Page", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """What a page shows, as numbers for a CSV file."""

    header: Sequence[str]
    rows: Sequence[Sequence[object]]


class Page(QWidget):
    """A tab of the bottom dock, in the dock or in a window of its own.

    A subclass with a ``name`` in :mod:`nnplayground.ui.views.pages` is found without being listed. It speaks
    the language it was made in: it is made anew after the language changed.

    Parameters
    ----------
    document : Document
    session : Session

    Attributes
    ----------
    name : str
        What settings, tests and the command line call it.
    order : int
        Its place among the tabs, from left to right.
    is_eager : bool
        Whether it is made with the window, because its badge says something before it was ever shown; any
        other page is made when its tab is first chosen.
    needs_height : bool
        Whether it is offered only enlarged and in a window of its own, not in the low dock.
    changed : Signal
        Emitted when it wants other probes or has another badge.
    nodeChosen : Signal(str)
        The canvas is to select this node.
    said : Signal(str, str)
        A sentence for the person and its kind (``"info"``, ``"warning"`` or ``"error"``).
    """

    name: ClassVar[str] = ""
    order: ClassVar[int] = 0
    is_eager: ClassVar[bool] = False
    needs_height: ClassVar[bool] = False
    changed = Signal()
    nodeChosen = Signal(str)  # noqa: N815
    said = Signal(str, str)

    _kinds: ClassVar[dict[str, type[Page]]] = {}

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if cls.name:
            Page._kinds[cls.name] = cls

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document, self.session = document, session

    @staticmethod
    def kinds() -> tuple[type[Page], ...]:
        """Return every page, from left to right."""
        discover("nnplayground.ui.views.pages")
        return tuple(sorted(Page._kinds.values(), key=lambda kind: (kind.order, kind.name)))

    @classmethod
    def title(cls) -> str:
        """Return what the tab says, in the person's language; asked for before the page is made."""
        raise NotImplementedError

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        """Tell whether there is anything to show for such an experiment; else the tab is hidden."""
        del experiment
        return True

    def caption(self) -> str:
        """Return what a window of its own is called."""
        return self.title()

    def badge(self) -> str:
        """Return the small number beside the title; empty for none."""
        return ""

    def is_alarming(self) -> bool:
        """Tell whether the badge counts what is wrong."""
        return False

    def topic(self) -> Topic | None:
        """Return what help says about what it shows now; None if there is nothing to explain."""
        return TOPICS.get(self.name)

    def controls(self) -> QWidget | None:
        """Return what stands at the right of the tabs while this one is in front; the same object always."""
        return None

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what it needs to draw itself; asked for only while it can be seen."""
        return frozenset()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw a state of the run, the present or a past one; called only while it can be seen."""
        raise NotImplementedError

    def is_busy(self) -> bool:
        """Tell whether what it shows is still being computed, which a picture of it has to wait for."""
        return False

    def picture(self) -> QWidget:
        """Return what is painted into a saved picture."""
        return self

    def table(self) -> Table | None:
        """Return its numbers for a CSV file; None if it has none."""
        return None

    # -- what was chosen -------------------------------------------------------------------------------

    def choosers(self) -> Mapping[str, Segmented]:
        """Return the controls whose choices outlast the page."""
        return {}

    def state(self) -> dict[str, object]:
        """Return what was chosen, for the same page in another language."""
        return {name: chooser.value() for name, chooser in self.choosers().items()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Choose what was chosen before."""
        for name, chooser in self.choosers().items():
            if name in state and chooser.value() != state[name]:
                chooser.setValue(state[name])
                chooser.changed.emit(state[name])
