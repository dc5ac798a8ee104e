"""Acceptance, commission, the queue, visits: what must hold whatever the lists say."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.business_time import is_open, office_time
from tcsheets.casework.acceptance import (
    FEW,
    MEASURES,
    STAGES,
    Definition,
    definition_words,
    grouped,
    parts,
    rate,
    reached,
    remark,
)
from tcsheets.casework.commission import Tier, commissions
from tcsheets.casework.decisions import DECISIONS, Entry, cases_of, read_log
from tcsheets.casework.queue import LADDER, FollowUp, Rules, due_of, queue_of
from tcsheets.casework.referrals import Referral, sources
from tcsheets.casework.visits import Visit, dated, later
from tcsheets.errors import DataError

FIRST = date(2026, 1, 5)
DAYS = st.integers(0, 200).map(lambda days: FIRST + timedelta(days=days))
NAMES = st.sampled_from(["", "Riley", "Morgan"])


@st.composite
def entries(draw):
    """Return an entry of a log as a practice could have typed it."""
    presented = draw(DAYS)
    decision, value = draw(st.sampled_from(DECISIONS)), draw(st.integers(0, 900_000))
    accepted = draw(st.integers(0, value)) if decision in ("accepted", "partly accepted") else 0
    decided = presented + timedelta(days=draw(st.integers(0, 90)))
    scheduled, completed = draw(st.none() | DAYS), draw(st.none() | DAYS)
    case, chart = f"C-{draw(st.integers(1, 20))}", f"CH-{draw(st.integers(1, 9))}"
    lines = draw(st.integers(0, 9))
    return Entry(
        draw(st.integers(2, 99)), case, chart, presented, decided, decision, value, accepted, accepted, lines,
        lines if accepted else 0, scheduled, completed, draw(NAMES), shared_with=draw(NAMES),
        share=draw(st.sampled_from([0, 250_000, 500_000])),
    )  # fmt: skip


LOGS = st.lists(entries(), max_size=12)


@given(LOGS, st.sampled_from([None, 0, 30, 60]))
def test_a_funnel_never_grows(log, within):
    cases = cases_of(log)
    counts = [sum(reached(each, stage, within) for each in cases) for stage in STAGES]
    assert len(cases) >= counts[0] >= counts[1] >= counts[2]


@given(LOGS, st.sampled_from(MEASURES), st.sampled_from(STAGES), st.integers(0, 90))
def test_more_days_to_decide_never_lower_a_rate(log, by, stage, days):
    cases = cases_of(log)
    found = [rate(cases, Definition(by, stage, within)) for within in (days, days + 1, None)]
    assert found == [None] * 3 or found == sorted(found)


@given(LOGS, st.sampled_from(MEASURES), st.sampled_from(STAGES))
def test_a_rate_is_between_nothing_and_all_and_blank_without_a_denominator(log, by, stage):
    cases = cases_of(log)
    found = rate(cases, Definition(by, stage))
    assert found is None if not parts(cases, Definition(by, stage))[0] else 0 <= found <= 1_000_000
    assert str(len(cases)) in definition_words(Definition("plan", stage), cases)


@given(LOGS, st.sampled_from(["coordinator", "plan size", "month"]))
def test_the_groups_of_a_summary_add_up_to_the_whole(log, group):
    cases = cases_of(log)
    *groups, (name, whole) = grouped(cases, group, None)
    assert name == "all"
    assert sum(len(own) for _, own in groups) == len(whole) == len(cases)
    for by in ("plan", "value", "line"):
        for place in (0, 1):
            assert sum(parts(own, Definition(by))[place] for _, own in groups) == parts(cases, Definition(by))[place]


@given(LOGS, DAYS)
def test_before_and_after_a_change_are_all_cases(log, change):
    cases = cases_of(log)
    assert sum(len(own) for _, own in grouped(cases, "", change)) == len(cases)


def test_few_cases_are_marked_and_none_are_not():
    one = Entry(2, "C-1", "", FIRST, None, "accepted", 100, 100)
    assert remark([one] * (FEW - 1))
    assert not remark([one] * FEW)
    assert not remark([])


@given(LOGS)
def test_commissions_share_out_all_of_the_base(log):
    tiers = [Tier(2, 0, 20_000), Tier(3, 100_000, 30_000), Tier(4, 500_000, 50_000)]
    found = commissions(log, tiers, "accepted", FIRST, FIRST + timedelta(days=400))
    assert sum(each.base for each in found) == sum(each.accepted_value for each in log)
    assert all(each.cases for each in found)


def test_what_is_corrected_later_is_taken_back_later():
    first = Entry(2, "C-1", "", FIRST, FIRST, "accepted", 1000, 1000, coordinator="Riley", ref="e1")
    gone = Entry(
        3, "C-1", "", FIRST, FIRST + timedelta(days=40), "cancelled", 1000, 0, coordinator="Riley", corrects="e1"
    )
    tiers = [Tier(2, 0, 100_000)]
    may = commissions([first, gone], tiers, "accepted", FIRST + timedelta(days=31), FIRST + timedelta(days=60))
    assert [each.commission for each in may] == [-100]


OFFICES = st.builds(
    office_time,
    open_days=st.sets(st.integers(0, 6), min_size=1),
    holidays=st.lists(DAYS, max_size=5),
)
CALLS = st.lists(
    st.builds(
        FollowUp,
        st.integers(2, 99),
        st.just("C"),
        st.just(""),
        st.integers(0, 900_000),
        DAYS.map(lambda day: datetime(day.year, day.month, day.day, 10)),
        st.sampled_from(["", "thinking", "accepted"]),
        last_contact=st.none() | DAYS,
        contacts=st.integers(0, 3),
        chance=st.none() | st.integers(0, 1_000_000),
        opt_out=st.booleans(),
    ),
    max_size=8,
)


@given(CALLS, OFFICES, DAYS)
def test_the_queue_holds_open_cases_only_overdue_first_and_due_when_open(calls, office, today):
    rules, now = Rules(48, LADDER, office), datetime(today.year, today.month, today.day, 9)
    found = queue_of(calls, rules, now)
    assert [each.standing for each in found] == sorted(
        [each.standing for each in found], key=["overdue", "due today", "next"].index
    )
    for each in found:
        assert is_open(each.due, office)
        assert each.follow_up.status != "accepted"
        assert not each.follow_up.opt_out
        assert (each.standing == "overdue") == (each.due < now)
    open_cases = [each for each in calls if each.status != "accepted" and not each.opt_out and due_of(each, rules)]
    assert len(found) == len(open_cases)


GAPS = st.sampled_from(["", "3 days", "2 weeks", "1 month", "6 months"])


@given(st.lists(GAPS, min_size=1, max_size=6), DAYS, OFFICES)
def test_no_visit_is_on_a_closed_day_or_sooner_than_healing_allows(gaps, start, office):
    plan = [Visit(row, str(row), "", "x", gap=gap) for row, gap in enumerate(gaps, start=2)]
    found = dated(plan, start, office)
    assert all(office.hours_on(each.day) for each in found)
    for before, each in pairwise(found):
        assert each.day >= later(before.day, each.visit.gap)


@given(st.lists(st.builds(Referral, st.just(2), NAMES, st.sampled_from(["in", "out"]), NAMES, DAYS, st.booleans())))
def test_every_referral_is_counted_once_and_no_letter_twice(referrals):
    found = sources(referrals, [], FIRST + timedelta(days=201), 7)
    assert sum(each.referrals for each in found) == len(referrals)
    assert sum(each.letters_due for each in found) <= sum(not each.told for each in referrals)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["2026-11-02", "2026-11-01", "accepted", 10, 10], "Decided lies before Presented"),
        (["2026-11-02", "", "accepted", 10, 20], "more than Value presented"),
        (["2026-11-02", "", "maybe", 10, 0], "Decision is not one of"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused_by_row(row, message):
    with pytest.raises(DataError, match=f"log row 2: .*{message}"):
        read_log([["Presented", "Decided", "Decision", "Value presented", "Value accepted"], row]).all_records()
