"""From LLVM's assembly language to machine code in this process, through llvmlite."""

from __future__ import annotations

import ctypes
import hashlib
import platform
import sys
import threading
from collections import OrderedDict
from functools import cache
from typing import Any

from nnplayground.train.engine.native.code import Unsupported
from nnplayground.train.engine.native.functions import LARGE_COSINE, LARGE_SINE

__all__ = ["DONE_WELL", "QUICK", "MachineCode", "compiled", "has_fma", "unavailable"]

QUICK, DONE_WELL = 0, 3
_KEPT = 64  # pieces of machine code
_cache: OrderedDict[tuple[str, int], MachineCode] = OrderedDict()
_lock = threading.Lock()


class MachineCode:
    """Functions that can be called for as long as this object lives.

    Parameters
    ----------
    assembly : str
        A module in LLVM's assembly language.
    level : {QUICK, DONE_WELL}
        How much time to spend; the numbers that come out are the same bit by bit.

    Raises
    ------
    Unsupported
        If LLVM is missing or refuses.
    """

    def __init__(self, assembly: str, level: int) -> None:
        llvm = _llvm()
        self.level = level
        try:
            module = llvm.parse_assembly(assembly)
            machine = _machine(level)
            if level:
                _optimize(llvm, module, machine)
            self._engine = llvm.create_mcjit_compiler(module, machine)
            self._engine.finalize_object()
        except RuntimeError as error:
            raise Unsupported(f"LLVM refuses: {str(error).splitlines()[0]}") from error

    def address(self, name: str) -> int:
        """Return where a function begins."""
        address: int = self._engine.get_function_address(name)
        return address


def compiled(assembly: str, level: int) -> MachineCode:
    """Return machine code, the same object for the same text as long as it is among the latest few."""
    key = hashlib.sha256(assembly.encode()).hexdigest(), level
    with _lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    made = MachineCode(assembly, level)
    with _lock:
        made = _cache.setdefault(key, made)
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return made


def unavailable() -> str:
    """Return why there is no machine code here, or nothing if there can be."""
    try:
        _llvm()
    except Unsupported as error:
        return error.what
    return ""


@cache
def has_fma() -> bool:
    """Tell whether the processor multiplies and adds in one rounding."""
    machine = platform.machine()
    return machine.lower() in ("arm64", "aarch64") or _features().get("fma", False)


@cache
def _llvm() -> Any:
    """Return llvmlite's binding, initialized once."""
    try:
        import llvmlite.binding as llvm
    except (ImportError, OSError) as error:
        raise Unsupported(f"llvmlite cannot be loaded: {error}") from error
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    for symbol, function in ((LARGE_SINE, "sin"), (LARGE_COSINE, "cos")):
        llvm.add_symbol(symbol, _library_function(function))
    return llvm


def _library_function(name: str) -> int:
    library = ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None)
    address = ctypes.cast(getattr(library, name), ctypes.c_void_p).value
    assert address is not None
    return address


@cache
def _features() -> dict[str, bool]:
    try:
        return dict(_llvm().get_host_cpu_features())
    except RuntimeError:
        return {}  # LLVM does not know this processor: its architecture's baseline will do


@cache
def _machine(level: int) -> Any:
    llvm = _llvm()
    target = llvm.Target.from_default_triple()
    features = ",".join(f"{'+' if has else '-'}{name}" for name, has in sorted(_features().items()))
    name = llvm.get_host_cpu_name() if features else ""
    return target.create_target_machine(cpu=name, features=features, opt=level, jit=True)


def _optimize(llvm: Any, module: Any, machine: Any) -> None:
    options = llvm.create_pipeline_tuning_options(speed_level=2)
    # The vectors are in the text already; looking for more only costs time.
    options.loop_vectorization = options.slp_vectorization = False
    builder = llvm.create_pass_builder(machine, options)
    builder.getModulePassManager().run(module, builder)
