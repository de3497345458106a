"""Everything about training that the toolbar has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.core.training import Clip, Regularization, Stop, Training
from nnplayground.ui.forms import Form
from nnplayground.ui.widgets import Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.app.document import Document
    from nnplayground.core.component import Frozen
    from nnplayground.core.experiment import Experiment

__all__ = ["TrainingEditor"]

_MARGIN = 16


class _Part(Section):
    """One section: some fields of the training, or all of one of its parts."""

    def __init__(
        self,
        document: Document,
        title: str,
        part: str,
        model: type[Frozen],
        fields: tuple[str, ...] | None,
        words: Mapping[str, Mapping[str, str]],
    ) -> None:
        super().__init__(title, _MARGIN)
        self._document, self._title_text, self._part = document, title, part
        self._dragging = False
        self.form = Form(model, fields, titles=words["titles"], empties=words["empties"])
        self.form.changed.connect(self._commit)
        self.form.dragging.connect(self._drag)
        self.form.reverted.connect(self._revert)
        self.body.addWidget(self.form)

    def refresh(self) -> None:
        """Show the document's training; what is being dragged stays as the hand has it."""
        if not self._dragging:
            training = self._document.experiment.training
            self.form.show_value(getattr(training, self._part) if self._part else training)

    def _edited(self, name: str, value: Any) -> Experiment:
        experiment = self._document.unchanged
        training = experiment.training
        if self._part:
            name, value = self._part, getattr(training, self._part).replace(**{name: value})
        return experiment.replace(training=training.replace(**{name: value}))

    def _commit(self, name: str, value: Any) -> None:
        self._dragging = False
        text = self.tr("Change training: {part}").format(part=self._title_text)
        self._document.apply(text, self._edited(name, value))

    def _drag(self, name: str, value: Any) -> None:
        self._dragging = True
        self._document.preview(self._edited(name, value))

    def _revert(self) -> None:
        self._dragging = False
        self._document.revert()


class TrainingEditor(QWidget):
    """The forms of the optimizer, its schedule, penalties, clipping, batches and stop rules."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._parts: list[_Part] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._words = {
            "titles": {
                "kind": self.tr("Kind"),
                "optimizer": self.tr("Optimizer"),
                "schedule": self.tr("Schedule"),
                "epochs": self.tr("Epochs"),
                "threads": self.tr("Threads"),
            },
            "empties": {"epochs": self.tr("No limit"), "patience": self.tr("Off")},
        }
        self._add(self.tr("Optimizer"), "", Training, ("optimizer", "learning_rate", "schedule"))
        self._add(self.tr("Regularization"), "regularization", Regularization, None)
        self._add(self.tr("Gradient clipping"), "clip", Clip, None)
        self._add(self.tr("Batches"), "", Training, ("shuffle", "remainder"))
        self._add(self.tr("Stop"), "stop", Stop, ("epochs", "patience"))
        self._add(self.tr("Arithmetic"), "", Training, ("precision", "engine", "threads"))
        self.refresh()

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms from top to bottom."""
        return tuple(part.form for part in self._parts)

    def _add(self, title: str, part: str, model: type[Frozen], fields: tuple[str, ...] | None) -> None:
        section = _Part(self._document, title, part, model, fields, self._words)
        self._column.addWidget(section)
        self._parts.append(section)

    def refresh(self) -> None:
        """Show the document's training."""
        for part in self._parts:
            part.refresh()
