"""Whether a service is covered, from when it will be, and what is left; read from what a coordinator writes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from insurance.drawn import CODES, DAY, HISTORIES, LISTED, PLANS

from tcsheets.errors import DataError
from tcsheets.functions import TC_PATIENT_PORTION
from tcsheets.insurance.answers import answer
from tcsheets.insurance.claims import read_past
from tcsheets.insurance.eligibility import eligibility
from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.facts import read_facts
from tcsheets.insurance.frequencies import frequency_of, frequency_words
from tcsheets.insurance.model import Place, Service
from tcsheets.insurance.orthodontics import OrthoCase, ortho_lines
from tcsheets.insurance.plans import read_benefits
from tcsheets.insurance.remaining import remaining

PLACES = st.sampled_from([Place(), Place((14,)), Place((19,))])


@given(LISTED, HISTORIES, CODES, PLACES)
def test_from_the_day_that_is_named_the_limit_is_gone_and_the_day_before_it_is_not(plan, past, code, place):
    service = Service(2, code, 100_00, day=DAY, place=place)
    found = eligibility(plan, 1, past, service)
    if found.limit and found.since:
        on = eligibility(plan, 1, past, Service(2, code, 100_00, day=found.since, place=place))
        before = Service(2, code, 100_00, day=found.since - timedelta(days=1), place=place)
        assert on.limit != found.limit
        assert eligibility(plan, 1, past, before).limit


@given(PLANS, HISTORIES, CODES)
def test_what_is_not_covered_is_not_paid_by_the_estimate(plan, past, code):
    service = Service(2, code, 100_00, day=DAY, plan_fees=(None,))
    said = answer(plan, 1, past, service)
    assert said.endswith(".")
    if said.startswith(("Not", "Covered at 0 %")) or "is used up" in said:
        assert estimate([service], [plan], past)[0].plan_pays == 0


@given(PLANS, HISTORIES)
def test_what_is_left_is_never_below_nothing(plan, past):
    for each in remaining(plan, 1, past, DAY):
        assert each.left == max(each.amount - each.used, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2 per calendar year", "twice a calendar year"),
        ("twice a year", "twice a calendar year"),
        ("1 per benefit year", "once a benefit year"),
        ("once in 5 years per tooth", "once every 5 years, by tooth"),
        ("every 36 months per quadrant", "once every 3 years, by quadrant"),
        ("1 in 6 months", "once every 6 months"),
        ("2 in the last 12 months", "twice in any 12 months"),
        ("2 in 12 months", "twice in any 12 months"),
        ("every 12 months", "once every year"),
        ("1 per lifetime", "once in a lifetime"),
        ("3/year", "3 times a calendar year"),
    ],
)
def test_a_frequency_is_read_as_booklets_write_it(text, words):
    assert frequency_words(frequency_of(text)) == words


@pytest.mark.parametrize("text", ["often", "", "2", "0 per year", "2 per moon", "-1 per year"])
def test_what_is_no_frequency_is_refused(text):
    with pytest.raises(ValueError, match="is no frequency; write it like"):
        frequency_of(text)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["Maximum", "", 1000], ["Maximum", "all", 1500]], "row 3: maximum stands in row 2 already"),
        ([["Share", "crowns", "800%"]], "row 2: Value is not a share"),
        ([["Waiting", "crowns", 12]], "row 2: waiting lacks a start"),
        ([["Copay", "crowns", 20]], "row 2: For is no code"),
        ([["Maximum", "", ""]], "row 2: Value is blank"),
        ([["Maximum", "", -5]], "row 2: Value is below 0"),
        ([["Missing tooth", "crown", "2026-01-01"]], "row 2: For is no tooth"),
        ([["Missing tooth clause", "", "yes"], ["Missing tooth", "3", "2026-01-01"]], "row 2: .* lacks a start"),
        ([["Plan type", "", "Tontine"]], "row 2: Value is not one of: ppo, percentage"),
        ([["Benefit year", "", "13"]], "row 2: Value is no month"),
        ([["Maximum used", "ortho", 5]], "row 2: maximum used belongs to no maximum"),
        ([["Waiting", "crowns", "long"]], "row 2: Value is no number of months"),
    ],
)
def test_a_plan_that_contradicts_itself_gets_a_problem_by_row(rows, message):
    with pytest.raises(DataError, match=message):
        read_benefits([["Benefit", "For", "Value"], *rows])


def test_a_line_that_an_age_limit_is_about_needs_the_age():
    plan = [["Benefit", "For", "Value"], ["Share", "", 1], ["Age limit", "D1351", 14]]
    with pytest.raises(DataError, match="lines row 2: depends on the patient's age"):
        TC_PATIENT_PORTION([["Code", "Fee"], ["D1351", 60]], plan, as_of="2026-11-24")
    assert TC_PATIENT_PORTION([["Code", "Fee"], ["D1110", 60]], plan, as_of="2026-11-24") == 0
    assert (
        TC_PATIENT_PORTION([["Code", "Fee"], ["D1351", 60]], [*plan, ["Patient age", "", 14]], as_of="2026-11-24") == 0
    )


def test_good_facts_go_on_beside_a_bad_one():
    reading = read_facts([["Benefit", "For", "Value"], ["Share", "", "50%"], ["Share", "teeth", 1]])
    assert [each.benefit for each in reading.records] == ["share"]
    assert len(reading.problems) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["D1110", "2026-01-01", "lost", 0], "Status is not one of: paid, open, elsewhere"),
        (["", "2026-01-01", "paid", 10], "Code is blank"),
        (["D1110", "", "paid", 10], "Date is blank"),
        (["D1110", "2026-01-01", "paid", -10], "below 0"),
    ],
)
def test_a_history_that_makes_no_sense_is_refused_by_row(row, message):
    with pytest.raises(DataError, match=f"history row 2: .*{message}"):
        read_past([["Code", "Date", "Status", "Paid"], row]).all_records()


@given(
    st.integers(0, 900_000), st.integers(1, 60), st.integers(0, 500_000), st.integers(0, 100_000), st.integers(0, 900)
)
def test_the_parts_of_an_orthodontic_case_add_up_to_the_cent(rest, visits, banding, debond, per_mille):
    fee = rest + banding + debond
    insurance = fee * per_mille // 1000
    lines = ortho_lines(OrthoCase(fee, visits, banding, debond, date(2026, 1, 31)), insurance, None)
    assert sum(line.fee for line in lines) == fee
    assert sum(line.plan_pays for line in lines) == insurance
    assert all(0 <= line.plan_pays <= line.fee and line.patient >= 0 for line in lines)
