"""A cell's value in every form that a host sends."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcsheets.cells import date_of, moment_of, read_cell, serial_of, write_cell
from tcsheets.errors import CellError


@pytest.mark.parametrize("value", ["$1,285.00", 1285, 1285.0, Decimal("1285.00"), " 1285 ", "1,285"])
def test_an_amount_reads_the_same_in_every_form(value):
    assert read_cell(value, "Money") == 128_500


@pytest.mark.parametrize("value", ["12,5", "free", True, "1 285", date(2026, 1, 1), "$", "--5", "1.2.3", 1e11])
def test_what_is_no_amount_is_refused_and_never_zero(value):
    with pytest.raises(ValueError, match="amount"):
        read_cell(value, "Money")


@pytest.mark.parametrize("value", [None, "", "  ", float("nan")])
@pytest.mark.parametrize("kind", ["Money", "Share", "Date", "Text", "Flag", "Count"])
def test_a_blank_is_nothing_and_not_zero(value, kind):
    assert read_cell(value, kind) is None


def test_zero_is_zero():
    assert read_cell(0, "Money") == 0


@pytest.mark.parametrize(
    ("value", "ppm"), [(0.8, 800_000), ("80%", 800_000), ("80 %", 800_000), (1, 1_000_000), ("0.5", 500_000)]
)
def test_a_share_reads_the_same_in_every_form(value, ppm):
    assert read_cell(value, "Share") == ppm


@pytest.mark.parametrize("value", [80, 8, "800%", -0.1])
def test_a_share_out_of_range_is_refused(value):
    with pytest.raises(ValueError, match="not a share between 0 and 1"):
        read_cell(value, "Share")


@pytest.mark.parametrize(
    "value", [46350, 46350.0, "2026-11-24", date(2026, 11, 24), datetime(2026, 11, 24, 9), "2026-11-24T09:30:00Z"]
)
def test_a_date_reads_the_same_in_every_form(value):
    assert date_of(value) == date(2026, 11, 24)


@pytest.mark.parametrize("value", ["11/24/2026", "24.11.2026", 0, -3, 20261124, "2026-13-01", True])
def test_what_is_no_date_is_refused(value):
    with pytest.raises(ValueError, match="date"):
        date_of(value)


def test_an_error_in_a_cell_is_never_a_blank():
    with pytest.raises(ValueError, match="#REF!"):
        read_cell(CellError("#REF!"), "Money")
    with pytest.raises(ValueError, match="#TC!"):
        read_cell("#TC! fee is missing", "Money")


@given(st.integers(-(10**11), 10**11))
def test_an_amount_survives_its_way_through_a_cell(cents):
    assert read_cell(write_cell(cents, "Money"), "Money") == cents


@given(st.integers(0, 1_000_000))
def test_a_share_survives_its_way_through_a_cell(ppm):
    assert read_cell(write_cell(ppm, "Share"), "Share") == ppm


@given(st.datetimes(datetime(1950, 1, 1), datetime(2199, 1, 1)))
def test_a_moment_survives_its_way_through_a_serial(moment):
    moment = moment.replace(microsecond=0)
    assert moment_of(serial_of(moment)) == moment
