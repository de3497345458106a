"""Real tables that scikit-learn brings along; nothing is downloaded.

Their descriptions are written out so that they are known without importing scikit-learn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loading import LOADING
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from numpy.random import Generator

__all__ = ["Table"]


class Table(Dataset):
    """A fixed table.

    Attributes
    ----------
    rows : int
        The number of samples.
    columns : tuple of str
        The names of the raw columns.
    classes : tuple of str
        The names of the classes; empty for regression.
    picture : tuple of (int, int)
        The two columns, from 0, that show most in a picture.
    """

    group: ClassVar[DataGroup] = DataGroup.TABLE
    rows: ClassVar[int]
    columns: ClassVar[tuple[str, ...]]
    classes: ClassVar[tuple[str, ...]] = ()
    picture: ClassVar[tuple[int, int]] = (0, 1)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "columns" in cls.__dict__:
            cls.offered_features = cls.default_features = tuple(f"x{i + 1}" for i in range(len(cls.columns)))

    def count(self) -> int:
        """Return the number of rows."""
        return self.rows

    def spec(self) -> DataSpec:
        """Describe the table."""
        kinds = len(self.classes)
        return DataSpec(
            x=TensorSpec((len(self.columns),)),
            target=TensorSpec((), classes=kinds) if kinds else TensorSpec((1,)),
            task={0: Task.REGRESSION, 2: Task.BINARY}.get(kinds, Task.MULTICLASS),
            class_names=self.classes,
            input_names=self.columns,
        )

    def generate(self, rng: Generator) -> Samples:
        """Read the table; chance has no part in it."""
        del rng
        x, y = self.load()
        x = np.asarray(x, np.float64)
        if self.classes:
            return Samples(x, np.asarray(y, np.int64))
        return Samples(x, np.asarray(y, np.float64)[:, np.newaxis])

    def load(self) -> Any:
        """Return the pair of columns (N, columns) and targets (N,) as scikit-learn gives it."""
        raise TypeError(f"{type(self).__name__} does not say where it is read from")


class Iris(Table):
    """Fisher's irises."""

    kind: ClassVar[str] = "iris"
    title: ClassVar[Text] = _("core", "Iris")
    help: ClassVar[Text] = _(
        "core", "150 iris flowers of three species, by four measures of their leaves (Fisher, 1936)."
    )
    rows: ClassVar[int] = 150
    columns: ClassVar[tuple[str, ...]] = (
        "sepal length (cm)",
        "sepal width (cm)",
        "petal length (cm)",
        "petal width (cm)",
    )
    classes: ClassVar[tuple[str, ...]] = ("setosa", "versicolor", "virginica")
    picture: ClassVar[tuple[int, int]] = (2, 3)

    def load(self) -> Any:
        """Read iris."""
        with LOADING:
            from sklearn.datasets import load_iris

        return load_iris(return_X_y=True)


class Wine(Table):
    """Three Italian wines."""

    kind: ClassVar[str] = "wine"
    title: ClassVar[Text] = _("core", "Wine")
    help: ClassVar[Text] = _(
        "core", "178 Italian wines of three growers, by thirteen chemical measures of very different size."
    )
    rows: ClassVar[int] = 178
    columns: ClassVar[tuple[str, ...]] = (
        "alcohol",
        "malic_acid",
        "ash",
        "alcalinity_of_ash",
        "magnesium",
        "total_phenols",
        "flavanoids",
        "nonflavanoid_phenols",
        "proanthocyanins",
        "color_intensity",
        "hue",
        "od280/od315_of_diluted_wines",
        "proline",
    )
    classes: ClassVar[tuple[str, ...]] = ("class_0", "class_1", "class_2")
    picture: ClassVar[tuple[int, int]] = (6, 9)

    def load(self) -> Any:
        """Read wine."""
        with LOADING:
            from sklearn.datasets import load_wine

        return load_wine(return_X_y=True)


_CELL_MEASURES = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)


class BreastCancer(Table):
    """Wisconsin's breast tumours."""

    kind: ClassVar[str] = "breast-cancer"
    title: ClassVar[Text] = _("core", "Breast cancer")
    help: ClassVar[Text] = _(
        "core",
        "569 breast tumours, malignant or benign, by thirty measures of their cells (Wisconsin, 1995).",
    )
    rows: ClassVar[int] = 569
    columns: ClassVar[tuple[str, ...]] = (
        *(f"mean {measure}" for measure in _CELL_MEASURES),
        *(f"{measure} error" for measure in _CELL_MEASURES),
        *(f"worst {measure}" for measure in _CELL_MEASURES),
    )
    classes: ClassVar[tuple[str, ...]] = ("malignant", "benign")
    picture: ClassVar[tuple[int, int]] = (0, 7)

    def load(self) -> Any:
        """Read the tumours."""
        with LOADING:
            from sklearn.datasets import load_breast_cancer

        return load_breast_cancer(return_X_y=True)


class Diabetes(Table):
    """How diabetes progressed in a year."""

    kind: ClassVar[str] = "diabetes"
    title: ClassVar[Text] = _("core", "Diabetes")
    help: ClassVar[Text] = _(
        "core", "442 patients by ten raw measures; the value is how far their diabetes progressed in a year."
    )
    rows: ClassVar[int] = 442
    columns: ClassVar[tuple[str, ...]] = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
    picture: ClassVar[tuple[int, int]] = (2, 8)

    def load(self) -> Any:
        """Read the patients, in their own units."""
        with LOADING:
            from sklearn.datasets import load_diabetes

        return load_diabetes(return_X_y=True, scaled=False)
