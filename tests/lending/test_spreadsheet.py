"""The spreadsheet's own money functions agree with numpy-financial, and say so where there is no answer."""

import numpy_financial
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tcsheets.errors import ArgumentError
from tcsheets.lending import spreadsheet

RATES = st.floats(0.0005, 0.04)  # of a period: 0.6 % to 48 % a year, paid monthly
COUNTS = st.integers(1, 240)
AMOUNTS = st.floats(100, 100_000)
WHEN = st.booleans()


def when(at_start):
    return "begin" if at_start else "end"


@given(RATES, COUNTS, AMOUNTS, AMOUNTS, WHEN)
def test_pmt_fv_and_pv_agree_with_numpy_financial(rate, count, amount, other, at_start):
    ours = spreadsheet.pmt(rate, count, amount, other, at_start)
    assert ours == pytest.approx(numpy_financial.pmt(rate, count, amount, other, when(at_start)))
    ours = spreadsheet.fv(rate, count, -amount, other, at_start)
    assert ours == pytest.approx(numpy_financial.fv(rate, count, -amount, other, when(at_start)), rel=1e-6, abs=1e-4)
    ours = spreadsheet.pv(rate, count, -amount, other, at_start)
    assert ours == pytest.approx(numpy_financial.pv(rate, count, -amount, other, when(at_start)), rel=1e-6, abs=1e-4)


@given(RATES, COUNTS, AMOUNTS, WHEN, st.data())
def test_interest_and_principal_of_a_payment_agree_and_make_the_payment(rate, count, amount, at_start, data):
    period = data.draw(st.integers(1, count))
    interest = spreadsheet.ipmt(rate, period, count, amount, 0, at_start)
    principal = spreadsheet.ppmt(rate, period, count, amount, 0, at_start)
    theirs = numpy_financial.ipmt(rate, period, count, amount, 0, when(at_start))
    assert interest == pytest.approx(float(theirs), rel=1e-6, abs=1e-4)
    assert interest + principal == pytest.approx(spreadsheet.pmt(rate, count, amount, 0, at_start))


@given(RATES, st.integers(2, 120), AMOUNTS, WHEN)
def test_rate_and_nper_find_back_what_the_payment_was_made_of(rate, count, amount, at_start):
    payment = spreadsheet.pmt(rate, count, amount, 0, at_start)
    assume(not (at_start and count == 1))
    assert spreadsheet.rate(count, payment, amount, 0, at_start) == pytest.approx(rate, rel=1e-6, abs=1e-9)
    assert spreadsheet.nper(rate, payment, amount, 0, at_start) == pytest.approx(count, rel=1e-6)


@given(st.floats(1_000, 100_000), st.lists(st.floats(1, 50_000), min_size=1, max_size=12))
def test_at_the_internal_rate_the_net_present_value_is_nothing(paid, received):
    flows = [-paid, *received]
    assert spreadsheet.npv(spreadsheet.irr(flows), flows) == pytest.approx(0, abs=1e-4 * paid)


@pytest.mark.parametrize(
    "call",
    [
        lambda: spreadsheet.irr([100, 200]),
        lambda: spreadsheet.rate(0, -100, 1000),
        lambda: spreadsheet.rate(10, 100, 1000),
        lambda: spreadsheet.nper(0.1, -50, 1000),
        lambda: spreadsheet.pmt(0.1, 0, 1000),
        lambda: spreadsheet.mirr([1, 2], 0.1, 0.1),
    ],
)
def test_where_there_is_no_answer_there_is_an_error_and_never_a_figure(call):
    with pytest.raises(ArgumentError):
        call()
