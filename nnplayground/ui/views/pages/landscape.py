"""The loss surface: a map with the path of training, the same in space, and how far to believe it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from nnplayground.app.landscape import STATE, Surveyor
from nnplayground.app.translation import say
from nnplayground.train.snapshot import LARGEST_STATE, RunState
from nnplayground.ui.fonts import ui_font
from nnplayground.ui.numbers import format_number
from nnplayground.ui.views.landscape_scale import LossScale, bowl_scales, scale_of
from nnplayground.ui.views.landscape_words import axis_names, caption, heading, meaning
from nnplayground.ui.views.page import Page, Table
from nnplayground.ui.widgets import IconButton
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QHideEvent, QResizeEvent

    from nnplayground.app.document import Document
    from nnplayground.app.session import Session
    from nnplayground.train.landscape import Landscape
    from nnplayground.train.snapshot import ProbeRequest, Snapshot

__all__ = ["LandscapePage"]

Scales = tuple[LossScale | None, LossScale | None]

_ROOMY = (700, 330)
_SURFACE, _STEPS = 400, 160  # the widest that the surface and the numbers of a step become
_LOSSES = 152
_PAUSE = 90  # milliseconds between two pictures of a path that grows


class LandscapePage(Page):
    """The page *Loss landscape*."""

    name: ClassVar[str] = "landscape"
    order: ClassVar[int] = 450

    def __init__(self, document: Document, session: Session, parent: QWidget | None = None) -> None:
        from nnplayground.ui.views.landscape_bar import LandscapeBar, LandscapeControls
        from nnplayground.ui.views.landscape_losses import LossesAlong
        from nnplayground.ui.views.landscape_map import LandscapeMap
        from nnplayground.ui.views.landscape_steps import DescentSteps
        from nnplayground.ui.views.surface import SurfaceView

        super().__init__(document, session, parent)
        self.surveyor = Surveyor(document, session, self)
        self._snapshot: Snapshot | None = None
        self._shown: Landscape | None = None
        self._scales: tuple[object, Scales] | None = None
        self._is_roomy: bool | None = None
        self.bar = LandscapeBar(self.surveyor, document)
        self.choices = LandscapeControls(self.surveyor, document)
        self.map, self.surface = LandscapeMap(), SurfaceView()
        self.losses, self.steps = LossesAlong(), DescentSteps(session)
        self.map.pointed.connect(self.losses.point_at)
        self.losses.pointed.connect(self.map.point_at)
        self._lay_out()
        self._arrange()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._show)
        self.surveyor.changed.connect(self._on_changed)

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("LandscapePage", "Loss landscape")

    def controls(self) -> QWidget:
        return self.choices

    def state(self) -> dict[str, object]:
        return {"survey": self.surveyor.survey, "follows": self.surveyor.follows}

    def restore(self, state: Mapping[str, object]) -> None:
        from nnplayground.train.landscape import Survey

        survey = state.get("survey")
        if not isinstance(survey, Survey):
            return
        self.surveyor.set_survey(survey)
        self.surveyor.follows = bool(state["follows"])
        self.bar.follow.setChecked(self.surveyor.follows)
        self.bar.margin.setValue(100 * survey.margin)

    def wanted_probes(self) -> frozenset[ProbeRequest]:
        return frozenset({STATE})

    # -- making ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._bar_line = QFrame()
        self._bar_line.setProperty("role", "line")
        self._empty = QLabel()
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(24, 8, 24, 8)
        set_role(self._empty, "caption")
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(self._left(), 5)
        row.addWidget(self._right(), 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._bar_line)
        column.addWidget(self._empty, 1)
        column.addWidget(self._body, 1)

    def _left(self) -> QVBoxLayout:
        self._heading, self._caption = QLabel(), QLabel()
        self._heading.setFont(ui_font(12, QFont.Weight.DemiBold))
        set_role(self._caption, "secondary")
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(16, 8, 16, 4)
        head.setSpacing(10)
        head.addWidget(self._heading)
        head.addWidget(self._caption, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.map, 1)
        self.losses.setFixedHeight(_LOSSES)
        column.addWidget(self.losses)
        return column

    def _right(self) -> QWidget:
        self._surface_head = QWidget()
        head = QHBoxLayout(self._surface_head)
        head.setContentsMargins(16, 4, 12, 0)
        title = QLabel(self.tr("Surface"))
        title.setFont(ui_font(12, QFont.Weight.DemiBold))
        back = IconButton("reset", self.tr("Look from the first side again"))
        back.clicked.connect(self.surface.reset_view)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(back)
        self._meaning = QLabel()
        self._meaning.setWordWrap(True)
        self._meaning.setContentsMargins(16, 8, 16, 12)
        set_role(self._meaning, "secondary")
        self._side = QWidget()
        self._side_row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._side)
        self._side_row.setContentsMargins(0, 0, 0, 0)
        self._side_row.setSpacing(0)
        self._side_row.addWidget(self._surface_head)
        self._side_row.addWidget(self.surface, 1)
        self._side_row.addWidget(self.steps)
        self._side_row.addWidget(self._meaning)
        return self._side

    # -- arranging -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Leave out what has no room: a dock is low and wide, a window of its own is large."""
        roomy = self.width() >= _ROOMY[0] and self.height() >= _ROOMY[1]
        exact = self.surveyor.is_exact
        self.bar.setVisible(roomy)
        self._bar_line.setVisible(roomy)
        self._head.setVisible(roomy)
        self.losses.setVisible(roomy and self.height() >= 460 and not exact)
        self._meaning.setVisible(roomy)
        self.steps.setVisible(exact)
        flat = self.surveyor.landscape is not None and self.surveyor.landscape.is_curve
        in_space = not flat and self.width() >= (560 if exact else 420)
        self.surface.setVisible(in_space)
        self._surface_head.setVisible(roomy and in_space)
        direction = QBoxLayout.Direction.TopToBottom if roomy else QBoxLayout.Direction.LeftToRight
        self._side_row.setDirection(direction)
        self.steps.set_compact(not roomy)
        self._side.setMaximumWidth(self._widest_side(flat=flat, exact=exact, roomy=roomy))
        self._side.setVisible(in_space or exact or roomy)
        self.choices.show_inside(not roomy)
        if roomy != self._is_roomy:
            self._is_roomy = roomy
            self.changed.emit()

    def _widest_side(self, *, flat: bool, exact: bool, roomy: bool) -> int:
        if flat:
            return _STEPS if not roomy else _STEPS + 80
        return _SURFACE + (_STEPS if exact and not roomy else 0)

    # -- showing ---------------------------------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.surveyor.see(snapshot)

    def _on_changed(self) -> None:
        """Draw: each step of a descent on a bowl at once, anything else at a pace that eyes can follow."""
        if self.surveyor.is_exact or self._shown is not self.surveyor.landscape:
            self._show()
        elif not self._pause.isActive():
            self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.surveyor.rest()

    def _show(self) -> None:
        from nnplayground.ui.views.landscape_path import path_of

        found = self._shown = self.surveyor.landscape
        words = self._trouble()
        self._empty.setText(words)
        self._empty.setVisible(bool(words))
        self._body.setVisible(not words)
        self._arrange()
        (self.bar if self._is_roomy else self.choices).refresh()
        if found is None or words:
            return
        done, total = self.surveyor.progress
        slow = self.surveyor.is_slow and total and not self._is_roomy
        self.map.show_progress(done / total if slow else 0.0)
        exact = self.surveyor.is_exact
        path, here = path_of(found, self.surveyor.tail), self.surveyor.here
        above, in_space = self._scales_of(found)
        names = axis_names(self.document, found)
        self.map.show_landscape(found, above, path, here, names, exact=exact)
        self.surface.show_landscape(found, in_space, path, here, exact=exact)
        if self._is_roomy:
            self._heading.setText(heading(found))
            self._caption.setText(self._plane_words(found))
            many = self.tr("%Ln weights become 2 numbers here.", "", found.weights)
            self._meaning.setText(meaning(found, many))
            self.losses.show_path(path, here)
        words = "" if self._is_roomy else f"{heading(found)}: {self._plane_words(found)}"
        self.map.setToolTip(words)
        if exact and self._snapshot is not None:
            self.steps.show_moment(self._snapshot, found, here)

    def _plane_words(self, found: Landscape) -> str:
        from nnplayground.train.landscape_plane import Directions

        if found.plane.kind is Directions.EXACT:
            return self.tr("loss of %Ln samples", "", found.samples)
        return caption(found, self.surveyor.survey)

    def _scales_of(self, found: Landscape) -> Scales:
        """Return the scales of a landscape; they must not move under the path."""
        from nnplayground.train.landscape_plane import Directions

        if self._scales is None or self._scales[0] is not found.values:
            if found.plane.kind is Directions.EXACT:
                scales = bowl_scales(found.values, float(found.trail.real[0]))
            else:
                scales = (scale_of(found.values),) * 2
            self._scales = found.values, scales
        return self._scales[1]

    def _trouble(self) -> str:
        """Return why there is nothing to show, or an empty text."""
        snapshot, error = self._snapshot, self.surveyor.error
        if error is not None and not self.surveyor.working:
            return say(error)
        if self.surveyor.landscape is not None:
            return ""
        if snapshot is None or snapshot.state is RunState.STARTING:
            return self.tr("The loss surface appears here once PyTorch is loaded.")
        if snapshot.state is RunState.BROKEN:
            return self.tr("The loss surface appears here once the network can be trained.")
        if STATE in snapshot.probes and not snapshot.probes[STATE]:
            return self._without_state()
        return self.tr("The loss surface appears here in a moment.")

    def _without_state(self) -> str:
        count = self.document.report.parameters
        if not count:
            return self.tr("This network has no weights, and so no loss surface.")
        words = self.tr("This network has {count} weights; the surface is drawn for at most {most}.")
        return words.format(count=format_number(count), most=format_number(LARGEST_STATE))

    def table(self) -> Table | None:
        found = self.surveyor.landscape
        if found is None:
            return None
        names = axis_names(self.document, found)
        if found.is_curve:
            return Table((names[0], "loss"), [*zip(found.x.tolist(), found.values[0].tolist(), strict=True)])
        rows = [
            (x, y, loss)
            for y, line in zip(found.y.tolist(), found.values.tolist(), strict=True)
            for x, loss in zip(found.x.tolist(), line, strict=True)
        ]
        return Table((*names, "loss"), rows)
