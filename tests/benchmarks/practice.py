"""A made practice for benchmarks: insurance plans with every kind of rule, patients, lines and history, by a seed.

python tests/benchmarks/practice.py FOLDER --lines 30000000   writes it as Parquet, a practice a file.
"""

import argparse
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

DAY = date(2026, 5, 4)
LINES_OF_ONE = 10
CODES = [f"D{number:04d}" for number in (*range(120, 400, 23), *range(1110, 1400, 31), *range(2140, 2999, 37))]
CODES += [f"D{number:04d}" for number in (*range(3110, 4999, 97), *range(5110, 9999, 151))]
CATEGORIES = ("diagnostic", "preventive", "restorative", "crowns", "endo", "perio", "removable", "implants", "fixed")
BENEFIT_COLUMNS = ["Plan", "Benefit", "For", "Value"]


def facts_of(number, chance):
    """Return the facts of an insurance plan: every kind of rule, in figures of its own."""
    kind = ("ppo", "ppo", "ppo", "percentage", "flat copay", "fixed benefit", "capitation")[number % 7]
    facts = [("Plan type", "", kind), ("Coordination", "", ("basic", "standard", "carve out", "medicaid")[number % 4])]
    facts += [("Share", each, float(chance.choice([1, 0.8, 0.5]))) for each in CATEGORIES] + [("Share", "", 0.5)]
    facts += [("Deductible", "", 50), ("Deductible", "ortho", 100), ("Family deductible", "", 150)]
    facts += [
        ("Maximum", "", 1000 + 250 * (number % 5)),
        ("Maximum", "implants", 800),
        ("Maximum", "D2751, D2788", 900),
    ]
    facts += [("Lifetime maximum", "ortho", 1500), ("Effective", "", date(2020 + number % 6, 1 + number % 12, 1))]
    facts += [("Frequency", CODES[0], "2 per calendar year"), ("Frequency", CODES[14], "1 in 6 months")]
    facts += [("Frequency", "crowns", "every 5 years per tooth"), ("Frequency", "perio", "1 in 24 months per quadrant")]
    facts += [("Waiting", "crowns", "12 months"), ("Waiting", "implants", "24 months"), ("Age limit", CODES[16], 14)]
    facts += [("Not covered", CODES[-1], "yes"), ("Missing tooth clause", "", "yes"), ("Pays as", CODES[30], CODES[28])]
    facts += [("Copay", each, 25) for each in CODES[40:60]] if kind in ("flat copay", "capitation") else []
    facts += [("Fixed benefit", each, 120) for each in CODES[20:80]] if kind == "fixed benefit" else []
    facts += [("Benefit year", "", 1 + number % 12), ("Write-off at maximum", "", "no" if number % 3 else "yes")]
    return [(f"Insurance {number}", *fact) for fact in facts]


def benefits(plans=40, seed=3):
    """Return so many insurance plans as a table of facts."""
    chance = np.random.default_rng(seed)
    rows = [fact for number in range(plans) for fact in facts_of(number, chance)]
    return pd.DataFrame(rows, columns=BENEFIT_COLUMNS, dtype=object)


def tables(lines, seed=1, plans=40):
    """Return (lines, benefits, patients, history) of so many lines, ten a patient, a third with a second plan."""
    chance, count = np.random.default_rng(seed), max(lines // LINES_OF_ONE, 1)
    names = np.char.add("P", np.arange(count).astype(str)).astype(object)
    code = chance.integers(0, len(CODES), lines)
    fee = np.round(30 + 17.35 * (code % 83) + chance.integers(0, 4000, lines) / 100, 2)
    teeth = np.where(chance.random(lines) < 0.6, chance.integers(1, 33, lines).astype(float), np.nan)
    frame = {"Patient": names[np.arange(lines) // LINES_OF_ONE % count], "Code": np.array(CODES, object)[code]}
    frame |= {"Fee": fee, "Allowed": np.round(fee * 0.7, 2), "Qty": np.where(chance.random(lines) < 0.05, 2, 1)}
    frame |= {"Tooth": teeth, "Date": np.datetime64(DAY, "s") + 86400 * chance.integers(0, 120, lines)}
    whose = names[chance.integers(0, count, lines // 5)]
    past = {"Patient": whose, "Code": np.array(CODES, object)[chance.integers(0, len(CODES), len(whose))]}
    past |= {"Date": np.datetime64(DAY, "s") - 86400 * chance.integers(1, 1500, len(whose))}
    past |= {"Status": np.array(["paid", "open", "elsewhere"], object)[chance.integers(0, 3, len(whose))]}
    past |= {"Paid": np.round(chance.integers(0, 30000, len(whose)) / 100, 2)}
    insured = [f"Insurance {number}" for number in range(plans)]
    second = [each if chance.random() < 0.3 else None for each in chance.choice(insured, count)]
    born = np.datetime64("1950-01-01", "s") + 86400 * chance.integers(0, 25000, count)
    people = {"Patient": names, "Plan 1": chance.choice(np.array(insured, object), count), "Plan 2": second}
    people |= {"Birth date": born, "Missing teeth": np.where(chance.random(count) < 0.1, "14", None)}
    people |= {"Maximum used": np.where(chance.random(count) < 0.3, 400.0, np.nan)}
    return pd.DataFrame(frame), benefits(plans), pd.DataFrame(people), pd.DataFrame(past)


def write_practice(folder, number, lines):
    """Write one practice: its lines, patients and history, each in the folder of that name."""
    own, _, patients, history = tables(lines, seed=number)
    for name, frame in (("lines", own), ("patients", patients), ("history", history)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        frame.to_parquet(folder / name / f"practice-{number:04d}.parquet", index=False)


def write_practices(folder, lines, of_one=30_000):
    """Write so many lines as practices, with the insurance plans of all in one file."""
    for number in range(max(lines // of_one, 1)):
        write_practice(folder, number, min(of_one, lines))
    benefits().astype({"Value": str}).to_csv(folder / "benefits.csv", index=False)


def main():
    """Write practices as Parquet files, lines and all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=3_000_000)
    parser.add_argument("--practice", type=int, default=30_000, help="lines of one practice")
    asked = parser.parse_args()
    write_practices(asked.folder, asked.lines, asked.practice)
    print(f"{asked.folder}: {asked.lines:,} lines")


if __name__ == "__main__":
    main()
