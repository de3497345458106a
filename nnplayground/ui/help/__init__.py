"""Help where it is needed: popups over whatever a person points at, and the reference as a whole."""

from nnplayground.ui.help.explain import Help, explain, help_at, show_help

__all__ = ["Help", "explain", "help_at", "show_help"]
