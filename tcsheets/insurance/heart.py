"""The arithmetic of one service, each rule stated once over ints: cents, and shares in parts per million.

Only small functions over ints, so that the very same source can also be
compiled for bulk work.  The steps are those of the dental estimate.
"""

from __future__ import annotations


def smaller(one: int, other: int) -> int:
    """Return the smaller of two amounts."""
    return one if one < other else other


def at_least_zero(amount: int) -> int:
    """Return an amount, or 0 for one below it."""
    return amount if amount > 0 else 0


def share_half_up(amount: int, share: int) -> int:
    """Return a share of an amount, rounded half up to the cent; both are 0 or more."""
    return (2 * amount * share + 1_000_000) // 2_000_000


def allowed_amount(fee: int, plan_fee: int, has_plan_fee: bool) -> int:
    """Return what the plan recognises: the smaller of fee and the plan's fee (step 2)."""
    return smaller(fee, plan_fee) if has_plan_fee else fee


def downgraded(allowed: int, cheaper: int, has_cheaper: bool) -> int:
    """Return the allowed amount after a downgrade: the cheaper code's fee, where there is one and it is not dearer."""
    return smaller(allowed, cheaper) if has_cheaper else allowed


def deductible_owed(base: int, share: int, deductible_left: int) -> int:
    """Return the deductible taken on a service: what is left of it, at most the base; none at share 0 (step 4)."""
    return smaller(at_least_zero(deductible_left), at_least_zero(base)) if share > 0 else 0


def benefit(base: int, share: int, deductible: int) -> int:
    """Return the plan's payment before coordination and maxima (steps 4 and 5), rounded once."""
    return share_half_up(at_least_zero(base - deductible), share)


def benefit_deductible_last(base: int, share: int, deductible: int) -> int:
    """Return the same for a plan that takes its deductible after the share."""
    return at_least_zero(share_half_up(at_least_zero(base), share) - deductible)


def coordinated_basic(own: int, allowed: int, paid: int) -> int:
    """Return a later plan's payment: at most its own allowed amount less what others paid (step 6)."""
    return smaller(own, at_least_zero(allowed - paid))


def coordinated_standard(own: int, fee: int, paid: int, written_off: int) -> int:
    """Return a later plan's payment: the smaller of its own figure and what is left of the fee (step 6)."""
    return smaller(own, at_least_zero(fee - paid - written_off))


def coordinated_carve_out(own: int, paid: int) -> int:
    """Return a later plan's payment: its own figure less what others paid (step 6)."""
    return at_least_zero(own - paid)


def capped(payment: int, maximum_left: int, has_maximum: bool) -> int:
    """Return a payment capped by what is left of the maximum (step 8)."""
    return smaller(payment, at_least_zero(maximum_left)) if has_maximum else payment


def write_off_of(fee: int, plan_fee: int, in_network: bool) -> int:
    """Return what the office takes off for a network plan: fee less network fee of the service done (step 9)."""
    return at_least_zero(fee - plan_fee) if in_network else 0
