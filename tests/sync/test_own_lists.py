"""A practice's own table is kept in step like the product's lists, and only what was declared leaves."""

import io
import json

import pytest
import xlsxwriter
from sync.world import start

from tcsheets.errors import ArgumentError, FileError
from tcsheets.sync.declaring import allow_columns, declare_list
from tcsheets.sync.home import Home
from tcsheets.sync.lists import LISTS
from tcsheets.sync.own_lists import allowed, definitions_in

RECALLS = {"table": "Recalls", "columns": {"Chart": "text", "Last visit": "date", "Name": "text"}}


def home_with(tmp_path, **config):
    home = Home(tmp_path / "home")
    home.keep_config(**config)
    return home


def own(**changed):
    return {"lists": {"recalls": {**RECALLS, **changed}}}


def test_a_declared_list_stands_beside_the_products(tmp_path):
    home = home_with(tmp_path, **own())
    (recalls,) = [each for each in home.definitions() if each.name == "recalls"]
    assert [each.key for each in recalls.shared()] == ["chart", "last_visit", "name"]
    assert (recalls.mode, recalls.label, recalls.table) == ("cell", ("chart",), "Recalls")
    assert set(LISTS) <= set(home.definitions())


def test_only_allowed_columns_are_shared(tmp_path):
    home = home_with(tmp_path, columns={"follow_ups": ["Case", "status"]})
    follow_ups = home.definitions()[0]
    assert [each.key for each in follow_ups.shared()] == ["case_id", "status"]
    assert len(follow_ups.columns) == len(LISTS[0].columns)


@pytest.mark.parametrize(
    "config",
    [
        own(mode="free"),
        own(columns={"Chart": "words"}),
        own(columns={"row_id": "text"}),
        {"lists": {"Recalls!": RECALLS}},
        {"lists": {"follow_ups": RECALLS}},
        {"lists": {"../up": RECALLS}},
        {"lists": {"recalls": {"columns": {}}}},
        {"columns": {"nothing": ["Case"]}},
        {"columns": {"follow_ups": ["Shoe size"]}},
        {"lists": []},
    ],
)
def test_a_declaration_that_is_none_is_refused_in_one_line(config):
    with pytest.raises(FileError) as told:
        definitions_in(config, "config.json")
    assert "\n" not in str(told.value)


def test_adding_a_store_keeps_the_lists(tmp_path):
    home = home_with(tmp_path, **own())
    home.add_store("practice", tmp_path / "share")
    assert "recalls" in {each.name for each in home.definitions()}
    assert json.loads((home.folder / "config.json").read_text())["format"] == 1


def test_a_column_that_is_not_allowed_never_reaches_the_store():
    kim, lee = start("kim", "lee")
    kim.definitions = (allowed(kim.definitions[0], ["Case", "Status"]),)
    kim.change("C-1", "Note", "only for me")
    kim.change("C-1", "Status", "accepted")
    assert kim.sync().sent == 1
    lee.sync()
    assert (lee.value("C-1", "Status"), lee.value("C-1", "Note")) == ("accepted", "")
    assert kim.value("C-1", "Note") == "only for me"
    assert not any(b"only for me" in data for path, data in kim.files.files.items() if kim.share in path.parents)


def workbook():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet()
    columns = [{"header": each} for each in ("Chart", "Last visit", "Fee", "Name")]
    sheet.add_table("A1:D3", {"name": "Recalls", "columns": columns})
    date = made.add_format({"num_format": "yyyy-mm-dd"})
    for row, (chart, day, fee) in enumerate((("00123", 46350, 45.5), ("00124", 46351, 60)), 1):
        sheet.write_string(row, 0, chart)
        sheet.write_number(row, 1, day, date)
        sheet.write_number(row, 2, fee)
    made.close()
    return out.getvalue()


def test_a_table_is_declared_with_the_kinds_its_cells_have(tmp_path):
    home = Home(tmp_path / "home")
    assert declare_list(home, "recalls", workbook(), "Recalls", [], "row") == ["Chart", "Last visit", "Fee", "Name"]
    (recalls,) = [each for each in home.definitions() if each.name == "recalls"]
    assert [each.kind for each in recalls.columns] == ["text", "date", "number", "text"]
    assert recalls.mode == "row"


def test_only_the_columns_that_were_named_are_declared(tmp_path):
    home = Home(tmp_path / "home")
    assert declare_list(home, "recalls", workbook(), "Recalls", ["Chart", "Fee"], "cell") == ["Chart", "Fee"]
    assert allow_columns(home, "recalls", ["Fee"]) == ["Fee"]
    assert allow_columns(home, "recalls", []) == ["Chart", "Fee"]


def test_a_column_or_list_that_is_not_there_is_said(tmp_path):
    home = Home(tmp_path / "home")
    with pytest.raises(ArgumentError, match="has no column Shoe size; its columns: Chart"):
        declare_list(home, "recalls", workbook(), "Recalls", ["Shoe size"], "cell")
    with pytest.raises(ArgumentError, match="there is no list 'nothing'"):
        allow_columns(home, "nothing", [])
    assert home.config() == {}
