"""The text of a function in LLVM's assembly language: instructions, blocks and loops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from nnplayground.core.text import translatable as _
from nnplayground.train.engine.record import Unsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Index", "Number", "Operand", "Value", "Writer"]

_MOST_LINES = 12_000  # which LLVM takes half a second for

Number: TypeAlias = "int | float | bool"


@dataclass(frozen=True, slots=True)
class Value:
    """A number or a vector of numbers in a register.

    Attributes
    ----------
    name : str
        As written in the assembly; a literal for a constant.
    kind : str
        LLVM's scalar type.
    lanes : int
        1 for a single number.
    constant : int or float, optional
        The number itself, if it is known.
    """

    name: str
    kind: str
    lanes: int = 1
    constant: Number | None = None

    @property
    def type(self) -> str:
        """LLVM's type."""
        return self.kind if self.lanes == 1 else f"<{self.lanes} x {self.kind}>"

    def __str__(self) -> str:
        return f"{self.type} {self.name}"


Index: TypeAlias = "int | Value"
Operand: TypeAlias = "Value | int | float | bool"


class Writer:
    """The body of one function, written from top to bottom.

    An instruction without effect that was written before, in this block or one that always runs before it,
    is not written again.

    Attributes
    ----------
    lines : list of str
        What was written.
    declarations : set of str
        What it needs beside the function.
    block : str
        The label of the block that is being written.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.declarations: set[str] = set()
        self.block = "entry"
        self._count = 0
        self._scopes: list[dict[object, Value]] = [{}]

    # -- writing ---------------------------------------------------------------------------------------

    def name(self, prefix: str = "v") -> str:
        """Return a name that is not taken."""
        self._count += 1
        return f"{prefix}{self._count}"

    def write(self, line: str) -> None:
        """Write an instruction that has an effect.

        Raises
        ------
        Unsupported
            If the program grows too large to be compiled in time.
        """
        self.lines.append(line)
        if len(self.lines) > _MOST_LINES:
            raise Unsupported(_("core", "more than {count} instructions").format(count=_MOST_LINES))

    def pure(self, text: str, kind: str, lanes: int = 1, version: int = 0) -> Value:
        """Write an instruction without effect, or return the value of the same one before."""
        key = (text, version)
        for scope in reversed(self._scopes):
            if key in scope:
                return scope[key]
        value = Value(f"%{self.name()}", kind, lanes)
        self.write(f"  {value.name} = {text}")
        self._scopes[-1][key] = value
        return value

    def recall(self, key: object) -> Value | None:
        """Return what was remembered under ``key`` here or before."""
        return next((scope[key] for scope in reversed(self._scopes) if key in scope), None)

    def remember(self, key: object, value: Value) -> None:
        """Remember a value for as long as the current block and what it leads to."""
        self._scopes[-1][key] = value

    def label(self, name: str) -> None:
        """Begin a block."""
        self.lines.append(f"{name}:")
        self.block = name

    def enter(self) -> None:
        """Begin a region whose values do not exist outside."""
        self._scopes.append({})

    def leave(self) -> None:
        """End the region."""
        self._scopes.pop()

    def repeat(
        self,
        count: int,
        carried: Sequence[Value],
        body: Callable[[Index, list[Value]], Sequence[Value]],
        unroll: bool = False,
    ) -> list[Value]:
        """Run ``body`` for every index below ``count`` and return what it carried from turn to turn.

        Parameters
        ----------
        count : int
        carried : sequence of Value
            Given to the first turn.
        body : callable
            (index, carried) → carried.
        unroll : bool
            Write the body out ``count`` times.
        """
        if unroll or count <= 1:
            values = list(carried)
            for index in range(count):
                values = list(body(index, values))
            return values
        return self._loop(count, carried, body)

    def _loop(
        self,
        count: int,
        carried: Sequence[Value],
        body: Callable[[Index, list[Value]], Sequence[Value]],
    ) -> list[Value]:
        before, head, after = self.block, self.name("loop"), self.name("done")
        self.write(f"  br label %{head}")
        self.label(head)
        index = Value(f"%{self.name()}", "i64")
        phis = [Value(f"%{self.name()}", value.kind, value.lanes) for value in carried]
        place = len(self.lines)
        self.lines.extend([""] * (len(phis) + 1))  # written when it is known what comes around
        self.enter()
        results = list(body(index, phis))
        following = self.pure(f"add nuw nsw {index}, 1", "i64")
        going = self.pure(f"icmp ult {following}, {count}", "i1")
        self.write(f"  br {going}, label %{head}, label %{after}")
        around = self.block
        self.leave()
        starts = [Value("0", "i64"), *carried]
        for offset, (phi, start, end) in enumerate(
            zip([index, *phis], starts, [following, *results], strict=True)
        ):
            text = f"phi {phi.type} [ {start.name}, %{before} ], [ {end.name}, %{around} ]"
            self.lines[place + offset] = f"  {phi.name} = {text}"
        self.label(after)
        return results

    def rarely(self, condition: Value, usual: Value, body: Callable[[], Value]) -> Value:
        """Return ``body()`` if the condition holds in any lane, else ``usual``, which costs a branch."""
        asked = condition if condition.lanes == 1 else self._any(condition)
        before, rare, after = self.block, self.name("rare"), self.name("on")
        self.write(f"  br {asked}, label %{rare}, label %{after}")
        self.label(rare)
        self.enter()
        other = body()
        self.write(f"  br label %{after}")
        around = self.block
        self.leave()
        self.label(after)
        name = f"%{self.name()}"
        text = f"phi {usual.type} [ {usual.name}, %{before} ], [ {other.name}, %{around} ]"
        self.write(f"  {name} = {text}")
        return Value(name, usual.kind, usual.lanes)

    def _any(self, condition: Value) -> Value:
        full = f"@llvm.vector.reduce.or.v{condition.lanes}i1"
        self.declarations.add(f"declare i1 {full}({condition.type})")
        return self.pure(f"call i1 {full}({condition})", "i1")
