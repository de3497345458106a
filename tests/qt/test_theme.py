from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QPalette

from nnplayground.app.resources import resource
from nnplayground.app.settings import Settings
from nnplayground.projects import presets
from nnplayground.ui import application, colormap, fonts, icons, numbers
from nnplayground.ui.theme import DARK, LIGHT, Mode, Theme, palette, style_sheet, theme
from nnplayground.ui.views.plots import short

THEMES = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=lambda tokens: tokens.name)


@pytest.fixture
def dressed(qapp):
    theme().set_mode(Mode.DARK)
    theme().apply(qapp)
    yield theme()
    theme().set_mode(Mode.DARK)
    qapp.setStyleSheet("")


@pytest.fixture
def language():
    before = QLocale()
    yield lambda code: QLocale.setDefault(QLocale(code))
    QLocale.setDefault(before)


def luminance(colour: str) -> float:
    channels = np.array(QColor(colour).getRgbF()[:3])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# ---- tokens and style sheet


@THEMES
def test_every_token_is_a_colour(tokens):
    for name, value in tokens.colours().items():
        assert QColor(value).isValid(), name


@THEMES
def test_text_is_readable_on_every_base_surface(tokens):
    values = asdict(tokens)
    for ground in ("window", "canvas", "surface", "card"):
        for text in ("text1", "text2", "text3"):
            assert contrast(values[text], values[ground]) >= 4.5, (text, ground)
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.text2, tokens.overlay) >= 4.5


@THEMES
def test_style_sheet_names_existing_images_and_no_unfilled_token(tokens):
    sheet = style_sheet(tokens)
    assert "$" not in sheet
    images = re.findall(r'url\("([^"]+)"\)', sheet)
    assert images
    for image in images:
        text = Path(image).read_text(encoding="utf-8")
        colours = set(re.findall(r"#[0-9A-Fa-f]{6}", text))
        assert colours <= set(tokens.colours().values()), image


@THEMES
def test_palette_greys_out_what_is_disabled(tokens):
    made = palette(tokens)
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(tokens.text4)
    assert made.color(QPalette.ColorRole.Highlight) == QColor(tokens.accent)


def test_switching_the_mode_dresses_the_application_once(dressed, qapp, qtbot):
    with qtbot.waitSignal(dressed.themeChanged):
        dressed.set_mode("light")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    assert LIGHT.surface in qapp.styleSheet()
    with qtbot.assertNotEmitted(dressed.themeChanged):
        dressed.set_mode("light")


def test_system_mode_follows_the_colour_scheme(dressed, qapp):
    dressed.set_mode("system")
    light = qapp.styleHints().colorScheme().name == "Light"
    assert dressed.tokens is (LIGHT if light else DARK)


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="sepia"):
        Theme().set_mode("sepia")


# ---- fonts


def test_the_shipped_fonts_are_the_ones_used(qapp):
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold):
        info = QFontInfo(fonts.ui_font(12, weight))
        assert (info.family(), info.weight()) == (fonts.UI_FAMILY, weight)
    assert QFontInfo(fonts.mono_font(22, QFont.Weight.Medium)).fixedPitch()
    assert QFontInfo(fonts.ui_font(11.5)).pixelSize() in (11, 12)


def test_ligatures_are_off(qapp):
    from PySide6.QtGui import QFontMetricsF

    one = QFontMetricsF(fonts.mono_font(12)).horizontalAdvance("-") * 2
    assert QFontMetricsF(fonts.mono_font(12)).horizontalAdvance("->") == pytest.approx(one, abs=0.1)
    assert fonts.ui_font(12).featureValue(QFont.Tag("calt")) == 0


def test_each_font_ships_its_licence():
    for family in ("Inter", "JetBrainsMono"):
        assert "SIL OPEN FONT LICENSE" in resource("fonts", f"{family}-OFL.txt").read_text(encoding="utf-8")


# ---- icons


def ink(pixmap) -> tuple[np.ndarray, np.ndarray]:
    image = pixmap.toImage().convertToFormat(pixmap.toImage().Format.Format_RGBA8888)
    data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()
    return data[..., :3], data[..., 3]


@pytest.mark.parametrize("name", sorted(icons.icon_names()))
def test_every_icon_draws_inside_its_box_in_one_colour(qapp, name):
    colours, alpha = ink(icons.pixmap(name, 16, "#3ECFB2", 4))
    assert (alpha > 200).sum() > 20, "the icon is empty"
    border = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert border.max() == 0, "the icon is cut off"
    if name != "logo":
        # Overlapping strokes may round to the neighbouring value.
        assert np.abs(colours[alpha == 255].astype(int) - (0x3E, 0xCF, 0xB2)).max() <= 1


def test_icons_follow_the_theme_and_the_pixel_ratio(dressed):
    made = icons.icon("play", "text1")
    for tokens in (DARK, LIGHT):
        dressed.set_mode(tokens.name)
        pixmap = made.pixmap(QSize(16, 16), 2.0)
        assert pixmap.size() == QSize(32, 32)
        colours, alpha = ink(pixmap)
        assert QColor(*map(int, colours[alpha == 255][0])) == QColor(tokens.text1)
    colours, alpha = ink(made.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled))
    assert QColor(*map(int, colours[alpha == 255][0])) == QColor(LIGHT.text4)


def test_an_unknown_icon_fails_where_it_is_asked_for(qapp):
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def test_the_window_icon_has_the_sizes_of_task_bars(qapp):
    assert {size.width() for size in icons.app_icon().availableSizes()} >= {16, 32, 48, 256}


# ---- colour maps


@THEMES
def test_diverging_map_hits_its_stops(tokens):
    lut = colormap.diverging_lut(tokens)
    for index, stop in ((0, 0), (255, 4)):
        assert QColor(*map(int, lut[index])) == QColor(tokens.diverging[stop])
    middle = np.array(QColor(tokens.diverging[2]).getRgb()[:3])
    assert np.abs(lut[127:129].astype(int) - middle).max() <= 1


@given(st.floats(-1, 1), st.floats(1e-3, 1e6))
def test_indices_are_odd_around_zero(value, scale):
    up, down = colormap.to_indices([value * scale, -value * scale], scale).astype(int)
    assert abs(up + down - 255) <= 1


def test_non_negative_data_uses_the_upper_half():
    indices = colormap.to_indices(np.linspace(0, 7, 50))
    assert indices.min() == 128
    assert indices.max() == 255


def test_values_that_are_not_finite_do_not_spoil_a_picture():
    indices = colormap.to_indices([np.nan, np.inf, -np.inf, 1.0, 0.5])
    assert indices.tolist() == [128, 255, 0, 255, 191]
    assert colormap.to_indices(np.array([1e300, -1e300]), 1e-300).tolist() == [255, 0]
    assert colormap.to_indices(np.zeros((2, 2))).tolist() == [[128, 128], [128, 128]]


@pytest.mark.parametrize("width", [1, 3, 8, 13])
def test_heat_image_shows_every_pixel_in_place(qapp, width):
    values = np.linspace(-1, 1, 4 * width).reshape(4, width)
    image = colormap.heat_image(values)
    expected = colormap.diverging_lut()[colormap.to_indices(values)]
    for y in range(4):
        for x in range(width):
            assert QColor(image.pixel(x, y)).getRgb()[:3] == tuple(expected[y, x])


def test_a_picture_is_updated_in_place_and_recoloured(dressed):
    image = colormap.heat_image(np.full((2, 5), -1.0))
    colormap.write_indices(image, colormap.to_indices(np.full((2, 5), 1.0)))
    assert QColor(image.pixel(4, 1)) == QColor(DARK.diverging[4])
    dressed.set_mode("light")
    colormap.recolour(image)
    assert QColor(image.pixel(4, 1)) == QColor(LIGHT.diverging[4])
    with pytest.raises(ValueError, match="2×5"):
        colormap.write_indices(image, np.zeros((5, 2), np.uint8))


def test_ink_image_runs_from_paper_to_ink(dressed):
    image = colormap.ink_image([[0.0, 16.0]], 0, 16)
    assert [QColor(image.pixel(x, 0)).name() for x in (0, 1)] == [colour.lower() for colour in DARK.ink]


def test_beyond_eight_classes_there_are_no_colours(dressed):
    assert colormap.class_colour(7) == QColor(DARK.classes[7])
    assert colormap.class_colour(8) == QColor(DARK.text3)


# ---- numbers


@pytest.mark.parametrize(
    ("code", "value", "digits", "signed", "text"),
    [
        ("en", -0.5, 3, False, "−0.500"),
        ("ru", -0.5, 3, False, "−0,500"),
        ("en", 17640, 0, False, "17,640"),
        ("ru", 17640, 0, False, "17\u00a0640"),
        ("en", 2.058, 3, True, "+2.058"),
        ("en", -0.0001, 2, True, "0.00"),
        ("en", float("nan"), 2, False, "–"),
        ("en", float("-inf"), 2, False, "−∞"),
    ],
)
def test_numbers_are_written_in_the_language(language, code, value, digits, signed, text):
    language(code)
    assert numbers.format_number(value, digits, signed) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(999, "999"), (1000, "1,0k"), (9949, "9,9k"), (9951, "10k"), (182_934, "183k"), (999_600, "1,0M")],
)
def test_counts_are_written_short_where_there_is_no_room(language, count, text):
    language("ru")
    assert numbers.format_short(count) == text


@pytest.mark.parametrize(("code", "text"), [("en", ".5"), ("ru", "0,5")])
def test_an_axis_leaves_out_the_zero_before_a_point_but_not_before_a_comma(language, code, text):
    language(code)
    assert short(0.5) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-3", 0.001),
        ("1e−3", 0.001),
        ("0,03", 0.03),
        (" −2.5 ", -2.5),
        (".5", 0.5),
        ("1,500", 1500.0),
        ("0,500", 0.5),
        ("abc", None),
        ("", None),
        ("1.2.3", None),
        ("nan", None),
        ("1e", None),
    ],
)
def test_what_people_type_is_understood(language, text, value):
    language("en")
    assert numbers.parse_number(text) == value


def test_a_comma_is_decimal_where_the_language_says_so(language):
    language("ru")
    assert numbers.parse_number("1,500") == 1.5
    assert numbers.parse_number("17\u00a0640") == 17640


@pytest.mark.parametrize("code", ["en", "ru"])
@given(value=st.floats(-1e12, 1e12, allow_subnormal=False))
def test_compact_numbers_read_back(code, value):
    before = QLocale()
    QLocale.setDefault(QLocale(code))
    try:
        text = numbers.format_compact(value, 9)
        assert numbers.parse_number(text) == pytest.approx(value, rel=1e-8, abs=1e-300)
    finally:
        QLocale.setDefault(before)


def test_a_program_dresses_after_its_window_is_made(qapp, dressed, monkeypatch):
    qapp.setStyleSheet("")
    worn: list[str] = []
    make = application.Program._new_window
    monkeypatch.setattr(
        application.Program, "_new_window", lambda self: worn.append(qapp.styleSheet()) or make(self)
    )
    application.make_application("dark", "en")
    program = application.Program(presets.load("xor"), Settings())
    try:
        assert worn == [""]
        assert qapp.styleSheet() == style_sheet(dressed.tokens)
    finally:
        program.close()
