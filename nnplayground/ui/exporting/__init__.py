"""Exporting and sharing in the window."""
