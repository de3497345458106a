"""A part of a network as text: what is copied, pasted into a chat, and kept as a saved block."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from nnplayground.core.blocks import crossing, whole_blocks
from nnplayground.core.component import Frozen
from nnplayground.core.errors import FileError, GraphError, explain_validation
from nnplayground.core.experiment import Experiment
from nnplayground.core.graph import Edge, Graph, free_id
from nnplayground.core.layout import Layout
from nnplayground.core.strict_json import read_json
from nnplayground.core.text import translatable as _

__all__ = ["FORMAT", "MAX_TEXT", "End", "Fragment", "cut", "parse", "paste", "paste_boxes"]

FORMAT = "nnplayground-fragment"
MAX_TEXT = 4 * 2**20
_VERSION = 1
_MOST_NODES = 2_000
Place = tuple[float, float]
Words = dict[str, str]


class End(Frozen):
    """A port of one of the fragment's nodes, at which it joins what it is pasted into."""

    node: str
    port: str


class Fragment(Frozen):
    """Nodes with the wires among them, their blocks, places, and the notes and frames beside them.

    Attributes
    ----------
    title, help : dict of str to str
        By language; what the palette says of a saved block.
    graph : Graph
    layout : Layout
        Places relative to each other.
    entry : tuple of End
        The inputs that one wire into the fragment is led to; a skip connection has two.
    exit : End or None
        The output that what follows reads.
    """

    format: Literal["nnplayground-fragment"] = "nnplayground-fragment"
    version: int = _VERSION
    title: Words = Field(default_factory=dict)
    help: Words = Field(default_factory=dict)
    graph: Graph = Graph()
    layout: Layout = Layout()
    entry: tuple[End, ...] = Field((), max_length=100)
    exit: End | None = None

    @field_validator("version", mode="before")
    @classmethod
    def _known_version(cls, version: Any) -> Any:
        if isinstance(version, int) and version > _VERSION:
            sentence = _(
                "core", "The copied layers are of version {version}; this program reads up to {known}."
            )
            remedy = _("core", "Install a newer NN Playground.")
            raise FileError(sentence.format(version=version, known=_VERSION), remedy=remedy)
        return version

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if len(self.graph.nodes) > _MOST_NODES:
            sentence = _("core", "{count} layers are more than can be pasted at once.")
            remedy = _("core", "At most {limit} can.").format(limit=_MOST_NODES)
            raise FileError(sentence.format(count=len(self.graph.nodes)), remedy=remedy)
        for end in self.entry:
            self._require_port(end, is_output=False)
        if self.exit is not None:
            self._require_port(self.exit, is_output=True)
        return self

    def _require_port(self, end: End, *, is_output: bool) -> None:
        layer = self.graph.node(end.node).layer
        port = layer.output_port(end.port) if is_output else layer.input_port(end.port)
        is_taken = not is_output and any(self.graph.incoming(end.node, end.port))
        if port is None or (is_taken and not port.many):
            title = self.graph.node(end.node).title
            sentence = _("core", "{node} has no free port “{port}”.").format(node=title, port=end.port)
            raise GraphError(sentence, remedy=_("core", "Name another port."))

    def name(self, language: str = "en") -> str:
        """Return the title in ``language``, else in English, else nothing."""
        return self.title.get(language) or self.title.get("en", "")

    def to_json(self) -> str:
        """Return the text; :func:`parse` is its inverse."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1)

    def centre(self) -> Place:
        """Return the middle of all places; (0, 0) if there are none."""
        xs, ys = zip(*self._corners(), strict=True) if self._corners() else ((0.0,), (0.0,))
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    def _corners(self) -> list[Place]:
        boxes = (*self.layout.notes, *self.layout.frames)
        far = [(box.x + box.width, box.y + box.height) for box in boxes]
        return [*self.layout.positions.values(), *((box.x, box.y) for box in boxes), *far]


# -- reading -------------------------------------------------------------------------------------------


def parse(text: str) -> Fragment:
    """Read a fragment.

    Raises
    ------
    FileError
        With one sentence, if the text is none.
    """
    if len(text) > MAX_TEXT:
        sentence = _("core", "The text holds more than {limit} MB, the most that is read.")
        raise FileError(sentence.format(limit=MAX_TEXT // 2**20))
    value = read_json(text) if text.lstrip().startswith("{") else None
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        remedy = _("core", "Copy layers here, or the text of some, first.")
        raise FileError(_("core", "The text holds no layers to paste."), remedy=remedy)
    try:
        return Fragment.model_validate(dict(value))
    except ValidationError as error:
        raise explain_validation(error) from error


# -- taking out ----------------------------------------------------------------------------------------


def cut(
    experiment: Experiment,
    ids: Iterable[str],
    places: Mapping[str, Place] | None = None,
    boxes: Iterable[str] = (),
) -> Fragment:
    """Return the part of an experiment that a copy takes along; the experiment stays as it is.

    Parameters
    ----------
    ids : iterable of str
        Nodes. Blocks all of whose nodes are named are taken along.
    places : Mapping of str to (float, float), optional
        Where nodes stand; by default, where they were put.
    boxes : iterable of str
        Notes and frames.
    """
    graph, layout, wanted = experiment.graph, experiment.layout, frozenset(ids)
    chosen = {node.id for node in graph.nodes if node.id in wanted}
    blocks = whole_blocks(graph, chosen)
    known = {block.id for block in blocks}
    nodes = (n if n.block in known else n.replace(block="") for n in graph.nodes if n.id in chosen)
    part = Graph(
        nodes=tuple(nodes),
        edges=tuple(e for e in graph.edges if e.source in chosen and e.target in chosen),
        blocks=tuple(b if b.parent in known else b.replace(parent="") for b in blocks),
    )
    put = places if places is not None else layout.positions
    kept = layout.without(box.id for box in (*layout.notes, *layout.frames) if box.id not in frozenset(boxes))
    arranged = kept.replace(
        positions={id: put[id] for id in put if id in chosen},
        folded=tuple(id for id in layout.folded if id in known),
    )
    entry, leaving = _ends(graph, chosen)
    return Fragment(graph=part, layout=arranged, entry=entry, exit=leaving)


def _ends(graph: Graph, ids: set[str]) -> tuple[tuple[End, ...], End | None]:
    """Return where one wire comes in and what goes out, as far as there is just one of each."""
    into, out = crossing(graph, ids)
    entry = tuple(End(node=edge.target, port=edge.target_port) for edge in into)
    sources = {(edge.source, edge.source_port) for edge in into}
    leaving = dict.fromkeys((edge.source, edge.source_port) for edge in out)
    if not leaving:
        ports = ((n.id, port.name) for n in graph.nodes if n.id in ids for port in n.layer.outputs)
        leaving = dict.fromkeys(port for port in ports if not graph.outgoing(*port))
    only = next(iter(leaving)) if len(leaving) == 1 else None
    return entry if len(sources) == 1 else (), End(node=only[0], port=only[1]) if only else None


# -- putting in ----------------------------------------------------------------------------------------


def paste(
    experiment: Experiment,
    fragment: Fragment,
    at: Place | None = None,
    into: Edge | None = None,
    after: str = "",
) -> tuple[Experiment, Mapping[str, str]]:
    """Add a fragment's nodes, wires, blocks, notes and frames under new ids and names.

    Parameters
    ----------
    at : (float, float), optional
        Where its middle goes; by default its nodes are left to the automatic layout.
    into : Edge, optional
        A wire it is put in the middle of, if it has an entry and an exit.
    after : str
        A node whose first output feeds it, if it has an entry.

    Returns
    -------
    Experiment, Mapping of str to str
        And the new id of each of the fragment's nodes, blocks, notes and frames.
    """
    graph, new = experiment.graph.absorb(fragment.graph)
    graph = _joined(graph, fragment, new, into, after)
    layout, boxes = paste_boxes(experiment.layout, fragment, at)
    folded = (*layout.folded, *(new[id] for id in fragment.layout.folded if id in new))
    layout = layout.replace(folded=folded)
    if at is not None:
        dx, dy = _shift(fragment, at)
        put = {new[id]: (x + dx, y + dy) for id, (x, y) in fragment.layout.positions.items() if id in new}
        layout = layout.replace(positions={**layout.positions, **put})
    return experiment.replace(graph=graph, layout=layout), {**new, **boxes}


def _shift(fragment: Fragment, at: Place | None) -> Place:
    if at is None:
        return 0.0, 0.0
    x, y = fragment.centre()
    return round(at[0] - x), round(at[1] - y)


def paste_boxes(layout: Layout, fragment: Fragment, at: Place | None) -> tuple[Layout, Mapping[str, str]]:
    """Add a fragment's notes and frames to a layout, under new ids."""
    taken = {box.id for box in (*layout.notes, *layout.frames)}
    dx, dy = _shift(fragment, at)
    new: dict[str, str] = {}
    for box in (*fragment.layout.notes, *fragment.layout.frames):
        new[box.id] = free_id(box.id, taken)
        taken.add(new[box.id])
    notes = (n.replace(id=new[n.id], x=n.x + dx, y=n.y + dy) for n in fragment.layout.notes)
    frames = (f.replace(id=new[f.id], x=f.x + dx, y=f.y + dy) for f in fragment.layout.frames)
    both = {"notes": (*layout.notes, *notes), "frames": (*layout.frames, *frames)}
    return layout.replace(**both), new


def _joined(graph: Graph, fragment: Fragment, new: Mapping[str, str], into: Edge | None, after: str) -> Graph:
    """Wire the fragment's entry to what feeds it, and its exit to what it stands before."""
    feed = (into.source, into.source_port) if into is not None else None
    if feed is None and after and graph.node(after).layer.outputs:
        feed = after, graph.node(after).layer.outputs[0].name
    if feed is None or not fragment.entry:
        return graph
    wires = tuple(
        Edge(source=feed[0], source_port=feed[1], target=new[end.node], target_port=end.port)
        for end in fragment.entry
    )
    edges = list(graph.edges)
    if into is not None and fragment.exit is not None:
        leaving = into.replace(source=new[fragment.exit.node], source_port=fragment.exit.port)
        edges[edges.index(into)] = leaving
    # Wires in come first: where they are merged with what is made of them, they come before it.
    inner = next((i for i, e in enumerate(edges) if e.target in new.values()), len(edges))
    return graph.replace(edges=(*edges[:inner], *wires, *edges[inner:]))
