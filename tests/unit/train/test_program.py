"""The program against hand-written torch, and what survives an edit."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional
from train_experiments import chain, dense, small, with_training

from nnplayground.core.blocks import group
from nnplayground.core.errors import PlaygroundError
from nnplayground.projects import presets
from nnplayground.train.program import TARGET, build_program
from nnplayground.train.trainer import Trainer

CPU = torch.device("cpu")
POINTS = torch.randn(5, 2, generator=torch.Generator().manual_seed(0))


def program_of(graph, **parts):
    return build_program(small(graph=graph, **parts), CPU)


def test_prediction_equals_plain_torch():
    program = build_program(small(), CPU)
    state = program.state_dict()
    hidden = torch.tanh(functional.linear(POINTS, state["dense1.weight"], state["dense1.bias"]))
    expected = functional.linear(hidden, state["output.weight"], state["output.bias"])
    assert torch.equal(program(POINTS), expected)
    assert torch.equal(program.outputs(POINTS)["dense1"], hidden)
    assert torch.equal(program.outputs(POINTS)["data"], POINTS)


def test_nodes_may_be_called_like_methods():
    graph = chain([dense("forward", 3), dense("train", 1, "identity")])
    program = program_of(graph)
    assert program(POINTS).shape == (5, 1)
    assert list(program.train().state_dict()) == [
        "forward.weight",
        "forward.bias",
        "train.weight",
        "train.bias",
    ]


def test_merge_reads_wires_in_order():
    graph = chain([dense("dense1", 3), dense("output", 1, "identity")])
    graph["nodes"] += [dense("side", 2), {"id": "join", "kind": "concatenate"}]
    graph["edges"] = [
        {"source": "data", "source_port": "x", "target": "dense1"},
        {"source": "data", "source_port": "x", "target": "side"},
        {"source": "side", "target": "join"},
        {"source": "dense1", "target": "join"},
        {"source": "join", "target": "output"},
        {"source": "output", "target": "loss", "target_port": "prediction"},
    ]
    outputs = program_of(graph).outputs(POINTS)
    assert torch.equal(outputs["join"], torch.cat([outputs["side"], outputs["dense1"]], dim=1))


def two_losses():
    """Return a classifier with a weighted second loss that rebuilds the features."""
    graph = chain([dense("dense1", 4), dense("output", 1, "identity")])
    graph["nodes"] += [
        dense("decoder", 2, "identity"),
        {"id": "rebuild", "kind": "loss", "loss": "squared_error", "weight": 0.25},
    ]
    graph["edges"] += [
        {"source": "dense1", "target": "decoder"},
        {"source": "decoder", "target": "rebuild", "target_port": "prediction"},
        {"source": "data", "source_port": "x", "target": "rebuild", "target_port": "target"},
    ]
    return graph


def test_losses_are_added_by_their_weights():
    trainer = Trainer(small(graph=two_losses()))
    part = trainer.parts["train"]
    outputs = trainer.program.outputs(part.x)
    raw = functional.binary_cross_entropy_with_logits(outputs["output"][:, 0], part.target.float())
    expected = raw + 0.25 * functional.mse_loss(outputs["decoder"], part.x)
    assert trainer.measure().train.loss == pytest.approx(expected.item(), rel=1e-6)
    assert trainer.program.main is not None
    assert trainer.program.main.node == "loss"
    assert trainer.program.main.target == TARGET


def test_phases_take_turns_on_their_own_nodes_and_losses():
    phases = [
        {"losses": ["loss"], "nodes": ["dense1", "output"], "repeats": 2},
        {"losses": ["rebuild"], "nodes": ["decoder"], "learning_rate": 0.5, "optimizer": "adam"},
    ]
    trainer = Trainer(small(graph=two_losses(), training={"phases": phases, "stop": {"epochs": 1}}))
    for expected in ("output", "output", "decoder", "output"):
        before = {name: value.clone() for name, value in trainer.program.state_dict().items()}
        trainer.advance()
        after = trainer.program.state_dict()
        moved = {name.partition(".")[0] for name in before if not torch.equal(before[name], after[name])}
        assert moved == ({"decoder"} if expected == "decoder" else {"dense1", "output"})


def test_unused_node_is_shown_but_not_trained():
    graph = chain([dense("dense1", 4), dense("output", 1, "identity")])
    graph["nodes"].append(dense("aside", 3))
    graph["edges"].append({"source": "dense1", "target": "aside"})
    trainer = Trainer(small(graph=graph))
    before = trainer.program.state_dict()["aside.weight"].clone()
    trainer.advance()
    assert torch.equal(trainer.program.state_dict()["aside.weight"], before)
    assert trainer.program.outputs(POINTS)["aside"].shape == (5, 3)


def test_broken_graph_is_refused_with_its_sentence():
    graph = chain([dense("output", 3, "identity")], "binary_cross_entropy")
    with pytest.raises(PlaygroundError, match=r"Loss|loss"):
        program_of(graph)


# -- initial weights -----------------------------------------------------------------------------------


def test_default_weights_are_those_of_torch_and_leave_its_generator_alone():
    before = torch.random.get_rng_state()
    program = build_program(small(), CPU)
    assert torch.equal(torch.random.get_rng_state(), before)
    assert program.state_dict()["dense1.weight"].abs().max() <= 1 / 2**0.5


def test_adding_a_node_moves_no_other_draw():
    longer = chain([dense("dense1", 4), dense("between", 4), dense("output", 1, "identity")])
    short, long = build_program(small(), CPU).state_dict(), program_of(longer).state_dict()
    assert all(torch.equal(value, long[name]) for name, value in short.items())
    other = build_program(small(seed=8), CPU).state_dict()
    assert not torch.equal(short["dense1.weight"], other["dense1.weight"])


def test_initialization_and_bias_start():
    options = {"initialization": {"kind": "uniform", "limit": 0.01}, "bias_start": 0.3}
    graph = chain([dense("dense1", 4, options=options), dense("output", 1, "identity")])
    state = program_of(graph).state_dict()
    assert 0 < state["dense1.weight"].abs().max() <= 0.01
    assert torch.equal(state["dense1.bias"], torch.full((4,), 0.3))


def test_zero_start_uses_up_the_playground_draws():
    data = {"dataset": {"kind": "circle"}, "stream": "seedrandom", "seed_text": "0.5"}
    zeros = {"initialization": "zeros", "bias_start": 0.0}
    layers = [dense("dense1", 4), dense("output", 1, "identity")]
    drawn = Trainer(small(data=data, graph=chain(layers))).program.state_dict()
    zeroed = chain([{**layers[0], "options": zeros}, layers[1]])
    mixed = Trainer(small(data=data, graph=zeroed)).program.state_dict()
    assert not mixed["dense1.weight"].any()
    assert not mixed["dense1.bias"].any()
    assert torch.equal(mixed["output.weight"], drawn["output.weight"])


# -- carrying over -------------------------------------------------------------------------------------


def test_growing_and_shrinking_keep_the_corner():
    trainer = Trainer(small())
    for _step in range(5):
        trainer.advance()
    before = {name: value.clone() for name, value in trainer.program.state_dict().items()}
    trainer.update(small().with_value("nodes.dense1.units", 6))
    grown = trainer.program.state_dict()
    assert torch.equal(grown["dense1.weight"][:4], before["dense1.weight"])
    assert torch.equal(grown["output.weight"][:, :4], before["output.weight"])
    trainer.update(small().with_value("nodes.dense1.units", 3))
    shrunk = trainer.program.state_dict()
    assert torch.equal(shrunk["dense1.bias"], before["dense1.bias"][:3])
    trainer.advance()


def test_weights_follow_their_feature():
    trainer = Trainer(small())
    before = trainer.program.state_dict()["dense1.weight"].clone()
    trainer.update(small().with_value("data.features", ["x2", "x1^2", "x1"]))
    after = trainer.program.state_dict()["dense1.weight"]
    assert torch.equal(after[:, 0], before[:, 1])
    assert torch.equal(after[:, 2], before[:, 0])
    trainer.advance()


def test_momentum_survives_a_live_edit():
    momentum = {"optimizer": {"kind": "sgd", "momentum": 0.9}}
    edited = Trainer(with_training(**momentum))
    plain = Trainer(with_training(**momentum))
    for _step in range(6):
        edited.advance(), plain.advance()
    edited.update(with_training(**momentum).with_value("training.learning_rate", 0.05))
    edited.update(with_training(**momentum))
    for _step in range(6):
        edited.advance(), plain.advance()
    assert edited.last_loss == plain.last_loss


def test_adam_state_of_a_grown_layer_keeps_its_corner():
    trainer = Trainer(with_training(optimizer="adam"))
    for _step in range(3):
        trainer.advance()
    old = adam_mean(trainer).clone()
    trainer.update(with_training(optimizer="adam").with_value("nodes.dense1.units", 6))
    assert torch.equal(adam_mean(trainer)[:4], old)
    assert not adam_mean(trainer)[4:].any()
    assert trainer.engine.turns[0].count == 3


def adam_mean(trainer):
    turn = trainer.engine.turns[0]
    return turn.state.view(turn.slots["mean"], "dense1.weight")


def test_noise_goes_on_after_an_edit():
    graph = chain(
        [dense("dense1", 8), {"id": "drop", "kind": "dropout", "p": 0.5}, dense("output", 1, "identity")]
    )
    edited, plain = Trainer(small(graph=graph)), Trainer(small(graph=graph))
    for _step in range(4):
        edited.advance(), plain.advance()
    edited.update(small(graph=graph).with_value("nodes.dense1.activation", "relu"))
    edited.update(small(graph=graph))
    for _step in range(4):
        edited.advance(), plain.advance()
    assert edited.last_loss == plain.last_loss


def test_precision_changes_in_the_middle():
    trainer = Trainer(small())
    trainer.advance()
    before = trainer.program.state_dict()["dense1.weight"].clone()
    trainer.update(with_training(precision="float64"))
    after = trainer.program.state_dict()["dense1.weight"]
    assert after.dtype == torch.float64
    assert torch.equal(after, before.double())
    trainer.advance()


# -- muted nodes ---------------------------------------------------------------------------------------


def muted(experiment, *ids):
    graph = experiment.graph
    for id in ids:
        graph = graph.update(graph.node(id).replace(muted=True))
    return experiment.replace(graph=graph)


def test_a_muted_node_is_as_if_it_were_not_there():
    whole = small(graph=chain([dense("dense1", 3), dense("dense2", 3), dense("output", 1, "identity")]))
    without = small(graph=chain([dense("dense1", 3), dense("output", 1, "identity")]))
    program, plain = build_program(muted(whole, "dense2"), CPU), build_program(without, CPU)
    assert torch.equal(program(POINTS), plain(POINTS))
    assert set(program.state_dict()) == set(plain.state_dict())
    assert torch.equal(program.outputs(POINTS)["dense2"], plain.outputs(POINTS)["dense1"])


def test_a_muted_loss_is_left_out_of_the_sum():
    experiment = small(graph=two_losses())
    names = [term.node for term in build_program(experiment, CPU).terms]
    left = [term.node for term in build_program(muted(experiment, names[1]), CPU).terms]
    assert left == names[:1]


def test_weights_come_back_when_a_node_is_unmuted():
    experiment = small(graph=chain([dense("dense1", 3), dense("dense2", 3), dense("output", 1, "identity")]))
    trainer = Trainer(experiment)
    for _ in range(3):
        trainer.advance()
    learned = trainer.program.state_dict()["dense2.weight"].clone()
    trainer.update(muted(experiment, "dense2"))
    trainer.advance()
    trainer.update(muted(experiment, "dense1", "dense2"))
    trainer.update(experiment)
    assert torch.equal(trainer.program.state_dict()["dense2.weight"], learned)


def test_renaming_and_grouping_do_not_rebuild_the_program():
    experiment = small(graph=chain([dense("dense1", 3), dense("output", 1, "identity")]))
    trainer = Trainer(experiment)
    program = trainer.program
    graph, _id = group(experiment.graph, ["dense1"])
    trainer.update(experiment.replace(graph=graph.update(graph.node("dense1").replace(name="Stem"))))
    assert trainer.program is program
    assert trainer.experiment.graph.node("dense1").title == "Stem"


def test_of_two_networks_the_first_in_the_graph_predicts_though_its_branch_is_longer():
    program = build_program(presets.load("dense-or-conv"), torch.device("cpu"))
    assert [term.node for term in program.terms] == ["loss2", "loss"]
    assert program.main is not None
    assert program.main.node == "loss"
