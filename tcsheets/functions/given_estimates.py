"""The Casework function for estimates kept as given: a declaration over `tcsheets.casework.given_estimates`."""

from __future__ import annotations

from tcsheets.casework import given_estimates
from tcsheets.functions.kinds import Count, Date, Money, Text
from tcsheets.functions.registry import sheet_function


@sheet_function("Casework")
def TC_ESTIMATE_STATUS(
    given_on: Date,
    as_of: Date,
    valid_until: Date | None = None,
    fees_dated: Date | None = None,
    fees_changed: Date | None = None,
    benefits_verified: Date | None = None,
    insurance: Money = 0,
    new_benefit_year: Date | None = None,
    benefit_days: Count = 30,
    price_given: Money = 0,
    price_today: Money = 0,
) -> Text:
    """Return whether an estimate given to a patient still holds; if not, everything that speaks against it.

    It is expired after its last day; outdated where the fees or the price changed since, and, where insurance was to
    pay, where a new benefit year began or the benefits were not verified for some time.

    Args:
        given_on: the day it was given.
        as_of: the day on which it is looked at.
        valid_until: its last day; left out, it does not expire.
        fees_dated: the day from which the fees held that it was made with; left out, the day it was given.
        fees_changed: the day from which today's fees hold; left out, not known.
        benefits_verified: the day the benefits were verified; left out, never.
        insurance: what insurance was expected to pay; left out or 0, its benefits do not matter.
        new_benefit_year: the first day of the benefit year that follows; left out, not known.
        benefit_days: for how many days benefits count as verified; left out, 30.
        price_given: the fees less discounts as given; left out, not compared.
        price_today: the same services at today's fees; left out, not compared.

    >>> TC_ESTIMATE_STATUS("2026-11-20", "2026-11-24", "2026-12-20")
    'current until December 20, 2026'
    """
    estimate = given_estimates.GivenEstimate(
        given_on, valid_until, fees_dated, benefits_verified, insurance, new_benefit_year, price_given
    )
    return given_estimates.status_words(estimate, given_estimates.Now(as_of, fees_changed, price_today, benefit_days))
