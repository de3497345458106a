"""Films: Pillow opens the GIF, ffmpeg's own reader the MP4, and nothing half-made is left."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageSequence

from nnplayground.core.errors import FileError
from nnplayground.projects import film
from nnplayground.projects.film import can_write_mp4, estimate, pack, write_film

if TYPE_CHECKING:
    from pathlib import Path

    from nnplayground.projects.film import Frame

COUNT = 12


@pytest.fixture
def frames() -> list[Frame]:
    """A bar of the diverging colours that moves to the right, over a still corner."""
    result = []
    for number in range(COUNT):
        picture = np.full((61, 91, 3), (24, 27, 33), np.uint8)
        picture[:, 4 * number : 4 * number + 12] = (242, 153, 74)
        picture[:10, -10:] = (74, 163, 240)
        result.append(pack(picture))
    return result


def test_a_gif_has_every_picture_in_its_colours_and_time(tmp_path: Path, frames: list[Frame]) -> None:
    path = tmp_path / "run.gif"
    told: list[int] = []
    assert write_film(path, frames, 15.0, lambda count: told.append(count) or True)
    assert told == list(range(1, COUNT + 1))
    with Image.open(path) as opened:
        assert (opened.n_frames, opened.size, opened.info["loop"]) == (COUNT, (91, 61), 0)
        pictures, durations = [], []
        for number, picture in enumerate(ImageSequence.Iterator(opened)):
            durations.append(picture.info["duration"])
            pixels = np.asarray(picture.convert("RGB")).astype(int)
            assert np.abs(pixels[30, 4 * number + 6] - (242, 153, 74)).max() <= 6
            assert np.abs(pixels[2, -2] - (74, 163, 240)).max() <= 6
            pictures.append(pixels.tobytes())
    assert len(set(pictures)) == COUNT
    assert sum(durations[:-1]) == pytest.approx(1000 * (COUNT - 1) / 15, abs=10)
    assert durations[-1] > 1000, "the end can be seen before it begins anew"


def test_a_film_that_is_given_up_leaves_no_file(tmp_path: Path, frames: list[Frame]) -> None:
    assert not write_film(tmp_path / "run.gif", frames, 15.0, lambda count: count < 5)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "sentence"), [("run.avi", "not “.avi”"), ("no/run.gif", "cannot be written")]
)
def test_what_cannot_be_written_is_said(
    tmp_path: Path, frames: list[Frame], name: str, sentence: str
) -> None:
    with pytest.raises(FileError, match=sentence):
        write_film(tmp_path / name, frames, 15.0)


def test_no_ffmpeg_is_one_sentence_with_a_remedy(
    tmp_path: Path, frames: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film, "_ffmpeg", lambda: "")
    assert not can_write_mp4()
    with pytest.raises(FileError, match="needs ffmpeg") as failure:
        write_film(tmp_path / "run.mp4", frames, 15.0)
    assert "nnplayground[video]" in str(failure.value)
    assert not list(tmp_path.iterdir())


def test_the_estimate_is_of_the_right_size(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 60, (20, 100, 150, 3), dtype=np.uint8)
    frames = [pack(picture) for picture in noise]
    write_film(tmp_path / "run.gif", frames, 15.0)
    size = (tmp_path / "run.gif").stat().st_size
    assert size / 2 < estimate(frames[0], len(frames), ".gif") < 2 * size


@pytest.mark.skipif(not can_write_mp4(), reason="needs ffmpeg")
def test_an_mp4_has_every_picture(tmp_path: Path, frames: list[Frame]) -> None:
    path = tmp_path / "run.mp4"
    assert write_film(path, frames, 10.0)
    assert path.read_bytes()[4:8] == b"ftyp"
    raw = subprocess.run(
        [film._ffmpeg(), "-loglevel", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    pictures = np.frombuffer(raw, np.uint8).reshape(-1, 62, 92, 3).astype(int)
    assert len(pictures) == COUNT + 15, "the last one stays for one and a half seconds"
    for number in range(COUNT):
        assert np.abs(pictures[number, 30, 4 * number + 6] - (242, 153, 74)).max() < 40


@pytest.mark.skipif(not can_write_mp4(), reason="needs ffmpeg")
def test_an_mp4_that_is_given_up_leaves_no_file(tmp_path: Path, frames: list[Frame]) -> None:
    assert not write_film(tmp_path / "run.mp4", frames, 15.0, lambda count: count < 5)
    assert not list(tmp_path.iterdir())
