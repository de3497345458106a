"""Everything about training that the toolbar has no room for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnplayground.core.training import Clip, Regularization, Stop, Training
from nnplayground.ui.forms import Form
from nnplayground.ui.widgets import Section

if TYPE_CHECKING:
    from nnplayground.app.document import Document
    from nnplayground.core.component import Frozen
    from nnplayground.core.training import Training as TrainingValue

__all__ = ["TrainingEditor"]

_MARGIN = 16


class TrainingEditor(QWidget):
    """The forms of the optimizer, its schedule, penalties, clipping, batches and stop rules."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._forms: list[tuple[str, Form]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        titles = {
            "kind": self.tr("Kind"),
            "optimizer": self.tr("Optimizer"),
            "schedule": self.tr("Schedule"),
            "epochs": self.tr("Epochs"),
            "precision": self.tr("Precision"),
            "threads": self.tr("Threads"),
        }
        self._add(self.tr("Optimizer"), Training, ("optimizer", "learning_rate", "schedule"), "", titles)
        self._add(self.tr("Regularization"), Regularization, None, "regularization", titles)
        self._add(self.tr("Gradient clipping"), Clip, None, "clip", titles)
        self._add(self.tr("Batches"), Training, ("shuffle", "remainder"), "", titles)
        self._add(self.tr("Stop"), Stop, ("epochs", "patience"), "stop", titles)
        self._add(self.tr("Arithmetic"), Training, ("precision", "engine", "threads"), "", titles)
        self.refresh()

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms from top to bottom."""
        return tuple(form for _part, form in self._forms)

    def _add(
        self,
        title: str,
        model: type[Frozen],
        fields: tuple[str, ...] | None,
        part: str,
        titles: dict[str, str],
    ) -> None:
        section = Section(title, _MARGIN)
        empties = {"epochs": self.tr("No limit"), "patience": self.tr("Off")}
        form = Form(model, fields, titles=titles, empties=empties)
        form.changed.connect(partial(self._commit, title, part))
        section.body.addWidget(form)
        self._column.addWidget(section)
        self._forms.append((part, form))

    def refresh(self) -> None:
        """Show the document's training."""
        training = self._document.experiment.training
        for part, form in self._forms:
            form.show_value(getattr(training, part) if part else training)

    def _edited(self, part: str, name: str, value: Any) -> TrainingValue:
        training = self._document.experiment.training
        if not part:
            return training.replace(**{name: value})
        return training.replace(**{part: getattr(training, part).replace(**{name: value})})

    def _commit(self, title: str, part: str, name: str, value: Any) -> None:
        text = self.tr("Change training: {part}").format(part=title)
        experiment = self._document.experiment.replace(training=self._edited(part, name, value))
        self._document.apply(text, experiment)
