"""The network: nodes and edges as frozen values, and edits as pure functions ``Graph → Graph``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from pydantic import ConfigDict, Field, model_serializer, model_validator

from nnplayground.core.component import Frozen
from nnplayground.core.errors import GraphError
from nnplayground.core.layer import Layer, NodeOptions
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

__all__ = ["Edge", "Graph", "Node"]

_ID = r"^[A-Za-z_][A-Za-z0-9_]{0,63}$"
_STEM = 56  # leaves room for a number within 64
_OWN = ("id", "name", "options")


class Edge(Frozen):
    """A wire from an output port to an input port."""

    source: str
    target: str
    source_port: str = "output"
    target_port: str = "input"

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two wires the same."""
        return self.source, self.source_port, self.target, self.target_port


class Node(Frozen):
    """A layer at its place in a graph.

    In a file the layer's fields stand beside the node's own::

        {"id": "dense1", "kind": "linear", "units": 8, "activation": "tanh"}

    Attributes
    ----------
    id : str
        Stable for the node's life; an identifier, so that ``nodes.dense1.units`` can name a field.
    name : str
        What a person reads; the id if empty.
    layer : Layer
        The kind and its fields.
    options : NodeOptions
        What every node with weights can be told.
    """

    id: str = Field(pattern=_ID)
    name: str = Field("", max_length=80)
    layer: Layer
    options: NodeOptions = NodeOptions()

    @model_validator(mode="before")
    @classmethod
    def _unflatten(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "layer" in value:
            return value
        own = {name: field for name, field in value.items() if name in _OWN}
        return {**own, "layer": {name: field for name, field in value.items() if name not in _OWN}}

    @model_serializer(mode="plain")
    def _flatten(self) -> dict[str, Any]:
        flat: dict[str, Any] = {"id": self.id}
        if self.name:
            flat["name"] = self.name
        flat["kind"] = self.layer.kind
        flat.update({name: getattr(self.layer, name) for name in type(self.layer).model_fields})
        if self.options != NodeOptions():
            flat["options"] = self.options.model_dump(mode="json", exclude_defaults=True)
        return flat

    @property
    def title(self) -> str:
        """The name a person reads."""
        return self.name or self.id

    def with_fields(self, **fields: Any) -> Node:
        """Return the node with some of its layer's fields changed."""
        return self.replace(layer=self.layer.replace(**fields))

    def with_options(self, **options: Any) -> Node:
        """Return the node with some of its options changed."""
        return self.replace(options=self.options.replace(**options))


class Graph(Frozen):
    """Nodes and the wires between them.

    Ids are unique, wires join existing ports, and a port takes one wire unless it says ``many``. A cycle can
    stand in a file and is reported by :func:`nnplayground.core.shapes.infer`; :meth:`connect` makes none.
    """

    model_config = ConfigDict(ignored_types=(cached_property,))

    nodes: tuple[Node, ...] = Field((), max_length=10_000)
    edges: tuple[Edge, ...] = Field((), max_length=100_000)

    @model_validator(mode="after")
    def _sound(self) -> Graph:
        twice = [id for id, count in Counter(node.id for node in self.nodes).items() if count > 1]
        if twice:
            sentence = _("core", "Two nodes are called “{id}”.").format(id=twice[0])
            raise GraphError(sentence, remedy=_("core", "Give one of them another id."))
        used: Counter[tuple[str, str]] = Counter()
        for edge in self.edges:
            self._check_ends(edge)
            used[edge.target, edge.target_port] += 1
        for (target, name), count in used.items():
            port = self.node(target).layer.input_port(name)
            if count > 1 and port is not None and not port.many:
                raise _occupied(self.node(target), name)
        if len({edge.key for edge in self.edges}) < len(self.edges):
            raise GraphError(_("core", "A wire is listed twice."), remedy=_("core", "Remove the second one."))
        return self

    # -- reading ---------------------------------------------------------------------------------------

    @cached_property
    def _by_id(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        incoming: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            incoming[edge.target].append(edge)
        return {id: tuple(edges) for id, edges in incoming.items()}

    @cached_property
    def _outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        outgoing: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            outgoing[edge.source].append(edge)
        return {id: tuple(edges) for id, edges in outgoing.items()}

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def node(self, id: str) -> Node:
        """Return the node called ``id``.

        Raises
        ------
        GraphError
            If there is none.
        """
        try:
            return self._by_id[id]
        except KeyError:
            sentence = _("core", "There is no node “{id}”.").format(id=id)
            known = ", ".join(self._by_id) or "–"
            raise GraphError(sentence, remedy=_("core", "Nodes are {names}.").format(names=known)) from None

    def incoming(self, id: str, port: str | None = None) -> tuple[Edge, ...]:
        """Return the wires into a node, or into one of its ports, in their order."""
        return tuple(edge for edge in self._incoming[id] if port is None or edge.target_port == port)

    def outgoing(self, id: str, port: str | None = None) -> tuple[Edge, ...]:
        """Return the wires out of a node, or out of one of its ports."""
        return tuple(edge for edge in self._outgoing[id] if port is None or edge.source_port == port)

    def of_kind(self, *kinds: str) -> tuple[Node, ...]:
        """Return the nodes of some kinds, in order."""
        return tuple(node for node in self.nodes if node.layer.kind in kinds)

    def descendants(self, id: str) -> frozenset[str]:
        """Return the ids of all nodes that ``id`` leads to."""
        found: set[str] = set()
        waiting = [id]
        while waiting:
            following = {edge.target for edge in self._outgoing[waiting.pop()]} - found
            found |= following
            waiting.extend(following)
        return frozenset(found)

    def order(self) -> tuple[str, ...]:
        """Return the ids so that wires point forward (Kahn), ties in the order of the file.

        Nodes on a cycle, or behind one, are left out.
        """
        missing = {node.id: len(self._incoming[node.id]) for node in self.nodes}
        ready = [node.id for node in self.nodes if not missing[node.id]]
        order: list[str] = []
        while ready:
            id = ready.pop(0)
            order.append(id)
            for edge in self._outgoing[id]:
                missing[edge.target] -= 1
                if not missing[edge.target]:
                    ready.append(edge.target)
        return tuple(order)

    # -- asking ----------------------------------------------------------------------------------------

    def why_not(self, edge: Edge, replacing: Edge | None = None) -> Text | None:
        """Return why ``edge`` cannot be added, or None if it can.

        Parameters
        ----------
        edge : Edge
            The wire in question; its nodes exist.
        replacing : Edge, optional
            A wire that is taken away at the same time (re-plugging).
        """
        try:
            self._check_ends(edge)
        except GraphError as error:
            return Text(str(error.sentence)) if not isinstance(error.sentence, Text) else error.sentence
        rest = [other for other in self.edges if other != replacing]
        if any(other.key == edge.key for other in rest):
            return _("core", "This wire is already there.")
        if edge.source == edge.target or edge.source in self.descendants(edge.target):
            target, source = self.node(edge.target).title, self.node(edge.source).title
            return _("core", "A wire from {source} back to {target} would close a circle.").format(
                source=source, target=target
            )
        port = self.node(edge.target).layer.input_port(edge.target_port)
        taken = any((other.target, other.target_port) == (edge.target, edge.target_port) for other in rest)
        if taken and port is not None and not port.many:
            sentence = _occupied(self.node(edge.target), edge.target_port).sentence
            return sentence if isinstance(sentence, Text) else Text(sentence)
        return None

    def _check_ends(self, edge: Edge) -> None:
        for id in (edge.source, edge.target):
            if id not in self._by_id:
                sentence = _("core", "The wire {source} → {target} leads to “{id}”, which does not exist.")
                values = {"source": edge.source, "target": edge.target, "id": id}
                raise GraphError(
                    sentence.format(**values), remedy=_("core", "Remove the wire or add the node.")
                )
        if self.node(edge.source).layer.output_port(edge.source_port) is None:
            raise _no_port(self.node(edge.source), edge.source_port, "output")
        if self.node(edge.target).layer.input_port(edge.target_port) is None:
            raise _no_port(self.node(edge.target), edge.target_port, "input")

    # -- editing ---------------------------------------------------------------------------------------

    def new_id(self, base: str) -> str:
        """Return ``base`` with the lowest number that makes it a new id: ``dense1``, then ``dense2``."""
        stem = re.sub(r"^(?=\d)|\W", "_", base, flags=re.ASCII)[:_STEM]
        stem = re.sub(r"\d+$", "", stem) or "node"
        number = 1
        while f"{stem}{number}" in self._by_id:
            number += 1
        return f"{stem}{number}"

    def add(self, node: Node) -> Graph:
        """Add a node."""
        return self.replace(nodes=(*self.nodes, node))

    def update(self, node: Node) -> Graph:
        """Put ``node`` in the place of the one with its id; wires to ports it lacks are dropped."""
        self.node(node.id)
        nodes = tuple(node if old.id == node.id else old for old in self.nodes)
        return self.replace(nodes=nodes, edges=tuple(e for e in self.edges if _fits(e, node)))

    def remove(self, ids: Iterable[str], *, reconnect: bool = True) -> Graph:
        """Remove nodes; with ``reconnect``, what fed each of them then feeds what followed it."""
        graph = self
        for id in ids:
            graph = graph._without(graph.node(id), reconnect)
        return graph

    def _without(self, node: Node, reconnect: bool) -> Graph:
        incoming, outgoing = self._incoming[node.id], self._outgoing[node.id]
        rest = tuple(edge for edge in self.edges if node.id not in (edge.source, edge.target))
        graph = self.replace(nodes=tuple(n for n in self.nodes if n.id != node.id), edges=rest)
        if not (reconnect and incoming):
            return graph
        feed = incoming[0]
        for edge in outgoing:
            bridge = edge.replace(source=feed.source, source_port=feed.source_port)
            if graph.why_not(bridge) is None:
                graph = graph.connect(bridge)
        return graph

    def connect(self, edge: Edge, *, replacing: Edge | None = None) -> Graph:
        """Add a wire, optionally in place of another.

        Raises
        ------
        GraphError
            With the reason of :meth:`why_not`.
        """
        reason = self.why_not(edge, replacing)
        if reason is not None:
            raise GraphError(reason)
        return self.replace(edges=(*(other for other in self.edges if other != replacing), edge))

    def disconnect(self, *edges: Edge) -> Graph:
        """Remove wires."""
        return self.replace(edges=tuple(edge for edge in self.edges if edge not in edges))

    def insert(self, node: Node, edge: Edge) -> Graph:
        """Put a new node with one input and one output in the middle of a wire."""
        first = Edge(
            source=edge.source,
            source_port=edge.source_port,
            target=node.id,
            target_port=node.layer.inputs[0].name,
        )
        second = Edge(
            source=node.id,
            source_port=node.layer.outputs[0].name,
            target=edge.target,
            target_port=edge.target_port,
        )
        edges: list[Edge] = []
        for other in self.edges:  # in place, because the order of wires is the order of a merge's inputs
            edges.extend((first, second) if other == edge else (other,))
        return self.replace(nodes=(*self.nodes, node), edges=tuple(edges))

    def duplicate(self, ids: Iterable[str]) -> tuple[Graph, Mapping[str, str]]:
        """Copy nodes with the wires among them; return the graph and the new id of each old one."""
        graph, new = self, dict[str, str]()
        for id in ids:
            node = self.node(id)
            new[id] = graph.new_id(id)
            graph = graph.add(node.replace(id=new[id], name=_next_name(node, new[id])))
        inner = (edge for edge in self.edges if edge.source in new and edge.target in new)
        copies = tuple(edge.replace(source=new[edge.source], target=new[edge.target]) for edge in inner)
        return graph.replace(edges=(*graph.edges, *copies)), new


def _next_name(node: Node, id: str) -> str:
    number = re.search(r"\d+$", id)
    stem = re.sub(r"\s*\d+$", "", node.title)
    return f"{stem} {number[0]}" if number else stem


def _fits(edge: Edge, node: Node) -> bool:
    if edge.source == node.id and node.layer.output_port(edge.source_port) is None:
        return False
    return edge.target != node.id or node.layer.input_port(edge.target_port) is not None


def _no_port(node: Node, port: str, side: str) -> GraphError:
    known = node.layer.outputs if side == "output" else node.layer.inputs
    sentence = _("core", "{node} has no {side} “{port}”.").format(node=node.title, side=side, port=port)
    names = ", ".join(p.name for p in known) or "–"
    return GraphError(sentence, remedy=_("core", "It has {names}.").format(names=names))


def _occupied(node: Node, port: str) -> GraphError:
    sentence = _("core", "The input “{port}” of {node} already has a wire.")
    remedy = _("core", "Remove that wire, or join the two in an Add or Concatenate node.")
    return GraphError(sentence.format(port=port, node=node.title), remedy=remedy)
