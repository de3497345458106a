"""The base of data sets; kinds are in :mod:`nnplayground.data`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from nnplayground.core.component import Component
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from numpy import int64
    from numpy.random import Generator
    from numpy.typing import NDArray

    from nnplayground.core.data_config import Split
    from nnplayground.core.errors import PlaygroundError
    from nnplayground.core.samples import Samples
    from nnplayground.core.text import Text

__all__ = ["DataGroup", "DataSpec", "Dataset", "TargetForm"]


class DataGroup(StrEnum):
    """The gallery's headings, in its order."""

    PLANE_CLASSES = "plane-classes"
    PLANE_VALUES = "plane-values"
    LINE = "line"
    TABLE = "table"
    IMAGE = "image"


class TargetForm(StrEnum):
    """What a target says of a picture, and so how it is drawn on it and scored."""

    PLAIN = "plain"  # a class or values
    MASK = "mask"  # the class of every pixel; class 0 is the ground
    BOX = "box"  # the middle (x, y), width and height of what is seen, as shares of the picture


@dataclass(frozen=True, slots=True)
class DataSpec:
    """What a prepared data set gives to the graph, known without making it.

    Attributes
    ----------
    x : TensorSpec
        One sample after the chosen features.
    target : TensorSpec
        ``classes`` > 0 and shape () for classification, (height, width) for a class of every pixel; real
        values of shape (k,) for regression.
    task : Task
    class_names : tuple of str
        In order of index; empty for regression. Binary sets of TensorFlow Playground say −1 and +1.
    input_names : tuple of str
        The raw columns, e.g. ``("x1", "x2")``.
    feature_names : tuple of str
        The chosen features (see :mod:`nnplayground.core.features`); empty for images.
    bounds : tuple of (float, float)
        The shown range of every raw column of plane and line sets; empty otherwise.
    form : TargetForm
        What the target says of a picture.
    """

    x: TensorSpec
    target: TensorSpec
    task: Task
    class_names: tuple[str, ...] = ()
    input_names: tuple[str, ...] = ()
    feature_names: tuple[str, ...] = ()
    bounds: tuple[tuple[float, float], ...] = ()
    form: TargetForm = TargetForm.PLAIN

    @property
    def is_picture(self) -> bool:
        """Whether a sample is a picture, in grey or in colour."""
        return len(self.x.shape) == 3 and self.x.shape[0] in (1, 3)

    @property
    def is_plane(self) -> bool:
        """Whether the raw samples are points of a plane, so that a boundary can be drawn."""
        return len(self.bounds) == 2

    @property
    def is_line(self) -> bool:
        """Whether the raw samples lie on a line, so that a fitted curve can be drawn."""
        return len(self.bounds) == 1


class Dataset(Component):
    """The base of all data sets.

    Attributes
    ----------
    group : DataGroup
        The gallery's heading.
    noise_range : tuple of float or None
        The meaningful range of a ``noise`` field, if the kind has one.
    default_features : tuple of str
        The features of a fresh experiment; empty for sets that offer none (images).
    offered_features : tuple of str
        What the features strip shows.
    is_own : bool
        Whether a person brings the data: there is none without an import, so that no gallery offers it and
        the fields have no defaults.
    is_remote : bool
        Whether the samples are downloaded once, when a person asks for them.
    """

    family: ClassVar[str] = "dataset"
    homes: ClassVar[tuple[str, ...]] = ("nnplayground.data",)
    group: ClassVar[DataGroup]
    noise_range: ClassVar[tuple[float, float] | None] = None
    default_features: ClassVar[tuple[str, ...]] = ()
    offered_features: ClassVar[tuple[str, ...]] = ()
    is_own: ClassVar[bool] = False
    is_remote: ClassVar[bool] = False

    def label(self) -> str:
        """Return what this very set is called; that of its kind unless it is a person's own."""
        return type(self).title

    def spec(self) -> DataSpec:
        """Describe the raw samples (features not yet applied), instantly."""
        raise TypeError(f"{type(self).__name__} does not describe itself")

    def count(self) -> int:
        """Return how many samples there are, known without making them."""
        raise TypeError(f"{type(self).__name__} does not say how many samples it has")

    def counts(self, split: Split) -> tuple[int, int, int]:
        """Return how many samples are for training, validation and test; a set may have parts of its own."""
        return split.counts(self.count())

    def is_parted(self) -> bool:
        """Tell whether the set has parts of its own, so that the split is no choice."""
        return False

    def offered(self) -> tuple[str, ...]:
        """Return the features that the strip offers for this very set."""
        return type(self).offered_features

    def order(self, rng: Generator) -> NDArray[int64]:
        """Return the random order in which the samples are parted."""
        order: NDArray[int64] = rng.permutation(self.count())
        return order

    def continues(self, before: Dataset) -> bool:
        """Tell whether ``before`` is an earlier state of the same data, so that its run goes on."""
        del before
        return False

    def change_from(self, before: Dataset) -> Text:
        """Say in a few words what became of ``before``, for the marks on the curves."""
        del before
        return _("core", "Data changed")

    def generate(self, rng: Generator) -> Samples:
        """Make the samples, in any order: the split shuffles them."""
        raise TypeError(f"{type(self).__name__} does not say how it is made with {rng}")

    def attachments(self) -> tuple[str, ...]:
        """Return the keys of the arrays that a project must carry for it (own data)."""
        return ()

    def problem(self) -> PlaygroundError | None:
        """Return why the samples cannot be made now, if that is known without trying."""
        return None
