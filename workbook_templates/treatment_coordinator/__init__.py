"""The treatment coordinator's workbook: plans, a page for the patient, payments, follow-ups, decisions, referrals."""

from __future__ import annotations

from workbook_templates.treatment_coordinator import (
    acceptance_log,
    agreement,
    base,
    cases,
    conflicts,
    estimate,
    fee_schedule,
    financing,
    follow_ups,
    function_help,
    insurance_plans,
    payment_options,
    payment_plan,
    presentation,
    referrals,
    settings,
    start,
    treatment_plan,
)

SHEETS = (
    ("Start", start.draw),
    ("Cases", cases.draw),
    ("Treatment Plan", treatment_plan.draw),
    ("Estimate", estimate.draw),
    ("Presentation", presentation.draw),
    ("Payment Options", payment_options.draw),
    ("Payment Plan", payment_plan.draw),
    ("Agreement", agreement.draw),
    ("Follow-ups", follow_ups.draw),
    ("Acceptance Log", acceptance_log.draw),
    ("Referrals", referrals.draw),
    ("Fee Schedule", fee_schedule.draw),
    ("Insurance Plans", insurance_plans.draw),
    ("Financing", financing.draw),
    ("Settings", settings.draw),
    ("Help", function_help.draw),
    ("Conflicts", conflicts.draw),
    ("_tcsheets", base.draw),
)
