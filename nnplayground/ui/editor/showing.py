"""What cards and curves stand for: the control over the canvas, and the words that explain it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from nnplayground.core.looking import TOPICS
from nnplayground.ui.editor.live import Show
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.help.explain import explain
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import Segmented
from nnplayground.ui.widgets.painting import draw_box, draw_text, set_role, text_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from nnplayground.core.help import Topic

__all__ = ["ShowControl", "ShowLegend"]

_VEIL = 0.88
_LINE = 16
_APART = 12


class ShowControl(QWidget):
    """Offers activation, gradient and weights.

    Attributes
    ----------
    changed : Signal(Show)
        The person chose another.
    shown : Signal(Show)
        Another is shown, whoever chose it.
    """

    changed = Signal(object)
    shown = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 0, 0)
        self._row.setSpacing(8)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.label, self.choice = QLabel(), Segmented("", [("", "")])
        self.legend = ShowLegend(parent)
        self.retranslate()
        theme().themeChanged.connect(self.update)

    def retranslate(self) -> None:
        """Make the control in the window's language."""
        chosen = Show(str(self.choice.value() or Show.ACTIVATION))
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.label = QLabel(self.tr("Show"))
        self.label.setFont(ui_font(12))
        set_role(self.label, "secondary")
        self.choice = Segmented(
            self.tr("What cards and lines show"),
            [
                (Show.ACTIVATION, self.tr("Activation")),
                (Show.GRADIENT, self.tr("Gradient")),
                (Show.WEIGHTS, self.tr("Weights")),
            ],
        )
        explain(self.choice, self._topic)
        self.choice.changed.connect(self.changed)
        self._row.addWidget(self.label)
        self._row.addWidget(self.choice)
        self.resize(self.sizeHint())
        self.show_choice(chosen)

    def _topic(self) -> Topic:
        return TOPICS[f"canvas.{self.choice.value()}"]

    def show_choice(self, show: Show) -> None:
        """Show what is chosen, and explain it."""
        self.choice.setValue(show)
        self.legend.explain(show, is_seen=self.isVisible())
        self.shown.emit(show)

    def stand(self, width: int, caption: QWidget) -> None:
        """Stand at the top right of a view that is so wide, left of the button there.

        Where the caption at the left needs the room, the name of the choice goes, then the caption's end.
        """
        right, free = width - 48, caption.x() + caption.sizeHint().width() + _APART
        self.label.show()
        self.label.setVisible(right - self.sizeHint().width() >= free)
        self.resize(self.sizeHint())
        self.move(right - self.width(), 12)
        caption.setMaximumWidth(max(1, self.x() - caption.x() - _APART))
        caption.adjustSize()
        self.legend.move(width - self.legend.width() - 12, 46)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.legend.setVisible(visible and bool(self.legend.lines()))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the canvas's actions do, by their names."""
        return {
            "show_activation": self._choose_activation,
            "show_gradient": self._choose_gradient,
            "show_weights": self._choose_weights,
        }

    def _choose_activation(self) -> None:
        self.changed.emit(Show.ACTIVATION)

    def _choose_gradient(self) -> None:
        self.changed.emit(Show.GRADIENT)

    def _choose_weights(self) -> None:
        self.changed.emit(Show.WEIGHTS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = theme().colour("canvas")
        ground.setAlphaF(_VEIL)
        draw_box(painter, QRectF(self.rect()), 6, ground)


class ShowLegend(QWidget):
    """Says in two lines what is seen, wherever it is not what one expects."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().themeChanged.connect(self.update)
        self.hide()

    def lines(self) -> tuple[str, ...]:
        """Return what it says."""
        return self._lines

    def explain(self, show: Show, *, is_seen: bool) -> None:
        """Explain what is shown, if cards are seen at all."""
        self._lines = {
            Show.GRADIENT: (
                self.tr("Tiles: ∂ŷ/∂a, how the prediction answers to the unit there"),
                self.tr("Lines: −∂L/∂w, blue is pulled up, orange down"),
            ),
            Show.WEIGHTS: (
                self.tr("Tiles: weights into the unit, the first input on top; blank where there are none"),
                self.tr("Lines: weights, each layer on its own scale"),
            ),
        }.get(show, ())
        self.setAccessibleName("\n".join(self._lines))
        self.setVisible(is_seen and bool(self._lines))
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        width = max((text_width(line, ui_font(11)) for line in self._lines), default=0.0)
        return QSize(round(width) + 8, _LINE * len(self._lines) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = theme().colour("canvas")
        ground.setAlphaF(_VEIL)
        draw_box(painter, QRectF(self.rect()), 4, ground)
        for number, line in enumerate(self._lines):
            box = QRectF(2, 2 + number * _LINE, self.width() - 6, _LINE)
            draw_text(painter, box, line, ui_font(11), theme().colour("text3"), Qt.AlignmentFlag.AlignRight)
