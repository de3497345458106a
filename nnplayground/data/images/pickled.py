"""Reading the pickles of CIFAR without unpickling.

A pickle is a program, and Python's own reader runs it: a poisoned file can do anything. Here the program's
words are only looked at. Those that build plain values are followed; the few functions that numpy's arrays
name are rebuilt by hand; everything else is refused.
"""

from __future__ import annotations

import io
import math
import pickletools
from typing import TYPE_CHECKING, Any

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["read_pickle"]

_MARK = object()
_DEEPEST = 1_000_000  # values at a time; CIFAR needs some 20,000

_ARRAY_MAKERS = {
    "numpy.core.multiarray _reconstruct",
    "numpy._core.multiarray _reconstruct",
}


_BUFFER_MAKERS = {"numpy.core.numeric _frombuffer", "numpy._core.numeric _frombuffer"}


class _Name:
    """A function or class that the file names; it is never looked up."""

    def __init__(self, name: str) -> None:
        self.name = name


class _Type:
    """A numpy dtype under construction."""

    def __init__(self, code: str) -> None:
        self.code = code.lstrip("<>|=")
        self.order = "|"

    def numpy(self) -> np.dtype[Any]:
        """Return the type, if it is one of plain numbers."""
        if self.code not in ("u1", "i1", "u2", "i2", "i4", "u4", "i8", "u8", "f4", "f8"):
            raise _refused(f"dtype {self.code[:20]}")
        return np.dtype((self.order if self.order in "<>" else "=") + self.code)


class _Array:
    """A numpy array under construction."""

    def __init__(self, value: np.ndarray | None = None) -> None:
        self.value = value


def read_pickle(data: bytes, name: str) -> Any:
    """Return what a pickle of plain values and numpy arrays stands for.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, for the error.

    Returns
    -------
    object
        Made of dict, list, tuple, str, bytes, int, float, bool, None and ndarray. Strings of Python 2 are
        str, decoded as Latin-1.

    Raises
    ------
    DataError
        If it is damaged, or says anything else.
    """
    machine = _Machine()
    try:
        for opcode, argument, _place in pickletools.genops(io.BytesIO(data)):
            if opcode.name == "STOP":
                break
            machine.do(opcode.name, argument)
        return _finished(machine.stack.pop())
    except DataError as error:
        raise DataError(error.sentence, place=name, remedy=error.remedy) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, Warning) as error:
        sentence = _("core", "The file is damaged or no pickle of pictures.")
        raise DataError(sentence, place=name, remedy=_("core", "Download the archive again.")) from error


def _refused(word: str) -> DataError:
    sentence = _("core", "The file asks to run “{word}”, which pictures do not need; it was not run.")
    remedy = _("core", "Do not trust this file. Download the archive from its publisher.")
    return DataError(sentence.format(word=word), remedy=remedy)


def _finished(value: Any) -> Any:
    """Return a value with its arrays in place."""
    if isinstance(value, _Array):
        if value.value is None:
            raise ValueError("an array without content")
        return value.value
    if isinstance(value, dict):
        return {key: _finished(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_finished, value))
    if isinstance(value, _Name):
        raise _refused(value.name)
    return value


class _Machine:
    """The stack and the memory of a pickle."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self._memory: dict[int, Any] = {}

    def do(self, word: str, argument: Any) -> None:
        """Follow one opcode."""
        if len(self.stack) > _DEEPEST or len(self._memory) > _DEEPEST:
            raise ValueError("too many values")
        if word in _VALUES:
            self.stack.append(argument)
        elif word in _CONSTANTS:
            self.stack.append(_CONSTANTS[word]())
        elif word in _ACTS:
            _ACTS[word](self, argument)
        elif word not in _SILENT:
            raise _refused(word)

    def _since_mark(self) -> list[Any]:
        for place in range(len(self.stack) - 1, -1, -1):
            if self.stack[place] is _MARK:
                found = self.stack[place + 1 :]
                del self.stack[place:]
                return found
        raise ValueError("no mark")

    def put(self, place: int) -> None:
        """Remember the top of the stack."""
        self._memory[place] = self.stack[-1]

    def memoize(self, _argument: Any) -> None:
        """Remember the top of the stack at the next free place."""
        self._memory[len(self._memory)] = self.stack[-1]

    def get(self, place: int) -> None:
        """Take what was remembered."""
        self.stack.append(self._memory[place])

    def tuple_of(self, count: int | None) -> None:
        """Make a tuple of the last values."""
        if count is None:
            values = self._since_mark()
        else:
            values = self.stack[-count:]
            del self.stack[-count:]
        self.stack.append(tuple(values))

    def extend(self, many: bool) -> None:
        """Put values at the end of a list."""
        values = self._since_mark() if many else [self.stack.pop()]
        self._under(list).extend(values)

    def set_items(self, many: bool) -> None:
        """Put pairs into a dictionary."""
        values = self._since_mark() if many else [self.stack.pop(-2), self.stack.pop()]
        self._under(dict).update(zip(values[::2], values[1::2], strict=True))

    def _under(self, kind: type) -> Any:
        if type(self.stack[-1]) is not kind:
            raise ValueError(f"no {kind.__name__} to add to")
        return self.stack[-1]

    def name(self, argument: str | None) -> None:
        """Take the name of a function; nothing is imported."""
        if argument is None:
            attribute, module = self.stack.pop(), self.stack.pop()
            argument = f"{module} {attribute}"
        self.stack.append(_Name(argument))

    def reduce(self, _argument: Any) -> None:
        """Do by hand what one of the known functions would do."""
        values, function = self.stack.pop(), self.stack.pop()
        if not isinstance(function, _Name):
            raise ValueError("no function")
        self.stack.append(_called(function.name, values))

    def build(self, _argument: Any) -> None:
        """Give an array or a type its state."""
        state, target = self.stack.pop(), self.stack[-1]
        if isinstance(target, _Type):
            target.order = str(state[1])
        elif isinstance(target, _Array):
            target.value = _content(state)
        else:
            raise _refused("BUILD")


def _called(name: str, values: tuple[Any, ...]) -> Any:
    if name in _ARRAY_MAKERS and isinstance(values[0], _Name) and values[0].name == "numpy ndarray":
        return _Array()
    if name in _BUFFER_MAKERS:
        data, kind, shape, order = values
        return _Array(_content((1, shape, kind, order == "F", data)))
    if name == "numpy dtype":
        return _Type(_text(values[0]))
    if name == "_codecs encode" and values[1:] == ("latin1",):  # how Python 3 writes bytes for Python 2
        return values[0].encode("latin-1")
    raise _refused(name)


def _content(state: tuple[Any, ...]) -> np.ndarray:
    """Make an array of (version, shape, dtype, is_fortran, bytes)."""
    _version, shape, kind, fortran, data = state
    if not isinstance(kind, _Type) or not all(isinstance(side, int) and side >= 0 for side in shape):
        raise ValueError("no array")
    content = data.encode("latin-1") if isinstance(data, str) else bytes(data)
    dtype = kind.numpy()
    if len(content) != math.prod(shape) * dtype.itemsize:
        raise ValueError("an array of another size")
    return np.frombuffer(content, dtype).reshape(shape, order="F" if fortran else "C")


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


_VALUES = frozenset(
    {
        *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "FLOAT", "BINFLOAT"),
        *("STRING", "BINSTRING", "SHORT_BINSTRING", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"),
        *("BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    }
)
_CONSTANTS: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_DICT": dict,
    "EMPTY_LIST": list,
    "EMPTY_TUPLE": tuple,
    "MARK": lambda: _MARK,
}
_SILENT = frozenset({"PROTO", "FRAME"})
_ACTS: dict[str, Callable[[_Machine, Any], None]] = {
    "BINPUT": _Machine.put,
    "LONG_BINPUT": _Machine.put,
    "PUT": _Machine.put,
    "MEMOIZE": _Machine.memoize,
    "BINGET": _Machine.get,
    "LONG_BINGET": _Machine.get,
    "GET": _Machine.get,
    "TUPLE": lambda machine, _: machine.tuple_of(None),
    "TUPLE1": lambda machine, _: machine.tuple_of(1),
    "TUPLE2": lambda machine, _: machine.tuple_of(2),
    "TUPLE3": lambda machine, _: machine.tuple_of(3),
    "APPEND": lambda machine, _: machine.extend(False),
    "APPENDS": lambda machine, _: machine.extend(True),
    "SETITEM": lambda machine, _: machine.set_items(False),
    "SETITEMS": lambda machine, _: machine.set_items(True),
    "GLOBAL": _Machine.name,
    "STACK_GLOBAL": lambda machine, _: machine.name(None),
    "REDUCE": _Machine.reduce,
    "BUILD": _Machine.build,
}
