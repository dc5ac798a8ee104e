"""Closed days: three years of a country's or a state's holidays, and a word before they run out."""

from datetime import date

import pytest

from tcsheets.errors import ArgumentError
from tcsheets.workbook.package import open_package
from tcsheets.workbook.recalculation import recalculate
from workbook_templates.treatment_coordinator.settings import YEARS_OF_HOLIDAYS, holiday_rows

TODAY = date(2026, 11, 24)


def days(country="US", state=""):
    return {row["Date"]: row["Holiday"] for row in holiday_rows(TODAY, country, state)}


def test_a_workbook_begins_with_the_holidays_of_three_years_from_the_first_of_this_one(made):
    rows = made.values["Settings"].iter_rows(5, 80, 10, 10, values_only=True)
    written = {row[0].date() for row in rows if row[0]}
    assert written == set(days())
    assert {day.year for day in written} >= set(range(2026, 2026 + YEARS_OF_HOLIDAYS))
    assert date(2026, 11, 26) in written


def test_a_state_or_another_country_has_its_own():
    assert date(2027, 3, 2) in days("US", "TX")
    assert days("US", "tx") == days("US", "TX")
    assert date(2027, 3, 2) not in days()
    assert date(2027, 7, 1) in days("CA", "ON")


@pytest.mark.parametrize(("country", "state"), [("XX", ""), ("US", "Texas!")])
def test_what_is_no_country_or_state_is_refused_with_how_to_write_one(country, state):
    with pytest.raises(ArgumentError, match=r"no holidays are known of .*; write them like --country US --state TX"):
        holiday_rows(TODAY, country, state)


@pytest.mark.parametrize(("today", "warned"), [(TODAY, False), (date(2028, 6, 1), False), (date(2028, 7, 1), True)])
def test_start_and_today_say_half_a_year_before_that_the_closed_days_run_out(made, read_book, today, warned):
    book = read_book(recalculate(open_package(made.data, "t"), today=today).data)
    for sheet, cell in (("Today", "B6"), ("Start", "B14")):
        assert ("closed days on Settings run out" in (book.values[sheet][cell].value or "")) == warned
