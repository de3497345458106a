"""Explanations against plain torch, against cases known by hand, and without a trace in training."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional
from train_experiments import chain, dense

from nnplayground.core.errors import PlaygroundError
from nnplayground.core.experiment import Experiment
from nnplayground.data.prepare import prepare
from nnplayground.train.explaining import gradients
from nnplayground.train.explaining.adversarial import Attack, attacked, lost, pgd, smallest_epsilon
from nnplayground.train.explaining.grad_cam import cam_layers, enlarged, grad_cam
from nnplayground.train.explaining.job import Desk, Job, Order
from nnplayground.train.explaining.maximise import Climb, maximised, seen, unit_values
from nnplayground.train.explaining.occlusion import left_out, occlusion, usual_patch
from nnplayground.train.explaining.pictures import Pictures
from nnplayground.train.explaining.questions import (
    METHODS,
    AttackOn,
    Explain,
    Explained,
    Maximise,
    Robustness,
    Slide,
)
from nnplayground.train.explaining.sliding import composed, slid
from nnplayground.train.explaining.sliding_rule import can_slide
from nnplayground.train.explaining.subject import Subject
from nnplayground.train.traces import Sample
from nnplayground.train.trainer import Trainer

DATA = {"dataset": {"kind": "digits"}, "split": {"train": 0.5}, "standardize": True}
GLYPHS = {"dataset": {"kind": "glyphs", "samples": 120}, "split": {"train": 0.5}}
CNN = [
    {"id": "conv1", "kind": "conv2d", "out_channels": 4},
    {"id": "pool1", "kind": "max_pool2d"},
    {"id": "conv2", "kind": "conv2d", "out_channels": 6, "activation": "tanh"},
    {"id": "flatten1", "kind": "flatten"},
    dense("output", 10, "identity"),
]
LINEAR = [{"id": "flatten1", "kind": "flatten"}, dense("output", 10, "identity")]
SLIDING = [
    {"id": "conv1", "kind": "conv2d", "out_channels": 3, "padding": "valid", "kernel_size": 5},
    {"id": "pool1", "kind": "max_pool2d"},
    {"id": "conv2", "kind": "conv2d", "out_channels": 5, "padding": "valid"},
    {"id": "pool2", "kind": "global_avg_pool"},
    dense("output", 10, "identity"),
]


def made(layers: list[dict[str, Any]], data: dict[str, Any] = DATA, **training: Any) -> Experiment:
    tree = {"data": data, "graph": chain(layers), "training": training, "seed": 3}
    return Experiment.from_dict(tree)


def subject_of(layers: list[dict[str, Any]], data: dict[str, Any] = DATA, **training: Any) -> Subject:
    experiment = made(layers, data, **training)
    return Subject(experiment, Pictures.of_prepared(prepare(experiment.data)))


@pytest.fixture(scope="module")
def cnn() -> Subject:
    return subject_of(CNN, precision="float64")


@pytest.fixture(scope="module")
def linear() -> Subject:
    return subject_of(LINEAR, precision="float64")


def picture(subject: Subject, index: int = 0) -> torch.Tensor:
    return subject.picture(subject.pictures.x[index])


def plain(subject: Subject, raw: torch.Tensor) -> torch.Tensor:
    """Return the scores by the modules alone, one after the other."""
    x = (raw - torch.tensor(subject.pictures.mean)) / torch.tensor(subject.pictures.std)
    for call in subject.program.calls:
        x = call.module(x)
    return x


# -- gradients -----------------------------------------------------------------------------------------


def test_the_gradient_is_that_of_plain_torch(cnn: Subject) -> None:
    raw = picture(cnn)
    x = raw.clone().requires_grad_()
    plain(cnn, x)[0, 4].backward()
    torch.testing.assert_close(gradients.input_gradient(cnn, raw, 4), x.grad)


def test_the_gradient_of_a_linear_model_is_its_weight(linear: Subject) -> None:
    raw = picture(linear)
    weight = dict(linear.program.named_parameters())["output.weight"][7].reshape(1, 1, 8, 8)
    expected = weight / torch.tensor(linear.pictures.std)
    torch.testing.assert_close(gradients.input_gradient(linear, raw, 7), expected)
    torch.testing.assert_close(gradients.smooth_grad(linear, raw, 7, seed=5), expected)
    contributions = expected * (raw - linear.pictures.low)
    torch.testing.assert_close(gradients.gradient_times_input(linear, raw, 7), contributions)
    torch.testing.assert_close(gradients.integrated_gradients(linear, raw, 7), contributions)


def test_integrated_gradients_sum_to_the_rise_of_the_score(cnn: Subject) -> None:
    raw = picture(cnn, 2)
    found = gradients.integrated_gradients(cnn, raw, 1, steps=400)
    with torch.no_grad():
        rise = cnn.scores(raw)[0, 1] - cnn.scores(torch.full_like(raw, cnn.pictures.low))[0, 1]
    assert float(found.sum()) == pytest.approx(float(rise), abs=1e-3)
    same = gradients.integrated_gradients(cnn, raw, 1, baseline=raw)
    assert not same.any()


def test_smooth_grad_averages_over_the_same_noise_each_time(cnn: Subject) -> None:
    raw = picture(cnn)
    before = torch.random.get_rng_state()
    first = gradients.smooth_grad(cnn, raw, 2, samples=40)
    assert torch.equal(first, gradients.smooth_grad(cnn, raw, 2, samples=40))
    assert torch.equal(before, torch.random.get_rng_state())
    torch.testing.assert_close(
        gradients.smooth_grad(cnn, raw, 2, noise=0.0), gradients.input_gradient(cnn, raw, 2)
    )


# -- Grad-CAM and occlusion ----------------------------------------------------------------------------


def test_grad_cam_weights_maps_by_their_mean_gradient(cnn: Subject) -> None:
    raw = picture(cnn, 1)
    parts = {call.node: call.module for call in cnn.program.calls}
    maps = parts["pool1"](parts["conv1"](cnn.standardized(raw)))
    maps = parts["conv2"](maps).detach().requires_grad_()
    parts["output"](parts["flatten1"](maps))[0, 3].backward()
    assert maps.grad is not None
    expected = (maps.grad.mean(dim=(2, 3), keepdim=True) * maps).sum(1).relu()[0]
    found = grad_cam(cnn, raw, 3, "conv2")
    torch.testing.assert_close(found, expected.detach())
    assert cam_layers(cnn) == ("conv1", "conv2")
    assert enlarged(found, (8, 8)).shape == (8, 8)


def test_occlusion_measures_what_a_covered_patch_costs(linear: Subject) -> None:
    raw = picture(linear)
    found = occlusion(linear, raw, 5, patch=1, stride=1, fill=0.0)
    assert found is not None
    contribution = gradients.input_gradient(linear, raw, 5)[0, 0] * raw[0, 0]
    torch.testing.assert_close(found.double(), contribution, atol=1e-5, rtol=1e-5)


def test_patches_reach_every_border(cnn: Subject) -> None:
    found = occlusion(cnn, picture(cnn), 0, patch=3, stride=2)
    assert found is not None
    assert torch.isfinite(found).all()
    assert usual_patch(28) == (5, 2)
    assert usual_patch(8) == (1, 1)
    assert occlusion(cnn, picture(cnn), 0, patch=3, stride=2, stopped=lambda: True) is None


# -- attacks -------------------------------------------------------------------------------------------


def test_fgsm_on_a_linear_model_follows_the_signs_of_weights() -> None:
    data = {"dataset": {"kind": "textures", "samples": 80}, "split": {"train": 0.5}}
    subject = subject_of([{"id": "f", "kind": "flatten"}, dense("output", 3, "identity")], data)
    raw = torch.full((1, *subject.pictures.spec.x.shape), 0.5)
    label = torch.tensor([1])
    changed = attacked(subject, raw, label, Attack("fgsm", 0.05))
    weight = dict(subject.program.named_parameters())["output.weight"]
    chances = subject.scores(raw).softmax(1)[0]
    gradient = (chances[:, None] * weight).sum(0) - weight[1]
    step = 0.05 * subject.pictures.width * gradient.sign().reshape(raw.shape)
    torch.testing.assert_close(changed - raw, step, atol=1e-6, rtol=0)


@pytest.mark.parametrize("method", ["fgsm", "pgd"])
@pytest.mark.parametrize("targeted", [False, True])
def test_an_attack_stays_near_and_moves_the_loss(cnn: Subject, method: str, targeted: bool) -> None:
    raw = cnn.tensor(cnn.pictures.x[:16])
    labels = torch.tensor(np.asarray(cnn.pictures.y[:16]))
    attack = Attack(method, 0.1, steps=8, targeted=targeted, random_start=method == "pgd")
    changed = attacked(cnn, raw, labels, attack)
    about = cnn.pictures
    assert float((changed - raw).abs().max()) <= 0.1 * about.width + 1e-9
    assert about.low <= float(changed.min())
    assert float(changed.max()) <= about.high
    before, after = float(cnn.losses(raw, labels)), float(cnn.losses(changed, labels))
    assert after < before if targeted else after > before


@pytest.fixture(scope="module")
def rows() -> Subject:
    data = {
        "dataset": {"kind": "spiral"},
        "features": ["x1", "x2^2", "x1*x2", "sin(x2)", "cos(x1)"],
        "standardize": True,
    }
    layers = [dense("dense1", 5, "tanh"), dense("output", 2, "identity")]
    return subject_of(layers, data, precision="float64")


def test_features_of_rows_are_those_that_training_reads(rows: Subject) -> None:
    data = {"dataset": {"kind": "spiral"}, "features": list(rows.pictures.spec.feature_names)}
    prepared = prepare(made([dense("output", 2, "identity")], {**data, "standardize": True}).data)
    raw = rows.tensor(prepared.raw_train)
    torch.testing.assert_close(rows.standardized(raw), torch.tensor(prepared.x_train))


def test_bars_of_rows_are_slopes_and_add_up(rows: Subject) -> None:
    raw = rows.picture(rows.pictures.x[5])
    slope = gradients.input_gradient(rows, raw, 1)[0]
    for column in range(2):
        nudge = torch.zeros(2, dtype=raw.dtype)
        nudge[column] = 1e-5
        rise = rows.scores(raw + nudge)[0, 1] - rows.scores(raw - nudge)[0, 1]
        assert float(slope[column]) == pytest.approx(float(rise) / 2e-5, rel=1e-4, abs=1e-8)
    gathered = gradients.integrated_gradients(rows, raw, 1, steps=400)
    gained = rows.scores(raw)[0, 1] - rows.scores(rows.nothing[None])[0, 1]
    assert float(gathered.sum()) == pytest.approx(float(gained), rel=1e-3, abs=1e-5)
    torch.testing.assert_close(rows.nothing, torch.tensor(rows.pictures.nothing))
    without = torch.stack([rows.nothing[0], raw[0, 1]])[None]
    fall = rows.scores(raw)[0, 1] - rows.scores(without)[0, 1]
    assert float(left_out(rows, raw, 1)[0, 0]) == pytest.approx(float(fall))


def test_a_row_is_explained_by_every_method_but_that_of_maps(rows: Subject) -> None:
    question = Explain(Sample("test", 2), rows.pictures.x[2])
    *_before, found = question.answers(rows, lambda: False)
    assert set(found.maps) == set(METHODS) - {"grad_cam"}
    assert all(known.values.shape == (2,) for known in found.maps.values())
    changed = attacked(rows, rows.picture(rows.pictures.x[2]), torch.tensor([1]), Attack("pgd", 0.05))
    assert float((changed - rows.picture(rows.pictures.x[2])).abs().max()) <= 0.05 * 12 + 1e-9


@pytest.mark.parametrize("targeted", [False, True])
def test_a_network_that_is_too_sure_is_attacked_by_its_margin(targeted: bool) -> None:
    subject = subject_of(LINEAR)
    with torch.no_grad():
        for value in subject.program.state_dict().values():
            value.mul_(1e4)
    raw = picture(subject)
    scores = subject.scores(raw)[0]
    order = scores.argsort(descending=True)
    best, second = int(order[0]), int(order[1])
    label = torch.tensor([best])
    assert bool(lost(subject, raw, label))
    assert not bool(lost(subject, raw, torch.tensor([second])))  # what it denies has a gradient
    attack = Attack("fgsm", 0.05, targeted=targeted)
    changed = attacked(subject, raw, label, attack)
    rows = subject.program.state_dict()["output.weight"].reshape(10, *raw.shape[1:])
    inside = (raw[0] > 0.1 * subject.pictures.high) & (raw[0] < 0.9 * subject.pictures.high)
    signs = (rows[second] - rows[best]).sign() * (-1 if targeted else 1)
    moved = (changed - raw)[0].sign()
    varies = torch.tensor(subject.pictures.std) > 1e-9
    assert bool((moved == signs)[inside & varies].all())
    margin = subject.scores(changed)[0]
    grown = (margin[best] - margin[second]) > (scores[best] - scores[second])
    assert bool(grown) == targeted


def test_pgd_with_one_full_step_is_fgsm(cnn: Subject) -> None:
    raw, labels = cnn.tensor(cnn.pictures.x[:4]), torch.tensor([1, 2, 3, 4])
    one = pgd(cnn, raw, labels, Attack("pgd", 0.07, steps=1, step_size=0.07))
    torch.testing.assert_close(one, attacked(cnn, raw, labels, Attack("fgsm", 0.07)))
    assert torch.equal(attacked(cnn, raw, labels, Attack("pgd", 0.0)), raw)


def test_a_network_that_is_sure_has_a_gradient_all_the_same() -> None:
    subject = subject_of(LINEAR)
    with torch.no_grad():
        dict(subject.program.named_parameters())["output.bias"][3] = 25.0
    raw, labels = picture(subject), torch.tensor([3])
    assert float((attacked(subject, raw, labels, Attack("fgsm", 0.1)) - raw).abs().max()) > 0.05


def test_the_smallest_epsilon_is_where_fgsm_turns_the_answer(cnn: Subject) -> None:
    raw = picture(cnn, 5)
    with torch.no_grad():
        label = cnn.scores(raw).argmax(1)
    steps = np.linspace(0, 0.6, 61).tolist()
    found = smallest_epsilon(cnn, raw, label, Attack(), steps)
    assert found is not None
    with torch.no_grad():
        for epsilon, same in ((found, False), (found - 0.01, True)):
            with torch.enable_grad():
                changed = attacked(cnn, raw, label, Attack("fgsm", epsilon))
            assert bool(cnn.scores(changed).argmax(1) == label) is same


# -- pictures that maximise ----------------------------------------------------------------------------


def test_climbing_raises_each_unit_by_its_own_picture(cnn: Subject) -> None:
    climb = Climb(steps=30)
    states = list(maximised(cnn, "conv2", range(6), climb))
    assert len(states) == 31
    assert (states[-1].values > states[0].values).all()
    again = list(maximised(cnn, "conv2", range(6), climb))[-1]
    assert torch.equal(again.pictures, states[-1].pictures)
    alone = list(maximised(cnn, "conv2", [0], climb))[-1]
    torch.testing.assert_close(alone.pictures[0], states[-1].pictures[0])


def test_a_unit_is_measured_before_its_activation(cnn: Subject) -> None:
    raw = picture(cnn).repeat(2, 1, 1, 1)
    found = unit_values(cnn, raw, "conv1", [0, 2])
    weight, bias = (dict(cnn.program.named_parameters())[f"conv1.{name}"] for name in ("weight", "bias"))
    maps = functional.conv2d(cnn.standardized(raw), weight, bias, padding=1)
    torch.testing.assert_close(found, torch.stack([maps[0, 0, 4, 4], maps[1, 2, 4, 4]]))
    torch.testing.assert_close(unit_values(cnn, raw, "", [4, 4]), plain(cnn, raw)[:, 4])


def test_pictures_of_channels_show_what_their_middle_can_see(cnn: Subject) -> None:
    assert seen(cnn, "conv1") == (slice(3, 6), slice(3, 6))
    assert seen(cnn, "output") == (slice(0, 8), slice(0, 8))
    edge = next(Maximise("conv1", 4, 40, decay=0.0, blur=0.0).answers(cnn, lambda: False))
    assert edge.window == (slice(3, 6), slice(3, 6))


# -- sliding -------------------------------------------------------------------------------------------


def test_every_place_says_what_the_network_says_of_its_window() -> None:
    subject = subject_of(SLIDING, GLYPHS)
    scene = composed(subject.pictures, seed=4)
    scores, step = slid(subject, scene.pixels)
    assert step == (2, 2)
    for row, column in ((0, 0), (5, 9), (scores.shape[1] - 1, scores.shape[2] - 1)):
        top, left = row * 2, column * 2
        window = scene.pixels[:, top : top + 28, left : left + 28]
        with torch.no_grad():
            alone = subject.scores(torch.tensor(window)[None])[0]
        np.testing.assert_allclose(scores[:, row, column], alone, atol=1e-5)


def test_scenes_hold_whole_samples_apart_from_each_other() -> None:
    subject = subject_of(SLIDING, GLYPHS)
    scene = composed(subject.pictures, seed=1)
    assert len(scene.placed) >= 4
    for placed in scene.placed:
        sample = subject.pictures.x[placed.index][0]
        room = scene.pixels[0, placed.top : placed.top + 28, placed.left : placed.left + 28]
        assert (room >= sample.astype(np.float32)).all()
        assert placed.label == subject.pictures.y[placed.index]
    np.testing.assert_array_equal(scene.pixels, composed(subject.pictures, seed=1).pixels)


def test_what_is_said_of_a_scene_adds_up_to_one_at_every_place() -> None:
    subject = subject_of(SLIDING, GLYPHS)
    (answer,) = Slide(seed=4).answers(subject, lambda: False)
    scores, step = slid(subject, answer.scene.pixels)
    np.testing.assert_array_equal(answer.scores, scores)
    assert answer.step == step
    assert answer.window == (28, 28)
    np.testing.assert_allclose(answer.chances.sum(axis=0), 1, rtol=1e-5)
    assert (answer.chances.argmax(axis=0) == scores.argmax(axis=0)).all()


def test_ablated_maps_are_missing_in_the_scene_too() -> None:
    experiment = made(SLIDING, GLYPHS)
    node = experiment.graph.node("conv2").with_options(ablated=(0, 3))
    ablated = experiment.replace(graph=experiment.graph.update(node))
    subject = Subject(ablated, Pictures.of_prepared(prepare(ablated.data)))
    scene = composed(subject.pictures, seed=4)
    scores, (down, _across) = slid(subject, scene.pixels)
    with torch.no_grad():
        alone = subject.scores(torch.tensor(scene.pixels[:, 5 * down : 5 * down + 28, :28])[None])[0]
    np.testing.assert_allclose(scores[:, 5, 0], alone, atol=1e-5)


def test_a_network_bound_to_its_size_says_what_would_let_it_slide(cnn: Subject) -> None:
    with pytest.raises(PlaygroundError, match="bound to the size of its pictures") as refused:
        slid(cnn, composed(cnn.pictures, seed=1).pixels)
    assert "global pooling" in str(refused.value.remedy)


def test_only_networks_of_maps_can_slide() -> None:
    assert can_slide(made(SLIDING, GLYPHS))
    assert not can_slide(made(CNN))
    bound = [*SLIDING[:3], {"id": "a", "kind": "adaptive_avg_pool2d", "output_size": [3, 3]}, *SLIDING[3:]]
    assert not can_slide(made(bound, GLYPHS))


# -- questions -----------------------------------------------------------------------------------------


def test_every_method_answers(cnn: Subject) -> None:
    sample = Sample("test", 3)
    states: list[Explained] = list(Explain(sample, cnn.pictures.x[3]).answers(cnn, lambda: False))
    assert tuple(states[-1].maps) == METHODS
    assert len(states) == len(METHODS)
    last = states[-1]
    assert last.output == last.said.winner
    assert last.layer == "conv2"
    whole = last.maps["integrated_gradients"]
    assert whole.total == pytest.approx(whole.expected, abs=0.05)
    chosen = list(Explain(sample, cnn.pictures.x[3], 6, "conv1", ("grad_cam",)).answers(cnn, lambda: False))[
        -1
    ]
    assert (chosen.output, chosen.layer) == (6, "conv1")
    assert not chosen.maps["grad_cam"].is_signed
    assert not list(Explain(sample, cnn.pictures.x[3]).answers(cnn, lambda: True))


def test_one_output_speaks_for_two_classes() -> None:
    data = {"dataset": {"kind": "textures", "samples": 60}, "split": {"train": 0.5}}
    subject = subject_of([{"id": "f", "kind": "flatten"}, dense("output", 3, "identity")], data)
    assert not subject.is_single


def test_accuracy_falls_with_epsilon(cnn: Subject) -> None:
    states = list(Robustness(points=4, samples=32, steps=3).answers(cnn, lambda: False))
    assert len(states) == 8
    curve = states[-1].accuracy
    assert curve["fgsm"][0] == curve["pgd"][0]
    assert curve["pgd"][-1] <= curve["pgd"][0]
    assert np.isnan(states[0].accuracy["pgd"]).all()


def test_an_attack_says_what_was_said_before_and_after(cnn: Subject) -> None:
    raw = cnn.pictures.x[1]
    found = next(AttackOn(Sample("test", 1), raw, label=int(cnn.pictures.y[1])).answers(cnn, lambda: False))
    np.testing.assert_allclose(found.picture, raw, atol=1e-6)
    with torch.no_grad():
        np.testing.assert_allclose(found.after.scores, cnn.scores(cnn.picture(found.changed))[0], atol=1e-3)
    own = next(AttackOn(Sample.made(()), raw, target=4).answers(cnn, lambda: False))
    assert own.label == 4
    assert own.after.scores[4] > own.before.scores[4]


def test_walls_form_step_by_step_and_go_on(cnn: Subject) -> None:
    plain_climb = {"decay": 0.0, "blur": 0.0}
    states = list(Maximise(units=3, steps=20, **plain_climb).answers(cnn, lambda: False))
    assert [state.step for state in states] == [0, 8, 16, 20]
    again = Maximise(units=3, steps=8, start=states[-1].pictures, **plain_climb)
    more = list(again.answers(cnn, lambda: False))
    np.testing.assert_array_equal(more[0].pictures, states[-1].pictures)
    assert (more[-1].values > states[0].values).all()


# -- beside training -----------------------------------------------------------------------------------


def test_asking_leaves_no_trace_in_training() -> None:
    experiment = made([*CNN[:3], {"id": "drop", "kind": "dropout"}, *CNN[3:]], batch_size=16)
    quiet, asked = Trainer(experiment), Trainer(experiment)
    pictures = Pictures.of_prepared(asked.prepared)
    desk = Desk(lambda: pictures)
    for _step in range(3):
        quiet.advance(steps=2, epochs=9)
        asked.advance(steps=2, epochs=9)
        weights = {name: value.numpy().copy() for name, value in asked.program.state_dict().items()}
        job = Job(Order(Explain(Sample(), pictures.x[0]), experiment, weights, asked.step), desk)
        job.start()
        job.join()
        assert job.error is None
        assert tuple(job.found.maps) == METHODS
        with torch.no_grad():
            said = asked.program.eval()(asked.parts["test"].x[:1])
            asked.program.train()
        np.testing.assert_allclose(job.found.said.raw, said[0], atol=1e-5)
    for name, value in quiet.program.state_dict().items():
        assert torch.equal(value, asked.program.state_dict()[name]), name


def test_a_resting_job_leaves_training_its_time_and_can_be_hurried() -> None:
    experiment = made(CNN)
    pictures = Pictures.of_prepared(prepare(experiment.data))
    weights = {k: v.numpy() for k, v in Subject(experiment, pictures).program.state_dict().items()}
    question = Robustness(points=3, samples=32, steps=2)
    job = Job(Order(question, experiment, weights, 0), Desk(lambda: pictures), rests=True)
    job.start()
    while job.found is None and job.running:
        pass
    assert job.running
    job.rests = False
    job.join()
    assert np.isfinite(job.found.accuracy["pgd"]).all()


def test_weights_of_another_network_are_refused() -> None:
    experiment = made(CNN)
    pictures = Pictures.of_prepared(prepare(experiment.data))
    job = Job(Order(Slide(), experiment, {}, 0), Desk(lambda: pictures))
    job.start()
    job.join()
    error: PlaygroundError | None = job.error
    assert error is not None
    assert "another network" in str(error)


def test_a_network_without_an_answer_is_refused_in_a_sentence() -> None:
    layers = [{"id": "conv1", "kind": "conv2d", "out_channels": 1, "activation": "identity"}]
    tree = chain(layers)
    tree["edges"].append({"source": "data", "source_port": "x", "target": "loss", "target_port": "target"})
    experiment = Experiment.from_dict({"data": DATA, "graph": tree})
    with pytest.raises(Exception, match="no class and no value"):
        Subject(experiment, Pictures.of_prepared(prepare(experiment.data)))
