"""A table that was imported can be imported again from its numbers alone, and gives the same data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnplayground.core.data_config import DataConfig
from nnplayground.core.dataset import Dataset
from nnplayground.data.table.build import build
from nnplayground.data.table.columns import Kind, profile
from nnplayground.data.table.kept import plan_of, table_of
from nnplayground.data.table.plan import Parting, Scaling, suggest
from nnplayground.data.table.reading import read_table

HEAD = "length,width,island,set,kind,mass\n"
ROWS = [
    f"{i},{i * i % 7},{'Dream' if i % 3 else 'Biscoe'},{'train' if i % 4 else 'test'},{'ab'[i % 2]},{i / 8}\n"
    for i in range(24)
]
BEFORE = DataConfig(dataset=Dataset.named("circle")(), seed=3)


def imported(**changes):
    """Return the data as they are after an import, and what was built."""
    table = read_table(HEAD + "".join(ROWS))
    plan = replace(suggest(profile(table)), **changes)
    built = build(table, plan)
    return built.config(BEFORE), built


@pytest.mark.parametrize("parting", [Parting.COLUMN, Parting.STRATIFIED, Parting.RANDOM])
@pytest.mark.parametrize("scaling", list(Scaling))
@pytest.mark.parametrize("target", [4, 5])
def test_importing_again_gives_the_same(parting, scaling, target):
    if parting is Parting.STRATIFIED and target == 5:
        parting = Parting.RANDOM  # only classes can be parted alike
    by = {"parting": parting, "parts_by": 3 if parting is Parting.COLUMN else -1}
    config, built = imported(target=target, classify=target == 4, scaling=scaling, **by)
    dataset = config.dataset
    table, plan = table_of(dataset), plan_of(config, dataset)
    again = build(table, plan)
    np.testing.assert_array_equal(again.x, built.x)
    np.testing.assert_array_equal(again.y, built.y)
    assert (again.inputs, again.classes) == (built.inputs, built.classes)
    assert again.config(BEFORE) == config


def test_every_input_is_a_number_then():
    config, built = imported()
    table, plan = table_of(config.dataset), plan_of(config, config.dataset)
    assert table.names[: len(built.inputs)] == built.inputs
    assert {plan.kinds[at] for at in plan.inputs()} == {Kind.NUMBER}
    assert len(table.frame) == len(ROWS)
