"""The left column of a comparison: what B has differently, how many seeds, what keeps them in step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.lockstep import Source
from nnplayground.app.translation import say
from nnplayground.core.differences import printed
from nnplayground.train.lockstep_setup import MOST_SEEDS, InStep
from nnplayground.ui.fonts import mono_font, ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.lockstep_parts import draw_letter
from nnplayground.ui.widgets import Button, ComboField, NumberField, Scale, ScrollColumn, Segmented
from nnplayground.ui.widgets.painting import draw_text, set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from nnplayground.app.lockstep import Comparison
    from nnplayground.app.session import Session
    from nnplayground.core.knobs import Knob
    from nnplayground.train.lockstep_view import LockstepView

__all__ = ["SetupColumn"]


class _SideName(QWidget):
    """A letter and what the side is called."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side, self._name = side, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().themeChanged.connect(self.update)

    def show_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(f"{'AB'[self._side]} {name}")
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        end = draw_letter(painter, 0, self.height() / 2, self._side, 18)
        rect = QRectF(end + 8, 0, self.width() - end - 8, self.height())
        draw_text(painter, rect, self._name, ui_font(12, QFont.Weight.DemiBold), theme().colour("text1"))


class SetupColumn(ScrollColumn):
    """Controls of a comparison."""

    def __init__(self, comparison: Comparison, session: Session) -> None:
        self._content = QWidget()
        super().__init__(self._content)
        self._comparison, self._session = comparison, session
        self._knobs: dict[str, Knob] = {}
        self._made_for: object = None
        self._make_sides()
        self._make_shared()
        self._lay_out()
        comparison.changed.connect(self.refresh)
        session.runs.changed.connect(self._forget_sources)
        self.refresh()

    # -- building --------------------------------------------------------------------------------------

    def _make_sides(self) -> None:
        self.epoch = QLabel()
        self.epoch.setFont(mono_font(11))
        set_role(self.epoch, "secondary")
        self.a_name, self.b_name = _SideName(0), _SideName(1)
        self.what = ComboField(self.tr("What B has differently"), small=True)
        self.value = ComboField(self.tr("Value for B"), small=True)
        self.number = NumberField(self.tr("Value for B"), small=True)
        self.swap = Button(self.tr("Swap A and B"), small=True)
        self.keep = Button(self.tr("Keep B"), small=True)
        self.keep.setToolTip(self.tr("Makes B the experiment on the canvas; it can be undone."))
        self.what.chosen.connect(self._choose_what)
        self.value.chosen.connect(self._choose_value)
        self.number.changed.connect(self._choose_value)
        self.swap.clicked.connect(self._comparison.swap)
        self.keep.clicked.connect(self._comparison.keep_b)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._trouble.setFont(ui_font(11.5))
        self._trouble.setMinimumWidth(1)
        set_role(self._trouble, "warning")

    def _make_shared(self) -> None:
        seeds = Scale(1, MOST_SEEDS, 1.0)
        self.seeds = NumberField(self.tr("Seeds"), seeds, value=8, integer=True, small=True)
        self.shown = NumberField(self.tr("Shown seed"), seeds, value=1, integer=True, small=True)
        self.seeds.changed.connect(self._choose_seeds)
        self.shown.changed.connect(self._choose_shown)
        choices = [
            (InStep.EPOCH, self.tr("Epoch")),
            (InStep.STEP, self.tr("Step")),
            (InStep.TIME, self.tr("Time")),
        ]
        self.in_step = Segmented(self.tr("Keep in step by"), choices)
        self.in_step.changed.connect(self._choose_in_step)
        self._pacing = QLabel()
        self._pacing.setWordWrap(True)
        self._pacing.setMinimumWidth(1)
        set_role(self._pacing, "caption")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(16, 6, 14, 10)
        column.setSpacing(6)
        column.addWidget(self.epoch)
        column.addWidget(self.a_name)
        column.addWidget(self.b_name)
        column.addWidget(self.what)
        column.addWidget(self.value)
        column.addWidget(self.number)
        column.addWidget(self._trouble)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.swap, 1)
        buttons.addWidget(self.keep, 1)
        column.addLayout(buttons)
        column.addSpacing(6)
        self._shared_head = _head(self.tr("Shared by A and B"))
        column.addWidget(self._shared_head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for row, (text, field) in enumerate(
            ((self.tr("Seeds"), self.seeds), (self.tr("Shown seed"), self.shown))
        ):
            grid.addWidget(_label(text), row, 0)
            field.setFixedWidth(76)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        shared = self._shared = _label(self.tr("Data, first weights and the order of batches are the same."))
        shared.setWordWrap(True)
        shared.setMinimumWidth(1)
        set_role(shared, "caption")
        column.addWidget(shared)
        column.addSpacing(6)
        column.addWidget(_head(self.tr("Keep in step by")))
        column.addWidget(self.in_step)
        column.addWidget(self._pacing)
        column.addStretch()

    # -- showing ---------------------------------------------------------------------------------------

    def _forget_sources(self) -> None:
        self._made_for = None
        self.refresh()

    def refresh(self) -> None:
        """Show what is compared, and how."""
        comparison = self._comparison
        self._fill_sources()
        names = comparison.names()
        self.a_name.show_name(names[0])
        self.b_name.show_name(names[1])
        alone = comparison.source.kind == "none"
        self.b_name.setVisible(not alone)
        self.swap.setVisible(not alone)
        self.keep.setVisible(not alone)
        self._shared_head.setVisible(not alone)
        self._shared.setVisible(not alone)
        self.keep.setEnabled(not comparison.is_swapped and not comparison.problem)
        self.seeds.setValue(comparison.seeds)
        self.shown.set_scale(Scale(1, comparison.seeds, 1.0))
        self.shown.setValue(comparison.shown + 1)
        self.in_step.setValue(comparison.in_step)
        stale = self.tr("The network on the canvas was edited. Start again to take that in.")
        self._trouble.setText(comparison.problem or (stale if comparison.is_stale else ""))
        self._trouble.setVisible(bool(self._trouble.text()))

    def show_view(self, view: LockstepView) -> None:
        """Tell how far the networks are, and how fast."""
        text = self.tr("Epoch {epoch}").format(epoch=format_number(view.epoch))
        if view.epochs_per_second:
            speed = format_number(view.epochs_per_second, 0 if view.epochs_per_second >= 10 else 1)
            text += " · " + self.tr("{count} ep/s").format(count=speed)
        self.epoch.setText(text)
        self._pacing.setText(self._pacing_words(view))
        if view.message:
            self._trouble.setText(say(view.message))
            self._trouble.setVisible(True)

    def _pacing_words(self, view: LockstepView) -> str:
        words = {
            InStep.EPOCH: self.tr("All have finished the same epochs."),
            InStep.STEP: self.tr("All have done the same number of steps."),
            InStep.TIME: self.tr("All have trained for the same time."),
        }
        return words[self._comparison.in_step] if view.sides else ""

    def _fill_sources(self) -> None:
        source, knobs = self._comparison.source, self._comparison.knobs()
        made_for = (knobs, tuple(run.number for run in self._session.runs.runs), source.kind == "pinned")
        if made_for != self._made_for:
            self._made_for = made_for
            self._knobs = {knob.path: knob for knob in knobs}
            self.what.set_choices(self._choices())
        kind = source.path if source.kind == "knob" else f"#{source.kind}{source.number or ''}"
        self.what.setValue(kind)
        knob = self._knobs.get(source.path) if source.kind == "knob" else None
        self.value.setVisible(knob is not None and not knob.is_number)
        self.number.setVisible(knob is not None and knob.is_number)
        if knob is not None and not knob.is_number:
            self.value.set_choices([(value, say(text)) for value, text in knob.options])
            self.value.setValue(source.value)
        elif knob is not None:
            self.number.set_scale(_scale(knob))
            self.number.setValue(source.value)
            now = self.tr("A has {value}").format(value=say(printed(knob.value)))
            self.number.set_tip(now)

    def _choices(self) -> list[tuple[object, str]]:
        choices: list[tuple[object, str]] = [("#none", self.tr("Nothing: many seeds of A"))]
        choices += [(path, say(knob.title)) for path, knob in self._knobs.items()]
        pinned = self._comparison.source.kind == "pinned"
        now = self.tr("The network as it was") if pinned else self.tr("The network as it is now")
        choices.append(("#pinned", now))
        run = self.tr("Run: {name}")
        for kept in self._session.runs.runs:
            choices.append((f"#run{kept.number}", run.format(name=say(kept.name))))
        return choices

    # -- choosing --------------------------------------------------------------------------------------

    def _choose_what(self, what: str) -> None:
        comparison = self._comparison
        if what == "#none":
            comparison.choose(Source("none"))
        elif what == "#pinned":
            comparison.pin()
        elif what.startswith("#run"):
            run = self._session.runs.run(int(what.removeprefix("#run")))
            if run is not None:
                comparison.choose(Source("run", experiment=run.experiment, number=run.number))
        else:
            knob = self._knobs[what]
            first: Any = knob.suggestion if knob.is_number else knob.options[0][0]
            comparison.choose(Source("knob", what, int(first) if knob.whole else first))

    def _choose_value(self, value: Any) -> None:
        source = self._comparison.source
        if source.kind == "knob":
            self._comparison.choose(Source("knob", source.path, value))

    def _choose_seeds(self, count: float) -> None:
        self._comparison.set_seeds(int(count))

    def _choose_shown(self, seed: float) -> None:
        self._comparison.show_seed(int(seed) - 1)

    def _choose_in_step(self, in_step: InStep) -> None:
        self._comparison.set_in_step(in_step)


def _scale(knob: Knob) -> Scale:
    if knob.whole:
        return Scale(knob.low, knob.high, max(1.0, round(abs(knob.value) / 10)))
    return Scale(knob.low, knob.high, logarithmic=True)


def _head(text: str) -> QLabel:
    label = _label(text)
    label.setFont(ui_font(12, QFont.Weight.DemiBold))
    return label


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(ui_font(12))
    return label
