"""A bulk estimate gives for each line what TC_INS_ESTIMATE gives, and a problem where that gives an error."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from bulk.drawn import FEES, NAMES, PRACTICES
from hypothesis import HealthCheck, given, settings
from sizes import sized

from tcsheets import bulk
from tcsheets.errors import ArgumentError, TcsheetsError
from tcsheets.functions.insurance import TC_INS_ESTIMATE

FIGURES = ("Fee", "Allowed", "Deductible", "Copay", "Plan share", "Limit", "Plan pays", "Write-off", "Patient pays")


def tables_of(drawn):
    """Return a drawn practice as the tables of a bulk estimate."""
    benefits = [[name, *fact] for name, facts in zip(NAMES, drawn["plans"], strict=True) for fact in facts]
    benefits += [[NAMES[0], *drawn["bad"]]] if drawn["bad"] else []
    lines, patients, past, facts = [], [], [], []
    for number, each in enumerate(drawn["patients"]):
        name = f"P{number}"
        own = [dict(line) for line in each["lines"]]
        own[0] |= each["bad"] or {}
        lines += [{"Patient": name} | line for line in own]
        plans = {f"Plan {place}": plan for place, plan in enumerate(each["plans"], start=1)}
        figures = {key: each[key] for key in PATIENT_KEYS}
        whole = {benefit for benefit, scope, _ in drawn["plans"][NAMES.index(each["plans"][0])] if not scope}
        for amount in ("Maximum", "Deductible"):  # a figure used of no amount is wrong, which is rarely meant
            is_stated = amount in whole and f"{amount} used" not in whole
            figures[f"{amount} used"] = figures[f"{amount} used"] if is_stated or number == 3 else None
        patients.append({"Patient": name} | plans | figures)
        past += [{"Patient": name} | had for had in each["past"]]
        facts += [[name, *fact] for fact in each["facts"] or ()]
    frames = {
        "benefits": pd.DataFrame(benefits, columns=["Plan", "Benefit", "For", "Value"], dtype=object),
        "patients": pd.DataFrame(patients),
        "history": pd.DataFrame(past) if past else None,
        "facts": pd.DataFrame(facts, columns=["Patient", "Benefit", "For", "Value", "Plan"]) if facts else None,
        "fees": FEES.get(drawn["fees"]),
        "as_of": drawn["as_of"],
    }
    table = pd.DataFrame(lines).drop(columns=drawn["without"])
    # Patients come mixed, as they do in a list by date, or one after the other.
    return table.sample(frac=1, random_state=7) if drawn["is_mixed"] else table, frames


PATIENT_KEYS = ("Birth date", "Patient age", "Missing teeth", "Effective", "Maximum used", "Deductible used")


def benefits_of(patient, benefits, facts):
    """Return the benefits table of one patient, as a coordinator would write it."""
    rows = [["Benefit", "For", "Value", "Plan"]]
    begins = patient["Effective"]
    for place in (1, 2, 3):
        name = patient.get(f"Plan {place}")
        own = benefits[benefits["Plan"] == name].values.tolist() if isinstance(name, str) else []
        rows += [
            [*fact, place] for _, *fact in own if not (place == 1 and not blank(begins) and fact[0] == "Effective")
        ]
    rows += [[key, "", patient[key], ""] for key in ("Birth date", "Patient age") if not blank(patient[key])]
    rows += [["Missing tooth", patient["Missing teeth"], "", ""]] if not blank(patient["Missing teeth"]) else []
    for key in ("Effective", "Maximum used", "Deductible used"):
        rows += [[key, "", patient[key], 1]] if not blank(patient[key]) else []
    return rows + (
        [fact[1:] for fact in facts.values.tolist() if fact[0] == patient["Patient"]] if facts is not None else []
    )


def blank(value):
    return value is None or pd.isna(value)


def one(lines, frames, patient):
    """Return what TC_INS_ESTIMATE gives for one patient, or its error."""
    own = lines[lines["Patient"] == patient["Patient"]]
    cells = [list(own.columns), *own.values.tolist()]
    past = frames["history"]
    past = None if past is None else past[past["Patient"] == patient["Patient"]]
    had = [list(past.columns), *past.values.tolist()] if past is not None and len(past) else None
    prices = frames["fees"]
    fees = None if prices is None else [list(prices.columns), *prices.values.tolist()]
    stated = benefits_of(patient, frames["benefits"], frames["facts"])
    try:
        return own, TC_INS_ESTIMATE(cells, stated, fees, frames["as_of"], "", had)
    except TcsheetsError as error:
        return own, str(error)


@settings(max_examples=sized(80, 600, 4_000), suppress_health_check=list(HealthCheck))
@given(PRACTICES)
def test_a_bulk_estimate_is_the_sheet_functions_own_for_every_patient(drawn):
    lines, frames = tables_of(drawn)
    found = bulk.estimate(lines, **frames)
    assert list(found.index) == list(lines.index)
    for patient in frames["patients"].to_dict("records"):
        own, spill = one(lines, frames, patient)
        mine = found.loc[own.index]
        if isinstance(spill, str):
            assert mine["Problem"].notna().all(), spill
            assert mine[list(FIGURES[:5])].isna().all(axis=None)
            continue
        assert mine["Problem"].isna().all()
        table = pd.DataFrame(spill[1:], columns=spill[0])
        for figure in FIGURES:
            assert mine[figure].tolist() == table[figure].tolist(), figure
        for place in range(1, 4):
            if f"Plan {place} pays" in table:
                assert mine[f"Plan {place} pays"].tolist() == table[f"Plan {place} pays"].tolist()


BENEFITS = pd.DataFrame(
    [["X", "Share", "", "50%"], ["X", "Deductible", "", 50], ["X", "Maximum", "", 1500]],
    columns=["Plan", "Benefit", "For", "Value"],
)


def small(**more):
    return pd.DataFrame({"Patient": ["A", "B", "A"], "Code": ["D2740", "D0120", "D2750"]} | more)


def test_a_row_that_cannot_be_read_has_its_words_and_its_patient_no_figures_but_others_have():
    found = bulk.estimate(small(Fee=[1000, 100, "free"]), BENEFITS)
    assert found["Problem"].tolist()[2] == "lines row 4, Fee: is text, not an amount; write it like 1285.00"
    assert found["Problem"].tolist()[0] == "not estimated, for another line of this patient cannot be read"
    assert found["Plan pays"].isna().tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("patients", "words"),
    [
        ({"Patient": ["A"], "Plan": ["X"]}, "B: is not in patients"),
        ({"Patient": ["A", "B"], "Plan": ["X", "Q"]}, "insurance plan Q is not in benefits"),
        ({"Patient": ["A", "B", "B"], "Plan": ["X", "X", "X"]}, "B: stands in patients row 3 already; remove one"),
        (
            {"Patient": ["A", "B"], "Plan": ["X", "X"], "Birth date": ["2000-01-01", "soon"]},
            "patients row 3, Birth date",
        ),
    ],
)
def test_a_patient_who_is_not_known_has_his_words_and_others_their_figures(patients, words):
    found = bulk.estimate(small(Fee=[1000.0, 100.0, 10.0]), BENEFITS, pd.DataFrame(patients))
    assert found["Plan pays"].isna().tolist() == [False, True, False]
    assert words in found["Problem"].tolist()[1]


def test_a_missing_column_or_too_many_plans_is_an_error_that_names_it():
    with pytest.raises(ArgumentError, match='lines has no column "Patient"'):
        bulk.estimate(small().drop(columns="Patient"), BENEFITS)
    many = pd.concat([BENEFITS.assign(Plan=name) for name in "WXYZ"])
    with pytest.raises(ArgumentError, match="benefits hold 4 plans; say in patients who has which"):
        bulk.estimate(small(), many)


def test_a_patient_without_insurance_pays_the_fee():
    found = bulk.estimate(
        small(Fee=[1000.0, 100.0, 10.0]), BENEFITS, pd.DataFrame({"Patient": ["A", "B"], "Plan": ["X", None]})
    )
    assert (found["Patient pays"].tolist()[1], found["Write-off"].tolist()[1]) == (100, 0)


def test_no_lines_give_no_rows():
    assert len(bulk.estimate(small(Fee=[1, 2, 3]).iloc[:0], BENEFITS)) == 0


@pytest.mark.parametrize("kind", ["float64", "int64", "object", "category"])
def test_the_type_of_a_column_does_not_matter(kind):
    fees = pd.Series([1000, 100, 10]).astype(kind)
    lines = small(
        Fee=fees, Date=pd.Series(pd.to_datetime(["2026-05-04"] * 3)), Tooth=pd.Series([14, 3, 30]).astype(kind)
    )
    found = bulk.estimate(lines, BENEFITS, as_of=date(2026, 5, 4))
    assert np.array_equal(found["Plan pays"], [475.0, 25.0, 5.0])
