"""The sheet Settings: the practice, its hours and holidays, its people, and what the other sheets assume."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import holidays

from tcsheets.errors import ArgumentError
from workbook_templates import entry
from workbook_templates.page import Page, offset
from workbook_templates.printing import open_sheet, print_on
from workbook_templates.tables import Field, Table, draw_table
from workbook_templates.treatment_coordinator.facts import Facts

# Tables stand side by side, so that a longer list never runs into another.
HEADER = 4
LONGEST_CODE = 3  # of a state, such as TX; longer words are names
YEARS_OF_HOLIDAYS = 3  # the practice adds to them, and takes out those it works on
SETTINGS = Table(
    "Settings",
    f"B{HEADER}",
    (Field("Setting", 34), Field("Value", 24), Field("What it does", 60)),
    "Settings of the practice",
)
HOURS = Table(
    "OfficeHours",
    "F4",
    (Field("Weekday", 12), Field("Opens", 10, "clock"), Field("Closes", 10, "clock")),
    "Opening hours by weekday; a day without hours is closed",
)
COORDINATORS = Table("Coordinators", "F14", (Field("Coordinator", 12),), "Who works as treatment coordinator")
PROVIDERS = Table("Providers", "H14", (Field("Provider", 16),), "Who treats")
LADDER = Table("ContactLadder", "F20", (Field("Days later", 12, "count"),), "Days after each contact until the next")
TIERS = Table(
    "CommissionTiers",
    "F26",
    (Field("From", 12, "money"), Field("Rate", 10, "rate")),
    "Commission: from which accepted value which rate holds",
)
HOLIDAYS = Table(
    "Holidays", "J4", (Field("Date", 14, "date"), Field("Holiday", 46)), "Days on which the office is closed"
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LANGUAGES = ("English", "Spanish")
RULES = {"count": entry.whole_numbers, "rate": entry.shares, "money": entry.amounts}
OPENS, CLOSES, CLOSES_EARLY = time(8), time(17), time(14)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its label, the name other sheets know it by, its value or formula, its kind, what it does."""

    label: str
    name: str
    value: Any
    kind: str
    help: str


def all_settings(facts: Facts) -> tuple[Setting, ...]:
    """Return the settings in the order they stand in."""
    return (
        Setting("Practice", "PracticeName", facts.practice, "plain", "Stands on the page for the patient."),
        Setting("Telephone", "PracticePhone", "(555) 010-0142", "plain", "Stands on the page for the patient."),
        Setting("Today", "Today", "=TODAY()", "date", "All sheets take the day from here."),
        Setting("Hours until the follow-up", "FollowUpHours", 48, "count", "After a plan was presented."),
        Setting("Estimate holds for, days", "EstimateDays", 30, "count", "Printed on the page for the patient."),
        Setting(
            "Language of plain words", "PlainLanguage", "English", "plain", "Columns of the Glossary; else English."
        ),
        Setting("Benefits count as verified, days", "BenefitDays", 30, "count", "After that an estimate says so."),
        Setting("Payments offered", "PaymentsOffered", 12, "count", "Monthly payments, on the page for the patient."),
        Setting("Fewer payments offered", "FewPaymentsOffered", 3, "count", "A shorter choice beside it."),
        Setting("Yearly rate (APR) offered", "RateOffered", 0, "rate", "0% where the practice asks no interest."),
        Setting(
            "Payments without disclosure",
            "InstalmentsWithoutDisclosure",
            4,
            "count",
            "Truth in Lending: more than so many payments, or interest, ask for it.",
        ),
        Setting("Late fee of a payment plan", "LateFee", 15, "money", "Printed on the agreement; 0 for none."),
        Setting("Cost of money a year", "MoneyCost", 0.06, "rate", "What waiting for money costs the practice."),
        Setting("Warn of closed days running out, months", "HolidayWarning", 6, "count", "On the sheet Today."),
        Setting("NPI and tax number", "PracticeNumbers", None, "plain", "Stand on good-faith estimates."),
    )


def draw(page: Page, facts: Facts) -> None:
    """Draw the sheet."""
    draw_sheet(page, facts, all_settings(facts))


def draw_sheet(page: Page, facts: Facts, settings: tuple[Setting, ...]) -> None:
    """Draw the sheet with these settings."""
    open_sheet(page, "Settings", "Yellow cells are yours to fill in. All other sheets read them.", last_column="D")
    draw_settings(page, settings)
    draw_table(page, HOURS, office_hours())
    draw_people(page)
    page.put("F19", "Later calls", "heading")
    draw_table(page, LADDER, [{"Days later": 7}, {"Days later": 30}])
    page.put("F25", "Commission", "heading")
    draw_table(page, TIERS, [{"From": 0, "Rate": 0.01}, {"From": 5000, "Rate": 0.015}])
    draw_table(page, HOLIDAYS, holiday_rows(facts.today, facts.country, facts.state))
    page.put("J3", "Closed on", "heading")
    page.put("F3", "Open", "heading")
    page.put("B3", "Settings", "heading")
    page.widths({"A": 2, "E": 3, "I": 3})
    page.sheet.freeze_panes(HEADER, 0)
    print_on(page, landscape=True, pages_high=1)


def draw_settings(page: Page, settings: tuple[Setting, ...]) -> None:
    """Draw the table of settings; each value gets its name and its own rule."""
    rows = [{"Setting": each.label, "What it does": each.help} for each in settings]
    draw_table(page, SETTINGS, rows)
    for place, each in enumerate(settings, start=1):
        cell = offset(SETTINGS.corner, place, 1)
        page.define(each.name, cell)
        look = "row" if each.kind == "date" else "entry"  # Today is worked out, not typed
        page.write(cell, each.value, look, each.kind, "left", "indent")
        if each.name == "PlainLanguage":
            entry.choices(page, cell, LANGUAGES, strict=False)
        if each.kind in RULES:
            RULES[each.kind](page, cell)


def office_hours() -> list[dict[str, Any]]:
    """Return the opening hours a new workbook begins with: Monday to Thursday, and Friday until two."""
    open_days = [{"Weekday": day, "Opens": OPENS, "Closes": CLOSES} for day in WEEKDAYS[:4]]
    return [*open_days, {"Weekday": "Friday", "Opens": OPENS, "Closes": CLOSES_EARLY}, *closed_days()]


def closed_days() -> list[dict[str, Any]]:
    """Return the days of the weekend, without hours."""
    return [{"Weekday": day} for day in WEEKDAYS[5:]]


def draw_people(page: Page) -> None:
    """Draw the tables of coordinators and providers, with a blank row in each to add to."""
    coordinators = [{"Coordinator": name} for name in ("Morgan", "Riley", None)]
    providers = [{"Provider": name} for name in ("Dr. Lindqvist", "Dr. Okafor", None)]
    draw_table(page, COORDINATORS, coordinators)
    draw_table(page, PROVIDERS, providers)
    page.define_column("CoordinatorNames", "Coordinators", "Coordinator")
    page.define_column("ProviderNames", "Providers", "Provider")


def holiday_rows(today: date, country: str = "US", state: str = "") -> list[dict[str, Any]]:
    """Return the public holidays of a country, or of one of its states, for three years from the first of this one."""
    state = state.upper() if len(state) <= LONGEST_CODE else state
    years = range(today.year, today.year + YEARS_OF_HOLIDAYS)
    try:
        found = holidays.country_holidays(country, subdiv=state or None, years=years)
    except NotImplementedError as error:
        where = f"{country} {state}".strip()[:40]
        raise ArgumentError(f"no holidays are known of {where}; write them like --country US --state TX") from error
    return [{"Date": day, "Holiday": found[day]} for day in sorted(found)]
