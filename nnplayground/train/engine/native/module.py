"""The functions around a step's body: what is called from outside.

Both run with subnormal numbers flushed to zero, as :mod:`nnplayground.train.engine.subnormals` has it for
PyTorch, whichever thread calls them.
"""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["argument_name", "write_module"]

_NAMED = ("plan", "losses", "scratch", "numbers", "keys")


def argument_name(number: int, name: str) -> str:
    """Return what the pointer to a tensor is called in the body."""
    return f"%{name}" if name in _NAMED else f"%argument{number}"


def write_module(
    body: Sequence[str],
    stack: Sequence[str],
    declarations: Collection[str],
    arguments: Sequence[str],
    processor: str | None = None,
    *,
    short: bool = False,
) -> str:
    """Return the text of a module with the functions ``run`` and ``many``.

    Parameters
    ----------
    body, stack : sequence of str
        The lines of the step's function, and those that reserve its memory.
    declarations : collection of str
    arguments : sequence of str
        The names of tensors, in the order of the table of pointers.
    processor : str, optional
        As :func:`platform.machine` calls it; by default the one at hand.
    short : bool
        Whether the text is to be translated soon, not to run fast: what is known of pointers is left out.
    """
    names = [argument_name(number, name) for number, name in enumerate(arguments)]
    loads = []
    for number, name in enumerate(names):
        loads.append(f"  %place{number} = getelementptr ptr, ptr %arguments, i64 {number}")
        loads.append(f"  {name} = load ptr, ptr %place{number}")
    given = "".join(f"ptr {name}, " for name in names)
    taken = "".join(f"ptr noalias {name}, " for name in names)
    before, within = (loads, []) if not short else ([], loads)
    if short:
        given = taken = "ptr %arguments, "
    declared, flush, restore = _FLUSHING.get((processor or platform.machine()).lower(), ("", "", ""))
    return "\n".join(
        [
            *sorted(declarations),
            declared,
            # A function of its own: LLVM may move arithmetic across a change of mode, but not across a call.
            f"define internal i64 @steps({taken}i64 %steps) noinline #0 {{",
            "entry:",
            *within,
            *stack,
            *body,
            "}",
            "define i64 @run(ptr %arguments, i64 %steps) #0 {",
            *before,
            flush,
            f"  %done = call i64 @steps({given}i64 %steps)",
            restore,
            "  ret i64 %done",
            "}",
            _MANY,
            f"attributes #0 = {{ {_ATTRIBUTES} }}",
        ]
    )


_ATTRIBUTES = " ".join(
    [
        'nounwind "prefer-vector-width"="512" "no-stack-arg-probe"',
        '"denormal-fp-math"="preserve-sign,preserve-sign"',
    ]
)

_X86 = (
    "declare void @llvm.x86.sse.stmxcsr(ptr)\ndeclare void @llvm.x86.sse.ldmxcsr(ptr)",
    """  %mode = alloca [2 x i32]
  %flushing = getelementptr i32, ptr %mode, i64 1
  call void @llvm.x86.sse.stmxcsr(ptr %mode)
  %before = load i32, ptr %mode
  %after = or i32 %before, 32832
  store i32 %after, ptr %flushing
  call void @llvm.x86.sse.ldmxcsr(ptr %flushing)""",
    "  call void @llvm.x86.sse.ldmxcsr(ptr %mode)",
)
_ARM = (
    "declare i64 @llvm.aarch64.get.fpcr()\ndeclare void @llvm.aarch64.set.fpcr(i64)",
    """  %before = call i64 @llvm.aarch64.get.fpcr()
  %after = or i64 %before, 16777216
  call void @llvm.aarch64.set.fpcr(i64 %after)""",
    "  call void @llvm.aarch64.set.fpcr(i64 %before)",
)
_FLUSHING = {"x86_64": _X86, "amd64": _X86, "aarch64": _ARM, "arm64": _ARM}
"""By processor what to declare, and how to set and restore the mode (FTZ and DAZ of MXCSR, FZ of FPCR)."""

_MANY = """define void @many(ptr %tables, ptr %results, i64 %count, i64 %steps) #0 {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %place = getelementptr ptr, ptr %tables, i64 %i
  %arguments = load ptr, ptr %place
  %done = call i64 @run(ptr %arguments, i64 %steps)
  %result = getelementptr i64, ptr %results, i64 %i
  store i64 %done, ptr %result
  %next = add nuw nsw i64 %i, 1
  %going = icmp ult i64 %next, %count
  br i1 %going, label %loop, label %end
end:
  ret void
}"""
