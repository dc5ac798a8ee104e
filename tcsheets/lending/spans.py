"""What is agreed on: terms, and the span of time up to each payment, with its rate as an exact fraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError
from tcsheets.lending.periods import UNIT_PERIODS, add_periods, due_date, months_back, period_of
from tcsheets.money import PPM, money_text

MOST_ROWS = 2_000
HIGHEST_APR = PPM  # above 100 % a rate is a slip of the pen: 5 for 5 %

DAY_COUNTS = ("period", "actual/365", "actual/360", "30/360", "unit period/360")
NO_INTEREST = (0, 1)
MOST_SKIPPED = 53  # periods without a payment in a row: a year of weeks


@dataclass(frozen=True, slots=True)
class Terms:
    """What a payment plan is agreed on: amount after the down payment in cents, APR in ppm, period.

    interest_from: the number of the first payment that bears interest; those before it bear none.
    starts: when interest starts to run, for a day count; None is one period before the first payment.
    skip_months: months of the year (1 to 12) without a payment; interest runs on.
    """

    principal: int
    apr: int = 0
    period: str = "monthly"
    interest_from: int = 1
    first_due: date | None = None
    starts: date | None = None
    day_count: str = "period"
    skip_months: tuple[int, ...] = ()

    @property
    def rate(self) -> tuple[int, int]:
        """The rate of one period as an exact fraction."""
        a_year, count = UNIT_PERIODS[self.period].a_year
        return lowest_terms(self.apr * count, PPM * a_year)


@dataclass(frozen=True, slots=True)
class Span:
    """The time up to one payment: when it is due, and the rate that what is owed bears until then."""

    due: date | None
    rate: tuple[int, int]


def lowest_terms(numerator: int, denominator: int) -> tuple[int, int]:
    """Return a fraction in lowest terms.

    >>> lowest_terms(120_000, 12_000_000)
    (1, 100)
    """
    one, other = numerator, denominator
    while other:
        one, other = other, one % other
    return (numerator // one, denominator // one) if one else (0, 1)


def check_rate(rate: int, name: str = "apr") -> None:
    """Refuse a rate below 0 or above 100 % a year, and say what was probably meant."""
    if rate < 0:
        raise ArgumentError(f"{name} is below 0; no interest is 0")
    if rate > HIGHEST_APR:
        whole, part = divmod(rate, PPM)
        number = f"{whole}" + (f".{part:06d}".rstrip("0") if part else "")
        raise ArgumentError(
            f"{name} is not a yearly rate between 0 % and 100 %; for {number} % write {number}% or {rate / PPM / 100:g}"
        )


def terms_of(
    amount: int, apr: int, down_payment: int, period: str, interest_from: int, first_due: date | None = None
) -> Terms:
    """Return the terms of a plan; `ArgumentError` says what was probably meant."""
    check_rate(apr)
    if amount < 0 or down_payment < 0:
        raise ArgumentError("amount and down_payment are not below 0")
    if down_payment > amount:
        raise ArgumentError(f"down_payment is more than the amount of {money_text(amount)}")
    return Terms(amount - down_payment, apr, period_of(period), max(interest_from, 1), first_due)


def days_between(start: date, day: date, day_count: str) -> int:
    """Return the days of interest between two days by a day count; 30/360 by the rule of US bonds.

    >>> days_between(date(2022, 8, 22), date(2022, 10, 1), "unit period/360")
    40
    >>> days_between(date(2022, 8, 22), date(2022, 10, 1), "30/360")
    39
    """
    if day_count.startswith("actual"):
        return (day - start).days
    # The 31st counts as the 30th; as an end only after a start on the 30th or 31st.
    if day_count == "30/360":
        last = 30 if day.day == 31 and start.day >= 30 else day.day
        return (day.year - start.year) * 360 + (day.month - start.month) * 30 + last - min(start.day, 30)
    months, days = months_back(start, day)
    return 30 * months + days


def day_rate(start: date, day: date, apr: int, day_count: str) -> tuple[int, int]:
    """Return the rate between two days as an exact fraction: APR x days / days in the year, leap years too.

    >>> day_rate(date(2026, 1, 1), date(2026, 3, 15), 100_000, "actual/365")
    (1, 50)
    """
    year = 365 if day_count == "actual/365" else 360
    return lowest_terms(apr * days_between(start, day, day_count), PPM * year)


def due_of(terms: Terms, number: int) -> date | None:
    """Return when the payment of a period would be due; None where the plan has no dates."""
    return due_date(terms.first_due, terms.period, number) if terms.first_due else None


def paid_periods(terms: Terms) -> Iterator[int]:
    """Yield the number of each period that has a payment: 1, 2, 3 and on, without the months that are skipped."""
    if terms.skip_months and terms.first_due is None:
        raise ArgumentError("skip_months needs a first_due")
    number, skipped = 0, 0
    # Yearly payments in a month that is skipped would be looked for without end.
    while skipped <= MOST_SKIPPED:
        number, skipped = number + 1, skipped + 1
        due = due_of(terms, number) if terms.skip_months else None
        if due is None or due.month not in terms.skip_months:
            skipped = 0
            yield number
    raise ArgumentError("skip_months leaves no month with a payment")


def span_rate(terms: Terms, since: date | None, due: date | None, periods: int) -> tuple[int, int]:
    """Return the rate over so many periods, or between two days by the day count, as an exact fraction."""
    if terms.day_count != "period" and since is not None and due is not None:
        return day_rate(since, due, terms.apr, terms.day_count)
    top, bottom = terms.rate
    return lowest_terms(top * periods, bottom)


def spans(terms: Terms) -> Iterator[Span]:
    """Yield the span up to each payment of a plan, without end."""
    before, since = 0, start_of(terms)
    for place, number in enumerate(paid_periods(terms), start=1):
        due = due_of(terms, number)
        # Counted in payments, not periods: a month without a payment is none of the free ones.
        bears = terms.apr and place >= terms.interest_from
        yield Span(due, span_rate(terms, since, due, number - before) if bears else NO_INTEREST)
        before, since = number, due


def start_of(terms: Terms) -> date | None:
    """Return when interest starts to run; `ArgumentError` where a day count has no dates to go by."""
    if terms.day_count not in DAY_COUNTS:
        raise ArgumentError("day_count is not one of: " + ", ".join(DAY_COUNTS))
    if terms.first_due is None:
        if terms.day_count != "period":
            raise ArgumentError("first_due is missing; interest by the day needs the dates")
        return None
    # Without a date of its own, the first period is as long as the others.
    start = terms.starts or add_periods(terms.first_due, UNIT_PERIODS[terms.period], -1)
    if start >= terms.first_due:
        raise ArgumentError(f"first_due {terms.first_due} does not come after {start}; check the order of dates")
    return start


def first_spans(terms: Terms, count: int) -> Sequence[Span]:
    """Return the spans up to the first payments of a plan."""
    found: list[Span] = []
    for span in spans(terms):
        found.append(span)
        if len(found) == count:
            break
    return found
