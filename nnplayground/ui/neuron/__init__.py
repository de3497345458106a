"""The third level of the semantic zoom: one neuron and its numbers for one sample."""

from nnplayground.ui.neuron import ledger_disturbed, ledger_resized, ledger_windows

# Their accounts are found by having been imported.
__all__ = ["ledger_disturbed", "ledger_resized", "ledger_windows"]
