"""Well-known sets of pictures, fetched from their publishers when a person asks for them."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from pydantic import model_validator

from nnplayground.core.component import param
from nnplayground.core.dataset import DataGroup, Dataset, DataSpec
from nnplayground.core.errors import DataError
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Task
from nnplayground.core.samples import Samples
from nnplayground.core.text import Text
from nnplayground.core.text import translatable as _
from nnplayground.data.downloading import NotDownloaded, Published, RemoteFile, claimed
from nnplayground.data.images.cifar import read_cifar
from nnplayground.data.images.found import Pictures
from nnplayground.data.images.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.random import Generator
    from numpy.typing import NDArray

    from nnplayground.core.data_config import Split
    from nnplayground.core.errors import PlaygroundError

__all__ = ["PublishedPictures"]


def _count_field(default: int, title: Text, help: Text, most: int, least: int = 0) -> Any:
    return param(
        default,
        title,
        help,
        ge=least,
        le=most,
        effect=_("core", "More: better results, and each epoch takes longer."),
        why=_("core", "Enough to learn from within a minute on two cores; the whole set takes longer."),
    )


class PublishedPictures(Dataset):
    """Pictures with a training and a test part that everyone uses.

    Attributes
    ----------
    published : Published
    sizes : (int, int)
        Pictures for training and for test.
    shape : (int, int, int)
        Channels, height and width.
    names : tuple of str
        The classes.
    """

    group: ClassVar[DataGroup] = DataGroup.IMAGE
    is_remote: ClassVar[bool] = True
    published: ClassVar[Published]
    sizes: ClassVar[tuple[int, int]] = (60_000, 10_000)
    shape: ClassVar[tuple[int, int, int]] = (1, 28, 28)
    names: ClassVar[tuple[str, ...]] = tuple("0123456789")

    train: int = _count_field(
        5000,
        _("core", "For training"),
        _("core", "How many pictures of the training part are used."),
        60_000,
        1,
    )
    validation: int = _count_field(
        0, _("core", "For validation"), _("core", "How many more of the training part are held back."), 59_999
    )
    test: int = _count_field(
        1000, _("core", "For test"), _("core", "How many pictures of the test part are used."), 10_000
    )

    @model_validator(mode="after")
    def _are_there(self) -> Self:
        asked, there = self.train + self.validation, self.sizes[0]
        if asked > there:
            sentence = _("core", "Training and validation ask for {asked} pictures; there are {there}.")
            said = sentence.format(asked=f"{asked:,}", there=f"{there:,}")
            raise DataError(said, remedy=_("core", "Use fewer."))
        return self

    def count(self) -> int:
        """Return how many pictures are used."""
        return self.train + self.validation + self.test

    def counts(self, split: Split) -> tuple[int, int, int]:
        """Return the sizes of the parts, which are as published and not a matter of chance."""
        del split
        return self.train, self.validation, self.test

    def is_parted(self) -> bool:
        """Tell that the parts are as published."""
        return True

    def spec(self) -> DataSpec:
        """Describe the pictures."""
        return DataSpec(
            x=TensorSpec(self.shape),
            target=TensorSpec((), classes=len(self.names)),
            task=Task.MULTICLASS,
            class_names=self.names,
        )

    def problem(self) -> PlaygroundError | None:
        """Return that the set was not downloaded, if so."""
        if self.published.is_here():
            return None
        sentence = _("core", "{dataset} is not on this computer yet.")
        remedy = _("core", "Press Download in the data panel, or run “nnplayground download {kind}”.")
        said = sentence.format(dataset=type(self).title)
        return NotDownloaded(said, place="data.dataset", remedy=remedy.format(kind=self.kind))

    def generate(self, rng: Generator) -> Samples:
        """Draw pictures of each part by chance.

        Raises
        ------
        DataError
            If the set was not downloaded.
        """
        missing = self.problem()
        if missing is not None:
            raise missing
        pixels, labels = self._arrays()
        first = rng.permutation(self.sizes[0])[: self.train + self.validation]
        last = self.sizes[0] + rng.permutation(self.sizes[1])[: self.test]
        chosen = np.concatenate([first, last])
        part = np.repeat(np.arange(3, dtype=np.uint8), (self.train, self.validation, self.test))
        return Samples(pixels[chosen] / 255.0, np.asarray(labels[chosen], np.int64), part)

    def _arrays(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return all pixels and labels, of which only what is used is read from the disk."""
        folder = self.published.folder()
        count = sum(self.sizes)
        made = _mapped(folder / "pixels.npy", (count, *self.shape)), _mapped(folder / "labels.npy", (count,))
        if made[0] is not None and made[1] is not None:
            return made[0], made[1]
        whole = self.unpacked(folder)
        if whole.pixels.shape != (count, *self.shape):
            raise DataError(_("core", "The files hold other pictures than they should."), place=str(folder))
        labels = whole.labels.astype(np.uint8)
        with claimed(folder.name) as number:
            _keep(folder / "pixels.npy", number, partial(np.save, arr=whole.pixels))
            _keep(folder / "labels.npy", number, partial(np.save, arr=labels))
        return whole.pixels, labels

    def unpacked(self, folder: Path) -> Pictures:
        """Read the files that were fetched."""
        return open_source([folder]).pictures  # type: ignore[attr-defined,no-any-return] # an ArraySource


def _mapped(path: Path, shape: tuple[int, ...]) -> NDArray[np.uint8] | None:
    """Open an array that was unpacked before; None if there is none, or it is damaged."""
    try:
        found: NDArray[np.uint8] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return found if found.shape == shape and found.dtype == np.uint8 else None


def _keep(path: Path, number: int, write: Callable[[Any], None]) -> None:
    """Write a file in one go; what a program left behind that died on the way is written over."""
    temporary = path.with_name(f"{path.name}.{number}.part")
    try:
        with temporary.open("wb") as file:
            write(file)
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)  # reading the archive again each time is slower, no more


def _idx(sizes: tuple[int, int, int, int], sums: tuple[str, str, str, str]) -> tuple[RemoteFile, ...]:
    parts = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    files = zip(parts, sizes, sums, strict=True)
    return tuple(RemoteFile(f"{name}-ubyte.gz", size, checksum) for name, size, checksum in files)


class Mnist(PublishedPictures):
    """Handwritten digits."""

    kind: ClassVar[str] = "mnist"
    title: ClassVar[Text] = _("core", "MNIST")
    help: ClassVar[Text] = _(
        "core",
        "70,000 handwritten digits of 28×28 grey pixels (LeCun, Cortes and Burges, 1998). Downloaded once.",
    )
    published: ClassVar[Published] = Published(
        "mnist",
        (
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
        ),
        _idx(
            (9_912_422, 28_881, 1_648_877, 4_542),
            (
                "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
            ),
        ),
    )


class FashionMnist(PublishedPictures):
    """Clothes, in the form of MNIST."""

    kind: ClassVar[str] = "fashion-mnist"
    title: ClassVar[Text] = _("core", "Fashion-MNIST")
    help: ClassVar[Text] = _(
        "core",
        "70,000 pieces of clothing of ten kinds in 28×28 grey pixels (Zalando, 2017), harder than digits. "
        "Downloaded once.",
    )
    names: ClassVar[tuple[str, ...]] = (
        _("core", "T-shirt"),
        _("core", "trouser"),
        _("core", "pullover"),
        _("core", "dress"),
        _("core", "coat"),
        _("core", "sandal"),
        _("core", "shirt"),
        _("core", "sneaker"),
        _("core", "bag"),
        _("core", "ankle boot"),
    )
    published: ClassVar[Published] = Published(
        "fashion-mnist",
        (
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        ),
        _idx(
            (26_421_880, 29_515, 4_422_102, 5_148),
            (
                "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            ),
        ),
    )


class Cifar10(PublishedPictures):
    """Small colour photographs."""

    kind: ClassVar[str] = "cifar-10"
    title: ClassVar[Text] = _("core", "CIFAR-10")
    help: ClassVar[Text] = _(
        "core",
        "60,000 colour photographs of ten kinds of animals and vehicles in 32×32 pixels (Krizhevsky, 2009). "
        "Downloaded once.",
    )
    sizes: ClassVar[tuple[int, int]] = (50_000, 10_000)
    shape: ClassVar[tuple[int, int, int]] = (3, 32, 32)
    names: ClassVar[tuple[str, ...]] = (
        _("core", "airplane"),
        _("core", "automobile"),
        _("core", "bird"),
        _("core", "cat"),
        _("core", "deer"),
        _("core", "dog"),
        _("core", "frog"),
        _("core", "horse"),
        _("core", "ship"),
        _("core", "truck"),
    )
    published: ClassVar[Published] = Published(
        "cifar-10",
        ("https://www.cs.toronto.edu/~kriz/",),
        (
            RemoteFile(
                "cifar-10-binary.tar.gz",
                170_052_171,
                "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
            ),
        ),
    )

    def unpacked(self, folder: Path) -> Pictures:
        """Read the binary archive, which unlike the one for Python holds nothing but numbers."""
        return read_cifar(folder / self.published.files[0].name)
