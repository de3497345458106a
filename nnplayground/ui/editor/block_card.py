"""A folded block: one card that stands for all the nodes in it, with the ports its wires need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF

from nnplayground.app.translation import say
from nnplayground.core.blocks import block_ports, members
from nnplayground.core.report import NodeReport
from nnplayground.core.shapes import Status
from nnplayground.ui.editor.card import Card
from nnplayground.ui.editor.counts import Counts
from nnplayground.ui.editor.faces import Face, face_of
from nnplayground.ui.editor.ports import PortMark, PortRef

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.core.blocks import BlockPort
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Block, Graph
    from nnplayground.core.shapes import ShapeReport
    from nnplayground.ui.editor.levels import Level

__all__ = ["BlockCard", "new_card", "update_card"]

translate = QCoreApplication.translate


class BlockCard(Card):
    """The card of a folded block; its ports are those of nodes within, so that wires need no others.

    Attributes
    ----------
    block : Block
    """

    def __init__(self, block: Block, graph: Graph, report: ShapeReport, level: Level) -> None:
        self.block = block
        self._inner = _inner_ports(graph, block.id)
        lead = graph.node(members(graph, block.id)[-1])
        super().__init__(lead, _report_of(graph, block.id, report), _face(block, graph, report), level)

    @property
    def id(self) -> str:
        return self.block.id

    @property
    def is_resizable(self) -> bool:
        return False

    def show_block(self, block: Block, graph: Graph, report: ShapeReport) -> bool:
        """Take the newest state; return whether the card was laid out anew."""
        inner = _inner_ports(graph, block.id)
        renewed = inner != self._inner
        self.block, self._inner = block, inner
        if renewed:
            self._renew_ports()
        lead = graph.node(members(graph, block.id)[-1])
        return self.show(lead, _report_of(graph, block.id, report), _face(block, graph, report))

    def point_of(self, ref: PortRef) -> QPointF:
        refs = [other for other in self._inner if other.is_output == ref.is_output]
        rect = self.scene_rect
        x = rect.right() if ref.is_output else rect.left()
        share = (refs.index(ref) + 1) / (len(refs) + 1) if ref in refs else 0.5
        return QPointF(x, rect.top() + rect.height() * share)

    def shows_always(self, ref: PortRef) -> bool:
        return ref in self._inner

    def _make_ports(self) -> None:
        self.ports = {ref: PortMark(ref) for ref in self._inner}

    def _follow_kind(self, _before: object) -> None:
        """Keep the ports: they are renewed when the block's own change."""

    def _shows_gradient(self) -> bool:
        return False


def new_card(id: str, experiment: Experiment, report: ShapeReport, level: Level) -> Card:
    """Return a card for the node or the folded block called ``id``."""
    graph = experiment.graph
    block = graph.block(id)
    if block is not None:
        return BlockCard(block, graph, report, level)
    node = graph.node(id)
    return Card(node, report.nodes[id], face_of(node, graph, report, experiment.data.spec()), level)


def update_card(card: Card, experiment: Experiment, report: ShapeReport) -> bool:
    """Bring a card up to date; return whether it was laid out anew."""
    graph = experiment.graph
    if isinstance(card, BlockCard):
        block = graph.block(card.id)
        return block is not None and card.show_block(block, graph, report)
    node = graph.node(card.id)
    return card.show(node, report.nodes[node.id], face_of(node, graph, report, experiment.data.spec()))


def _inner_ports(graph: Graph, id: str) -> tuple[PortRef, ...]:
    ports = block_ports(graph, id)
    into = tuple(PortRef(port.node, port.port, False) for port in ports.inputs)
    return (*into, *(PortRef(port.node, port.port, True) for port in ports.outputs))


def _face(block: Block, graph: Graph, report: ShapeReport) -> Face:
    """Describe the card of a folded block."""
    inside, ports = members(graph, block.id), block_ports(graph, block.id)
    came, goes = _shapes_in(graph, report, ports.inputs), _shapes_out(report, ports.outputs)
    rows = (
        (translate("Card", "Input"), ", ".join(dict.fromkeys(came)), "text2"),
        (translate("Card", "Output"), ", ".join(goes), "text1"),
    )
    return Face(
        icon="group",
        title=say(block.title),
        kind=Counts().layers(len(inside)),
        shape=goes[0] if len(goes) == 1 else "",
        status=_status(inside, report),
        sizes=(),
        parameters=sum(report.nodes[id].parameters for id in inside),
        style="text",
        frozen=all(graph.node(id).options.frozen for id in inside),
        is_used=any(id in report.used for id in inside),
        muted=all(graph.node(id).muted for id in inside),
        rows=tuple(row for row in rows if row[1]),
    )


def _shapes_in(graph: Graph, report: ShapeReport, ports: Sequence[BlockPort]) -> list[str]:
    sources = (edge for port in ports for edge in graph.incoming(port.node, port.port))
    specs = (report.nodes[edge.source].outputs.get(edge.source_port) for edge in sources)
    return [str(spec) if spec is not None else "?" for spec in specs]


def _shapes_out(report: ShapeReport, ports: Sequence[BlockPort]) -> list[str]:
    specs = (report.nodes[port.node].outputs.get(port.port) for port in ports)
    return [str(spec) if spec is not None else "?" for spec in specs]


def _status(inside: Sequence[str], report: ShapeReport) -> Status:
    """Return the worst: an error before a node that waits for its shape before one that is well."""
    found = {report.nodes[id].status for id in inside}
    return next(status for status in (Status.ERROR, Status.WAITING, Status.OK) if status in found)


def _report_of(graph: Graph, id: str, report: ShapeReport) -> NodeReport:
    inside = members(graph, id)
    problems = tuple(problem for node in inside for problem in report.nodes[node].problems)
    return NodeReport(_status(inside, report), problems=problems)
