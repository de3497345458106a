"""Parts that PyTorch already has: one name makes both the module and its source code.

A component's fields are the constructor's arguments, called as PyTorch calls them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nnplayground.core.component import Component

if TYPE_CHECKING:
    from torch import nn

__all__ = ["expression", "make"]


def make(name: str, component: Component, **fixed: Any) -> nn.Module:
    """Return ``nn.<name>`` with the fields of ``component`` and ``fixed`` as arguments."""
    from torch import nn

    module: nn.Module = getattr(nn, name)(**_arguments(component), **fixed)
    return module


def expression(name: str, component: Component, prefix: str = "nn.") -> str:
    """Return the call as a person would write it: only the arguments that differ from the defaults."""
    defaults = {key: field.default for key, field in type(component).model_fields.items()}
    given = {key: value for key, value in _arguments(component).items() if value != defaults[key]}
    return f"{prefix}{name}({', '.join(f'{key}={value!r}' for key, value in given.items())})"


def _arguments(component: Component) -> dict[str, Any]:
    return {name: getattr(component, name) for name in type(component).model_fields}
