"""Insurance cases: a case's plans and procedures -> the engine's records -> figures by (ref, plan, key)."""

from tcsheets.insurance.estimate import Service, estimate_plan
from tcsheets.insurance.plans import InsurancePlan, Rule
from tcsheets.insurance.scopes import scope_of
from tcsheets.pricing.membership import member_discounts
from tcsheets.pricing.prices import sales_tax

from .outcomes import UnsupportedError, compare, known

CASE = {"id", "kind", "description", "tags", "plans", "procedures", "history", "patient", "options", "expected"}
CASE |= {"expected_from_doc_text_only", "quirk", "quirk_note", "source"}
PLAN = {"ordinal", "type", "cob_rule", "coverage", "deductibles", "maximums", "frequency"}
PLAN |= {"zero_writeoff_when_max_exhausted", "zero_writeoff_when_frequency_or_age", "writeoff_on_downgrade"}
PROCEDURE = {"ref", "code", "fee", "allowed", "tooth", "quadrant", "arch", "surface", "tooth_range", "status", "units"}
TYPES = {"ppo": "ppo", "category_percentage": "percentage"}


def cents(dollars):
    return round(dollars * 100)


def figures(case):
    """Return {(ref, plan, key): figure} of a case."""
    known(case, CASE, "fields not held")
    kinds = {"estimate": estimate, "tax": tax, "membership": membership}
    if case["kind"] not in kinds:
        raise UnsupportedError(f"kind {case['kind']}")
    return kinds[case["kind"]](case)


def run(case):
    """Return the outcome of a case: every key of `expected` is compared."""
    expected = {}
    for each in case["expected"]:
        place = (each.get("ref") or tuple(each.get("refs", ())) or None, each.get("plan"))
        expected.update({(*place, key): value for key, value in each.items() if key not in ("ref", "refs", "plan")})
    return compare(expected, figures(case))


def rule(entry):
    known(entry, {"scope", "level", "amount", "period"}, "rule")
    if entry.get("level", "individual") == "family" or entry.get("period", "benefit_year") != "benefit_year":
        raise UnsupportedError("family or lifetime rules")
    return Rule(scope_of(entry["scope"]), cents(entry["amount"]))


def plan_of(entry):
    known(entry, PLAN, "plan fields")
    if entry["type"] not in TYPES:
        raise UnsupportedError(f"plan type {entry['type']}")
    if any(not each.get("ignored") for each in entry.get("frequency", [])):
        raise UnsupportedError("frequency")
    if entry.get("zero_writeoff_when_max_exhausted") and entry.get("maximums"):
        raise UnsupportedError("write-off option")
    shares = [Rule(scope_of(each["scope"]), each["percent"] * 10_000) for each in entry.get("coverage", [])]
    deductibles = [rule(each) for each in entry.get("deductibles", [])]
    maximums = [rule(each) for each in entry.get("maximums", [])]
    return InsurancePlan(TYPES[entry["type"]], tuple(shares), tuple(deductibles), tuple(maximums))


def service_of(row, procedure):
    known(procedure, PROCEDURE, "procedure fields")
    units = procedure.get("units") or 1
    allowed = (procedure.get("allowed") or {}).get("1")
    plan_fee = None if allowed is None else cents(allowed) * units
    return Service(row, procedure["code"], cents(procedure["fee"]) * units, plan_fee)


def estimate(case):
    known(case.get("options") or {}, {"note", "office_fee", "exclusions_use_office_fee"}, "options")
    if len(case["plans"]) != 1 or case.get("patient"):
        raise UnsupportedError("more than one plan, or a patient's situation")
    if any(each.get("status") != "preauth" for each in case.get("history") or []):
        raise UnsupportedError("history")
    services = [service_of(row, procedure) for row, procedure in enumerate(case["procedures"])]
    lines, _ = estimate_plan(services, plan_of(case["plans"][0]))
    found = {}
    for procedure, line in zip(case["procedures"], lines, strict=True):
        ref = procedure["ref"]
        found[ref, 1, "ins_est"] = line.plan_pays / 100
        found[ref, 1, "write_off"] = line.write_off / 100
        found[ref, 1, "deductible"] = line.deductible / 100
        found[ref, None, "patient"] = line.patient / 100
    for each in case["expected"]:
        if "ins_est_sum" in each:
            refs = tuple(each["refs"])
            found[refs, each.get("plan"), "ins_est_sum"] = sum(found[ref, 1, "ins_est"] for ref in refs)
    return found


def tax(case):
    known(case["options"], {"tax_percent", "note"}, "options")
    rate = round(case["options"]["tax_percent"] * 10_000)
    return {(each["ref"], None, "tax"): sales_tax(cents(each["fee"]), rate) / 100 for each in case["procedures"]}


def membership(case):
    plan = case["plans"][0]
    known(plan, {"ordinal", "type", "annual_discount_max"}, "plan fields")
    wanted = [member_discounts([cents(each["fee"])], [cents(each["plan_fee"])], None)[0] for each in case["procedures"]]
    fees = [cents(each["fee"]) for each in case["procedures"]]
    member_fees = [cents(each["plan_fee"]) for each in case["procedures"]]
    maximum = plan.get("annual_discount_max")
    cut = member_discounts(fees, member_fees, None if maximum is None else cents(maximum))
    return {
        (None, None, "total_discount"): sum(cut) / 100,
        (None, None, "zero_discount_count"): sum(
            1 for each, want in zip(cut, wanted, strict=True) if want and not each
        ),
        (None, None, "partial_discount_count"): sum(
            1 for each, want in zip(cut, wanted, strict=True) if 0 < each < want
        ),
    }
