"""Records -> the flat lists of ints that the heart works on, and its answers back.

Here stands what a text means to the heart; no rule does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.business_time import LAST_YEAR
from tcsheets.errors import ArgumentError
from tcsheets.insurance import heart_fields as at
from tcsheets.insurance.heart_plans import read_plan
from tcsheets.insurance.model import (
    COB_RULES,
    LIMITS,
    PERIODS,
    PLAN_TYPES,
    Frequency,
    InsurancePlan,
    Options,
    Past,
    PlanLine,
    Rule,
    Service,
)
from tcsheets.insurance.places import area_mask, where_mask
from tcsheets.insurance.scopes import Scope, covers, in_category

REPLACING = ("removable", "implants", "fixed")  # what replaces a tooth
HAD = ("claim_sent", "history")  # and what is received and paid
USING = ("received", "claim_sent", "history", "used")
LIMIT_NAMES = ("", *LIMITS)
NOBODY = [-1, -1, -1, 0, 0, 0, 0, 0, 0]


@dataclass(frozen=True, slots=True)
class FlatPlans:
    """Insurance plans as the heart reads them; codes: the number of each; bounds: the record of each rule."""

    plans: list[int]
    rules: list[int]
    ranks: list[int]
    covers: list[int]
    terms: list[int]
    reach: list[int]
    codes: dict[str, int]
    bounds: list[Rule | Frequency | None]

    @property
    def width(self) -> int:
        """How many codes there are, those that are none included."""
        return len(self.codes) + 1

    def tally(self) -> list[int]:
        """Return room for what is added up for each rule; nothing is yet."""
        return [0] * (len(self.bounds) * at.TALLY)


def flat_day(day: date | None) -> int:
    """Return a day as the heart counts it; 0 for none.

    >>> flat_day(date(2026, 1, 1)) - flat_day(date(2025, 12, 31))
    2
    """
    return 0 if day is None else (day.year * 12 + day.month - 1) * 32 + day.day


def day_of(flat: int) -> date:
    """Return the date of a day as the heart counts it.

    >>> day_of(flat_day(date(2024, 2, 29)))
    datetime.date(2024, 2, 29)
    """
    month = flat // 32
    if month // 12 > LAST_YEAR:
        raise ArgumentError("a date comes out after the year 9999; give earlier days")
    return date(month // 12, month % 12 + 1, flat % 32)


def not_given(amount: int | None) -> int:
    """Return an amount, or -1 for one that is not given."""
    return -1 if amount is None else amount


def in_maximum_order(rules: Sequence[Rule]) -> list[Rule]:
    """Return maxima with the more specific first: of two with as little left, that one is named."""
    places = sorted(range(len(rules)), key=lambda place: (-rules[place].scope.rank, place))
    return [rules[place] for place in places]


def flat_rule(rule: Rule, scope: int) -> list[int]:
    """Return an amount, share, age or number of months for a scope as ints."""
    return [scope, rule.amount, rule.used, int(rule.level == "family"), PERIODS.index(rule.period), 0, 0, 0]


def flat_frequency(rule: Frequency, scope: int) -> list[int]:
    """Return a frequency as ints."""
    span = PERIODS.index(rule.period) if rule.period in PERIODS else 0
    return [scope, rule.count, 0, 0, span, rule.months, where_mask(rule.area), int(rule.level == "patient")]


def add_plan(
    plan: InsurancePlan,
    scopes: dict[Scope, int],
    plans: list[int],
    rules: list[int],
    bounds: list[Rule | Frequency | None],
) -> None:
    """Add a plan and its rules to the flat lists; a scope that is new gets the next number."""
    starts: list[int] = []
    exclusions = [Rule(scope, 1) for scope in plan.exclusions]
    kinds = (plan.shares, plan.waitings, plan.age_limits, exclusions, plan.deductibles, in_maximum_order(plan.maximums))
    for kind in kinds:
        starts.append(len(bounds))
        for rule in kind:
            rules += flat_rule(rule, scopes.setdefault(rule.scope, len(scopes)))
            bounds.append(rule)
    starts.append(len(bounds))
    for frequency in plan.frequencies:
        rules += flat_frequency(frequency, scopes.setdefault(frequency.scope, len(scopes)))
        bounds.append(frequency)
    switches = (plan.deductible_last, plan.write_off_on_downgrade, plan.no_write_off_when_exhausted)
    more = (plan.no_write_off_when_limited, plan.missing_tooth)
    words = [PLAN_TYPES.index(plan.plan_type), COB_RULES.index(plan.cob_rule), plan.first_month]
    plans += words + [int(each) for each in switches + more] + starts + [len(bounds)]


def amounts(pairs: Sequence[tuple[str, int | None]]) -> dict[str, int | None]:
    """Return listed amounts by code; the first of a code that is listed twice."""
    found: dict[str, int | None] = {}
    for code, amount in pairs:
        found.setdefault(code.strip().upper(), amount)
    return found


def replacing(codes: Sequence[str]) -> list[int]:
    """Return for each code whether it replaces a tooth."""
    return [int(any(in_category(code, category) for category in REPLACING)) for code in codes]


def listed_terms(plan: InsurancePlan, codes: Sequence[str], replaces: Sequence[int]) -> list[int]:
    """Return what a plan lists by code, for each of the codes; what its rules say of them is read by the heart."""
    copays, fixed, fees = amounts(plan.copays), amounts(plan.fixed_benefits), amounts(plan.fee_schedule)
    cheaper: dict[str, str] = {}
    for done, instead in plan.substitutes:
        cheaper.setdefault(done.strip().upper(), instead)
    is_percentage = plan.plan_type == "percentage"
    terms: list[int] = []
    for place, code in enumerate(codes):
        own = code.strip().upper()
        paid_as = cheaper.get(own, code)
        key, fee = paid_as.strip().upper(), not_given(fees.get(own))
        listed = [copays.get(key) or 0, not_given(fixed.get(key))]
        terms += (
            [0, 0, replaces[place], 0, -1] + listed + [fee if is_percentage else -1, -1 if is_percentage else fee, -1]
        )
        terms.append(int(paid_as != code))
    return terms


def numbered(codes: Sequence[str]) -> dict[str, int]:
    """Return a number for each code; no code has the first, and the second belongs to none."""
    found = {"": at.NO_CODE}
    for code in codes:
        if code not in found:
            found[code] = len(found) + 1
    return found


def flat_covers(scopes: dict[Scope, int], codes: dict[str, int]) -> list[int]:
    """Return for each scope and each code whether the scope has it."""
    width = len(codes) + 1
    found = [0] * (len(scopes) * width)
    for scope, number in scopes.items():
        for code, place in codes.items():
            if covers(scope, code):
                found[number * width + place] = 1
    return found


def ranks_of(scopes: dict[Scope, int]) -> list[int]:
    """Return how specific each scope is, by its number."""
    found = [0] * len(scopes)
    for scope, number in scopes.items():
        found[number] = scope.rank
    return found


def flat_plans(plans: Sequence[InsurancePlan], codes: Sequence[str]) -> FlatPlans:
    """Return insurance plans as ints, with what they say of each code."""
    scopes: dict[Scope, int] = {}
    numbers = numbered(codes)
    found: list[int] = []
    rules: list[int] = []
    terms: list[int] = []
    bounds: list[Rule | Frequency | None] = []
    names = [""] * (len(numbers) + 1)
    for code, number in numbers.items():
        names[number] = code
    # Only a plan with a missing-tooth clause asks.
    asked = any(plan.missing_tooth for plan in plans)
    replaces = replacing(names) if asked else [0] * len(names)
    for plan in plans:
        add_plan(plan, scopes, found, rules, bounds)
        terms += listed_terms(plan, names, replaces)
    ranks, about = ranks_of(scopes), flat_covers(scopes, numbers)
    flat = FlatPlans(found, rules, ranks, about, terms, [0] * (len(bounds) * len(names)), numbers, bounds)
    for slot in range(len(plans)):
        read_plan(found, slot, rules, ranks, about, flat.width, terms, flat.reach)
    return flat


def flat_past(each: Past, codes: dict[str, int], refs: dict[str, int], is_own: bool) -> list[int]:
    """Return a past service as ints; `is_own` says that it is a claim for one of the very lines."""
    had = each.status in HAD or (each.status == "received" and each.paid > 0)
    lead = [codes[each.code], flat_day(each.day), each.plan, each.paid, each.deductible]
    place = [area_mask(each.place), refs[each.ref], int(is_own), int(each.status == "received")]
    is_service = had and each.code != ""
    flags = [int(each.status in USING), int(is_service), int(not each.is_patient)]
    return lead + flags + place + [not_given(each.write_off)]


def flat_log(past: Sequence[Past], codes: dict[str, int], refs: dict[str, int], own: Sequence[str] = ()) -> list[int]:
    """Return a history as ints; refs: the numbers of references, which grow by new ones; own: those of the lines."""
    refs.setdefault("", 0)
    found: list[int] = []
    for each in past:
        refs.setdefault(each.ref, len(refs))
        found += flat_past(each, codes, refs, each.ref != "" and each.ref in own)
    return found


def three(figures: Sequence[int | None]) -> list[int]:
    """Return a figure for each of three plans."""
    return [not_given(figures[place]) if place < len(figures) else -1 for place in range(3)]


def flat_line(service: Service, codes: dict[str, int], refs: dict[str, int]) -> list[int]:
    """Return a service as ints."""
    lead = [codes[service.code], service.fee, service.units, flat_day(service.day), area_mask(service.place)]
    more = [not_given(service.age), not_given(service.write_off), refs.get(service.ref, 0), flat_day(service.lost)]
    return lead + more + three(service.plan_fees) + three(service.substitute_fees) + three(service.predetermined)


def flat_person(plans: Sequence[InsurancePlan], options: Options) -> list[int]:
    """Return which plans a patient has, when each began, and what the office decides."""
    person = NOBODY[:]
    for place, plan in enumerate(plans):
        person[at.SLOT + place] = place
        person[at.EFFECTIVE + place] = flat_day(plan.effective)
    person[at.SECOND_WRITE_OFF] = int(options.secondary_write_off)
    person[at.OFFICE_FEE] = int(options.exclusions_use_office_fee)
    person[at.BLANK_IS_ZERO] = int(options.blank_fixed_benefit_is_zero)
    return person


def plan_line_of(out: Sequence[int], start: int, bounds: Sequence[Rule | Frequency | None]) -> PlanLine:
    """Return what a plan makes of a line as a record."""
    bound, off, kind = out[start + at.BOUND], out[start + at.WRITE_OFF], out[start + at.KIND]
    found = bounds[bound] if bound >= 0 else None
    return PlanLine(
        out[start + at.ALLOWED],
        out[start + at.LINE_COPAY],
        out[start + at.DEDUCTIBLE],
        out[start + at.PLAN_SHARE],
        out[start + at.PAYS],
        None if off < 0 else off,
        LIMIT_NAMES[out[start + at.LIMIT]],
        out[start + at.OVER],
        found if isinstance(found, Rule) else None,
        out[start + at.OWN],
        (kind & at.ACTUAL) != 0,
        (kind & at.PREDETERMINED) != 0,
        (kind & at.DOWNGRADED) != 0,
    )
