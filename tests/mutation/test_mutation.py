"""Whatever is changed in fold or harvest, a direct test notices it: see run.py, and survivors.md for the exceptions."""

import os

import pytest
from mutation.run import LIST, Outcome, complaints, explained, missing, mutated
from sizes import sized


def test_every_mutant_of_fold_and_harvest_is_killed_or_explained(tmp_path):
    if missing():
        (pytest.fail if os.environ.get("TCSHEETS_REQUIRE_HOSTS") == "1" else pytest.skip)(missing())
    sample = sized(True, False, False)
    outcome = mutated(tmp_path, sample=sample)
    assert outcome.tried > (20 if sample else 600)
    assert complaints(outcome, explained(LIST.read_text("utf-8")), sample=sample) == []


ONE, TWO = ("fold.fold", "-1\n+2"), ("fold.fold", "-1\n+3")


@pytest.mark.parametrize(
    ("survivors", "known", "sample", "words"),
    [
        ((ONE,), {}, False, ["does not explain it: fold.fold\n-1\n+2"]),
        ((ONE,), {ONE: ""}, False, ["does not explain it"]),
        ((ONE,), {ONE: "equivalent"}, False, []),
        ((ONE,), {ONE: "equivalent", TWO: "equivalent"}, False, ["explains what does not survive"]),
        ((ONE,), {ONE: "equivalent", TWO: "equivalent"}, True, []),
        ((ONE, TWO), {ONE: "equivalent", TWO: "equivalent"}, False, ["80.0% of the mutants were killed"]),
    ],
)
def test_a_survivor_without_a_reason_a_reason_without_a_survivor_and_too_many_are_told(survivors, known, sample, words):
    said = complaints(Outcome(10, survivors, 0.0), known, sample=sample)
    assert len(said) == len(words)
    assert all(word in line for word, line in zip(words, said))


def test_the_committed_list_gives_a_reason_for_each():
    known = explained(LIST.read_text("utf-8"))
    assert len(known) == LIST.read_text("utf-8").count("\n## ")
    assert all(known.values())
