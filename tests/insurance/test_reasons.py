"""The sentences agree with the numbers: each payment is worked out again from the figures of its sentence."""

import re

from hypothesis import given
from hypothesis import strategies as st
from insurance.drawn import DAY, HISTORIES, PLANS, SERVICES

from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.model import InsurancePlan, Rule, Service
from tcsheets.insurance.reasons import reasons, why
from tcsheets.insurance.scopes import scope_of
from tcsheets.money import cents_from_text, money_text, share_of

MONEY = r"\$[\d,]+(?:\.\d\d)?"
SPLIT = re.compile(r"(?<=\.) (?=Your |The whole )")
PAYS = re.compile(
    rf"^Your (?:first |second |third )?plan pays (?:(?P<share>[\d.]+) % of )?(?:its )?(?:fixed )?(?P<base>{MONEY})"
    rf"(?: fee)?(?: for the cheaper \S+)?(?: less your (?P<copay>{MONEY}) copay)?"
    rf"(?: after the (?P<first>{MONEY}) deductible)?(?:, less the (?P<last>{MONEY}) deductible)?"
    rf"(?:, less the (?P<before>{MONEY}) that was paid before)?"
    rf"(?:, but no more than the (?P<most>{MONEY}) that is left of (?:the bill|its fee))?"
    rf"(?:; (?P<over>{MONEY}) of it falls over .* maximum)?(?P<none>, but .* is used up)?\.$"
)
NOTHING = (
    "does not cover this service",
    "goes to your deductible",
    "pays the office by the month",
    "only from",
    "only through age",
    "is used up",
    "lost before coverage began",
)


def rebuilt(text):
    """Return the payment that a sentence's figures make, None where it has none."""
    found = PAYS.match(text)
    if not found:
        assert any(words in text for words in NOTHING), text
        return 0
    part = {name: cents_from_text(value) or 0 for name, value in found.groupdict("0").items() if name != "none"}
    share = round(float(found["share"] or 100) * 10_000)
    paid = max(share_of(part["base"] - part["copay"] - part["first"], share) - part["last"], 0)
    paid = max(paid - part["before"], 0)
    if found["most"]:
        paid = min(paid, part["most"])
    return 0 if found["none"] else paid - part["over"]


@given(SERVICES, st.lists(PLANS, min_size=1, max_size=3), HISTORIES)
def test_the_figures_of_each_sentence_make_the_payment(services, plans, past):
    lines = estimate(services, plans, past)
    for line, text in zip(lines, reasons(lines, plans, past), strict=True):
        sentences = SPLIT.split(text)
        assert len(sentences) == len(plans)
        assert [rebuilt(each) for each in sentences] == [plan.plan_pays for plan in line.plans], text


def test_without_a_plan_the_sentence_says_so():
    service = Service(2, "D2740", 1000_00, day=DAY)
    assert why(estimate([service], [])[0], []) == "No insurance plan is on file."


def test_lifetime_and_family_maxima_are_called_so():
    for rule, words in (
        (Rule(scope_of("all"), 100_00, 0, "family"), "its $100 family maximum for the year"),
        (Rule(scope_of("all"), 100_00, 0, "individual", "lifetime"), "the $100 lifetime maximum"),
    ):
        plan = InsurancePlan(shares=(Rule(scope_of("all"), 1_000_000),), maximums=(rule,))
        lines = estimate([Service(row, "D2740", 100_00, day=DAY) for row in (2, 3)], [plan])
        assert why(lines[1], [plan]) == f"Your plan pays 100 % of {money_text(100_00)}, but {words} is used up."
