"""The data dock: which data set, which features, how it is split, how noisy it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import QPoint, QRandomGenerator, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnplayground.app.translation import say
from nnplayground.core.adapt import switch_dataset
from nnplayground.core.dataset import DataGroup, Dataset
from nnplayground.core.features import PLAYGROUND_INPUTS
from nnplayground.data.image_own import OwnPictures
from nnplayground.data.table_own import OwnTable
from nnplayground.ui.forms import Form
from nnplayground.ui.panels.download_strip import DownloadStrip
from nnplayground.ui.panels.features import FeatureStrip
from nnplayground.ui.panels.gallery import Gallery, kinds_of
from nnplayground.ui.panels.picture_noise import NoiseControls
from nnplayground.ui.panels.seed_field import SHORT, SeedField
from nnplayground.ui.widgets import Button, ComboField, Menu, Scale, Section, Slider, SplitSlider, Switch
from nnplayground.ui.widgets.painting import set_role, tip_with_shortcut
from nnplayground.ui.widgets.rows import labelled
from nnplayground.ui.widgets.tab_order import tab_as_laid_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QAction

    from nnplayground.app.document import Document
    from nnplayground.core.data_config import DataConfig, Split
    from nnplayground.core.experiment import Experiment
    from nnplayground.core.picture_noise import PictureNoise
    from nnplayground.train.snapshot import Snapshot
    from nnplayground.ui.importing_images.dialog import ImageImportDialog

__all__ = ["DataPanel"]

_SHORT_SEEDS = 10_000
_LABEL = 52
_OWN_CONTROLS = ("noise",)


class DataPanel(QWidget):
    """The upper half of the left dock; every edit goes through the document.

    It speaks the language it was made in: make it anew after the language changed.

    Attributes
    ----------
    import_wanted : Signal
        What was chosen at the import of the table is to be changed.
    """

    import_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._form: Form | None = None
        self._form_kind = ""
        self._section = Section(self.tr("Data"))
        self._more = self._section.add_action("more", self.tr("More data settings"))
        self._more.clicked.connect(self.open_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._make_choices()
        self._make_settings()
        document.changed.connect(self._on_changed)
        self.refresh()

    # -- making ----------------------------------------------------------------------------------------

    def _make_choices(self) -> None:
        names = {
            DataGroup.PLANE_CLASSES: self.tr("2-D classification"),
            DataGroup.PLANE_VALUES: self.tr("2-D regression"),
            DataGroup.LINE: self.tr("Curve"),
            DataGroup.TABLE: self.tr("Table"),
            DataGroup.IMAGE: self.tr("Images"),
        }
        offered = [(group, names[group]) for group in DataGroup if kinds_of(group)]
        self.group = ComboField(self.tr("Kind of data"), offered)
        self.group.chosen.connect(self._choose_group)
        self.gallery = Gallery()
        self.gallery.chosen.connect(self._choose_dataset)
        self.draw = Button(self.tr("Draw points"), "pencil", small=True)
        self.draw.setToolTip(tip_with_shortcut(self.tr("Draw, move and erase points by hand"), "Shift+D"))
        self.download = DownloadStrip()
        self.bring = Button(self.tr("Import"), "table", small=True)
        self.bring.setToolTip(tip_with_shortcut(self.tr("Import a table of your own"), "Ctrl+I"))
        self.features = FeatureStrip()
        self.features.changed.connect(self._choose_features)
        self.bring_folder = Button(self.tr("From folder"), "folder", small=True)
        tip = self.tr("Import images of your own: a folder with a sub-folder for each class")
        self.bring_folder.setToolTip(tip_with_shortcut(tip, "Ctrl+Shift+I"))
        self.bring_folder.clicked.connect(self.ask_image_folder)
        self.bring_images = Button(self.tr("From files"), "image", small=True)
        self.bring_images.setToolTip(self.tr("Import images of your own: pictures, IDX, CIFAR or .npz files"))
        self.bring_images.clicked.connect(self.ask_images)
        own = QHBoxLayout()
        own.setSpacing(6)
        for button in (self.draw, self.bring, self.bring_folder, self.bring_images):
            own.addWidget(button)
        own.addStretch()
        self._other = QLabel()
        self._other.setWordWrap(True)
        set_role(self._other, "secondary")
        self._other.hide()
        body = self._section.body
        body.addWidget(self._other)
        body.addWidget(self.group)
        body.addWidget(self.gallery)
        body.addWidget(self.download)
        body.addLayout(own)
        body.addWidget(self.features)

    def _make_settings(self) -> None:
        self.split = SplitSlider(self.tr("Split"))
        self.split.changing.connect(self._preview_split)
        self.split.changed.connect(self._commit_split)
        self._section.body.addWidget(self.split)
        self._settings = QVBoxLayout()
        self._settings.setSpacing(6)
        self._settings.addWidget(self._make_noise())
        self.picture_noise = NoiseControls()
        self.picture_noise.changing.connect(self._preview_picture_noise)
        self.picture_noise.changed.connect(self._commit_picture_noise)
        self._settings.addWidget(self.picture_noise)
        self._settings.addWidget(self._make_seed())
        self._settings.addWidget(self.seed.problem_line)
        self._settings.addWidget(self._make_standardize())
        self._section.body.addLayout(self._settings)

    def _make_noise(self) -> QWidget:
        self.noise = Slider(self.tr("Noise"))
        self.noise.changing.connect(self._preview_noise)
        self.noise.changed.connect(self._commit_noise)
        self._noise_row = labelled(self.tr("Noise"), self.noise, _LABEL)
        return self._noise_row

    def _make_seed(self) -> QWidget:
        self.seed = SeedField(self.tr("Seed of the data"))
        self.seed.committed.connect(self._commit_seed)
        self.regenerate = Button(self.tr("Regenerate"), "dice", small=True)
        self.regenerate.setAccessibleName(self.tr("Regenerate"))
        self.regenerate.setToolTip(self.tr("Draw the data anew, from another seed"))
        self.regenerate.clicked.connect(self._regenerate)
        row = labelled(self.tr("Seed"), self.seed, _LABEL)
        layout = row.layout()
        if layout is not None:
            layout.addWidget(self.regenerate)
        return row

    def _make_standardize(self) -> QWidget:
        self.standardize = Switch(self.tr("Standardize features"))
        self.standardize.setToolTip(
            self.tr("Every feature becomes (x − mean) / standard deviation of the training part.")
        )
        self.standardize.clicked.connect(self._choose_standardize)
        return self.standardize

    # -- showing ---------------------------------------------------------------------------------------

    @property
    def _data(self) -> DataConfig:
        return self._document.experiment.data

    def _on_changed(self, before: Experiment, after: Experiment) -> None:
        if before.data != after.data or before.view.hidden != after.view.hidden:
            self.refresh()

    def refresh(self) -> None:
        """Show the document's data."""
        data = self._data
        dataset = data.dataset
        self.group.setValue(type(dataset).group)
        self.gallery.show_dataset(dataset)
        hidden = self._document.experiment.view.hidden
        inputs = PLAYGROUND_INPUTS.items()
        self.features.hide_features(frozenset(feature for name, feature in inputs if name in hidden))
        self.features.show_data(data)
        self.split.setValue(_percents(data.split))
        self._show_noise(dataset)
        self.download.show_dataset(dataset)
        self.picture_noise.show_data(data)
        seeded = data.stream == "seedrandom"
        self._show_seed(data.seed_text if seeded else str(data.seed), any_text=seeded)
        self.standardize.setChecked(data.standardize)
        self._show_form(dataset)
        for button in (self.bring_folder, self.bring_images):
            button.setVisible(type(dataset).group is DataGroup.IMAGE)
        for button in (self.draw, self.bring):
            button.setVisible(type(dataset).group is not DataGroup.IMAGE)
        self._hide_controls()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Say what data an earlier moment was trained on, if it is not what is chosen here."""
        trained = (
            snapshot.experiment.data if snapshot.past and snapshot.experiment is not None else self._data
        )
        if trained != self._data:
            said = self.tr("The moment shown was trained on other data: {dataset}.")
            self._other.setText(said.format(dataset=say(trained.dataset.title)))
        self._other.setVisible(trained != self._data)

    def _hide_controls(self) -> None:
        """Hide what a TensorFlow Playground link wants hidden."""
        hidden = self._document.experiment.view.hidden
        self.group.setVisible("problem" not in hidden)
        self.gallery.setVisible(not {"dataset", "regDataset"} & set(hidden))
        self.split.setVisible("percTrainData" not in hidden and not self._data.dataset.is_parted())
        if "noise" in hidden:
            self._noise_row.hide()

    def _show_noise(self, dataset: Dataset) -> None:
        limits = type(dataset).noise_range
        self._noise_row.setVisible(limits is not None)
        if limits is None:
            return
        value = float(getattr(dataset, "noise", 0.0))
        # A file may hold more noise than the slider usually offers.
        scale = Scale(limits[0], max(limits[1], value), 0.01)
        if self.noise.scale() != scale:
            self.noise.set_scale(scale)
        self.noise.setValue(value)

    def _show_form(self, dataset: Dataset) -> None:
        if dataset.kind != self._form_kind:
            self._rebuild_form(dataset)
        if self._form is not None:
            self._form.show_value(dataset)

    def _rebuild_form(self, dataset: Dataset) -> None:
        if self._form is not None:
            self._settings.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._form_kind = dataset.kind
        fields = type(dataset).model_fields.items()
        names = [name for name, info in fields if info.title and name not in _OWN_CONTROLS]
        if names:
            self._form = Form(type(dataset), names, label_width=_LABEL)
            self._form.changed.connect(self._commit_field)
            self._settings.insertWidget(1, self._form)
        tab_as_laid_out(self)

    # -- editing ---------------------------------------------------------------------------------------

    def _apply(self, text: str, data: DataConfig, merge_key: str = "") -> None:
        self._document.apply(text, self._document.experiment.replace(data=data), merge_key)

    def _preview(self, data: DataConfig) -> None:
        self._document.preview(self._document.experiment.replace(data=data))

    def _choose_group(self, group: DataGroup) -> None:
        if group is not type(self._data.dataset).group:
            self._choose_dataset(next(iter(kinds_of(group))))

    def _choose_dataset(self, kind: str) -> None:
        if kind == self._data.dataset.kind:
            return
        dataset = _like(Dataset.named(kind), self._data.dataset)
        self._document.apply(self.tr("Change data set"), switch_dataset(self._document.experiment, dataset))

    def _choose_features(self, names: tuple[str, ...]) -> None:
        self._apply(self.tr("Change features"), self._data.replace(features=names))

    def _split(self, train: int, validation: int) -> DataConfig:
        return self._data.replace(
            split=self._data.split.replace(train=train / 100, validation=validation / 100)
        )

    def _preview_split(self, train: int, validation: int, _test: int) -> None:
        self._preview(self._split(train, validation))

    def _commit_split(self, train: int, validation: int, _test: int) -> None:
        self._apply(self.tr("Change split"), self._split(train, validation))

    def _with_field(self, name: str, value: Any) -> DataConfig:
        return self._data.replace(dataset=self._data.dataset.replace(**{name: value}))

    def _preview_noise(self, value: float) -> None:
        self._preview(self._with_field("noise", value))

    def _commit_noise(self, value: float) -> None:
        self._apply(self.tr("Change noise"), self._with_field("noise", value))

    def _preview_picture_noise(self, noise: PictureNoise) -> None:
        self._preview(self._data.replace(picture_noise=noise))

    def _commit_picture_noise(self, noise: PictureNoise) -> None:
        self._apply(self.tr("Change noise"), self._data.replace(picture_noise=noise))

    def _commit_field(self, name: str, value: Any) -> None:
        dataset = self._data.dataset.replace(**{name: value})
        self._document.apply(
            self.tr("Change data options"), switch_dataset(self._document.experiment, dataset)
        )

    def _choose_standardize(self, on: bool) -> None:
        text = self.tr("Standardize features") if on else self.tr("Leave features as they are")
        self._apply(text, self._data.replace(standardize=on))

    def _show_seed(self, text: str, *, any_text: bool) -> None:
        self.seed.show_seed(text, any_text=any_text)
        # A long seed, as links have, is of more use than a word beside the icon.
        self.regenerate.setText(self.tr("Regenerate") if len(text) <= SHORT else "")

    def _commit_seed(self, text: str) -> None:
        field = {"seed_text": text} if self._data.stream == "seedrandom" else {"seed": int(text)}
        self._apply(self.tr("Change seed"), self._data.replace(**field))

    def _regenerate(self) -> None:
        number = QRandomGenerator.global_().bounded(_SHORT_SEEDS)
        if self._data.stream == "seedrandom":
            changed = self._data.replace(seed_text=f"0.{number:05}")
        else:
            changed = self._data.replace(seed=number if number != self._data.seed else number + 1)
        self._apply(self.tr("Regenerate data"), changed)

    # -- one's own pictures ----------------------------------------------------------------------------

    def import_images(self, paths: Sequence[Path]) -> ImageImportDialog:
        """Open the dialog that imports pictures."""
        from nnplayground.ui.importing_images.importing import import_images

        return import_images(self._document, paths, self.window())

    def ask_images(self) -> None:
        """Let the person choose files of pictures."""
        from nnplayground.ui.importing_images.importing import ask_files

        ask_files(self._document, self.window())

    def ask_image_folder(self) -> None:
        """Let the person choose a folder of pictures."""
        from nnplayground.ui.importing_images.importing import ask_folder

        ask_folder(self._document, self.window())

    def edit_import(self) -> None:
        """Let the person choose otherwise how the own data was imported."""
        from nnplayground.ui.importing_images.importing import edit_images

        if isinstance(self._data.dataset, OwnPictures):
            edit_images(self._document, self.window())
        else:
            self.import_wanted.emit()

    # -- the menu --------------------------------------------------------------------------------------

    def build_menu(self) -> Menu:
        """Return what the ⋯ button offers."""
        menu = Menu(parent=self)
        everything = menu.addAction(self.tr("Show all features"))
        everything.setCheckable(True)
        everything.setChecked(self.features.shows_all)
        everything.setEnabled(bool(self._data.dataset.spec().bounds))
        everything.toggled.connect(self._show_all)
        usual = menu.addAction(self.tr("Choose the usual features"))
        usual.setEnabled(self._data.features is not None)
        usual.triggered.connect(self._usual_features)
        alike = menu.addAction(self.tr("Same shares of each class in every part"))
        alike.setCheckable(True)
        alike.setChecked(self._data.split.stratified)
        alike.setEnabled(bool(self._data.dataset.spec().target.classes))
        alike.toggled.connect(self._choose_stratified)
        ranged = menu.addAction(self.tr("Standardize to the range from 0 to 1"))
        ranged.setCheckable(True)
        ranged.setChecked(self._data.scaling == "range")
        ranged.setEnabled(self._data.standardize)
        ranged.toggled.connect(self._choose_range)
        menu.addSeparator()
        defaults: QAction = menu.addAction(self.tr("Reset data options"))
        kind = type(self._data.dataset)
        defaults.setEnabled(not kind.is_own and self._data.dataset != kind())
        defaults.triggered.connect(self._reset_options)
        menu.addSeparator()
        edit = menu.addAction(self.tr("Edit import…"))
        edit.setEnabled(isinstance(self._data.dataset, OwnTable | OwnPictures))
        edit.triggered.connect(self.edit_import)
        menu.addAction(self.tr("Import folder of images…")).triggered.connect(self.ask_image_folder)
        menu.addAction(self.tr("Import images…")).triggered.connect(self.ask_images)
        return menu

    def open_menu(self) -> None:
        """Open the ⋯ menu below its button."""
        menu = self.build_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))

    def _show_all(self, shown: bool) -> None:
        self.features.set_shows_all(shown, self._data)

    def _choose_stratified(self, on: bool) -> None:
        split = self._data.split.replace(stratified=on)
        self._apply(self.tr("Change split"), self._data.replace(split=split))

    def _choose_range(self, on: bool) -> None:
        scaling = "range" if on else "deviation"
        self._apply(self.tr("Change scaling"), self._data.replace(scaling=scaling))

    def _usual_features(self) -> None:
        self._apply(self.tr("Choose the usual features"), self._data.replace(features=None))

    def _reset_options(self) -> None:
        plain = type(self._data.dataset)()
        self._document.apply(self.tr("Reset data options"), switch_dataset(self._document.experiment, plain))


def _like(kind: type[Dataset], old: Dataset) -> Dataset:
    """Make the new set as large and as noisy as the old one, where both know what that means."""
    shared = {
        name: getattr(old, name)
        for name in ("samples", "noise")
        if kind.group is type(old).group and name in kind.model_fields and name in type(old).model_fields
    }
    try:
        return kind(**shared)
    except ValidationError:
        return kind()


def _percents(split: Split) -> tuple[int, int, int]:
    train = max(1, round(100 * split.train))
    validation = min(100 - train, round(100 * split.validation))
    return train, validation, 100 - train - validation
