"""Compiling and running machine code: caches, many at once, refusals."""

import sys
import threading
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from train_experiments import chain, dense, small

from nnplayground.train.engine import Chunk
from nnplayground.train.engine.capture import capture_step
from nnplayground.train.engine.native import Native, compiler, warm_up
from nnplayground.train.engine.native.assembly import assemble
from nnplayground.train.engine.native.compiler import Functions
from nnplayground.train.engine.native.runner import Instance, NativeProgram, run_many
from nnplayground.train.engine.native.way import work_of
from nnplayground.train.engine.record import Unsupported, record
from nnplayground.train.trainer import Trainer


def eager(seed=7, units=6, **training):
    graph = chain([dense("dense1", units), dense("output", 1, "identity")])
    return Trainer(small(graph=graph, seed=seed, training={"engine": "eager", "batch_size": 10, **training}))


def first_chunk(trainer, steps=50, batch=10):
    part, turn = trainer.parts["train"], trainer.engine.turns[0]
    order = np.random.default_rng(1).integers(0, len(part), (steps, batch))
    return Chunk(part.x, part.target, torch.from_numpy(order), turn.tables(0, np.ones(steps)))


def prepared(trainer, **how):
    chunk = first_chunk(trainer, **how)
    return Native(trainer.engine.turns[0], chunk), chunk


def weights(trainer):
    return [parameter.detach().clone() for parameter in trainer.program.parameters()]


def test_one_structure_is_compiled_once():
    programs = [prepared(eager(seed))[0].program for seed in (1, 2)]
    assert programs[0].code is programs[1].code
    assert prepared(eager(units=7))[0].program.code is not programs[0].code


@pytest.mark.parametrize("tile", [2, 8, 16])
@pytest.mark.parametrize("written_out", [0, 1, 40, 160, 100_000])
def test_numbers_do_not_depend_on_how_loops_are_written(tile, written_out):
    reference, trainer = eager(optimizer="adam"), eager(optimizer="adam")
    way, chunk = prepared(reference)
    expected = way.run(reference.engine.turns[0], chunk).tolist()
    turn = trainer.engine.turns[0]
    captured = capture_step(turn, first_chunk(trainer))
    other = assemble(captured.recorded, captured.stepwise, fma=True, tile=tile, written_out=written_out)
    own = Native(turn, first_chunk(trainer))
    code = SimpleNamespace(functions=Functions(other.text, optimized=written_out == 160))
    program = SimpleNamespace(assembly=other, code=code, pace=0.0)
    tensors = {**captured.tensors, **own.instance._tensors}
    assert Instance(program, tensors).run(work_of(first_chunk(trainer))).tolist() == expected
    assert all(torch.equal(a, b) for a, b in zip(weights(reference), weights(trainer), strict=True))


def test_the_first_text_of_a_small_network_is_short_and_of_a_larger_one_fast():
    for units, is_short in ((8, True), (512, False)):
        trainer = eager(units=units)
        turn, chunk = trainer.engine.turns[0], first_chunk(trainer)
        captured = capture_step(turn, chunk)
        loops = assemble(captured.recorded, captured.stepwise, fma=True, tile=16, written_out=1)
        first = Native(turn, chunk).program.assembly
        assert (len(first.text) < 0.7 * len(loops.text)) is is_short
        assert replace(first, text="") == replace(loops, text="")


def test_many_instances_do_what_each_does_alone():
    alone, together = [eager(seed) for seed in range(7)], [eager(seed) for seed in range(7)]
    expected = []
    for trainer in alone:
        way, chunk = prepared(trainer)
        expected.append(way.run(trainer.engine.turns[0], chunk).tolist())
    pairs = [prepared(trainer) for trainer in together]
    found = run_many([way.instance for way, _c in pairs], [work_of(chunk) for _w, chunk in pairs], 3)
    assert [losses.tolist() for losses in found] == expected
    for a, b in zip(alone, together, strict=True):
        assert all(torch.equal(x, y) for x, y in zip(weights(a), weights(b), strict=True))


def test_one_instance_that_diverges_stops_alone():
    calm, wild = eager(learning_rate=0.1), eager(learning_rate=1e6, units=6)
    pairs = [prepared(calm), prepared(wild)]
    found = run_many([way.instance for way, _c in pairs], [work_of(chunk) for _w, chunk in pairs], 2)
    assert len(found[0]) == 50
    assert np.isfinite(found[0]).all()


def test_many_must_be_of_one_kind():
    pairs = [prepared(eager()), prepared(eager(units=9))]
    with pytest.raises(ValueError, match="different programs"):
        run_many([way.instance for way, _c in pairs], [work_of(chunk) for _w, chunk in pairs], 2)


def test_other_threads_run_while_machine_code_does():
    trainer = eager()
    way, chunk = prepared(trainer, steps=200_000)
    way.optimize()
    done = threading.Event()
    thread = threading.Thread(target=lambda: (way.run(trainer.engine.turns[0], chunk), done.set()))
    thread.start()
    beats = 0
    while not done.wait(0.001):
        beats += 1
    thread.join()
    assert beats > 5


def test_a_program_that_is_too_large_is_refused():
    def deep(t):
        y = t["x"]
        for _layer in range(2500):
            y = torch.tanh(y @ t["p:weight"])
        return {"o:y": y}

    recorded = record(deep, {"x": torch.ones(10, 4), "p:weight": torch.ones(4, 4)})
    with pytest.raises(Unsupported, match="instructions"):
        NativeProgram(recorded, frozenset())


def test_what_cannot_be_written_out_is_optimized_as_it_is():
    def refuse():
        raise Unsupported("too long")

    both = "define i64 @run(ptr %x, i64 %steps) { ret i64 %steps }\ndefine void @many() { ret void }"
    code = compiler.MachineCode(both, refuse)
    assert not code.functions.optimized
    code.improve(wait=True)
    assert code.functions.optimized
    assert code.functions.run(None, 5) == 5


def test_data_withgaps_is_read_all_the_same():
    found = []
    for gaps in (False, True):
        trainer = eager()
        way, chunk = prepared(trainer)
        wide = torch.stack([chunk.x, chunk.x], 2).contiguous()[:, :, 0] if gaps else chunk.x
        assert wide.is_contiguous() is not gaps
        other = Chunk(wide, chunk.target, chunk.indices, chunk.tables)
        found.append(way.run(trainer.engine.turns[0], other).tolist())
    assert found[0] == found[1]


def test_a_missing_llvm_is_a_reason(monkeypatch):
    monkeypatch.setitem(sys.modules, "llvmlite", None)
    monkeypatch.setitem(sys.modules, "llvmlite.binding", None)
    compiler._llvm.cache_clear()
    try:
        assert "llvmlite cannot be loaded" in warm_up()
        with pytest.raises(Unsupported, match="llvmlite"):
            Functions("define i64 @run() { ret i64 0 }", optimized=False)
    finally:
        compiler._llvm.cache_clear()


def test_what_llvm_refuses_is_a_reason():
    with pytest.raises(Unsupported, match="LLVM refuses"):
        Functions("define i64 @run( { nonsense }", optimized=False)


def test_tensors_withgaps_are_refused():
    recorded = record(lambda t: {"o:y": t["x"] * t["p:w"]}, {"x": torch.ones(4, 2), "p:w": torch.ones(2)})
    program = NativeProgram(recorded, frozenset())
    with pytest.raises(Unsupported, match="gaps"):
        program.bind({"p:w": torch.ones(4)[::2], "o:y": torch.ones(4, 2)})


def test_a_step_whose_loss_is_not_finite_changes_nothing():
    trainer = eager()
    chunk = first_chunk(trainer, steps=5)
    way = Native(trainer.engine.turns[0], chunk)
    before = weights(trainer)
    chunk.x[chunk.indices[0, 3]] = torch.nan
    losses = way.run(trainer.engine.turns[0], chunk)
    assert len(losses) == 1
    assert np.isnan(losses[0])
    assert all(torch.equal(a, b) for a, b in zip(before, weights(trainer), strict=True))
