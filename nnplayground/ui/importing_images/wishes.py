"""What becomes of the pictures: size, colours, form, and which classes they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from nnplayground.data.images.choices import PictureChoices
from nnplayground.data.images.opened import Fitting, Shaping
from nnplayground.data.images.sources import FileSource
from nnplayground.ui.widgets import NumberField, OptionalNumberField, Scale, Segmented, Switch
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from nnplayground.data.image_own import OwnPictures
    from nnplayground.data.images.sources import Source

__all__ = ["Wishes"]


class Wishes(QWidget):
    """The fields of the dialog.

    Attributes
    ----------
    changed : Signal
        Something else is wished for.
    """

    changed = Signal()

    def __init__(self, present: OwnPictures | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = present
        self._source: Source | None = None
        self.size_ = NumberField(self.tr("Size"), Scale(8, 224, 1), value=28, integer=True)
        self.colours = Segmented(self.tr("Colours"), [(False, self.tr("Grey")), (True, self.tr("Colour"))])
        fittings: list[tuple[object, str]] = [
            (Fitting.CROP, self.tr("Crop")),
            (Fitting.FIT, self.tr("Fit")),
            (Fitting.STRETCH, self.tr("Stretch")),
        ]
        self.fitting = Segmented(self.tr("Other forms"), fittings)
        self.fitting.setToolTip(
            self.tr("Pictures that are no squares: take the middle, add bars, or change their proportions.")
        )
        kinds: list[tuple[object, str]] = [("folders", self.tr("Folders")), ("names", self.tr("File names"))]
        self.classes = Segmented(self.tr("Classes by"), kinds)
        self.most = OptionalNumberField(self.tr("At most per class"), Scale(1, 1_000_000, 10), integer=True)
        self.most.set_instead(self.tr("all"), 100)
        self.most.show_nothing()
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Class"))
        self.adds = Switch(self.tr("Add to the present pictures"))
        self._lay_out()
        for change in (self.size_.changed, self.most.changed, self.most.cleared):
            change.connect(self._tell)
        for choice in (self.colours, self.fitting, self.classes):
            choice.changed.connect(self._tell)
        self.name.textChanged.connect(self._tell)
        self.adds.clicked.connect(self._tell)
        self._show_fields()

    def _lay_out(self) -> None:
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        self._rows: dict[QWidget, QLabel] = {
            field: self._add(title, field)
            for title, field in (
                (self.tr("Pixels"), self.size_),
                (self.tr("Colours"), self.colours),
                (self.tr("Other forms"), self.fitting),
                (self.tr("Classes by"), self.classes),
                (self.tr("Class"), self.name),
                (self.tr("At most per class"), self.most),
            )
        }
        self._form.addRow(self.adds)

    def _add(self, title: str, field: QWidget) -> QLabel:
        label = QLabel(title)
        set_role(label, "secondary")
        self._form.addRow(label, field)
        return label

    # -- what is there ---------------------------------------------------------------------------------

    def show_source(self, source: Source) -> None:
        """Suggest what suits the pictures."""
        self._source = source
        usual = source.suggestion
        if self._present is not None and len(source.class_names) == 1:
            channels, height, _width = self._present.shape
            usual = Shaping(height, usual.fitting, channels == 3)
            self.adds.setChecked(True)
        self.size_.setValue(usual.size)
        self.colours.setValue(usual.colour)
        self.fitting.setValue(usual.fitting)
        self.name.setText(source.class_names[0] if len(source.class_names) == 1 else "")
        self._show_fields()

    def show_choices(self, choices: PictureChoices) -> None:
        """Show what was chosen at an earlier import of the same pictures."""
        self.size_.setValue(choices.size)
        self.colours.setValue(choices.colour)
        self.fitting.setValue(choices.fitting)
        self.classes.setValue("names" if choices.by_names else "folders")
        if choices.most is None:
            self.most.show_nothing()
        else:
            self.most.setValue(choices.most)
        self._show_fields()

    def _show_fields(self) -> None:
        files = isinstance(self._source, FileSource)
        one = files and len(self.source.class_names) == 1 if self._source is not None else False
        self._set_visible(self.classes, files and self._source is not None and self._source.parts is None)
        self._set_visible(self.name, one)
        self._set_visible(self.fitting, files or not self._is_square())
        self.adds.setVisible(self._present is not None and self._source is not None)
        for field in (self.size_, self.colours):
            field.setEnabled(not self.is_adding)

    def _is_square(self) -> bool:
        pictures = getattr(self._source, "pictures", None)
        return pictures is None or pictures.pixels.shape[2] == pictures.pixels.shape[3]

    def _set_visible(self, field: QWidget, shown: bool) -> None:
        field.setVisible(shown)
        self._rows[field].setVisible(shown)

    # -- what is wished --------------------------------------------------------------------------------

    @property
    def is_adding(self) -> bool:
        """Whether the pictures are to join those that are there."""
        return self._present is not None and self.adds.isChecked()

    @property
    def source(self) -> Source:
        """The source with the classes that were chosen, all of their pictures still."""
        source = self._source
        assert source is not None
        if not isinstance(source, FileSource):
            return source
        if self.classes.value() == "names" and source.parts is None:
            source = source.by_file_names()
        if len(source.class_names) == 1 and self.name.text().strip():
            source = source.renamed(self.name.text().strip())
        return source

    @property
    def limit(self) -> int | None:
        """At most so many pictures of every class; None takes all."""
        return None if self.most.is_blank() else int(self.most.value())

    @property
    def shaping(self) -> Shaping:
        """The size, form and colours."""
        if self.is_adding and self._present is not None:
            channels, height, _width = self._present.shape
            return Shaping(height, Fitting(str(self.fitting.value())), channels == 3)
        return Shaping(
            int(self.size_.value()), Fitting(str(self.fitting.value())), bool(self.colours.value())
        )

    @property
    def choices(self) -> PictureChoices | None:
        """What is to be kept of it; None of pictures that join others."""
        if self.is_adding:
            return None
        shaping = self.shaping
        return PictureChoices(
            size=shaping.size,
            fitting=shaping.fitting,
            colour=shaping.colour,
            by_names=self.classes.value() == "names" and self.source.parts is None,
            most=self.limit,
        )

    def _tell(self) -> None:
        if self._source is not None:
            self._show_fields()
            self.changed.emit()
