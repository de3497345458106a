"""What becomes of the pictures of each source: size, colours, form, and which classes they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from nnplayground.data.images.choices import PictureChoices
from nnplayground.data.images.chosen import Chosen
from nnplayground.data.images.opened import Fitting
from nnplayground.data.images.sources import FileSource
from nnplayground.ui.widgets import ComboField, NumberField, OptionalNumberField, Scale, Segmented, Switch
from nnplayground.ui.widgets.painting import set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnplayground.data.image_own import OwnPictures
    from nnplayground.data.images.sources import Source

__all__ = ["Wishes"]


class Wishes(QWidget):
    """The fields of the dialog; of several sources one is chosen, and the fields are about that one.

    Attributes
    ----------
    changed : Signal
        Something else is wished for.
    """

    changed = Signal()

    def __init__(self, present: OwnPictures | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = present
        self._sources: tuple[Source, ...] = ()
        self._choices: list[PictureChoices] = []
        self._left_out: set[int] = set()
        self._number = 0
        self.sources = ComboField(self.tr("Source"))
        self.uses = Switch(self.tr("Use the pictures of this source"))
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
        self.name.textEdited.connect(self._tell)
        self.sources.chosen.connect(self._show_source)
        self.adds.clicked.connect(self._tell)
        self.uses.clicked.connect(self._tell)
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
                (self.tr("Source"), self.sources),
                (self.tr("Other forms"), self.fitting),
                (self.tr("Classes by"), self.classes),
                (self.tr("Class"), self.name),
                (self.tr("At most per class"), self.most),
            )
        }
        self._form.addRow(self.uses)
        self._form.addRow(self.adds)

    def _add(self, title: str, field: QWidget) -> QLabel:
        label = QLabel(title)
        set_role(label, "secondary")
        self._form.addRow(label, field)
        return label

    # -- what is there ---------------------------------------------------------------------------------

    def show_sources(self, sources: Sequence[Source], former: Sequence[PictureChoices] = ()) -> None:
        """Show what was chosen of each source at an earlier import, or suggest what suits the pictures."""
        self._sources = tuple(sources)
        self._choices = list(former) or [self._usual(source) for source in sources]
        names = ((number, source.name) for number, source in enumerate(sources))
        self.sources.set_choices(tuple(names))
        self._number = 0
        self._left_out.clear()
        self._show_choices()

    def _usual(self, source: Source) -> PictureChoices:
        usual, single = source.suggestion, len(source.class_names) == 1
        if self._present is not None and single:
            channels, height, _width = self._present.shape
            usual = usual.replace(size=height, colour=channels == 3)
            self.adds.setChecked(True)
        name = source.class_names[0] if single else ""
        return PictureChoices(**usual.model_dump(), source=source.name[:200], name=name[:200])

    def _show_source(self, number: int) -> None:
        """Let the fields be about another source."""
        self._keep()
        self._number = number
        self._show_choices()

    def _show_choices(self) -> None:
        choices = self._choices[self._number]
        self.size_.setValue(choices.size)
        self.colours.setValue(choices.colour)
        self.fitting.setValue(choices.fitting)
        self.classes.setValue("names" if choices.by_names else "folders")
        self.name.setText(choices.name)
        self.uses.setChecked(self._number not in self._left_out)
        if choices.most is None:
            self.most.show_nothing()
        else:
            self.most.setValue(choices.most)
        self._show_fields()

    def _show_fields(self) -> None:
        source = self._sources[self._number] if self._sources else None
        files = isinstance(source, FileSource)
        self._set_visible(self.sources, len(self._sources) > 1)
        self.uses.setVisible(len(self._sources) > 1)
        self.uses.setEnabled(self.used != (self._number,))
        self._set_visible(self.classes, files and source is not None and source.parts is None)
        self._set_visible(self.name, files and source is not None and len(self.source.class_names) == 1)
        self._set_visible(self.fitting, files or not _is_square(source))
        self.adds.setVisible(self._present is not None and source is not None)
        for field in (self.size_, self.colours):
            field.setEnabled(not self.is_adding)

    def _set_visible(self, field: QWidget, shown: bool) -> None:
        field.setVisible(shown)
        self._rows[field].setVisible(shown)

    # -- what is wished --------------------------------------------------------------------------------

    @property
    def is_adding(self) -> bool:
        """Whether the pictures are to join those that are there."""
        return self._present is not None and self.adds.isChecked()

    @property
    def used(self) -> tuple[int, ...]:
        """The numbers of the sources that are not left out."""
        self._keep()
        return tuple(number for number in range(len(self._sources)) if number not in self._left_out)

    @property
    def imports(self) -> tuple[Chosen, ...]:
        """The sources that are used, with what is wished of them."""
        return tuple(Chosen(self._sources[number], self._choices[number]) for number in self.used)

    @property
    def source(self) -> Source:
        """The source that the fields are about, with its classes as they are wished."""
        return Chosen(self._sources[self._number], self.choices).whole

    @property
    def choices(self) -> PictureChoices:
        """What is wished of the source that the fields are about."""
        self._keep()
        return self._choices[self._number]

    def _keep(self) -> None:
        """Take what the fields say; size and colours are those of all sources."""
        if not self._sources:
            return
        (self._left_out.discard if self.uses.isChecked() else self._left_out.add)(self._number)
        size, colour = int(self.size_.value()), bool(self.colours.value())
        if self.is_adding and self._present is not None:
            size, colour = self._present.shape[1], self._present.shape[0] == 3
        self._choices = [choices.replace(size=size, colour=colour) for choices in self._choices]
        source = self._sources[self._number]
        by_files = isinstance(source, FileSource) and not source.has_parts
        self._choices[self._number] = self._choices[self._number].replace(
            fitting=Fitting(str(self.fitting.value())),
            name=self.name.text().strip()[:200],
            by_names=by_files and self.classes.value() == "names",
            most=None if self.most.is_blank() else int(self.most.value()),
        )

    def _tell(self) -> None:
        if self._sources:
            self._show_fields()
            self.changed.emit()


def _is_square(source: Source | None) -> bool:
    pictures = getattr(source, "pictures", None)
    return pictures is None or pictures.pixels.shape[2] == pictures.pixels.shape[3]
