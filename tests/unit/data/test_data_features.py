from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnplayground.core.errors import DataError
from nnplayground.core.features import PLANE_FEATURES
from nnplayground.data.features import compute_features, feature_map

RAW = np.array([[1.5, -2.0], [-0.3, 4.0], [0.0, 6.0]])


def test_plane_features_are_their_formulas():
    x1, x2 = RAW.T
    expected = [x1, x2, x1 * x1, x2 * x2, x1 * x2, np.sin(x1), np.sin(x2), np.cos(x1), np.cos(x2)]
    np.testing.assert_array_equal(compute_features(RAW, PLANE_FEATURES), np.column_stack(expected))


@given(st.integers(1, 12), st.integers(1, 12))
def test_powers_and_products(first, second):
    (value,) = compute_features(RAW[:1], [f"x1^{first}*x2^{second}"])[0]
    assert value == pytest.approx(1.5**first * (-2.0) ** second)


def test_map_has_a_row_per_y():
    grid = feature_map("x1*x2", [1, 2, 3], [10, 20])
    np.testing.assert_array_equal(grid, [[10, 20, 30], [20, 40, 60]])


def test_missing_column_is_told():
    with pytest.raises(DataError) as caught:
        feature_map("x3^2", [0], [0])
    assert str(caught.value) == (
        "Feature “x3^2” needs a column that the data does not have. The data has 2 columns."
    )
