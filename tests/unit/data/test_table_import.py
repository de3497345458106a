"""Somebody's table: read as pandas reads it, understood, made into numbers; what is wrong is a sentence."""

from __future__ import annotations

import codecs
import io
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnplayground.core.data_config import DataConfig
from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import DataError, PlaygroundError
from nnplayground.data.prepare import prepare
from nnplayground.data.table import reading
from nnplayground.data.table.build import build
from nnplayground.data.table.columns import Kind, profile
from nnplayground.data.table.findings import findings
from nnplayground.data.table.plan import Encoding, Gaps, Parting, Scaling, suggest
from nnplayground.data.table.reading import Stopped, read_table
from nnplayground.data.table.text import Writing

BIRDS = """species,island,bill,mass,sex,seen,note
Adelie,Torgersen,39.1,3750,MALE,2020-01-01,calm and brown
Adelie,Dream,39.5,3800,,2020-01-02,looks up
Gentoo,Biscoe,,5000,FEMALE,2020-01-03,walks away
Gentoo,Biscoe,46.1,inf,FEMALE,2020-01-04,sleeps
Adelie,Dream,40.3,3250,FEMALE,2020-01-05,likes fish
Gentoo,Biscoe,44.5,4875,MALE,2020-01-06,swims
"""


@pytest.fixture
def birds():
    table = read_table(BIRDS)
    return table, profile(table)


def test_kinds_are_guessed(birds):
    _table, columns = birds
    assert [column.kind for column in columns] == [
        Kind.CATEGORY,
        Kind.CATEGORY,
        Kind.NUMBER,
        Kind.NUMBER,
        Kind.CATEGORY,
        Kind.DATE,
        Kind.CATEGORY,
    ]
    assert (columns[2].missing, columns[3].infinite, columns[4].missing) == (1, 1, 1)
    assert columns[0].words == (("Adelie", 3), ("Gentoo", 3))
    plan = suggest(columns)
    assert (plan.target, plan.classify) == (0, True)


def test_numbers_are_made_as_pandas_makes_them(birds):
    table, columns = birds
    plan = suggest(columns).with_used(6, False)
    built = build(table, plan)
    frame = pd.DataFrame(
        {
            "island": ["Torgersen", "Dream", "Biscoe", "Biscoe", "Dream", "Biscoe"],
            "bill": [39.1, 39.5, np.nan, 46.1, 40.3, 44.5],
            "mass": [3750, 3800, 5000, np.nan, 3250, 4875],
            "sex": ["MALE", None, "FEMALE", "FEMALE", "FEMALE", "MALE"],
        }
    )
    frame["bill"] = frame["bill"].fillna(frame["bill"].mean())
    frame["mass"] = frame["mass"].fillna(frame["mass"].mean())
    frame["sex"] = frame["sex"].fillna(frame["sex"].mode()[0])
    wanted = pd.get_dummies(frame, prefix_sep=" = ")[list(built.inputs)]
    np.testing.assert_allclose(built.x, wanted.to_numpy(np.float64))
    assert built.classes == ("Adelie", "Gentoo")
    assert built.y.tolist() == [0, 0, 1, 1, 0, 1]
    assert built.filled == {1: 0, 2: 1, 3: 1, 4: 1}


@pytest.mark.parametrize(
    ("changes", "rows", "inputs"),
    [
        ({"numbers": Gaps.DROP}, 4, 7),
        ({"words": Gaps.DROP}, 5, 7),
        ({"words": Gaps.UNKNOWN}, 6, 8),
        ({"encoding": Encoding.ORDINAL}, 6, 4),
        ({"numbers": Gaps.DROP, "words": Gaps.DROP}, 3, 7),
    ],
)
def test_gaps_and_categories_are_treated_as_chosen(birds, changes, rows, inputs):
    table, columns = birds
    plan = replace(suggest(columns).with_used(6, False), **changes)
    built = build(table, plan)
    assert built.x.shape == (rows, inputs)
    assert np.isfinite(built.x).all()
    assert int(built.kept.sum()) == rows


def test_a_number_can_be_predicted(birds):
    table, columns = birds
    plan = suggest(columns).with_target(columns[3])
    assert not plan.classify
    built = build(table, plan)
    assert built.y[:, 0].tolist() == [3750, 3800, 5000, 3250, 4875]
    config = built.config(DataConfig(dataset=Dataset.named("circle")()))
    assert config.dataset.spec().target.shape == (1,)
    assert prepare(config).y_train.shape == (3, 1)


def test_the_data_follow_the_plan(birds):
    table, columns = birds
    plan = replace(suggest(columns), scaling=Scaling.RANGE, train=0.5, validation=0.0)
    config = build(table, plan).config(DataConfig(dataset=Dataset.named("circle")(), seed=3))
    assert (config.seed, config.scaling, config.standardize, config.split.stratified) == (
        3,
        "range",
        True,
        True,
    )
    data = prepare(config)
    assert np.bincount(data.y_train).tolist() in ([1, 2], [2, 1])
    assert data.x_train.min() == 0
    assert data.x_train.max() == 1


def test_a_column_parts_the_rows():
    text = "a,b,set,y\n" + "".join(f"{i},{i * i},{'train' if i % 3 else 'test'},{i % 2}\n" for i in range(30))
    table = read_table(text)
    plan = suggest(profile(table))
    assert (plan.parting, table.names[plan.parts_by]) == (Parting.COLUMN, "set")
    built = build(table, plan)
    assert "set" not in built.inputs
    config = built.config(DataConfig(dataset=Dataset.named("circle")()))
    assert config.dataset.parted == (20, 0, 10)
    assert (prepare(config).raw_test[:, 0] % 3 == 0).all()


def test_what_was_found_is_said_with_a_remedy(birds):
    table, columns = birds
    plan = suggest(columns)
    built = build(table, plan)
    said = [str(finding.sentence) for finding in findings(table, columns, plan, built)]
    assert "Empty cells in bill, mass: 2." in said
    assert "mass has infinite numbers: 1." in said
    assert "seen holds dates." in said
    found = findings(table, columns, plan, built)
    (finding,) = [one for one in found if str(one.sentence).startswith("Empty cells in bill")]
    assert build(table, finding.plan).x.shape[0] < built.x.shape[0]


@pytest.mark.parametrize(
    ("text", "writing"),
    [
        ("a;b\n1,5;x\n2,5;y\n", Writing(";", ",", "utf-8-sig", True)),
        ("a\tb\n1.5\tx\n2.5\ty\n", Writing("\t", ".", "utf-8-sig", True)),
        ("1.5|3\n2.5|4\n", Writing("|", ".", "utf-8-sig", False)),
        ("a b\n1 2\n3 4\n", Writing(" ", ".", "utf-8-sig", True)),
        ('"a, b",c\n"x, y",1\n"z, w",2\n', Writing(",", ".", "utf-8-sig", True)),
    ],
)
def test_the_writing_is_guessed(text, writing):
    table = read_table(text)
    assert table.writing == writing
    assert len(table.names) == 2
    assert len(table.frame) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_letters_are_read(tmp_path, encoding):
    path = tmp_path / "цветы.csv"
    rows = "".join(f"{'ирис' if i % 2 else 'роза'},{i}\n" for i in range(20))
    path.write_bytes((f"вид,число\n{rows}").encode(encoding))
    table = read_table(path)
    assert table.names == ("вид", "число")
    assert table.frame[0].tolist()[:2] == ["роза", "ирис"]
    assert not table.replaced


def test_a_wrong_encoding_is_said(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("вид,число\nирис,1\nроза,2\n".encode("cp1251"))
    table = read_table(path, Writing(encoding="utf-8-sig"))
    assert table.replaced


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_other_formats_hold_the_same(tmp_path, suffix):
    frame = pd.read_csv(io.StringIO(BIRDS))
    path = tmp_path / f"birds{suffix}"
    frame.to_excel(path, index=False) if suffix == ".xlsx" else frame.to_parquet(path)
    table, text = read_table(path), read_table(BIRDS)
    assert table.names == text.names
    assert [c.kind for c in profile(table)] == [c.kind for c in profile(text)]
    one, other = (build(t, suggest(profile(t)).with_used(6, False)) for t in (table, text))
    np.testing.assert_allclose(one.x, other.x)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("a,b\n", "too few rows"),
        ("a,b\n1,2\n", "too few rows: 1"),
        ("a\n1\n2\n3\n", "single column"),
        (",".join(map(str, range(5000))) + "\n", "5,000 columns"),
        ("a,b\n,\n,\n", "input|one class|no different|Too few"),
        ("a,y\n1,u\n2,u\n3,u\n", "one class only|No column"),
        ("a,y\n1,\n2,\n3,\n", "one class|No column|different|Too few"),
    ],
)
def test_what_cannot_be_learned_is_one_sentence(text, said):
    with pytest.raises(DataError, match=said):
        made(text)


def made(text):
    table = read_table(text)
    return build(table, suggest(profile(table)))


def test_too_long_rows_are_counted_and_short_ones_filled():
    table = read_table("a,b\n1,2\n3,4,5\n6\n7,8\n9,10\n")
    assert (table.dropped, len(table.frame), table.rows) == (1, 4, 5)
    assert profile(table)[1].missing == 1


def test_names_said_twice_get_numbers():
    table = read_table("a,a,,a\n1,2,3,4\n5,6,7,8\n")
    assert table.names == ("a", "a (2)", "column 3", "a (3)")


def test_a_large_table_is_sampled_saying_so(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 500)
    text = "a,b\n" + "".join(f"{i},{i % 2}\n" for i in range(40_000))
    table = read_table(text)
    assert table.rows == 40_000
    assert len(table.frame) == 500
    assert table.sampled
    assert (np.diff(table.frame[0]) > 0).all()
    found = findings(table, profile(table), suggest(profile(table)), None)
    assert "40,000 rows; 500 of them" in str(found[0].sentence)


def test_reading_can_be_broken_off():
    shares = []
    text = "a,b\n" + "1,2\n" * 30_000
    with pytest.raises(Stopped):
        read_table(text, progress=shares.append, stopped=lambda: len(shares) > 1)
    assert 0 < shares[0] <= shares[1] <= 1


def test_damaged_files_are_sentences(tmp_path):
    for name, data in (
        ("a.xlsx", b"PK\x03\x04no zip"),
        ("b.xlsx", b"nothing"),
        ("c.parquet", b"PAR1nothing"),
        ("d.xls", b"\xd0\xcf"),
        ("e.csv", b"\0\1\2\3" * 100),
        ("f.csv", codecs.BOM_UTF16_LE + b"a"),
        ("g.csv", b'a,b\n"open,1\n2,3\n'),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(DataError) as caught:
            read_table(tmp_path / name)
        assert name in str(caught.value)
    with pytest.raises(DataError, match="No such file"):
        read_table(tmp_path / "none.csv")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120) | st.text("a1,;\t\n\"'. -", max_size=120))
def test_any_text_is_a_table_or_a_sentence(text):
    with suppress(PlaygroundError):
        table = read_table(text)
        columns = profile(table)
        built = build(table, suggest(columns))
        findings(table, columns, suggest(columns), built)
        assert np.isfinite(built.x).all()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_what_is_left_of_a_damaged_file_is_a_table_or_a_sentence(tmp_path, suffix):
    random, path = np.random.default_rng(7), tmp_path / f"birds{suffix}"
    frame = pd.read_csv(io.StringIO(BIRDS))
    if suffix == ".xlsx":
        frame.to_excel(path, index=False)
    elif suffix == ".parquet":
        frame.to_parquet(path)
    else:
        path.write_text(BIRDS, encoding="utf-8")
    whole = path.read_bytes()
    for _mutation in range(120):
        data = bytearray(whole)
        for at in random.integers(0, len(data), random.integers(1, 9)).tolist():
            data[at] = random.integers(0, 256)
        path.write_bytes(data[: len(data) - int(random.integers(0, 2)) * int(random.integers(0, 60))])
        with suppress(PlaygroundError):
            table = read_table(path)
            columns = profile(table)
            build(table, suggest(columns))


@pytest.mark.parametrize(
    ("names", "target"),
    [
        ("x,y,cost", "cost"),
        ("x,y", "y"),
        ("a,target,c", "target"),
        ("y,a,b", "y"),
        ("species,a,b", "species"),
    ],
)
def test_the_target_is_guessed(names, target):
    width = names.count(",") + 1
    cells = [(f"{n * 1.37:.3f}", f"{n * n * 0.11:.3f}", f"{n % 7 * 2.1:.3f}") for n in range(30)]
    text = "\n".join([names, *(",".join(row[:width]) for row in cells)])
    table = read_table(text)
    assert table.names[suggest(profile(table)).target] == target


def plan_of(text, **changes):
    table = read_table(text)
    columns = profile(table)
    return table, columns, replace(suggest(columns), **changes)


def rows_of(header, rows):
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)])


@pytest.mark.parametrize(
    ("text", "changes", "sentence"),
    [
        (
            "a,b,kind\n1.5,,x\n,4,y\n,2,x\n2.5,9,y\n",
            {"numbers": Gaps.DROP},
            "Too few rows have all values: 1 of 4.",
        ),
        ("a,kind\n1,x\n2,x\n3,x\n", {"target": 1, "classify": True}, "“kind” has one class only, “x”."),
        ("a,b\n1,3\n2,3\n4,3\n", {"target": 1, "classify": False}, "“b” holds no different numbers."),
        (
            rows_of("a,kind", [(n * n % 97, f"w{n}") for n in range(1200)]),
            {"target": 1, "classify": True},
            "“kind” has 1,200 classes; at most ",
        ),
        (
            rows_of("a,kind,part", [(n, "xy"[n % 2], f"p{n % 5}") for n in range(40)]),
            {"parting": Parting.COLUMN, "parts_by": 2},
            "“part” has 5 different values; a column that parts the rows has two or three.",
        ),
        (
            rows_of("a,kind,part", [(n, "xy"[n % 2], ("test", "val")[n % 2]) for n in range(40)]),
            {"parting": Parting.COLUMN, "parts_by": 2},
            "“part” leaves no row for training.",
        ),
    ],
)
def test_what_cannot_be_learned_is_said(text, changes, sentence):
    table, _columns, plan = plan_of(text, **changes)
    with pytest.raises(DataError) as caught:
        build(table, plan)
    assert str(caught.value.sentence).startswith(sentence)
    assert "part" in sentence or caught.value.remedy


def test_a_column_parts_the_rows_by_how_often_its_words_come():
    rows = [(n, "xy"[n % 2], "often" if n % 10 > 2 else "some" if n % 10 else "seldom") for n in range(40)]
    table, _columns, plan = plan_of(rows_of("a,kind,part", rows), parting=Parting.COLUMN, parts_by=2)
    assert np.bincount(build(table, plan).part).tolist() == [28, 4, 8]


def test_rare_words_share_an_input_and_unknown_ones_have_their_own():
    rows = [(n * n % 97, f"w{n % 90}" if n else "", "xy"[n % 2]) for n in range(400)]
    table, columns, plan = plan_of(rows_of("a,word,kind", rows), words=Gaps.UNKNOWN)
    kinds = (plan.kinds[0], Kind.CATEGORY, plan.kinds[2])
    plan = replace(plan, kinds=kinds, target=2, classify=True).with_used(1, True)
    built = build(table, plan)
    assert {"word = …", "word = ?"} <= set(built.inputs)
    words = [at for at, name in enumerate(built.inputs) if name.startswith("word")]
    assert (built.x[:, words].sum(axis=1) == 1).all()
    ordinal = build(table, replace(plan, encoding=Encoding.ORDINAL))
    assert ordinal.x[0, list(ordinal.inputs).index("word")] == 90
    assert columns[1].missing == 1


def said_of(table, columns, plan):
    return {str(finding.sentence) for finding in findings(table, columns, plan, build(table, plan))}


def test_what_is_left_out_is_found():
    text = rows_of(
        "number,same,day,note,large,small,kind",
        [
            (
                n + 1,
                7,
                f"2020-01-{n % 28 + 1:02}",
                f"words {n} of it",
                1e4 * (n % 9),
                1e-3 * (n % 7),
                "xy"[n % 2],
            )
            for n in range(60)
        ],
    )
    table, columns, plan = plan_of(text, scaling=Scaling.NONE)
    found = said_of(table, columns, plan)
    assert "same is the same in every row." in found
    assert "day holds dates." in found
    assert "number only numbers the rows." in found
    scale = next(one for one in findings(table, columns, plan, None) if "varies about" in str(one.sentence))
    assert scale.plan is not None
    assert scale.plan.scaling is Scaling.DEVIATION


def test_gaps_of_the_target_and_strange_letters_are_found():
    table = read_table("a,b,kind\n1,2,x\n9,3,y\n3,1,\n4,5,x,more\n7,2,y\n")
    columns = profile(table)
    plan = replace(suggest(columns), target=2, classify=True)
    found = said_of(table, columns, plan)
    assert any("kind" in sentence and "1" in sentence for sentence in found)
    assert any(sentence.startswith("Rows with more cells") for sentence in found)
