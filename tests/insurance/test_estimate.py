"""What must always hold of an estimate, through one plan and through several."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from insurance.drawn import AMOUNTS, DAY, PAST, PLANS, SERVICES, SIMPLE

from tcsheets.errors import DataError
from tcsheets.insurance import heart
from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.history import benefit_year_start, deductible_left, months_before
from tcsheets.insurance.model import Frequency, InsurancePlan, Past, Place, Rule, Service
from tcsheets.insurance.places import same_place, teeth_of
from tcsheets.insurance.plans import read_benefits
from tcsheets.insurance.scopes import covers, scope_of


@given(SERVICES, st.lists(PLANS, min_size=1, max_size=3), PAST)
def test_payments_and_write_offs_never_exceed_the_fee_and_nothing_is_negative(services, plans, past):
    for line in estimate(services, plans, past):
        assert line.fee == line.plan_pays + line.write_off + line.patient
        assert line.patient >= 0
        for plan in line.plans:
            assert min(plan.plan_pays, plan.write_off or 0, plan.deductible, plan.copay, plan.over_maximum) >= 0


@given(SERVICES, PLANS, PLANS, PAST)
def test_the_first_plans_result_does_not_change_when_a_second_plan_is_added(services, first, second, past):
    if second.plan_type == "percentage" and second.fee_schedule:
        return
    alone = estimate(services, [first], past)
    both = estimate(services, [first, second], past)
    assert [line.plans[0] for line in alone] == [line.plans[0] for line in both]


@given(SERVICES, PLANS, PAST)
def test_the_order_in_which_history_is_written_down_does_not_matter(services, plan, past):
    assert estimate(services, [plan], past) == estimate(services, [plan], past[::-1])


@given(SERVICES, SIMPLE)
def test_a_plan_never_pays_more_than_what_was_left_of_its_general_maximum(services, plan):
    general = [rule for rule in plan.maximums if rule.scope.kind in ("all", "catch_all")]
    if len(plan.maximums) == 1 and general:
        paid = sum(line.plan_pays for line in estimate(services, [plan]))
        assert paid <= max(general[0].amount - general[0].used, 0)


@given(SERVICES, SIMPLE)
def test_the_deductible_is_taken_once(services, plan):
    if len(plan.deductibles) == 1:
        rule = plan.deductibles[0]
        taken = sum(line.plans[0].deductible for line in estimate(services, [plan]))
        assert taken <= max(rule.amount - rule.used, 0)


@given(SERVICES, SIMPLE, st.integers(2, 5))
def test_multiplying_all_amounts_multiplies_all_results(services, plan, factor):
    whole = 1_000_000
    shares = tuple(Rule(rule.scope, whole if rule.amount > whole // 2 else 0) for rule in plan.shares)

    def larger(rules, by):
        return tuple(Rule(rule.scope, rule.amount * by, rule.used * by, rule.level) for rule in rules)

    def grown(fees, by):
        return tuple(None if fee is None else fee * by for fee in fees)

    def at(by):
        made = [
            Service(
                each.row,
                each.code,
                each.fee * by,
                each.units,
                grown(each.plan_fees, by),
                grown(each.substitute_fees, by),
                each.day,
            )
            for each in services
        ]
        big = InsurancePlan(
            plan.plan_type,
            shares=shares,
            deductibles=larger(plan.deductibles, by),
            maximums=larger(plan.maximums, by),
        )
        return estimate(made, [big])

    assert [line.plan_pays * factor for line in at(1)] == [line.plan_pays for line in at(factor)]
    assert [line.patient * factor for line in at(1)] == [line.patient for line in at(factor)]


@given(AMOUNTS, st.integers(0, 1_000_000), AMOUNTS)
def test_a_payment_before_the_maximum_never_exceeds_the_allowed_amount(allowed, share, left):
    deductible = heart.deductible_owed(allowed, share, left)
    assert heart.benefit(allowed, share, deductible) <= allowed - deductible
    assert heart.benefit_deductible_last(allowed, share, deductible) <= allowed


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


def one(code="D2740", fee=1000_00, **more):
    return Service(2, code, fee, day=more.pop("day", DAY), **more)


def test_a_code_goes_before_a_group_a_narrow_category_a_category_and_all():
    shares = [("all", 1), ("general", 2), ("diagnostic", 3), ("diagnostic_xray", 4), ("D0274, D0272", 5), ("D0274", 6)]
    for count in range(1, 7):
        plan = InsurancePlan(shares=tuple(Rule(scope_of(scope), share * 10_000) for scope, share in shares[:count]))
        assert estimate([one("D0274")], [plan])[0].plan_pays == count * 10_00


def test_a_specific_deductible_is_never_more_than_what_is_left_of_the_general_one():
    plan = InsurancePlan(
        shares=(Rule(scope_of("all"), 1_000_000),),
        deductibles=(Rule(scope_of("D2740"), 50_00), Rule(scope_of("all"), 50_00, 45_00)),
    )
    assert deductible_left(plan, 1, [], "D2740", DAY) == 5_00


def test_the_family_deductible_caps_the_individual_one():
    plan = InsurancePlan(
        deductibles=(Rule(scope_of("all"), 75_00), Rule(scope_of("all"), 150_00, level="family")),
    )
    family = [Past("received", "D2740", DAY, deductible=75_00, is_patient=False), Past("used", deductible=50_00)]
    assert deductible_left(plan, 1, family[:1], "D2740", DAY) == 75_00
    assert deductible_left(plan, 1, family, "D2740", DAY) == 25_00


ALL = (Rule(scope_of("all"), 1_000_000),)


@pytest.mark.parametrize(("had", "paid"), [(date(2021, 5, 4), 0), (date(2021, 5, 3), 1000_00)])
def test_every_five_years_still_blocks_on_the_anniversary_day(had, paid):
    plan = InsurancePlan(shares=ALL, frequencies=(Frequency(scope_of("D2740"), months=60),))
    assert estimate([one()], [plan], [Past("history", "D2740", had)])[0].plan_pays == paid


def test_a_deductible_taken_last_comes_off_the_payment():
    plan = InsurancePlan(
        shares=(Rule(scope_of("all"), 500_000),), deductibles=(Rule(scope_of("all"), 50_00),), deductible_last=True
    )
    assert estimate([one()], [plan])[0].plan_pays == 450_00


def test_capitation_leaves_the_patient_the_copay_and_the_office_writes_off_the_rest():
    line = estimate([one()], [InsurancePlan("capitation", shares=ALL, copays=(("D2740", 250_00),))])[0]
    assert (line.plan_pays, line.write_off, line.patient) == (0, 750_00, 250_00)


def test_a_group_line_is_held_to_both_maxima_and_uses_both():
    plan = InsurancePlan(
        shares=ALL,
        maximums=(Rule(scope_of("D2740, D2750"), 700_00), Rule(scope_of("all"), 1000_00)),
    )
    crown, filling = one(fee=900_00), Service(3, "D2392", 500_00, day=DAY)
    assert [line.plan_pays for line in estimate([crown, filling], [plan])] == [700_00, 300_00]
    assert [line.plan_pays for line in estimate([filling, crown], [plan])] == [500_00, 500_00]


@pytest.mark.parametrize(
    ("day", "first_month", "start"),
    [
        (date(2026, 3, 31), 4, date(2025, 4, 1)),
        (date(2026, 4, 1), 4, date(2026, 4, 1)),
        (date(2026, 12, 31), 1, date(2026, 1, 1)),
    ],
)
def test_a_benefit_year_starts_on_day_one_of_its_month(day, first_month, start):
    assert benefit_year_start(day, first_month) == start


def test_a_maximum_starts_anew_with_the_benefit_year():
    plan = InsurancePlan(shares=ALL, maximums=(Rule(scope_of("all"), 1000_00),), first_month=7)
    lines = [one(fee=900_00), Service(3, "D2750", 900_00, day=date(2026, 7, 1))]
    assert [line.plan_pays for line in estimate(lines, [plan])] == [900_00, 900_00]


def test_a_waiting_period_is_over_on_the_day_it_ends():
    plan = InsurancePlan(shares=ALL, waitings=(Rule(scope_of("crowns"), 12),), effective=date(2025, 5, 4))
    assert estimate([one()], [plan])[0].plan_pays == 1000_00
    assert estimate([one(day=date(2026, 5, 3))], [plan])[0].plans[0].limit == "waiting"


def test_through_age_14_still_pays_at_14():
    plan = InsurancePlan(shares=ALL, age_limits=(Rule(scope_of("preventive"), 14),))
    assert [estimate([one("D1351", age=age)], [plan])[0].plan_pays for age in (14, 15)] == [1000_00, 0]


def test_a_received_claim_takes_the_estimates_place_and_is_not_counted_twice():
    plan = InsurancePlan(shares=ALL, maximums=(Rule(scope_of("all"), 1000_00),))
    paid = Past("received", "D2740", DAY, paid=600_00, deductible=0, ref="a")
    lines = estimate([one(ref="a"), Service(3, "D2750", 900_00, day=DAY)], [plan], [paid])
    assert [line.plan_pays for line in lines] == [600_00, 400_00]


@pytest.mark.parametrize(
    ("some", "other", "area", "same"),
    [
        (Place(teeth=(14,)), Place(teeth=(14,)), "tooth", True),
        (Place(teeth=(14,)), Place(teeth=(15,)), "tooth", False),
        (Place(arch="U"), Place(teeth=(3,)), "tooth_range", True),
        (Place(teeth=(2, 3)), Place(teeth=(3, 4)), "tooth_range", True),
        (Place(teeth=(3,)), Place(quadrant="UR"), "quadrant", True),
        (Place(teeth=(3,)), Place(quadrant="LR"), "arch", False),
        (Place(), Place(teeth=(3,)), "tooth", False),
        (Place(), Place(teeth=(3,)), "mouth", True),
    ],
)
def test_areas_compare_the_place_only(some, other, area, same):
    assert same_place(some, other, area) is same
    assert same_place(other, some, area) is same


def test_teeth_are_read_from_ranges_and_letters():
    assert teeth_of("1-3, 32") == (1, 2, 3, 32)
    assert teeth_of("A") == (4,)
    assert teeth_of("") == ()
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)


def test_a_plan_type_that_is_none_is_refused():
    with pytest.raises(DataError, match="is not one of: ppo, percentage"):
        read_benefits([["Benefit", "Value"], ["Plan type", "Tontine"]])


@given(SERVICES, SIMPLE, PAST, PAST)
def test_what_other_people_had_changes_nothing_where_no_rule_is_the_familys(services, plan, past, others):
    if any(rule.level == "family" for rule in plan.deductibles + plan.maximums):
        return
    strangers = [replace(each, is_patient=False) for each in others]
    alone = estimate(services, [plan], past)
    assert alone == estimate(services, [plan], [*strangers, *past]) == estimate(services, [plan], [*past, *strangers])
