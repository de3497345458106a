"""What strangers send: real files, links and texts, damaged in every way a seed can choose."""

from __future__ import annotations

import base64
import io
import json
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core import fragment
from nnplayground.projects import presets, share

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

ODD: tuple[Any, ...] = (
    *(None, True, -1, 0, 1, 10**6, 10**30, -(10**400), 0.5, 1e308, "", "x" * 300, "\u0000", "../../x"),
    *([], {}, [[]] * 50, {"kind": "dense"}, {"": None}, "spiral", "Infinity", "1e999", "е́"),
)
LINKS = (
    "https://playground.tensorflow.org/#activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane"
    "&learningRate=0.03&regularizationRate=0&noise=0&networkShape=4,2&seed=0.5&showTestData=false"
    "&discretize=false&percTrainData=50&x=true&y=true&collectStats=false&problem=classification&initZero=false",
    "playground.tensorflow.org/#networkShape=8,8,8&problem=regression&regDataset=reg-gauss&hideText=false",
)


def mutate_bytes(rng: random.Random, data: bytes) -> bytes:
    """Flip, cut, repeat, move, or replace a few stretches."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at, size = rng.randrange(len(out) + 1), rng.choice((1, 2, 4, 30, 400))
        way = rng.randrange(6)
        if way == 0 and at < len(out):
            out[at] ^= 1 << rng.randrange(8)
        elif way == 1:
            del out[at : at + size]
        elif way == 2:
            out[at:at] = out[at : at + size] * rng.choice((1, 3, 40))
        elif way == 3:
            out[at : at + size] = rng.randbytes(size)
        elif way == 4:
            out[at : at + 8] = rng.choice((b"\xff" * 8, b"\x00" * 8, b"\x7f" + b"\xff" * 7))
        elif rng.random() < 0.2:
            del out[at:]
    return bytes(out)


def mutate_text(rng: random.Random, text: str) -> str:
    """Damage a text, letters of other alphabets and half characters included."""
    out = list(text)
    for _ in range(rng.choice((1, 1, 2, 8))):
        at, size = rng.randrange(len(out) + 1), rng.choice((1, 3, 40))
        way = rng.randrange(5)
        if way == 0:
            del out[at : at + size]
        elif way == 1:
            out[at:at] = out[at : at + size] * rng.choice((1, 30))
        elif way == 2:
            out[at : at + 1] = rng.choice(
                ("\x00", "\ud800", "\u202e", "%", "&", "=", ",", "9" * 400, "[" * 500)
            )
        elif way == 3:
            out[at : at + size] = (chr(rng.randrange(1, 0x2FFF)) for _ in range(size))
        elif rng.random() < 0.3:
            del out[at:]
    return "".join(out)


def mutate_value(rng: random.Random, value: Any) -> Any:
    """Return a JSON value with something odd in one place, or a name or an item lost, doubled or moved."""
    if isinstance(value, dict) and value and rng.random() < 0.93:
        key = rng.choice(list(value))
        way = rng.random()
        if way < 0.08:
            return {name: inner for name, inner in value.items() if name != key}
        if way < 0.13:
            return {**value, str(rng.choice(ODD))[:40]: value[key]}
        return {**value, key: mutate_value(rng, value[key])}
    if isinstance(value, list) and value and rng.random() < 0.93:
        at = rng.randrange(len(value))
        way = rng.random()
        if way < 0.08:
            return value[:at] + value[at + 1 :]
        if way < 0.16:
            return value + [value[at]] * rng.choice((1, 2, 500))
        return [*value[:at], mutate_value(rng, value[at]), *value[at + 1 :]]
    return rng.choice(ODD)


def mutate_json(rng: random.Random, text: str) -> str:
    """Damage the structure or the text of a JSON."""
    if rng.random() < 0.25:
        return mutate_text(rng, text)
    value = json.loads(text)
    for _ in range(rng.choice((1, 1, 2, 4))):
        value = mutate_value(rng, value)
    return json.dumps(value)


def mutate_archive(rng: random.Random, data: bytes) -> bytes:
    """Damage the bytes of a zip file, or what is in it, packed anew so that its checksums are right."""
    if rng.random() < 0.3:
        return mutate_bytes(rng, data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    chosen = rng.randrange(len(parts))
    name, content = parts[chosen]
    if name.endswith(".json") and rng.random() < 0.85:
        content = mutate_json(rng, content.decode()).encode("utf-8", "surrogatepass")
    elif name.endswith(".safetensors") and rng.random() < 0.6:
        content = _mutate_header(rng, content)
    else:
        content = mutate_bytes(rng, content)
    parts[chosen] = (name if rng.random() < 0.97 else "../" + name, content)
    if rng.random() < 0.05:
        parts.append(rng.choice(parts))
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def _mutate_header(rng: random.Random, content: bytes) -> bytes:
    """Damage what a safetensors file says of its arrays."""
    size = int.from_bytes(content[:8], "little")
    header = mutate_json(rng, content[8 : 8 + size].decode()).encode("utf-8", "surrogatepass")
    return len(header).to_bytes(8, "little") + header + content[8 + size :]


def mutate_shared(rng: random.Random, text: str) -> str:
    """Damage a shared text, or the experiment in it."""
    if rng.random() < 0.4:
        return mutate_text(rng, text)
    word = text.removeprefix("nnp1:")
    packed = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
    whole = zlib.decompressobj(zdict=share._WORDS).decompress(packed)
    if rng.random() < 0.7:
        whole = mutate_json(rng, whole.decode()).encode("utf-8", "surrogatepass")
    else:
        whole = mutate_bytes(rng, whole)
    packer = zlib.compressobj(9, zdict=share._WORDS)
    return "nnp1:" + base64.urlsafe_b64encode(packer.compress(whole) + packer.flush()).decode().rstrip("=")


# -- what is damaged -------------------------------------------------------------------------------------


def fragments(names: Sequence[str]) -> list[str]:
    """Return copied layers of presets."""
    found = []
    for name in names:
        experiment = presets.load(name)
        inner = [node.id for node in experiment.graph.nodes if node.layer.kind not in ("data", "loss")]
        found.append(fragment.cut(experiment, inner, boxes=()).to_json())
    return found


def bombs(save: Callable[[str, bytes], None]) -> None:
    """Write files that are small and would become large: packed, nested, numerous."""
    experiment = presets.load("spiral").to_json().encode()

    def zipped(name: str, content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            if name != "experiment.json":
                archive.writestr("experiment.json", experiment)
            archive.writestr(name, content)
        return out.getvalue()

    save("spaces.nnp", zipped("experiment.json", b" " * (60 * 2**20)))
    save("runs.nnp", zipped("runs.json", b"[" + b" " * (300 * 2**20) + b"]"))
    header = json.dumps(
        {"a": {"dtype": "F32", "shape": [75 * 2**20], "data_offsets": [0, 300 * 2**20]}}
    ).encode()
    zeros = len(header).to_bytes(8, "little") + header + bytes(300 * 2**20)
    save("zeros.nnp", zipped("training.safetensors", zeros))
    save("lists.json", b"[" + b"[]," * (20 * 2**20) + b"[]]")
    save("deep.json", b"[" * 10**6)
    save("deep_objects.json", b'{"a":' * 10**6)
    save("digits.json", b'{"seed": ' + b"9" * 10**6 + b"}")


def arrays(seed: int = 0) -> dict[str, np.ndarray]:
    """Return some weights."""
    return {"dense1.weight": np.random.default_rng(seed).normal(size=(8, 7)).astype(np.float32)}
