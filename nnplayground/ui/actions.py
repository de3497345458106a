"""Every command of the window once: name, shortcut, icon; menus and buttons only show them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from nnplayground.app.settings import MEMORIES
from nnplayground.core.layout import COLOURS
from nnplayground.ui.icons import icon
from nnplayground.ui.permits import Permits
from nnplayground.ui.views.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from nnplayground.app.document import Document

__all__ = ["Actions"]


class Actions(QObject):
    """The window's actions, unconnected but for undo and redo.

    Parameters
    ----------
    document : Document
        Whose undo stack names the undo and redo actions.
    window : QWidget
        Shortcuts work anywhere in it.

    Attributes
    ----------
    permits : Permits
        Enables them, or says why not.
    """

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.permits = Permits(self)
        stack = document.undo_stack
        self.undo = stack.createUndoAction(self, self.tr("Undo"))
        self.redo = stack.createRedoAction(self, self.tr("Redo"))
        self._register(self.undo, "undo", "Ctrl+Z")
        self._register(self.redo, "redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self.permits.explain(self.undo, self.tr("There is nothing to undo."))
        self.permits.explain(self.redo, self.tr("There is nothing to redo."))
        self._file()
        self._edit()
        self._data()
        self._graph()
        self._train()
        self._time()
        self._view()
        self._pages()
        self._help()

    def _file(self) -> None:
        self.new = self._action(self.tr("New"), "Ctrl+N", "plus")
        self.open = self._action(self.tr("Open project…"), "Ctrl+O", "open")
        self.new_window = self._action(self.tr("New window"), "Ctrl+Alt+N", "pop-out")
        self.open_clipboard = self._action(self.tr("Open from clipboard"), "Ctrl+Shift+V")
        self.open_link = self._action(self.tr("Open text or link…"), "Ctrl+L", "link")
        self.welcome = self._action(self.tr("Presets and recent…"), "Ctrl+Shift+N", "book")
        self.save = self._action(self.tr("Save"), "Ctrl+S", "save")
        self.save_as = self._action(self.tr("Save as…"), "Ctrl+Shift+S")
        self.save_template = self._action(self.tr("Save as template…"), "")
        self.save_training = self._action(self.tr("Save training with the project"), "", checkable=True)
        self.export = self._action(self.tr("Export…"), "Ctrl+Alt+E", "export")
        self.share = self._action(self.tr("Share…"), "", "link")
        self.copy_link = self._action(self.tr("Copy TensorFlow Playground link"), "", "link")
        self.save_picture = self._action(self.tr("Save picture of the window…"), "", "image")
        self.save_network = self._action(self.tr("Save picture of the network…"), "", "image")
        self.film = self._action(self.tr("Make training film…"), "Ctrl+Shift+E", "play")
        self.quit = self._action(self.tr("Quit"), "Ctrl+Q")

    def _edit(self) -> None:
        self.cut = self._action(self.tr("Cut"), "Ctrl+X")
        self.copy = self._action(self.tr("Copy"), "Ctrl+C", "copy")
        self.paste = self._action(self.tr("Paste"), "Ctrl+V")
        self.duplicate = self._action(self.tr("Duplicate"), "Ctrl+D", "copy")
        self.delete = self._action(self.tr("Delete"), "Del", "trash")
        self.select_all = self._action(self.tr("Select all"), "Ctrl+A")
        self.add_layer = self._action(self.tr("Add layer…"), "/", "plus")
        self.search_layers = self._action(self.tr("Search layers"), "Ctrl+F", "search")
        self.apply_fix = self._action(self.tr("Apply first fix"), "Ctrl+.", "wand")
        self.fix_all = self._action(self.tr("Fix all problems"), "Ctrl+Shift+.", "", "Ctrl+>", "Ctrl+Shift+>")

    def _data(self) -> None:
        self.draw_data = self._action(self.tr("Draw data"), "Shift+D", "pencil")
        self.import_table = self._action(self.tr("Import table…"), "Ctrl+I", "table")
        self.import_folder = self._action(self.tr("Import folder of images…"), "Ctrl+Shift+I", "folder")
        self.import_images = self._action(self.tr("Import images…"), "", "image")

    def _graph(self) -> None:
        self.mute = self._action(self.tr("Mute"), "M", "mute")
        self.rename = self._action(self.tr("Rename…"), "F2", "pencil")
        self.group = self._action(self.tr("Group as block"), "G", "group")
        self.ungroup = self._action(self.tr("Ungroup"), "Shift+G")
        self.fold = self._action(self.tr("Open or fold block"), "O")
        self.save_block = self._action(self.tr("Save block to palette…"), "", "save")
        self.pop_out_card = self._action(self.tr("Pictures in a window of their own"), "", "pop-out")
        self.save_card = self._action(self.tr("Save picture…"), "", "image")
        self.arrange = self._action(self.tr("Arrange automatically"), "", "arrange")
        self.tidy = self._action(self.tr("Tidy"), "Shift+A")
        self.align_left = self._action(self.tr("Left edges"), "")
        self.align_centre = self._action(self.tr("Centres"), "")
        self.align_right = self._action(self.tr("Right edges"), "")
        self.align_top = self._action(self.tr("Upper edges"), "")
        self.align_middle = self._action(self.tr("Middles"), "")
        self.align_bottom = self._action(self.tr("Lower edges"), "")
        self.distribute_horizontally = self._action(self.tr("Distribute horizontally"), "")
        self.distribute_vertically = self._action(self.tr("Distribute vertically"), "")
        self.select_upstream = self._action(self.tr("Everything before"), "Ctrl+Shift+Left")
        self.select_downstream = self._action(self.tr("Everything behind"), "Ctrl+Shift+Right")
        self.select_path = self._action(self.tr("Along the path"), "Ctrl+Shift+P")
        self.add_note = self._action(self.tr("Add note"), "N", "pencil")
        self.add_frame = self._action(self.tr("Add frame"), "Shift+N")
        self.colours = self._colours()

    def _colours(self) -> QActionGroup:
        group = QActionGroup(self)
        names = {
            "grey": self.tr("Grey"),
            "teal": self.tr("Teal"),
            "green": self.tr("Green"),
            "yellow": self.tr("Yellow"),
            "pink": self.tr("Pink"),
            "violet": self.tr("Violet"),
        }
        for colour in COLOURS:
            group.addAction(names[colour]).setData(colour)
        return group

    def _train(self) -> None:
        self.play = self._action(self.tr("Play"), "Space", "play")
        self.step = self._action(self.tr("Train one batch"), ".", "step")
        self.step_epoch = self._action(self.tr("Train one epoch"), "Shift+.", "step-epoch", "Shift+>", ">")
        self.walk = self._action(self.tr("Walk through one sample"), "Shift+W", "step")
        self.reset = self._action(self.tr("Reset to the same weights"), "Ctrl+R", "reset")
        self.reseed = self._action(self.tr("Start from new weights"), "Ctrl+Shift+R", "dice")
        self.slow_motion = self._action(self.tr("Slow motion"), "Shift+S", checkable=True)
        self.slower = self._action(self.tr("Slower"), "Ctrl+[")
        self.faster = self._action(self.tr("Faster"), "Ctrl+]")

    def _time(self) -> None:
        self.earlier = self._action(self.tr("Previous moment"), "[")
        self.later = self._action(self.tr("Next moment"), "]")
        self.much_earlier = self._action(self.tr("Ten moments back"), "Shift+[", "", "Shift+{", "{")
        self.much_later = self._action(self.tr("Ten moments on"), "Shift+]", "", "Shift+}", "}")
        self.beginning = self._action(self.tr("To the beginning"), "Alt+Home", "step-first")
        self.present = self._action(self.tr("Back to the present"), "Alt+End", "step-last")
        self.play_back = self._action(self.tr("Play the record backwards"), "Alt+[", "play-back")
        self.play_record = self._action(self.tr("Play the record forward"), "Alt+]", "play")
        self.branch = self._action(self.tr("Branch from here"), "B", "branch")
        megabytes = self.tr("{count} MB")
        self.memories = self._choice({size: megabytes.format(count=size) for size in MEMORIES})

    def _view(self) -> None:
        self.fit = self._action(self.tr("Fit"), "F", "fit")
        self.zoom_in = self._action(self.tr("Zoom in"), "Ctrl++", "", "Ctrl+=")
        self.zoom_out = self._action(self.tr("Zoom out"), "Ctrl+-")
        self.full_size = self._action(self.tr("Zoom to 100 %"), "Ctrl+0")
        self.blocks = self._action(self.tr("Blocks"), "1")
        self.cards = self._action(self.tr("Cards"), "2")
        self.neuron = self._action(self.tr("Neuron"), "3")
        self.shows = QActionGroup(self)
        for show, text, keys in (
            ("activation", self.tr("Show activations"), "Alt+1"),
            ("gradient", self.tr("Show gradients"), "Alt+2"),
            ("weights", self.tr("Show weights"), "Alt+3"),
        ):
            action = self._action(text, keys, checkable=True)
            action.setData(show)
            self.shows.addAction(action)
        self.test_data = self._action(self.tr("Test data"), "T", "test-data", checkable=True)
        self.discretize = self._action(self.tr("Discretize"), "D", checkable=True)
        self.draw_picture = self._action(self.tr("Draw a picture for the network"), "Shift+P", "pencil")
        self.left_dock = self._action(self.tr("Data and layers"), "F9", "dock-left", checkable=True)
        self.right_dock = self._action(self.tr("Output and inspector"), "F10", "dock-right", checkable=True)
        self.bottom_dock = self._action(self.tr("Pages of the run"), "F11", "dock-bottom", checkable=True)
        self.themes = self._choice(
            {"dark": self.tr("Dark"), "light": self.tr("Light"), "system": self.tr("As the system")}
        )
        self.languages = self._choice({"en": "English", "ru": "Русский"})

    def _pages(self) -> None:
        self.pages = QActionGroup(self)
        # A page keeps its number where it does not fit, so that the key of any other stays the same.
        numbers = itertools.chain("123456789", itertools.repeat(""))
        for kind in Page.kinds():
            number = "" if kind.needs_height else next(numbers)
            action = self._action(kind.title(), f"Ctrl+{number}" if number else "")
            action.setData(kind.name)
            self.pages.addAction(action)
        self.next_page = self._action(self.tr("Next page"), "Ctrl+PgDown")
        self.previous_page = self._action(self.tr("Previous page"), "Ctrl+PgUp")
        self.save_page = self._action(self.tr("Save picture of the page…"), "Ctrl+E", "image")
        self.enlarge = self._action(self.tr("Enlarge page"), "F12", "enlarge", checkable=True)
        self.pop_out = self._action(self.tr("Page in a window of its own"), "Shift+F12", "pop-out")
        self.collapse = self._action(self.tr("Collapse pages"), "Shift+F11", "chevron-down", checkable=True)

    def _help(self) -> None:
        self.explain = self._action(self.tr("Explain this"), "F1", "help")
        self.reference = self._action(self.tr("Layer reference"), "Shift+F1", "book")
        self.shortcuts = self._action(self.tr("Keyboard shortcuts"), "Ctrl+/", "keyboard")
        self.report = self._action(self.tr("Report a problem…"), "")
        self.about = self._action(self.tr("About NN Playground"), "", "info")

    def _choice(self, names: Mapping[Any, str]) -> QActionGroup:
        group = QActionGroup(self)
        for key, text in names.items():
            action = group.addAction(text)
            action.setData(key)
            action.setCheckable(True)
        return group

    def _action(
        self, text: str, shortcut: str, name: str = "", *more: str, checkable: bool = False
    ) -> QAction:
        action = QAction(text, self)
        action.setCheckable(checkable)
        self._register(action, name, shortcut, *more)
        return action

    def _register(self, action: QAction, name: str, *shortcuts: str) -> None:
        action.setShortcuts([QKeySequence(keys) for keys in shortcuts if keys])
        if name:
            action.setIcon(icon(name))
        self._window.addAction(action)

    def connect_all(self, handlers: dict[str, Callable[[], object]]) -> None:
        """Connect actions by attribute name."""
        for name, handler in handlers.items():
            getattr(self, name).triggered.connect(handler)
