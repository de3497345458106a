"""Where the plates over the canvas stand, and which of them are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from nnplayground.ui.editor.overlays import Caption, Minimap, ZoomControl
from nnplayground.ui.editor.showing import ShowControl
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets import IconButton

if TYPE_CHECKING:
    from nnplayground.ui.editor.view import CanvasView
    from nnplayground.ui.neuron.level import NeuronLevel

__all__ = ["Overlays"]


class Overlays(QObject):
    """Caption, what is shown, the button that arranges, zoom and minimap, each at its edge of the view."""

    def __init__(self, view: CanvasView, neuron: NeuronLevel) -> None:
        super().__init__(view)
        self._view, self._neuron = view, neuron
        self.caption = Caption(view)
        self.zoom = ZoomControl(view)
        self.minimap = Minimap(view)
        self.arrange = IconButton("arrange", _arrange_name(), size=28, parent=view)
        self.showing = ShowControl(view)
        self.caption.resized.connect(self.place)
        theme().themeChanged.connect(self.arrange.update)

    def place(self) -> None:
        """Move each to its edge, after the view or one of them got another size."""
        self._neuron.resize_to_view()
        width, height = self._view.width(), self._view.height()
        self.caption.move(16, 14)
        self.arrange.move(width - self.arrange.width() - 12, 12)
        self.showing.stand(width, self.caption)
        self.zoom.resize(self.zoom.sizeHint())
        self.zoom.move(12, height - self.zoom.height() - 12)
        self.minimap.move(width - self.minimap.width() - 12, height - self.minimap.height() - 12)
        self._show_minimap()

    def follow_level(self) -> None:
        """Leave the view to the Neuron level while it is open, but for the zoom and the minimap."""
        inside = self._neuron.focus is not None
        for overlay in (self.caption, self.arrange, self.showing):
            overlay.setVisible(not inside)
        if inside:
            for part in (self._neuron.page, self.zoom, self.minimap):
                part.raise_()
        self.zoom.refresh()
        self._show_minimap()

    def lend_caption(self, lent: bool) -> None:
        """Leave the caption's place to others, or take it back."""
        self.caption.setVisible(not lent and self._neuron.focus is None)

    def _show_minimap(self) -> None:
        """Show the map of the network where it is in nobody's way."""
        fits = self._view.width() > self.zoom.width() + self.minimap.width() + 60
        covered = self._view.inside and self._neuron.page.covers(self.minimap.geometry())
        self.minimap.setVisible(fits and not covered)

    def retranslate(self) -> None:
        """Speak the window's language."""
        self.zoom.retranslate()
        self.showing.retranslate()
        self.arrange.describe(_arrange_name())


def _arrange_name() -> str:
    return QCoreApplication.translate("Canvas", "Arrange nodes")
