"""The document: one way to change it, and everything can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnplayground.app.document import Document
from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.train.commands import Reinitialize, SetWeight

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from nnplayground.core.experiment import Experiment


@pytest.fixture
def document(qapp: QApplication) -> Document:
    return Document(presets.load("circle"))


def _with_rate(document: Document, rate: float) -> Experiment:
    experiment = document.experiment
    return experiment.replace(training=experiment.training.replace(learning_rate=rate))


def test_an_edit_tells_before_and_after_and_can_be_undone(document: Document) -> None:
    seen = []
    document.changed.connect(lambda before, after: seen.append((before, after)))
    first = document.experiment
    document.apply("Change rate", _with_rate(document, 0.5))
    second = document.experiment
    document.undo_stack.undo()
    assert seen == [(first, second), (second, first)]
    assert document.undo_stack.redoText() == "Change rate"


def test_a_drag_is_one_entry_and_none_if_it_ends_where_it_began(document: Document) -> None:
    first = document.experiment
    for rate in (0.1, 0.2, 0.3):
        document.apply("Change rate", _with_rate(document, rate), merge_key="drag")
    assert document.undo_stack.count() == 1
    document.apply("Change rate", first, merge_key="drag")
    assert document.undo_stack.count() == 0
    assert document.experiment == first


def test_a_preview_is_no_entry(document: Document) -> None:
    first = document.experiment
    document.preview(_with_rate(document, 0.5))
    assert document.experiment != first
    assert not document.is_modified
    document.revert()
    assert document.experiment == first


def test_a_typed_weight_goes_there_and_back(document: Document) -> None:
    told = []
    document.weight_changed.connect(told.append)
    old, new = (SetWeight("dense1", "weight", (0, 0), value) for value in (0.1, 0.9))
    document.type_weight("Type a weight", old, new)
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert told == [new, old, new]


def test_opening_forgets_the_history_and_saving_marks_it_clean(document: Document) -> None:
    document.apply("Change rate", _with_rate(document, 0.5))
    assert document.is_modified
    document.saved(Path("circle.nnp"))
    assert not document.is_modified
    document.open(presets.load("xor"))
    assert document.path is None
    assert not document.undo_stack.canUndo()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["rate", "batch", "undo", "redo"]), max_size=20))
def test_undoing_everything_returns_to_the_start(steps: list[str]) -> None:
    document = Document(presets.load("circle"))
    first = document.experiment
    for number, step in enumerate(steps, 1):
        training = document.experiment.training
        if step == "rate":
            changed = training.replace(learning_rate=number / 100)
            document.apply("Rate", document.experiment.replace(training=changed))
        elif step == "batch":
            changed = training.replace(batch_size=number)
            document.apply("Batch", document.experiment.replace(training=changed))
        else:
            getattr(document.undo_stack, step)()
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.experiment == first


def test_settings_survive_and_ignore_what_does_not_fit(qapp: QApplication, tmp_path: Path) -> None:
    kept = Settings()
    kept.theme = "light"
    kept.language = "ru"
    for name in ("a.nnp", "b.nnp", "a.nnp"):
        kept.add_recent(tmp_path / name)
    again = Settings()
    assert (again.theme, again.language) == ("light", "ru")
    assert again.recent[:2] == (tmp_path / "a.nnp", tmp_path / "b.nnp")
    again.theme = "purple"
    assert Settings().theme == "dark"
    again.clear_recent()
    assert again.recent == ()
    again.theme, again.language = "dark", "en"


def test_what_is_dragged_leaves_the_last_edit_to_be_asked_for(document: Document) -> None:
    first, seen = document.experiment, []
    document.committed.connect(seen.append)
    document.preview(_with_rate(document, 0.5))
    assert document.unchanged is first
    assert seen == []
    document.apply("Change rate", document.experiment)
    assert seen == [document.experiment]
    assert document.unchanged == document.experiment


def test_weights_drawn_anew_are_put_back_by_undo(document: Document) -> None:
    seen: list[object] = []
    document.weight_changed.connect(seen.append)
    document.reinitialize("Initialize again", ["dense1", "output"])
    document.undo_stack.undo()
    assert seen == [
        Reinitialize("dense1", 1),
        Reinitialize("output", 1),
        Reinitialize("dense1", 1, undo=True),
        Reinitialize("output", 1, undo=True),
    ]
