"""Medical cases: estimates, coordination of figures, good-faith estimates, summaries of benefits."""

from worked_examples.outcomes import UnsupportedError, compare, known, merged, paired

from tcsheets.insurance import heart
from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.medical import (
    DISPUTE_DAYS,
    DISPUTE_FEE,
    MedicalPlan,
    MedicalService,
    gfe_due,
    may_dispute,
    medical_line,
    printed,
)
from tcsheets.insurance.model import InsurancePlan, Rule, Service
from tcsheets.insurance.scopes import EVERYTHING, scope_of
from tcsheets.money import share_of

RULES = {"standard": "standard", "basic": "basic", "carve_out": "carve_out", "non_duplication": "carve_out"}


def cents(dollars):
    return round(dollars * 100)


def ppm(percent):
    return round(percent * 10_000)


def gfe_deadline(inputs):
    known(inputs, {"business_days_ahead", "trigger"}, "inputs")
    days, counted_from = gfe_due(inputs["trigger"], inputs.get("business_days_ahead", 0))
    return {"due_business_days": days, "counted_from": counted_from}


def gfe_dispute(inputs):
    known(inputs, {"estimate", "billed"}, "inputs")
    return {"may_dispute": may_dispute(cents(inputs["estimate"]), cents(inputs["billed"]))}


def gfe_dispute_window(inputs):
    known(inputs, set(), "inputs")
    return {"calendar_days_from_bill": DISPUTE_DAYS, "fee": DISPUTE_FEE / 100}


def number(text):
    """Return a figure; "at least x" is x."""
    return float(str(text).rsplit(" ", 1)[-1]) if isinstance(text, str) else text


def coinsurance(inputs):
    known(inputs, {"allowed", "coinsurance_pct", "deductible_left", "deductible_total", "copay", "oop_left"}, "inputs")
    left = cents(number(inputs.get("deductible_left", 0)))
    limit = cents(number(inputs["oop_left"])) if inputs.get("oop_left") is not None else None
    copay = cents(inputs["copay"]) if inputs.get("copay") is not None else None
    plan = MedicalPlan(left, ppm(inputs.get("coinsurance_pct", 0)), limit)
    line = medical_line(MedicalService(cents(inputs["allowed"]), copay), plan)
    return {"patient": line.patient / 100, "plan": line.plan_pays / 100, "deductible": line.deductible / 100}


def sbc_example(inputs):
    known(inputs, {"example", "total_cost", "deductible", "coinsurance_pct", "copays", "limits"}, "inputs")
    plan = MedicalPlan(cents(inputs["deductible"]), ppm(inputs["coinsurance_pct"]))
    line = medical_line(MedicalService(cents(inputs["total_cost"])), plan)
    copays, limits = cents(inputs.get("copays", 0)), cents(inputs.get("limits", 0))
    parts = (printed(line.deductible), printed(copays), printed(line.coinsurance), printed(limits))
    found = dict(paired(("deductible", "copays", "coinsurance", "limits"), [part / 100 for part in parts]))
    return merged(found, {"total_patient": sum(parts) / 100})


def sbc_total(inputs):
    known(inputs, {"example", "exact"}, "inputs")
    return {"printed_total": printed(cents(inputs["exact"])) / 100}


def cob(inputs):
    known(
        inputs,
        {"fee", "primary_pct", "primary_paid", "rule", "sec_allowed", "sec_pct", "sec_deductible", "write_off"},
        "inputs",
    )
    if inputs["rule"] not in RULES:
        raise UnsupportedError(f"rule {inputs['rule']}")
    fee = cents(inputs["fee"])
    primary = cents(inputs["primary_paid"]) if "primary_paid" in inputs else share_of(fee, ppm(inputs["primary_pct"]))
    allowed = cents(inputs.get("sec_allowed", inputs["fee"]))
    share, owed = ppm(inputs.get("sec_pct", 100)), cents(inputs.get("sec_deductible", 0))
    own = heart.benefit(allowed, share, heart.deductible_owed(allowed, share, owed))
    rule, written_off = RULES[inputs["rule"]], cents(inputs.get("write_off", 0))
    if rule == "standard":
        secondary = heart.coordinated_standard(own, fee, primary, written_off)
    elif rule == "basic":
        secondary = heart.coordinated_basic(own, allowed, primary)
    else:
        secondary = heart.coordinated_carve_out(own, primary)
    patient = fee - primary - secondary - written_off
    found = {"primary": primary, "secondary": secondary, "secondary_at_most": secondary, "patient": patient}
    return merged({key: value / 100 for key, value in found.items()}, {"balance": (fee - primary) / 100})


def deductible_order(inputs):
    known(inputs, {"deductible", "lines", "order", "maximum"}, "inputs")
    first = inputs.get("order", "").replace(" first", "")
    lines = list(enumerate(inputs["lines"]))
    ordered = sorted(lines, key=lambda each: (each[1]["code"] != first, each[0]))
    shares = tuple(Rule(scope_of(f"code:{line['code']}"), ppm(line["pct"])) for _, line in lines)
    plan = InsurancePlan("percentage", shares=shares, deductibles=(Rule(EVERYTHING, cents(inputs["deductible"])),))
    services = [Service(place, line["code"], cents(line["fee"])) for place, line in ordered]
    paid = {line.service.row: line.plan_pays / 100 for line in estimate(services, [plan])}
    return merged({"total": sum(paid.values())}, {f"ins{place}": paid[place] for place, _ in lines})


KINDS = {
    "gfe_deadline": gfe_deadline,
    "gfe_dispute": gfe_dispute,
    "gfe_dispute_window": gfe_dispute_window,
    "coinsurance": coinsurance,
    "sbc_example": sbc_example,
    "sbc_total": sbc_total,
    "cob": cob,
    "deductible_order": deductible_order,
}


def run(case):
    """Return the outcome of a case: every key of `expected` is compared."""
    expected = {}
    for key, value in case["expected"].items():
        many = enumerate(value) if isinstance(value, list) else None
        expected.update({f"{key}{place}": each for place, each in many} if many else {key: value})
    return compare(expected, KINDS[case["kind"]](case["inputs"]), case.get("tolerance", 0.005))
