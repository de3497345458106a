"""The menu bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnplayground.ui.widgets import Menu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenuBar

    from nnplayground.ui.actions import Actions

__all__ = ["add_menus", "context_actions", "window_actions"]

translate = QCoreApplication.translate


def add_menus(bar: QMenuBar, a: Actions) -> None:
    """Fill the menu bar; None stands for a line between actions."""
    saves = [a.save, a.save_as, a.save_template, a.save_training]
    opens = [a.new, a.new_window, a.open, a.open_clipboard, a.open_link, a.welcome]
    files = [*opens, None, *saves, None, a.export, a.share, a.copy_link]
    _add(
        bar, translate("Menus", "File"), [*files, None, a.save_picture, a.save_network, a.film, None, a.quit]
    )
    edits = [a.undo, a.redo, None, a.cut, a.copy, a.paste, a.duplicate, a.delete, None, a.select_all]
    _add(bar, translate("Menus", "Edit"), [*edits, None, a.rename, None, a.apply_fix, a.fix_all])
    zooms = [a.fit, a.zoom_in, a.zoom_out, a.full_size, None, a.blocks, a.cards, a.neuron]
    views = [*zooms, None, *a.shows.actions(), None, a.test_data, a.discretize, a.draw_picture]
    docks = [a.left_dock, a.right_dock, a.bottom_dock]
    view = _add(bar, translate("Menus", "View"), [*views, None, *docks, None])
    _add_pages(view, a)
    view.add_submenu(translate("Menus", "Theme")).addActions(a.themes.actions())
    view.add_submenu(translate("Menus", "Language")).addActions(a.languages.actions())
    _add_graph(bar, a)
    own = [a.draw_data, None, a.import_table, a.import_folder, a.import_images]
    _add(bar, translate("Menus", "Data"), own)
    speeds = [a.slow_motion, a.slower, a.faster, None, a.reset, a.reseed]
    train = _add(bar, translate("Menus", "Train"), [a.play, a.step, a.step_epoch, None, a.walk, None])
    moves = [a.earlier, a.later, a.much_earlier, a.much_later, None, a.beginning, a.present]
    time = train.add_submenu(translate("Menus", "Time"))
    _fill(time, [*moves, None, a.play_back, a.play_record, None])
    time.add_submenu(translate("Menus", "Memory for the timeline")).addActions(a.memories.actions())
    _fill(train, [a.branch, None, *speeds])
    _add(bar, translate("Menus", "Help"), [a.explain, a.reference, None, a.shortcuts, a.report, a.about])


def _add_pages(view: Menu, a: Actions) -> None:
    pages = view.add_submenu(translate("Menus", "Pages"))
    pages.addActions([*a.pages.actions(), pages.addSeparator(), a.previous_page, a.next_page])
    pages.addActions([pages.addSeparator(), a.enlarge, a.pop_out, a.collapse, a.save_page])


def _add_graph(bar: QMenuBar, a: Actions) -> None:
    blocks = [a.mute, None, a.group, a.ungroup, a.fold, a.save_block]
    graph = _add(bar, translate("Menus", "Graph"), [a.add_layer, a.search_layers, None, *blocks, None])
    graph.add_submenu(translate("Menus", "Select")).addActions(
        [a.select_upstream, a.select_downstream, a.select_path]
    )
    edges = [a.align_left, a.align_centre, a.align_right, a.align_top, a.align_middle, a.align_bottom]
    align = graph.add_submenu(translate("Menus", "Align"))
    align.addActions(edges)
    align.addSeparator()
    align.addActions([a.distribute_horizontally, a.distribute_vertically])
    graph.addActions([a.tidy, a.arrange])
    graph.addSeparator()
    graph.addActions([a.add_note, a.add_frame])
    graph.add_submenu(translate("Menus", "Colour of note or frame")).addActions(a.colours.actions())


def context_actions(a: Actions) -> dict[str, list[QAction | tuple[str, list[QAction]] | None]]:
    """Return what the window adds to the context menus of the canvas, by what they are opened on."""
    select = (translate("Menus", "Select"), [a.select_upstream, a.select_downstream, a.select_path])
    align = (translate("Menus", "Align"), _align_actions(a))
    colour = (translate("Menus", "Colour of note or frame"), a.colours.actions())
    edits = [a.cut, a.copy, a.paste]
    pictures = [a.pop_out_card, a.save_card]
    blocks: list[QAction | None] = [a.rename, None, a.group, a.ungroup, a.fold, a.save_block]
    return {
        "canvas": [a.paste, None, a.add_note, a.add_frame, a.save_network],
        "nodes": [*edits, None, a.mute, *blocks, None, select, align, a.tidy, a.add_frame, None, *pictures],
        "blocks": [a.cut, a.copy, None, a.mute, *blocks],
        "boxes": [a.rename, colour, None, a.cut, a.copy],
    }


def window_actions(a: Actions) -> list[QAction]:
    """Return what can be done by keys in the windows of pages as well: training, undoing, saving."""
    train = [a.play, a.step, a.step_epoch, a.reset, a.slower, a.faster]
    return [*train, a.undo, a.redo, a.save, a.save_page, a.test_data, a.discretize, a.explain]


def _align_actions(a: Actions) -> list[QAction]:
    edges = [a.align_left, a.align_centre, a.align_right, a.align_top, a.align_middle, a.align_bottom]
    return [*edges, a.distribute_horizontally, a.distribute_vertically]


def _add(bar: QMenuBar, title: str, actions: Sequence[QAction | None]) -> Menu:
    menu = Menu(title, bar)
    _fill(menu, actions)
    bar.addMenu(menu)
    return menu


def _fill(menu: Menu, actions: Sequence[QAction | None]) -> None:
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
