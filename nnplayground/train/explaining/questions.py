"""What can be asked of a network about a picture, and what it answers: frozen, without torch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nnplayground.core.loss import Link
    from nnplayground.train.explaining.sliding import Scene
    from nnplayground.train.explaining.subject import Subject
    from nnplayground.train.traces import Sample

__all__ = [
    "METHODS",
    "AttackOn",
    "Attacked",
    "Explain",
    "Explained",
    "Explanation",
    "Maximise",
    "Question",
    "Robustness",
    "Said",
    "Slid",
    "Slide",
    "Toughness",
    "Wall",
]

Stopped = Callable[[], bool]

METHODS = (
    "gradient",
    "gradient_input",
    "smooth_grad",
    "integrated_gradients",
    "grad_cam",
    "occlusion",
)
"""The ways to explain an answer, in the order they are shown."""


class Question:
    """Something to be computed beside training; a frozen dataclass that compares by what is asked."""

    def answers(self, subject: Subject, stopped: Stopped) -> Iterator[Any]:
        """Yield the answer as far as it is known, the whole of it last.

        Parameters
        ----------
        subject : Subject
        stopped : callable
            Asked between pieces of work; then nothing more needs to come.
        """
        raise NotImplementedError


# -- why -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """What the network says of a picture.

    Attributes
    ----------
    raw, said : ndarray
        (outputs,): raw outputs, and probabilities or values.
    link : Link
    scores : ndarray
        (classes,) or (outputs,): what is explained.
    """

    raw: NDArray[np.float32]
    said: NDArray[np.float32]
    link: Link
    scores: NDArray[np.float32]

    @property
    def winner(self) -> int:
        """The class that most speaks for, or the first value."""
        return int(np.argmax(self.scores))


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """How each pixel counts by one method.

    Attributes
    ----------
    values : ndarray
        (channels, height, width), or (1, height, width) where channels are not told apart.
    is_signed : bool
        Whether values below zero speak against the class; else nothing does.
    total, expected : float
        The sum over all pixels, and what it should be by completeness; NaN where there is no such claim.
    """

    values: NDArray[np.float32]
    is_signed: bool = True
    total: float = float("nan")
    expected: float = float("nan")


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """Answers :class:`Explain`.

    Attributes
    ----------
    picture : ndarray
        (channels, height, width) before standardization.
    said : Said
    output : int
        The class, or the value, that is explained.
    layer : str
        Of Grad-CAM; empty if no layer has maps.
    layers : tuple of str
        Those that may be chosen.
    maps : Mapping[str, Explanation]
        Those that are done, by method.
    """

    picture: NDArray[np.float32]
    said: Said
    output: int
    layer: str
    layers: tuple[str, ...]
    maps: Mapping[str, Explanation]


@dataclass(frozen=True, slots=True)
class Explain(Question):
    """Asks what in a picture speaks for a class.

    Attributes
    ----------
    sample : Sample
        Which picture it is.
    raw : ndarray
        The picture before standardization.
    output : int or None
        A class, or a value; None is the predicted one.
    layer : str
        Of Grad-CAM; empty for the last with maps.
    methods : tuple of str
        Some of :data:`METHODS`.
    """

    sample: Sample
    raw: NDArray[Any] = field(compare=False, repr=False)
    output: int | None = None
    layer: str = ""
    methods: tuple[str, ...] = METHODS

    def answers(self, subject: Subject, stopped: Stopped) -> Iterator[Explained]:
        """Yield the answer after each method."""
        from nnplayground.train.explaining.answering import explained

        yield from explained(self, subject, stopped)


# -- what deceives it ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Attacked:
    """Answers :class:`AttackOn`.

    Attributes
    ----------
    picture, changed : ndarray
        (channels, height, width) before standardization.
    before, after : Said
    label : int
        The class it was led away from, or of a targeted attack led to.
    epsilon : float
        As a share of the range of pixels.
    width : float
        That range.
    turns_at : float or None
        The smallest ε of FGSM that turns the answer, as far as it was looked for.
    by_margin : bool
        Whether the loss had no gradient left, so that the scores' margin led the way.
    """

    picture: NDArray[np.float32]
    changed: NDArray[np.float32]
    before: Said
    after: Said
    label: int
    epsilon: float
    width: float
    turns_at: float | None
    by_margin: bool = False


@dataclass(frozen=True, slots=True)
class AttackOn(Question):
    """Asks for the adversarial example of a picture.

    Attributes
    ----------
    sample : Sample
    raw : ndarray
    label : int or None
        The true class; None if nobody knows it: then the predicted one.
    method : str
        ``"fgsm"`` or ``"pgd"``.
    epsilon : float
    target : int or None
        The class that the network is to say; None is any other than ``label``.
    steps : int
        Of PGD.
    """

    sample: Sample
    raw: NDArray[Any] = field(compare=False, repr=False)
    label: int | None = None
    method: str = "fgsm"
    epsilon: float = 0.1
    target: int | None = None
    steps: int = 20

    def answers(self, subject: Subject, stopped: Stopped) -> Iterator[Attacked]:
        """Yield the one answer."""
        from nnplayground.train.explaining.answering import attacked_picture

        yield attacked_picture(self, subject, stopped)


@dataclass(frozen=True, slots=True, eq=False)
class Toughness:
    """Answers :class:`Robustness`.

    Attributes
    ----------
    epsilons : ndarray
        (points,), the first is 0.
    accuracy : Mapping[str, ndarray]
        By method, (points,); NaN where it is not known yet.
    samples : int
        That it was measured on.
    """

    epsilons: NDArray[np.float64]
    accuracy: Mapping[str, NDArray[np.float64]]
    samples: int


@dataclass(frozen=True, slots=True)
class Robustness(Question):
    """Asks for the accuracy on test samples under attacks of growing strength.

    Attributes
    ----------
    largest : float
        The last ε.
    points : int
    samples : int
        How many test samples are used at most.
    steps : int
        Of PGD.
    """

    largest: float = 0.3
    points: int = 13
    samples: int = 128
    steps: int = 10

    def answers(self, subject: Subject, stopped: Stopped) -> Iterator[Toughness]:
        """Yield the curve as it grows, FGSM first."""
        from nnplayground.train.explaining.answering import toughness

        yield from toughness(self, subject, stopped)


# -- what it looks for ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Wall:
    """Answers :class:`Maximise`.

    Attributes
    ----------
    pictures : ndarray
        (units, channels, height, width) before standardization.
    values : ndarray
        (units,): what each unit says of its own picture, before its activation.
    step, steps : int
        Done, and of how many.
    pixels : (float, float)
        Their range.
    window : (slice, slice)
        The rows and columns that the units can see at all.
    """

    pictures: NDArray[np.float32]
    values: NDArray[np.float32]
    step: int
    steps: int
    pixels: tuple[float, float]
    window: tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class Maximise(Question):
    """Asks for the pictures that units of a layer answer to the most.

    Attributes
    ----------
    node : str
        A layer; empty for the scores of the classes.
    units : int
        How many, from the first on.
    steps : int
    start : ndarray, optional
        Pictures of earlier weights to go on from.
    """

    node: str = ""
    units: int = 10
    steps: int = field(default=160, compare=False)
    decay: float = 0.05
    blur: float = 0.9
    seed: int = 0
    start: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)

    def answers(self, subject: Subject, stopped: Stopped) -> Iterator[Wall]:
        """Yield the pictures as they form."""
        from nnplayground.train.explaining.answering import wall

        yield from wall(self, subject, stopped)


# -- where it is ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Slid:
    """Answers :class:`Slide`.

    Attributes
    ----------
    scene : Scene
    scores : ndarray
        (classes, rows, columns), before softmax.
    chances : ndarray
        The same as probabilities, where the network gives some, else as scores.
    step, window : (int, int)
        In pixels: how far windows lie apart, and how large they are; the first has its corner at (0, 0).
    link : Link
        How scores became ``chances``.
    """

    scene: Scene
    scores: NDArray[np.float32]
    chances: NDArray[np.float32]
    step: tuple[int, int]
    window: tuple[int, int]
    link: Link


@dataclass(frozen=True, slots=True)
class Slide(Question):
    """Asks what is where in a scene of several samples.

    Attributes
    ----------
    seed : int
        Of the scene.
    """

    seed: int = 0

    def answers(self, subject: Subject, stopped: Stopped) -> Iterator[Slid]:
        """Yield the one answer."""
        from nnplayground.train.explaining.answering import slid_over

        del stopped  # it is over in no time
        yield slid_over(self, subject)
