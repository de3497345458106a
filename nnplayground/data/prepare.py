"""From a data configuration to the arrays that training and views read."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnplayground.core.errors import DataError
from nnplayground.core.text import translatable as _
from nnplayground.data.draws import named_rng
from nnplayground.data.features import compute_features
from nnplayground.data.picture_noise import with_picture_noise
from nnplayground.data.plane import PlaneDataset
from nnplayground.data.seedrandom import SeedRandom
from nnplayground.data.splitting import parted

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from nnplayground.core.data_config import DataConfig
    from nnplayground.core.dataset import DataSpec
    from nnplayground.core.samples import Samples

    Floats = NDArray[np.float64]

__all__ = ["MAX_BYTES", "PreparedData", "prepare"]

MAX_BYTES = 4 * 2**30
_ITEM = 8


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PreparedData:
    """Samples with features, split and standardised; every array is read-only.

    Attributes
    ----------
    spec : DataSpec
        What one sample looks like.
    x_train, x_validation, x_test : ndarray
        float64, shape (n, *spec.x.shape). A part may be empty, the training part never.
    y_train, y_validation, y_test : ndarray
        int64 class indices of shape (n, *spec.target.shape), or float64 values of shape (n, k).
    raw_train, raw_validation, raw_test : ndarray
        The samples before features and standardisation, for plotting.
    mean, std : ndarray
        Shape of one sample: what was subtracted and divided by, the lowest value and the range where the
        data are scaled by it; 0 and 1 without standardisation.
    stream : SeedRandom or None
        TensorFlow Playground's random numbers, at the place where the initial weights come next. Draw from
        a ``copy()`` so that a reset can draw the same again.
    """

    spec: DataSpec
    x_train: Floats
    x_validation: Floats
    x_test: Floats
    y_train: NDArray[Any]
    y_validation: NDArray[Any]
    y_test: NDArray[Any]
    raw_train: Floats
    raw_validation: Floats
    raw_test: Floats
    mean: Floats
    std: Floats
    stream: SeedRandom | None = None

    def transform(self, raw: Floats) -> Floats:
        """Turn raw samples, shape (n, columns) or of pictures, into what the network reads."""
        return (_featured(self.spec, raw) - self.mean) / self.std


def prepare(config: DataConfig, *, stream: SeedRandom | None = None) -> PreparedData:
    """Make the samples, compute the features, split and standardise.

    Parameters
    ----------
    config : DataConfig
        With ``stream="seedrandom"`` the samples are TensorFlow Playground's own for ``seed_text``.
    stream : SeedRandom, optional
        Goes on from here instead of starting at ``seed_text``; it is drawn from.

    Raises
    ------
    DataError
        If the data would be too large, is not finite, or cannot be drawn from the stream.
    """
    _require_memory(config)
    if config.stream == "seedrandom":
        stream = stream or SeedRandom(config.seed_text)
        samples, order = _replay(config, stream)
    else:
        stream = None
        samples = config.dataset.generate(named_rng(config.seed, "data"))
        order = config.dataset.order(named_rng(config.seed, "split"))
    _require_finite(config, samples)
    order, cuts = parted(config, samples, order)
    return _assemble(config, _noisy(config, samples.x[order], cuts), samples.y[order], cuts, stream)


def _noisy(config: DataConfig, raw: Floats, cuts: tuple[int, int]) -> Floats:
    """Put the noise of pictures on them: on what is trained with, and on what is judged by, separately."""
    noise = config.picture_noise
    if raw.ndim != 4 or not (noise.train or noise.test):
        return raw
    amounts = {"train": noise.train, "validation": noise.test, "test": noise.test}
    parts = zip(amounts.items(), np.split(raw, cuts), strict=True)
    return np.concatenate(
        [
            with_picture_noise(pictures, noise.kind, amount, named_rng(config.seed, f"noise.{name}"))
            for (name, amount), pictures in parts
        ]
    )


def _replay(config: DataConfig, stream: SeedRandom) -> tuple[Samples, NDArray[np.int64]]:
    dataset = config.dataset
    if not isinstance(dataset, PlaneDataset) or not dataset.playground_name:
        sentence = _(
            "core", "{dataset} is not one of TensorFlow Playground's data sets and cannot follow its seed."
        )
        remedy = _("core", "Choose the stream “numpy”.")
        raise DataError(sentence.format(dataset=type(dataset).title), place="data.stream", remedy=remedy)
    return dataset.draw(stream), stream.permutation(dataset.count())


def _assemble(
    config: DataConfig, raw: Floats, y: NDArray[Any], cuts: tuple[int, int], stream: SeedRandom | None
) -> PreparedData:
    spec = config.spec()
    x = _featured(spec, raw)
    mean, std = np.zeros(spec.x.shape), np.ones(spec.x.shape)
    if config.standardize:
        mean, std = (_moments if config.scaling == "deviation" else _extent)(x[: cuts[0]])
        x = (x - mean) / std
    parts = functools.partial(_parts, cuts=cuts)
    return PreparedData(
        spec=spec,
        **parts("x", x),
        **parts("y", y),
        **parts("raw", raw),
        **_frozen(mean=mean, std=std),
        stream=stream,
    )


def _featured(spec: DataSpec, raw: Floats) -> Floats:
    return compute_features(raw, spec.feature_names) if spec.input_names else raw


def _parts(name: str, values: NDArray[Any], *, cuts: tuple[int, int]) -> dict[str, Any]:
    train, validation, test = np.split(values, cuts)
    return _frozen(**{f"{name}_train": train, f"{name}_validation": validation, f"{name}_test": test})


def _frozen(**arrays: NDArray[Any]) -> dict[str, Any]:
    for array in arrays.values():
        array.flags.writeable = False
    return arrays


def _moments(x: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each column, or each channel of pictures, over the samples.

    Pixels share those of their channel: at the edges, which hardly ever differ, their own would turn noise
    into the largest numbers. What is constant has deviation 1.
    """
    axes = (0, *range(2, x.ndim))
    with np.errstate(over="ignore", invalid="ignore"):
        mean, std = x.mean(axis=axes), x.std(axis=axes)
    if not (np.isfinite(mean).all() and np.isfinite(std).all()):
        sentence = _("core", "Some feature is too large to be standardized.")
        raise DataError(sentence, place="data.standardize", remedy=_("core", "Use a lower power."))
    # Rounding in the mean can leave a constant a deviation of 1e-17, which would blow it up.
    std = np.where(np.ptp(x, axis=axes) == 0, 1.0, std)
    return _per_sample(mean, x), _per_sample(std, x)


def _extent(x: Floats) -> tuple[Floats, Floats]:
    """Return lowest value and range of each column or channel; what is constant has range 1."""
    axes = (0, *range(2, x.ndim))
    low, extent = x.min(axis=axes), np.ptp(x, axis=axes)
    return _per_sample(low, x), _per_sample(np.where(extent == 0, 1.0, extent), x)


def _per_sample(values: Floats, x: Floats) -> Floats:
    """Spread one value per column or channel over the shape of a sample."""
    shape = x.shape[1:]
    return np.broadcast_to(values.reshape(shape[:1] + (1,) * (len(shape) - 1)), shape).copy()


def _require_memory(config: DataConfig) -> None:
    raw, spec = config.dataset.spec(), config.spec()
    size = config.dataset.count() * _ITEM * (raw.x.size + spec.x.size + max(1, spec.target.size))
    if size > MAX_BYTES:
        sentence = _("core", "The data would take {size} GiB; at most {limit} GiB are allowed.")
        said = sentence.format(size=f"{size / 2**30:.1f}", limit=MAX_BYTES // 2**30)
        raise DataError(said, place="data", remedy=_("core", "Use fewer samples or fewer features."))


def _require_finite(config: DataConfig, samples: Samples) -> None:
    bad = ~np.isfinite(samples.x).all(axis=tuple(range(1, samples.x.ndim)))
    if samples.y.dtype.kind == "f":
        bad |= ~np.isfinite(samples.y).all(axis=1)
    if bad.any():
        sentence = _(
            "core",
            "{dataset} has {count} samples with values that are not finite; the first is number {row}.",
        )
        title, row = type(config.dataset).title, int(np.argmax(bad)) + 1
        said = sentence.format(dataset=title, count=int(bad.sum()), row=row)
        raise DataError(said, place="data.dataset", remedy=_("core", "Remove them from the data."))
