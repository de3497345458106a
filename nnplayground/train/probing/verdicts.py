"""What the network says of samples, and how well a threshold parts two classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from nnplayground.core.dataset import TargetForm
from nnplayground.core.layer import TensorSpec
from nnplayground.core.loss import Link
from nnplayground.train.metrics import box_overlaps, classes_of, linked, mask_overlaps
from nnplayground.train.probes import probe
from nnplayground.train.program import X
from nnplayground.train.trace import has_sample, tensors_of

if TYPE_CHECKING:
    from torch import Tensor

    from nnplayground.train.evaluation import Part
    from nnplayground.train.probes import Answer, Look
    from nnplayground.train.program import LossTerm
    from nnplayground.train.snapshot import ProbeRequest

MOST_SAMPLES = 10_000
"""Of one part; the first ones, which the split has shuffled."""
_MOST_NUMBERS = 2**23  # that are predicted of them: masks and pictures are large


@probe
def _said(look: Look, request: ProbeRequest) -> Answer:
    """Copy the ``raw`` outputs for ``sample``, and as ``said`` its probabilities or values.

    Its ``loss`` too, without penalties and weight, if its target is known. Nothing for masks, which the probe
    ``pictures`` gives.
    """
    main, sample = look.program.main, request.sample
    if main is not None and len(main.prediction_spec.shape) != 1:
        return {}
    if main is None or sample is None or not has_sample(look.trainer, sample):
        return {}
    _raw, x, target = tensors_of(look.trainer, sample)
    raw = look.program(x)
    answer = {"raw": raw[0], "said": linked(raw, main.link)[0]}
    if target is not None:
        answer["loss"] = main.module(raw, target)[None]
    return {name: look.frozen(values) for name, values in answer.items()}


@probe
def _verdicts(look: Look, request: ProbeRequest) -> Answer:
    """Judge the first samples of ``part``, and name the ``size`` with the highest loss.

    Answers ``loss`` of every sample alone, without penalties and without the loss's weight; ``worst``:
    numbers of samples, the highest loss first; of classes ``predicted``, ``sure`` (the probability of that
    class, NaN where outputs are none) and ``confusion``, rows true; of values ``said`` (n, k); of masks and
    boxes ``overlap`` (n,) with the true ones, and of masks ``confusion`` of their pixels with ``cells``, the
    same of every sample (n, classes, classes); of reconstructions ``error`` (n,), the mean squared
    difference.
    """
    found = _judged(look, request.part)
    if found is None:
        return {}
    main, target, raw = found
    losses = _losses(main, raw, target)
    worst = losses.topk(min(request.size, len(losses))).indices
    answer = _answered(main, raw, target)
    return {name: look.frozen(values) for name, values in {**answer, "loss": losses, "worst": worst}.items()}


def _answered(main: LossTerm, raw: Tensor, target: Tensor) -> dict[str, Tensor]:
    if main.target == X:
        return {"error": (linked(raw, main.link) - target).square().flatten(1).mean(dim=1)}
    if main.target_spec.classes and main.target_spec.shape:
        return _of_masks(main, raw, target)
    if main.target_spec.classes:
        return _of_classes(main, raw, target)
    overlap = {"overlap": box_overlaps(target, raw)} if main.form is TargetForm.BOX else {}
    return {"said": raw.flatten(1), **overlap}


@probe
def _ranking(look: Look, request: ProbeRequest) -> Answer:
    """Try every threshold that parts two classes on the first samples of ``part``.

    ``threshold`` falls; ``hits`` and ``alarms`` count the samples of the second and of the first class whose
    score reaches it, from 0 above all scores; ``totals`` are the sizes of the second and the first class.
    ``auc`` is the area under the ROC curve, ties counted half (Fawcett 2006, algorithm 3); ``precision`` is
    the average precision Σ (Rₙ − Rₙ₋₁) Pₙ. A score is a probability, else the raw output or the difference
    of the two.
    """
    found = _judged(look, request.part)
    if found is None or found[0].target_spec != TensorSpec((), classes=2):
        return {}
    main, target, raw = found
    counted = _thresholds(scores(raw, main.link).double(), target == 1)
    return {name: look.frozen(values) for name, values in counted.items()}


def scores(raw: Tensor, link: Link) -> Tensor:
    """Return how much speaks for the second of two classes, shape (n,)."""
    values = linked(raw, link)
    if raw.shape[1] == 1:
        return values[:, 0]
    return values[:, 1] if link is Link.SOFTMAX else raw[:, 1] - raw[:, 0]


def _judged(look: Look, part: str) -> tuple[LossTerm, Tensor, Tensor] | None:
    """Return the main loss, targets and raw predictions of a part, run once per look."""
    main, samples = look.program.main or look.program.mirror, look.trainer.parts.get(part)
    if main is None or samples is None or not len(samples):
        return None
    raw = look.once(("predictions", part), lambda: _predicted(look, samples))
    target = samples.x if main.target == X else samples.target
    return main, target[: len(raw)], raw


def _predicted(look: Look, part: Part) -> Tensor:
    pieces, count, most = [], 0, MOST_SAMPLES
    for chunk in part.chunks():
        pieces.append(look.program(chunk.x[: most - count]))
        most = min(most, max(1, _MOST_NUMBERS // pieces[0][:1].numel()))
        count += len(pieces[-1])
        if count >= most:
            break
    return torch.cat(pieces)[:most]


def _losses(main: LossTerm, raw: Tensor, target: Tensor) -> Tensor:
    """Return every sample's loss: the mean over a batch of it alone."""
    losses: Tensor = torch.vmap(lambda one, truth: main.module(one[None], truth[None]))(raw, target)
    return losses


def _of_classes(main: LossTerm, raw: Tensor, target: Tensor) -> dict[str, Tensor]:
    classes = main.target_spec.classes
    predicted = classes_of(raw).clamp(max=classes - 1)
    counts = torch.bincount(target * classes + predicted, minlength=classes * classes)
    return {
        "predicted": predicted,
        "sure": _sureness(linked(raw, main.link), main.link, predicted),
        "confusion": counts.reshape(classes, classes),
    }


def _of_masks(main: LossTerm, raw: Tensor, target: Tensor) -> dict[str, Tensor]:
    classes = main.target_spec.classes
    predicted = classes_of(raw).clamp(max=classes - 1)
    cells = (target * classes + predicted).flatten(1)
    rows = torch.arange(len(cells), device=cells.device)[:, None] * classes**2
    counts = torch.bincount((rows + cells).flatten(), minlength=len(cells) * classes**2)
    counts = counts.reshape(len(cells), classes, classes)
    overlap = mask_overlaps(target, predicted, classes)
    return {"overlap": overlap, "confusion": counts.sum(dim=0), "cells": counts}


def _sureness(values: Tensor, link: Link, predicted: Tensor) -> Tensor:
    if link not in (Link.SIGMOID, Link.SOFTMAX):
        return torch.full((len(values),), torch.nan)
    if values.shape[1] == 1:
        return torch.where(predicted == 1, values[:, 0], 1 - values[:, 0])
    return values.gather(1, predicted[:, None])[:, 0]


def _thresholds(score: Tensor, positive: Tensor) -> dict[str, Tensor]:
    order = score.argsort(descending=True)
    score, positive = score[order], positive[order]
    hits, alarms = positive.cumsum(0), (~positive).cumsum(0)
    # Equal scores fall on the same side together.
    last = torch.cat([score[1:] != score[:-1], torch.ones(1, dtype=torch.bool, device=score.device)])
    hits, alarms = (torch.cat([n.new_zeros(1), n[last]]).double() for n in (hits, alarms))
    most = torch.cat([score.new_full((1,), torch.inf), score[last]])
    totals = torch.stack([hits[-1], alarms[-1]])
    precision = hits[1:] / (hits[1:] + alarms[1:])
    return {
        "threshold": most,
        "hits": hits,
        "alarms": alarms,
        "totals": totals,
        "auc": torch.trapezoid(hits, alarms).div(totals.prod())[None],
        "precision": (hits.diff() * precision).sum().div(totals[0])[None],
    }
