"""Initializations draw from the given stream only, and mean what ``torch.nn.init`` means."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from nnplayground.core.activation import Activation
from nnplayground.core.layer import Initialization


def drawn(kind: str, nonlinearity: str = "tanh", seed: int = 5, **fields: Any) -> torch.Tensor:
    weight = torch.full((40, 30), 9.0)
    made = Initialization.named(kind)(**fields)
    made.fill(weight, torch.Generator().manual_seed(seed), nonlinearity)
    return weight


@pytest.mark.parametrize("kind", Initialization.kinds())
def test_only_the_given_stream_moves(kind: str) -> None:
    before = torch.get_rng_state()
    first = drawn(kind)
    assert torch.equal(torch.get_rng_state(), before)
    assert torch.equal(drawn(kind), first)
    assert torch.equal(drawn(kind, seed=6), first) == (kind in {"zeros", "kernel"})


@pytest.mark.parametrize("kind", Initialization.kinds())
@pytest.mark.parametrize("activation", Activation.kinds())
def test_every_activation_can_follow(kind: str, activation: str) -> None:
    assert drawn(kind, Activation.named(activation).gain).isfinite().all()


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("uniform", {"limit": 0.2}, lambda w, g: nn.init.uniform_(w, -0.2, 0.2, generator=g)),
        ("normal", {"std": 0.3}, lambda w, g: nn.init.normal_(w, 0, 0.3, generator=g)),
        ("xavier_uniform", {}, lambda w, g: nn.init.xavier_uniform_(w, 5 / 3, generator=g)),
        ("xavier_normal", {}, lambda w, g: nn.init.xavier_normal_(w, 5 / 3, generator=g)),
        (
            "kaiming_uniform",
            {},
            lambda w, g: nn.init.kaiming_uniform_(w, nonlinearity="tanh", generator=g),
        ),
        (
            "kaiming_normal",
            {"mode": "fan_out"},
            lambda w, g: nn.init.kaiming_normal_(w, mode="fan_out", nonlinearity="tanh", generator=g),
        ),
        ("orthogonal", {}, lambda w, g: nn.init.orthogonal_(w, 5 / 3, generator=g)),
        ("zeros", {}, lambda w, _: nn.init.zeros_(w)),
        ("kernel", {}, lambda w, _: w.fill_(9.0)),  # a matrix has no kernels, and keeps what it had
    ],
)
def test_against_pytorch(kind: str, fields: dict[str, Any], expected: Any) -> None:
    same = expected(torch.empty(40, 30), torch.Generator().manual_seed(5))
    torch.testing.assert_close(drawn(kind, **fields), same, rtol=0, atol=0)


def test_every_initialization_is_compared() -> None:
    assert len(Initialization.kinds()) == 9


def test_orthogonal_columns_keep_lengths() -> None:
    weight = drawn("orthogonal", "linear")
    torch.testing.assert_close(weight.T @ weight, torch.eye(30), atol=1e-5, rtol=0)
