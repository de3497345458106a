"""An imported table as a table again, made of the numbers that were kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.data.table.columns import Kind
from nnplayground.data.table.plan import Parting, Plan, Scaling
from nnplayground.data.table.reading import Table

if TYPE_CHECKING:
    from nnplayground.core.data_config import DataConfig
    from nnplayground.data.table_own import OwnTable

__all__ = ["plan_of", "table_of"]

_PARTS = np.array(["train", "validation", "test"])


def table_of(dataset: OwnTable) -> Table:
    """Return the inputs as numbers, the target as words or numbers, and the column of parts, if any.

    Raises
    ------
    DataError
        If the numbers are not here.
    """
    import pandas

    arrays = dataset.arrays()
    y = np.asarray(arrays["y"])
    columns: list[Any] = [*arrays["x"].T, np.array(dataset.classes)[y] if dataset.classes else y[:, 0]]
    names = [*dataset.columns, dataset.target]
    if dataset.parted is not None:
        columns.append(_PARTS[arrays["part"]])
        names.append("split")
    frame = pandas.DataFrame(dict(enumerate(columns)))
    size = sum(array.nbytes for array in arrays.values())
    return Table(dataset.source, frame, tuple(names), len(frame), size=size, kept=dataset)


def plan_of(config: DataConfig, dataset: OwnTable) -> Plan:
    """Return the choices that give an imported table as it is."""
    inputs, classify = len(dataset.columns), bool(dataset.classes)
    kinds = [*[Kind.NUMBER] * inputs, Kind.CATEGORY if classify else Kind.NUMBER]
    parting = Parting.STRATIFIED if config.split.stratified and classify else Parting.RANDOM
    if dataset.parted is not None:
        kinds.append(Kind.CATEGORY)
        parting = Parting.COLUMN
    ways = {"range": Scaling.RANGE, "deviation": Scaling.DEVIATION}
    return Plan(
        tuple(kinds),
        (True,) * len(kinds),
        inputs,
        classify,
        scaling=ways[config.scaling] if config.standardize else Scaling.NONE,
        parting=parting,
        parts_by=inputs + 1 if parting is Parting.COLUMN else -1,
        train=config.split.train,
        validation=config.split.validation,
    )
