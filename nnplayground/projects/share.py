"""A whole experiment as one word, short enough for a message, an address or a QR code.

``nnp1:`` and the experiment's JSON, deflated against words that nearly every experiment holds, in the
alphabet of URLs. Own data follows the JSON as safetensors, behind a null. Nothing is left out, so that
reading gives back the very experiment. What is read is text from a stranger: its size is limited before and
while it is unpacked, a checksum finds what was cut off, and the JSON is read as strictly as that of a file.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib

from numpy import ndarray

from nnplayground.core.errors import FileError
from nnplayground.core.experiment import Experiment
from nnplayground.core.text import translatable as _
from nnplayground.data.attachments import attachments, key_of
from nnplayground.projects import files
from nnplayground.projects.export import tensors

__all__ = ["LONGEST", "from_text", "looks_like_text", "qr_code", "to_text"]

LONGEST = 16 * 2**20
"""Characters of a text, at most; about as many as a clipboard takes without complaint."""
_PREFIX = "nnp1:"
_VERSIONS = re.compile(r"\s*nnp\d+:")
_QR_LIMIT = 2953  # bytes in the largest QR code with the least correction
# What texts refer back to. It is part of the format: “nnp1” means exactly these words, and other ones would
# need another number. What is most common stands last, where it is reached by the shortest distances.
_WORDS = (
    b'"circle","xor","gauss","plane","moons","rings","checkerboard","multi_gauss","sine","polynomial","i'
    b'ris","wine","digits","glyphs","shapes","textures","kind":"conv2d","out_channels":16,"kernel_size":'
    b'[3,3],"stride":[1,1],"padding":"same","dilation":[1,1],"groups":1,"padding_mode":"zeros","kind":"m'
    b'ax_pool2d","kernel_size":[2,2],"kind":"avg_pool2d","kind":"global_avg_pool","kind":"flatten","kind'
    b'":"dropout","p":0.5,"kind":"batch_norm","kind":"layer_norm","kind":"add","kind":"concatenate","kin'
    b'd":"activation","options":{"frozen":true,"learning_rate_factor":1.0,"l1":null,"l2":null,"initializ'
    b'ation":null,"ablated":[0],"muted":true,"cross_entropy","squared_error","binary_cross_entropy","rel'
    b'u","sigmoid","tanh","identity","gelu","silu","kind":"adam","beta1":0.9,"beta2":0.999,"eps":1e-08},'
    b'"kind":"rmsprop","alpha":0.99,"momentum":0.9,"kind":"exponential","gamma":0.99998},"kind":"cosine"'
    b',"epochs":200,"floor":0.0},"kind":"plateau","kind":"l1","rate":0.001,"batch_size":"full","carry","'
    b'bfloat16","float64","cuda","seedrandom",{"format":"nnplayground","version":1,"title":{"en":"","ru"'
    b':""},"notes":{"en":"","ru":""},"seed":0,"data":{"dataset":{"kind":"spiral","samples":500,"noise":0'
    b'.05},"features":["x1","x2","x1^2","x2^2","x1*x2","sin(x1)","sin(x2)"],"split":{"train":0.5,"valida'
    b'tion":0.0},"standardize":false,"seed":0,"stream":"numpy","seed_text":""},"graph":{"nodes":[{"id":"'
    b'data","name":"Input","kind":"data"},{"id":"dense1","name":"Dense 1","kind":"linear","units":8,"act'
    b'ivation":"tanh","bias":true,"in_features":null},{"id":"output","name":"Output","kind":"linear","un'
    b'its":2,"activation":"identity","bias":true,"in_features":null},{"id":"loss","name":"Loss","kind":"'
    b'loss","loss":null,"weight":1.0}],"edges":[{"source":"data","target":"dense1","source_port":"x","ta'
    b'rget_port":"input"},{"source":"dense1","target":"output","source_port":"output","target_port":"inp'
    b'ut"},{"source":"output","target":"loss","source_port":"output","target_port":"prediction"}],"block'
    b's":[]},"training":{"optimizer":{"kind":"sgd","momentum":0.0,"nesterov":false},"learning_rate":0.03'
    b',"schedule":"constant","batch_size":10,"regularization":{"kind":"none","rate":0.0,"scale":1.0,"aft'
    b'er_step":false,"dead_at_zero":false},"clip":{"kind":"none","limit":1.0},"shuffle":true,"remainder"'
    b':"own","stop":{"epochs":null,"steps":null,"seconds":null,"until":null,"patience":null},"phases":[]'
    b',"precision":"float32","device":"auto","threads":0,"engine":"auto"},"layout":{"positions":{},"fold'
    b'ed":[],"notes":[],"frames":[]},"view":{"show_test":false,"discretize":false,"hidden":[]}}'
)


def to_text(experiment: Experiment) -> str:
    """Return the text that stands for an experiment; :func:`from_text` is its inverse.

    Raises
    ------
    PlaygroundError
        If it would be too long, or own data is not here.
    """
    whole = json.dumps(experiment.to_dict(), ensure_ascii=False, separators=(",", ":"))
    packer = zlib.compressobj(9, zdict=_WORDS)
    packed = packer.compress(whole.encode()) + packer.compress(_own_data(experiment)) + packer.flush()
    text = _PREFIX + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")
    if len(text) > LONGEST:
        sentence = _("core", "The text would have {count} characters; at most {limit} are read.")
        remedy = _("core", "Save the project and share the file.")
        said = sentence.format(count=f"{len(text):,}", limit=f"{LONGEST:,}")
        raise FileError(said, place="data", remedy=remedy)
    return text


def _own_data(experiment: Experiment) -> bytes:
    """Return what the experiment refers to by key, if anything; the array's name stands behind the key."""
    arrays = {
        f"{key}/{name}": array
        for key in experiment.data.dataset.attachments()
        for name, array in attachments().get(key).items()
    }
    return b"\0" + tensors(arrays) if arrays else b""


def _keep(packed: bytes) -> None:
    """Put own data where the experiment looks for it."""
    found: dict[str, dict[str, ndarray]] = {}
    for name, array in files.unpack_tensors(packed).items():
        key, _slash, own = name.partition("/")
        found.setdefault(key, {})[own] = array
    for key, arrays in found.items():
        if key_of(arrays) != key:
            raise _damaged()
        attachments().put(arrays)


def looks_like_text(text: str) -> bool:
    """Tell whether ``text`` is meant to be a shared experiment, of whatever version."""
    return _VERSIONS.match(text) is not None


def from_text(text: str) -> Experiment:
    """Read a shared experiment; line breaks and spaces that a mail program put into it do not matter.

    Raises
    ------
    FileError
        With one sentence about why it cannot be read.
    """
    if len(text) > LONGEST:
        sentence = _("core", "The text has {count} characters; at most {limit} are read.")
        raise FileError(sentence.format(count=f"{len(text):,}", limit=f"{LONGEST:,}"))
    word = "".join(text.split())
    if not word.startswith(_PREFIX):
        raise _unknown(word)
    whole, _null, own = _unpacked(word.removeprefix(_PREFIX)).partition(b"\0")
    experiment = files.parse(whole)
    if own:
        _keep(own)
    return experiment


def _unknown(word: str) -> FileError:
    if looks_like_text(word):
        sentence = _("core", "The text begins with “{start}”; this program reads “{known}”.")
        start = word.partition(":")[0] + ":"
        remedy = _("core", "Install a newer NN Playground.")
        return FileError(sentence.format(start=start[:20], known=_PREFIX), remedy=remedy)
    sentence = _("core", "This is not the text of a shared experiment.")
    return FileError(sentence, remedy=_("core", "It begins with “{start}”.").format(start=_PREFIX))


def _unpacked(word: str) -> bytes:
    unpacker = zlib.decompressobj(zdict=_WORDS)
    try:
        packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        data = unpacker.decompress(packed, files.MAX_JSON + 1)
    except (ValueError, binascii.Error, zlib.error) as error:
        raise _damaged() from error
    if len(data) > files.MAX_JSON:
        sentence = _("core", "It holds more than {limit} MB, the most that is read.")
        raise FileError(sentence.format(limit=files.MAX_JSON // 2**20))
    if not unpacker.eof or unpacker.unused_data:
        raise _damaged()
    return data


def _damaged() -> FileError:
    sentence = _("core", "The text of the shared experiment is damaged or not complete.")
    return FileError(sentence, remedy=_("core", "Copy it once more, from its first to its last character."))


def qr_code(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the squares of a QR code row by row, True where it is dark; without the quiet zone around it.

    Raises
    ------
    FileError
        If the text is longer than a QR code holds.
    """
    import segno

    if len(text.encode()) > _QR_LIMIT:
        sentence = _("core", "The text has {count} characters; a QR code holds {limit}.")
        remedy = _("core", "Copy the text, or save the project.")
        said = sentence.format(count=f"{len(text):,}", limit=f"{_QR_LIMIT:,}")
        raise FileError(said, remedy=remedy)
    made = segno.make_qr(text, error="l", boost_error=True)
    return tuple(tuple(bool(square) for square in row) for row in made.matrix)
