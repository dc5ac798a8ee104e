"""The TC_ functions: what a spreadsheet calls, declared over the domain packages.

Importing this package registers them all; `tcsheets.functions.registry.call`
is how a host calls one.
"""

from __future__ import annotations

from tcsheets.functions.benefits import (
    TC_INS_ELIGIBLE,
    TC_INS_ORDER,
    TC_INS_ORTHO,
    TC_INS_RANGE,
    TC_INS_REMAINING,
    TC_INS_SECONDARY,
    TC_INS_TWO_YEARS,
)
from tcsheets.functions.casework import TC_FOLLOW_UP_DUE, TC_FOLLOW_UP_STATUS, TC_FOLLOW_UPS, TC_VISIT_DATES
from tcsheets.functions.figures import (
    TC_ACCEPTANCE_RATE,
    TC_ACCEPTANCE_SUMMARY,
    TC_COMMISSION,
    TC_EXPLAIN,
    TC_PLAN_SUMMARY,
    TC_REFERRAL_SUMMARY,
)
from tcsheets.functions.financing import (
    TC_APR,
    TC_PAY_BALANCE,
    TC_PAY_COMPARE,
    TC_PAY_DISCLOSURE,
    TC_PAY_OPTIONS,
    TC_PROMO_COST,
)
from tcsheets.functions.given_estimates import TC_ESTIMATE_STATUS
from tcsheets.functions.insurance import TC_INS_ESTIMATE, TC_INS_PAYS, TC_INS_TOTALS, TC_PATIENT_PORTION
from tcsheets.functions.medical import TC_GFE_DISPUTE, TC_GFE_DUE, TC_MED_ESTIMATE
from tcsheets.functions.payments import TC_PAY_COUNT, TC_PAY_SCHEDULE, TC_PAYMENT
from tcsheets.functions.pricing import (
    TC_FEE,
    TC_LINE_TOTAL,
    TC_MEMBERSHIP_SAVINGS,
    TC_PHASE_TOTALS,
    TC_PLAN_COMPARE,
    TC_PLAN_PRICE,
    TC_PLAN_TOTAL,
    TC_PROCEDURE_MARGIN,
)

__all__ = [
    "TC_ACCEPTANCE_RATE",
    "TC_ACCEPTANCE_SUMMARY",
    "TC_APR",
    "TC_COMMISSION",
    "TC_ESTIMATE_STATUS",
    "TC_EXPLAIN",
    "TC_FEE",
    "TC_FOLLOW_UPS",
    "TC_FOLLOW_UP_DUE",
    "TC_FOLLOW_UP_STATUS",
    "TC_GFE_DISPUTE",
    "TC_GFE_DUE",
    "TC_INS_ELIGIBLE",
    "TC_INS_ESTIMATE",
    "TC_INS_ORDER",
    "TC_INS_ORTHO",
    "TC_INS_PAYS",
    "TC_INS_RANGE",
    "TC_INS_REMAINING",
    "TC_INS_SECONDARY",
    "TC_INS_TOTALS",
    "TC_INS_TWO_YEARS",
    "TC_LINE_TOTAL",
    "TC_MED_ESTIMATE",
    "TC_MEMBERSHIP_SAVINGS",
    "TC_PATIENT_PORTION",
    "TC_PAYMENT",
    "TC_PAY_BALANCE",
    "TC_PAY_COMPARE",
    "TC_PAY_COUNT",
    "TC_PAY_DISCLOSURE",
    "TC_PAY_OPTIONS",
    "TC_PAY_SCHEDULE",
    "TC_PHASE_TOTALS",
    "TC_PLAN_COMPARE",
    "TC_PLAN_PRICE",
    "TC_PLAN_SUMMARY",
    "TC_PLAN_TOTAL",
    "TC_PROCEDURE_MARGIN",
    "TC_PROMO_COST",
    "TC_REFERRAL_SUMMARY",
    "TC_VISIT_DATES",
]
