"""The owner's workbook: what a plan costs under each way of pricing it, and what each procedure earns."""

from __future__ import annotations

from workbook_templates.pricing_workbook import margins, what_if
from workbook_templates.treatment_coordinator import fee_schedule, function_help

SHEETS = (
    ("What If", what_if.draw),
    ("Margins", margins.draw),
    ("Fee Schedule", fee_schedule.draw),
    ("Help", function_help.draw),
)
