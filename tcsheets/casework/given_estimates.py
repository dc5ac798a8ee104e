"""An estimate kept as it was given: whether it still holds on a day, and if not, everything that speaks against it.

It is outdated where its last day is over, the fees changed after those it was
made with, the same services now cost something else, a new benefit year began,
or the benefits were not verified for some time.  The last two matter only where
insurance was expected to pay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tcsheets.business_time import date_words
from tcsheets.errors import ArgumentError
from tcsheets.money import money_text


@dataclass(frozen=True, slots=True)
class GivenEstimate:
    """An estimate as given; None where a day is not known, 0 where an amount is not; amounts in cents.

    price: the fees less discounts; insurance: what it was expected to pay; new_year: when a new benefit year begins.
    """

    given_on: date
    valid_until: date | None = None
    fees_dated: date | None = None
    benefits_verified: date | None = None
    insurance: int = 0
    new_year: date | None = None
    price: int = 0


@dataclass(frozen=True, slots=True)
class Now:
    """What an estimate is held against: the day, since when the fees hold, the price, for how long benefits do."""

    day: date
    fees_changed: date | None = None
    price: int = 0
    benefit_days: int = 30


def check_dates(estimate: GivenEstimate, day: date) -> None:
    """Raise `ArgumentError` where the days of an estimate cannot be right."""
    if estimate.given_on > day:
        raise ArgumentError("given_on lies after as_of; check the dates")
    if estimate.valid_until is not None and estimate.valid_until < estimate.given_on:
        raise ArgumentError("valid_until lies before given_on; check the dates")
    if estimate.fees_dated is not None and estimate.fees_dated > estimate.given_on:
        raise ArgumentError("fees_dated lies after given_on; check the dates")
    if estimate.benefits_verified is not None and estimate.benefits_verified > day:
        raise ArgumentError("benefits_verified lies after as_of; check the dates")


def about_fees(estimate: GivenEstimate, now: Now) -> list[str]:
    """Return what changed in the fees since."""
    said = []
    changed = now.fees_changed
    if changed is not None and (estimate.fees_dated or estimate.given_on) < changed <= now.day:
        said.append(f"the fees changed on {date_words(changed)}")
    if estimate.price and now.price and estimate.price != now.price:
        said.append(f"the same services now cost {money_text(now.price)}, not {money_text(estimate.price)}")
    return said


def about_benefits(estimate: GivenEstimate, now: Now) -> list[str]:
    """Return what is no longer sure about the insurance."""
    if not estimate.insurance:
        return []
    said = []
    if estimate.new_year is not None and estimate.given_on < estimate.new_year <= now.day:
        said.append(f"a new benefit year began on {date_words(estimate.new_year)}")
    if estimate.benefits_verified is None:
        return said + ["the benefits were never verified"]
    days = (now.day - estimate.benefits_verified).days
    return said + ([f"the benefits were not verified for {days} days"] if days > now.benefit_days else [])


def status_words(estimate: GivenEstimate, now: Now) -> str:
    """Return how an estimate stands: current, or all that speaks against it.

    >>> given = GivenEstimate(date(2026, 10, 20), date(2026, 11, 19))
    >>> status_words(given, Now(date(2026, 11, 24), fees_changed=date(2026, 11, 1)))
    'expired on November 19, 2026; the fees changed on November 1, 2026'
    """
    check_dates(estimate, now.day)
    last = estimate.valid_until
    over = [f"expired on {date_words(last)}"] if last is not None and last < now.day else []
    against = over + about_fees(estimate, now) + about_benefits(estimate, now)
    if against:
        return ("" if over else "outdated: ") + "; ".join(against)
    return "current" + (f" until {date_words(last)}" if last is not None else "")
