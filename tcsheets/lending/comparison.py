"""Ways to pay side by side: what each asks of the patient, costs the practice, and does if a payment is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.errors import ArgumentError, Problem
from tcsheets.lending.apr import regular_apr
from tcsheets.lending.offers import LENDERS, OVER_TIME, Offer
from tcsheets.lending.promotions import accrued, minimum_payment
from tcsheets.lending.schedules import level_payment, schedule
from tcsheets.lending.spans import Terms, check_rate
from tcsheets.money import divide_half_up, divide_up, money_text, share_of, share_text


@dataclass(frozen=True, slots=True)
class Charge:
    """What an offer asks for, in cents: `price = today + financed`, the price after discount and with its fee.

    financed: what is paid over time, a lender's own fee in it.
    """

    price: int
    today: int
    financed: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an offer comes to, in cents; `total = today + all payments`, `cost_of_credit` is what of it is for credit.

    cost_to_practice: what the practice gets less than the amount, with what waiting for it costs; below 0, a gain.
    outstanding: what the practice itself is still owed after the first day.
    """

    offer: Offer
    today: int
    payment: int
    payments: int
    total: int
    cost_of_credit: int
    apr: int
    cost_to_practice: int
    outstanding: int
    if_late: int
    what_happens: str


def charge_of(offer: Offer, amount: int) -> Charge:
    """Return what an offer asks for; a fee for paying over time only where something is left to pay."""
    price = amount - share_of(amount, offer.discount)
    if offer.kind not in OVER_TIME:
        return Charge(price + offer.fee, price + offer.fee, 0)
    # The down payment is a share of the treatment, not of the fee for paying later.
    today = share_of(price, offer.down_share)
    fee = offer.fee if today < price else 0
    return Charge(price + fee, today, price + fee - today)


def credit_fee_of(offer: Offer, charge: Charge) -> int:
    """Return what of a charge is a fee for the credit."""
    return offer.fee if charge.financed else 0


def payments_of(offer: Offer, financed: int) -> list[int]:
    """Return the monthly payments of an offer, in cents."""
    if not financed:
        return []
    if offer.kind == "deferred interest":
        # Rounded up: 12 payments of a nearest cent can leave 4 cents, and with them the interest of a year.
        least = max(divide_up(financed, offer.months), minimum_payment(financed, offer.months, offer.floor))
        full, rest = divmod(financed, least)
        return [least] * full + ([rest] if rest else [])
    terms = Terms(financed, offer.apr)
    level = level_payment(terms, offer.months, nearest=offer.kind in LENDERS)
    return [row.payment for row in schedule(terms, level, offer.months)]


def waiting_cost(payments: Sequence[int], owed: int, money_cost: int) -> int:
    """Return what waiting for payments costs the practice, at what money costs it a year.

    >>> waiting_cost([50_000, 50_000], 100_000, 120_000)
    1500
    """
    cost, left = 0, owed
    top, bottom = Terms(owed, money_cost).rate
    for payment in payments:
        cost += divide_half_up(max(left, 0) * top, bottom)
        left -= payment
    return cost


def practice_gets(offer: Offer, charge: Charge, payments: Sequence[int], money_cost: int) -> int:
    """Return what an offer brings the practice in the end, less what waiting for it costs."""
    if offer.kind == "in-house":
        return charge.today + sum(payments) - waiting_cost(payments, charge.financed, money_cost)
    # A lender keeps its own fee, and takes the merchant fee of what it finances; a card, of the whole charge.
    paid_over = charge.price - (credit_fee_of(offer, charge) if offer.kind in LENDERS else 0)
    borne = paid_over - charge.today if offer.kind in LENDERS else paid_over
    return paid_over - share_of(borne, offer.merchant_fee)


def late_cost(offer: Offer, charge: Charge, payments: Sequence[int]) -> int:
    """Return what is owed more, in cents, if one payment is late: a lender's deferred interest, or a fee."""
    if offer.kind == "deferred interest" and payments:
        return accrued(charge.financed, offer.months, offer.apr, payments[0])[1] + offer.late_fee
    if offer.kind == "card":
        top, bottom = Terms(charge.price, offer.apr).rate
        return divide_half_up(charge.price * top, bottom) + offer.late_fee
    return offer.late_fee if payments else 0


def late_words(offer: Offer, more: int) -> str:
    """Return what happens if one payment is late, in a sentence."""
    rate, amount = share_text(offer.apr), money_text(more)
    runs_on = f"; interest runs on at {rate}." if offer.apr else "; no interest is added."
    over_time = (f"A late fee of {amount}" if more else "No late fee") + runs_on
    card = f"A month's interest on the card, about {amount}." if more else "The card's own terms hold."
    deferred = f"Up to {amount} may be added: interest at {rate} from the day of purchase, and any late fee."
    return {
        "deferred interest": deferred,
        "card": card,
        "in-house": over_time,
        "fixed rate": over_time,
    }.get(offer.kind, "It is paid at once; nothing is owed later.")


def apr_of(offer: Offer, advanced: int, payments: Sequence[int]) -> int:
    """Return the APR in ppm, fees in it; of a card or of deferred interest the rate that is owed if it is not paid.

    Deferred interest is not 0 %, so it is never shown as that.
    """
    paid_over = sum(payments) > advanced
    rate = regular_apr(advanced, payments, "monthly") if paid_over else 0
    return max(rate, offer.apr) if offer.kind in ("deferred interest", "card") else rate


def compare(offer: Offer, amount: int, money_cost: int = 0) -> Comparison:
    """Return what an offer comes to for an amount in cents."""
    charge = charge_of(offer, amount)
    payments = payments_of(offer, charge.financed)
    total = charge.today + sum(payments)
    credit_fee = credit_fee_of(offer, charge)
    more = late_cost(offer, charge, payments)
    return Comparison(
        offer,
        charge.today,
        payments[0] if payments else 0,
        len(payments),
        total,
        total - charge.price + credit_fee,
        apr_of(offer, charge.financed - credit_fee, payments),
        amount - practice_gets(offer, charge, payments, money_cost),
        charge.financed if offer.kind == "in-house" else 0,
        more,
        late_words(offer, more),
    )


def compare_all(offers: Sequence[Offer], amount: int, money_cost: int = 0) -> tuple[list[Comparison], list[Problem]]:
    """Return offers side by side; one that is not made for such an amount is a problem, and says why."""
    check_rate(money_cost, "money_cost")
    if amount <= 0:
        raise ArgumentError("amount is not above 0; there is nothing to pay")
    found: list[Comparison] = []
    problems: list[Problem] = []
    for offer in offers:
        reason = why_not(offer, amount)
        if reason:
            problems.append(Problem(offer.name, reason))
        else:
            found.append(compare(offer, amount, money_cost))
    return found, problems


def why_not(offer: Offer, amount: int) -> str:
    """Return why an offer is not for an amount; empty where it is."""
    if amount < offer.smallest:
        return f"is for amounts from {money_text(offer.smallest)}"
    return f"is for amounts up to {money_text(offer.largest)}" if 0 < offer.largest < amount else ""
