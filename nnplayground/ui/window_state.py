"""What a window in another language takes over from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nnplayground.ui.main_window import MainWindow
    from nnplayground.ui.views.host import HostState

__all__ = ["WindowState"]


@dataclass(frozen=True, slots=True)
class WindowState:
    """What was open and chosen in a window.

    Attributes
    ----------
    docks : (bool, bool, bool)
        Whether the left, the right and the bottom dock are shown.
    welcome, enlarged : bool
        What is shown in place of the canvas.
    pages : HostState
    output : mapping
        What :meth:`OutputView.state` returned.
    show : str
        What cards and lines stand for.
    slow, moving : bool
        Whether slow motion is on, and whether it plays.
    selected : tuple of str
        Nodes whose settings are looked at.
    inspector : bool
        Whether the inspector is before the output.
    """

    docks: tuple[bool, bool, bool]
    welcome: bool
    enlarged: bool
    pages: HostState
    output: Mapping[str, object]
    show: str
    slow: bool
    moving: bool
    selected: tuple[str, ...]
    inspector: bool

    @classmethod
    def of(cls, window: MainWindow, *, welcome: bool) -> WindowState:
        """Return the state of a window."""
        a = window.actions_
        return cls(
            (a.left_dock.isChecked(), a.right_dock.isChecked(), a.bottom_dock.isChecked()),
            welcome,
            window.place.is_large,
            window.bottom.state(),
            window.output.state(),
            str(window.canvas.scene.live.show),
            window.slow.is_on,
            window.slow.is_running,
            tuple(window.canvas.selection()),
            window.right.prefers_inspector,
        )

    def choose_in(self, window: MainWindow) -> None:
        """Choose in a new window what was chosen."""
        a = window.actions_
        for action, shown in zip((a.left_dock, a.right_dock, a.bottom_dock), self.docks, strict=True):
            action.setChecked(shown)
        window.canvas.set_show(self.show)
        window.canvas.scene.select(self.selected)
        (window.right.show_inspector if self.inspector else window.right.show_output)()
        window.output.restore(self.output)
        window.bottom.restore(self.pages)
        a.slow_motion.setChecked(self.slow)
        if self.moving and not window.slow.is_running:
            window.slow.toggle()
