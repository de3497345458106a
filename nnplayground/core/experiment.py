"""An experiment: data, graph, training and layout in one frozen, versioned value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, field_validator

from nnplayground.core.advice import RunSize
from nnplayground.core.component import Frozen
from nnplayground.core.data_config import DataConfig
from nnplayground.core.errors import FileError, explain_validation
from nnplayground.core.graph import Graph
from nnplayground.core.layout import Layout
from nnplayground.core.shapes import ShapeReport, infer
from nnplayground.core.text import translatable as _
from nnplayground.core.training import Training

__all__ = ["FORMAT", "VERSION", "Experiment", "Layout", "ViewState", "json_schema"]

FORMAT = "nnplayground"
VERSION = 1
Words = dict[str, str]


class ViewState(Frozen):
    """What is shown, as far as it belongs to the experiment (a link can hide controls).

    Attributes
    ----------
    hidden : tuple of str
        TensorFlow Playground's names of hidden controls: ``playButton``, ``learningRate``, …
    """

    show_test: bool = False
    discretize: bool = False
    hidden: tuple[str, ...] = Field((), max_length=100)


class Experiment(Frozen):
    """Everything that fixes a run.

    Attributes
    ----------
    title, notes : dict of str to str
        By language; ``notes`` is the commentary of a preset.
    seed : int
        Fixes the initial weights, the order of batches and the noise of layers, each by its own stream.
        The samples have their own, ``data.seed``.
    """

    format: Literal["nnplayground"] = "nnplayground"
    version: int = VERSION
    title: Words = Field(default_factory=dict)
    notes: Words = Field(default_factory=dict)
    seed: int = Field(0, ge=0, le=2**63 - 1)
    data: DataConfig
    graph: Graph
    training: Training = Field(default_factory=Training)
    layout: Layout = Layout()
    view: ViewState = ViewState()

    @field_validator("version", mode="before")
    @classmethod
    def _known_version(cls, version: Any) -> Any:
        if isinstance(version, int) and version > VERSION:
            sentence = _("core", "The file is of version {version}; this program reads up to {known}.")
            remedy = _("core", "Install a newer NN Playground.")
            raise FileError(sentence.format(version=version, known=VERSION), remedy=remedy)
        return version

    # -- reading ---------------------------------------------------------------------------------------

    def report(self) -> ShapeReport:
        """Work out shapes and problems; instant and total."""
        return infer(self.graph, self.data.spec(), self.run_size())

    def run_size(self) -> RunSize:
        """Return how many samples an epoch and a step see."""
        samples = self.data.dataset.counts(self.data.split)[0]
        batch = self.training.batch_size
        return RunSize(samples if batch == "full" else min(batch, samples), samples)

    def name(self, language: str = "en") -> str:
        """Return the title in ``language``, else in English, else nothing."""
        return self.title.get(language) or self.title.get("en", "")

    # -- files -----------------------------------------------------------------------------------------

    @classmethod
    def from_dict(cls, value: Any) -> Self:
        """Read an experiment from parsed JSON.

        Raises
        ------
        FileError
            With one sentence about the first thing that is wrong.
        """
        if not isinstance(value, Mapping):
            raise FileError(_("core", "An experiment is a JSON object."))
        if value.get("format", FORMAT) != FORMAT:
            raise FileError(_("core", "This is not an NN Playground experiment."))
        try:
            return cls.model_validate(dict(value))
        except ValidationError as error:
            raise explain_validation(error) from error

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values; ``from_dict`` is its inverse."""
        return self.model_dump(mode="json")

    def to_json(self) -> str:
        """Return the text of a project's ``experiment.json``."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1)

    # -- changing --------------------------------------------------------------------------------------

    def with_value(self, path: str, value: Any) -> Self:
        """Return the experiment with one value changed, named as ``--set`` names it.

        Parameters
        ----------
        path : str
            ``training.learning_rate``, ``data.noise`` (short for ``data.dataset.noise``), ``nodes.ID.FIELD``.
        value : Any
            Already parsed JSON.

        Raises
        ------
        FileError
            If the path leads nowhere or the value does not fit.
        """
        tree = self.to_dict()
        holder, key = _locate(tree, path)
        holder[key] = value
        try:
            return self.from_dict(tree)
        except FileError as error:
            raise FileError(error.sentence, place=path, remedy=error.remedy) from error


def _locate(tree: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    from nnplayground.core.registry import suggestion

    parts = path.split(".")
    here: Any = tree
    if parts[0] == "nodes":
        here = {node["id"]: node for node in tree["graph"]["nodes"]}
        parts = parts[1:] or [""]
    for part in parts[:-1]:
        here = _step(here, part, path)
    if isinstance(here, dict) and parts[:-1] == ["data"] and parts[-1] not in here:
        here = _open(here, "dataset")
    # What is at its default may be left out of a component and of a node's options: those say it themselves.
    complete = isinstance(here, dict) and "kind" not in here and parts[-2:-1] != ["options"]
    if not isinstance(here, dict) or (complete and parts[-1] not in here):
        known = list(here) if isinstance(here, dict) else []
        sentence = _("core", "There is no “{path}” to set.").format(path=path)
        raise FileError(sentence, remedy=suggestion(parts[-1], known) if known else "")
    return here, parts[-1]


def _step(here: Any, part: str, path: str) -> Any:
    from nnplayground.core.registry import suggestion

    if isinstance(here, dict) and part == "options" and "kind" in here:
        here.setdefault("options", {})
        return here["options"]
    if not isinstance(here, dict) or part not in here:
        sentence = _("core", "There is no “{path}” to set.").format(path=path)
        raise FileError(sentence, remedy=suggestion(part, here) if isinstance(here, dict) else "")
    return _open(here, part)


def _open(here: dict[str, Any], part: str) -> Any:
    """Write a part without fields, which stands in a file as its bare name, as an object."""
    if isinstance(here[part], str):
        here[part] = {"kind": here[part]}
    return here[part]


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of the file format (published in ``resources/experiment.schema.json``)."""
    schema = Experiment.model_json_schema(mode="validation")
    schema["$id"] = f"https://nnplayground.org/schema/experiment-{VERSION}.json"
    return schema
