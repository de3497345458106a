"""Within a dropout neuron one sees what the last step drew for the sample; in slow motion, this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from test_ledger import dense, network

from nnplayground.app.settings import Settings
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer
from nnplayground.ui.application import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from nnplayground.core.experiment import Experiment
    from nnplayground.ui.neuron.ledger_panel import LedgerPanel

UNITS = 8


def experiment(kind: str = "dropout") -> Experiment:
    layers = (dense("one", UNITS), {"id": "drop", "kind": kind}, dense("output", 1))
    return network(*layers, batch_size="full", engine="eager")


def masks(kind: str, steps: int) -> list[np.ndarray]:
    """Return what the layer did to sample 5 in each of the first steps, as training in a row has it."""
    trainer, found = Trainer(experiment(kind)), []

    def take(module: object, inputs: tuple, output: object) -> None:
        if module.training:
            place = int((batch[0] == 5).nonzero())
            did = output / inputs[0] if kind == "dropout" else output - inputs[0]
            found.append(did[place].detach().numpy())

    batch = [trainer.next_batch()]
    trainer.program.drop.register_forward_hook(take)
    for _step in range(steps):
        batch[0] = trainer.next_batch()
        trainer.advance()
    return found


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    return getattr(request, "param", "dropout")


@pytest.fixture
def program(qtbot: QtBot, kind: str) -> Iterator[Program]:
    program = Program(experiment(kind), Settings())
    program.window.canvas.set_reduced_motion(True)
    program.window.resize(1440, 900)
    program.window.show()
    program.session.start()
    qtbot.waitUntil(lambda: program.session.snapshot is not None and program.session.snapshot.run > 0)
    program.window.canvas.neuron.samples.choose(Sample("train", 5))
    program.window.canvas.neuron.open("drop", 0)
    qtbot.waitUntil(lambda: _panel(program) is not None and _panel(program).sight is not None)
    yield program
    program.close()


def _panel(program: Program) -> LedgerPanel | None:
    return program.window.canvas.neuron.page.panel


def said(qtbot: QtBot, program: Program, unit: int, step: int) -> tuple[str, list[str]]:
    """Return the line about a step, and the lines of the account that stand out."""
    program.window.canvas.neuron.open("drop", unit)

    def is_there() -> bool:
        seen = _panel(program).sight
        return seen.unit == unit and seen.drawn is not None and seen.drawn.step == step

    qtbot.waitUntil(is_there, timeout=20_000)
    ledger = _panel(program).ledger
    (line,) = (html for caption, html in ledger.formulas if caption == f"Step {step}")
    return line, [line.label for line in ledger.lines if line.own]


def test_each_unit_says_whether_the_last_step_kept_it(program: Program, qtbot: QtBot) -> None:
    assert "as soon as a step" in str(_panel(program).ledger.formulas) or _panel(program).sight.drawn is None
    drawn = masks("dropout", 3)
    assert 0 < np.count_nonzero(drawn[2]) < UNITS
    for step in (1, 2, 3):
        program.session.step()
        qtbot.waitUntil(lambda step=step: program.session.snapshot.step == step, timeout=20_000)
    for unit in range(UNITS):
        line, own = said(qtbot, program, unit, 3)
        word = "kept" if drawn[2][unit] else "dropped"
        assert word in line
        assert "the last step that took this sample" in line
        assert own == ["outside of training", f"in training, {word}"]


def test_slow_motion_shows_the_mask_of_the_step_that_is_seen(program: Program, qtbot: QtBot) -> None:
    window, drawn = program.window, masks("dropout", 2)
    window.actions_.slow_motion.setChecked(True)
    qtbot.waitUntil(lambda: window.slow.flow.stages > 0, timeout=20_000)
    for step in (1, 2):
        for unit in (0, 1, 2):
            line, _own = said(qtbot, program, unit, step)
            assert ("kept" in line) == bool(drawn[step - 1][unit])
            assert "last" not in line
        qtbot.waitUntil(lambda step=step: window.slow._batch[0] == step, timeout=20_000)
        if step == 1:
            program.session.step()
    window.actions_.slow_motion.setChecked(False)
    assert said(qtbot, program, 0, 1)[0].endswith("took this sample)")


@pytest.mark.parametrize("kind", ["gaussian_noise"], indirect=True)
def test_noise_shows_its_draw(program: Program, qtbot: QtBot) -> None:
    drawn = masks("gaussian_noise", 1)
    program.session.step()
    line, own = said(qtbot, program, 3, 1)
    assert "ε = " in line
    assert own == ["outside of training", "Step 1"]
    assert _panel(program).ledger.lines[-1].numbers[1] == pytest.approx(float(drawn[0][3]), abs=1e-6)


def test_a_sample_that_is_not_trained_on_has_no_mask(program: Program, qtbot: QtBot) -> None:
    program.window.canvas.neuron.samples.choose(Sample("test", 1))
    qtbot.waitUntil(lambda: _panel(program).sight.trace.sample.part == "test", timeout=20_000)
    assert "not in the training part" in str(_panel(program).ledger.formulas)
