"""A training as a moving picture: GIF by Pillow, MP4 by ffmpeg.

ffmpeg is a program of its own, from the path or from the optional package ``imageio-ffmpeg``: it is started
beside this program, fed with pictures, and cannot bring it down. Nothing else needs it.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nnplayground.core.errors import FileError
from nnplayground.core.extras import is_stand_alone, pip_command
from nnplayground.core.text import translatable as _
from nnplayground.projects.files import replace_file

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

__all__ = [
    "FILM_KINDS",
    "Frame",
    "can_write_mp4",
    "estimate",
    "lacking_ffmpeg",
    "pack",
    "require_ffmpeg",
    "write_film",
]

FILM_KINDS = (".gif", ".mp4")
HOLD = 1.5
"""Seconds that the last picture stays: a film that begins anew at once hides how it ended."""

_COLOURS = 256
_SAMPLED = 12  # pictures that the palette of a GIF is made from
_MP4_SHARE = 0.06  # of a GIF's bytes, for pictures of this kind
_UNENDING = 0  # how Pillow is told to repeat a GIF

Told = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a film, packed: hundreds of them fit into memory.

    Attributes
    ----------
    width, height : int
    data : bytes
        Deflated rows of red, green and blue.
    """

    width: int
    height: int
    data: bytes


def pack(picture: NDArray[np.uint8]) -> Frame:
    """Pack a picture of shape (height, width, 3)."""
    height, width, _channels = picture.shape
    return Frame(width, height, zlib.compress(np.ascontiguousarray(picture).tobytes(), 1))


def write_film(path: Path, frames: Sequence[Frame], rate: float, told: Told = lambda _written: True) -> bool:
    """Write a film; the ending of ``path`` says which kind.

    Parameters
    ----------
    path : Path
        ``.gif`` or ``.mp4``; replaced only once the film is complete.
    frames : sequence of Frame
        All of the size of the first.
    rate : float
        Pictures per second. A GIF counts hundredths of a second; no picture's place in time is off by more
        than one.
    told : callable
        Hears how many pictures are written, and returns whether to go on.

    Returns
    -------
    bool
        False if ``told`` ended it; nothing is written then.

    Raises
    ------
    FileError
        If it cannot be written, or if there is no ffmpeg for an MP4.
    """
    if not frames:
        raise FileError(_("core", "A film needs at least one picture."), place=str(path))
    if path.suffix.lower() not in FILM_KINDS:
        sentence = _("core", "A film is a .gif or an .mp4, not “{ending}”.").format(ending=path.suffix)
        raise FileError(sentence, place=str(path))
    write = _write_gif if path.suffix.lower() == ".gif" else _write_mp4
    return write(path, frames, rate, told)


def estimate(frame: Frame, count: int, kind: str) -> int:
    """Return about how many bytes a film of ``count`` such pictures takes."""
    buffer = io.BytesIO()
    picture = _image(frame)
    picture.quantize(_COLOURS).save(buffer, "GIF")
    share = 1.0 if kind == ".gif" else _MP4_SHARE
    # Of later pictures only what changed is kept: about two thirds of one that is mostly heat map.
    return round(buffer.tell() * share * (1 + 0.65 * (count - 1)))


# -- GIF -----------------------------------------------------------------------------------------------


def _image(frame: Frame) -> Picture:
    from PIL import Image

    return Image.frombytes("RGB", (frame.width, frame.height), zlib.decompress(frame.data))


def _palette(frames: Sequence[Frame]) -> Picture:
    """Return one palette for the whole film: one for each picture would make still parts flicker."""
    from PIL import Image

    chosen = np.unique(np.linspace(0, len(frames) - 1, _SAMPLED).round().astype(int))
    samples = [_image(frames[number]).reduce(2) for number in chosen]
    strip = Image.new("RGB", (samples[0].width, sum(sample.height for sample in samples)))
    top = 0
    for sample in samples:
        strip.paste(sample, (0, top))
        top += sample.height
    # Covering the extremes keeps letters grey beside a heat map; k-means brings the ground back exactly.
    return strip.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1)


def _durations(count: int, rate: float) -> list[int]:
    """Return milliseconds for each picture, whole hundredths of a second that keep up with ``rate``."""
    ends = np.round(np.arange(count + 1) * 100 / rate).astype(int)
    durations = (10 * np.maximum(1, np.diff(ends))).tolist()
    durations[-1] += round(1000 * HOLD)
    return [int(duration) for duration in durations]


def _write_gif(path: Path, frames: Sequence[Frame], rate: float, told: Told) -> bool:
    from PIL import Image

    palette = _palette(frames)
    pictures = []
    for number, frame in enumerate(frames, start=1):
        pictures.append(_image(frame).quantize(palette=palette, dither=Image.Dither.NONE))
        if not told(number):
            return False
    with replace_file(path) as file:
        pictures[0].save(
            file,
            "GIF",
            save_all=True,
            append_images=pictures[1:],
            duration=_durations(len(frames), rate),
            loop=_UNENDING,
            optimize=False,
        )
    return True


# -- MP4 -----------------------------------------------------------------------------------------------


def _ffmpeg() -> str:
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return ""


def can_write_mp4() -> bool:
    """Tell whether there is an ffmpeg."""
    return bool(_ffmpeg())


def lacking_ffmpeg(place: str = "") -> FileError:
    """Return what is said where an MP4 is wanted and there is no ffmpeg."""
    remedy = _("core", "Install that program, or save a GIF.")
    if not is_stand_alone():
        remedy = _("core", "Install it with {command}, or save a GIF.").format(command=pip_command("video"))
    sentence = _("core", "An MP4 needs ffmpeg, which is not installed.")
    return FileError(sentence, place=place, remedy=remedy)


def require_ffmpeg(path: Path) -> str:
    """Return the program that makes an MP4; a FileError about ``path`` if there is none."""
    program = _ffmpeg()
    if not program:
        raise lacking_ffmpeg(str(path))
    return program


def _write_mp4(path: Path, frames: Sequence[Frame], rate: float, told: Told) -> bool:
    program = require_ffmpeg(path)
    with tempfile.TemporaryDirectory(prefix="nnplayground-") as folder:
        made = Path(folder) / "film.mp4"
        if not _encode(program, made, frames, rate, told):
            return False
        with made.open("rb") as source, replace_file(path) as target:
            shutil.copyfileobj(source, target)
    return True


def _command(program: str, made: Path, frame: Frame, rate: float) -> list[str]:
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{frame.width}x{frame.height}", "-r", f"{rate:g}"]
    # H.264 knows even sizes only; players want the index before the pictures.
    even = ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2"]
    target = ["-an", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "18", "-movflags", "+faststart"]
    return [program, "-loglevel", "error", "-y", *source, "-i", "-", *even, *target, str(made)]


def _encode(program: str, made: Path, frames: Sequence[Frame], rate: float, told: Told) -> bool:
    complaints = made.with_suffix(".txt")
    with complaints.open("wb") as said:
        process = subprocess.Popen(
            _command(program, made, frames[0], rate), stdin=subprocess.PIPE, stdout=said, stderr=said
        )
        going = _feed(process, _held(frames, rate), len(frames), told)
        if not going:
            process.kill()
        process.communicate()
    if going and process.returncode != 0:
        reason = complaints.read_text("utf-8", "replace").strip().splitlines()[-1:] or ["?"]
        sentence = _("core", "ffmpeg could not make the film: {reason}.").format(reason=reason[0].rstrip("."))
        raise FileError(sentence, remedy=_("core", "Save a GIF instead."))
    return going


def _held(frames: Sequence[Frame], rate: float) -> Iterator[Frame]:
    yield from frames
    for _again in range(round(HOLD * rate)):
        yield frames[-1]


def _feed(process: subprocess.Popen[bytes], frames: Iterator[Frame], count: int, told: Told) -> bool:
    """Hand over the pictures; False if that was ended."""
    pipe = process.stdin
    if pipe is None:
        return False
    try:
        for number, frame in enumerate(frames, start=1):
            pipe.write(zlib.decompress(frame.data))
            if not told(min(number, count)):
                return False
    except BrokenPipeError:
        return True  # it ended by itself, and its status says why
    return True
