"""Pictures of one's own come in by a dialog that shows them and says what it could not read."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog

from nnplayground.app.document import Document
from nnplayground.data.image_own import OwnPictures
from nnplayground.data.images.opened import Fitting, Shaping
from nnplayground.data.images.sources import open_source
from nnplayground.projects import files, presets
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.importing_images.class_list import ClassRows
from nnplayground.ui.importing_images.dialog import ImageImportDialog
from nnplayground.ui.panels.data_panel import DataPanel
from nnplayground.ui.receivers.images import PictureFiles
from nnplayground.ui.receiving import Given
from nnplayground.ui.widgets.painting import text_width, wrapped


@pytest.fixture
def pets(tmp_path):
    for number, name in enumerate(("cat", "dog")):
        folder = tmp_path / "pets" / name
        folder.mkdir(parents=True)
        for n in range(6 - 2 * number):
            Image.new("RGB", (40, 30), (100 * number + 40, 10 * n, 30)).save(folder / f"{name}_{n}.png")
    return tmp_path / "pets"


@pytest.fixture
def panel(qtbot):
    made = DataPanel(Document(presets.load("digits-cnn")))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def document(panel):
    return panel._document


def opened(qtbot, panel, paths):
    dialog = panel.import_images(paths)
    qtbot.waitUntil(lambda: dialog.wishes.isEnabled() or "…" not in dialog.words.text())
    return dialog


def accept(qtbot, dialog):
    with qtbot.waitSignal(dialog.finished):
        dialog.ok.click()


def test_a_folder_is_shown_and_imported(qtbot, panel, document, pets):
    dialog = opened(qtbot, panel, [pets])
    assert dialog.heading.text() == "pets"
    assert "10 pictures in 2 classes" in dialog.words.text()
    rows = dialog.classes.rows
    qtbot.waitUntil(lambda: [len(images) for images in rows.images()] == [6, 4])
    assert rows.images()[0][0].pixelColor(4, 4).red() == 40
    dialog.wishes.size_.setValue(12)
    dialog.wishes.colours.setValue(False)
    accept(qtbot, dialog)
    dataset = document.experiment.data.dataset
    assert isinstance(dataset, OwnPictures)
    assert (dataset.shape, dataset.classes, dataset.members) == ((1, 12, 12), ("cat", "dog"), (6, 4))
    assert document.report.ok
    document.undo_stack.undo()
    assert document.experiment.data.dataset.kind == "digits"


@pytest.mark.parametrize("place", ["remembered", "beside", "asked"])
def test_what_was_chosen_can_be_chosen_otherwise_later(
    qtbot, panel, document, pets, tmp_path, monkeypatch, place
):
    dialog = opened(qtbot, panel, [pets])
    dialog.wishes.size_.setValue(12)
    dialog.wishes.colours.setValue(False)
    dialog.wishes.fitting.setValue(Fitting.FIT)
    dialog.wishes.most.setValue(3)
    accept(qtbot, dialog)
    first = document.experiment.data.dataset
    assert first.members == (3, 3)
    assert str(tmp_path) not in document.experiment.to_json()
    project = tmp_path / "project" / "pets.nnp"
    project.parent.mkdir()
    files.save(project, document.experiment)
    document.open(files.load(project), project)
    moved = tmp_path / ("project" if place == "beside" else "elsewhere") / "pets"
    if place != "remembered":
        pets.rename(tmp_path / "pets moved")
        moved.parent.mkdir(exist_ok=True)
        (tmp_path / "pets moved").rename(moved)
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda _parent, title: asked.append(title) or str(moved)
    )
    edit = next(action for action in panel.build_menu().actions() if action.text() == "Edit import…")
    assert edit.isEnabled()
    edit.trigger()
    assert asked == (["Where “pets” lies now"] if place == "asked" else [])
    again = panel.window().findChildren(ImageImportDialog)[-1]
    qtbot.waitUntil(again.wishes.isEnabled)
    assert again.wishes.choices == first.imported
    assert again.wishes.choices.most == 3
    again.wishes.size_.setValue(16)
    again.wishes.most.show_nothing()
    accept(qtbot, again)
    dataset = document.experiment.data.dataset
    assert (dataset.shape, dataset.members) == ((1, 16, 16), (6, 4))
    assert dataset.imported.fitting is Fitting.FIT


def edit(panel):
    action = next(action for action in panel.build_menu().actions() if action.text() == "Edit import…")
    assert action.isEnabled()
    action.trigger()
    return panel.window().findChildren(ImageImportDialog)[-1]


def test_each_of_several_imports_can_be_chosen_otherwise(qtbot, panel, document, pets, tmp_path):
    first = opened(qtbot, panel, [pets])
    first.wishes.size_.setValue(12)
    first.wishes.most.setValue(3)
    accept(qtbot, first)
    more = opened(qtbot, panel, [pets / "dog"])
    assert more.wishes.is_adding
    more.wishes.name.setText("eel")
    more.wishes.fitting.setValue(Fitting.STRETCH)
    accept(qtbot, more)
    both = document.experiment.data.dataset
    assert dict(zip(both.classes, both.members, strict=True)) == {"cat": 3, "dog": 3, "eel": 4}
    assert [(c.source, c.size, c.most) for c in both.imports] == [("pets", 12, 3), ("dog", 12, None)]
    files.save(tmp_path / "both.nnp", document.experiment)
    document.open(files.load(tmp_path / "both.nnp"), tmp_path / "both.nnp")
    again = edit(panel)
    qtbot.waitUntil(again.wishes.isEnabled)
    wishes = again.wishes
    assert again.heading.text() == "pets + dog"
    assert tuple(one.choices for one in wishes.imports) == both.imports
    assert wishes.sources.isVisibleTo(again)
    assert not wishes.name.isVisibleTo(again)
    wishes.size_.setValue(16)
    wishes.most.show_nothing()
    wishes.sources.setValue(1)
    wishes.sources.chosen.emit(1)
    assert (wishes.name.text(), wishes.choices.fitting) == ("eel", Fitting.STRETCH)
    wishes.name.setText("eels")
    wishes.most.setValue(2)
    accept(qtbot, again)
    dataset = document.experiment.data.dataset
    assert dataset.shape == (3, 16, 16)
    assert dict(zip(dataset.classes, dataset.members, strict=True)) == {"cat": 6, "dog": 4, "eels": 2}
    assert [c.fitting for c in dataset.imports] == [Fitting.CROP, Fitting.STRETCH]
    document.undo_stack.undo()
    assert document.experiment.data.dataset == both


def test_one_of_several_imports_can_be_left_out(qtbot, panel, document, pets):
    accept(qtbot, opened(qtbot, panel, [pets]))
    more = opened(qtbot, panel, [pets / "dog"])
    more.wishes.name.setText("eel")
    accept(qtbot, more)
    dialog = edit(panel)
    qtbot.waitUntil(dialog.wishes.isEnabled)
    assert "14 pictures in 3 classes" in dialog.words.text()
    dialog.wishes.sources.setValue(1)
    dialog.wishes.sources.chosen.emit(1)
    dialog.wishes.uses.click()
    assert "10 pictures in 2 classes" in dialog.words.text()
    dialog.wishes.sources.setValue(0)
    dialog.wishes.sources.chosen.emit(0)
    assert dialog.wishes.uses.isChecked()
    assert not dialog.wishes.uses.isEnabled()  # something is to be left
    accept(qtbot, dialog)
    dataset = document.experiment.data.dataset
    assert (dataset.classes, [c.source for c in dataset.imports]) == (("cat", "dog"), ["pets"])
    again = edit(panel)  # where the pictures lie is known of what was edited, too
    qtbot.waitUntil(again.wishes.isEnabled)
    assert not again.wishes.uses.isVisibleTo(again)
    again.reject()


def forget_choices(document):
    data = document.experiment.data
    unknown = data.dataset.replace(imported=None)
    document.apply("forget", document.experiment.replace(data=data.replace(dataset=unknown)))


def test_pictures_of_unknown_files_are_edited_as_they_are(qtbot, panel, document, pets):
    accept(qtbot, opened(qtbot, panel, [pets]))
    forget_choices(document)
    dialog = edit(panel)
    qtbot.waitUntil(dialog.wishes.isEnabled)
    assert "files are not known" in dialog.facts.text()
    assert not dialog.wishes.adds.isVisibleTo(dialog)
    dialog.wishes.size_.setValue(14)
    accept(qtbot, dialog)
    dataset = document.experiment.data.dataset
    assert (dataset.shape, dataset.members, dataset.imports) == ((3, 14, 14), (6, 4), ())


def test_pictures_that_join_unknown_ones_stay_unknown(qtbot, panel, document, pets):
    accept(qtbot, opened(qtbot, panel, [pets]))
    forget_choices(document)
    accept(qtbot, opened(qtbot, panel, [pets / "dog"]))
    dataset = document.experiment.data.dataset
    assert (dataset.members, dataset.imports) == ((6, 8), ())


def test_unreadable_files_are_listed_before_anything_changes(qtbot, panel, document, pets):
    (pets / "cat" / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    dialog = opened(qtbot, panel, [pets])
    dialog.ok.click()
    qtbot.waitUntil(lambda: bool(dialog.problems.toPlainText()))
    assert "torn.png" in dialog.problems.toPlainText()
    assert document.experiment.data.dataset.kind == "digits"
    assert dialog.ok.text() == "Import the others"
    accept(qtbot, dialog)
    assert document.experiment.data.dataset.members == (6, 4)


def test_one_class_needs_others_to_be_told_from(qtbot, panel, document, pets):
    dialog = opened(qtbot, panel, [pets / "cat"])
    assert not dialog.ok.isEnabled()
    assert "one class" in dialog.facts.text()
    dialog.wishes.classes.setValue("names")
    dialog.reject()
    whole = open_source([pets]).read(Shaping(size=12, colour=True), lambda *_: None, lambda: False)
    document.apply(
        "own",
        document.experiment.replace(
            data=document.experiment.data.replace(dataset=OwnPictures.of(whole), features=None)
        ),
    )
    dialog = opened(qtbot, panel, sorted((pets / "dog").iterdir()))
    assert dialog.wishes.is_adding
    dialog.wishes.name.setText("eel")
    qtbot.waitUntil(dialog.ok.isEnabled)
    accept(qtbot, dialog)
    dataset = document.experiment.data.dataset
    assert (dataset.classes, dataset.members, dataset.shape) == (
        ("cat", "dog", "eel"),
        (6, 4, 4),
        (3, 12, 12),
    )


def test_files_are_parted_by_their_names(qtbot, panel, document, pets):
    mixed = pets.parent / "mixed"
    mixed.mkdir()
    for file in pets.rglob("*.png"):
        file.rename(mixed / file.name)
    dialog = opened(qtbot, panel, [mixed])
    assert not dialog.ok.isEnabled()
    dialog.wishes.classes.setValue("names")
    dialog.wishes.classes.changed.emit("names")
    assert dialog.wishes.source.class_names == ("cat", "dog")
    assert dialog.ok.isEnabled()
    dialog.reject()


def test_what_holds_no_pictures_is_a_sentence(qtbot, panel, document, tmp_path):
    (tmp_path / "empty").mkdir()
    dialog = panel.import_images([tmp_path / "empty"])
    qtbot.waitUntil(lambda: "no pictures" in dialog.words.text())
    assert not dialog.ok.isEnabled()
    dialog.reject()
    assert document.experiment.data.dataset.kind == "digits"


def test_arrays_are_imported_as_they_are(qtbot, panel, document, tmp_path):
    x = np.random.default_rng(0).integers(0, 256, (30, 9, 9), np.uint8)
    np.savez(
        tmp_path / "a.npz", x_train=x[:20], y_train=np.arange(20) % 2, x_test=x[20:], y_test=np.arange(10) % 2
    )
    dialog = opened(qtbot, panel, [tmp_path / "a.npz"])
    assert "20 are for training" in dialog.words.text()
    dialog.wishes.most.setText("9")
    dialog.wishes.most.commit()
    assert "18 pictures" in dialog.words.text()
    dialog.wishes.most.setText("")
    dialog.wishes.most.commit()
    assert "30 pictures" in dialog.words.text()
    accept(qtbot, dialog)
    assert document.experiment.data.dataset.parted == (20, 0, 10)
    assert not panel.split.isVisibleTo(panel)


def test_what_is_dropped_is_taken_by_its_name(tmp_path):
    receiver = PictureFiles()
    taken = ("cat.png", "a.JPG", "train-images-idx3-ubyte.gz", "x.npz", "cifar-10-python.tar.gz", "folder")
    assert all(receiver.takes(Given((tmp_path / name,))) for name in taken)
    assert not any(receiver.takes(Given((tmp_path / name,))) for name in ("a.csv", "a.nnp", "a.txt"))
    assert not receiver.takes(Given((), "text"))


def test_long_names_of_classes_are_shown_on_two_lines_and_told_in_full(qtbot):
    rows = ClassRows()
    qtbot.addWidget(rows)
    short, middle = "cat", "Golden retrievers and puppies"
    long = "Sunrises over the northern lakes and all of their islands, seen in winter before breakfast"
    rows.show_classes([short, middle, long], [3, 2, 1])
    rows.resize(520, 160)
    assert [rows.named_at(y) for y in (20, 70, 120, 400)] == ["", "", long, ""]
    assert long in rows.accessibleDescription()
    assert " ".join(wrapped(middle, ui_font(12.5), 200, 2)) == middle
    assert rows.sizeHint().width() > 520
    rows.grab()


def test_lines_are_broken_anywhere_in_a_long_word_and_the_last_is_cut(qtbot):
    font = ui_font(12.5)
    lines = wrapped("w" * 100, font, 100, 3)
    assert len(lines) == 3
    assert all(text_width(line, font) <= 101 for line in lines)
    assert lines[2].endswith("…")
    assert wrapped("", font, 100, 2) == ("",)
