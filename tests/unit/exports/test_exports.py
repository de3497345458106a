"""Every format is read by the tool it is for, and says what the network says."""

from __future__ import annotations

import ast
import csv
import io
import os
import runpy
import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from nnplayground import Experiment
from nnplayground.core.errors import PlaygroundError
from nnplayground.core.layer import Layer
from nnplayground.exports.format import formats, named, write_export
from nnplayground.exports.model import example
from nnplayground.exports.trained import Trained
from nnplayground.projects import presets

PRESETS = ("spiral", "linear-regression-normalized", "logistic-regression", "digits-cnn", "texture-filters")
PARTS = {"data", "loss", "flatten", "concatenate", "conv1d", "max_pool1d", "avg_pool1d", "reshape", "linear"}


def trained(name: str, epochs: int = 2) -> Trained:
    return Trained.of_run(Experiment.from_preset(name).train(epochs=epochs))


def through(*layers) -> Trained:
    """Return the digits through some layers, untrained."""
    nodes = [{"id": "data", "kind": "data"}, *({"id": f"n{i}", **layer} for i, layer in enumerate(layers))]
    nodes += [{"id": "flat", "kind": "flatten"}, {"id": "out", "kind": "linear", "units": 10}]
    nodes[-1]["activation"] = "identity"
    nodes.append({"id": "loss", "kind": "loss"})
    edges = [{"source": a["id"], "target": b["id"]} for a, b in pairwise(nodes)]
    edges[0]["source_port"], edges[-1]["target_port"] = "x", "prediction"
    return Trained(Experiment.from_preset("digits").set("graph", {"nodes": nodes, "edges": edges}))


def predictions(run: Trained) -> tuple[torch.Tensor, np.ndarray]:
    program = run.program()
    x = example(run, program)
    with torch.no_grad():
        return x, program(x).numpy()


def assert_onnx(run: Trained) -> None:
    ort = pytest.importorskip("onnxruntime")
    x, expected = predictions(run)
    session = ort.InferenceSession(named("onnx").files(run, "a.onnx")["a.onnx"])
    assert [given.name for given in session.get_inputs()] == ["x"]
    for rows in (1, len(x)):
        found = session.run(["prediction"], {"x": x[:rows].numpy()})[0]
        np.testing.assert_allclose(found, expected[:rows], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", PRESETS)
def test_modules_predict_the_same(name, tmp_path):
    run = trained(name)
    write_export(named("module"), run, tmp_path / "model.py")
    module = runpy.run_path(str(tmp_path / "model.py"))
    net = module["load"]()
    x, expected = predictions(run)
    np.testing.assert_allclose(net(x).detach().numpy(), expected, rtol=1e-5, atol=1e-6)
    assert set(load_file(tmp_path / "model.safetensors")) == set(net.state_dict())
    raw = run.prepared.raw_train[:5].copy()
    np.testing.assert_allclose(module["features"](raw).numpy(), x.numpy(), rtol=1e-6, atol=1e-6)
    if run.prepared.spec.target.classes:
        given = module["predict"](net, raw).numpy()
        assert ((given >= 0) & (given <= 1)).all()


@pytest.mark.parametrize("name", ["spiral", "digits-cnn", "linear-regression"])
def test_onnx_predicts_the_same(name):
    assert_onnx(trained(name))


LAYERS = [kind for kind in Layer.kinds() if kind not in PARTS]


@pytest.mark.parametrize("kind", LAYERS)
def test_every_layer_is_exported_to_onnx(kind):
    assert_onnx(through({"kind": "conv2d", "out_channels": 4}, {"kind": kind}))


def test_layers_of_sequences_are_exported_to_onnx():
    kinds = ({"kind": "conv1d"}, {"kind": "max_pool1d"}, {"kind": "avg_pool1d"})
    assert_onnx(through({"kind": "reshape", "sizes": [2, 32]}, *kinds))


def test_onnx_tells_how_samples_are_prepared():
    onnx = pytest.importorskip("onnx")
    run = trained("wine")
    model = onnx.load_from_string(named("onnx").files(run, "a.onnx")["a.onnx"])
    onnx.checker.check_model(model)
    facts = {entry.key: entry.value for entry in model.metadata_props}
    assert len(facts["mean"].split(",")) == 13


def test_what_onnx_lacks_is_named(monkeypatch):
    pytest.importorskip("onnxruntime")
    from nnplayground.exports.formats import onnx as module

    whole, alone = module._exported, module._exported_alone

    def refuse(model, x, names):
        raise RuntimeError("No ONNX function for aten::strange\nmore")

    def refuse_norm(part, read):
        if isinstance(part, torch.nn.GroupNorm):
            raise RuntimeError("No ONNX function for aten::strange\nmore")
        alone(part, read)

    monkeypatch.setattr(module, "_exported", refuse)
    monkeypatch.setattr(module, "_exported_alone", refuse_norm)
    assert whole is not refuse
    with pytest.raises(
        PlaygroundError, match=r"no form in ONNX: No ONNX function for aten::strange\."
    ) as error:
        named("onnx").files(through({"kind": "conv2d"}, {"kind": "group_norm"}), "a.onnx")
    assert error.value.place == "n1"


@pytest.mark.parametrize("name", ["spiral", "digits-residual"])
def test_torch_export_predicts_the_same(name, tmp_path):
    run = trained(name, 1)
    x, expected = predictions(run)
    (file,) = write_export(named("torch-export"), run, tmp_path / "model")
    given = torch.export.load(file).module()(x[:3])
    prediction = given[0] if isinstance(given, tuple) else given
    np.testing.assert_allclose(prediction.detach().numpy(), expected[:3], rtol=1e-6, atol=1e-7)


KERAS = [
    {"kind": "conv2d", "out_channels": 6, "kernel_size": 3, "activation": "gelu"},
    {"kind": "batch_norm"},
    {"kind": "zero_pad2d", "padding": [1, 0, 2, 0]},
    {"kind": "conv2d", "out_channels": 4, "padding": 1, "stride": 2, "activation": "leaky_relu"},
    {"kind": "crop2d", "cropping": [1, 0, 0, 0]},
    {"kind": "max_pool2d", "kernel_size": 2},
    {"kind": "dropout2d"},
    {"kind": "activation", "activation": "hard_tanh"},
    {"kind": "flatten"},
    {"kind": "linear", "units": 7, "activation": "sine"},
    {"kind": "layer_norm"},
    {"kind": "dropout"},
    {"kind": "gaussian_noise"},
    {"kind": "activation", "activation": "elu"},
]


def layer(kind: str, **fields) -> dict:
    return {"kind": kind, **fields}


CONV = layer("conv2d", out_channels=4, kernel_size=3, padding=1)
TRANSPOSED = layer("conv_transpose2d", out_channels=3)
SEQUENCE = layer("reshape", sizes=[4, 16])
TWINS = {
    "depthwise": [CONV, layer("depthwise_conv2d", depth_multiplier=3, padding=1, stride=2)],
    "depthwise_bare": [CONV, layer("depthwise_conv2d", bias=False, dilation=2, activation="step")],
    "separable": [CONV, layer("separable_conv2d", out_channels=5, depth_multiplier=2)],
    "separable_bare": [CONV, layer("separable_conv2d", bias=False, stride=2, padding="valid")],
    "transposed": [CONV, TRANSPOSED],
    "transposed_cut": [CONV, {**TRANSPOSED, "kernel_size": 5, "padding": 2, "output_padding": 1}],
    "transposed_sparse": [CONV, {**TRANSPOSED, "kernel_size": [2, 1], "stride": 3, "bias": False}],
    "gated": [CONV, layer("squeeze_excitation", reduction=2), layer("batch_norm")],
    "groups": [CONV, layer("group_norm", num_groups=2), layer("activation", activation="softmax")],
    "instances": [CONV, layer("instance_norm", affine=True), layer("instance_norm")],
    "whole": [CONV, layer("layer_norm"), layer("select_channels", channels=[2, 0, 0])],
    "slopes": [{**CONV, "activation": "prelu"}, layer("activation", activation="prelu")],
    "larger": [CONV, layer("upsample", scale_factor=[2, 3]), layer("upsample", mode="bilinear")],
    "adaptive": [CONV, layer("adaptive_avg_pool2d"), layer("adaptive_max_pool2d", output_size=[2, 1])],
    "uneven": [CONV, layer("adaptive_avg_pool2d", output_size=3)],
    "uneven_max": [CONV, layer("adaptive_max_pool2d", output_size=[5, 3])],
    "edged": [CONV, layer("avg_pool2d", kernel_size=3, padding=1, stride=2)],
    "training": [
        layer("random_flip"),
        layer("random_shift", fill="replicate"),
        layer("random_rotation"),
        CONV,
    ],
    "sequence": [
        SEQUENCE,
        layer("conv1d", out_channels=6, padding=2, dilation=2, groups=2, activation="prelu"),
        layer("batch_norm"),
        layer("max_pool1d"),
        layer("avg_pool1d", kernel_size=3, stride=1, padding=1),
        layer("layer_norm"),
    ],
    "summed": [SEQUENCE, layer("conv1d"), layer("global_max_pool")],
    "shaped": [layer("reshape", sizes=[4, 4, -1]), layer("conv2d"), layer("reshape")],
}


def moved(run: Trained) -> Trained:
    """Return a network all of whose numbers were changed, so that none is hidden by its usual value."""
    program, numbers = run.program(), torch.Generator().manual_seed(3)
    state = {
        name: value + 0.3 * torch.rand(value.shape, generator=numbers) if value.is_floating_point() else value
        for name, value in program.state_dict().items()
    }
    return Trained(run.experiment, {name: value.numpy() for name, value in state.items()})


@pytest.mark.skipif(find_spec("keras") is None, reason="Keras is not installed")
def test_keras_predicts_the_same(tmp_path):
    runs = {"mine": through(*KERAS), "residual": trained("digits-cnn", 1), "plane": trained("spiral")}
    runs["mixed"] = trained("xor")
    runs |= {name: moved(through(*layers)) for name, layers in TWINS.items()}
    for name, run in runs.items():
        write_export(named("keras"), run, tmp_path / f"{name}.py")
        np.save(tmp_path / f"{name}_x.npy", predictions(run)[0][:20].numpy())
    head = "import runpy, numpy as np\nfrom keras.ops import convert_to_numpy as convert\n"
    script = head + "".join(
        f"model = runpy.run_path({str(tmp_path / f'{name}.py')!r})['load']()\n"
        f"x = np.load({str(tmp_path / f'{name}_x.npy')!r})\n"
        f"np.save({str(tmp_path / f'{name}_y.npy')!r}, convert(model(x, training=False)))\n"
        for name in runs
    )
    settings = {**os.environ, "KERAS_BACKEND": "torch", "KERAS_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=110, env=settings, check=False
    )
    assert done.returncode == 0, done.stderr
    for name, run in runs.items():
        found = np.load(tmp_path / f"{name}_y.npy")
        np.testing.assert_allclose(found, predictions(run)[1][:20], rtol=1e-4, atol=1e-5, err_msg=name)


def test_what_keras_lacks_is_named():
    with pytest.raises(PlaygroundError, match="no twin of “Local response") as error:
        named("keras").files(through({"kind": "conv2d"}, {"kind": "local_response_norm"}), "a.py")
    assert error.value.place == "n1"


@pytest.mark.parametrize(
    ("one", "why"),
    [
        ({"kind": "max_pool2d", "padding": 1}, "whole windows only"),
        ({"kind": "conv_transpose2d", "groups": 2, "out_channels": 4}, "no groups"),
        ({"kind": "conv_transpose2d", "kernel_size": 3, "output_padding": 1}, "no such output padding"),
        ({**CONV, "stride": 2, "dilation": 2}, "either strides or gaps"),
        (layer("depthwise_conv2d", stride=[1, 2], padding=1), "equally far"),
        ({"kind": "random_flip", "horizontal": 0.2}, "every second picture"),
        ({"kind": "random_shift", "fill": "reflect"}, "cannot fill"),
        ({"kind": "reshape", "sizes": [2, 2, 2, -1]}, "pictures and sequences only"),
        ({"kind": "conv2d", "activation": "maxout"}, "no twin of “Maxout"),
    ],
)
def test_settings_that_keras_lacks_are_named(one, why):
    with pytest.raises(PlaygroundError, match=why):
        named("keras").text(through(CONV, one))


@pytest.mark.parametrize("name", presets.names())
def test_keras_code_is_python_or_a_sentence(name):
    said = ""
    try:
        compile(named("keras").text(Trained(presets.load(name))), name, "exec")
    except PlaygroundError as error:
        said = str(error)
    assert not said or "Keras" in said


def test_measures_are_a_table():
    run = trained("circle", 3)
    rows = list(csv.DictReader(io.StringIO(named("csv").text(run))))
    assert [int(row["epoch"]) for row in rows] == [0, 1, 2, 3]
    assert float(rows[-1]["test_loss"]) == run.history[-1]["test_loss"]


def test_tensorboard_reads_its_events(tmp_path):
    pytest.importorskip("tensorboard")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    run = trained("circle", 3)
    write_export(named("tensorboard"), run, tmp_path / "events")
    board = EventAccumulator(str(tmp_path / "events")).Reload()
    losses = board.Scalars("loss/train")
    assert [event.step for event in losses] == [0, 1, 2, 3]
    assert losses[-1].value == pytest.approx(run.history[-1]["train_loss"], rel=1e-6)
    assert "dense1/weight" in board.Tags()["histograms"]


def test_formats_say_what_they_are():
    known = formats()
    assert {"script", "module", "onnx", "keras", "torch-export", "csv", "tensorboard", "share"} <= set(known)
    for each in known.values():
        assert str(each.title)
        assert str(each.help).endswith(".")
    with pytest.raises(PlaygroundError, match="Did you mean onnx"):
        named("onx")


def test_wrong_endings_are_refused(tmp_path):
    with pytest.raises(PlaygroundError, match=r"not as \.txt"):
        write_export(named("csv"), Trained(presets.load("spiral")), tmp_path / "a.txt")


def test_what_is_not_installed_is_said(monkeypatch):
    kind = type(named("onnx"))
    monkeypatch.setattr(kind, "modules", ("no_such_module",))
    assert "pip install" in str(kind.missing())


@pytest.mark.parametrize("kind", ["script", "module", "keras"])
def test_a_strangers_words_stay_words(kind, tmp_path):
    title = '"""\nraise SystemExit(3)\n"""\\'
    run = Trained(presets.load("xor").replace(title={"en": title}))
    name = "a'); raise SystemExit(4) #.py"
    for file, content in named(kind).files(run, name).items():
        if file.endswith(".py"):
            tree = ast.parse(content)
            assert not [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
