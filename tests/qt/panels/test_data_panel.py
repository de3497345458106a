from __future__ import annotations

import pytest
from conftest_panels import spiral
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from nnplayground.core.dataset import DataGroup
from nnplayground.ui.panels.data_panel import DataPanel
from nnplayground.ui.panels.features import FeatureTile

LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


@pytest.fixture
def panel(document, show):
    return show(DataPanel(document), 248, 620)


def tiles(panel):
    return {tile.name: tile for tile in panel.features.findChildren(FeatureTile) if tile.isVisible()}


def undo_texts(document):
    stack = document.undo_stack
    return [stack.text(number) for number in range(stack.count())]


def test_a_click_on_a_thumbnail_chooses_the_data_set(panel, document, qtbot):
    qtbot.mouseClick(panel.gallery.thumb("moons"), LEFT)
    assert document.experiment.data.dataset.kind == "moons"
    assert undo_texts(document) == ["Change data set"]
    document.undo_stack.undo()
    assert panel.gallery.thumb("spiral").isChecked()


@pytest.mark.parametrize("kind", ["spiral", "blobs"])
def test_tab_goes_down_the_panel(panel, qtbot, kind):
    panel._choose_dataset(kind)
    qtbot.waitUntil(lambda: len(tiles(panel)) == 7)
    panel.activateWindow()
    panel.group.setFocus()
    heights = []
    while not heights or QApplication.focusWidget() is not panel.standardize:
        panel.focusNextPrevChild(True)
        stop = QApplication.focusWidget()
        heights.append(stop.mapTo(panel, QPoint(0, stop.height())).y())
        if len(heights) == 1:
            assert stop is panel.gallery.thumb(kind)
    assert heights == sorted(heights)
    assert len(heights) > 8


def test_thumbnails_show_real_samples_soon(panel, qtbot):
    thumb = panel.gallery.thumb("gauss")

    def colours():
        image = thumb.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(4, 48) for y in range(4, 48)}

    qtbot.waitUntil(lambda: len(colours()) > 10)


def test_another_group_fits_head_and_loss_in_one_step(panel, document):
    panel.group.chosen.emit(DataGroup.TABLE)
    assert document.experiment.data.dataset.kind == "iris"
    assert document.experiment.graph.node("output").layer.units == 3
    assert document.report.ok
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.experiment == spiral()


def test_noise_is_previewed_while_dragged_and_one_entry_when_done(panel, document):
    slider, seen = panel.noise, []
    document.changed.connect(lambda before, after: seen.append(after.data.dataset.noise))
    y = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(20, y))
    for x in (40, 60, 80):
        QTest.mouseMove(slider, QPoint(x, y))
    assert len(set(seen)) > 2
    assert document.undo_stack.count() == 0
    QTest.mouseRelease(slider, LEFT, pos=QPoint(80, y))
    assert undo_texts(document) == ["Change noise"]
    assert document.experiment.data.dataset.noise == pytest.approx(slider.value())


def test_features_are_toggled_and_counted(panel, document, qtbot):
    qtbot.mouseClick(tiles(panel)["sin(x1)"], LEFT)
    assert document.experiment.data.features == ("x1", "x2", "sin(x1)")
    qtbot.mouseClick(tiles(panel)["x1"], LEFT)
    assert document.experiment.data.features == ("x2", "sin(x1)")


def test_the_last_feature_stays(panel, document, qtbot):
    for name in ("x1", "x2"):
        qtbot.mouseClick(tiles(panel)[name], LEFT)
    assert document.experiment.data.features == ("x2",)
    assert tiles(panel)["x2"].isChecked()


def test_a_feature_is_toggled_by_key(panel, document):
    tile = tiles(panel)["x1*x2"]
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tile, Key.Key_Space)
    assert "x1*x2" in document.experiment.data.features


def test_the_menu_offers_the_cosines(panel, qtbot):
    assert "cos(x1)" not in tiles(panel)
    panel.build_menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: "cos(x1)" in tiles(panel))


def test_columns_of_a_table_are_checked_by_name(panel, document, qtbot):
    panel.group.chosen.emit(DataGroup.TABLE)
    checks = {check.text(): check for check in panel.features.findChildren(QCheckBox)}
    assert "petal width (cm)" in checks
    qtbot.mouseClick(checks["petal width (cm)"], LEFT, pos=QPoint(8, 12))
    assert document.experiment.data.features == ("x1", "x2", "x3")


def test_the_split_is_moved_by_key(panel, document):
    panel.split.setFocus()
    QTest.keyClick(panel.split, Key.Key_Right)
    split = document.experiment.data.split
    assert (split.train, split.validation) == pytest.approx((0.61, 0.19))
    assert undo_texts(document) == ["Change split"]


def test_a_typed_seed_and_a_new_one(panel, document, qtbot):
    panel.seed.setFocus()
    panel.seed.selectAll()
    QTest.keyClicks(panel.seed, "9223372036854775807\r")
    assert document.experiment.data.seed == 2**63 - 1
    qtbot.mouseClick(panel.regenerate, LEFT)
    assert document.experiment.data.seed < 10_001
    assert undo_texts(document) == ["Change seed", "Regenerate data"]


@pytest.mark.parametrize("typed", ["abc", "-1", "2.5", "9223372036854775808", "9" * 200])
def test_what_is_no_seed_is_refused_in_a_sentence(panel, document, typed):
    panel.seed.setFocus()
    panel.seed.selectAll()
    QTest.keyClicks(panel.seed, f"{typed}\r")
    assert document.undo_stack.count() == 0
    sentence = "Enter a whole number from 0 to 2⁶³ − 1."
    assert panel.seed.problem() == panel.seed.toolTip() == panel.seed.accessibleDescription() == sentence
    assert panel.seed.problem_line.isVisible()
    assert panel.seed.property("bad")
    QTest.keyClick(panel.seed, Key.Key_Escape)
    assert panel.seed.text() == "0"
    assert panel.seed.problem_line.isHidden()
    assert not panel.seed.property("bad")


def test_a_replayed_seed_is_text(document, show):
    changed = document.experiment.data.replace(stream="seedrandom", seed_text="0.10005")
    document.apply("replay", document.experiment.replace(data=changed))
    panel = show(DataPanel(document), 248, 620)
    assert panel.seed.text() == "0.10005"
    panel.seed.setFocus()
    panel.seed.selectAll()
    QTest.keyClicks(panel.seed, "spring\r")
    assert document.experiment.data.seed_text == "spring"


def test_options_of_the_data_set_have_their_fields(panel, document, qtbot):
    qtbot.mouseClick(panel.gallery.thumb("blobs"), LEFT)
    field = panel._form.editor("classes").field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "6\r")
    assert document.experiment.data.dataset.classes == 6
    assert document.experiment.graph.node("output").layer.units == 6


def test_standardizing_is_switched(panel, document, qtbot):
    qtbot.mouseClick(panel.standardize, LEFT, pos=QPoint(12, 10))
    assert document.experiment.data.standardize
    document.undo_stack.undo()
    assert not panel.standardize.isChecked()


def test_the_panel_is_as_narrow_as_its_dock(panel):
    assert panel.minimumSizeHint().width() <= 248


def test_a_seed_of_a_link_is_shown_whole(panel, document):
    data = document.experiment.data.replace(stream="seedrandom", seed_text="0.10005")
    document.apply("", document.experiment.replace(data=data))
    QCoreApplication.processEvents()
    margin = 2 * 9
    assert panel.seed.fontMetrics().horizontalAdvance("0.10005") <= panel.seed.width() - margin
    assert panel.regenerate.accessibleName() == "Regenerate"
    document.undo_stack.undo()
    assert panel.regenerate.text() == "Regenerate"
