"""The menu bar, and the two boxes its Help menu opens."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox

from nnplayground import __version__
from nnplayground.ui.widgets import Menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenuBar, QWidget

    from nnplayground.ui.actions import Actions

__all__ = ["add_menus", "show_about", "show_shortcuts"]

translate = QCoreApplication.translate


def add_menus(bar: QMenuBar, a: Actions) -> None:
    """Fill the menu bar; None stands for a line between actions."""
    files = [a.new, a.open, a.open_link, a.welcome, None, a.save, a.save_as]
    _add(bar, translate("Menus", "File"), [*files, None, a.copy_link, a.save_picture, None, a.quit])
    edits = [a.undo, a.redo, None, a.duplicate, a.delete, a.select_all]
    _add(bar, translate("Menus", "Edit"), [*edits, None, a.apply_fix, a.fix_all])
    views = [a.fit, a.blocks, a.cards, None, a.test_data, a.discretize]
    docks = [a.left_dock, a.right_dock, a.bottom_dock]
    view = _add(bar, translate("Menus", "View"), [*views, None, *docks, None])
    view.add_submenu(translate("Menus", "Theme")).addActions(a.themes.actions())
    view.add_submenu(translate("Menus", "Language")).addActions(a.languages.actions())
    _add(bar, translate("Menus", "Graph"), [a.add_layer, a.arrange])
    speeds = [a.slower, a.faster, None, a.reset, a.reseed]
    _add(bar, translate("Menus", "Train"), [a.play, a.step, a.step_epoch, None, *speeds])
    _add(bar, translate("Menus", "Help"), [a.explain, a.reference, None, a.shortcuts, a.about])


def _add(bar: QMenuBar, title: str, actions: Sequence[QAction | None]) -> Menu:
    menu = Menu(title, bar)
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
    bar.addMenu(menu)
    return menu


def show_shortcuts(window: QWidget, actions: Actions) -> None:
    """List every action that has a key."""
    rows = []
    for action in actions.findChildren(QAction):
        keys = action.shortcut().toString()
        if keys and action.text():
            cells = f"<td>{escape(action.text())}</td><td>&nbsp;&nbsp;<code>{escape(keys)}</code></td>"
            rows.append(f"<tr>{cells}</tr>")
    box = QMessageBox(window)
    box.setWindowTitle(translate("Menus", "Keyboard shortcuts"))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(f"<table>{''.join(rows)}</table>")
    box.exec()


def show_about(window: QWidget) -> None:
    """Say what this program is."""
    text = translate("Menus", "NN Playground {version}. See a neural network learn.")
    title = translate("Menus", "About NN Playground")
    QMessageBox.about(window, title, text.format(version=__version__))
