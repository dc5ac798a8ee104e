"""Payments cases: a case's inputs -> the library's records -> the figures expected of it."""

from datetime import date, timedelta

from tcsheets.errors import TcsheetsError
from tcsheets.lending import spreadsheet
from tcsheets.lending.apr import Flow, apr
from tcsheets.lending.loans import Loan, fixed_principal, level_loan_payment, loan_schedule, monthly_due
from tcsheets.lending.periods import PERIODS_A_YEAR, add_months
from tcsheets.lending.schedules import Terms, level_payment, schedule

from .outcomes import Outcome, UnsupportedError, compare, known

PERIODS = {
    "month": "monthly",
    "week": "weekly",
    "two weeks": "every two weeks",
    "semimonth": "twice a month",
    "quarter": "quarterly",
}
PLAN = {"principal", "financed_before_down", "down_payment", "apr_pct", "rate_pct", "payment", "n_payments", "period"}
PLAN |= {"first_payment_months", "interest_starts_month", "interest_starts_after_months", "rounding"}
LOAN = {"principal", "proceeds", "financed_fee", "fees", "fee_in_finance_charge", "rate_pct", "day_count", "date"}
LOAN |= {"first", "n_payments", "months", "skip_months", "payments", "fixed_principal", "interest_only", "period"}


def cents(dollars):
    return round(dollars * 100)


def period_of(inputs):
    period = inputs.get("period", "month")
    if period not in PERIODS:
        raise UnsupportedError(f"period {period}")
    return PERIODS[period]


def rate_of(inputs):
    return round(inputs.get("apr_pct", inputs.get("rate_pct", 0)) * 10_000)


# --- the spreadsheet's own functions


def tvm(case):
    inputs = case["inputs"]
    known(inputs, {"function", "args", "when"}, "inputs")
    name, args, begin = inputs["function"], list(inputs["args"]), inputs.get("when", "end") == "begin"
    function = getattr(spreadsheet, name, None)
    if function is None:
        raise UnsupportedError(f"function {name}")
    if name in ("irr", "npv", "mirr"):
        return {"value": function(*args)}
    if name in ("ipmt", "ppmt"):
        args[1] = int(args[1])
    return {"value": function(*args, due_at_start=begin)}


# --- in-house plans


def terms_of(inputs):
    known(inputs, PLAN, "inputs")
    amount = inputs.get("principal", inputs.get("financed_before_down")) - inputs.get("down_payment", 0)
    free = inputs.get("interest_starts_after_months", inputs.get("interest_starts_month", 1) - 1)
    return Terms(cents(amount), rate_of(inputs), period_of(inputs), free + 1)


def unrounded_rows(inputs):
    """Yield (number, payment, interest, principal, balance) in dollars, with their fractions."""
    rate = rate_of(inputs) / 1_000_000 / PERIODS_A_YEAR[period_of(inputs)]
    balance = inputs.get("principal", inputs.get("financed_before_down", 0)) - inputs.get("down_payment", 0)
    payment = inputs.get("payment") or -spreadsheet.pmt(rate, inputs["n_payments"], balance)
    number = 0
    while balance > 0.005 and number < 2000:
        number += 1
        interest = balance * rate
        principal = min(payment - interest, balance)
        balance -= principal
        yield number, interest + principal, interest, principal, balance


def plan(case):
    inputs = case["inputs"]
    terms, count = terms_of(inputs), inputs.get("n_payments")
    if inputs.get("rounding") == "none":
        rows = list(unrounded_rows(inputs))
    else:
        payment = cents(inputs["payment"]) if "payment" in inputs else level_payment(terms, count)
        found = schedule(terms, payment, count)
        rows = [(r.number, r.payment / 100, r.interest / 100, r.principal / 100, r.balance / 100) for r in found]
    return figures_of_rows(rows)


def figures_of_rows(rows):
    total, interest = sum(row[1] for row in rows), sum(row[2] for row in rows)
    found = {"n_charges": len(rows), "n_payments": len(rows), "total_interest": interest, "payment": rows[0][1]}
    found |= {"last_payment": rows[-1][1], "first_payment": rows[0][1], "total_of_payments": total}
    if len(rows) > 2:
        found["middle_payment"] = rows[1][1]
    for number, *parts in rows:
        names = ("payment", "interest", "principal", "balance")
        found |= {f"row{number}.{name}": part for name, part in zip(names, parts, strict=True)}
    return found


# --- payments and loans


def payment(case):
    inputs = case["inputs"]
    known(inputs, {"principal", "rate_pct", "apr_pct", "n_payments", "period"}, "inputs")
    rate = rate_of(inputs) / 1_000_000 / PERIODS_A_YEAR[period_of(inputs)]
    level = round(-spreadsheet.pmt(rate, inputs["n_payments"], inputs["principal"]), 2)
    total = level * inputs["n_payments"]
    return {"payment": level, "total_of_payments": total, "total_interest": total - inputs["principal"]}


def minimum_payment(case):
    inputs = case["inputs"]
    known(inputs, {"amount", "months", "floor"}, "inputs")
    return {"payment": max(inputs["amount"] / inputs["months"], inputs.get("floor", 0))}


def loan(case):
    inputs = case["inputs"]
    known(inputs, LOAN, "inputs")
    if inputs.get("period", "month") != "month":
        raise UnsupportedError("a loan that is not monthly")
    fee = inputs.get("financed_fee", 0) + sum(inputs.get("fees", []) or [])
    principal = inputs.get("principal", inputs.get("proceeds", 0) + fee)
    proceeds = inputs.get("proceeds", principal - fee)
    given = inputs.get("payments")
    count = inputs.get("n_payments") or inputs.get("months") or len(given) + 1
    due = monthly_due(date.fromisoformat(inputs["first"]), count, inputs.get("skip_months", ()))
    made = Loan(cents(principal), rate_of(inputs), inputs["day_count"], date.fromisoformat(inputs["date"]), due)
    paid = loan_payments(case, made, given)
    found = {"payment": paid[0], "first_payment": paid[0], "middle_payment": paid[len(paid) // 2]}
    found |= {"last_payment": paid[-1], "principal": cents(principal), "total_of_payments": sum(paid)}
    found["total_interest"] = sum(paid) - cents(principal)
    found["finance_charge"] = sum(paid) - cents(proceeds)
    flows = [Flow(day, amount) for day, amount in zip(due, paid, strict=True)]
    rate = 100 * apr([Flow(made.made, cents(proceeds))], flows)
    return {name: amount / 100 for name, amount in found.items()} | {"apr_pct": rate}


def loan_payments(case, made, given):
    """Return the payments in cents: level, given, fixed principal, or interest only."""
    inputs = case["inputs"]
    if given is not None:
        return [row.payment for row in loan_schedule(made, [cents(each) for each in given])]
    if inputs.get("fixed_principal"):
        return [row.payment for row in fixed_principal(made, cents(inputs["fixed_principal"]))]
    # The cases name no flag for interest only: a payment in the middle of its own says so.
    if inputs.get("interest_only") or "middle_payment" in case["expected"]:
        return [row.payment for row in loan_schedule(made, [])]
    return [level_loan_payment(made)] * len(made.due)


def series(each):
    known(each, {"first", "count", "amount", "every", "unit", "date"}, "payments")
    first = date.fromisoformat(each.get("first") or each["date"])
    every, unit = each.get("every", 1), each.get("unit", "month")
    for number in range(each.get("count", 1)):
        if unit == "semimonth":
            raise UnsupportedError("unit semimonth")
        months = {"month": every, "year": 12 * every}.get(unit)
        days = {"week": 7 * every, "day": every}.get(unit, 0)
        day = add_months(first, months * number) if months else first + timedelta(days=days * number)
        yield Flow(day, cents(each["amount"]))


def apr_case(case):
    inputs = case["inputs"]
    known(inputs, {"advances", "payments"}, "inputs")
    advances = [flow for each in inputs["advances"] for flow in series(each)]
    payments = [flow for each in inputs["payments"] for flow in series(each)]
    return {"apr_pct": 100 * apr(advances, payments)}


def flat(expected):
    """Return {key: figure}, the rows of a schedule as row1.interest and so on."""
    found = {}
    for key, value in expected.items():
        if key == "rows":
            rows = value.items() if isinstance(value, dict) else enumerate(value, start=1)
            found.update({f"row{number}.{part}": figure for number, row in rows for part, figure in row.items()})
        elif key == "first_row":
            found.update({f"row1.{part}": figure for part, figure in value.items()})
        else:
            found[key] = value
    return found


KINDS = {"tvm": tvm, "payment": payment, "loan": loan, "apr": apr_case, "minimum_payment": minimum_payment}


def run(case):
    """Return the outcome of a case: every key of `expected` is compared."""
    kind = plan if case["kind"].startswith("plan_") else KINDS.get(case["kind"])
    if kind is None:
        raise UnsupportedError(f"kind {case['kind']}")
    expected = flat(case["expected"])
    try:
        found = kind(case)
    except TcsheetsError as error:
        return Outcome("right") if expected.get("error") else Outcome("wrong", str(error))
    totals = {key: value for key, value in expected.items() if key == "total_of_payments"}
    rest = {key: value for key, value in expected.items() if key not in totals}
    outcome = compare(rest, found, case.get("tolerance", 0.005))
    if outcome.verdict == "right" and totals:
        return compare(totals, found, case.get("total_tolerance", case.get("tolerance", 0.005)))
    return outcome
