"""The rooms with Qt's core: document, session, settings."""

import builtins

import PySide6.QtCore

__all__: list[str] = []

# PySide reads the source of every module that is imported from now on, torch's two thousand too, to see whether
# it could ask for snake_case names (``from __future__``'s like, ``__feature__``). Nothing here does.
_plain = getattr(builtins, "__orig_import__", None)
if _plain is not None:
    builtins.__import__ = _plain
