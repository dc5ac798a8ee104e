"""The owner's workbook: each price is the one worked by hand, a loss is a loss, and nothing in it is an error."""

import pytest

import workbook_templates


@pytest.fixture(scope="module")
def owner(read_book, facts):
    return read_book(workbook_templates.built("pricing_workbook", facts))


def prices(book):
    return {row[0]: row[1] for row in book.values["What If"].iter_rows(6, 12, 7, 8, values_only=True)}


def test_the_plan_is_priced_in_every_way(owner):
    # 1,290 + 312 + 1,380 + 2 x 264 = 3,510; network 846 + 198 + 905 + 2 x 165 = 2,279.
    found = prices(owner)
    assert (found["Office fee"], found["In network"]) == (3510, 2279)
    assert found["With the discount"] == 3334.5
    assert found["Discount, paid in cash"] == 3234.46  # 3 % of it are 100.035, so 100.04 are taken off
    assert found["Each month, with the discount"] == 277.88


def test_a_margin_is_what_is_collected_less_lab_supplies_and_the_chair(owner):
    header, *rows = owner.values["Margins"].iter_rows(4, 60, 2, 11, values_only=True)
    places = {name: header.index(name) for name in ("Collected", "Lab", "Supplies", "Chair", "Margin")}
    for row in rows:
        parts = [row[places[name]] for name in ("Lab", "Supplies", "Chair")]
        assert round(row[places["Collected"]] - sum(parts), 2) == row[places["Margin"]]


def test_today_is_the_only_clock(owner):
    assert [str(each) for each in owner.formulas() if "TODAY(" in each.formula] == ["What If!C5 =TODAY()"]
