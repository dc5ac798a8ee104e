"""Two benefit years: steps keep their order, and no split between phases pays more than the one that is called best."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from insurance.drawn import PLANS

from tcsheets.insurance.model import InsurancePlan, Options, Rule, Service
from tcsheets.insurance.plans import Benefits, Patient
from tcsheets.insurance.scopes import scope_of
from tcsheets.insurance.years import course, difference, steps_of, two_years, words_of

TODAY = date(2026, 11, 24)
LINES = st.lists(
    st.builds(
        Service,
        st.just(2),
        st.sampled_from(["D2740", "D2391", "D3330"]),
        st.integers(0, 200_000),
        phase=st.sampled_from(["", "1", "2", "3"]),
    ),
    min_size=1,
    max_size=6,
)


def stated(plan):
    return Benefits((plan,), ("",), Patient(), Options())


@given(LINES, PLANS)
def test_the_best_split_is_the_best_of_all_that_respect_the_phases(services, plan):
    found = two_years(services, stated(plan), [], TODAY)
    splits = [
        course(found.steps, count, (TODAY, found.begins), stated(plan), []) for count in range(1, len(found.steps))
    ]
    assert (found.split is None) == (not splits)
    if found.split:
        assert found.split.plan_pays == max(each.plan_pays for each in splits)


@given(LINES, PLANS)
def test_every_way_does_every_line_once(services, plan):
    found = two_years(services, stated(plan), [], TODAY)
    for way in (found.now, found.later, found.split):
        if way:
            assert sorted(line.service.fee for line in way.lines) == sorted(each.fee for each in services)
            assert words_of(found, way).endswith(".")


@given(LINES)
def test_phases_are_done_in_their_order(services):
    steps = steps_of(services)
    named = [step[0].phase for step in steps if step[0].phase]
    assert named == sorted(named)
    assert sum(len(step) for step in steps) == len(services)


def test_a_split_that_pays_less_says_so_and_why():
    plan = InsurancePlan(shares=(Rule(scope_of("all"), 500_000),), deductibles=(Rule(scope_of("all"), 100_00),))
    services = [Service(2, "D2740", 1000_00, phase="1"), Service(3, "D2750", 1000_00, phase="2")]
    found = two_years(services, stated(plan), [], TODAY)
    assert difference(found.split, found.now) == (
        "Insurance pays $50 less than for everything now because a deductible is owed in each year."
    )
