"""What the inspector changes in its nodes, each as one named entry of the undo list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QObject

from nnplayground.app.translation import say
from nnplayground.core.ablation import ablatable_units
from nnplayground.core.layer import NodeOptions
from nnplayground.train.commands import SetWeight

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from nnplayground.app.document import Document
    from nnplayground.core.component import Frozen
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.graph import Node

__all__ = ["NodeEdits"]


class NodeEdits(QObject):
    """Edits one node, or several as one."""

    def __init__(self, document: Document, ids: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self.ids = document, tuple(ids)

    def nodes(self) -> list[Node]:
        """Return the nodes as they are in the document."""
        graph = self._document.experiment.graph
        return [graph.node(id) for id in self.ids]

    # -- fields and options ----------------------------------------------------------------------------

    def set_field(self, name: str, value: Any) -> bool:
        """Give a field of all nodes another value; return whether all of them can have it."""
        return self._set(type(self.nodes()[0].layer), name, lambda node: node.with_fields(**{name: value}))

    def set_option(self, name: str, value: Any) -> bool:
        """Give an option of all nodes another value."""
        return self._set(NodeOptions, name, lambda node: node.with_options(**{name: value}))

    def _set(self, model: type[Frozen], name: str, change: Callable[[Node], Node]) -> bool:
        title = say(model.model_fields[name].title or name)
        text = self._text(
            self.tr("Change {field} of {node}"), self.tr("Set {field} of %n nodes", "", len(self.ids))
        )
        try:
            experiment = self._changed(change)
        except ValidationError:
            return False  # a rule of one of the kinds forbids the value: nothing changes
        self._document.apply(text.format(field=title, node=self._title()), experiment)
        return True

    def preview_field(self, name: str, value: Any) -> None:
        """Show a field's value while it is dragged."""
        self._preview(lambda node: node.with_fields(**{name: value}))

    def preview_option(self, name: str, value: Any) -> None:
        """Show an option's value while it is dragged."""
        self._preview(lambda node: node.with_options(**{name: value}))

    def _preview(self, change: Callable[[Node], Node]) -> None:
        try:
            self._document.preview(self._changed(change))
        except ValidationError:
            return  # the form says why where it is typed; a drag just does not go there

    def reset_options(self) -> None:
        """Give all options their defaults; what the layers are stays."""
        text = self._text(
            self.tr("Reset options of {node}"), self.tr("Reset options of %n nodes", "", len(self.ids))
        )
        experiment = self._changed(lambda node: node.replace(options=NodeOptions()))
        self._document.apply(text.format(node=self._title()), experiment)

    def has_options(self) -> bool:
        """Tell whether there is anything to reset."""
        return any(node.options != NodeOptions() for node in self.nodes())

    def rename(self, name: str) -> None:
        """Call the one node ``name``."""
        text = self.tr("Rename {node}").format(node=self._title())
        self._document.apply(text, self._changed(lambda node: node.replace(name=name)))

    # -- units and weights -----------------------------------------------------------------------------

    def units(self, node: Node) -> int:
        """Return how many units of a node can be switched off."""
        return ablatable_units(node, self._document.report.nodes[node.id].outputs)

    def ablate_all(self, off: bool) -> None:
        """Switch all units of all nodes off, or on."""
        one, many = self.tr("Ablate {node}"), self.tr("Ablate %n nodes", "", len(self.ids))
        if not off:
            one, many = (
                self.tr("Switch units of {node} on"),
                self.tr("Switch units of %n nodes on", "", len(self.ids)),
            )
        experiment = self._changed(
            lambda node: node.with_options(ablated=tuple(range(self.units(node))) if off else ())
        )
        self._document.apply(self._text(one, many).format(node=self._title()), experiment)

    def ablate_unit(self, unit: int, name: str, off: bool) -> None:
        """Switch one unit of the one node off, or on."""
        text = self.tr("Ablate unit {unit} of {node}") if off else self.tr("Switch unit {unit} of {node} on")
        ablated = set(self.nodes()[0].options.ablated)
        ablated = ablated | {unit} if off else ablated - {unit}
        experiment = self._changed(lambda node: node.with_options(ablated=tuple(sorted(ablated))))
        self._document.apply(text.format(unit=name, node=self._title()), experiment)

    def reinitialize(self) -> None:
        """Draw the weights of all nodes anew."""
        text = self._text(
            self.tr("Initialize {node} again"), self.tr("Initialize %n nodes again", "", len(self.ids))
        )
        weighted = [node.id for node in self.nodes() if type(node.layer).weighted]
        self._document.reinitialize(text.format(node=self._title()), weighted)

    def type_number(self, parameter: str, index: tuple[int, ...], before: float, value: float) -> None:
        """Set one number of a parameter of the one node."""
        text = self.tr("Type a weight of {node}").format(node=self._title())
        old, new = (SetWeight(self.ids[0], parameter, index, number) for number in (before, value))
        self._document.type_weight(text, old, new)

    def set_filter(self, name: str, row: int, before: NDArray[Any], after: NDArray[Any]) -> None:
        """Set all weights of one filter of the one node."""
        text = self.tr("Set filter {unit} of {node}").format(unit=name, node=self._title())
        old, new = (
            SetWeight(self.ids[0], "weight", (row,), tuple(values.ravel().tolist()))
            for values in (before, after)
        )
        self._document.set_weights(text, [old], [new])

    # -- words -----------------------------------------------------------------------------------------

    def _changed(self, change: Callable[[Node], Node]) -> Experiment:
        """Return the experiment with every node changed, a preview left out."""
        experiment = self._document.unchanged
        graph = experiment.graph
        for id in self.ids:
            graph = graph.update(change(graph.node(id)))
        return experiment.replace(graph=graph)

    def _text(self, one: str, many: str) -> str:
        return one if len(self.ids) == 1 else many

    def _title(self) -> str:
        return say(self.nodes()[0].title)
