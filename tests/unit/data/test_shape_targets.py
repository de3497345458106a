"""Masks lie on the shapes, boxes around them, and neither changes the pictures."""

from __future__ import annotations

import numpy as np
import pytest

from nnplayground.core.dataset import TargetForm
from nnplayground.data.draws import named_rng
from nnplayground.data.image_shapes import ImageShapes


def made(samples=120, **fields):
    return ImageShapes(samples=samples, **fields).generate(named_rng(0, "data"))


def test_one_seed_gives_the_same_pictures_whatever_is_asked():
    by_class, by_mask, by_box = (made(target=target) for target in ("class", "mask", "box"))
    np.testing.assert_array_equal(by_class.x, by_mask.x)
    np.testing.assert_array_equal(by_class.x, by_box.x)


def test_a_mask_names_the_shape_on_its_pixels_and_nothing_else():
    masks, labels = made(target="mask", occlusion=0, noise=0), made(occlusion=0, noise=0).y
    changed = np.abs(masks.x - masks.x[:, :, :1, :1]).max(axis=1) > 0.02
    for mask, seen, label in zip(masks.y, changed, labels, strict=True):
        assert set(np.unique(mask)) == {0, label + 1}
        assert not (mask.astype(bool) & ~seen).any()
        # What is not in the mask but seen is a pixel that the edge covers by less than a half.
        assert (seen & (mask == 0)).sum() < 0.5 * seen.sum()


def test_a_bar_hides_pixels_from_the_mask_but_not_from_the_box():
    clear, hidden = (made(target="mask", occlusion=o) for o in (0, 0.5))
    assert hidden.y.astype(bool).sum() < 0.8 * clear.y.astype(bool).sum()
    np.testing.assert_array_equal(made(target="box", occlusion=0).y, made(target="box", occlusion=0.5).y)


def test_a_box_holds_the_mask_exactly():
    masks, boxes = made(target="mask", occlusion=0).y, made(target="box", occlusion=0).y
    for mask, (x, y, wide, high) in zip(masks, 32 * boxes, strict=True):
        rows, columns = np.nonzero(mask)
        assert (columns.min(), columns.max() + 1) == pytest.approx((x - wide / 2, x + wide / 2))
        assert (rows.min(), rows.max() + 1) == pytest.approx((y - high / 2, y + high / 2))


def test_several_shapes_are_on_one_picture():
    several = made(target="mask", shapes=4).y
    kinds = [len(set(np.unique(mask)) - {0}) for mask in several]
    assert max(kinds) == 4
    assert np.mean(kinds) > 2
    np.testing.assert_array_equal(made(shapes=4).x, made().x)  # a class is of one shape


@pytest.mark.parametrize(
    ("target", "form", "shape", "classes"),
    [
        ("class", TargetForm.PLAIN, (), 4),
        ("mask", TargetForm.MASK, (32, 32), 5),
        ("box", TargetForm.BOX, (4,), 0),
    ],
)
def test_the_description_is_of_what_is_made(target, form, shape, classes):
    spec, samples = ImageShapes(target=target).spec(), made(samples=8, target=target)
    assert (spec.form, spec.target.shape, spec.target.classes) == (form, shape, classes)
    assert samples.y.shape == (8, *shape)
    assert len(spec.class_names) == classes
