"""The rooms with Qt's core: document, session, settings."""

import builtins
import importlib

__all__: list[str] = []

importlib.import_module("PySide6.QtCore")
# From its import on PySide reads the source of every module that is imported, torch's two thousand too, to
# see whether it may ask for names in snake_case. Nothing here does.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
