"""Random practices as tables: insurance plans with every kind of rule, patients, lines, history; few rows are bad.

A plan's facts do not contradict each other, or nearly all patients would have a problem and no figures:
`test_reached.py` holds the draws to reaching both sides of every condition of the heart.
"""

from datetime import date, timedelta

import pandas as pd
from hypothesis import strategies as st

DAY = date(2026, 5, 4)
CODES = st.sampled_from(
    ["D0120", "D0274", "D1110", "D2392", "D2740", "D2740", "D4341", "D6010", "D6010", "d2740 ", "X1"]
)
SCOPES = st.sampled_from(["", "crowns", "restorative", "D2740", "D0274, D2392", "general", "diagnostic", "implants"])
DOLLARS = st.integers(0, 300_000).map(lambda cents: cents / 100) | st.sampled_from([0, 50, 100, 1000.005])
# Half a year before each of these is in a February.
RARE_DAYS = st.sampled_from(
    [date(2100, 8, 31), date(2000, 8, 31), date(2024, 8, 30), date(2023, 8, 31), date(2025, 8, 31)]
)
DAYS = st.integers(-40, 1500).map(lambda days: DAY - timedelta(days=days))
SHARES = st.sampled_from(["100%", 0.8, "50%", 0, 0.335])
TEETH = st.sampled_from([None, "14", "UL", "upper", "2-4", "30"])
NAMES = ("Alpha", "Beta", "Gamma")


def sometimes(strategy, of=10):
    """Draw nothing, but for one time in so many."""
    return st.integers(1, of).flatmap(lambda number: strategy if number == of else st.none())


def row(benefit, scopes=SCOPES, values=DOLLARS):
    return st.tuples(st.just(benefit), scopes, values)


NONE = st.just("")
FREQUENCIES = ["2 per calendar year", "every 5 years per tooth", "1 in 6 months", "1 in lifetime per arch"]
FREQUENCIES += ["1 in 12 months", "2 per benefit year", "1 in 36 months per quadrant"]
ORDERS = ["highest fee first", "lowest fee first", "by date", "highest share first", "lowest share first"]
KINDS = ["ppo", "percentage", "percentage", "fixed benefit", "flat copay", "capitation", "fixed benefit"]
COORDINATIONS = ["basic", "standard", "carve out", "medicaid"]
FACTS = st.one_of(
    row("Share", values=SHARES),
    row("Share", values=SHARES),
    row("Deductible", NONE),
    row("Deductible"),
    row("Family deductible", NONE),
    row("Maximum", NONE),
    row("Maximum"),
    row("Lifetime maximum"),
    row("Frequency", values=st.sampled_from(FREQUENCIES)),
    row("Frequency", st.sampled_from(["D2740", "diagnostic"]), st.sampled_from(FREQUENCIES)),
    row("Patient frequency", values=st.sampled_from(FREQUENCIES)),
    row("Waiting", values=st.sampled_from(["0 months", "6 months", "12 months"])),
    row("Age limit", values=st.sampled_from([14, "through 18"])),
    row("Not covered", st.sampled_from(["implants", "D0274"]), st.just("yes")),
    row("Copay", st.sampled_from(["D2740", "D0274, D2392"])),
    *[row("Fixed benefit", st.sampled_from(["D2740", "D1110", "D0120"]), DOLLARS | st.none())] * 2,
    *[row("Plan fee", st.sampled_from(["D2740", "D2392", "D2391", "D1110"]), DOLLARS | st.none())] * 2,
    row("Pays as", st.just("D2392"), st.just("D2391")),
    *[row("Missing tooth clause", NONE, st.just("yes"))] * 2,
    *[row("Plan type", NONE, st.sampled_from(KINDS))] * 3,
    row("Coordination", NONE, st.sampled_from(COORDINATIONS)),
    row("Benefit year", NONE, st.sampled_from(["July", 1, "4"])),
    row("Effective", NONE, DAYS),
    row("Deductible taken", NONE, st.just("last")),
    row("Family maximum", NONE),
    row("Maximum used", NONE),
    row("Write-off at maximum", NONE, st.just("no")),
    row("Write-off at limit", NONE, st.just("no")),
    row("Write-off on downgrade", NONE, st.just("no")),
    row("Write-off not covered", NONE, st.just("no")),
    row("Deductible order", NONE, st.sampled_from(ORDERS)),
    row("Write-off as second", NONE, st.just("yes")),
    row("Blank fixed benefit", NONE, st.just("nothing")),
)


def key_of(fact):
    return fact[0], fact[1].upper()


# What few draws would bring together: an own fee schedule, a downgrade, an implant for a tooth lost before, ...
THEMES = st.sampled_from(
    [
        (),
        (("Plan type", "", "percentage"), ("Plan fee", "D2740", 900), ("Plan fee", "D1110", 60)),
        (("Pays as", "D2392", "D2391"), ("Share", "", 0.8)),
        (("Missing tooth clause", "", "yes"), ("Share", "", 0.5)),
        (("Plan type", "", "percentage"), ("Not covered", "D0274", "yes"), ("Plan fee", "D0274", 40)),
    ]
)


def fitting(theme, facts):
    """Leave out what stands twice or means nothing without another fact; say since when the plan is where it must."""
    kept = {key_of(fact): fact for fact in [*facts, *theme]}
    if ("Maximum", "") not in kept:
        kept.pop(("Maximum used", ""), None)
    if any(benefit == "Waiting" for benefit, _ in kept):
        kept.setdefault(("Effective", ""), ("Effective", "", date(2024, 3, 1)))
    return list(kept.values())


PLANS = st.builds(fitting, THEMES, st.lists(FACTS, min_size=8, max_size=24))
BAD_FACTS = st.sampled_from(
    [("Share", "", "150%"), ("Tontine", "", 5), ("Waiting", "crowns", "x"), ("Maximum used", "", 5)]
)
LINE = st.fixed_dictionaries(
    {
        "Code": CODES,
        "Fee": DOLLARS | DOLLARS | DOLLARS | DOLLARS | st.none(),
        "Allowed": DOLLARS | st.none(),
        "Allowed 2": st.none() | DOLLARS,
        "Predetermined": st.none() | st.none() | DOLLARS,
        "Write-off": st.none() | st.none() | DOLLARS,
        "Qty": st.sampled_from([None, 1, 2]),
        "Tooth": TEETH,
        "Date": st.none() | DAYS | DAYS | RARE_DAYS,
        "Ref": st.sampled_from([None, None, "a", "b"]),
    }
)
BAD = st.sampled_from([{"Fee": -5}, {"Fee": "free"}, {"Code": None}, {"Qty": 1.5}, {"Date": "soon"}, {"Allowed": -1}])
PAST = st.fixed_dictionaries(
    {
        "Code": CODES,
        "Date": DAYS,
        "Status": st.sampled_from([None, "paid", "open", "elsewhere", "not billed"]),
        "Paid": DOLLARS | st.none(),
        "Deductible": st.sampled_from([None, 50]),
        "Tooth": TEETH,
        "Member": st.sampled_from([None, None, "daughter"]),
        "Plan": st.sampled_from([None, None, 1, 2]),
        "Ref": st.sampled_from([None, "a", "c"]),
    }
)
PRICES = [["D2740", 1285, 900], ["D2392", 210, None], ["D2391", 150, 120], ["D0120", 64, 40], ["D0274", 80, 55]]
PRICES += [["D1110", 105, 70], ["D4341", 240, 180], ["D6010", 2400, 1700]]
TWICE = [*PRICES, ["D4341", 250, 185], ["D2391", 155, 125]]  # two prices for a code: it cannot be looked up
FEES = {each: pd.DataFrame(rows, columns=["Code", "Fee", "Network fee"]) for each, rows in (("", PRICES), ("2", TWICE))}
BORN = st.dates(date(1950, 1, 1), date(2020, 1, 1))
OWN_FREQUENCY = ("Patient frequency", "D2740", "1 in lifetime", "1")
PATIENT = st.fixed_dictionaries(
    {
        "plans": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
        "Birth date": st.none() | BORN | BORN | BORN,
        "Patient age": st.none() | st.integers(3, 80),
        "Missing teeth": st.sampled_from([None, "14", "2, 30"]),
        "Effective": sometimes(DAYS, 3),
        "Maximum used": st.none() | DOLLARS,
        "Deductible used": st.none() | DOLLARS,
        "lines": st.lists(LINE, min_size=2, max_size=8),
        "past": st.lists(PAST, max_size=6),
        "bad": sometimes(BAD),
        "facts": sometimes(st.sampled_from([[OWN_FREQUENCY], [("Missing tooth", "5", "", "")]]), 4),
    }
)
OPTIONAL = ["Allowed", "Allowed 2", "Predetermined", "Write-off", "Qty", "Tooth", "Date", "Ref"]
PRACTICES = st.fixed_dictionaries(
    {
        "plans": st.tuples(*[PLANS for _ in NAMES]),
        "bad": sometimes(BAD_FACTS),
        "patients": st.lists(PATIENT, min_size=3, max_size=5),
        "fees": st.sampled_from([*[""] * 6, "2", None]),
        "without": st.lists(st.sampled_from(OPTIONAL), max_size=2) | st.just(OPTIONAL),
        "is_mixed": st.booleans(),
        "as_of": st.sampled_from([*[DAY] * 7, None]),
    }
)
