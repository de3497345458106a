"""From LLVM's assembly language to machine code in this process, through llvmlite."""

from __future__ import annotations

import atexit
import ctypes
import platform
import sys
import threading
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING, Any

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.native.functions import LARGE_COSINE, LARGE_SINE
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "MachineCode",
    "compiled",
    "has_fma",
    "library_function",
    "machine_code",
    "registers",
    "unavailable",
]

_KEPT = 64  # pieces of machine code
_cache: OrderedDict[str, MachineCode] = OrderedDict()
_lock = threading.Lock()


class MachineCode:
    """A module's functions, which can be called for as long as this object lives.

    Code that is not optimized is there at once. :meth:`improve` has faster code made in the background, which
    replaces it as soon as it is ready; its numbers are the same bit by bit.

    Parameters
    ----------
    assembly : str
        A module in LLVM's assembly language with functions ``run`` and ``many``.
    better : callable
        Returns a module that computes the same and is worth optimizing.

    Attributes
    ----------
    functions : Functions
        The latest.

    Raises
    ------
    Unsupported
        If LLVM is missing or refuses.
    """

    def __init__(self, assembly: str, better: Callable[[], str]) -> None:
        self._assembly, self._better = assembly, better
        self._improving: threading.Thread | None = None
        self._once = threading.Lock()
        self.functions = Functions(assembly, optimized=False)

    def improve(self, *, wait: bool = False) -> None:
        """Have faster code made, in a thread of its own; takes up to a second."""
        with self._once:
            if self._improving is None:
                self._improving = threading.Thread(target=self._improve, name="optimizer", daemon=True)
                atexit.register(self._improving.join)  # a thread inside LLVM must not outlive the program
                self._improving.start()
        if wait:
            self._improving.join()

    def _improve(self) -> None:
        try:
            self.functions = Functions(self._worth_optimizing(), optimized=True)
        finally:
            assert self._improving is not None
            atexit.unregister(self._improving.join)

    def _worth_optimizing(self) -> str:
        try:
            return self._better()
        except Unsupported:  # written out it would be too long
            return self._assembly


class Functions:
    """The compiled functions ``run`` and ``many`` of a module.

    Calls release Python's lock. Whoever calls one must hold this object until it returns.
    """

    def __init__(self, assembly: str, *, optimized: bool) -> None:
        self.optimized = optimized
        self._engine = compiled(assembly, optimized=optimized)
        pointer, integer = ctypes.c_void_p, ctypes.c_int64
        self.run = ctypes.CFUNCTYPE(integer, pointer, integer)(self._address("run"))
        self.many = ctypes.CFUNCTYPE(None, pointer, pointer, integer, integer)(self._address("many"))

    def _address(self, name: str) -> int:
        address: int = self._engine.get_function_address(name)
        return address


def compiled(assembly: str, *, optimized: bool, symbols: Mapping[str, int] | None = None) -> Any:
    """Return LLVM's execution engine with the machine code of a module, which lives as long as it does.

    Parameters
    ----------
    assembly : str
    optimized : bool
    symbols : Mapping[str, int], optional
        Addresses of functions that it calls.

    Raises
    ------
    Unsupported
        If LLVM is missing or refuses.
    """
    llvm = _llvm()
    for name, address in (symbols or {}).items():
        llvm.add_symbol(name, address)
    try:
        engine = llvm.create_mcjit_compiler(llvm.parse_assembly(assembly), _machine(optimized))
        engine.finalize_object()
    except RuntimeError as error:
        raise Unsupported(
            _("core", "LLVM refuses: {reason}").format(reason=str(error).splitlines()[0])
        ) from error
    return engine


def machine_code(assembly: str, better: Callable[[], str]) -> MachineCode:
    """Return machine code, the same object for the same text as long as it is among the latest few.

    The parameters are those of :class:`MachineCode`.
    """
    with _lock:
        known = _cache.get(assembly)
        if known is not None:
            _cache.move_to_end(assembly)
            return known
    made = MachineCode(assembly, better)
    with _lock:
        made = _cache.setdefault(assembly, made)
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return made


def unavailable() -> str:
    """Return why there is no machine code here, or nothing if there can be."""
    try:
        _llvm()
    except Unsupported as error:
        return str(error)
    return ""


@cache
def has_fma() -> bool:
    """Tell whether the processor multiplies and adds in one rounding."""
    return platform.machine().lower() in ("arm64", "aarch64") or _features().get("fma", False)


@cache
def registers() -> int:
    """Return how many vectors of 64 bytes the processor's registers hold, at least 8."""
    return 32 if _features().get("avx512f", False) else 8


@cache
def _llvm() -> Any:
    """Return llvmlite's binding, initialized once."""
    try:
        import llvmlite.binding as llvm
    except (ImportError, OSError) as error:
        raise Unsupported(
            _("core", "llvmlite cannot be loaded ({reason})").format(reason=str(error))
        ) from error
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    mathematics = "ucrtbase" if sys.platform == "win32" else None
    for symbol, function in ((LARGE_SINE, "sin"), (LARGE_COSINE, "cos")):
        llvm.add_symbol(symbol, library_function(mathematics, function))
    return llvm


def library_function(file: str | None, name: str) -> int:
    """Return the address of a function of the operating system's, in a library or in this process."""
    library = ctypes.CDLL(file)
    address = ctypes.cast(getattr(library, name), ctypes.c_void_p).value
    assert address is not None
    return address


@cache
def _features() -> dict[str, bool]:
    """Return what the processor can do; nothing beyond its architecture's baseline if LLVM cannot tell."""
    try:
        return dict(_llvm().get_host_cpu_features())
    except RuntimeError:
        return {}


def _machine(optimized: bool) -> Any:
    """Return a new target, which the engine it is given to will own and destroy."""
    llvm = _llvm()
    features = ",".join(f"{'+' if has else '-'}{name}" for name, has in sorted(_features().items()))
    name = llvm.get_host_cpu_name() if features else ""
    target = llvm.Target.from_default_triple()
    # Loops, vectors and common subexpressions are in the text as they should be: LLVM's passes over it would
    # take most of the time and gain a few percent. What counts is how registers are used.
    return target.create_target_machine(cpu=name, features=features, opt=2 if optimized else 0, jit=True)
