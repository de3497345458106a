"""The network as a frozen value, and edits as pure functions ``Graph → Graph``."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property

from pydantic import ConfigDict, Field, model_validator

from nnplayground.core.component import Frozen
from nnplayground.core.errors import GraphError
from nnplayground.core.node import Block, Edge, Node
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

__all__ = ["Block", "Edge", "Graph", "Node", "free_id", "free_name"]

_STEM = 56  # leaves room for a number within 64
_NAME_STEM = 72


class Graph(Frozen):
    """Nodes, the wires between them, and the blocks they are gathered in.

    Ids are unique, wires join existing ports, and a port takes one wire unless it says ``many``. A cycle can
    stand in a file and is reported by :func:`nnplayground.core.shapes.infer`; :meth:`connect` makes none.
    Blocks (:mod:`nnplayground.core.blocks`) only gather: training does not know them.
    """

    model_config = ConfigDict(ignored_types=(cached_property,))

    nodes: tuple[Node, ...] = Field((), max_length=10_000)
    edges: tuple[Edge, ...] = Field((), max_length=100_000)
    blocks: tuple[Block, ...] = Field((), max_length=10_000)

    @model_validator(mode="after")
    def _sound(self) -> Graph:
        _require_different([node.id for node in self.nodes], _("core", "Two nodes are called “{id}”."))
        self._check_blocks()
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

    def _check_blocks(self) -> None:
        names = [node.id for node in self.nodes] + [block.id for block in self.blocks]
        _require_different(names, _("core", "A block is called “{id}”, as another block or a node is."))
        for node in self.nodes:
            if node.block and node.block not in self._blocks:
                raise _no_block(node.title, node.block)
        for block in self.blocks:
            seen, at = {block.id}, block
            while at.parent:
                if at.parent not in self._blocks:
                    raise _no_block(at.title, at.parent)
                if at.parent in seen:
                    sentence = _("core", "The block “{block}” lies in itself.").format(block=block.title)
                    raise GraphError(sentence, remedy=_("core", "Give it another “parent”."))
                seen.add(at.parent)
                at = self._blocks[at.parent]

    # -- reading ---------------------------------------------------------------------------------------

    @cached_property
    def _by_id(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _blocks(self) -> Mapping[str, Block]:
        return {block.id: block for block in self.blocks}

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

    def feeds(self, id: str) -> tuple[Edge, ...]:
        """Return the wires whose values a node uses: all into it; of a muted one, what it passes on."""
        incoming, node = self._incoming[id], self.node(id)
        if not node.muted:
            return incoming
        return self.incoming(id, node.layer.inputs[0].name)[:1] if node.layer.outputs else ()

    def block(self, id: str) -> Block | None:
        """Return the block called ``id``, if there is one."""
        return self._blocks.get(id)

    def around(self, id: str) -> tuple[str, ...]:
        """Return the blocks around a node or a block, the innermost first."""
        block = self.block(id)
        at = block.parent if block is not None else self.node(id).block
        found: list[str] = []
        while at:
            found.append(at)
            outer = self.block(at)
            at = outer.parent if outer is not None else ""
        return tuple(found)

    def titles(self) -> tuple[str, ...]:
        """Return what all nodes and blocks are called."""
        return (*(str(node.title) for node in self.nodes), *(str(block.title) for block in self.blocks))

    @cached_property
    def structure(self) -> tuple[object, ...]:
        """What training depends on; two graphs with equal structures are the same network.

        Names and blocks are left out, so that renaming and grouping never disturb a run.
        """
        return (*((n.id, n.layer, n.options, n.muted) for n in self.nodes), *self.edges)

    def of_kind(self, *kinds: str) -> tuple[Node, ...]:
        """Return the nodes of some kinds, in order."""
        return tuple(node for node in self.nodes if node.layer.kind in kinds)

    def descendants(self, id: str) -> frozenset[str]:
        """Return the ids of all nodes that ``id`` leads to."""
        return _reached(id, lambda at: {edge.target for edge in self._outgoing[at]})

    def ancestors(self, id: str) -> frozenset[str]:
        """Return the ids of all nodes that lead to ``id``."""
        return _reached(id, lambda at: {edge.source for edge in self._incoming[at]})

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
        return free_id(base, {*self._by_id, *self._blocks})

    def add(self, node: Node) -> Graph:
        """Add a node."""
        return self.replace(nodes=(*self.nodes, node))

    def update(self, node: Node) -> Graph:
        """Put ``node`` in the place of the one with its id; wires that its ports do not take are dropped."""
        self.node(node.id)
        nodes = tuple(node if old.id == node.id else old for old in self.nodes)
        return self.replace(nodes=nodes, edges=tuple(_fitting(self.edges, node)))

    def remove(self, ids: Iterable[str], *, reconnect: bool = True) -> Graph:
        """Remove nodes; with ``reconnect``, what fed each of them then feeds what followed it.

        Blocks that hold nothing any more go with them.
        """
        graph = self
        for id in ids:
            graph = graph._without(graph.node(id), reconnect)
        return graph._without_empty_blocks(self) if self.blocks else graph

    def _without_empty_blocks(self, before: Graph) -> Graph:
        filled, held = self._filled(), before._filled()
        blocks = tuple(b for b in self.blocks if b.id in filled or b.id not in held)
        return self.replace(blocks=blocks) if len(blocks) < len(self.blocks) else self

    def _filled(self) -> set[str]:
        """Return the blocks with a node in them, however deep."""
        found: set[str] = set()
        for node in self.nodes:
            id = node.block
            while id and id not in found:
                found.add(id)
                id = self._blocks[id].parent
        return found

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
        """Put a new node with one input and one output in a wire, and in the block around that."""
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
        behind = self.around(edge.target)
        block = next((block for block in self.around(edge.source) if block in behind), "")
        return self.replace(nodes=(*self.nodes, node.replace(block=block)), edges=tuple(edges))

    def duplicate(self, ids: Iterable[str]) -> tuple[Graph, Mapping[str, str]]:
        """Copy nodes with the wires among them; return the graph and the new id of each old one.

        A copy stands in its original's block; a block all of whose nodes are copied is copied itself.
        """
        chosen = dict.fromkeys(ids)
        for id in chosen:
            self.node(id)
        rest = self.replace(nodes=tuple(n for n in self.nodes if n.id not in chosen), edges=())._filled()
        whole = tuple(b for b in self.blocks if b.id in self._filled() and b.id not in rest)
        edges = tuple(e for e in self.edges if e.source in chosen and e.target in chosen)
        return self.absorb(
            Graph.model_construct(nodes=tuple(map(self.node, chosen)), edges=edges, blocks=whole)
        )

    def absorb(self, other: Graph) -> tuple[Graph, Mapping[str, str]]:
        """Add all nodes, wires and blocks of another graph under new ids and names.

        Returns
        -------
        Graph, Mapping of str to str
            And the new id of each of the other's nodes and blocks.
        """
        ids = {*self._by_id, *self._blocks}
        names = set(self.titles())
        new: dict[str, str] = {}
        blocks, nodes = list(self.blocks), list(self.nodes)
        for id in (*other._blocks, *other._by_id):
            new[id] = free_id(id, ids)
            ids.add(new[id])
        for block in other.blocks:
            name, parent = _next_name(block.title, names), new.get(block.parent, block.parent)
            blocks.append(block.replace(id=new[block.id], name=name, parent=parent))
        for node in other.nodes:
            name, inside = _next_name(node.title, names), new.get(node.block, node.block)
            nodes.append(node.replace(id=new[node.id], name=name, block=inside))
        edges = (e.replace(source=new[e.source], target=new[e.target]) for e in other.edges)
        return self.replace(nodes=tuple(nodes), edges=(*self.edges, *edges), blocks=tuple(blocks)), new


def free_id(base: str, taken: Container[str]) -> str:
    """Return ``base`` with the lowest number that makes it none of ``taken``."""
    stem = re.sub(r"^(?=\d)|\W", "_", base, flags=re.ASCII)[:_STEM]
    stem = re.sub(r"\d+$", "", stem) or "node"
    return next(id for number in itertools.count(1) if (id := f"{stem}{number}") not in taken)


def free_name(name: str, taken: Container[str]) -> str:
    """Return ``name`` itself, or with the lowest number that makes it none of ``taken``."""
    if name not in taken:
        return name
    stem = re.sub(r"\s*\d+$", "", name)[:_NAME_STEM]
    return next(new for number in itertools.count(1) if (new := f"{stem} {number}".strip()) not in taken)


def _next_name(name: str, taken: set[str]) -> str:
    new = free_name(str(name), taken)
    taken.add(new)
    return new


def _reached(start: str, following: Callable[[str], set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = following(waiting.pop()) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def _require_different(ids: Iterable[str], sentence: Text) -> None:
    twice = [id for id, count in Counter(ids).items() if count > 1]
    if twice:
        raise GraphError(sentence.format(id=twice[0]), remedy=_("core", "Give one of them another id."))


def _no_block(title: Text, id: str) -> GraphError:
    sentence = _("core", "{node} belongs to the block “{id}”, which does not exist.")
    return GraphError(
        sentence.format(node=title, id=id), remedy=_("core", "Add it to “blocks”, or remove the name.")
    )


def _fitting(edges: Iterable[Edge], node: Node) -> Iterator[Edge]:
    """Yield the wires that ``node`` has ports for; of several at a port for one, the first."""
    taken: set[str] = set()
    for edge in edges:
        if edge.source == node.id and node.layer.output_port(edge.source_port) is None:
            continue
        if edge.target == node.id:
            port = node.layer.input_port(edge.target_port)
            if port is None or (port.name in taken and not port.many):
                continue
            taken.add(port.name)
        yield edge


def _no_port(node: Node, port: str, side: str) -> GraphError:
    known = node.layer.outputs if side == "output" else node.layer.inputs
    sentence = _("core", "{node} has no {side} “{port}”.").format(node=node.title, side=side, port=port)
    names = ", ".join(p.name for p in known) or "–"
    return GraphError(sentence, remedy=_("core", "It has {names}.").format(names=names))


def _occupied(node: Node, port: str) -> GraphError:
    sentence = _("core", "The input “{port}” of {node} already has a wire.")
    remedy = _("core", "Remove that wire, or join the two in an Add or Concatenate node.")
    return GraphError(sentence.format(port=port, node=node.title), remedy=remedy)
