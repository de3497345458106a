"""Accuracy against noise: several networks trained on the same pictures and judged by ever noisier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from nnplayground.app.runs import experiment_name
from nnplayground.app.translation import say
from nnplayground.ui.numbers import format_number
from nnplayground.ui.theme import theme
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.widgets import Button, ComboField, NumberField, Scale, ScrollColumn, Switch
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.core.experiment import Experiment
    from nnplayground.train.snapshot import Snapshot

__all__ = ["NoisePage"]

_SETUP = 232
_GAP = 16
_MOST_EPOCHS = 1000
_TALL = 330


class NoisePage(Page):
    """The page *Noise*."""

    name: ClassVar[str] = "noise"
    order: ClassVar[int] = 650

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.app.noise_study import NoiseStudy
        from nnplayground.ui.views.noise_pictures import NoiseChart, NoiseTable

        super().__init__(document, session, parent)
        self.study = NoiseStudy(document, session, self)
        self.chart, self.numbers = NoiseChart(), NoiseTable()
        self.switches: dict[str, Switch] = {}
        self._make_setup()
        self._make_controls()
        for part in (self.setup, self.chart, self.numbers, self.words):
            part.setParent(self)
        self.study.changed.connect(self._refresh)
        document.changed.connect(self._refresh)
        theme().themeChanged.connect(self.update)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("NoisePage", "Noise")

    @classmethod
    def fits(cls, experiment: Experiment) -> bool:
        from nnplayground.train.noise_study import can_be_studied

        return can_be_studied(experiment)

    # -- building --------------------------------------------------------------------------------------

    def _make_setup(self) -> None:
        content = QWidget()
        kinds: list[tuple[object, str]] = [
            ("gaussian", self.tr("Gaussian")),
            ("salt-and-pepper", self.tr("Salt and pepper")),
        ]
        self.kind = ComboField(self.tr("Kind of noise"), kinds, small=True)
        self.kind.chosen.connect(self.study.set_kind)
        self.epochs = NumberField(
            self.tr("Epochs"), Scale(1, _MOST_EPOCHS, 1), value=self.study.epochs, integer=True, small=True
        )
        self.epochs.changed.connect(self._choose_epochs)
        form = QFormLayout()
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(6)
        for field in (self.kind, self.epochs):
            label = QLabel(field.accessibleName())
            set_role(label, "secondary")
            form.addRow(label, field)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        self.presets = ComboField(self.tr("Add a preset"), small=True)
        self.presets.chosen.connect(self._add_preset)
        column.addLayout(self._list)
        column.addWidget(self.presets)
        column.addLayout(form)
        column.addStretch()
        self.setup = ScrollColumn(content)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self.words, "caption")

    def _make_controls(self) -> None:
        self._controls = QWidget()
        row = QHBoxLayout(self._controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.aside = QLabel()
        set_role(self.aside, "caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setFixedWidth(90)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.start_button = Button(self.tr("Train and compare"), "play", small=True, primary=True)
        self.start_button.clicked.connect(self.study.start)
        self.stop_button = Button(self.tr("Cancel"), small=True)
        self.stop_button.clicked.connect(self.study.cancel)
        for widget in (self.aside, self.bar, self.start_button, self.stop_button):
            row.addWidget(widget)

    # -- the page --------------------------------------------------------------------------------------

    def controls(self) -> QWidget:
        return self._controls

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show nothing: the networks of the study are trained by themselves."""

    def sizeHint(self) -> QSize:
        return QSize(640, 170)

    def table(self) -> Table | None:
        from nnplayground.train.noise_study import LEVELS

        curves = self.study.curves
        if not curves:
            return None
        header = ["noise", *(curve.name for curve in curves)]
        accuracies = zip(*(curve.accuracy.tolist() for curve in curves), strict=True)
        return Table(header, [[level, *row] for level, row in zip(LEVELS, accuracies, strict=True)])

    # -- what is shown ---------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        self._show_candidates()
        self._show_presets()
        study = self.study
        self.kind.setValue(study.kind)
        self.epochs.setValue(study.epochs)
        self.chart.show_curves(study.curves)
        self.numbers.show_curves(study.curves)
        running = study.is_running
        self.start_button.setVisible(not running)
        self.start_button.setEnabled(study.can_start())
        self.stop_button.setVisible(running)
        self.bar.setVisible(running)
        self.bar.setValue(round(1000 * study.progress))
        self.aside.setText(study.current if running else self._note())
        self.words.setText(self._sentence())
        self._arrange()
        self.update()

    def _note(self) -> str:
        return self.tr("Of an earlier network") if self.study.is_stale else ""

    def _sentence(self) -> str:
        if self.study.error is not None:
            return say(self.study.error)
        problem = next((curve for curve in self.study.curves if curve.problem is not None), None)
        if problem is not None and problem.problem is not None:
            return f"{problem.name}: {say(problem.problem)}"
        if self.study.curves:
            return ""
        return self.tr(
            "Each network is trained for {epochs} epochs on the same pictures, then judged by test pictures "
            "with more and more noise. The network on the canvas goes on by itself meanwhile."
        ).format(epochs=format_number(self.study.epochs))

    def _show_candidates(self) -> None:
        candidates = self.study.candidates()
        if list(self.switches) != [candidate.key for candidate in candidates]:
            for switch in self.switches.values():
                self._list.removeWidget(switch)
                switch.hide()
                switch.deleteLater()
            self.switches = {}
            for candidate in candidates:
                switch = Switch(candidate.title)
                switch.setObjectName(candidate.key)
                switch.clicked.connect(self._choose)
                self._list.addWidget(switch)
                self.switches[candidate.key] = switch
        for candidate in candidates:
            self.switches[candidate.key].setText(candidate.title)
            self.switches[candidate.key].setChecked(self.study.is_chosen(candidate.key))

    def _choose(self) -> None:
        for key, switch in self.switches.items():
            self.study.choose(key, switch.isChecked())

    def _show_presets(self) -> None:
        """Offer them once they are loaded; a list that is open must not be made anew."""
        known = self.study.presets
        if self.presets.count() != len(known) + 1:
            offered = [(name, experiment_name(preset)) for name, preset in known.items()]
            self.presets.set_choices([("", self.tr("Add a preset…")), *offered])
        self.presets.setVisible(bool(known))

    def _add_preset(self, name: str) -> None:
        self.presets.setValue("")
        self.study.add_preset(name)

    def _choose_epochs(self, epochs: float) -> None:
        self.study.set_epochs(round(epochs))

    # -- layout ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.study.load_presets()
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("surface"))

    def _arrange(self) -> None:
        """Put the table beside the chart, below it where there is height, or leave it to the CSV file."""
        self.setup.setGeometry(0, 0, _SETUP, self.height())
        area = QRect(_SETUP + _GAP, 8, self.width() - _SETUP - 2 * _GAP, self.height() - 14)
        has_curves = bool(self.study.curves)
        self.chart.setVisible(has_curves)
        said = self.words.heightForWidth(area.width()) if self.words.text() else 0
        self.words.setVisible(bool(said))
        self.words.setGeometry(area.left(), area.top(), area.width(), said)
        if said:
            area.setTop(area.top() + said + 6)
        short, whole = (self.numbers.wanted_width(every_level=every) for every in (False, True))
        below = area.height() >= _TALL and area.width() >= short
        beside = not below and area.width() >= short + 300
        self.numbers.setVisible(has_curves and (below or beside))
        self.chart.names_curves = not beside
        if below:
            high = self.numbers.wanted_height()
            self.chart.setGeometry(area.left(), area.top(), area.width(), area.height() - high - _GAP)
            wide = min(area.width() - 24, whole)
            self.numbers.setGeometry(area.left() + 24, area.bottom() - high, wide, high)
        elif beside:
            wide = whole if area.width() >= whole + 380 else short
            self.chart.setGeometry(area.left(), area.top(), area.width() - wide - _GAP, area.height())
            self.numbers.setGeometry(area.right() - wide, area.top(), wide, area.height())
        else:
            self.chart.setGeometry(area)
