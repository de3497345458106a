"""Arithmetic and memory in LLVM's assembly language: whole vectors instead of hints to a vectorizer.

All arithmetic is spelled out in vectors of 64 bytes with a fixed order of summation, and no instruction is
allowed to be reassociated. So the numbers depend neither on the optimization level nor on how wide the
processor's registers are: a processor with narrower ones gets the same vectors in pieces.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from nnplayground.train.engine.native.writing import Index, Number, Operand, Value, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["BYTES", "FLOATS", "Code", "Index", "Number", "Value"]

BYTES = 64  # of a vector
FLOATS = {"float": 4, "double": 8}
_SIZES = {"float": 4, "double": 8, "i64": 8, "i32": 4, "i8": 1}
_SUFFIX = {"float": "f32", "double": "f64", "i64": "i64", "i32": "i32", "i8": "i8"}
_BITS = {"float": 32, "double": 64, "i64": 64, "i32": 32, "i8": 8, "i1": 1}


class Code(Writer):
    """The body of one function, with arithmetic.

    Parameters
    ----------
    kind : {"float", "double"}
        The precision, which decides how many lanes a vector has.
    fma : bool
        Whether the processor multiplies and adds in one rounding.
    written_out : int
        How many instructions a nest of loops may take before it is written as loops; with 0 the text is as
        short as can be. The numbers that come out do not depend on it.
    """

    def __init__(self, kind: str, fma: bool = True, written_out: int = 160) -> None:
        super().__init__()
        self.kind, self.written_out = kind, written_out
        self.lanes = BYTES // FLOATS[kind]
        self._fma = fma
        self._stores: dict[str, int] = {}
        self._functions: dict[str, Value] = {}

    def may_unroll(self, instructions: int, most: int) -> bool:
        """Tell whether a loop of at most so many instructions is written out within a nest of loops."""
        return self.written_out > 0 and instructions <= most

    def once(self, name: str, write: Callable[[Code, Value], Value], x: Value) -> Value:
        """Return ``write(code, x)``; in a short text, by a call of a function that is written once."""
        if self.written_out:
            return write(self, x)
        symbol = f"@{name}.{x.kind}.{x.lanes}"
        if symbol not in self._functions:
            own = Code(self.kind, self._fma, 0)
            own.declarations, own._functions = self.declarations, self._functions
            given = Value("%x", x.kind, x.lanes)
            result = write(own, given)
            head = f"define internal {result.type} {symbol}({given}) noinline #0 {{"
            self.declarations.add("\n".join([head, "entry:", *own.lines, f"  ret {result}", "}"]))
            self._functions[symbol] = result
        known = self._functions[symbol]
        return self.pure(f"call {known.type} {symbol}({x})", known.kind, known.lanes)

    # -- constants and vectors -------------------------------------------------------------------------

    def number(self, value: Number, kind: str | None = None, lanes: int = 1) -> Value:
        """Return a constant; a vector of it if there is more than one lane."""
        kind = kind or self.kind
        if kind in FLOATS:
            value = float(value)
            literal = _float_literal(value, kind)
        elif kind == "i1":
            literal = "true" if value else "false"
        else:
            literal = str(_wrapped(int(value), _BITS[kind]))
        if lanes > 1:
            literal = f"splat ({kind} {literal})"
        return Value(literal, kind, lanes, value)

    def spread(self, value: Value, lanes: int) -> Value:
        """Return a vector with ``value`` in every lane."""
        if lanes == value.lanes:
            return value
        if value.constant is not None:
            return self.number(value.constant, value.kind, lanes)
        vector = f"<{lanes} x {value.kind}>"
        one = self.pure(f"insertelement {vector} poison, {value}, i64 0", value.kind, lanes)
        zeros = f"<{lanes} x i32> zeroinitializer"
        return self.pure(f"shufflevector {one}, {vector} poison, {zeros}", value.kind, lanes)

    def alike(self, *operands: Operand) -> list[Value]:
        """Return the operands with the same number of lanes; plain numbers take the others' kind."""
        first = next(operand for operand in operands if isinstance(operand, Value))
        values = [o if isinstance(o, Value) else self.number(o, first.kind) for o in operands]
        lanes = max(value.lanes for value in values)
        return [self.spread(value, lanes) for value in values]

    def shuffle(self, a: Value, b: Value, order: Sequence[int]) -> Value:
        """Return the lanes of ``a`` and ``b``, counted on, in another order."""
        mask = ", ".join(f"i32 {lane}" for lane in order)
        return self.pure(f"shufflevector {a}, {b}, <{len(order)} x i32> <{mask}>", a.kind, len(order))

    def extract(self, vector: Value, lane: int) -> Value:
        """Return one lane."""
        if vector.lanes == 1:
            return vector
        return self.pure(f"extractelement {vector}, i64 {lane}", vector.kind)

    def assemble(self, parts: Sequence[Value]) -> Value:
        """Return single numbers as one vector."""
        vector = f"<{len(parts)} x {parts[0].kind}>"
        name = "poison"
        for lane, part in enumerate(parts):
            text = f"insertelement {vector} {name}, {part}, i64 {lane}"
            name = self.pure(text, part.kind, len(parts)).name
        return Value(name, parts[0].kind, len(parts))

    def mask(self, count: int, lanes: int) -> Value:
        """Return a vector that is true in the first ``count`` lanes."""
        bits = ", ".join("i1 true" if lane < count else "i1 false" for lane in range(lanes))
        return Value(f"<{bits}>", "i1", lanes)

    def keep(self, vector: Value, count: int) -> Value:
        """Return 0 in all lanes but the first ``count``.

        The mask is memory that could be written, for all LLVM knows. Knowing it, LLVM would read the vector
        under a mask, and a processor cannot hand what was just written to such a read.
        """
        if count >= vector.lanes:
            return vector
        kind = {"float": "i32", "double": "i64"}.get(vector.kind, vector.kind)
        name = f"@tail.{kind}.{count}.{vector.lanes}"
        bits = ", ".join(f"{kind} {-1 if lane < count else 0}" for lane in range(vector.lanes))
        self.declarations.add(f"{name} = global <{vector.lanes} x {kind}> <{bits}>")
        mask = self.pure(f"load <{vector.lanes} x {kind}>, ptr {name}, align {BYTES}", kind, vector.lanes)
        kept = self.binary("and", self.bits(vector, kind), mask)
        return self.bits(kept, vector.kind)

    # -- arithmetic ------------------------------------------------------------------------------------

    def binary(self, operation: str, a: Operand, b: Operand) -> Value:
        """Return ``a operation b``, by LLVM's name of the operation."""
        x, y = self.alike(a, b)
        return self.pure(f"{operation} {x}, {y.name}", x.kind, x.lanes)

    def _either(self, floats: str, integers: str, a: Operand, b: Operand) -> Value:
        x, y = self.alike(a, b)
        return self.binary(floats if x.kind in FLOATS else integers, x, y)

    def add(self, a: Operand, b: Operand) -> Value:
        """Return a + b."""
        return self._either("fadd", "add", a, b)

    def sub(self, a: Operand, b: Operand) -> Value:
        """Return a − b."""
        return self._either("fsub", "sub", a, b)

    def mul(self, a: Operand, b: Operand) -> Value:
        """Return a·b."""
        return self._either("fmul", "mul", a, b)

    def div(self, a: Operand, b: Operand) -> Value:
        """Return a / b of floating-point numbers."""
        return self.binary("fdiv", a, b)

    def fma(self, a: Operand, b: Operand, c: Operand) -> Value:
        """Return a·b + c, rounded once where the processor can."""
        if not self._fma:
            return self.add(self.mul(a, b), c)
        return self.intrinsic("fma", *self.alike(a, b, c))

    def neg(self, a: Value) -> Value:
        """Return −a."""
        if a.kind in FLOATS:
            return self.pure(f"fneg {a}", a.kind, a.lanes)
        return self.binary("sub", self.number(0, a.kind), a)

    def intrinsic(self, name: str, *arguments: Value) -> Value:
        """Call ``llvm.<name>`` of the arguments' type."""
        first = arguments[0]
        vector = f"v{first.lanes}" if first.lanes > 1 else ""
        full = f"@llvm.{name}.{vector}{_SUFFIX[first.kind]}"
        types = ", ".join(argument.type for argument in arguments)
        self.declarations.add(f"declare {first.type} {full}({types})")
        return self.pure(f"call {first.type} {full}({_listed(arguments)})", first.kind, first.lanes)

    def sqrt(self, a: Value) -> Value:
        """Return √a, correctly rounded."""
        return self.intrinsic("sqrt", a)

    def abs(self, a: Value) -> Value:
        """Return |a|."""
        if a.kind in FLOATS:
            return self.intrinsic("fabs", a)
        return self.select(self.compare("slt", a, 0), self.neg(a), a)

    def copysign(self, a: Value, sign: Value) -> Value:
        """Return |a| with the sign of ``sign``."""
        return self.intrinsic("copysign", *self.alike(a, sign))

    def compare(self, relation: str, a: Operand, b: Operand) -> Value:
        """Return whether ``a relation b``, by LLVM's name (``olt``, ``une``… or ``slt``, ``ne``…)."""
        x, y = self.alike(a, b)
        word = "fcmp" if x.kind in FLOATS else "icmp"
        return self.pure(f"{word} {relation} {x}, {y.name}", "i1", x.lanes)

    def select(self, condition: Value, a: Operand, b: Operand) -> Value:
        """Return ``a`` where the condition holds, else ``b``."""
        x, y = self.alike(a, b)
        lanes = max(condition.lanes, x.lanes)
        x, y = self.spread(x, lanes), self.spread(y, lanes)
        chosen = self.spread(condition, lanes)
        return self.pure(f"select {chosen}, {x}, {y}", x.kind, lanes)

    def larger(self, a: Operand, b: Operand) -> Value:
        """Return the larger of two numbers, ``b`` if one is nan."""
        x, y = self.alike(a, b)
        return self.select(self.compare("ogt" if x.kind in FLOATS else "sgt", x, y), x, y)

    def smaller(self, a: Operand, b: Operand) -> Value:
        """Return the smaller of two numbers, ``b`` if one is nan."""
        x, y = self.alike(a, b)
        return self.select(self.compare("olt" if x.kind in FLOATS else "slt", x, y), x, y)

    def bits(self, a: Value, kind: str) -> Value:
        """Return the same bits as another kind of the same size."""
        if kind == a.kind:
            return a
        other = Value("", kind, a.lanes).type
        return self.pure(f"bitcast {a} to {other}", kind, a.lanes)

    def convert(self, a: Value, kind: str) -> Value:
        """Return the same number as another kind, as C would convert it."""
        if a.kind == kind:
            return a
        if a.constant is not None and a.lanes == 1:
            return self.number(bool(a.constant) if kind == "i1" else a.constant, kind)
        if kind == "i1":
            return self.compare("une" if a.kind in FLOATS else "ne", a, 0)
        target = Value("", kind, a.lanes).type
        return self.pure(f"{_conversion(a.kind, kind)} {a} to {target}", kind, a.lanes)

    def sum_of_lanes(self, vector: Value) -> Value:
        """Return the sum of all lanes, halving the vector again and again."""
        return self.once("sum", Code._sum_of_lanes, vector)

    def _sum_of_lanes(self, vector: Value) -> Value:
        while vector.lanes > 1:
            half = vector.lanes // 2
            low = self.shuffle(vector, vector, range(half))
            high = self.shuffle(vector, vector, range(half, vector.lanes))
            if half == 1:
                low, high = self.extract(vector, 0), self.extract(vector, 1)
            vector = self.add(low, high)
        return vector

    def sums_of_lanes(self, vectors: Sequence[Value]) -> Value:
        """Return one vector with the sum of every vector's lanes, as many vectors as they have lanes."""
        row, lanes = list(vectors), vectors[0].lanes
        step = lanes // 2
        while step:
            row = [self._halves(a, b, step) for a, b in zip(row[:step], row[step:], strict=True)]
            step //= 2
        return row[0]

    def _halves(self, a: Value, b: Value, step: int) -> Value:
        """Fold lanes ``step`` apart: those of ``a`` into lanes without that bit, of ``b`` into the others."""
        lanes = a.lanes
        kept = [lane if not lane & step else lanes + lane for lane in range(lanes)]
        moved = [lane + step if not lane & step else lanes + lane - step for lane in range(lanes)]
        return self.add(self.shuffle(a, b, kept), self.shuffle(a, b, moved))

    def turned(self, vectors: Sequence[Value]) -> list[Value]:
        """Return the columns of a square whose rows are vectors, as many as they have lanes."""
        rows, step = list(vectors), vectors[0].lanes // 2
        while step:
            for first in range(len(rows)):
                if not first & step:
                    a, b = rows[first], rows[first + step]
                    rows[first], rows[first + step] = self._exchanged(a, b, step)
            step //= 2
        return rows

    def _exchanged(self, a: Value, b: Value, step: int) -> tuple[Value, Value]:
        """Exchange the lanes of ``a`` with this bit for those of ``b`` without it."""
        lanes = a.lanes
        low = [lane if not lane & step else lanes + lane - step for lane in range(lanes)]
        high = [lane + step if not lane & step else lanes + lane for lane in range(lanes)]
        return self.shuffle(a, b, low), self.shuffle(a, b, high)

    # -- indices and memory ----------------------------------------------------------------------------

    def offset(self, start: Index, *terms: tuple[Index, int]) -> Index:
        """Return ``start`` + Σ index·stride; plain numbers are added up here."""
        total: int = start if isinstance(start, int) else 0
        values = [] if isinstance(start, int) else [start]
        for index, stride in terms:
            if isinstance(index, int):
                total += index * stride
            elif stride:
                values.append(index if stride == 1 else self.binary("mul nsw", index, stride))
        if not values:
            return total
        result = values[0]
        for value in values[1:]:
            result = self.binary("add nsw", result, value)
        return self.binary("add nsw", result, total) if total else result

    def pointer(self, base: str, offset: Index, kind: str) -> str:
        """Return the address of element number ``offset``."""
        if offset == 0:
            return base
        place = f"i64 {offset}" if isinstance(offset, int) else str(offset)
        return self.pure(f"getelementptr inbounds {kind}, ptr {base}, {place}", "ptr").name

    def load(self, base: str, offset: Index, kind: str, lanes: int = 1, count: int | None = None) -> Value:
        """Read neighbours; lanes beyond ``count`` are not touched and read as 0."""
        version = self._stores.get(base, 0)
        stored = "i8" if kind == "i1" else kind
        address = self.pointer(base, offset, stored)
        vector = Value("", stored, lanes).type
        if count is None or count >= lanes:
            text = f"load {vector}, ptr {address}, align {_SIZES[stored]}"
        else:
            text = self._masked_load(address, stored, lanes, count)
        value = self.pure(text, stored, lanes, version)
        return self.convert(value, "i1") if kind == "i1" else value

    def _masked_load(self, address: str, kind: str, lanes: int, count: int) -> str:
        vector = Value("", kind, lanes).type
        full = f"@llvm.masked.load.v{lanes}{_SUFFIX[kind]}.p0"
        self.declarations.add(f"declare {vector} {full}(ptr, <{lanes} x i1>, {vector})")
        mask = self.mask(count, lanes)
        return f"call {vector} {full}(ptr align {_SIZES[kind]} {address}, {mask}, {vector} zeroinitializer)"

    def store(self, value: Value, base: str, offset: Index, count: int | None = None) -> None:
        """Write a number or neighbours; lanes beyond ``count`` are not touched."""
        if value.kind == "i1":
            value = self.convert(value, "i8")
        address = self.pointer(base, offset, value.kind)
        self._stores[base] = self._stores.get(base, 0) + 1
        if count is None or count >= value.lanes:
            self.write(f"  store {value}, ptr {address}, align {_SIZES[value.kind]}")
            return
        full = f"@llvm.masked.store.v{value.lanes}{_SUFFIX[value.kind]}.p0"
        self.declarations.add(f"declare void {full}({value.type}, ptr, <{value.lanes} x i1>)")
        mask = self.mask(count, value.lanes)
        self.write(f"  call void {full}({value}, ptr align {_SIZES[value.kind]} {address}, {mask})")


def _listed(values: Sequence[Value]) -> str:
    return ", ".join(map(str, values))


def _float_literal(value: float, kind: str) -> str:
    if kind == "float":
        value = _single(value)
    return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"


def _single(value: float) -> float:
    try:
        return float(struct.unpack("<f", struct.pack("<f", value))[0])
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _wrapped(value: int, bits: int) -> int:
    """Return ``value`` as two's complement would keep it."""
    half = 1 << (bits - 1)
    return (value + half) % (2 * half) - half


def _conversion(source: str, target: str) -> str:
    if source in FLOATS and target in FLOATS:
        return "fpext" if target == "double" else "fptrunc"
    if target in FLOATS:
        return "uitofp" if source == "i1" else "sitofp"
    if source in FLOATS:
        return "fptosi"
    if _BITS[source] > _BITS[target]:
        return "trunc"
    return "zext" if source == "i1" else "sext"
