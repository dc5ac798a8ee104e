"""The Casework functions that measure and explain: declarations over `tcsheets.casework`."""

from __future__ import annotations

from collections.abc import Sequence

from tcsheets.casework import acceptance, commission, joining, plain_words, queue, referrals
from tcsheets.casework.decisions import Entry, cases_of, read_log
from tcsheets.errors import ArgumentError
from tcsheets.functions.kinds import Count, Date, Share, Spill, Table, Text
from tcsheets.functions.registry import sheet_function
from tcsheets.pricing.fees import read_fees
from tcsheets.pricing.lines import lines_of_option, read_lines, with_fee
from tcsheets.tables import Column


@sheet_function("Casework")
def TC_ACCEPTANCE_RATE(
    log: Table,
    measure: Text = "plan",
    stage: Text = "accepted",
    within: Text = "",
    first_day: Date | None = None,
    last_day: Date | None = None,
    coordinator: Text = "",
    follow_up_list: Table | None = None,
) -> Share | None:
    """Return the acceptance rate of what was presented; blank where nothing was.

    It has no single meaning: say by what it is counted, up to which stage and within how many days.

    Args:
        log: the acceptance log: Presented, Decision; Case, Chart, Decided, Value presented, Value accepted, ...
        measure: patient, plan (as left out), line or value.
        stage: accepted (as left out), scheduled or completed.
        within: days from presentation to decision, such as 30, or "same day"; left out, 0 or "ever": at any time.
        first_day: presented from this day on; left out, from the first.
        last_day: presented up to this day; left out, to the last.
        coordinator: whose cases; left out, all.
        follow_up_list: Case, Status, ...: what was scheduled or completed, where the log does not say; or left out.

    >>> TC_ACCEPTANCE_RATE([["Presented", "Decision"], ["2026-11-02", "accepted"], ["2026-11-03", "declined"]])
    0.5
    """
    what = acceptance.defined(measure, stage, within, first_day, last_day)
    known = queue.read_follow_ups(follow_up_list).all_records() if follow_up_list else ()
    cases = acceptance.presented_in(joining.with_status(cases_of(read_log(log).all_records()), known), what)
    return acceptance.rate([each for each in cases if is_by(each, coordinator)], what)


def is_by(entry: Entry, coordinator: str) -> bool:
    """Whether a case is a coordinator's; anybody's where none is named."""
    return not coordinator or entry.coordinator.lower() == coordinator.lower()


SUMMARY_COLUMNS = (
    Column("group", "Group", "Text"),
    Column("presented", "Presented", "Count"),
    Column("accepted", "Accepted", "Count"),
    Column("scheduled", "Scheduled", "Count"),
    Column("completed", "Completed", "Count"),
    Column("by_patient", "By patient", "Share"),
    Column("by_plan", "By plan", "Share"),
    Column("by_value", "By value", "Share"),
    Column("value", "Value presented", "Money"),
    Column("accepted_value", "Value accepted", "Money"),
    Column("definition", "By plan means", "Text"),
    Column("remark", "Remark", "Text"),
)


def summary_row(name: str, cases: Sequence[Entry], what: acceptance.Definition) -> tuple[object, ...]:
    """Return one group of the summary."""
    within, stage = what.within, what.stage
    counts = [len([each for each in cases if acceptance.reached(each, step, within)]) for step in acceptance.STAGES]
    rates = [acceptance.rate(cases, acceptance.Definition(by, stage, within)) for by in ("patient", "plan", "value")]
    whole, good = acceptance.parts(cases, acceptance.Definition("value", "accepted", within))
    words = acceptance.definition_words(acceptance.Definition("plan", stage, within), cases)
    return (name, len(cases), *counts, *rates, whole, good, words, acceptance.remark(cases))


@sheet_function("Casework")
def TC_ACCEPTANCE_SUMMARY(
    log: Table,
    group: Text = "",
    stage: Text = "accepted",
    within: Text = "",
    first_day: Date | None = None,
    last_day: Date | None = None,
    change: Date | None = None,
    follow_up_list: Table | None = None,
    referred: Table | None = None,
) -> Spill:
    """Return acceptance by group: presented, accepted, scheduled, completed, and the rates by patient, plan and value.

    What a rate means stands beside it; few cases are marked. The last row is all of them.

    Args:
        log: the acceptance log: Presented, Decision; Case, Chart, Decided, Value presented, Value accepted, ...
        group: coordinator, provider, category, source, paid by, plan size or month; left out, all together.
        stage: accepted (as left out), scheduled or completed, for the rates.
        within: days from presentation to decision, such as 30, or "same day"; left out, 0 or "ever": at any time.
        first_day: presented from this day on; left out, from the first.
        last_day: presented up to this day; left out, to the last.
        change: a day on which something changed: before and after it, instead of groups.
        follow_up_list: Case, Status, ...: what was scheduled or completed, where the log does not say; or left out.
        referred: Chart, Direction, Referrer, ...: the source of a case, where the log does not say; or left out.

    >>> entries = [["Presented", "Decision"], ["2026-11-02", "accepted"], ["2026-11-03", "declined"]]
    >>> TC_ACCEPTANCE_SUMMARY(entries)[1][:7]
    ['all', 2, 1, 0, 0, 0.5, 0.5]
    """
    what = acceptance.defined("plan", stage, within, first_day, last_day)
    reading = read_log(log)
    cases = cases_of(reading.records)
    # A bad row of a list that is only looked up must not turn into a smaller count.
    if follow_up_list:
        cases = joining.with_status(cases, queue.read_follow_ups(follow_up_list).all_records())
    if referred:
        cases = joining.with_source(cases, referrals.read_referrals(referred).all_records())
    shown = acceptance.presented_in(cases, what)
    groups = acceptance.grouped(shown, group, change)
    return Spill(SUMMARY_COLUMNS, tuple([summary_row(name, own, what) for name, own in groups]), reading.problems)


COMMISSION_COLUMNS = (
    Column("coordinator", "Coordinator", "Text"),
    Column("start", "From", "Money"),
    Column("base", "Base", "Money"),
    Column("rate", "Rate", "Rate"),
    Column("commission", "Commission", "Money"),
    Column("cases", "Cases", "Text"),
)


@sheet_function("Casework")
def TC_COMMISSION(log: Table, tiers: Table, first_day: Date, last_day: Date, base: Text = "accepted") -> Spill:
    """Return the commission of each coordinator over a period, tier by tier, every line with its cases.

    A tier's rate holds for the part of the base in it. A case may be shared by two (Shared with, Share %). An entry
    that corrects an earlier one counts with the difference on its own day: what fell through is taken back.

    Args:
        log: the acceptance log: Presented, Decision, Decided, Value accepted or Collected, Coordinator, Corrects, ...
        tiers: From (the base above which it holds) and Rate, such as 2%.
        first_day: decided from this day on.
        last_day: decided up to this day.
        base: accepted (as left out) or collected.

    >>> entries = [["Case", "Presented", "Decision", "Value presented", "Value accepted", "Coordinator"]]
    >>> entries.append(["C-1", "2026-11-02", "accepted", 5000, 5000, "Riley"])
    >>> TC_COMMISSION(entries, [["From", "Rate"], [0, "2%"], [4000, "3%"]], "2026-11-01", "2026-11-30")[2]
    ['Riley', 4000.0, 1000.0, 0.03, 30.0, 'C-1']
    """
    if last_day < first_day:
        raise ArgumentError("last_day lies before first_day; check the dates")
    entries = read_log(log).all_records()
    found = commission.commissions(
        entries, commission.read_tiers(tiers).all_records(), base.strip().lower(), first_day, last_day
    )
    rows = [
        (each.coordinator, each.start, each.base, each.rate, each.commission, ", ".join(each.cases)) for each in found
    ]
    return Spill(COMMISSION_COLUMNS, tuple(rows))


REFERRAL_COLUMNS = (
    Column("direction", "Direction", "Text"),
    Column("referrer", "Referrer", "Text"),
    Column("referrals", "Referrals", "Count"),
    Column("letters", "Letters due", "Count"),
    Column("waiting", "Oldest waits, days", "Count"),
    Column("presented", "Presented", "Count"),
    Column("accepted", "Accepted", "Count"),
    Column("value", "Value accepted", "Money"),
)


@sheet_function("Casework")
def TC_REFERRAL_SUMMARY(referred: Table, as_of: Date, log: Table | None = None, days: Count = 7) -> Spill:
    """Return what came of each office's referrals: how many, letters due, plans presented and accepted, their value.

    Args:
        referred: the referral list: Direction, Referrer, Referred on; Chart, Referrer told.
        as_of: the day.
        log: the acceptance log, joined by Chart; left out, no values.
        days: how many days after a referral the referrer should be told; left out, 7.

    >>> rows = [["Direction", "Referrer", "Referred on"], ["in", "Dr. Silva", "2026-11-02"]]
    >>> TC_REFERRAL_SUMMARY(rows, "2026-11-24")[1][:5]
    ['in', 'Dr. Silva', 1, 1, 22]
    """
    reading = referrals.read_referrals(referred)
    cases = cases_of(read_log(log).all_records()) if log else ()
    rows = [
        (
            each.direction,
            each.referrer,
            each.referrals,
            each.letters_due,
            each.waiting_days,
            each.presented,
            each.accepted,
            each.value,
        )
        for each in referrals.sources(reading.records, cases, as_of, days)
    ]
    return Spill(REFERRAL_COLUMNS, tuple(rows), reading.problems)


@sheet_function("Casework")
def TC_EXPLAIN(code: Text, glossary: Table, part: Text = "", language: Text = "") -> Text:
    """Return a service in plain words, from the practice's glossary.

    Args:
        code: the service, such as D2740.
        glossary: Code; What it is, Why it matters, If we wait, How long it takes, each in the practice's own words.
        part: what, why, wait or time, or name for what it is called; left out, all four.
        language: of the columns, such as Spanish for "What it is (Spanish)"; left out, or untranslated, English.

    >>> TC_EXPLAIN("D1110", [["Code", "What it is"], ["D1110", "We clean your teeth."]])
    'We clean your teeth.'
    """
    words = plain_words.words_for(code, plain_words.read_glossary(glossary, language).all_records())
    return plain_words.said(words, part.strip().lower())


@sheet_function("Casework")
def TC_PLAN_SUMMARY(
    lines: Table,
    glossary: Table,
    fees: Table | None = None,
    as_of: Date | None = None,
    option: Text = "",
    language: Text = "",
) -> Text:
    """Return a treatment plan as a short paragraph for the patient: what is done, step by step, and why.

    Args:
        lines: the plan with its header row: Code; Treatment, Phase, Tooth, Option if you have them.
        glossary: Code, Treatment, Why it matters, ...; a service that is not in it is named only.
        fees: a fee schedule with its header row, for the names of services.
        as_of: the day the fee schedule must hold; left out, the latest.
        option: the option to tell of, where the lines have several.
        language: English (as left out) or Spanish; what the glossary has no translation for is English.

    >>> words = [["Code", "Called", "Why it matters"], ["D3330", "a root canal", "It ends the pain."]]
    >>> TC_PLAN_SUMMARY([["Code"], ["D3330"]], words)
    'Your plan has one step: a root canal. It ends the pain.'
    """
    entries = read_fees(fees).all_records() if fees else ()
    known = plain_words.read_glossary(glossary, language).all_records()
    chosen = lines_of_option(read_lines(lines).all_records(), option)
    named = [with_fee(line, entries, as_of, "office") if entries else line for line in chosen]
    return plain_words.summary(named, known, language)
