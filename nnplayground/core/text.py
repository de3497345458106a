"""Sentences that can be translated, in rooms that must not know Qt.

A sentence is written once, in English, where it is needed, and marked::

    from nnplayground.core.text import translatable as _

    title = _("core", "Dense")
    raise GraphError(_("core", "{node} has no input port “{port}”.").format(node=name, port=port))

``pyside6-lupdate`` finds the mark (``packaging/translations.py`` passes the alias), the command line
prints the English, and the window calls :func:`render` with Qt's translator. The first argument is the
translation context and is always ``"core"``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["Text", "from_json", "number", "render", "to_json", "translatable"]

Translate = Callable[[str], str]


class Text(str):
    """An English sentence that remembers its template and values, so that it can be said again in Russian.

    Attributes
    ----------
    template : str
        The English sentence with ``{name}`` fields.
    values : Mapping[str, Any]
        What the fields stand for. Values may be :class:`Text` themselves. A field without a value stays
        open, to be filled by whoever knows it: a layer's rule says “{node} expects …”, not knowing its node.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any] | None = None) -> Text:
        """Fill ``values`` into ``template``; without values the template is taken literally."""
        self = super().__new__(cls, _filled(template, values) if values else template)
        self.template = template
        self.values = dict(values or {})
        return self

    def format(self, *args: object, **values: object) -> Text:
        """Fill in the named fields; positional ones are not translatable and are refused."""
        if args:
            raise TypeError("a translatable sentence takes named fields only")
        return Text(self.template, {**self.values, **values})

    def __reduce__(self) -> tuple[type[Text], tuple[str, dict[str, Any]]]:
        return Text, (self.template, dict(self.values))


def translatable(context: str, text: str) -> Text:
    """Mark ``text`` for translation in ``context`` (always ``"core"``) and return it as :class:`Text`."""
    if context != "core":
        raise ValueError(f"the translation context of Qt-free rooms is 'core', not {context!r}")
    return Text(text)


def number(value: float) -> Text:
    """Return a number with up to six digits, whose decimal mark is that of the language it is said in."""
    text = f"{value:g}"
    return Text("{number}", {"number": float(text)}) if "." in text else Text(text)


def render(text: str, translate: Translate, decimal: str = ".") -> str:
    """Say ``text`` through ``translate`` (English template → translated template), values included.

    Parameters
    ----------
    text : str
    translate : callable
    decimal : str
        The decimal mark of the language, for values that are floats.
    """
    if not isinstance(text, Text):
        return text
    template = translate(text.template)
    if not text.values:
        return template
    values = {k: _rendered(v, translate, decimal) for k, v in text.values.items()}
    return _filled(template, values)


def _rendered(value: Any, translate: Translate, decimal: str) -> Any:
    if isinstance(value, Text):
        return render(value, translate, decimal)
    return _Decimal.marked(value, decimal) if isinstance(value, float) else value


def to_json(text: str) -> Any:
    """Return ``text`` as JSON values, its template and values kept apart."""
    if not isinstance(text, Text):
        return text
    values = {k: to_json(v) if isinstance(v, str) else v for k, v in text.values.items()}
    return {"template": text.template, "values": values}


def from_json(said: Any) -> str:
    """Return what :func:`to_json` was given.

    Raises
    ------
    TypeError
        If it is neither a string nor an object with a template and values.
    """
    if isinstance(said, str):
        return said
    if not isinstance(said, Mapping) or not isinstance(said.get("values"), Mapping):
        raise TypeError("a text is a string or a template with values")
    values = {k: from_json(v) if isinstance(v, str | Mapping) else v for k, v in said["values"].items()}
    return Text(str(said.get("template", "")), values)


class _Decimal(float):
    """A number with another decimal mark, whatever format a template asks for."""

    mark = "."

    @classmethod
    def marked(cls, value: float, mark: str) -> _Decimal:
        found = cls(value)
        found.mark = mark
        return found

    def __format__(self, spec: str) -> str:
        return float(self).__format__(spec).replace(".", self.mark)


class _Open(dict[str, Any]):
    """Values that leave a field they lack as it was written."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def _filled(template: str, values: Mapping[str, Any]) -> str:
    return template.format_map(_Open(values))
