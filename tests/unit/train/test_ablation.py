"""Units that are switched off: zero in forward and backward, live, and gone with the layer's width."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional
from train_experiments import chain, dense, small

from nnplayground.core.ablation import without_lost_units
from nnplayground.core.errors import PlaygroundError
from nnplayground.train.program import build_program
from nnplayground.train.trainer import Trainer

CPU = torch.device("cpu")
POINTS = torch.randn(5, 2, generator=torch.Generator().manual_seed(0))


def ablated(experiment, *units, id="dense1"):
    graph = experiment.graph
    return experiment.replace(graph=graph.update(graph.node(id).with_options(ablated=units)))


def test_an_ablated_unit_gives_out_zero_and_the_rest_is_as_before():
    whole, cut = build_program(small(), CPU), build_program(ablated(small(), 1, 3), CPU)
    state = whole.state_dict()
    hidden = torch.tanh(functional.linear(POINTS, state["dense1.weight"], state["dense1.bias"]))
    hidden[:, [1, 3]] = 0
    assert torch.equal(cut.outputs(POINTS)["dense1"], hidden)
    assert torch.equal(cut(POINTS), functional.linear(hidden, state["output.weight"], state["output.bias"]))


def test_training_equals_plain_torch_with_a_mask():
    trainer = Trainer(ablated(small(), 1))
    state = {name: value.clone().requires_grad_() for name, value in trainer.program.state_dict().items()}
    before = {name: value.detach().clone() for name, value in state.items()}
    batch, _ends = Trainer(small())._batches.next()
    part = trainer.parts["train"]
    mask = torch.tensor([1.0, 0.0, 1.0, 1.0])
    hidden = mask * torch.tanh(functional.linear(part.x[batch], state["dense1.weight"], state["dense1.bias"]))
    raw = functional.linear(hidden, state["output.weight"], state["output.bias"])[:, 0]
    loss = functional.binary_cross_entropy_with_logits(raw, part.target[batch].float())
    loss.backward()
    trainer.advance()
    assert trainer.last_loss == pytest.approx(loss.item(), rel=1e-6)
    for name, value in trainer.program.state_dict().items():
        torch.testing.assert_close(value, before[name] - 0.1 * state[name].grad)
    assert torch.equal(trainer.program.state_dict()["dense1.weight"][1], before["dense1.weight"][1])
    assert torch.equal(trainer.program.state_dict()["output.weight"][:, 1], before["output.weight"][:, 1])


def test_ablating_in_a_run_rebuilds_nothing_and_taking_it_back_changes_no_number():
    trainer, other = Trainer(small()), Trainer(small())
    program, engine = trainer.program, trainer.engine
    trainer.update(ablated(small(), 0))
    assert trainer.program is program
    assert trainer.engine is engine
    assert trainer.measure().test.loss != other.measure().test.loss
    mask = program.masks["dense1"]
    trainer.update(ablated(small(), 2))
    assert program.masks["dense1"] is mask
    assert mask.tolist() == [1, 1, 0, 1]
    trainer.update(small())
    for _ in range(5):
        trainer.advance()
        other.advance()
        assert trainer.last_loss == other.last_loss


def test_a_channel_of_a_picture_is_ablated_whole():
    graph = chain(
        [{"id": "wide", "kind": "reshape", "sizes": [2, 1, 1]}, {"id": "flat", "kind": "flatten"},
         dense("output", 1, "identity")]
    )  # fmt: skip
    program = build_program(ablated(small(graph=graph), 1, id="wide"), CPU)
    expected = POINTS.clone()
    expected[:, 1] = 0
    assert torch.equal(program.outputs(POINTS)["flat"], expected)


@pytest.mark.parametrize(
    ("units", "sentence"),
    [
        ((-1,), "graph.nodes[1].options.ablated: There is no unit -1 to ablate."),
        ((1, 9), "graph.dense1: dense1 has 4 units; unit 10 cannot be ablated."),
    ],
)
def test_a_unit_that_does_not_exist_is_one_sentence(units, sentence):
    graph = chain([dense("dense1", 4, options={"ablated": units}), dense("output", 1, "identity")])
    with pytest.raises(PlaygroundError) as caught:
        build_program(small(graph=graph), CPU)
    assert str(caught.value).startswith(sentence)


def test_data_cannot_be_ablated():
    report = ablated(small(), 0, id="data").report()
    assert str(report.problems[0].message) == "data has 0 units; unit 1 cannot be ablated."
    assert report.problems[0].fixes[0].graph == small().graph


def test_ablations_go_with_the_units_they_are_of():
    wide = ablated(small(), 1, 3)
    graph = wide.graph.update(wide.graph.node("dense1").with_fields(units=2))
    narrow = wide.replace(graph=graph)
    fitting = without_lost_units(graph, narrow.report())
    assert fitting.node("dense1").options.ablated == (1,)
    assert narrow.replace(graph=fitting).report().ok
    assert without_lost_units(wide.graph, wide.report()) is wide.graph
