"""Machine code that leads threads through steps: parts of a batch side by side, then shares of the update.

Threads wait for each other twice in a step. They ask again and again, since that is over in microseconds, and
let others have the processor when it takes longer.
"""

from __future__ import annotations

import ctypes
import platform
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from nnplayground.train.engine.native.compiler import compiled, library_function

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FIELDS", "conductor"]

_NAMES = (
    "gradients",  # ``run`` of the module for a part's gradients
    "parts",  # tables of pointers, one per part
    "count",  # how many parts there are
    "updates",  # of every share of the update: ``run``, its table of pointers, where that points to numbers
    "update_tables",
    "update_slots",
    "shares",  # how many there are
    "threads",
    "steps",
    "plan",  # samples of all steps: address, bytes of a step and of a part, place in a part's table
    "plan_step",
    "plan_part",
    "plan_place",
    "numbers",  # what changes from step to step: address, bytes of a step
    "numbers_step",
    "losses",  # of every step, float64
    "shared",  # of every part, float64
    "done",  # how many steps have been done
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
        [(name, "ptr") for name in ("gradients", "parts", "updates", "update_tables", "update_slots")]
        + [(name, "ptr") for name in ("plan", "numbers", "losses", "shared")]
        + [(name, "i64") for name in ("count", "shares", "threads", "steps")]
        + [(name, "i64") for name in ("plan_step", "plan_part", "plan_place", "numbers_step")]
    )
)

# Two threads may share a core, of which one that waits would take half.
_PAUSES = {
    "x86": ("declare void @llvm.x86.sse2.pause()", "call void @llvm.x86.sse2.pause()"),
    "arm": ("declare void @llvm.aarch64.hint(i32)", "call void @llvm.aarch64.hint(i32 1)"),
}
_FAMILY = {"x86_64": "x86", "amd64": "x86", "aarch64": "arm", "arm64": "arm"}
_PAUSE_DECLARED, _PAUSE = _PAUSES.get(_FAMILY.get(platform.machine().lower(), ""), ("", ""))

_ASSEMBLY = f"""
declare i32 @nnp_yield()
{_PAUSE_DECLARED}
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
  {_PAUSE}
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
  %leads = icmp eq i64 %thread, 0
  %parts_double = uitofp i64 %count to double
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
  br label %sum

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
  br i1 %leads, label %note, label %noted
note:
  %out = getelementptr double, ptr %losses, i64 %number
  store double %value, ptr %out
  br label %noted
noted:
  %size = call double @llvm.fabs.f64(double %value)
  %finite = fcmp olt double %size, 0x7FF0000000000000
  %numbers_offset = mul i64 %number, %numbers_step
  %numbers_here = getelementptr i8, ptr %numbers, i64 %numbers_offset
  br i1 %finite, label %share, label %end

share:
  %s = phi i64 [ %thread, %noted ], [ %s_next, %move ]
  %left = icmp ult i64 %s, %shares
  br i1 %left, label %move, label %moved
move:
  %update_place = getelementptr ptr, ptr %updates, i64 %s
  %update = load ptr, ptr %update_place
  %table_place = getelementptr ptr, ptr %update_tables, i64 %s
  %update_table = load ptr, ptr %table_place
  %slot_place = getelementptr ptr, ptr %update_slots, i64 %s
  %slot = load ptr, ptr %slot_place
  store ptr %numbers_here, ptr %slot
  %updated = call i64 %update(ptr %update_table, i64 1)
  %s_next = add i64 %s, %threads
  br label %share

moved:
  call void @meet(ptr %table, i64 %threads)
  br i1 %leads, label %count_step, label %go_on
count_step:
  %done = add i64 %number, 1
  store i64 %done, ptr %done_word
  br label %go_on

go_on:
  %following = add i64 %number, 1
  %more = icmp ult i64 %following, %steps
  br i1 %more, label %step, label %end

end:
  ret void
}}
"""
