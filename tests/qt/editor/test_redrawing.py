"""While a run goes on, only what looks different is drawn anew."""

from __future__ import annotations

import dataclasses
from collections import Counter

import numpy as np
import pytest
from networks import snapshot
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from nnplayground.train.snapshot import ProbeRequest, RunState
from nnplayground.ui.editor.card import Card
from nnplayground.ui.editor.strokes import look_alike

WEIGHTS = ProbeRequest("weights")


@pytest.fixture
def drawn(monkeypatch):
    """Count what cards draw, by card and part."""
    counts: Counter[tuple[str, str]] = Counter()
    for part in ("header", "footer", "marks"):
        paint = getattr(Card, f"paint_{part}")

        def counted(card, painter, paint=paint, part=part):
            counts[card.id, part] += 1
            paint(card, painter)

        monkeypatch.setattr(Card, f"paint_{part}", counted)
    return counts


def shown(canvas):
    QCoreApplication.processEvents()
    return canvas.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def playing(canvas, **changes):
    return dataclasses.replace(snapshot(canvas.document.experiment, **changes), state=RunState.PLAYING)


def at_once(canvas, shot):
    """Show a snapshot without waiting for the pace of pictures."""
    canvas._timer.stop()
    canvas.show_snapshot(shot)
    while canvas.show_next_curves():
        pass


def test_new_values_leave_headers_as_they_are(canvas, drawn):
    first = playing(canvas, seed=1)
    at_once(canvas, first)
    shown(canvas)
    drawn.clear()
    values = playing(canvas, seed=2).probes | {WEIGHTS: first.probes[WEIGHTS]}
    at_once(canvas, dataclasses.replace(first, probes=values))
    QCoreApplication.processEvents()
    assert drawn["dense1", "marks"] > 0
    assert not [place for place in drawn if place[1] == "header"]


def test_a_card_whose_values_are_the_same_is_not_drawn_again(canvas, drawn):
    first = playing(canvas, seed=1)
    at_once(canvas, first)
    shown(canvas)
    drawn.clear()
    at_once(canvas, dataclasses.replace(first, step=first.step + 1))
    QCoreApplication.processEvents()
    assert not drawn["dense1", "marks"]
    maps = dict(first.probes[ProbeRequest("maps", size=40)])
    maps["dense1"] = -maps["dense1"]
    at_once(canvas, dataclasses.replace(first, probes={**first.probes, ProbeRequest("maps", size=40): maps}))
    QCoreApplication.processEvents()
    assert drawn["dense1", "marks"] == 1
    assert not drawn["dense2", "marks"]


def test_what_is_drawn_bit_by_bit_is_what_is_drawn_at_once(canvas, make):
    for seed in range(4):
        at_once(canvas, playing(canvas, seed=seed))
        shown(canvas)
    canvas._timer.stop()
    canvas.show_snapshot(snapshot(canvas.document.experiment, seed=3))
    other = make(canvas.document.experiment)
    other.show_snapshot(snapshot(canvas.document.experiment, seed=3))
    assert shown(canvas) == shown(other)


def test_curves_that_look_the_same_are_not_stroked_again_until_it_stands(canvas):
    first = playing(canvas, seed=1)
    at_once(canvas, first)
    sheets = list(canvas.scene.sheets.values())
    before = [sheet.values for sheet in sheets]
    weights = {name: array * np.float32(1.0001) for name, array in first.probes[WEIGHTS].items()}
    largest = max(weights, key=lambda name: np.abs(weights[name]).max())
    weights[largest] = first.probes[WEIGHTS][largest]  # the scale stays
    later = dataclasses.replace(first, probes={**first.probes, WEIGHTS: weights})
    at_once(canvas, later)
    assert [sheet.values for sheet in sheets] == before
    canvas._timer.stop()
    canvas.show_snapshot(dataclasses.replace(later, state=RunState.PAUSED))
    assert [sheet.values for sheet in sheets] != before


def test_only_what_nobody_sees_looks_alike():
    shares = np.linspace(-1, 1, 41).reshape(1, -1)
    assert look_alike(shares, shares * 0.999)
    for place in range(41):
        other = shares.copy()
        other[0, place] += -0.1 if shares[0, place] > 0 else 0.1
        assert not look_alike(shares, other)
    assert not look_alike(np.array([[0.01]]), np.array([[-0.01]]))
    assert not look_alike(shares, shares[:, :-1])
