"""Insurance cases: a case's plans, procedures and history -> the engine's records -> figures by (ref, plan, key)."""

import re
from datetime import date, timedelta

from worked_examples.outcomes import UnsupportedError, compare, known, paired

from tcsheets.insurance import heart
from tcsheets.insurance.estimate import allowed_of, copay_of, estimate, is_excluded, is_over_age, is_waiting
from tcsheets.insurance.history import (
    capping,
    deductible_left,
    in_period,
    is_frequency_reached,
    is_general,
    level_left,
    maximum_left,
    months_before,
)
from tcsheets.insurance.model import Frequency, InsurancePlan, Options, Past, Place, Rule, Service
from tcsheets.insurance.places import teeth_of
from tcsheets.insurance.scopes import scope_of
from tcsheets.money import share_of
from tcsheets.pricing.membership import member_discounts
from tcsheets.pricing.prices import sales_tax

CASE = {"id", "kind", "description", "tags", "plans", "procedures", "history", "patient", "options", "expected"}
CASE.update({"expected_from_doc_text_only", "quirk", "quirk_note", "source"})
PLAN = {"ordinal", "type", "cob_rule", "coverage", "deductibles", "maximums", "frequency", "age_limits", "waiting"}
PLAN.update({"effective", "effective_months_ago", "exclusions", "copay", "fixed_benefit", "fee_schedule", "substitute"})
PLAN.update({"benefit_year_first_month", "writeoff_on_downgrade", "zero_writeoff_when_max_exhausted"})
PLAN.update({"zero_writeoff_when_frequency_or_age", "annual_discount_max"})
PROCEDURE = {"ref", "code", "fee", "allowed", "substitute_allowed", "tooth", "tooth_range", "quadrant", "arch"}
PROCEDURE.update({"surface", "status", "units", "date", "patient_age", "write_off_override", "plan_fee", "note"})
PROCEDURE.update({"benefit_before_limit"})
HISTORY = {
    "status",
    "ref",
    "code",
    "date",
    "plan",
    "paid",
    "pending",
    "deductible",
    "write_off",
    "member",
    "fee",
    "note",
}
HISTORY.update({"tooth", "tooth_range", "quadrant", "arch", "surface", "preauth_est", "units"})
OPTIONS = {"note", "office_fee", "exclusions_use_office_fee", "exclusions_not_billed", "secondary_ppo_writeoff_allowed"}
OPTIONS.update({"blank_fixed_benefit_is_zero", "tax_percent"})
TYPES = {"ppo": "ppo", "category_percentage": "percentage", "flat_copay": "flat_copay", "capitation": "capitation"}
TYPES.update({"ppo_fixed_benefit": "fixed_benefit", "medical": "medical"})
COB = {"basic": "basic", "standard": "standard", "carve_out": "carve_out", "secondary_medicaid": "medicaid"}
PERIODS = {"benefit_year": "benefit_year", "service_year": "benefit_year", "calendar_year": "calendar_year"}
PERIODS.update({"last_12_months": "last_12_months", "lifetime": "lifetime"})
TODAY = date(2023, 7, 14)
YEAR = TODAY.year  # "Y" of the cases


def cents(dollars):
    return None if dollars is None else round(dollars * 100)


def day_of(text):
    """Return the day that a case means."""
    if text is None or text == "today":
        return TODAY
    if text == "yesterday":
        return TODAY - timedelta(days=1)
    if text == "this_year":
        return date(YEAR, 1, 2)
    ago = re.match(r"^(\d+) (day|week|month|year)s? ago$", text)
    if ago:
        number, unit = int(ago.group(1)), ago.group(2)
        if unit in ("day", "week"):
            return TODAY - timedelta(days=number * (7 if unit == "week" else 1))
        return months_before(TODAY, number * (12 if unit == "year" else 1))
    fixed = re.match(r"^Y(\+\d)?-(\d\d-\d\d)$", text)
    return date.fromisoformat(f"{YEAR + int(fixed.group(1) or 0)}-{fixed.group(2)}" if fixed else text)


# --- records


def rule(entry):
    known(entry, {"scope", "level", "amount", "period"}, "rule")
    period, level = PERIODS.get(entry.get("period") or "benefit_year"), entry.get("level") or "individual"
    if period is None or level not in ("individual", "family", "none"):
        raise UnsupportedError(f"rule {entry}")
    level = "individual" if level == "none" else level
    return Rule(scope_of(entry["scope"]), cents(entry["amount"]), 0, level, period)


def frequency(entry):
    known(entry, {"scope", "count", "period", "every", "area", "level", "ignored"}, "frequency")
    months = 0
    if entry.get("every"):
        number, unit = entry["every"].split()
        months = int(number) * (12 if unit.startswith("year") else 1)
    period = PERIODS.get(entry.get("period") or "calendar_year")
    if period is None:
        raise UnsupportedError(f"frequency period {entry['period']}")
    area, level = entry.get("area") or "mouth", entry.get("level") or "plan"
    return Frequency(scope_of(entry["scope"]), entry.get("count") or 1, period, months, area, level)


def plan_of(entry):
    known(entry, PLAN, "plan fields")
    if entry["type"] not in TYPES:
        raise UnsupportedError(f"plan type {entry['type']}")
    effective = day_of(entry["effective"]) if entry.get("effective") else None
    if entry.get("effective_months_ago") is not None:
        effective = months_before(TODAY, entry["effective_months_ago"])
    return InsurancePlan(
        TYPES[entry["type"]],
        COB[entry.get("cob_rule") or "basic"],
        tuple(Rule(scope_of(each["scope"]), round(each["percent"] * 10_000)) for each in entry.get("coverage") or []),
        tuple(rule(each) for each in entry.get("deductibles") or []),
        tuple(rule(each) for each in entry.get("maximums") or []),
        tuple(frequency(each) for each in entry.get("frequency") or [] if not each.get("ignored")),
        tuple(Rule(scope_of(each["scope"]), each["through"]) for each in entry.get("age_limits") or []),
        tuple(Rule(scope_of(each["scope"]), each["months"]) for each in entry.get("waiting") or []),
        tuple(scope_of(each) for each in entry.get("exclusions") or []),
        tuple((code, cents(amount)) for code, amount in (entry.get("copay") or {}).items()),
        tuple((code, cents(amount)) for code, amount in (entry.get("fixed_benefit") or {}).items()),
        tuple((code, cents(amount)) for code, amount in (entry.get("fee_schedule") or {}).items()),
        tuple((entry.get("substitute") or {}).items()),
        effective,
        entry.get("benefit_year_first_month") or 1,
        False,
        entry.get("writeoff_on_downgrade", True) is not False,
        bool(entry.get("zero_writeoff_when_max_exhausted")),
        bool(entry.get("zero_writeoff_when_frequency_or_age")),
    )


def place_of(entry):
    teeth = teeth_of(str(entry.get("tooth_range") or entry.get("tooth") or ""))
    return Place(teeth, entry.get("quadrant") or "", entry.get("arch") or "")


def service_of(row, entry, case, plans):
    known(entry, PROCEDURE, "procedure fields")
    allowed, cheaper = entry.get("allowed") or {}, entry.get("substitute_allowed") or {}
    ordinals = [str(number) for number in range(1, plans + 1)]
    age = entry.get("patient_age", (case.get("patient") or {}).get("age"))
    return Service(
        row,
        entry["code"],
        cents(entry.get("fee")) or 0,
        entry.get("units") or 1,
        tuple(cents(allowed.get(number)) for number in ordinals),
        tuple(cents(cheaper.get(number)) for number in ordinals),
        day_of(entry.get("date")),
        place_of(entry),
        age,
        cents(entry.get("write_off_override")),
        entry.get("ref") or "",
    )


def past_of(entry):
    known(entry, HISTORY, "history fields")
    status = {"used_adjustment": "used"}.get(entry.get("status"), entry.get("status") or "received")
    paid = entry.get("pending", entry.get("paid")) if status == "claim_sent" else entry.get("paid")
    return Past(
        status,
        entry.get("code") or "",
        day_of(entry["date"]) if entry.get("date") else None,
        entry.get("plan") or 0,
        cents(paid or 0),
        cents(entry.get("deductible") or 0),
        cents(entry.get("write_off")),
        entry.get("ref") or "",
        not entry.get("member") or entry["member"] == "patient",
        place_of(entry),
    )


class Case:
    """A case as records."""

    def __init__(self, case):
        known(case, CASE, "fields not held")
        known(case.get("patient") or {}, {"age", "birth_date", "note"}, "patient")
        self.options = case.get("options") or {}
        known(self.options, OPTIONS, "options")
        self.case = case
        entries = sorted(case["plans"], key=lambda entry: entry["ordinal"])
        self.plans = [plan_of(entry) for entry in entries]
        self.procedures = case["procedures"]
        self.services = [
            service_of(row, entry, case, len(self.plans)) for row, entry in enumerate(self.procedures, start=2)
        ]
        self.past = [past_of(entry) for entry in case.get("history") or []]
        self.choices = Options(
            bool(self.options.get("secondary_ppo_writeoff_allowed")),
            bool(self.options.get("exclusions_use_office_fee")),
            bool(self.options.get("blank_fixed_benefit_is_zero")),
        )


# --- kinds


def estimated(case):
    """Return all figures of an estimate."""
    case = Case(case)
    lines = estimate(case.services, case.plans, case.past, case.choices)
    rate = round((case.options.get("tax_percent") or 0) * 10_000)
    found = {}
    for service, line in paired(case.services, lines):
        tax = sales_tax(line.fee - line.write_off, rate)
        found[service.ref, None, "patient"] = (line.patient + tax) / 100
        found[service.ref, None, "charged_fee"] = line.fee / 100
        found[service.ref, None, "tax"] = tax / 100
        not_billed = bool(case.options.get("exclusions_not_billed"))
        excluded = any(is_excluded(plan, service.code) for plan in case.plans)
        for ordinal, plan in enumerate(line.plans, start=1):
            parts = {"ins_est": plan.plan_pays, "deductible": plan.deductible, "copay": plan.copay}
            parts.update({"allowed": plan.allowed, "write_off": plan.write_off or 0})
            found.update({(service.ref, ordinal, key): part / 100 for key, part in parts.items()})
            found[service.ref, ordinal, "frequency_met"] = plan.limit == "frequency"
            found[service.ref, ordinal, "in_waiting_period"] = plan.limit == "waiting"
            found[service.ref, ordinal, "do_not_bill"] = not_billed and is_excluded(
                case.plans[ordinal - 1], service.code
            )
        found[service.ref, None, "do_not_bill"] = not_billed and excluded
    for each in case.case["expected"]:
        if "refs" in each:
            refs, plan = tuple(each["refs"]), each.get("plan")
            found[refs, plan, "ins_est_sum"] = sum(found[ref, plan, "ins_est"] for ref in refs)
    for ordinal in range(1, len(case.plans) + 1):
        after = list(case.past)
        found[None, ordinal, "used_general"] = used_general(case.plans[ordinal - 1], ordinal, after)
    return found


def used_general(plan, ordinal, past):
    """Return the payments, before any line, that count against the general maximum."""
    general = [each for each in plan.maximums if is_general(each.scope)] or [None]
    counted = [
        each.paid
        for each in past
        if each.status in ("received", "claim_sent", "history", "used")
        and each.is_patient
        and each.plan in (0, ordinal)
        and in_period(each.day, TODAY, "benefit_year", plan.first_month)
        and (not each.code or not capping(plan.maximums, each.code) or general[0] in capping(plan.maximums, each.code))
    ]
    return sum(counted) / 100


def flags(case):
    """Return yes or no of a case's services."""
    found = estimated(case)
    case = Case(case)
    for service in case.services:
        for ordinal, plan in enumerate(case.plans, start=1):
            found[service.ref, ordinal, "in_waiting_period"] = is_waiting(plan, service)
            found[service.ref, ordinal, "over_age"] = is_over_age(plan, service)
            found[service.ref, ordinal, "excluded"] = is_excluded(plan, service.code)
            if len(case.services) == 1:
                reached = is_frequency_reached(plan, ordinal, case.past, service)
                found[service.ref, ordinal, "frequency_met"] = reached
    return found


def limit_only(case):
    """Return step 8 alone: given benefits, capped in the order of the lines."""
    case = Case(case)
    past, found = list(case.past), {}
    for entry, service in paired(case.procedures, case.services):
        wanted = cents(entry["benefit_before_limit"])
        left = maximum_left(case.plans[0], 1, past, service.code, service.day)
        paid = heart.capped(wanted, left[0] if left else 0, left is not None)
        past.append(Past("received", service.code, service.day, 1, paid))
        found[service.ref, 1, "ins_est"] = paid / 100
    return found


def one_figure(case):
    """Return the allowed fee and the copay of a case's services."""
    case = Case(case)
    found = {}
    for entry, service in paired(case.procedures, case.services):
        for ordinal, plan in enumerate(case.plans, start=1):
            fee = service.fee * service.units if entry.get("fee") is not None else 10**12
            allowed = allowed_of(service, fee, plan, ordinal)[0]
            found[service.ref, ordinal, "allowed"] = None if allowed == 10**12 else allowed / 100
            found[service.ref, ordinal, "copay"] = copay_of(service, allowed, plan, case.choices) / 100
    return found


def state(case):
    """Return what is left of deductibles, and used of maxima, before any line."""
    case = Case(case)
    found = {}
    for ordinal, plan in enumerate(case.plans, start=1):
        alone = level_left(plan, ordinal, case.past, "", TODAY, False)
        both = deductible_left(plan, ordinal, case.past, "", TODAY)
        found[None, ordinal, "deductible_remaining"] = both / 100
        found[None, ordinal, "deductible_remaining_individual_only"] = (alone or 0) / 100
        found[None, ordinal, "used_general"] = used_general(plan, ordinal, case.past)
    if len(case.plans) == 1:
        found.update({(None, None, key): value for (_, _, key), value in list(found.items())})
    return found


def tax(case):
    """Return the sales tax: rate x (fee - write-off)."""
    if case["plans"]:
        return estimated(case)
    known(case["options"], OPTIONS, "options")
    rate = round(case["options"]["tax_percent"] * 10_000)
    found = {}
    for each in case["procedures"]:
        known(each, PROCEDURE, "procedure fields")
        fee = cents(each["fee"]) * (each.get("units") or 1) - (cents(each.get("write_off_override")) or 0)
        found[each["ref"], None, "tax"] = sales_tax(fee, rate) / 100
        found[each["ref"], None, "patient"] = (fee + sales_tax(fee, rate)) / 100
    return found


def ortho_case(case):
    """Return the fees of an orthodontic case, and insurance for each: its fee x (insurance / case fee)."""
    given = case["options"]
    known(given, {"fee", "insurance", "patient", "banding", "visit", "debond", "note"}, "options")
    ratio = round(given.get("insurance", 0) / given["fee"] * 1_000_000) if given.get("fee") else 0
    found = {}
    for part in ("banding", "visit", "debond"):
        if part in given:
            fee = cents(given[part])
            found[None, None, f"{part}_fee"] = fee / 100
            found[None, None, f"{part}_ins"] = share_of(fee, ratio) / 100
            found[None, None, f"{part}_patient"] = (fee - share_of(fee, ratio)) / 100
    return found


def membership(case):
    """Return the discounts of a membership plan."""
    plan = case["plans"][0]
    known(plan, {"ordinal", "type", "annual_discount_max"}, "plan fields")
    fees = [cents(each["fee"]) * (each.get("units") or 1) for each in case["procedures"]]
    member_fees = [
        None if each.get("plan_fee") is None else cents(each["plan_fee"]) * (each.get("units") or 1)
        for each in case["procedures"]
    ]
    wanted = member_discounts(fees, member_fees, None)
    cut = member_discounts(fees, member_fees, cents(plan.get("annual_discount_max")))
    pairs = paired(cut, wanted)
    found = {
        (None, None, "total_discount"): sum(cut) / 100,
        (None, None, "zero_discount_count"): sum(1 for each, want in pairs if want and not each),
        (None, None, "partial_discount_count"): sum(1 for each, want in pairs if 0 < each < want),
    }
    for each, discount in paired(case["procedures"], cut):
        found[each["ref"], None, "discount"] = discount / 100
    return found


KINDS = {"estimate": estimated, "frequency_flag": flags, "flag": flags, "limit_only": limit_only}
KINDS.update({"allowed_fee": one_figure, "copay": one_figure, "deductible_remaining": state, "benefit_used": state})
KINDS.update({"tax": tax, "ortho_case": ortho_case, "membership": membership})


def run(case):
    """Return the outcome of a case: every key of `expected` is compared."""
    if case["kind"] not in KINDS:
        raise UnsupportedError(f"kind {case['kind']}")
    expected = {}
    for each in case["expected"]:
        place = (each.get("ref") or tuple(each.get("refs", ())) or None, each.get("plan"))
        expected.update({(*place, key): value for key, value in each.items() if key not in ("ref", "refs", "plan")})
    return compare(expected, KINDS[case["kind"]](case))
