"""Machine code that leads threads through steps: parts of a batch side by side, then the update by one.

Threads wait for each other twice in a step. They ask again and again, since that is over in microseconds, and
let others have the processor when it takes longer.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from nnplayground.train.engine.native.compiler import compiled, library_function

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FIELDS", "conductor"]

_NAMES = (
    "gradients",  # functions: ``run`` of the modules for a part's gradients and for the update
    "update",
    "parts",  # tables of pointers: one per part, and the update's
    "whole",
    "count",  # how many parts there are
    "threads",
    "steps",
    "plan",  # samples of all steps: address, bytes of a step and of a part, place in a part's table
    "plan_step",
    "plan_part",
    "plan_place",
    "numbers",  # what changes from step to step: address, bytes of a step, place in the update's table
    "numbers_step",
    "numbers_place",
    "losses",  # of every step, float64
    "shared",  # of every part, float64
    "done",  # how many steps have been done
    "stopped",  # whether a loss was not finite
    "ready",  # 1 once all threads are on their way, -1 if they will not be
    "arrived",  # how many threads wait, and how often all of them have come together
    "meetings",
)
FIELDS = {name: place for place, name in enumerate(_NAMES)}
"""The places of the words in the table that ``conduct`` works by."""


@cache
def conductor() -> Callable[[int, int], None]:
    """Return the function (address of the table, number of the thread).

    Raises
    ------
    Unsupported
        If LLVM is missing or refuses.
    """
    yielding = ("kernel32", "SwitchToThread") if sys.platform == "win32" else (None, "sched_yield")
    engine = compiled(_ASSEMBLY, optimized=True, symbols={"nnp_yield": library_function(*yielding)})
    address = engine.get_function_address("conduct")
    function = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64)(address)

    def conduct(table: int, thread: int, _owner: Any = engine) -> None:
        function(table, thread)

    return conduct


def _word(name: str) -> str:
    return f"getelementptr i64, ptr %table, i64 {FIELDS[name]}"


_READ = "\n".join(
    f"  %{name}_word = {_word(name)}\n  %{name} = load {kind}, ptr %{name}_word"
    for name, kind in (
        [(name, "ptr") for name in ("gradients", "update", "parts", "whole", "plan", "numbers", "losses")]
        + [("shared", "ptr")]
        + [(name, "i64") for name in ("count", "threads", "steps", "plan_step", "plan_part", "plan_place")]
        + [(name, "i64") for name in ("numbers_step", "numbers_place")]
    )
)

_ASSEMBLY = f"""
declare i32 @nnp_yield()
declare double @llvm.fabs.f64(double)

define internal void @meet(ptr %table, i64 %threads) noinline {{
entry:
  %arrived = {_word("arrived")}
  %meetings = {_word("meetings")}
  %now = load atomic i64, ptr %meetings acquire, align 8
  %before = atomicrmw add ptr %arrived, i64 1 acq_rel
  %present = add i64 %before, 1
  %last = icmp eq i64 %present, %threads
  br i1 %last, label %release, label %wait
release:
  store atomic i64 0, ptr %arrived monotonic, align 8
  %next = add i64 %now, 1
  store atomic i64 %next, ptr %meetings release, align 8
  ret void
wait:
  %asked = phi i64 [ 0, %entry ], [ %again, %more ], [ 0, %rest ]
  %seen = load atomic i64, ptr %meetings acquire, align 8
  %over = icmp ne i64 %seen, %now
  br i1 %over, label %end, label %more
more:
  %again = add i64 %asked, 1
  %long = icmp ugt i64 %again, 2000
  br i1 %long, label %rest, label %wait
rest:
  %ignored = call i32 @nnp_yield()
  br label %wait
end:
  ret void
}}

define void @conduct(ptr %table, i64 %thread) {{
entry:
{_READ}
  %done_word = {_word("done")}
  %stopped_word = {_word("stopped")}
  %leads = icmp eq i64 %thread, 0
  %parts_double = uitofp i64 %count to double
  %numbers_slot = getelementptr ptr, ptr %whole, i64 %numbers_place
  %ready_word = {_word("ready")}
  br label %gate

gate:
  %ready = load atomic i64, ptr %ready_word acquire, align 8
  %undecided = icmp eq i64 %ready, 0
  br i1 %undecided, label %hold, label %decided
hold:
  %given_up = call i32 @nnp_yield()
  br label %gate
decided:
  %go = icmp sgt i64 %ready, 0
  br i1 %go, label %step, label %end

step:
  %number = phi i64 [ 0, %decided ], [ %following, %go_on ]
  %plan_offset = mul i64 %number, %plan_step
  %plan_here = getelementptr i8, ptr %plan, i64 %plan_offset
  br label %part

part:
  %p = phi i64 [ %thread, %step ], [ %p_next, %work ]
  %some = icmp ult i64 %p, %count
  br i1 %some, label %work, label %together

work:
  %part_place = getelementptr ptr, ptr %parts, i64 %p
  %own = load ptr, ptr %part_place
  %plan_slot = getelementptr ptr, ptr %own, i64 %plan_place
  %part_offset = mul i64 %p, %plan_part
  %plan_own = getelementptr i8, ptr %plan_here, i64 %part_offset
  store ptr %plan_own, ptr %plan_slot
  %ran = call i64 %gradients(ptr %own, i64 1)
  %p_next = add i64 %p, %threads
  br label %part

together:
  call void @meet(ptr %table, i64 %threads)
  br i1 %leads, label %sum, label %updated

sum:
  %q = phi i64 [ 0, %together ], [ %q_next, %sum ]
  %total = phi double [ 0.0, %together ], [ %total_next, %sum ]
  %loss_place = getelementptr double, ptr %shared, i64 %q
  %loss = load double, ptr %loss_place
  %total_next = fadd double %total, %loss
  %q_next = add i64 %q, 1
  %summing = icmp ult i64 %q_next, %count
  br i1 %summing, label %sum, label %mean

mean:
  %value = fdiv double %total_next, %parts_double
  %out = getelementptr double, ptr %losses, i64 %number
  store double %value, ptr %out
  %size = call double @llvm.fabs.f64(double %value)
  %finite = fcmp olt double %size, 0x7FF0000000000000
  br i1 %finite, label %move, label %stop

move:
  %numbers_offset = mul i64 %number, %numbers_step
  %numbers_here = getelementptr i8, ptr %numbers, i64 %numbers_offset
  store ptr %numbers_here, ptr %numbers_slot
  %moved = call i64 %update(ptr %whole, i64 1)
  %done = add i64 %number, 1
  store i64 %done, ptr %done_word
  br label %updated

stop:
  store i64 1, ptr %stopped_word
  br label %updated

updated:
  call void @meet(ptr %table, i64 %threads)
  %stopped = load i64, ptr %stopped_word
  %failed = icmp ne i64 %stopped, 0
  br i1 %failed, label %end, label %go_on

go_on:
  %following = add i64 %number, 1
  %more = icmp ult i64 %following, %steps
  br i1 %more, label %step, label %end

end:
  ret void
}}
"""
