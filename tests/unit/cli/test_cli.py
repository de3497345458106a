"""The command line in one process: what it prints, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import sys

import pytest

from nnplayground.cli.main import _COMMANDS, _needed, _parser, main
from nnplayground.projects import files, presets


@pytest.fixture
def run(capsys):
    """Return a function that runs words and returns (status, standard output, standard error)."""

    def call(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return status, captured.out, captured.err

    return call


def only_object(text: str) -> dict:
    value = json.loads(text)
    assert text.count("\n") == 1
    assert value["schema"] == 1
    return value


def give(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# -- train ---------------------------------------------------------------------------------------------


def test_train_prints_one_object(run):
    status, out, err = run("train", "circle", "--epochs", 3, "--json")
    result = only_object(out)
    assert (status, err) == (0, "")
    assert (result["epochs"], result["steps"]) == (3, 90)
    assert (result["device"], result["precision"], result["engine"]) == ("cpu", "float32", "native")
    assert set(result["losses"]) == {"train", "validation", "test"}
    assert 0 <= result["metrics"]["test"]["accuracy"] <= 1
    assert [row["epoch"] for row in result["history"]] == [0, 1, 2, 3]
    assert result["history"][-1]["test"] == result["losses"]["test"]
    assert result["seconds"] > 0


def test_train_is_repeatable_and_history_changes_nothing(run):
    every = only_object(run("train", "circle", "--epochs", 4, "--json")[1])
    some = only_object(run("train", "circle", "--epochs", 4, "--json", "--history", 3)[1])
    assert [row["epoch"] for row in some["history"]] == [0, 3, 4]
    assert some["losses"] == every["losses"]


def test_parts_without_samples_are_null(run):
    result = only_object(run("train", "lecture-demo", "--epochs", 1, "--json")[1])
    assert result["losses"]["validation"] is None
    assert result["precision"] == "float64"


def test_train_says_what_it_reached(run):
    status, out, _err = run("train", "circle", "--until", "train_loss<0.6", "--epochs", 200)
    assert status == 0
    assert "train_loss<0.6 holds." in out
    assert "accuracy" in out


@pytest.mark.parametrize(("option", "key", "value"), [("--steps", "steps", 7), ("--epochs", "epochs", 0)])
def test_stop_rules(run, option, key, value):
    assert only_object(run("train", "circle", option, value, "--json")[1])[key] == value


def test_settings_change_the_experiment(run, tmp_path):
    settings = ["--set", "training.learning_rate=0.5", "--set", "nodes.dense1.activation=relu"]
    settings += ["--set", "data.noise=0.3", "--seed", "7", "--precision", "float64"]
    status, _out, err = run("train", "circle", "--epochs", 1, "--out", tmp_path, *settings)
    assert (status, err) == (0, "")
    written = files.load(tmp_path / "circle.nnp")
    assert written.training.learning_rate == 0.5
    assert written.data.dataset.noise == 0.3
    assert written.graph.node("dense1").layer.activation.kind == "relu"
    assert (written.seed, written.training.precision) == (7, "float64")


@pytest.mark.parametrize("name", ["spiral", "rings", "plane", "sine", "iris", "logistic-circle"])
def test_out_holds_everything(run, tmp_path, name):
    folder = tmp_path / "a" / "b"
    assert run("train", name, "--epochs", 2, "--out", folder)[0] == 0
    has_picture = name != "iris"
    expected = {"metrics.csv", "model.safetensors", f"{name}.nnp", "curves.png"}
    assert {path.name for path in folder.iterdir()} == expected | ({"boundary.png"} if has_picture else set())
    rows = list(csv.DictReader((folder / "metrics.csv").read_text().splitlines()))
    assert [row["epoch"] for row in rows] == ["0", "1", "2"]
    assert (folder / "curves.png").read_bytes().startswith(b"\x89PNG")
    project = files.read_project(folder / f"{name}.nnp")
    assert project.experiment.data == presets.load(name).data
    from safetensors.numpy import load_file

    assert load_file(folder / "model.safetensors").keys() == project.weights.keys()


def test_standard_input(run, monkeypatch):
    give(monkeypatch, presets.load("xor").to_json().encode())
    assert only_object(run("check", "-", "--json")[1])["ok"]
    give(monkeypatch, b"{")
    status, _out, err = run("check", "-")
    assert status == 2
    assert "standard input: The JSON is broken at line 1, column 2" in err


def test_diverging_is_status_1(run):
    words = ["--set", "training.learning_rate=1", "--epochs", 500]
    status, out, err = run("train", "linear-regression", *words)
    assert (status, out) == (1, "")
    assert "The loss is not finite at epoch" in err
    assert "Learning rate 1 is too high: try 0.3." in err
    status, out, _err = run("train", "linear-regression", *words, "--json")
    assert status == 1
    assert "not finite" in only_object(out)["error"]["message"]


AUTOENCODER = {
    "data": {"dataset": "moons"},
    "graph": {
        "nodes": [
            {"id": "data", "kind": "data"},
            {"id": "code", "kind": "linear", "units": 1},
            {"id": "back", "kind": "linear", "units": 2, "activation": "identity"},
            {"id": "loss", "kind": "loss"},
        ],
        "edges": [
            {"source": "data", "source_port": "x", "target": "code"},
            {"source": "code", "target": "back"},
            {"source": "back", "target": "loss", "target_port": "prediction"},
            {"source": "data", "source_port": "x", "target": "loss", "target_port": "target"},
        ],
    },
}


def test_an_autoencoder_has_no_boundary(run, monkeypatch, tmp_path):
    give(monkeypatch, json.dumps(AUTOENCODER).encode())
    status, _out, err = run("train", "-", "--epochs", 1, "--out", tmp_path)
    assert (status, err) == (0, "")
    assert (tmp_path / "curves.png").exists()
    assert not (tmp_path / "boundary.png").exists()


# -- check and list ------------------------------------------------------------------------------------


def test_check_prints_one_object(run):
    status, out, err = run("check", "spiral", "--json")
    result = only_object(out)
    assert (status, err, result["ok"], result["parameters"]) == (0, "", True, 108)
    dense = result["nodes"][1]
    assert dense["id"] == "dense1"
    assert dense["kind"] == "linear"
    assert (dense["output_shape"], dense["parameters"], dense["problems"]) == ([8], 40, [])


def test_check_says_what_the_network_costs_and_sees(run):
    made = only_object(run("check", "digits", "--json")[1])
    assert made["multiply_adds"] == sum(node["multiply_adds"] for node in made["nodes"]) == 12_608
    assert made["nodes"][0]["receptive_field"] == [1, 1]
    assert made["nodes"][-1]["receptive_field"] is None
    table = run("check", "spiral")[1]
    assert "multiply-adds" in table
    assert "sees" not in table


def test_check_offers_fixes(run, tmp_path):
    path = tmp_path / "a.json"
    digits = presets.load("digits")
    path.write_text(digits.replace(graph=digits.graph.remove(["flatten1"])).to_json())
    status, out, err = run("check", path, "--json")
    problem = only_object(out)["nodes"][1]["problems"][0]
    assert status == 2
    assert problem["fixes"] == ["Insert Flatten"]
    assert problem["message"] in err
    assert "fix: Insert Flatten" in run("check", path)[1]
    status, _out, err = run("train", path)
    assert status == 2
    assert "graph.dense1" in err
    assert "Insert Flatten" in err


@pytest.mark.parametrize(
    "what", ["datasets", "layers", "activations", "losses", "optimizers", "schedules", "presets"]
)
def test_list(run, what):
    status, out, _err = run("list", what, "--json")
    items = only_object(out)["items"]
    assert status == 0
    assert items
    assert all(item["name"] and item["title"] and item["help"] for item in items)
    status, out, _err = run("list", what)
    assert status == 0
    assert all(item["name"] in out for item in items)


# -- bad input -----------------------------------------------------------------------------------------

BAD = {
    "no command": (["frobnicate"], "invalid choice: 'frobnicate'"),
    "no source": (["train"], "SOURCE"),
    "unknown preset": (["train", "spirall"], "neither a file, a preset nor a link. Did you mean spiral"),
    "missing file": (["check", "none.json"], "none.json: There is no such file."),
    "folder": (["check", "/"], "/: This is a folder and not a file."),
    "no link": (["check", "https://example.com/#a=b"], "This is not a TensorFlow Playground link."),
    "null": (["check", "a\0b"], "neither a file"),
    "epochs": (["train", "xor", "--epochs", "-1"], "--epochs: must be a whole number of at least 0"),
    "seconds": (["train", "xor", "--seconds", "nan"], "--seconds"),
    "history": (["train", "xor", "--history", "0"], "--history: must be a whole number of at least 1"),
    "until": (["train", "xor", "--until", "loss is small"], "--until: “loss is small” is no condition."),
    "until name": (["train", "xor", "--until", "tst_loss<1"], "Did you mean test_loss"),
    "device": (["train", "xor", "--device", "tpu"], "--device"),
    "absent device": (["train", "xor", "--device", "cuda:99"], "cuda"),
    "precision": (["train", "xor", "--precision", "float16"], "--precision"),
    "set nothing": (["train", "xor", "--set", "seed"], "--set: “seed” does not say"),
    "set nowhere": (["train", "xor", "--set", "training.lerning_rate=1"], "Did you mean learning_rate"),
    "set wrong": (["train", "xor", "--set", "training.learning_rate=fast"], "must be a number, not 'fast'"),
    "set nan": (["train", "xor", "--set", "training.learning_rate=NaN"], "must be a finite number"),
    "set infinite": (["train", "xor", "--set", "data.noise=Infinity"], "data.noise"),
    "set too large": (["train", "xor", "--set", "nodes.dense1.units=1000000000000"], "nodes.dense1.units"),
    "set too many": (["train", "xor", "--set", "data.samples=1000000000000"], "data.samples"),
    "seed of link": (["train", "lecture-demo", "--seed", "1"], "--set data.seed_text=0.12345"),
    "size": (["screenshot", "xor", "--out", "a.png", "--size", "big"], "must be like 1440x900"),
    "ending": (["screenshot", "xor", "--out", "a.bmp"], "a.bmp: A picture is not saved as “.bmp”."),
    "no folder": (["screenshot", "xor", "--out", "/none/a.png"], "/none: There is no such folder."),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence_and_status_2(run, name):
    words, part = BAD[name]
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith("nnplayground: ")
    assert err.count("\n") == 1
    assert part in err


def test_unwritable_folder_is_refused_before_training(run, tmp_path):
    (tmp_path / "file").write_text("")
    status, _out, err = run("train", "xor", "--epochs", 10**9, "--out", tmp_path / "file" / "x")
    assert status == 2
    assert "The folder cannot be written to" in err


def test_terabytes_are_refused_with_the_size(run, tmp_path):
    path = tmp_path / "a.json"
    wide = presets.load("xor").with_value("nodes.dense1.units", 65536).to_dict()
    wide["graph"]["nodes"][2:2] = [{"id": "more", "kind": "linear", "units": 65536}]
    wide["graph"]["edges"][1:2] = [
        {"source": "dense1", "target": "more"},
        {"source": "more", "target": "output"},
    ]
    path.write_text(json.dumps(wide))
    status, _out, err = run("train", path)
    assert status == 2
    assert "17.2 GB" in err


def test_cycles_are_named(run, tmp_path):
    path = tmp_path / "a.json"
    tree = presets.load("spiral").to_dict()
    tree["graph"]["edges"][0] = {"source": "dense2", "target": "dense1"}
    path.write_text(json.dumps(tree))
    status, _out, err = run("check", path)
    assert status == 2
    assert "feeds itself" in err


def test_errors_in_json_too(run):
    status, out, err = run("check", "nothing.json", "--json")
    assert status == 2
    assert "There is no such file." in err
    assert only_object(out)["error"]["place"] == "nothing.json"


def test_unexpected_errors_are_one_sentence(run, monkeypatch):
    def broken() -> tuple[str, ...]:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(presets, "names", broken)
    status, _out, err = run("check", "spiral")
    assert status == 1
    said = "Something unexpected went wrong (ZeroDivisionError: by zero). Run it again with --debug."
    assert err == f"nnplayground: {said}\n"
    with pytest.raises(ZeroDivisionError):
        main(["check", "spiral", "--debug"])


def test_help(capsys):
    for words in (["--help"], ["train", "--help"]):
        with pytest.raises(SystemExit) as left:
            main(words)
        assert left.value.code == 0
    assert "--self-check" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="descriptors are POSIX")
def test_no_thread_is_left(run):
    import threading

    before = set(threading.enumerate())
    run("train", "circle", "--epochs", 1)
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(timeout=60)  # better machine code may still be on its way
    assert not [thread.name for thread in left if thread.is_alive()]


# -- train --seeds -------------------------------------------------------------------------------------


def test_seeds_show_mean_and_deviation(run):
    status, out, err = run("train", "circle", "--epochs", 2, "--seeds", 3, "--seed", 5)
    assert (status, err) == (0, "")
    assert "3 runs, seeds 5 to 7" in out
    assert "±" in out.splitlines()[1]


def test_seeds_are_runs_of_their_own(run):
    many = only_object(run("train", "circle", "--epochs", 2, "--seeds", 2, "--seed", 5, "--json")[1])
    one = only_object(run("train", "circle", "--epochs", 2, "--seed", 6, "--json")[1])
    assert many["runs"][1]["seed"] == 6
    assert many["runs"][1]["test_loss"] == one["losses"]["test"] == many["scores"]["test"]["loss"]["each"][1]
    assert many["epochs"] == [0, 1, 2]
    assert len(many["curves"]["train_loss"]["mean"]) == 3
    assert many["failures"] == []


def test_seeds_write_scores_curves_and_weights(run, tmp_path):
    from safetensors.numpy import load_file

    folder = tmp_path / "many"
    assert run("train", "circle", "--epochs", 2, "--seeds", 2, "--out", folder)[0] == 0
    files_there = {"scores.csv", "curves.csv", "models.safetensors", "circle.nnp"}
    assert {path.name for path in folder.iterdir()} == files_there
    rows = list(csv.DictReader((folder / "curves.csv").read_text().splitlines()))
    assert [row["epoch"] for row in rows] == ["0", "1", "2"]
    each = [float(rows[-1][f"test_loss_seed_{seed}"]) for seed in (0, 1)]
    assert float(rows[-1]["test_loss_mean"]) == pytest.approx(sum(each) / 2)
    scores = list(csv.DictReader((folder / "scores.csv").read_text().splitlines()))
    assert [float(row["test_loss"]) for row in scores] == each
    assert all(len(array) == 2 for array in load_file(folder / "models.safetensors").values())


def test_seeds_need_an_experiment_that_takes_them(run):
    link = "https://playground.tensorflow.org/#seed=0.1"
    status, _out, err = run("train", link, "--seeds", 2)
    assert status == 2
    assert "seed text" in err


def test_version_says_more_when_asked(run):
    status, short, _complaints = run("--version")
    assert (status, short.count("\n")) == (0, 1)
    assert short.startswith("NN Playground ")
    _status, long, _complaints = run("--version", "--verbose")
    for fact in ("PyTorch", "PySide6", "Devices", "cpu", "Logs", "Licences"):
        assert fact in long
    facts = only_object(run("--version", "--verbose", "--json")[1])["facts"]
    assert facts["Python"] == ".".join(map(str, sys.version_info[:3]))


def test_every_command_is_found_in_the_module_that_is_said_to_declare_it() -> None:
    for module, commands in _COMMANDS.items():
        assert _needed([commands[0]]) == [module]
        declared = _parser([module])._subparsers._group_actions[0].choices
        assert tuple(declared) == commands


def test_help_and_a_wrong_command_need_them_all() -> None:
    assert _needed(["--help"]) == _needed(["trian", "spiral"]) == [*_COMMANDS]
    assert _needed([]) == _needed(["--version", "--json"]) == []
