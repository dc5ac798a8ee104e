"""Payments cases: a case's inputs -> the library's records -> the figures expected of it."""

from tcsheets.errors import TcsheetsError
from tcsheets.lending.schedules import Terms, level_payment, schedule

from .outcomes import UnsupportedError, compare, known

PERIODS = {"month": "monthly", "week": "weekly", "quarter": "quarterly"}
INPUTS = {"principal", "financed_before_down", "down_payment", "apr_pct", "payment", "n_payments", "period"}
INPUTS |= {"first_payment_months", "interest_starts_month", "interest_starts_after_months"}


def cents(dollars):
    return round(dollars * 100)


def terms_of(inputs):
    known(inputs, INPUTS, "inputs")
    if inputs.get("period", "month") not in PERIODS:
        raise UnsupportedError(f"period {inputs['period']}")
    amount = inputs.get("principal", inputs.get("financed_before_down")) - inputs.get("down_payment", 0)
    free = inputs.get("interest_starts_after_months", inputs.get("interest_starts_month", 1) - 1)
    return Terms(cents(amount), round(inputs["apr_pct"] * 10_000), PERIODS[inputs.get("period", "month")], free + 1)


def rows_of(inputs):
    terms, count = terms_of(inputs), inputs.get("n_payments")
    payment = cents(inputs["payment"]) if "payment" in inputs else level_payment(terms, count)
    return schedule(terms, payment, count)


def row_figures(name, row):
    parts = ("principal", "interest", "balance", "payment")
    return {f"{name}.{part}": getattr(row, part) / 100 for part in parts}


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


def run(case):
    """Return the outcome of a case: every key of `expected` is compared."""
    if not case["kind"].startswith("plan_"):
        raise UnsupportedError(f"kind {case['kind']}")
    try:
        rows = rows_of(case["inputs"])
    except TcsheetsError as error:
        raise UnsupportedError(str(error)) from error
    found = {"n_charges": len(rows), "total_interest": sum(row.interest for row in rows) / 100}
    found |= {"payment": rows[0].payment / 100, "last_payment": rows[-1].payment / 100}
    found["total_of_payments"] = sum(row.payment for row in rows) / 100
    for row in rows:
        found |= row_figures(f"row{row.number}", row)
    return compare(flat(case["expected"]), found, case.get("tolerance", 0.005))
