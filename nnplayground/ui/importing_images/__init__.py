"""Bringing one's own pictures into an experiment."""
