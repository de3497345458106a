"""Blocks: named parts of a graph that fold into one card. Pure edits ``Graph → Graph``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nnplayground.core.errors import GraphError
from nnplayground.core.graph import Block, Edge, Graph, Node, free_name
from nnplayground.core.text import translatable as _

__all__ = [
    "BlockPort",
    "BlockPorts",
    "between",
    "block_ports",
    "contents",
    "crossing",
    "enclosing",
    "group",
    "members",
    "rename_block",
    "shown_as",
    "ungroup",
    "whole_blocks",
]


_BLOCK = _("core", "Block")


@dataclass(frozen=True, slots=True)
class BlockPort:
    """A port of a folded block: the port of the node within that its wires end at."""

    node: str
    port: str


@dataclass(frozen=True, slots=True)
class BlockPorts:
    """The ports a block has, derived from its wires and from what is still open in it."""

    inputs: tuple[BlockPort, ...]
    outputs: tuple[BlockPort, ...]


# -- reading -------------------------------------------------------------------------------------------


def enclosing(graph: Graph, id: str) -> tuple[str, ...]:
    """Return the blocks around a node or a block, the innermost first."""
    block = graph.block(id)
    at = block.parent if block is not None else graph.node(id).block
    found: list[str] = []
    while at:
        found.append(at)
        around = graph.block(at)
        at = around.parent if around is not None else ""
    return tuple(found)


def members(graph: Graph, block: str) -> tuple[str, ...]:
    """Return the ids of the nodes in a block and in the blocks within it, in the graph's order."""
    return tuple(node.id for node in graph.nodes if node.block and block in enclosing(graph, node.id))


def contents(graph: Graph, block: str) -> tuple[str, ...]:
    """Return the ids of the nodes and of the blocks in a block, however deep."""
    inner = (other.id for other in graph.blocks if block in enclosing(graph, other.id))
    return (*members(graph, block), *inner)


def shown_as(graph: Graph, folded: Iterable[str]) -> dict[str, str]:
    """Return what stands for each node when some blocks are folded: itself, or the outermost folded one."""
    shut = frozenset(folded)
    face = {"": ""}
    for block in graph.blocks:
        around = (block.id, *enclosing(graph, block.id))
        face[block.id] = next((id for id in reversed(around) if id in shut), "")
    return {node.id: face[node.block] or node.id for node in graph.nodes}


def whole_blocks(graph: Graph, ids: Iterable[str]) -> tuple[Block, ...]:
    """Return the blocks all of whose nodes are among ``ids``, outer ones before those within."""
    chosen = frozenset(ids)
    found = [b for b in graph.blocks if (inside := members(graph, b.id)) and chosen.issuperset(inside)]
    return tuple(sorted(found, key=lambda block: len(enclosing(graph, block.id))))


def between(graph: Graph, ids: Iterable[str]) -> frozenset[str]:
    """Return some nodes and everything on a path from one of them to another."""
    chosen = frozenset(ids)
    after = chosen.union(*(graph.descendants(id) for id in chosen))
    before = chosen.union(*(graph.ancestors(id) for id in chosen))
    return after & before


def block_ports(graph: Graph, block: str) -> BlockPorts:
    """Return a block's ports: where wires cross its border, and what within has no wire yet."""
    inside = dict.fromkeys(members(graph, block))
    inputs: dict[BlockPort, None] = {}
    outputs: dict[BlockPort, None] = {}
    for id in inside:
        layer = graph.node(id).layer
        for port in layer.inputs:
            wires = graph.incoming(id, port.name)
            if any(e.source not in inside for e in wires) or not (wires or port.optional):
                inputs[BlockPort(id, port.name)] = None
        for port in layer.outputs:
            wires = graph.outgoing(id, port.name)
            if any(e.target not in inside for e in wires) or not wires:
                outputs[BlockPort(id, port.name)] = None
    return BlockPorts(tuple(inputs), tuple(outputs))


# -- editing -------------------------------------------------------------------------------------------


def group(graph: Graph, ids: Iterable[str], name: str = "") -> tuple[Graph, str]:
    """Gather nodes in a new block, within the innermost block that holds them all.

    Parameters
    ----------
    ids : iterable of str
        Nodes. Blocks all of whose nodes are named come to lie in the new one.
    name : str
        By default “Block” with a number.

    Returns
    -------
    Graph, str
        And the block's id.

    Raises
    ------
    GraphError
        If it would be empty, hold data or a loss, cut another block apart, or be part of a circle.
    """
    chosen = tuple(node.id for node in graph.nodes if node.id in frozenset(ids))
    _require_layers([graph.node(id) for id in chosen])
    _require_convex(graph, chosen)
    whole = {block.id for block in whole_blocks(graph, chosen)}
    outside = {id: tuple(b for b in enclosing(graph, id) if b not in whole) for id in chosen}
    parent = _common(graph, outside)
    new = Block(id=graph.new_id("block"), name=_new_name(graph, name), parent=parent)
    nodes = tuple(
        n.replace(block=new.id) if n.id in outside and n.block not in whole else n for n in graph.nodes
    )
    blocks = tuple(
        b.replace(parent=new.id) if b.id in whole and b.parent not in whole else b for b in graph.blocks
    )
    return graph.replace(nodes=nodes, blocks=(*blocks, new)), new.id


def _new_name(graph: Graph, name: str) -> str:
    return name if name else free_name(f"{_BLOCK} 1", graph.titles())


def _require_layers(nodes: list[Node]) -> None:
    if not nodes:
        sentence = _("core", "A block needs at least one layer.")
        raise GraphError(sentence, remedy=_("core", "Select the layers it shall hold."))
    for node in nodes:
        if not (node.layer.inputs and node.layer.outputs):
            sentence = _("core", "{node} cannot be in a block, which has an input and an output.")
            raise GraphError(sentence.format(node=node.title), remedy=_("core", "Leave it out."))


def _require_convex(graph: Graph, ids: tuple[str, ...]) -> None:
    missing = between(graph, ids).difference(ids)
    first = next((id for id in graph.order() if id in missing), None)
    if first is not None:
        sentence = _("core", "{node} lies between the selected layers, so that the block would feed itself.")
        remedy = _("core", "Select it too, or only one side of it.")
        raise GraphError(sentence.format(node=graph.node(first).title), remedy=remedy)


def _common(graph: Graph, around: Mapping[str, tuple[str, ...]]) -> str:
    """Return the innermost block around all; refuse if some lie deeper than others."""
    ways = list(around.values())
    shared = [id for id in ways[0] if all(id in way for way in ways)]
    parent = shared[0] if shared else ""
    for id, way in around.items():
        if way and way[0] != parent:
            block = graph.block(way[0])
            assert block is not None
            sentence = _("core", "{node} belongs to {block}, of which other layers are not selected.")
            remedy = _("core", "Select the whole block, or only layers within it.")
            raise GraphError(sentence.format(node=graph.node(id).title, block=block.title), remedy=remedy)
    return parent


def ungroup(graph: Graph, id: str) -> Graph:
    """Dissolve a block; what it held lies in the block around it, if there is one."""
    parent = _named(graph, id).parent
    nodes = tuple(n.replace(block=parent) if n.block == id else n for n in graph.nodes)
    rest = (block for block in graph.blocks if block.id != id)
    blocks = tuple(b.replace(parent=parent) if b.parent == id else b for b in rest)
    return graph.replace(nodes=nodes, blocks=blocks)


def rename_block(graph: Graph, id: str, name: str) -> Graph:
    """Give a block another name."""
    renamed = _named(graph, id).replace(name=name)
    return graph.replace(blocks=tuple(renamed if block.id == id else block for block in graph.blocks))


def _named(graph: Graph, id: str) -> Block:
    block = graph.block(id)
    if block is None:
        known = ", ".join(b.id for b in graph.blocks) or "–"
        sentence = _("core", "There is no block “{id}”.").format(id=id)
        raise GraphError(sentence, remedy=_("core", "Blocks are {names}.").format(names=known))
    return block


def crossing(graph: Graph, ids: Iterable[str]) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    """Return the wires into and out of a set of nodes."""
    inside = frozenset(ids)
    into = tuple(e for e in graph.edges if e.target in inside and e.source not in inside)
    out = tuple(e for e in graph.edges if e.source in inside and e.target not in inside)
    return into, out
