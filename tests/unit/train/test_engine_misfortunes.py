"""Whatever befalls an engine, training goes on with the next one, and one line says why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.train.commands import Play
from nnplayground.train.engine import choice
from nnplayground.train.engine.native import compiler, conductor, lowering, runner, shuffling, writing
from nnplayground.train.engine.record import Unsupported
from nnplayground.train.trainer import Trainer
from nnplayground.train.worker import Worker

CACHED = (
    compiler._llvm,
    compiler._features,
    compiler.has_fma,
    compiler.registers,
    conductor.conductor,
    runner._assembled,
    shuffling._checked,
)


@pytest.fixture(autouse=True)
def anew(monkeypatch):
    """Let nothing that was found out before be known, and forget what is found out here."""
    monkeypatch.setattr(choice, "_memory", choice._Memory())
    monkeypatch.setattr(compiler, "_cache", type(compiler._cache)())
    for function in CACHED:
        function.cache_clear()
    yield
    monkeypatch.undo()
    for function in CACHED:
        function.cache_clear()


def losses(engine="auto", steps=30, **changes):
    """Return the losses, the engine's name and its note after some steps."""
    training = {"engine": engine, "batch_size": 12, "learning_rate": 0.05, "optimizer": "adam"}
    trainer, found = Trainer(small(training=training, **changes)), []
    while trainer.step < steps:
        trainer.advance()
        found.append(trainer.last_loss)
        while any(thread.name == "engine" for thread in threading.enumerate()):
            pass
    return found, trainer.engine.name, str(trainer.engine.note)


def no_llvm(monkeypatch):
    monkeypatch.setitem(sys.modules, "llvmlite", None)
    monkeypatch.setitem(sys.modules, "llvmlite.binding", None)
    return "llvmlite cannot be loaded"


def refusing_llvm(monkeypatch):
    def refuse(*_arguments):
        raise RuntimeError("no target for this processor\nand more")

    monkeypatch.setattr("llvmlite.binding.create_mcjit_compiler", refuse)
    return "LLVM refuses: no target for this processor"


def unknown_operation(monkeypatch):
    known = {name: way for name, way in lowering.OPERATIONS.items() if "tanh" not in name}
    monkeypatch.setattr("nnplayground.train.engine.native.assembly.OPERATIONS", known)
    return "aten.tanh"


def wrong_numbers(monkeypatch):
    multiply = lowering.OPERATIONS["aten.tanh_backward.default"]

    def doubled(low, g, y):
        return lowering.OPERATIONS["aten.mul.Tensor"](low, multiply(low, g, y), 2.0)

    monkeypatch.setitem(lowering.OPERATIONS, "aten.tanh_backward.default", doubled)
    return "it gave other numbers than eager"


@pytest.mark.parametrize("misfortune", [no_llvm, refusing_llvm, unknown_operation, wrong_numbers])
def test_without_machine_code_steps_run_by_the_next_engine_and_say_why(monkeypatch, misfortune):
    plain = losses("eager")[0]
    monkeypatch.setattr(choice, "_TOLERATED", 1e9)
    reason = misfortune(monkeypatch)
    found, name, note = losses()
    assert name == "captured"
    assert "No machine code" in note
    assert reason in note
    assert found == plain


def test_a_program_too_large_to_be_compiled_in_time_runs_otherwise(monkeypatch):
    monkeypatch.setattr(choice, "_TOLERATED", 1e9)
    monkeypatch.setattr(writing, "_MOST_LINES", 2000)
    layers = [dense(f"dense{number}", 3) for number in range(30)]
    _found, name, note = losses(graph=chain([*layers, dense("output", 1, "identity")]), steps=2)
    assert name == "captured"
    assert "more than 2000 instructions" in note


def test_an_old_processor_gets_code_it_understands(monkeypatch):
    plain, numbers = losses("eager"), losses("native")
    for function in CACHED:
        function.cache_clear()
    compiler._cache.clear()
    choice._memory = choice._Memory()

    def unknown():
        raise RuntimeError("host CPU features unknown")

    monkeypatch.setattr("llvmlite.binding.get_host_cpu_features", unknown)
    monkeypatch.setattr("platform.machine", lambda: "unknown")  # nor is its mode for subnormal numbers
    old = losses("native")
    assert not compiler.has_fma()
    assert old[1:] == ("native", "")
    assert old[0] == pytest.approx(plain[0], rel=1e-4)
    assert numbers[0] == pytest.approx(plain[0], rel=1e-4)


def test_nothing_is_kept_on_disk(tmp_path):
    """Machine code lives in memory: no folder has to be writable."""
    code = (
        "from nnplayground.projects import presets\n"
        "from nnplayground.train.trainer import Trainer\n"
        "t = Trainer(presets.load('spiral')); t.advance(); print(t.engine.name)"
    )
    homeless = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    tmp_path.chmod(0o500)
    result = subprocess.run([sys.executable, "-c", code], env=_environment(**homeless), capture_output=True)
    tmp_path.chmod(0o700)
    assert result.stdout.split() == [b"native"], result.stderr.decode()
    assert not list(tmp_path.iterdir())


WIDE = chain([*[dense(f"dense{n}", 60, "gelu") for n in range(12)], dense("output", 1, "identity")])


def test_closing_while_code_is_made_ends_at_once():
    worker = Worker(small(graph=WIDE, training={"optimizer": "adam", "stop": {}}))
    worker.start()
    worker.send(Play())
    end = time.monotonic() + 120
    while time.monotonic() < end and not any(t.name == "optimizer" for t in threading.enumerate()):
        pass
    worker.close()
    assert not worker.alive
    assert not worker.failure
    for thread in threading.enumerate():
        if thread.name in ("optimizer", "engine"):
            thread.join(120)


@pytest.mark.parametrize("how", ["leave", "terminate", "kill"])
def test_a_program_that_ends_while_code_is_made_ends_cleanly(how):
    code = (
        "import sys, time\n"
        "from nnplayground.projects import presets\n"
        "from nnplayground.train.trainer import Trainer\n"
        "t = Trainer(presets.load('spiral')); t.advance(); print('made', flush=True)\n"
        "sys.exit(0) if sys.argv[1] == 'leave' else time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, how], env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"made"  # and better code is on its way
    if how != "leave":
        process.send_signal(signal.SIGTERM if how == "terminate" else signal.SIGKILL)
    _out, errors = process.communicate(timeout=120)
    expected = {"leave": 0, "terminate": -signal.SIGTERM, "kill": -signal.SIGKILL}[how]
    assert process.returncode == expected, errors.decode()
    assert b"Traceback" not in errors


def _environment(**changes):
    root = str(Path(__file__).parents[3])
    return {**os.environ, "PYTHONPATH": root, "OMP_NUM_THREADS": "1", **changes}


def test_a_way_that_refuses_a_certain_turn_says_so(monkeypatch):
    """Found fit on a copy, a way may still be impossible on the tensors themselves."""

    def refuse(turn, _chunk, found):
        if turn.program is trainer.program:
            raise Unsupported("a tensor with gaps")
        return real(turn, _chunk, found)

    monkeypatch.setattr(choice, "_TOLERATED", 1e9)
    real = choice._captured
    monkeypatch.setattr(choice, "_captured", refuse)
    trainer = Trainer(small(training={"engine": "captured"}))
    trainer.advance()
    assert trainer.engine.name == "eager"
    assert "a tensor with gaps" in str(trainer.engine.note)
    assert torch.isfinite(trainer.engine.state.weights).all()
