"""The forms of selected nodes: their kind's own fields, the options of all nodes, problems and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.layer import NodeOptions
from nnplayground.core.shapes import Severity
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.forms import Form
from nnplayground.ui.icons import draw_icon
from nnplayground.ui.numbers import format_number
from nnplayground.ui.panels.problems import ProblemList
from nnplayground.ui.panels.weights import WeightView
from nnplayground.ui.theme import theme
from nnplayground.ui.widgets.painting import draw_box, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.document import Document
    from nnplayground.core.graph import Graph, Node
    from nnplayground.core.shapes import NodeReport
    from nnplayground.train.snapshot import Snapshot

__all__ = ["NodeEditor"]

_MARGIN = 16


class _Plate(QWidget):
    """The icon of a layer on its ground; rose while something is wrong."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon, self._error = icon, False
        self.setFixedSize(32, 32)
        theme().themeChanged.connect(self.update)

    def show_error(self, error: bool) -> None:
        """Show whether something is wrong."""
        self._error = error
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, ink = ("error_soft", "error") if self._error else ("card", "text1")
        border = None if self._error else theme().colour("separator")
        draw_box(painter, QRectF(self.rect()), 6, theme().colour(ground), border)
        draw_icon(painter, self._icon, QRectF(8, 8, 16, 16), theme().colour(ink))


class _NameField(QLineEdit):
    """The node's name, edited in place; ``renamed(text)`` once it is done."""

    renamed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shown = ""
        self.setAccessibleName(name)
        self.setFont(ui_font(13, QFont.Weight.DemiBold))
        self.setMaxLength(80)
        self.setProperty("small", True)
        self.editingFinished.connect(self._commit)

    def show_name(self, text: str) -> None:
        """Show a name without telling anyone."""
        if text != self._shown:
            self._shown = text
            self.setText(text)
            self.setCursorPosition(0)

    def _commit(self) -> None:
        text = self.text().strip()
        if text and text != self._shown:
            self._shown = text
            self.renamed.emit(text)
        else:
            self.setText(self._shown)


class NodeEditor(QWidget):
    """Edits one node, or what several have in common."""

    def __init__(self, document: Document, ids: Sequence[str]) -> None:
        super().__init__()
        self._document = document
        self._ids = tuple(ids)
        self._kinds = self._current_kinds()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, 10, _MARGIN, 12)
        self._column.setSpacing(10)
        self._name: _NameField | None = None
        self._several: QLabel | None = None
        self._make_header()
        self._problems = ProblemList(document, narrow=True)
        self._column.addWidget(self._problems)
        self._column.addWidget(_line())
        self.form = self._make_form()
        self.options = self._make_options()
        self._weights = self._make_weights()
        self.refresh()

    @property
    def shows_weights(self) -> bool:
        """Whether the picture of weights needs them."""
        return self._weights is not None

    @property
    def problems(self) -> ProblemList:
        """The problems of the shown nodes."""
        return self._problems

    @property
    def name_field(self) -> QLineEdit | None:
        """The name of the one node that is shown."""
        return self._name

    def still_fits(self) -> bool:
        """Tell whether the nodes are still of the kinds this editor was made for."""
        return self._current_kinds() == self._kinds

    def _current_kinds(self) -> tuple[str, ...]:
        return tuple(node.layer.kind for node in self._nodes())

    def _nodes(self) -> list[Node]:
        graph = self._document.experiment.graph
        return [graph.node(id) for id in self._ids]

    # -- making ----------------------------------------------------------------------------------------

    def _make_header(self) -> None:
        first = self._nodes()[0]
        same = len(set(self._kinds)) == 1
        self._plate = _Plate(type(first.layer).icon if same else "group")
        self._kind = QLabel()
        set_role(self._kind, "caption")
        self._kind.setFont(ui_font(11))
        self._shapes, self._count = QLabel(), QLabel()
        for label in (self._shapes, self._count):
            label.setFont(mono_font(12 if label is self._shapes else 11))
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            set_role(label, "secondary" if label is self._shapes else "caption")
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(1)
        left.addWidget(self._make_title())
        left.addWidget(self._kind)
        right.addWidget(self._shapes)
        right.addWidget(self._count)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._plate, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(left, 1)
        row.addLayout(right)
        self._column.addLayout(row)

    def _make_title(self) -> QWidget:
        if len(self._ids) == 1:
            self._name = _NameField(self.tr("Name of the node"))
            self._name.renamed.connect(self._rename)
            return self._name
        self._several = QLabel(self.tr("{count} nodes").format(count=len(self._ids)))
        self._several.setFont(ui_font(13, QFont.Weight.DemiBold))
        return self._several

    def _make_form(self) -> Form | None:
        layers = [type(node.layer) for node in self._nodes()]
        common = [
            name
            for name, info in layers[0].model_fields.items()
            if all(
                name in layer.model_fields and layer.model_fields[name].annotation == info.annotation
                for layer in layers
            )
        ]
        if not common:
            self._column.addWidget(_note(self.tr("There is nothing to set here.")))
            return None
        form = Form(layers[0], common)
        form.changed.connect(self._commit_field)
        self._column.addWidget(form)
        return form

    def _make_options(self) -> Form | None:
        if not all(type(node.layer).weighted for node in self._nodes()):
            return None
        self._column.addWidget(_line())
        same = self.tr("As for all layers")
        options = Form(NodeOptions, empties={"l1": same, "l2": same})
        options.changed.connect(self._commit_option)
        self._column.addWidget(options)
        return options

    def _make_weights(self) -> WeightView | None:
        if len(self._ids) > 1 or not type(self._nodes()[0].layer).weighted:
            return None
        self._column.addWidget(_line())
        weights = WeightView()
        weights.show_weights(None)
        self._column.addWidget(weights)
        return weights

    # -- showing ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the nodes as they are in the document."""
        nodes, report = self._nodes(), self._document.report
        reports = [report.nodes[node.id] for node in nodes]
        if self._name is not None:
            self._name.show_name(say(nodes[0].title))
        self._kind.setText(", ".join(dict.fromkeys(say(type(node.layer).title) for node in nodes)))
        self._kind.setToolTip(say(type(nodes[0].layer).help))
        self._shapes.setText(_flow(reports[0]) if len(nodes) == 1 else "")
        total = sum(one.parameters for one in reports)
        self._count.setText(self.tr("{count} params").format(count=format_number(total)) if total else "")
        adds = format_number(sum(one.multiply_adds for one in reports))
        self._count.setToolTip(self.tr("{count} multiply-adds per sample").format(count=adds))
        problems = [problem for one in reports for problem in one.problems]
        self._plate.show_error(any(problem.severity is Severity.ERROR for problem in problems))
        self._problems.show_problems(problems)
        self._problems.setVisible(bool(problems))
        if self.form is not None:
            self.form.show_value(nodes[0].layer)
        if self.options is not None:
            self.options.show_value(nodes[0].options)
        if self._weights is not None and not reports[0].parameter_shapes:
            self._weights.show_weights(None)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the weights of the moment."""
        if self._weights is None:
            return
        known = snapshot.probes.items()
        for arrays in (arrays for request, arrays in known if request.probe == "weights"):
            weights = arrays.get(f"{self._ids[0]}.weight")
            if weights is not None:
                self._weights.show_weights(weights)

    # -- editing ---------------------------------------------------------------------------------------

    def _title(self) -> str:
        nodes = self._nodes()
        return say(nodes[0].title) if len(nodes) == 1 else self.tr("{count} nodes").format(count=len(nodes))

    def _rename(self, name: str) -> None:
        graph = self._document.experiment.graph
        node = graph.node(self._ids[0]).replace(name=name)
        self._apply(self.tr("Rename {node}").format(node=self._title()), graph.update(node))

    def _with_fields(self, **fields: Any) -> Graph:
        graph = self._document.experiment.graph
        for id in self._ids:
            graph = graph.update(graph.node(id).with_fields(**fields))
        return graph

    def _commit_field(self, name: str, value: Any) -> None:
        info = type(self._nodes()[0].layer).model_fields[name]
        text = self.tr("Change {field} of {node}").format(field=say(info.title or name), node=self._title())
        try:
            self._apply(text, self._with_fields(**{name: value}))
        except ValidationError:
            self.refresh()  # a rule of another selected kind forbids the value: nothing changes

    def _commit_option(self, name: str, value: Any) -> None:
        info = NodeOptions.model_fields[name]
        graph = self._document.experiment.graph
        for id in self._ids:
            graph = graph.update(graph.node(id).with_options(**{name: value}))
        text = self.tr("Change {field} of {node}").format(field=say(info.title or name), node=self._title())
        self._apply(text, graph)

    def _apply(self, text: str, graph: Graph) -> None:
        self._document.apply(text, self._document.experiment.replace(graph=graph))


def _flow(report: NodeReport) -> str:
    """Return “4 → 8”, a question mark where a shape is unknown."""
    into = ""
    if report.inputs is not None:
        into = " + ".join(str(spec) for specs in report.inputs.ports.values() for spec in specs)
    out = " + ".join(str(spec) for spec in report.outputs.values()) or "?"
    return f"{into} → {out}" if into else out


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line


def _note(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setMinimumSize(QSize(0, 24))
    set_role(label, "caption")
    return label
