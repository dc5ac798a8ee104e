"""The sheet Settings of the board: hours, people, closed days, commission, and how far back the board looks."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.treatment_coordinator.facts import Facts
from workbook_templates.treatment_coordinator.settings import Setting, draw_sheet


def board_settings(facts: Facts) -> tuple[Setting, ...]:
    """Return the settings in the order they stand in."""
    return (
        Setting("Practice", "PracticeName", facts.practice, "plain", "Stands at the head of the board."),
        Setting("Today", "Today", "=TODAY()", "date", "All sheets take the day from here."),
        Setting("Hours until the follow-up", "FollowUpHours", 48, "count", "After a plan was presented."),
        Setting("The board looks back, months", "BoardMonths", 12, "count", "The first day stands on Board."),
        Setting(
            "Days in which an offer may be taken", "DecisionDays", 30, "count", "For the rate within so many days."
        ),
        Setting("and for those who take longer, days", "LongDecisionDays", 60, "count", "A second such rate."),
        Setting("A letter is due after, days", "LetterDays", 7, "count", "From the referral on, until told."),
        Setting("Warn of closed days running out, months", "HolidayWarning", 6, "count", "On the sheet Today."),
    )


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    draw_sheet(page, facts, board_settings(facts))
