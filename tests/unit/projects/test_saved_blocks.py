"""Blocks as files: shipped ones are whole, own ones come and go, a broken one hides no other."""

from __future__ import annotations

import sys

import pytest

from nnplayground import api
from nnplayground.core.blocks import members
from nnplayground.core.errors import FileError
from nnplayground.core.experiment import Experiment
from nnplayground.core.fragment import cut, paste
from nnplayground.core.graph import Edge
from nnplayground.projects import presets, saved_blocks


@pytest.mark.parametrize("block", saved_blocks.shipped(), ids=lambda block: block.path.stem)
def test_a_shipped_block_is_one_block_with_words_an_entry_and_an_exit(block):
    part = block.fragment
    assert set(part.title) == set(part.help) == {"en", "ru"}
    (outer,) = (b for b in part.graph.blocks if not b.parent)
    assert set(members(part.graph, outer.id)) == {node.id for node in part.graph.nodes}
    assert set(part.layout.positions) == {node.id for node in part.graph.nodes}
    assert part.entry
    assert part.exit is not None
    assert not block.is_own


IMAGES = {
    "data": {"dataset": "digits"},
    "graph": {
        "nodes": [
            {"id": "data", "kind": "data"},
            {"id": "conv", "kind": "conv2d", "out_channels": 12, "kernel_size": 3},
            {"id": "flat", "kind": "flatten"},
            {"id": "out", "kind": "linear", "units": 10, "activation": "identity"},
            {"id": "loss", "kind": "loss"},
        ],
        "edges": [
            {"source": "data", "source_port": "x", "target": "conv"},
            {"source": "conv", "target": "flat"},
            {"source": "flat", "target": "out"},
            {"source": "out", "target": "loss", "target_port": "prediction"},
        ],
    },
}


@pytest.mark.parametrize("block", saved_blocks.shipped(), ids=lambda block: block.path.stem)
def test_a_shipped_block_fits_into_a_network_after_at_most_one_fix(block):
    is_for_images = any(node.layer.kind == "conv2d" for node in block.fragment.graph.nodes)
    base = Experiment.from_dict(IMAGES) if is_for_images else presets.load("spiral")
    wire = next(edge for edge in base.graph.edges if edge.source in ("conv", "dense1"))
    pasted, _new = paste(base, block.fragment, into=wire)
    for _attempt in range(2):
        problems = [p for p in pasted.report().problems if p.fixes]
        if pasted.report().ok:
            break
        pasted = pasted.replace(graph=problems[0].fixes[0].graph)
    assert pasted.report().ok, pasted.report().problems[0].message
    quick = api.Experiment._of(pasted).set("training.optimizer", "adam").set("training.learning_rate", 0.003)
    losses = quick.train(steps=40, history_every=100).history.mean["train_loss"]
    assert losses[-1] < losses[0]
    assert len(pasted.graph.nodes) == len(base.graph.nodes) + len(block.fragment.graph.nodes)


def test_own_blocks_are_saved_listed_and_removed(tmp_path):
    base = presets.load("spiral")
    part = cut(base, ["dense1", "dense2"]).replace(title={"en": "My stem"})
    folder = tmp_path / "deep" / "blocks"
    first, second = saved_blocks.save(folder, part), saved_blocks.save(folder, part)
    assert first.name == "my-stem.json"
    assert first != second
    blocks, unreadable = saved_blocks.own(folder)
    assert [block.fragment for block in blocks] == [part, part]
    assert not unreadable
    saved_blocks.remove(blocks[0])
    assert len(saved_blocks.own(folder)[0]) == 1


def test_an_unreadable_block_is_named_and_hides_no_other(tmp_path):
    saved_blocks.save(tmp_path, cut(presets.load("spiral"), ["dense1"]).replace(title={"en": "Good"}))
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "worse.json").write_bytes(b"\xff\xfe")
    blocks, unreadable = saved_blocks.own(tmp_path)
    assert [block.fragment.name() for block in blocks] == ["Good"]
    assert len(unreadable) == 2
    assert "bad.json" in str(unreadable[0])


def test_a_missing_folder_holds_nothing(tmp_path):
    assert saved_blocks.own(tmp_path / "none") == ((), ())


@pytest.mark.skipif(sys.platform == "win32", reason="a file in a folder's place is refused otherwise there")
def test_an_unwritable_folder_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        saved_blocks.save(tmp_path / "file" / "blocks", cut(presets.load("spiral"), ["dense1"]))


def test_shipped_blocks_are_never_removed():
    block = saved_blocks.shipped()[0]
    saved_blocks.remove(block)
    assert block.path.exists()


def test_the_wires_of_a_skip_come_before_those_within():
    block = next(b for b in saved_blocks.shipped() if "dense-skip" in b.path.name)
    base = presets.load("spiral")
    wire = next(edge for edge in base.graph.edges if edge.source == "dense1")
    pasted, new = paste(base, block.fragment, into=wire)
    sources = [edge.source for edge in pasted.graph.incoming(new["concatenate1"])]
    assert sources == ["dense1", new["dense1"]]
    assert Edge(source=new["concatenate1"], target="dense2") in pasted.graph.edges
