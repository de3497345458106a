"""The generated script, run as it is, prints the losses of the run."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from itertools import pairwise

import pytest

from nnplayground import Experiment
from nnplayground.core.errors import PlaygroundError
from nnplayground.data.draws import named_rng
from nnplayground.data.sketch import drawn_from
from nnplayground.exports.numbers import INLINE, script_files
from nnplayground.projects import presets
from nnplayground.projects.code import code

WIDE = {
    "seed": 3,
    "data": {"dataset": {"kind": "rings", "samples": 120}},
    "graph": {
        "nodes": [
            {"id": "data", "kind": "data"},
            {"id": "train", "kind": "linear", "units": 6, "activation": {"kind": "prelu"}},
            {"id": "b", "kind": "linear", "units": 6, "activation": {"kind": "maxout"}, "bias": False},
            {"id": "norm", "kind": "batch_norm"},
            {"id": "sum", "kind": "add"},
            {"id": "bend", "kind": "activation", "activation": "gelu"},
            {"id": "beside", "kind": "concatenate"},
            {"id": "layer", "kind": "layer_norm"},
            {"id": "out", "kind": "linear", "units": 3, "activation": "identity"},
            {"id": "back", "kind": "linear", "units": 2, "activation": "identity"},
            {"id": "loss", "kind": "loss"},
            {"id": "again", "kind": "loss", "loss": "squared_error", "weight": 0.5},
        ],
        "edges": [
            {"source": "data", "source_port": "x", "target": "train"},
            {"source": "train", "target": "b"},
            {"source": "b", "target": "norm"},
            {"source": "norm", "target": "sum"},
            {"source": "train", "target": "sum"},
            {"source": "sum", "target": "bend"},
            {"source": "bend", "target": "beside"},
            {"source": "data", "source_port": "x", "target": "beside"},
            {"source": "beside", "target": "layer"},
            {"source": "layer", "target": "out"},
            {"source": "layer", "target": "back"},
            {"source": "out", "target": "loss", "target_port": "prediction"},
            {"source": "back", "target": "again", "target_port": "prediction"},
            {"source": "data", "source_port": "x", "target": "again", "target_port": "target"},
        ],
    },
    "training": {"optimizer": "adam", "learning_rate": 0.01, "clip": {"kind": "norm", "limit": 0.5}},
}

CHANGES = {
    "l1": {"training.regularization": {"kind": "l1", "rate": 0.001}},
    "elimination": {"training.regularization": {"kind": "elimination", "rate": 0.01, "scale": 0.5}},
    "own rates": {"nodes.dense1.options.l2": 0.01, "nodes.output.options.learning_rate_factor": 0.5},
    "ablated": {"nodes.dense1.options.ablated": [0, 5], "nodes.dense2.options.ablated": [1]},
    "frozen": {"nodes.dense1.options.frozen": True},
    "momentum": {"training.optimizer": {"kind": "sgd", "momentum": 0.9, "nesterov": True}},
    "adamw": {"training.optimizer": {"kind": "adamw", "beta1": 0.8}},
    "full": {"training.batch_size": "full", "training.optimizer": "rmsprop", "training.learning_rate": 0.001},
    "drop": {"training.batch_size": 70, "training.remainder": "drop"},
    "schedule": {"training.schedule": "exponential"},
    "plateau": {"training.schedule": {"kind": "plateau", "patience": 1}},
    "clip": {"training.clip": {"kind": "value", "limit": 0.01}},
    "float64": {"training.precision": "float64"},
    "tf32": {"training.precision": "tf32"},
    "bfloat16": {"training.precision": "bfloat16"},
    "standardized": {"data.standardize": True},
    "muted": {"nodes.dense2.muted": True},
    "cosine": {"training.schedule": {"kind": "cosine", "epochs": 4, "floor": 0.1}},
    "step": {"training.schedule": {"kind": "step", "epochs": 2}},
    "warmup": {"training.schedule": {"kind": "warmup", "steps": 50}},
    "lbfgs": {
        "training.optimizer": "lbfgs",
        "training.batch_size": "full",
        "training.learning_rate": 0.5,
        "training.precision": "float64",  # its line search makes much of the last digit
    },
    "adagrad": {"training.optimizer": "adagrad"},
    "adadelta": {"training.optimizer": "adadelta", "training.learning_rate": 1.0},
    "own rate": {
        "nodes.dense1.options.learning_rate_factor": 0.0,
        "training.clip": {"kind": "norm", "limit": 0.1},
    },
    "after step": {
        "training.regularization": {"kind": "l1", "rate": 0.01, "after_step": True, "dead_at_zero": True},
        "nodes.dense2.options.learning_rate_factor": 3.0,
    },
    "in order": {"training.shuffle": False},
    "carry": {"training.batch_size": 70, "training.remainder": "carry"},
    "phases": {
        "training.phases": [
            {"nodes": ["dense1"], "repeats": 2},
            {"nodes": ["dense2", "output"], "optimizer": "adam", "learning_rate": 0.01},
        ]
    },
    "hinge": {"nodes.loss.loss": "multiclass_hinge"},
}


def assert_script_repeats(experiment: Experiment, epochs: int = 5) -> None:
    experiment = experiment.set("training.stop.epochs", epochs)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(experiment.code(), "script", "exec"), {"__name__": "__main__"})
    assert_losses(experiment, printed.getvalue(), epochs)


def assert_losses(experiment: Experiment, printed: str, epochs: int) -> None:
    run = experiment.train()
    rows = [line.split() for line in printed.splitlines()]
    assert [int(row[1]) for row in rows] == list(range(epochs + 1))
    for _epoch, epoch, *losses in rows:
        for part, loss in zip(losses[::2], losses[1::2], strict=True):
            expected = run.history.mean[f"{part}_loss"][int(epoch)]
            assert float(loss) == pytest.approx(expected, rel=1e-6, abs=1e-6), part


DIVERGES = "rate-too-high"
# Adam's first steps are as long for a gradient that is mere rounding as for any other.
ROUNDING_GROWS = ("densenet", "unet-shapes", "unet-without-skips")
# Larger ones take seconds and hold no kind of layer that a smaller one lacks.
SLOW = ("boxes", "dense-or-conv", "resnet", "vgg", "xception")


@pytest.mark.parametrize("name", [name for name in presets.names() if name not in (DIVERGES, *SLOW)])
def test_scripts_of_presets(name):
    experiment = Experiment.from_preset(name)
    heavy = experiment.report().multiply_adds > 50_000
    if heavy and "samples" in type(experiment.data.dataset).model_fields:
        experiment = experiment.set("data.dataset.samples", 60)
    if name in ROUNDING_GROWS:
        experiment = experiment.set("training.precision", "float64")
    assert_script_repeats(experiment, 1 if heavy else 3)


@pytest.mark.parametrize("name", ["circle", "sine"])
def test_scripts_of_drawings(name):
    experiment = Experiment.from_preset(name)
    dataset = experiment.data.dataset
    samples = dataset.generate(named_rng(0, "data"))
    drawn = drawn_from(dataset.spec(), samples.x, samples.y)
    experiment = experiment.replace(data=experiment.data.replace(dataset=drawn))
    assert_script_repeats(experiment, 3)


@pytest.mark.parametrize("name", ["spiral", "digits-cnn"])
def test_scripts_run_alone(name, tmp_path):
    experiment = Experiment.from_preset(name).set("training.stop.epochs", 2)
    for file, content in script_files(experiment, "run.py").items():
        (tmp_path / file).write_bytes(content)
    # Isolated: neither the working folder nor PYTHONPATH leads to this program's sources.
    command = [sys.executable, "-I", "-S", "-c", _ALONE, *sys.path[1:], str(tmp_path / "run.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert not done.stderr
    assert_losses(experiment, done.stdout, 2)


_ALONE = """
import runpy, sys
*places, script = sys.argv[1:]
sys.path += [place for place in places if place.endswith("site-packages")]
runpy.run_path(script, run_name="__main__")
assert not any(name.partition(".")[0] == "nnplayground" for name in sys.modules)
"""


def test_many_numbers_come_beside_the_script():
    experiment = digits_through(
        {"kind": "conv2d", "out_channels": 64}, {"kind": "conv2d", "out_channels": 128}
    )
    files = script_files(experiment, "run.py")
    assert sorted(files) == ["run.npz", "run.py"]
    assert len(files["run.npz"]) > INLINE
    assert script_files(experiment, "run.py") == files


@pytest.mark.parametrize("change", CHANGES)
def test_scripts_of_settings(change):
    experiment = Experiment.from_preset("spiral")
    for path, value in CHANGES[change].items():
        experiment = experiment.set(path, value)
    assert_script_repeats(experiment)


def test_script_with_dead_weights():
    link = "https://playground.tensorflow.org/#dataset=xor&regularization=L1&regularizationRate=0.1&seed=0.3"
    assert_script_repeats(Experiment.from_link(link), 10)


def test_script_of_a_graph_with_branches_and_two_losses():
    assert_script_repeats(Experiment.from_dict(WIDE))


PICTURES = [
    {"kind": "conv2d", "out_channels": 6, "padding_mode": "reflect", "activation": "prelu"},
    {"kind": "conv2d", "kernel_size": [3, 1], "stride": 2, "padding": 1, "groups": 2, "bias": False},
    {"kind": "conv2d", "out_channels": 4, "kernel_size": 2, "activation": "maxout"},
    {"kind": "max_pool2d", "kernel_size": [1, 2], "stride": 1, "padding": [0, 1]},
    {"kind": "avg_pool2d", "ceil_mode": True, "count_include_pad": False},
    {"kind": "adaptive_max_pool2d", "output_size": 2},
]
SEQUENCES = [
    {"kind": "reshape", "sizes": [2, 32]},
    {"kind": "conv1d", "kernel_size": 5, "dilation": 2, "padding_mode": "circular"},
    {"kind": "max_pool1d", "kernel_size": 3, "stride": 2},
    {"kind": "avg_pool1d"},
    {"kind": "global_avg_pool"},
]


def digits_through(*layers):
    nodes = [{"id": "data", "kind": "data"}, *({"id": f"n{i}", **layer} for i, layer in enumerate(layers))]
    nodes += [{"id": "flat", "kind": "flatten"}, {"id": "out", "kind": "linear", "units": 10}]
    nodes[-1]["activation"] = "identity"
    nodes.append({"id": "loss", "kind": "loss"})
    edges = [{"source": a["id"], "target": b["id"]} for a, b in pairwise(nodes)]
    edges[0]["source_port"], edges[-1]["target_port"] = "x", "prediction"
    return Experiment.from_preset("digits").set("graph", {"nodes": nodes, "edges": edges})


FACTORED = [
    {"kind": "zero_pad2d", "padding": [1, 0, 2, 0]},
    {"kind": "separable_conv2d", "out_channels": 4, "activation": "prelu"},
    {"kind": "depthwise_conv2d", "depth_multiplier": 2, "bias": False},
    {"kind": "squeeze_excitation"},
    {"kind": "select_channels", "channels": [0, 1, 2, 2, 5, 4, 3, 7]},
    {"kind": "crop2d", "cropping": [0, 1, 1, 1]},
    {"kind": "group_norm"},
    {"kind": "conv_transpose2d", "out_channels": 3, "output_padding": 1},
    {"kind": "instance_norm", "affine": True},
    {"kind": "local_response_norm", "alpha": 0.1},
    {"kind": "upsample", "mode": "bilinear", "scale_factor": [1, 2]},
    {"kind": "batch_norm"},
    {"kind": "global_max_pool"},
]


@pytest.mark.parametrize("layers", [PICTURES, SEQUENCES, FACTORED], ids=["pictures", "sequences", "factored"])
def test_scripts_of_convolutions(layers):
    assert_script_repeats(digits_through(*layers), 2)


NOISE = [
    {"kind": "random_flip"},
    {"kind": "random_shift", "fill": "reflect"},
    {"kind": "random_rotation"},
    {"kind": "salt_and_pepper"},
    {"kind": "cutout", "size": 3},
    {"kind": "conv2d", "out_channels": 4},
    {"kind": "dropout2d"},
    {"kind": "gaussian_noise", "sigma": 0.2},
    {"kind": "dropout", "p": 0.3},
]


def test_scripts_draw_the_same_noise():
    assert_script_repeats(digits_through(*NOISE), 2)


def test_lines_of_a_node():
    written = code(Experiment.from_preset("spiral"))
    lines = written.text.splitlines()
    assert [lines[i].strip() for i in written.lines["dense2"]] == [
        "self.dense2 = nn.Linear(8, 6)",
        "dense2 = torch.tanh(self.dense2(dense1))",
    ]


def test_script_is_short_and_plain():
    script = Experiment.from_preset("spiral").code()
    assert "self.dense1 = nn.Linear(4, 8)" in script
    assert "dense1 = torch.tanh(self.dense1(x))" in script
    assert "torch.optim.SGD(net.parameters(), lr=0.03)" in script
    assert script.index("NUMBERS = ") < 3_000
    assert "nnplayground" not in script


def test_what_cannot_learn_has_no_script():
    experiment = Experiment.from_preset("xor-no-hidden").set("nodes.output.options.frozen", True)
    with pytest.raises(PlaygroundError, match="no weights to train"):
        experiment.code()


def test_broken_graphs_have_no_script():
    with pytest.raises(PlaygroundError):
        Experiment.from_preset("spiral").set("graph.edges", []).code()
