"""``nnplayground --self-check``: whether everything is here, and works on this machine."""

from nnplayground.self_check.check import Check, Outcome, run

__all__ = ["Check", "Outcome", "run"]
