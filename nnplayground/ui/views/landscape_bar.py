"""The choices of the loss surface: as a bar above a large picture, or small beside the tabs of the dock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from nnplayground.train.landscape_plane import Directions
from nnplayground.ui.fonts import mono_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.landscape_words import weight_name
from nnplayground.ui.widgets import (
    Button,
    ComboField,
    FlowLayout,
    IconButton,
    Menu,
    NumberField,
    Scale,
    Segmented,
    Switch,
)
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from nnplayground.app.document import Document
    from nnplayground.app.landscape import Surveyor
    from nnplayground.train.landscape_plane import WeightAt

__all__ = ["LandscapeBar", "LandscapeControls"]

_SIZES = ((41, 25), (81, 49), (121, 73), (161, 97))
_MARGINS = (0.05, 0.1, 0.2, 0.5, 1.0)
_OFFERED = 100  # weights, those that moved the most
_IN_MENU = 16


class LandscapeChoices(QWidget):
    """What both kinds of controls offer, and what they do."""

    def __init__(self, surveyor: Surveyor, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surveyor, self._document = surveyor, document

    def directions(self) -> list[tuple[object, str]]:
        return [
            (Directions.PATH, self.tr("PCA of the path")),
            (Directions.FILTER, self.tr("Filter-normalized")),
            (Directions.WEIGHTS, self.tr("Two weights")),
        ]

    def parts(self) -> list[tuple[object, str]]:
        data = self._document.experiment.data
        counts = data.dataset.counts(data.split)
        names = (self.tr("Train"), self.tr("Validation"), self.tr("Test"))
        offered = zip(("train", "validation", "test"), names, counts, strict=True)
        return [(part, name) for part, name, count in offered if count]

    def sizes(self) -> list[tuple[object, str]]:
        return [(size, f"{size[0]} × {size[1]}") for size in _SIZES]

    def weights(self, count: int) -> list[tuple[object, str]]:
        """Return the weights that moved the most, and those that are chosen."""
        if not self._surveyor.points:
            return []
        offered = dict.fromkeys((*self.chosen(), *self._surveyor.most_moved(count)))
        return [(weight, weight_name(self._document, weight)) for weight in offered]

    def chosen(self) -> Sequence[WeightAt]:
        found = self._surveyor.landscape
        if self._surveyor.survey.weights:
            return self._surveyor.survey.weights
        return found.plane.weights if found is not None and len(found.plane.weights) == 2 else ()

    def choose(self, **changes: Any) -> None:
        self._surveyor.set_survey(replace(self._surveyor.survey, **changes))

    def choose_weight(self, axis: int, weight: WeightAt) -> None:
        pair = list(self.chosen() or self._surveyor.most_moved(2))
        if weight == pair[1 - axis]:
            pair[1 - axis] = pair[axis]
        pair[axis] = weight
        self.choose(weights=tuple(pair), directions=Directions.WEIGHTS)

    def recompute(self) -> None:
        if self._surveyor.working and self._surveyor.is_slow:
            self._surveyor.stop()
        else:
            self._surveyor.compute()


class LandscapeBar(LandscapeChoices):
    """Every choice side by side, with the progress of the computation."""

    def __init__(self, surveyor: Surveyor, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(surveyor, document, parent)
        survey = surveyor.survey
        self.direction = Segmented(self.tr("Directions"), self.directions())
        self.direction.setValue(survey.directions)
        self.direction.changed.connect(self._on_direction)
        self.axes = [ComboField(self.tr("Horizontal weight")), ComboField(self.tr("Vertical weight"))]
        self.axes[0].chosen.connect(self._on_first)
        self.axes[1].chosen.connect(self._on_second)
        self.part = ComboField(self.tr("Loss of"), self.parts())
        self.part.chosen.connect(self._on_part)
        self.margin = NumberField(self.tr("Margin in percent"), Scale(0, 200, 5), value=100 * survey.margin)
        self.margin.setFixedWidth(64)
        self.margin.changed.connect(self._on_margin)
        self.size_of = ComboField(self.tr("Resolution"), self.sizes())
        self.size_of.setValue((survey.columns, survey.rows))
        self.size_of.chosen.connect(self._on_size)
        self.follow = Switch(self.tr("Follow"), name=self.tr("Follow training"))
        self.follow.setToolTip(self.tr("Compute the surface again and again while the network trains"))
        self.follow.setChecked(surveyor.follows)
        self.follow.toggled.connect(self._on_follow)
        for field in (*self.axes, self.part, self.size_of):
            field.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            field.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToContents)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        self._choices = QWidget()
        flow = FlowLayout(self._choices, 14)
        self._labelled = [
            self._pair(self.tr("Weights"), *self.axes),
            self._pair(self.tr("Loss of"), self.part),
            self._pair(self.tr("Margin, %"), self.margin),
            self._pair(self.tr("Resolution"), self.size_of),
        ]
        self.follow.setFixedHeight(28)  # as high as its neighbours, so that all stand on one line
        for widget in (self.direction, *self._labelled, self.follow):
            flow.addWidget(widget)
        self.done = QLabel()
        self.done.setFont(mono_font(11))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(self.tr("Points computed"))
        self.button = Button(self.tr("Recompute"))
        self.button.clicked.connect(self.recompute)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self._choices, 1)
        work = QHBoxLayout()  # beside the first line, should the choices take two
        work.setSpacing(12)
        for widget in (self.done, self.bar, self.button):
            work.addWidget(widget)
        row.addLayout(work)
        row.setAlignment(work, Qt.AlignmentFlag.AlignTop)

    def _pair(self, text: str, *fields: QWidget) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = QLabel(text)
        set_role(label, "secondary")
        for widget in (label, *fields):
            row.addWidget(widget)
        return pair

    def refresh(self) -> None:
        """Show what the surveyor does."""
        survey, found = self._surveyor.survey, self._surveyor.landscape
        exact = found is not None and found.plane.kind is Directions.EXACT
        self.direction.setValue(survey.directions)
        self.direction.setVisible(not exact)
        weights, _part, margin, _size = self._labelled
        weights.setVisible(not exact and survey.directions is Directions.WEIGHTS)
        margin.setVisible(not exact)
        self.follow.setVisible(not exact)
        self.size_of.setValue((survey.columns, survey.rows))
        _offer(self.part, self.parts(), survey.part)
        if survey.directions is Directions.WEIGHTS:
            self._show_weights()
        self._show_progress()

    def _show_weights(self) -> None:
        offered = self.weights(_OFFERED)
        for field, weight in zip(self.axes, self.chosen(), strict=False):
            _offer(field, offered, weight)

    def _show_progress(self) -> None:
        done, total = self._surveyor.progress
        working = self._surveyor.working
        share = done / total if total else 0.0
        slow = working and self._surveyor.is_slow  # else the button would flicker
        words = self.tr("Stop") if slow else self.tr("Recompute")
        if words != self.button.text():
            self.button.setText(words)
            self.button.updateGeometry()
        told = slow and total > 0
        self.bar.setVisible(told)
        self.done.setVisible(told)
        if not told:
            return
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.done.setText(
            self.tr("{done} of {total} points, {share} %").format(
                done=format_number(done), total=format_number(total), share=format_number(100 * share)
            )
        )

    def _on_direction(self, value: Directions) -> None:
        self.choose(directions=value)

    def _on_first(self, weight: WeightAt) -> None:
        self.choose_weight(0, weight)

    def _on_second(self, weight: WeightAt) -> None:
        self.choose_weight(1, weight)

    def _on_part(self, part: str) -> None:
        self.choose(part=part)

    def _on_margin(self, percent: float) -> None:
        self.choose(margin=percent / 100)

    def _on_size(self, size: tuple[int, int]) -> None:
        self.choose(columns=size[0], rows=size[1])

    def _on_follow(self, follows: bool) -> None:
        self._surveyor.follows = follows


def _offer(field: ComboField, choices: Sequence[tuple[object, str]], now: object) -> None:
    """Offer choices, unless that is what a field does already, or its list is open under the hand."""
    texts = [field.itemText(place) for place in range(field.count())]
    if texts != [text for _value, text in choices] and not field.view().isVisible():
        field.set_choices(choices)
    if field.value() != now:
        field.setValue(now)


class LandscapeControls(LandscapeChoices):
    """The directions, and everything else in a menu: what fits beside the tabs."""

    def __init__(self, surveyor: Surveyor, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(surveyor, document, parent)
        self.direction = ComboField(self.tr("Directions"), self.directions(), small=True)
        self.direction.setValue(surveyor.survey.directions)
        self.direction.chosen.connect(self._on_direction)
        self.options = IconButton("settings", self.tr("Options of the loss surface"))
        self.options.clicked.connect(self._open_menu)
        self.button = IconButton("reset", self.tr("Recompute"))
        self.button.clicked.connect(self.recompute)
        self._choices: dict[object, list[Any]] = {}
        self._inside = QWidget()
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.direction.setMaximumWidth(150)
        for widget in (self.direction, self.options, self.button):
            row.addWidget(widget)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._inside)

    def show_inside(self, shown: bool) -> None:
        """Stand back where the page has the bar."""
        self._inside.setVisible(shown)

    def refresh(self) -> None:
        """Show what the surveyor does."""
        found = self._surveyor.landscape
        exact = found is not None and found.plane.kind is Directions.EXACT
        self.direction.setVisible(not exact)
        self.direction.setValue(self._surveyor.survey.directions)
        stops = self._surveyor.working and self._surveyor.is_slow
        self.button.set_icon("close" if stops else "reset")
        self.button.describe(self.tr("Stop") if stops else self.tr("Recompute"))

    def _on_direction(self, value: Directions) -> None:
        self.choose(directions=value)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.exec(self.options.mapToGlobal(QPoint(0, self.options.height() + 2)))

    def menu(self) -> Menu:
        """Return the menu of everything that is not the directions."""
        survey, menu = self._surveyor.survey, Menu("", self)
        self._submenu(menu, self.tr("Loss of"), "part", self.parts(), survey.part)
        margins = [(share, f"{share:.0%}".replace("%", "\u2009%")) for share in _MARGINS]
        self._submenu(menu, self.tr("Margin"), "margin", margins, survey.margin)
        size = (survey.columns, survey.rows)
        self._submenu(menu, self.tr("Resolution"), "size", self.sizes(), size)
        if survey.directions is Directions.WEIGHTS and len(self.chosen()) == 2:
            names = (self.tr("Horizontal weight"), self.tr("Vertical weight"))
            for axis, name in enumerate(names):
                self._submenu(menu, name, axis, self.weights(_IN_MENU), self.chosen()[axis])
        follow = menu.addAction(self.tr("Follow training"))
        follow.setCheckable(True)
        follow.setChecked(self._surveyor.follows)
        follow.toggled.connect(self._on_follow)
        return menu

    def _submenu(
        self, menu: Menu, title: str, what: str | int, choices: Sequence[tuple[Any, str]], now: object
    ) -> None:
        inner = menu.add_submenu(title)
        group = QActionGroup(inner)
        for value, text in choices:
            action = group.addAction(text)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.setProperty("what", what)
            action.setProperty("place", [v for v, _t in choices].index(value))
            inner.addAction(action)
        self._choices[what] = [value for value, _text in choices]
        group.triggered.connect(self._on_picked)

    def _on_picked(self, action: QAction) -> None:
        what = action.property("what")
        value = self._choices[what][action.property("place")]
        if what == "size":
            self.choose(columns=value[0], rows=value[1])
        elif isinstance(what, int):
            self.choose_weight(what, value)
        else:
            self.choose(**{what: value})

    def _on_follow(self, follows: bool) -> None:
        self._surveyor.follows = follows
