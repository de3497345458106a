"""The page of adversarial examples: a little noise in the right direction, and another answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.explaining import Explainer
from nnplayground.train.explaining.questions import Attacked, AttackOn, Robustness, Said, Toughness
from nnplayground.train.snapshot import ProbeRequest
from nnplayground.ui.views.chance_bars import Verdict, verdict_of
from nnplayground.ui.views.page import Table
from nnplayground.ui.views.saliency_attack import AttackPictures, ShiftBars, rounded, said_of
from nnplayground.ui.views.saliency_curve import ToughnessChart
from nnplayground.ui.views.saliency_page import ExplainingPage, class_names, is_row, offer
from nnplayground.ui.views.saliency_plane import PlaneAttack
from nnplayground.ui.views.sample_card import SampleButtons
from nnplayground.ui.widgets import ComboField, Scale, Segmented, Slider
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment

__all__ = ["AdversarialPage"]

_BOUNDARY = ProbeRequest("boundary", 64)
_LARGEST, _FIRST = 0.3, 0.1  # ε
_STEPS = (5, 10, 20, 40, 100)
_USUAL_STEPS = 20
_ANY = "any"
_TALL = 420  # pixels of height from which on bars and curve stand below
_CHART_FROM, _WORDS_FROM = 600, 760  # pixels of width from which on there is room


def _is_plane(experiment: Experiment) -> bool:
    return is_row(experiment) and experiment.data.spec().is_plane


class AdversarialPage(ExplainingPage):
    """Attacks the chosen sample, and measures how the network stands attacks."""

    name: ClassVar[str] = "adversarial"
    order: ClassVar[int] = 540

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.judge = Explainer(document, session, self, is_patient=True)
        self.explainers.append(self.judge)
        self.judge.changed.connect(self._soon)
        self.pictures, self.bars, self.chart = AttackPictures(), ShiftBars(), ToughnessChart()
        self.plane = PlaneAttack()
        scale = Scale(0.0, _LARGEST, 0.005)
        self.epsilon = Slider(self.tr("Strength ε, as a share of the range of pixels"), scale, digits=3)
        self.epsilon.setValue(_FIRST)
        self.turn = QLabel()
        self._make_controls()
        self._lay_out(self._body())
        self._offer()
        self.epsilon.changing.connect(self._on_epsilon)
        self.chart.chosen.connect(self._on_chart)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("AdversarialPage", "Adversarial")

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        has_classes = experiment.data.spec().target.classes >= 2
        return has_classes and (super().fits(experiment) or _is_plane(experiment))

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        boundary = {_BOUNDARY} if _is_plane(self.document.experiment) else set()
        return super().wanted_probes() | boundary

    # -- making ----------------------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.method = Segmented(self.tr("Attack"), [("fgsm", "FGSM"), ("pgd", "PGD")])
        self.steps = ComboField(self.tr("Steps of PGD"), small=True)
        self.steps.set_choices([(count, self.tr("%Ln steps", "", count)) for count in _STEPS])
        self.steps.setValue(_USUAL_STEPS)
        self.steps.setEnabled(False)
        self.target = ComboField(self.tr("What the network is to say"), small=True)
        self.target.setToolTip(self.tr("What the network is to say"))
        self.target.setMaximumWidth(130)
        self.method.changed.connect(self._on_method)
        self.steps.chosen.connect(self._on_choice)
        self.target.chosen.connect(self._on_choice)
        for widget in (self.target, self.steps, self.method):
            row.addWidget(widget)

    def _body(self) -> QWidget:
        body = QWidget()
        set_role(self.turn, "caption")
        label = QLabel("ε")
        set_role(label, "secondary")
        self.epsilon.setMaximumWidth(320)
        strength = QHBoxLayout()
        strength.setContentsMargins(0, 0, 0, 0)
        strength.setSpacing(8)
        strength.addWidget(SampleButtons(self.session.attention.samples))
        strength.addWidget(label)
        strength.addWidget(self.epsilon, 4)
        strength.addWidget(self.turn)
        strength.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self.pictures, 1)
        left.addWidget(self.plane, 1)
        left.addLayout(strength)
        right = QHBoxLayout()
        right.setSpacing(20)
        right.addWidget(self.bars, 1)
        right.addWidget(self.chart, 1)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(20)
        self._parts.addLayout(left, 5)
        self._parts.addLayout(right, 6)
        return body

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tall = self.height() >= max(_TALL, self.width() / 2)
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(below if tall else beside)
        self.chart.setVisible(self.width() >= _CHART_FROM)
        self.turn.setVisible(self.width() >= _WORDS_FROM)
        if self._snapshot is not None:
            self._ask()

    def _offer(self) -> None:
        names = class_names(self.document.experiment)
        to = self.tr("To {name}")
        named: list[tuple[object, str]] = [(n, to.format(name=name)) for n, name in enumerate(names)]
        offer(self.target, [(_ANY, self.tr("Any other")), *named])
        plane = _is_plane(self.document.experiment)
        self.pictures.setVisible(not plane)
        self.plane.setVisible(plane)
        tip = self.tr("The most that any pixel changes, as a share of the range of pixels.")
        if plane:
            tip = self.tr("The most that each coordinate changes, as a share of the width of the plane.")
        self.epsilon.setToolTip(tip)

    def controls(self) -> QWidget:
        return self._controls

    def choosers(self) -> Mapping[str, Segmented]:
        return {"method": self.method}

    def _needs(self) -> str:
        return self.tr(
            "This page needs pictures or points of the plane, and a network that tells classes apart."
        )

    # -- asking ----------------------------------------------------------------------------------------

    def _pose(self) -> None:
        raw = self._raw()
        if raw is None:
            return
        chosen, steps = self.target.value(), self.steps.value()
        question = AttackOn(
            self.session.attention.samples.sample,
            raw,
            self._label(),
            str(self.method.value()),
            self.epsilon.value(),
            chosen if isinstance(chosen, int) else None,
            steps if isinstance(steps, int) else _USUAL_STEPS,
        )
        self.explainer.ask(question)
        self.judge.ask(None if self.chart.isHidden() else Robustness(largest=_LARGEST))

    def _on_choice(self, _value: object) -> None:
        self._ask()

    def _on_method(self, method: object) -> None:
        self.steps.setEnabled(method == "pgd")
        self._ask()

    def _on_epsilon(self, _value: float) -> None:
        self._ask()

    def _on_chart(self, value: float) -> None:
        self.epsilon.setValue(value)
        self._ask()

    # -- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        found: Attacked = self.explainer.answer
        before, after = self._verdict(found.before, found), self._verdict(found.after, found)
        if before is None or after is None:
            return
        if found.picture.ndim == 1:
            self._show_plane(found, said_of(before), said_of(after))
        else:
            self.pictures.show_attack(found, said_of(before), said_of(after))
        self.bars.show_pair(before, after)
        curve: Toughness | None = self.judge.answer
        self.chart.show_curve(curve, self.epsilon.value())
        self.turn.setText(self._turn_words(found))
        self.turn.setToolTip(self._margin_words() if found.by_margin else "")

    def _show_plane(self, found: Attacked, before: str, after: str) -> None:
        spec, snapshot = self.document.experiment.data.spec(), self._snapshot
        values = snapshot.probes.get(_BOUNDARY, {}).get("boundary") if snapshot is not None else None
        self.plane.show_plane(values, spec.target.classes, spec.bounds)
        self.plane.show_attack(found, before, after)

    def _verdict(self, said: Said, found: Attacked) -> Verdict | None:
        spec = self.document.experiment.data.spec()
        if len(said.scores) != len(spec.class_names) or found.label >= len(spec.class_names):
            return None  # of the data before
        return verdict_of(said.raw, said.said, said.link, spec, self.session.attention.samples.target())

    def _turn_words(self, found: Attacked) -> str:
        words = self._where_it_turns(found)
        return f"{words} · {self.tr('by the margin')}" if found.by_margin else words

    def _margin_words(self) -> str:
        return self.tr(
            "The network is so sure that its loss has no gradient left. The attack follows the margin "
            "instead: the score of the class over the best other one."
        )

    def _where_it_turns(self, found: Attacked) -> str:
        if found.turns_at is None:
            return self.tr("FGSM turns it nowhere up to {most}").format(most=rounded(0.5))
        if found.turns_at == 0:
            return (
                self.tr("wrong without an attack") if self.target.value() == _ANY else self.tr("said already")
            )
        return self.tr("FGSM turns it at {epsilon}").format(epsilon=rounded(found.turns_at))

    def table(self) -> Table | None:
        curve: Toughness | None = self.judge.answer
        if curve is None:
            return None
        columns = (curve.epsilons, curve.accuracy["fgsm"], curve.accuracy["pgd"])
        rows = [*zip(*(column.tolist() for column in columns), strict=True)]
        return Table(
            (
                "ε",
                self.tr("Accuracy under {attack}").format(attack="FGSM"),
                self.tr("Accuracy under {attack}").format(attack="PGD"),
            ),
            rows,
        )
