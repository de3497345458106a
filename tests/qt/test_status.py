"""What the status bar says about the engine."""

from __future__ import annotations

from dataclasses import replace

from nnplayground.train.snapshot import RunState, empty_snapshot
from nnplayground.ui.status import StatusBar


def test_the_engine_says_why_it_runs_so_and_what_a_gpu_holds(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    paused = replace(empty_snapshot(RunState.PAUSED), engine_note="Steps run eagerly: no reason.")
    bar.show_snapshot(paused)
    assert bar._engine.toolTip() == "Steps run eagerly: no reason."
    bar.show_snapshot(replace(paused, device="cuda:0", device_memory=3 * 2**30))
    assert bar._engine.toolTip().splitlines() == [
        "Steps run eagerly: no reason.",
        "3,072 MiB held on cuda:0",
    ]


def test_an_earlier_moment_is_said_to_be_one(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    past = replace(empty_snapshot(RunState.PAUSED), epoch=470, past=True, present=(1882, 37_640))
    bar.show_snapshot(past)
    assert bar._doing.text() == "Earlier moment: epoch 470 of 1,882"
