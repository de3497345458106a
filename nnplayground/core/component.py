"""Named, frozen descriptions of parts: the base of layers, activations, losses, data sets, optimizers.

A *family* is an abstract subclass of :class:`Component` (``Layer``, ``Activation``, …) that names the
packages its members live in. A *kind* is a concrete member with a ``kind`` string. Writing the class is all
it takes: the palette, the form, the command line, the file format and the help follow from it.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_serializer, model_validator
from pydantic_core import CoreSchema

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

__all__ = ["NOTHING", "Component", "Frozen", "param"]

NOTHING = Text("")


class Frozen(BaseModel):
    """A value: compared by content, never changed, and strict about unknown keys and infinite numbers."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_default=False,
        defer_build=True,  # at first use: a start meets few of the hundred parts that there are
    )

    def replace(self, **changes: Any) -> Self:
        """Return a copy with ``changes``, validated as if it had been read from a file."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**fields, **changes})


def param(
    default: Any,
    title: Text,
    help: Text,
    *,
    effect: Text = NOTHING,
    why: Text = NOTHING,
    formula: str = "",
    live: bool = False,
    unit: Text | str = "",
    choices: str = "",
    **limits: Any,
) -> Any:
    """Declare a field of a component together with everything a form needs.

    Parameters
    ----------
    default : Any
        The default value.
    title, help : Text
        The label and the sentence that says what the field is.
    effect : Text
        What turning it up and down does.
    why : Text
        Why the default is what it is.
    formula : str
        LaTeX, where a formula says it best.
    live : bool
        A change applies between two steps without a rebuild.
    unit : Text or str
        Shown after the value; a word as Text, a sign like ° as it is.
    choices : str
        The family offered by name, e.g. ``"activation"``; empty for plain values.
    **limits
        pydantic's ``ge``, ``gt``, ``le``, ``lt``, ``min_length``, …
    """
    extra: dict[str, Any] = {"live": live, "unit": unit, "choices": choices}
    texts = {"effect": effect, "why": why, "formula": formula}
    extra |= {name: text for name, text in texts.items() if text}
    return Field(default, title=title, description=help, json_schema_extra=extra, **limits)


class Component(Frozen):
    """The base of every named part.

    Attributes
    ----------
    kind : str
        The name in files and on the command line; empty in a family.
    title, help : Text
        What a person reads.
    formula : str
        LaTeX, without dollar signs; empty if none.
    """

    kind: ClassVar[str] = ""
    title: ClassVar[Text]
    help: ClassVar[Text]
    formula: ClassVar[str] = ""
    family: ClassVar[str] = ""
    homes: ClassVar[tuple[str, ...]] = ()
    _members: ClassVar[dict[str, type[Component]]]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "family" in cls.__dict__:
            cls._members = {}
        elif cls.__dict__.get("kind"):
            taken = cls._members.setdefault(cls.kind, cls)
            if taken.__qualname__ != cls.__qualname__ or taken.__module__ != cls.__module__:
                raise TypeError(f"{cls.family} {cls.kind!r} is defined twice: {taken} and {cls}")

    @classmethod
    def kinds(cls) -> dict[str, type[Self]]:
        """Return every kind of this family by name, in the order of modules and definitions."""
        from nnplayground.core.registry import discover

        for home in cls.homes:
            discover(home)
        # Some other import may have come before discovery, so the order of registration is no order.
        members = sorted(cls._members.items(), key=lambda item: item[1].__module__)
        return dict(members)  # type: ignore[arg-type] # a family's members are its subclasses

    @classmethod
    def named(cls, kind: str) -> type[Self]:
        """Return the kind called ``kind``.

        Raises
        ------
        PlaygroundError
            If there is none; the remedy offers the nearest names.
        """
        from nnplayground.core.registry import suggestion

        known = cls.kinds()
        if kind in known:
            return known[kind]
        sentence = _("core", "There is no {family} called “{kind}”.").format(family=cls.family, kind=kind)
        raise PlaygroundError(sentence, remedy=suggestion(kind, known))

    @classmethod
    def is_family(cls) -> bool:
        """Tell whether this class is abstract, i.e. stands for all its kinds."""
        return not cls.kind

    @model_validator(mode="wrap")
    @classmethod
    def _resolve(cls, value: Any, handler: Any) -> Any:
        if isinstance(value, cls) and not cls.is_family():
            return handler(value)
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            value = {"kind": value}
        if not isinstance(value, dict):
            return handler(value)
        fields = {k: v for k, v in value.items() if k != "kind"}
        if not cls.is_family():
            return handler(fields)
        kind = value.get("kind")
        if not isinstance(kind, str):
            raise PlaygroundError(_("core", "A {family} needs a “kind”.").format(family=cls.family))
        return cls.named(kind).model_validate(fields)

    @model_serializer(mode="plain")
    def _flatten(self) -> dict[str, Any] | str:
        if not type(self).model_fields:
            return self.kind
        return {"kind": self.kind, **{name: getattr(self, name) for name in type(self).model_fields}}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        if cls.is_family():
            members = [member.json_form() for member in cls.kinds().values()]
            return {"oneOf": [{"enum": list(cls.kinds())}, *members]}
        return cls.json_form()

    @classmethod
    def json_form(cls) -> dict[str, Any]:
        """Return the JSON schema of this kind as it stands in a file."""
        from nnplayground.core.registry import field_schema

        properties = {name: field_schema(info) for name, info in cls.model_fields.items()}
        needed = [name for name, info in cls.model_fields.items() if info.is_required()]
        return {
            "type": "object",
            "title": str(cls.title),
            "description": str(cls.help),
            "properties": {"kind": {"const": cls.kind}, **properties},
            "required": ["kind", *needed],
            "additionalProperties": False,
        }
