"""Discovery: every module of a home package is imported once, and its kinds register themselves."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

__all__ = ["discover", "field_schema", "suggestion"]


@cache
def discover(package: str) -> tuple[str, ...]:
    """Import every module of ``package``, which may be a single module, and return their names.

    The packages are named by the families, so that a new file is found without a list to edit and core
    still imports none of them by itself.
    """
    root = importlib.import_module(package)
    folders = getattr(root, "__path__", ())
    names = sorted(module.name for module in pkgutil.iter_modules(folders, f"{package}."))
    for name in names:
        importlib.import_module(name)
    return tuple(names)


def suggestion(wrong: str, known: Iterable[str]) -> Text:
    """Offer the nearest of ``known``, or all of them if none is near."""
    names = list(known)
    near = difflib.get_close_matches(wrong, names, n=3, cutoff=0.6)
    if near:
        return _("core", "Did you mean {names}?").format(names=", ".join(near))
    return _("core", "Known are {names}.").format(names=", ".join(names))


def field_schema(info: FieldInfo) -> dict[str, Any]:
    """Return the JSON schema of one field, its limits included."""
    annotation: Any = info.annotation
    for constraint in info.metadata:
        annotation = _annotated(annotation, constraint)
    own = TypeAdapter(annotation).json_schema()
    # A reference points into the whole schema, where this field's own definitions are not known.
    schema: dict[str, Any] = _without_references(own, own.pop("$defs", {}))
    schema["title"], schema["description"] = str(info.title or ""), str(info.description or "")
    if not info.is_required():
        schema["default"] = TypeAdapter(Any).dump_python(
            info.get_default(call_default_factory=True), mode="json"
        )
    return schema


def _without_references(schema: Any, definitions: dict[str, Any]) -> Any:
    """Put in the place of every local reference what it stands for; families do not contain themselves."""
    if isinstance(schema, float) and schema.is_integer():
        return int(schema)  # typing takes Le(1) and Le(1.0) for the same, whichever came first
    if isinstance(schema, list):
        return [_without_references(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    target = schema.get("$ref")
    if isinstance(target, str):
        return _without_references(definitions[target.rpartition("/")[2]], definitions)
    return {key: _without_references(part, definitions) for key, part in schema.items()}


def _annotated(annotation: Any, constraint: Any) -> Any:
    from typing import Annotated

    return Annotated[annotation, constraint]
