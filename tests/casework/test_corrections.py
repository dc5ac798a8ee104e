"""What a log's corrections replace is found in one walk: the same entries as when each is held against each."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import sized

from tcsheets.casework.commission import amount_of, differences
from tcsheets.casework.decisions import Entry, in_force

NAMES = st.sampled_from(["", "A", "B", "C", "D"])


@st.composite
def logs(draw):
    drawn = draw(st.lists(st.tuples(NAMES, NAMES, NAMES, st.integers(0, 9)), max_size=9))
    return [
        Entry(row, case, "", date(2026, 11, 1), None, "yes", value, value, ref=ref, corrects=corrects)
        for row, (case, ref, corrects, value) in enumerate(drawn, start=2)
    ]


def corrects(later, entry):
    """Whether an entry takes the place of an earlier one: it names that one's ref or case."""
    return bool(later.corrects) and later.row > entry.row and later.corrects in (entry.ref, entry.case)


@settings(max_examples=sized(100, 500, 5_000))
@given(logs())
def test_an_entry_is_in_force_unless_a_later_one_corrects_it(log):
    assert in_force(log) == [each for each in log if not any(corrects(later, each) for later in log)]


@settings(max_examples=sized(100, 500, 5_000))
@given(logs())
def test_a_correction_changes_by_what_the_newest_corrected_entry_did_not_say(log):
    for each, changed in differences(log, "accepted"):
        old = [amount_of(other, "accepted") for other in log if corrects(each, other)]
        assert changed == amount_of(each, "accepted") - (old[-1] if old else 0)
