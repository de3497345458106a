"""The page of heat maps: a network of convolutions slides over a scene and says what is where."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from nnplayground.train.explaining.questions import Slid, Slide
from nnplayground.train.explaining.sliding_rule import can_slide
from nnplayground.ui.views.page import Table
from nnplayground.ui.views.saliency_page import ExplainingPage, class_names, offer
from nnplayground.ui.views.saliency_scene import ClassMaps, ScenePicture
from nnplayground.ui.widgets import ComboField, IconButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.explaining.sliding import Placed

__all__ = ["HeatMapPage"]


class HeatMapPage(ExplainingPage):
    """Shows a scene of several samples, and for each class where the network finds it."""

    name: ClassVar[str] = "heat-map"
    order: ClassVar[int] = 580

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self._seed = 0
        self._chosen: int | None = None  # that a person chose
        self.scene, self.maps = ScenePicture(), ClassMaps()
        self._make_controls()
        body = QWidget()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(16)
        self._parts.addWidget(self.scene, 5)
        self._parts.addWidget(self.maps, 4)
        self._lay_out(body)
        self._offer()
        self.scene.pointed.connect(self.maps.point_at)
        self.maps.chosen.connect(self.choose)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("HeatMapPage", "Heat map")

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        return can_slide(experiment)

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.output = ComboField(self.tr("Class that is looked for"), small=True)
        self.output.setToolTip(self.tr("Class that is looked for"))
        self.output.setMaximumWidth(130)
        self.other = IconButton("dice", self.tr("Another scene"))
        self.output.chosen.connect(self._on_class)
        self.other.clicked.connect(self.next_scene)
        row.addWidget(self.output)
        row.addWidget(self.other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tall = self.height() >= self.width() / 2
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(below if tall else beside)

    def _offer(self) -> None:
        offer(self.output, list(enumerate(class_names(self.document.experiment))))

    def controls(self) -> QWidget:
        return self._controls

    def state(self) -> dict[str, object]:
        return {"seed": self._seed, "class": self._chosen}

    def restore(self, state: Mapping[str, object]) -> None:
        seed, label = state.get("seed"), state.get("class")
        self._seed = seed if isinstance(seed, int) else 0
        self._chosen = label if isinstance(label, int) else None

    def _needs(self) -> str:
        return self.tr(
            "This page needs pictures, and a network of convolutions that ends in a global pooling."
        )

    # -- asking ----------------------------------------------------------------------------------------

    def next_scene(self) -> None:
        """Put other samples in other places."""
        self._seed += 1
        self._chosen = None
        self._ask()

    def choose(self, label: int) -> None:
        """Look for another class."""
        self._chosen = label
        self._soon()

    def _on_class(self, label: object) -> None:
        if isinstance(label, int):
            self.choose(label)

    def _pose(self) -> None:
        self.explainer.ask(Slide(self._seed))

    # -- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        found: Slid = self.explainer.answer
        names = class_names(self.document.experiment)
        if len(names) != len(found.chances):
            return  # of the network before
        chosen = self._chosen
        label = chosen if chosen is not None and chosen < len(names) else _clearest(found)
        self.output.setValue(label)
        self.scene.show_found(found, label, names)
        self.maps.show_found(found, label, names)

    def table(self) -> Table | None:
        found: Slid | None = self.explainer.answer
        if found is None:
            return None
        header = [self.tr("Row"), self.tr("Column"), *class_names(self.document.experiment)]
        rows, columns = found.chances.shape[1:]
        places = ((row, column) for row in range(rows) for column in range(columns))
        return Table(
            header,
            [
                (row * found.step[0] + 1, column * found.step[1] + 1, *found.chances[:, row, column].tolist())
                for row, column in places
            ],
        )


def _clearest(found: Slid) -> int:
    """Return the class in the scene that stands out most where it is."""
    rows, columns = found.chances.shape[1:]

    def clarity(placed: Placed) -> float:
        row = min(rows - 1, round(placed.top / found.step[0]))
        column = min(columns - 1, round(placed.left / found.step[1]))
        chances = found.chances[placed.label]
        return float(chances[row, column] - chances.mean())

    return max(found.scene.placed, key=clarity).label if found.scene.placed else 0
