"""Random plans, services and histories, as the tests of the insurance rules draw them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tcsheets.insurance.model import Frequency, InsurancePlan, Past, Place, Rule, Service
from tcsheets.insurance.scopes import scope_of

AMOUNTS = st.integers(0, 300_000)
DAY = date(2026, 5, 4)
CODES = st.sampled_from(["D0120", "D0274", "D1110", "D2392", "D2740", "D4341", "D6010", "X1"])
SCOPES = st.sampled_from(["all", "crowns", "restorative", "D2740", "D0274, D2392", "general", "diagnostic"]).map(
    scope_of
)
LEVELS = st.sampled_from(["individual", "individual", "family"])


def rules(amounts):
    made = st.builds(Rule, SCOPES, amounts, AMOUNTS, LEVELS)
    return st.lists(made, max_size=4, unique_by=lambda rule: (rule.scope, rule.level)).map(tuple)


PLANS = st.builds(
    InsurancePlan,
    plan_type=st.sampled_from(["ppo", "percentage", "flat_copay", "capitation", "fixed_benefit", "medical"]),
    cob_rule=st.sampled_from(["basic", "standard", "carve_out", "medicaid"]),
    shares=st.lists(st.builds(Rule, SCOPES, st.integers(0, 1_000_000)), max_size=5).map(tuple),
    deductibles=rules(AMOUNTS),
    maximums=rules(AMOUNTS),
    frequencies=st.lists(st.builds(Frequency, SCOPES, st.integers(1, 2)), max_size=2).map(tuple),
    copays=st.lists(st.tuples(CODES, AMOUNTS), max_size=2).map(tuple),
    fixed_benefits=st.lists(st.tuples(CODES, st.none() | AMOUNTS), max_size=3).map(tuple),
    exclusions=st.lists(SCOPES, max_size=1).map(tuple),
    deductible_last=st.booleans(),
    no_write_off_when_exhausted=st.booleans(),
    no_write_off_when_limited=st.booleans(),
    age_limits=st.lists(st.builds(Rule, SCOPES, st.integers(5, 30)), max_size=1).map(tuple),
    waitings=st.lists(st.builds(Rule, SCOPES, st.integers(0, 24)), max_size=1).map(tuple),
    effective=st.none() | st.dates(date(2024, 1, 1), date(2026, 5, 4)),
    missing_tooth=st.booleans(),
    substitutes=st.lists(st.tuples(CODES, CODES), max_size=1).map(tuple),
)
FEES = st.lists(st.none() | AMOUNTS, min_size=3, max_size=3).map(tuple)
SERVICES = st.lists(
    st.builds(
        Service, st.integers(2, 50), CODES, AMOUNTS, st.integers(1, 3), FEES, st.just((None,) * 3) | FEES, st.just(DAY)
    ),
    max_size=6,
)
PAST = st.lists(
    st.builds(Past, st.sampled_from(["received", "claim_sent", "history", "used"]), CODES, st.just(DAY), paid=AMOUNTS),
    max_size=3,
)
SIMPLE = st.builds(
    InsurancePlan,
    plan_type=st.sampled_from(["ppo", "percentage"]),
    shares=st.lists(st.builds(Rule, SCOPES, st.integers(0, 1_000_000)), max_size=5).map(tuple),
    deductibles=rules(AMOUNTS),
    maximums=rules(AMOUNTS),
)


def frequencies():
    """Return frequencies of every span and area."""
    return st.builds(
        Frequency,
        SCOPES,
        st.integers(1, 2),
        st.sampled_from(["benefit_year", "calendar_year", "last_12_months", "lifetime"]),
        st.sampled_from([0, 0, 6, 12, 60]),
        st.sampled_from(["mouth", "tooth", "quadrant", "arch"]),
    )


HISTORIES = st.lists(
    st.builds(
        Past,
        st.sampled_from(["received", "claim_sent", "history"]),
        CODES,
        st.integers(0, 2500).map(lambda days: DAY - timedelta(days=days)),
        paid=AMOUNTS,
        place=st.sampled_from([Place(), Place((14,)), Place((30,)), Place(quadrant="UL")]),
    ),
    max_size=4,
)
LISTED = st.builds(
    InsurancePlan,
    shares=st.just((Rule(scope_of("all"), 800_000),)),
    frequencies=st.lists(frequencies(), min_size=1, max_size=2).map(tuple),
    waitings=st.lists(st.builds(Rule, SCOPES, st.integers(0, 24)), max_size=1).map(tuple),
    effective=st.dates(date(2024, 1, 1), date(2026, 5, 4)),
    first_month=st.integers(1, 12),
)
