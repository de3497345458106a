"""What the pages about one picture share: the sample, the questions, and why there is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from nnplayground.app.explaining import STATE, Explainer
from nnplayground.app.translation import say
from nnplayground.core.codes import mirror_loss
from nnplayground.core.dataset import TargetForm
from nnplayground.train.snapshot import LARGEST_STATE, RunState
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.page import Page
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import ProbeRequest, Snapshot
    from nnplayground.ui.views.sample_card import SampleCard
    from nnplayground.ui.widgets import ComboField

__all__ = ["ExplainingPage", "class_names", "is_row", "offer"]

_PAUSE = 40  # milliseconds between two pictures of an answer that changes
_CARD = 168


def class_names(experiment: Experiment) -> tuple[str, ...]:
    """Return what the outputs of a network are called: classes, or numbers of values."""
    spec = experiment.data.spec()
    if spec.class_names:
        return tuple(say(name) for name in spec.class_names)
    if spec.form is TargetForm.BOX:
        return _box_names()
    word = QCoreApplication.translate("ExplainingPage", "Value {number}")
    return tuple(word.format(number=number + 1) for number in range(max(1, spec.target.size)))


def _box_names() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("ExplainingPage", "Middle, x"),
        translate("ExplainingPage", "Middle, y"),
        translate("ExplainingPage", "Width"),
        translate("ExplainingPage", "Height"),
    )


def is_row(experiment: Experiment) -> bool:
    """Tell whether samples are rows of numbers with names, of which a network makes one answer."""
    spec = experiment.data.spec()
    answers = len(spec.target.shape) <= 1 and mirror_loss(experiment.graph) is None
    return len(spec.x.shape) == 1 and bool(spec.input_names) and answers


def offer(field: ComboField, choices: Sequence[tuple[object, str]]) -> None:
    """Offer choices, unless that is what a field does already, or its list is open under the hand."""
    texts = [field.itemText(place) for place in range(field.count())]
    if texts != [text for _value, text in choices] and not field.view().isVisible():
        field.set_choices(choices)


class ExplainingPage(Page):
    """The base of pages that ask the network about pictures.

    A subclass makes its view, says what it wants to know in :meth:`_pose`, and draws in :meth:`_show`.

    Attributes
    ----------
    explainer : Explainer
        Answers its main question.
    """

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.explainer = Explainer(document, session, self)
        self.explainers: list[Explainer] = [self.explainer]
        self._snapshot: Snapshot | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._refresh)
        self.explainer.changed.connect(self._soon)
        document.changed.connect(self._on_document)
        session.attention.samples.changed.connect(self._on_sample)

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        spec = experiment.data.spec()
        is_row = len(spec.target.shape) <= 1 and mirror_loss(experiment.graph) is None
        return len(spec.x.shape) == 3 and is_row

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        return frozenset({STATE}) if self.fits(self.document.experiment) else frozenset()

    # -- making ----------------------------------------------------------------------------------------

    def _lay_out(self, body: QWidget, card: SampleCard | None = None) -> None:
        """Put the view beside the sample, and behind both the place for a sentence."""
        self._empty = QLabel()
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(24, 8, 24, 8)
        set_role(self._empty, "caption")
        self._card = card
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(16, 8, 12, 4)
        row.setSpacing(18)
        if card is not None:
            left = QVBoxLayout()
            left.setContentsMargins(0, 0, 0, 0)
            left.addWidget(card)
            left.addStretch(1)
            row.addLayout(left)
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row.addWidget(body, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_card()

    def _fit_card(self) -> None:
        """Give the sample as much room as there is."""
        if self._card is not None:
            self._card.set_side(min(_CARD, max(56, self.height() - 88), self.width() // 4))

    def is_busy(self) -> bool:
        answered = all(e.answer is not None or e.error is not None for e in self.explainers if e.asks)
        return not answered or any(e.working for e in self.explainers) or self._pause.isActive()

    # -- asking ----------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask what is wanted now, or nothing where these data and this network cannot answer."""
        if self.fits(self.document.experiment):
            self._pose()
        else:
            self._withdraw()

    def _pose(self) -> None:
        """Tell the explainers what is wanted now."""
        raise NotImplementedError

    def _withdraw(self) -> None:
        """Tell the explainers that nothing is."""
        for explainer in self.explainers:
            explainer.ask(None)

    def _needs(self) -> str:
        """Return what has to be there so that the page can ask."""
        return QCoreApplication.translate(
            "ExplainingPage",
            "This page needs pictures, and a network that gives one row of numbers for each.",
        )

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._ask()
        for explainer in self.explainers:
            explainer.see(snapshot)
        if self._trouble():
            self._soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for explainer in self.explainers:
            explainer.rest()

    def close_explainers(self) -> None:
        """End the threads and wait for them."""
        for explainer in self.explainers:
            explainer.close()

    def _on_sample(self) -> None:
        if self._snapshot is not None and self.isVisible():
            self._ask()

    def _on_document(self, before: Experiment, after: Experiment) -> None:
        if before.data != after.data:
            self._withdraw()
            for explainer in self.explainers:
                explainer.clear()
        if before.data != after.data or before.graph != after.graph:
            self.changed.emit()
            if self.isVisible():
                self._offer_anew()

    def _offer_anew(self) -> None:
        if self.fits(self.document.experiment):
            self._offer()
        else:
            self._withdraw()
        self._soon()

    def _offer(self) -> None:
        """Offer what the experiment has to choose from."""

    # -- showing ---------------------------------------------------------------------------------------

    def _soon(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _refresh(self) -> None:
        words = self._trouble()
        self._empty.setText(words)
        self._stack.setCurrentIndex(1 if words else 0)
        if not words:
            self._show()

    def _show(self) -> None:
        """Draw the newest answers."""
        raise NotImplementedError

    def _trouble(self) -> str:
        """Return why there is nothing to show, or an empty text."""
        if not self.fits(self.document.experiment):
            return self._needs()
        snapshot, error = self._snapshot, self.explainer.error
        if error is not None and not self.explainer.working:
            return say(error)
        if self.explainer.is_too_large:
            return self._too_large()
        if self.explainer.answer is not None:
            return ""
        translate = QCoreApplication.translate
        if snapshot is not None and snapshot.state is RunState.BROKEN:
            return translate("ExplainingPage", "The answer appears here once the network can be trained.")
        return translate("ExplainingPage", "The answer appears here in a moment.")

    def _too_large(self) -> str:
        count = self.document.report.parameters
        if not count:
            return QCoreApplication.translate("ExplainingPage", "This network has no weights to ask about.")
        words = QCoreApplication.translate(
            "ExplainingPage", "This network has {count} weights; pictures are explained up to {most}."
        )
        return words.format(count=format_number(count), most=format_number(LARGEST_STATE))

    # -- the sample ------------------------------------------------------------------------------------

    def _raw(self) -> Any:
        """Return the picture that is chosen, or None."""
        return self.session.attention.samples.raw()

    def _label(self) -> int | None:
        """Return its class, if it has one."""
        target = self.session.attention.samples.target()
        classes = self.document.experiment.data.spec().target.classes
        return int(target) if classes and target is not None and target.size == 1 else None
