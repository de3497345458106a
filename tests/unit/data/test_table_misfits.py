"""Tables at the edges: too large, too wide, empty, of odd cells, or chosen in contradiction to themselves."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from pydantic import ValidationError

from nnplayground.core.data_config import DataConfig, Split
from nnplayground.core.dataset import Dataset
from nnplayground.core.errors import DataError, PlaygroundError
from nnplayground.data.table import choices, reading
from nnplayground.data.table.build import MAX_COLUMNS, build
from nnplayground.data.table.choices import TableChoices
from nnplayground.data.table.columns import Kind, numbers_of, profile, words_of
from nnplayground.data.table.findings import findings
from nnplayground.data.table.plan import Gaps, Parting, suggest
from nnplayground.data.table.reading import Stopped, read_table, said_size
from nnplayground.data.table_own import OwnTable

TEXT = "a,b,kind\n" + "".join(f"{n * 1.37:.2f},{n * n % 7},{'xy'[n % 2]}\n" for n in range(20))


def excel(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def parquet(path, rows):
    pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(path)
    return path


def csv(path, rows):
    path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


FORMATS = pytest.mark.parametrize(
    ("write", "suffix"),
    [(csv, ".csv"), (excel, ".xlsx"), (parquet, ".parquet")],
    ids=["csv", "xlsx", "parquet"],
)


def refused(path) -> str:
    with pytest.raises(DataError) as caught:
        read_table(path)
    assert path.name in str(caught.value)
    return str(caught.value)


@FORMATS
def test_a_table_without_rows_is_a_sentence(tmp_path, write, suffix):
    path = write(tmp_path / f"t{suffix}", [("a", "b")])
    assert refused(path)


def test_an_empty_sheet_is_empty(tmp_path):
    assert "The table is empty." in refused(excel(tmp_path / "t.xlsx", []))
    (tmp_path / "t.csv").write_text("\n\n  \n", encoding="utf-8")
    assert "The table is empty." in refused(tmp_path / "t.csv")


@FORMATS
def test_a_table_that_is_too_wide_is_refused_with_its_width(tmp_path, monkeypatch, write, suffix):
    monkeypatch.setattr(reading, "MAX_COLUMNS", 3)
    path = write(tmp_path / f"t{suffix}", [("a", "b", "c", "d"), (1, 2, 3, 4), (5, 6, 7, 8)])
    assert "4" in refused(path)


@FORMATS
def test_reading_any_format_can_be_broken_off(tmp_path, write, suffix):
    path = write(tmp_path / f"t{suffix}", [("a", "b"), *((n, n % 2) for n in range(50))])
    with pytest.raises(Stopped):
        read_table(path, stopped=lambda: True)


@FORMATS
def test_a_table_of_any_format_that_is_too_long_is_sampled_in_order(tmp_path, monkeypatch, write, suffix):
    monkeypatch.setattr(reading, "MAX_ROWS", 50)
    monkeypatch.setattr(reading, "_CHUNK", 40)
    path = write(tmp_path / f"t{suffix}", [("a", "b"), *((n, n % 2) for n in range(1000))])
    table = read_table(path)
    assert table.rows == 1000
    assert 30 <= len(table.frame) <= 50
    assert (np.diff(table.frame[0].astype(float)) > 0).all()


def test_rows_that_nobody_expected_are_thinned_as_they_come(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 50)
    monkeypatch.setattr(reading, "_CHUNK", 40)
    sampler = reading._Sampler(2, expected=10)
    for start in range(0, 1000, 40):
        sampler.add(pd.DataFrame({0: np.arange(start, start + 40), 1: 0}))
        assert sum(map(len, sampler._parts)) <= 100 + 40  # memory is bounded
    kept = sampler.frame()
    assert len(kept) == 50
    assert kept[0].is_monotonic_increasing
    assert kept[0].max() > 500  # the later ones have their chance


@pytest.mark.parametrize(("limit", "name"), [("_MAX_FILE", "t.csv"), ("_MAX_EXCEL", "t.xlsx")])
def test_what_would_not_fit_into_memory_is_not_read(tmp_path, monkeypatch, limit, name):
    monkeypatch.setattr(reading, limit, 10)
    write = excel if name.endswith("xlsx") else csv
    assert "at most" in refused(write(tmp_path / name, [("a", "b"), (1, 2), (3, 4)]))


def test_a_sheet_without_names_gets_some(tmp_path):
    table = read_table(excel(tmp_path / "t.xlsx", [(1, 2.5), (3, 4.5), (5, 6.5)]))
    assert len(table.frame) == 3
    assert len(set(table.names)) == 2


def test_the_size_is_said():
    assert str(said_size(replace(read_table(TEXT), size=2048))) == "20 rows, 3 columns, 2 KB"


# What is in the cells


def test_cells_of_a_sheet_are_taken_as_what_they_are(tmp_path):
    days = [datetime.datetime(2020, 1, 1 + n) for n in range(20)]
    rows = [(day, n % 2 == 0, n + 0.5, "xy"[n % 2]) for n, day in enumerate(days)]
    table = read_table(excel(tmp_path / "t.xlsx", [("day", "flag", "value", "kind"), *rows]))
    columns = profile(table)
    assert [column.kind for column in columns] == [Kind.DATE, Kind.CATEGORY, Kind.NUMBER, Kind.CATEGORY]
    assert np.isnan(numbers_of(table.frame[0])).all()  # a date is no number


def test_numbers_as_words_have_no_more_decimals_than_they_need():
    words = words_of(pd.Series([1.0, 2.5, np.inf, np.nan]))
    assert words[:2].tolist() == ["1", "2.5"]
    assert words[2:].isna().all()


def test_whole_numbers_beyond_any_float_are_no_numbers():
    series = pd.Series([1, 10**400, 3], dtype=object)
    assert numbers_of(series)[[0, 2]].tolist() == [1, 3]
    assert np.isnan(numbers_of(series)[1])


# What is chosen


def planned(text=TEXT, **changes):
    table = read_table(text)
    return table, replace(suggest(profile(table)), **changes)


def test_another_reading_of_a_column_is_followed():
    table, plan = planned()
    assert plan.inputs() == (0, 1)
    assert plan.with_kind(1, Kind.TEXT).inputs() == (0,)
    words = plan.with_kind(1, Kind.CATEGORY)
    assert len(build(table, words).inputs) == 1 + 4  # squares are 0, 1, 2 or 4 modulo 7
    assert plan.with_kind(2, Kind.NUMBER).classify is False
    assert plan.with_kind(2, Kind.CATEGORY).classify is True


def test_categories_that_would_be_too_many_inputs_are_refused():
    rows = 220
    names = [f"c{n}" for n in range(MAX_COLUMNS // 20)]
    cells = (",".join(f"w{(n * k) % 101}" for k in range(len(names))) for n in range(rows))
    text = "\n".join([",".join([*names, "kind"]), *(f"{row},{'xy'[n % 2]}" for n, row in enumerate(cells))])
    table, plan = planned(text)
    plan = replace(plan, target=len(names), classify=True, used=(True,) * (len(names) + 1))
    plan = replace(plan, kinds=(Kind.CATEGORY,) * (len(names) + 1))
    with pytest.raises(DataError, match="The categories would become") as caught:
        build(table, plan)
    assert caught.value.remedy


def test_gaps_whose_rows_are_left_out_can_be_filled():
    text = TEXT + ",4,x\n3,,y\n"
    table, plan = planned(text, numbers=Gaps.DROP)
    found = findings(table, profile(table), plan, build(table, plan))
    (gap,) = [one for one in found if str(one.action) == "Keep and fill"]
    assert "These rows are left out." in str(gap.consequence)
    assert gap.plan is not None
    assert (len(build(table, plan).x), len(build(table, gap.plan).x)) == (20, 22)


def test_letters_that_cannot_be_read_are_found(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(TEXT.replace("kind", "Größe").encode("latin-1"))
    table = read_table(path, replace(read_table(TEXT).writing, encoding="utf-8"))
    assert table.replaced
    found = findings(table, profile(table), suggest(profile(table)), None)
    assert any("Some letters cannot be read." in str(one.sentence) for one in found)


# What is kept of it


def test_choices_come_back_as_they_were_made():
    table, plan = planned(numbers=Gaps.DROP, parting=Parting.RANDOM)
    kept = TableChoices.model_validate_json(TableChoices.of(table, plan).model_dump_json())
    again = replace(kept.plan(suggest(profile(table))), parting=plan.parting)
    assert again == plan
    assert kept.writing() == table.writing
    assert kept.model_copy(update={"written": None}).writing() is None


@pytest.mark.parametrize(
    "changes", [{"target": 3}, {"parts_by": 3}, {"kinds": ["number"]}, {"used": [True, False]}]
)
def test_choices_that_contradict_each_other_are_refused(changes):
    table, plan = planned()
    told = json.loads(TableChoices.of(table, plan).model_dump_json()) | changes
    with pytest.raises((PlaygroundError, ValidationError), match="contradict each other"):
        TableChoices.model_validate(told)


def test_choices_of_more_columns_than_are_kept_are_not(monkeypatch):
    monkeypatch.setattr(choices, "_MOST", 2)
    assert TableChoices.of(*planned()) is None


@pytest.fixture
def parted():
    rows = "".join(
        f"{n * 1.37:.2f},{n % 7},{'xy'[n % 2]},{'train' if n % 4 else 'test'}\n" for n in range(20)
    )
    table, plan = planned("a,b,kind,part\n" + rows, target=2, classify=True)
    plan = replace(plan, parting=Parting.COLUMN, parts_by=3)
    return build(table, plan).config(DataConfig(dataset=Dataset.named("circle")(), seed=3)).dataset


def test_a_column_of_the_file_parts_it_whatever_is_chosen(parted):
    assert parted.is_parted()
    assert parted.counts(Split(train=0.1)) == (15, 0, 5)
    assert parted.picture == (0, 1)
    assert parted.model_copy(update={"shown": (1, 7)}).picture == (1, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"parted": (1, 1, 1)}, "do not add up to its rows"),
        ({"parted": (0, 15, 5)}, "do not add up to its rows"),
        ({"classes": ("x",)}, "has one class only"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(parted, changes, said):
    with pytest.raises((PlaygroundError, ValidationError), match=said):
        OwnTable.model_validate(json.loads(parted.model_dump_json()) | changes)
