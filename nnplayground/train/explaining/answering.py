"""Answers questions: from tensors to frozen arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from nnplayground.core.loss import Link
from nnplayground.train.explaining import gradients
from nnplayground.train.explaining.adversarial import Attack, attacked, fgsm, lost, pgd, smallest_epsilon
from nnplayground.train.explaining.demands import (
    need_classes,
    need_output,
    need_pictures,
    need_sample,
    need_units,
)
from nnplayground.train.explaining.grad_cam import cam_layers, enlarged, grad_cam
from nnplayground.train.explaining.maximise import Climb, maximised, seen
from nnplayground.train.explaining.occlusion import left_out, occlusion, usual_patch
from nnplayground.train.explaining.questions import (
    Attacked,
    AttackOn,
    Explain,
    Explained,
    Explanation,
    Maximise,
    Robustness,
    Said,
    Slid,
    Slide,
    Toughness,
    Wall,
)
from nnplayground.train.explaining.sliding import composed, slid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from torch import Tensor

    from nnplayground.train.explaining.questions import Stopped
    from nnplayground.train.explaining.subject import Subject

__all__ = ["attacked_picture", "explained", "slid_over", "toughness", "wall"]

_FINEST, _WIDEST = 64, 0.5  # how finely, and up to which ε, the turn of the answer is looked for
_SHOWN_EVERY = 8  # steps between two states of pictures that form


def _frozen(values: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = values.detach().float().numpy().copy()
    array.flags.writeable = False
    return array


def _said(subject: Subject, raw: Tensor) -> Said:
    outputs, chances = subject.says(raw)
    with torch.no_grad():
        scores = subject.scores(raw)[0]
    return Said(outputs, chances, subject.link, _frozen(scores))


# -- why -----------------------------------------------------------------------------------------------


def explained(question: Explain, subject: Subject, stopped: Stopped) -> Iterator[Explained]:
    """Yield the explanations of a picture, one more each time."""
    need_sample(subject, question.raw)
    need_output(subject, question.output)
    raw = subject.picture(question.raw)
    said = _said(subject, raw)
    output = question.output if question.output is not None else said.winner if subject.classes else 0
    layers = cam_layers(subject) if raw.dim() == 4 else ()  # places in maps are those of pixels
    layer = question.layer if question.layer in layers else layers[-1] if layers else ""
    maps: dict[str, Explanation] = {}
    for method in question.methods:
        if stopped():
            return
        found = _EXPLAINERS[method](subject, raw, output, layer, stopped)
        if found is not None:
            maps[method] = found
            yield Explained(_frozen(raw[0]), said, output, layer, layers, dict(maps))


def _gradient(subject: Subject, raw: Tensor, output: int, *_more: Any) -> Explanation:
    return Explanation(_frozen(gradients.input_gradient(subject, raw, output)[0]))


def _gradient_input(subject: Subject, raw: Tensor, output: int, *_more: Any) -> Explanation:
    return Explanation(_frozen(gradients.gradient_times_input(subject, raw, output)[0]))


def _smooth_grad(subject: Subject, raw: Tensor, output: int, *_more: Any) -> Explanation:
    return Explanation(_frozen(gradients.smooth_grad(subject, raw, output)[0]))


def _integrated(subject: Subject, raw: Tensor, output: int, *_more: Any) -> Explanation:
    values = gradients.integrated_gradients(subject, raw, output)
    with torch.no_grad():
        ends = subject.scores(torch.cat([raw, subject.nothing.expand_as(raw)]))[:, output]
    return Explanation(_frozen(values[0]), True, float(values.sum()), float(ends[0] - ends[1]))


def _grad_cam(
    subject: Subject, raw: Tensor, output: int, layer: str, _stopped: Stopped
) -> Explanation | None:
    if not layer:
        return None
    high, wide = raw.shape[2:]
    values = enlarged(grad_cam(subject, raw, output, layer), (high, wide))
    return Explanation(_frozen(values[None]), is_signed=False)


def _occlusion(
    subject: Subject, raw: Tensor, output: int, _layer: str, stopped: Stopped
) -> Explanation | None:
    if raw.dim() == 2:
        return Explanation(_frozen(left_out(subject, raw, output)[0]))
    patch, stride = usual_patch(min(raw.shape[2:]))
    values = occlusion(subject, raw, output, patch=patch, stride=stride, stopped=stopped)
    return None if values is None else Explanation(_frozen(values[None]))


_EXPLAINERS: dict[str, Callable[..., Explanation | None]] = {
    "gradient": _gradient,
    "gradient_input": _gradient_input,
    "smooth_grad": _smooth_grad,
    "integrated_gradients": _integrated,
    "grad_cam": _grad_cam,
    "occlusion": _occlusion,
}


# -- what deceives it ----------------------------------------------------------------------------------


def attacked_picture(question: AttackOn, subject: Subject, stopped: Stopped) -> Attacked:
    """Return the adversarial example of a picture."""
    need_classes(subject)
    need_sample(subject, question.raw)
    need_output(subject, question.label)
    need_output(subject, question.target)
    raw = subject.picture(question.raw)
    before = _said(subject, raw)
    true = question.label if question.label is not None else before.winner
    label = question.target if question.target is not None else true
    attack = Attack(
        question.method, question.epsilon, steps=question.steps, targeted=question.target is not None
    )
    labels = torch.tensor([label])
    if question.method == "pgd":
        changed = pgd(subject, raw, labels, attack, stopped)
    else:
        changed = fgsm(subject, raw, labels, attack)
    epsilons = np.linspace(0, _WIDEST, _FINEST + 1).tolist()
    turns_at = smallest_epsilon(subject, raw, labels, attack, epsilons)
    return Attacked(
        _frozen(raw[0]),
        _frozen(changed[0]),
        before,
        _said(subject, changed),
        label,
        question.epsilon,
        subject.pictures.width,
        turns_at,
        bool(lost(subject, raw, labels)),
    )


def toughness(question: Robustness, subject: Subject, stopped: Stopped) -> Iterator[Toughness]:
    """Yield the accuracy against ε, one point more each time."""
    need_classes(subject)
    about = subject.pictures
    raw = subject.tensor(about.x[: question.samples])
    labels = torch.tensor(np.asarray(about.y[: question.samples], np.int64))
    epsilons = np.linspace(0, question.largest, question.points)
    accuracy = {method: np.full(question.points, np.nan) for method in ("fgsm", "pgd")}
    for method, values in accuracy.items():
        for place, epsilon in enumerate(epsilons.tolist()):
            if stopped():
                return
            attack = Attack(method, epsilon, steps=question.steps)
            x = attacked(subject, raw, labels, attack) if epsilon else raw
            with torch.no_grad():
                values[place] = float((subject.scores(x).argmax(dim=1) == labels).double().mean())
            copies = {name: known.copy() for name, known in accuracy.items()}
            yield Toughness(epsilons, copies, len(raw))


# -- what it looks for ---------------------------------------------------------------------------------


def wall(question: Maximise, subject: Subject, stopped: Stopped) -> Iterator[Wall]:
    """Yield pictures as they form."""
    need_pictures(subject)
    need_units(subject, question.node, question.units, question.start)
    climb = Climb(question.steps, question.decay, blur=question.blur, seed=question.seed)
    start = None if question.start is None else subject.tensor(question.start)
    pixels, window = (subject.pictures.low, subject.pictures.high), seen(subject, question.node)
    for found in maximised(subject, question.node, range(question.units), climb, start):
        if stopped():
            return
        if found.step % _SHOWN_EVERY == 0 or found.step == question.steps:
            pictures, values = _frozen(found.pictures), _frozen(found.values)
            yield Wall(pictures, values, found.step, question.steps, pixels, window)


# -- where it is ---------------------------------------------------------------------------------------


def slid_over(question: Slide, subject: Subject) -> Slid:
    """Return the heat maps of a scene."""
    need_pictures(subject)
    need_classes(subject)
    scene = composed(subject.pictures, question.seed)
    scores, step = slid(subject, scene.pixels)
    chances = torch.from_numpy(scores)
    if subject.link is Link.SOFTMAX:
        chances = chances.softmax(dim=0)
    elif subject.link is Link.SIGMOID:
        chances = chances.sigmoid()
    _channels, high, wide = subject.pictures.spec.x.shape
    return Slid(scene, scores, _frozen(chances), step, (high, wide), subject.link)
