"""What must always hold of an estimate through one plan."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.insurance import heart
from tcsheets.insurance.estimate import Service, estimate_plan, estimate_service
from tcsheets.insurance.plans import InsurancePlan, Rule, plan_of, read_benefits
from tcsheets.insurance.reasons import why
from tcsheets.insurance.scopes import covers, scope_of
from tcsheets.money import cents_from_text, share_of

MONEY = r"\$[\d,]+(?:\.\d\d)?"
SENTENCE = re.compile(rf"Your plan pays ([\d.]+) % of (?:its )?({MONEY})(?: fee)?(?: after the ({MONEY}) deductible)?")
AMOUNTS = st.integers(0, 300_000)
CODES = st.sampled_from(["D0120", "D0274", "D1110", "D2392", "D2740", "D4341", "D6010", "X1"])
SCOPES = st.sampled_from(["all", "crowns", "restorative", "D2740", "D0274, D2392", "general", "diagnostic"]).map(
    scope_of
)


def rules(amounts):
    return st.lists(st.builds(Rule, SCOPES, amounts, AMOUNTS), max_size=4, unique_by=lambda rule: rule.scope).map(tuple)


PLANS = st.builds(
    InsurancePlan,
    plan_type=st.sampled_from(["ppo", "percentage"]),
    shares=st.lists(st.builds(Rule, SCOPES, st.integers(0, 1_000_000)), max_size=5).map(tuple),
    deductibles=rules(AMOUNTS),
    maximums=rules(AMOUNTS),
)
SERVICES = st.lists(st.builds(Service, st.integers(2, 50), CODES, AMOUNTS, st.none() | AMOUNTS), max_size=8)


@given(SERVICES, PLANS)
def test_the_parts_of_a_line_add_up_and_nothing_is_negative(services, plan):
    for line in estimate_plan(services, plan)[0]:
        assert line.service.fee == line.plan_pays + line.write_off + line.patient
        assert min(line.plan_pays, line.write_off, line.patient, line.deductible, line.over_maximum) >= 0


@given(SERVICES, PLANS)
def test_a_plan_never_pays_more_than_what_was_left_of_its_general_maximum(services, plan):
    general = [rule for rule in plan.maximums if rule.scope.kind in ("all", "catch_all")]
    lines, after = estimate_plan(services, plan)
    if len(plan.maximums) == 1 and general:
        assert sum(line.plan_pays for line in lines) <= general[0].left
    for rule, before in zip(after.maximums, plan.maximums, strict=True):
        assert rule.used >= before.used


@given(SERVICES, PLANS)
def test_the_deductible_is_taken_once(services, plan):
    lines, _ = estimate_plan(services, plan)
    if len(plan.deductibles) == 1:
        assert sum(line.deductible for line in lines) <= plan.deductibles[0].left


@given(SERVICES, PLANS, st.integers(2, 5))
def test_doubling_all_amounts_doubles_all_results(services, plan, factor):
    whole = 1_000_000
    shares = tuple(Rule(rule.scope, whole if rule.amount > whole // 2 else 0) for rule in plan.shares)
    plain = InsurancePlan(plan.plan_type, shares, plan.deductibles, plan.maximums)

    def larger(rules):
        return tuple(Rule(rule.scope, rule.amount * factor, rule.used * factor) for rule in rules)

    many = [
        Service(each.row, each.code, each.fee * factor, None if each.plan_fee is None else each.plan_fee * factor)
        for each in services
    ]
    big = InsurancePlan(plan.plan_type, shares, larger(plan.deductibles), larger(plan.maximums))
    ones, manies = estimate_plan(services, plain)[0], estimate_plan(many, big)[0]
    assert [line.plan_pays * factor for line in ones] == [line.plan_pays for line in manies]
    assert [line.patient * factor for line in ones] == [line.patient for line in manies]


@given(SERVICES, PLANS)
def test_the_why_agrees_with_the_numbers(services, plan):
    for line in estimate_plan(services, plan)[0]:
        text = why(line)
        assert text.endswith(".")
        found = SENTENCE.match(text)
        if not found or line.plan_pays == 0:
            continue
        amount = cents_from_text(found[2]) or 0
        deductible = cents_from_text(found[3]) if found[3] else 0
        over = re.search(rf"; ({MONEY}) of it falls over", text)
        rebuilt = share_of(amount - (deductible or 0), round(float(found[1]) * 10_000))
        assert rebuilt - (cents_from_text(over[1]) if over else 0) == line.plan_pays


@given(AMOUNTS, st.integers(0, 1_000_000), AMOUNTS)
def test_a_payment_before_the_maximum_never_exceeds_the_allowed_amount(allowed, share, left):
    deductible = heart.deductible_owed(allowed, share, left)
    assert heart.benefit(allowed, share, deductible) <= allowed - deductible


@pytest.mark.parametrize(
    ("scope", "code", "is_about"),
    [
        ("restorative", "D2740", False),
        ("crowns", "D2740", True),
        ("diagnostic_xray", "D0274", True),
        ("diagnostic", "D0274", True),
        ("D1201", "D1201.1", False),
        ("preventive", "D1201.1", True),
        ("general", "X1", True),
        ("crowns", "X1", False),
        ("D0272, D0274", "D0274", True),
        ("oral surgery", "D7140", True),
    ],
)
def test_a_scope_is_about_its_codes_and_no_others(scope, code, is_about):
    assert covers(scope_of(scope), code) == is_about


def test_a_code_goes_before_a_group_a_narrow_category_a_category_and_all():
    shares = [("all", 1), ("general", 2), ("diagnostic", 3), ("diagnostic_xray", 4), ("D0274, D0272", 5), ("D0274", 6)]
    for count in range(1, 7):
        plan = InsurancePlan(shares=tuple(Rule(scope_of(scope), share) for scope, share in shares[:count]))
        assert plan.share("D0274") == count


def test_a_specific_deductible_is_never_more_than_what_is_left_of_the_general_one():
    plan = InsurancePlan(
        "ppo",
        (Rule(scope_of("all"), 1_000_000),),
        (Rule(scope_of("D2740"), 5_000), Rule(scope_of("all"), 5_000, 4_500)),
    )
    assert estimate_service(Service(2, "D2740", 100_000), plan).deductible == 500


def test_a_plan_type_that_is_none_is_refused():
    with pytest.raises(ArgumentError, match="plan type is not one of: ppo, percentage"):
        plan_of(read_benefits([["Benefit", "Value"], ["Plan type", "HMO"]]).all_records())
