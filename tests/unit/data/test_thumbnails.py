from __future__ import annotations

import time

import numpy as np
import pytest

from nnplayground.core.dataset import DataGroup, Dataset
from nnplayground.data.thumbnails import thumbnail_points

KINDS = {kind: cls for kind, cls in Dataset.kinds().items() if not (cls.is_own or cls.is_remote)}
MADE = [kind for kind, cls in KINDS.items() if cls.group not in (DataGroup.TABLE, DataGroup.IMAGE)]


@pytest.mark.parametrize("kind", KINDS)
def test_thumbnails_are_small_and_repeat(kind):
    first, again = thumbnail_points(kind, 60), thumbnail_points(kind, 60)
    is_any_number = "samples" in KINDS[kind].model_fields
    assert len(first) == len(first.y) == (60 if is_any_number else min(60, KINDS[kind]().count()))
    np.testing.assert_array_equal(first.x, again.x)
    dataset = KINDS[kind]()
    columns = (1,) if dataset.group is DataGroup.LINE else (2,)
    assert first.x.shape[1:] == (dataset.spec().x.shape if dataset.group is DataGroup.IMAGE else columns)


@pytest.mark.parametrize("kind", [kind for kind, cls in KINDS.items() if cls().spec().target.classes])
def test_thumbnails_show_every_class(kind):
    assert set(thumbnail_points(kind, 80).y.tolist()) == set(range(KINDS[kind]().spec().target.classes))


@pytest.mark.parametrize("kind", MADE)
def test_made_thumbnails_take_no_time(kind):
    durations = []
    for _ in range(3):
        begin = time.thread_time()
        thumbnail_points(kind, 200)
        durations.append(time.thread_time() - begin)
    assert min(durations) < 0.01
