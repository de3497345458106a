"""The forms of selected nodes: their kind's own fields, the options of all nodes, problems and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.core.layer import NodeOptions
from nnplayground.train.snapshot import LARGEST, ProbeRequest
from nnplayground.ui.forms import Form
from nnplayground.ui.panels.histograms import BINS, SignHistogram
from nnplayground.ui.panels.inspect_actions import NodeActions
from nnplayground.ui.panels.inspect_commons import field_commons, option_commons
from nnplayground.ui.panels.inspect_edits import NodeEdits
from nnplayground.ui.panels.inspect_facts import FactList, data_facts, loss_facts, loss_values
from nnplayground.ui.panels.inspect_header import NodeHeader
from nnplayground.ui.panels.matrix import Matrix
from nnplayground.ui.panels.problems import ProblemList
from nnplayground.ui.panels.unit_names import UnitNames
from nnplayground.ui.panels.weights import MOST_CELLS, WeightView
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nnplayground.app.document import Document
    from nnplayground.core.graph import Node
    from nnplayground.train.snapshot import Array, Snapshot

__all__ = ["NodeEditor"]

_MARGIN = 16
_OPTIONS = ("frozen", "learning_rate_factor", "l1", "l2", "initialization", "bias_start")


class NodeEditor(QWidget):
    """Edits one node, or what several have in common.

    Attributes
    ----------
    unitChosen : Signal(int)
        The person wants to look at one unit of the one node.
    """

    unitChosen = Signal(int)  # noqa: N815

    def __init__(self, document: Document, ids: Sequence[str]) -> None:
        super().__init__()
        self._document = document
        self._edits = NodeEdits(document, ids, self)
        self._kinds = self._current_kinds()
        self._dragging = False
        self._snapshot: Snapshot | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, 10, _MARGIN, 12)
        self._column.setSpacing(10)
        self._header = NodeHeader(self._edits.nodes())
        self._column.addWidget(self._header)
        if self._header.name is not None:
            self._header.name.renamed.connect(self._edits.rename)
        self._problems = ProblemList(document, narrow=True)
        self._column.addWidget(self._problems)
        self._column.addWidget(_line())
        self._facts = self._make_facts()
        self.form = self._make_form()
        self.options = self._make_options()
        self.actions_ = NodeActions(self._edits)
        self.actions_.unitsWanted.connect(self._show_first_unit)
        self._column.addWidget(self.actions_)
        self._weights = self._make_weights()
        self._histograms = self._make_histograms()
        self.refresh()

    @property
    def problems(self) -> ProblemList:
        """The problems of the shown nodes."""
        return self._problems

    @property
    def name_field(self) -> QLineEdit | None:
        """The name of the one node that is shown."""
        return self._header.name

    @property
    def weights(self) -> WeightView | None:
        """The weights of the one node that is shown."""
        return self._weights

    def still_fits(self) -> bool:
        """Tell whether the nodes are still of the kinds this editor was made for."""
        return self._current_kinds() == self._kinds

    def _current_kinds(self) -> tuple[str, ...]:
        return tuple(node.layer.kind for node in self._edits.nodes())

    @property
    def _id(self) -> str:
        return self._edits.ids[0]

    # -- making ----------------------------------------------------------------------------------------

    def _make_facts(self) -> FactList | None:
        node = self._edits.nodes()[0]
        if len(self._kinds) > 1 or (node.layer.inputs and node.layer.outputs):
            return None
        facts = FactList()
        self._column.addWidget(facts)
        return facts

    def _make_form(self) -> Form | None:
        common = _common_fields(self._edits.nodes())
        if not common:
            self._column.addWidget(_note(self._nothing_to_set()))
            return None
        form = Form(type(self._edits.nodes()[0].layer), common)
        form.changed.connect(self._set_field)
        form.dragging.connect(self._drag_field)
        form.reverted.connect(self._revert)
        self._column.addWidget(form)
        return form

    def _nothing_to_set(self) -> str:
        nodes = self._edits.nodes()
        if len(nodes) > 1:
            return self.tr("The selected nodes have no field in common.")
        if not nodes[0].layer.inputs:
            return self.tr("Data, features and their split are set in the panel on the left.")
        return self.tr("There is nothing to set here.")

    def _make_options(self) -> Form | None:
        if not all(type(node.layer).weighted for node in self._edits.nodes()):
            return None
        self._column.addWidget(_line())
        options = Form(NodeOptions, _OPTIONS)
        options.changed.connect(self._set_option)
        options.dragging.connect(self._drag_option)
        options.reverted.connect(self._revert)
        self._column.addWidget(options)
        return options

    def _make_weights(self) -> WeightView | None:
        if len(self._kinds) > 1 or not type(self._edits.nodes()[0].layer).weighted:
            return None
        self._column.addWidget(_line())
        weights = WeightView()
        weights.show_matrix(None, None)
        weights.map.numberTyped.connect(self._edits.type_number)
        weights.map.unitChosen.connect(self.unitChosen)
        self._column.addWidget(weights)
        return weights

    def _make_histograms(self) -> tuple[SignHistogram, SignHistogram] | None:
        if self._weights is None:
            return None
        pair = SignHistogram(self.tr("Weight")), SignHistogram(self.tr("Gradient"))
        row = QHBoxLayout()
        row.setSpacing(16)
        for histogram in pair:
            row.addWidget(histogram)
        self._column.addSpacing(2)
        self._column.addLayout(row)
        return pair

    # -- showing ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the nodes as they are in the document."""
        nodes = self._edits.nodes()
        reports = [self._document.report.nodes[node.id] for node in nodes]
        self._header.show_nodes(nodes, reports)
        problems = [problem for one in reports for problem in one.problems]
        self._problems.show_problems(problems)
        self._problems.setVisible(bool(problems))
        self.actions_.refresh()
        self._show_facts(self._snapshot)
        if not self._dragging:  # what is under the hand stays as the hand has it
            self._show_forms(nodes)
        if self._weights is not None and not reports[0].parameter_shapes:
            self._weights.show_matrix(None, None)

    def _show_facts(self, snapshot: Snapshot | None) -> None:
        """Show what is known of data or of a loss; of a loss also its values, once there are any."""
        if self._facts is None:
            return
        node = self._edits.nodes()[0]
        if not node.layer.inputs:
            self._facts.show_facts(data_facts(self._document.experiment))
            return
        facts = loss_facts(node, self._document.report.nodes[node.id])
        self._facts.show_facts(facts + (loss_values(snapshot) if snapshot is not None and facts else []))

    def _show_forms(self, nodes: Sequence[Node]) -> None:
        experiment = self._document.experiment
        if self.form is not None:
            self.form.show_values([node.layer for node in nodes])
            self.form.set_commons(field_commons(experiment.graph, nodes))
        if self.options is not None:
            self.options.show_values([node.options for node in nodes])
            self.options.set_commons(option_commons(experiment.training))

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        """Return what is needed to show weights and histograms."""
        if self._weights is None:
            return frozenset()
        return frozenset({self._weights_request(), ProbeRequest("histogram", size=BINS, node=self._id)})

    def _weights_request(self) -> ProbeRequest:
        if self._document.report.nodes[self._id].parameters <= LARGEST:
            return ProbeRequest("weights")
        return ProbeRequest("matrix", size=min(MOST_CELLS), node=self._id)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the weights, or the losses, of the moment."""
        self._snapshot = snapshot
        self._show_facts(snapshot)
        if self._weights is None or self._histograms is None:
            return
        wanted = self._weights_request()
        answer = snapshot.probes.get(wanted)
        if answer is not None:
            matrix = self._matrix(answer) if wanted.probe == "weights" else self._small_matrix(answer)
            self._weights.show_matrix(matrix, UnitNames(self._document, self._id) if matrix else None)
        counted = snapshot.probes.get(ProbeRequest("histogram", size=BINS, node=self._id), {})
        for histogram, kind in zip(self._histograms, ("weights", "gradients"), strict=True):
            histogram.show_counts(counted, kind)

    def _matrix(self, answer: Mapping[str, Array]) -> Matrix | None:
        weight, bias = (answer.get(f"{self._id}.{name}") for name in ("weight", "bias"))
        return None if weight is None or weight.ndim < 2 else Matrix.of(weight, bias, MOST_CELLS)

    def _small_matrix(self, answer: Mapping[str, Array]) -> Matrix | None:
        shape = self._document.report.nodes[self._id].parameter_shapes.get("weight")
        cells = answer.get("weight")
        return None if cells is None or shape is None else Matrix.reduced(shape, cells, answer.get("bias"))

    # -- editing ---------------------------------------------------------------------------------------

    def _set_field(self, name: str, value: Any) -> None:
        self._dragging = False
        self._edits.set_field(name, value)
        self.refresh()

    def _set_option(self, name: str, value: Any) -> None:
        self._dragging = False
        self._edits.set_option(name, value)
        self.refresh()

    def _drag_field(self, name: str, value: Any) -> None:
        self._dragging = True
        self._edits.preview_field(name, value)

    def _drag_option(self, name: str, value: Any) -> None:
        self._dragging = True
        self._edits.preview_option(name, value)

    def _revert(self) -> None:
        self._dragging = False
        self._document.revert()
        self.refresh()

    def _show_first_unit(self) -> None:
        self.unitChosen.emit(0)


def _common_fields(nodes: Sequence[Node]) -> list[str]:
    """Return the fields that all nodes have, of the same type."""
    layers = [type(node.layer) for node in nodes]
    return [
        name
        for name, info in layers[0].model_fields.items()
        if all(
            name in layer.model_fields and layer.model_fields[name].annotation == info.annotation
            for layer in layers
        )
    ]


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
