"""What is to be known of data and losses, beside what can be set."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from nnplayground.app.translation import say
from nnplayground.core.features import parse_feature
from nnplayground.core.shapes import Status
from nnplayground.ui.numbers import format_loss, format_number
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Node
    from nnplayground.core.shapes import NodeReport
    from nnplayground.train.snapshot import Snapshot

__all__ = ["FactList", "data_facts", "loss_facts", "loss_values"]

translate = QCoreApplication.translate
Facts = list[tuple[str, str]]


class FactList(QWidget):
    """Words and values in two columns; a long value goes on in the next line."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, 92)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Facts) -> None:
        """Show pairs of a word and its value."""
        while len(self._rows) < len(facts):
            self._add_row()
        for number, (word, value) in enumerate(self._rows):
            known = number < len(facts)
            word.setVisible(known)
            value.setVisible(known)
            if known:
                word.setText(facts[number][0])
                value.setText(facts[number][1])

    def _add_row(self) -> None:
        word, value = QLabel(), QLabel()
        set_role(word, "secondary")
        value.setWordWrap(True)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        at = len(self._rows)
        self._grid.addWidget(word, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, at, 1)
        self._rows.append((word, value))


def data_facts(experiment: Experiment) -> Facts:
    """Return set, samples, features and target of an experiment's data."""
    data, spec = experiment.data, experiment.data.spec()
    parts = data.dataset.counts(data.split)
    samples = translate("Facts", "{train} train, {validation} validation, {test} test")
    words = zip(("train", "validation", "test"), map(format_number, parts), strict=True)
    facts = [
        (translate("Facts", "Data set"), say(type(data.dataset).title)),
        (translate("Facts", "Samples"), samples.format(**dict(words))),
    ]
    names = [_feature(name, spec) for name in spec.feature_names]
    facts.append((translate("Facts", "Inputs"), ", ".join(names) or str(spec.x)))
    if spec.class_names:
        facts.append((translate("Facts", "Classes"), ", ".join(say(name) for name in spec.class_names)))
    else:
        facts.append((translate("Facts", "Target"), translate("Facts", "A number")))
    return facts


def _feature(name: str, spec: DataSpec) -> str:
    """Return a column's own name where it is used as it is, else the formula."""
    feature = parse_feature(name)
    (column, power), *others = feature.powers
    is_plain = power == 1 and not (spec.bounds or others or feature.wave)
    return say(spec.input_names[column]) if is_plain else feature.label


def loss_facts(node: Node, report: NodeReport) -> Facts:
    """Return which function a Loss node comes to, and what it compares."""
    if report.status is not Status.OK or report.inputs is None:
        return []
    layer: Any = node.layer
    loss = layer.resolved(report.inputs)
    prediction, target = report.inputs.one("prediction"), layer.target(report.inputs)
    compared = translate("Facts", "{prediction} with {target}")
    kind = translate("Facts", "one of {count} classes").format(count=target.classes)
    what = kind if target.classes else str(target)
    return [
        (translate("Facts", "Function"), say(type(loss).title)),
        (translate("Facts", "Compares"), compared.format(prediction=prediction, target=what)),
    ]


def loss_values(snapshot: Snapshot) -> Facts:
    """Return the losses of the moment."""
    parts = (
        (translate("Facts", "Train loss"), snapshot.train.loss),
        (translate("Facts", "Validation loss"), snapshot.validation.loss),
        (translate("Facts", "Test loss"), snapshot.test.loss),
        (translate("Facts", "Penalty"), snapshot.penalty),
    )
    return [(word, format_loss(value)) for word, value in parts if not math.isnan(value)]
