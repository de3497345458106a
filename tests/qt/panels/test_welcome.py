from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnplayground.app.settings import Settings
from nnplayground.projects import files, presets
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
    qtbot.waitUntil(lambda: all(card._picture is not None for card in page.cards))


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
