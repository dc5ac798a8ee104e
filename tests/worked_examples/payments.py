"""Payments cases: a case's inputs -> the library's records -> the figures expected of it.

A case may leave out what its description says in words (interest only, fixed
principal), so those words are read too; and files name some fields in several ways.
"""

from datetime import date

from worked_examples.outcomes import Outcome, UnsupportedError, compare, known, merged, paired

from tcsheets.errors import TcsheetsError
from tcsheets.lending import schedules, spreadsheet
from tcsheets.lending.agreements import Agreement, agreed_rows
from tcsheets.lending.apr import apr
from tcsheets.lending.payoffs import total_due
from tcsheets.lending.periods import UnitPeriod, add_periods
from tcsheets.lending.promotions import minimum_payment
from tcsheets.lending.spans import Terms, check_rate
from tcsheets.lending.unit_periods import Flow, series

PERIODS = {
    "week": "weekly",
    "2 weeks": "every two weeks",
    "two weeks": "every two weeks",
    "biweek": "every two weeks",
    "biweekly": "every two weeks",
    "4 weeks": "every four weeks",
    "four weeks": "every four weeks",
    "half month": "twice a month",
    "semimonth": "twice a month",
    "month": "monthly",
    "2 months": "every two months",
    "two months": "every two months",
    "quarter": "quarterly",
    "half year": "twice a year",
    "semiannual": "twice a year",
    "year": "yearly",
}
PLAN = {"principal", "financed_before_down", "down_payment", "apr_pct", "rate_pct", "payment", "n_payments", "period"}
PLAN.update({"first_payment_months", "interest_starts_month", "interest_starts_after_months", "rounding"})
AMOUNTS = {"principal", "proceeds", "financed_fee", "fees", "fee_in_finance_charge", "amount", "balance"}
LOAN = AMOUNTS | {"rate_pct", "apr_pct", "day_count", "date", "first", "n_payments", "months", "skip_months", "period"}
LOAN.update({"payments", "payment", "fixed_principal", "principal_payment", "interest_only", "balloon"})
PAID_OFF_ON = ("payoff_date", "paid_on", "payment_date", "as_of", "to")
PAID_UP_TO = ("last_paid", "last_payment_date", "paid_through", "interest_paid_to", "from", "date")
OWED = ("balance", "principal", "amount")
OWED_TOO = ("interest_due", "unpaid_interest", "accrued_interest", "late_fee", "fees_due")
PAYOFF = {"rate_pct", "apr_pct", "day_count", "payment", "fees"}.union(PAID_OFF_ON + PAID_UP_TO + OWED + OWED_TOO)
PURCHASE = ("amount", "principal", "balance", "purchase")
PROMO_MONTHS = ("months", "n_payments", "promo_months", "term_months")
FLOOR = ("floor", "minimum", "minimum_floor")
FIXED_PRINCIPAL = (
    "fixed principal",
    "principal payment",
    "equal principal",
    "level principal",
    "principal plus interest",
)


def cents(dollars):
    return round(dollars * 100)


def first_of(record, names, default=None):
    """Return the first field of a record that is there."""
    return next((record[name] for name in names if record.get(name) is not None), default)


def day(text):
    return date.fromisoformat(text) if text else None


def period_of(inputs):
    period = str(inputs.get("period") or "month").replace("_", " ")
    if period not in PERIODS and period not in PERIODS.values():
        raise UnsupportedError(f"period {period}")
    return PERIODS.get(period, period)


def rate_of(inputs):
    """Return the yearly rate in ppm; a rate with more digits than that is another rate."""
    ppm = first_of(inputs, ("apr_pct", "rate_pct"), 0) * 10_000
    if abs(ppm - round(ppm)) > 1e-6:
        raise UnsupportedError("a rate of more than four decimals of a percent")
    check_rate(round(ppm))
    return round(ppm)


# --- the spreadsheet's own functions


def tvm(case):
    inputs = case["inputs"]
    known(inputs, {"function", "args", "when"}, "inputs")
    name, args, begin = inputs["function"], list(inputs["args"]), inputs.get("when", "end") in ("begin", 1)
    if name in ("irr", "npv", "mirr"):
        return {"value": getattr(spreadsheet, name)(*args)}
    if name not in ("pmt", "ipmt", "ppmt", "nper", "rate", "pv", "fv"):
        raise UnsupportedError(f"function {name}")
    count = max([len(each) for each in args if isinstance(each, list)], default=0)
    calls = [[each[place] if isinstance(each, list) else each for each in args] for place in range(count or 1)]
    values = [getattr(spreadsheet, name)(*call, due_at_start=begin) for call in calls]
    return {f"value{place}": value for place, value in enumerate(values)} if count else {"value": values[0]}


# --- in-house plans


def terms_of(inputs):
    amount = first_of(inputs, ("principal", "financed_before_down", "amount"))
    free = first_of(inputs, ("interest_starts_after_months",), first_of(inputs, ("interest_starts_month",), 1) - 1)
    down = inputs.get("down_payment") or 0
    return Terms(cents(amount - down), rate_of(inputs), period_of(inputs), free + 1)


def plan(case):
    inputs = case["inputs"]
    known(inputs, PLAN, "inputs")
    payment = cents(inputs.get("payment") or 0)
    rounding = inputs.get("rounding") or "up"
    rows = agreed_rows(Agreement(terms_of(inputs), inputs.get("n_payments") or 0, payment, rounding=rounding))
    return merged(figures_of(rows), {"down_payment": inputs.get("down_payment") or 0})


def figures_of(rows):
    total, interest = sum(row.payment for row in rows), sum(row.interest for row in rows)
    found = {"total_interest": interest, "payment": rows[0].payment, "total_of_payments": total}
    found.update({"first_payment": rows[0].payment, "last_payment": rows[-1].payment})
    found.update({"middle_payment": rows[len(rows) // 2].payment, "total_principal": total - interest})
    found.update({"second_payment": rows[min(1, len(rows) - 1)].payment, "balloon": rows[-1].payment})
    found.update({"finance_charge": interest, "principal": total - interest, "first_interest": rows[0].interest})
    for row in rows:
        names = ("payment", "interest", "principal", "balance")
        found.update({f"row{row.number}.{name}": getattr(row, name) for name in names})
    found.update({f"last_row.{name}": getattr(rows[-1], name) for name in names})
    counts = {"n_charges": len(rows), "n_payments": len(rows), "n_rows": len(rows)}
    return merged({name: amount / 100 for name, amount in found.items()}, counts)


# --- payments and loans


def payment(case):
    inputs = case["inputs"]
    known(inputs, {"principal", "amount", "rate_pct", "apr_pct", "n_payments", "months", "period"}, "inputs")
    principal, count = first_of(inputs, ("principal", "amount")), first_of(inputs, ("n_payments", "months"))
    level = schedules.level_payment(Terms(cents(principal), rate_of(inputs), period_of(inputs)), count, nearest=True)
    total = level * count / 100
    interest = total - principal
    return {"payment": level / 100, "total_of_payments": total, "total_interest": interest, "finance_charge": interest}


def minimum(case):
    inputs = case["inputs"]
    known(inputs, set(PURCHASE + PROMO_MONTHS + FLOOR), "inputs")
    amount, months, floor = first_of(inputs, PURCHASE), first_of(inputs, PROMO_MONTHS), first_of(inputs, FLOOR, 0)
    least = minimum_payment(cents(amount), months, cents(floor)) / 100
    return {"payment": least, "minimum_payment": least}


def says(case, *phrases):
    """Whether a field, or else the description, says so."""
    fields = (case["inputs"].get(phrase.replace(" ", "_")) for phrase in phrases)
    return any(fields) or any(phrase in case.get("description", "").lower() for phrase in phrases)


def fees_of(inputs):
    fees = inputs.get("fees") or 0
    return sum(fees) if isinstance(fees, list) else fees


def principal_and_financed(inputs):
    """Return (principal, amount financed) in cents.

    Fees raise the principal; a financed fee is a finance charge only where the case says so, and financed otherwise.
    """
    fee = inputs.get("financed_fee") or 0
    proceeds = first_of(inputs, ("proceeds", "principal", "amount"))
    principal = proceeds + fee + fees_of(inputs)
    if inputs.get("proceeds") is not None and inputs.get("principal") is not None:
        principal = inputs["principal"]
    return cents(principal), cents(proceeds + (0 if inputs.get("fee_in_finance_charge") else fee))


def due_days(inputs, count):
    """Return the terms of a loan's dates, and the number of its payments: months with none in them are left out."""
    first, period, skipped = day(inputs["first"]), period_of(inputs), tuple(inputs.get("skip_months") or ())
    if inputs.get("months") and not inputs.get("n_payments"):
        unit = UnitPeriod("month")
        count = sum(1 for each in series(first, unit, inputs["months"], 1) if each.day.month not in skipped)
    return first, period, skipped, count


def loan(case):
    inputs = case["inputs"]
    if "overpaid" in case["expected"] or "total_due" in case["expected"]:
        return payoff(case)
    known(inputs, LOAN, "inputs")
    principal, financed = principal_and_financed(inputs)
    given = [cents(each) for each in inputs.get("payments") or ()]
    first, period, skipped, count = due_days(inputs, inputs.get("n_payments") or len(given) + 1)
    day_count = inputs.get("day_count") or "period"
    terms = Terms(principal, rate_of(inputs), period, 1, first, day(inputs.get("date")), day_count, skipped)
    found = loan_rows(case, terms, given, count)
    figures = figures_of(found.rows)
    figures.update({"total_of_payments": found.total / 100, "total_interest": (found.total - principal) / 100})
    figures.update({"principal": principal / 100, "amount_financed": financed / 100})
    flows = [Flow(row.due, amount) for row, amount in paired(found.rows, found.paid) if amount]
    start = terms.starts or add_periods(first, UnitPeriod("month"), -1)
    rate = apr([Flow(start, financed)], flows) / 10_000
    return merged(figures, {"finance_charge": (found.total - financed) / 100, "apr_pct": rate})


class Paid:
    """The rows of a loan, and what is paid: a published level payment counts alike to the last."""

    def __init__(self, rows, level=None):
        self.rows = rows
        self.paid = [level if level is not None else row.payment for row in rows]
        self.total = sum(self.paid)


def loan_rows(case, terms, given, count):
    inputs = case["inputs"]
    if given:
        return Paid(schedules.rows_by(terms, schedules.given(given), count))
    if says(case, "interest only"):
        return Paid(agreed_rows(Agreement(terms, count, kind="interest only")))
    if says(case, *FIXED_PRINCIPAL):
        each = cents(first_of(inputs, ("fixed_principal", "principal_payment", "payment"), 0))
        return Paid(agreed_rows(Agreement(terms, count, each, "fixed principal", "nearest")))
    if inputs.get("payment"):
        return Paid(agreed_rows(Agreement(terms, count, cents(inputs["payment"]))))
    balloon = inputs.get("balloon")
    agreement = Agreement(terms, count, 0, "level", "nearest", cents(balloon if balloon not in (None, True) else 0))
    rows = agreed_rows(agreement)
    return Paid(rows) if balloon else Paid(rows, rows[0].payment)


def payoff(case):
    inputs = case["inputs"]
    known(inputs, PAYOFF, "inputs")
    start, end = day(first_of(inputs, PAID_UP_TO)), day(first_of(inputs, PAID_OFF_ON))
    owed = cents(first_of(inputs, OWED))
    more = sum(cents(inputs.get(name) or 0) for name in OWED_TOO) + cents(fees_of(inputs))
    due = total_due(owed, rate_of(inputs), inputs.get("day_count") or "actual/365", start, end) + more
    paid = cents(inputs.get("payment") or 0)
    found = {"total_due": due, "interest": due - owed - more, "overpaid": paid - due, "payoff": due}
    return {name: amount / 100 for name, amount in found.items()}


# --- APR


UNITS = {"half_month": "semimonth", "half month": "semimonth", "semi-month": "semimonth", "semimonthly": "semimonth"}


def flows_of(each):
    known(each, {"first", "count", "amount", "every", "unit", "date"}, "payments")
    name = str(each.get("unit") or "month").rstrip("s")
    unit = UNITS.get(name, name)
    if unit not in ("day", "week", "semimonth", "month", "year"):
        raise UnsupportedError(f"unit {unit}")
    every = UnitPeriod(unit, each.get("every") or 1)
    return series(day(first_of(each, ("first", "date"))), every, each.get("count") or 1, cents(each["amount"])), every


def apr_case(case):
    inputs = case["inputs"]
    known(inputs, {"advances", "payments"}, "inputs")
    advances = [flow for each in inputs["advances"] for flow in flows_of(each)[0]]
    streams = [flows_of(each) for each in inputs["payments"]]
    payments = [flow for flows, _ in streams for flow in flows]
    longest = max(streams, key=lambda stream: len(stream[0]))
    named = longest[1] if len(longest[0]) > 1 else None  # the interval of a single payment is none
    rate = apr(advances, payments, named)
    total, lent = sum(flow.amount for flow in payments), sum(flow.amount for flow in advances)
    figures = {"finance_charge": total - lent, "total_of_payments": total, "amount_financed": lent}
    return merged({"apr_pct": rate / 10_000}, {name: amount / 100 for name, amount in figures.items()})


# --- comparing


def flat(expected):
    """Return {key: figure}, the rows of a schedule as row1.interest and so on."""
    found = {}
    for key, value in expected.items():
        if key == "rows":
            rows = value.items() if isinstance(value, dict) else enumerate(value, start=1)
            found.update({f"row{number}.{part}": figure for number, row in rows for part, figure in row.items()})
        elif isinstance(value, dict):
            row = "row1" if key == "first_row" else key
            found.update({f"{row}.{part}": figure for part, figure in value.items()})
        elif isinstance(value, list):
            found.update({f"{key}{place}": each for place, each in enumerate(value)})
        else:
            found[key] = value
    return found


def wants_error(expected):
    """Whether a case expects no figure at all: an error, or a value that is none."""
    value = expected.get("value", 0)
    none = value is None or str(value) == "nan" or value == "error"
    return none or bool(expected.get("error") or expected.get("refused"))


KINDS = {"tvm": tvm, "payment": payment, "loan": loan, "apr": apr_case, "minimum_payment": minimum}


def run(case):
    """Return the outcome of a case: every key of `expected` is compared."""
    kind = plan if case["kind"].startswith("plan_") else KINDS.get(case["kind"])
    if kind is None:
        raise UnsupportedError(f"kind {case['kind']}")
    expected, tolerance = flat(case["expected"]), case.get("tolerance", 0.005)
    try:
        found = kind(case)
    except TcsheetsError as error:
        return Outcome("right") if wants_error(expected) else Outcome("wrong", str(error))
    if wants_error(expected):
        return Outcome("wrong", "expected an error, got a figure")
    totals = {key: value for key, value in expected.items() if key.startswith("total_") and "total_tolerance" in case}
    outcome = compare({key: value for key, value in expected.items() if key not in totals}, found, tolerance)
    return compare(totals, found, case["total_tolerance"]) if totals and outcome.verdict == "right" else outcome
