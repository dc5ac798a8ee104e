"""Random practices as tables: insurance plans, patients, lines and history, some of whose rows cannot be read."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import strategies as st

DAY = date(2026, 5, 4)
CODES = st.sampled_from(["D0120", "D0274", "D1110", "D2392", "D2740", "D4341", "D6010", "d2740 ", "X1"])
SCOPES = st.sampled_from(["", "crowns", "restorative", "D2740", "D0274, D2392", "general", "diagnostic", "implants"])
DOLLARS = st.integers(0, 300_000).map(lambda cents: cents / 100) | st.sampled_from([0, 50, 100, 1000.005])
DAYS = st.integers(-40, 1500).map(lambda days: DAY - timedelta(days=days))
SHARES = st.sampled_from(["100%", 0.8, "50%", 0, 0.335])
TEETH = st.sampled_from([None, "14", "UL", "upper", "2-4", "30"])
NAMES = ("Alpha", "Beta", "Gamma")


def row(benefit, scopes=SCOPES, values=DOLLARS):
    return st.tuples(st.just(benefit), scopes, values)


NONE = st.just("")
FREQUENCIES = ["2 per calendar year", "every 5 years per tooth", "1 in 6 months", "1 in lifetime per arch"]
KINDS = ["ppo", "percentage", "flat copay", "capitation", "fixed benefit"]
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
    row("Waiting", values=st.sampled_from([0, 6, "12 months"])),
    row("Age limit", values=st.sampled_from([14, "through 18"])),
    row("Not covered", st.sampled_from(["implants", "D0274"]), st.just("yes")),
    row("Copay", st.sampled_from(["D2740", "D0274, D2392"])),
    row("Fixed benefit", st.sampled_from(["D2740", "D1110"]), DOLLARS | st.none()),
    row("Plan fee", st.sampled_from(["D2740", "D2392", "D2391"]), DOLLARS | st.none()),
    row("Pays as", st.just("D2392"), st.just("D2391")),
    row("Missing tooth clause", NONE, st.just("yes")),
    row("Plan type", NONE, st.sampled_from(KINDS)),
    row("Coordination", NONE, st.sampled_from(COORDINATIONS)),
    row("Benefit year", NONE, st.sampled_from(["July", 1, "4"])),
    row("Effective", NONE, DAYS),
    row("Deductible taken", NONE, st.just("last")),
    row("Write-off at maximum", NONE, st.just("no")),
    row("Deductible order", NONE, st.sampled_from(["highest fee first", "by date", "lowest share first"])),
    row("Write-off as second", NONE, st.just("yes")),
    row("Blank fixed benefit", NONE, st.just("nothing")),
)
BAD_FACTS = st.sampled_from([("Share", "", "150%"), ("Tontine", "", 5), ("Waiting", "crowns", "x")])
LINE = st.fixed_dictionaries(
    {
        "Code": CODES,
        "Fee": DOLLARS | st.none(),
        "Allowed": DOLLARS | st.none(),
        "Allowed 2": st.none() | DOLLARS,
        "Predetermined": st.none() | st.none() | DOLLARS,
        "Write-off": st.none() | st.none() | DOLLARS,
        "Qty": st.sampled_from([None, 1, 2]),
        "Tooth": TEETH,
        "Date": st.none() | DAYS,
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
        "Plan": st.sampled_from([None, 1, 2]),
        "Ref": st.sampled_from([None, None, "a", "c"]),
    }
)
FEES = pd.DataFrame(
    [["D2740", 1285, 900], ["D2392", 210, None], ["D2391", 150, 120], ["D0120", 64, 40]],
    columns=["Code", "Fee", "Network fee"],
)
PATIENT = st.fixed_dictionaries(
    {
        "plans": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
        "Birth date": st.none() | st.dates(date(1950, 1, 1), date(2020, 1, 1)),
        "Patient age": st.none() | st.integers(3, 80),
        "Missing teeth": st.sampled_from([None, None, "14", "2, 30"]),
        "Effective": st.none() | DAYS,
        "Maximum used": st.none() | DOLLARS,
        "Deductible used": st.none() | DOLLARS,
        "lines": st.lists(LINE, min_size=1, max_size=5),
        "past": st.lists(PAST, max_size=3),
        "bad": st.none() | st.none() | st.none() | BAD,
        "facts": st.lists(
            st.sampled_from([("Patient frequency", "D2740", "1 in lifetime", "1"), ("Missing tooth", "5", "", "")]),
            max_size=1,
        ),
    }
)
PRACTICES = st.fixed_dictionaries(
    {
        "plans": st.tuples(*[st.lists(FACTS, min_size=1, max_size=9) for _ in NAMES]),
        "bad": st.none() | st.none() | BAD_FACTS,
        "patients": st.lists(PATIENT, min_size=1, max_size=4),
        "fees": st.booleans(),
    }
)
