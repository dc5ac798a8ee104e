"""Exact money: cents as int, shares and rates as int parts per million, half up in named places.

A float exists only in a cell.  `cents_from_number` is the one place where it
becomes an amount, and `dollars` the one where an amount becomes a float again.
"""

from __future__ import annotations

from collections.abc import Sequence

from tcsheets.errors import ArgumentError

PPM = 1_000_000  # a share of 1 (100 %), in parts per million
LARGEST = 10_000_000_000  # dollars; a cell above this holds something that is no amount
# A cell that shows 1.005 holds the nearest binary number, a hair below it; so much is added before rounding half up.
NUDGE = 1e-6


def divide_half_up(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to the nearest whole number, halves away from zero.

    >>> divide_half_up(5, 2), divide_half_up(-5, 2), divide_half_up(7, 3)
    (3, -3, 2)
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    rounded = (2 * abs(numerator) + denominator) // (2 * denominator)
    return rounded if numerator >= 0 else -rounded


def divide_up(numerator: int, denominator: int) -> int:
    """Return the quotient rounded up, as an in-house payment is.

    >>> divide_up(7, 3), divide_up(6, 3)
    (3, 2)
    """
    return -((-numerator) // denominator)


def share_of(cents: int, ppm: int) -> int:
    """Return a share of an amount, in cents, rounded half up.

    >>> share_of(10_01, 500_000)
    501
    """
    return divide_half_up(cents * ppm, PPM)


def cents_from_number(amount: float) -> int:
    """Return the cents in a cell's number of dollars, rounded half up as the cell shows it.

    >>> cents_from_number(1.005), cents_from_number(-0.285 * 100)
    (101, -2850)
    """
    if not -LARGEST < amount < LARGEST:
        raise ArgumentError(f"{amount:.6g} is too large for an amount of money")
    if isinstance(amount, int):
        return amount * 100
    cents = int(abs(amount) * 100 + 0.5 + NUDGE)
    return cents if amount >= 0 else -cents


def decimal_parts(text: str) -> tuple[int, int] | None:
    """Return a plain decimal text as (whole number, power of ten to divide by), or None if it is none.

    >>> decimal_parts("-12.345"), decimal_parts("12,3"), decimal_parts(".5")
    ((-12345, 1000), None, (5, 10))
    """
    sign = -1 if text.startswith("-") else 1
    whole, _, fraction = text.lstrip("+-").partition(".")
    digits = whole + fraction
    if not digits or len(text) - len(text.lstrip("+-")) > 1 or not all(each in "0123456789" for each in digits):
        return None
    return sign * int(digits), 10 ** len(fraction)


def plain_number(text: str) -> str | None:
    """Return a number as people type it, without $, spaces, thousands commas or accounting brackets.

    None where the commas do not stand at thousands: "12,5" is not 125.

    >>> plain_number(" $1,285.00 "), plain_number("(45.50)"), plain_number("12,5")
    ('1285.00', '-45.50', None)
    """
    text = text.strip().replace("\u00a0", "").replace("\u2212", "-")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    sign = "-" if text.startswith("-") else ""
    text = text[len(sign) :].strip()
    whole, _, fraction = (text[1:].strip() if text.startswith("$") else text).partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    return sign + "".join(groups) + ("." + fraction if "." in text else "")


def cents_from_text(text: str) -> int | None:
    """Return the cents of an amount as people type it, or None if the text is no amount.

    >>> cents_from_text("$1,285.00"), cents_from_text("1.005"), cents_from_text("free")
    (128500, 101, None)
    """
    plain = plain_number(text)
    parts = decimal_parts(plain) if plain is not None else None
    return divide_half_up(parts[0] * 100, parts[1]) if parts else None


def dollars(cents: int) -> float:
    """Return an amount as a cell's number of dollars.

    >>> dollars(128550)
    1285.5
    """
    return cents / 100


def money_text(cents: int) -> str:
    """Return an amount as people write it, without cents where there are none.

    >>> money_text(128500), money_text(-4550), money_text(5)
    ('$1,285', '-$45.50', '$0.05')
    """
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return sign + "$" + f"{whole:,d}" + (f".{rest:02d}" if rest else "")


def share_text(ppm: int) -> str:
    """Return a share or rate in percent, without needless zeros.

    >>> share_text(800_000), share_text(82_400), share_text(-5_000)
    ('80 %', '8.24 %', '-0.5 %')
    """
    sign = "-" if ppm < 0 else ""
    whole, rest = divmod(abs(ppm), 10_000)
    fraction = f"{rest:04d}".rstrip("0")
    return sign + f"{whole:d}" + ("." + fraction if fraction else "") + " %"


def share_out(cents: int, weights: Sequence[int]) -> list[int]:
    """Return an amount shared out by weights, in cents that add up to the whole.

    Cents left by rounding go one each to the largest remainders, earlier places first.
    All weights 0: equal parts.

    >>> share_out(100, [1, 1, 1]), share_out(-100, [1, 3])
    ([34, 33, 33], [-25, -75])
    """
    if not weights:
        return []
    if min(weights) < 0:
        raise ArgumentError("an amount cannot be shared out by a negative weight")
    scale = list(weights) if sum(weights) else [1] * len(weights)
    whole, amount = sum(scale), abs(cents)
    parts = [amount * weight // whole for weight in scale]
    order = sorted(range(len(scale)), key=lambda place: (-(amount * scale[place] % whole), place))
    for place in order[: amount - sum(parts)]:
        parts[place] += 1
    return [part if cents >= 0 else -part for part in parts]
