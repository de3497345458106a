"""Which body a node's card gets, from its kind, its shapes and the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.app.translation import say
from nnplayground.core.features import parse_feature
from nnplayground.core.loss import Task
from nnplayground.core.shapes import Status
from nnplayground.ui.editor.bodies import Body, TextBody, UnitMaps
from nnplayground.ui.editor.loss_body import LossBody
from nnplayground.ui.editor.sample_bodies import DrawsBody, FeatureMaps, ImageBody, StripBody, UnitRows

if TYPE_CHECKING:
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.graph import Graph, Node
    from nnplayground.core.shapes import NodeReport, ShapeReport

__all__ = ["Face", "face_of"]

translate = QCoreApplication.translate

_MAX_ROWS = 16


@dataclass(frozen=True)
class Face:
    """All that decides how a card is laid out; two equal faces need no new body.

    Attributes
    ----------
    kind, shape : str
        The line under the title, and what the badge says.
    sizes : tuple of int
        The output's shape; empty while unknown.
    style : str
        Which body: maps, rows, strip, channels, image, draws, loss or text.
    is_used : bool
        Whether some loss depends on the node.
    muted : bool
        Whether the node is bypassed.
    rows : tuple of (str, str, str)
        Word, value and colour of the lines of a text body.
    """

    icon: str
    title: str
    kind: str
    shape: str
    status: Status
    sizes: tuple[int, ...]
    parameters: int
    style: str
    labels_before: tuple[str, ...] = ()
    labels_after: tuple[str, ...] = ()
    biased: bool = False
    frozen: bool = False
    is_used: bool = True
    muted: bool = False
    rows: tuple[tuple[str, str, str], ...] = ()

    def body(self) -> Body:
        """Make the body."""
        if self.style == "maps":
            return UnitMaps(
                self.sizes[0], before=self.labels_before, after=self.labels_after, biased=self.biased
            )
        if self.style == "rows":
            labels = self.labels_before or self.labels_after
            return UnitRows(self.sizes[0], labels=labels, biased=self.biased)
        if self.style == "strip":
            return StripBody(self.sizes[0])
        if self.style == "channels":
            return FeatureMaps(self.sizes[0], max(self.sizes[1:]))
        if self.style == "draws":
            return DrawsBody(self.sizes)
        if self.style == "image":
            return ImageBody(self.sizes)
        return LossBody() if self.style == "loss" else TextBody(self.rows)


def face_of(node: Node, graph: Graph, report: ShapeReport, source: DataSpec) -> Face:
    """Describe the card of ``node``."""
    known = report.nodes[node.id]
    sizes = known.output.shape if known.output is not None else ()
    style = _style(node, known, sizes, source)
    before, after = _labels(node, graph, sizes, source)
    return Face(
        icon=_icon(node),
        title=say(node.title),
        kind=_kind(node, known, source),
        shape=_shape(node, known),
        status=known.status,
        sizes=sizes,
        parameters=known.parameters,
        style=style,
        labels_before=before,
        labels_after=after,
        biased="bias" in known.parameter_shapes and known.parameter_shapes["bias"] == sizes[:1],
        frozen=node.options.frozen and node.layer.weighted,
        is_used=node.id in report.used,
        muted=node.muted,
        rows=_rows(known) if style == "text" else (),
    )


def _icon(node: Node) -> str:
    if node.muted:
        return "mute"
    return "frozen" if node.options.frozen and node.layer.weighted else node.layer.icon


def _style(node: Node, known: NodeReport, sizes: tuple[int, ...], source: DataSpec) -> str:
    if not node.layer.outputs and known.status is Status.OK and not node.muted:
        return "loss"
    if known.status is not Status.OK or not sizes or min(sizes) < 1:
        return "text"
    if len(sizes) == 1:
        if source.is_plane or source.is_line:
            return "maps"
        return "rows" if sizes[0] <= _MAX_ROWS else "strip"
    if len(sizes) == 3:
        if sizes[0] not in (1, 3):
            return "channels"
        if type(node.layer).draws and not node.muted:
            return "draws"
        return "channels" if node.layer.inputs else "image"
    return "text"


def _labels(
    node: Node, graph: Graph, sizes: tuple[int, ...], source: DataSpec
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels before and after the tiles: features of the data, classes of a head."""
    if not node.layer.inputs and sizes == (len(source.feature_names),):
        return tuple(_feature_label(name, source) for name in source.feature_names), ()
    feeds_loss = any(not graph.node(edge.target).layer.outputs for edge in graph.outgoing(node.id))
    if feeds_loss and source.task is not Task.REGRESSION and sizes == (len(source.class_names),):
        return (), tuple(say(name) for name in source.class_names)
    return (), ()


def _feature_label(name: str, source: DataSpec) -> str:
    """Return a column's own name where it is used as it is, else the formula."""
    feature = parse_feature(name)
    (column, power), *others = feature.powers
    is_plain = not (source.is_plane or source.is_line or others or feature.wave) and power == 1
    return say(source.input_names[column]) if is_plain else feature.label


def _kind(node: Node, known: NodeReport, source: DataSpec) -> str:
    if known.status is Status.WAITING and node.layer.outputs:
        return translate("Card", "Waits for a shape")
    if not node.layer.inputs:
        return _data_kind(known, source)
    title = say(type(node.layer).title)
    if node.muted:
        return title
    resolved = getattr(node.layer, "resolved", None)
    if resolved is not None and known.status is Status.OK and known.inputs is not None:
        return say(type(resolved(known.inputs)).title)
    subtitle = say(node.layer.subtitle())
    count = f"{_shape(node, known)} · "
    subtitle = subtitle.removeprefix(count)  # the badge says it
    return f"{title} · {subtitle}" if subtitle else title


def _data_kind(known: NodeReport, source: DataSpec) -> str:
    if source.is_plane:
        return translate("Card", "2-D point")
    if source.is_line:
        return translate("Card", "Point on a line")
    is_image = known.output is not None and len(known.output.shape) == 3
    return translate("Card", "Image") if is_image else translate("Card", "Table row")


def _shape(node: Node, known: NodeReport) -> str:
    if not node.layer.outputs:
        return ""
    return str(known.output) if known.output is not None else "?"


def _rows(known: NodeReport) -> tuple[tuple[str, str, str], ...]:
    if known.status is Status.WAITING:
        return ()
    if known.status is Status.ERROR:
        gets = [str(spec) for specs in known.inputs.ports.values() for spec in specs] if known.inputs else []
        told = (
            [(translate("Card", "Gets"), ", ".join(gets), "error")]
            if gets
            else [(translate("Card", "No input"), "", "text3")]
        )
        return (*told, (translate("Card", "Output unknown"), "", "text3"))
    if known.output is None:
        return ()
    rows = [(translate("Card", "Output"), str(known.output), "text1")]
    if known.inputs is not None and known.inputs.ports:
        specs = next(iter(known.inputs.ports.values()))
        rows.insert(0, (translate("Card", "Input"), ", ".join(map(str, specs)), "text2"))
    return tuple(rows)
