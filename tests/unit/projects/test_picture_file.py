"""Pictures of all kinds are read upright and in colour; bad ones give a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from nnplayground.core.errors import FileError
from nnplayground.data.images import opened
from nnplayground.projects import kept_pictures
from nnplayground.projects.picture_file import read_picture

if TYPE_CHECKING:
    from pathlib import Path


def saved(folder: Path, picture: Image.Image, name: str = "picture.png", **options: object) -> Path:
    path = folder / name
    picture.save(path, **options)
    return path


def test_a_picture_comes_as_red_green_and_blue(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (5, 7, 3), np.uint8)
    np.testing.assert_array_equal(read_picture(saved(tmp_path, Image.fromarray(pixels))), pixels)


def test_what_is_transparent_lies_on_white(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (2, 1), (255, 0, 0, 0))
    picture.putpixel((1, 0), (0, 0, 255, 255))
    assert read_picture(saved(tmp_path, picture)).tolist() == [[[255, 255, 255], [0, 0, 255]]]


def test_a_picture_stands_upright(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    upright = saved(tmp_path, Image.new("RGB", (30, 20)), "c.jpg", exif=turned)
    assert read_picture(upright).shape == (30, 20, 3)


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    assert read_picture(saved(tmp_path, Image.new("L", (3000, 1500)), "wide.png")).shape == (512, 1024, 3)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\nrest"])
def test_what_is_no_picture_gives_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"“bad\.png” cannot be read as a picture"):
        read_picture(path)


def test_a_cut_off_picture_gives_a_sentence(tmp_path: Path) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (64, 64, 3), np.uint8)
    path = saved(tmp_path, Image.fromarray(noise))
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(FileError):
        read_picture(path)


def test_a_huge_picture_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "MOST_PIXELS", 99)
    with pytest.raises(FileError, match="10 × 10 pixels"):
        read_picture(saved(tmp_path, Image.new("1", (10, 10))))


def test_kept_pictures_come_back_in_order_and_go(tmp_path: Path) -> None:
    first, second = (np.full((4, 4, 3), level, np.uint8) for level in (7, 9))
    for pixels in (first, second):
        kept_pictures.save(tmp_path / "own", pixels)
    (tmp_path / "own" / "picture-strange.png").write_bytes(b"?")
    kept = kept_pictures.load(tmp_path / "own")
    assert [int(picture.pixels[0, 0, 0]) for picture in kept] == [7, 9]
    kept_pictures.remove(kept[0])
    assert len(kept_pictures.load(tmp_path / "own")) == 1


def test_no_more_pictures_are_kept_than_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_pictures, "MOST", 1)
    kept_pictures.save(tmp_path, np.zeros((2, 2, 3), np.uint8))
    with pytest.raises(FileError, match="Remove one first"):
        kept_pictures.save(tmp_path, np.zeros((2, 2, 3), np.uint8))
