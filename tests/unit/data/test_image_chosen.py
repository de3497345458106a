"""Several sources of pictures become one set, each as it was chosen."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from nnplayground.core.errors import DataError
from nnplayground.data.image_own import OwnPictures
from nnplayground.data.images.choices import PictureChoices
from nnplayground.data.images.chosen import Chosen, class_counts, look, read
from nnplayground.data.images.sources import ArraySource, open_source

EIGHT = PictureChoices(size=8, colour=False)


def quiet(_done: int, _of: int) -> None:
    pass


def never() -> bool:
    return False


@pytest.fixture
def pets(tmp_path):
    for name, count in (("cat", 5), ("dog", 3)):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number in range(count):
            colour = (10 * number, 0, 0) if name == "cat" else (200, 200, 200)
            Image.new("RGB", (12, 9), colour).save(tmp_path / "pets" / name / f"{name}_{number}.png")
    return tmp_path / "pets"


@pytest.fixture
def imports(pets):
    whole, dogs = open_source([pets]), open_source([pets / "dog"])
    return [Chosen(whole, EIGHT.replace(most=4)), Chosen(dogs, EIGHT.replace(name="wolf"))]


def test_classes_of_all_sources_are_counted_as_chosen(imports, pets):
    assert class_counts(imports) == {"cat": 4, "dog": 3, "wolf": 3}
    same = Chosen(open_source([pets / "dog"]), EIGHT.replace(most=2))
    assert class_counts([imports[0], same]) == {"cat": 4, "dog": 5}


def test_what_is_read_are_the_classes_and_the_pictures_that_were_shown(imports):
    told: list[tuple[int, int]] = []
    pictures = read(imports, lambda *sizes: told.append(sizes), never)
    assert dict(zip(pictures.class_names, pictures.counts, strict=True)) == class_counts(imports)
    assert told[-1] == (10, 10)
    assert told == sorted(told)
    shown = look(imports, 8, never)
    for label, some in enumerate(shown):
        np.testing.assert_array_equal(some, pictures.pixels[pictures.labels == label])


def test_classes_are_by_folders_or_by_the_names_of_files(pets):
    mixed = pets.parent / "mixed"
    mixed.mkdir()
    for file in pets.rglob("*.png"):
        file.rename(mixed / file.name)
    source = open_source([mixed])
    assert class_counts([Chosen(source, EIGHT)]) == {"mixed": 8}
    assert class_counts([Chosen(source, EIGHT.replace(by_names=True, name="mixed"))]) == {"cat": 5, "dog": 3}


def test_all_sources_together_are_to_fit(imports, monkeypatch):
    monkeypatch.setattr("nnplayground.data.images.found.MOST_VALUES", 7 * 64)  # either fits, both do not
    with pytest.raises(DataError, match="10 pictures of 1×8×8"):
        read(imports, quiet, never)


def test_the_choices_of_every_import_are_kept_with_the_pictures(imports):
    choices = tuple(one.choices for one in imports)
    kept = OwnPictures.of(read(imports, quiet, never), choices)
    assert kept.imports == choices
    assert OwnPictures.model_validate_json(kept.model_dump_json()) == kept
    assert kept.replace(imported=None).imports == ()
    # What was kept can be chosen of again, where the files are not known.
    anew = Chosen(ArraySource(kept.pictures()), EIGHT.replace(size=9, most=2))
    assert class_counts([anew]) == {"cat": 2, "dog": 2, "wolf": 2}
    assert read([anew], quiet, never).pixels.shape == (6, 1, 9, 9)
