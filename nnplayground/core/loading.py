"""One large library is loaded at a time."""

from __future__ import annotations

import threading

__all__ = ["LOADING"]

LOADING = threading.RLock()
"""Held while a thread loads PyTorch or scikit-learn.

scipy looks for PyTorch's classes as soon as it finds the module, which another thread may have loaded by
half.
"""
