from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from nnplayground.app.settings import Settings
from nnplayground.projects import files, presets, share
from nnplayground.projects.templates import save_template
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.welcome.cards import PresetCard, opening
from nnplayground.ui.welcome.entries import load_picture
from nnplayground.ui.welcome.welcome_page import WelcomePage

LEFT = Qt.MouseButton.LeftButton
LINK = "https://playground.tensorflow.org/#activation=relu&dataset=xor&learningRate=0.1&networkShape=5,3"


@pytest.fixture
def settings():
    store = Settings()
    store.clear_recent()
    yield store
    store.clear_recent()


@pytest.fixture
def page(settings, show, qtbot):
    page = show(WelcomePage(settings), 1280, 720)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.cards) == len(presets.names()))
    return page


def heard(signal):
    seen = []
    signal.connect(lambda *values: seen.append(values))
    return seen


def test_a_preset_is_opened_by_mouse_and_by_key(page, qtbot):
    seen = heard(page.presetChosen)
    qtbot.waitUntil(page.cards[0].isVisible)
    qtbot.mouseClick(page.cards[0], LEFT)
    page.cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.cards[0], Qt.Key.Key_Right)
    assert page.cards[1].hasFocus()
    QTest.keyClick(page.cards[1], Qt.Key.Key_Return)
    assert seen == [(presets.names()[0],), (presets.names()[1],)]


def test_a_long_title_is_told_to_its_end(show):
    def picture(title):
        card = show(PresetCard("x", title, "", ""), 280, 108)
        return card.grab().toImage()

    assert picture("Linear regression without scaling") != picture("Linear regression without noise")


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("The target is the input itself.", ""),
        ("The target is the input itself.", ": pixels pass through two numbers, the code."),
        ("Which shape is where?", " On the way down the maps shrink to a few numbers."),
        ("Learned on 0–4, useful on 5–9.", " 1. Train until nearly all of the digits are right."),
    ],
)
def test_notes_end_with_a_clause(qapp, first, rest):
    notes = first.rstrip(".") + rest if rest.startswith(":") else first + rest
    assert " ".join(opening(notes, ui_font(12), 150, 2)) == first


def test_notes_of_one_long_clause_end_with_a_whole_word(qapp):
    notes = "Two hidden layers wind the boundary along both of the arms until they meet in the middle"
    *_, last = " ".join(opening(notes, ui_font(12), 150, 2)).removesuffix("…").split()
    assert last in notes.split()


def test_presets_are_searched_and_filtered(page):
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Slash)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "spiral")
    assert 0 < len(page.cards) < len(presets.names())
    page.search.clear()
    page.filter.setValue("images")
    page.filter.changed.emit("images")
    assert [card.name for card in page.cards][:3] == ["digits", "digits-cnn", "lenet5"]
    assert "spiral" not in [card.name for card in page.cards]
    QTest.keyClicks(page.search, "qqq")
    assert page.cards == ()


def test_thumbnails_come_after_the_cards(page, qtbot):
    qtbot.waitUntil(lambda: all(card._picture is not None for card in page.cards), timeout=30_000)


def test_a_link_is_recognized_and_opened(page, qtbot):
    seen = heard(page.linkChosen)
    assert not page.link.open.isEnabled()
    page.link.field.setText(LINK)
    assert "XOR" in page.link.message
    assert "5–3" in page.link.message
    qtbot.mouseClick(page.link.open, LEFT)
    page.link.field.setFocus()
    QTest.keyClick(page.link.field, Qt.Key.Key_Return)
    assert seen == [(LINK,), (LINK,)]


def test_what_is_no_link_is_said_in_one_sentence(page):
    page.link.field.setText("https://example.com")
    assert page.link.message
    assert page.link.field.property("bad")
    assert not page.link.open.isEnabled()


def test_recent_files_are_listed_with_what_they_are(page, settings, tmp_path, qtbot):
    path = tmp_path / "mine.nnp"
    files.save(path, presets.load("spiral"))
    settings.add_recent(path)
    settings.add_recent(tmp_path / "gone.nnp")
    seen = heard(page.recentChosen)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.side.rows) == 2 and page.side.rows[1].isVisible())
    gone, mine = page.side.rows
    assert not gone.isEnabled()
    assert "parameters" in mine.accessibleDescription()
    qtbot.mouseClick(mine, LEFT)
    assert seen == [(Path(path),)]
    qtbot.mouseClick(page.side.clear, LEFT)
    assert settings.recent == ()
    assert page.side.rows == ()


def test_actions_and_settings(page, settings, qtbot):
    new, opened, closed = heard(page.newRequested), heard(page.openRequested), heard(page.closed)
    languages, themes = heard(page.languageChosen), heard(page.themeChosen)
    for text in ("Blank graph", "Open project…", "Back to the experiment"):
        row = next(w for w in page.side.findChildren(type(page.side.at_start).__mro__[1]) if w.text() == text)
        qtbot.mouseClick(row, LEFT)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert (len(new), len(opened), len(closed)) == (1, 1, 2)
    page.side.language.activated.emit(1)
    page.side.theme.activated.emit(1)
    assert (languages, themes) == ([("ru",)], [("light",)])
    before = settings.show_welcome
    qtbot.mouseClick(page.side.at_start, LEFT)
    assert settings.show_welcome is not before
    settings.show_welcome = before


def test_fewer_columns_where_there_is_less_room(page):
    wide = page._columns
    page.resize(900, 720)
    assert page._columns < wide


def test_a_template_is_shown_first_opened_and_removed(settings, show, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_a, **_k: tmp_path)
    monkeypatch.setattr("PySide6.QtCore.QFile.moveToTrash", lambda name: Path(name).unlink())
    path = save_template("My: start/..", presets.load("xor"), "en", None)
    assert path.parent == tmp_path / "templates"
    page = show(WelcomePage(settings), 1280, 720)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.cards) == len(presets.names()) + 1, timeout=20_000)
    own = page.cards[0]
    assert own.text() == "My: start/.."
    seen = heard(page.templateChosen)
    qtbot.mouseClick(own, LEFT)
    assert seen == [(path,)]
    page.filter.setValue("own")
    page.filter.changed.emit("own")
    assert page.cards == (own,)
    own.actions()[0].trigger()
    qtbot.waitUntil(lambda: page.cards == (), timeout=20_000)
    page.filter.setValue("all")
    page.filter.changed.emit("all")
    assert len(page.cards) == len(presets.names())


def test_a_shared_text_is_recognized_as_a_link_is(page, qtbot):
    seen = heard(page.linkChosen)
    text = share.to_text(presets.load("moons"))
    page.link.field.setText(text)
    assert "Recognized: Moons" in page.link.message
    qtbot.mouseClick(page.link.open, LEFT)
    assert seen == [(text,)]


def test_a_saved_project_brings_its_picture(tmp_path):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    files.save(tmp_path / "a.nnp", presets.load("xor"), thumbnail=bytes(buffer.data().data()))
    _name, picture = load_picture(str(tmp_path / "a.nnp"), presets.load("xor"))
    assert picture._images["dark"].pixelColor(4, 4).red() == 255
    files.save(tmp_path / "a.nnp", presets.load("xor"), thumbnail=b"\x89PNG\r\n\x1a\n" + bytes(99))
    _name, picture = load_picture(str(tmp_path / "a.nnp"), presets.load("xor"))
    assert picture._images == {}
