"""Parts of the data: every class has its share, and scaling looks at the training part only."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground.core.data_config import DataConfig, Split
from nnplayground.core.dataset import Dataset
from nnplayground.core.samples import Samples
from nnplayground.data.prepare import prepare
from nnplayground.data.splitting import parted


@given(
    sizes=st.lists(st.integers(1, 60), min_size=2, max_size=5),
    train=st.integers(10, 80),
    validation=st.integers(0, 20),
    seed=st.integers(0, 99),
)
def test_stratified_parts_have_the_shares_of_the_whole(sizes, train, validation, seed):
    y = np.repeat(np.arange(len(sizes)), sizes)
    split = Split(train=train / 100, validation=validation / 100, stratified=True)
    config = DataConfig(dataset=Dataset.named("circle")(), split=split)
    order = np.random.default_rng(seed).permutation(len(y))
    placed, cuts = parted(config, Samples(np.zeros((len(y), 2)), y), order)
    assert sorted(placed) == list(range(len(y)))
    for part in np.split(y[placed], cuts):
        found = np.bincount(part, minlength=len(sizes))
        assert (abs(found - len(part) * np.array(sizes) / len(y)) < 1.0 + len(sizes) / 2).all()


def test_iris_is_parted_alike():
    config = DataConfig(
        dataset=Dataset.named("iris")(), split=Split(train=0.6, validation=0.2, stratified=True)
    )
    data = prepare(config)
    assert [np.bincount(y).tolist() for y in (data.y_train, data.y_validation, data.y_test)] == [
        [30] * 3,
        [10] * 3,
        [10] * 3,
    ]


@pytest.mark.parametrize("kind", ["wine", "digits"])
def test_the_range_of_the_training_part_becomes_one(kind):
    data = prepare(DataConfig(dataset=Dataset.named(kind)(), standardize=True, scaling="range"))
    assert data.x_train.min() == 0
    assert data.x_train.max() == 1
    np.testing.assert_allclose(data.transform(data.raw_test), data.x_test)
