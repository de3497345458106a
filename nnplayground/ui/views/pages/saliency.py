"""The page of saliency: which pixels or inputs the answer comes from, by several methods side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.train.explaining.questions import METHODS, Explain, Explained, Explanation
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.page import Table
from nnplayground.ui.views.saliency_ink import flattened, picture_image
from nnplayground.ui.views.saliency_page import ExplainingPage, class_names, is_row, offer
from nnplayground.ui.views.saliency_rows import BarColumn, RowBars
from nnplayground.ui.views.saliency_tiles import MapTile, TileSheet
from nnplayground.ui.views.sample_card import SampleCard
from nnplayground.ui.widgets import ComboField, Segmented
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment

__all__ = ["SaliencyPage"]

_PREDICTED, _TRUE = "predicted", "true"
_OVERLAY, _SIGNED, _MAGNITUDE = "overlay", "signed", "magnitude"
_TALL = 240  # pixels from which on there is room for a line of words


class SaliencyPage(ExplainingPage):
    """Shows the chosen sample, and for each method what of it speaks for a class."""

    name: ClassVar[str] = "saliency"
    order: ClassVar[int] = 520

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(document, session, parent)
        self.sheet = TileSheet(self.tr("What each pixel counts, by method"))
        self.bars = RowBars()
        self.words = QLabel()
        self.words.setWordWrap(True)
        set_role(self.words, "secondary")
        self._make_controls()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.bars, 1)
        self._lay_out(body, SampleCard(session.attention.samples))
        self._offer()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("SaliencyPage", "Saliency")

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        return super().fits(experiment) or is_row(experiment)

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.output = ComboField(self.tr("Class that is explained"), small=True)
        self.layer = ComboField(self.tr("Layer of Grad-CAM"), small=True)
        self.output.setToolTip(self.tr("Class that is explained"))
        self.layer.setToolTip(self.tr("Layer of Grad-CAM"))
        ways = [
            (_OVERLAY, self.tr("Overlay")),
            (_SIGNED, self.tr("Signed")),
            (_MAGNITUDE, self.tr("Magnitude")),
        ]
        self.way = Segmented(self.tr("How maps are drawn"), ways)
        self.output.setMaximumWidth(130)
        self.layer.setMaximumWidth(150)
        self.output.chosen.connect(self._on_choice)
        self.layer.chosen.connect(self._on_choice)
        self.way.changed.connect(self._soon)
        for widget in (self.output, self.layer, self.way):
            row.addWidget(widget)

    def _offer(self) -> None:
        names = class_names(self.document.experiment)
        choices: list[tuple[object, str]] = list(enumerate(names))
        if self.document.experiment.data.spec().target.classes:
            choices = [(_PREDICTED, self.tr("Predicted")), (_TRUE, self.tr("True class")), *choices]
        offer(self.output, choices)
        self._offer_layers(())
        self._settle()

    def _settle(self) -> None:
        """Show what there is for pictures, or for rows."""
        row = is_row(self.document.experiment)
        self.sheet.setVisible(not row)
        self.bars.setVisible(row)
        self.layer.setVisible(not row)
        self.way.setVisible(not row)
        self._fit_card()

    def _fit_card(self) -> None:
        super()._fit_card()
        if self._card is not None and is_row(self.document.experiment):
            self._card.set_side(0)  # the numbers stand beside their bars

    def _offer_layers(self, layers: tuple[str, ...]) -> None:
        """Offer the layers that Grad-CAM can look at, the last first."""
        graph = self.document.experiment.graph
        named = [(id, say(graph.node(id).title)) for id in reversed(layers) if id in graph]
        offer(self.layer, [("", self.tr("Last maps")), *named])
        self.layer.setEnabled(len(named) > 1)

    def controls(self) -> QWidget:
        return self._controls

    def choosers(self) -> Mapping[str, Segmented]:
        return {"way": self.way}

    def _needs(self) -> str:
        return self.tr(
            "This page needs pictures or rows of numbers, and a network that gives one row of numbers for "
            "each."
        )

    # -- asking ----------------------------------------------------------------------------------------

    def _pose(self) -> None:
        raw, layer = self._raw(), self.layer.value()
        if raw is None:
            return
        chosen = self.output.value()
        output = chosen if isinstance(chosen, int) else self._label() if chosen == _TRUE else None
        sample = self.session.attention.samples.sample
        self.explainer.ask(Explain(sample, raw, output, str(layer or "")))

    def _on_choice(self, _value: object) -> None:
        self._ask()

    # -- showing ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        found: Explained = self.explainer.answer
        if found.picture.ndim == 1:
            self._show_row(found)
        elif not is_row(self.document.experiment):
            self._show_picture(found)
        assert self._card is not None
        self._card.show_said(found.said.raw)
        self.words.setText(self._sentence(found))
        self.words.setVisible(self.height() >= _TALL)

    def _show_row(self, found: Explained) -> None:
        names = [say(name) for name in self.document.experiment.data.spec().input_names]
        if len(names) != len(found.picture):
            return  # of the data before
        titles = {method: (self._texts()[method][0], tip) for method, tip in self._row_tips().items()}
        columns = [
            BarColumn(method, title, found.maps[method].values if method in found.maps else None, tip)
            for method, (title, tip) in titles.items()
        ]
        self.bars.show_row(names, found.picture, columns)

    def _show_picture(self, found: Explained) -> None:
        way = self.way.value()
        tiles = [self._tile(method, found) for method in METHODS if method != "grad_cam" or found.layer]
        low, high = float(found.picture.min()), float(found.picture.max())
        # In grey, so that colours are those of the map.
        grey = found.picture.mean(axis=0, keepdims=True)
        picture = picture_image(grey, low, high if high > low else low + 1)
        self.sheet.show_tiles(tiles, picture, overlay=way == _OVERLAY)
        self._offer_layers(found.layers)

    def _tile(self, method: str, found: Explained) -> MapTile:
        title, tip = self._texts()[method]
        known = found.maps.get(method)
        if known is None:
            return MapTile(method, title, None, tip=tip)
        magnitude = self.way.value() == _MAGNITUDE
        values = flattened(known.values, magnitude=magnitude)
        if method == "grad_cam" and found.layer in self.document.experiment.graph:
            tip = f"{tip}\n{say(self.document.experiment.graph.node(found.layer).title)}"
        signed = known.is_signed and not magnitude
        return MapTile(method, title, values, signed, tip + self._claim(known), self.tr("nothing"))

    def _claim(self, known: Explanation) -> str:
        if known.total != known.total:  # NaN: there is none
            return ""
        text = self.tr("All pixels: {total}. The score rises from black by {expected}.")
        total, expected = (
            format_number(known.total, 2, signed=True),
            format_number(known.expected, 2, signed=True),
        )
        return "\n" + text.format(total=total, expected=expected)

    def _sentence(self, found: Explained) -> str:
        names = class_names(self.document.experiment)
        name = names[found.output] if found.output < len(names) else str(found.output + 1)
        score = format_number(float(found.said.scores[found.output]), 2, signed=True)
        if not self.document.experiment.data.spec().target.classes:
            return self.tr("What makes {name} = {score}: blue raises it, orange lowers it.").format(
                name=name, score=score
            )
        text = self.tr("What speaks for “{name}”, whose score is {score}: blue for it, orange against it.")
        return text.format(name=name, score=score)

    def _texts(self) -> dict[str, tuple[str, str]]:
        """Return title and sentence of every method."""
        return {
            "gradient": (
                self.tr("Gradient"),
                self.tr("How the score would change if a pixel became brighter by a little."),
            ),
            "gradient_input": (
                self.tr("Gradient × input"),
                self.tr("The gradient times the pixel: what is there and counts."),
            ),
            "smooth_grad": (
                self.tr("SmoothGrad"),
                self.tr("The mean gradient of 24 noisy copies: what holds in the neighbourhood."),
            ),
            "integrated_gradients": (
                self.tr("Integrated"),
                self.tr("Integrated gradients: the gradient gathered on the way from black to the picture."),
            ),
            "grad_cam": (
                self.tr("Grad-CAM"),
                self.tr("Where the maps of a layer found what speaks for the class."),
            ),
            "occlusion": (
                self.tr("Occlusion"),
                self.tr("By how much the score falls when a grey square covers the place."),
            ),
        }

    def _row_tips(self) -> dict[str, str]:
        """Return the sentence of every method for rows of numbers."""
        return {
            "gradient": self.tr("How the score would change if the input grew by 1, by its slope."),
            "gradient_input": self.tr("The gradient times the distance of the input from its mean."),
            "smooth_grad": self.tr("The mean gradient of 24 noisy copies: what holds in the neighbourhood."),
            "integrated_gradients": self.tr(
                "Integrated gradients: the gradient gathered on the way from the means to this sample. The "
                "bars add up to what the score gains on that way."
            ),
            "occlusion": self.tr("By how much the score falls when the input is set to its mean."),
        }

    def _row_table(self, found: Explained) -> Table:
        titles = self._texts()
        names = [say(name) for name in self.document.experiment.data.spec().input_names]
        header = [self.tr("Input"), self.tr("Value"), *(titles[method][0] for method in found.maps)]
        columns = (found.picture, *(known.values for known in found.maps.values()))
        rows = zip(names, *(column.tolist() for column in columns), strict=False)
        return Table(header, [*rows])

    def table(self) -> Table | None:
        found: Explained | None = self.explainer.answer
        if found is None:
            return None
        if found.picture.ndim == 1:
            return self._row_table(found)
        titles = self._texts()
        header = [self.tr("Row"), self.tr("Column"), *(titles[method][0] for method in found.maps)]
        maps = [flattened(known.values, magnitude=False) for known in found.maps.values()]
        high, wide = found.picture.shape[1:]
        places = ((down, right) for down in range(high) for right in range(wide))
        rows = [(d + 1, r + 1, *(float(values[d, r]) for values in maps)) for d, r in places]
        return Table(header, rows)
