from __future__ import annotations

import math
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget

from nnplayground.app.resources import resource
from nnplayground.core.dataset import Dataset
from nnplayground.ui.colormap import heat_image
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.theme import DARK, LIGHT, theme
from nnplayground.ui.widgets import (
    Badge,
    Button,
    ColorBar,
    ComboField,
    Device,
    DeviceChip,
    EpochDisplay,
    IconButton,
    KeyHint,
    LineKey,
    Notice,
    NumberField,
    PrimaryButton,
    Scale,
    SearchField,
    Section,
    Segmented,
    Slider,
    SplitSlider,
    Switch,
    TabBar,
    Thumb,
    ToolbarCell,
)
from nnplayground.ui.widgets.painting import draw_name, text_width

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def dressed(qapp):
    theme().set_mode("dark")
    theme().apply(qapp)
    yield
    theme().set_mode("dark")
    qapp.setStyleSheet("")


@pytest.fixture
def show(qtbot):
    def place(widget, width=None):
        qtbot.addWidget(widget)
        widget.resize(width or widget.sizeHint().width(), widget.sizeHint().height())
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return place


@pytest.fixture
def record():
    def listen(signal):
        seen = []
        signal.connect(lambda *values: seen.append(values[0] if len(values) == 1 else values))
        return seen

    return listen


def wheel(widget, notches=1):
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


# ---- scale


@given(st.floats(0, 1))
def test_a_linear_scale_goes_there_and_back(fraction):
    scale = Scale(-2, 6, 0.25)
    assert scale.fraction(scale.at(fraction)) == pytest.approx(fraction, abs=0.125 / 8 + 1e-9)


def test_a_logarithmic_scale_steps_through_round_numbers():
    scale = Scale(1e-5, 10, logarithmic=True)
    values = [0.001]
    for _ in range(4):
        values.append(scale.stepped(values[-1], 1))
    assert values == pytest.approx([0.001, 0.002, 0.005, 0.01, 0.02])
    assert scale.stepped(0.03, -1) == pytest.approx(0.02)
    assert scale.stepped(10, 3) == 10
    assert scale.at(0.5) == pytest.approx(0.01)


# ---- buttons


def test_a_click_does_not_take_the_focus_but_tab_does(show, qtbot):
    button = show(Button("Regenerate", "dice"))
    button.clearFocus()
    qtbot.mouseClick(button, LEFT)
    assert not button.hasFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.shows_focus
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Key.Key_Space)


def test_an_icon_button_mirrors_its_action(show, qtbot):
    button = show(IconButton("play", "Play", shortcut="Space", size=32, primary=True))
    assert button.toolTip() == "Play (Space)"
    assert (button.width(), button.height()) == (40, 32)
    action = QAction("&Pause")
    action.setCheckable(True)
    action.setShortcut("Space")
    button.set_action(action)
    assert button.accessibleName() == "Pause"
    qtbot.mouseClick(button, LEFT)
    assert action.isChecked()
    assert button.isChecked()
    action.setEnabled(False)
    assert not button.isEnabled()


def test_the_switch_toggles_by_mouse_and_key(show, qtbot, record):
    switch = show(Switch("Test data"))
    seen = record(switch.toggled)
    qtbot.mouseClick(switch, LEFT)
    qtbot.keyClick(switch, Key.Key_Space)
    assert seen == [True, False]


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)
def test_painted_controls_take_the_colours_of_the_theme(qtbot, tokens):
    button = PrimaryButton("Insert Flatten")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    theme().set_mode(tokens.name)
    image = button.grab().toImage()
    assert image.pixelColor(6, button.height() // 2) == QColor(tokens.accent)


# ---- segments


def test_arrow_keys_move_the_choice(show, qtbot, record):
    segmented = show(Segmented("Scale", [("linear", "Linear"), ("log", "Log")]))
    seen = record(segmented.changed)
    segmented.setValue("log")
    assert seen == []
    chosen = next(button for button in segmented.findChildren(QAbstractButton) if button.isChecked())
    chosen.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(chosen, Key.Key_Left)
    assert segmented.value() == "linear"
    assert seen == ["linear"]


def test_a_device_that_is_not_there_cannot_be_chosen(show, qtbot, record):
    chip = show(
        DeviceChip([Device("cpu", "CPU"), Device("cuda:0", "CUDA:0", False, "This computer has no GPU.")])
    )
    seen = record(chip.changed)
    qtbot.mouseClick(chip.findChildren(QAbstractButton)[1], LEFT)
    assert seen == []
    assert chip.value() == "cpu"
    chip.set_devices([Device("cpu", "CPU"), Device("cuda:0", "CUDA:0")])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.mouseClick(chip.findChildren(QAbstractButton)[1], LEFT)
    assert seen == ["cuda:0"]


# ---- sliders


def test_dragging_previews_and_commits_once(show, qtbot, record):
    slider = show(Slider("Noise", Scale(0, 1, 0.05)), 200)
    changing, changed = record(slider.changing), record(slider.changed)
    qtbot.mousePress(slider, LEFT, pos=QPoint(10, 12))
    for x in (40, 70, 100):
        qtbot.mouseMove(slider, QPoint(x, 12))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(100, 12))
    assert len(changing) >= 3
    assert changed == [slider.value()]
    assert 0.4 < slider.value() < 0.8
    assert slider.value() == pytest.approx(round(slider.value() / 0.05) * 0.05)


def test_a_slider_obeys_keys_and_ignores_the_wheel_until_focused(show, qtbot, record):
    slider = show(Slider("Noise", value=0.4))
    changed = record(slider.changed)
    slider.clearFocus()
    wheel(slider)
    assert changed == []
    slider.setFocus()
    wheel(slider)
    for key in (Key.Key_Right, Key.Key_PageUp, Key.Key_Home, Key.Key_Home, Key.Key_End):
        qtbot.keyClick(slider, key)
    assert changed == pytest.approx([0.41, 0.42, 0.52, 0.0, 1.0])


@given(
    first=st.integers(1, 100), second=st.integers(0, 100), keys=st.lists(st.sampled_from("lrud"), max_size=30)
)
def test_shares_always_sum_to_100(first, second, keys):
    split = SplitSlider("Split", (first, min(second, 100 - first), 100 - first - min(second, 100 - first)))
    names = {"l": Key.Key_PageDown, "r": Key.Key_PageUp, "u": Key.Key_Up, "d": Key.Key_Down}
    for key in keys:
        QTest.keyClick(split, names[key])
        shares = split.value()
        assert sum(shares) == 100
        assert min(shares) >= 0
        assert shares[0] >= 1


def test_the_split_is_dragged_by_the_nearer_handle(show, qtbot, record):
    split = show(SplitSlider("Split"), 206)
    changed = record(split.changed)
    qtbot.mousePress(split, LEFT, pos=QPoint(162, 28))
    qtbot.mouseMove(split, QPoint(183, 28))
    qtbot.mouseRelease(split, LEFT, pos=QPoint(183, 28))
    assert changed == [(60, 30, 10)]
    with pytest.raises(ValueError, match="100"):
        split.setValue((50, 10, 10))


# ---- fields


def test_bad_input_says_why_and_keeps_the_last_good_value(show, qtbot, record):
    field = show(NumberField("Learning rate", Scale(0, 10, 0.01), value=0.03))
    changed = record(field.changed)
    field.selectAll()
    qtbot.keyClicks(field, "64")
    assert field.problem() == "Enter a number from 0 to 10."
    assert field.property("bad") is True
    qtbot.keyClick(field, Key.Key_Return)
    assert (field.value(), changed) == (0.03, [])
    qtbot.keyClick(field, Key.Key_Escape)
    assert (field.text(), field.problem()) == ("0.03", "")


@pytest.mark.parametrize(("typed", "value"), [("1e-3", 0.001), ("0,5", 0.5), ("2", 2.0)])
def test_enter_commits_what_people_type(show, qtbot, record, typed, value):
    field = show(NumberField("Learning rate", Scale(0, 10, 0.01), value=0.03))
    changing, changed = record(field.changing), record(field.changed)
    field.selectAll()
    qtbot.keyClicks(field, typed)
    assert changing[-1] == value
    assert changed == []
    qtbot.keyClick(field, Key.Key_Return)
    assert changed == [value]
    qtbot.keyClick(field, Key.Key_Return)
    assert changed == [value]


def test_a_whole_number_is_asked_for(show, qtbot):
    field = show(NumberField("Batch size", Scale(1, math.inf, 1), value=10, integer=True))
    field.selectAll()
    qtbot.keyClicks(field, "2.5")
    assert field.problem() == "Enter a whole number."
    field.selectAll()
    qtbot.keyClicks(field, "0")
    assert field.problem() == "Enter a number of at least 1."


def test_arrows_step_a_field(show, qtbot, record):
    field = show(NumberField("Learning rate", Scale(1e-6, 10, logarithmic=True), value=0.03))
    changed = record(field.changed)
    qtbot.keyClick(field, Key.Key_Up)
    qtbot.keyClick(field, Key.Key_Down)
    field.clearFocus()
    wheel(field)
    assert changed == pytest.approx([0.05, 0.02])


def test_a_combo_tells_values_and_ignores_the_wheel(show, qtbot, record):
    combo = show(ComboField("Initialisation", [("kaiming", "Kaiming"), ("xavier", "Xavier")]))
    chosen = record(combo.chosen)
    combo.setValue("xavier")
    combo.clearFocus()
    wheel(combo)
    assert (combo.value(), chosen) == ("xavier", [])
    qtbot.keyClick(combo, Key.Key_Up)
    assert chosen == ["kaiming"]


def test_a_combo_gives_back_the_very_value_it_was_given(show):
    combo = show(ComboField("Kernel", [((3, 3), "3×3"), ((5, 5), "5×5")]))
    combo.setValue((5, 5))
    combo.set_choices([((1, 1), "1×1"), ((5, 5), "5×5")])
    assert combo.value() == (5, 5)
    assert isinstance(combo.value(), tuple)


def test_search_clears_by_escape_and_by_its_button(show, qtbot):
    field = show(SearchField("Search layers"))
    qtbot.keyClicks(field, "conv")
    qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    qtbot.keyClicks(field, "conv")
    qtbot.mouseClick(field.findChild(IconButton), LEFT)
    assert field.text() == ""


# ---- toolbar


def test_a_cell_offers_choices_and_ignores_the_wheel(show, qtbot, record):
    cell = show(ToolbarCell("Learning rate", [(0.01, "0.01"), (0.03, "0.03")]))
    changed = record(cell.changed)
    cell.setValue(0.03)
    wheel(cell)
    assert (cell.value_text(), changed) == ("0.03", [])
    menu = cell.build_menu()
    qtbot.addWidget(menu)
    assert [action.isChecked() for action in menu.actions()] == [False, True]
    menu.actions()[0].trigger()
    assert (cell.value(), changed) == (0.01, [0.01])


def test_a_cell_takes_a_typed_value_and_explains_a_bad_one(show, qtbot, record):
    cell = show(ToolbarCell("Batch", [(10, "10")], custom=Scale(1, 512, 1), integer=True))
    changed = record(cell.changed)
    menu = cell.build_menu()
    qtbot.addWidget(menu)
    menu.show()
    field, problem = menu.findChild(NumberField), menu.findChild(QLabel)
    field.selectAll()
    qtbot.keyClicks(field, "900")
    assert problem.text() == "Enter a number from 1 to 512."
    assert problem.property("role") == "error"
    assert problem.geometry().top() > field.geometry().bottom()
    assert problem.width() >= problem.sizeHint().width()
    field.selectAll()
    qtbot.keyClicks(field, "37")
    qtbot.keyClick(field, Key.Key_Return)
    assert changed == [37]
    assert isinstance(cell.value(), int)
    assert cell.value_text() == "37"


def test_a_value_is_typed_into_a_cell_without_a_mouse(show, qtbot, record):
    cell = show(ToolbarCell("Rate", [(0.01, "0.01")], custom=Scale(0, 1)))
    changed = record(cell.changed)
    qtbot.keyClick(cell, Key.Key_Down)
    menu = QApplication.activePopupWidget()
    qtbot.keyClick(menu, Key.Key_Down)  # the arrows go on from what is chosen
    field = menu.findChild(NumberField)
    assert field.hasFocus()
    field.selectAll()
    qtbot.keyClicks(field, "0.2")
    qtbot.keyClick(field, Key.Key_Return)
    assert changed == [0.2]
    assert not menu.isVisible()


def test_one_step_is_not_told_as_several(show):
    display = show(EpochDisplay())
    for steps, told in ((1, "1 step"), (2, "2 steps")):
        display.show_progress(0, steps, 0.0, 0.0)
        assert display.accessibleDescription() == told


def test_the_epoch_pads_with_zeros_and_grows(show):
    display = show(EpochDisplay())
    display.show_progress(882, 17640, 14.2, 61.2)
    assert display._epoch_parts() == ("000,", "882")
    assert display.accessibleName() == "Epoch 882"
    width = display.sizeHint().width()
    display.show_progress(883, 17660, 14.3, 59.8)
    assert display.sizeHint().width() == width
    display.show_progress(1_234_567, 10**9, 7261, 0)
    assert display._epoch_parts() == ("", "1,234,567")
    assert display._time_text() == "2:01:01"


# ---- dock parts


def test_a_tab_grows_with_its_badge(show):
    tabs = TabBar()
    for name in ("Timeline", "Problems"):
        tabs.addTab(name)
    show(tabs)
    before = tabs.tabSizeHint(1).width()
    tabs.set_badge(1, "3", error=True)
    assert tabs.tabSizeHint(1).width() == before + 22
    tabs.resize(400, 32)
    assert tabs.tabRect(1).width() == before + 22
    tabs.moveTab(1, 0)
    assert tabs.tabRect(0).width() == before + 22
    tabs.moveTab(0, 1)
    tabs.set_badge(1)
    assert tabs.tabSizeHint(1).width() == before


def test_a_section_carries_actions(show, qtbot):
    section = show(Section("Data"))
    button = section.add_action("more", "More", "F10")
    assert button.toolTip() == "More (F10)"
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, LEFT)


def test_a_notice_goes_when_its_time_is_over(show, qtbot):
    notice = show(Notice())
    notice.say("The project was saved.", seconds=0.02)
    assert notice.isVisible()
    with qtbot.waitSignal(notice.dismissed):
        pass
    assert not notice.isVisible()
    notice.say("Linear expects 64 inputs.", "error", action="Insert Flatten")
    with qtbot.waitSignal(notice.triggered):
        qtbot.mouseClick(notice.findChild(Button), LEFT)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_name_of_every_data_set_fits_below_its_picture(qapp, language):
    russian = ElementTree.parse(resource("translations") / "nnplayground_ru.ts").getroot()
    (core,) = (context for context in russian if context.findtext("name") == "core")
    words = {m.findtext("source"): m.findtext("translation") for m in core.iter("message")}
    for kind in Dataset.kinds().values():
        title = str(kind.title) if language == "en" else words[str(kind.title)]
        thumb = Thumb(title)
        widest = max(text_width(line, ui_font(9)) for line in thumb._lines())
        assert kind.is_own or widest <= thumb.sizeHint().width(), title


# ---- the whole sheet


def sheet() -> QWidget:
    thumb = Thumb("Spiral")
    thumb.set_image(heat_image(np.outer(np.linspace(-1, 1, 48), np.linspace(-1, 1, 48))))
    thumb.setChecked(True)
    tabs = TabBar()
    tabs.addTab("Timeline")
    epoch = EpochDisplay()
    epoch.show_progress(882, 17640, 14, 61.2)
    chip = DeviceChip([Device("cpu", "CPU"), Device("cuda:0", "CUDA:0")])
    chip.set_load("cpu", 0.4)
    notice = Notice()
    notice.say("Linear expects 64 inputs, gets 32×8×8.", "error", action="Insert Flatten")
    parts = [
        PrimaryButton("Insert Flatten", "wand"),
        Button("Small", small=True),
        IconButton("pencil", "Edit"),
        Switch("Discretize"),
        KeyHint("Ctrl"),
        Badge("1", error=True),
        NumberField("Rate", value=0.03),
        ComboField("Initialisation", [("k", "Kaiming")]),
        Segmented("Scale", [(0, "Linear"), (1, "Log")]),
        Slider("Noise", value=0.4),
        SplitSlider("Split"),
        ToolbarCell("Learning rate", [(0.03, "0.03")]),
        LineKey("train"),
        LineKey("test", dashed=True),
        ColorBar(),
        SearchField("Search layers"),
        Section("Layers"),
        thumb,
        tabs,
        epoch,
        chip,
        notice,
    ]
    root = QWidget()
    root.setProperty("panel", "surface")
    root.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(root)
    for part in parts:
        column.addWidget(part)
    return root


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)
def test_all_controls_paint_themselves_in_both_themes(qtbot, tmp_path, tokens):
    theme().set_mode(tokens.name)
    root = sheet()
    qtbot.addWidget(root)
    root.show()
    qtbot.waitExposed(root)
    picture = root.grab()
    assert picture.save(str(tmp_path / f"controls_{tokens.name}.png"))
    image = picture.toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(0, image.height(), 2)
    }
    for role in ("surface", "field", "accent", "error_soft", "text1", "border"):
        assert theme().colour(role).name() in colours, role


def test_every_control_has_an_accessible_name(qtbot):
    root = sheet()
    qtbot.addWidget(root)
    for widget in root.findChildren(QWidget):
        own = type(widget).__module__.startswith("nnplayground.") and not widget.isHidden()
        if own and not isinstance(widget, TabBar | QLabel):
            assert widget.accessibleName() or getattr(widget, "text", str)(), type(widget).__name__


def test_a_long_name_stands_whole_under_its_thumbnail():
    short, long = Thumb("Spiral"), Thumb("Breast cancer")
    assert long.sizeHint().width() == short.sizeHint().width()
    assert long.sizeHint().height() > short.sizeHint().height()


def test_a_name_that_is_cut_keeps_its_number(qapp: QApplication) -> None:
    def picture(name: str) -> QImage:
        image = QImage(80, 16, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw_name(painter, QRectF(0, 0, 80, 16), name, ui_font(12), QColor("black"))
        painter.end()
        return image

    assert text_width("Adaptive average pooling", ui_font(12)) > 80
    assert picture("Adaptive average pooling 1") != picture("Adaptive average pooling 2")
    assert picture("Adaptive average pooling 1") == picture("Adaptive average pools 1")
