"""The practice's board: the lists that everybody shares, and what they say of a month at a glance."""

from __future__ import annotations

from dataclasses import replace

from workbook_templates.assembling import Draw
from workbook_templates.page import Page
from workbook_templates.practice_board import board, calls, months, referrers, settings
from workbook_templates.treatment_coordinator import (
    acceptance_log,
    base,
    conflicts,
    follow_ups,
    function_help,
    referrals,
)
from workbook_templates.treatment_coordinator.facts import Facts


def with_own_story(draw: Draw) -> Draw:
    """Return a sheet drawn with the board's samples: enough months for a trend."""

    def drawn(page: Page, facts: Facts) -> None:
        draw(page, replace(facts, story="board_"))

    return drawn


SHEETS = (
    ("Board", board.draw),
    ("Months", months.draw),
    ("Today", calls.draw),
    ("Follow-ups", with_own_story(follow_ups.draw)),
    ("Acceptance Log", with_own_story(acceptance_log.draw)),
    ("Referrals", with_own_story(referrals.draw)),
    ("Referrers", referrers.draw),
    ("Settings", settings.draw),
    ("Help", function_help.draw),
    ("Conflicts", conflicts.draw),
    ("_tcsheets", base.draw),
)
