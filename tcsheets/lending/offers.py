"""The Financing table: each way to pay that a practice offers, as data the practice edits."""

from __future__ import annotations

from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.lending.promotions import MOST_MONTHS
from tcsheets.lending.spans import check_rate
from tcsheets.tables import Column, Range, Reading, read_table

KINDS = ("cash", "card", "membership", "in-house", "deferred interest", "fixed rate")
ALSO = {"in full": "cash", "in house": "in-house", "promotional": "deferred interest", "promo": "deferred interest"}
ALSO.update({"fixed": "fixed rate", "fixed apr": "fixed rate", "credit card": "card", "member": "membership"})
OVER_TIME = ("in-house", "deferred interest", "fixed rate")
LENDERS = ("deferred interest", "fixed rate")

OFFER_COLUMNS = (
    Column("name", "Offer", "Text", ("Way to pay", "Lender"), required=True),
    Column("kind", "Kind", "Text", ("Type",), required=True),
    Column("months", "Months", "Count", ("Term", "Payments"), default=0),
    Column("apr", "APR", "Rate", ("Yearly rate", "Rate"), default=0),
    Column("down_share", "Down %", "Share", ("Down payment %",), default=0),
    Column("discount", "Discount %", "Share", ("Discount", "Courtesy %"), default=0),
    Column("merchant_fee", "Merchant fee %", "Share", ("Merchant fee", "Practice fee %"), default=0),
    Column("fee", "Fee", "Money", ("Membership fee", "Set-up fee"), default=0),
    Column("floor", "Least payment", "Money", ("Minimum payment", "Floor"), default=0),
    Column("late_fee", "Late fee", "Money", default=0),
    Column("smallest", "From", "Money", ("Smallest amount", "Minimum amount"), default=0),
    Column("largest", "Up to", "Money", ("Largest amount", "Maximum amount"), default=0),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to pay: amounts in cents, shares and rates in ppm.

    fee: what the patient pays for the offer itself: membership, set-up; a lender's goes to the lender.
    merchant_fee: the lender's or card's share of the charge, borne by the practice.
    """

    row: int
    name: str
    kind: str
    months: int = 0
    apr: int = 0
    down_share: int = 0
    discount: int = 0
    merchant_fee: int = 0
    fee: int = 0
    floor: int = 0
    late_fee: int = 0
    smallest: int = 0
    largest: int = 0


def kind_of(word: str) -> str:
    """Return the kind of offer that is meant.

    >>> kind_of("Promo"), kind_of("In house")
    ('deferred interest', 'in-house')
    """
    wanted = " ".join(word.lower().split())
    wanted = ALSO.get(wanted, wanted)
    if wanted not in KINDS:
        raise ValueError("Kind is not one of: " + ", ".join(KINDS))
    return wanted


def make_offer(row: int, name: str, kind: str, months: int, apr: int, **fields: int) -> Offer:
    """Return an offer from the cells of its row; `ValueError` says what is wrong with it."""
    found = kind_of(kind)
    try:
        check_rate(apr, "APR")
    except ArgumentError as error:
        raise ValueError(str(error)) from error
    if found in OVER_TIME and not 1 <= months <= MOST_MONTHS:
        raise ValueError(f"Months is not between 1 and {MOST_MONTHS}; say over how many months it is paid")
    if found == "deferred interest" and not apr:
        raise ValueError("APR is blank; deferred interest is not 0 %: write the rate owed if it is not paid in time")
    return Offer(row, name, found, months, apr, **fields)


def read_offers(cells: Range) -> Reading[Offer]:
    """Return the offers of a Financing table, and a problem for each bad row."""
    return read_table(cells, OFFER_COLUMNS, make_offer, "offers")
