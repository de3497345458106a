"""What data an experiment trains on: the set, the features, the split, the seed."""

from __future__ import annotations

import dataclasses
from typing import Literal

from pydantic import Field, field_validator, model_validator

from nnplayground.core.component import Frozen, param
from nnplayground.core.dataset import Dataset, DataSpec
from nnplayground.core.errors import DataError
from nnplayground.core.features import parse_feature
from nnplayground.core.layer import TensorSpec
from nnplayground.core.picture_noise import PictureNoise
from nnplayground.core.text import translatable as _

__all__ = ["DataConfig", "Split"]


class Split(Frozen):
    """Shares of the samples, which sum to 1; the rest after train and validation is the test part."""

    train: float = param(
        0.5,
        _("core", "Train"),
        _("core", "The share of samples the network learns from."),
        gt=0,
        le=1,
        effect=_("core", "More: the network learns more, and less is left to judge it by."),
        why=_("core", "Half leaves enough samples to judge by, as TensorFlow Playground does."),
    )
    validation: float = param(
        0.0,
        _("core", "Validation"),
        _("core", "The share that early stopping and you choose by."),
        ge=0,
        lt=1,
        effect=_("core", "More: a surer choice of settings. None: early stopping has nothing to watch."),
        why=_("core", "None, because it is needed only for early stopping or for choosing settings."),
    )

    stratified: bool = param(
        False,
        _("core", "Same shares of each class"),
        _("core", "Every class is parted by these shares by itself, so that all parts are alike."),
        effect=_("core", "On: a rare class has its share of every part. Off: chance decides."),
        why=_("core", "Off for made sets, whose classes are equally large; on for an imported table."),
    )

    @model_validator(mode="after")
    def _sums(self) -> Split:
        if self.train + self.validation > 1 + 1e-9:
            total = round(100 * (self.train + self.validation))
            sentence = _("core", "Train and validation take {total} % of the samples.").format(total=total)
            raise DataError(sentence, remedy=_("core", "Their sum must be at most 100 %."))
        return self

    @property
    def test(self) -> float:
        """The share kept for the final judgement."""
        return max(0.0, 1.0 - self.train - self.validation)

    def counts(self, samples: int) -> tuple[int, int, int]:
        """Return how many of ``samples`` are for training, validation and test; training gets at least 1.

        TensorFlow Playground's ⌊N·percent/100⌋; the tiny addend keeps 0.7·10 from becoming 6.
        """
        train = max(1, int(samples * self.train + 1e-9))
        validation = min(samples - train, int(samples * self.validation + 1e-9))
        return train, validation, samples - train - validation


class DataConfig(Frozen):
    """The data of an experiment.

    Attributes
    ----------
    features : tuple of str or None
        None takes the data set's own default.
    stream : str
        ``"numpy"``, or ``"seedrandom"`` for the generator of TensorFlow Playground; then ``seed_text`` and
        not ``seed`` fixes the data, the initial weights follow in the same stream, and points are drawn in
        the original's order.
    picture_noise : PictureNoise
        Of data that are pictures.
    """

    dataset: Dataset
    features: tuple[str, ...] | None = None
    split: Split = Split()
    standardize: bool = param(
        False,
        _("core", "Standardize"),
        _("core", "Every feature becomes (x − mean) / standard deviation of the training part."),
        formula=r"x' = \frac{x - \mu}{\sigma}",
        effect=_("core", "On: all features are alike in size, so that one learning rate suits them all."),
        why=_("core", "Off for made sets, whose features are alike already; on for tables."),
    )
    scaling: Literal["deviation", "range"] = param(
        "deviation",
        _("core", "Scaling"),
        _("core", "What standardizing divides by: the standard deviation, or the range from 0 to 1."),
        effect=_("core", "By the range, outliers press all other values together; by the deviation hardly."),
        why=_("core", "The deviation, because weights are initialized for inputs of mean 0 and deviation 1."),
    )
    seed: int = param(
        0,
        _("core", "Seed"),
        _("core", "The same seed gives the same samples."),
        ge=0,
        le=2**63 - 1,
        effect=_("core", "Another number draws other samples of the same kind."),
        why=_("core", "Any number is as good; a fixed one makes runs repeatable."),
    )
    picture_noise: PictureNoise = PictureNoise()
    stream: str = Field("numpy", pattern="^(numpy|seedrandom)$")
    seed_text: str = Field("", max_length=200)

    @field_validator("features")
    @classmethod
    def _known(cls, features: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for name in features or ():
            parse_feature(name)
        if features is not None and len(set(features)) < len(features):
            raise DataError(
                _("core", "A feature is listed twice."), remedy=_("core", "Remove the second one.")
            )
        return features

    @model_validator(mode="after")
    def _columns_exist(self) -> DataConfig:
        raw = self.dataset.spec()
        if self.features is not None and not raw.input_names:
            kind = type(self.dataset).title
            raise DataError(
                _("core", "{dataset} has no features to choose.").format(dataset=kind),
                remedy=_("core", "Leave out “features”."),
            )
        for name in self.features or ():
            if max(parse_feature(name).columns) >= len(raw.input_names):
                count = len(raw.input_names)
                sentence = _("core", "Feature “{name}” needs a column that the data does not have.")
                remedy = _("core", "The data has {count} columns.").format(count=count)
                raise DataError(sentence.format(name=name), remedy=remedy)
        return self

    @property
    def chosen_features(self) -> tuple[str, ...]:
        """The features in use; empty for data without columns."""
        raw = self.dataset.spec()
        if not raw.input_names:
            return ()
        if self.features is not None:
            return self.features
        every = tuple(f"x{i + 1}" for i in range(len(raw.input_names)))
        return type(self.dataset).default_features or every

    def spec(self) -> DataSpec:
        """Describe what the graph receives: the data set's own description with the features applied."""
        raw = self.dataset.spec()
        features = self.chosen_features
        if not raw.input_names:
            return raw
        return dataclasses.replace(raw, x=TensorSpec((len(features),)), feature_names=features)
