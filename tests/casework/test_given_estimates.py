"""An estimate as given: it holds up to a day and never after it, and nothing that speaks against it is left out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tcsheets.casework.given_estimates import GivenEstimate, Now, status_words

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
LATER = st.integers(0, 800)


@given(DAYS, LATER, LATER)
def test_it_is_current_through_its_last_day_and_never_after(given_on, valid, passed):
    estimate = GivenEstimate(given_on, given_on + timedelta(days=valid))
    assert status_words(estimate, Now(given_on + timedelta(days=passed))).startswith("current") == (passed <= valid)


@given(DAYS, LATER, LATER, LATER, st.integers(0, 9), st.integers(0, 9))
def test_what_once_spoke_against_it_does_so_on_every_later_day(given_on, new_year, changed, passed, price, today):
    estimate = GivenEstimate(
        given_on, insurance=1, new_year=given_on + timedelta(days=new_year), benefits_verified=given_on, price=price
    )
    days = [given_on + timedelta(days=each) for each in (passed, passed + 1)]
    first, then = (status_words(estimate, Now(day, given_on + timedelta(days=changed), today)) for day in days)
    assert first == "current" or then != "current"


@given(DAYS, LATER, st.booleans())
def test_benefits_matter_only_where_insurance_was_to_pay(given_on, passed, insured):
    estimate = GivenEstimate(given_on, insurance=int(insured), benefits_verified=None)
    words = status_words(estimate, Now(given_on + timedelta(days=passed)))
    assert ("never verified" in words) == insured
