"""What is copied comes back the same, and nothing else is taken for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_blocks import residual
from test_graph import graphs

from nnplayground.core.blocks import group, members
from nnplayground.core.errors import FileError
from nnplayground.core.experiment import Experiment
from nnplayground.core.fragment import End, Fragment, cut, parse, paste
from nnplayground.core.graph import Edge, Graph
from nnplayground.core.layout import Frame, Layout, Note


def experiment(graph: Graph, **layout: object) -> Experiment:
    return Experiment.from_dict({"data": {"dataset": "spiral"}, "graph": graph.model_dump()}).replace(
        layout=Layout(**layout)
    )


def test_a_copy_holds_inner_wires_places_blocks_and_boxes():
    graph, id = group(residual(), ["b", "c"], "Pair")
    note = Note(id="n", text="Skip", x=5, y=6, width=80, height=60)
    frame = Frame(id="f", x=0, y=0, width=400, height=300)
    places = {"b": (10.0, 20.0), "c": (200.0, 20.0), "a": (-100.0, 0.0)}
    part = cut(experiment(graph, positions=places, notes=(note,), frames=(frame,)), ["b", "c"], boxes=["n"])
    assert [n.id for n in part.graph.nodes] == ["b", "c"]
    assert [edge.key for edge in part.graph.edges] == [("b", "output", "c", "input")]
    assert [block.id for block in part.graph.blocks] == [id]
    assert part.layout.positions == {"b": (10, 20), "c": (200, 20)}
    assert part.layout.notes == (note,)
    assert part.layout.frames == ()
    assert part.entry == (End(node="b", port="input"),)
    assert part.exit == End(node="c", port="output")
    assert parse(part.to_json()) == part


def test_pasting_gives_new_ids_names_and_places():
    base = experiment(residual(), positions={"b": (0.0, 0.0), "c": (100.0, 0.0)})
    pasted, new = paste(base, cut(base, ["b", "c"]), at=(1000.0, 500.0))
    assert set(new.values()).isdisjoint(n.id for n in base.graph.nodes)
    assert len({str(n.title) for n in pasted.graph.nodes}) == len(pasted.graph.nodes)
    assert pasted.layout.positions[new["b"]] == (950, 500)
    assert pasted.layout.positions[new["c"]] == (1050, 500)
    assert Edge(source=new["b"], target=new["c"]) in pasted.graph.edges
    assert paste(pasted, cut(base, ["b", "c"]))[0].graph != pasted.graph


def test_a_skip_pasted_into_a_wire_joins_both_its_entries():
    base = experiment(residual())
    part = cut(base, ["b", "c", "join"])
    assert part.entry == (End(node="b", port="input"), End(node="join", port="input"))
    wire = next(e for e in base.graph.edges if e.target == "loss")
    pasted, new = paste(base, part, into=wire)
    graph = pasted.graph
    assert {e.target for e in graph.outgoing("join")} == {new["b"], new["join"]}
    assert [e.source for e in graph.incoming("loss")] == [new["join"]]
    assert {e.source for e in graph.incoming(new["join"])} == {"join", new["c"]}
    behind, new = paste(base, part, after="a")
    assert new["b"] in {e.target for e in behind.graph.outgoing("a")}


def test_blocks_keep_their_nodes_and_their_folding():
    graph, id = group(residual(), ["b", "c"], "Pair")
    base = experiment(graph, folded=(id,))
    pasted, new = paste(base, cut(base, ["b", "c"]))
    assert set(members(pasted.graph, new[id])) == {new["b"], new["c"]}
    assert pasted.layout.folded == (id, new[id])


@settings(max_examples=60)
@given(graph=graphs(), data=st.data())
def test_a_fragment_comes_back_from_its_text_and_pastes_soundly(graph, data):
    ids = [n.id for n in graph.nodes]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    base = Experiment.model_construct(graph=graph, layout=Layout())
    part = cut(base, chosen)
    assert parse(part.to_json()) == part
    assert len(part.graph.nodes) == len(chosen)
    pasted, new = graph.absorb(part.graph)
    assert set(new) == set(chosen)
    assert len(pasted.edges) == len(graph.edges) + len(part.graph.edges)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hello", "holds no layers"),
        ("", "holds no layers"),
        ('{"format": "nnplayground"}', "holds no layers"),
        ('{"format": "nnplayground-fragment", ', "JSON is broken"),
        ('{"format": "nnplayground-fragment", "version": 9}', "version 9"),
        ('{"format": "nnplayground-fragment", "graph": {"nodes": [{"id": "a", "kind": "nope"}]}}', "nope"),
        ('{"format": "nnplayground-fragment", "entry": [{"node": "a", "port": "input"}]}', "no node “a”"),
        ('{"format": "nnplayground-fragment", "x": NaN}', "NaN"),
        ("{" * 5000, "JSON"),
        ("[" + "1," * 3_000_000 + "1]", "more than 4 MB"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(FileError, match=sentence):
        parse(text)


def test_too_many_layers_are_refused():
    nodes = [{"id": f"n{i}", "kind": "flatten"} for i in range(2001)]
    with pytest.raises(FileError, match="2001 layers"):
        parse(json.dumps({"format": "nnplayground-fragment", "graph": {"nodes": nodes}}))


def test_an_occupied_port_is_no_entry():
    graph = Graph(nodes=residual().nodes[1:3], edges=(Edge(source="a", target="b"),))
    with pytest.raises(ValueError, match="no free port"):
        Fragment(graph=graph, entry=(End(node="b", port="input"),))
