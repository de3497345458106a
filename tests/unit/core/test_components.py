"""Families: discovery, names, and what is said about a member that lacks a part."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from nnplayground.core.activation import Activation
from nnplayground.core.dataset import DataSpec
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.layer import Initialization, Inputs, Layer, TensorSpec
from nnplayground.core.loss import Loss, Task

ONE = TensorSpec((1,))
INPUTS = Inputs({"input": (ONE,)}, DataSpec(ONE, ONE, Task.REGRESSION))


@pytest.mark.parametrize(
    ("family", "method", "arguments"),
    [
        (Layer, "build", (INPUTS,)),
        (Activation, "build", ()),
        (Activation, "code", ()),
        (Loss, "check", (ONE, ONE)),
        (Loss, "link", (ONE, ONE)),
        (Loss, "encoding", (ONE, ONE)),
        (Loss, "build", (ONE, ONE)),
        (Loss, "code", ()),
        (Initialization, "fill", (ONE, None, "linear")),
    ],
)
def test_a_member_that_lacks_a_part_is_named(family: Any, method: str, arguments: tuple[Any, ...]) -> None:
    class Unfinished(family):  # type: ignore[misc]
        """Has no kind, so that it is never offered."""

    with pytest.raises(TypeError, match=r"^Unfinished "):
        getattr(Unfinished.model_construct(), method)(*arguments)


def test_two_members_of_one_name_are_a_mistake() -> None:
    with pytest.raises(TypeError, match="activation 'tanh' is defined twice"):
        type("Other", (Activation,), {"kind": "tanh", "__module__": __name__})
    assert Activation.named("tanh").__name__ == "Tanh"


def test_a_wrong_name_offers_the_nearest_or_all() -> None:
    with pytest.raises(PlaygroundError, match="Did you mean softmax"):
        Activation.named("sofmax")
    with pytest.raises(PlaygroundError, match=r"Known are .*zeros"):
        Initialization.named("qqq")


def test_a_family_reads_names_objects_and_members() -> None:
    tanh, maxout = Activation.named("tanh")(), Activation.named("maxout")(pieces=3)
    read = Activation.model_validate
    assert read("tanh") == read({"kind": "tanh"}) == read(tanh) == tanh
    assert read({"kind": "maxout", "pieces": 3}) == maxout
    assert maxout.model_dump() == {"kind": "maxout", "pieces": 3}
    assert tanh.model_dump() == "tanh"
    assert type(tanh).model_validate(tanh) == tanh
    with pytest.raises(ValidationError):
        read(5)


def test_values_cannot_be_changed() -> None:
    maxout: Any = Activation.named("maxout")()
    with pytest.raises(ValidationError, match="frozen"):
        maxout.pieces = 3
    assert maxout.replace(pieces=3).pieces == 3


def test_the_schema_of_a_family_offers_names_and_forms() -> None:
    schema = Activation.model_json_schema()
    assert "tanh" in schema["oneOf"][0]["enum"]
    form = Activation.named("maxout").model_json_schema()
    assert form["properties"]["pieces"]["minimum"] == 2
    assert form["required"] == ["kind"]
