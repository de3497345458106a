"""Weights that shrink for ever never become subnormal, alike in every engine, and cost no time."""

from __future__ import annotations

import platform
import threading
import time

import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.train.device import use_threads
from nnplayground.train.engine import choice
from nnplayground.train.engine.native.compiler import Functions, _llvm
from nnplayground.train.engine.native.module import write_module
from nnplayground.train.engine.subnormals import flushed, flushing
from nnplayground.train.evaluation import looking
from nnplayground.train.trainer import Trainer

TINY = {"float32": 2.0**-126, "float64": 2.0**-1022}

pytestmark = pytest.mark.skipif(not torch.set_flush_denormal(False), reason="no such mode here")


def trainer(engine, precision="float32", units=4, **training):
    """Return a network whose first layer is dead, so that L2 alone moves its weights."""
    graph = chain([dense("dense1", units, "relu"), dense("output", 1, "identity")])
    # Powers of two: no engine has to round, and all must agree in every bit.
    rule = {"regularization": {"kind": "l2", "rate": 0.5}, "learning_rate": 0.5, "batch_size": 10}
    found = Trainer(
        small(graph=graph, training={**rule, "engine": engine, "precision": precision, **training})
    )
    with torch.no_grad():
        for name, parameter in found.program.named_parameters():
            if name == "dense1.bias":
                parameter.fill_(-100.0)
            elif name == "dense1.weight":
                parameter.copy_((8 + torch.arange(2 * units).view(units, 2).double()) * TINY[precision])
    return found


def shrunk(found, steps=60):
    while found.step < steps:
        found.advance(7, 99)
    return {name: value.clone() for name, value in found.program.named_parameters()}


def bits(tensor):
    return tensor.detach().contiguous().view(torch.int32 if tensor.dtype == torch.float32 else torch.int64)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr(choice, "_TOLERATED", 1e9)
    monkeypatch.setattr(choice, "_memory", choice._Memory())


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_weights_stop_short_of_subnormals_in_every_engine_alike(precision):
    found = {engine: trainer(engine, precision) for engine in ("eager", "captured", "native")}
    weights = {engine: shrunk(one)["dense1.weight"] for engine, one in found.items()}
    assert [one.engine.name for one in found.values()] == list(found)
    # Their penalty has become too small to move them further.
    assert (weights["eager"] >= TINY[precision]).all()
    assert (weights["eager"] < 4 * TINY[precision]).all()
    assert torch.equal(bits(weights["eager"]), bits(weights["captured"]))
    assert torch.equal(bits(weights["eager"]), bits(weights["native"]))


def test_without_flushing_they_would_be_subnormal():
    weight = torch.tensor([1.5 * TINY["float32"]])
    assert bits(weight * 0.5).item() != 0
    with flushing():
        assert bits(weight * 0.5).item() == 0


def test_looking_uses_the_arithmetic_of_training():
    found = trainer("eager")
    with looking(found.program):
        assert flushed()
    assert not flushed()


def test_the_mode_of_the_caller_returns():
    found = trainer("native")
    shrunk(found, 7)
    assert not flushed()
    with flushing():
        shrunk(found, 14)
        assert flushed()
    with pytest.raises(ZeroDivisionError), flushing():
        _ = 1 / 0
    assert not flushed()


def test_machine_code_flushes_whoever_calls_it():
    found = trainer("native")
    shrunk(found, 7)
    [way] = found.engine.choice._ways.values()
    turn = found.engine.turns[0]
    plan = found._batches.take(50, 99).indices
    chunk = choice.Chunk(
        found.parts["train"].x, found.parts["train"].target, plan, turn.tables(0, plan.new_ones(50).numpy())
    )
    thread = threading.Thread(target=way.run, args=(turn, chunk))  # which nobody has told to flush
    thread.start()
    thread.join()
    assert (found.program.get_parameter("dense1.weight") >= TINY["float32"]).all()
    assert not flushed()


def test_the_threads_of_an_operation_flush_as_well():
    found = []

    def work():
        use_threads(3)
        with flushing():
            found.append(bits(torch.full((3_000_000,), 1e-40) * 1.0).any().item())

    thread = threading.Thread(target=work)  # OpenMP starts threads of its own for it
    thread.start()
    thread.join()
    torch.set_num_threads(1)
    assert found == [False]


@pytest.mark.parametrize("processor", ["x86_64", "AMD64", "aarch64", "arm64", "riscv64"])
def test_every_processor_gets_a_module_that_llvm_accepts(processor):
    body = ["  ret i64 %steps"]
    text = write_module(body, [], [], ["x", "plan"], processor)
    assert _llvm().parse_assembly(text).get_function("run").name == "run"
    if processor.lower() == platform.machine().lower():
        assert ("mxcsr" in text) or ("fpcr" in text)
    code = Functions(write_module(body, [], [], ["x", "plan"]), optimized=True)
    assert code.run(torch.zeros(2, dtype=torch.int64).data_ptr(), 5) == 5


def test_speed_does_not_collapse():
    """With subnormal weights every step would take several times as long."""
    seconds: dict[bool, list[float]] = {True: [], False: []}
    ways = {dead: trainer("native", units=64, regularization={"kind": "none"}) for dead in (True, False)}
    for one in ways.values():
        shrunk(one, 7)
        [way] = one.engine.choice._ways.values()
        way.optimize()
    with torch.no_grad():
        ways[True].program.get_parameter("dense1.weight").fill_(TINY["float32"] / 8)
        ways[True].program.get_parameter("output.weight").fill_(TINY["float32"] / 8)
    for _turn in range(15):
        for dead, one in ways.items():
            started = time.perf_counter()
            one.advance(2000, 9999)
            seconds[dead].append(time.perf_counter() - started)
    # The best of each: what else the computer does makes single turns longer, never shorter.
    assert min(seconds[True]) < 3 * min(seconds[False])
