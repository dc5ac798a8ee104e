"""The range contains every estimate it ranges over, and is exact where it says so."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from insurance.drawn import AMOUNTS, DAY, HISTORIES, PLANS, SERVICES

from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.model import InsurancePlan, Options, Rule, Service
from tcsheets.insurance.ranges import bound, order_ends
from tcsheets.insurance.scopes import scope_of

PLAIN = Options()


def in_every_order(services, plans, past):
    for order in permutations(services):
        lines = estimate(list(order), plans, past)
        yield sum(line.plan_pays for line in lines), sum(line.patient for line in lines)


@settings(max_examples=60)
@given(SERVICES.filter(lambda each: len(each) <= 4), st.lists(PLANS, min_size=1, max_size=2), HISTORIES)
def test_the_bound_contains_every_order(services, plans, past):
    ends = bound(services, plans, past, PLAIN)
    for pays, patient in in_every_order(services, plans, past):
        assert ends.low <= pays <= ends.high
        assert ends.patient_low <= patient <= ends.patient_high


USUAL = st.builds(
    InsurancePlan,
    shares=st.tuples(
        st.builds(Rule, st.just(scope_of("restorative")), st.integers(0, 1_000_000)),
        st.builds(Rule, st.just(scope_of("crowns")), st.integers(0, 1_000_000)),
    ),
    deductibles=st.builds(Rule, st.just(scope_of("all")), st.integers(0, 100_00)).map(lambda rule: (rule,)),
    maximums=st.lists(st.builds(Rule, st.just(scope_of("all")), AMOUNTS), max_size=1).map(tuple),
)
FIVE = st.lists(
    st.builds(
        Service, st.just(2), st.sampled_from(["D2391", "D2740", "D0120"]), st.integers(100_00, 900_00), day=st.just(DAY)
    ),
    min_size=5,
    max_size=5,
)


@settings(max_examples=25)
@given(FIVE, USUAL)
def test_with_the_usual_single_deductible_the_ends_are_exact(services, plan):
    ends = order_ends(services, [plan], [], PLAIN)
    pays = [each for each, _ in in_every_order(services, [plan], [])]
    assert not ends.is_bound
    assert (ends.low, ends.high) == (min(pays), max(pays))


def test_more_lines_than_can_be_tried_and_two_deductibles_make_a_bound():
    plan = InsurancePlan(
        shares=(Rule(scope_of("all"), 500_000),),
        deductibles=(Rule(scope_of("crowns"), 50_00), Rule(scope_of("all"), 100_00)),
    )
    services = [Service(row, "D2740" if row % 2 else "D2391", 300_00, day=DAY) for row in range(2, 9)]
    ends = order_ends(services, [plan], [], PLAIN)
    assert ends.is_bound
    assert ends.low < sum(line.plan_pays for line in estimate(services, [plan])) < ends.high
